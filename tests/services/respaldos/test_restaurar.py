"""The way back: what is restored is what was backed up, what stood here is set aside whole, and forks cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.fusion.version import equipos_repetidos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.respaldos import manifiesto as escritura
from supervisor_app.services.respaldos import restaurar
from supervisor_app.services.respaldos.comparar import Diferencia
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.manifiesto import BASE, NOMBRE, Motivo
from supervisor_app.store import esquema
from tests.disco import disco_propio
from tests.services.respaldos.taller import FOTO, Taller, contenido_de
from tests.visita_ficticia import CUMPLE, NO_CUMPLE, PARCIAL, VISITA_ID

OTRA = "0b" * 16


def test_what_is_restored_is_what_was_backed_up(cualquiera: Taller, usb: Path) -> None:
    antes, e = contenido_de(cualquiera.carpeta), cualquiera.e()
    juego = cualquiera.r.respaldar(usb).juego
    cualquiera.responder("CO-90-01", NO_CUMPLE)
    cualquiera.fotografiar(FOTO + b"otra", 2)
    (cualquiera.carpeta / "unidades.json").write_text("{}")
    cualquiera.r.restaurar(juego)
    assert cualquiera.e() == e
    assert contenido_de(cualquiera.carpeta) == antes
    assert cualquiera.comprobar() == ()


def test_what_stood_here_is_set_aside_whole_and_said_where(cualquiera: Taller) -> None:
    juego = cualquiera.r.respaldar().juego
    cualquiera.responder("CO-90-07", NO_CUMPLE)
    antes, e = contenido_de(cualquiera.carpeta), cualquiera.e()
    restaurada, aviso = cualquiera.r.restaurar(juego)
    assert aviso == ""
    assert contenido_de(restaurada.aparte) == antes
    assert Taller(restaurada.aparte, cualquiera.llave).e() == e


def test_the_backups_stay_where_they_are_and_there_is_one_of_what_stood_here(cualquiera: Taller) -> None:
    juego = cualquiera.r.respaldar().juego
    cualquiera.responder("CO-90-07", NO_CUMPLE)
    e = cualquiera.e()
    cualquiera.r.restaurar(juego)
    (estado,) = cualquiera.r.listar()
    assert [j.manifiesto.motivo.label for j in estado.juegos if j.manifiesto] == [
        "antes de restaurar otro",
        "pedido por usted",
    ]
    cualquiera.r.restaurar(estado.juegos[0])
    assert cualquiera.e() == e


def test_the_laptop_goes_on_under_a_new_name_and_history_keeps_the_old_one(taller: Taller) -> None:
    juego = taller.r.respaldar().juego
    viejo = taller.equipo()
    with taller.abrir() as a:
        antes = a.bitacora(VISITA_ID)
    # What went to a colleague before the laptop broke.
    taller.responder("CO-90-07", NO_CUMPLE)
    with taller.abrir() as a:
        enviado = a.bitacora(VISITA_ID)
    restaurada, _ = taller.r.restaurar(juego)
    taller.responder("CO-90-07", CUMPLE)
    with taller.abrir() as a:
        despues = a.bitacora(VISITA_ID)
    assert restaurada.equipo == taller.equipo() != viejo
    assert antes.versiones.items() <= despues.versiones.items()
    nuevas = [v for i, v in despues.versiones.items() if i not in antes.versiones]
    assert {v.autoria.equipo for v in nuevas} == {restaurada.equipo}
    assert equipos_repetidos([*enviado.versiones.values(), *despues.versiones.values()]) == frozenset()


def test_a_second_restoration_gives_a_third_name(taller: Taller) -> None:
    nombres = {taller.equipo()}
    for _ in range(2):
        nombres.add(taller.r.restaurar(taller.r.respaldar().juego)[0].equipo)
    assert len(nombres) == 3


def test_a_new_laptop_is_restored_from_the_stick(cualquiera: Taller, usb: Path, tmp_path: Path) -> None:
    e = cualquiera.e()
    cualquiera.r.respaldar(usb)
    nuevo = Taller(tmp_path / "laptop nueva", cualquiera.llave)
    nuevo.carpeta.mkdir()
    nuevo.r.restaurar(nuevo.r.juego("ultimo", usb))
    assert nuevo.e() == e
    assert nuevo.comprobar() == ()
    # It keeps its own place there and never writes into the other's.
    assert nuevo.r.respaldar(usb).juego.lugar.raiz != cualquiera.r.respaldar(usb).juego.lugar.raiz


def test_the_passphrase_of_today_opens_a_folder_restored_from_before_it_was_changed(cifrado: Taller) -> None:
    juego = cifrado.r.respaldar().juego
    hoy = f'{{"id": "{cifrado.llave.id if cifrado.llave else ""}", "frase": "nueva"}}'
    (cifrado.carpeta / "llave.json").write_text(hoy)
    cifrado.r.restaurar(juego)
    assert (cifrado.carpeta / "llave.json").read_text() == hoy


def test_a_lost_lock_comes_back_from_the_backup(cifrado: Taller) -> None:
    juego = cifrado.r.respaldar().juego
    antes = (cifrado.carpeta / "llave.json").read_text()
    (cifrado.carpeta / "llave.json").unlink()
    cifrado.r.restaurar(juego)
    assert (cifrado.carpeta / "llave.json").read_text() == antes


def test_a_copy_from_before_a_migration_takes_the_contents_of_today(taller: Taller) -> None:
    with taller.abrir() as a:
        a.respaldar(taller.r.propio.raiz / "antes-de-migrar-20260610-093000.db")
    e = taller.e()
    taller.responder("CO-90-01", NO_CUMPLE)
    nueva = taller.fotografiar(FOTO + b"otra", 2)
    juego = taller.r.listar()[0].juegos[0]
    assert any("sólo de la base" in a for a in taller.r.comparar(juego).avisos)
    taller.r.restaurar(juego)
    assert taller.e() == e
    assert taller.leer(nueva) == FOTO + b"otra"
    assert taller.comprobar() == ()


def test_a_folder_whose_database_is_damaged_is_restored_all_the_same(cualquiera: Taller) -> None:
    e, juego = cualquiera.e(), cualquiera.r.respaldar().juego
    (cualquiera.carpeta / BASE).write_bytes(b"esto ya no es una base" * 500)
    assert any("no se puede leer" in a for a in cualquiera.r.comparar(juego).avisos)
    _, aviso = cualquiera.r.restaurar(juego)
    assert "Se aparta entero" in aviso
    assert cualquiera.e() == e


def test_nothing_is_restored_under_a_window_that_is_open(taller: Taller) -> None:
    juego = taller.r.respaldar().juego
    taller.responder("CO-90-07", NO_CUMPLE)
    e = taller.e()
    with taller.abrir(), pytest.raises(EnvironmentProblem, match="Otra ventana"):
        taller.r.restaurar(juego)
    assert taller.e() == e


# --- what is refused ------------------------------------------------------------------------------------------------


def _voltear(ruta: Path, donde: int = -100) -> None:
    octetos = bytearray(ruta.read_bytes())
    octetos[donde] ^= 1
    ruta.write_bytes(octetos)


def _contenido(j: Juego) -> Path:
    assert j.manifiesto is not None
    return j.lugar.contenido(next(p.sha256 for n, p in j.manifiesto.contenidos.items() if n.startswith("archivos/")))


DANOS: dict[str, Callable[[Juego], object]] = {
    "a byte of the database": lambda j: _voltear(j.ruta / BASE),
    "the database": lambda j: (j.ruta / BASE).unlink(),
    "a byte of a photo": lambda j: _voltear(_contenido(j), 10),
    "a photo": lambda j: _contenido(j).unlink(),
    "half a photo": lambda j: _contenido(j).write_bytes(_contenido(j).read_bytes()[:50]),
    "the settings": lambda j: (j.ruta / "ajustes.json").unlink(),
    "the lock": lambda j: (j.ruta / "llave.json").unlink(),
    "half of the manifest": lambda j: (j.ruta / NOMBRE).write_bytes((j.ruta / NOMBRE).read_bytes()[:300]),
    "a byte of the manifest": lambda j: _voltear(j.ruta / NOMBRE),
    "the manifest": lambda j: (j.ruta / NOMBRE).unlink(),
    "an empty manifest": lambda j: (j.ruta / NOMBRE).write_bytes(b""),
}


def test_a_backup_that_changes_after_it_was_read_through_restores_nothing(taller: Taller, usb: Path) -> None:
    juego, e = taller.r.respaldar(usb).juego, taller.e()
    assert juego.manifiesto is not None
    leidos = sum(p.bytes for p in juego.manifiesto.sueltos.values())

    def cambiar(hecho: int, _total: int, _palabras: str) -> None:
        if hecho >= leidos:
            (juego.ruta / "unidades.json").write_text("[]")

    with pytest.raises(UserError, match="cambió mientras se leía"):
        taller.r.preparar_restauracion(juego, progreso=cambiar)
    assert not (taller.carpeta / "restaurando").exists()
    assert taller.e() == e


def test_where_another_window_has_the_folder_open_nothing_that_was_made_ready_stays(taller: Taller, usb: Path) -> None:
    juego = taller.r.respaldar(usb).juego
    with taller.abrir(), pytest.raises(EnvironmentProblem, match="Otra ventana"):
        taller.r.restaurar(juego)
    assert not (taller.carpeta / "restaurando").exists()


@pytest.mark.parametrize("dano", DANOS)
def test_a_damaged_backup_is_told_and_restores_nothing(cifrado: Taller, usb: Path, dano: str) -> None:
    cifrado.r.respaldar(usb)
    DANOS[dano](cifrado.r.juego("ultimo", usb))
    antes, e = contenido_de(cifrado.carpeta), cifrado.e()
    (estado,) = cifrado.r.listar(usb)
    (juego,) = estado.juegos
    assert cifrado.r.verificar(juego) != ()
    with pytest.raises(UserError, match=r"no está completo|no sirve"):
        cifrado.r.restaurar(juego)
    assert (contenido_de(cifrado.carpeta), cifrado.e()) == (antes, e)
    assert not (cifrado.carpeta / "restaurando").exists()


def test_another_key_is_told_before_anything_is_read(cifrado: Taller) -> None:
    juego = cifrado.r.respaldar().juego
    ajeno = Taller(cifrado.carpeta, Llave(bytes(32)))
    for hacer in (ajeno.r.comparar, ajeno.r.restaurar):
        with pytest.raises(UserError, match="otra llave"):
            hacer(juego)


def _reescribir(juego: Juego, **cambios: object) -> Juego:
    """As somebody would who can count hashes."""
    dicho = json.loads((juego.ruta / NOMBRE).read_bytes())
    dicho["respaldo"] |= cambios
    dicho["sha256"] = escritura._huella(dicho["respaldo"])
    (juego.ruta / NOMBRE).write_bytes(json.dumps(dicho).encode())
    return juego.lugar.juegos()[0]


@pytest.mark.parametrize("cambio", [{"esquema": esquema.VERSION + 1}, {"formato": 2}])
def test_a_backup_of_a_newer_version_is_refused_and_left_as_it_is(taller: Taller, cambio: dict[str, object]) -> None:
    juego = _reescribir(taller.r.respaldar().juego, **cambio)
    antes = (juego.ruta / NOMBRE).read_bytes()
    with pytest.raises(UserError, match="versión más nueva"):
        taller.r.restaurar(juego)
    assert (juego.ruta / NOMBRE).read_bytes() == antes


@pytest.mark.parametrize("nombre", ["../fuera", "/etc/fuera", "a/../../fuera", "C:/fuera", "a\\..\\fuera", "a//b", ""])
def test_a_backup_leads_no_path_out_of_the_folder(taller: Taller, nombre: str) -> None:
    juego = taller.r.respaldar().juego
    assert juego.manifiesto is not None
    pieza = json.loads(juego.manifiesto.model_dump_json())["sueltos"][BASE]
    malo = _reescribir(juego, contenidos={nombre: pieza})
    with pytest.raises(UserError, match="no sirve"):
        taller.r.restaurar(malo)


def test_a_disk_without_room_is_told_before_anything_is_written(taller: Taller, usb: Path, tmp_path: Path) -> None:
    taller.r.respaldar(usb)
    with disco_propio(tmp_path / "disco", "size=1200k") as disco:
        nuevo = Taller(disco)
        with pytest.raises(EnvironmentProblem, match="No hay espacio para restaurar"):
            nuevo.r.restaurar(nuevo.r.juego("ultimo", usb))
        assert list(disco.iterdir()) == []


def test_a_disk_that_fills_meanwhile_leaves_what_stood_there(
    taller: Taller, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.r.respaldar(usb)
    with disco_propio(tmp_path / "disco", "size=300k") as disco:
        nuevo = Taller(disco)
        monkeypatch.setattr("supervisor_app.durable.free_space", lambda _ruta: None)
        with pytest.raises(EnvironmentProblem, match="lleno"):
            nuevo.r.restaurar(nuevo.r.juego("ultimo", usb))
        assert [p.name for p in disco.iterdir()] == []


def test_one_that_is_cancelled_leaves_nothing_made_ready(taller: Taller) -> None:
    juego = taller.r.respaldar().juego

    def cancelar(_hecho: int, _total: int, palabras: str) -> None:
        if palabras.startswith("Preparando"):
            raise InterruptedError

    with pytest.raises(EnvironmentProblem):
        taller.r.preparar_restauracion(juego, progreso=cancelar)
    assert not (taller.carpeta / "restaurando").exists()


# --- what is newer on either side -----------------------------------------------------------------------------------


def test_both_sides_are_compared_visit_by_visit(taller: Taller) -> None:
    taller.nueva(OTRA, "V-2026-002")
    juego = taller.r.respaldar().juego
    taller.responder("CO-90-01", PARCIAL)
    taller.responder("CO-90-07", CUMPLE)
    taller.nueva("0c" * 16, "V-2026-003")
    c = taller.r.comparar(juego)
    assert [(v.folio, v.diferencia) for v in c.visitas] == [
        ("V-2026-001", Diferencia.MAS_AQUI),
        ("V-2026-003", Diferencia.SOLO_AQUI),
        ("V-2026-002", Diferencia.IGUAL),
    ]
    una = c.visitas[0]
    assert (una.cambios_aqui, una.cambios_alla) == (2, 0)
    assert (una.respuestas_aqui, una.respuestas_alla, una.respuestas_distintas) == (1, 0, 1)
    assert una.ultima_aqui is not None and una.ultima_alla is not None
    assert una.ultima_aqui - una.ultima_alla == timedelta(hours=1)
    assert [v.folio for v in c.se_dejan] == ["V-2026-001", "V-2026-003"]


def test_after_a_restoration_the_newer_side_is_the_other_one(taller: Taller) -> None:
    viejo = taller.r.respaldar().juego
    taller.responder("CO-90-07", CUMPLE)
    nuevo = taller.r.respaldar().juego
    taller.r.restaurar(viejo)
    assert [v.diferencia for v in taller.r.comparar(nuevo).visitas] == [Diferencia.MAS_ALLA]
    taller.responder("CO-90-01", NO_CUMPLE)
    assert [v.diferencia for v in taller.r.comparar(nuevo).visitas] == [Diferencia.DISTINTA]


def test_looking_at_a_backup_writes_nothing_into_it(cualquiera: Taller, usb: Path) -> None:
    juego = cualquiera.r.respaldar(usb).juego
    antes = {p: p.stat().st_mtime_ns for p in usb.rglob("*")}
    cualquiera.r.comparar(juego)
    cualquiera.r.verificar(juego)
    cualquiera.r.listar(usb)
    assert {p: p.stat().st_mtime_ns for p in usb.rglob("*")} == antes


# --- finishing what was begun ---------------------------------------------------------------------------------------


def test_a_folder_that_was_only_made_ready_changes_nothing_and_is_let_go(taller: Taller) -> None:
    juego = taller.r.respaldar().juego
    taller.responder("CO-90-07", CUMPLE)
    e = taller.e()
    taller.r.preparar_restauracion(juego)
    assert restaurar.terminar_pendiente(taller.carpeta) is None
    assert taller.e() == e
    restaurar.desechar(taller.carpeta)
    assert not (taller.carpeta / "restaurando").exists()


def test_what_a_run_that_died_made_ready_goes_a_day_later(taller: Taller) -> None:
    taller.r.preparar_restauracion(taller.r.respaldar().juego)
    hecho = (taller.carpeta / "restaurando").stat().st_mtime
    for horas, queda in ((1, True), (25, False)):
        taller.reloj.ahora = datetime.fromtimestamp(hecho + horas * 3600).astimezone()
        taller.r.automatico(Motivo.AL_ABRIR)
        assert (taller.carpeta / "restaurando").exists() == queda


def test_a_diary_that_cannot_be_read_opens_nothing_and_deletes_nothing(taller: Taller) -> None:
    (taller.carpeta / "restauracion.json").write_bytes(b"{")
    antes = contenido_de(taller.carpeta)
    with pytest.raises(EnvironmentProblem, match="dañado"):
        restaurar.terminar_pendiente(taller.carpeta)
    assert contenido_de(taller.carpeta) == antes
