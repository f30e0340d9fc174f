"""``python -m supply audit | licences | texts | sbom``; see docs/DEPENDENCIAS.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from supply import audit, licences, sbom


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m supply", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    asks = verbs.add_parser(
        "audit", help="hashes and known vulnerabilities; 0 clean, 1 vulnerable, 2 bare, 3 not checked"
    )
    asks.add_argument("--database", type=Path, help="a dump of OSV at hand: ZIP, folder or JSON")
    asks.add_argument("locks", nargs="*", type=Path)
    verbs.add_parser("licences", help="write docs/LICENCIAS.md and resources/componentes.json anew")
    texts = verbs.add_parser("texts", help="gather the texts of the licences of what is installed")
    texts.add_argument("folder", type=Path)
    bill = verbs.add_parser("sbom", help="write the bill of materials (CycloneDX)")
    bill.add_argument("-o", "--output", type=Path, required=True)
    bill.add_argument("--bundle", type=Path, help="name the native libraries of this folder, with their hashes")
    args = parser.parse_args()
    if args.verb == "audit":
        return audit.audit(args.locks or audit.default_locks(), args.database, print)
    if args.verb == "licences":
        licences.write()
    elif args.verb == "texts":
        licences.gather(args.folder)
    else:
        sbom.write(args.output, args.bundle)
    return 0


if __name__ == "__main__":
    sys.exit(main())
