"""The way into an enciphered folder: until the window asks, and from the passphrase to the window with its data."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import muestra
from benchmarks.ratio import compare
from supervisor_app.services.acceso import Acceso
from supervisor_app.wiring import abrir

_FRASE = "cuatro palabras que recuerdo"
_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from supervisor_app.ui import app as ui
qt, theme = ui.make_application(sys.argv[:1])
def look():
    w = next((w for w in QApplication.topLevelWidgets() if type(w).__name__ == "House"), None)
    if w is None or not w.isVisible():
        return QTimer.singleShot(1, look)
    if w.main is None and sys.argv[2] and not w.page._working:
        w.page.phrase.secret.setText(sys.argv[2])
        w.page._try()
    if (w.main is None and not sys.argv[2]) or (w.main is not None and not w.main.lanes.is_busy()):
        return w.close()
    QTimer.singleShot(1, look)
QTimer.singleShot(0, look)
ui.abrir_ventana(Path(sys.argv[1]))
"""


def medir(carpeta: Path) -> None:
    """Both against the window over a plain folder with the same visits, which shows its data at once."""
    llave, _ = Acceso(carpeta / "cifrada").crear(_FRASE)
    for lugar, suya in ((carpeta / "cifrada", llave), (carpeta / "llana", None)):
        with abrir(lugar, llave=suya) as s:
            for _ in range(5):
                muestra.contestar(s, muestra.visita(s))
    entorno = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

    def run(lugar: str, frase: str) -> Callable[[], object]:
        orden = [sys.executable, "-c", _START, str(carpeta / lugar), frase]
        return lambda: subprocess.run(orden, env=entorno, check=True)

    llana = run("llana", "")
    compare("process start until it asks the passphrase", run("cifrada", ""), llana, against="plain, in use", times=5)
    compare("process start, passphrase, window in use", run("cifrada", _FRASE), llana, against="plain", times=5)
