"""``oficina resumen``: what leaves the office as files. The figures are those of the board, with the same filters."""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app import settings, wiring
from supervisor_app.cli import archivos
from supervisor_app.cli.acceso import llave_de
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import hay_datos
from supervisor_app.cli.oficina import abrir_oficina, filtro_de
from supervisor_app.cli.salida import decir
from supervisor_app.domain.base import Persona
from supervisor_app.services.oficina.ejecutivo import Ejecutivo, folio_de


def resumen(args: Namespace) -> int:
    """The executive summary, on one page."""
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    filtro = filtro_de(args)
    quien = _quien(args)
    with abrir_oficina(args) as (_, oficina):
        leido = quien.leer(oficina.tablero, filtro)
    pdf = quien.pdf(leido)
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {folio_de(leido.foto)}")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()}")
    return Codigo.BIEN


def _quien(args: Namespace) -> Ejecutivo:
    """Who makes it: of the arguments, else of the settings of the data folder."""
    nombre, cargo, ciudad = args.elabora.strip(), args.cargo.strip(), ""
    carpeta = carpeta_de_datos(args)
    if not nombre and hay_datos(carpeta):
        ajustes, _ = settings.leer(carpeta, wiring.reloj_local(), llave_de(args, carpeta))
        nombre, cargo, ciudad = ajustes.nombre, cargo or ajustes.cargo, ajustes.ciudad
    return Ejecutivo(Persona(nombre=nombre, cargo=cargo), ciudad)
