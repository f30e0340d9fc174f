"""Makes the libraries of this room read SAT certificates, and keeps their log out of ours.

Every module of the room that touches pyHanko calls ``aplicar()`` at import; calling it again changes nothing.
This module must never change how anything but names in certificates is read.
"""

from __future__ import annotations

import logging

from asn1crypto import x509


def aplicar() -> None:
    """Patch asn1crypto for the RFC of SAT certificates and silence pyHanko's log.

    asn1crypto types x500UniqueIdentifier (2.5.4.45) as BIT STRING; SAT writes the RFC there as PrintableString, or as
    TeletexString with Latin-1 bytes where there is an Ñ. Without the patch every use of such a name raises ValueError
    (wbond/asn1crypto#228, open).

    pyHanko logs what it also returns or raises: a tampered file would fill our log with tracebacks. What it finds is
    told by this room as values and sentences, so nothing is lost.
    """
    x509.NameTypeAndValue._oid_specs["unique_identifier"] = x509.DirectoryString
    for biblioteca in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(biblioteca).setLevel(logging.CRITICAL + 1)
