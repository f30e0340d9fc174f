"""The public version of a document: what is confidential is gone from every byte of it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from supervisor_app.documents.adjuntos import adjuntos_de
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.muestreo import sortear
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.version_publica import TESTADO, Testado
from supervisor_app.errors import UserError
from supervisor_app.services.version_publica import Publicada, VersionPublica, listados
from tests import verapdf
from tests.domain.muestreo.test_plan import CUANDO, universo
from tests.services.banco import Banco, texto
from tests.visita_ficticia import CONTROL, MUESTRA, contador_de_ids, fila

CEDULA, INFORME = TipoDocumento.CEDULA, TipoDocumento.INFORME
EMPRESA, RFC, REGISTRO, CREDITO = "Panadería La Ñusta", "XYZ010203AB9", "Z99-12345-10-8", "900000001"
SECRETOS = (EMPRESA, RFC, REGISTRO, CREDITO, "oficio de la empresa", "Caso delicado")


@pytest.fixture
def emitida(contestada: Banco) -> Banco:
    """With data of an employer in a note, in the cases of a muestra, in the observations and in the name of a file."""
    b = contestada
    b.hacer(comandos.anotar(b.e, CONTROL, f"Lo dijo {EMPRESA} (RFC {RFC}), registro {REGISTRO}"))
    caso = fila(1, False, referencia=f"Crédito {CREDITO}", detalle=EMPRESA, nota="Caso delicado")
    casos = [con(caso, visita_id=b.e.visita.id)]
    b.hacer(comandos.guardar_filas(b.e, MUESTRA, casos, "Capturó"))
    b.hacer(comandos.modificar_aplicada(b.e, "CO-90", observaciones=f"Se visitó a {EMPRESA.upper()}"))
    archivo = b.s.evidencias.preparar_bytes(b.e, "oficio de la empresa.txt", b"x", item_id=CONTROL.id)
    b.hacer(comandos.adjuntar(b.e, [archivo]))
    b.emitir()
    return b


def publicar(b: Banco, tipo: TipoDocumento = CEDULA, clave: str = "CO-90", **que: Any) -> Publicada:
    testado = Testado.model_validate({"palabras": [EMPRESA], "fundamento": "Art. 22 de la LSS"} | que)
    return b.s.documentos.version_publica(b.e, tipo, clave, testado)


def contenidos(pdf: bytes) -> Iterator[bytes]:
    """Every stream of a PDF without compression, every text of its objects, and what it has attached."""
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        for objeto in abierto.objects:
            if isinstance(objeto, pikepdf.Stream):
                yield objeto.read_bytes() if "/DCTDecode" not in str(objeto.get("/Filter")) else b""
            yield str(objeto).encode() if not isinstance(objeto, pikepdf.Stream) else b""
    yield from adjuntos_de(pdf).values()


def test_nothing_confidential_is_left_in_any_byte(emitida: Banco) -> None:
    pdf = publicar(emitida).pdf
    dentro = [pdf, texto(pdf).encode(), *contenidos(pdf)]
    for secreto in SECRETOS:
        for forma in (secreto, secreto.upper(), secreto.casefold()):
            crudas = (forma.encode(), forma.encode("utf-16-be"), forma.encode("latin-1", "ignore"))
            assert not [c for c in dentro for cruda in crudas if cruda in c], secreto


def test_the_document_itself_does_say_them(emitida: Banco) -> None:
    impreso = " ".join(texto(emitida.s.documentos.leer(emitida.documento())).split())
    assert [s for s in SECRETOS if s not in impreso] == []


def test_it_says_that_it_is_one_what_was_taken_out_and_by_what_law(emitida: Banco) -> None:
    impreso = " ".join(texto(publicar(emitida).pdf).split())
    assert "VERSIÓN PÚBLICA" in impreso
    assert "testado" in impreso
    assert re.search(r"RFC [12] ", impreso)
    assert "Palabras indicadas" in impreso
    assert "Fundamento: Art. 22 de la LSS" in impreso


def test_its_record_holds_the_public_values_only(emitida: Banco) -> None:
    adjuntos = adjuntos_de(publicar(emitida).pdf)
    assert list(adjuntos) == ["datos-publicos.json"]
    registro = json.loads(adjuntos["datos-publicos.json"])
    assert TESTADO in json.dumps(registro["impreso"], ensure_ascii=False)
    assert emitida.documento().registro_sha256 not in str(registro)


def test_the_hash_of_the_original_is_nowhere(emitida: Banco) -> None:
    sha256 = emitida.documento().registro_sha256[:16]
    pdf = publicar(emitida).pdf
    assert sha256 not in texto(pdf).replace(" ", "")
    assert not [c for c in contenidos(pdf) if sha256.encode() in c]


@verapdf.group
@pytest.mark.parametrize(("tipo", "clave"), [(CEDULA, "CO-90"), (INFORME, ""), (TipoDocumento.CONCENTRADO, "")])
def test_it_conforms_as_the_document_does(emitida: Banco, tmp_path: Path, tipo: TipoDocumento, clave: str) -> None:
    if tipo is TipoDocumento.CONCENTRADO:
        emitida.s.documentos.emitir(emitida.e, tipo)
    assert verapdf.broken(publicar(emitida, tipo, clave).pdf, tmp_path) == []


def test_nobody_can_sign_it(emitida: Banco) -> None:
    with pikepdf.open(io.BytesIO(publicar(emitida).pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_it_says_how_the_original_was_signed_and_nobodys_rfc(emitida: Banco) -> None:
    emitida.firmar_todo()
    impreso = " ".join(texto(publicar(emitida).pdf).split())
    assert "Firmado con e.firma el 10/06/2026" in impreso
    assert "ÑAPL850101AB1" not in impreso


def test_what_nobody_named_and_has_no_form_stays_to_be_read(emitida: Banco) -> None:
    assert "Se visitó a PANADERÍA LA ÑUSTA" in texto(publicar(emitida, palabras=[]).pdf)


def test_the_informe_has_one_too(emitida: Banco) -> None:
    pdf = publicar(emitida, INFORME, "", palabras=["Texto de prueba"]).pdf
    assert "Texto de prueba" not in texto(pdf)


def test_the_same_request_gives_the_same_bytes(emitida: Banco) -> None:
    assert publicar(emitida).pdf == publicar(emitida).pdf


def test_the_reserved_and_the_put_together_have_none(emitida: Banco) -> None:
    for tipo in (TipoDocumento.TURNADO, TipoDocumento.EXPEDIENTE):
        with pytest.raises(UserError, match="no se hace versión pública"):
            publicar(emitida, tipo, "")


def test_what_was_not_emitted_has_none(contestada: Banco) -> None:
    with pytest.raises(UserError, match="emita el documento"):
        publicar(contestada)


def test_over_what_the_visit_outgrew_there_is_none(emitida: Banco) -> None:
    emitida.hacer(comandos.anotar(emitida.e, CONTROL, "Otra cosa"))
    with pytest.raises(UserError, match="la visita cambió"):
        publicar(emitida)


def test_of_a_closed_visit_there_is_one(cerrada: Banco) -> None:
    assert publicar(cerrada, palabras=[]).nombre == "V-2026-001-CO-90-PUB-v1.pdf"


def test_the_name_of_a_file_that_was_drawn_from_is_taken_out(contestada: Banco) -> None:
    b = contestada
    plan = Plan(Metodo.SIMPLE, tamano=5, semilla="4821")
    m = registrar(
        universo(300), plan, nombre="RALE Panadería.xlsx", visita_id=b.e.visita.id, item_id=MUESTRA.id, cuando=CUANDO
    )
    e = b.e.aplicar(sortear(b.e, MUESTRA, m, universo(300), nuevo_id=contador_de_ids()).cambios)

    publica = VersionPublica(Testado(), foto="", archivos=listados(e))

    assert publica.ver("Universo: «RALE Panadería.xlsx»") == f"Universo: «{TESTADO}»"
    assert publica.cuenta["Casos y archivos"] == 1
