"""Commands: arguments in, Spanish text and exit codes out."""
