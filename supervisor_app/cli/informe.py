"""``informe esquema`` and ``informe generar``."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from pathlib import Path

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import ajustes_de
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.domain.cotejo import DIGITOS, en_grupos
from supervisor_app.domain.informe import DatosInforme, registro_canonico
from supervisor_app.domain.validacion_informe import Severidad, leer_datos, validar
from supervisor_app.services.documentos import textos_de
from supervisor_app.services.papel.informe import generar_informe

_LIMITE = 8 * 2**20


def _leer(ruta: Path) -> DatosInforme:
    return leer_datos(archivos.leer(ruta, limite=_LIMITE))


def generar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    datos = _leer(args.entrada)
    folio = " ".join(args.folio.split()) or f"INF-{datos.numero_pliego}"
    # Only the letterhead is wanted: no store is opened, so no data folder is made.
    textos = textos_de(ajustes_de(args))
    pdf = generar_informe(datos, textos, folio=folio)
    clave = textos.clave
    for aviso in validar(datos):
        if aviso.severidad is Severidad.AVISO:
            avisar(f"Aviso: {aviso.mensaje}")
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    registro = hashlib.sha256(registro_canonico(datos, folio=folio, version=1, clave=clave)).hexdigest()
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {folio}")
    decir(f"Huella:   {en_grupos(registro[:DIGITOS])} (del registro adjunto; la misma que se imprime al pie)")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()} (del archivo)")
    return Codigo.BIEN
