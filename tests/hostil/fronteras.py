"""Every place where bytes or text of strangers come in, as a function of bytes: it may refuse in a sentence, no more.

What is raised besides is a defect. The same functions are replayed on the corpus by ``make test``, given mutations by
hypothesis, and driven by the coverage of ``make fuzz``. They must never leave a file behind.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from supervisor_app import paths
from tests.hostil.frases import dicho_en_espanol, exigir_frase
from tests.hostil.fronteras_guardadas import (
    acto,
    ajustes,
    feriados,
    programa,
    recibido,
    respaldo,
    unidades_guardadas,
)
from tests.hostil.taller import AHORA, archivo, definiciones

Frontera = Callable[[bytes], None]


def _texto(contenido: bytes) -> str:
    """What a clipboard or a field may hold: half characters too."""
    return contenido.decode("utf-8", "surrogatepass" if b"\xed" in contenido else "replace")


def texto_de(contenido: bytes) -> str:
    try:
        return _texto(contenido)
    except UnicodeDecodeError:
        return contenido.decode("latin-1")


# --- pictures -------------------------------------------------------------------------------------------------------


def imagen(contenido: bytes) -> None:
    from supervisor_app.services.ingreso import hacer_pieza

    with dicho_en_espanol():
        pieza = hacer_pieza("foto", contenido, lado=64)
        exigir_frase(pieza.aviso or "Bien.")


def codigos(contenido: bytes) -> None:
    from supervisor_app.services.cotejo import leer_sellos

    with dicho_en_espanol():
        leer_sellos("hoja.jpg", contenido)


# --- sheets and listings --------------------------------------------------------------------------------------------


def cedula_xlsx(contenido: bytes) -> None:
    from supervisor_app.services.xlsform.importar import importar

    with dicho_en_espanol():
        for problema in importar(contenido, definiciones().contexto, date(2026, 11, 21)).problemas:
            exigir_frase(str(problema))


def _con_parte(parte: str, xml: bytes) -> bytes:
    """A workbook whose one part is this."""
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_libro())) as antes, zipfile.ZipFile(salida, "w") as despues:
        for nombre in antes.namelist():
            despues.writestr(nombre, xml if nombre == parte else antes.read(nombre))
    return salida.getvalue()


@functools.cache
def _libro() -> bytes:
    from tests.hostil import semillas

    return semillas.libro_de_cedula()


def hoja_de_cedula(contenido: bytes) -> None:
    """The XML of the first sheet of an XLSForm; the ZIP around it is good."""
    cedula_xlsx(_con_parte("xl/worksheets/sheet1.xml", contenido))


def universo(contenido: bytes) -> None:
    from supervisor_app.services.universos.verbos import armar_universo, leer_listado

    with dicho_en_espanol():
        nombre = "listado.xlsx" if contenido[:2] == b"PK" else "listado.csv"
        listado = leer_listado(nombre, contenido)
        armado = armar_universo(listado, listado.propuesta.columnas, listado.propuesta.encabezado)
        for aviso in armado.avisos:
            exigir_frase(aviso)


def hoja_de_universo(contenido: bytes) -> None:
    universo(_con_parte("xl/worksheets/sheet1.xml", contenido))


def estilos_de_universo(contenido: bytes) -> None:
    universo(_con_parte("xl/styles.xml", contenido))


def universo_exportado(contenido: bytes) -> None:
    from supervisor_app.domain.muestreo.universo import leer_canonico
    from supervisor_app.services.universos.exporta import a_csv, a_xlsx

    with dicho_en_espanol():
        u = leer_canonico(contenido)
        a_csv(u, range(1, len(u) + 1))
        a_xlsx(u, range(1, len(u) + 1))


def unidades(contenido: bytes) -> None:
    from supervisor_app.services.unidades_csv import importar_unidades_csv

    for problema in importar_unidades_csv(contenido, definiciones().ooad)[1]:
        exigir_frase(problema.mensaje)


# --- definitions ----------------------------------------------------------------------------------------------------


def definicion(contenido: bytes) -> None:
    from supervisor_app.services.lectura_definiciones import leer_cedula

    leida = leer_cedula(archivo("CO-02.yaml", contenido), definiciones().contexto)
    for problema in leida.problemas:
        exigir_frase(problema.mensaje)


def expresion(contenido: bytes) -> None:
    from supervisor_app.domain.logica.ambiente import Ambiente
    from supervisor_app.domain.logica.evaluacion import Estado, FilaDada
    from supervisor_app.domain.logica.forma import FormaIncorrecta
    from supervisor_app.domain.logica.sesion import evaluar
    from tests.hostil.forma import forma_con

    try:
        compilada = forma_con(texto_de(contenido))
    except FormaIncorrecta as error:
        for falla in error.fallas:
            exigir_frase(falla.mensaje)
        return
    estado = Estado(
        {"a": "5", "t": "años 2026-11-21 " * 20, "f": "2026-11-21"},
        {"r": (FilaDada("1", {"m": "3"}), FilaDada("2", {"m": ""}))},
    )
    evaluar(compilada, estado, Ambiente(AHORA.replace(tzinfo=None)))


# --- packages and copies --------------------------------------------------------------------------------------------


def paquete(contenido: bytes) -> None:
    from supervisor_app.exchange.verificador import verificar_paquete

    nombre = f"{'0f' * 16}.r1.{hashlib.sha256(contenido).hexdigest()[:16]}.zip"
    ruta = archivo(nombre, contenido)
    try:
        for problema in verificar_paquete(ruta).problemas:
            exigir_frase(problema)
    finally:
        ruta.unlink()


def copia(contenido: bytes) -> None:
    from supervisor_app.exchange.copia_leida import Copia

    with dicho_en_espanol(), Copia(archivo("una.copia", contenido)) as abierta:
        for sha256 in list(abierta.cabecera.archivos)[:20]:
            abierta.archivo(sha256)


# --- PDF ------------------------------------------------------------------------------------------------------------


@functools.cache
def _firmas():  # type: ignore[no-untyped-def]  # as above
    from supervisor_app.services.firmas import FirmasPdf

    return FirmasPdf(reloj=lambda: AHORA, anclas=(paths.recursos() / "anclas",))


def pdf_firmado(contenido: bytes) -> None:
    with dicho_en_espanol():
        hecho = _firmas().verificar(contenido)
        for dicho in (*hecho.problemas, *hecho.avisos):
            exigir_frase(dicho)


def pdf_por_firmar(contenido: bytes) -> None:
    """What signing asks of a PDF before it signs, and what is taken out of one."""
    from supervisor_app.documents.adjuntos import adjuntos_de, registros_de
    from supervisor_app.signing.campos import asegurar_campo, campos_de_firma

    for verbo in (campos_de_firma, lambda pdf: asegurar_campo(pdf, "Firma_1"), adjuntos_de, registros_de):
        with dicho_en_espanol():
            verbo(contenido)


def pdf_paginas(contenido: bytes) -> None:
    from supervisor_app.documents.peso import exigir_ligero
    from supervisor_app.documents.texto_pdf import texto_de_pagina
    from supervisor_app.documents.vista import medir_paginas, render_pagina

    with dicho_en_espanol():
        exigir_ligero("hoja.pdf", contenido)
        if medir_paginas(contenido):
            render_pagina(contenido, 0, 100)
            texto_de_pagina(contenido, 0)


def pdf_escaneado(contenido: bytes) -> None:
    from supervisor_app.documents.escaneo import unir_hojas

    with dicho_en_espanol():
        unir_hojas([("escaneo.pdf", contenido)], maximo=200)


# --- keys, certificates, answers ------------------------------------------------------------------------------------


def certificado(contenido: bytes) -> None:
    from supervisor_app.signing.credencial import cargar_efirma

    with dicho_en_espanol():
        cargar_efirma(contenido, b"", "contraseña", ahora=AHORA)


def llave(contenido: bytes) -> None:
    from supervisor_app.signing.llave import abrir_llave

    with dicho_en_espanol():
        abrir_llave(contenido, "contraseña")


def autoridades(contenido: bytes) -> None:
    from supervisor_app.services.confianza import Confianza

    with dicho_en_espanol():
        Confianza((paths.recursos() / "anclas",)).actualizar("autoridades.zip", contenido)


def manifiesto(contenido: bytes) -> None:
    from supervisor_app.signing.anclas import leer_manifiesto

    with dicho_en_espanol():
        leer_manifiesto(archivo("manifiesto.json", contenido).parent)


def revocacion(contenido: bytes) -> None:
    from supervisor_app.signing.evidencias_validacion import Evidencias
    from tests.hostil import semillas

    leidas = Evidencias.leer(contenido)
    if leidas is not None:
        leidas.constancias(*semillas.certificado_y_emisor())


# --- JSON of people --------------------------------------------------------------------------------------------------


def informe_json(contenido: bytes) -> None:
    from supervisor_app.domain.validacion_informe import leer_datos, validar

    with dicho_en_espanol():
        for dicho in validar(leer_datos(contenido)):
            exigir_frase(dicho.mensaje)


def asm_json(contenido: bytes) -> None:
    from supervisor_app.domain.asm import leer_asm
    from supervisor_app.services.papel.asm_impreso import avisos

    with dicho_en_espanol():
        for dicho in avisos(leer_asm(contenido)):
            exigir_frase(dicho.mensaje)


def firma_dibujada(contenido: bytes) -> None:
    from pydantic import ValidationError

    from supervisor_app.documents.dibujo import Strokes
    from supervisor_app.domain.dibujada import FirmaDibujada

    try:
        firma = FirmaDibujada.model_validate_json(contenido)
    except ValidationError:
        return
    Strokes(firma, 200, 70)


# --- text -----------------------------------------------------------------------------------------------------------


def texto_pegado(contenido: bytes) -> None:
    from supervisor_app.domain.asm_pegado import leer_pegado
    from supervisor_app.domain.indicador import Periodo
    from supervisor_app.domain.indicadores_pegados import leer_indicadores
    from supervisor_app.domain.limpieza import limpiar, utiles
    from supervisor_app.services.universos.verbos import leer_pegado as leer_listado

    texto = texto_de(contenido)
    limpiar(texto)
    utiles(texto)
    with dicho_en_espanol():
        leer_listado(texto)
    with dicho_en_espanol():
        for problema in leer_pegado(texto).problemas:
            exigir_frase(str(problema))
    with dicho_en_espanol():
        leido = leer_indicadores(texto, definiciones().indicadores, periodo=Periodo.MES, hoy=AHORA.date())
        for dicho in leido.problemas:
            exigir_frase(str(dicho))


def respuesta(contenido: bytes) -> None:
    """What is typed or pasted as a number, an amount, a date, a hash, a QR or the name of a file."""
    from supervisor_app.domain import cotejo, lectura
    from supervisor_app.services.ingreso import nombre_limpio

    texto = texto_de(contenido)
    for leer in (
        lectura.leer_decimal, lectura.leer_numero, lectura.leer_porcentaje, lectura.leer_monto, lectura.leer_fecha,
        lambda t: lectura.leer_con_decimales(t, 3), lambda t: lectura.leer_fecha(t, hoy=AHORA.date()),
        cotejo.leer_huella, cotejo.leer_qr,
    ):  # fmt: skip
        with dicho_en_espanol():
            leer(texto)
    limpio = nombre_limpio(texto)
    assert limpio and len(limpio) <= 131 and "/" not in limpio and "\\" not in limpio, limpio
    limpio.encode()


@functools.cache
def _analizador():  # type: ignore[no-untyped-def]  # as above
    from supervisor_app.cli.argumentos import analizador

    return analizador()


def orden(contenido: bytes) -> None:
    """Arguments of the command line, apart by line ends; nothing is run."""
    dicho = io.StringIO()
    with contextlib.suppress(SystemExit), contextlib.redirect_stderr(dicho), contextlib.redirect_stdout(dicho):
        _analizador().parse_args([linea for linea in texto_de(contenido).split("\n") if "\x00" not in linea])


FRONTERAS: Final[Mapping[str, Frontera]] = {
    f.__name__: f
    for f in (
        imagen, codigos, cedula_xlsx, hoja_de_cedula, universo, hoja_de_universo, estilos_de_universo,
        universo_exportado, unidades, definicion, expresion, paquete, copia, pdf_firmado, pdf_por_firmar, pdf_paginas,
        pdf_escaneado, certificado, llave, autoridades, manifiesto, revocacion, ajustes, feriados, unidades_guardadas,
        respaldo, programa, recibido, acto, informe_json, asm_json, firma_dibujada, texto_pegado, respuesta, orden,
    )
}  # fmt: skip
