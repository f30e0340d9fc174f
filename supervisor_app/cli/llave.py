"""``llave``: the lock of a data folder; made, changed, remembered, recovered, sealed to the office; and encipherment.

Recovery keys go to standard error or to a file, never among what a program reads. Passphrases are never shown.
"""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from supervisor_app import settings
from supervisor_app.cli import archivos, privada
from supervisor_app.cli.acceso import (
    abrir,
    acceso_de,
    entregar_clave,
    frase_nueva,
    hay_terminal,
    preguntar,
    revisar_clave,
)
from supervisor_app.cli.acceso import (
    crear as crear_candado,
)
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.entrada import FRASE
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.texto import cuantos, tamano
from supervisor_app.errors import UserError
from supervisor_app.services import cifrar_carpeta, sello_recuperacion
from supervisor_app.services.acceso import Acceso, Estado, Llave, abrir_sello
from supervisor_app.services.sello_recuperacion import SelloEntregado
from supervisor_app.wiring import reloj_local

_LIMITE: Final = 2**20
_CLAVE: Final = re.compile(r"\b[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){8}\b")
_ESTADOS: Final = {
    Estado.CIFRADA: "cifrada",
    Estado.SIN_CIFRAR: "SIN CIFRAR; la lee cualquiera que tome el equipo. Para cifrarla: supervisor-app llave cifrar",
    Estado.NUEVA: "todavía sin datos",
}


def estado(args: Namespace) -> int:
    carpeta = carpeta_de_datos(args)
    acceso = acceso_de(args, carpeta)
    cifrada = acceso.estado is Estado.CIFRADA
    recordada, espera = (acceso.recordada, acceso.espera()) if cifrada else (False, 0)
    sellos = acceso.sellos() if cifrada else ()
    if args.json:
        decir_json(
            {
                "carpeta": str(carpeta),
                "estado": acceso.estado.value,
                "recordada": recordada,
                "espera": espera,
                "sellos": [{"para": s.para, "huella": s.huella} for s in sellos],
            }
        )
        return Codigo.BIEN
    decir(f"{carpeta}: {_ESTADOS[acceso.estado]}")
    if cifrada:
        decir("La abren su frase de acceso y su clave de recuperación.")
        decir(f"El llavero de este sistema {'la recuerda' if recordada else 'no la recuerda'}.")
        for sello in sellos:
            decir(f"Sellada también para {sello.para}\n   llave pública SHA-256 {sello.huella}")
    if espera:
        decir(f"Hubo varios intentos fallidos: el próximo se atiende en {cuantos(espera, 'segundo', 'segundos')}.")
    return Codigo.BIEN


# --- making ---------------------------------------------------------------------------------------------------------


def crear(args: Namespace) -> int:
    carpeta = carpeta_de_datos(args)
    acceso = acceso_de(args, carpeta)
    if acceso.estado is Estado.SIN_CIFRAR:
        raise UserError("Esta carpeta ya tiene datos sin cifrar. Para cifrarlos: supervisor-app llave cifrar")
    if acceso.estado is Estado.CIFRADA:
        raise UserError("Esta carpeta ya tiene frase de acceso. Para cambiarla: supervisor-app llave cambiar")
    crear_candado(args, carpeta, acceso)
    decir(f"«{carpeta}» queda cifrada con su frase de acceso.")
    return Codigo.BIEN


def cifrar(args: Namespace) -> int:
    carpeta = carpeta_de_datos(args)
    if acceso_de(args, carpeta).estado is not Estado.SIN_CIFRAR:
        raise UserError(f"En «{carpeta}» no hay datos sin cifrar.")
    revisar_clave(args.clave_recuperacion, carpeta)
    previa = cifrar_carpeta.examinar(carpeta)
    avisar(
        f"Se cifrarán {cuantos(previa.archivos, 'archivo', 'archivos')} ({tamano(previa.bytes)}); mientras tanto hacen "
        f"falta {tamano(previa.necesarios)} libres."
    )
    hecha = cifrar_carpeta.cifrar(
        carpeta,
        frase_nueva(args.acceso.frase, FRASE),
        ahora=reloj_local(),
        coste=args.acceso.coste,
        progreso=_Avance(),
    )
    entregar_clave(hecha.recuperacion, args.clave_recuperacion, carpeta)
    decir(f"«{carpeta}» queda cifrada con su frase de acceso.")
    if hecha.quedan:
        avisar(f"Aviso: no son de la aplicación y quedan como estaban: {', '.join(hecha.quedan)}.")
    if hecha.aviso:
        avisar(f"Aviso: {hecha.aviso}")
    return Codigo.BIEN


class _Avance:
    """Tells each tenth once."""

    def __init__(self) -> None:
        self._dicho = 0

    def __call__(self, hecho: int, total: int, _palabras: str) -> None:
        decimos = 10 * hecho // max(total, 1)
        if decimos > self._dicho:
            self._dicho = decimos
            avisar(f"… {decimos}0 %")


# --- opening and changing -------------------------------------------------------------------------------------------


def cambiar(args: Namespace) -> int:
    acceso, carpeta = _cifrada(args)
    # Who changes it must know it: a laptop left open is not enough.
    llave = abrir(acceso, args.acceso, carpeta, con_llavero=False)
    acceso.poner_frase(llave, frase_nueva(args.acceso.nueva))
    decir("La frase de acceso cambió. Los respaldos de antes se abren con la que tenían.")
    return Codigo.BIEN


def recuperar(args: Namespace) -> int:
    acceso, _ = _cifrada(args)
    llave = acceso.recuperar(_clave_dada(args))
    acceso.poner_frase(llave, frase_nueva(args.acceso.nueva))
    decir(
        "Los datos se abren con la frase de acceso nueva. La clave de recuperación sigue sirviendo; si alguien más la"
    )
    decir("conoce, haga otra: supervisor-app llave renovar-clave")
    return Codigo.BIEN


def _clave_dada(args: Namespace) -> str:
    if args.clave is not None:
        texto = archivos.leer(args.clave, limite=_LIMITE).decode("utf-8-sig", "replace")
        hallada = _CLAVE.search(texto)
        return hallada[0] if hallada else texto
    if not hay_terminal():
        raise UserError("Falta la clave de recuperación: use una terminal, o --clave y el archivo que la tiene.")
    return preguntar("Clave de recuperación (nueve grupos de cuatro; no se muestra): ")


def renovar_clave(args: Namespace) -> int:
    acceso, carpeta = _cifrada(args)
    revisar_clave(args.clave_recuperacion, carpeta)
    llave = abrir(acceso, args.acceso, carpeta, con_llavero=False)
    entregar_clave(acceso.nueva_recuperacion(llave), args.clave_recuperacion, carpeta)
    decir("La clave de recuperación anterior ya no abre los datos. Las selladas para la oficina siguen sirviendo.")
    return Codigo.BIEN


def recordar(args: Namespace) -> int:
    acceso, llave = _abierta(args, con_llavero=False)
    acceso.recordar(llave)
    decir("El llavero de este sistema abrirá los datos sin pedir la frase, sólo en su sesión de usuario.")
    return Codigo.BIEN


def olvidar(args: Namespace) -> int:
    acceso, llave = _abierta(args)
    acceso.olvidar(llave)
    decir("El llavero de este sistema ya no abre los datos: la frase se pide cada vez.")
    return Codigo.BIEN


# --- the office -----------------------------------------------------------------------------------------------------


def sellar(args: Namespace) -> int:
    if not args.en.is_dir():
        raise UserError(f"No existe la carpeta «{args.en}»; créela antes.")
    archivos.leer(args.certificado, limite=_LIMITE)  # a missing file is told before the passphrase is asked for
    acceso, llave = _abierta(args)
    carpeta, ahora = carpeta_de_datos(args), reloj_local()
    de = settings.leer(carpeta, ahora, llave)[0].nombre
    previo = args.en / f"recuperacion-{llave.id}.sello"
    archivos.revisar_salida(previo, reemplazar=args.reemplazar)
    entregado = SelloEntregado(llave.id, de, ahora, acceso.sellar(llave, args.certificado))
    archivos.escribir(args.en / entregado.nombre, sello_recuperacion.escribir(entregado), reemplazar=args.reemplazar)
    decir(f"Sellada para {entregado.sello.para}\n   llave pública SHA-256 {entregado.sello.huella}")
    decir(f"Entregue a la oficina: {args.en / entregado.nombre}")
    return Codigo.BIEN


def abrir_sello_de(args: Namespace) -> int:
    entregado = sello_recuperacion.leer(archivos.leer(args.sello, limite=sello_recuperacion.LIMITE))
    clave = abrir_sello(*privada.leer(args, args.privada), entregado.sello.sellado)
    decir(
        f"Clave de recuperación de {entregado.de or 'quien la entregó'} (datos {entregado.carpeta}):\n\n    {clave}\n"
    )
    avisar("Díctela sólo a esa persona, después de comprobar que es ella: abre todos sus datos.")
    return Codigo.BIEN


# --- what several of them need --------------------------------------------------------------------------------------


def _cifrada(args: Namespace) -> tuple[Acceso, Path]:
    carpeta = carpeta_de_datos(args)
    acceso = acceso_de(args, carpeta)
    if acceso.estado is not Estado.CIFRADA:
        raise UserError(f"«{carpeta}» no está cifrada.")
    return acceso, carpeta


def _abierta(args: Namespace, *, con_llavero: bool = True) -> tuple[Acceso, Llave]:
    acceso, carpeta = _cifrada(args)
    return acceso, abrir(acceso, args.acceso, carpeta, con_llavero=con_llavero)
