"""``sincronizar`` with its Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
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
    una.add_argument(
        "--aceptar-anclas",
        metavar="SHA256",
        action="append",
        default=[],
        help="confía en una autoridad que envió la oficina, si ésa es su huella; puede repetirse",
    )
    una.add_argument(
        "--tomar",
        choices=("feriados", "cedulas"),
        action="append",
        default=[],
        help="usa lo de la oficina en lugar de lo propio, que se conserva aparte; puede repetirse",
    )
    una.add_argument("--revisar", action="store_true", help="mira de nuevo todo lo que alguna vez se envió")
    una.add_argument(
        "--sellar",
        choices=("si", "no"),
        default=None,
        help="desde ahora lo que se envía va sellado para la oficina y sólo ella lo lee, o ya no; queda en los ajustes",
    )
    una.add_argument("--estado", action="store_true", help="no se conecta; dice cómo está todo, con el registro")


def firmar_paquete(ordenes: Any) -> None:
    """Add it to the tree."""
    una = orden(
        ordenes,
        "firmar-paquete",
        "firma con su e.firma el paquete de una visita cerrada",
        "Firma con una e.firma el paquete entero de una visita cerrada (CMS, sin conexión). La firma va junto al\n"
        "paquete cuando se sincroniza o se entrega, y la oficina ve quién firmó. La contraseña se pide en la terminal\n"
        "o se toma de SUPERVISOR_EFIRMA_PASSWORD; nunca va en la orden ni se guarda.",
    )
    una.add_argument("visita", metavar="VISITA", help="folio de la visita")
    una.add_argument("--cer", metavar="CER", type=Path, help="certificado de la e.firma (.cer)")
    una.add_argument("--key", metavar="KEY", type=Path, help="clave privada de la e.firma (.key)")
    una.add_argument("--p12", metavar="P12", type=Path, help="certificado y clave en un archivo (.p12 o .pfx)")


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
    una.add_argument(
        "--recordar", action="store_true", help="deja --buzon y --usuario en los ajustes, y la contraseña en el llavero"
    )
