"""``asm esquema``, ``asm leer`` and ``asm generar``: the follow-up table of aspectos susceptibles de mejora.

It must never open a data folder: the table belongs to no visit.
"""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.asm import esquema, leer_asm, registro_asm
from supervisor_app.domain.asm_pegado import leer_pegado
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.cotejo import DIGITOS, en_grupos
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError
from supervisor_app.services.papel.asm_impreso import avisos, folio_sugerido, generar_asm

_LIMITE = 8 * 2**20


def escribir_esquema(args: Namespace) -> int:
    decir_json(esquema())
    return Codigo.BIEN


def leer(args: Namespace) -> int:
    """Writes what could be read, so that nothing is lost; 1 where a person has to mend something in it."""
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    try:
        texto = archivos.leer(args.entrada, limite=_LIMITE).decode()
    except UnicodeDecodeError as error:
        raise UserError(f"«{args.entrada}» no está en UTF-8. Guárdelo con esa codificación.") from error
    pegado = leer_pegado(texto)
    archivos.escribir(args.salida, legible(pegado.tabla.como_json()), reemplazar=args.reemplazar)
    for aviso in pegado.avisos:
        avisar(f"Aviso: {aviso}")
    for problema in pegado.problemas:
        avisar(str(problema))
    decir(f"Archivo:  {args.salida}")
    decir(f"Tabla:    {cuantos(len(pegado.tabla.aspectos), 'renglón', 'renglones')}")
    if not pegado.problemas:
        return Codigo.BIEN
    decir(f"Faltan:   {cuantos(len(pegado.problemas), 'dato', 'datos')}; complételos en el archivo.")
    return Codigo.NO_VALIDO


def generar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    tabla = leer_asm(archivos.leer(args.entrada, limite=_LIMITE))
    folio = " ".join(args.folio.split()) or folio_sugerido(tabla)
    pdf = generar_asm(tabla, folio=folio)
    for aviso in avisos(tabla):
        avisar(f"Aviso: {aviso.mensaje}")
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    huella = hashlib.sha256(registro_asm(tabla, folio=folio, version=1)).hexdigest()
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {folio}")
    decir(f"Huella:   {en_grupos(huella[:DIGITOS])} (del registro adjunto; la misma que se imprime al pie)")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()} (del archivo)")
    return Codigo.BIEN
