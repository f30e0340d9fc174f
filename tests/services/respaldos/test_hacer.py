"""Making backups: whole or not there, incremental, unreadable without the key, and never the last room of a disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.respaldos.lugar import Lugar
from supervisor_app.services.respaldos.manifiesto import BASE, Motivo
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.store.almacen import Almacen
from tests.disco import disco_propio
from tests.services.respaldos.taller import FOTO, RESERVA, Taller
from tests.visita_ficticia import CUMPLE, NO_CUMPLE


def test_a_backup_holds_the_database_the_contents_and_what_stands_beside_them(cualquiera: Taller) -> None:
    m = cualquiera.r.respaldar().juego.manifiesto
    assert m is not None
    assert {"ajustes.json", "unidades.json", BASE} <= m.sueltos.keys()
    assert "cedulas/CO-99.v1.yaml" in m.contenidos
    assert sum(n.startswith("archivos/") for n in m.contenidos) == 1
    assert not any(n.startswith(("registro", "respaldos")) for n in (*m.sueltos, *m.contenidos))
    assert m.visitas == 1


def test_a_backup_that_was_just_made_is_whole_byte_by_byte(cualquiera: Taller, usb: Path) -> None:
    for a in (None, usb):
        juego = cualquiera.r.respaldar(a).juego
        assert cualquiera.r.verificar(juego) == ()


def test_nothing_of_an_enciphered_folder_can_be_read_in_its_backup(cifrado: Taller, usb: Path) -> None:
    cifrado.r.respaldar(usb)
    todo = b"".join(p.read_bytes() for p in usb.rglob("*") if p.is_file())
    for palabra in (FOTO[:20], b"Colima", b"SQLite format 3", "Ñandú".encode(), b"V-2026"):
        assert palabra not in todo


def test_contents_are_kept_once_for_all_backups_of_a_place(taller: Taller, usb: Path) -> None:
    taller.r.respaldar(usb)
    taller.responder("CO-90-07", NO_CUMPLE)
    segundo = taller.r.respaldar(usb)
    assert len(Lugar(segundo.juego.lugar.raiz).guardados()) == 2
    assert segundo.copiados == segundo.juego.manifiesto.sueltos[BASE].bytes  # type: ignore[union-attr]


def test_beside_the_folder_itself_contents_are_the_same_file_under_two_names(taller: Taller) -> None:
    taller.r.respaldar()
    (foto,) = taller.e().evidencias.values()
    sha256 = foto.sha256
    original = taller.carpeta / "archivos" / sha256[:2] / sha256
    assert original.samefile(taller.r.propio.contenido(sha256))


def test_work_goes_on_while_a_backup_is_made_and_is_not_in_it(taller: Taller) -> None:
    hecho: list[bool] = []

    def escribe_en_medio(_hecho: int, _total: int, _palabras: str) -> None:
        if not hecho:
            hecho.append(True)
            taller.responder("CO-90-07", NO_CUMPLE)

    juego = taller.r.respaldar(progreso=escribe_en_medio).juego
    assert hecho and taller.r.verificar(juego) == ()
    assert "CO-90-07" in taller.e().respuestas


def test_a_damaged_database_makes_no_backup_and_the_earlier_ones_stay(taller: Taller) -> None:
    taller.r.respaldar()
    base = taller.carpeta / BASE
    crudo = bytearray(base.read_bytes())
    for pagina in range(4096 * 4, len(crudo), 4096):
        crudo[pagina : pagina + 8] = b"\xff" * 8
    base.write_bytes(crudo)
    with pytest.raises(EnvironmentProblem, match="dañad"):
        taller.r.respaldar()
    (estado,) = taller.r.listar()
    assert len(estado.juegos) == 1
    assert [p.name for p in taller.r.propio.raiz.iterdir() if "part" in p.name] == []


# --- when one is due ------------------------------------------------------------------------------------------------


def test_the_first_one_is_due_at_once_and_then_nothing_until_something_changes(taller: Taller) -> None:
    assert len(taller.r.automatico(Motivo.AL_ABRIR).hechos) == 1
    taller.reloj.adelantar(hours=30)
    assert taller.r.automatico(Motivo.AL_ABRIR).hechos == ()
    assert taller.r.automatico(Motivo.AL_CERRAR).hechos == ()


def test_after_a_change_one_is_due_in_some_hours_or_on_closing(taller: Taller) -> None:
    taller.r.automatico(Motivo.AL_ABRIR)
    taller.responder("CO-90-07", CUMPLE)
    assert taller.r.automatico(Motivo.DURANTE).hechos == ()
    assert len(taller.r.automatico(Motivo.AL_CERRAR).hechos) == 1
    taller.responder("CO-90-07", NO_CUMPLE)
    taller.reloj.adelantar(hours=5)
    assert len(taller.r.automatico(Motivo.DURANTE).hechos) == 1


@pytest.mark.parametrize("que", ["ajustes.json", "cedulas/CO-99.v1.yaml"])
def test_a_setting_or_an_own_cedula_is_a_change_too(taller: Taller, que: str) -> None:
    taller.r.automatico(Motivo.AL_ABRIR)
    (taller.carpeta / que).write_bytes((taller.carpeta / que).read_bytes() + b" ")
    assert len(taller.r.automatico(Motivo.AL_CERRAR).hechos) == 1


def test_a_clock_that_was_set_back_holds_no_backup_up(taller: Taller) -> None:
    taller.r.automatico(Motivo.AL_ABRIR)
    taller.responder("CO-90-07", CUMPLE)
    taller.reloj.adelantar(days=-4000)
    assert len(taller.r.automatico(Motivo.DURANTE).hechos) == 1


def test_a_folder_without_data_has_nothing_to_back_up(tmp_path: Path) -> None:
    vacia = tmp_path / "nueva"
    vacia.mkdir()
    assert Taller(vacia).r.automatico(Motivo.AL_ABRIR).hechos == ()


# --- before a migration ---------------------------------------------------------------------------------------------


def test_the_copy_made_before_a_migration_becomes_a_backup_like_the_others(cualquiera: Taller) -> None:
    with cualquiera.abrir() as a:
        a.respaldar(cualquiera.r.propio.raiz / "antes-de-migrar-20260610-093000.db")
    (estado,) = cualquiera.r.listar()
    (juego,) = estado.juegos
    assert juego.manifiesto is not None
    assert (juego.manifiesto.motivo, juego.manifiesto.completo) == (Motivo.ANTES_DE_ACTUALIZAR, False)
    assert cualquiera.r.verificar(juego) == ()
    assert list(cualquiera.r.propio.raiz.glob("*.db")) == []


def test_once_a_folder_is_enciphered_the_backups_that_anybody_could_read_go(cifrado: Taller) -> None:
    # One folder under two keys: what remains of it when it is enciphered.
    claro = Respaldos(cifrado.carpeta, reloj=cifrado.reloj, reserva=RESERVA)
    lugar = cifrado.r.propio
    with Almacen(cifrado.carpeta.parent / "clara", ahora=cifrado.reloj()) as a:
        a.respaldar(lugar.raiz / "antes-de-migrar-20260610-093000.db")
    assert len(claro.listar()[0].juegos) == 1
    cifrado.r.respaldar()
    assert [j.manifiesto.llave for j in lugar.juegos() if j.manifiesto] == [cifrado.llave.id]  # type: ignore[union-attr]


# --- disks ----------------------------------------------------------------------------------------------------------


def test_a_stick_without_room_is_a_sentence_and_keeps_what_it_had(taller: Taller, tmp_path: Path) -> None:
    with disco_propio(tmp_path / "memoria", "size=7m") as memoria:
        with pytest.raises(EnvironmentProblem, match="no debe ocupar lo último"):
            taller.r.respaldar(memoria)
        (lugar,) = memoria.glob("respaldos-supervision/*")
        assert Lugar(lugar).juegos() == ()
        assert not list(memoria.rglob("*.part-*"))


def test_a_stick_that_takes_no_writing_is_a_sentence(taller: Taller, tmp_path: Path) -> None:
    with disco_propio(tmp_path / "memoria", "size=9m,ro") as memoria, pytest.raises(Exception, match="sólo lectura"):
        taller.r.respaldar(memoria)


def test_no_backup_goes_where_that_makes_too_little_room(taller: Taller, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        taller.r.respaldar()
    monkeypatch.setattr("supervisor_app.durable.free_space", lambda _ruta: RESERVA - 50_000_000)
    with pytest.raises(EnvironmentProblem, match="Libere espacio"):
        taller.r.respaldar()
    assert len(taller.r.propio.juegos()) == 5


def test_where_room_is_short_old_backups_go_and_the_last_three_stay(
    taller: Taller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        taller.r.respaldar()
    monkeypatch.setattr("supervisor_app.durable.free_space", lambda _ruta: RESERVA)
    with pytest.raises(EnvironmentProblem, match="Libere espacio"):
        taller.r.respaldar()
    assert [j.numero for j in taller.r.propio.juegos()] == [5, 4, 3]
