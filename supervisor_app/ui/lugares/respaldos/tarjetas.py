"""Cards of the place of backups: the one outside of this computer, what is newer where, and a key of another folder.

They show and hold their buttons; what those do is the screen's. They must never load anything.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cuantos
from supervisor_app.services.respaldos.comparar import Comparacion, Diferencia
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import RowList
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_4
from supervisor_app.ui.lugares.respaldos.palabras import visit_rows

FRASE_O_CLAVE = "Frase de acceso o clave de recuperación de ese respaldo"
_ROWS = 8
_SECOND = (
    "Si roban el equipo o falla su disco, sólo sirve el respaldo que esté fuera de él. Cuando conecte la memoria, se "
    "respalda ahí sin pedirlo, aunque tenga otra letra."
)
_CIPHER = " Va cifrado con la misma llave que sus datos."
_PLAIN = " No va cifrado, porque sus datos no lo están: guárdela bajo llave."
_READY = (
    "El respaldo se leyó completo y está listo. Lo que hay ahora se aparta entero, no se borra. Para ponerlo en su "
    "lugar, la ventana se cierra y se vuelve a abrir."
)


def row_of(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def column_of(*cards: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    for card in cards:
        layout.addWidget(card)
    layout.addStretch(1)
    return column


def fit(rows: RowList, most: int = _ROWS) -> None:
    """As high as it is long, up to some rows."""
    one = rows.sizeHintForRow(0) if rows.model().rowCount() else 48
    rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    rows.setFixedHeight(min(max(rows.content_height(), one), one * most) + 4)


class OutsideCard(Card):
    """The second place: which one was chosen and whether it is there."""

    def __init__(self) -> None:
        super().__init__("Fuera de este equipo", icon="usb")
        self._about = WrapLabel(_SECOND, "small", "text2")
        self.folder = TextField(name="Memoria USB o carpeta de otro disco", placeholder="Ninguna todavía")
        self.folder.setReadOnly(True)
        self.state = Sentence()
        self.choose = Button("Elegir…", "outline", icon="folder-open", tool=True, writes=True)
        self.forget = Button("Dejar de usarla", "ghost", icon="x", tool=True, writes=True)
        for part in (self._about, self.folder, self.state):
            self.body.addWidget(part)
        self.body.addLayout(row_of(self.choose, self.forget))

    def show_chosen(self, folder: str, *, encrypted: bool) -> None:
        self.folder.set_value(folder)
        self._about.setText(_SECOND + (_CIPHER if encrypted else _PLAIN))
        self.forget.setVisible(bool(folder))

    def show_place(self, where: str | None) -> None:
        """``where`` the chosen folder is now; None while it is not there."""
        if not self.folder.text():
            self.state.say("Elija una memoria USB o una carpeta de otro disco.", "warn")
        elif where is None:
            self.state.say("No está conectada. Se respaldará en ella en cuanto la conecte.", "text3")
        else:
            here = "" if where == self.folder.text() else f", ahora en {where}"
            self.state.say(f"Conectada{here}: se respalda también ahí.", "ok")


class CompareCard(Card):
    """What one backup has and the data of today have not, and the other way round. Hidden until ``show_seen``."""

    def __init__(self) -> None:
        super().__init__("Qué es más nuevo", icon="scale")
        self.what = WrapLabel("", "body-medium")
        self.warnings = WrapLabel("", "small-medium", "warn")
        self.ready = Banner(_READY, "ok", icon="circle-check", button="Cerrar y restaurar")
        self.ready.hide()
        self.restore = Button("Restaurar este respaldo", "outline", icon="rotate-ccw", writes=True)
        self.bring = Button("Traer sólo la visita elegida", "ghost", icon="download", writes=True)
        self.visits = RowList(name="Visitas que no son iguales")
        self.same = WrapLabel("", "small", "text3")
        for part in (self.what, self.warnings):
            self.body.addWidget(part)
        self.body.addWidget(self.ready)
        self.body.addLayout(row_of(self.restore, self.bring))
        self.body.addWidget(self.visits)
        self.body.addWidget(self.same)
        self.hide()

    def show_seen(self, made: str, seen: Comparacion) -> None:
        """``made``: when the backup was made."""
        self.ready.hide()
        left = seen.se_dejan
        other = [v for v in seen.visitas if v.diferencia is not Diferencia.IGUAL]
        same = len(seen.visitas) - len(other)
        lost = f"Al restaurarlo, {len(left)} de {cuantos(len(seen.visitas), 'visita', 'visitas')}"
        self.what.setText(
            f"Respaldo del {made}. "
            + (
                f"{lost} {'quedaría' if len(left) == 1 else 'quedarían'} sin algo que hoy está; eso se aparta, no se "
                "borra."
                if left
                else "No le falta nada de lo que hay hoy."
            )
        )
        self.warnings.setText(" ".join(seen.avisos))
        self.warnings.setVisible(bool(seen.avisos))
        self.visits.set_rows(visit_rows(other))
        self.visits.setVisible(bool(other))
        fit(self.visits)
        self.same.setText(f"{cuantos(same, 'visita es igual', 'visitas son iguales')} en ambos." if same else "")
        self.same.setVisible(bool(same))
        self.show()

    def enable(self, *, busy: bool) -> None:
        self.restore.setEnabled(not busy and self.ready.isHidden())
        self.bring.setEnabled(not busy and bool(self.visits.current()))


class KeyRow(QWidget):
    """``opened(text)``: the passphrase or recovery key that opens a backup of another folder. Hidden until ``ask``."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = PasswordField(name=FRASE_O_CLAVE)
        self.field.returnPressed.connect(self._open)
        self.button = Button("Abrir el respaldo", "outline", icon="lock", tool=True)
        self.button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Field(FRASE_O_CLAVE, self.field), 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.hide()

    def ask(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        phrase = self.field.text()
        self.field.wipe()
        if phrase:
            self.opened.emit(phrase)
