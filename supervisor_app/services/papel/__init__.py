"""The kinds of documents, one module each: what a kind says of a visit, what it misses, and how it is drawn."""
