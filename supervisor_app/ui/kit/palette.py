"""QPalette from the tokens, and tokens from the palette of a Windows contrast theme. Must never name a colour."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from supervisor_app.ui.kit.tokens import HIGH_CONTRAST, Tokens

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "control",
}
_DISABLED = {
    QPalette.ColorRole.WindowText: "text3",
    QPalette.ColorRole.Text: "text3",
    QPalette.ColorRole.ButtonText: "text3",
    QPalette.ColorRole.Base: "sunken",
    QPalette.ColorRole.Highlight: "track",
    QPalette.ColorRole.HighlightedText: "text2",
}


def palette_of(tokens: Tokens) -> QPalette:
    palette = QPalette()
    for role, ink in _ROLES.items():
        palette.setColor(role, QColor(tokens.ink(ink)))
    for role, ink in _DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink(ink)))
    return palette


def tokens_of_system(app: QApplication) -> Tokens | None:
    """Tokens made of the system's own palette while the system is in a contrast theme, else ``None``."""
    hints = app.styleHints()  # held by name: its Python owner must outlive the object asked for next
    if hints.accessibility().contrastPreference() != Qt.ContrastPreference.HighContrast:
        return None
    return tokens_from(app.style().standardPalette())


def tokens_from(palette: QPalette) -> Tokens:
    """Every surface is the system's window, every ink its text: icons, words and outlines carry all meaning."""
    window = palette.color(QPalette.ColorRole.Window).name()
    text = palette.color(QPalette.ColorRole.WindowText).name()
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    on_accent = palette.color(QPalette.ColorRole.HighlightedText).name()
    surfaces = ("window", "surface", "sunken", "hover", "accent_soft", "ok_soft", "warn_soft", "bad_soft", "na_soft")
    inks = ("border", "edge", "control", "track", "text", "text2", "text3", "ok", "warn", "bad", "na")
    colours = dataclasses.asdict(HIGH_CONTRAST) | dict.fromkeys(surfaces, window) | dict.fromkeys(inks, text)
    return Tokens(**colours | {"accent": accent, "on_accent": on_accent, "desk": window})
