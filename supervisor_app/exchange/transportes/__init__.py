"""The network transports of a destination, and what all that write in parts have in common.

None of them may be imported before it is used: their libraries cost start-up time.
"""
