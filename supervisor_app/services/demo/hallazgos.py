"""The findings of the fictitious visit: causes, risk and the measures agreed on each. No verb and no clock.

It must never hold anything taken from a real document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from supervisor_app.domain.base import Persona
from supervisor_app.domain.hallazgo import Riesgo, TipoMedida
from supervisor_app.services.demo.datos import CARTERA, EJECUCION, NOTIFICACION, RECIBIO, TITULAR


@dataclass(frozen=True, slots=True)
class MedidaDemo:
    """An agreed measure, due ``dias`` after the visit ends (or the Monday that follows)."""

    texto: str
    responsable: Persona
    dias: int
    evidencia: str
    tipo: TipoMedida = TipoMedida.CORRECTIVA


@dataclass(frozen=True, slots=True)
class HallazgoDemo:
    """What is written in the finding that an answer raised. An empty title leaves the derived one."""

    causa: str
    medidas: tuple[MedidaDemo, ...]
    titulo: str = ""
    riesgo: Riesgo = Riesgo.MEDIO


_PREVENTIVA, _MEJORA = TipoMedida.PREVENTIVA, TipoMedida.MEJORA

HALLAZGOS: Final[dict[str, HallazgoDemo]] = {
    "CO-02-03": HallazgoDemo(
        "Las actas se llenan al regresar de la diligencia y nadie las revisa antes de capturarlas.",
        (
            MedidaDemo(
                "Reponer las 4 diligencias con acta completa, o dejar constancia de por qué no procede",
                NOTIFICACION,
                14,
                "Actas repuestas",
            ),
            MedidaDemo(
                "Revisar cada acta contra una lista de datos esenciales antes de capturarla",
                RECIBIO,
                28,
                "Lista firmada de cada semana",
                _PREVENTIVA,
            ),
        ),
        "4 de 25 actas omiten un dato esencial",
        Riesgo.ALTO,
    ),
    "CO-02-04": HallazgoDemo(
        "La ruta 04 la cubrió personal de reciente ingreso.",
        (
            MedidaDemo(
                "Reponer las dos notificaciones sin citatorio anterior a la diligencia",
                NOTIFICACION,
                14,
                "Citatorio y acta de cada caso",
            ),
        ),
        "2 notificaciones sin citatorio previo",
        Riesgo.ALTO,
    ),
    "CO-02-05": HallazgoDemo(
        "La captura se hace por paquete y no con el acta a la vista.",
        (
            MedidaDemo(
                "Corregir en el sistema la fecha de notificación de los dos créditos",
                NOTIFICACION,
                7,
                "Pantalla corregida",
            ),
            MedidaDemo(
                "Capturar la fecha de notificación con el acta a la vista",
                NOTIFICACION,
                14,
                "Instrucción por escrito",
                _PREVENTIVA,
            ),
        ),
    ),
    "CO-02-08": HallazgoDemo(
        "No hay formato para la reasignación.",
        (
            MedidaDemo(
                "Asentar por escrito cada reasignación de documentos y su motivo",
                NOTIFICACION,
                14,
                "Relación de reasignaciones",
            ),
        ),
        "La reasignación de documentos no deja constancia escrita",
        Riesgo.BAJO,
    ),
    "CO-05-05": HallazgoDemo(
        "La asignación privilegia los créditos recientes, de cobro más probable.",
        (
            MedidaDemo(
                "Practicar diligencia en los 5 créditos antiguos sin gestión y asentar su resultado",
                EJECUCION,
                28,
                "Actas de las diligencias",
            ),
        ),
        "5 de 12 créditos antiguos sin gestión en doce meses",
        Riesgo.ALTO,
    ),
    "CO-05-06": HallazgoDemo(
        "Las reuniones de dos meses se dedicaron a otros asuntos.",
        (
            MedidaDemo(
                "Revisar cada mes el avance de la cuota por ejecutor y asentarlo en la minuta",
                RECIBIO,
                28,
                "Minutas",
                _PREVENTIVA,
            ),
        ),
        "El plan de recuperación no se revisa cada mes",
    ),
    "CO-05-08": HallazgoDemo(
        "El listado se hizo para contar créditos, no para medir plazos.",
        (
            MedidaDemo(
                "Agregar al listado por etapa las fechas de entrada y salida, e informar los plazos rebasados",
                RECIBIO,
                42,
                "Reporte mensual de plazos",
                _MEJORA,
            ),
        ),
        "No se mide cuánto tarda cada etapa de cobro",
    ),
    "CO-06-01": HallazgoDemo(
        "No se designó suplente para la firma durante el periodo vacacional.",
        (
            MedidaDemo(
                "Emitir los 6 mandamientos de ejecución pendientes",
                EJECUCION,
                7,
                "Mandamientos emitidos",
            ),
            MedidaDemo(
                "Designar por escrito a quien firma en ausencias y generar cada lunes el listado de créditos vencidos",
                TITULAR,
                14,
                "Oficio de designación",
                _PREVENTIVA,
            ),
        ),
        "6 de 30 créditos vencidos siguen sin mandamiento",
        Riesgo.ALTO,
    ),
    "CO-06-06": HallazgoDemo(
        "No hay quien lleve la cuenta de los oficios enviados.",
        (
            MedidaDemo(
                "Enviar recordatorio a las instituciones bancarias de las 3 órdenes sin respuesta",
                EJECUCION,
                7,
                "Acuses de los recordatorios",
            ),
            MedidaDemo(
                "Llevar un control de oficios con fecha de envío, de respuesta y de recordatorio",
                EJECUCION,
                28,
                "Control de oficios",
                _MEJORA,
            ),
        ),
        "3 de 8 órdenes de inmovilización sin seguimiento",
    ),
    "CO-06-09": HallazgoDemo(
        "El avalúo se solicita al acumular varios expedientes.",
        (
            MedidaDemo(
                "Solicitar el avalúo de los 3 expedientes y, en adelante, dentro de los cinco días del embargo",
                EJECUCION,
                14,
                "Solicitudes de avalúo",
            ),
        ),
        "3 de 20 expedientes rebasan el plazo entre etapas",
        Riesgo.BAJO,
    ),
    "RC-02-02": HallazgoDemo(
        "El cambio de situación se captura y la carpeta se mueve después.",
        (
            MedidaDemo(
                "Reubicar las 3 carpetas y cotejar el archivo con el RALE una vez al mes",
                CARTERA,
                14,
                "Cotejo mensual firmado",
            ),
        ),
        "3 de 20 carpetas en una situación distinta de la real",
        Riesgo.BAJO,
    ),
    "RC-02-09": HallazgoDemo(
        "Los vales se llenan al devolver el expediente.",
        (
            MedidaDemo(
                "Recabar los 4 vales faltantes y entregar expedientes sólo contra vale firmado",
                CARTERA,
                7,
                "Vales firmados",
            ),
        ),
        "4 expedientes prestados sin vale",
        Riesgo.BAJO,
    ),
}
