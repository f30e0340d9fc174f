"""The one style sheet of the application, generated from the tokens. Must never style by object name or by screen.

Surfaces, lines and radii only: fonts come from the role table, painted widgets paint themselves. Sizes are generated
already zoomed, because style sheet px follow the device pixel ratio but not the text zoom.
"""

from __future__ import annotations

import dataclasses

from supervisor_app.ui.kit.tokens import RADIUS_CARD, RADIUS_CONTROL, Tokens


def style_sheet(tokens: Tokens, zoom: float) -> str:
    return "\n".join((_surfaces(tokens), _inks(tokens), _views(tokens, zoom), _controls(tokens, zoom), _bars(tokens)))


def _surfaces(t: Tokens) -> str:
    return f"""
QMainWindow, QDialog, QWidget[kind="window"], QFrame[kind="side"] {{ background: {t.window}; border: none; }}
QFrame[kind="panel"], QWidget[kind="surface"] {{ background: {t.surface}; border: none; }}
QFrame[kind="desk"] {{ background: {t.desk}; border: none; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {RADIUS_CARD}px; }}
QFrame[kind="line"] {{ background: {t.border}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="column"] {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {t.border}; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control}; padding: 4px 6px; }}
"""


def _inks(t: Tokens) -> str:
    names = [field.name for field in dataclasses.fields(t) if field.name != "scheme"]
    inks = "\n".join(f'QLabel[ink="{name}"] {{ color: {t.ink(name)}; }}' for name in names)
    return f"QLabel {{ background: transparent; }}\n{inks}"


def _views(t: Tokens, zoom: float) -> str:
    return f"""
QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: none; outline: none;
  gridline-color: {t.border}; selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QAbstractItemView[kind="side"] {{ background: transparent; }}
QAbstractItemView[kind="framed"] {{ border: 1px solid {t.border}; }}
QHeaderView {{ background: {t.sunken}; border: none; }}
QHeaderView::section {{ background: {t.sunken}; color: {t.text2}; border: none; border-right: 1px solid {t.border};
  border-bottom: 1px solid {t.border}; padding: {round(4 * zoom)}px {round(8 * zoom)}px; }}
QTableCornerButton::section {{ background: {t.sunken}; border: none; border-right: 1px solid {t.border};
  border-bottom: 1px solid {t.border}; }}
QHeaderView[kind="plain"], QTableView[kind="plain"] QTableCornerButton::section {{ background: {t.surface};
  border: none; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control}; padding: 4px; }}
QMenu::item {{ padding: {round(6 * zoom)}px {round(12 * zoom)}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.text3}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 0; }}
QFrame[kind="popup"] {{ background: {t.surface}; border: 1px solid {t.control}; border-radius: {RADIUS_CONTROL}px; }}
QCalendarWidget QToolButton {{ background: transparent; color: {t.text}; border: none; padding: 4px 8px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QToolButton:hover {{ background: {t.hover}; border-radius: 4px; }}
QCalendarWidget QToolButton:focus {{ border: 2px solid {t.accent}; border-radius: 4px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface}; }}
QCalendarWidget QAbstractItemView {{ background: {t.surface}; alternate-background-color: {t.surface};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
"""


def _controls(t: Tokens, zoom: float) -> str:
    side = round(9 * zoom)
    return f"""
QLineEdit {{ background: transparent; color: {t.text}; border: none; padding: 0 {side}px;
  placeholder-text-color: {t.text3};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QAbstractItemView QLineEdit {{ background: {t.surface}; border: 2px solid {t.accent}; padding: 0 {side - 3}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{ color: {t.text3}; }}
QPlainTextEdit, QTextEdit {{ background: transparent; color: {t.text}; border: none;
  placeholder-text-color: {t.text3};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QPlainTextEdit[kind="boxed"], QTextEdit[kind="boxed"] {{ background: {t.surface}; border: 1px solid {t.control};
  border-radius: {RADIUS_CONTROL}px; }}
QComboBox QAbstractItemView {{ border: 1px solid {t.control}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: {round(24 * zoom)}px; padding: 0 6px; border-radius: 4px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
"""


def _bars(t: Tokens) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px 3px 2px 3px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 3px 2px 3px 2px; }}
QScrollBar::handle {{ background: {t.control}; border-radius: 3px; }}
QScrollBar::handle:hover {{ background: {t.text3}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
