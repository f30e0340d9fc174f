"""What keeps a data folder unreadable without its key: the key, the slots that wrap it, and files as ciphertext.

Leaves: they know disk and cryptography, and must never know a table, a record or a screen (ADR 0027).
"""
