"""Packages of closings that a cut interrupted go at the next start; any other that nobody knows stays and is told."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app import wiring
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange import paquete
from supervisor_app.services import paquetes_sueltos
from supervisor_app.store.almacen import BASE, Almacen
from supervisor_app.store.cerrojos import USO, VENTANA, Cerrojo
from tests.services.banco import Banco, abrir


def cortar_el_cierre(b: Banco, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packages are made, and then the power goes: the visit stays open."""

    def corte(*_: object, **__: object) -> int:
        raise EnvironmentProblem("se fue la luz")

    with monkeypatch.context() as sin_luz, pytest.raises(EnvironmentProblem, match="se fue la luz"):
        sin_luz.setattr(Almacen, "cerrar_visita", corte)
        b.cerrar()
    return [*b.paquetes, *b.turnados]


def test_the_next_start_takes_them_away_and_closing_goes_on(firmada: Banco, monkeypatch: pytest.MonkeyPatch) -> None:
    sueltos = cortar_el_cierre(firmada, monkeypatch)
    assert len(sueltos) == 2
    firmada.s.close()
    otra = abrir(firmada.s.carpeta)
    with otra.s:
        assert not any(p.exists() for p in sueltos)
        assert otra.s.comprobar() == ()
        otra.reloj.adelantar(minutes=5)
        otra.cerrar()
        assert (len(otra.paquetes), otra.s.comprobar()) == (1, ())


def test_one_that_cannot_be_taken_away_does_not_keep_the_folder_from_opening(
    firmada: Banco, monkeypatch: pytest.MonkeyPatch
) -> None:
    suelto, otro = cortar_el_cierre(firmada, monkeypatch)
    suelto.unlink()
    suelto.mkdir()
    firmada.s.close()
    with abrir(firmada.s.carpeta).s:
        assert suelto.exists() and not otro.exists()


def test_a_folder_that_did_not_open_is_held_by_nobody(tmp_path: Path) -> None:
    with wiring.abrir(tmp_path):
        pass
    (tmp_path / "paquetes").mkdir()
    (tmp_path / "paquetes" / "ajeno.zip").touch()
    with contextlib.closing(sqlite.connect(str(tmp_path / BASE))) as base:
        base.execute("drop table paquete")
    with pytest.raises(EnvironmentProblem):
        wiring.abrir(tmp_path, ventana=True)
    assert Cerrojo(tmp_path / USO).intentar(exclusivo=True)
    assert Cerrojo(tmp_path / VENTANA).intentar(exclusivo=True)


def test_they_stay_while_somebody_else_has_the_folder_open(firmada: Banco, monkeypatch: pytest.MonkeyPatch) -> None:
    sueltos = cortar_el_cierre(firmada, monkeypatch)
    with abrir(firmada.s.carpeta).s:
        assert all(p.exists() for p in sueltos)


def test_the_package_of_a_closed_visit_is_never_taken_away(cerrada: Banco) -> None:
    antes = [*cerrada.paquetes, *cerrada.turnados]
    cerrada.s.close()
    with abrir(cerrada.s.carpeta).s:
        assert all(p.exists() for p in antes)


@pytest.mark.parametrize("revision", [2, 7])
def test_a_package_of_another_revision_is_told_and_stays(cerrada: Banco, revision: int) -> None:
    (hecho,) = cerrada.paquetes
    ajeno = hecho.with_name(hecho.name.replace(".r1.", f".r{revision}."))
    ajeno.write_bytes(hecho.read_bytes())
    cerrada.s.close()
    otra = abrir(cerrada.s.carpeta)
    with otra.s:
        assert otra.e.visita.estado is EstadoVisita.CERRADA
        assert (ajeno.exists(), paquetes_sueltos.quitar(otra.s._almacen)) == (True, 0)
        assert any("la base no sabe" in falta for falta in otra.s.comprobar())


def test_a_folder_for_packages_survives_a_power_cut(firmada: Banco, monkeypatch: pytest.MonkeyPatch) -> None:
    vaciadas: list[Path] = []
    de_verdad = paquete.durable.fsync_dir  # type: ignore[attr-defined]

    def vaciar(carpeta: Path) -> None:
        vaciadas.append(carpeta)
        de_verdad(carpeta)

    monkeypatch.setattr("supervisor_app.durable.fsync_dir", vaciar)
    firmada.cerrar()
    # The folder that holds the new folder, before what is in the new one.
    assert vaciadas.index(firmada.s.carpeta) < vaciadas.index(firmada.s.carpeta / "paquetes")
