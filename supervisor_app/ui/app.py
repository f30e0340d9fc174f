"""Starts the window: theme, lanes, crash handling. The only module that makes the QApplication of the product."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from supervisor_app import paths, settings
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.settings import Ajustes, Tema
from supervisor_app.ui import puertas
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import Scheme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir, reloj_local

_SCHEMES: dict[Tema, Scheme] = {Tema.CLARO: "claro", Tema.OSCURO: "oscuro", Tema.CONTRASTE: "contraste"}


def make_application(argv: list[str]) -> tuple[QApplication, Theme]:
    """The QApplication with its theme; the running one where there is one already."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(argv)
    app.setApplicationName("supervisor-app")
    app.setApplicationDisplayName("Supervisión de Afiliación y Cobranza")
    app.setDesktopFileName("supervisor-app")
    theme = Theme()
    theme.apply(app)
    return app, theme


def apply_settings(theme: Theme, ajustes: Ajustes) -> None:
    """Show the theme and text size of the settings."""
    system = QGuiApplication.styleHints().colorScheme().name == "Dark"
    theme.set_scheme(_SCHEMES.get(ajustes.tema, "oscuro" if system else "claro"))
    theme.set_zoom(ajustes.texto / 100)


def abrir_ventana(carpeta: Path) -> int:
    """Open the window over a data folder and run until it is closed; the exit code.

    The window is usable at once; the store opens meanwhile on its own lane, and where it cannot the window says why.
    """
    app, theme = make_application(sys.argv[:1])
    definiciones = Definiciones.cargar(paths.formas())
    lanes: Lanes[Servicios] = Lanes(lambda: abrir(carpeta, definiciones=definiciones))
    ajustes, _ = settings.leer(carpeta, reloj_local())
    apply_settings(theme, ajustes)
    window = MainWindow(lanes, definiciones, ajustes, today=date.today)
    window.settings_changed.connect(lambda changed: apply_settings(theme, changed))

    def opened(aviso: str) -> None:
        # The first screen has its data: it asked for them before.
        window.show_advice(aviso)
        puertas.load_ahead()

    lanes.call(lambda s: s.ajustes.aviso, opened, window.show_fatal)
    window.resize(1366, 768)
    window.show()
    try:
        return app.exec()
    finally:
        lanes.close()
