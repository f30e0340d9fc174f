"""``firmar`` and ``verificar``: any PDF, without any data folder.

The password is asked for in the terminal or taken from the environment. It must never be an argument, nor be printed.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
from argparse import Namespace
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import FirmaVerificada, Verificacion, leer_efirma

VARIABLE: Final = "SUPERVISOR_EFIRMA_PASSWORD"
_LIMITE = 300 * 2**20


def firmar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    pdf = archivos.leer(args.entrada, limite=_LIMITE)
    if args.salida.exists() and args.salida.samefile(args.entrada):
        raise UserError("El documento firmado debe ser otro archivo: el original no se toca.")
    leer_efirma(args.cer, args.key, "")  # a missing file is told before the password is asked for
    firmas = firmas_sin_base(args)
    efirma = leer_efirma(args.cer, args.key, _contrasena())
    firmado = firmas.firmar_pdf(pdf, efirma, campo=args.campo, motivo=args.motivo, lugar=args.lugar)
    archivos.escribir(args.salida, firmado, reemplazar=args.reemplazar)
    verificacion = firmas.verificar(firmado)
    decir(f"Firmado:  {args.salida}")
    decir(f"SHA-256:  {hashlib.sha256(firmado).hexdigest()}")
    decir(_de_quien(len(verificacion.firmas), verificacion.firmas[-1]))
    for problema in verificacion.problemas:
        avisar(f"Aviso: {problema}")
    return Codigo.BIEN


def _contrasena() -> str:
    if puesta := os.environ.get(VARIABLE):
        return puesta
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            f"Falta la contraseña de la clave privada: firme desde una terminal o defina la variable {VARIABLE}.",
            field="contrasena",
        )
    try:
        return getpass.getpass("Contraseña de la clave privada: ", stream=sys.stderr)
    except EOFError as error:
        raise UserError("No se escribió la contraseña; no se firmó nada.", field="contrasena") from error


def verificar(args: Namespace) -> int:
    pdf = archivos.leer(args.entrada, limite=_LIMITE)
    verificacion = firmas_sin_base(args, args.anclas).verificar(pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    if args.json:
        decir_json({"archivo": str(args.entrada), "sha256": sha256} | verificacion.model_dump(mode="json"))
    else:
        decir(f"{args.entrada}: {'VÁLIDO' if verificacion.valido else 'NO VÁLIDO'}")
        _explicar(verificacion)
        decir(f"SHA-256 del archivo: {sha256}")
    return Codigo.BIEN if verificacion.valido else Codigo.NO_VALIDO


def _explicar(verificacion: Verificacion) -> None:
    for numero, firma in enumerate(verificacion.firmas, start=1):
        decir(_de_quien(numero, firma))
    if verificacion.pendientes:
        decir(f"Lugares sin firmar: {', '.join(verificacion.pendientes)}")
    if verificacion.problemas:
        decir("Problemas:")
        for problema in verificacion.problemas:
            decir(f"  - {problema}")
    if any(es_de_prueba(firma) for firma in verificacion.firmas):
        decir("Atención: hay firmas hechas con una e.firma de PRUEBA; no tienen validez.")


def es_de_prueba(firma: FirmaVerificada) -> bool:
    """Whether the authority calls itself one of test."""
    return "PRUEBA" in firma.autoridad.upper()


def _de_quien(numero: int, firma: FirmaVerificada) -> str:
    """Everything to know about one signature, several lines."""
    momento = f"{firma.momento.astimezone():%d/%m/%Y %H:%M:%S}" if firma.momento else "no lo dice"
    filas = [
        ("RFC:", firma.rfc or "no legible"),
        ("Firmó el:", f"{momento}, según el equipo que firmó"),
        ("Certificado:", firma.numero_certificado or "no legible"),
        ("Autoridad:", f"{firma.autoridad or 'no legible'} ({'reconocida' if firma.confiable else 'no reconocida'})"),
        ("Documento:", "íntegro desde esta firma" if firma.integra else "alterado o no comprobable"),
        ("Revocación:", firma.revocacion),
        ("Lugar de firma:", firma.campo),
    ]
    return f"{numero}. {firma.nombre or 'Persona no identificada'}\n{tabla(filas, sangria='   ')}"
