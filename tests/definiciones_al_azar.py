"""Random versions of one invented cédula, and a visit that answered them, for tests of what becomes of the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    Celda,
    Fila,
    Respuesta,
    Valor,
    ValorDecimal,
    ValorFecha,
    ValorMonto,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorPorcentaje,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, Columna, ItemDefinition, Kind
from supervisor_app.domain.expediente import Cambio, Expediente
from supervisor_app.domain.muestreo.registro import Elegido, Metodo, Muestreo, UniversoUsado
from tests.visita_ficticia import AHORA, CO_90, CUMPLE, NO_APLICA, NO_CUMPLE, PARCIAL, VISITA_ID, evidencia, visita

NUMEROS = ("01", "02", "03", "04")
OPCIONES = ("a", "b", "c", "d")
COLUMNAS = ("folio", "monto", "causa")
_KINDS = st.sampled_from(list(Kind))
_CELDAS = st.sampled_from([k for k in Kind if k is not Kind.MUESTRA])


def _campos_de(tipo: Kind, decimales: int, calculo: bool) -> dict[str, object]:
    campos: dict[str, object] = {"tipo": tipo}
    if tipo in (Kind.OPCION, Kind.OPCIONES):
        campos["lista"] = "causas"
    if tipo is Kind.NUMERO:
        campos["decimales"] = decimales
    if calculo and tipo is not Kind.MUESTRA:
        campos["calculo"] = "1 + 1"
    return campos


@st.composite
def columnas(draw: st.DrawFn, calculos: bool) -> tuple[Columna, ...]:
    claves = draw(st.lists(st.sampled_from(COLUMNAS), unique=True, max_size=3))
    campos = ((c, _campos_de(draw(_CELDAS), draw(st.integers(0, 2)), calculos and draw(st.booleans()))) for c in claves)
    return tuple(Columna.model_validate({"clave": c, "titulo": f"Columna {c}"} | otros) for c, otros in campos)


@st.composite
def puntos(draw: st.DrawFn, numero: str, calculos: bool) -> ItemDefinition:
    tipo = draw(_KINDS)
    campos = _campos_de(tipo, draw(st.integers(0, 2)), calculos and draw(st.integers(0, 9)) == 0)
    if tipo is Kind.MUESTRA:
        campos["columnas"] = draw(columnas(calculos))
    return ItemDefinition.model_validate(
        {
            "id": f"CO-90-{numero}",
            "pregunta": f"¿Se cumple el punto {numero} {draw(st.sampled_from(['', 'siempre ']))}en plazo?",
            "evidencia": "Expediente de prueba",
            "fundamento": (draw(st.sampled_from(["JSAC:7.1.3:3", "JSAC:7.1.3:4"])),),
            "peso": draw(st.sampled_from([Decimal(1), Decimal("0.5")])),
            "relevante": draw(st.sampled_from([None, "1 = 1"])),
        }
        | campos
    )


@st.composite
def definiciones(draw: st.DrawFn, version: int | None = None, calculos: bool = True) -> CedulaDefinition:
    numeros = draw(st.lists(st.sampled_from(NUMEROS), unique=True, min_size=1))
    claves = draw(st.lists(st.sampled_from(OPCIONES), unique=True, min_size=1))
    lista = {"clave": "causas", "opciones": [{"clave": c, "texto": f"Causa {c}"} for c in claves]}
    return CedulaDefinition.model_validate(
        CO_90.__dict__
        | {
            "version": draw(st.integers(1, 3)) if version is None else version,
            "items": tuple(draw(puntos(n, calculos)) for n in numeros),
            "listas": (lista,),
            "proceso": draw(st.sampled_from(["Notificación de prueba", "Otro proceso"])),
        }
    )


def _opciones(definicion: CedulaDefinition) -> st.SearchStrategy[ValorOpcion]:
    return st.sampled_from([ValorOpcion(valor=o.clave, texto=o.texto) for o in definicion.listas[0].opciones])


def valores(punto: ItemDefinition | Columna, definicion: CedulaDefinition) -> st.SearchStrategy[Valor]:
    """Any answer that a question or column of these takes; a muestra is answered by its rows."""
    de = {
        Kind.CUMPLE: st.sampled_from([CUMPLE, PARCIAL, NO_CUMPLE]),
        Kind.NUMERO: st.integers(0, 9).map(lambda n: ValorNumero(valor=n)),
        Kind.PORCENTAJE: st.integers(0, 9).map(lambda n: ValorPorcentaje(valor=Decimal(n))),
        Kind.FECHA: st.just(ValorFecha(valor=date(2026, 5, 4))),
        Kind.MONTO: st.integers(0, 9).map(lambda n: ValorMonto(valor=Decimal(n))),
        Kind.TEXTO: st.sampled_from(["Uno", "Dos\n«tres»"]).map(lambda t: ValorTexto(valor=t)),
        Kind.OPCION: _opciones(definicion),
        Kind.OPCIONES: st.lists(_opciones(definicion), unique=True, min_size=1).map(
            lambda v: ValorOpciones(valores=tuple(v))
        ),
        Kind.MUESTRA: st.just(NO_APLICA),
    }[punto.tipo]
    if punto.tipo is Kind.NUMERO and punto.decimales:
        de = st.integers(0, 99).map(lambda n: ValorDecimal(valor=Decimal(n).scaleb(-punto.decimales)))
    return st.one_of(de, st.just(NO_APLICA))


@st.composite
def filas(draw: st.DrawFn, punto: ItemDefinition, definicion: CedulaDefinition) -> list[Fila]:
    hechas = []
    for n in range(1, draw(st.integers(0, 3)) + 1):
        celdas = [
            Celda(columna=c.clave, valor=draw(valores(c, definicion))) for c in punto.columnas if draw(st.booleans())
        ]
        hechas.append(
            Fila(
                id=f"{punto.id}-f{n}",
                visita_id=VISITA_ID,
                item_id=punto.id,
                orden=n,
                referencia=f"Crédito {n}",
                con_inconsistencia=draw(st.sampled_from([None, True, False])),
                nota=draw(st.sampled_from(["", "Se revisó"])),
                celdas=tuple(celdas),
            )
        )
    return hechas


def sorteo(item_id: str) -> Muestreo:
    return Muestreo(
        id=f"{VISITA_ID}:{item_id}:muestreo",
        visita_id=VISITA_ID,
        item_id=item_id,
        universo=UniversoUsado(nombre="RALE", sha256="cd" * 32, renglones=3),
        metodo=next(iter(Metodo)),
        semilla="1",
        elegidos=(Elegido(numero=2),),
        cuando=AHORA,
    )


@st.composite
def contestados(draw: st.DrawFn, e: Expediente | None = None, calculos: bool = True) -> Expediente:
    """A visit that answered its cédula as people do, with notes, rows, draws, evidence and the findings of all that."""
    if e is None:
        e = Expediente(visita(cedulas=()))
        e = e.aplicar(comandos.elegir_cedulas(e, [draw(definiciones(version=1, calculos=calculos))]).cambios)
    definicion = e.definiciones["CO-90"]
    for punto in definicion.items:
        que = draw(st.sets(st.sampled_from(["valor", "nota", "filas", "sorteo", "archivo"])))
        if "filas" in que and punto.tipo is Kind.MUESTRA and not e.filas_de(punto.id):
            nuevas = draw(filas(punto, definicion))
            e = e.aplicar(comandos.guardar_filas(e, punto, nuevas, "Pegó renglones").cambios)
        elif "valor" in que and not e.filas_de(punto.id) and punto.calculo is None:
            e = e.aplicar(comandos.responder(e, punto, draw(valores(punto, definicion))).cambios)
        if "nota" in que:
            e = e.aplicar(comandos.anotar(e, punto, f"Nota de {punto.id}, versión {definicion.version}").cambios)
        if "sorteo" in que and punto.tipo is Kind.MUESTRA and punto.id not in e.muestreos:
            e = e.aplicar([Cambio(None, sorteo(punto.id))])
        if "archivo" in que:
            archivo = evidencia(len(e.evidencias) + 1, item_id=punto.id)
            e = e.aplicar(comandos.adjuntar(e, [archivo]).cambios)
    return e


def respuesta(item_id: str, valor: Valor | None, nota: str = "") -> Respuesta:
    return Respuesta(
        id=f"{VISITA_ID}:{item_id}", visita_id=VISITA_ID, cedula="CO-90", item_id=item_id, valor=valor, nota=nota
    )


def con_items(definicion: CedulaDefinition, *items: ItemDefinition, **campos: object) -> CedulaDefinition:
    """The next version of a cédula with these questions."""
    nueva = definicion.__dict__ | {"version": definicion.version + 1, "items": items} | campos
    return CedulaDefinition.model_validate(nueva)
