"""What the system's keyring does with a data folder, told as JSON: run inside a session bus of its own.

``python -m tests.cifrado.llavero_de_verdad FOLDER``. It must never be run where the keyring of a person answers: it
locks the default one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from supervisor_app.cifrado import llavero
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Acceso, Llave

FRASE = "cuatro palabras que recuerdo"


def abre(acceso: Acceso) -> bool:
    """Whether a process that knows nothing opens the folder."""
    return Acceso(acceso.carpeta).abrir_con_llavero() is not None


def recordar(acceso: Acceso, llave: Llave) -> str:
    """The sentence of the refusal, or ""."""
    try:
        acceso.recordar(llave)
    except UserError as error:
        return error.message
    return ""


def main(carpeta: Path) -> dict[str, object]:
    dicho: dict[str, object] = {"disponible": llavero.disponible()}
    acceso, ajeno = (Acceso(carpeta / nombre, coste=Coste(64, 1, 1)) for nombre in ("suya", "ajena"))
    llave, _ = acceso.crear(FRASE)
    otra, _ = ajeno.crear(FRASE)
    dicho["no"] = recordar(acceso, llave)
    dicho["recordada"], dicho["abre"] = acceso.recordada, abre(acceso)
    if dicho["no"]:
        return dicho

    import secretstorage  # there is one on Linux only

    bus = secretstorage.dbus_init()
    guardados = list(secretstorage.get_default_collection(bus).get_all_items())
    dicho["guarda_la_llave"] = any(llave.secreto in g.get_secret() for g in guardados)
    recordar(ajeno, otra)
    dicho["cada_una_la_suya"] = (abre(acceso), abre(ajeno))
    ajeno.olvidar(otra)
    dicho["olvidada"] = (
        abre(ajeno),
        abre(acceso),
        len(list(secretstorage.get_default_collection(bus).get_all_items())),
    )

    secretstorage.get_default_collection(bus).lock()
    dicho["bloqueado"] = (abre(acceso), recordar(ajeno, otra), ajeno.recordada)
    acceso.olvidar(llave)
    dicho["olvidada_bloqueado"] = acceso.recordada
    return dicho


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
