"""How tests are shared out among workers: those that need something dear to be made stay on one, so it is made once.

pytest-xdist has groups for this (``xdist_group`` with ``--dist loadgroup``), which say it in the id of a test; since
pytest 9.2 ids cannot be written any more and every worker made everything. So the files are asked.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has no types

_RAIZ = Path(__file__).resolve().parent.parent
_GRUPO = re.compile(r"\bxdist_group\(\"(\w+)\"\)|\b(verapdf)\.group\b|\b(demo): Path\b")
"""A mark, or the fixture that makes the demo once for a process."""


class PorGrupos(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """Groups whole, the largest first; every other test by itself, so that both workers end together."""

    def _split_scope(self, nodeid: Any) -> str:
        archivo, _, _ = str(nodeid).partition("::")
        return _grupo(archivo) or str(nodeid)


@cache
def _grupo(archivo: str) -> str:
    """The group of the tests of a file; "" where each may run anywhere."""
    texto = (_RAIZ / archivo).read_text(encoding="utf-8")
    dicho = _GRUPO.search(texto)
    if dicho is not None:
        return next(nombre for nombre in dicho.groups() if nombre)
    return archivo if 'scope="module"' in texto else ""
