"""Fields of a unit: its kind, OOAD, Subdelegación and, for UMF and offices, its name as people write it.

They speak in values of ``Unidad``. It must never know what the unit is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.suggest_field import PickField, SuggestField, Suggestion
from supervisor_app.ui.kit.tokens import SPACE_3

_KINDS = [(k.value, "UMF" if k is UnitKind.UMF else k.label) for k in UnitKind]
_BESIDE = 420


class UnitFields(QWidget):
    """``edited(Unidad, UnidadMedica or None)`` when a person changes it; the second where it was taken whole from the
    imported ones.
    """

    edited = Signal(object, object)

    def __init__(self, catalogo: Mapping[str, Ooad], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogo = catalogo
        self._unit: Unidad | None = None
        self._imported: tuple[UnidadMedica, ...] = ()
        self.kind = Segmented(_KINDS, "Tipo de unidad")
        self.kind.chosen.connect(lambda key: self._set(tipo=UnitKind(key)))
        self.ooad = PickField(placeholder="Escriba parte del nombre, o la clave")
        self.ooad.set_suggestions(
            [Suggestion(o.clave, o.nombre, o.clave, f"OOAD Delegación {o.nombre_fuente}") for o in catalogo.values()]
        )
        self.ooad.chosen.connect(self._on_ooad)
        self.sub = PickField(placeholder="Escriba parte del nombre")
        self.sub.chosen.connect(self._on_sub)
        self.name = SuggestField(placeholder="Como se la conoce: No. 19, Peñitas")
        self.name.picked.connect(self._on_imported)
        Binding(self.name, lambda text: self._set(nombre=text.strip()))
        self._sub_field = Field("Subdelegación", self.sub)
        self._name_field = Field("Nombre de la unidad", self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Reflow((Field("OOAD", self.ooad), self._sub_field), under=_BESIDE, gap=SPACE_3))
        layout.addWidget(self._name_field)
        self.set_unit(None)

    @property
    def unit(self) -> Unidad:
        return self._unit or Unidad(tipo=UnitKind.SUB)

    @property
    def next_place(self) -> QWidget:
        """The field that is filled in next."""
        if self.unit.tipo is UnitKind.SUB:
            return self.sub if self.unit.ooad else self.ooad
        return self.name

    # --- showing --------------------------------------------------------------------------------------------------

    def set_unit(self, unit: Unidad | None) -> None:
        """Show a unit without emitting; None where none was chosen yet."""
        self._unit = unit
        u = self.unit
        self.kind.set_value(u.tipo.value)
        self.ooad.set_key(u.ooad, u.ooad_nombre)
        self.sub.set_suggestions(self._sub_suggestions(u.ooad))
        self.sub.set_key(f"{u.ooad}-{u.subdelegacion}" if u.subdelegacion else "", u.subdelegacion_nombre)
        of_its_own = u.tipo is UnitKind.SUB
        self._sub_field.set_label("Subdelegación" if of_its_own else "Subdelegación a la que pertenece")
        self._name_field.setVisible(not of_its_own)
        if self.name.text().strip() != u.nombre:
            self.name.set_value(u.nombre)
        self._suggest_names(u)

    def set_imported(self, imported: Sequence[UnidadMedica]) -> None:
        """The UMF and offices that the person imported, to be suggested."""
        self._imported = tuple(imported)
        self._suggest_names(self.unit)

    def set_read_only(self, read_only: bool) -> None:
        self.kind.setEnabled(not read_only)
        for field in (self.ooad, self.sub, self.name):
            field.setReadOnly(read_only)

    def set_error(self, sentence: str) -> None:
        """What is wrong with the unit, beside the field that mends it."""
        of_its_own = self.unit.tipo is UnitKind.SUB
        for field in (self._sub_field, self._name_field):
            field.set_error(sentence if field is (self._sub_field if of_its_own else self._name_field) else "")

    def set_warning(self, sentence: str) -> None:
        of_its_own = self.unit.tipo is UnitKind.SUB
        for field in (self._sub_field, self._name_field):
            field.set_warning(sentence if field is (self._sub_field if of_its_own else self._name_field) else "")

    def _sub_suggestions(self, clave: str) -> list[Suggestion]:
        """Those of the chosen OOAD; of all of them while none is chosen."""
        chosen = [self._catalogo[clave]] if clave in self._catalogo else list(self._catalogo.values())
        second: Callable[[str], str] = (lambda _: "") if len(chosen) == 1 else (lambda nombre: nombre)
        return [
            Suggestion(f"{o.clave}-{s.clave}", s.nombre, second(o.nombre), f"Subdelegación {s.nombre_fuente}")
            for o in chosen
            for s in o.subdelegaciones
        ]

    def _suggest_names(self, u: Unidad) -> None:
        fitting = [
            (n, m)
            for n, m in enumerate(self._imported)
            if m.tipo is u.tipo
            and u.ooad in ("", m.ooad)
            and (not u.subdelegacion or m.subdelegacion in (None, u.subdelegacion))
        ]
        self.name.set_suggestions(
            [Suggestion(str(n), m.nombre, m.localidad or "", f"{m.tipo.value} {m.numero or ''}") for n, m in fitting]
        )

    # --- changing -------------------------------------------------------------------------------------------------

    def _on_ooad(self, clave: str) -> None:
        if clave == self.unit.ooad:
            return
        nombre = self._catalogo[clave].nombre if clave in self._catalogo else ""
        self._set(ooad=clave, ooad_nombre=nombre, subdelegacion="", subdelegacion_nombre="")

    def _on_sub(self, key: str) -> None:
        clave, _, sub = key.partition("-")
        ooad = self._catalogo.get(clave)
        found = ooad.subdelegacion(sub) if ooad is not None else None
        if ooad is None or found is None:
            self._set(subdelegacion="", subdelegacion_nombre="")
            return
        self._set(ooad=clave, ooad_nombre=ooad.nombre, subdelegacion=sub, subdelegacion_nombre=found.nombre)

    def _on_imported(self, key: str) -> None:
        """All that the imported unit says, in one go."""
        m = self._imported[int(key)]
        ooad = self._catalogo.get(m.ooad)
        sub = ooad.subdelegacion(m.subdelegacion) if ooad is not None and m.subdelegacion else None
        unit = Unidad(
            tipo=m.tipo,
            ooad=m.ooad,
            ooad_nombre=ooad.nombre if ooad is not None else "",
            subdelegacion=m.subdelegacion or "",
            subdelegacion_nombre=sub.nombre if sub is not None else "",
            nombre=m.nombre,
        )
        self._give(unit, m)

    def _set(self, **campos: object) -> None:
        after = con(self.unit, **campos)
        if after != self.unit or self._unit is None:
            self._give(after, None)

    def _give(self, unit: Unidad, imported: UnidadMedica | None) -> None:
        self.set_unit(unit)
        self.edited.emit(unit, imported)
