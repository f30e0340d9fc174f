"""Two laptops, each with its own data folder, and copies of one visit going to and fro as files."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.evidencias import Marcada
from tests.services.laptop import Laptop, abrir
from tests.visita_ficticia import (
    COLIMA,
    CONTROL,
    CUMPLE,
    NO_CUMPLE,
    RESPONSABLE,
)


def cruzar(una: Laptop, otra: Laptop) -> None:
    de_una, de_otra = una.compartir(), otra.compartir()
    una.unir(de_otra)
    otra.unir(de_una)
    assert una.e == otra.e


def test_whoever_joins_a_visit_has_it_whole(una: Laptop, otra: Laptop) -> None:
    assert otra.e == una.e


def test_a_copy_says_what_it_is_in_its_name_and_inside(una: Laptop) -> None:
    ruta = una.compartir()
    assert ruta.suffix == ".copia"
    with zipfile.ZipFile(ruta) as bolsa:
        assert "No es la visita cerrada ni una entrega" in bolsa.read("LEEME.txt").decode("utf-8-sig")


def test_the_work_of_both_comes_together(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.responder(RESPONSABLE.id, NO_CUMPLE)
    cruzar(una, otra)
    assert set(una.e.respuestas) == {CONTROL.id, RESPONSABLE.id}
    assert una.s.comprobar() == otra.s.comprobar() == ()


def test_joining_again_changes_nothing(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    ruta = otra.compartir()
    una.unir(ruta)
    antes = una.e
    assert una.s.copias.examinar(ruta).nada
    una.unir(ruta)
    assert una.e == antes


def test_the_preview_says_what_is_new_and_writes_nothing(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, NO_CUMPLE)
    previa = una.s.copias.examinar(otra.compartir())
    assert previa.novedades == ("1 respuesta nueva", "1 inconsistencia nueva")
    assert (previa.cabecera.quien, previa.nueva, previa.nada) == ("Beto Ruiz", False, False)
    assert una.e.respuestas == {}


def test_a_clash_is_asked_and_the_decision_travels(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.responder(CONTROL.id, NO_CUMPLE)
    cruzar(una, otra)
    (choque,) = una.e.choques.values()
    assert {lado.quien for lado in choque.lados} == {"Ana Paz", "Beto Ruiz"}
    suyo = next(lado for lado in choque.lados if lado.quien == "Beto Ruiz")
    una.hacer(lambda e: decidir_choque(e, choque.id, suyo.valor, "Decidió"))
    otra.unir(una.compartir())
    assert (una.e.choques, una.e) == ({}, otra.e)
    assert [h.items for h in otra.e.inconsistencias.values()] == [(CONTROL.id,)]


def test_an_open_clash_stands_in_the_way_of_closing(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.responder(CONTROL.id, NO_CUMPLE)
    cruzar(una, otra)
    (clash,) = (f for f in una.s.visitas.faltantes(una.e) if f.objeto == "choques")
    assert clash.impide_cerrar
    assert clash.texto in una.s.entregas.impedimentos(una.e)


def test_deciding_and_undoing_through_the_store_asks_again_everywhere(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.responder(CONTROL.id, NO_CUMPLE)
    cruzar(una, otra)
    (choque,) = una.e.choques.values()
    una.hacer(lambda e: decidir_choque(e, choque.id, choque.lados[0].valor, "Decidió"))
    una.s.visitas.deshacer(una.visita_id)
    otra.unir(una.compartir())
    assert len(otra.e.choques) == 1
    una.s.visitas.rehacer(una.visita_id)
    otra.unir(una.compartir())
    assert otra.e.choques == {}


def test_evidence_travels_and_arrives_whole(una: Laptop, otra: Laptop) -> None:
    papel = una.usb / "acta.pdf"
    papel.write_bytes(b"%PDF-1.4\nActa ficticia\n%%EOF")
    una.hacer(lambda e: comandos.adjuntar(e, una.s.evidencias.preparar(e, [papel], item_id=CONTROL.id)))
    otra.unir(una.compartir())
    assert [v.nombre for v in otra.e.evidencias_de(CONTROL.id)] == ["acta.pdf"]
    assert otra.s.comprobar() == ()


def test_history_tells_who_and_on_which_laptop(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    una.unir(otra.compartir())
    una.hacer(lambda e: comandos.anotar(e, CONTROL, "Visto"))
    nota, respuesta = una.s.visitas.historia(f"{una.visita_id}:{CONTROL.id}")
    assert (nota.quien, nota.equipo) == ("Ana Paz", "")
    assert (respuesta.quien, respuesta.equipo) == ("Beto Ruiz", otra.s.copias.equipo())


def test_history_tells_of_another_laptop_what_was_undone_there(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    otra.s.visitas.deshacer(otra.visita_id)
    una.unir(otra.compartir())
    ultima, primera = una.s.visitas.historia(f"{una.visita_id}:{CONTROL.id}")
    assert (ultima.que, primera.que) == (f"Deshizo: {primera.que}", "Respondió CO-90-01: Cumple")


def foto(color: str) -> bytes:
    contenido = BytesIO()
    Image.new("RGB", (40, 30), color).save(contenido, "PNG")
    return contenido.getvalue()


def test_what_one_blacked_out_leaves_the_disk_of_the_other(una: Laptop, otra: Laptop) -> None:
    papel = una.usb / "foto.png"
    papel.write_bytes(foto("red"))
    una.hacer(lambda e: comandos.adjuntar(e, una.s.evidencias.preparar(e, [papel], item_id=CONTROL.id)))
    otra.unir(una.compartir())
    (clara,) = otra.e.evidencias.values()
    negra = una.s.evidencias.aplicar_marcas(una.e, clara.id, Marcada(foto("black"), "image/png", para_siempre=True))
    una.s.visitas.guardar(negra)
    una.s.evidencias.borrar_tachado(una.visita_id)
    otra.hacer(lambda e: comandos.escribir_leyenda(e, clara.id, "El archivero"))
    una.unir(otra.compartir())
    otra.unir(una.compartir())
    assert una.e == otra.e
    (tachada,) = otra.e.evidencias.values()
    assert (tachada.leyenda, tachada.sha256 != clara.sha256) == ("El archivero", True)
    for laptop in (una, otra):
        with pytest.raises(EnvironmentProblem):
            laptop.s.evidencias.leer(clara)


def test_a_copy_handed_on_keeps_its_authors(una: Laptop, otra: Laptop, tmp_path: Path) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    una.unir(otra.compartir())
    tercera = abrir(tmp_path / "tercera", "Carla Sosa", una.usb)
    with tercera.s:
        tercera.unir(una.compartir())
        (entrada,) = tercera.s.visitas.historia(f"{una.visita_id}:{CONTROL.id}")
    assert entrada.quien == "Beto Ruiz"


# --- undo -----------------------------------------------------------------------------------------------------------


def test_undo_after_joining_takes_back_what_was_done_here(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.responder(RESPONSABLE.id, CUMPLE)
    una.unir(otra.compartir())
    una.s.visitas.deshacer(una.visita_id)
    assert {i for i, r in una.e.respuestas.items() if r.contestada} == {RESPONSABLE.id}


def test_undo_of_what_the_copy_changed_since_is_refused_with_a_sentence(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.unir(una.compartir())
    otra.hacer(lambda e: comandos.anotar(e, CONTROL, "Visto"))
    una.unir(otra.compartir())
    with pytest.raises(UserError, match="después unió una copia"):
        una.s.visitas.deshacer(una.visita_id)
    assert una.e.respuestas[CONTROL.id].nota == "Visto"


def test_undoing_in_a_visit_that_came_takes_nothing_of_others(otra: Laptop) -> None:
    antes = otra.e
    assert otra.s.visitas.deshacer(otra.visita_id) is None
    assert otra.e == antes


# --- folios, closed visits, restored laptops ------------------------------------------------------------------------


def test_a_visit_whose_folio_is_taken_here_gets_another_one_everywhere(una: Laptop, tmp_path: Path) -> None:
    tercera = abrir(tmp_path / "tercera", "Carla Sosa", una.usb)
    with tercera.s:
        propia = tercera.s.visitas.crear(COLIMA)
        unida = tercera.unir(una.compartir())
        assert any("ya es de otra visita" in a for a in unida.previa.avisos)
        assert tercera.e.visita.folio != propia.visita.folio == una.e.visita.folio
        una.unir(tercera.compartir())
        assert una.e == tercera.e
        tercera.unir(una.compartir())
        assert una.e == tercera.e


def cerrar(laptop: Laptop) -> None:
    laptop.hacer(lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))


def test_a_closed_visit_is_not_shared(una: Laptop) -> None:
    cerrar(una)
    with pytest.raises(UserError, match="está cerrada"):
        una.compartir()


def test_nothing_is_joined_to_a_closed_visit(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    cerrar(una)
    with pytest.raises(UserError, match="reábrala"):
        una.unir(otra.compartir())


def test_work_for_a_visit_that_was_reopened_is_joined(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    cerrar(una)
    una.s.visitas.reabrir(una.e, "Faltaba la cédula de Beto")
    una.unir(otra.compartir())
    assert (una.e.visita.revision, set(una.e.respuestas)) == (2, {CONTROL.id})


def test_a_laptop_restored_from_a_backup_loses_nothing_and_is_told(una: Laptop, otra: Laptop, tmp_path: Path) -> None:
    respaldo = tmp_path / "respaldo"
    respaldo.mkdir()
    otra.s.respaldar(respaldo / "supervisor.db")
    otra.responder(CONTROL.id, CUMPLE)
    una.unir(otra.compartir())
    restaurada = abrir(respaldo, "Beto Ruiz", una.usb)
    with restaurada.s:
        restaurada.visita_id = otra.visita_id
        restaurada.responder(CONTROL.id, NO_CUMPLE)
        unida = una.unir(restaurada.compartir())
    assert any("respaldo" in aviso for aviso in unida.previa.avisos)
    assert len(una.e.choques) == 1


def test_sharing_into_a_place_that_is_not_there_makes_no_half_file(una: Laptop) -> None:
    with pytest.raises(UserError, match="Elija dónde"):
        una.s.copias.compartir(una.visita_id, " ")
    assert list(una.usb.iterdir()) == []


def test_a_copied_data_folder_is_two_laptops_that_still_join(una: Laptop, otra: Laptop, tmp_path: Path) -> None:
    otra.s.close()
    shutil.copytree(tmp_path / "otra", tmp_path / "gemela")
    gemela, de_nuevo = (abrir(tmp_path / c, n, una.usb) for c, n in (("gemela", "Carla Sosa"), ("otra", "Beto Ruiz")))
    with gemela.s, de_nuevo.s:
        gemela.visita_id = de_nuevo.visita_id = una.visita_id
        gemela.responder(CONTROL.id, CUMPLE)
        de_nuevo.responder(RESPONSABLE.id, CUMPLE)
        cruzar(gemela, de_nuevo)
        assert set(gemela.e.respuestas) == {CONTROL.id, RESPONSABLE.id}


def test_an_operation_of_mine_between_reading_and_joining_is_not_lost(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    ruta = otra.compartir()
    una.s.copias.examinar(ruta)
    una.hacer(lambda e: Operacion(e.visita.id, "Cambió", (Cambio(e.visita, con(e.visita, lugar="COLIMA")),)))
    una.unir(ruta)
    assert (una.e.visita.lugar, set(una.e.respuestas)) == ("COLIMA", {CONTROL.id})
