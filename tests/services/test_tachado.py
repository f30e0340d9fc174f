"""Black-outs are for good: neither the disk nor undo nor a second copy of the file brings back what was under them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.services.evidencias import Evidencias, marcar
from supervisor_app.services.imagenes.trazos import Cuadro, Tachado, Trazo
from supervisor_app.services.ingreso import hacer_pieza
from supervisor_app.store.almacen import Almacen
from tests.services.imagenes.fotos import foto
from tests.visita_ficticia import AHORA, CO_90, VISITA_ID, expediente, visita

AQUI, ALLA = Sitio(item_id="CO-90-01"), Sitio(item_id="CO-90-02")
NEGRO, MARCO = Tachado(0, 0, 60, 40), Cuadro(70, 10, 110, 70)


class Mesa:
    """A visit on disk with the verbs of evidence, as the window uses them."""

    def __init__(self, almacen: Almacen, nuevo_id: Callable[[], str]) -> None:
        self.almacen, self.e = almacen, expediente()
        self.evidencias = Evidencias(almacen, nuevo_id=nuevo_id)
        almacen.escribir(Operacion(VISITA_ID, "Creó", (Cambio(None, self.e.visita),)), quien="", cuando=AHORA)
        self.hacer(comandos.elegir_cedulas(self.e, [CO_90]))

    def hacer(self, op: Operacion) -> None:
        self.almacen.escribir(op, quien="Ana", cuando=AHORA)
        self.e = self.e.aplicar(op.cambios)

    def adjuntar(self, sitio: Sitio = AQUI, contenido: bytes | None = None, lado: int | None = None) -> Evidencia:
        pieza = hacer_pieza("foto.png", contenido if contenido is not None else foto("PNG"), lado=lado)
        una = self.evidencias.guardar(self.e, pieza, sitio).evidencia
        assert una is not None
        self.hacer(comandos.adjuntar(self.e, [una]))
        return una

    def marcar(self, clave: str, *trazos: Trazo) -> None:
        v = self.e.evidencias[clave]
        self.hacer(self.evidencias.aplicar_marcas(self.e, clave, marcar(v, self.evidencias.leer(v), trazos)))
        self.evidencias.borrar_tachado(VISITA_ID)

    def deshacer(self) -> Operacion | None:
        op = self.almacen.deshacer(VISITA_ID, quien="Ana", cuando=AHORA)
        if op is not None:
            self.e = self.e.aplicar(op.cambios)
        return op

    def rehacer(self) -> None:
        op = self.almacen.rehacer(VISITA_ID, quien="Ana", cuando=AHORA)
        if op is not None:
            self.e = self.e.aplicar(op.cambios)

    def en_disco(self) -> Expediente:
        leido = self.almacen.expediente(VISITA_ID)
        assert leido is not None
        return leido

    def color(self, clave: str) -> object:
        with Image.open(io.BytesIO(self.evidencias.leer(self.e.evidencias[clave]))) as imagen:
            return imagen.convert("RGB").getpixel((10, 10))


@pytest.fixture
def mesa(almacen: Almacen, nuevo_id: Callable[[], str]) -> Mesa:
    return Mesa(almacen, nuevo_id)


def contenidos(datos: Path) -> list[bytes]:
    return [p.read_bytes() for p in (datos / "archivos").rglob("*") if p.is_file()]


def rojos(datos: Path) -> int:
    """How many pictures on disk still show the red corner."""
    cuantos = 0
    for contenido in contenidos(datos):
        with Image.open(io.BytesIO(contenido)) as imagen:
            cuantos += imagen.convert("RGB").getpixel((10, 10)) == (200, 40, 40)
    return cuantos


def test_after_a_black_out_no_file_of_the_store_shows_what_was_there(mesa: Mesa, datos: Path) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, NEGRO)
    assert rojos(datos) == 0
    assert mesa.color(una.id) == (0, 0, 0)


def test_the_picture_before_its_marks_goes_as_well(mesa: Mesa, datos: Path) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, MARCO)
    mesa.marcar(una.id, NEGRO)
    assert len(contenidos(datos)) == 1


def test_marks_are_undone_and_redone(mesa: Mesa) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, MARCO)
    marcada = mesa.e.evidencias[una.id]
    mesa.deshacer()
    assert mesa.e.evidencias[una.id] == una
    mesa.rehacer()
    assert mesa.e.evidencias[una.id] == marcada


def test_undo_of_a_black_out_changes_nothing_and_says_what_it_was(mesa: Mesa) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, NEGRO)
    op = mesa.deshacer()
    assert op is not None
    assert op.vacia
    assert op.que == "Tachó parte de foto.png"
    assert mesa.color(una.id) == (0, 0, 0)


def test_what_was_done_before_a_black_out_is_undone_without_bringing_anything_back(mesa: Mesa) -> None:
    una = mesa.adjuntar()
    mesa.hacer(comandos.escribir_leyenda(mesa.e, una.id, "Mostrador"))
    mesa.marcar(una.id, MARCO)
    mesa.marcar(una.id, NEGRO)
    hechas = [mesa.deshacer() for _ in range(4)]
    assert [op is not None and op.vacia for op in hechas] == [True, True, False, False]
    assert not mesa.en_disco().evidencias
    mesa.rehacer()
    assert mesa.color(una.id) == (0, 0, 0)
    assert mesa.en_disco().evidencias == mesa.e.evidencias


def test_the_same_photo_elsewhere_in_the_visit_is_blacked_out_too(mesa: Mesa, datos: Path) -> None:
    una, otra = mesa.adjuntar(AQUI), mesa.adjuntar(ALLA)
    mesa.marcar(una.id, NEGRO)
    assert mesa.color(otra.id) == (0, 0, 0)
    assert rojos(datos) == 0


def test_the_same_photo_at_another_size_is_blacked_out_too(mesa: Mesa, datos: Path) -> None:
    una, otra = mesa.adjuntar(AQUI), mesa.adjuntar(ALLA, lado=60)
    mesa.marcar(una.id, NEGRO)
    assert mesa.e.evidencias[otra.id].sha256 == mesa.e.evidencias[una.id].sha256
    assert rojos(datos) == 0


def test_a_photo_that_was_taken_off_comes_back_blacked_out(mesa: Mesa) -> None:
    una, otra = mesa.adjuntar(AQUI), mesa.adjuntar(ALLA)
    mesa.hacer(comandos.quitar_evidencia(mesa.e, otra.id))
    mesa.marcar(una.id, NEGRO)
    mesa.deshacer()
    mesa.deshacer()
    assert mesa.color(otra.id) == (0, 0, 0)


def test_the_file_brought_in_again_is_attached_blacked_out(mesa: Mesa, datos: Path) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, NEGRO)
    guardada = mesa.evidencias.guardar(mesa.e, hacer_pieza("foto.png", foto("PNG"), lado=None), ALLA)
    assert guardada.evidencia is not None
    assert guardada.evidencia.sha256 == mesa.e.evidencias[una.id].sha256
    assert "se adjuntó ya tachada" in guardada.aviso
    assert rojos(datos) == 0


def test_a_photo_of_another_visit_stays_there_and_that_is_told(mesa: Mesa, datos: Path) -> None:
    ajena = visita(id="9" * 32, folio="V-2026-0099")
    mesa.almacen.escribir(Operacion(ajena.id, "Creó", (Cambio(None, ajena),)), quien="", cuando=AHORA)
    una = mesa.adjuntar()
    copia = una.model_copy(update={"id": "copia", "visita_id": ajena.id})
    mesa.almacen.escribir(Operacion(ajena.id, "Adjuntó", (Cambio(None, copia),)), quien="", cuando=AHORA)
    assert mesa.evidencias.donde_queda(mesa.e, una.id) == ("la visita V-2026-0099",)
    mesa.marcar(una.id, NEGRO)
    assert mesa.evidencias.borrar_tachado(VISITA_ID) == ("la visita V-2026-0099",)
    assert rojos(datos) == 1


def test_what_a_power_cut_left_goes_when_the_visit_is_opened_again(mesa: Mesa, datos: Path) -> None:
    una = mesa.adjuntar()
    marcada = marcar(una, mesa.evidencias.leer(una), [NEGRO])
    mesa.hacer(mesa.evidencias.aplicar_marcas(mesa.e, una.id, marcada))
    assert rojos(datos) == 1
    mesa.evidencias.borrar_tachado(VISITA_ID)
    assert rojos(datos) == 0


def test_the_database_and_its_files_are_whole_after_a_black_out(mesa: Mesa) -> None:
    una = mesa.adjuntar()
    mesa.marcar(una.id, MARCO)
    mesa.marcar(una.id, NEGRO)
    mesa.deshacer()
    assert mesa.almacen.comprobar() == ()


def test_a_black_out_takes_the_ending_of_what_is_kept(mesa: Mesa) -> None:
    pieza = hacer_pieza("plano.gif", foto("GIF"), lado=None)
    una = mesa.evidencias.guardar(mesa.e, pieza, AQUI).evidencia
    assert una is not None
    mesa.hacer(comandos.adjuntar(mesa.e, [una]))
    mesa.marcar(una.id, NEGRO)
    assert (mesa.e.evidencias[una.id].nombre, mesa.e.evidencias[una.id].mime) == ("plano.png", "image/png")
    while mesa.deshacer() is not None:
        assert mesa.en_disco().evidencias == mesa.e.evidencias


pasos = st.lists(
    st.sampled_from(["adjuntar", "mover", "leyenda", "marcar", "tachar", "quitar", "deshacer", "rehacer"]), max_size=12
)


@given(pasos)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_whatever_is_done_in_whatever_order_nothing_blacked_out_comes_back(
    tmp_path_factory: pytest.TempPathFactory, nuevo_id: Callable[[], str], pasos: list[str]
) -> None:
    datos = tmp_path_factory.mktemp("tachado")
    with Almacen(datos, ahora=AHORA) as almacen:
        mesa = Mesa(almacen, nuevo_id)
        mesa.adjuntar()
        tachada = False
        for n, paso in enumerate(pasos):
            claves = sorted(mesa.e.evidencias)
            if paso == "deshacer":
                mesa.deshacer()
            elif paso == "rehacer":
                mesa.rehacer()
            elif paso == "adjuntar":
                mesa.adjuntar(Sitio(item_id=f"CO-91-{n:02d}"))
            elif claves:
                clave = claves[n % len(claves)]
                if paso == "mover":
                    mesa.hacer(comandos.mover_evidencia(mesa.e, clave, Sitio(item_id=f"CO-90-{n + 50}")))
                elif paso == "leyenda":
                    mesa.hacer(comandos.escribir_leyenda(mesa.e, clave, f"Paso {n}"))
                elif paso == "marcar":
                    mesa.marcar(clave, Cuadro(70, 10, 80 + n, 70))
                elif paso == "tachar":
                    mesa.marcar(clave, NEGRO)
                    tachada = True
                else:
                    mesa.hacer(comandos.quitar_evidencia(mesa.e, clave))
            assert mesa.en_disco().evidencias == mesa.e.evidencias
            for v in mesa.e.evidencias.values():
                mesa.evidencias.leer(v)
        if tachada:
            assert rojos(datos) == 0
