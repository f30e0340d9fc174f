"""Two laptops, each with its own data folder, and copies of one visit going to and fro as files."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.fusion.version import Autoria, Version
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.copia import CABECERA, VERSIONES
from supervisor_app.services.copias import Unida
from supervisor_app.services.evidencias import Marcada
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import (
    AJUSTES,
    AV_90,
    CO_90,
    COLIMA,
    CONTROL,
    CUMPLE,
    ITEMS,
    NO_CUMPLE,
    RESPONSABLE,
    RelojFijo,
)


@dataclass
class Laptop:
    s: Servicios
    reloj: RelojFijo
    usb: Path
    visita_id: str = ""

    @property
    def e(self) -> Expediente:
        return self.s.visitas.abrir(self.visita_id)

    def hacer(self, comando: Callable[[Expediente], Operacion]) -> None:
        self.reloj.adelantar(minutes=1)
        self.s.visitas.guardar(comando(self.e))

    def responder(self, item_id: str, valor: object) -> None:
        self.hacer(lambda e: comandos.responder(e, ITEMS[item_id], valor))  # type: ignore[arg-type]

    def compartir(self) -> Path:
        self.reloj.adelantar(minutes=1)
        return self.s.copias.compartir(self.visita_id, self.usb).ruta

    def unir(self, ruta: Path) -> Unida:
        self.reloj.adelantar(minutes=1)
        unida = self.s.copias.unir(ruta)
        self.visita_id = unida.expediente.visita.id
        return unida


def abrir(carpeta: Path, nombre: str, usb: Path) -> Laptop:
    reloj = RelojFijo()
    s = wiring.abrir(carpeta, reloj=reloj)
    s.ajustes.guardar(AJUSTES.model_copy(update={"nombre": nombre}))
    return Laptop(s, reloj, usb)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    carpeta = tmp_path / "Memoria Ñ"
    carpeta.mkdir()
    return carpeta


@pytest.fixture
def una(tmp_path: Path, usb: Path) -> Iterator[Laptop]:
    """The laptop that began the visit."""
    laptop = abrir(tmp_path / "una", "Ana Paz", usb)
    with laptop.s:
        laptop.visita_id = laptop.s.visitas.crear(COLIMA).visita.id
        laptop.hacer(lambda e: comandos.elegir_cedulas(e, [CO_90, AV_90]))
        yield laptop


@pytest.fixture
def otra(tmp_path: Path, usb: Path, una: Laptop) -> Iterator[Laptop]:
    """The laptop that joined it."""
    laptop = abrir(tmp_path / "otra", "Beto Ruiz", usb)
    with laptop.s:
        laptop.unir(una.compartir())
        yield laptop


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


# --- files that are not what they say -------------------------------------------------------------------------------


def rehacer(ruta: Path, cambio: Callable[[dict[str, bytes]], None]) -> Path:
    """The copy with other entries."""
    with zipfile.ZipFile(ruta) as bolsa:
        entradas = {n: bolsa.read(n) for n in bolsa.namelist()}
    cambio(entradas)
    otra = ruta.with_name("otra.copia")
    with zipfile.ZipFile(otra, "w") as bolsa:
        for nombre, contenido in entradas.items():
            bolsa.writestr(nombre, contenido)
    return otra


def con_versiones(entradas: dict[str, bytes], renglones: list[dict[str, object]]) -> None:
    contenido = b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in renglones)
    cabecera = json.loads(entradas[CABECERA])
    cabecera["versiones"] = {"cuantas": len(renglones), "sha256": hashlib.sha256(contenido).hexdigest()}
    entradas[VERSIONES], entradas[CABECERA] = contenido, json.dumps(cabecera).encode()


def renglones(entradas: dict[str, bytes]) -> list[dict[str, object]]:
    return [json.loads(r) for r in entradas[VERSIONES].splitlines()]


def _cabecera(**campos: object) -> Callable[[dict[str, bytes]], None]:
    def cambiar(entradas: dict[str, bytes]) -> None:
        entradas[CABECERA] = json.dumps(json.loads(entradas[CABECERA]) | campos).encode()

    return cambiar


def _un_byte(entradas: dict[str, bytes]) -> None:
    entradas[VERSIONES] = entradas[VERSIONES].replace(b"CO-90", b"CO-91", 1)


def _otro_texto_con_su_suma(entradas: dict[str, bytes]) -> None:
    hay = renglones(entradas)
    hay[0]["quien"] = "Nadie"
    con_versiones(entradas, hay)


def _sin_versiones(entradas: dict[str, bytes]) -> None:
    con_versiones(entradas, [])


def _hondo(entradas: dict[str, bytes]) -> None:
    entradas[CABECERA] = b"[" * 200_000


HOSTILES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "one byte": _un_byte,
    "a text with its sum": _otro_texto_con_su_suma,
    "no version": _sin_versiones,
    "deep JSON": _hondo,
    "another kind of file": _cabecera(tipo="supervisor-app/otra-cosa"),
    "a huge count": _cabecera(versiones={"cuantas": 10**12, "sha256": "0" * 64}),
    "a count that is no number": _cabecera(versiones={"cuantas": "muchas", "sha256": "0" * 64}),
    "another visit": _cabecera(visita_id="0f" * 16),
    "a path for a file": _cabecera(archivos={"../../fuera": 1}),
    "a file that is not there": _cabecera(archivos={"ab" * 32: 9}),
    "a path for a package": _cabecera(
        paquetes=[
            {"visita_id": "0a" * 16, "revision": 1, "nombre": "../x.zip", "sha256": "0", "bytes": 1,
             "creado": "2026-06-10T09:30:00-06:00"}
        ]
    ),
    "a moment without zone": _cabecera(hecha="2026-06-10T09:30:00"),
    "a list for a text": _cabecera(folio=["V"]),
}  # fmt: skip


@pytest.mark.parametrize("cual", HOSTILES)
def test_a_copy_that_is_not_what_it_says_is_refused(una: Laptop, otra: Laptop, cual: str) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    antes = una.e
    with pytest.raises(UserError, match="No se unió nada"):
        una.s.copias.unir(rehacer(otra.compartir(), HOSTILES[cual]))
    assert una.e == antes


def test_a_copy_without_all_that_it_builds_on_is_refused(una: Laptop, tmp_path: Path) -> None:
    def sin_la_primera(entradas: dict[str, bytes]) -> None:
        con_versiones(entradas, [r for r in renglones(entradas) if r["clase"] != "visita" or r["padres"]])

    tercera = abrir(tmp_path / "tercera", "Carla Sosa", una.usb)
    with tercera.s, pytest.raises(UserError, match="le faltan partes"):
        tercera.s.copias.unir(rehacer(una.compartir(), sin_la_primera))


def test_two_copies_of_one_minute_are_two_files(una: Laptop) -> None:
    rutas = {una.s.copias.compartir(una.visita_id, una.usb).ruta for _ in range(2)}
    assert len(rutas) == 2


def test_a_file_that_is_there_is_not_overwritten(una: Laptop) -> None:
    ruta = una.compartir()
    with pytest.raises(UserError, match="Ya hay un archivo"):
        una.s.copias.compartir(una.visita_id, ruta)


@pytest.mark.parametrize("contenido", [b"", b"PK\x03\x04 roto", b"Hola"])
def test_what_is_no_zip_is_refused(una: Laptop, contenido: bytes) -> None:
    ruta = una.usb / "roto.copia"
    ruta.write_bytes(contenido)
    with pytest.raises(UserError, match="no es una copia de trabajo"):
        una.s.copias.examinar(ruta)


def test_a_cut_copy_is_refused(una: Laptop) -> None:
    ruta = una.compartir()
    ruta.write_bytes(ruta.read_bytes()[:-200])
    with pytest.raises(UserError, match="incompleta o dañada"):
        una.s.copias.examinar(ruta)


def test_a_missing_file_is_told(una: Laptop) -> None:
    with pytest.raises(UserError, match="No se pudo leer"):
        una.s.copias.examinar(una.usb / "no está.copia")


def test_a_newer_format_is_told(una: Laptop) -> None:
    with pytest.raises(UserError, match="versión más nueva"):
        una.s.copias.examinar(rehacer(una.compartir(), _cabecera(formato=99)))


def test_a_record_that_this_version_does_not_know_is_told(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    ruta = otra.compartir()

    def con_un_campo_nuevo(entradas: dict[str, bytes]) -> None:
        hay = renglones(entradas)
        r = next(r for r in hay if r["clase"] == "respuesta")
        datos = json.dumps(json.loads(str(r["datos"])) | {"campo_de_manana": 1})
        v = Version(
            una.visita_id, "respuesta", str(r["registro"]), (), datos,
            Autoria(str(r["equipo"]), 1, 1, "", str(r["cuando"]), ""),
        )  # fmt: skip
        con_versiones(
            entradas,
            [*hay, r | {"id": v.id, "datos": datos, "operacion": 1, "cambio": 1, "quien": "", "que": "", "padres": []}],
        )

    with pytest.raises(UserError, match="puede ser de una más nueva"):
        una.s.copias.examinar(rehacer(ruta, con_un_campo_nuevo))


def test_evidence_that_was_changed_on_the_way_is_refused(una: Laptop, otra: Laptop) -> None:
    papel = una.usb / "acta.pdf"
    papel.write_bytes(b"%PDF-1.4\nActa ficticia\n%%EOF")
    una.hacer(lambda e: comandos.adjuntar(e, una.s.evidencias.preparar(e, [papel], item_id=CONTROL.id)))

    def cambiar(entradas: dict[str, bytes]) -> None:
        nombre = next(n for n in entradas if n.startswith("archivos/"))
        entradas[nombre] = entradas[nombre].replace(b"Acta", b"Otra")

    antes = otra.e
    with pytest.raises(UserError, match="dañada"):
        otra.s.copias.unir(rehacer(una.compartir(), cambiar))
    assert otra.e == antes


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
