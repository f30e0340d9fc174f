"""A fictitious visit in which every kind of record tells something of a possible irregularity, each with its own mark.

It must never mark what the visit may share: whatever mark is found outside the turnado is a leak.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PIL import Image

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Celda, Valor, ValorTexto
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.domain.evidencia import Lugar
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen
from supervisor_app.domain.muestreo.armado import armar
from supervisor_app.domain.muestreo.columnas import proponer
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion, id_de_verificacion
from tests.services.banco import Banco, pki
from tests.visita_ficticia import AJUSTES, CO_90, COLIMA, CUMPLE, NO_APLICA, NO_CUMPLE, RelojFijo

ABIERTO = "La relación de rutas no está firmada"
"""What the ordinary finding says: it must be shared."""


@dataclass
class Marcas:
    """Words that nothing else holds, each of which tells where it was written."""

    todas: set[str] = field(default_factory=set)

    def __call__(self, donde: str) -> str:
        marca = f"QZ{len(self.todas) + 1:03d}{donde}"
        self.todas.add(marca)
        return marca


def _punto(n: int, tipo: Kind, pregunta: str, **campos: object) -> dict[str, object]:
    base = {"id": f"CO-90-{n:02d}", "tipo": tipo, "pregunta": pregunta, "evidencia": "Expediente de prueba"}
    return base | {"fundamento": ("JSAC:7.1.3:3",)} | campos


_COLUMNAS = (
    {"clave": "causa", "titulo": "Causa", "tipo": Kind.TEXTO},
    {"clave": "folio", "titulo": "Folio", "tipo": Kind.TEXTO},
)
_LISTA = {"clave": "causas", "opciones": [{"clave": "una", "texto": "Una"}, {"clave": "otra", "texto": "Otra"}]}
_ITEMS = (
    _punto(1, Kind.CUMPLE, "¿La relación de rutas está firmada?"),
    _punto(2, Kind.CUMPLE, "¿Cada pago tiene su recibo?"),
    _punto(3, Kind.MUESTRA, "¿Cuántos recibos no concilian?", columnas=_COLUMNAS),
    _punto(4, Kind.TEXTO, "¿Qué se observó en la caja?"),
    _punto(5, Kind.TEXTO, "¿Qué dijo quien atendió?"),
    _punto(6, Kind.CUMPLE, "¿Hay un responsable nombrado?"),
)
PRIMERA = CedulaDefinition.model_validate(CO_90.__dict__ | {"items": _ITEMS, "listas": (_LISTA,)})
SEGUNDA = CedulaDefinition.model_validate(
    PRIMERA.__dict__
    | {
        "version": 2,
        "items": (
            *_ITEMS[:2],
            _ITEMS[2] | {"columnas": _COLUMNAS[1:]},
            _ITEMS[3],
            _punto(5, Kind.NUMERO, "¿Cuántas personas atendieron?"),
            _ITEMS[5],
        ),
    }
)


def _item(n: int, de: CedulaDefinition = SEGUNDA) -> ItemDefinition:
    return de.items[n - 1]


def sembrar(carpeta: Path) -> tuple[Banco, Marcas]:
    """The second visit to a unit, ready for its informe and documents, and every mark that was planted."""
    pki().escribir_anclas(carpeta / "anclas")
    reloj, m = RelojFijo(), Marcas()
    s = wiring.abrir(carpeta, reloj=reloj)
    s.ajustes.guardar(AJUSTES)
    b = Banco(s, reloj, s.visitas.crear(COLIMA))
    _preparar(b)
    _primera_visita(b, m)
    reloj.adelantar(days=91)
    b.e = s.visitas.crear(COLIMA)
    _preparar(b)
    _respuestas(b, m)
    b.hacer(comandos.seguir_versiones(b.e, [SEGUNDA]))
    _evidencia(b, m, _hallazgos(b, m))
    _verificaciones(b, m)
    b.hacer(comandos.responder(b.e, _item(5), NO_APLICA))
    b.hacer(comandos.empezar_acta(b.e))
    return b, m


def _preparar(b: Banco) -> None:
    dia = b.reloj().date()
    quien = ({"nombre": "Lucía Ñandú Peñaloza", "cargo": "Supervisora"},)
    recibio = {"nombre": "José Ibargüen Treviño", "cargo": "Titular"}
    campos = {"inicio": dia, "fin": dia, "ciudad": "Colima, Col.", "equipo": quien, "recibio": recibio}
    b.hacer(comandos.modificar_visita(b.e, "Preparó", **campos, titular=recibio))
    b.hacer(comandos.elegir_cedulas(b.e, [PRIMERA]))


def _primera_visita(b: Banco, m: Marcas) -> None:
    """It found a possible irregularity in one question, and something ordinary in another."""
    for item, nota in ((_item(2), m("notadeantes")), (_item(1), "")):
        b.hacer(comandos.responder(b.e, item, NO_CUMPLE))
        b.hacer(comandos.anotar(b.e, item, nota))
    for h in b.e.inconsistencias_en_orden():
        reservada = h.items == (_item(2).id,)
        texto = m("medidadeantes") if reservada else "Firmar la relación"
        medida = {"texto": texto, "responsable_cargo": "Jefa de Cobranza", "fecha": b.reloj().date()}
        b.hacer(comandos.nueva_medida(b.e, h.id, wiring.nuevo_id, **medida))
        if reservada:
            campos = {"titulo": m("titulodeantes"), "descripcion": m("descripciondeantes"), "causa": m("causadeantes")}
            b.hacer(comandos.modificar_inconsistencia(b.e, h.id, **campos, posible_irregularidad=True))


def _respuestas(b: Banco, m: Marcas) -> None:
    respuestas: tuple[tuple[int, Valor], ...] = ((1, NO_CUMPLE), (2, NO_CUMPLE), (6, CUMPLE))
    for n, valor in respuestas:
        b.hacer(comandos.responder(b.e, _item(n), valor))
    _sortear(b, m)
    b.hacer(comandos.responder(b.e, _item(4), ValorTexto(valor=m("respuestaescrita"))))
    b.hacer(comandos.responder(b.e, _item(5, PRIMERA), ValorTexto(valor=m("sinlugarrespuesta"))))
    for n in (2, 3, 4, 5):
        b.hacer(comandos.anotar(b.e, _item(n, PRIMERA), m("nota")))


def _sortear(b: Banco, m: Marcas) -> None:
    """A sample from a listing whose name, strata and rows tell; every row of it is bad."""
    item = _item(3, PRIMERA)
    hoja = [("Crédito", "Incidencia", "Importe"), *((m("renglon"), m("estrato"), "10.00") for _ in range(4))]
    propuesta = proponer(hoja)
    u = armar(hoja, propuesta.encabezado, propuesta.columnas).universo
    b.s.universos.guardar(u)
    plan = Plan(metodo=Metodo.SIMPLE, tamano=2, semilla=m("semilla"))
    sorteo = registrar(
        u, plan, nombre=f"{m('universo')}.xlsx", visita_id=b.e.visita.id, item_id=item.id, cuando=b.reloj()
    )
    b.hacer(comandos.sortear(b.e, item, sorteo, u, nuevo_id=wiring.nuevo_id))
    filas = [
        con(
            f,
            con_inconsistencia=True,
            detalle=m("detalle"),
            nota=m("notaderenglon"),
            importe=Decimal("10.00"),
            celdas=tuple(Celda(columna=c, valor=ValorTexto(valor=m(f"celda{c}"))) for c in ("causa", "folio")),
        )
        for f in b.e.filas_de(item.id)
    ]
    b.hacer(comandos.guardar_filas(b.e, item, filas, "Revisó"))


def _hallazgos(b: Banco, m: Marcas) -> str:
    """A possible irregularity of four questions, one of which an ordinary finding gathers too; its id."""
    (abierto,), (secreto,) = (b.e.inconsistencias_de(_item(n).id) for n in (1, 2))
    b.hacer(comandos.modificar_inconsistencia(b.e, abierto.id, titulo=ABIERTO))
    for n in (3, 4, 5):
        b.hacer(comandos.reunir_punto(b.e, secreto.id, _item(n)))
    b.hacer(comandos.reunir_punto(b.e, abierto.id, _item(2)))
    campos: dict[str, object] = {
        "titulo": m("titulo"),
        "descripcion": m("descripcion"),
        "causa": m("causa"),
        "fundamento": (m("fundamento"),),
        "origen": Origen.OTRA,
        "organo": m("organo"),
        "referencia": m("referencia"),
        "posible_irregularidad": True,
    }
    b.hacer(comandos.modificar_inconsistencia(b.e, secreto.id, **campos))
    cuando = b.reloj()
    b.hacer(
        comandos.cambiar_estado(
            b.e, secreto.id, EstadoHallazgo.EN_ATENCION, cuando=cuando, quien=m("quien"), motivo=m("motivo")
        )
    )
    for h, texto in ((abierto.id, lambda _: "Firmar la relación"), (secreto.id, m)):
        _medida(b, h, texto)
    medida = b.e.medidas_de(secreto.id)[0]
    plazo = cuando.date() + timedelta(days=60)
    dicho = {"motivo": m("prorroga"), "autorizo": m("autorizo"), "quien": m("quienprorroga")}
    b.hacer(comandos.prorrogar_medida(b.e, medida.id, plazo, cuando=cuando, **dicho))
    return secreto.id


def _medida(b: Banco, hallazgo: str, texto: Callable[[str], str]) -> None:
    campos = {c: texto(c.replace("_", "")) for c in ("texto", "responsable_cargo", "responsable_nombre")}
    plazo = b.reloj().date() + timedelta(days=30)
    esperada = texto("esperada")
    b.hacer(comandos.nueva_medida(b.e, hallazgo, wiring.nuevo_id, **campos, evidencia_esperada=esperada, fecha=plazo))


def _foto(color: str) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(salida, "PNG")
    return salida.getvalue()


def _evidencia(b: Banco, m: Marcas, hallazgo: str) -> None:
    """A file and a photo on every place that tells; an ordinary file besides."""
    fila, medida = b.e.filas_de(_item(3).id)[0], b.e.medidas_de(hallazgo)[0]
    sitios: list[dict[str, str]] = [
        {"item_id": _item(2).id},
        {"item_id": _item(3).id, "fila_id": fila.id},
        {"item_id": _item(5).id},
        {"inconsistencia_id": hallazgo},
        {"inconsistencia_id": hallazgo, "medida_id": medida.id},
        {"inconsistencia_id": id_de_verificacion(b.e.visita.id, _anterior(b, secreto=True).hallazgo.id)},
    ]
    for n, sitio in enumerate(sitios):
        for extension, contenido in (("txt", m("contenido").encode()), ("png", _foto(f"#{n * 20 + 10:02x}3040"))):
            v = b.s.evidencias.preparar_bytes(b.e, f"{m('archivo')}.{extension}", contenido)
            propios = {
                "leyenda": m("leyenda"),
                "tomada": b.reloj(),
                "lugar": Lugar(latitud=Decimal(19), longitud=Decimal(-103)),
            }
            b.hacer(comandos.adjuntar(b.e, [con(v, **sitio, **propios)]))
    v = b.s.evidencias.preparar_bytes(b.e, "Relación de rutas.txt", b"Relaci\xc3\xb3n", item_id=_item(1).id)
    b.hacer(comandos.adjuntar(b.e, [v]))


def _anterior(b: Banco, *, secreto: bool) -> HallazgoAnterior:
    return next(a for a in b.s.seguimiento.anteriores(b.e) if a.hallazgo.posible_irregularidad is secreto)


def _verificaciones(b: Banco, m: Marcas) -> None:
    """The earlier possible irregularity, with its measure; the ordinary one too."""
    a = _anterior(b, secreto=True)
    b.hacer(comandos.verificar_hallazgo(b.e, a, ResultadoVerificacion.EN_ATENCION, m("notadeverificacion")))
    (medida,) = a.medidas
    b.hacer(comandos.verificar_medida(b.e, a, medida.id, avance=40, nota=m("notademedida")))
    dicho = {"motivo": m("prorrogaanterior"), "autorizo": m("autorizoanterior"), "quien": m("quienanterior")}
    plazo = b.reloj().date() + timedelta(days=15)
    b.hacer(comandos.prorrogar_medida_anterior(b.e, a, medida.id, plazo, cuando=b.reloj(), **dicho))
    otra = _anterior(b, secreto=False)
    b.hacer(comandos.verificar_hallazgo(b.e, otra, ResultadoVerificacion.NO_SOLVENTADA, "Sigue sin firma"))
