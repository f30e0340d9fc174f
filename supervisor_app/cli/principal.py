"""The command line: arguments in, one verb run, its exit code out. Nobody ever sees a traceback.

Each verb's module is loaded only when it is asked for. It must never import Qt (``ventana`` is handed in).
"""

from __future__ import annotations

import errno
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from supervisor_app import paths
from supervisor_app.cli.argumentos import analizador
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.entrada import Entrada
from supervisor_app.cli.salida import avisar, callar, preparar_salidas
from supervisor_app.cli.ventana import Ventana, abrir, puede_abrir
from supervisor_app.cli.verbos import ORDENES, demo
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.fallos import guardar_fallo

_DEL_NOMBRE: Final = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP})
"""How a system refuses a path for what it is."""


def principal(argv: Sequence[str], *, ventana: Ventana | None = None, entrada: Entrada | None = None) -> int:
    """Run one command; never raises. Exit codes: :class:`Codigo`. ``entrada``: passphrases that were given apart."""
    preparar_salidas()
    args: Namespace | None = None
    try:
        args = analizador().parse_args(argv)
        args.acceso = entrada or Entrada()
        return int(_ejecutar(args, ventana))
    except SystemExit as salida:  # argparse: help, version or a wrong use
        return salida.code if isinstance(salida.code, int) else Codigo.BIEN
    except UserError as error:
        avisar(error.message)
        return Codigo.NO_VALIDO
    except EnvironmentProblem as error:
        avisar(error.message)
        return Codigo.MAQUINA
    except BrokenPipeError:  # whoever read us has gone; 0 could be taken for «válido»
        callar()
        return Codigo.MAQUINA
    except OSError as error:
        if error.errno not in _DEL_NOMBRE:
            return _fallo(error, args)
        # No verb asks before it looks: a path may be wrong in more ways than by not being there.
        cual = f" «{str(error.filename)[:80]}»" if error.filename else ""
        avisar(f"El sistema no admite la ruta{cual}: {motivo(error)}. Indique otra.")
        return Codigo.NO_VALIDO
    except KeyboardInterrupt:
        avisar("Se interrumpió. Lo que ya se había guardado está a salvo.")
        return Codigo.INTERRUMPIDO
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a bug becomes a crash file and a sentence
        return _fallo(error, args)


def _ejecutar(args: Namespace, ventana: Ventana | None) -> int:
    if args.abrir_o_demo and not args.orden:
        if puede_abrir(ventana):
            return abrir(args, ventana)
        args.dir = None
        return demo(args)
    if not args.orden:
        return abrir(args, ventana)
    if args.orden == "autoprueba":
        return _autoprueba(args, ventana)
    return ORDENES[f"{args.orden} {args.accion}".strip()](args)


def _fallo(error: Exception, args: Namespace | None) -> int:
    que = "argumentos" if args is None else f"{args.orden or 'ventana'} {args.accion}".strip()
    elegida = getattr(args, "datos", None)
    try:
        ruta = guardar_fallo(paths.datos(Path(elegida) if elegida else None), error, datetime.now().astimezone(), que)
    except UserError:  # the variable names no place
        ruta = None
    donde = f"Se guardó un registro sin datos personales en {ruta}." if ruta else "No se pudo guardar el registro."
    avisar(f"La aplicación falló; no es culpa suya y lo ya guardado está a salvo. {donde}")
    return Codigo.FALLO


def _autoprueba(args: Namespace, ventana: Ventana | None) -> int:
    from supervisor_app.cli.autoprueba import autoprueba  # noqa: PLC0415 - loads every service

    return autoprueba(args, ventana)
