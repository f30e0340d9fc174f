"""Invented executive summaries, from nothing to far more than a page holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor_app.documents.ejecutivo import componer_ejecutivo
from supervisor_app.documents.modelo_ejecutivo import (
    AtrasoImpreso,
    CasillaImpresa,
    CifraImpresa,
    DocumentoEjecutivo,
    IndicadorResumido,
    MapaImpreso,
    PuntoImpreso,
    RenglonImpreso,
    TendenciaImpresa,
)
from supervisor_app.documents.textos import textos_ejecutivo
from supervisor_app.domain.base import Persona

LARGO = "Órgano de Operación Administrativa Desconcentrada de nombre inacabable y ficticio " * 3


def mapa(places: int, processes: int, name: str = "Unidad") -> MapaImpreso:
    rows = tuple(
        RenglonImpreso(
            f"{name} {n}",
            tuple(
                CasillaImpresa(str(99 - n % 50), (n + k) % 7 - 2, n % 3 == 0, f"{name} {n}, CO-{k:02d}")
                for k in range(processes)
            ),
            "+3",
        )
        for n in range(places)
    )
    columns = tuple((f"CO-{k:02d}", "Notificación") for k in range(processes))
    return MapaImpreso(columns, tuple(reversed(range(processes))), rows, "vs. antes")


def ejecutivo(units: int = 3, *, long: str = "", **changes: Any) -> DocumentoEjecutivo:
    """``units``: how many there are of everything; ``long``: added to every name."""
    points = tuple(
        PuntoImpreso(24_300 + n, "ene", f"enero de {2025 + n}", float(60 + n % 7), f"{60 + n % 7} %")
        for n in range(min(units, 36))
    )
    values: dict[str, Any] = {
        "folio": "RE-99-20260630", "fecha": date(2026, 6, 30), "ooad": "Ficticio", "ambito": f"OOAD Ficticio{long}",
        "periodo": "Del 1 de enero al 30 de junio de 2026",
        "cifras": tuple(CifraImpresa(f"{units:,}", f"visitas recibidas{long}", f"a {units} unidades{long}")
                        for _ in range(5)),
        "hay_visitas": bool(units),
        "mapa": mapa(units, min(units * 4, 60), f"Unidad{long}"),
        "tendencias": tuple(TendenciaImpresa(f"Serie {n}{long}", "+3", points) for n in range(3)),
        "vencidas": tuple(
            AtrasoImpreso(f"{n} días", f"Medida {n}{long}", f"Unidad {n}{long}", f"Jefatura{long}", "01/02/2026")
            for n in range(units, 0, -1)
        ),
        "cuantas_vencidas": units,
        "reincidencias": tuple((f"Unidad {n}{long}", f"CO-01-0{n % 9} · 2 visitas{long}") for n in range(units)),
        "indicadores": tuple(
            IndicadorResumido(f"IND-{n:02d} Indicador{long}", f"{n} de {units} unidades", n / units if n else None)
            for n in range(units)
        ),
        "solicitudes": tuple(f"Unidad {n}{long}: 1 medida vencida; {n} días." for n in range(units)),
        "elabora": Persona(nombre=f"Persona Ficticia{long}", cargo=f"Jefa{long}"),
        "lugar_y_fecha": "Ciudad, a 30 de junio de 2026", "ficticia": True,
    }  # fmt: skip
    return DocumentoEjecutivo(**(values | changes))


def ejecutivo_pdf(doc: DocumentoEjecutivo, *, borrador: bool = False) -> bytes:
    registro = None if borrador else b'{"resumen_ejecutivo":{}}'
    return componer_ejecutivo(doc, textos=textos_ejecutivo(), registro=registro).pdf()
