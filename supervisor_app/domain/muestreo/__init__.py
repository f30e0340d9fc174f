"""Drawing a sample from a universe of cases and saying what it proves about all of them. See docs/MUESTREO.md."""
