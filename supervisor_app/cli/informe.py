"""``informe esquema`` and ``informe generar``."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from pathlib import Path

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import carpeta_de_datos, servicios
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.domain.informe import DatosInforme, registro_canonico
from supervisor_app.domain.validacion_informe import Severidad, leer_datos, validar
from supervisor_app.errors import UserError

_LIMITE = 8 * 2**20


def _leer(ruta: Path) -> DatosInforme:
    contenido = archivos.leer(ruta, limite=_LIMITE)
    try:
        return leer_datos(contenido)
    except ValueError as error:  # Python refuses to read integers of more than 4,300 digits
        raise UserError("El archivo de datos tiene un número demasiado largo; escriba los datos como texto.") from error


def generar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    datos = _leer(args.entrada)
    folio = " ".join(args.folio.split()) or f"INF-{datos.numero_pliego}"
    with servicios(carpeta_de_datos(args)) as abiertos:
        pdf = abiertos.documentos.generar_informe(datos, folio=folio)
        clave = abiertos.documentos.textos().clave
    for aviso in validar(datos):
        if aviso.severidad is Severidad.AVISO:
            avisar(f"Aviso: {aviso.mensaje}")
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    registro = hashlib.sha256(registro_canonico(datos, folio=folio, version=1, clave=clave)).hexdigest()
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {folio}")
    decir(f"Huella:   {registro[:16]} (del registro adjunto; la misma que se imprime al pie)")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()} (del archivo)")
    return Codigo.BIEN
