"""``python -m benchmarks``: every ratio of the application against a yardstick measured in the same run."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks import candado, cifrado, logica, muestra, oficina, papel, respaldo, sincronia, universo, verificacion
from benchmarks.llenado import VISITAS, llenar
from benchmarks.ratio import compare
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.session import interpretar
from supervisor_app.wiring import abrir


def keystroke(carpeta: Path) -> None:
    """An answer with its history, search index and consequence check, against one raw row in WAL + FULL."""
    crudo = sqlite.connect(str(carpeta / "crudo.db"), isolation_level=None)
    crudo.execute("pragma journal_mode=wal")
    crudo.execute("pragma synchronous=full")
    crudo.execute("create table respuesta(id integer primary key, datos text)")
    n = itertools.count()
    with abrir(carpeta / "app") as s:
        e = muestra.visita(s)
        item = s.definiciones.cedula("CO-02").items[1]
        estado = [e]

        def ours() -> None:
            op = comandos.responder(estado[0], item, interpretar(item, str(next(n))))
            s.visitas.guardar(op)
            estado[0] = estado[0].aplicar(op.cambios)

        def theirs() -> None:
            crudo.execute("begin immediate")
            crudo.execute("insert into respuesta(datos) values (?)", (f'{{"valor": {next(n)}}}',))
            crudo.execute("commit")

        compare("keystroke to durable", ours, theirs, against="raw row, WAL FULL", times=400)
    crudo.close()


_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv); w = QWidget(); w.resize(1366, 768); w.show(); app.processEvents()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from supervisor_app.ui import app as ui
QTimer.singleShot(0, lambda: None)
qt, theme = ui.make_application(sys.argv[:1])
def look():
    w = next((w for w in QApplication.topLevelWidgets() if type(w).__name__ == "House"), None)
    if w is not None and w.isVisible() and not w.main.lanes.is_busy():
        w.close()
    else:
        QTimer.singleShot(1, look)
QTimer.singleShot(0, look)
ui.abrir_ventana(Path(sys.argv[1]))
"""


def start(carpeta: Path) -> None:
    """A process until its window shows the first screen with its data, against a process with an empty Qt window."""
    with abrir(carpeta / "app") as s:
        for _ in range(5):
            muestra.contestar(s, muestra.visita(s))
    entorno = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def run(codigo: str, *argumentos: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", codigo, *argumentos], env=entorno, check=True)

    compare(
        "process start to usable window", run(_OURS, str(carpeta / "app")), run(_BARE), against="bare window", times=7
    )


def open_among_many(carpeta: Path) -> None:
    """Opening a visit with four cédulas answered, in a database of 10,000 visits and in one of 10."""
    with abrir(carpeta / "pocas") as pocas, abrir(carpeta / "muchas") as muchas:
        ids = []
        for s in (pocas, muchas):
            e = muestra.contestar(s, muestra.visita(s, ("CO-02", "CO-05", "CO-06", "RC-02")))
            ids.append(e.visita.id)
        for _ in range(9):
            muestra.contestar(pocas, muestra.visita(pocas))
        llenar(muchas._almacen._db.conn, ids[1])
        compare(
            f"open a visit among {VISITAS:,}",
            lambda: muchas.visitas.abrir(ids[1]),
            lambda: pocas.visitas.abrir(ids[0]),
            against="among 10",
            times=60,
        )


BENCHMARKS = {
    "teclazo": keystroke,
    "arranque": start,
    "papel": papel.medir,
    "abrir": open_among_many,
    "cifrado": cifrado.medir,
    "candado": candado.medir,
    "universo": universo.importar,
    "logica": logica.logic,
    "verificar": verificacion.three_signatures,
    "respaldo": respaldo.medir,
    "oficina": oficina.medir,
    "sincronia": sincronia.medir,
}


def main(wanted: list[str]) -> int:
    for name, run in BENCHMARKS.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory() as carpeta:
                run(Path(carpeta))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
