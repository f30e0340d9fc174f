"""Who applies which cédula in a visit of several supervisors. It warns; it must never forbid anybody to answer."""

from __future__ import annotations

from supervisor_app.domain.expediente import Expediente


def responsable(e: Expediente, codigo: str) -> str:
    """The name of whoever applies the cédula; empty where it was not given to anybody."""
    aplicada = e.aplicadas.get(codigo)
    return aplicada.responsable.nombre.strip() if aplicada is not None and aplicada.responsable is not None else ""


def aviso_de_ajena(e: Expediente, codigo: str, quien: str) -> str:
    """What to tell ``quien`` (the person of this laptop) in a cédula of somebody else; empty in the own ones."""
    suya = responsable(e, codigo)
    if not suya or not quien.strip() or _igual(suya, quien):
        return ""
    return f"Esta cédula la aplica {suya}. Puede contestarla; si ambos contestan distinto, se preguntará cuál vale."


def _igual(una: str, otra: str) -> bool:
    return " ".join(una.split()).casefold() == " ".join(otra.split()).casefold()
