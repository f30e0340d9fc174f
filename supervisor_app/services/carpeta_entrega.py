"""Tries whether deliveries can be written into a folder, before a visit depends on it.

It must never make the folder (an absent USB memory would turn into a folder of this disk) nor leave anything in it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from supervisor_app import durable
from supervisor_app.domain.texto import tamano
from supervisor_app.errors import EnvironmentProblem, UserError, motivo


def probar(destino: str) -> str:
    """Write a small file there, read it back and take it away; the sentence that says so.

    Raises UserError where it is no folder to choose, EnvironmentProblem where it cannot be written now.
    """
    texto = destino.strip()
    if not texto or "\0" in texto:
        raise UserError("Elija la carpeta de entrega: la de la oficina o una memoria USB.", field="destino")
    carpeta = Path(texto)
    if not carpeta.is_absolute():
        raise UserError("Escriba la ruta completa de la carpeta, o use «Elegir carpeta».", field="destino")
    if not carpeta.is_dir():
        raise EnvironmentProblem(
            f"No se encuentra la carpeta «{carpeta}». Conecte la memoria USB o la red, o elija otra carpeta."
        )
    _escribir(carpeta)
    libres = durable.free_space(carpeta)
    espacio = f"; hay {tamano(libres)} libres" if libres is not None else ""
    return f"Se puede escribir en la carpeta{espacio}."


def _escribir(carpeta: Path) -> None:
    prueba = carpeta / durable.part_name("prueba")
    contenido = b"supervisor-app"
    try:
        prueba.write_bytes(contenido)
        leido = prueba.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            f"No se puede escribir en la carpeta ({motivo(error)}). Pida permiso de escritura o elija otra."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            prueba.unlink(missing_ok=True)
    if leido != contenido:
        raise EnvironmentProblem("La carpeta devolvió algo distinto de lo que se escribió en ella. Elija otra.")
