"""One definition file in, validated values or its problems out: file, line, field and a sentence in Spanish.

It must never raise for what a file says; only the caller decides whether a problem stops anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Definicion,
    FunctionRef,
    Umbral,
    claves_de_umbral,
    resolver_pregunta,
)
from supervisor_app.domain.cedula.logica import problemas_de_logica
from supervisor_app.services.mensajes_validacion import en_espanol
from supervisor_app.services.yaml_seguro import ArchivoIlegible, Documento, leer

T = TypeVar("T", bound=Definicion)
K = TypeVar("K")
Loc = tuple[str | int, ...]

_MAX_PROBLEMS: Final = 50
_MAX_FOUND: Final = 5_000
"""Of these, the first fifty by their lines are told; a file with more wrong was no definition."""
# CO-02.v3.yaml: imported by an office. It may bring its own thresholds, and stand beside other versions of itself.
_IMPORTED: Final = re.compile(r"[^.]+\.v[0-9]{1,4}")
_CEDULA_FORMS: Final = {
    "codigo": "como CO-01",
    "id": "como CO-01-01",
    "seccion_manual": "como 7.1.3, entre comillas",
}


@dataclass(frozen=True, slots=True)
class Problema:
    """One thing wrong in a file. ``linea`` and ``columna`` count from 1; None when it is about the whole file."""

    archivo: str
    linea: int | None
    campo: str
    mensaje: str
    columna: int | None = None

    def __str__(self) -> str:
        parts = [self.archivo]
        if self.linea is not None:
            parts.append(f"línea {self.linea}")
        if self.columna is not None:
            parts.append(f"columna {self.columna}")
        if self.campo:
            parts.append(self.campo)
        return f"{', '.join(parts)}: {self.mensaje}"


@dataclass(frozen=True, slots=True)
class Contexto:
    """What a cédula may refer to."""

    umbrales: Mapping[str, Umbral]
    funciones: Container[FunctionRef]
    fundamentos: Container[str]


@dataclass(frozen=True, slots=True)
class CedulaLeida:
    """A cédula file after reading: its definition, or None and why."""

    definicion: CedulaDefinition | None
    problemas: tuple[Problema, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogo(Generic[T, K]):
    """How one catalogue file is read: its only top-level list, its model, its key, and the form of its coded fields."""

    archivo: str
    lista: str
    modelo: type[T]
    clave: Callable[[T], K]
    formas: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogoLeido(Generic[T, K]):
    """A catalogue after reading: the good entries by key, their lines, and the problems."""

    valores: Mapping[K, T]
    lineas: Mapping[K, int]
    problemas: tuple[Problema, ...] = ()


def leer_cedula(path: Path, contexto: Contexto) -> CedulaLeida:
    """Read and check one cédula file: shape, thresholds, cited functions and legal bases, and its name."""
    try:
        documento = leer(path)
    except ArchivoIlegible as error:
        return CedulaLeida(None, (_ilegible(path, error),))
    problemas = _Problemas(path.name, documento)
    raw = documento.datos
    if not isinstance(raw, dict):
        problemas.add((), "El archivo debe empezar con «codigo:» y los demás datos de la cédula.")
        return CedulaLeida(None, problemas.todos)
    umbrales = contexto.umbrales
    if _IMPORTED.fullmatch(path.stem):
        own, raw = _umbrales_propios(raw, problemas)
        umbrales = {**umbrales, **own}
    prepared, used = _resolver_umbrales(raw, umbrales, problemas)
    try:
        cedula = CedulaDefinition.model_validate({**prepared, "umbrales": used})
    except ValidationError as error:
        problemas.add_validation((), error, _CEDULA_FORMS)
        return CedulaLeida(None, problemas.todos)
    _revisar_citas(cedula, contexto, problemas)
    for mal in problemas_de_logica(cedula):
        problemas.add(mal.lugar, mal.mensaje)
    if path.stem not in (cedula.codigo, f"{cedula.codigo}.v{cedula.version}"):
        problemas.add(("codigo",), f"El archivo debe llamarse {cedula.codigo}.yaml, igual que su código.")
    return CedulaLeida(None if problemas.todos else cedula, problemas.todos)


def leer_catalogo(path: Path, catalogo: Catalogo[T, K]) -> CatalogoLeido[T, K]:
    """Read and check one catalogue file; entries are checked one by one so that all problems are told at once."""
    try:
        documento = leer(path)
    except ArchivoIlegible as error:
        return CatalogoLeido({}, {}, (_ilegible(path, error),))
    problemas = _Problemas(path.name, documento)
    raw = documento.datos
    if not isinstance(raw, dict) or set(raw) != {catalogo.lista} or not isinstance(raw[catalogo.lista], list):
        problemas.add((), f"El archivo debe contener sólo «{catalogo.lista}:» seguido de una lista.")
        return CatalogoLeido({}, {}, problemas.todos)
    values: dict[K, T] = {}
    lines: dict[K, int] = {}
    for index, entry in enumerate(raw[catalogo.lista]):
        loc: Loc = (catalogo.lista, index)
        try:
            value = catalogo.modelo.model_validate(entry)
        except ValidationError as error:
            problemas.add_validation(loc, error, catalogo.formas)
            continue
        key = catalogo.clave(value)
        if key in values:
            problemas.add(loc, f"«{key}» ya está en la línea {lines[key]}.")
            continue
        values[key], lines[key] = value, documento.ubicar(loc)[0]
    return CatalogoLeido(MappingProxyType(values), lines, problemas.todos)


class _Problemas:
    """Collects the problems of one document, each place once, up to a readable number."""

    def __init__(self, archivo: str, documento: Documento) -> None:
        self._archivo = archivo
        self._documento = documento
        self._found: dict[tuple[int, str], Problema] = {}

    @property
    def todos(self) -> tuple[Problema, ...]:
        return tuple(sorted(self._found.values(), key=lambda problema: problema.linea or 0))[:_MAX_PROBLEMS]

    def add(self, loc: Loc, message: str) -> None:
        if len(self._found) >= _MAX_FOUND:
            return
        place = self._documento.ubicar(loc)
        self._found.setdefault(place, Problema(self._archivo, *place, message))

    def add_validation(self, prefix: Loc, error: ValidationError, forms: Mapping[str, str]) -> None:
        for detail in error.errors(include_url=False):
            if detail["loc"][-1:] == ("pregunta_plantilla",):
                continue  # filled from «pregunta», which has its own error
            context = detail.get("ctx", {})
            inner = tuple(context[name] for name in ("campo", "indice", "subcampo") if name in context)
            self.add((*prefix, *detail["loc"], *inner), en_espanol(detail, forms))


def _ilegible(path: Path, error: ArchivoIlegible) -> Problema:
    return Problema(path.name, error.linea, error.campo, error.mensaje)


def _resolver_umbrales(
    raw: dict[str, Any], umbrales: Mapping[str, Umbral], problemas: _Problemas
) -> tuple[dict[str, Any], list[Umbral]]:
    """Fill the placeholders of every question; returns the data for the model and the thresholds that it uses."""
    if "umbrales" in raw:
        problemas.add(("umbrales",), "Los umbrales van en umbrales.yaml; aquí sólo se citan como {clave}.")
    used: dict[str, Umbral] = {}
    items: list[Any] = []
    for index, item in _entries(raw.get("items")):
        if not isinstance(item, dict) or not isinstance(item.get("pregunta"), str):
            items.append(item)
            continue
        if "pregunta_plantilla" in item:
            problemas.add(("items", index, "pregunta_plantilla"), "Este dato no existe; quítelo.")
        template = item["pregunta"]
        used |= {clave: umbrales[clave] for clave in claves_de_umbral(template) if clave in umbrales}
        try:
            text = resolver_pregunta(template, umbrales)
        except ValueError as error:
            problemas.add(("items", index, "pregunta"), str(error))
            text = template
        items.append({**item, "pregunta": text, "pregunta_plantilla": template})
    prepared = {**raw, "items": items} if isinstance(raw.get("items"), list) else raw
    return prepared, list(used.values())


def _umbrales_propios(raw: dict[str, Any], problemas: _Problemas) -> tuple[dict[str, Umbral], dict[str, Any]]:
    """The thresholds that an imported cédula brings, by key, and the rest of its data."""
    own: dict[str, Umbral] = {}
    for index, entry in _entries(raw.get("umbrales")):
        try:
            umbral = Umbral.model_validate(entry)
        except ValidationError as error:
            problemas.add_validation(("umbrales", index), error, {})
        else:
            own[umbral.clave] = umbral
    return own, {name: value for name, value in raw.items() if name != "umbrales"}


def _entries(raw: object) -> Iterator[tuple[int, Any]]:
    return enumerate(raw) if isinstance(raw, list) else enumerate(())


def _revisar_citas(cedula: CedulaDefinition, contexto: Contexto, problemas: _Problemas) -> None:
    for index, item in enumerate(cedula.items):
        for position, ref in enumerate(item.fundamento):
            if ref not in contexto.funciones:
                problemas.add(
                    ("items", index, "fundamento", position), f"La función «{ref}» no está en funciones.yaml."
                )
        for position, clave in enumerate(item.otro_fundamento):
            if clave not in contexto.fundamentos:
                problemas.add(("items", index, "otro_fundamento", position), f"«{clave}» no está en fundamentos.yaml.")
