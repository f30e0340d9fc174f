import io
import threading

import pikepdf
import pytest

from supervisor_app.documents.vista import contar_paginas, franjas, medir_paginas, paginas, render_pagina
from supervisor_app.errors import UserError
from tests.documents.ejemplos import informe, informe_pdf, opened, paragraph

LONG = informe(conclusiones=tuple(paragraph("Línea larga de texto. " * 40) for _ in range(12)))


def stamped(pdf: bytes) -> tuple[bytes, int, tuple[float, float]]:
    """The file with a black appearance in its signature field, its page and its middle in points."""
    with opened(pdf) as document:
        field = document.Root.AcroForm.Fields[0]
        x0, y0, x1, y1 = (float(v) for v in field.Rect)
        form = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, x1 - x0, y1 - y0]}
        field.AP.N = document.make_stream(b"0 g 0 0 1000 1000 re f", form)
        index = next(i for i, page in enumerate(document.pages) if page.obj.objgen == field.P.objgen)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue(), index, ((x0 + x1) / 2, (y0 + y1) / 2)


def test_pages_are_counted() -> None:
    pdf = informe_pdf(LONG)
    with opened(pdf) as document:
        assert contar_paginas(pdf) == len(document.pages) > 2


def test_a_page_has_the_width_asked_for_and_its_proportions() -> None:
    image = render_pagina(informe_pdf(informe()), 0, 900)
    assert image.ancho == 900
    assert abs(image.alto - 900 * 792 / 612) <= 1
    assert len(image.rgba) == 4 * image.ancho * image.alto


def test_a_page_is_opaque_black_on_white() -> None:
    pixels = render_pagina(informe_pdf(informe()), 0, 300).rgba
    assert set(pixels[3::4]) == {255}
    assert pixels[:3] == b"\xff\xff\xff"
    assert min(pixels) < 60


def test_a_visible_signature_is_drawn() -> None:
    pdf, index, (x, y) = stamped(informe_pdf(informe()))
    image = render_pagina(pdf, index, 612)
    start = 4 * (round(792 - y) * image.ancho + round(x))
    assert image.rgba[start : start + 3] == b"\x00\x00\x00"


def test_pages_come_one_by_one_at_the_resolution_of_paper() -> None:
    sizes = [(page.ancho, page.alto) for page in paginas(informe_pdf(LONG), 50)]
    assert len(sizes) == contar_paginas(informe_pdf(LONG))
    assert set(sizes) == {(425, 550)}


def test_a_page_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IndexError):
        render_pagina(informe_pdf(informe()), 9, 300)


@pytest.mark.parametrize("content", [b"", b"nada", informe_pdf(informe())[:2000]])
def test_a_broken_file_is_told(content: bytes) -> None:
    with pytest.raises(UserError, match="dañado"):
        contar_paginas(content)


def test_several_threads_may_ask_at_once() -> None:
    pdf = informe_pdf(informe())
    expected = render_pagina(pdf, 0, 200)
    found = []
    threads = [threading.Thread(target=lambda: found.append(render_pagina(pdf, 0, 200))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6


def test_a_piece_is_what_the_whole_page_shows_there() -> None:
    pdf = informe_pdf(informe())
    whole, piece = render_pagina(pdf, 0, 600), render_pagina(pdf, 0, 600, (100, 50, 200, 80))
    assert (piece.ancho, piece.alto) == (200, 80)
    rows = [whole.rgba[4 * (row * 600 + 100) :][: 4 * 200] for row in range(50, 130)]
    # PDFium places a letter to a fraction of a pixel, a little otherwise where the page does not begin.
    unlike = [abs(a - b) > 24 for a, b in zip(piece.rgba, b"".join(rows), strict=True)]
    assert sum(unlike) < len(unlike) / 100


def test_strips_are_the_page_from_top_to_bottom() -> None:
    pdf = informe_pdf(informe())
    (whole,) = list(paginas(pdf, 100))[:1]
    strips = list(franjas(pdf, 0, 850, 300))
    assert [(s.arriba, s.alto) for s in strips] == [(0, 300), (300, 300), (600, 300), (900, 200)]
    together = b"".join(s.rgba for s in strips)
    differing = sum(a != b for a, b in zip(together, whole.rgba, strict=True))
    assert differing < len(together) / 10_000  # a hair on the seam of two strips


def test_strips_go_into_the_next_where_asked() -> None:
    strips = list(franjas(informe_pdf(informe()), 0, 850, 300, solape=2))
    assert [(s.arriba, s.alto) for s in strips] == [(0, 302), (300, 302), (600, 302), (900, 200)]


def test_the_sizes_of_all_pages_are_told() -> None:
    assert set(medir_paginas(informe_pdf(LONG))) == {(612, 792)}


def test_others_may_draw_between_two_strips() -> None:
    pdf = informe_pdf(informe())
    strips = franjas(pdf, 0, 425, 100)
    next(strips)
    assert contar_paginas(pdf) > 0
    strips.close()


def sized(wide: float, tall: float) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(wide, tall))
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("wide", "tall"), [(14_400, 14_400), (3, 14_400), (14_400, 3)])
def test_a_page_of_any_size_takes_no_more_memory_than_there_is(wide: float, tall: float) -> None:
    (image,) = paginas(sized(wide, tall), 300)
    assert image.ancho * image.alto <= 41_000_000
    assert max(image.ancho, image.alto) <= 12_001


def test_a_piece_of_a_page_of_any_size_is_where_it_was_asked_for() -> None:
    piece = render_pagina(sized(612, 14_400), 0, 4_000, (0, 90_000, 50, 40))
    assert (piece.ancho, piece.alto, piece.arriba) == (50, 40, 90_000)


def test_a_file_with_a_password_is_told() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sized(612, 792))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secreta", owner="otra"))
    with pytest.raises(UserError, match="contraseña"):
        contar_paginas(out.getvalue())


def without_its_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sized(612, 792))) as document:
        document.Root.Pages.Kids[0] = document.make_indirect(pikepdf.Array())
        document.save(out)
    return out.getvalue()


def test_what_an_earlier_file_had_is_not_said_of_the_next_one() -> None:
    cerrado = io.BytesIO()
    with pikepdf.open(io.BytesIO(sized(612, 792))) as document:
        document.save(cerrado, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UserError, match="contraseña"):
        render_pagina(cerrado.getvalue(), 0, 100)
    with pytest.raises(UserError, match="dañado"):
        render_pagina(without_its_page(), 0, 100)


def test_a_page_that_cannot_be_read_is_told() -> None:
    for draw in (lambda pdf: render_pagina(pdf, 0, 100), lambda pdf: list(franjas(pdf, 0, 100, 50))):
        with pytest.raises(UserError, match="dañado"):
            draw(without_its_page())
