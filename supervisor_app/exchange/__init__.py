"""The one package format and the destinations that carry it."""
