"""Starts the window: theme, lanes, watch over its run. The only module that makes the QApplication of the product."""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QSize, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app import paths, settings
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.acceso import Acceso, Llave
from supervisor_app.services.cedulas_propias import CARPETA as CEDULAS
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.settings import Ajustes, Tema
from supervisor_app.ui import puertas
from supervisor_app.ui.acceso import House
from supervisor_app.ui.acceso.aviso import tell_how_kept
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import Scheme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.marcha import Run, watched
from supervisor_app.ui.palabras_de_qt import WordsOfQt
from supervisor_app.ui.respaldador import Backups
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir, preparar, reloj_local, respaldos

_SIZE = QSize(1366, 768)
_FRAME = 32
"""Height of the title bar that the system adds."""
_SCHEMES: dict[Tema, Scheme] = {Tema.CLARO: "claro", Tema.OSCURO: "oscuro", Tema.CONTRASTE: "contraste"}


def make_application(argv: list[str]) -> tuple[QApplication, Theme]:
    """The QApplication with its theme; the running one where there is one already."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(argv)
    app.setApplicationName("supervisor-app")
    app.setApplicationDisplayName("Supervisión de Afiliación y Cobranza")
    app.setDesktopFileName("supervisor-app")
    # Qt's own file dialog would write there which folders were opened last; Windows has dialogs of its own.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    speak_spanish(app)
    theme = Theme()
    theme.apply(app)
    return app, theme


def speak_spanish(app: QApplication) -> None:
    """Qt's own words (file dialogs, «Cancelar») and numbers as in Mexico. Without the file they stay in English."""
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Mexico))
    translator = QTranslator(app)
    if translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(WordsOfQt(app))


def apply_settings(theme: Theme, ajustes: Ajustes) -> None:
    """Show the theme and text size of the settings."""
    system = QGuiApplication.styleHints().colorScheme().name == "Dark"
    theme.set_scheme(_SCHEMES.get(ajustes.tema, "oscuro" if system else "claro"))
    theme.set_zoom(ajustes.texto / 100)


def show_fitting(window: QWidget) -> None:
    """Show it at its size where the screen has room for it and its frame, else over the whole screen: on the usual
    laptop the bar at the bottom would end below the edge.
    """
    free = window.screen().availableGeometry().size()
    window.resize(_SIZE)
    if _SIZE.width() <= free.width() and _SIZE.height() + _FRAME <= free.height():
        window.show()
    else:
        window.showMaximized()


def abrir_ventana(carpeta: Path) -> int:
    """Open the window over a data folder and run until it is closed; the exit code.

    The window is there at once: it asks for the passphrase where the folder has one, and else is usable while the
    store opens on its own lane; where it cannot, the window says why.
    """
    app, theme = make_application(sys.argv[:1])
    with watched(carpeta, app.closeAllWindows) as run:
        said = ""
        while True:
            apply_settings(theme, settings.leer(carpeta, reloj_local())[0])
            acceso = Acceso(carpeta)
            try:
                said, ready = " ".join(part for part in (said, preparar(carpeta)) if part), True
            except EnvironmentProblem:
                ready = False  # opening the store meets it again, and says it
            house = House(
                acceso, partial(_window_over, carpeta, acceso, theme=theme, run=run, said=said), today=date.today
            )
            if ready:
                house.begin()
            else:
                house.enter(None)
            show_fitting(house)
            try:
                code = app.exec()
            finally:
                house.end()
            if house.main is None or not house.main.restoring:
                return code
            said = put_in_place(carpeta, house.llave)
            house.deleteLater()


def put_in_place(carpeta: Path, llave: Llave | None) -> str:
    """The backup that was made ready becomes the data folder, now that nobody has it open; what to tell of it."""
    try:
        aparte = respaldos(carpeta, llave).concluir_restauracion()
    except (EnvironmentProblem, UserError) as error:
        return error.message
    return f"Se restauró el respaldo. Lo que había antes está completo en «{aparte}»; bórrelo cuando ya no lo necesite."


def _window_over(
    carpeta: Path, acceso: Acceso, llave: Llave | None, *, theme: Theme, run: Run, said: str = ""
) -> MainWindow:
    """The window over the data, and the lanes on which they are opened."""
    definiciones = Definiciones.cargar(paths.formas(), carpeta / CEDULAS)
    lanes: Lanes[Servicios] = Lanes(
        lambda: abrir(carpeta, llave=llave, ventana=True, acceso=acceso, definiciones=definiciones)
    )
    ajustes, _ = settings.leer(carpeta, reloj_local(), llave)
    apply_settings(theme, ajustes)
    window = MainWindow(lanes, definiciones, ajustes, today=date.today)
    window.settings_changed.connect(lambda changed: apply_settings(theme, changed))
    run.attend(window)

    def opened(aviso: str) -> None:
        # The first screen has its data: it asked for them before.
        window.notice.advise(" ".join(part for part in (said, aviso) if part))
        window.bin.look()
        run.opened()
        window.watch.start()
        Backups(lanes, window).start()
        tell_how_kept(window, llave)
        puertas.load_ahead()

    window.backups = lambda: puertas.make_backups(lanes, respaldos(carpeta, llave))
    lanes.call(lambda s: s.ajustes.aviso, opened, window.show_fatal)
    return window
