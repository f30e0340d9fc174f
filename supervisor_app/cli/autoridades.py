"""``autoridades``: who is trusted on this machine to vouch for signers, and who to certify the time."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import avisar, decir, decir_json

if TYPE_CHECKING:
    from supervisor_app.services.confianza import Anclas

_LIMITE = 2**20
_LIMITE_ZIP = 16 * 2**20
_PROCEDENCIAS = {"sat": "SAT", "oficina": "aprobada por la oficina", "prueba": "PRUEBA, sin validez"}


def listar(args: Namespace) -> int:
    confianza = firmas_sin_base(args).confianza
    anclas, sellos = confianza.anclas(), confianza.anclas(para_sellos=True)
    if args.json:
        decir_json(_dichas(anclas) | {"sellos": _dichas(sellos)})
        return Codigo.BIEN
    _contar(anclas, "Todavía no se reconoce ninguna autoridad de e.firmas: falta agregar su certificado.")
    decir("\nDe sellado de tiempo:")
    _contar(sellos, "Ninguna. Las da el prestador que contrate la oficina; agréguelas con --para-sellos.")
    return Codigo.BIEN


def _dichas(anclas: Anclas) -> dict[str, object]:
    reconocidas = [{"nombre": a.nombre, "sha256": a.sha256, "procedencia": a.procedencia} for a in anclas.autoridades]
    return {"autoridades": reconocidas, "faltantes": list(anclas.faltantes), "rechazadas": list(anclas.rechazadas)}


def _contar(anclas: Anclas, ninguna: str) -> None:
    for autoridad in anclas.autoridades:
        decir(f"{autoridad.nombre} · {_PROCEDENCIAS[autoridad.procedencia]}\n   SHA-256 {autoridad.sha256}")
    if not anclas.autoridades:
        decir(ninguna)
    for nombre in anclas.faltantes:
        decir(f"Esperada, falta su certificado: {nombre}")
    for archivo in anclas.rechazadas:
        decir(f"No reconocida, su huella no está en el manifiesto: {archivo}")


def agregar(args: Namespace) -> int:
    contenido = archivos.leer(args.entrada, limite=_LIMITE)
    nombre = firmas_sin_base(args).agregar_autoridad(
        contenido, aprobada_por_la_oficina=args.aprobada_por_la_oficina, para_sellos=args.para_sellos
    )
    decir(f"Se reconoce la autoridad {'de sellado de tiempo ' if args.para_sellos else ''}«{nombre}».")
    return Codigo.BIEN


def actualizar(args: Namespace) -> int:
    contenido = archivos.leer(args.entrada, limite=_LIMITE_ZIP)
    hecho = firmas_sin_base(args).confianza.actualizar(
        args.entrada.name, contenido, huella=args.huella, para_sellos=args.para_sellos
    )
    if args.json:
        ajenos = [{"nombre": nombre, "sha256": sha256} for nombre, sha256 in hecho.ajenos]
        decir_json(asdict(hecho) | {"ajenos": ajenos})
    else:
        for nombre in hecho.agregadas:
            decir(f"Se reconoce la autoridad «{nombre}».")
        for nombre in hecho.ya_estaban:
            decir(f"Ya estaba: «{nombre}».")
        for nombre, sha256 in hecho.ajenos:
            avisar(f"No se agregó «{nombre}»: nadie la espera.\n   SHA-256 {sha256}")
        if hecho.ajenos:
            avisar("Para agregarlas, indique con --huella la SHA-256 de este archivo que dio a conocer la oficina.")
    return Codigo.NO_VALIDO if hecho.ajenos else Codigo.BIEN
