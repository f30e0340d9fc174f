"""``sincronizar`` with its Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from typing import Any

from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import orden


def sincronizar(ordenes: Any) -> None:
    """Add it to the tree."""
    una = orden(
        ordenes,
        "sincronizar",
        "envía a la oficina lo cerrado y recibe lo que ella envió",
        "Envía al buzón de la oficina lo que se cerró en este equipo, y recibe sus acuses y lo que publicó. Puede\n"
        "repetirse cuantas veces se quiera y después de cualquier corte: lo que ya está allí no se envía otra vez.\n"
        "Con --estado no se conecta: dice qué espera, qué acusó la oficina y cómo está inscrito este equipo.",
    )
    buzon(una)
    una.add_argument(
        "--confirmar",
        metavar="PALABRAS",
        default="",
        help="las palabras de la llave de la oficina, cotejadas con ella por teléfono",
    )
    una.add_argument("--revisar", action="store_true", help="mira de nuevo todo lo que alguna vez se envió")
    una.add_argument(
        "--recordar", action="store_true", help="deja --buzon y --usuario en los ajustes, y la contraseña en el llavero"
    )
    una.add_argument("--estado", action="store_true", help="no se conecta; dice cómo está todo, con el registro")


def buzon(una: Analizador) -> None:
    """Where the mailbox is and how it is reached, for every verb that goes there."""
    una.add_argument(
        "--buzon",
        metavar="DIRECCIÓN",
        default="",
        help="carpeta o dirección del buzón (si falta, la de los ajustes). La contraseña se pide en la terminal o se "
        "toma de SUPERVISOR_BUZON_CONTRASENA; nunca va en la dirección",
    )
    una.add_argument("--usuario", metavar="U", default="", help="usuario del buzón (si falta, el de los ajustes)")
    una.add_argument(
        "--aceptar-huella",
        metavar="SHA256:…",
        default="",
        help="acepta a un servidor SFTP que todavía no se conoce, si ésa es su huella",
    )
