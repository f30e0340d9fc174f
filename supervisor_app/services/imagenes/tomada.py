"""When and where a photo was taken, read from its EXIF before that is taken out.

What is missing or absurd is None; a camera without clock writes zeros. Source: Exif 2.32 (CIPA DC-008) 4.6.3 to 4.6.6.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from PIL import Image

from supervisor_app.services.imagenes.lectura import DANADA

_EXIF, _GPS = 0x8769, 0x8825
_FECHA, _FECHA_ORIGINAL, _FECHA_DIGITAL = 0x0132, 0x9003, 0x9004
_ZONA, _ZONA_ORIGINAL = 0x9010, 0x9011
_ORIENTACION = 0x0112
_HORA = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_DESFASE = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Toma:
    """``cuando`` as the camera's clock had it, with its offset where the camera wrote one; ``lugar`` (latitude,
    longitude) in degrees, north and east positive; ``giro`` the EXIF orientation, 1 to 8."""

    cuando: datetime | None = None
    lugar: tuple[float, float] | None = None
    giro: int = 1


def leer_toma(imagen: Image.Image) -> Toma:
    """What its EXIF tells; broken EXIF tells nothing."""
    try:
        exif = imagen.getexif()
        detalle, gps = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    except DANADA:
        return Toma()
    giro = exif.get(_ORIENTACION, 1)
    return Toma(
        cuando=_cuando(detalle, exif.get(_FECHA)),
        lugar=_lugar(gps),
        giro=giro if isinstance(giro, int) and 1 <= giro <= 8 else 1,
    )


def _cuando(detalle: Mapping[int, object], de_archivo: object) -> datetime | None:
    """The moment of the shot; that of the file only where there is no other."""
    for fecha, zona in (
        (detalle.get(_FECHA_ORIGINAL), detalle.get(_ZONA_ORIGINAL)),
        (detalle.get(_FECHA_DIGITAL), None),
        (de_archivo, detalle.get(_ZONA)),
    ):
        hallada = _HORA.match(_texto(fecha))
        if hallada is None:
            continue
        try:
            momento = datetime(*map(int, hallada.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - as the camera
            return momento.replace(tzinfo=_zona(_texto(zona))) if momento.year >= 1990 else None
        except ValueError:
            continue
    return None


def _texto(valor: object) -> str:
    return valor.decode("ascii", "replace") if isinstance(valor, bytes) else valor if isinstance(valor, str) else ""


def _zona(texto: str) -> timezone | None:
    hallada = _DESFASE.match(texto)
    if hallada is None or int(hallada[2]) > 14 or int(hallada[3]) > 59:
        return None
    desfase = timedelta(hours=int(hallada[2]), minutes=int(hallada[3]))
    return timezone(-desfase if hallada[1] == "-" else desfase)


def _lugar(gps: Mapping[int, object]) -> tuple[float, float] | None:
    latitud = _grados(gps.get(2), _texto(gps.get(1)), "NS")
    longitud = _grados(gps.get(4), _texto(gps.get(3)), "EW")
    if latitud is None or longitud is None or abs(latitud) > 90 or abs(longitud) > 180:
        return None
    # Phones without a fix write zeros; nobody supervises in the Gulf of Guinea.
    return None if latitud == longitud == 0 else (latitud, longitud)


def _grados(partes: object, lado: str, lados: str) -> float | None:
    """Degrees, minutes and seconds as one number, to six decimals (ten centimetres)."""
    lado = lado[:1].upper()
    if not isinstance(partes, tuple) or not 1 <= len(partes) <= 3 or not lado or lado not in lados:
        return None
    try:
        numeros = [float(p) for p in partes]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    grados = sum(n / (1, 60, 3600)[i] for i, n in enumerate(numeros))
    if not math.isfinite(grados) or any(n < 0 for n in numeros):
        return None
    return round(-grados if lado == lados[1] else grados, 6)
