"""Bytes and a key to signed bytes; verification; trust anchors.

This room never speaks to the network, keeps no key and no password, and never re-saves a file that is already signed.
It never imports another room of its row (store, documents, exchange).
"""
