"""Pictures as bytes in and bytes out: told apart, checked, turned right, stripped, made smaller, marked.

Pure functions that any thread may run. Nothing here may know Qt, the store or a visit, nor read a clock or a file.
"""
