"""Findings that live across visits: what a later visit verified of them, their state, ageing and recurrence.

Of all this only the verification is a record; states, «vencida», days and «reincidente» are derived from the visits of
one unit, in whatever order they were read (dominio 3.3).
"""

from supervisor_app.domain.seguimiento.acto import DE_OFICINA, ActoDeSeguimiento, ClaseDeActo, EvidenciaRecibida
from supervisor_app.domain.seguimiento.antecedentes import (
    Antecedente,
    HallazgoAnterior,
    Pasado,
    Reincidencia,
    RespuestaAnterior,
    Verificada,
    en_orden,
    estado_de,
    pasos_de,
    visto_el,
)
from supervisor_app.domain.seguimiento.capacitacion import Capacitacion, EstadoCapacitacion, HallazgoAtendido
from supervisor_app.domain.seguimiento.derivacion import (
    comparar,
    compartibles,
    con_actos,
    medida_tras,
    pasado,
    reincidencia_de,
    reincidentes,
    seguidos,
)
from supervisor_app.domain.seguimiento.observacion import Observacion
from supervisor_app.domain.seguimiento.prueba import nombra_documento
from supervisor_app.domain.seguimiento.puntualidad import Puntualidad, cumplida_el, puntualidad
from supervisor_app.domain.seguimiento.verificacion import (
    MedidaVerificada,
    ResultadoVerificacion,
    Verificacion,
    id_de_verificacion,
)
from supervisor_app.domain.seguimiento.visitas import Momento, clave_de_unidad, dia_de, misma_unidad, momento

__all__ = [
    "DE_OFICINA",
    "ActoDeSeguimiento",
    "Antecedente",
    "Capacitacion",
    "ClaseDeActo",
    "EstadoCapacitacion",
    "EvidenciaRecibida",
    "HallazgoAnterior",
    "HallazgoAtendido",
    "MedidaVerificada",
    "Momento",
    "Observacion",
    "Pasado",
    "Puntualidad",
    "Reincidencia",
    "RespuestaAnterior",
    "ResultadoVerificacion",
    "Verificacion",
    "Verificada",
    "clave_de_unidad",
    "comparar",
    "compartibles",
    "con_actos",
    "cumplida_el",
    "dia_de",
    "en_orden",
    "estado_de",
    "id_de_verificacion",
    "medida_tras",
    "misma_unidad",
    "momento",
    "nombra_documento",
    "pasado",
    "pasos_de",
    "puntualidad",
    "reincidencia_de",
    "reincidentes",
    "seguidos",
    "visto_el",
]
