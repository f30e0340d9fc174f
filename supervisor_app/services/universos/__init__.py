"""Listings to draw samples from: read from Excel, text or the clipboard, kept by hash, exported (docs/MUESTREO.md)."""
