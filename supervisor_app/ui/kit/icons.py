"""Icons in an ink of the theme. Must never be given a colour that is not in the tokens."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPixmap

from supervisor_app.ui.kit.theme import current


def pixmap(name: str, ink: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """One icon in ``ink`` at ``size`` px (already zoomed), for ``ratio`` device pixels per px."""
    theme = current()
    return theme.icons.pixmap(name, size, theme.tokens.ink(ink), ratio)


def icon(name: str, ink: str = "text2", size: int = 16) -> QIcon:
    """For controls of Qt that paint their own icon; its disabled face is ``text3``. Ask again after a theme change."""
    result = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        result.addPixmap(pixmap(name, ink, size, ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, "text3", size, ratio), QIcon.Mode.Disabled)
    return result
