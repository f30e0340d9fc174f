"""The theme that is in force: tokens, zoom, fonts, palette and the one style sheet of the application.

There is one :class:`Theme`, held by the ``QApplication``; ``current()`` finds it. Screens never set a style sheet,
a font or a colour by themselves: they set the dynamic properties ``kind``, ``ink`` and ``role``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.ui.kit import access
from supervisor_app.ui.kit.icon_cache import IconCache
from supervisor_app.ui.kit.palette import palette_of, tokens_of_system
from supervisor_app.ui.kit.qss import style_sheet
from supervisor_app.ui.kit.resources import load_fonts
from supervisor_app.ui.kit.tokens import ROLES, SCHEMES, UI_FAMILY, ZOOM_STEPS, Ink, Scheme, Tokens

_PROPERTY = "kitTheme"


class Theme(QObject):
    """Colours and sizes of the moment. ``changed`` tells painted widgets to measure and paint again."""

    changed = Signal()

    def __init__(self, scheme: Scheme = "claro", zoom: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme: Scheme = scheme
        self._zoom = _clamped(zoom)
        self._tokens = SCHEMES[scheme]
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._app: QApplication | None = None
        self.icons = IconCache()

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def zoom(self) -> float:
        return self._zoom

    def apply(self, app: QApplication) -> None:
        """Make this the theme of ``app``: fonts, Fusion, accessibility, palette, style sheet."""
        if app.property("kitFonts") is None:
            load_fonts()
            access.install()
            app.setProperty("kitFonts", True)
        self._app = app
        self.setParent(app)
        app.setProperty(_PROPERTY, self)
        app.setStyle("Fusion")
        self._refresh()

    def set_scheme(self, scheme: Scheme) -> None:
        if scheme != self._scheme:
            self._scheme = scheme
            self._refresh()

    def set_zoom(self, zoom: float) -> None:
        """Text size, 1.0 to 2.0; values outside are taken to the nearest end."""
        if _clamped(zoom) != self._zoom:
            self._zoom = _clamped(zoom)
            self._refresh()

    def zoom_in(self) -> None:
        self.set_zoom(min((step for step in ZOOM_STEPS if step > self._zoom + 0.001), default=ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        self.set_zoom(max((step for step in ZOOM_STEPS if step < self._zoom - 0.001), default=ZOOM_STEPS[0]))

    def color(self, ink: Ink) -> QColor:
        return QColor(self._tokens.ink(ink))

    def px(self, pixels: float) -> int:
        """``pixels`` that grow with the text: icons, discs, rings, key caps."""
        return round(pixels * self._zoom)

    def height(self, base: float, role: str = "body", lines: int = 1) -> int:
        """A height given at 100 % text, plus only what its ``lines`` of text grow: the padding stays."""
        return round(base + ROLES[role].line * lines * (self._zoom - 1))

    def line(self, role: str) -> int:
        return round(ROLES[role].line * self._zoom)

    def font(self, role: str, *, figures: bool = True) -> QFont:
        """Font of a type role at the present zoom, with figures of equal width so that columns of numbers stand.

        Prose asks for ``figures=False``: Inter's tabular hyphen is as wide as a figure and tears words apart.
        """
        key = (role, figures)
        if key not in self._fonts:
            spec = ROLES[role]
            font = QFont(UI_FAMILY)
            font.setPixelSize(round(spec.size * self._zoom))
            font.setWeight(QFont.Weight(spec.weight))
            font.setFeature(QFont.Tag("tnum"), int(figures))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return self._fonts[key]

    def text_width(self, text: str, role: str, *, figures: bool = False) -> float:
        return QFontMetricsF(self.font(role, figures=figures)).horizontalAdvance(text)

    def _refresh(self) -> None:
        self._fonts.clear()
        app = self._app
        if app is None:
            return
        self._tokens = tokens_of_system(app) or SCHEMES[self._scheme]
        app.setPalette(palette_of(self._tokens))
        app.setFont(self.font("body", figures=False))
        app.setStyleSheet(style_sheet(self._tokens, self._zoom))
        for widget in app.allWidgets():
            role = widget.property("role")
            if isinstance(role, str) and role in ROLES:
                widget.setFont(self.font(role, figures=bool(widget.property("figures"))))
        self.changed.emit()


def _clamped(zoom: float) -> float:
    return max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], round(zoom, 2)))


def current() -> Theme:
    """The theme of the running application; ``RuntimeError`` before ``Theme.apply``."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    if not isinstance(theme, Theme):
        raise RuntimeError("Theme.apply(app) must run before the first widget is made")
    return theme


def follow(widget: QWidget) -> Theme:
    """The theme, and from now on ``widget.restyle()`` after each change (or a plain repaint where it has none)."""
    theme = current()
    theme.changed.connect(getattr(widget, "restyle", None) or widget.update)
    return theme


def style(
    widget: QWidget,
    *,
    kind: str | None = None,
    ink: str | None = None,
    role: str | None = None,
    figures: bool = False,
) -> None:
    """Set the dynamic properties that the style sheet and the font table read, before or after the first show.

    ``figures`` goes with ``role``: figures of equal width, for numbers, dates and codes.
    """
    for name, value in (("kind", kind), ("ink", ink), ("role", role)):
        if value is not None:
            widget.setProperty(name, value)
    if role is not None:
        widget.setProperty("figures", figures)
    # Before its first show nothing is polished by hand: a widget polished twice before it takes its first font back.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        look = widget.style()
        look.unpolish(widget)
        look.polish(widget)
    # Unpolish gives the font back that the widget had when it was first shown, so the role is set again in any case.
    known = widget.property("role")
    if isinstance(known, str) and known in ROLES:
        widget.setFont(current().font(known, figures=bool(widget.property("figures"))))
