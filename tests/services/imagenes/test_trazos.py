"""Marks in the points of a picture, and black-outs under which nothing is left."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from supervisor_app.errors import UserError
from supervisor_app.services.imagenes.papel import LADO, para_papel
from supervisor_app.services.imagenes.tipos import se_puede_marcar
from supervisor_app.services.imagenes.trazos import Cuadro, Flecha, Letrero, Tachado, Trazo, trazar
from tests.services.imagenes import fotos
from tests.services.imagenes.fotos import TIPOS, foto


def marcada(trazo: Trazo, *otros: Trazo, formato: str = "PNG", ancho: int = 400, alto: int = 300) -> Image.Image:
    contenido, _ = trazar("foto", foto(formato, ancho, alto), TIPOS[formato], [trazo, *otros])
    imagen = Image.open(io.BytesIO(contenido))
    imagen.load()
    return imagen.convert("RGB")


def rojo(color: object) -> bool:
    assert isinstance(color, tuple)
    return bool(color[0] > 150 and color[1] < 90 and color[2] < 90)


def test_an_arrow_points_at_its_end() -> None:
    imagen = marcada(Flecha(220, 280, 380, 180))
    assert rojo(imagen.getpixel((372, 185)))
    assert rojo(imagen.getpixel((260, 255)))
    assert not rojo(imagen.getpixel((300, 280)))


def test_a_box_frames_and_leaves_its_inside() -> None:
    imagen = marcada(Cuadro(380, 280, 220, 180))
    assert rojo(imagen.getpixel((300, 180)))
    assert rojo(imagen.getpixel((380, 230)))
    assert imagen.getpixel((300, 230)) == (40, 120, 200)


def test_words_stand_on_a_plate() -> None:
    imagen = marcada(Letrero(210, 200, "Sin sello"))
    colores = {imagen.getpixel((x, y)) for x in range(210, 300) for y in range(200, 220)}
    assert any(rojo(c) for c in colores)
    assert (255, 255, 255) in colores


@pytest.mark.parametrize("formato", list(TIPOS))
def test_under_a_black_out_every_point_is_black(formato: str) -> None:
    imagen = marcada(Tachado(100.4, 100.6, 300, 200), formato=formato)
    for x in range(104, 297, 16):
        for y in range(104, 197, 16):
            punto = imagen.getpixel((x, y))
            assert isinstance(punto, tuple)
            assert max(punto) < 12
    assert imagen.getpixel((350, 280)) != (0, 0, 0)


def test_a_black_out_takes_the_half_points_of_its_edge() -> None:
    imagen = marcada(Tachado(10.5, 10.5, 19.5, 19.5))
    assert imagen.getpixel((10, 10)) == imagen.getpixel((19, 19)) == (0, 0, 0)
    assert imagen.getpixel((9, 9)) == (200, 40, 40)


def test_what_was_transparent_is_black_and_opaque_under_a_black_out() -> None:
    salida = io.BytesIO()
    Image.new("RGBA", (50, 50), (10, 20, 30, 0)).save(salida, "PNG")
    contenido, _ = trazar("foto", salida.getvalue(), "image/png", [Tachado(0, 0, 50, 50)])
    assert Image.open(io.BytesIO(contenido)).getpixel((25, 25)) == (0, 0, 0, 255)


def test_nothing_is_drawn_over_a_black_out() -> None:
    imagen = marcada(Tachado(0, 0, 400, 300), Letrero(100, 100, "Nombre"))
    assert imagen.getcolors() == [(400 * 300, (0, 0, 0))]


def test_metadata_does_not_come_back_with_the_marks() -> None:
    contenido, _ = trazar("foto", fotos.jpeg_con_de_todo(), "image/jpeg", [Cuadro(1, 1, 20, 20)])
    assert fotos.SERIE[:5] not in contenido
    assert b"Exif" not in contenido


@pytest.mark.parametrize(("formato", "queda"), [("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("BMP", "image/png")])
def test_the_kind_stays_where_it_can(formato: str, queda: str) -> None:
    assert trazar("foto", foto(formato), TIPOS[formato], [Cuadro(1, 1, 20, 20)])[1] == queda


def test_the_same_marks_give_the_same_bytes() -> None:
    trazos: list[Trazo] = [Flecha(1, 1, 60, 60), Letrero(5, 5, "Aquí")]
    assert trazar("f", foto(), "image/jpeg", trazos) == trazar("f", foto(), "image/jpeg", trazos)


def test_a_scan_of_several_pages_is_not_marked() -> None:
    assert not se_puede_marcar("image/tiff")
    assert not se_puede_marcar("application/pdf")
    assert se_puede_marcar("image/jpeg")


lugares = st.floats(-500, 900, allow_nan=False)
trazos_posibles = st.one_of(
    st.builds(Flecha, lugares, lugares, lugares, lugares),
    st.builds(Cuadro, lugares, lugares, lugares, lugares),
    st.builds(Tachado, lugares, lugares, lugares, lugares),
    st.builds(Letrero, lugares, lugares, st.text(max_size=30)),
)


@given(st.lists(trazos_posibles, max_size=4))
@settings(max_examples=80, deadline=None)
def test_marks_may_lie_anywhere(trazos: list[Trazo]) -> None:
    contenido, _ = trazar("foto", foto("PNG", 90, 60), "image/png", trazos)
    assert Image.open(io.BytesIO(contenido)).size == (90, 60)


def test_a_picture_that_does_not_open_gets_a_sentence() -> None:
    with pytest.raises(UserError, match="no se puede abrir"):
        trazar("foto", foto()[:200], "image/jpeg", [Cuadro(1, 1, 2, 2)])


# --- paper ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", list(TIPOS))
def test_paper_gets_a_jpeg_no_larger_than_it_was(formato: str) -> None:
    imagen = Image.open(io.BytesIO(para_papel("foto", foto(formato, 300, 200), TIPOS[formato])))
    assert (imagen.format, imagen.mode, imagen.size) == ("JPEG", "RGB", (300, 200))


def test_paper_gets_no_more_points_than_it_shows() -> None:
    imagen = Image.open(io.BytesIO(para_papel("foto", foto("JPEG", 4000, 3000), "image/jpeg")))
    assert imagen.size == (LADO, LADO * 3 // 4)


def test_what_was_transparent_is_white_on_paper() -> None:
    salida = io.BytesIO()
    Image.new("RGBA", (50, 50), (10, 20, 30, 0)).save(salida, "PNG")
    imagen = Image.open(io.BytesIO(para_papel("foto", salida.getvalue(), "image/png")))
    assert imagen.getpixel((25, 25)) == (255, 255, 255)
