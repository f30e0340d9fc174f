"""Dates and moments inside expressions: ISO text to numbers of days and back, and the patterns of ``format-date``.

A date is a whole number of days since 1970-01-01. A moment is a number of days too: by the clock on the wall of the
form's zone where it is compared or calculated with, and by UTC in ``decimal-date-time``. Zones come in as minutes
east of UTC. This module must never ask for the time.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from supervisor_app.domain.texto import MESES

NAN: Final = math.nan
_EPOCA_UTC: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - arithmetic of wall clocks
_DIA: Final = timedelta(days=1)
_HORA = r"(?P<h>\d\d):(?P<mi>\d\d)(?::(?P<s>\d\d)(?:\.(?P<f>\d{1,9}))?)?(?P<z>Z|[+-]\d\d(?::?\d\d)?)?"
_ISO: Final = re.compile(rf"(?P<a>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?:T{_HORA})?", re.ASCII)
_SOLO_HORA: Final = re.compile(_HORA, re.ASCII)
_DIAS_CORTOS: Final = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
IDENTIFICADORES: Final = "YymnbdeaHhMS3%"
"""What may follow ``%`` in a pattern (specification of format-date and format-date-time)."""


def parece_fecha(texto: str) -> bool:
    """Whether the text has the shape of a date or a moment, existing or not."""
    return len(texto) >= 8 and texto[4] == "-" and _ISO.fullmatch(texto) is not None


@lru_cache(maxsize=4096)
def momento(texto: str, zona: int) -> datetime | None:
    """The wall clock in ``zona`` that a date (its midnight) or a moment stands for; None where it is none."""
    m = _ISO.fullmatch(texto.strip())
    if m is None:
        return None
    try:
        dia = datetime(int(m["a"]), int(m["m"]), int(m["d"]))  # noqa: DTZ001 - a date has no zone
        if m["h"] is None:
            return dia
        return dia + _reloj(m, zona)
    except (ValueError, OverflowError):
        return None


def _reloj(m: re.Match[str], zona: int) -> timedelta:
    """The time of day, moved from the offset it carries to ours. Raises ValueError where there is no such time."""
    h, mi, s = int(m["h"]), int(m["mi"]), int(m["s"] or 0)
    if h > 23 or mi > 59 or s > 59:
        raise ValueError
    micro = int((m["f"] or "0").ljust(6, "0")[:6])
    return timedelta(hours=h, minutes=mi + (zona - _desfase(m["z"], zona)), seconds=s, microseconds=micro)


def _desfase(escrito: str | None, zona: int) -> int:
    if escrito is None:
        return zona
    if escrito == "Z":
        return 0
    horas, minutos = int(escrito[1:3]), int(escrito[-2:]) if len(escrito) > 3 else 0
    if horas > 23 or minutos > 59:
        raise ValueError
    return (horas * 60 + minutos) * (-1 if escrito[0] == "-" else 1)


def dias(texto: str, zona: int) -> float:
    """Days since 1970-01-01 by the clock on the wall; NaN where the text is no date that exists."""
    m = momento(texto, zona)
    return NAN if m is None else (m - _EPOCA_UTC) / _DIA


def dias_utc(texto: str, zona: int) -> float:
    """Days since 1970-01-01T00:00Z: what ``decimal-date-time`` gives, with the offset of the form's zone."""
    m = momento(texto, zona)
    return NAN if m is None else (m - _EPOCA_UTC - timedelta(minutes=zona)) / _DIA


def fraccion_del_dia(texto: str, zona: int) -> float:
    """The share of the local day of a time (``06:30:00.000-06:00``) or a moment; NaN where it is none."""
    m = momento(texto, zona)
    if m is None:
        hora = _SOLO_HORA.fullmatch(texto.strip())
        if hora is None:
            return NAN
        try:
            m = _EPOCA_UTC + _reloj(hora, zona)
        except ValueError:
            return NAN
    return timedelta(hours=m.hour, minutes=m.minute, seconds=m.second, microseconds=m.microsecond) / _DIA


def iso(dia: datetime) -> str:
    """``2026-11-21``."""
    return f"{dia.year:04d}-{dia.month:02d}-{dia.day:02d}"


def iso_momento(reloj: datetime, zona: int) -> str:
    """``2026-11-21T14:30:00.000-06:00`` for a wall clock of ``zona``."""
    con_zona = reloj.replace(tzinfo=timezone(timedelta(minutes=zona)))
    return con_zona.isoformat(timespec="milliseconds")


def dia_de_numero(n: float) -> str:
    """The date that many whole days after 1970-01-01 (the fraction is dropped); empty where there is none."""
    try:
        return iso(_EPOCA_UTC + timedelta(days=math.trunc(n)))
    except (ValueError, OverflowError):
        return ""


def momento_de_numero(n: float, zona: int) -> datetime | None:
    """The wall clock that many days after 1970-01-01T00:00Z."""
    try:
        return _EPOCA_UTC + timedelta(days=n, minutes=zona)
    except (ValueError, OverflowError):
        return None


def error_de_patron(patron: str) -> str:
    """The ``%x`` of a pattern that means nothing, or an empty text."""
    partes = re.findall(r"%.?", patron)
    return next((p for p in partes if len(p) < 2 or p[1] not in IDENTIFICADORES), "")


def con_patron(cuando: datetime, patron: str) -> str:
    """A moment by a pattern of ``%Y %m %d…``; an identifier that means nothing is left as written."""
    valores = {
        "Y": f"{cuando.year:04d}",
        "y": f"{cuando.year % 100:02d}",
        "m": f"{cuando.month:02d}",
        "n": str(cuando.month),
        "b": MESES[cuando.month - 1][:3],
        "d": f"{cuando.day:02d}",
        "e": str(cuando.day),
        "a": _DIAS_CORTOS[cuando.weekday()],
        "H": f"{cuando.hour:02d}",
        "h": str(cuando.hour),
        "M": f"{cuando.minute:02d}",
        "S": f"{cuando.second:02d}",
        "3": f"{cuando.microsecond // 1000:03d}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda m: valores.get(m[1], m[0]), patron)
