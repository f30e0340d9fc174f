"""What the office sent, and what became of it on this laptop (ADR 0041)."""
