"""Sheets with a recovery key, to be printed and kept away from the computer: of a data folder, of an office. They say
nothing of any visit.

It must never be attached, sealed or signed: nobody has to prove it, and nobody else should see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Node, Structure, TaggedTable, heading, paragraph
from supervisor_app.documents.norma import Metadata, conform
from supervisor_app.documents.pagina import Sheet, build, dibujando
from supervisor_app.documents.tipografia import marcado, registrar_fuentes
from supervisor_app.domain.texto import fecha_larga

_TITLE = "Clave de recuperación"
_OFFICE = "Hoja de recuperación de la oficina"
_FROM = "Supervisión de Afiliación y Cobranza"
_PER_ROW = 3
_LONGEST = 92  # characters of a line that is to be written on
_LINES: Sequence[tuple[Any, ...]] = (
    ("GRID", (0, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.HAIRLINE),
    ("TOPPADDING", (0, 0), (-1, -1), 6),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
)
_PARTS = (
    (
        "Para qué sirve",
        "Abre los datos cifrados de este equipo si olvida su frase de acceso. En la ventana que pide la frase, elija "
        "«Olvidé mi frase» y escriba los nueve grupos; después elegirá una frase nueva. No importan los guiones ni "
        "las mayúsculas.",
    ),
    (
        "Dónde guardarla",
        "En un lugar cerrado y aparte del equipo: un cajón con llave de su oficina, un sobre cerrado en la Jefatura o "
        "su casa. Nunca en la funda de la computadora, ni en una fotografía del teléfono.",
    ),
    (
        "Qué tener presente",
        "Quien tenga esta hoja y el equipo puede leer las visitas. Si la pierde o alguien la ve, haga una clave nueva "
        "en Ajustes › Seguridad: la de esta hoja dejará de servir. Sin la frase y sin esta clave nadie puede abrir "
        "los datos.",
    ),
)
_OFFICE_PARTS = (
    (
        "Para qué sirve",
        "Si la computadora de la oficina se pierde y no hay respaldo, con estos catorce grupos y el buzón otra "
        "computadora sigue siendo la misma oficina: los equipos inscritos no notan el cambio y nada se envía dos "
        "veces. En la computadora nueva: supervisor-app oficina recuperar --buzon DIRECCIÓN. Lo que la oficina "
        "escribió sólo para sí (programa en borrador, notas, seguimiento) vuelve únicamente de un respaldo.",
    ),
    (
        "Dónde guardarla",
        "En un sobre cerrado, en un lugar con llave y aparte de la computadora. Nunca en el buzón, ni en una "
        "fotografía del teléfono.",
    ),
    (
        "Qué tener presente",
        "Quien tenga esta hoja y pueda escribir en el buzón puede hablar en nombre de la oficina: acusar recibo de lo "
        "que no recibió o inscribir un equipo ajeno. No abre los datos cifrados ni los paquetes sellados. No caduca.",
    ),
)


def imprimir_hoja_de_oficina(grupos: Sequence[str], oficina: str, palabras: str, dia: date) -> bytes:
    """One page as PDF/A-3a and PDF/UA-1. ``oficina`` and ``palabras``: which office, as supervisors recognise it."""
    made = f"Hecha el {fecha_larga(dia)} para «{oficina}», que los equipos reconocen por {palabras}."
    about = f"{made} Se leen de izquierda a derecha, del 1 al {len(grupos)}."
    return _print(_Words(_OFFICE, palabras, about, _OFFICE_PARTS, "Computadora de la oficina"), grupos, dia)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one kind of sheet says. ``identity``: what it belongs to, on the foot of the page."""

    title: str
    identity: str
    about: str
    parts: tuple[tuple[str, str], ...]
    machine: str


def imprimir_hoja(grupos: Sequence[str], datos: str, dia: date) -> bytes:
    """One page as PDF/A-3a and PDF/UA-1. ``datos`` tells which data folder it opens."""
    about = f"Hecha el {fecha_larga(dia)} para los datos {datos}. Se leen de izquierda a derecha, del 1 al 9."
    words = _Words(_TITLE, f"Datos {datos}", about, _PARTS, "Equipo (modelo o número de inventario)")
    return _print(words, grupos, dia)


def _print(words: _Words, grupos: Sequence[str], dia: date) -> bytes:
    registrar_fuentes()
    structure = Structure()
    sheet = Sheet(running_head=words.title, identity=words.identity, form_key=words.title)
    with dibujando:
        raw = build(list(_story(words, grupos, structure.root)), structure, sheet)
    return conform(raw, structure, Metadata(words.title, _FROM, "Hoja para guardar aparte del equipo", dia))


def _story(words: _Words, grupos: Sequence[str], root: Node) -> Iterator[Flowable]:
    yield heading(words.title, estilo.TITLE_TIGHT, root, 1)
    yield paragraph(marcado(_FROM), estilo.PROCESS, root)
    yield Spacer(0, 16)
    yield _table(grupos, root)
    yield Spacer(0, 8)
    yield paragraph(marcado(words.about), estilo.SIGNER_NOTE, root)
    for title, text in words.parts:
        yield heading(title, estilo.TABLE_TITLE, root, 2)
        yield paragraph(marcado(text), estilo.BODY, root)
    yield Spacer(0, 14)
    for label in (words.machine, "Dónde se guardó y cuándo"):
        yield paragraph(f"{marcado(label)}: {'_' * (_LONGEST - len(label))}", estilo.FIELD, root)
        yield Spacer(0, 6)


def _table(grupos: Sequence[str], root: Node) -> Flowable:
    width = 46 * mm
    rows: list[list[Cell]] = []
    for start in range(0, len(grupos), _PER_ROW):
        cells: list[Cell] = []
        for n, grupo in enumerate(grupos[start : start + _PER_ROW], start=start + 1):
            cells.append(
                [paragraph(str(n), estilo.KEY_NUMBER, root), paragraph(marcado(grupo), estilo.KEY_GROUP, root)]
            )
        rows.append(cells + [[paragraph("", estilo.KEY_NUMBER, root)]] * (_PER_ROW - len(cells)))
    return TaggedTable.of(rows, [width] * _PER_ROW, _LINES)
