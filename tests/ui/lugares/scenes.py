"""The places of the window for the pictures, over fictitious data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtWidgets import QGridLayout, QWidget

from supervisor_app.corrida import Corrida, Motivo, Previa
from supervisor_app.domain import comandos
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.ui.lugares.ajustes.cedulas import CedulasCard
from supervisor_app.ui.lugares.papelera import PapeleraScreen
from supervisor_app.ui.lugares.verificar import VerificarScreen
from supervisor_app.ui.recuperacion import Recovery
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.lugares.libros import libro_con_problemas
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.lugares.test_verificar import dos_versiones
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import AHORA


def _nothing(_carpeta: Path) -> None:
    """A data folder that is not there yet."""


def inicio() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_place("inicio"))


def inicio_vacio() -> QWidget:
    return window_over(_nothing, lambda window: window.open_place("inicio"))


def buscar() -> QWidget:
    def search(window: MainWindow) -> None:
        window.open_search()
        window.shown.show_object("créditos")

    return window_over(escribir_semana, search)


def todas_las_visitas() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_search())


def ajustes() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_place("ajustes"))


def ajustes_cedulas() -> QWidget:
    """The card of the cédulas after a workbook with problems; the place itself is too tall for a picture."""
    folder = TemporaryDirectory()
    lanes = open_lanes(Path(folder.name) / "datos")
    card = CedulasCard(lanes, DEFINICIONES_REALES, today=lambda: HOY)
    card.refresh()
    settle(lanes.is_busy)
    card.pick.set_key("CO-02", "CO-02 · Notificación de créditos fiscales")
    card._show_chosen()
    card.file.set_path(Path("Cédula de notificación.xlsx"))
    card._on_read(libro_con_problemas())
    beside = QWidget()
    place = QGridLayout(beside)
    place.addWidget(card, 0, 0)
    place.setRowStretch(1, 1)
    place.setColumnStretch(0, 1)
    place.setColumnStretch(1, 1)
    beside.destroyed.connect(lanes.close)
    beside.destroyed.connect(folder.cleanup)
    return beside


def teclas() -> QWidget:
    return window_over(_nothing, lambda window: window.open_place("teclas"))


def _fill_bin(s: Servicios) -> None:
    """Visits of the week in the bin, and what was taken out of another one."""
    abiertas = [v for v in s.visitas.lista() if not v.cerrada]
    queda = max(abiertas, key=lambda v: len(v.cedulas))
    for v in abiertas:
        if v.id != queda.id:
            s.papelera.enviar(v.id)
    e = s.visitas.abrir(queda.id)
    for mandar in (
        comandos.empezar_acta,
        comandos.quitar_acta,
        lambda e: comandos.elegir_cedulas(e, tuple(e.definiciones.values())[1:]),
    ):
        op = mandar(e)
        s.visitas.guardar(op)
        e = e.aplicar(op.cambios)


def papelera() -> QWidget:
    def show(window: MainWindow) -> None:
        window.lanes.call(_fill_bin)
        window.open_place("papelera")

    return window_over(escribir_semana, show)


def papelera_pregunta() -> QWidget:
    def show(window: MainWindow) -> None:
        window.lanes.call(_fill_bin)
        window.open_place("papelera")
        settle(window.lanes.is_busy)
        cast(PapeleraScreen, window.shown).empty.click()

    return window_over(escribir_semana, show)


def papelera_vacia() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_place("papelera"))


def soporte() -> QWidget:
    def show(window: MainWindow) -> None:
        window.open_place("soporte")

    return window_over(escribir_semana, show)


def tras_un_corte() -> QWidget:
    """Inicio after a run that ended with the machine."""

    def show(window: MainWindow) -> None:
        with TemporaryDirectory() as elsewhere:
            run = Corrida(Path(elsewhere), AHORA)
            Recovery(window, run, [Previa("0a", Motivo.APAGADO, visto=AHORA, visita="V-2026-001")]).look()
            settle(window.lanes.is_busy)
            run.terminar()

    return window_over(escribir_semana, show)


def _verificar(which: str) -> QWidget:
    """A signed document, its changed copy and a sheet of an older version; or nothing yet."""
    found: list[tuple[Documento, bytes]] = []
    places: list[Path] = []

    def write(carpeta: Path) -> None:
        places.append(carpeta)
        banco.copiar(carpeta, dos_versiones)

    def show(window: MainWindow) -> None:
        window.open_place("verificar")
        screen = window.shown
        assert isinstance(screen, VerificarScreen)
        if which == "vacio":
            return

        def read(s: Servicios) -> list[tuple[Documento, bytes]]:
            (visita,) = s.visitas.lista()
            return [
                (d, s.documentos.leer(d))
                for c in visita.cedulas[:2]
                for d in s.documentos.versiones(visita.id, TipoDocumento.CEDULA, c)
            ]

        window.lanes.call(read, found.extend)
        settle(window.lanes.is_busy)
        good, bad = places[0].parent / "Cédula CO-02 firmada.pdf", places[0].parent / "Cédula CO-02 (copia).pdf"
        pdf = found[0][1]
        good.write_bytes(pdf)
        bad.write_bytes(pdf[:9000] + bytes([pdf[9000] ^ 1]) + pdf[9001:])
        if which == "hoja":
            screen.digits.setText(found[1][0].registro_sha256[:16])
            screen.check()
        else:
            screen.take([good if which == "valido" else bad])

    return window_over(write, show)


SCENES: dict[str, Callable[[], QWidget]] = {
    "inicio": inicio,
    "inicio-vacio": inicio_vacio,
    "buscar": buscar,
    "buscar-todas": todas_las_visitas,
    "ajustes": ajustes,
    "ajustes-cedulas": ajustes_cedulas,
    "teclas": teclas,
    "papelera": papelera,
    "papelera-vacia": papelera_vacia,
    "papelera-pregunta": papelera_pregunta,
    "soporte": soporte,
    "tras-un-corte": tras_un_corte,
    "verificar-vacio": lambda: _verificar("vacio"),
    "verificar-valido": lambda: _verificar("valido"),
    "verificar-alterado": lambda: _verificar("alterado"),
    "verificar-hoja": lambda: _verificar("hoja"),
}
