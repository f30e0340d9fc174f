"""After a run that did not end well: a look at what was saved, and what happened in words.

Nothing is said to be safe that was not looked at. It must never mend anything, nor hold up whoever works meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app.cifrado.llave import Llave
from supervisor_app.corrida import Motivo, Previa
from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import BASE
from supervisor_app.store.revision import Confirmada, Interrumpida, Revision, revisar

__all__ = ["Interrumpida", "Relato", "Revision", "Revisor", "que_paso", "relatar"]

_MOTIVOS = {
    Motivo.FALLO: "la aplicación se cerró por un fallo; no es culpa suya",
    Motivo.SIN_RESPUESTA: "la aplicación dejó de responder y se cerró desde fuera",
    Motivo.APAGADO: "el equipo se apagó o se reinició con la aplicación abierta",
    Motivo.TERMINADA: "la aplicación se cerró desde fuera, sin terminar (otro programa, el sistema o una persona)",
    Motivo.DESCONOCIDO: "la aplicación no terminó: el equipo se apagó, o se cerró desde fuera",
}


@dataclass(frozen=True, slots=True)
class Revisor:
    """Looks at the database of a data folder from a connection of its own; for any thread. Values only."""

    carpeta: Path
    llave: Llave | None

    def __call__(self, previa: Previa | None, seguir: Callable[[], bool]) -> Revision:
        """Raises EnvironmentProblem where it cannot be read, Interrumpida once ``seguir`` says no."""
        pedida = Confirmada(previa.confirmada, previa.de) if previa is not None and previa.confirmada else None
        return revisar(self.carpeta / BASE, self.llave, confirmada=pedida, seguir=seguir)


@dataclass(frozen=True, slots=True)
class Relato:
    """``texto`` for the person; ``grave`` where something saved is damaged or missing, or could not be looked at."""

    texto: str
    grave: bool


def que_paso(previas: Sequence[Previa]) -> str:
    """What happened, in one sentence; of several runs that did not end well, the last one."""
    ultima = previas[0]
    cuando = f" ({fecha_hora(ultima.visto)})" if ultima.visto is not None else ""
    otras = f" Antes pasó {cuantos(len(previas) - 1, 'vez', 'veces')} más." if len(previas) > 1 else ""
    return f"La última vez, {_MOTIVOS[ultima.motivo]}{cuando}.{otras}"


def relatar(previas: Sequence[Previa], hallado: Revision | EnvironmentProblem, ahora: datetime) -> Relato:
    """What happened and what became of what was saved."""
    principio = que_paso(previas)
    registro = " Quedó un registro del fallo, sin datos personales." if previas[0].fallo is not None else ""
    if isinstance(hallado, EnvironmentProblem):
        return Relato(f"{principio} No se pudo revisar la base de datos: {hallado.message}{registro}", True)
    if hallado.faltas:
        return Relato(
            f"{principio} La base de datos tiene daños: {cuantos(len(hallado.faltas), 'falta', 'faltas')}. No siga "
            f"capturando; guarde la ayuda a soporte y restaure el respaldo más reciente.{registro}",
            True,
        )
    if hallado.esta is False:
        return Relato(
            f"{principio} La base de datos está completa, pero falta el último cambio que se había dado por guardado. "
            f"Si entretanto restauró un respaldo, es lo esperado; si no, guarde la ayuda a soporte.{registro}",
            True,
        )
    return Relato(
        f"{principio} Se revisó la base de datos y está completa{_hasta(hallado, ahora)}; nada de lo guardado se "
        f"perdió. Sólo lo que se estaba escribiendo en ese instante pudo quedar fuera.{registro}",
        False,
    )


def _hasta(revision: Revision, ahora: datetime) -> str:
    if revision.ultima is None:
        return ""
    cuando = fecha_hora(revision.ultima.astimezone(ahora.tzinfo))
    if revision.esta:
        return f" hasta el último cambio que se dio por guardado ({cuando})"
    return f"; su último cambio es del {cuando}"
