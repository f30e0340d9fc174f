"""Domain values to PDF bytes."""
