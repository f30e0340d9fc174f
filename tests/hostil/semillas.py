"""Good inputs for every boundary, small and fictitious, from which mutations start. Made here, so that none is kept."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from supervisor_app import paths

AHORA: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
Semillas = Callable[[], Iterator[bytes]]


def imagenes() -> Iterator[bytes]:
    from tests.services.imagenes import fotos

    for formato in fotos.TIPOS:
        yield fotos.foto(formato, 12, 8)
    yield fotos.foto("JPEG", 12, 8, con=fotos.exif(6))
    yield fotos.foto("JPEG", 12, 8, progressive=True)
    yield fotos.foto("TIFF", 12, 8, compression="tiff_lzw")
    yield fotos.foto("TIFF", 12, 8, compression="tiff_deflate")
    yield fotos.foto("PNG", 12, 8, con=fotos.exif(3))
    yield fotos.animado("GIF")
    yield fotos.animado("WEBP")
    yield fotos.animado("PNG")


def codigos() -> Iterator[bytes]:
    yield from imagenes()
    import zxingcpp
    from PIL import Image

    texto = "F:V-2026-001-INF D:2026-06-12 S:9F86D081884C7D659A2FEAA0C55AD015"
    codigo = zxingcpp.create_barcode(texto, zxingcpp.BarcodeFormat.QRCode)
    salida = io.BytesIO()
    Image.fromarray(zxingcpp.write_barcode_to_image(codigo, scale=2)).save(salida, "PNG")
    yield salida.getvalue()


@functools.cache
def libro_de_cedula() -> bytes:
    from tests.services.xlsform.libros import AJUSTES, libro

    survey = (
        ("type", "name", "label", "relevant", "constraint", "constraint_message"),
        ("integer", "n", "¿Cuántos?", "", ". > 0", "Más de cero."),
        ("select_one l", "s", "¿Cuál?", "${n} > 1", "", ""),
        ("begin_repeat", "r", "Filas", "", "", ""),
        ("text", "t", "¿Qué?", "", "regex(., '^[a-z]+$')", "Minúsculas."),
        ("end_repeat", "", "", "", "", ""),
    )
    return libro(
        {
            "survey": survey,
            "choices": (("list_name", "name", "label"), ("l", "a", "Una"), ("l", "b", "Otra")),
            "settings": AJUSTES,
        }
    )


def _parte(nombre: str) -> Semillas:
    def partes() -> Iterator[bytes]:
        with zipfile.ZipFile(io.BytesIO(libro_de_cedula())) as libro:
            yield libro.read(nombre)
        yield (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
            b'<c r="A1" t="inlineStr"><is><t>Importe</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="b"><v>1</v>'
            b'</c><c r="D1" s="1"><f>1+1</f><v>45000.5</v></c></row></sheetData></worksheet>'
        )

    return partes


def libros() -> Iterator[bytes]:
    yield libro_de_cedula()


LISTADO: Final = (
    'Registro patronal,Razón social,Importe,Fecha\nY5412345101,Empresa Ficticia SA,"1,234.50",05/06/2026\n'
    "Y5412345102,=1+1,0012,2026-06-05\n"
)


def listados() -> Iterator[bytes]:
    yield LISTADO.encode()
    yield LISTADO.replace(",", "\t").encode("utf-16")
    yield LISTADO.replace(",", ";").encode("cp1252")
    yield libro_de_cedula()


def canonicos() -> Iterator[bytes]:
    from supervisor_app.services.universos.verbos import armar_universo, leer_listado

    listado = leer_listado("listado.csv", LISTADO.encode())
    yield armar_universo(listado, listado.propuesta.columnas, listado.propuesta.encabezado).universo.canonico


def unidades() -> Iterator[bytes]:
    yield b"tipo,ooad,subdelegacion,numero,nombre,localidad\nUMF,06,01,19,UMF 19,Colima\nOFC,6,1,,Cobros,x\n"


def definiciones() -> Iterator[bytes]:
    yield (
        'codigo: CO-02\nversion: 1\ntitulo: "Prueba"\nvigente_al: 2026-11-21\ndepartamento: cobranza\n'
        'seccion_manual: "7.1.3"\nproceso: Cobro\nunidades: [SUB]\nitems:\n  - id: CO-02-01\n    tipo: numero\n'
        "    pregunta: ¿Cuántos?\n    apartado: Uno\n    fundamento: [JSAC:7.1.3:3]\n    evidencia: Expediente\n"
        "    restricciones:\n      - expresion: \"regex(., '^[0-9]+$') and . < 5\"\n        mensaje: No.\n"
    ).encode()


def expresiones() -> Iterator[bytes]:
    for texto in (
        "if(${a} > 1, 'x', concat(${t}, 2))",
        "regex(${t}, '^(a|b)*[0-9]{1,3}$')",
        "sum(${r}[m > 1]/m) div count(${r})",
        "format-date(${f}, '%Y-%n-%e') = date('2026-01-01')",
        "selected(${f}, 'si') and not(${a} mod 2 = 1)",
        "instance('l')/root/item[region = 'oeste']/label",
        "join(' ', randomize(${r}/m, 3), substring(${t}, 2, 4), round(1.5, 1), pow(2, 3))",
        "indexed-repeat(${m}, ${r}, 1) * position(..) + decimal-date-time(now())",
        "digest(${t}, 'SHA-256', 'hex') != base64-decode('aG9sYQ==')",
        "area('1 2 0 0; 3 4 0 0') + weighted-checklist(1, 2, true(), 3)",
    ):
        yield texto.encode()


def zip_de(entradas: Mapping[str, bytes]) -> bytes:
    """A ZIP whose entries are stored, of a fixed day."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for nombre, contenido in entradas.items():
            archivo.writestr(zipfile.ZipInfo(nombre), contenido)
    return salida.getvalue()


@functools.cache
def _paquete() -> bytes:
    from supervisor_app.exchange.paquete import Contenido, armar

    contenido = Contenido(
        visita_id="0f" * 16, folio="V-2026-001", revision=1, reemplaza=None, creado=AHORA,
        archivos={"registros/visita.json": b"{}\n", "evidencia/001 a.txt": b"hola"},
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as carpeta:
        return Path(str(armar(contenido, Path(carpeta)).path)).read_bytes()


def paquetes() -> Iterator[bytes]:
    yield _paquete()


@functools.cache
def copia_de_trabajo() -> bytes:
    """A copy of one record and one file, as another laptop would write it."""
    from supervisor_app.domain.fusion.version import Autoria, Version
    from supervisor_app.exchange import copia

    visita, equipo, contenido = "0f" * 16, "ab" * 16, b"hola"
    sha256 = hashlib.sha256(contenido).hexdigest()
    a = Autoria(equipo, 1, 1, "Persona Ficticia", AHORA.isoformat(), "crear")
    v = Version(visita, "evidencia", "1", (), json.dumps({"sha256": sha256}), a)
    renglon: dict[str, object] = {
        "id": v.id, "clase": v.clase, "registro": "1", "padres": [], "datos": v.datos, "decide": [], "reabre": "",
        "equipo": equipo, "operacion": 1, "cambio": 1, "quien": a.quien, "cuando": a.cuando, "que": a.que,
    }  # fmt: skip
    versiones = json.dumps(renglon).encode() + b"\n"
    cabecera = {
        "tipo": copia.TIPO, "formato": copia.FORMATO, "visita_id": visita, "folio": "V-2026-001", "titulo": "Visita",
        "equipo": equipo, "quien": a.quien, "hecha": a.cuando, "archivos": {sha256: len(contenido)}, "paquetes": [],
        "versiones": {"cuantas": 1, "sha256": hashlib.sha256(versiones).hexdigest()}, "emitidos": [],
    }  # fmt: skip
    entradas = {
        copia.VERSIONES: versiones, copia.CABECERA: json.dumps(cabecera).encode(), copia.LEEME: b"",
        f"{copia.ARCHIVOS}{sha256}": contenido,
    }  # fmt: skip
    return zip_de(entradas)


def copias() -> Iterator[bytes]:
    yield copia_de_trabajo()


@functools.cache
def pdf_sencillo() -> bytes:
    """Two small pages with words, an attachment and a form, without streams that are compressed."""
    import pikepdf

    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(200, 200))
        pagina = pdf.pages[-1].obj
        letra = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pagina.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=letra))
        pagina.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (Hola) Tj ET")
    pdf.attachments["registro.json"] = b'{"folio": "V-2026-001"}'
    salida = io.BytesIO()
    pdf.save(salida, compress_streams=False, deterministic_id=True, static_id=False)
    return salida.getvalue()


@functools.cache
def _pki() -> Any:
    from supervisor_app.signing.pki_prueba import crear_pki

    return crear_pki(datetime(2026, 6, 1, tzinfo=UTC))


@functools.cache
def _efirma() -> Any:
    from supervisor_app.signing.pki_prueba import PersonaPrueba

    persona = PersonaPrueba("PERSONA FICTICIA DE PRUEBA", "PEFF800230AB1", "PEFF800230HCMRCC01")
    un_anio = timedelta(days=365)
    return _pki().emitir(persona, desde=AHORA - un_anio, hasta=AHORA + un_anio, contrasena="contraseña")


@functools.cache
def pdf_firmado() -> bytes:
    from supervisor_app.services.firmas import Efirma, FirmasPdf

    e = _efirma()
    firmas = FirmasPdf(reloj=lambda: AHORA, anclas=(paths.recursos() / "anclas",))
    return firmas.firmar_pdf(pdf_sencillo(), Efirma(e.cer, e.key, e.contrasena))


def certificado_y_emisor() -> Any:
    from supervisor_app.signing.certificado import leer_certificado

    return leer_certificado(_efirma().cer), leer_certificado(_pki().ac)


def pdfs() -> Iterator[bytes]:
    yield pdf_sencillo()
    import pikepdf

    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_sencillo())) as pdf:
        pdf.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    yield salida.getvalue()


def pdfs_firmados() -> Iterator[bytes]:
    yield pdf_firmado()
    yield from pdfs()


def certificados() -> Iterator[bytes]:
    yield _efirma().cer
    yield b""


def llaves() -> Iterator[bytes]:
    yield _efirma().key


def autoridades() -> Iterator[bytes]:
    yield _efirma().cer
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        archivo.writestr("ac.cer", _pki().ac)
    yield salida.getvalue()


def revocaciones() -> Iterator[bytes]:
    from asn1crypto import crl

    lista = crl.CertificateList(
        {
            "tbs_cert_list": {
                "version": "v2",
                "signature": {"algorithm": "sha256_rsa"},
                "issuer": certificado_y_emisor()[1].subject,
                "this_update": crl.Time({"utc_time": AHORA}),
                "next_update": crl.Time({"utc_time": AHORA}),
                "revoked_certificates": [
                    {"user_certificate": 5, "revocation_date": crl.Time({"utc_time": AHORA})},
                ],
            },
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": b"\0" * 32,
        }
    )
    yield lista.dump()


def ajustes() -> Iterator[bytes]:
    from supervisor_app.settings import Ajustes

    yield Ajustes(nombre="Persona Ficticia", membrete=("Uno",)).model_dump_json().encode()


def respaldos() -> Iterator[bytes]:
    from supervisor_app.services.respaldos.manifiesto import BASE, Manifiesto, Motivo, Pieza

    una = Pieza(bytes=3, sha256="a1" * 32, visto=1)
    yield (
        Manifiesto(
            numero=1,
            hecho=AHORA,
            motivo=Motivo.PEDIDO,
            version="0.4.0",
            esquema=1,
            visitas=1,
            marca="ab",
            sueltos={BASE: una},
            contenidos={"archivos/a1/foto": una},
        )
        .model_dump_json()
        .encode()
    )


def feriados() -> Iterator[bytes]:
    yield b'{"agregados": [{"fecha": "2026-12-24", "nombre": "Puente"}], "quitados": ["2026-11-16"]}'


def programas() -> Iterator[bytes]:
    from supervisor_app.domain.canonico import canonico
    from supervisor_app.domain.programa import Publicados
    from tests.documents.ejemplo_programa import cancelled, moved, programme, programmed

    yield canonico(Publicados(programas=(programme(programmed(), moved(), cancelled()),)))


def actos() -> Iterator[bytes]:
    """The file of an act with evidence, and the record of one without."""
    from supervisor_app.domain.base import con
    from supervisor_app.domain.canonico import canonico
    from tests.exchange.test_acto import ACTO, HECHO

    yield HECHO
    yield canonico(con(ACTO, evidencias=()))


def recibidos() -> Iterator[bytes]:
    """One of each kind that an office publishes; earlier visits with a finding, a measure and an act."""
    from datetime import date, datetime

    from supervisor_app.domain.antecedentes_recibidos import publicados
    from supervisor_app.domain.hallazgo import Inconsistencia, Medida
    from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Antecedente, ClaseDeActo
    from supervisor_app.domain.visita import Visita
    from supervisor_app.services.recibido import contenidos
    from tests.visita_ficticia import COLIMA

    ahora, vid = datetime(2026, 3, 2, 9, tzinfo=UTC), "a" * 32
    h = Inconsistencia(id=f"{vid}:i:CO-01-01", visita_id=vid, numero=1, items=("CO-01-01",))
    m = Medida(id="m", visita_id=vid, inconsistencia_id=h.id, orden=1, texto="Poner al día", fecha=date(2026, 4, 1))
    acto = ActoDeSeguimiento(
        id="b" * 32, hallazgo_id=h.id, folio="V-2026-001-01", clase=ClaseDeActo.NOTA, motivo="Se pidió por oficio",
        cuando=ahora, quien="Jefa",
    )  # fmt: skip
    visita = Visita(id=vid, folio="V-2026-001", unidad=COLIMA, creada=ahora)
    yield contenidos.comprimidos(publicados({"c" * 64: Antecedente(visita, (), (), (h,), (m,), actos=(acto,))}))
    yield b'{"formato": 1, "cambios": {"agregados": [{"fecha": "2026-12-24", "nombre": "Puente"}], "quitados": []}}'
    yield (
        b'{"formato": 1, "umbrales": [{"clave": "diligencia_pendiente", "valor": 45, "unidad": "d\xc3\xadas", "legal": '
        b'false, "vigente_al": "2026-11-20"}]}'
    )
    yield b'{"formato": 1, "autoridades": [{"para": "firmas", "certificado": "MIIBAAAA"}]}'


def unidades_guardadas() -> Iterator[bytes]:
    yield b'{"version": 1, "unidades": [{"tipo": "UMF", "ooad": "06", "numero": "19", "nombre": "UMF No. 19"}]}'


def informes() -> Iterator[bytes]:
    from tests.documents.ejemplos import informe

    yield informe().model_dump_json(by_alias=True).encode()


def tablas_asm() -> Iterator[bytes]:
    from tests.documents.ejemplo_asm import table

    yield json.dumps(table(1).como_json(), ensure_ascii=False).encode()


def manifiestos() -> Iterator[bytes]:
    yield (paths.recursos() / "anclas" / "manifiesto.json").read_bytes()


def firmas_dibujadas() -> Iterator[bytes]:
    from tests.documents.ejemplos import dibujada

    yield dibujada().model_dump_json().encode()


def textos() -> Iterator[bytes]:
    yield LISTADO.replace(",", "\t").encode()
    yield "Indicador\tReal\tMeta\nCobranza\t1,234\t12.5 %\n• Uno\n1. Dos\nc o n  guion-\ncortado “x”\u202e".encode()
    yield b"\xed\xa0\x80 media letra"


def respuestas() -> Iterator[bytes]:
    for texto in (
        "1,234.50", "$ 12 MXN", "5 de junio de 2026", "050626", "12.5 %", "IMG_01.HEIC", "../con/aux.exe", "9f86 d081",
        "F:V-2026-001-INF D:2026-06-12 S:9F86D081884C7D659A2FEAA0C55AD015", "a" * 300,
    ):  # fmt: skip
        yield texto.encode()


def ordenes() -> Iterator[bytes]:
    yield b"verificar\na.pdf\n--json"
    yield b"firmar\na.pdf\n--cer\nx\n--key\ny\n-o\nz"
    yield b"muestras\nsortear\nx.csv\n--metodo\nsimple\n--tamano\n60"


SEMILLAS: Final[Mapping[str, Semillas]] = {
    "imagen": imagenes, "codigos": codigos, "cedula_xlsx": libros, "hoja_de_cedula": _parte("xl/worksheets/sheet1.xml"),
    "universo": listados, "hoja_de_universo": _parte("xl/worksheets/sheet1.xml"),
    "estilos_de_universo": _parte("xl/styles.xml"), "universo_exportado": canonicos, "unidades": unidades,
    "definicion": definiciones, "expresion": expresiones, "paquete": paquetes, "copia": copias,
    "pdf_firmado": pdfs_firmados, "pdf_por_firmar": pdfs_firmados, "pdf_paginas": pdfs, "pdf_escaneado": pdfs,
    "certificado": certificados, "llave": llaves, "autoridades": autoridades, "manifiesto": manifiestos,
    "revocacion": revocaciones, "ajustes": ajustes, "feriados": feriados, "unidades_guardadas": unidades_guardadas,
    "respaldo": respaldos, "programa": programas, "recibido": recibidos, "acto": actos,
    "informe_json": informes, "asm_json": tablas_asm, "firma_dibujada": firmas_dibujadas, "texto_pegado": textos,
    "respuesta": respuestas, "orden": ordenes,
}  # fmt: skip
