"""Attacks on the public version: getting back what was taken out, from whatever the file carries besides its words."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator

import pikepdf
import pytest

from supervisor_app.documents.adjuntos import adjuntos_de
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.informe import Firmantes, SegundaFirma
from supervisor_app.domain.version_publica import TESTADO, Testado
from supervisor_app.services.version_publica import VersionPublica
from tests.services.banco import Banco, texto
from tests.visita_ficticia import CONTROL, MUESTRA, fila

CEDULA, INFORME = TipoDocumento.CEDULA, TipoDocumento.INFORME
RARAS = "\u0174\u0176\u01fe"
"""Letters that no word of any document has."""
NOMBRE = f"Comercial {RARAS} del Pac\u00edfico"


def publicar(b: Banco, tipo: TipoDocumento = CEDULA, clave: str = "CO-90", *palabras: str) -> bytes:
    return b.s.documentos.version_publica(b.e, tipo, clave, Testado(palabras=palabras)).pdf


@pytest.fixture
def con_nombre(contestada: Banco) -> Banco:
    b = contestada
    b.hacer(comandos.anotar(b.e, CONTROL, f"Lo dijo {NOMBRE}"))
    b.hacer(comandos.modificar_aplicada(b.e, "CO-90", observaciones=f"Se visit\u00f3 a {NOMBRE}"))
    caso = con(fila(1, False, referencia=NOMBRE, detalle=NOMBRE, nota=NOMBRE), visita_id=b.e.visita.id)
    b.hacer(comandos.guardar_filas(b.e, MUESTRA, [caso], "Captur\u00f3"))
    archivo = b.s.evidencias.preparar_bytes(b.e, f"oficio de {NOMBRE}.txt", b"x", item_id=CONTROL.id)
    b.hacer(comandos.adjuntar(b.e, [archivo]))
    b.emitir()
    return b


def corrientes(pdf: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        for objeto in abierto.objects:
            if isinstance(objeto, pikepdf.Stream) and "/DCTDecode" not in str(objeto.get("/Filter")):
                yield objeto.read_bytes()


def letras(pdf: bytes) -> set[int]:
    """Every sign that the fonts of the file say they can show."""
    hechas: set[int] = set()
    for corriente in corrientes(pdf):
        if b"begincmap" in corriente:
            hechas |= {int(n, 16) for n in re.findall(rb"<([0-9A-Fa-f]{4})>", corriente)}
    return hechas


def test_the_fonts_do_not_tell_which_letters_were_taken_out(con_nombre: Banco) -> None:
    """A font in a file holds the letters that it shows; a letter that only the name had would give it away."""
    entero = con_nombre.s.documentos.leer(con_nombre.documento())
    assert {ord(letra) for letra in RARAS} <= letras(entero)
    publico = publicar(con_nombre, CEDULA, "CO-90", NOMBRE)
    assert not {ord(letra) for letra in RARAS} & letras(publico)


def test_another_name_taken_out_gives_the_same_pages_and_record(con_nombre: Banco) -> None:
    """Neither the length of the lines nor how often a thing is counted depends on the name."""
    uno = publicar(con_nombre, CEDULA, "CO-90", NOMBRE)
    b, otro = con_nombre, "Otra Muy Distinta y Bastante M\u00e1s Larga"
    b.hacer(comandos.anotar(b.e, CONTROL, f"Lo dijo {otro}"))
    b.hacer(comandos.modificar_aplicada(b.e, "CO-90", observaciones=f"Se visit\u00f3 a {otro}"))
    caso = con(fila(1, False, referencia=otro, detalle=otro, nota=otro), visita_id=b.e.visita.id)
    b.hacer(comandos.guardar_filas(b.e, MUESTRA, [caso], "Captur\u00f3"))
    b.s.documentos.emitir(b.e, CEDULA, "CO-90")
    assert _sin_version(publicar(b, CEDULA, "CO-90", otro)) == _sin_version(uno)


def _sin_version(pdf: bytes) -> tuple[str, str]:
    registro = json.loads(adjuntos_de(pdf)["datos-publicos.json"])
    impreso = re.sub(r"Versi\u00f3n \d|[0-9a-f]{4}", "", texto(pdf))
    return json.dumps(registro["impreso"], sort_keys=True), impreso


def test_nothing_was_left_behind_in_the_file(con_nombre: Banco) -> None:
    """No earlier revision, no free object, no bytes between objects: all of it is in what the index names."""
    publico = publicar(con_nombre, CEDULA, "CO-90", NOMBRE)
    assert publico.count(b"%%EOF") == 1
    assert publico.count(b"startxref") == 1
    sueltos = []
    for hallado in re.finditer(rb"stream\r?\n", publico):
        try:
            sueltos.append(zlib.decompressobj().decompress(publico[hallado.end() :]))
        except zlib.error:
            continue
    assert len(sueltos) > 5
    for forma in (NOMBRE.encode(), NOMBRE.encode("utf-16-be"), RARAS.encode(), RARAS.encode("utf-16-be")):
        assert not any(forma in suelto for suelto in (publico, *sueltos))
    with pikepdf.open(io.BytesIO(publico)) as abierto:
        assert not {"/PieceInfo", "/Dests", "/AcroForm"} & set(abierto.Root.keys())
        assert list(abierto.attachments) == ["datos-publicos.json"]


def test_hidden_between_unseen_signs_it_goes_too(contestada: Banco) -> None:
    b = contestada
    b.hacer(
        comandos.anotar(b.e, CONTROL, "Lo dijo Comercial\u200b del Pac\u00ad\u00edfico, r\u200bfc xyz010203\u2060ab9")
    )
    b.emitir()
    impreso = " ".join(texto(publicar(b, CEDULA, "CO-90", "Comercial del Pac\u00edfico")).split())
    assert "Lo dijo testado, rfc testado" in impreso


def test_who_signs_is_taken_out_too_where_it_is_asked_for(contestada: Banco) -> None:
    """Also the superior and the second signer, who are in no part of what the document says."""
    b, superior, segunda = contestada, "Rosa Ilhuicamina N\u00fa\u00f1ez", "Aldonza Lorenzo Corchuelo"
    quien = Persona(nombre=superior, cargo="Jefa de Servicios")
    b.hacer(comandos.modificar_visita(b.e, "Superior", superior=quien, visto_bueno=("informe", "cedula")))
    assert b.e.informe is not None
    firmantes = Firmantes(segunda=SegundaFirma(nombre=segunda, cargo="Titular"))
    b.hacer(comandos.guardar_informe(b.e, con(b.e.informe, firmantes=firmantes), "Firmantes"))
    b.emitir()
    for tipo, clave in ((CEDULA, "CO-90"), (INFORME, "")):
        publico = publicar(b, tipo, clave, superior, segunda)
        dichos = [" ".join(texto(publico).split()).encode(), *corrientes(publico)]
        for nombre in (superior, segunda):
            assert not any(nombre.encode() in dicho or nombre.encode("utf-16-be") in dicho for dicho in dichos)


def test_no_hash_of_data_is_left_to_try_on() -> None:
    """The only case of a universe could be found by its hash: nine digits are soon tried."""
    publica = VersionPublica(Testado(), foto="")
    sorteo = (("Huella del universo (SHA-256)", "ab12" * 16), ("Universo", "1 renglón, huella " + "AB12" * 16 + ", $9"))
    assert publica.ver(sorteo) == (
        ("Huella del universo (SHA-256)", TESTADO),
        ("Universo", f"1 renglón, huella {TESTADO}, $9"),
    )
    assert publica.cuenta["Huellas de datos"] == 2
