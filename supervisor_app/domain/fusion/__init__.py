"""Several laptops on one visit: the versions of its records, and the one visit that any set of them gives.

A copy of a visit is a set of versions; joining two copies is the union of the sets; the visit is a pure function of the
set. So joining is commutative, associative and idempotent, and loses nothing (ADR 0015).
"""
