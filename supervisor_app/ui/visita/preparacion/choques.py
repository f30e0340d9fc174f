"""What two copies wrote differently: both sides with who and when, a button for each. It never chooses by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.choque import EXISTE, Choque, Lado
from supervisor_app.domain.comandos.choques import decidir_choque, valor_mostrado
from supervisor_app.domain.fusion.palabras import de_que, nombre_del_campo, valor_en_palabras
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.services.copias import nombre_de_equipo
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

AT_ONCE = 5


class ClashCard(VisitCard):
    """Hidden where nothing clashes. The first few; the next come as these are decided.

    ``settled()`` when the last one was decided here, and the focus has to go somewhere.
    """

    settled = Signal()

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Quedó distinto en dos copias", "triangle-alert", parent)
        about = "Nada se perdió: se guardó lo de las dos. Elija cuál vale; puede deshacerlo con Ctrl+Z."
        self.body.addWidget(WrapLabel(about, "small", "text2"))
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self.body.addWidget(self._holder)
        self._more = WrapLabel("", "small", "text3")
        self.body.addWidget(self._more)
        self._blocks: list[QWidget] = []
        self.buttons: list[Button] = []
        self._shown: object = None

    def show_visit(self) -> None:
        super().show_visit()
        e = self.session.expediente
        clashes = [e.choques[i] for i in sorted(e.choques)]
        shown = [(c, valor_mostrado(e, c)) for c in clashes]
        # Before anything is hidden, which would send the focus away.
        had_focus = any(b.hasFocus() for b in self.buttons)
        self.setVisible(bool(clashes))
        if shown == self._shown:
            return
        self._shown = shown
        assert self.heading is not None
        self.heading.set_text("Quedó distinto en dos copias", str(len(clashes)))
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.buttons = []
        self._blocks = [self._block(c, value) for c, value in shown[:AT_ONCE]]
        for block in self._blocks:
            self._column.addWidget(block)
        left = len(clashes) - AT_ONCE
        self._more.setText(f"Después de éstos quedan {left} más." if left > 0 else "")
        self._more.setVisible(left > 0)
        self.places["choques"] = self.buttons[0] if self.buttons else self
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.settled.emit()

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        for button in self.buttons:
            button.setEnabled(not closed)

    # --- one clash ------------------------------------------------------------------------------------------------

    def _block(self, clash: Choque, shown: str) -> QWidget:
        e = self.session.expediente
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(Line())
        about = f"{de_que(e, clash)} · {nombre_del_campo(clash)}"
        column.addWidget(WrapLabel(about, "body-medium"))
        for value, side in _sides(clash, shown):
            words = valor_en_palabras(e, clash, value)
            column.addWidget(self._side(clash, value, words, _who(side, here=value == shown)))
        both = _joined(clash, shown)
        if both:
            words = "Conservar los dos textos"
            button = self._button(clash, both, words, f"{about}: {words.lower()}", "ghost")
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return block

    def _side(self, clash: Choque, value: str, words: str, who: str) -> QWidget:
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(WrapLabel(words, "body"))
        column.addWidget(WrapLabel(who, "small", "text3"))
        return Beside(text, self._button(clash, value, "Vale ésta", f"Vale: {words}. {who}"), keep=240)

    def _button(self, clash: Choque, value: str, text: str, name: str, kind: str = "outline") -> Button:
        button = Button(text, kind, icon="check", tool=True, name=name)
        button.clicked.connect(lambda _=False: self._decide(clash, value))
        self.buttons.append(button)
        return button

    def _decide(self, clash: Choque, value: str) -> None:
        e = self.session.expediente
        what = f"Decidió {nombre_del_campo(clash).lower()} de {de_que(e, clash).partition(' · ')[0]}"
        self.session.attempt(lambda e: decidir_choque(e, clash.id, value, what))


def _sides(clash: Choque, shown: str) -> Sequence[tuple[str, Lado | None]]:
    """Each value once, with who wrote it; what is shown first, also where it was written since."""
    by_value: dict[str, Lado | None] = {lado.valor: lado for lado in clash.lados}
    return sorted(({shown: None} | by_value).items(), key=lambda side: side[0] != shown)


def _who(side: Lado | None, *, here: bool) -> str:
    now = "Es lo que se muestra ahora. " if here else ""
    if side is None:
        return f"{now}Se escribió en este equipo después de unir."
    return f"{now}{side.quien or 'Sin nombre'}, {nombre_de_equipo(side.equipo)}, {fecha_hora(side.cuando)}"


def _joined(clash: Choque, shown: str) -> str:
    """Both texts in one, for texts that people write; empty where that makes no sense."""
    if clash.campo == EXISTE or clash.campo not in ("nota", "descripcion", "causa", "observaciones", "manifestaciones"):
        return ""
    texts = [json.loads(value) for value, _ in _sides(clash, shown) if value]
    written = [t.strip() for t in texts if isinstance(t, str) and t.strip()]
    return json.dumps("\n".join(written), ensure_ascii=False) if len(written) > 1 else ""
