"""What came of verifying or checking one thing, as a card. It must never soften what the services say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.services.cotejo import Cotejado, Veredicto
from supervisor_app.services.examen import Examinado
from supervisor_app.services.relato import Fila, Parte, Relato, relatar
from supervisor_app.ui.kit.banner import Banner, IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3

_AUTHENTIC = "Las firmas son auténticas y el documento no cambió después de firmarse."
_NOT = "No tome el documento por bueno. Lo que se encontró:"
_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}
_SHEETS = {
    Veredicto.COINCIDE: ("ok", "circle-check", "Coincide"),
    Veredicto.VERSION_ANTERIOR: ("warn", "history", "Coincide con una versión anterior"),
    Veredicto.NO_COINCIDE: ("bad", "circle-x", "No coincide"),
    Veredicto.DESCONOCIDA: ("na", "circle-help", "No está en este equipo"),
}


@dataclass(frozen=True)
class Outcome:
    """What was brought, what it is, and what this laptop knows of it."""

    name: str
    examined: Examinado | None = None
    known: tuple[Cotejado, ...] = ()
    problem: str = ""


class ResultCard(Card):
    """``opened(Cotejado)`` when the document that was found is wanted; ``wants_authorities``."""

    opened = Signal(object)
    wants_authorities = Signal()

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(outcome.name, icon="file-text", parent=parent)
        self._said: list[str] = []
        verificacion = outcome.examined.verificacion if outcome.examined is not None else None
        if outcome.problem:
            self._tell(Banner(outcome.problem, "bad", icon="circle-alert"))
        elif verificacion is not None:
            self._show_story(relatar(verificacion), outcome)
        else:
            for found in outcome.known:
                self._show_sheet(found)
        self.setAccessibleDescription(self.words())

    def words(self) -> str:
        """All that it says, in one piece, as a screen reader says it."""
        return " ".join(self._said)

    def _tell(self, banner: Banner) -> None:
        self.body.addWidget(banner)
        self._said.append(banner.text())

    def _add(self, widget: QWidget, *said: str) -> None:
        self.body.addWidget(widget)
        self._said += said

    # --- a document -----------------------------------------------------------------------------------------------

    def _show_story(self, relato: Relato, outcome: Outcome) -> None:
        kind, icon = ("ok", "circle-check") if relato.valido else ("bad", "circle-x")
        self._tell(Banner(f"{relato.titulo}. {_AUTHENTIC if relato.valido else _NOT}", kind, icon=icon))
        for problema in relato.ajenos:
            self._add(_line("circle-x", "bad", problema), problema)
        for advertencia in relato.advertencias:
            self._tell(Banner(advertencia, "warn"))
        for found in outcome.known:
            self._show_known(found, valid=relato.valido)
        for parte in (*relato.firmas, *relato.sellos):
            self.body.addWidget(Line())
            self._show_part(parte)
        if any(fila == "Autoridad:" and "no reconocida" in dicho for p in relato.firmas for fila, dicho in p.filas):
            link = Button("Ver las autoridades en Ajustes", "link", icon="settings")
            link.clicked.connect(self.wants_authorities)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Line())
        sha256 = outcome.examined.sha256 if outcome.examined is not None else ""
        rows = (*relato.documento, ("SHA-256 del archivo:", sha256))
        self._add(_Rows(rows), *(f"{name} {value}" for name, value in rows))
        for aviso in relato.avisos:
            self._add(_line("info", "text2", aviso), aviso)

    def _show_part(self, parte: Parte) -> None:
        title = _line(_ICONS[parte.tono], parte.tono, parte.titulo, role="body-strong", ink="text")
        self._add(title, parte.titulo)
        for problema in parte.problemas:
            label = WrapLabel(problema, "body-medium", "bad" if parte.tono == "bad" else "warn")
            self._add(label, problema)
        self._add(_Rows(parte.filas), *(f"{name} {value}" for name, value in parte.filas))

    def _show_known(self, found: Cotejado, *, valid: bool) -> None:
        if not found.veredicto.bien:
            self._add(WrapLabel("No está en este equipo.", "small", "text2"), "No está en este equipo.")
            return
        what = f"{found.titulo}, folio {found.folio}, versión {found.version}"
        words = f"Es el archivo de {what}, que está en este equipo."
        if valid and not found.mismo_archivo:
            words = (
                f"Lleva el registro de {what}, pero no es el archivo que está en este equipo: abra el documento y "
                "compare sus páginas y quiénes firman."
            )
        if not valid:
            words = f"Dice ser {what}. El registro está en este equipo: abra el documento y compare."
        if found.veredicto is Veredicto.VERSION_ANTERIOR:
            words += " Ya hay una versión más nueva."
        self._add(WrapLabel(words, "body"), words)
        self._add_opener(found)

    # --- a sheet --------------------------------------------------------------------------------------------------

    def _show_sheet(self, found: Cotejado) -> None:
        kind, icon, title = _SHEETS[found.veredicto]
        self._tell(Banner(f"{title}. {found.frase}", kind, icon=icon))
        if found.veredicto.bien:
            self._add_opener(found)

    def _add_opener(self, found: Cotejado) -> None:
        button = Button("Abrir el documento", "outline", icon="file-text")
        button.clicked.connect(lambda: self.opened.emit(found))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class _Rows(QWidget):
    """Names and values in two columns."""

    def __init__(self, rows: Sequence[Fila]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, SPACE_1)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        top = Qt.AlignmentFlag.AlignTop
        for n, (name, value) in enumerate(rows):
            grid.addWidget(WrapLabel(name.rstrip(":"), "small", "text2"), n, 0, top)
            # A hash has nowhere to break by itself.
            shown = " ".join(value[k : k + 16] for k in range(0, 64, 16)) if _is_hash(value) else value
            grid.addWidget(WrapLabel(shown, "small", figures=True), n, 1, top)


def _is_hash(value: str) -> bool:
    return len(value) == 64 and all(sign in "0123456789abcdef" for sign in value)


def _line(icon: str, mark: str, words: str, *, role: str = "body", ink: str = "") -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_2)
    column = QVBoxLayout()
    column.addWidget(WrapLabel(words, role, ink or mark))
    layout.addWidget(IconMark(icon, ink=mark), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(column, 1)
    return row
