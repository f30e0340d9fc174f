"""The visit of three months before, and what the present one finds of it: solved, under way, not solved, overdue.

It must never hold anything taken from a real document.
"""

from __future__ import annotations

from typing import Final

from supervisor_app.domain.hallazgo import Riesgo, TipoMedida
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.services.demo.datos import EJECUCION, RECIBIO, TITULAR, Contestacion
from supervisor_app.services.demo.evidencias import ArchivoDemo, relacion_de_actas
from supervisor_app.services.demo.guion import Guion, MedidaVerificadaDemo, VerificacionDemo
from supervisor_app.services.demo.hallazgos import HallazgoDemo, MedidaDemo

_CONTESTACIONES: Final[dict[str, Contestacion]] = {
    "CO-06-01": Contestacion("30/9/1,918,204.37", "Nueve créditos rebasan los veinte días sin mandamiento."),
    "CO-06-02": Contestacion("41"),
    "CO-06-03": Contestacion("20/0/"),
    "CO-06-04": Contestacion("20/3/", "Tres diligencias sin citatorio en el expediente."),
    "CO-06-05": Contestacion("15/0/"),
    "CO-06-06": Contestacion("6/0/"),
    "CO-06-07": Contestacion("no cumple", "La comprobación se hace de palabra y no queda en el expediente."),
    "CO-06-08": Contestacion("cumple"),
    "CO-06-09": Contestacion("20/5/", "El retraso está entre el embargo y el avalúo."),
    "CO-06-10": Contestacion("7,204,331.90"),
}
_HALLAZGOS: Final[dict[str, HallazgoDemo]] = {
    "CO-06-01": HallazgoDemo(
        "Los mandamientos se elaboran cuando hay tiempo y nadie lleva la cuenta de los vencidos.",
        (MedidaDemo("Emitir los 9 mandamientos pendientes", EJECUCION, 45, "Mandamientos emitidos"),),
        "9 de 30 créditos vencidos siguen sin mandamiento",
        Riesgo.ALTO,
    ),
    "CO-06-04": HallazgoDemo(
        "Dos ejecutores de reciente ingreso no habían recibido capacitación.",
        (MedidaDemo("Reponer las 3 diligencias con citatorio y acta", EJECUCION, 30, "Relación de actas repuestas"),),
        "3 diligencias de requerimiento sin citatorio",
        Riesgo.ALTO,
    ),
    "CO-06-07": HallazgoDemo(
        "No hay formato para la comprobación.",
        (
            MedidaDemo(
                "Usar una hoja de verificación previa al embargo y anexarla al expediente",
                RECIBIO,
                30,
                "Oficio de instrucción",
                TipoMedida.PREVENTIVA,
            ),
        ),
        "No queda constancia de que se comprobó la procedencia del embargo",
    ),
    "CO-06-09": HallazgoDemo(
        "El avalúo se solicita al acumular varios expedientes.",
        (
            MedidaDemo(
                "Solicitar los 5 avalúos pendientes y registrar su fecha", EJECUCION, 60, "Solicitudes de avalúo"
            ),
        ),
        "5 de 20 expedientes rebasan el plazo entre etapas",
        Riesgo.BAJO,
    ),
}

ANTERIOR: Final = Guion(
    cedulas=("CO-06",),
    contestaciones=_CONTESTACIONES,
    hallazgos=_HALLAZGOS,
    hace=91,
    reconocimiento="Se reconoció la disposición del personal de ejecución para atender la visita.",
    contribuciones=("Se dejó un ejemplo de hoja de verificación previa al embargo, para su adopción.",),
)

VERIFICACIONES: Final = (
    VerificacionDemo(
        "CO-06-01",
        ResultadoVerificacion.NO_SOLVENTADA,
        "De los 9 créditos se emitieron 4 mandamientos; el resto sigue igual y se levanta de nuevo.",
        MedidaVerificadaDemo(cumplida=False, avance=44, nota="Se tuvieron a la vista 4 mandamientos."),
    ),
    VerificacionDemo(
        "CO-06-04",
        ResultadoVerificacion.SOLVENTADA,
        "Se cotejaron las 3 diligencias repuestas con sus citatorios y actas.",
        MedidaVerificadaDemo(cumplida=True, nota="Relación de actas repuestas, adjunta."),
        ArchivoDemo("CO-06-04", "Actas repuestas.pdf", "Relación de actas repuestas", relacion_de_actas),
    ),
    VerificacionDemo(
        "CO-06-07",
        ResultadoVerificacion.SOLVENTADA,
        "Oficio 114/2026 del Departamento de Cobranza; la hoja de verificación está en los expedientes revisados.",
        MedidaVerificadaDemo(cumplida=True, nota="Oficio 114/2026."),
    ),
    VerificacionDemo(
        "CO-06-09",
        ResultadoVerificacion.EN_ATENCION,
        "Faltan dos avalúos, que ya se solicitaron.",
        MedidaVerificadaDemo(
            avance=60,
            nota="Tres de cinco solicitudes a la vista.",
            dias=45,
            motivo="El perito tarda un mes",
        ),
    ),
)
AUTORIZO: Final = f"{TITULAR.nombre}, {TITULAR.cargo}"
