"""What an index is and what whoever asks it sees there, in words that promise nothing the engine does not keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.texto import enlistar
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.oficina.verbos import indice_de
from supervisor_app.store.oficina import acceso, permisos
from supervisor_app.store.oficina.acceso import Acceso
from supervisor_app.store.oficina.esquema import VERSION
from supervisor_app.store.oficina.motor import abrir_motor

_PAPELES: Final = {
    permisos.INDEXADOR: "indexa (oficina_indexador): lee todo, pone lo que llega y reconstruye el índice",
    permisos.TITULAR: "titular de la JSAC (oficina_titular): lee todo y no cambia nada",
    permisos.JEFE: "jefe de Departamento (oficina_jefe): lee lo que se le concedió",
    permisos.SUPERVISOR: "supervisor (oficina_supervisor): lee lo que se le concedió",
    permisos.LECTOR: "lector (oficina_lector): lee lo que se le concedió",
}
_VEN_TODO: Final = (permisos.INDEXADOR, permisos.TITULAR)


@dataclass(frozen=True, slots=True)
class Comprobado:
    """``version``: the engine and its tables; ``papel``: who asks; ``ve``: what that one sees; ``avisos``."""

    version: str
    papel: str
    ve: str
    escribe: bool
    avisos: tuple[str, ...] = ()


def comprobar(lugar: LugarDelIndice) -> Comprobado:
    """Connect, ask and leave; nothing is made. Raises UserError or EnvironmentProblem."""
    if not lugar.hay():
        return Comprobado("Todavía no hay índice: se hace al atender el buzón.", *_de_archivo(lugar), escribe=True)
    motor = abrir_motor(lugar.direccion or str(indice_de(lugar.carpeta)), lugar.llave, contrasena=lugar.contrasena())
    try:
        hallado = acceso.mirar(motor)
    finally:
        motor.cerrar()
    if not hallado.en_servidor:
        return Comprobado(_version(hallado), *_de_archivo(lugar), escribe=True)
    return _de_servidor(hallado)


def _version(a: Acceso) -> str:
    if not a.tablas:
        return f"{a.motor}. No se ve ningún índice todavía."
    if a.tablas < VERSION:
        return f"{a.motor}. Las tablas son de una versión anterior de la aplicación; se ponen al día al indexar."
    return f"{a.motor}. Tablas al día."


def _de_archivo(lugar: LugarDelIndice) -> tuple[str, str]:
    cifrado = "cifrado con la carpeta de datos" if lugar.llave is not None else "sin cifrar"
    return (
        f"Un archivo, {cifrado}. Un archivo no tiene papeles.",
        "Quien puede leer el archivo lo lee todo."
        if lugar.llave is None
        else "Quien puede abrir esta carpeta de datos y leer el archivo lo lee todo.",
    )


def _de_servidor(a: Acceso) -> Comprobado:
    avisos = []
    if not a.cifrada:
        avisos.append("La conexión con el servidor no va cifrada. Pida la dirección con «sslmode=verify-full».")
    if a.todo:
        papel = f"Entra como «{a.usuario}», que es dueña de las tablas o administra el servidor."
        return Comprobado(_version(a), papel, "Ve todo: ningún papel la limita.", a.escribe, tuple(avisos))
    if not a.papeles:
        papel = f"Entra como «{a.usuario}», que no tiene ningún papel de la oficina."
        ve = "No ve nada. Pida a quien administra la base que le dé uno (docs/OFICINA.md)."
        return Comprobado(_version(a), papel, ve, a.escribe, tuple(avisos))
    papel = f"Entra como «{a.usuario}»: {enlistar([_PAPELES[p] for p in a.papeles])}."
    return Comprobado(_version(a), papel, _lo_que_ve(a), a.escribe, tuple(avisos))


def _lo_que_ve(a: Acceso) -> str:
    if any(p in a.papeles for p in _VEN_TODO):
        return "Ve todo, con la cuarentena y la bitácora."
    if not a.concedido:
        return "No ve ninguna visita: la tabla «acceso» no le concede nada. Pídalo a quien administra la base."
    return f"Ve lo que le concede la tabla «acceso»: {'; '.join(_concedido(*c) for c in a.concedido)}."


def _concedido(ooad: str, departamento: str, supervisor: str) -> str:
    nombres = {d.value: d.label for d in Departamento}
    partes = [f"OOAD {ooad}" if ooad else "todas las OOAD"]
    if departamento:
        partes.append(f"Departamento {nombres.get(departamento, departamento)}")
    if supervisor:
        partes.append(f"visitas del equipo de {supervisor}")
    return ", ".join(partes)
