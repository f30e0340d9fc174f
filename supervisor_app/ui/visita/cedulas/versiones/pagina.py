"""The page of versions: each cédula with a newer one, and the answers without a place. It changes the visit only
through the session, and must never follow by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.comandos.versiones import puede_volver
from supervisor_app.domain.novedades import por_ofrecer, se_quedo
from supervisor_app.domain.traslado import sin_lugar_de
from supervisor_app.services.papel.cedula_impresa import decir_respuesta
from supervisor_app.services.papel.sin_lugar_impreso import texto_sin_lugar
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import ElidedLabel, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.versiones.oferta import OfferCard
from supervisor_app.ui.visita.cedulas.versiones.perdidas import LostAnswer, LostCard
from supervisor_app.ui.visita.cedulas.versiones.textos import listed, offer

_NOTHING = "Ninguna cédula de esta visita tiene una versión nueva, y todas las respuestas tienen su lugar."
_EVERY = "Seguir todas"


class VersionsPage(QWidget):
    """``left()``: the person goes back to the questions."""

    left = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._available: tuple[CedulaDefinition, ...] = ()
        self.cards: list[OfferCard] = []
        self.lost: list[LostCard] = []
        self.back = Button("Volver a las preguntas", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.title = ElidedLabel("Versiones de las cédulas", "title")
        self.told = Banner("", "ok", icon="circle-check")
        self.told.hide()
        self.every = Flow(gap=8)
        self.follow_all = Button(_EVERY, "outline", icon="check-check")
        self.follow_all.clicked.connect(lambda _=False: self._follow(self._pending()))
        self.stay_all = Button("Quedarse con todas las que aplica", "outline")
        self.stay_all.clicked.connect(lambda _=False: self._stay(self._pending()))
        self.every.set_items([self.follow_all, self.stay_all])
        self.nothing = WrapLabel(_NOTHING, "body", "text2")
        self.area = ScrollColumn(name="Versiones de las cédulas")
        self.area.set_margins(SPACE_6, SPACE_2, SPACE_6, SPACE_4)
        self._lay_out()
        session.changed.connect(lambda _kinds: self._on_changed())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        head.setSpacing(SPACE_3)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE_3)
        for item in (self.every, self.nothing, self._cards):
            self.area.add(item)
        said = QVBoxLayout()
        said.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, 0)
        said.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addLayout(said)
        column.addWidget(self.area, 1)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_available(self, available: Sequence[CedulaDefinition]) -> None:
        """Show what these definitions, of the folder, would change in the visit."""
        self._available = tuple(available)
        self.told.hide()
        self._rebuild()

    def _on_changed(self) -> None:
        # What was said was of an earlier change; one made here says its own afterwards.
        self.told.hide()
        if self.isVisible():
            self._rebuild()

    def _pending(self) -> tuple[CedulaDefinition, ...]:
        return por_ofrecer(self.session.expediente, self._available)

    def _rebuild(self) -> None:
        e = self.session.expediente
        at = self._place_of_focus()
        focus = QApplication.focusWidget()
        deciding = focus is not None and any(card.isAncestorOf(focus) for card in self.cards)
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        offered = por_ofrecer(e, self._available, descartadas=True)
        offers = sorted((offer(e, d, left=se_quedo(e, d)) for d in offered), key=lambda o: o.left)
        self.cards = [OfferCard(o, first=not n, unfolded=not n and not o.left) for n, o in enumerate(offers)]
        for card, o in zip(self.cards, offers, strict=True):
            new = o.comparison.despues
            card.followed.connect(lambda d=new: self._follow((d,)))
            card.stayed.connect(lambda d=new: self._stay((d,)))
        self.lost = [lost for code in e.visita.cedulas if (lost := self._lost_of(code)) is not None]
        shown: list[QWidget] = [*self.cards, *self.lost]
        for one in shown:
            self._cards.addWidget(one)
            one.show()  # at once, or it could not take the focus
        self.every.setVisible(len(self._pending()) > 1)
        self.nothing.setVisible(not self.cards and not self.lost)
        if at is not None:
            self._focus_again(at, deciding=deciding)

    def _lost_of(self, code: str) -> LostCard | None:
        e = self.session.expediente
        answers = [
            LostAnswer(s, texto_sin_lugar(e, s, decir_respuesta), may_return=puede_volver(e, s))
            for s in sin_lugar_de(e, code)
        ]
        if not answers:
            return None
        card = LostCard(f"{code}, versión {e.definiciones[code].version}" if code in e.definiciones else code, answers)
        card.copied.connect(self._copy)
        card.returned.connect(self._give_back)
        return card

    # --- doing ----------------------------------------------------------------------------------------------------

    def _follow(self, new: Sequence[CedulaDefinition]) -> None:
        before = set(self.session.expediente.sin_lugar)
        if self.session.attempt(lambda e: comandos.seguir_versiones(e, new)):
            lost = len(set(self.session.expediente.sin_lugar) - before)
            place = {0: "Todas las respuestas tienen su lugar.", 1: "Una respuesta quedó sin lugar; está más abajo."}
            said = place.get(lost, f"{lost} respuestas quedaron sin lugar; están más abajo.")
            self._tell(f"Se aplica la versión nueva de {listed(new)}. {said} Con Ctrl+Z se deshace.")

    def _stay(self, new: Sequence[CedulaDefinition]) -> None:
        if self.session.attempt(lambda e: comandos.quedarse(e, new)):
            stays = "se queda" if len(new) == 1 else "se quedan"
            self._tell(f"{listed(new)} {stays} como está{'' if len(new) == 1 else 'n'}; no se volverá a preguntar.")

    def _give_back(self, lost_id: str) -> None:
        lost = self.session.expediente.sin_lugar[lost_id]
        if self.session.attempt(lambda e: comandos.devolver(e, lost_id)):
            self._tell(f"La respuesta de {lost.item_id} volvió a su lugar.")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._tell("Se copió el texto; péguelo donde lo necesite.")

    def _tell(self, sentence: str) -> None:
        self.told.set_message(sentence, "ok", "circle-check")
        self.told.show()

    # --- keys and focus -------------------------------------------------------------------------------------------

    def buttons(self) -> list[Button]:
        """Every button in sight, from the top."""
        every = [b for card in (*self.cards, *self.lost) for b in card.findChildren(Button)]
        return [b for b in (self.back, self.follow_all, self.stay_all, *every) if b.isVisibleTo(self)]

    def focus_first(self) -> None:
        """On the first thing to be decided, else on the way back."""
        first = self.cards[0].follow if self.cards else next(iter(self.buttons()[1:]), self.back)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _place_of_focus(self) -> int | None:
        focus = QApplication.focusWidget()
        buttons = self.buttons()
        return buttons.index(focus) if isinstance(focus, Button) and focus in buttons else None

    def _focus_again(self, at: int, *, deciding: bool) -> None:
        """To the next cédula to decide on; in the list, to what stands where the button that was used is gone."""
        buttons = self.buttons()
        if deciding:
            self.focus_first()
        else:
            buttons[min(at, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.area.isAncestorOf(new):
            self.area.ensureWidgetVisible(new, 0, SPACE_6)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; arrows and pages scroll. No other key goes on to the questions underneath."""
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
