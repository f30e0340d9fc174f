"""Fictitious documents for the tests of this room, and how they are read back from the PDF."""

import io
import json
import subprocess
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from supervisor_app.documents.cedula import componer_cedula
from supervisor_app.documents.firmas import SIN_DIBUJAR, Dibujadas
from supervisor_app.documents.informe import componer_informe
from supervisor_app.documents.modelos import (
    DocumentoCedula,
    FilaMuestra,
    InconsistenciaImpresa,
    ItemImpreso,
    MedidaImpresa,
    MuestraImpresa,
    RespuestaImpresa,
    ResultadoImpreso,
    Signo,
)
from supervisor_app.documents.textos import textos_cedula, textos_informe
from supervisor_app.domain.base import Persona
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import CAMPO_TITULAR
from supervisor_app.domain.informe import Bloque, DatosInforme, Firmantes, Marcador, registro_canonico

FOLIO = "V-2026-014-INF"
LETTER = (612.0, 792.0)


def item(texto: str, marcador: str = "letra", *sub: Bloque) -> Bloque:
    return Bloque(texto=texto, marcador=Marcador(marcador), subelementos=sub)


def paragraph(texto: str) -> Bloque:
    return Bloque(texto=texto)


def informe(**changes: Any) -> DatosInforme:
    values: dict[str, Any] = {
        "numero_pliego": "287/2026",
        "ciudad": "Ciudad Guzmán, Jal.",
        "fecha": date(2026, 6, 12),
        "coordinador_normativo": "LIC. BEATRIZ OLMEDO CRUZ",
        "coordinacion_normativa": "ENCARGADA DE LA JEFATURA DE SERVICIOS",
        "adscripcion": "DEPARTAMENTO DE SUPERVISIÓN DE COBRANZA",
        "lugar_comision": "CIUDAD GUZMÁN, JAL.",
        "del_": date(2026, 6, 8),
        "al": date(2026, 6, 12),
        "objeto": "SUPERVISIÓN",
        "comisionado": "LUCÍA BARRAGÁN ORTEGA",
        "proposito": (paragraph("Supervisar los procesos de cobranza."),),
        "actividades": (
            item("Reunión de apertura.", "numero"),
            item("Evaluar la normatividad relativa a:", "numero", item("notificación;"), item("cartera en mora.")),
            item("Reunión de cierre.", "numero"),
        ),
        "conclusiones": (paragraph("Se exhortó al personal a depurar la cartera."),),
        "resultados": (item("Depurar la cartera."), item("Emitir los mandamientos pendientes.")),
        "contribuciones": (paragraph("Se aclararon dudas del personal."),),
    }
    return DatosInforme(**(values | changes))


def record(datos: DatosInforme) -> bytes:
    return registro_canonico(datos, folio=FOLIO, version=1, clave="1270-009-032")


SUPERIOR = Persona(nombre="Rosa Ilhuicamina Núñez", cargo="Jefa de Servicios de Afiliación y Cobranza")


def informe_pdf(
    datos: DatosInforme,
    *,
    borrador: bool = False,
    firmantes: Firmantes | None = None,
    superior: Persona | None = None,
    dibujadas: Dibujadas = SIN_DIBUJAR,
) -> bytes:
    return componer_informe(
        datos,
        textos=textos_informe(),
        folio=FOLIO,
        version=1,
        registro=None if borrador else record(datos),
        firmantes=firmantes,
        superior=superior,
    ).pdf(dibujadas)


def question(number: int, answer: RespuestaImpresa | None = None, **values: Any) -> ItemImpreso:
    return ItemImpreso(
        str(number),
        f"¿El expediente {number} conserva sus constancias de notificación?",
        answer or RespuestaImpresa(Signo.CUMPLE, "Cumple"),
        **values,
    )


def case(number: int, **values: Any) -> FilaMuestra:
    defaults = {"referencia": f"Crédito {240110000 + number}", "detalle": "COP 03/2026", "importe": f"${number}.00"}
    return FilaMuestra(signo=Signo.CUMPLE, resultado="Sin inconsistencia", **(defaults | values))


def cedula(**changes: Any) -> DocumentoCedula:
    sample = RespuestaImpresa(Signo.NO_CUMPLE, "3 de 25 con inconsistencia", ("12.0 %", "$48,210.50"))
    values: dict[str, Any] = {
        "folio": "V-2026-014-CO-05",
        "folio_visita": "V-2026-014",
        "fecha": date(2026, 6, 12),
        "departamento": "Cobranza",
        "codigo": "CO-05",
        "proceso": "Cartera en mora: recuperación y depuración",
        "version": "1",
        "ooad": "Estatal Jalisco",
        "unidad": "Subdelegación Ciudad Guzmán",
        "fechas": "8 al 12 de junio de 2026",
        "periodo_revisado": "Enero a mayo de 2026",
        "fecha_corte": "31/05/2026",
        "fuente": "RALE del mismo corte",
        "universo": "412 créditos",
        "muestra": "25 créditos al azar simple",
        "supervisores": (Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora"),),
        "atendio": Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Oficina"),
        "titular": Persona(nombre="Emilio Sandoval Prieto", cargo="Titular de la Subdelegación"),
        "resultado": ResultadoImpreso("1", "0", "0", "0", "2 de 2", "100.0 %"),
        "items": (
            question(1, nota="Sin novedad.", evidencias=("acta.pdf",)),
            question(2, sample, muestra=MuestraImpresa("25", "3", "12.0 %", "$48,210.50", (case(1), case(2)))),
        ),
        "inconsistencias": (
            InconsistenciaImpresa(
                "01",
                "Créditos sin gestión de cobro",
                "No se reasignó la carga de trabajo.",
                ("Punto 2", "Riesgo alto"),
                (MedidaImpresa("Correctiva", "Reasignar los créditos.", "Raúl Montaño Vega", "26/06/2026"),),
            ),
        ),
        "observaciones": "El personal entregó la información en el día.",
    }
    return DocumentoCedula(**(values | changes))


def dibujada(**changes: Any) -> FirmaDibujada:
    """A wave and a line under it."""
    wave = tuple((1200 + 38 * n, 1600 + (-1) ** (n // 12) * 60 * (n % 12)) for n in range(150))
    values: dict[str, Any] = {
        "campo": CAMPO_TITULAR,
        "nombre": "Emilio Sandoval Prieto",
        "ante": "Lucía Barragán Ortega",
        "con": "lápiz",
        "cuando": datetime(2026, 6, 12, 14, 5, tzinfo=UTC),
        "alto": 3600,
        "trazos": (wave, ((2000, 2600), (7800, 2300))),
    }
    return FirmaDibujada(**(values | changes))


def cedula_pdf(
    doc: DocumentoCedula,
    *,
    borrador: bool = False,
    dibujadas: Dibujadas = SIN_DIBUJAR,
    superior: Persona | None = None,
) -> bytes:
    registro = json.dumps({"folio": doc.folio}, sort_keys=True).encode()
    return componer_cedula(
        doc,
        textos=textos_cedula(),
        registro=None if borrador else registro,
        superior=superior,
    ).pdf(dibujadas)


# --- reading back


def words(text: str) -> str:
    """The text with its runs of white space as one space, so that line breaks do not matter."""
    return " ".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is drawn."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [words(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """All text in the order in which it is drawn."""
    return " ".join(pages_of(pdf))


def pdftotext(pdf: bytes, *options: str) -> str:
    """What poppler reads."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return words(done.stdout.decode())


def assert_in_order(text: str, expected: list[str]) -> None:
    """Each piece stands after the one before it."""
    position = 0
    for piece in expected:
        found = text.find(words(piece), position)
        assert found >= 0, f"«{piece}» is not after «{text[max(0, position - 80) : position]}»"
        position = found + len(words(piece))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """Structure elements of a role, in reading order."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == f"/{role}":
            found.append(element)
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def alone_at_foot(pdf: bytes, heading: str) -> bool:
    """True where the heading is the last text of its page above the footer."""
    after = [page.split(heading, 1)[1].strip() for page in pages_of(pdf) if heading in page]
    assert after, f"«{heading}» is nowhere"
    return any(rest.startswith(("Folio", "Borrador")) for rest in after)
