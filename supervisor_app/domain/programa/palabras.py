"""How the programme is worded wherever it is read: screen, paper, table and terminal. It must never decide anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supervisor_app.domain.programa.cumplimiento import Situacion
from supervisor_app.domain.programa.programada import PorProgramar, Razon, VisitaProgramada
from supervisor_app.domain.texto import fecha_corta, orden_natural
from supervisor_app.domain.visita import Unidad


def fechas_de(v: PorProgramar) -> str:
    """``15/06/2026 al 17/06/2026``; one date where it is one day."""
    return fecha_corta(v.inicio) if v.inicio == v.fin else f"{fecha_corta(v.inicio)} al {fecha_corta(v.fin)}"


def unidad_de(u: Unidad) -> str:
    """``Subdelegación Tecomán, Colima``: with its OOAD, since several units have one name."""
    return ", ".join(p for p in (u.titulo, u.ooad_nombre or u.ooad) if p)


def tipo_de(v: PorProgramar) -> str:
    """``Supervisión conjunta``."""
    return f"{v.tipo.label} conjunta" if v.conjunta else v.tipo.label


def razon_con_puntos(r: Razon) -> str:
    return f"{r.texto} ({r.puntos})" if r.puntos else r.texto


def situacion_dicha(s: Situacion, *, ajena: bool) -> str:
    """``ajena``: of another laptop, so that only the office knows whether it was made."""
    return "Pasó su fecha" if ajena and s is Situacion.ATRASADA else s.label


def cambios_de(v: VisitaProgramada) -> tuple[str, ...]:
    """That it was cancelled, and every time that it was moved, with the motives; the newest first."""
    movidas = tuple(
        f"Reprogramada, era del {fecha_corta(r.antes_inicio)} al {fecha_corta(r.antes_fin)}: {_frase(r.motivo)}"
        for r in reversed(v.reprogramaciones)
    )
    return (f"Cancelada: {_frase(v.cancelacion.motivo)}", *movidas) if v.cancelacion is not None else movidas


def cedulas_en_breve(codigos: Iterable[str]) -> str:
    """``CO-01 a CO-05, CO-08, CO-09``: three or more in a row as a range."""
    grupos: list[list[str]] = []
    for codigo in sorted(set(codigos), key=orden_natural):
        if grupos and _sigue(grupos[-1][-1], codigo):
            grupos[-1].append(codigo)
        else:
            grupos.append([codigo])
    return ", ".join(_en_breve(g) for g in grupos)


def _en_breve(seguidos: Sequence[str]) -> str:
    return f"{seguidos[0]} a {seguidos[-1]}" if len(seguidos) > 2 else ", ".join(seguidos)


def _sigue(antes: str, despues: str) -> bool:
    (a, _, m), (b, _, n) = antes.rpartition("-"), despues.rpartition("-")
    return a == b and m.isdecimal() and n.isdecimal() and int(n) == int(m) + 1


def _frase(motivo: str) -> str:
    return f"{' '.join(motivo.split()).rstrip('.')}."
