"""The only SQL. Rows in, domain values out."""
