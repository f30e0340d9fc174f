"""The second place: found under another letter, never somebody else's, shared by several laptops; and what goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.respaldos.lugar import Lugar
from supervisor_app.services.respaldos.manifiesto import NOMBRE, Motivo
from supervisor_app.store.cerrojos import Cerrojo
from tests.services.respaldos.taller import FOTO, Taller
from tests.visita_ficticia import CUMPLE, NO_CUMPLE


def test_a_stick_that_was_chosen_is_backed_up_to_as_long_as_it_is_there(taller: Taller, usb: Path) -> None:
    taller.elegida = str(usb)
    taller.r.elegir_segundo(usb)
    assert [h.juego.lugar.propio for h in taller.r.automatico(Motivo.AL_ABRIR).hechos] == [True, False]
    usb.rename(usb.with_name("desconectada"))
    taller.responder("CO-90-07", NO_CUMPLE)
    pasada = taller.r.automatico(Motivo.AL_CERRAR)
    assert [h.juego.lugar.propio for h in pasada.hechos] == [True]
    assert pasada.avisos == ()


def test_the_same_stick_under_another_letter_is_known_by_its_mark(taller: Taller, usb: Path, tmp_path: Path) -> None:
    carpeta = usb / "trabajo" / "copias"
    carpeta.mkdir(parents=True)
    taller.elegida = str(carpeta)
    taller.r.elegir_segundo(carpeta)
    otra_letra = tmp_path / "media" / "beto"
    otra_letra.mkdir()
    usb.rename(otra_letra / "OTRA")
    taller.unidades = [tmp_path / "media", otra_letra, otra_letra / "OTRA"]
    lugar = taller.r.segundo()
    assert lugar is not None and lugar.raiz.is_relative_to(otra_letra / "OTRA" / "trabajo" / "copias")


def test_another_stick_under_the_same_letter_is_left_alone(taller: Taller, usb: Path) -> None:
    taller.elegida = str(usb)
    taller.r.elegir_segundo(usb)
    usb.rename(usb.with_name("la nuestra"))
    usb.mkdir()
    assert taller.r.segundo() is None
    taller.r.automatico(Motivo.AL_CERRAR)
    assert list(usb.iterdir()) == []


def test_two_laptops_on_one_stick_have_places_of_their_own(taller: Taller, usb: Path, tmp_path: Path) -> None:
    otro = Taller(tmp_path / "otra laptop")
    otro.nueva()
    for t in (taller, otro):
        t.r.respaldar(usb)
    assert len(taller.r.listar(usb)) == 2
    assert all(len(e.juegos) == 1 for e in taller.r.listar(usb))


@pytest.mark.parametrize("que", ["", "respaldos-supervision", "datos"])
def test_backups_are_found_in_whatever_folder_a_person_names(taller: Taller, usb: Path, que: str) -> None:
    taller.r.respaldar(usb)
    taller.r.respaldar()
    assert taller.r.listar(taller.carpeta if que == "datos" else usb / que)[0].juegos


def test_a_folder_without_backups_is_a_sentence(taller: Taller, usb: Path) -> None:
    with pytest.raises(UserError, match="no hay respaldos"):
        taller.r.listar(usb)
    with pytest.raises(UserError, match="no es una carpeta"):
        taller.r.respaldar(usb / "no está")
    with pytest.raises(UserError, match="dentro de sus datos"):
        taller.r.elegir_segundo(taller.carpeta / "archivos")


def test_two_windows_do_not_back_up_into_one_place_at_once(taller: Taller) -> None:
    taller.r.respaldar()
    otra = Cerrojo(taller.r.propio.raiz / "lugar.lock")
    assert otra.intentar(exclusivo=True)
    with pytest.raises(EnvironmentProblem, match="Otra ventana está respaldando"):
        taller.r.respaldar()
    otra.soltar()
    taller.r.respaldar()


def test_a_stick_that_is_pulled_out_half_way_is_a_notice_and_the_next_time_it_works(taller: Taller, usb: Path) -> None:
    taller.elegida = str(usb)
    taller.r.elegir_segundo(usb)
    fuera = usb.with_name("fuera")

    def arranca(_hecho: int, _total: int, palabras: str) -> None:
        if palabras.startswith("Copiando evidencias") and usb.exists() and any(usb.rglob("*.part-*")):
            usb.rename(fuera)

    pasada = taller.r.automatico(Motivo.AL_ABRIR, arranca)
    assert len(pasada.hechos) == 1
    (aviso,) = pasada.avisos
    assert "se intentará de nuevo" in aviso
    fuera.rename(usb)
    assert len(taller.r.automatico(Motivo.DURANTE).hechos) == 1
    assert taller.r.verificar(taller.r.juego("ultimo", usb)) == ()
    assert not list(usb.rglob("*.part-*"))


# --- what goes and what stays ---------------------------------------------------------------------------------------


def test_a_content_that_no_backup_holds_any_more_goes(taller: Taller, usb: Path) -> None:
    sobra = taller.r.respaldar(usb).juego
    lugar = sobra.lugar
    (foto,) = taller.e().evidencias.values()
    with taller.abrir() as a:
        a.archivos.borrar(foto.sha256)
    taller.fotografiar(FOTO + b"otra", 2)
    taller.r.respaldar(usb)
    assert foto.sha256 in lugar.guardados()
    with lugar.tomado():
        lugar.soltar([sobra])
    assert foto.sha256 not in lugar.guardados()
    assert taller.r.verificar(lugar.juegos()[0]) == ()


def test_while_one_backup_cannot_say_what_it_holds_no_content_goes(taller: Taller, usb: Path) -> None:
    primero = taller.r.respaldar(usb).juego
    segundo = taller.r.respaldar(usb).juego
    (segundo.ruta / NOMBRE).write_bytes(b"{")
    antes = primero.lugar.guardados()
    with primero.lugar.tomado():
        primero.lugar.soltar([primero])
    assert primero.lugar.guardados() == antes


def test_a_damaged_backup_does_not_count_among_those_that_are_kept(taller: Taller) -> None:
    bueno = taller.r.respaldar().juego
    for _ in range(10):
        juego = taller.r.respaldar().juego
        (juego.ruta / "supervisor.db").write_bytes(b"")
    assert bueno.numero in [j.numero for j in taller.r.propio.juegos()]


def tachar(t: Taller) -> Path:
    """Black out the photo for good; where it stood."""
    (foto,) = t.e().evidencias.values()
    with t.abrir() as a:
        negra = con(foto, sha256=a.archivos.guardar(b"todo negro"), bytes=10)
    t.hacer(comandos.tachar_evidencia(t.e(), foto.id, negra, [foto.sha256]))
    with t.abrir() as a:
        a.archivos.borrar(foto.sha256)
        return a.archivos.ruta(foto.sha256)


def test_what_was_blacked_out_and_comes_back_in_another_visit_is_backed_up(cualquiera: Taller, usb: Path) -> None:
    viejo = cualquiera.r.respaldar(usb).juego
    antes = tachar(cualquiera)
    cualquiera.r.respaldar(usb)
    with cualquiera.abrir() as a:
        sha256 = a.archivos.guardar(FOTO)
    nuevo = cualquiera.r.respaldar(usb).juego
    antes.unlink()
    assert cualquiera.r.verificar(nuevo) == cualquiera.r.verificar(viejo) == ()
    cualquiera.r.restaurar(nuevo)
    assert cualquiera.leer(sha256) == FOTO


def test_what_was_blacked_out_for_good_leaves_the_backups_too(cualquiera: Taller, usb: Path) -> None:
    viejo = cualquiera.r.respaldar(usb).juego
    propio = cualquiera.r.respaldar().juego
    antes = tachar(cualquiera)
    cualquiera.r.respaldar(usb)
    cualquiera.r.respaldar()
    nombre = antes.relative_to(cualquiera.carpeta).as_posix()
    for juego in (viejo, propio):
        assert juego.manifiesto is not None
        assert not juego.lugar.contenido(juego.manifiesto.contenidos[nombre].sha256).exists()
        # That is no damage, and the backup is as good as it may be.
        assert cualquiera.r.verificar(juego) == ()
    cualquiera.r.restaurar(viejo)
    assert not antes.exists()


def test_numbers_go_up_whatever_the_clock_says(taller: Taller) -> None:
    for dias in (0, -9000, 20000):
        taller.reloj.adelantar(days=dias)
        taller.responder("CO-90-07", CUMPLE if dias else NO_CUMPLE)
        taller.r.respaldar()
    assert [j.numero for j in taller.r.propio.juegos()] == [3, 2, 1]
    assert taller.r.juego("ultimo").numero == 3


def test_the_mark_of_a_place_says_nothing_of_anybody(taller: Taller, usb: Path) -> None:
    lugar = taller.r.respaldar(usb).juego.lugar
    assert set(json.loads((lugar.raiz / "LUGAR.json").read_bytes())) == {"tipo", "lugar"}
    assert Lugar(lugar.raiz).id() == lugar.raiz.name
