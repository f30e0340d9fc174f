"""The cédulas screen in the whole window, over a fictitious visit on a real folder, with fixed dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila, Valor, ValorFecha, ValorNumero
from supervisor_app.domain.cedula.definition import Kind, UnitKind
from supervisor_app.domain.cedula.session import NO_APLICA
from supervisor_app.domain.comandos.muestreo import sortear
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.visita import EstadoVisita, Unidad
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.tabla import RowsTable
from supervisor_app.wiring import abrir
from tests.domain.muestreo.test_plan import CUANDO, universo
from tests.ui.visit_fixtures import DEFINICIONES_REALES, Command, answer, stored
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import AJUSTES, CUMPLE, NO_CUMPLE, PARCIAL, VISITA_ID, RelojFijo, muestra, visita

CODES = ("CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-11", "CO-12", "CO-13")
GUZMAN = Unidad(tipo=UnitKind.SUB, ooad="14", ooad_nombre="Jalisco", subdelegacion_nombre="Ciudad Guzmán")
_FOUND = {9: ("21340.10", "Cambio de domicilio"), 10: ("9870.40", "Recibió vigilancia"), 17: ("17000.00", "")}


def rows(item_id: str, count: int = 25) -> tuple[Fila, ...]:
    """Reviewed cases, three of them with inconsistencia."""
    return tuple(
        Fila(
            id=f"{item_id}-{n:05d}",
            visita_id=VISITA_ID,
            item_id=item_id,
            orden=n,
            referencia=f"Z99-{n * 4799 % 99991:05d}-10-{n % 9}",
            detalle=f"Límite 20/05/2026, entrega {10 + n % 12}/05/2026",
            con_inconsistencia=n in _FOUND,
            importe=Decimal(_FOUND[n][0]) if n in _FOUND else None,
            nota=_FOUND[n][1] if n in _FOUND else "",
        )
        for n in range(1, count + 1)
    )


def sample(item_id: str, filas: tuple[Fila, ...]) -> Command:
    """The command that pastes these rows."""
    item = DEFINICIONES_REALES.cedula(item_id.rsplit("-", 1)[0]).item(item_id)
    assert item is not None
    return lambda e: comandos.guardar_filas(e, item, filas, f"Pegó {len(filas)} renglones de Excel en {item_id}")


def note(item_id: str, text: str) -> Command:
    """The command that writes a note."""
    item = DEFINICIONES_REALES.cedula(item_id.rsplit("-", 1)[0]).item(item_id)
    assert item is not None
    return lambda e: comandos.anotar(e, item, text)


def _answers(code: str, count: int = 99, bad: tuple[str, ...] = ()) -> list[Command]:
    commands = []
    for item in DEFINICIONES_REALES.cedula(code).items[:count]:
        wrong = item.id.endswith(bad) if bad else False
        valor: Valor = NO_APLICA
        if item.tipo is Kind.CUMPLE:
            valor = NO_CUMPLE if wrong else CUMPLE
        elif item.tipo is Kind.MUESTRA:
            valor = muestra(20, 4 if wrong else 0)
        commands.append(answer(item.id, valor))
    return commands


def half_way(filas: tuple[Fila, ...] = rows("CO-01-04")) -> Expediente:
    """A visit half way through: some cédulas complete, one begun, some untouched."""
    e = Expediente(visita(cedulas=(), unidad=GUZMAN, folio="V-2026-014", pliego="287/2026"))
    commands: list[Command] = [
        lambda e: comandos.elegir_cedulas(e, [DEFINICIONES_REALES.cedula(c) for c in CODES]),
        answer("CO-01-01", ValorFecha(valor=date(2026, 5, 4))),
        answer("CO-01-02", ValorNumero(valor=2)),
        answer("CO-01-03", CUMPLE),
        sample("CO-01-04", filas),
        answer("CO-01-05", PARCIAL),
        note("CO-01-04", "Dos rutas se repartieron con personal eventual; se anexa la relación."),
        lambda e: comandos.nueva_medida(
            e,
            f"{VISITA_ID}:i:CO-01-05",
            lambda: "m1",
            texto="Relacionar",
            responsable_cargo="Jefa",
            fecha=date(2026, 7, 1),
        ),
        *_answers("CO-02", bad=("03", "08")),
        *_answers("CO-03"),
        *_answers("CO-04", bad=("01", "02")),
        *_answers("CO-05"),
        *_answers("CO-06", 7, bad=("05",)),
        *_answers("CO-11", 4),
    ]
    for command in commands:
        e = e.aplicar(command(e).cambios)
    return e


def picture(name: str) -> bytes:
    """A drawing of a page, as a photo would show it."""
    image = Image.new("RGB", (640, 480), (168, 150, 128) if "Foto" in name else (236, 238, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((180, 70, 460, 430), fill=(250, 250, 248), outline=(190, 190, 186), width=3)
    for line in range(9):
        draw.line((210, 120 + 32 * line, 430 - 30 * (line % 3), 120 + 32 * line), fill=(110, 116, 122), width=6)
    out = BytesIO()
    image.save(out, "PNG" if name.endswith("png") else "JPEG")
    return out.getvalue()


def with_evidence(carpeta: Path, e: Expediente, item_id: str, *, closed: bool = False) -> Expediente:
    """Write the visit, then attach three files to an item, as the window does; close it where asked."""
    stored(carpeta, e)
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES)
        contents = {
            "Acuses.pdf": b"%PDF-1.7 ficticio",
            "Foto 0610-1.jpg": picture("Foto"),
            "Reparto.png": picture("Reparto.png"),
        }
        files = []
        for name, content in contents.items():
            files.append(s.evidencias.preparar_bytes(e, name, content, item_id=item_id))
        op = comandos.adjuntar(e, [con(f, orden=n) for n, f in enumerate(files, start=1)])
        s.visitas.guardar(op)
        e = e.aplicar(op.cambios)
        if closed:
            op = comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))
            s.visitas.guardar(op)
            e = e.aplicar(op.cambios)
    return e


def _window(
    e: Expediente, what: str, then: Callable[[CedulasScreen], None] | None = None, *, closed: bool = False
) -> MainWindow:
    def write(carpeta: Path) -> None:
        with_evidence(carpeta, e, "CO-01-04", closed=closed)

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#cedulas#{what}")

    window = window_over(write, show)
    screen = window.findChild(CedulasScreen)
    if then is not None and screen is not None:
        then(screen)
    # The history is asked for after a short pause.
    QTest.qWait(250)
    return window


def _in_grid(screen: CedulasScreen) -> None:
    table = next(t for t in screen.findChildren(RowsTable) if t.isVisible())
    table.setCurrentIndex(table.rows.index(8, 2))
    table.setFocus()
    table.verticalScrollBar().setValue(6)


def _with_errors(screen: CedulasScreen) -> None:
    row = screen.questions.current_row()
    assert row is not None
    stops = row.answer.stops()
    stops[0].setText("20")  # type: ignore[attr-defined]  # a count field
    stops[1].setText("25")  # type: ignore[attr-defined]  # a count field
    stops[1].commit()  # type: ignore[attr-defined]  # a count field


def _with_data(screen: CedulasScreen) -> None:
    screen.header.data_button.click()


def _in_panel(screen: CedulasScreen) -> None:
    screen.door.switch()


def _misread(screen: CedulasScreen) -> None:
    row = screen.questions.row("CO-01-02")
    field = row.answer.entry()
    field.setText("dos o tres")  # type: ignore[attr-defined]  # a line edit
    screen.questions.focus_item("CO-01-03")
    row.answer.commit()


def drawn(item_id: str = "CO-04-01") -> Command:
    """The command that draws 60 of 2,400 fictitious credits; nine of them are reviewed."""
    u = universo()
    item = DEFINICIONES_REALES.cedula(item_id.rsplit("-", 1)[0]).item(item_id)
    assert item is not None
    plan = Plan(Metodo.ESTRATIFICADO, tamano=60, semilla="4821-7730-9915", columna="incidencia")
    m = registrar(u, plan, nombre="RALE COP septiembre.xlsx", visita_id=VISITA_ID, item_id=item_id, cuando=CUANDO)
    ids = (f"s{n}" for n in range(100))

    def command(e: Expediente) -> Operacion:
        op = sortear(e, item, m, u, nuevo_id=lambda: next(ids))
        filas = e.aplicar(op.cambios).filas_de(item_id)
        seen = [con(f, con_inconsistencia=n in (4, 17, 30)) for n, f in enumerate(filas)]
        done = comandos.guardar_filas(e.aplicar(op.cambios), item, seen, "Revisó")
        return Operacion(e.visita.id, op.que, (*op.cambios, *done.cambios))

    return command


def with_draw() -> Expediente:
    e = half_way()
    empty = comandos.guardar_filas(e, DEFINICIONES_REALES.cedula("CO-04").items[0], (), "")
    e = e.aplicar(empty.cambios)
    return e.aplicar(drawn()(e).cambios)


def _drawing(screen: CedulasScreen) -> None:
    screen.samples.open(screen.questions.current_row())
    page = screen.samples.page
    assert page is not None
    lines = ["Crédito\tInc.\tImporte", *("\t".join(fila) for fila in universo().filas), "Total\t\t1.00"]
    QGuiApplication.clipboard().setText("\n".join(lines))
    page.universe.take_clipboard()
    QTest.qWait(900)
    page.plan.seed.set_value("4821-7730-9915")
    page.plan.purpose.set_value("descartar")
    page.plan.purpose.chosen.emit("descartar")
    page.plan.method.setFocus()
    QTest.qWait(20)
    page._column.ensureWidgetVisible(page.plan)


def _without_cedulas() -> Expediente:
    return Expediente(visita(cedulas=(), unidad=GUZMAN, folio="V-2026-014"))


SCENES: dict[str, Callable[[], QWidget]] = {
    "visita-cedulas": lambda: _window(half_way(), "CO-01-04", _in_grid),
    "visita-cedulas-opciones": lambda: _window(half_way(), "CO-01-06"),
    "visita-cedulas-conteos": lambda: _window(half_way(()), "CO-01-04", _with_errors),
    "visita-cedulas-completa": lambda: _window(half_way(), "CO-02-08"),
    "visita-cedulas-datos": lambda: _window(half_way(), "CO-01-06", _with_data),
    "visita-cedulas-panel": lambda: _window(half_way(), "CO-01-04", _in_panel),
    "visita-cedulas-error": lambda: _window(half_way(), "CO-01-02", _misread),
    "visita-cedulas-cerrada": lambda: _window(half_way(), "CO-01-05", closed=True),
    "visita-cedulas-sorteada": lambda: _window(with_draw(), "CO-04-01"),
    "visita-cedulas-sorteo": lambda: _window(with_draw(), "CO-04-01", _drawing),
    "visita-cedulas-vacia": lambda: _window(_without_cedulas(), ""),
}
