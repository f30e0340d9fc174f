"""Pictures of the way in: first start, recovery key, lock, recovery, enciphering, settings of security."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from supervisor_app.cifrado import recuperacion
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.services.acceso import Acceso, Coste, Llave
from supervisor_app.services.cifrar_carpeta import Previa
from supervisor_app.settings import Ajustes
from supervisor_app.ui.acceso.aviso import tell_how_kept
from supervisor_app.ui.acceso.cerrada import AskPage, RecoverPage, RenewPage
from supervisor_app.ui.acceso.convertir import ConvertPage
from supervisor_app.ui.acceso.primera import FirstPage, KeyPage
from supervisor_app.ui.acceso.restaurar import RestorePage
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import abrir, respaldos
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, prepared
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import AJUSTES, RelojFijo

_FRASE = "cuatro palabras que recuerdo"
_CLAVE = recuperacion.escribir(bytes(range(7, 27)))
_BARATO = Coste(memoria=64, pasadas=1, carriles=1)
_LLAVE = Llave(bytes(32))


class _Nothing:
    def close(self) -> None:
        return


def _page(make: Callable[[Acceso, Lanes[_Nothing]], QWidget], show: Callable[[QWidget], None]) -> QWidget:
    """A page over a folder of its own, which goes with it."""
    folder = TemporaryDirectory()
    acceso = Acceso(Path(folder.name) / "datos", coste=_BARATO)
    lanes: Lanes[_Nothing] = Lanes(_Nothing)
    page = make(acceso, lanes)
    page.resize(1366, 768)
    page.show()
    settle(lanes.is_busy)
    show(page)
    settle(lanes.is_busy)

    def end() -> None:
        lanes.close()
        folder.cleanup()

    page.destroyed.connect(end)
    return page


def _closed(make: Callable[[Acceso, Lanes[_Nothing]], QWidget], show: Callable[[QWidget], None]) -> QWidget:
    def over(acceso: Acceso, lanes: Lanes[_Nothing]) -> QWidget:
        acceso.crear(_FRASE)
        return make(acceso, lanes)

    return _page(over, show)


def first() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, FirstPage)
        page.start()
        page._offer(True)
        page.phrase.first.setText("siete l")

    return _page(FirstPage, show)


def proposed() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, FirstPage)
        page.phrase._propose()
        frase = "guinda otoño humano acera litoral canasta".replace("otoño", "optimo")
        page.phrase.first.setText(frase)
        page.phrase.drawn.setText(frase)
        page.phrase.second.setText("guinda opt")
        page.phrase.caps.say("Bloq Mayús está activado: las letras salen en mayúsculas.")

    return _page(FirstPage, show)


def _restoring(show: Callable[[RestorePage], None]) -> QWidget:
    """The page over a stick with the backups of two laptops."""
    stick = TemporaryDirectory()
    usb = Path(stick.name) / "MEMORIA"
    usb.mkdir()
    for name, llave in (("una", True), ("otra", False)):
        carpeta = Path(stick.name) / name
        key = Acceso(carpeta, coste=_BARATO).crear(_FRASE)[0] if llave else None
        e = prepared()
        with abrir(carpeta, llave=key, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
            s.visitas.guardar(
                Operacion(e.visita.id, "Creó la visita", tuple(Cambio(None, r) for r in (e.visita, *e.registros())))
            )
        respaldos(carpeta, key, reloj=RelojFijo()).respaldar(usb)

    def shown(page: QWidget) -> None:
        assert isinstance(page, RestorePage)
        page.start()
        page.look_in(usb)
        settle(page._lanes.is_busy)
        page.where.setText("E:\\")
        show(page)

    page = _page(lambda acceso, lanes: RestorePage(respaldos(acceso.carpeta), lanes), shown)

    def end() -> None:
        stick.cleanup()

    page.destroyed.connect(end)
    return page


def restoring() -> QWidget:
    def show(page: RestorePage) -> None:
        page.phrase.secret.setText("no es esta la frase")
        page._next()

    return _restoring(show)


def restored() -> QWidget:
    def show(page: RestorePage) -> None:
        rows = page.backups._model.rows()
        page.backups.set_current(next(r.key for r in rows if r.pill == "Sin cifrar"))
        page._on_moved()
        page._next()

    return _restoring(show)


def restore_first() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, RestorePage)
        page.start()

    return _page(lambda acceso, lanes: RestorePage(respaldos(acceso.carpeta), lanes), show)


def in_the_clear() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, FirstPage)
        page.without.open()

    return _page(FirstPage, show)


def key() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, KeyPage)
        page.show_key(_CLAVE, _LLAVE)
        page.panel._tell("Copiada. Se borra del portapapeles en 60 segundos; péguela ahora en su gestor de claves.")

    return _page(lambda acceso, lanes: KeyPage(acceso, lanes, today=lambda: HOY), show)


def key_asked() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, KeyPage)
        page.panel._pick = lambda _many: 3
        page.show_key(_CLAVE, _LLAVE)
        page.panel._ask()
        page.panel.typed.setText("7KQ2")
        page.panel._confirm()

    return _page(lambda acceso, lanes: KeyPage(acceso, lanes, today=lambda: HOY), show)


def asks() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, AskPage)
        page.start(keyring=False)
        page.state.say("Lo que escribió está guardado.", "ok")

    return _closed(AskPage, show)


def waits() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, AskPage)
        page.phrase.secret.setText("no es esta la frase")
        page.phrase.field.set_error("La frase de acceso no es correcta. No se borró ni se cambió nada.")
        page._countdown.begin(12)

    return _closed(AskPage, show)


def recovers() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, RecoverPage)
        page.typed.setText("7kq2 9xwm")
        page._try()

    return _closed(RecoverPage, show)


def renews() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, RenewPage)
        page.start(_LLAVE)

    return _closed(RenewPage, show)


def converts() -> QWidget:
    def show(page: QWidget) -> None:
        assert isinstance(page, ConvertPage)
        page.phrase.first.setText(_FRASE)
        page.phrase.second.setText(_FRASE)
        page._show_takes(Previa(348_500_000, 1_240, 90_000_000_000, ("Oficios de la visita.docx",)))
        page._busy(True)
        page._on_progress(122_000_000, 348_500_000, "Cifrando…")

    return _page(lambda acceso, lanes: ConvertPage(acceso.carpeta, lanes), show)


def _settings(llave: bool, show: Callable[[MainWindow], None]) -> QWidget:
    known: list[Llave] = []

    def write(carpeta: Path) -> None:
        known.append(Acceso(carpeta, coste=_BARATO).crear(_FRASE)[0]) if llave else None
        with abrir(
            carpeta, llave=known[0] if known else None, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()
        ) as s:
            s.ajustes.guardar(AJUSTES.model_copy(update={"recuperacion_pendiente": llave}))

    return window_over(write, show, llave=lambda: known[0] if known else None)


def security() -> QWidget:
    def show(window: MainWindow) -> None:
        window.header.offer_lock(lambda: None, "Ctrl+B")
        window.lead("ajustes", "seguridad")
        settle(window.lanes.is_busy)
        window.shown.security._show_keyring((True, True))  # type: ignore[attr-defined]  # the settings

    return _settings(True, show)


def security_forms() -> QWidget:
    def show(window: MainWindow) -> None:
        window.lead("ajustes", "seguridad")
        settle(window.lanes.is_busy)
        card = window.shown.security  # type: ignore[attr-defined]  # the settings
        for form in (card.change, card.office):
            form.set_open(True)
        card.recovery.set_open(True)
        bring_into_view(card.office)

    return _settings(True, show)


def plain_inicio() -> QWidget:
    def show(window: MainWindow) -> None:
        window.ajustes = Ajustes(nombre="X")
        tell_how_kept(window, None)

    return _settings(False, show)


SCENES: Mapping[str, Callable[[], QWidget]] = {
    "acceso-primera": first,
    "acceso-propuesta": proposed,
    "acceso-restaurar": restore_first,
    "acceso-restaurar-frase": restoring,
    "acceso-restaurar-contenido": restored,
    "acceso-sin-cifrar": in_the_clear,
    "acceso-clave": key,
    "acceso-clave-comprobada": key_asked,
    "acceso-cerrada": asks,
    "acceso-espera": waits,
    "acceso-recuperar": recovers,
    "acceso-frase-nueva": renews,
    "acceso-cifrar": converts,
    "acceso-seguridad": security,
    "acceso-seguridad-formas": security_forms,
    "acceso-aviso": plain_inicio,
}
