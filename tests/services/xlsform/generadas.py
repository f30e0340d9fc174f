"""Definitions with everything that one may carry, for whoever takes them through an XLSForm and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from supervisor_app.domain.cedula.definition import CedulaDefinition, Kind

_LETRAS = "abcñáü XYZ09.,;:¿?()=+-@#%&\"'“”‘’<>/_~*|\\°½"
_SIMPLES = [k for k in Kind if k is not Kind.MUESTRA]
TEXTO = st.text(_LETRAS, min_size=1, max_size=30).map(lambda t: " ".join(t.split())).filter(bool)
CLAVE = st.from_regex(r"[a-z][a-z0-9_]{1,8}", fullmatch=True)
CLAVE_OPCION = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,6}", fullmatch=True)
_DE_TODAS = ("today()", "1 + 1", "''")
_INICIALES: dict[Kind, tuple[str, ...]] = {
    Kind.CUMPLE: ("'cumple'", '"cumple"'),
    Kind.TEXTO: ("5", "-3", "'2026-01-31'", "' x '", "'today()'", "'a b'", '"cumple"'),
    Kind.FECHA: ("'2026-01-31'", '"2026-01-31"'),
    Kind.NUMERO: ("5", "0.5", "-3", "'7'", '" 7"'),
    Kind.PORCENTAJE: ("5", "0.5"),
    Kind.MONTO: ("5", "0.5"),
}


@st.composite
def expresiones(draw: st.DrawFn, variables: list[str]) -> str:
    """Expressions that cite what stands before, so that none goes round in a circle."""
    texto = draw(st.text("abc “ñ=.${", max_size=6)).replace("${", "")
    if not variables:
        return draw(st.sampled_from([f"string-length('{texto}') > 1", "true()"]))
    variable = draw(st.sampled_from(variables))
    return draw(
        st.sampled_from([f"${{{variable}}} = '{texto}'", f'"{texto}" != "x" and ${{{variable}}} > 1', "true()"])
    )


@st.composite
def _logica(draw: st.DrawFn, tipo: Kind, variables: list[str], listas: list[str]) -> dict[str, Any]:
    datos: dict[str, Any] = {"tipo": tipo.value, "opcional": draw(st.booleans())}
    if draw(st.booleans()):
        datos["relevante"] = draw(expresiones(variables))
    datos["restricciones"] = [
        {"expresion": draw(expresiones(variables)), "mensaje": draw(TEXTO), "dura": draw(st.booleans())}
        for _ in range(draw(st.integers(0, 3)))
    ]
    if tipo in (Kind.OPCION, Kind.OPCIONES):
        datos["lista"] = draw(st.sampled_from(listas))
        datos["filtro"] = draw(st.none() | st.just("region = 'norte'"))
    if tipo is not Kind.MUESTRA:
        valor = draw(st.sampled_from(["", "calculo", "inicial"]))
        if valor:
            datos[valor] = draw(
                st.sampled_from(_DE_TODAS + _INICIALES.get(tipo, ())) if valor == "inicial" else expresiones(variables)
            )
    return datos


@st.composite
def definiciones(draw: st.DrawFn) -> CedulaDefinition:
    """A valid definition of a few questions, of all kinds and with all they may carry."""
    numeros = draw(st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True))
    ids = [f"CO-90-{n:02d}" for n in numeros]
    listas = draw(st.lists(CLAVE, min_size=1, max_size=2, unique=True))
    tipos = [draw(st.sampled_from(list(Kind))) for _ in ids]
    items = [draw(_item(id_, tipo, ids[:i], listas)) for i, (id_, tipo) in enumerate(zip(ids, tipos, strict=True))]
    if draw(st.booleans()):
        items[0]["pregunta_plantilla"] = "¿Más de {plazo_de_prueba}?"
        items[0]["pregunta"] = "¿Más de 60 días?"
    umbral = {"clave": "plazo_de_prueba", "valor": 60, "unidad": "días", "legal": False, "vigente_al": "2026-01-02"}
    return CedulaDefinition.model_validate(
        {
            "codigo": "CO-90",
            "version": draw(st.integers(1, 9999)),
            "vigente_al": draw(st.dates()),
            "departamento": "cobranza",
            "seccion_manual": "7.1.3",
            "proceso": draw(TEXTO),
            "unidades": draw(st.lists(st.sampled_from(["SUB", "OFC", "OAX", "UMF"]), min_size=1, unique=True)),
            "items": items,
            "listas": [draw(_lista(clave)) for clave in listas],
            "umbrales": [umbral] if "pregunta_plantilla" in items[0] else [],
        }
    )


@st.composite
def _lista(draw: st.DrawFn, clave: str) -> dict[str, Any]:
    claves = draw(st.lists(CLAVE_OPCION, min_size=1, max_size=4, unique=True))
    atributos = st.fixed_dictionaries({"region": TEXTO}, optional={"zona_2": TEXTO})
    return {
        "clave": clave,
        "opciones": [{"clave": c, "texto": draw(TEXTO), "atributos": draw(atributos)} for c in claves],
    }


@st.composite
def _item(draw: st.DrawFn, id_: str, tipo: Kind, ids: list[str], listas: list[str]) -> dict[str, Any]:
    datos = draw(_logica(tipo, ids, listas)) | {
        "id": id_,
        "pregunta": draw(TEXTO),
        "evidencia": draw(TEXTO),
        "fundamento": draw(st.sampled_from([["JSAC:7.1.3:3"], ["JSAC:7.1.3:3", "JSAC:7.1.3:22"]])),
        "otro_fundamento": draw(st.sampled_from([[], ["CFF 134"], ["CFF 134", "CFF 135"]])),
        "ayuda": draw(st.none() | TEXTO),
        "apartado": draw(st.none() | st.sampled_from(["Uno", "Dos"])),
        "peso": draw(st.decimals(Decimal(0), Decimal(1000), places=3)),
    }
    if tipo is Kind.NUMERO:
        datos |= {"decimales": draw(st.integers(0, 6)), "unidad": draw(st.none() | st.just("días"))}
    if tipo is Kind.MUESTRA:
        claves = draw(st.lists(CLAVE.map(lambda c: f"c{c}"), max_size=3, unique=True))
        variables = [*ids, f"{id_}_referencia"]
        datos["columnas"] = [
            draw(_logica(draw(st.sampled_from(_SIMPLES)), [*variables, *(f"{id_}_{c}" for c in claves[:i])], listas))
            | {"clave": clave, "titulo": draw(TEXTO)}
            for i, clave in enumerate(claves)
        ]
    return datos
