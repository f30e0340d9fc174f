"""Several laptops, lost, restored and copied ones, wrong clocks, two revisions at once, by stick and by network:
nothing is lost, doubled or silently preferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.sincronia.verbos import Etapa, SincronizacionCancelada
from supervisor_app.store.oficina.hechos import EstadoPaquete
from tests.services import banco
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar
from tests.visita_ficticia import CONTROL


@pytest.fixture
def otra(etapas: Mapping[str, Path], tmp_path: Path) -> Iterator[Banco]:
    """Another laptop on the same visit, with a name of its own: it answered something else before closing."""
    copytree(etapas["contestada"], tmp_path / "otra")
    b = banco.abrir(tmp_path / "otra")
    with b.s:
        b.s._almacen.renombrar_equipo(b.reloj())
        b.hacer(comandos.anotar(b.e, CONTROL, "Lo vio otra persona"))
        b.emitir()
        b.firmar_todo()
        b.cerrar()
        yield b


def estados(oficina: Oficina) -> list[EstadoPaquete]:
    filas = oficina.indice.motor.filas("SELECT estado FROM paquete ORDER BY sha256")
    return [EstadoPaquete(f[0]) for f in filas]


def todo_llega(oficina: Oficina, *laptops: Banco) -> None:
    """Each sends, the office enrols whom it met and attends, each hears."""
    for b in laptops:
        sincronizar(b, oficina.buzon)
    oficina.atender()
    for uno in oficina.mesa.equipos():
        if uno.estado is EstadoEquipo.POR_INSCRIBIR:
            oficina.mesa.inscribir(uno.equipo, uno.palabras)
    oficina.atender()
    for b in laptops:
        confirmar(b, oficina)


def test_two_laptops_that_closed_one_visit_are_both_kept_and_neither_preferred(
    cerrada: Banco, otra: Banco, oficina: Oficina
) -> None:
    todo_llega(oficina, cerrada, otra)
    assert len(list((oficina.buzon / "visitas").rglob("*.zip"))) == 2
    assert estados(oficina) == [EstadoPaquete.EN_CONFLICTO] * 2
    for b in (cerrada, otra):
        assert [v.etapa for v in b.s.sincronizacion.vidas()] == [Etapa.ACUSADA]


def test_by_stick_and_by_network_it_is_one_package(cerrada: Banco, oficina: Oficina, tmp_path: Path) -> None:
    memoria = tmp_path / "memoria"
    memoria.mkdir()
    sincronizar(cerrada, memoria)
    todo_llega(oficina, cerrada)
    (en_red,) = (oficina.buzon / "visitas").rglob("*.zip")
    oficina.buzon = memoria
    hecho = oficina.atender(todo=True)
    assert (hecho.indice.nuevos, hecho.acusados) == (0, 0)
    assert len(set(oficina.indice.ubicaciones().values())) == 1
    (en_memoria,) = (memoria / "visitas").rglob("*.zip")
    assert en_memoria.read_bytes() == en_red.read_bytes()


def test_a_restored_laptop_is_a_new_one_and_sends_nothing_twice(
    cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    (tmp_path / "respaldos").mkdir()
    juego = cerrada.s.respaldos.respaldar(tmp_path / "respaldos").juego
    todo_llega(oficina, cerrada)
    equipo = cerrada.s.sincronizacion.identidad.equipo
    carpeta = cerrada.s.carpeta
    cerrada.s.close()
    wiring.respaldos(carpeta).restaurar(juego)
    de_nuevo = banco.abrir(carpeta)
    with de_nuevo.s:
        assert de_nuevo.s.sincronizacion.identidad.equipo != equipo
        hecho = sincronizar(de_nuevo, oficina.buzon)
        assert hecho.enviados == 0, "the package is there already"
        assert len(list((oficina.buzon / "visitas").rglob("*.zip"))) == 1
        assert len(oficina.mesa.equipos()) == 1
        oficina.atender()
        assert [e.estado for e in oficina.mesa.equipos()].count(EstadoEquipo.POR_INSCRIBIR) == 1
        todo_llega(oficina, de_nuevo)
        assert [v.etapa for v in de_nuevo.s.sincronizacion.vidas()] == [Etapa.ACUSADA]
    assert estados(oficina) == [EstadoPaquete.VIGENTE]


def test_two_folders_with_one_name_do_not_write_one_feed(
    etapas: Mapping[str, Path], cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    """Somebody copied the data folder to another computer: both begin with the same name, and with no key yet."""
    copytree(cerrada.s.carpeta, tmp_path / "copia")
    copia = banco.abrir(tmp_path / "copia")
    with copia.s:
        sincronizar(cerrada, oficina.buzon)
        hecho = sincronizar(copia, oficina.buzon)
        assert any("otra historia" in aviso for aviso in hecho.avisos)
        assert copia.s.sincronizacion.identidad.equipo != cerrada.s.sincronizacion.identidad.equipo
        assert sincronizar(cerrada, oficina.buzon).sin_novedad
    assert len(list((oficina.buzon / "visitas").rglob("*.zip"))) == 1
    assert len(list((oficina.buzon / "feed").iterdir())) == 2


def test_an_entry_of_one_laptop_that_cannot_be_read_stops_that_one_alone(
    cerrada: Banco, otra: Banco, oficina: Oficina
) -> None:
    class Terco(DestinoCarpeta):
        def get(self, clave: str) -> Iterator[bytes]:
            if clave.startswith(f"feed/{cerrada.s.sincronizacion.identidad.equipo}/"):
                raise EnvironmentProblem("No se pudo leer (código 5).")
            return super().get(clave)

    for b in (cerrada, otra):
        sincronizar(b, oficina.buzon)
    hecho = oficina.mesa.atender(Terco(oficina.buzon), "buzon", oficina.indice)
    assert [e.equipo for e in oficina.mesa.equipos()] == [otra.s.sincronizacion.identidad.equipo]
    assert any("código 5" in aviso and "espera" in aviso for aviso in hecho.avisos)
    oficina.atender()
    assert len(oficina.mesa.equipos()) == 2


def test_attending_is_cancelled_while_feeds_are_read(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    preguntas = iter([False] * 2)
    with pytest.raises(SincronizacionCancelada):
        oficina.atender(cancelar=lambda: next(preguntas, True))


@pytest.mark.parametrize("horas", [-24 * 300, 24 * 300])
def test_a_wrong_clock_reorders_and_refuses_nothing(cerrada: Banco, oficina: Oficina, horas: int) -> None:
    sincronizar(cerrada, oficina.buzon)
    cerrada.reloj.adelantar(hours=horas)
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    todo_llega(oficina, cerrada)
    assert sorted(estados(oficina)) == [EstadoPaquete.REEMPLAZADA, EstadoPaquete.VIGENTE]
    assert [v.etapa for v in cerrada.s.sincronizacion.vidas()] == [Etapa.ACUSADA] * 2


def test_an_office_that_lost_its_desk_s_index_makes_it_again(cerrada: Banco, oficina: Oficina) -> None:
    todo_llega(oficina, cerrada)
    oficina.indice.motor.ejecutar("DELETE FROM ubicacion")
    oficina.indice.motor.ejecutar("DELETE FROM paquete")
    hecho = oficina.atender(todo=True)
    assert (hecho.indice.nuevos, hecho.acusados) == (1, 0), "taken in again, and acknowledged only once"


def test_a_mailbox_that_is_gone_and_began_anew_gets_all_of_it(cerrada: Banco, oficina: Oficina) -> None:
    todo_llega(oficina, cerrada)
    rmtree(oficina.buzon)
    oficina.buzon.mkdir()
    todo_llega(oficina, cerrada)
    assert len(list((oficina.buzon / "visitas").rglob("*.zip"))) == 1
    assert list((oficina.buzon / "oficina" / "para").rglob("*.json"))


def test_an_office_restored_from_a_backup_takes_back_what_it_said(
    cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    copytree(oficina.mesa._almacen.carpeta, tmp_path / "de antes")
    oficina.mesa.publicar("programa", "Programa ficticio", b"x")
    todo_llega(oficina, cerrada)
    antes = {p: p.read_bytes() for p in oficina.buzon.rglob("*.json")}
    with wiring.abrir(tmp_path / "de antes", reloj=cerrada.reloj) as s:
        oficina.mesa = s.mesa
        hecho = oficina.atender(todo=True)
        assert "se recuperó" in hecho.avisos[0]
        assert [e.estado for e in s.mesa.equipos()] == [EstadoEquipo.INSCRITO]
        assert {p: p.read_bytes() for p in oficina.buzon.rglob("*.json")} == antes
        s.mesa.publicar("programa", "Otro programa", b"y")
        assert oficina.atender().publicados == 1
    assert sincronizar(cerrada, oficina.buzon).recibidos == 1
