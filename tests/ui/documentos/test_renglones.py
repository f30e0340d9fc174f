"""What the left side says, from values alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervisor_app.domain.avance import Faltante, Paso
from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    EstadoDocumento,
    Metodo,
    TipoDocumento,
)
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.papel.clase import Nombre
from supervisor_app.services.papel.informe import ClaseInforme
from supervisor_app.ui.visita.documentos.frases import note_of
from supervisor_app.ui.visita.documentos.renglones import (
    Pendiente,
    es,
    libres,
    lugares_de,
    para_cerrar,
    pendientes,
    remedio,
    renglon,
)
from tests.visita_ficticia import AHORA, expediente

LUCIA, EVARISTO = "Lucía Ñandú Peñaloza", "Evaristo Olmedo Quiñonero"


def _documento(codigo: str, *firmados: str, tinta: bool = False) -> Documento:
    archivos = [ArchivoDocumento(orden=0, metodo=Metodo.EMISION, sha256="ab" * 32, bytes=9, paginas=3, cuando=AHORA)]
    for n, campo in enumerate(firmados, start=1):
        datos = archivos[0].model_dump() | {"orden": n, "metodo": Metodo.EFIRMA, "campo": campo, "rfc": "XAXX010101000"}
        archivos.append(ArchivoDocumento.model_validate(datos))
    if tinta:
        archivos.append(
            ArchivoDocumento.model_validate(archivos[0].model_dump() | {"orden": 9, "metodo": Metodo.TINTA})
        )
    return Documento(
        id=f"doc-{codigo}",
        visita_id="v",
        revision=1,
        tipo=TipoDocumento.CEDULA,
        clave=codigo,
        version=1,
        folio=f"V-{codigo}",
        titulo=f"Cédula {codigo}",
        registro_sha256="cd" * 32,
        huella="h",
        campos=(
            CampoDeFirma(campo="Uno", nombre=LUCIA, cargo="Supervisora"),
            CampoDeFirma(campo="Dos", nombre=EVARISTO, cargo="Titular", obligatorio=False),
        ),
        creado=AHORA,
        archivos=tuple(archivos),
    )


def _fila(codigo: str, estado: EstadoDocumento, documento: Documento | None = None, falta: str = "") -> FilaDocumento:
    nombre = Nombre(f"Cédula {codigo} · Prueba", f"Cédula {codigo}", f"la cédula {codigo}")
    return FilaDocumento(TipoDocumento.CEDULA, codigo, nombre, documento, estado, falta)


NUEVA = _fila("CO-90", EstadoDocumento.SIN_EMITIR)
LISTA = _fila("CO-91", EstadoDocumento.LISTO, _documento("CO-91"))
VIEJA = _fila("CO-92", EstadoDocumento.DESACTUALIZADO, _documento("CO-92"))
FIRMADA = _fila("CO-93", EstadoDocumento.FIRMADO, _documento("CO-93", "Uno"))
INFORME = FilaDocumento(
    TipoDocumento.INFORME, "", ClaseInforme().nombre(expediente(), ""), None, EstadoDocumento.SIN_EMITIR
)


def test_one_document_is_named_and_several_are_counted() -> None:
    assert [p.texto for p in pendientes((), (NUEVA, LISTA, VIEJA))] == [
        "Emitir la cédula CO-90",
        "Emitir una versión nueva de la cédula CO-92",
        "Firmar la cédula CO-91",
    ]
    assert [p.texto for p in pendientes((), (NUEVA, INFORME))] == ["Emitir 2 documentos"]


def test_the_preposition_melts_into_the_article() -> None:
    viejo = replace(INFORME, estado=EstadoDocumento.DESACTUALIZADO, documento=_documento("CO-92"))
    assert [p.texto for p in pendientes((), (viejo,))] == ["Emitir una versión nueva del informe"]


def test_what_an_incomplete_document_misses_is_said_once_where_it_is_mended() -> None:
    falta = Faltante(Paso.CEDULAS, "CO-90: falta 1 respuesta", "CO-90-01")
    incompleta = _fila("CO-90", EstadoDocumento.SIN_EMITIR, falta="Falta 1 respuesta")
    assert pendientes((falta,), (incompleta,)) == (Pendiente(falta.texto, "cedulas", "CO-90-01"),)
    assert remedio(incompleta, (falta,)) == Pendiente(falta.texto, "cedulas", "CO-90-01")


def test_what_only_warns_does_not_hold_back() -> None:
    aviso = Faltante(Paso.INFORME, "Revise el pliego", "numero_pliego", impide_cerrar=False)
    assert pendientes((aviso,), (FIRMADA,)) == ()


def test_a_refusal_of_the_service_is_said_even_without_a_place() -> None:
    assert para_cerrar((), (FIRMADA,), ("Algo más falta",)) == (Pendiente("Algo más falta", "documentos"),)


@pytest.mark.parametrize(
    ("fila", "pill", "kind"),
    [
        (NUEVA, "Sin emitir", "na"),
        (_fila("CO-90", EstadoDocumento.SIN_EMITIR, falta="Falta 1 respuesta"), "Sin emitir", "warn"),
        (LISTA, "Listo para firma", "na"),
        (_fila("CO-91", EstadoDocumento.LISTO, _documento("CO-91", "Dos")), "En firma", "accent"),
        (VIEJA, "Desactualizado", "warn"),
        (FIRMADA, "Firmado · e.firma", "ok"),
        (_fila("CO-94", EstadoDocumento.TINTA, _documento("CO-94", tinta=True)), "Para firma autógrafa", "na"),
    ],
)
def test_every_state_has_its_pill(fila: FilaDocumento, pill: str, kind: str) -> None:
    row = renglon(fila)
    assert (row.pill, row.pill_kind) == (pill, kind)
    assert row.pill_icon


def test_the_obligatory_place_comes_first() -> None:
    assert [c.campo for c in libres(_documento("CO-91"))] == ["Uno", "Dos"]
    assert [c.campo for c in libres(_documento("CO-91", "Uno"))] == ["Dos"]


def test_the_places_of_a_person_are_those_that_wait_for_them_now() -> None:
    filas = (NUEVA, LISTA, VIEJA, FIRMADA)
    assert [p.documento.clave for p in lugares_de("LUCIA ÑANDU PEÑALOZA", filas)] == ["CO-91"]
    assert [p.documento.clave for p in lugares_de(EVARISTO, filas)] == ["CO-91", "CO-93"]
    assert lugares_de("", filas) == ()


def test_a_document_answers_to_its_names() -> None:
    assert all(es(LISTA, what) for what in ("cedula:CO-91", "CO-91", "doc-CO-91"))
    assert es(INFORME, "informe")
    assert not es(INFORME, "")


def test_a_stale_document_says_that_it_is_not_signed_any_more() -> None:
    assert "Emita una versión nueva" in note_of(VIEJA, VIEJA.documento, current=True, closed=False)
    assert "hay una más nueva" in note_of(LISTA, VIEJA.documento, current=False, closed=False)


def test_only_the_icon_of_a_cedula_stands_for_its_first_word() -> None:
    nombre = Nombre("Cédula de seguimiento", "Cédula de seguimiento", "la cédula de seguimiento")
    seguimiento = replace(NUEVA, tipo=TipoDocumento.SEGUIMIENTO, clave="", nombre=nombre)

    assert (renglon(NUEVA).title, renglon(seguimiento).title) == ("CO-90 · Prueba", "Cédula de seguimiento")
