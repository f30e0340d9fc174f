"""Invented cédulas, a fixed clock and a fictitious visit, for the tests of every room. It must never import Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from itertools import count

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Cumplimiento, Fila, Valor, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Departamento,
    FunctionRef,
    ItemDefinition,
    Kind,
    UnitKind,
)
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.informe import Bloque, DatosInforme
from supervisor_app.domain.visita import EstadoVisita, Unidad, Visita
from supervisor_app.settings import Ajustes

ZONA = timezone(timedelta(hours=-6))
AHORA = datetime(2026, 6, 10, 9, 30, tzinfo=ZONA)
VISITA_ID = "0a" * 16
AJUSTES = Ajustes(nombre="Lucía Ñandú Peñaloza", cargo="Supervisora", ciudad="Colima, Col.", ficticio=True)

CUMPLE = ValorCumple(valor=Cumplimiento.CUMPLE)
PARCIAL = ValorCumple(valor=Cumplimiento.PARCIAL)
NO_CUMPLE = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
NO_APLICA = ValorCumple(valor=Cumplimiento.NO_APLICA)


class RelojFijo:
    """A clock that moves only when told."""

    def __init__(self, ahora: datetime = AHORA) -> None:
        self.ahora = ahora

    def __call__(self) -> datetime:
        return self.ahora

    def adelantar(self, **cuanto: float) -> None:
        self.ahora += timedelta(**cuanto)


def contador_de_ids() -> Callable[[], str]:
    """Identifiers of the right shape (32 hex digits), the same in every run."""
    numeros = count(1)
    return lambda: f"{next(numeros):032x}"


def _item(id_: str, tipo: Kind, pregunta: str, **campos: object) -> ItemDefinition:
    base = {"id": id_, "tipo": tipo, "pregunta": pregunta, "evidencia": "Expediente de prueba"}
    return ItemDefinition.model_validate(base | {"fundamento": ("JSAC:7.1.3:3",)} | campos)


CO_90 = CedulaDefinition(
    codigo="CO-90",
    version=1,
    vigente_al=date(2026, 1, 1),
    departamento=Departamento.COBRANZA,
    seccion_manual="7.1.3",
    proceso="Notificación de prueba",
    unidades=(UnitKind.SUB,),
    items=(
        _item("CO-90-01", Kind.CUMPLE, "¿El control está al día?", otro_fundamento=("CFF 134",)),
        _item("CO-90-02", Kind.MUESTRA, "¿Cuántas actas omiten un dato?"),
        _item("CO-90-03", Kind.NUMERO, "¿Cuántos días pasan?", unidad="días"),
        _item("CO-90-04", Kind.PORCENTAJE, "¿Qué proporción se diligenció?"),
        _item("CO-90-05", Kind.FECHA, "¿Qué día se recibió la emisión?"),
        _item("CO-90-06", Kind.MONTO, "¿Qué importe quedó sin notificar?"),
        _item("CO-90-07", Kind.CUMPLE, "¿Hay un responsable nombrado?"),
    ),
)
AV_90 = CedulaDefinition(
    codigo="AV-90",
    version=3,
    vigente_al=date(2026, 1, 1),
    departamento=Departamento.AFILIACION_VIGENCIA,
    seccion_manual="7.1.1",
    proceso="Vigencia de prueba",
    unidades=(UnitKind.SUB, UnitKind.UMF),
    items=(
        _item("AV-90-01", Kind.CUMPLE, "¿Los avisos se capturan en plazo?", fundamento=("JSAC:7.1.1:4",)),
        _item("AV-90-02", Kind.CUMPLE, "¿Se concilia la vigencia?", fundamento=("JSAC:7.1.1:6",)),
    ),
)
DEFINICIONES = {d.codigo: d for d in (CO_90, AV_90)}
ITEMS = {i.id: i for d in DEFINICIONES.values() for i in d.items}
CONTROL, MUESTRA, RESPONSABLE = ITEMS["CO-90-01"], ITEMS["CO-90-02"], ITEMS["CO-90-07"]
FUNCION = FunctionRef.parse("JSAC:7.1.3:3")

COLIMA = Unidad(tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima", subdelegacion="01", subdelegacion_nombre="Colima")


def visita(**campos: object) -> Visita:
    """A visit with all that its preparation asks for."""
    base: dict[str, object] = {
        "id": VISITA_ID,
        "folio": "V-2026-001",
        "unidad": COLIMA,
        "inicio": date(2026, 6, 8),
        "fin": date(2026, 6, 12),
        "ciudad": "Colima, Col.",
        "equipo": (Persona(nombre="Lucía Ñandú Peñaloza", cargo="Supervisora"),),
        "recibio": Persona(nombre="José Ibargüen Treviño", cargo="Titular de la Subdelegación"),
        "cedulas": ("CO-90", "AV-90"),
        "ficticia": True,
        "creada": AHORA,
    }
    return Visita.model_validate(base | campos)


def expediente(**campos: object) -> Expediente:
    """A visit with nothing answered yet."""
    return Expediente(visita(**campos))


def aplicar(e: Expediente, *ops: Operacion) -> Expediente:
    for op in ops:
        e = e.aplicar(op.cambios)
    return e


def responder(e: Expediente, item_id: str, valor: Valor | None) -> Expediente:
    return aplicar(e, comandos.responder(e, ITEMS[item_id], valor))


def muestra(revisados: int, malos: int, **campos: object) -> ValorMuestra:
    return ValorMuestra.model_validate({"revisados": revisados, "con_inconsistencia": malos} | campos)


def fila(n: int, malo: bool | None = None, **campos: object) -> Fila:
    base = {"id": f"fila-{n:05d}", "visita_id": VISITA_ID, "item_id": MUESTRA.id, "orden": n}
    return Fila.model_validate(base | {"referencia": f"Crédito {n}", "con_inconsistencia": malo} | campos)


def evidencia(n: int = 1, **campos: object) -> Evidencia:
    base = {"id": f"evidencia-{n}", "visita_id": VISITA_ID, "nombre": f"acta {n}.pdf", "sha256": "ab" * 32, "bytes": 9}
    return Evidencia.model_validate(base | campos)


def medida(n: int, inconsistencia_id: str, **campos: object) -> Medida:
    base = {"id": f"medida-{n}", "visita_id": VISITA_ID, "inconsistencia_id": inconsistencia_id, "orden": n}
    completa = {"texto": "Capturar las actas", "responsable_cargo": "Jefa de Cobranza", "fecha": date(2026, 7, 1)}
    return Medida.model_validate(base | completa | campos)


def informe() -> InformeBorrador:
    """A draft with nothing missing."""
    parrafo = (Bloque(texto="Texto de prueba."),)
    datos = DatosInforme(
        numero_pliego="493/2026",
        ciudad="Colima, Col.",
        fecha=date(2026, 6, 12),
        coordinador_normativo="LIC. PERSONA FICTICIA",
        coordinacion_normativa="COORDINACIÓN DE PRUEBA",
        adscripcion="JEFATURA DE PRUEBA",
        lugar_comision="COLIMA, COL.",
        del_=date(2026, 6, 8),
        al=date(2026, 6, 12),
        objeto="SUPERVISIÓN",
        comisionado="LUCÍA ÑANDÚ PEÑALOZA",
        proposito=parrafo,
        actividades=parrafo,
        conclusiones=parrafo,
        resultados=parrafo,
        contribuciones=parrafo,
    )
    return InformeBorrador(id=f"{VISITA_ID}:informe", visita_id=VISITA_ID, datos=datos)


def contestada(e: Expediente) -> Expediente:
    """Every item answered, with nothing found."""
    for item_id, item in ITEMS.items():
        valor = muestra(10, 0) if item.tipo is Kind.MUESTRA else NO_APLICA if item.tipo is not Kind.CUMPLE else CUMPLE
        e = responder(e, item_id, valor)
    return e


def completa() -> Expediente:
    """A visit that lacks nothing to be closed."""
    e = contestada(expediente())
    return aplicar(e, comandos.guardar_informe(e, informe()))


def cerrada(e: Expediente) -> Expediente:
    return aplicar(e, comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))
