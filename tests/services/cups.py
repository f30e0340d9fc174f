"""Programs called ``lp`` and ``lpstat`` that keep what they are given: CUPS as the tests need it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_LP = """#!{python}
import os, pathlib, sys
aqui = pathlib.Path({aqui!r})
dado = sys.argv[1:]
impresora = dado[dado.index("-d") + 1]
if impresora == "Fantasma":
    sys.exit("lp: The printer or class does not exist.")
if impresora == "Detenida":
    sys.exit("lp: Destination is not accepting jobs.")
(aqui / "dicho").write_text("\\n".join(dado), encoding="utf-8")
(aqui / "bibliotecas").write_text(os.environ.get("LD_LIBRARY_PATH", ""))
(aqui / "recibido.pdf").write_bytes(sys.stdin.buffer.read())
print("request id is Oficina-1 (1 file(s))")
"""
_LPSTAT = """#!{python}
import sys
print("Oficina\\nSala_2" if sys.argv[1] == "-e" else "system default destination: Sala_2")
"""


@dataclass(frozen=True)
class Cups:
    """What was handed over the last time."""

    carpeta: Path

    def dicho(self) -> list[str]:
        return (self.carpeta / "dicho").read_text(encoding="utf-8").split("\n")

    def recibido(self) -> bytes:
        return (self.carpeta / "recibido.pdf").read_bytes()


def falso_cups(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """Put them first in the path."""
    programas = carpeta / "programas"
    programas.mkdir()
    for nombre, texto in (("lp", _LP), ("lpstat", _LPSTAT)):
        programa = programas / nombre
        programa.write_text(texto.format(python=sys.executable, aqui=str(carpeta)))
        programa.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programas}{os.pathsep}{os.environ['PATH']}")
    return Cups(carpeta)
