"""``soporte``: shows or saves what may be handed to support. It needs neither the passphrase nor a base that opens."""

from __future__ import annotations

from argparse import Namespace

from supervisor_app import wiring
from supervisor_app.cli.archivos import escribir, revisar_salida
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.errors import UserError
from supervisor_app.services.soporte import Soporte


def soporte(args: Namespace) -> int:
    carpeta = carpeta_de_datos(args)
    if not carpeta.is_dir():
        raise UserError(f"No hay datos en «{carpeta}». Indique la carpeta con --datos o la variable SUPERVISOR_DATOS.")
    if args.salida is not None:
        revisar_salida(args.salida, reemplazar=args.reemplazar)
    legajo = Soporte(carpeta, reloj=wiring.reloj_local).reunir()
    if args.salida is None:
        decir(legajo.texto.rstrip())
        return Codigo.BIEN
    escribir(args.salida, legajo.contenido(args.salida.name), reemplazar=args.reemplazar)
    avisar(f"Se guardó en {args.salida}. Revíselo antes de entregarlo; nada se envió a ningún lado.")
    return Codigo.BIEN
