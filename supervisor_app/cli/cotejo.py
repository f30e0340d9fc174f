"""``cotejar``: printed sheets against the records of a data folder, or against one PDF."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import decir, decir_json
from supervisor_app.domain.cotejo import leer_huella
from supervisor_app.errors import UserError
from supervisor_app.services.cotejo import Cotejado, contra_pdf, leer_sellos

_LIMITE: Final = 300 * 2**20


def cotejar(args: Namespace) -> int:
    if not args.entradas and not args.huella:
        raise UserError("Indique la fotografía de la hoja, o escriba su huella con --huella.")
    hojas = tuple(_contra(args) if args.contra is not None else _con_la_base(args))
    if args.json:
        decir_json({"hojas": [{"archivo": de} | c.model_dump(mode="json") for de, c in hojas]})
    else:
        for de, cotejado in hojas:
            decir(f"{de}: {cotejado.veredicto.value.replace('_', ' ').upper()}\n  {cotejado.frase}")
    return Codigo.BIEN if all(c.veredicto.bien for _, c in hojas) else Codigo.NO_VALIDO


def _con_la_base(args: Namespace) -> Iterator[tuple[str, Cotejado]]:
    with servicios(args) as s:
        yield from _hojas(args, s.cotejo.por_imagen, s.cotejo.por_huella)


def _contra(args: Namespace) -> Iterator[tuple[str, Cotejado]]:
    pdf = archivos.leer(args.contra, limite=_LIMITE)

    def por_imagen(nombre: str, contenido: bytes) -> tuple[Cotejado, ...]:
        return tuple(contra_pdf(s.huella, pdf, folio=s.folio) for s in leer_sellos(nombre, contenido))

    yield from _hojas(args, por_imagen, lambda tecleada: (contra_pdf(leer_huella(tecleada), pdf),))


def _hojas(
    args: Namespace,
    por_imagen: Callable[[str, bytes], tuple[Cotejado, ...]],
    por_huella: Callable[[str], tuple[Cotejado, ...]],
) -> Iterator[tuple[str, Cotejado]]:
    for entrada in args.entradas:
        ruta: Path = entrada
        for cotejado in por_imagen(ruta.name, archivos.leer(ruta, limite=_LIMITE)):
            yield str(ruta), cotejado
    if args.huella:
        for cotejado in por_huella(args.huella):
            yield f"huella {args.huella.strip()}", cotejado
