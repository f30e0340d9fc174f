"""``make fuzz``: drives the boundaries with inputs that atheris makes from what they cover (see docs/ENTRADAS.md).

``python -m tests.hostil.fuzz --segundos 120 [FRONTERA…]``. Each boundary has a process of its own, which may take so
much memory and time for one input and no more. What raises is kept in ``.fuzz/hallazgos/FRONTERA``, once for each place
in the code, and the search goes on; a crash, a hang or too much memory ends the process, and another one goes on.
Exit code 1 where anything was found. What was mended goes to ``corpus/``, which ``make test`` replays.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import json
import logging
import os
import re
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any, Final

RAIZ: Final = Path(__file__).resolve().parents[2]
CARPETA: Final = RAIZ / ".fuzz"
CORPUS: Final = Path(__file__).parent / "corpus"
_MEMORIA_MB: Final = 2_000
_POR_ENTRADA_S: Final = 10
_LARGO: Final = 20_000
# pdfium and the readers of pictures are machine code: only what is Python tells what it covers.
_MIRADOS: Final = [
    "supervisor_app", "PIL", "openpyxl", "yaml", "zipfile", "csv", "json", "pyhanko", "asn1crypto", "pyxform",
    "argparse",
]  # fmt: skip


def main(argumentos: list[str] | None = None) -> int:
    analizador = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    analizador.add_argument("fronteras", nargs="*", help="«bombas» and all where none is named")
    analizador.add_argument("--segundos", type=int, default=30, help="for each boundary")
    analizador.add_argument("--hijo", action="store_true", help=argparse.SUPPRESS)
    args = analizador.parse_args(argumentos)
    if args.hijo:
        return _hijo(args.fronteras[0], args.segundos)
    from tests.hostil.fronteras import FRONTERAS

    hallados = 0
    for nombre in args.fronteras or ("bombas", *FRONTERAS):
        hallados += _medir_bombas() if nombre == "bombas" else _buscar(nombre, args.segundos)
    return 1 if hallados else 0


def _medir_bombas() -> int:
    """Every bomb with what it took; how many of them got through."""
    orden = [sys.executable, "-W", "ignore", "-m", "tests.hostil.limites"]
    hechas = [json.loads(linea) for linea in _salida(orden).splitlines()]
    for una in hechas:
        sys.stdout.write(f"{una['segundos']:6.2f} s {una['mb']:5} MB  {una['bomba']}  {una['mal'][-200:]}\n")
    return sum(bool(una["mal"]) for una in hechas)


def _salida(orden: list[str]) -> bytes:
    return subprocess.run(orden, cwd=RAIZ, stdout=subprocess.PIPE, check=False).stdout


def _buscar(nombre: str, segundos: int) -> int:
    """Run one boundary for so long; how many findings there are, told in a line each."""
    hallazgos = CARPETA / "hallazgos" / nombre
    antes = set(hallazgos.glob("*"))
    fin, corridas = time.monotonic() + segundos, 0
    while (queda := round(fin - time.monotonic())) > 2:
        orden = [sys.executable, "-W", "ignore", "-m", "tests.hostil.fuzz", "--hijo", nombre, "--segundos", str(queda)]
        hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, errors="replace", check=False)
        corridas += _corridas(hecho.stderr)
        if hecho.returncode == 0:
            break
        (CARPETA / f"{nombre}.log").write_text(hecho.stdout + hecho.stderr, "utf-8")
    nuevos = sorted(set(hallazgos.glob("*")) - antes)
    sys.stdout.write(f"{nombre}: {corridas:,} inputs, {len(nuevos)} findings\n")
    for uno in nuevos:
        sys.stdout.write(f"  {uno.relative_to(RAIZ)}\n")
    sys.stdout.flush()
    return len([uno for uno in nuevos if uno.suffix != ".txt"])


def _corridas(dicho: str) -> int:
    numeros = [int(n) for n in re.findall(r"^#(\d+)\s", dicho, re.MULTILINE)]
    hechas = re.findall(r"stat::number_of_executed_units:\s*(\d+)|Done (\d+) runs", dicho)
    return max([*numeros, *(int(a or b) for a, b in hechas)], default=0)


def _hijo(nombre: str, segundos: int) -> int:
    atheris: Any = importlib.import_module("atheris")  # only ``make fuzz`` sets it up

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=_MIRADOS):
        from tests.hostil.fronteras import FRONTERAS
        from tests.hostil.semillas import SEMILLAS

        entrar, semillas = FRONTERAS[nombre], list(SEMILLAS[nombre]())
        for semilla in semillas:  # loads what the boundary needs, under the eyes of atheris
            with contextlib.suppress(Exception):
                entrar(semilla)
    vivos = CARPETA / "corpus" / nombre
    hallazgos = CARPETA / "hallazgos" / nombre
    for carpeta in (vivos, hallazgos):
        carpeta.mkdir(parents=True, exist_ok=True)
    conocidos = sorted(CORPUS.glob(f"{nombre}-*"))
    for contenido in (*semillas, *(c.read_bytes() for c in conocidos)):
        (vivos / hashlib.sha1(contenido, usedforsecurity=False).hexdigest()).write_bytes(contenido)
    vistos = {uno.stem for uno in hallazgos.glob("*.txt")}

    def probar(contenido: bytes) -> None:
        try:
            entrar(contenido)
        except Exception as error:  # noqa: BLE001 - every kind of defect is looked for
            _anotar(hallazgos, vistos, contenido, error)

    opciones = [
        sys.argv[0], str(vivos), f"-max_total_time={segundos}", f"-timeout={_POR_ENTRADA_S}", "-print_final_stats=1",
        f"-rss_limit_mb={_MEMORIA_MB}", f"-max_len={_LARGO}", f"-artifact_prefix={hallazgos}/", "-verbosity=1",
    ]  # fmt: skip
    atheris.Setup(opciones, probar)
    atheris.Fuzz()
    return 0


def _anotar(carpeta: Path, vistos: set[str], contenido: bytes, error: Exception) -> None:
    """Keep the input and what was raised, once for each place and kind."""
    donde = [f"{Path(t.filename).name}:{t.lineno}" for t in traceback.extract_tb(error.__traceback__)][-2:]
    clave = hashlib.sha1(f"{type(error).__name__} {donde}".encode(), usedforsecurity=False).hexdigest()[:12]
    if clave in vistos:
        return
    vistos.add(clave)
    (carpeta / f"{clave}.bin").write_bytes(contenido)
    (carpeta / f"{clave}.txt").write_text("".join(traceback.format_exception(error)), "utf-8", errors="replace")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
