"""Invented facts of packages, as the reader hands them to the index."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.seguimiento import MedidaVerificada, ResultadoVerificacion, Verificacion
from supervisor_app.store.oficina.hechos import (
    FilaHallazgo,
    FilaItem,
    FilaMedida,
    FilaPaquete,
    FilaSuma,
    FilaVerificacion,
    FilaVisita,
    Leido,
    Veredicto,
)

UNIDAD = '["SUB", "06", "01", ""]'


def id_de(n: int) -> str:
    return f"{n:032x}"


def hallazgo_de(visita: int, numero: int = 1) -> str:
    return f"{id_de(visita)}:i:{numero}"


def leido(
    visita: int,
    revision: int = 1,
    *,
    variante: str = "",
    veredicto: Veredicto = Veredicto.SIN_FIRMA,
    dia: date = date(2026, 6, 12),
    verifica: int | None = None,
    resultado: ResultadoVerificacion = ResultadoVerificacion.SOLVENTADA,
    unidad: str = UNIDAD,
    ficticia: bool = False,
) -> Leido:
    """One finding with one measure; ``verifica``: what it says of the finding of another visit."""
    quien, huella = id_de(visita), hashlib.sha256(f"{visita}/{revision}/{variante}".encode()).hexdigest()
    creada = f"{dia.isoformat()}T09:00:00-06:00"
    anterior = hashlib.sha256(f"{visita}/{revision - 1}/".encode()).hexdigest() if revision > 1 else ""
    medida = Medida(
        id=f"{quien}:m", visita_id=quien, inconsistencia_id=hallazgo_de(visita), orden=1, texto="Emitir",
        responsable_cargo="Jefe", fecha=date(2026, 7, 1),
    )  # fmt: skip
    base = Leido(
        clave=f"visitas/{dia:%Y/%m}/{quien}.r{revision}.{huella[:16]}.zip",
        paquete=FilaPaquete(
            sha256=huella, visita=quien, revision=revision, reemplaza=anterior,
            nombre=f"{quien}.r{revision}.{huella[:16]}.zip", bytes=1000 + revision, folio=f"V-2026-{visita:03d}",
            fecha=dia.isoformat(), veredicto=veredicto,
        ),
        visita=FilaVisita(
            sha256=huella, visita=quien, folio=f"V-2026-{visita:03d}", revision=revision, motivo_revision="",
            tipo="supervision", ficticia=int(ficticia), unidad=unidad, unidad_tipo="SUB",
            unidad_titulo="Subdelegación Colima", ooad="06", ooad_nombre="Colima", subdelegacion="01",
            subdelegacion_nombre="Colima", inicio=dia.isoformat(), fin=dia.isoformat(), creada=creada,
            dia=dia.isoformat(), mes=dia.isoformat()[:7], momento=f"{dia.isoformat()} {creada} {quien}", pliego="1/26",
            supervisor="Lucía Ñandú", equipo='["Lucía Ñandú"]', titular="", recibio="",
        ),
        sumas=(
            FilaSuma(huella, "CO-90", 1, "Notificación", "cobranza", 7, 7, 4 + revision, 1, 2, 0, 2, 9000, 14000),
        ),
        hallazgos=(
            FilaHallazgo(
                sha256=huella, id=hallazgo_de(visita), visita=quien, numero=1, folio=f"V-2026-{visita:03d}-01",
                titulo="No cumple", proceso="CO-90", departamento="cobranza", riesgo="alto", origen="Supervisión",
                estado="abierta", importe=12345, fecha=dia.isoformat(), estado_actual="abierta",
            ),
        ),
        items=(FilaItem(huella, hallazgo_de(visita), "CO-90-01", "cobranza"),),
        medidas=(
            FilaMedida(
                sha256=huella, id=medida.id, hallazgo=hallazgo_de(visita), departamento="cobranza", orden=1,
                tipo=medida.tipo.value,
                texto=medida.texto, responsable=medida.responsable, fecha="2026-07-01", avance=0,
                datos=medida.model_dump_json(),
            ),
        ),
    )  # fmt: skip
    if verifica is None:
        return base
    dicha = Verificacion(
        id=f"{quien}:v:{hallazgo_de(verifica)}", visita_id=quien, hallazgo_id=hallazgo_de(verifica),
        hallazgo_visita_id=id_de(verifica), folio=f"V-2026-{verifica:03d}-01", resultado=resultado,
        medidas=(MedidaVerificada(medida_id=f"{id_de(verifica)}:m", cumplida=True),)
        if resultado is ResultadoVerificacion.SOLVENTADA else (),
    )  # fmt: skip
    fila = FilaVerificacion(
        huella, dicha.id, dicha.hallazgo_id, dicha.folio, resultado.value, "", dicha.model_dump_json()
    )
    return replace(base, verificaciones=(fila,))
