"""``informe esquema`` and ``informe generar``."""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import carpeta_de_datos, servicios
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.domain.informe import registro_canonico
from supervisor_app.domain.validacion_informe import Severidad, leer_datos, validar

_LIMITE = 8 * 2**20


def generar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    datos = leer_datos(archivos.leer(args.entrada, limite=_LIMITE))
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
