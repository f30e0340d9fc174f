"""A desk that was restored goes on with one history, whatever was done there before it attended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from supervisor_app import wiring
from supervisor_app.domain import feed
from supervisor_app.errors import UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.mesa.verbos import Mesa
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar


@pytest.fixture
def de_antes(cerrada: Banco, oficina: Oficina, tmp_path: Path) -> Iterator[Mesa]:
    """The desk as a backup has it, from when a laptop was heard of and not enrolled yet."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    confirmar(cerrada, oficina)
    copytree(oficina.mesa._almacen.carpeta, tmp_path / "de antes")
    cerrada.reloj.adelantar(minutes=5)
    with wiring.abrir(tmp_path / "de antes", reloj=cerrada.reloj) as s:
        yield s.mesa


def entradas(mesa: Mesa, autor: str = feed.OFICINA) -> tuple[feed.Entrada, ...]:
    return mesa._almacen.sincronia.entradas(autor)


def inscribir(mesa: Mesa) -> None:
    (uno,) = mesa.equipos()
    mesa.inscribir(uno.equipo, uno.palabras)


def test_what_a_restored_desk_said_before_attending_stands_behind_what_it_had_said(
    de_antes: Mesa, cerrada: Banco, oficina: Oficina
) -> None:
    inscribir(oficina.mesa)
    oficina.atender()
    confirmar(cerrada, oficina)
    de_antes.publicar("programa", "Programa ficticio", b"x")
    dicho = entradas(de_antes)[-1].cuerpo
    oficina.mesa = de_antes
    oficina.atender(todo=True)
    assert feed.rotura(entradas(de_antes)) == ""
    ultimo = entradas(de_antes)[-1].cuerpo
    assert (ultimo.datos, ultimo.cuando, ultimo.quien) == (dicho.datos, dicho.cuando, dicho.quien)
    assert ultimo.n == dicho.n + 1
    assert sincronizar(cerrada, oficina.buzon).recibidos == 1
    assert "programa" in cerrada.s.sincronizacion.recibidas()
    assert [e.estado for e in de_antes.equipos()] == [EstadoEquipo.INSCRITO]


def test_enrolling_again_a_laptop_that_was_struck_off_meanwhile_is_told_and_not_repeated(
    de_antes: Mesa, cerrada: Banco, oficina: Oficina
) -> None:
    inscribir(oficina.mesa)
    oficina.mesa.dar_de_baja(oficina.mesa.equipos()[0].equipo, "Robado")
    oficina.atender()
    inscribir(de_antes)
    oficina.mesa = de_antes
    assert any("No se repitió la inscripción" in aviso for aviso in oficina.atender().avisos)
    assert [e.estado for e in de_antes.equipos()] == [EstadoEquipo.DE_BAJA]
    confirmar(cerrada, oficina)
    assert cerrada.s.sincronizacion.situacion()[0] is EstadoEquipo.DE_BAJA


def test_striking_off_is_repeated_whatever_was_said_meanwhile(de_antes: Mesa, oficina: Oficina) -> None:
    inscribir(oficina.mesa)
    oficina.atender()
    inscribir(de_antes)
    de_antes.dar_de_baja(de_antes.equipos()[0].equipo, "Robado")
    oficina.mesa = de_antes
    oficina.atender()
    assert [e.estado for e in de_antes.equipos()] == [EstadoEquipo.DE_BAJA]


def test_a_restored_desk_writes_receipts_once(de_antes: Mesa, cerrada: Banco, oficina: Oficina) -> None:
    inscribir(oficina.mesa)
    oficina.atender()
    inscribir(de_antes)
    oficina.mesa = de_antes
    assert oficina.atender(todo=True).acusados == 0
    (equipo,) = (e.equipo for e in de_antes.equipos())
    assert len(entradas(de_antes, feed.para(equipo))) == 1


def test_receipts_written_by_two_copies_of_a_desk_are_one_feed(
    cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    """The desk wrote a receipt and was cut before it put it; a copy of it put one of its own meanwhile."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    inscribir(oficina.mesa)
    oficina.atender()
    (acuse,) = (oficina.buzon / "oficina/para").rglob("*.json")
    copytree(oficina.mesa._almacen.carpeta, tmp_path / "copia")
    (equipo,) = (e.equipo for e in oficina.mesa.equipos())
    una = entradas(oficina.mesa, feed.para(equipo))[-1]
    oficina.mesa._escribir(feed.para(equipo), feed.Clase.ACUSE, una.cuerpo.dicho)  # type: ignore[arg-type]
    cerrada.reloj.adelantar(minutes=5)
    with wiring.abrir(tmp_path / "copia", reloj=cerrada.reloj) as s:
        s.mesa._escribir(feed.para(equipo), feed.Clase.ACUSE, una.cuerpo.dicho)  # type: ignore[arg-type]
        s.mesa.atender(DestinoCarpeta(oficina.buzon), "buzon", oficina.indice)
    oficina.atender()
    assert acuse.read_bytes() == una.octetos
    assert len(entradas(oficina.mesa, feed.para(equipo))) == 2
    assert confirmar(cerrada, oficina).recibidos >= 2


def test_what_another_mailbox_has_is_not_taken_back(de_antes: Mesa, oficina: Oficina, tmp_path: Path) -> None:
    inscribir(oficina.mesa)
    oficina.atender()
    otro = tmp_path / "otro buzon"
    otro.mkdir()
    de_antes.publicar("programa", "Programa ficticio", b"x")
    de_antes.atender(DestinoCarpeta(otro), "otro", oficina.indice)
    antes = entradas(de_antes)
    oficina.mesa = de_antes
    with pytest.raises(UserError, match="En otro buzón está una historia"):
        oficina.atender()
    assert entradas(de_antes) == antes


def test_the_mailbox_of_another_office_is_told(oficina: Oficina, cerrada: Banco, tmp_path: Path) -> None:
    oficina.atender()
    with wiring.abrir(tmp_path / "otra oficina", reloj=cerrada.reloj) as s:
        s.mesa.abrir("Otra oficina ficticia")
        oficina.mesa = s.mesa
        with pytest.raises(UserError, match="escribe otra oficina"):
            oficina.atender()
