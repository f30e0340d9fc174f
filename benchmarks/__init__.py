"""Ratios measured in one run, never absolute promises: ``make bench``."""
