"""What cannot be the scan of a print: a sentence for each."""

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from supervisor_app.errors import UserError
from supervisor_app.services.tinta import escaneo_de, preparar_escaneo
from tests.conftest import LogGuard
from tests.services.banco import Banco, nuevo, registro
from tests.services.test_tinta import SANO, como, escaneo, fotos, impreso, sin_codigo

# --- refusals -------------------------------------------------------------------------------------------------------


def test_the_document_itself_is_not_its_scan(emitida: Banco) -> None:
    for pdf in (emitida.s.documentos.leer(emitida.documento()), impreso(emitida)):
        with pytest.raises(UserError, match="no el escaneo de la hoja firmada"):
            escaneo_de([("documento.pdf", pdf)])


def test_what_is_signed_on_the_screen_takes_no_scan(emitida: Banco) -> None:
    hecho = escaneo(emitida)
    firmado = emitida.firmar(emitida.documento())
    with pytest.raises(UserError, match="no se mezcla con firma autógrafa"):
        emitida.s.tinta.adjuntar(firmado, hecho)
    assert emitida.documento() == firmado


def test_a_closed_visit_takes_no_scan(cerrada: Banco) -> None:
    with pytest.raises(UserError, match="Reábrala"):
        cerrada.s.tinta.adjuntar(cerrada.documento(), escaneo_de([("x.jpg", sin_codigo(1))]), "Llegó por correo hoy")


def con_contrasena() -> bytes:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(salida, encryption=pikepdf.Encryption(user="x", owner="y"))
    return salida.getvalue()


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("vacio.pdf", b"", "está vacío"),
        ("nota.txt", b"hola", "no es PDF, JPEG, PNG ni HEIC"),
        ("roto.pdf", b"%PDF-1.7\nbasura", "está dañado o incompleto"),
        ("cortado.jpg", sin_codigo(1)[:900], "dañada o incompleta"),
        ("programa.pdf", b"MZ\x90\x00", "no es PDF"),
        ("falso.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "no se puede abrir"),
        ("cifrado.pdf", con_contrasena(), "tiene contraseña"),
    ],
)
def test_a_file_that_is_no_scan_gets_a_sentence_with_its_name(nombre: str, contenido: bytes, dice: str) -> None:
    with pytest.raises(UserError, match=f"«{nombre}».*{dice}"):
        escaneo_de([(nombre, contenido)])


def test_too_many_sheets_are_refused() -> None:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(201):
            pdf.add_blank_page()
        pdf.save(salida)
    with pytest.raises(UserError, match="pasa de 200 hojas"):
        escaneo_de([("muchas.pdf", salida.getvalue())])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"«nada\.pdf»"):
        preparar_escaneo([tmp_path / "nada.pdf"])
    with pytest.raises(UserError, match="Elija el escaneo"):
        preparar_escaneo([])


def test_nothing_that_acts_or_hides_comes_along() -> None:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        accion = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        pdf.Root.OpenAction = accion
        pdf.pages[0].obj.AA = Dictionary(O=accion)
        pdf.pages[0].obj.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=Array([0, 0, 9, 9]),
                        A=Dictionary(S=Name.Launch, F=String("calc.exe")),
                    )
                )
            ]
        )
        pdf.attachments["virus.exe"] = b"MZ"
        pdf.docinfo["/Author"] = "Persona Ficticia"
        pdf.save(salida)
    limpio = escaneo_de([("malo.pdf", salida.getvalue())]).pdf
    with pikepdf.open(io.BytesIO(limpio)) as pdf:
        todo = " ".join(repr(objeto) for objeto in pdf.objects)
        assert len(pdf.attachments) == 0
    assert not any(palabra in todo for palabra in ("JavaScript", "Launch", "calc.exe", "virus", "Persona"))


def test_what_a_stylus_wrote_over_the_page_stays_in_it() -> None:
    """Programs for tablets keep the ink as an annotation."""
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        trazo = pdf.make_stream(
            b"0 0 1 RG 8 w 10 10 m 190 90 l S",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 100]),
            Resources=Dictionary(),
        )
        nota = Dictionary(Type=Name.Annot, Subtype=Name.Ink, F=4, Rect=Array([100, 100, 300, 200]))
        nota.AP = Dictionary(N=trazo)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(nota)])
        pdf.save(salida)
    abierto = pypdfium2.PdfDocument(escaneo_de([("tableta.pdf", salida.getvalue())]).pdf)
    try:
        pixeles = abierto[0].render(scale=0.5, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        abierto.close()
    assert any(azul > 200 and rojo < 60 for rojo, _, azul in pixeles.get_flattened_data())


def test_the_same_files_make_the_same_scan(emitida: Banco) -> None:
    hojas = [(f"{n}.jpg", como(h, "JPEG")) for n, h in enumerate(fotos(impreso(emitida), 100))]
    assert escaneo_de(hojas).pdf == escaneo_de(hojas).pdf


def test_the_words_of_the_scan_travel_with_the_records(emitida: Banco) -> None:
    emitida.s.tinta.adjuntar(
        emitida.documento(), escaneo_de([("x.jpg", sin_codigo(1))]), "Revisé las firmas a la vista"
    )
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        if not documento.para_tinta:
            emitida.firmar(documento)
    emitida.cerrar()
    assert "Revisé las firmas a la vista" in json.dumps(registro(nuevo(emitida), "documentos"), ensure_ascii=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_scan_is_taken_or_gets_a_sentence(log_guard: LogGuard, datos: st.DataObject) -> None:
    log_guard.expect("pikepdf")  # it says in its log what it mended of the file
    contenido = bytearray(datos.draw(st.sampled_from((SANO, como(Image.new("L", (200, 260), 255), "PDF")))))
    for _ in range(datos.draw(st.integers(1, 5))):
        lugar = datos.draw(st.integers(0, len(contenido) - 1))
        contenido[lugar : lugar + datos.draw(st.integers(0, 9))] = datos.draw(st.binary(max_size=9))
    try:
        assert escaneo_de([("dañado", bytes(contenido))]).paginas >= 1
    except UserError as error:
        assert "«dañado»" in error.message or "hojas" in error.message or "PDF" in error.message


@pytest.mark.parametrize("medida", [(1, 14_400), (14_400, 1), (0.001, 0.001), (200_000, 200_000)])
def test_a_sheet_of_absurd_size_takes_no_memory(medida: tuple[float, float]) -> None:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.MediaBox = Array([0, 0, *medida])
        pdf.save(salida)
    assert escaneo_de([("rara.pdf", salida.getvalue())]).sellos == (None,)
