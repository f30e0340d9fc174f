"""Small inputs that ask for much: memory, time or depth. Each with the boundary it is for. Nothing of it is kept."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from tests.hostil import semillas
from tests.hostil.bombas_pdf import (
    pdf_de_campos_en_circulo,
    pdf_de_corriente_enorme,
    pdf_de_dibujo_sin_fin,
    pdf_de_diez_mil_firmas,
    pdf_de_indices_en_circulo,
    pdf_de_muchos_adjuntos_enormes,
    pdf_de_nombres_en_circulo,
    pdf_de_objetos_apretados,
    pdf_de_pagina_inmensa,
    pdf_de_pagina_sin_ancho,
    pdf_de_paginas_en_circulo,
    pdf_de_texto_sin_fin,
    pdf_hondo,
    pdf_que_dice_tener_mil_millones_de_paginas,
    pdf_sin_paginas,
)

Hacer = Callable[[], bytes]
_HOJA: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_FIN: Final = b"</sheetData></worksheet>"


def _libro_con(parte: str, contenido: bytes, *, mas: Mapping[str, bytes] | None = None) -> bytes:
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(semillas.libro_de_cedula())) as antes,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as despues,
    ):
        for nombre in antes.namelist():
            despues.writestr(nombre, contenido if nombre == parte else antes.read(nombre))
        if parte not in antes.namelist():
            despues.writestr(parte, contenido)
        for nombre, otro in (mas or {}).items():
            despues.writestr(nombre, otro)
    return salida.getvalue()


def _hoja(cuerpo: bytes) -> Hacer:
    return lambda: _libro_con("xl/worksheets/sheet1.xml", _HOJA + cuerpo + _FIN)


def _textos(cuantos: int) -> bytes:
    espacio = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return espacio + b"<si><t>a</t></si>" * cuantos + b"</sst>"


_RISAS: Final = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    b'<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]><worksheet>&e;</worksheet>'
)


def _miente_su_medida() -> bytes:
    """The directory says that a part of 40 MB has ten bytes."""
    libro = bytearray(_libro_con("xl/worksheets/sheet1.xml", _HOJA + b" " * 40_000_000 + _FIN))
    for firma, lugar in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        desde = libro.find(b"xl/worksheets/sheet1.xml", 0 if firma[2] == 3 else libro.find(b"PK\x01\x02"))
        inicio = libro.rfind(firma, 0, desde)
        libro[inicio + lugar : inicio + lugar + 4] = struct.pack("<I", 10)
    return bytes(libro)


# --- packages and copies --------------------------------------------------------------------------------------------


def copia_de_versiones_que_se_inflan() -> bytes:
    """Some kilobytes that become 700 MB of versions, each good."""
    return _copia(_version("1", '{"a":"' + "x" * 14_000_000 + '"}') * 50, 50)


def copia_de_muchas_versiones() -> bytes:
    return _copia(b"".join(_version(str(n), "{}") for n in range(400_000)), 400_000)


def _version(registro: str, datos: str) -> bytes:
    from supervisor_app.domain.fusion.version import Autoria, Version

    a = Autoria("ab" * 16, 1, 1, "", semillas.AHORA.isoformat(), "crear")
    v = Version("0f" * 16, "evidencia", registro, (), datos, a)
    renglon = {
        "id": v.id, "clase": v.clase, "registro": registro, "padres": [], "datos": datos, "decide": [], "reabre": "",
        "equipo": a.equipo, "operacion": 1, "cambio": 1, "quien": "", "cuando": a.cuando, "que": a.que,
    }  # fmt: skip
    return json.dumps(renglon).encode() + b"\n"


def copia_honda() -> bytes:
    return _copia(b"[" * 1_000_000 + b"\n", 1)


def _copia(versiones: bytes, cuantas: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(semillas.copia_de_trabajo())) as copia:
        entradas = {n: copia.read(n) for n in copia.namelist()}
    cabecera = json.loads(entradas["copia.json"])
    cabecera["versiones"] = {"cuantas": cuantas, "sha256": hashlib.sha256(versiones).hexdigest()}
    entradas |= {"copia.json": json.dumps(cabecera).encode(), "versiones.jsonl": versiones}
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for nombre, contenido in entradas.items():
            archivo.writestr(nombre, contenido)
    return salida.getvalue()


def acto_que_se_infla() -> bytes:
    """A record of 1.2 GB in a megabyte."""
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archivo,
        archivo.open("acto.json", "w") as registro,
    ):
        for _ in range(120):
            registro.write(b" " * 10_000_000)
    return salida.getvalue()


def zip_de_muchas_entradas() -> bytes:
    return semillas.zip_de({f"0f.r1/data/{n}": b"" for n in range(60_000)})


def zip_de_un_millon_que_no_estan() -> bytes:
    """An end of directory that promises what is not there."""
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 46, 0, 0)


# --- keys -----------------------------------------------------------------------------------------------------------


def llave_de_muchas_vueltas() -> bytes:
    from asn1crypto import algos, keys

    return bytes(
        keys.EncryptedPrivateKeyInfo(
            {
                "encryption_algorithm": algos.EncryptionAlgorithm(
                    {
                        "algorithm": "pbes2",
                        "parameters": {
                            "key_derivation_func": {
                                "algorithm": "pbkdf2",
                                "parameters": {
                                    "salt": algos.Pbkdf2Salt(name="specified", value=b"12345678"),
                                    "iteration_count": 2_000_000_000,
                                    "prf": {"algorithm": "sha1"},
                                },
                            },
                            "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": b"\0" * 16},
                        },
                    }
                ),
                "encrypted_data": b"\0" * 64,
            }
        ).dump()
    )


def llave_que_pide_memoria() -> bytes:
    """scrypt (RFC 7914) with a cost that asks for 32 GB."""
    from asn1crypto import core

    class _Parametros(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
        _fields = [("salt", core.OctetString), ("n", core.Integer), ("r", core.Integer), ("p", core.Integer)]  # noqa: RUF012

    scrypt = _Parametros({"salt": b"12345678", "n": 2**25, "r": 8, "p": 1}).dump()
    kdf = _secuencia(bytes.fromhex("06092b06010401da47040b") + scrypt)
    cifra = _secuencia(bytes.fromhex("060960864801650304012a") + b"\x04\x10" + bytes(16))
    pbes2 = _secuencia(bytes.fromhex("06092a864886f70d01050d") + _secuencia(kdf + cifra))
    return _secuencia(pbes2 + b"\x04\x40" + bytes(64))


def _secuencia(dentro: bytes) -> bytes:
    largo = bytes([len(dentro)]) if len(dentro) < 128 else b"\x82" + struct.pack(">H", len(dentro))
    return b"\x30" + largo + dentro


def certificado_hondo() -> bytes:
    dentro = b"\x05\x00"
    for _ in range(9_000):
        dentro = _secuencia(dentro)
    return dentro


def zip_de_autoridades() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for n in range(200):
            archivo.writestr(f"{n}.cer", bytes(64 * 1024))
    return salida.getvalue()


BOMBAS: Final[Mapping[str, tuple[str, Hacer]]] = {
    "yaml: dos millones de renglones": ("definicion", lambda: b"- a\n" * 2_000_000),
    "yaml: dos millones de claves": ("definicion", lambda: b"".join(b"a%d: 1\n" % n for n in range(700_000))),
    "yaml: una clave de 8 MB": ("definicion", lambda: b"? " + b"a" * 7_900_000 + b"\n: 1\n"),
    "yaml: corchetes": ("definicion", lambda: b"[" * 8_000_000),
    "yaml: un texto con sangria de 8 MB": ("definicion", lambda: b"a: |\n" + b"  x\n" * 1_900_000),
    "yaml: comentarios": ("definicion", lambda: b"#\n" * 3_900_000 + b"a: 1"),
    "yaml: numero de un millon de cifras": ("definicion", lambda: b"version: " + b"9" * 1_000_000),
    "yaml: sesenta y seis": ("definicion", lambda: b"version: " + b"1:" * 500_000 + b"1"),
    "xlsform: hoja de 60 MB": ("cedula_xlsx", _hoja(b"<row/>" * 10_000_000)),
    "xlsform: celdas vacias": ("cedula_xlsx", _hoja(b"<row>" + b"<c/>" * 12_000_000 + b"</row>")),
    "xlsform: entidades": ("cedula_xlsx", lambda: _libro_con("xl/worksheets/sheet1.xml", _RISAS)),
    "xlsform: textos": ("cedula_xlsx", lambda: _libro_con("xl/sharedStrings.xml", _textos(3_000_000))),
    "xlsform: XML hondo": ("cedula_xlsx", _hoja(b"<row>" * 1_000_000)),
    "xlsform: estilos": (
        "cedula_xlsx",
        lambda: _libro_con(
            "xl/styles.xml",
            b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
            + b'<xf numFmtId="0"/>' * 2_500_000 + b"</cellXfs></styleSheet>",
        ),
    ),
    "xlsform: fila dos mil millones": (
        "cedula_xlsx", _hoja(b'<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')
    ),
    "universo: filas vacias": ("universo", _hoja(b"<row/>" * 40_000_000)),
    "universo: celdas vacias": ("universo", _hoja(b"<row>" + b"<c/>" * 40_000_000 + b"</row>")),
    "universo: textos": ("universo", lambda: _libro_con("xl/sharedStrings.xml", _textos(20_000_000))),
    "universo: entidades": ("universo", lambda: _libro_con("xl/worksheets/sheet1.xml", _RISAS)),
    "universo: miente su medida": ("universo", _miente_su_medida),
    "universo: columna ZZZ": ("universo", _hoja(b'<row><c r="ZZZ1"><v>1</v></c></row>')),
    "universo: CSV de comas": ("universo", lambda: (b"a" + b"," * 199 + b"\n") * 500_000),
    "universo: CSV de una linea": ("universo", lambda: b"a," * 40_000_000),
    "universo: CSV de comillas": ("universo", lambda: b'"a\n' * 20_000_001),
    "universo: CSV de filas de mas": ("universo", lambda: b"a,1\n" * 1_000_000),
    "unidades: 5 MB de comillas": ("unidades", lambda: b'tipo,ooad\n"' + b"x" * 4_900_000),
    "unidades: 5 MB de columnas": ("unidades", lambda: b"tipo,ooad" + b",x" * 2_400_000),
    "json: hondo": ("informe_json", lambda: b"[" * 4_000_000),
    "json: un millon de datos de mas": (
        "informe_json", lambda: b"{" + b",".join(b'"a%d":1' % n for n in range(600_000)) + b"}"
    ),
    "json: numero": ("informe_json", lambda: b'{"a":' + b"9" * 5_000_000 + b"}"),
    "json: asm de mas": ("asm_json", lambda: b'{"aspectos":[' + b",".join([b"1"] * 2_000_000) + b"]}"),
    "ajustes: 100 MB": ("ajustes", lambda: b'{"nombre":"' + b"x" * 100_000_000 + b'"}'),
    "ajustes: honda": ("ajustes", lambda: b"[" * 5_000_000),
    "feriados: 50 MB": ("feriados", lambda: b'{"quitados":[' + b",".join([b'"2026-01-01"'] * 3_000_000) + b"]}"),
    "manifiesto: 50 MB": ("manifiesto", lambda: b'{"autoridades":[' + b",".join([b"{}"] * 10_000_000) + b"]}"),
    "copia: versiones que se inflan": ("copia", copia_de_versiones_que_se_inflan),
    "copia: un millon de versiones": ("copia", copia_de_muchas_versiones),
    "copia: honda": ("copia", copia_honda),
    "paquete: muchas entradas": ("paquete", zip_de_muchas_entradas),
    "paquete: directorio que no esta": ("paquete", zip_de_un_millon_que_no_estan),
    "pdf: paginas en circulo": ("pdf_firmado", pdf_de_paginas_en_circulo),
    "pdf: indices en circulo": ("pdf_firmado", pdf_de_indices_en_circulo),
    "pdf: hondo": ("pdf_firmado", pdf_hondo),
    "acto: se infla": ("acto", acto_que_se_infla),
    "pdf: nombres en circulo": ("pdf_firmado", pdf_de_nombres_en_circulo),
    "pdf: campos en circulo": ("pdf_firmado", pdf_de_campos_en_circulo),
    "pdf: diez mil firmas": ("pdf_firmado", pdf_de_diez_mil_firmas),
    "pdf: corriente enorme": ("pdf_firmado", pdf_de_corriente_enorme),
    "pdf: adjuntos enormes": ("pdf_firmado", pdf_de_muchos_adjuntos_enormes),
    "pdf: objetos apretados": ("pdf_firmado", pdf_de_objetos_apretados),
    "pdf: sin paginas": ("pdf_firmado", pdf_sin_paginas),
    "por firmar: campos en circulo": ("pdf_por_firmar", pdf_de_campos_en_circulo),
    "por firmar: paginas en circulo": ("pdf_por_firmar", pdf_de_paginas_en_circulo),
    "por firmar: corriente enorme": ("pdf_por_firmar", pdf_de_corriente_enorme),
    "por firmar: adjuntos enormes": ("pdf_por_firmar", pdf_de_muchos_adjuntos_enormes),
    "por firmar: hondo": ("pdf_por_firmar", pdf_hondo),
    "por firmar: sin paginas": ("pdf_por_firmar", pdf_sin_paginas),
    "por firmar: diez mil firmas": ("pdf_por_firmar", pdf_de_diez_mil_firmas),
    "paginas: dibujo sin fin": ("pdf_paginas", pdf_de_dibujo_sin_fin),
    "paginas: en circulo": ("pdf_paginas", pdf_de_paginas_en_circulo),
    "paginas: mil millones": ("pdf_paginas", pdf_que_dice_tener_mil_millones_de_paginas),
    "paginas: inmensa": ("pdf_paginas", pdf_de_pagina_inmensa),
    "paginas: sin ancho": ("pdf_paginas", pdf_de_pagina_sin_ancho),
    "paginas: hondo": ("pdf_paginas", pdf_hondo),
    "paginas: texto sin fin": ("pdf_paginas", pdf_de_texto_sin_fin),
    "escaneo: paginas en circulo": ("pdf_escaneado", pdf_de_paginas_en_circulo),
    "escaneo: corriente enorme": ("pdf_escaneado", pdf_de_corriente_enorme),
    "escaneo: sin paginas": ("pdf_escaneado", pdf_sin_paginas),
    "llave: vueltas": ("llave", llave_de_muchas_vueltas),
    "llave: memoria": ("llave", llave_que_pide_memoria),
    "certificado: hondo": ("certificado", certificado_hondo),
    "autoridades: ZIP": ("autoridades", zip_de_autoridades),
    "revocacion: honda": ("revocacion", certificado_hondo),
    "texto: 50 MB": ("texto_pegado", lambda: "ñ a\n".encode() * 10_000_000),
    "texto: 50 MB de tabuladores": ("texto_pegado", lambda: b"a\t" * 25_000_000),
    "texto: tabla ancha y larga": ("texto_pegado", lambda: b"a\n" * 900_000 + b"\t" * 900_000 + b"a"),
    "texto: tabla de espacios": ("texto_pegado", lambda: b"1 Aspecto." + b" " * 900_000 + b"x. 01/02/2026 y"),
    "texto: punto y espacios": ("texto_pegado", lambda: b"1 Aspecto." + b" " * 900_000 + b"x.y\n01/02/2026"),
    "texto: encabezados repetidos": ("texto_pegado", lambda: b"evaluaciones externas " * 40_000 + b"\n1 a\n"),
    "texto: una palabra de 1 MB": ("texto_pegado", lambda: b"x" * 990_000 + b"\t1\n"),
    "texto: comas": ("texto_pegado", lambda: b"1" + b",111" * 240_000),
    "asm: renglones iguales": (
        "asm_json", lambda: b'{"aspectos":[' + b",".join([b'{"aspecto":"a"}'] * 150_000) + b"]}"
    ),
    "respuesta: 50 MB": ("respuesta", lambda: b"1" * 50_000_000),
    "respuesta: 50 MB de espacios": ("respuesta", lambda: b" " * 50_000_000 + b"1"),
    "expresion: parentesis": ("expresion", lambda: b"(" * 10_000),
    "expresion: sumas": ("expresion", lambda: b"1" + b"+1" * 4_900),
    "expresion: predicados": ("expresion", lambda: b"count(${r}" + b"[count(${r})=2]" * 600 + b")"),
    "expresion: regular": ("expresion", lambda: b"regex(${t}, '(([a-z ])+.)+[A-Z]([a-z])+$')"),
    "expresion: potencias": ("expresion", lambda: b"pow(9999999999, 9999999999) + exp10(99999999)"),
    "expresion: negaciones": ("expresion", lambda: b"-" * 9_000 + b"1"),
}  # fmt: skip

PRONTAS: Final = (
    "yaml: dos millones de renglones", "yaml: corchetes", "yaml: sesenta y seis", "xlsform: hoja de 60 MB",
    "xlsform: entidades", "universo: entidades", "universo: columna ZZZ", "json: un millon de datos de mas",
    "json: asm de mas", "asm: renglones iguales", "ajustes: honda", "manifiesto: 50 MB", "copia: honda",
    "paquete: directorio que no esta", "pdf: paginas en circulo", "pdf: indices en circulo", "pdf: hondo",
    "pdf: nombres en circulo", "pdf: campos en circulo", "pdf: sin paginas", "paginas: mil millones",
    "paginas: inmensa", "escaneo: paginas en circulo", "llave: vueltas", "llave: memoria", "certificado: hondo",
    "texto: tabla de espacios", "expresion: sumas", "expresion: regular", "expresion: predicados",
)  # fmt: skip
"""Those that ``make test`` measures, a tenth of a second each; ``make fuzz`` measures all."""
