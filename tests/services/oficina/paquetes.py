"""Delivered packages of fictitious visits, made by what the application itself makes them with."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.documento import ArchivoDocumento, CampoDeFirma, Documento, Metodo, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.exchange.paquete import Contenido, Paquete, armar
from supervisor_app.services.contenido_paquete import registros_compartidos
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    CUMPLE,
    ITEMS,
    NO_APLICA,
    NO_CUMPLE,
    PARCIAL,
    ZONA,
    aplicar,
    expediente,
    medida,
    muestra,
)

RESPUESTAS: dict[str, Valor] = {
    "CO-90-01": PARCIAL,
    "CO-90-02": muestra(20, 4, importe="312940.00"),
    "CO-90-07": NO_APLICA,
    "AV-90-01": CUMPLE,
    "AV-90-02": NO_CUMPLE,
}


def cerrada(n: int = 1, respuestas: Mapping[str, Valor] | None = None, **campos: object) -> Expediente:
    """A closed visit, answered, with the findings that its answers raise and a measure on the first of them."""
    inicio = campos.pop("inicio", date(2026, 6, 8))
    assert isinstance(inicio, date)
    base: dict[str, object] = {
        "id": f"{n:032x}", "folio": f"V-2026-{n:03d}", "ficticia": False, "inicio": inicio, "fin": inicio,
        "creada": datetime(inicio.year, inicio.month, inicio.day, 9, tzinfo=ZONA), "cedulas": (),
    }  # fmt: skip
    e = expediente(**(base | campos))
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90, AV_90]))
    for item, valor in (RESPUESTAS if respuestas is None else respuestas).items():
        e = aplicar(e, comandos.responder(e, ITEMS[item], valor))
    primera = next(iter(e.inconsistencias_en_orden()), None)
    if primera is not None:
        m = medida(
            1, primera.id, id=f"{n:032x}:m", visita_id=e.visita.id, texto="Capturar las actas", fecha=date(2026, 7, 1),
            responsable_cargo="Jefe del Departamento de Cobranza",
        )  # fmt: skip
        e = replace(e, medidas={m.id: m})
    return replace(e, visita=con(e.visita, estado=EstadoVisita.CERRADA))


def informe_firmado(e: Expediente) -> Documento:
    cuando = datetime(2026, 6, 12, 18, tzinfo=ZONA)
    archivos = tuple(
        ArchivoDocumento(
            orden=n, metodo=metodo, sha256=f"{n}a" * 32, bytes=9, paginas=1, campo=campo, firmante=firmante,
            rfc="BEPL850230XX1", cuando=cuando,
        )
        for n, (metodo, campo, firmante) in enumerate(
            [(Metodo.EMISION, "", ""), (Metodo.EFIRMA, "Firma_Supervisor", "LUCIA ÑANDU")]
        )
    )  # fmt: skip
    return Documento(
        id=f"{e.visita.id}:inf", visita_id=e.visita.id, revision=e.visita.revision, tipo=TipoDocumento.INFORME,
        version=1, folio=f"{e.visita.folio}-INF", titulo="Informe de la comisión", registro_sha256="cc" * 32,
        huella="dd" * 32, campos=(CampoDeFirma(campo="Firma_Supervisor", nombre="Lucía Ñandú"),), creado=cuando,
        archivos=archivos,
    )  # fmt: skip


def registros(e: Expediente) -> dict[str, bytes]:
    return registros_compartidos(e) | {"documentos": legible([informe_firmado(e)])}


@dataclass
class Buzon:
    """A mailbox in a folder, and how laptops put packages into it."""

    raiz: Path
    taller: Path

    def armar(
        self,
        e: Expediente,
        *,
        reemplaza: Paquete | None = None,
        cambios: Mapping[str, bytes | None] | None = None,
        visita_id: str = "",
    ) -> Paquete:
        """The package of a visit. ``cambios``: records with other bytes; None: left out."""
        crudos: dict[str, bytes | None] = {**registros(e), **(cambios or {})}
        return armar(
            Contenido(
                visita_id=visita_id or e.visita.id,
                folio=e.visita.folio,
                revision=e.visita.revision,
                reemplaza=reemplaza.sha256 if reemplaza else ("ee" * 32 if e.visita.revision > 1 else None),
                creado=datetime(2026, 6, 12, 19, tzinfo=ZONA),
                archivos={f"registros/{n}.json": dato for n, dato in crudos.items() if dato is not None},
            ),
            self.taller,
        )

    def poner(self, paquete: Paquete, clave: str = "") -> str:
        """Deliver it, under its own key or another one."""
        ruta = self.raiz / (clave or paquete.clave)
        ruta.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paquete.path, ruta)
        return clave or paquete.clave

    def entregar(self, e: Expediente, **como: object) -> Paquete:
        paquete = self.armar(e, **como)  # type: ignore[arg-type]  # by name
        self.poner(paquete)
        return paquete
