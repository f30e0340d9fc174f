"""The verbs of the bin with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from typing import Any

from supervisor_app.cli.ordenes import familia, orden


def papelera(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(ordenes, "papelera", "papelera: listar, restaurar y vaciar")
    orden(
        acciones,
        "listar",
        "muestra lo que hay en la papelera y cuánto le queda",
        "Muestra las visitas que están en la papelera y lo que se quitó de las demás, con los días de uso que le\n"
        "quedan a cada cosa. Lo firmado o cerrado que falte entregar no se borra.",
    )
    restaurar = orden(
        acciones,
        "restaurar",
        "regresa una visita, o algo que se quitó de una visita",
        "Regresa a sus listas una visita de la papelera; con COSA, regresa a la visita lo que se quitó de ella.",
    )
    restaurar.add_argument("visita", metavar="FOLIO", help="folio de la visita")
    restaurar.add_argument(
        "cosa", metavar="COSA", nargs="?", default="", help="su número en «papelera listar», o su clave en --json"
    )
    vaciar = orden(
        acciones,
        "vaciar",
        "borra para siempre lo que hay en la papelera",
        "Borra para siempre lo que hay en la papelera, o una sola visita de ella. No se puede deshacer, así que lo\n"
        "pregunta antes. Lo firmado o cerrado que falte entregar se queda.",
    )
    vaciar.add_argument("visita", metavar="FOLIO", nargs="?", default="", help="sólo esta visita")
    vaciar.add_argument("--si", action="store_true", help="no pregunta")
