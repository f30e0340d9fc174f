"""The desk of the office: its key, whom it enrolled, what came from the laptops, what goes to them (ADR 0034)."""
