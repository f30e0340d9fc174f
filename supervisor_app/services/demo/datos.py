"""What the fictitious visit says: invented people, answers and cases (findings: ``hallazgos``). No verb, no clock.

Nobody here exists: the RFC and CURP carry a 30 February, and the registros patronales begin with a letter that is not
in use. Days are counted from the visit or from the cut-off date, so that the visit is always a recent one. It must
never hold anything taken from a real document.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from supervisor_app.domain.base import Persona
from supervisor_app.signing.pki_prueba import PersonaPrueba

# --- people -------------------------------------------------------------------------------------------------------

SUPERVISORA: Final = Persona(nombre="Lucía Berrueto Peñúñuri", cargo="Supervisora de Cobranza")
ACOMPANANTE: Final = Persona(
    nombre="Tadeo Alcocer Monjaraz", cargo="Jefe del Departamento de Supervisión de Cobranza, JSAC"
)
TITULAR: Final = Persona(nombre="Evaristo Olmedo Quiñonero", cargo="Titular de la Subdelegación Colima")
RECIBIO: Final = Persona(nombre="Hortensia Lizaola Bobadilla", cargo="Jefa del Departamento de Cobranza")
NOTIFICACION: Final = Persona(nombre="Inés Camarena Sotelo", cargo="Encargada de Notificación")
EJECUCION: Final = Persona(nombre="Abundio Cervera Mijares", cargo="Encargado de Ejecución")
CARTERA: Final = Persona(
    nombre="Nicanor Tejeda Urzúa", cargo="Responsable de la Oficina de Registro y Control de la Cartera"
)

EFIRMA_SUPERVISORA: Final = PersonaPrueba("LUCIA BERRUETO PEÑUÑURI", "BEPL850230XX1", "BEPL850230MXXRXC01")
EFIRMA_TITULAR: Final = PersonaPrueba("EVARISTO OLMEDO QUIÑONERO", "OEQE700230XX2", "OEQE700230HXXLXV02")
CONTRASENA: Final = "prueba sin validez"

# --- the unit and the commission ----------------------------------------------------------------------------------

OOAD: Final = "06"
SUBDELEGACION: Final = "01"
CIUDAD: Final = "Ciudad de México"
LUGAR: Final = "COLIMA, COL."
OBJETO: Final = "SUPERVISIÓN DE LA COBRANZA"
COORDINADOR: Final = "MTRA. BEATRIZ ARVIZU TERREROS"
COORDINACION: Final = "COORDINACIÓN DE COBRANZA"
ADSCRIPCION: Final = "COORDINACIÓN DE COBRANZA"
FUENTE: Final = "RALE COP y RCV; informe de recuperación; expedientes"
PLIEGO: Final = 317
"""The number of the first visit's pliego; each further one takes the next."""

CEDULAS: Final = ("CO-02", "CO-05", "CO-06", "RC-02")


@dataclass(frozen=True, slots=True)
class Encabezado:
    """The header of one applied cédula."""

    universo: str
    muestra: str
    atendio: Persona
    observaciones: str = ""


ENCABEZADOS: Final[dict[str, Encabezado]] = {
    "CO-02": Encabezado(
        "1,246 documentos entregados a 6 notificadores en el último mes",
        "25 actas, una de cada 50, empezando por la séptima del control de asignación",
        NOTIFICACION,
        "Se explicó a las seis personas notificadoras qué datos no pueden faltar en el acta.",
    ),
    "CO-05": Encabezado(
        "3,418 créditos en mora (COP y RCV)",
        "Los 12 créditos con el exigible más antiguo y 29 por sorteo",
        RECIBIO,
    ),
    "CO-06": Encabezado(
        "642 créditos notificados, vencidos y sin pago",
        "30 créditos al azar; las 8 órdenes de inmovilización del trimestre, completas",
        EJECUCION,
        "El control de asignación de ejecutores está al día y se consultó sin contratiempos.",
    ),
    "RC-02": Encabezado(
        "3,418 expedientes en el archivo activo",
        "20 expedientes al azar, del mismo listado de mora",
        CARTERA,
    ),
}


# --- answers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contestacion:
    """What is typed as answer to an item, and its note. A muestra is written «revisados/con inconsistencia/importe».

    An empty ``valor`` means that the cases of ``CASOS`` give it.
    """

    valor: str
    nota: str = ""


CONTESTACIONES: Final[dict[str, Contestacion]] = {
    "CO-02-01": Contestacion("87.4", "1,089 de 1,246 documentos del último mes."),
    "CO-02-02": Contestacion("11"),
    "CO-02-03": Contestacion(
        "", "En 3 actas no consta cómo se identificó quien atendió; en 1 falta la firma de la persona notificadora."
    ),
    "CO-02-04": Contestacion("12/2/", "Los dos casos son de la ruta 04."),
    "CO-02-05": Contestacion("25/2/41,870.36", "Se capturó la fecha de entrega del paquete y no la del acta."),
    "CO-02-06": Contestacion("38"),
    "CO-02-07": Contestacion("10/0/", "Los diez tienen acta circunstanciada y consulta de domicilio."),
    "CO-02-08": Contestacion("parcial", "Hay relaciones de devolución, pero la reasignación se acuerda de palabra."),
    "CO-02-09": Contestacion("208"),
    "CO-02-10": Contestacion("186,420.55", "Dos sentencias; ambas por falta de citatorio."),
    "CO-05-01": Contestacion("412,687,905.33", "COP $298,114,260.71 y RCV $114,573,644.62."),
    "CO-05-02": Contestacion("18,246,310.72"),
    "CO-05-03": Contestacion("6,904,118.20"),
    "CO-05-04": Contestacion("23.6"),
    "CO-05-05": Contestacion("", "La última diligencia registrada en los cinco casos tiene entre 14 y 22 meses."),
    "CO-05-06": Contestacion(
        "parcial", "Hay programa con cuota por ejecutor; dos de las últimas cuatro minutas no revisan su avance."
    ),
    "CO-05-07": Contestacion("30/0/"),
    "CO-05-08": Contestacion("no cumple", "Se lleva un listado por etapa, sin fechas de entrada y salida."),
    "CO-05-09": Contestacion("57"),
    "CO-06-01": Contestacion(
        "30/6/1,284,560.90", "Cuatro vencieron en la semana en que no hubo quien firmara mandamientos."
    ),
    "CO-06-02": Contestacion("34"),
    "CO-06-03": Contestacion("20/0/"),
    "CO-06-04": Contestacion("20/0/", "Todas con citatorio y acta circunstanciada."),
    "CO-06-05": Contestacion("15/0/"),
    "CO-06-06": Contestacion("", "En los tres casos pasaron más de 30 días sin respuesta y no se envió recordatorio."),
    "CO-06-07": Contestacion("cumple", "Se usa hoja de verificación previa y se anexa al expediente."),
    "CO-06-08": Contestacion("cumple"),
    "CO-06-09": Contestacion("20/3/", "El retraso está entre el requerimiento y el avalúo."),
    "CO-06-10": Contestacion("9,412,077.18"),
    "RC-02-01": Contestacion("20/0/"),
    "RC-02-02": Contestacion("20/3/", "Tres carpetas seguían en «por notificar» y ya tienen requerimiento de pago."),
    "RC-02-03": Contestacion("15/0/"),
    "RC-02-04": Contestacion("412", "Incluye 96 con juicio en trámite."),
    "RC-02-05": Contestacion("4.4"),
    "RC-02-06": Contestacion("2.1"),
    "RC-02-07": Contestacion("no aplica", "En el periodo no se pidieron informes de adeudo."),
    "RC-02-08": Contestacion("cumple", "Conciliaciones mensuales firmadas por las tres áreas."),
    "RC-02-09": Contestacion("parcial", "Faltan los vales de préstamo de cuatro expedientes."),
}


@dataclass(frozen=True, slots=True)
class Caso:
    """A row of a muestra. ``dias``: days before the cut-off date (or the working day before) of ``{fecha}``."""

    credito: str
    dias: int
    detalle: str
    importe: str = ""
    nota: str = ""

    @property
    def malo(self) -> bool:
        """Only cases with an inconsistency carry a note."""
        return bool(self.nota)

    @property
    def pesos(self) -> Decimal | None:
        return Decimal(self.importe) if self.importe else None


def _actas() -> tuple[Caso, ...]:
    """25 actas of the last month; four omit something."""
    malas = {
        4: ("18930.10", "No consta cómo se identificó quien atendió"),
        9: ("112640.75", "No consta cómo se identificó quien atendió"),
        16: ("86215.00", "Falta la firma de la persona notificadora"),
        22: ("95154.20", "No consta cómo se identificó quien atendió"),
    }
    return tuple(
        Caso(f"9990{n * 37 + 101:05d}", 3 + (n * 7) % 25, f"Acta {{fecha}}, ruta {n % 6 + 1:02d}", *malas.get(n, ()))
        for n in range(1, 26)
    )


CASOS: Final[dict[str, tuple[Caso, ...]]] = {
    "CO-02-03": _actas(),
    "CO-05-05": (
        Caso("999000811", 2190, "Exigible {fecha}", "1204388.41", "Sin diligencia en 22 meses"),
        Caso("999000834", 2140, "Exigible {fecha}"),
        Caso("999000857", 2095, "Exigible {fecha}", "388019.77", "Sin diligencia en 19 meses"),
        Caso("999000880", 2061, "Exigible {fecha}"),
        Caso("999000903", 2012, "Exigible {fecha}"),
        Caso("999000926", 1984, "Exigible {fecha}", "642870.05", "Sin diligencia en 16 meses"),
        Caso("999000949", 1950, "Exigible {fecha}"),
        Caso("999000972", 1919, "Exigible {fecha}", "97412.60", "Sin diligencia en 14 meses"),
        Caso("999000995", 1903, "Exigible {fecha}"),
        Caso("999001018", 1880, "Exigible {fecha}", "255930.18", "Sin diligencia en 14 meses"),
        Caso("999001041", 1862, "Exigible {fecha}"),
        Caso("999001064", 1851, "Exigible {fecha}"),
    ),
    "CO-06-06": (
        Caso("999001204", 88, "Oficio {fecha}"),
        Caso("999001227", 81, "Oficio {fecha}", "733218.40", "Sin respuesta ni recordatorio"),
        Caso("999001250", 74, "Oficio {fecha}"),
        Caso("999001273", 66, "Oficio {fecha}", "164905.12", "Sin respuesta ni recordatorio"),
        Caso("999001296", 59, "Oficio {fecha}"),
        Caso("999001319", 45, "Oficio {fecha}", "298771.93", "Sin respuesta ni recordatorio"),
        Caso("999001342", 38, "Oficio {fecha}"),
        Caso("999001365", 31, "Oficio {fecha}"),
    ),
}

# --- what the person adds to the composed informe -----------------------------------------------------------------

RECORRIDO: Final = "Recorrido por el archivo de la Oficina de Registro y Control de la Cartera."
RECONOCIMIENTO: Final = (
    "La Subdelegación practica sus diligencias de ejecución con citatorio y acta circunstanciada, y concilia sus "
    "cifras cada mes; se reconoció al personal por ello."
)
CONTRIBUCIONES: Final = (
    "Se aclararon las dudas del personal notificador sobre los datos que debe contener el acta.",
    "Se dejó un ejemplo de listado por etapas de cobro que permite medir los plazos, para su adopción en las demás "
    "Subdelegaciones.",
)
