"""What people do in a visit, each as a pure function from the visit to the operation that changes it.

An answer carries its consequences (the inconsistencia it raises or withdraws) in the same operation, so that saving and
undoing take them together. Identifiers come from the caller. This package must never save anything.
"""

from supervisor_app.domain.comandos.acta import empezar_acta, modificar_acta, quitar_acta
from supervisor_app.domain.comandos.comun import NuevoId
from supervisor_app.domain.comandos.evidencia import (
    adjuntar,
    escribir_leyenda,
    marcar_evidencia,
    mover_evidencia,
    ordenar_evidencia,
    quitar_evidencia,
    quitar_fecha,
    quitar_lugar,
    renombrar_evidencia,
    tachar_evidencia,
)
from supervisor_app.domain.comandos.hallazgos import (
    cambiar_estado,
    modificar_inconsistencia,
    nueva_inconsistencia,
    quitar_inconsistencia,
)
from supervisor_app.domain.comandos.indicadores import llevar_al_informe, medir, pegar_indicadores, traer_metas
from supervisor_app.domain.comandos.informe import cerrar, guardar_informe
from supervisor_app.domain.comandos.medidas import (
    modificar_medida,
    nueva_medida,
    prorrogar_medida,
    quitar_medida,
)
from supervisor_app.domain.comandos.muestreo import sortear
from supervisor_app.domain.comandos.papelera import restaurar
from supervisor_app.domain.comandos.preparacion import elegir_cedulas, modificar_aplicada, modificar_visita
from supervisor_app.domain.comandos.puntos import (
    dividir_inconsistencia,
    reunir_punto,
    sacar_punto,
    unir_inconsistencias,
)
from supervisor_app.domain.comandos.respuestas import anotar, guardar_filas, responder
from supervisor_app.domain.comandos.verificacion import (
    anotar_verificacion,
    prorrogar_medida_anterior,
    verificar_hallazgo,
    verificar_medida,
)
from supervisor_app.domain.comandos.versiones import (
    devolver,
    quedarse,
    seguir_versiones,
)

__all__ = [
    "NuevoId",
    "adjuntar",
    "anotar",
    "anotar_verificacion",
    "cambiar_estado",
    "cerrar",
    "devolver",
    "dividir_inconsistencia",
    "elegir_cedulas",
    "empezar_acta",
    "escribir_leyenda",
    "guardar_filas",
    "guardar_informe",
    "llevar_al_informe",
    "marcar_evidencia",
    "medir",
    "modificar_acta",
    "modificar_aplicada",
    "modificar_inconsistencia",
    "modificar_medida",
    "modificar_visita",
    "mover_evidencia",
    "nueva_inconsistencia",
    "nueva_medida",
    "ordenar_evidencia",
    "pegar_indicadores",
    "prorrogar_medida",
    "prorrogar_medida_anterior",
    "quedarse",
    "quitar_acta",
    "quitar_evidencia",
    "quitar_fecha",
    "quitar_inconsistencia",
    "quitar_lugar",
    "quitar_medida",
    "renombrar_evidencia",
    "responder",
    "restaurar",
    "reunir_punto",
    "sacar_punto",
    "seguir_versiones",
    "sortear",
    "tachar_evidencia",
    "traer_metas",
    "unir_inconsistencias",
    "verificar_hallazgo",
    "verificar_medida",
]
