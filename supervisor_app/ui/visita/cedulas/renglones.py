"""The rows of a muestra as a table model: an editable copy that says when a person changed it.

Empty rows live only here until something is written in them. This module must never save anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import Columna, ItemDefinition, Kind, Opcion
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada
from supervisor_app.domain.cedula.logica import con_celdas
from supervisor_app.domain.cedula.session import como_texto, interpretar
from supervisor_app.domain.lectura import leer_monto
from supervisor_app.domain.logica.evaluacion import Violacion
from supervisor_app.domain.texto import pesos
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.visita.cedulas.pegado import Renglon, leer_pegado, leer_resultado, leer_tabla, recortado

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole

CAMPOS: Final = ("referencia", "detalle", "con_inconsistencia", "importe", "nota")
TITULOS: Final = ("Referencia", "Detalle", "Resultado", "Importe ($)", "Nota")
RESULTADO, IMPORTE, NOTA = 2, 3, 4
PALABRAS: Final = {None: "Sin revisar", False: "Sin inconsistencia", True: "Con inconsistencia"}
_TOLD: Final = 9
CORTAS: Final = {None: "—", False: "Sin", True: "Con"}


class RowsModel(QAbstractTableModel):
    """``edited(phrase)`` after each change by a person; the phrase is what undo and history will show."""

    edited = Signal(str)

    def __init__(
        self, visita_id: str, item: ItemDefinition, new_id: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._visita_id, self._item, self._item_id, self._new_id = visita_id, item, item.id, new_id
        self._own = item.columnas
        self._logic: CedulaEvaluada | None = None
        self._rows: list[Fila] = []
        self.locked = False

    # --- reading --------------------------------------------------------------------------------------------------

    def rows(self) -> tuple[Fila, ...]:
        return tuple(self._rows)

    def show_logic(self, logic: CedulaEvaluada | None) -> None:
        """What the cédula says of own columns: which cells are asked, what they offer, which break a rule."""
        if logic is not self._logic:
            self._logic = logic
            if self._own and self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def titles(self) -> tuple[str, ...]:
        """What is written over the columns."""
        return (*TITULOS, *(c.titulo for c in self._own))

    def own(self, column: int) -> Columna | None:
        """The own column of the muestra at that place, or None."""
        return self._own[column - len(CAMPOS)] if column >= len(CAMPOS) else None

    def _asked(self, row: Fila, own: Columna) -> bool:
        return self._logic is None or self._logic.celda_relevante(self._item, own, row.id)

    def broken(self, row: Fila, column: int) -> tuple[Violacion, ...]:
        """The rules that a cell does not meet."""
        own = self.own(column)
        return () if own is None or self._logic is None else self._logic.violaciones_de_celda(self._item, own, row.id)

    def about(self, place: int, column: int) -> tuple[str, str]:
        """What a person has to know of an own cell before typing in it, with its ink; "" where there is nothing."""
        row, own = self._rows[place], self.own(column)
        if own is None:
            return "", "text3"
        if broken := self.broken(row, column):
            return " ".join(v.mensaje for v in broken), "bad" if any(v.dura for v in broken) else "warn"
        if own.calculo is not None:
            return f"{own.titulo}: se calcula con otras respuestas.", "text3"
        if not self._asked(row, own):
            return f"{own.titulo}: no se pregunta en este renglón, por lo que dice.", "na"
        choices = self._logic.opciones_de_celda(self._item, own, row.id) if self._logic is not None else ()
        return (_offered(own, choices) if choices else "", "text3")

    def _text(self, row: Fila, column: int) -> str:
        own = self.own(column)
        if own is None:
            return cell_text(row, column)
        valor = next((c.valor for c in row.celdas if c.columna == own.clave), None)
        if not self._asked(row, own):
            return "No aplica"
        return "" if valor is None else como_texto(valor)

    def show_rows(self, rows: Sequence[Fila]) -> None:
        """Show what the visit has. Where that is what is here already, nothing moves and empty rows stay."""
        if [f for f in self._rows if not f.vacia] == list(rows):
            return
        if len(rows) == len(self._rows) and all(a.id == b.id for a, b in zip(rows, self._rows, strict=True)):
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(CAMPOS) + len(self._own)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if section == IMPORTE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, column)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            aloud = role == Qt.ItemDataRole.AccessibleTextRole
            told = self._told(row, column, aloud=aloud)
            return told if aloud or told is None else plain_tip(told)
        return row if role == ROW else None

    def _told(self, row: Fila, column: int, *, aloud: bool) -> str | None:
        """A cell as it is read out, or shown whole under the pointer, with the rules that it breaks."""
        if not aloud and column == RESULTADO:
            return None
        broken = " ".join(v.mensaje for v in self.broken(row, column))
        text = self._text(row, column)
        if aloud:
            return f"{self.titles()[column]}: {text or 'vacío'}" + (f". {broken}" if broken else "")
        return "\n".join(part for part in (text, broken) if part)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.locked and index.isValid() and index.column() != RESULTADO and self._is_typed(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _is_typed(self, index: _Index) -> bool:
        """Whether a cell is for a person to fill: not one that is calculated, nor one that is not asked."""
        own = self.own(index.column())
        return own is None or (own.calculo is None and self._asked(self._rows[index.row()], own))

    # --- changing -------------------------------------------------------------------------------------------------

    def write(self, row: int, column: int, text: str) -> None:
        """Put typed text in a cell. Raises UserError where an amount cannot be read; then nothing changed."""
        before = self._rows[row]
        after = self._with_cell(before, column, text)
        if after != before:
            self._put(row, after, f"Cambió el renglón {row + 1} de {self._item_id}")

    def write_aside(self, row: int, text: str) -> None:
        """Keep in the note what could not be read as an amount."""
        before = self._rows[row]
        nota = " · ".join(part for part in (before.nota, text.strip()) if part)
        self._put(row, con(before, nota=nota), f"Cambió el renglón {row + 1} de {self._item_id}")

    def set_result(self, row: int, result: bool | None) -> None:
        before = self._rows[row]
        if before.con_inconsistencia is not result:
            after = con(before, con_inconsistencia=result)
            self._put(row, after, f"Renglón {row + 1} de {self._item_id}: {PALABRAS[result].lower()}")

    def toggle_result(self, row: int) -> None:
        """Without, with, without… ; a row nobody looked at becomes «sin inconsistencia» first."""
        self.set_result(row, self._rows[row].con_inconsistencia is False)

    def _put(self, row: int, fila: Fila, phrase: str) -> None:
        self._rows[row] = fila
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.edited.emit(phrase)

    def add(self, after: int) -> int:
        """An empty row under ``after``; where it stands. Nothing is saved until something is written in it."""
        return self._insert(after + 1, [self._fila(Renglon())])

    def duplicate(self, row: int) -> int:
        """The same case again under ``row``; where the copy stands. A copy was not drawn."""
        at = self._insert(row + 1, [con(self._rows[row], id=self._new_id(), universo=None)])
        self.edited.emit(f"Duplicó un renglón de {self._item_id}")
        return at

    def remove(self, rows: Sequence[int]) -> None:
        """Take these rows away."""
        gone = set(rows)
        if not gone:
            return
        self.beginResetModel()
        self._rows = [fila for i, fila in enumerate(self._rows) if i not in gone]
        self.endResetModel()
        what = "un renglón" if len(gone) == 1 else f"{len(gone)} renglones"
        self.edited.emit(f"Borró {what} de {self._item_id}")

    def paste(self, text: str, row: int, column: int) -> str:
        """Put copied cells in the table; what was read, as a sentence.

        From the first column (or where there is no current cell) whole rows are added at the end. From another column
        the cells are written over, from the current one to the right and down, as sheets do.
        """
        if row >= 0 and column > 0:
            try:
                return self._paste_cells(leer_tabla(text), row, column)
            except UserError as error:
                return error.message
        pasted = leer_pegado(text)
        if pasted.renglones:
            # An empty row that waits to be written in makes room for what is pasted.
            self.remove_empty()
            self._insert(len(self._rows), [self._fila(r) for r in pasted.renglones])
            count = len(pasted.renglones)
            what = "1 renglón" if count == 1 else f"{count:,} renglones"
            self.edited.emit(f"Pegó {what} de Excel en {self._item_id}")
        return pasted.aviso

    def remove_empty(self) -> None:
        """Drop the rows in which nothing was written; nobody is told, for nothing was saved of them."""
        if any(f.vacia for f in self._rows):
            self.beginResetModel()
            self._rows = [f for f in self._rows if not f.vacia]
            self.endResetModel()

    def _paste_cells(self, table: list[list[str]], row: int, column: int) -> str:
        misread: list[str] = []
        missing = row + len(table) - len(self._rows)
        if missing > 0:
            self._insert(len(self._rows), [self._fila(Renglon()) for _ in range(missing)])
        for i, cells in enumerate(table):
            fila = self._rows[row + i]
            for j, text in enumerate(cells[: self.columnCount() - column]):
                try:
                    fila = self._with_cell(fila, column + j, text)
                except UserError:
                    misread.append(text)
                    fila = con(fila, nota=" · ".join(part for part in (fila.nota, text) if part))
            self._rows[row + i] = fila
        self.dataChanged.emit(self.index(row, 0), self.index(row + len(table) - 1, self.columnCount() - 1))
        self.edited.emit(f"Pegó celdas de Excel en {self._item_id}")
        told = "Se pegó 1 línea de celdas." if len(table) == 1 else f"Se pegaron {len(table):,} líneas de celdas."
        if misread:
            told += (
                f" No se entendió «{recortado(misread[0])}»{' ni otras' if len(misread) > 1 else ''}; está en la nota."
            )
        return told

    def _with_cell(self, row: Fila, column: int, text: str) -> Fila:
        """The row with another cell; one that is calculated or not asked stays as it is. Raises UserError."""
        own = self.own(column)
        if own is None:
            return with_cell(row, column, text)
        if own.calculo is not None or not self._asked(row, own):
            return row
        choices = self._logic.opciones_de_celda(self._item, own, row.id) if self._logic is not None else ()
        return con_celdas(row, self._item, {own.clave: interpretar(own, text, opciones=choices)})

    def _fila(self, r: Renglon) -> Fila:
        return Fila(
            id=self._new_id(),
            visita_id=self._visita_id,
            item_id=self._item_id,
            orden=0,
            referencia=r.referencia,
            detalle=r.detalle,
            con_inconsistencia=r.con_inconsistencia,
            importe=r.importe,
            nota=r.nota,
        )

    def _insert(self, at: int, filas: Sequence[Fila]) -> int:
        self.beginInsertRows(QModelIndex(), at, at + len(filas) - 1)
        self._rows[at:at] = filas
        # Later rows move on by as much as is needed and no more, so that few records change.
        last = self._rows[at - 1].orden if at else 0
        for i in range(at, len(self._rows)):
            if self._rows[i].orden > last:
                break
            last += 1
            self._rows[i] = self._rows[i].model_copy(update={"orden": last})
        self.endInsertRows()
        return at


def _offered(own: Columna, choices: Sequence[Opcion]) -> str:
    """The choices by their number, which may be typed instead of their words."""
    told = " · ".join(f"{n} {one.texto}" for n, one in enumerate(choices[:_TOLD], start=1))
    rest = f" · y {len(choices) - _TOLD} más" if len(choices) > _TOLD else ""
    several = "; si son varias, sepárelas con punto y coma" if own.tipo is Kind.OPCIONES else ""
    return f"{own.titulo}: {told}{rest}. Escriba el número o el texto{several}."


def cell_text(row: Fila, column: int) -> str:
    """A cell as it is read."""
    if column == RESULTADO:
        return PALABRAS[row.con_inconsistencia]
    if column == IMPORTE:
        return pesos(row.importe).replace("$", "") if row.importe is not None else ""
    text: str = getattr(row, CAMPOS[column])
    return text


def with_cell(row: Fila, column: int, text: str) -> Fila:
    """The row with another cell, typed or pasted. Raises UserError (Spanish) where it cannot be read."""
    if column == IMPORTE:
        return con(row, importe=leer_monto(text) if text.strip() else None)
    if column == RESULTADO:
        result = leer_resultado(text)
        if result is None and text.strip():
            raise UserError(f"«{recortado(text)}» no es un resultado; escriba «con» o «sin» inconsistencia.")
        return con(row, con_inconsistencia=result)
    return con(row, **{CAMPOS[column]: text.strip()})
