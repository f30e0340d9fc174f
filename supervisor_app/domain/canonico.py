"""The one way in which values become the JSON that is hashed, attached to a PDF or delivered: same value, same bytes.

Keys are sorted and text is UTF-8. It must never leave out or add anything to what it is given.
"""

from __future__ import annotations

import json
from typing import Final

from pydantic_core import to_jsonable_python

_CODIFICADOR: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonico(valor: object) -> bytes:
    """Without a space too many: what is hashed. Takes values, dataclasses, dates, and lists and mappings of them."""
    plano = to_jsonable_python(valor, by_alias=True)
    return _CODIFICADOR.encode(plano).encode()


def legible(valor: object) -> bytes:
    """The same in lines, for files that people may open."""
    plano = to_jsonable_python(valor, by_alias=True)
    return (json.dumps(plano, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
