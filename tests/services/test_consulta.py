"""The services of a window that only reads: every verb that would write says so, and nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.errors import ReadOnly
from supervisor_app.settings import Ajustes
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import AHORA, COLIMA, RelojFijo


@pytest.fixture
def primera(datos: Path) -> Iterator[Servicios]:
    with wiring.abrir(datos, ventana=True, reloj=RelojFijo()) as s:
        s.visitas.crear(COLIMA)
        yield s


@pytest.fixture
def segunda(primera: Servicios, datos: Path) -> Iterator[Servicios]:
    with wiring.abrir(datos, ventana=True, reloj=RelojFijo()) as s:
        yield s


def _una(s: Servicios) -> Callable[[], object]:
    e = s.visitas.abrir("V-2026-001")
    return lambda: s.visitas.guardar(comandos.modificar_visita(e, "Escribió el lugar", lugar="Sala 2"))


VERBOS: dict[str, Callable[[Servicios], object]] = {
    "answering": lambda s: _una(s)(),
    "a new visit": lambda s: s.visitas.crear(),
    "undo": lambda s: s.visitas.deshacer(s.visitas.lista()[0].id),
    "a photo": lambda s: s.evidencias.preparar_bytes(s.visitas.abrir("V-2026-001"), "nota.txt", b"x"),
    "closing": lambda s: s.entregas.cerrar(s.visitas.abrir("V-2026-001")),
    "settings": lambda s: s.ajustes.guardar(Ajustes(nombre="Otra")),
    "units": lambda s: s.unidades.quitar_todas(),
    "holidays": lambda s: s.feriados.restablecer(),
    "a cédula": lambda s: s.cedulas.guardar(next(iter(s.definiciones.cedulas.values()))),
    "an authority": lambda s: s.firmas.agregar_autoridad(b"x"),
}


@pytest.mark.parametrize("verbo", VERBOS)
def test_what_would_write_is_refused(segunda: Servicios, verbo: str) -> None:
    antes = {p: p.stat().st_mtime_ns for p in segunda.carpeta.rglob("*") if p.suffix not in (".lock", ".log")}
    with pytest.raises(ReadOnly, match="Sólo consulta: otra ventana"):
        VERBOS[verbo](segunda)
    assert {p: p.stat().st_mtime_ns for p in antes} == antes


def test_reading_works_as_ever(segunda: Servicios) -> None:
    assert [v.folio for v in segunda.visitas.lista()] == ["V-2026-001"]
    assert segunda.comprobar() == ()


def test_it_says_who_may_take_the_turn(primera: Servicios, segunda: Servicios) -> None:
    assert (primera.solo_lectura, primera.puede_tomar_turno) == ("", False)
    assert (bool(segunda.solo_lectura), segunda.puede_tomar_turno) == (True, True)


def test_watching_the_disk_writes_nothing_there(segunda: Servicios) -> None:
    segunda.cuidar(AHORA)
    assert not (segunda.carpeta / "lastre.bin").exists()


def test_the_window_that_writes_puts_the_ballast(primera: Servicios) -> None:
    primera.cuidar(AHORA)
    assert (primera.carpeta / "lastre.bin").exists()
