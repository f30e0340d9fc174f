"""Pictures on their way in: turned right, stripped, made smaller once, untouched where nothing has to change."""

from __future__ import annotations

import io
import struct
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from supervisor_app.errors import UserError
from supervisor_app.services.imagenes.preparacion import Imagen, nombre_segun, preparar
from tests.services.imagenes import fotos
from tests.services.imagenes.fotos import HEIC, SERIE, TIPOS, exif, foto

ROJO, AZUL = (200, 40, 40), (40, 120, 200)


def hecha(contenido: bytes, tipo: str = "image/jpeg", lado: int | None = None) -> Imagen:
    return preparar("foto", contenido, tipo, lado=lado)


def abierta(imagen: Imagen) -> Image.Image:
    leida = Image.open(io.BytesIO(imagen.contenido))
    leida.load()
    return leida


def cerca(uno: object, otro: tuple[int, int, int]) -> bool:
    assert isinstance(uno, tuple)
    return all(abs(a - b) < 12 for a, b in zip(uno, otro, strict=False))


# --- untouched ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_small_picture_without_metadata_stays_byte_by_byte(formato: str) -> None:
    contenido = foto(formato)
    assert hecha(contenido, TIPOS[formato], lado=2560).contenido == contenido


@pytest.mark.parametrize("formato", list(TIPOS))
def test_what_was_prepared_once_is_not_touched_again(formato: str) -> None:
    una = hecha(foto(formato, 300, 200, con=exif(6) if formato not in ("GIF", "BMP") else None), TIPOS[formato], 150)
    otra = hecha(una.contenido, una.mime, lado=150)
    assert otra.contenido == una.contenido


def test_the_points_of_a_picture_that_only_loses_metadata_are_not_encoded_again() -> None:
    con, sin = hecha(foto(con=exif())), hecha(foto())
    assert con.contenido == sin.contenido


# --- stripped -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenido", "tipo"),
    [
        (fotos.jpeg_con_de_todo(), "image/jpeg"),
        (foto(con=exif(6)), "image/jpeg"),
        (fotos.png_con_textos(), "image/png"),
        (foto("WEBP", con=exif()), "image/webp"),
        (foto("TIFF", con=exif()), "image/tiff"),
        (foto("GIF", comment=SERIE), "image/gif"),
        (fotos.animado("GIF", comment=SERIE), "image/gif"),
        (fotos.animado("WEBP", exif=exif().tobytes()), "image/webp"),
        (HEIC, "image/heic"),
    ],
)
def test_who_where_and_with_what_is_taken_out(contenido: bytes, tipo: str) -> None:
    una = hecha(contenido, tipo)
    assert SERIE[:9] not in una.contenido
    assert b"ficticia" not in una.contenido.lower()
    leida = abierta(una)
    assert not leida.getexif().get_ifd(0x8825)
    assert not leida.getexif().get_ifd(0x8769)


def test_a_second_picture_behind_the_end_is_taken_out() -> None:
    assert hecha(fotos.jpeg_con_de_todo()).contenido.count(b"\xff\xd8\xff") == 1


def test_the_thumbnail_in_the_jfif_header_is_taken_out() -> None:
    limpio = foto()
    assert limpio[2:4] == b"\xff\xe0"
    con = limpio[:4] + struct.pack(">H", 16 + 12) + limpio[6:18] + b"\x02\x02" + b"MINIATURA..." + limpio[20:]
    assert b"MINIATURA" not in hecha(con).contenido
    assert cerca(abierta(hecha(con)).getpixel((5, 5)), ROJO)


def test_an_animation_keeps_its_pictures() -> None:
    for formato in ("GIF", "WEBP", "PNG"):
        una = hecha(fotos.animado(formato), TIPOS[formato], lado=20)
        assert getattr(abierta(una), "n_frames", 1) == 3


def test_the_colour_profile_of_an_untouched_picture_stays() -> None:
    perfil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert abierta(hecha(foto(icc_profile=perfil, con=exif()))).info["icc_profile"] == perfil


@pytest.mark.parametrize("perfil", [b"no es un perfil", bytes(200)])
def test_a_broken_colour_profile_is_passed_over(perfil: bytes) -> None:
    assert cerca(abierta(hecha(foto(icc_profile=perfil, con=exif(6)))).getpixel((110 * 80 // 120, 5)), ROJO)


# --- turned ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("giro", range(1, 9))
@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_turned_as_the_camera_was_held(formato: str, giro: int) -> None:
    from PIL import ImageOps

    contenido = foto(formato, con=exif(giro))
    with Image.open(io.BytesIO(contenido)) as original:
        como = ImageOps.exif_transpose(original).convert("RGB")
    leida = abierta(hecha(contenido, TIPOS[formato])).convert("RGB")
    assert leida.size == como.size
    assert leida.getexif().get(0x0112, 1) == 1
    for punto in ((5, 5), (leida.width - 6, 5), (5, leida.height - 6)):
        color = como.getpixel(punto)
        assert isinstance(color, tuple)
        assert cerca(leida.getpixel(punto), color[:3])  # type: ignore[arg-type]


def test_a_photo_with_a_second_picture_behind_it_is_turned_and_made_smaller() -> None:
    """What phones write with a map of depths or brightness: Pillow takes it for an animation (MPO)."""
    salida = io.BytesIO()
    fotos.dibujo(240, 160).save(salida, "MPO", save_all=True, append_images=[fotos.dibujo(24, 16)], exif=exif(6))
    una = hecha(salida.getvalue(), lado=120)
    assert abierta(una).size == (80, 120)
    assert una.toma.lugar is not None


def test_a_heic_becomes_an_upright_jpeg() -> None:
    una = hecha(HEIC, "image/heic")
    leida = abierta(una)
    assert (una.mime, leida.format, leida.size) == ("image/jpeg", "JPEG", (120, 160))
    assert cerca(leida.getpixel((100, 10)), ROJO)
    assert cerca(leida.getpixel((10, 10)), AZUL)


# --- smaller --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", list(TIPOS))
def test_a_picture_is_made_no_larger_than_the_setting(formato: str) -> None:
    una = abierta(hecha(foto(formato, 300, 200), TIPOS[formato], lado=150))
    assert una.size == (150, 100)
    assert cerca(una.convert("RGB").getpixel((10, 10)), ROJO)


@pytest.mark.parametrize("formato", list(TIPOS))
def test_a_picture_is_never_made_larger(formato: str) -> None:
    assert abierta(hecha(foto(formato, 30, 20), TIPOS[formato], lado=150)).size == (30, 20)


def test_the_long_side_counts_after_turning() -> None:
    assert abierta(hecha(foto(ancho=300, alto=200, con=exif(6)), lado=150)).size == (100, 150)


def test_without_a_setting_the_points_stay() -> None:
    assert abierta(hecha(foto(ancho=4000, alto=100), lado=None)).size == (4000, 100)


def test_every_page_of_a_scan_is_kept() -> None:
    salida = io.BytesIO()
    paginas = [Image.new("1", (200, 300), n % 2) for n in range(4)]
    paginas[0].save(salida, "TIFF", save_all=True, append_images=paginas[1:], compression="group4")
    una = abierta(hecha(salida.getvalue(), "image/tiff", lado=2560))
    assert (getattr(una, "n_frames", 1), una.mode) == (4, "1")


@pytest.mark.parametrize("modo", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_mode_is_made_smaller(modo: str) -> None:
    salida = io.BytesIO()
    Image.new(modo, (300, 200)).save(salida, "PNG")
    assert abierta(hecha(salida.getvalue(), "image/png", lado=150)).size == (150, 100)


def test_a_cmyk_jpeg_is_turned_in_colours_that_screens_know() -> None:
    salida = io.BytesIO()
    fotos.dibujo().convert("CMYK").save(salida, "JPEG", exif=exif(3).tobytes())
    una = abierta(hecha(salida.getvalue()))
    assert una.mode == "RGB"
    assert cerca(una.getpixel((110, 70)), ROJO)


# --- place and time -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_place_and_time_are_kept_apart(formato: str) -> None:
    toma = hecha(foto(formato, con=exif()), TIPOS[formato]).toma
    assert toma.cuando == datetime(2026, 11, 19, 10, 42, 7, tzinfo=timezone(timedelta(hours=-6)))
    assert toma.lugar == (19.2435, -103.725)


def test_place_and_time_of_a_heic_are_kept_apart() -> None:
    toma = hecha(HEIC, "image/heic").toma
    assert toma.lugar == (19.2435, -103.725)
    assert toma.cuando is not None


def test_a_camera_that_knows_no_zone_gives_its_own_hour() -> None:
    assert hecha(foto(con=exif(zona=""))).toma.cuando == datetime(2026, 11, 19, 10, 42, 7)  # noqa: DTZ001


@pytest.mark.parametrize("fecha", ["0000:00:00 00:00:00", "2026:13:40 10:00:00", "", "ayer", "1970:01:01 00:00:00"])
def test_an_absurd_date_is_none(fecha: str) -> None:
    assert hecha(foto(con=exif(fecha=fecha))).toma.cuando is None


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (95.0, 0.0, 0.0), 3: "W", 4: (10.0, 0.0, 0.0)},
        {1: "X", 2: (19.0, 0.0, 0.0), 3: "W", 4: (10.0, 0.0, 0.0)},
        {1: "N", 2: (19.0, 0.0, 0.0)},
    ],
)
def test_an_absurd_place_is_none(gps: dict[int, object]) -> None:
    assert hecha(foto(con=exif(gps=gps))).toma.lugar is None


def test_a_broken_exif_tells_nothing_and_stops_nothing() -> None:
    assert hecha(foto(exif=b"Exif\0\0MM\0*\0\0\xff\xff")).toma.lugar is None


# --- lies, bombs, ruins ---------------------------------------------------------------------------------------------


def dicho(contenido: bytes, tipo: str, lado: int | None = 2560) -> str:
    with pytest.raises(UserError) as error:
        preparar("foto.x", contenido, tipo, lado=lado)
    return error.value.message


@pytest.mark.parametrize(
    ("contenido", "tipo"),
    [
        (fotos.png_que_dice_medir(11_000, 11_000), "image/png"),
        (fotos.png_que_dice_medir(2**31 - 1, 2**31 - 1), "image/png"),
        (fotos.png_que_dice_medir(11_200, 11_200, 6, 8), "image/png"),
        (fotos.webp_que_dice_medir(16_000, 16_000), "image/webp"),
        (foto("GIF")[:6] + struct.pack("<HH", 65_535, 65_535) + foto("GIF")[10:], "image/gif"),
        (foto("BMP")[:18] + struct.pack("<ii", 40_000, 40_000) + foto("BMP")[26:], "image/bmp"),
    ],
)
def test_a_bomb_gets_a_sentence_before_it_is_decoded(contenido: bytes, tipo: str) -> None:
    assert "puntos" in dicho(contenido, tipo)


def test_the_photo_of_a_phone_with_108_million_points_is_taken() -> None:
    salida = io.BytesIO()
    Image.new("L", (12_000, 9_000), 90).save(salida, "JPEG")
    assert abierta(hecha(salida.getvalue(), lado=2560)).size == (2560, 1920)


def test_a_jpeg_that_says_to_be_huge_gets_a_sentence() -> None:
    contenido = bytearray(foto())
    lugar = contenido.index(b"\xff\xc0") + 5
    contenido[lugar : lugar + 4] = struct.pack(">HH", 65_000, 65_000)
    assert "puntos" in dicho(bytes(contenido), "image/jpeg")


def test_a_jpeg_of_endless_scans_gets_a_sentence() -> None:
    assert "dañada" in dicho(fotos.jpeg_de_muchos_barridos(200), "image/jpeg")


def test_an_animation_of_too_many_pages_gets_a_sentence() -> None:
    salida = io.BytesIO()
    paginas = [Image.new("1", (2, 2)) for _ in range(302)]
    paginas[0].save(salida, "TIFF", save_all=True, append_images=paginas[1:])
    assert "300 páginas" in dicho(salida.getvalue(), "image/tiff")


@pytest.mark.parametrize("tipo", [*TIPOS.values(), "image/heic"])
def test_a_truncated_picture_gets_a_sentence(tipo: str) -> None:
    entera = HEIC if tipo == "image/heic" else foto({v: k for k, v in TIPOS.items()}[tipo])
    for fin in (12, 40, len(entera) // 2, len(entera) * 4 // 5):
        assert "«foto.x»" in dicho(entera[:fin], tipo)


@pytest.mark.parametrize("tipo", [*TIPOS.values(), "image/heic"])
def test_a_picture_of_another_kind_gets_a_sentence(tipo: str) -> None:
    assert "no se puede abrir" in dicho(b"%PDF-1.7 ficticio" * 20, tipo)


SANAS = {tipo: foto(f, con=exif(6) if f not in ("GIF", "BMP") else None) for f, tipo in TIPOS.items()}


@given(st.sampled_from(sorted(SANAS)), st.data())
@settings(max_examples=300, deadline=None)
def test_a_mutated_picture_is_kept_or_refused_and_never_a_crash(tipo: str, data: st.DataObject) -> None:
    contenido = bytearray(SANAS[tipo])
    for _ in range(data.draw(st.integers(1, 8))):
        contenido[data.draw(st.integers(0, len(contenido) - 1))] = data.draw(st.integers(0, 255))
    corte = data.draw(st.integers(0, len(contenido)))
    if data.draw(st.booleans()):
        contenido = contenido[:corte] + contenido[data.draw(st.integers(corte, len(contenido))) :]
    try:
        una = preparar("foto.x", bytes(contenido), tipo, lado=100)
    except UserError as error:
        assert "«foto.x»" in error.message
    else:
        abierta(una)


def test_a_heic_that_crashes_its_decoder_gets_a_sentence() -> None:
    assert "no se puede abrir" in dicho(fotos.TUMBA, "image/heic")


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_a_mutated_heic_is_kept_or_refused_and_never_a_crash(data: st.DataObject) -> None:
    contenido = bytearray(HEIC)
    for _ in range(data.draw(st.integers(1, 8))):
        contenido[data.draw(st.integers(0, len(contenido) - 1))] = data.draw(st.integers(0, 255))
    try:
        abierta(preparar("foto.x", bytes(contenido), "image/heic", lado=100))
    except UserError as error:
        assert "«foto.x»" in error.message


@given(st.sampled_from(sorted(SANAS)), st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_behind_a_good_start_are_kept_or_refused(tipo: str, resto: bytes) -> None:
    try:
        preparar("foto.x", SANAS[tipo][:30] + resto, tipo, lado=100)
    except UserError as error:
        assert "«foto.x»" in error.message


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nombre", "mime", "segun"),
    [
        ("IMG_01.HEIC", "image/jpeg", "IMG_01.jpg"),
        ("acta.JPEG", "image/jpeg", "acta.JPEG"),
        ("acta.png", "image/jpeg", "acta.jpg"),
        ("sin", "image/png", "sin.png"),
        ("plano.tiff", "image/tiff", "plano.tiff"),
    ],
)
def test_a_name_tells_what_is_kept(nombre: str, mime: str, segun: str) -> None:
    assert nombre_segun(nombre, mime) == segun
