"""Backups: what one is, where they stand, which are kept, and how one becomes the data folder again (ADR 0029)."""
