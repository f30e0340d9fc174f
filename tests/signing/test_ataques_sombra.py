"""Shadow attacks: what is changed between two signatures, and what shows different things without any change.

What an unsigned increment does is in the table (``test_firma_tabla``); here the second signer is the attacker.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm

from supervisor_app.errors import UserError
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.firmar import firmar
from tests.signing.alteraciones import incremento
from tests.signing.atacante import dictamen, incrustada, rechazado, sobre, y_firma_otro
from tests.signing.firma_material import AHORA, CAMPOS, SELLO, Firmados, hacer_documento

Editar = Callable[[IncrementalPdfFileWriter], object]
Preparar = Callable[[pikepdf.Pdf], object]


# --- what changes between two signatures ------------------------------------------------------------------------


def con_texto(pdf: pikepdf.Pdf) -> None:
    """A text field that says 1000."""
    pagina = pdf.pages[-1].obj
    forma = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 100, 20])}
    campo = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("Monto"),
            V=String("1000"),
            F=4,
            Rect=Array([300, 700, 400, 720]),
            P=pagina,
            AP=Dictionary(N=pdf.make_stream(b"BT (1000) Tj ET", **forma)),
        )
    )
    pagina.Annots.append(campo)
    pdf.Root.AcroForm.Fields.append(campo)


def preparado(*pasos: Preparar) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(hacer_documento(CAMPOS))) as pdf:
        for paso in pasos:
            paso(pdf)
        pdf.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return salida.getvalue()


def forma(contenido: bytes) -> generic.StreamObject:
    caja = generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 100, 20))
    return generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): caja},
        stream_data=contenido,
    )


def llenar(escritor: IncrementalPdfFileWriter) -> None:
    campo = escritor.root["/AcroForm"]["/Fields"][3]
    campo[pdf_name("/V")] = pdf_string("9999999")
    apariencia = escritor.add_object(forma(b"BT (9999999) Tj ET"))
    campo[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): apariencia})
    escritor.update_container(campo)


def test_a_document_with_a_text_field_is_accepted(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    una = incrustada(preparado(con_texto), sobre(credenciales[0]))
    assert dictamen(una, firmados).valido
    assert dictamen(y_firma_otro(una, credenciales[1]), firmados).valido


def test_a_text_field_filled_in_between_two_signatures(
    credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    """Shadow attack, replace: DocMDP allows it, and the second signer is the attacker."""
    una = incrustada(preparado(con_texto), sobre(credenciales[0]))
    pdf = y_firma_otro(incremento(una, llenar), credenciales[1])
    assert rechazado(dictamen(pdf, firmados), "Después de que firmó LUCIA ÑANDU PEÑALOZA se modificó el documento")


def en_formulario(clave: str, valor: Any) -> Editar:
    def editar(escritor: IncrementalPdfFileWriter) -> None:
        formulario = escritor.root["/AcroForm"]
        formulario[pdf_name(clave)] = valor
        escritor.update_container(formulario)

    return editar


def en_campo(lugar: int, clave: str, valor: Any) -> Editar:
    def editar(escritor: IncrementalPdfFileWriter) -> None:
        campo = escritor.root["/AcroForm"]["/Fields"][lugar]
        campo[pdf_name(clave)] = valor
        escritor.update_container(campo)

    return editar


def en_raiz(clave: str, valor: Any) -> Editar:
    def editar(escritor: IncrementalPdfFileWriter) -> None:
        escritor.root[pdf_name(clave)] = valor
        escritor.update_root()

    return editar


def anotaciones(nuevas: Callable[[list[Any]], list[Any]]) -> Editar:
    def editar(escritor: IncrementalPdfFileWriter) -> None:
        referencia, _ = escritor.find_page_for_modification(1)
        hoja = referencia.get_object()
        hoja[pdf_name("/Annots")] = generic.ArrayObject(nuevas(list(list.__iter__(hoja["/Annots"]))))
        escritor.mark_update(referencia)

    return editar


def estampa_falsa(escritor: IncrementalPdfFileWriter) -> None:
    """A picture that says that the third one signed, in her place."""
    apariencia = escritor.add_object(forma(b"BT (Firmado por XOCHITL) Tj ET"))
    en_campo(2, "/AP", generic.DictionaryObject({pdf_name("/N"): apariencia}))(escritor)


def _accion(tipo: str) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/S"): pdf_name(tipo), pdf_name("/JS"): pdf_string("app.alert(1)")})


def _lugar(*numeros: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(n) for n in numeros)


FIRMADAS_ENCIMA: dict[str, Editar] = {
    "a stamp drawn where nobody signed": estampa_falsa,
    "a place to sign as large as the page": en_campo(2, "/Rect", _lugar(0, 0, 612, 792)),
    "the place of the first signer hidden": en_campo(0, "/F", generic.NumberObject(2)),
    "a place to sign with a program": en_campo(
        2, "/AA", generic.DictionaryObject({pdf_name("/E"): _accion("/Launch")})
    ),
    "the first stamp taken off the page": anotaciones(lambda todas: todas[1:]),
    "places to sign in another order over each other": anotaciones(lambda todas: todas[::-1]),
    "fields drawn anew by each reader": en_formulario("/NeedAppearances", generic.BooleanObject(True)),
    "a dynamic form (XFA)": en_formulario("/XFA", generic.ArrayObject()),
    "a program at opening": en_raiz("/OpenAction", _accion("/JavaScript")),
    "layers": en_raiz("/OCProperties", generic.DictionaryObject()),
    "no attachments any more": en_raiz("/Names", generic.DictionaryObject()),
    "no associated record any more": en_raiz("/AF", generic.ArrayObject()),
    "a portfolio around it": en_raiz("/Collection", generic.DictionaryObject()),
}


@pytest.mark.parametrize("cual", FIRMADAS_ENCIMA)
def test_a_change_that_the_second_signer_signs_over(
    cual: str, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    pdf = y_firma_otro(incremento(firmados.una, FIRMADAS_ENCIMA[cual]), credenciales[1])
    assert rechazado(dictamen(pdf, firmados), "Después de que firmó LUCIA ÑANDU PEÑALOZA se modificó el documento")


def test_a_page_rewritten_as_a_part_of_ones_own_stamp(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    """What a signer's own appearance uses may be new; the page's content is not."""

    def editar(escritor: IncrementalPdfFileWriter) -> None:
        referencia, _ = escritor.find_page_for_modification(1)
        contenido = referencia.get_object().raw_get("/Contents")
        corriente = contenido.get_object()
        corriente._data, corriente._encoded_data = b"BT /F1 12 Tf 72 720 Td (monto observado 0) Tj ET", None
        escritor.mark_update(contenido)
        mia = forma(b"/X0 Do")
        suyo = generic.IndirectObject(contenido.idnum, contenido.generation, escritor)
        usados = generic.DictionaryObject({pdf_name("/X0"): suyo})
        mia[pdf_name("/Resources")] = generic.DictionaryObject({pdf_name("/XObject"): usados})
        en_campo(1, "/AP", generic.DictionaryObject({pdf_name("/N"): escritor.add_object(mia)}))(escritor)

    pdf = incrustada(
        incremento(firmados.una, editar),
        sobre(credenciales[1]),
        campo=CAMPOS[1],
        ahora=AHORA + timedelta(minutes=20),
        certificar=False,
    )
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        assert b"observado 0" in abierto.pages[1].Contents.read_bytes()
    assert rechazado(dictamen(pdf, firmados), "se modificó el documento")


def test_the_certification_moved_to_the_second_signature(
    credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    def editar(escritor: IncrementalPdfFileWriter) -> None:
        escritor.root["/Perms"][pdf_name("/DocMDP")] = escritor.root["/AcroForm"]["/Fields"][1].raw_get("/V")
        escritor.update_container(escritor.root["/Perms"])

    pdf = y_firma_otro(incremento(firmados.dos, editar), credenciales[2], CAMPOS[2])
    assert rechazado(dictamen(pdf, firmados), "La primera firma no cierra")


def test_a_certification_that_lets_anybody_annotate(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    pdf = incrustada(firmados.ninguna, sobre(credenciales[0]), permiso=MDPPerm.ANNOTATE)
    assert rechazado(dictamen(pdf, firmados), "La primera firma no cierra")


def test_a_second_certification(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    pdf = incrustada(
        firmados.una, sobre(credenciales[1]), campo=CAMPOS[1], ahora=AHORA + timedelta(minutes=9), certificar=True
    )
    assert not dictamen(pdf, firmados).valido


# --- what shows different things without changing ------------------------------------------------------------------


def con_programa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("this.getField('Monto').value = '9'"))


def con_programas_nombrados(pdf: pikepdf.Pdf) -> None:
    accion = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), accion]))


def con_enlace_que_oculta(pdf: pikepdf.Pdf) -> None:
    """A link that first goes to a page, and then hides a field."""
    oculta = Dictionary(S=Name.Hide, T=String("Monto"))
    ir = Dictionary(S=Name.GoTo, D=String("x"), Next=Array([oculta]))
    enlace = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 612, 792]), A=ir)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(enlace)])


def con_hoja_que_actua(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.SetOCGState, State=Array()))


def con_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def con_capa(pdf: pikepdf.Pdf, **comun: Any) -> None:
    capa = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("capa")))
    marcas = Dictionary({f"/{clave}": Array([capa]) if valor is None else valor for clave, valor in comun.items()})
    pdf.Root.OCProperties = Dictionary(OCGs=Array([capa]), D=marcas)


def con_capa_oculta(pdf: pikepdf.Pdf) -> None:
    con_capa(pdf, OFF=None)


def con_capa_de_pantalla(pdf: pikepdf.Pdf) -> None:
    con_capa(pdf, AS=Array([Dictionary(Event=Name.Print, Category=Array([Name.Print]))]))


def con_campos_por_dibujar(pdf: pikepdf.Pdf) -> None:
    con_texto(pdf)
    pdf.Root.AcroForm.NeedAppearances = True


CAMBIANTES: dict[str, tuple[Preparar, str]] = {
    "a program at opening": (con_programa, "JavaScript"),
    "programs by name": (con_programas_nombrados, "JavaScript"),
    "a link that hides": (con_enlace_que_oculta, "instrucciones"),
    "a page that switches layers": (con_hoja_que_actua, "instrucciones"),
    "XFA": (con_xfa, "XFA"),
    "a hidden layer": (con_capa_oculta, "capas ocultas"),
    "a layer for the screen only": (con_capa_de_pantalla, "capas ocultas"),
    "fields to be drawn anew": (con_campos_por_dibujar, "dibuje de nuevo"),
}
_QUITA_PYHANKO = "fields to be drawn anew"
"""pyHanko takes that out of what it signs; other programs do not."""


@pytest.mark.parametrize("cual", [cual for cual in CAMBIANTES if cual != _QUITA_PYHANKO])
def test_what_does_not_always_show_the_same_is_rejected(
    cual: str, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    preparar, razon = CAMBIANTES[cual]
    assert rechazado(dictamen(incrustada(preparado(preparar), sobre(credenciales[0])), firmados), razon)


@pytest.mark.parametrize("cual", CAMBIANTES)
def test_what_does_not_always_show_the_same_is_not_signed(cual: str, credenciales: tuple[Credencial, ...]) -> None:
    preparar, razon = CAMBIANTES[cual]
    with pytest.raises(UserError, match=razon):
        firmar(
            preparado(preparar),
            campo=CAMPOS[0],
            credencial=credenciales[0],
            ahora=AHORA,
            certificar=True,
            sello=SELLO,
            motivo="",
        )


def test_layers_that_are_always_seen_are_accepted(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    pdf = incrustada(preparado(lambda p: con_capa(p, ON=None)), sobre(credenciales[0]))
    assert dictamen(pdf, firmados).problemas == ()
