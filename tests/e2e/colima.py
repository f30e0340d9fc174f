"""What is typed in a fictitious visit to Subdelegación Colima, item by item. Invented, and nothing of it is Qt."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.domain.cedula.answers import Cumplimiento, Valor, ValorCumple
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind
from supervisor_app.domain.cedula.session import NO_APLICA, interpretar

IDENTIDAD = {
    "Nombre completo": "Lucía Berrueto Peñúñuri",
    "Cargo": "Supervisora de Cobranza",
    "Adscripción": "COORDINACIÓN DE COBRANZA",
    "Ciudad donde firma": "Colima, Col.",
    "Nombre del Coordinador Normativo": "MTRA. BEATRIZ ARVIZU TERREROS",
    "Nombre de la Coordinación Normativa": "COORDINACIÓN DE COBRANZA",
}
COMISION = {
    "Inicio": "08/06/2026",
    "Término": "10/06/2026",
    "Hora de apertura": "09:30",
    "Hora de cierre": "14:00",
    "Número de pliego": "317/2026",
    "Objeto de la comisión": "SUPERVISIÓN DE LA COBRANZA",
    "Nombre de quien recibió la visita": "Hortensia Lizaola Bobadilla",
    "Cargo de quien recibió la visita": "Jefa del Departamento de Cobranza",
    "Nombre de quien es titular": "Evaristo Olmedo Quiñonero",
    "Cargo de quien es titular": "Titular de la Subdelegación Colima",
    "Periodo revisado": "Enero a mayo de 2026",
    "Fecha de corte": "31/05/2026",
    "Fuente": "Cartera en mora al corte",
}
ACOMPANANTE = ("Tadeo Alcocer Monjaraz", "Jefe del Departamento de Supervisión de Cobranza")
CEDULAS = ("CO-02", "CO-05", "CO-06", "RC-02")
NOTA = "Hay relaciones de devolución; la reasignación se acuerda de palabra."
CON_NOTA = CON_EVIDENCIA = "CO-02-08"
CONCLUSION = "Se reconoció al personal por su disposición."
MEDIDA = "Corregir los casos señalados y verificar el resto del periodo"
RESPONSABLE = ("Jefa del Departamento de Cobranza", "Hortensia Lizaola Bobadilla")
PLAZO = "15/07/2026"


@dataclass(frozen=True)
class Renglon:
    """A row of the pasted sheet."""

    credito: str
    detalle: str
    mala: bool
    importe: str
    nota: str


PEGADO = "CO-05-05"
RENGLONES = tuple(
    Renglon(
        f"99900{n:04d}",
        f"Exigible 0{n % 9 + 1}/03/2024, ruta Ñ{n % 3}",
        n in (2, 5, 7),
        f"{n * 1_204}.{n:02d}" if n in (2, 5, 7) else "",
        "Sin diligencia en 14 meses" if n in (2, 5, 7) else "",
    )
    for n in range(1, 13)
)
HOJA = "Crédito\tDetalle\tInconsistencia\tImporte\tNota\r\n" + "\r\n".join(
    "\t".join((r.credito, r.detalle, "sí" if r.mala else "no", r.importe, r.nota)) for r in RENGLONES
)

NA = "no aplica"
RESPUESTAS: dict[str, tuple[str, ...]] = {
    "CO-02-01": ("87.4",),
    "CO-02-02": ("11",),
    "CO-02-03": ("25", "4", "48,210.50"),
    "CO-02-04": ("12", "2", ""),
    "CO-02-05": ("25", "0", ""),
    "CO-02-06": ("38",),
    "CO-02-07": ("10", "0", ""),
    "CO-02-08": ("2",),
    "CO-02-09": ("208",),
    "CO-02-10": ("186,420.55",),
    "CO-05-01": ("412,687,905.33",),
    "CO-05-02": ("18246310.72",),
    "CO-05-03": ("6,904,118.20",),
    "CO-05-04": ("23.6",),
    "CO-05-05": (),
    "CO-05-06": ("1",),
    "CO-05-07": ("30", "0", ""),
    "CO-05-08": ("3",),
    "CO-05-09": ("57",),
    "CO-06-01": ("30", "6", "1,284,560.90"),
    "CO-06-02": ("34",),
    "CO-06-03": ("20", "0", ""),
    "CO-06-04": ("20", "0", ""),
    "CO-06-05": ("15", "0", ""),
    "CO-06-06": ("8", "0", ""),
    "CO-06-07": ("1",),
    "CO-06-08": ("4",),
    "CO-06-09": ("20", "0", ""),
    "CO-06-10": ("9,412,077.18",),
    "RC-02-01": ("20", "0", ""),
    "RC-02-02": ("20", "3", ""),
    "RC-02-03": ("15", "0", ""),
    "RC-02-04": ("412",),
    "RC-02-05": ("4.4",),
    "RC-02-06": ("2.1",),
    "RC-02-07": (NA,),
    "RC-02-08": ("1",),
    "RC-02-09": ("1",),
}
"""What is typed for each item; the three counts of a muestra, nothing where its rows are pasted."""

LEVANTADAS = ("CO-02-03", "CO-02-04", "CO-02-08", "CO-05-05", "CO-05-08", "CO-06-01", "RC-02-02")
"""The items whose answer raises an inconsistencia."""

_DE_TECLA = dict(zip("1234", Cumplimiento, strict=True))


def valor_de(item: ItemDefinition) -> Valor | None:
    """The answer that those keys mean."""
    textos = RESPUESTAS[item.id]
    if textos == (NA,):
        return NO_APLICA
    if item.tipo is Kind.CUMPLE:
        return ValorCumple(valor=_DE_TECLA[textos[0]])
    if item.tipo is not Kind.MUESTRA:
        return interpretar(item, textos[0])
    malas = [r for r in RENGLONES if r.mala]
    contado = (str(len(RENGLONES)), str(len(malas)), f"{sum(float(r.importe) for r in malas):.2f}")
    revisados, con_inconsistencia, importe = textos or contado
    return interpretar(item, {"revisados": revisados, "con_inconsistencia": con_inconsistencia, "importe": importe})
