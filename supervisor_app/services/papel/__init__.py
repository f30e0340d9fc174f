"""The kinds of documents: for each one what it misses and how it is made, and beside it what it prints of a visit."""
