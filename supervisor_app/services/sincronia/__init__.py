"""What goes to the office and what comes from it, over any mailbox (ADR 0034)."""
