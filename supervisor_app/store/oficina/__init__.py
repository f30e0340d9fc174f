"""The office's index of delivered packages: the same tables and statements on SQLite and on PostgreSQL.

The packages are the truth; whatever stands here can be thrown away and made again from them (ADR 0036).
"""
