"""What is to be taken out of a public version: kinds of data, words, and the legal reference; and what was taken out.

It says what a person chose. It must never say that nothing confidential is left: that is for who reads the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.version_publica import Dato, Testado
from supervisor_app.errors import UserError
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4

_READ = (
    "Lea todas las páginas antes de publicarlas. Los datos se reconocen por su forma; un nombre, un domicilio o un "
    "importe sólo los nota una persona."
)
_ALWAYS = (
    "Siempre se testan los casos de las muestras, los nombres de los archivos y las fotografías. Los nombres de los "
    "servidores públicos se conservan."
)
_KEEPS_FORMS = frozenset(dato.label for dato in Dato)


def palabras(texto: str) -> tuple[str, ...]:
    """What a person wrote, one in each line or between commas."""
    return tuple(p for p in (" ".join(trozo.split()) for trozo in re.split(r"[,;\n]", texto)) if p)


class PublicForm(QFrame):
    """``edited`` when something else is to be taken out; ``reference_written(text)`` for the settings; ``save_wanted``,
    ``back_wanted`` and ``pages_wanted``.
    """

    edited = Signal()
    reference_written = Signal(str)
    save_wanted = Signal()
    back_wanted = Signal()
    pages_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self._kinds: frozenset[Dato] = frozenset(Dato)
        self._names: tuple[str, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._counts: Mapping[str, int] = {}
        self.kinds = CheckList("Datos que se testan")
        self.kinds.set_whole(True)
        self.kinds.asked.connect(self._ask_kind)
        self.words = TextArea(placeholder="Nombres, domicilios, razones sociales", minimum_lines=3, maximum_lines=8)
        Binding(self.words, lambda _text: self.edited.emit())
        self.words_field = Field(
            "También estas palabras", self.words, hint="Una por renglón o separadas con comas; sin importar acentos."
        )
        self.names = CheckList("Nombres en las muestras")
        self.names.asked.connect(self._ask_name)
        self.all_names = Button("Marcar todos", "ghost", icon="check-check", tool=True)
        self.all_names.clicked.connect(self._turn_names)
        self.reference = TextArea(placeholder="Artículo y ley que indica la oficina", minimum_lines=2, maximum_lines=6)
        Binding(self.reference, self._tell_reference)
        self.taken = WrapLabel("", "small", "text2")
        self.done = Sentence("", "ok")
        self.save = Button("Guardar PDF…", "primary", icon="download", keys="Ctrl+S")
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.pages = Button("Páginas", "outline", icon="eye", keys="F6")
        self.pages.clicked.connect(self.pages_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.back.clicked.connect(self.back_wanted)
        self._lay_out()
        self._show_rows()
        for rows in (self.kinds, self.names):
            rows.selectionModel().currentChanged.connect(lambda index, _, rows=rows: self._keep_in_view(rows, index))

    def _keep_in_view(self, rows: CheckList, index: QModelIndex) -> None:
        """A list as high as its rows does not scroll: the column does, to the row that one comes to."""
        if index.isValid() and rows.hasFocus():
            row = rows.visualRect(index)
            middle = rows.viewport().mapTo(self.area.content(), row.center())
            self.area.ensureVisible(0, middle.y(), 0, row.height())

    def _lay_out(self) -> None:
        area = self.area = ScrollColumn(name="Versión pública")
        area.column.setSpacing(SPACE_2)
        area.add(Banner(_READ, "warn", icon="eye"))
        area.add(SectionTitle("Datos que se testan"))
        area.add(self.kinds)
        area.add(WrapLabel(_ALWAYS, "small", "text2"))
        area.column.addSpacing(SPACE_1)
        area.add(self.words_field)
        self._names_part = QWidget()
        part = QVBoxLayout(self._names_part)
        part.setContentsMargins(0, SPACE_1, 0, 0)
        part.setSpacing(SPACE_1)
        self._names_title = SectionTitle("Nombres en las muestras")
        self._names_title.add(self.all_names)
        part.addWidget(self._names_title)
        part.addWidget(
            WrapLabel("En sus casos ya se testan. Marque los que aparezcan en otro lugar.", "small", "text2")
        )
        part.addWidget(self.names)
        area.add(self._names_part)
        area.column.addSpacing(SPACE_1)
        area.add(Field("Fundamento", self.reference, hint="Se imprime al final y se recuerda en Ajustes."))
        title = SectionTitle("Versión pública", icon="eye-off")
        title.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        foot.setSpacing(SPACE_2)
        actions = Flow(gap=SPACE_2)
        actions.set_items((self.save, self.pages, self.back))
        for widget in (self.taken, self.done, actions):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(Line())
        layout.addWidget(area, 1)
        layout.addWidget(Line())
        layout.addLayout(foot)

    # --- what is shown --------------------------------------------------------------------------------------------

    def begin(self, names: Sequence[str], reference: str) -> None:
        """Start afresh: all kinds, no word, the names of these muestras to choose from."""
        self._kinds, self._ticked, self._counts = frozenset(Dato), frozenset(), {}
        self._names = tuple(names)
        self.words.set_value("")
        self.words_field.set_error("")
        self.reference.set_value(reference)
        self._names_part.setVisible(bool(names))
        self.names.set_whole(len(names) <= 6)
        self.names.set_current("")
        self.area.verticalScrollBar().setValue(0)
        self.done.say("")
        self._show_rows()
        self.show_counts({})

    def _show_rows(self) -> None:
        self.kinds.set_rows(
            [
                CheckRow(d.value, "", d.label, self._times(d.label) if d in self._kinds else "", d in self._kinds)
                for d in Dato
            ]
        )
        self.names.set_rows([CheckRow(n, "", n, checked=n in self._ticked) for n in self._names])
        every = self._ticked >= set(self._names)
        self.all_names.set_text("Desmarcar todos" if every and self._names else "Marcar todos")

    def _times(self, label: str) -> str:
        n = self._counts.get(label, 0)
        return cuantos(n, "vez", "veces") if n else ""

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How often each was taken out of the pages that are shown."""
        self._counts = dict(counts)
        self._show_rows()
        total = sum(self._counts.values())
        rest = [f"{que.lower()}: {n}" for que, n in self._counts.items() if n and que not in _KEEPS_FORMS]
        words = f"Se testó {cuantos(total, 'vez', 'veces')}" + (f" ({'; '.join(rest)})." if rest else ".")
        self.taken.setText(words if total else "")
        self.taken.setVisible(bool(total))

    # --- what a person chose --------------------------------------------------------------------------------------

    def testado(self) -> Testado | None:
        """What to take out, or None where a word cannot be; then that is told beside it."""
        named = tuple(n for n in self._names if n in self._ticked)
        try:
            value = Testado(
                datos=tuple(d for d in Dato if d in self._kinds),
                palabras=(*palabras(self.words.text()), *named),
                fundamento=self.reference.text().strip(),
            )
        except UserError as error:
            self.words_field.set_error(error.message)
            return None
        self.words_field.set_error("")
        return value

    def _ask_kind(self, key: str, checked: bool) -> None:
        dato = Dato(key)
        self._kinds = self._kinds | {dato} if checked else self._kinds - {dato}
        self._tell_ticked()

    def _ask_name(self, name: str, checked: bool) -> None:
        self._ticked = self._ticked | {name} if checked else self._ticked - {name}
        self._tell_ticked()

    def _turn_names(self) -> None:
        every = frozenset(self._names)
        self._ticked = frozenset() if self._ticked >= every else every
        self._tell_ticked()

    def _tell_ticked(self) -> None:
        self._show_rows()
        self.edited.emit()

    def _tell_reference(self, text: str) -> None:
        self.reference_written.emit(text.strip())
        self.edited.emit()

    def commit(self) -> None:
        """Hand over what is being typed."""
        self.words.commit()
        self.reference.commit()

    def focus_first(self) -> None:
        self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)
