"""The workspace of one visit: six steps, each a screen."""
