"""``oficina hoja`` and ``oficina recuperar``: the sheet by which a lost desk is taken up again.

The key of the sheet goes to a file or comes from one or from the terminal; it is never an argument.
"""

from __future__ import annotations

import re
from argparse import Namespace
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.acceso import Nueva, hay_terminal, preguntar
from supervisor_app.cli.buzon import Avance, con_buzon, interrumpible
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia.verbos import SincronizacionCancelada
from supervisor_app.wiring import reloj_local

_LIMITE: Final = 2**20
_CLAVE: Final = re.compile(r"\b[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){13}\b")


def hoja(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as abiertos:
        hecha = abiertos.mesa.hoja()
    archivos.escribir(args.salida, hecha.pdf(reloj_local().date()), reemplazar=args.reemplazar)
    if args.json:
        decir_json({"salida": str(args.salida), "oficina": hecha.oficina, "palabras": hecha.palabras})
    else:
        decir(f"Se guardó «{args.salida}». Imprímala, guárdela aparte de esta computadora y borre el archivo.")
    return Codigo.BIEN


def recuperar(args: Namespace) -> int:
    clave = _clave_dada(args)
    with servicios(args, nueva=Nueva.REAL) as abiertos, interrumpible() as cancelar:
        mesa = abiertos.mesa
        try:
            dicha = con_buzon(
                args,
                abiertos,
                lambda destino, direccion: mesa.recuperar(
                    destino, direccion, clave, avance=Avance(), cancelar=cancelar
                ),
            )
        except SincronizacionCancelada as cancelada:
            avisar(cancelada.message)
            return Codigo.INTERRUMPIDO
        palabras = mesa.palabras()
    if args.json:
        decir_json({"nombre": dicha.nombre, "palabras": palabras, "publica": dicha.publica})
    else:
        decir(f"Esta carpeta de datos es desde ahora la oficina «{dicha.nombre}» ({palabras}).")
        decir("Atienda el buzón entero con «oficina atender --todo», y no use más la carpeta perdida si aparece.")
    return Codigo.BIEN


def _clave_dada(args: Namespace) -> str:
    if args.clave is not None:
        texto = archivos.leer(args.clave, limite=_LIMITE).decode("utf-8-sig", "replace")
        hallada = _CLAVE.search(texto)
        return hallada[0] if hallada else texto
    if not hay_terminal():
        raise UserError("Falta la clave de la hoja: use una terminal, o --clave y el archivo que la tiene.")
    return preguntar("Clave de la oficina (catorce grupos de cuatro; no se muestra): ")
