"""Widgets and values from which every screen is built. Nothing here knows a visit, a cédula or a service."""
