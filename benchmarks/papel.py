"""Paper: ours drawn, signed and strictly verified, against others that only draw the same words and photos.

Each run is a process of its own (typst keeps what it drew before), and tells how long the document took after another
one of a paragraph, so that what is loaded once does not count. LibreOffice cannot tell its own start apart: there the
whole process counts. What is not installed is said and left out.

``python -m benchmarks.papel WHO KIND FOLDER`` is one such run; it prints seconds, MiB at the peak, pages and bytes.
"""

from __future__ import annotations

import importlib.util
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks import papel_contenido as contenido
from benchmarks.papel_contenido import Contenido
from benchmarks.ratio import compare_seconds
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import Efirma
from supervisor_app.signing.pki_prueba import PersonaPrueba, crear_pki
from supervisor_app.wiring import Servicios, abrir

_CLAVE = "prueba12"
_TIMES = 3
_NAMES = {"corto": "2 pages", "largo": "40 pages, 60 photos"}
_TYPST, _WEASY = "typst, PDF/A-3a, unsigned", "WeasyPrint, PDF/A-3b, unsigned"
_PDF_A_3 = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'


def medir(carpeta: Path) -> None:
    """Both documents against each of the others, then the memory of 300 photos."""
    _preparar(carpeta)
    for kind, name in _NAMES.items():
        rulers = _rulers(kind, carpeta)
        for against, theirs in rulers.items():
            ours = partial(_seconds, "ours", kind, carpeta)
            compare_seconds(f"{name}, signed, verified", ours, theirs, against=against, times=_TIMES)
        if _TYPST in rulers:
            drawn = partial(_seconds, "drawn", kind, carpeta)
            compare_seconds(f"{name}, drawn alone", drawn, rulers[_TYPST], against=_TYPST, times=_TIMES)
    fotos = contenido.hecho("fotos").fotos
    jpegs = sum(map(len, fotos)) / 2**20
    few, many = _run("ours", "corto", carpeta)[1], _run("ours", "fotos", carpeta)[1]
    name = f"memory of {len(fotos)} photos, signed, verified"
    peaks = f"{many:.0f} MiB at the peak, {few:.0f} with the 2 pages"
    print(f"{name:<42} {(many - few) / jpegs:6.2f} x   their {jpegs:.0f} MiB of JPEG; {peaks}")


def _preparar(carpeta: Path) -> None:
    """A data folder that trusts a test authority, and an e.firma of it."""
    ahora = datetime.now(UTC)
    pki = crear_pki(ahora)
    pki.escribir_anclas(carpeta / "anclas")
    persona = PersonaPrueba("LUCIA BARRAGAN ORTEGA", "BAOL800101AB1", "BAOL800101MJCXXX01")
    emitida = pki.emitir(persona, desde=ahora - timedelta(1), hasta=ahora + timedelta(365), contrasena=_CLAVE)
    (carpeta / "p.cer").write_bytes(emitida.cer)
    (carpeta / "p.key").write_bytes(emitida.key)
    for kind in _NAMES:
        contenido.hecho(kind).escribir(carpeta / kind)


def _rulers(kind: str, carpeta: Path) -> dict[str, Callable[[], float]]:
    """Who else can draw it here, by name. Says who cannot."""
    rulers: dict[str, Callable[[], float]] = {}
    for who, name in (("typst", _TYPST), ("weasyprint", _WEASY)):
        try:
            _run(who, kind, carpeta)
            rulers[name] = partial(_seconds, who, kind, carpeta)
        except UserError as error:
            print(f"{_NAMES[kind]:<42} not measured against {name}: {error.message}")
    office = shutil.which("soffice")
    if office is None:
        print(f"{_NAMES[kind]:<42} not measured against LibreOffice: it is not installed")
    else:
        rulers["LibreOffice docx to PDF/A, unsigned"] = lambda: _office(office, carpeta / kind)
    return rulers


def _office(office: str, base: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [office, "--headless", "--convert-to", _PDF_A_3, "--outdir", str(base.parent / "office"), f"{base}.docx"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def _seconds(who: str, kind: str, carpeta: Path) -> float:
    return _run(who, kind, carpeta)[0]


def _run(who: str, kind: str, carpeta: Path) -> tuple[float, float]:
    """Seconds and MiB of one run. Raises UserError with the last line of what it said where it fails."""
    if who not in ("ours", "drawn") and importlib.util.find_spec(who) is None:
        raise UserError("it is not installed (.ci/setup bench)")
    command = [sys.executable, "-m", "benchmarks.papel", who, kind, str(carpeta)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(done.stderr.strip().splitlines()[-1])
    took, memory, *_ = done.stdout.split()
    return float(took), float(memory)


# --- one run, in its own process


Draw = Callable[[], bytes]
Ready = Callable[[Contenido], Draw]
"""What is on disk before the clock runs is written by it; what it returns is measured."""


def _ours(carpeta: Path) -> Ready:
    efirma = Efirma((carpeta / "p.cer").read_bytes(), (carpeta / "p.key").read_bytes(), _CLAVE)
    s: Servicios = abrir(carpeta / "app", anclas=carpeta / "anclas")

    def ready(doc: Contenido) -> Draw:
        def draw() -> bytes:
            signed = s.firmas.firmar_pdf(doc.nuestro(), efirma, campo=doc.campo, motivo="Prueba")
            if not s.firmas.verificar(signed).valido:
                raise SystemExit("the signed document did not verify")
            return signed

        return draw

    return ready


def _drawn(carpeta: Path) -> Ready:
    return lambda doc: doc.nuestro


def _typst(carpeta: Path) -> Ready:
    import typst

    fonts = [str(contenido.FUENTES)]

    def ready(doc: Contenido) -> Draw:
        file = doc.escribir_typst(carpeta / "typst")
        return lambda: typst.compile(str(file), font_paths=fonts, ignore_system_fonts=True, pdf_standards=["a-3a"])

    return ready


def _weasyprint(carpeta: Path) -> Ready:
    import weasyprint

    def ready(doc: Contenido) -> Draw:
        file = doc.escribir_html(carpeta / "html")
        return lambda: weasyprint.HTML(filename=str(file)).write_pdf(pdf_variant="pdf/a-3b")

    return ready


_WHO: dict[str, Callable[[Path], Ready]] = {
    "ours": _ours,
    "drawn": _drawn,
    "typst": _typst,
    "weasyprint": _weasyprint,
}


def main(who: str, kind: str, carpeta: str) -> None:
    ready = _WHO[who](Path(carpeta))
    ready(contenido.hecho("minimo"))()
    draw = ready(contenido.hecho(kind))
    start = time.perf_counter()
    pdf = draw()
    took = time.perf_counter() - start
    print(took, _peak(), contenido.paginas(pdf), len(pdf))


def _peak() -> float:
    """MiB. What the system tells of a process counts its parent too; Linux tells it apart."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
