"""A laptop that loses its power at the k-th pulse of a delivery. Run as a program by the tests.

    entrega_que_muere.py FILE K SETTINGS

SETTINGS as JSON says where. It ends with code 99 when it died, 0 when it heard fewer pulses. Dying cleans up nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

from supervisor_app.exchange.destino import Destino
from tests.exchange.transportes.conformidad import CLAVE


def destino_de(ajustes: dict[str, str]) -> Destino:
    from supervisor_app.exchange.transportes.sftp import DestinoSftp
    from supervisor_app.exchange.transportes.smb import DestinoSmb
    from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

    plazos, puerto = Plazos(5, 3, 30), int(ajustes["puerto"])
    quien = Credencial(ajustes["usuario"], ajustes.get("contrasena", ""), ajustes.get("privada", ""))
    if "recurso" in ajustes:
        return DestinoSmb("127.0.0.1", puerto, ajustes["recurso"], ajustes["raiz"], quien, plazos)
    return DestinoSftp("127.0.0.1", puerto, ajustes["raiz"], quien, Confianza(llave_ssh=ajustes["llave"]), plazos)


def main() -> None:
    archivo, quedan = Path(sys.argv[1]), int(sys.argv[2])
    datos = archivo.read_bytes()

    def pulso(_: int) -> None:
        nonlocal quedan
        quedan -= 1
        if quedan == 0:
            os._exit(99)

    destino = destino_de(json.loads(sys.argv[3]))
    destino.put_atomic(CLAVE, archivo, sha256=hashlib.sha256(datos).hexdigest(), tamano=len(datos), pulso=pulso)
    destino.cerrar()


if __name__ == "__main__":
    main()
