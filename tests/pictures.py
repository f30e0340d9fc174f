"""Pictures of the screens as PNG, without a screen: ``python -m tests.pictures DIR [NAME…]``.

Scenes live beside the tests of what they show: a module of ``SCENE_MODULES`` has ``SCENES``, a mapping from the name of
the picture to a function that builds the widget. Everything they show is fictitious.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import Scheme

SCENE_MODULES = (
    "tests.ui.kit.gallery",
    "tests.ui.kit.gallery_controls",
    "tests.ui.informe.scenes",
    "tests.ui.indicadores.scenes",
    "tests.ui.acta.scenes",
    "tests.ui.inconsistencias.scenes",
    "tests.ui.lugares.scenes",
    "tests.ui.lugares.scenes_respaldos",
    "tests.ui.lugares.scenes_oficina",
    "tests.ui.lugares.scenes_programa",
    "tests.ui.lugares.asm.scenes",
    "tests.ui.lugares.scenes_seguimiento",
    "tests.ui.lugares.scenes_sincronizacion",
    "tests.ui.preparacion.scenes",
    "tests.ui.cedulas.scenes",
    "tests.ui.cedulas.scenes_logica",
    "tests.ui.cedulas.scenes_versiones",
    "tests.ui.evidencia.scenes",
    "tests.ui.documentos.scenes",
    "tests.ui.paginas.scenes",
    "tests.ui.entrega.scenes",
    "tests.ui.seguimiento.scenes",
    "tests.ui.acceso.scenes",
    "tests.ui.ventana.scenes",
)

WIDTH, HEIGHT = 1366, 768
VARIANTS: tuple[tuple[str, Scheme, float], ...] = (
    ("claro", "claro", 1.0),
    ("oscuro", "oscuro", 1.0),
    ("contraste", "contraste", 1.0),
    ("claro-200", "claro", 2.0),
)

Build = Callable[[], QWidget]


def scenes() -> dict[str, Build]:
    """Every registered scene by name; ``ValueError`` when two have the same name."""
    found: dict[str, Build] = {}
    for module in SCENE_MODULES:
        for name, build in importlib.import_module(module).SCENES.items():
            if name in found:
                raise ValueError(f"two scenes are called {name}")
            found[name] = build
    return found


def application(argv: list[str]) -> tuple[QApplication, Theme]:
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(argv)
    theme = Theme()
    theme.apply(app)
    return app, theme


def render(widget: QWidget, file: Path) -> None:
    """Show ``widget`` at the size of the laptop, let it settle, write it as PNG and throw it away."""
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    widget.activateWindow()
    for _ in range(3):
        QCoreApplication.processEvents()
    if not widget.grab().save(str(file)):
        raise OSError(f"cannot write {file}")
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def draw(directory: Path, theme: Theme, wanted: list[str]) -> Iterator[Path]:
    directory.mkdir(parents=True, exist_ok=True)
    for name, build in scenes().items():
        if wanted and name not in wanted:
            continue
        for suffix, scheme, zoom in VARIANTS:
            theme.set_scheme(scheme)
            theme.set_zoom(zoom)
            file = directory / f"{name}-{suffix}.png"
            render(build(), file)
            yield file


def main(argv: list[str]) -> int:
    if len(argv) < 2:
        sys.stderr.write("Uso: python -m tests.pictures CARPETA [ESCENA…]\n")
        return 2
    app, theme = application(argv[:1])
    for file in draw(Path(argv[1]), theme, argv[2:]):
        sys.stdout.write(f"{file}\n")
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
