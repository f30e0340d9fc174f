"""Reads one YAML file that a person may have edited, and can say on which line each value stands.

It must never build anything but plain values, never follow an alias (a few lines of them fill the memory) and never let
a strange file end in anything but a sentence in Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

MAX_BYTES: Final = 8_000_000
_MAX_DEPTH: Final = 20
_MAX_EVENTS: Final = 400_000
"""Words, blocks and their ends; a definition with 5,000 questions has some 150,000. Each takes 300 bytes."""
# libyaml is ten times faster; the pure Python loader reads the same files where it is not built in.
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG: Final = "tag:yaml.org,2002:"
_CONVERTED: Final = {f"{_TAG}{name}" for name in ("int", "float", "bool", "null", "timestamp")}
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_LARGEST_CONVERTED: Final = 60
"""Characters of a number, a date or a truth; longer ones are text: reading some takes the square of their length."""

_ALIAS: Final = "No se admiten anclas ni alias (& y *); escriba el valor completo."
_SYNTAX: Final = (
    ("found character '\\t'", "Hay un tabulador en la sangría; use espacios."),
    ("mapping values are not allowed", "Hay «: » dentro de un texto sin comillas, o la sangría no corresponde."),
    ("unexpected end of stream", "Falta cerrar unas comillas."),
    ("expected ',' or ']'", "Falta cerrar un corchete o separar con coma."),
    ("expected ',' or '}'", "Falta cerrar una llave o separar con coma."),
    ("could not find expected ':'", "Falta «:» después del nombre del dato."),
    ("expected <block end>", "La sangría de este renglón no corresponde con los anteriores."),
    ("but found another document", "El archivo contiene más de un documento (---); deje sólo uno."),
    ("unknown escape", "Hay una diagonal inversa «\\» que no se entiende; use comillas sencillas."),
    ("cannot start any token", "Un texto empieza con un carácter reservado; enciérrelo entre comillas."),
)


class ArchivoIlegible(Exception):
    """The file cannot be read as YAML; ``linea`` is 1-based, None when it is about the whole file."""

    def __init__(self, mensaje: str, linea: int | None = None, campo: str = "") -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.linea = linea
        self.campo = campo


@dataclass(frozen=True, slots=True)
class Documento:
    """What a file holds: plain ``datos`` and the node tree that knows the lines."""

    datos: Any
    raiz: yaml.Node
    _por_nombre: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False)

    def ubicar(self, loc: Sequence[str | int]) -> tuple[int, str]:
        """Line (1-based) and readable path of the deepest part of ``loc`` that is in the file.

        Positions in lists count from 1, as people do: ``("items", 0, "tipo")`` -> ``items.1.tipo``. A missing key keeps
        its name and takes the line of the block that lacks it; what is below a plain value is left out.
        """
        node, line, names = self.raiz, self.raiz.start_mark.line, []
        for part in loc:
            if isinstance(node, yaml.MappingNode):
                names.append(str(part))
                pair = self._parejas(node).get(str(part))
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                names.append(str(part + 1))
                if part >= len(node.value):
                    break
                node = node.value[part]
                line = node.start_mark.line
            else:
                break
        return line + 1, ".".join(names)

    def _parejas(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Key and value by name; kept, since a file with many things wrong asks for the same block again and again."""
        if id(node) not in self._por_nombre:
            self._por_nombre[id(node)] = {key.value: (key, value) for key, value in node.value}
        return self._por_nombre[id(node)]


def leer(path: Path) -> Documento:
    """Read one file. Raises ArchivoIlegible with its sentence; nothing else for any content whatsoever."""
    return interpretar(_texto(path))


def interpretar(texto: str) -> Documento:
    """Parse YAML text. Raises ArchivoIlegible."""
    try:
        root = _componer(texto)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ArchivoIlegible(_en_espanol(str(error.problem)), mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise ArchivoIlegible("El archivo contiene caracteres que no son texto.") from error
    if root is None:
        raise ArchivoIlegible("El archivo está vacío.")
    return Documento(_construir(root), root)


def _texto(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ArchivoIlegible("No se pudo abrir el archivo; revise que exista y que usted tenga permiso.") from error
    if len(raw) > MAX_BYTES:
        raise ArchivoIlegible("El archivo pesa más de 8 MB; no parece una definición.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ArchivoIlegible("El archivo no es texto UTF-8; guárdelo con esa codificación.", line) from error
    found = _NOT_TEXT.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise ArchivoIlegible("El archivo contiene caracteres que no son texto.", line)
    return text


def _componer(text: str) -> yaml.Node | None:
    _rechazar_desmedido(text)
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _rechazar_desmedido(text: str) -> None:
    """Look at the events first: libyaml composes by recursion in C, and deep nesting would end the whole process."""
    loader = _Loader(text)
    depth, events = 0, 0
    try:
        while (event := loader.get_event()) is not None:
            events += 1
            if events > _MAX_EVENTS:
                raise ArchivoIlegible("El archivo tiene demasiados datos; no parece una definición. Divídalo.", None)
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MAX_DEPTH:
                    raise ArchivoIlegible("El archivo anida demasiados niveles.", _linea(event))
            elif isinstance(event, yaml.AliasEvent):
                raise ArchivoIlegible(_ALIAS, _linea(event))
    finally:
        loader.dispose()


def _linea(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


def _en_espanol(problem: str) -> str:
    return next(
        (sentence for fragment, sentence in _SYNTAX if fragment in problem),
        "No se entiende este renglón; revise comillas, dos puntos y sangría.",
    )


def _tag_refused(tag: str) -> str:
    return f"No se admite la etiqueta «{tag.replace(_TAG, '!!')[:60]}»; escriba sólo el valor."


def _construir(node: yaml.Node) -> Any:
    """Node tree -> plain values, refusing repeated keys and foreign tags."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
        return _bloque(node)
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return [_construir(child) for child in node.value]
    if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}str":
        return node.value
    if not isinstance(node, yaml.ScalarNode) or node.tag not in _CONVERTED:
        raise ArchivoIlegible(_tag_refused(node.tag), line)
    if len(node.value) > _LARGEST_CONVERTED:
        return node.value
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, OverflowError, KeyError, AttributeError, yaml.YAMLError):
        # Looks like a date or number and is none (2026-13-45): whoever validates the field says what it should be.
        return node.value


def _bloque(node: yaml.MappingNode) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != f"{_TAG}str":
            raise ArchivoIlegible("El nombre de un dato debe ser una palabra.", line)
        if key.value in built:
            raise ArchivoIlegible(f"«{key.value}» aparece dos veces en el mismo bloque.", line, key.value)
        built[key.value] = _construir(value)
    return built
