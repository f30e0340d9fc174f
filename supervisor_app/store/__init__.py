"""The only SQL. Rows in, domain values out.

The SQLite inside ``sqlcipher3`` is used for everything: the interpreter's own is older than the fix of the WAL-reset
corruption (SQLite 3.51.3).
"""

import sys

import sqlcipher3.dbapi2 as sqlite

# sqlite-utils looks for this name first; without it, it would catch the wrong exception classes. Here, because every
# module of this room runs this one before it imports sqlite-utils, in whatever order it sorts its imports.
sys.modules.setdefault("pysqlite3", sqlite)
sys.modules.setdefault("pysqlite3.dbapi2", sqlite)
