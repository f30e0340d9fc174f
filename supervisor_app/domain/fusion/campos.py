"""A record laid out as the fields that two copies may change apart, and put together again.

Each field holds canonical JSON, so that any two values compare. A new field of a record needs nothing here: it is
merged as one value. Said here is only what is not so: fields that make sense together, lists that several people add
to, and numbers that nobody should be asked about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import CedulaFijada, Fila
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Entidad
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.visita import Visita

REGISTRO = "registro"
"""The name of the one field of a record that is merged as a whole."""
NADA = ""
"""What a list has in the place of an element that it does not hold."""

Plano = Mapping[str, str]


def _el_menor(valores: Iterable[str]) -> str:
    return min(valores, key=_numero)


def _el_mayor(valores: Iterable[str]) -> str:
    return max(valores, key=_numero)


def _el_mas_avanzado(valores: Iterable[str]) -> str:
    # cerrada, en_curso, programada: the alphabet happens to run backwards through the life of a visit.
    return min(valores)


def _numero(valor: str) -> float:
    try:
        return float(valor)
    except ValueError:
        return 0.0


@dataclass(frozen=True)
class Politica:
    """``juntos``: fields under one name. ``partes``: fields whose own fields count. ``listas``: lists merged by
    element, each with the name of the field that tells its elements apart (empty: the element itself). ``solos``:
    fields that nobody is asked about, with what chooses among several values.
    """

    entera: bool = False
    juntos: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partes: tuple[str, ...] = ()
    listas: Mapping[str, str] = field(default_factory=dict)
    solos: Mapping[str, Callable[[Iterable[str]], str]] = field(default_factory=dict)


ENTERA = Politica(entera=True)
_ORDEN = {"orden": _el_menor}
_POLITICAS: Mapping[type[Any], Politica] = {
    Visita: Politica(
        listas={"equipo": "", "cedulas": ""},
        solos={"numeros_entregados": _el_mayor, "revision": _el_mayor, "estado": _el_mas_avanzado},
    ),
    CedulaFijada: ENTERA,
    SinLugar: ENTERA,
    Muestreo: ENTERA,
    Fila: Politica(listas={"celdas": "columna"}, solos=_ORDEN),
    Evidencia: Politica(
        juntos={
            "contenido": ("sha256", "bytes", "mime"),
            "sitio": ("item_id", "fila_id", "inconsistencia_id", "medida_id"),
        },
        listas={"borradas": ""},
        solos=_ORDEN,
    ),
    Inconsistencia: Politica(listas={"fundamento": "", "items": "", "historial": ""}, solos={"numero": _el_menor}),
    Medida: Politica(listas={"prorrogas": ""}, solos=_ORDEN),
    Verificacion: Politica(listas={"medidas": "medida_id"}),
    IndicadorMedido: Politica(juntos={"cifra": ("real", "fuente", "corte")}),
    Acta: Politica(listas={"por_supervision": "", "por_unidad": "", "testigos": ""}),
    InformeBorrador: Politica(partes=("datos", "firmantes")),
}


def politica(clase: type[Any]) -> Politica:
    return _POLITICAS.get(clase, Politica())


def texto(valor: object) -> str:
    """The canonical JSON of a value."""
    return json.dumps(to_jsonable_python(valor, by_alias=True), ensure_ascii=False, sort_keys=True)


def aplanar(valor: Entidad, regla: Politica | None = None) -> dict[str, str]:
    """The fields of a record, each as canonical JSON. An element of a list is the field ``lista[elemento]``."""
    regla = politica(type(valor)) if regla is None else regla
    crudo = valor.model_dump(mode="json", by_alias=True)
    if regla.entera:
        return {REGISTRO: texto(crudo)}
    plano: dict[str, str] = {}
    for campo, contenido in crudo.items():
        if campo in regla.listas:
            plano |= _elementos(campo, contenido, regla.listas[campo])
        elif campo in regla.partes:
            plano |= {f"{campo}.{parte}": texto(v) for parte, v in contenido.items()}
        elif not any(campo in campos for campos in regla.juntos.values()):
            plano[campo] = texto(contenido)
    for nombre, campos in regla.juntos.items():
        plano[nombre] = texto({c: crudo[c] for c in campos if c in crudo})
    return plano


def _elementos(campo: str, contenido: Sequence[Any], clave: str) -> dict[str, str]:
    plano: dict[str, str] = {}
    for elemento in contenido:
        nombre = f"{campo}[{elemento[clave] if clave else texto(elemento)}]"
        while nombre in plano:
            nombre += "'"  # the same twice in one list
        plano[nombre] = texto(elemento)
    return plano


def armar(clase: type[Entidad], plano: Plano, regla: Politica | None = None) -> Entidad:
    """The record of these fields; lists in the order in which ``plano`` names their elements.

    Raises ValueError where they do not make one together.
    """
    regla = politica(clase) if regla is None else regla
    if regla.entera:
        return clase.model_validate_json(plano[REGISTRO])
    crudo: dict[str, Any] = {lista: [] for lista in regla.listas if lista in clase.model_fields}
    for nombre, valor in plano.items():
        lista, _, _ = nombre.partition("[")
        if lista in regla.listas:
            if valor != NADA:
                crudo[lista].append(json.loads(valor))
        elif nombre in regla.juntos:
            crudo |= json.loads(valor)
        elif "." in nombre:
            campo, _, parte = nombre.partition(".")
            crudo.setdefault(campo, {})[parte] = json.loads(valor)
        else:
            crudo[nombre] = json.loads(valor)
    return clase.model_validate_json(json.dumps(crudo))


def de_lista(regla: Politica, nombre: str) -> bool:
    """Whether the field is an element of a list."""
    return nombre.partition("[")[0] in regla.listas


def iniciales(clase: type[Entidad], regla: Politica) -> dict[str, str]:
    """The fields of a record that nobody wrote in: whoever makes one does not write these."""
    if regla.entera:
        return {}
    dados = {_alias(clase, n): texto(_inicial(c)) for n, c in clase.model_fields.items() if not c.is_required()}
    plano = {n: v for n, v in dados.items() if n not in regla.partes and n not in regla.listas}
    for parte in regla.partes:
        modelo = cast(type[BaseModel], type(_inicial(clase.model_fields[parte])))
        for n, c in modelo.model_fields.items():
            if not c.is_required():
                plano[f"{parte}.{_alias(modelo, n)}"] = texto(_inicial(c))
    for nombre, campos in regla.juntos.items():
        if all(c in plano for c in campos):
            plano[nombre] = texto({c: json.loads(plano.pop(c)) for c in campos})
    return plano


def _inicial(campo: Any) -> Any:
    return campo.get_default(call_default_factory=True)


def _alias(modelo: type[BaseModel], nombre: str) -> str:
    return modelo.model_fields[nombre].serialization_alias or modelo.model_fields[nombre].alias or nombre
