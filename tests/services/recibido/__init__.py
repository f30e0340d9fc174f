"""What the office sends, as it is put to use on a laptop."""
