"""Bytes and a key to signed bytes; verification; trust anchors."""
