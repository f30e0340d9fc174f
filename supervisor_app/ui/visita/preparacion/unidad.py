"""The visited unit: its kind, OOAD, Subdelegación and, for UMF and offices, its name as people write it.

The place of the commission is proposed from it only while nobody wrote another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.abreviaturas import ciudad_de, lugar_de
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.suggest_field import PickField, SuggestField, Suggestion
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_QUE = "Eligió la unidad"
_KINDS = [(k.value, "UMF" if k is UnitKind.UMF else k.label) for k in UnitKind]
_BESIDE = 420


class UnitCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Unidad visitada", "building-2", parent)
        self._imported: tuple[UnidadMedica, ...] = ()
        self.kind = Segmented(_KINDS, "Tipo de unidad")
        self.kind.chosen.connect(lambda key: self._set(tipo=UnitKind(key)))
        self.ooad = PickField(placeholder="Escriba parte del nombre, o la clave")
        self.ooad.set_suggestions(self._ooad_suggestions())
        self.ooad.chosen.connect(self._on_ooad)
        self.sub = PickField(placeholder="Escriba parte del nombre")
        self.sub.chosen.connect(self._on_sub)
        self.name = SuggestField(placeholder="Como se la conoce: No. 19, Peñitas")
        self.name.picked.connect(self._on_imported)
        Binding(self.name, lambda text: self._set(nombre=text.strip()))
        self._sub_field = Field("Subdelegación", self.sub)
        self._name_field = Field("Nombre de la unidad", self.name)
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Reflow((Field("OOAD", self.ooad), self._sub_field), under=_BESIDE, gap=SPACE_3))
        self.body.addWidget(self._name_field)

    @property
    def _unidad(self) -> Unidad:
        return self.visita.unidad or Unidad(tipo=UnitKind.SUB)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_visit(self) -> None:
        super().show_visit()
        u = self._unidad
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
        if of_its_own:
            self.places["unidad"] = self.sub if u.ooad else self.ooad
        else:
            self.places["unidad"] = self.name

    def set_imported(self, imported: Sequence[UnidadMedica]) -> None:
        """The UMF and offices that the person imported, to be suggested."""
        self._imported = tuple(imported)
        self._suggest_names(self._unidad)

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        self.kind.setEnabled(not closed)
        for field in (self.ooad, self.sub, self.name):
            field.setReadOnly(closed)

    def _ooad_suggestions(self) -> list[Suggestion]:
        ooad = self.session.catalogos.ooad.values()
        return [Suggestion(o.clave, o.nombre, o.clave, f"OOAD Delegación {o.nombre_fuente}") for o in ooad]

    def _sub_suggestions(self, clave: str) -> list[Suggestion]:
        """Those of the chosen OOAD; of all of them while none is chosen."""
        catalogo = self.session.catalogos.ooad
        chosen = [catalogo[clave]] if clave in catalogo else list(catalogo.values())
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
        catalogo = self.session.catalogos.ooad
        if clave == self._unidad.ooad:
            return
        nombre = catalogo[clave].nombre if clave in catalogo else ""
        self._set(ooad=clave, ooad_nombre=nombre, subdelegacion="", subdelegacion_nombre="")

    def _on_sub(self, key: str) -> None:
        clave, _, sub = key.partition("-")
        ooad = self.session.catalogos.ooad.get(clave)
        found = ooad.subdelegacion(sub) if ooad is not None else None
        if ooad is None or found is None:
            self._set(subdelegacion="", subdelegacion_nombre="")
            return
        self._set(ooad=clave, ooad_nombre=ooad.nombre, subdelegacion=sub, subdelegacion_nombre=found.nombre)

    def _on_imported(self, key: str) -> None:
        """All that the imported unit says, in one go."""
        m = self._imported[int(key)]
        ooad = self.session.catalogos.ooad.get(m.ooad)
        sub = ooad.subdelegacion(m.subdelegacion) if ooad is not None and m.subdelegacion else None
        despues = Unidad(
            tipo=m.tipo,
            ooad=m.ooad,
            ooad_nombre=ooad.nombre if ooad is not None else "",
            subdelegacion=m.subdelegacion or "",
            subdelegacion_nombre=sub.nombre if sub is not None else "",
            nombre=m.nombre,
        )
        lugar = {"lugar": m.localidad.upper()} if m.localidad and not self.visita.lugar.strip() else {}
        self.change(_QUE, unidad=despues, **lugar)

    def _set(self, **campos: object) -> None:
        antes = self._unidad
        despues = con(antes, **campos)
        if despues == antes and self.visita.unidad is not None:
            return
        self.change(_QUE, unidad=despues, **self._proposed(antes, despues))

    def _proposed(self, antes: Unidad, despues: Unidad) -> dict[str, object]:
        """Place and city of the unit, where nothing is written or only what was proposed for the one before."""
        if despues.tipo is not UnitKind.SUB:
            return {}
        found: dict[str, object] = {}
        for campo, propose in (("lugar", lugar_de), ("ciudad", ciudad_de)):
            written = str(getattr(self.visita, campo)).strip()
            if not written or written == propose(antes):
                found[campo] = propose(despues)
        return found
