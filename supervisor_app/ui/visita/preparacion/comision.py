"""The commission: kind of visit, days and hours, pliego, place and object; and what is reviewed, up to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.informe import DatosInforme
from supervisor_app.domain.validacion_informe import Severidad, validar
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.time_edit import TimeEdit
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard


class CommissionCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Comisión", "calendar-days", parent)
        self._used: tuple[str, ...] = ()
        self.kind = Segmented([(t.value, t.label) for t in TipoVisita], "Tipo de visita")
        self.kind.chosen.connect(lambda key: self.change("Cambió el tipo de visita", tipo=TipoVisita(key)))
        self.inicio, self.fin = DateEdit(today=session.today), DateEdit(today=session.today)
        self.inicio.changed.connect(self._on_inicio)
        self.fin.changed.connect(lambda day: self.change("Cambió la fecha de término", fin=day))
        self.apertura, self.cierre = TimeEdit(), TimeEdit()
        self.apertura.changed.connect(lambda t: self.change("Cambió la hora de apertura", hora_apertura=t))
        self.cierre.changed.connect(lambda t: self.change("Cambió la hora de cierre", hora_cierre=t))
        self.places |= {
            "inicio": self.inicio,
            "fin": self.fin,
            "hora_apertura": self.apertura,
            "hora_cierre": self.cierre,
        }
        self._fin_field, self._cierre_field = Field("Término", self.fin), Field("Hora de cierre", self.cierre)
        dates = (
            Field("Inicio", self.inicio),
            self._fin_field,
            Field("Hora de apertura", self.apertura),
            self._cierre_field,
        )
        self._pliego = Field("Número de pliego", self.text("pliego", "Cambió el pliego", "493/2026"))
        lugar = Field("Lugar de la comisión", self.text("lugar", "Cambió el lugar", "COLIMA, COL."))
        ciudad = Field("Ciudad donde se firma", self.text("ciudad", "Cambió la ciudad", "Colima, Col."))
        objeto = Field("Objeto de la comisión", self.text("objeto", "Cambió el objeto", "SUPERVISIÓN"))
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Reflow(dates, under=560, gap=SPACE_3))
        self.body.addWidget(Reflow((self._pliego, lugar, ciudad), under=520, shares=(3, 4, 4), gap=SPACE_3))
        self.body.addWidget(objeto)

    def set_used_pliegos(self, used: Sequence[str]) -> None:
        """The pliegos of other visits, to warn of one that is used again."""
        self._used = tuple(used)
        self._judge_pliego()

    def show_visit(self) -> None:
        super().show_visit()
        v = self.visita
        self.kind.set_value(v.tipo.value)
        self.inicio.set_date(v.inicio)
        self.fin.set_date(v.fin)
        self.apertura.set_time(v.hora_apertura)
        self.cierre.set_time(v.hora_cierre)
        self._judge_pliego()
        self._judge_days()

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        self.kind.setEnabled(not closed)
        for field in (self.inicio, self.fin, self.apertura, self.cierre):
            field.setReadOnly(closed)

    def _on_inicio(self, day: date | None) -> None:
        """A visit that ended before its new beginning, or had no end, is of one day until somebody says otherwise."""
        v = self.visita
        fin = {"fin": day} if day is not None and (v.fin is None or v.fin == v.inicio) else {}
        self.change("Cambió la fecha de inicio", inicio=day, **fin)

    def _judge_pliego(self) -> None:
        pliego = self.visita.pliego
        avisos = validar(DatosInforme(numero_pliego=pliego), pliegos_usados=self._used) if pliego else ()
        own = [a for a in avisos if a.campo == "numero_pliego"]
        if not own:
            self._pliego.set_error("")
        elif own[0].severidad is Severidad.ERROR:
            self._pliego.set_error(own[0].mensaje)
        else:
            self._pliego.set_warning(own[0].mensaje)

    def _judge_days(self) -> None:
        v = self.visita
        if not self.fin.sentence():
            late = v.inicio is not None and v.fin is not None and v.fin < v.inicio
            self._fin_field.set_error("Termina antes de empezar; corrija las fechas." if late else "")
        if not self.cierre.sentence():
            early = v.inicio == v.fin and _before(v.hora_cierre, v.hora_apertura)
            self._cierre_field.set_error("Es anterior a la de apertura." if early else "")


class ScopeCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Alcance de la revisión", "search", parent)
        self.corte = DateEdit(today=session.today)
        self.corte.changed.connect(lambda day: self.change("Cambió la fecha de corte", fecha_corte=day))
        self.places["fecha_corte"] = self.corte
        periodo = self.text("periodo_revisado", "Cambió el periodo revisado", "Enero a mayo de 2026")
        fuente = self.text("fuente", "Cambió la fuente", "Sistema o listado del que salen las muestras")
        parts = (Field("Periodo revisado", periodo), Field("Fecha de corte", self.corte), Field("Fuente", fuente))
        self.body.addWidget(Reflow(parts, under=520, shares=(4, 3, 5), gap=SPACE_3))

    def show_visit(self) -> None:
        super().show_visit()
        self.corte.set_date(self.visita.fecha_corte)

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        self.corte.setReadOnly(closed)


def _before(one: time | None, other: time | None) -> bool:
    return one is not None and other is not None and one < other
