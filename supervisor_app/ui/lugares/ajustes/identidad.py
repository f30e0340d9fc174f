"""Who supervises, who the informe is for, who signs often, and the letterhead."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import FirmanteFrecuente
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.suggest_field import PickField, Suggestion
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard, show_text
from supervisor_app.ui.personas import PeopleRows

_BESIDE = 420


def ooad_suggestions(ooad: Mapping[str, Ooad]) -> list[Suggestion]:
    """Every OOAD; people also call it Delegación."""
    return [Suggestion(o.clave, o.nombre, o.clave, f"OOAD Delegación {o.nombre_fuente}") for o in ooad.values()]


class IdentityCard(SettingsCard):
    """The person who supervises."""

    def __init__(self, ooad: Mapping[str, Ooad], parent: QWidget | None = None) -> None:
        super().__init__("Sus datos", icon="user", parent=parent)
        self.nombre = self.bind(TextField(), "nombre")
        self.cargo = self.bind(TextField(), "cargo")
        self.adscripcion = self.bind(TextField(), "adscripcion")
        self.ciudad = self.bind(TextField(placeholder="Colima, Col."), "ciudad")
        self.ooad = PickField(placeholder="Escriba parte del nombre")
        self.ooad.set_suggestions(ooad_suggestions(ooad))
        self.ooad.chosen.connect(lambda key: self.edited.emit({"ooad": key}))
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(
            WrapLabel("Se proponen en cada visita nueva y se imprimen en cédulas e informes.", "small", "text3")
        )
        self.body.addWidget(_pair(Field("Nombre completo", self.nombre), Field("Cargo", self.cargo)))
        self.body.addWidget(Field("Adscripción", self.adscripcion))
        self.body.addWidget(_pair(Field("OOAD", self.ooad), Field("Ciudad donde firma", self.ciudad)))

    def show_settings(self, ajustes: Ajustes) -> None:
        for field, text in (
            (self.nombre, ajustes.nombre),
            (self.cargo, ajustes.cargo),
            (self.adscripcion, ajustes.adscripcion),
            (self.ciudad, ajustes.ciudad),
        ):
            show_text(field, text)
        self.ooad.set_key(ajustes.ooad, ajustes.ooad)


class CoordinationCard(SettingsCard):
    """Who the informe de la comisión is addressed to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Informe de la comisión", icon="file-text", parent=parent)
        self.coordinador = self.bind(TextField(placeholder="Con su grado, por ejemplo LIC."), "coordinador_normativo")
        self.coordinacion = self.bind(TextField(), "coordinacion_normativa")
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(Field("Nombre del Coordinador Normativo", self.coordinador))
        self.body.addWidget(Field("Nombre de la Coordinación Normativa", self.coordinacion))

    def show_settings(self, ajustes: Ajustes) -> None:
        show_text(self.coordinador, ajustes.coordinador_normativo)
        show_text(self.coordinacion, ajustes.coordinacion_normativa)


class SignersCard(SettingsCard):
    """People who are offered wherever somebody is named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Firmantes frecuentes", icon="users", parent=parent)
        self.rows = PeopleRows("del firmante", "Agregar firmante")
        self.rows.edited.connect(self._tell)
        self.body.addWidget(WrapLabel("Se sugieren al escribir quién recibe o firma.", "small", "text3"))
        self.body.addWidget(self.rows)

    def show_settings(self, ajustes: Ajustes) -> None:
        self.rows.set_people([(f.nombre, f.cargo) for f in ajustes.firmantes])

    def _tell(self, people: tuple[tuple[str, str], ...]) -> None:
        self.edited.emit({"firmantes": tuple(FirmanteFrecuente(nombre=n, cargo=c) for n, c in people)})


class LetterheadCard(SettingsCard):
    """The lines over every document; without own ones, those of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Membrete", icon="file-text", parent=parent)
        self.lines = TextArea(
            minimum_lines=6, maximum_lines=10, name="Membrete, una línea por renglón",
            placeholder="Vacío: se imprime el membrete del formato 1270-009-032.",
        )  # fmt: skip
        Binding(self.lines, self._tell)
        self.restore = Button("Volver al del formato", "ghost", icon="rotate-ccw", tool=True)
        self.restore.clicked.connect(self._restore)
        self.body.addWidget(
            WrapLabel("Una línea por renglón; las dos primeras se imprimen en negritas.", "small", "text3")
        )
        self.body.addWidget(self.lines)
        self.body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)

    def show_settings(self, ajustes: Ajustes) -> None:
        shown = _lines(self.lines.text())
        if shown != ajustes.membrete and not self.lines.hasFocus():
            self.lines.set_value("\n".join(ajustes.membrete))
        self.restore.setEnabled(bool(ajustes.membrete))

    def _tell(self, text: str) -> None:
        self.edited.emit({"membrete": _lines(text)})

    def _restore(self) -> None:
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines.set_value("")
        self._tell("")


class PublicCard(SettingsCard):
    """The legal reference that public versions print; text of the office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Versiones públicas", icon="eye-off", parent=parent)
        self.reference = TextArea(
            minimum_lines=2, maximum_lines=6, name="Fundamento de las versiones públicas",
            placeholder="Artículo y ley que indica la oficina",
        )  # fmt: skip
        Binding(self.reference, lambda text: self.edited.emit({"fundamento_publico": text.strip()}))
        self.body.addWidget(WrapLabel("Fundamento que se imprime al final de cada versión pública.", "small", "text3"))
        self.body.addWidget(self.reference)

    def show_settings(self, ajustes: Ajustes) -> None:
        if self.reference.text().strip() != ajustes.fundamento_publico and not self.reference.hasFocus():
            self.reference.set_value(ajustes.fundamento_publico)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _pair(one: QWidget, other: QWidget) -> Reflow:
    return Reflow((one, other), under=_BESIDE, gap=SPACE_3)
