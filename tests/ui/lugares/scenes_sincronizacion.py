"""The place of synchronising for the pictures: nothing yet, things that wait, all stages, what is to be recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from supervisor_app.services.recibido.contenidos import ETIQUETAS
from supervisor_app.services.recibido.valores import AutoridadPorConfirmar, Estado, Ficha
from supervisor_app.services.sincronia.conexion import ServidorPorConfirmar
from supervisor_app.services.sincronia.verbos import Anotado, EstadoEquipo, Etapa, PorConfirmar, Vida
from supervisor_app.ui.lugares.sincronizacion import SincronizacionScreen
from supervisor_app.ui.lugares.sincronizacion.estado import Estado as EstadoDeSincronizar
from supervisor_app.ui.lugares.sincronizacion.palabras import otra_vez
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import abrir
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import AHORA

_PALABRAS = "9C4F-20AB-77D1-E650-13B8"
_CORTE = (
    "«buzon.ejemplo» no respondió a tiempo. Revise la conexión de red y repita la entrega. Nada se dio por entregado y "
    "la visita sigue completa en este equipo."
)


def _vida(n: int, etapa: Etapa, motivo: str = "", revision: int = 1) -> Vida:
    cerrada = AHORA - timedelta(days=3 * n, hours=2)
    enviada = cerrada + timedelta(hours=20) if etapa not in (Etapa.CERRADA, Etapa.ANUNCIADA, Etapa.RETIRADA) else None
    acusada = cerrada + timedelta(days=2) if etapa in (Etapa.ACUSADA, Etapa.APARTADA) else None
    return Vida(f"v{n}", f"V-2026-A7-{20 - n:03}", revision, 2_400_000, cerrada, etapa, enviada, acusada, motivo)


def _todo(e: EstadoDeSincronizar) -> EstadoDeSincronizar:
    vidas = (
        _vida(0, Etapa.CERRADA),
        replace(_vida(1, Etapa.ANUNCIADA), enviada=AHORA - timedelta(days=2)),
        _vida(2, Etapa.ENVIADA),
        _vida(3, Etapa.ACUSADA, revision=2),
        _vida(4, Etapa.APARTADA, "El paquete no coincide con la huella que anunció el equipo."),
        _vida(5, Etapa.ACUSADA),
    )
    dichos = (
        ("envio", "V-2026-A7-018, revisión 1: se envió y se comprobó completa.", "v2"),
        ("recepcion", "La oficina acusó recibo de la revisión 2.", "v3"),
        ("aviso", "La oficina apartó la revisión 1: el paquete no coincide con la huella que anunció el equipo.", "v4"),
        ("error", _CORTE, ""),
        ("nada", "Sin novedad: no había nada que enviar ni que recibir.", ""),
    )
    registro = tuple(Anotado(AHORA - timedelta(hours=5 * n), "ab" * 16, c, v, t) for n, (c, t, v) in enumerate(dichos))
    return replace(
        e,
        direccion="sftp://buzon.ejemplo/supervision",
        vidas=vidas,
        folios={v.visita_id: v.folio for v in vidas},
        registro=registro,
        oficina="Jefatura de Servicios de Afiliación y Cobranza (ficticia)",
        palabras=_PALABRAS,
        situacion=EstadoEquipo.INSCRITO,
        visto=AHORA - timedelta(hours=3),
    )


def _screen(window: MainWindow) -> SincronizacionScreen:
    window.open_place("sincronizacion")
    settle(window.lanes.is_busy)
    screen = window.shown
    assert isinstance(screen, SincronizacionScreen)
    return screen


def _stages(window: MainWindow) -> None:
    screen = _screen(window)
    assert screen.loaded is not None
    screen._show(_todo(screen.loaded))
    screen.glance.answer.say(otra_vez(_CORTE, AHORA), "warn")
    screen.glance.let_be.show()
    screen.lives.table.selectRow(4)


def _office(window: MainWindow) -> None:
    screen = _screen(window)
    assert screen.loaded is not None
    screen._show(_todo(screen.loaded))
    screen.office.ask_office(PorConfirmar("Jefatura de Servicios de Afiliación y Cobranza (ficticia)", _PALABRAS))
    screen._offer()


def _received(window: MainWindow) -> None:
    """Each state in which something of the office's may be."""
    screen = _screen(window)
    assert screen.loaded is not None
    autoridad = AutoridadPorConfirmar(
        nombre="AUTORIDAD CERTIFICADORA FICTICIA DE LA OFICINA", sha256="9f3c" * 16, para="firmas"
    )
    dichos = (
        ("feriados", Estado.EN_PARTE, "La lista de la oficina agrega 2 días. Usted cuenta de otro modo el 01/03/2027: "
         "vale lo que usted dijo.", True, ()),
        ("unidades", Estado.EN_USO, "14 UMF y oficinas se ofrecen en las visitas.", False, ()),
        ("umbrales", Estado.APARTADA, "«Umbrales de las cédulas»: lo hizo una versión más nueva de la aplicación. "
         "Instálela para usarlo. Sigue en uso lo anterior.", False, ()),
        ("anclas", Estado.POR_CONFIRMAR, "La oficina envió 1 autoridad en que este equipo todavía no confía.",
         False, (autoridad,)),
        ("antecedentes", Estado.EN_USO, "34 visitas anteriores a 12 unidades. Al abrir una visita a esas unidades verá "
         "sus inconsistencias, medidas y últimas respuestas, también las que hallaron otros equipos.", False, ()),
    )  # fmt: skip
    fichas = tuple(
        Ficha(que, ETIQUETAS[que], AHORA, estado, dicho, tomable, por_confirmar)
        for que, estado, dicho, tomable, por_confirmar in dichos
    )
    screen._show(replace(_todo(screen.loaded), recibido=fichas))
    screen.window().show()
    settle(lambda: False)
    bar = screen.area.verticalScrollBar()
    bar.setValue(screen.received.mapTo(screen.area.content(), QPoint(0, -8)).y())


def _server(window: MainWindow) -> None:
    screen = _screen(window)
    huella = "SHA256:uKx1f0rQ2vCq8n5oZkWJ7bYt3sLhD6pGmVEa9iXwTcs"
    screen.server.ask_server(ServidorPorConfirmar("buzon.ejemplo", huella, "ssh-ed25519 AAAA"))
    screen.run.progressed.emit(0.4, "Enviando V-2026-A7-020, revisión 1")
    screen.glance.go.hide()


def _empty(carpeta: Path) -> None:
    carpeta.mkdir(parents=True)
    abrir(carpeta).close()


SCENES: dict[str, Callable[[], QWidget]] = {
    "sincronizacion-vacia": lambda: window_over(_empty, lambda w: w.open_place("sincronizacion")),
    "sincronizacion-por-enviar": lambda: window_over(escribir_semana, lambda w: w.open_place("sincronizacion")),
    "sincronizacion": lambda: window_over(escribir_semana, _stages),
    "sincronizacion-oficina": lambda: window_over(escribir_semana, _office),
    "sincronizacion-recibido": lambda: window_over(escribir_semana, _received),
    "sincronizacion-servidor": lambda: window_over(escribir_semana, _server),
}
