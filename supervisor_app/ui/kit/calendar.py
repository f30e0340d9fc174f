"""The month that opens under a date field. Must never stay open without the focus, nor emit without being asked."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from supervisor_app.ui.kit import icons
from supervisor_app.ui.kit.theme import follow, style

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class MonthPopup(QFrame):
    """``picked(date)`` by Enter or click; Escape closes. Weeks begin on Monday, names are in Spanish."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = follow(self)
        style(self, kind="popup")
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Spanish, QLocale.Country.Mexico))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setGridVisible(False)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.month.setAccessibleName("Calendario")
        self.month.activated.connect(self._pick)
        self.month.clicked.connect(self._pick)
        # The view of the days takes the keys; Escape would otherwise be lost in it.
        self._days = self.month.findChild(QAbstractItemView)
        for watched in (self.month, self._days):
            if watched is not None:
                watched.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(self.month)
        self.restyle()

    def open_under(self, field: QWidget, shown: dt.date) -> None:
        """Show the month of ``shown`` under ``field``, or over it where the screen ends."""
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.adjustSize()
        spot = QRect(field.mapToGlobal(QPoint(0, field.height() + 2)), self.size())
        screen = field.screen().availableGeometry()
        if spot.bottom() > screen.bottom():
            spot.moveBottom(field.mapToGlobal(QPoint(0, -4)).y())
        spot.moveRight(min(spot.right(), screen.right()))
        self.move(spot.topLeft())
        self.show()
        (self._days or self.month).setFocus(Qt.FocusReason.PopupFocusReason)

    def restyle(self) -> None:
        theme = self.theme
        day = QTextCharFormat()
        day.setForeground(theme.color("text2"))
        for weekday in _WEEKEND:
            self.month.setWeekdayTextFormat(weekday, day)
        header = QTextCharFormat()
        header.setForeground(theme.color("text3"))
        header.setBackground(theme.color("surface"))
        self.month.setHeaderTextFormat(header)
        side = theme.px(16)
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.month.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(icon, "text2", side))
                button.setIconSize(QSize(side, side))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def _pick(self, picked: QDate) -> None:
        self.close()
        self.picked.emit(dt.date(picked.year(), picked.month(), picked.day()))
