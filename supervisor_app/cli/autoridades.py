"""``autoridades listar`` and ``autoridades agregar``: who is trusted to vouch for signers on this machine."""

from __future__ import annotations

from argparse import Namespace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import decir, decir_json

_LIMITE = 2**20
_PROCEDENCIAS = {"sat": "SAT", "oficina": "aprobada por la oficina", "prueba": "PRUEBA, sin validez"}


def listar(args: Namespace) -> int:
    anclas = firmas_sin_base(args).anclas()
    if args.json:
        reconocidas = [
            {"nombre": a.nombre, "sha256": a.sha256, "procedencia": a.procedencia} for a in anclas.autoridades
        ]
        decir_json(
            {"autoridades": reconocidas, "faltantes": list(anclas.faltantes), "rechazadas": list(anclas.rechazadas)}
        )
        return Codigo.BIEN
    for autoridad in anclas.autoridades:
        decir(f"{autoridad.nombre} · {_PROCEDENCIAS[autoridad.procedencia]}\n   SHA-256 {autoridad.sha256}")
    if not anclas.autoridades:
        decir("Todavía no se reconoce ninguna autoridad: falta agregar su certificado.")
    for nombre in anclas.faltantes:
        decir(f"Esperada, falta su certificado: {nombre}")
    for archivo in anclas.rechazadas:
        decir(f"No reconocida, su huella no está en el manifiesto: {archivo}")
    return Codigo.BIEN


def agregar(args: Namespace) -> int:
    contenido = archivos.leer(args.entrada, limite=_LIMITE)
    nombre = firmas_sin_base(args).agregar_autoridad(contenido, aprobada_por_la_oficina=args.aprobada_por_la_oficina)
    decir(f"Se reconoce la autoridad «{nombre}».")
    return Codigo.BIEN
