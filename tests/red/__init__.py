"""Delivery against real servers, cut and silenced at every step (``make test-red``)."""
