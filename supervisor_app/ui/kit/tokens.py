"""The values of the look: colours of the three schemes, type roles, spaces and sizes.

Pure data. This module must never import Qt, and no other module of ``ui`` may write a colour or a font size.
The colours are the palette of the visual target; tests compute the contrast of every pair that carries meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Scheme = Literal["claro", "oscuro", "contraste"]
Ink = str
"""Name of a colour field of :class:`Tokens`, for example ``"text2"``."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme. Every field but ``scheme`` is ``#RRGGBB``."""

    scheme: Scheme
    # surfaces
    window: str
    surface: str
    sunken: str
    hover: str
    # lines
    border: str
    edge: str
    control: str
    track: str
    # text
    text: str
    text2: str
    text3: str
    # the one accent
    accent: str
    on_accent: str
    accent_soft: str
    # answers and states, always with an icon and a word
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    na: str
    na_soft: str
    # heat steps and the text on them
    h0: str
    h1: str
    h2: str
    h3: str
    h4: str
    h0t: str
    h1t: str
    h2t: str
    h3t: str
    h4t: str
    # page preview
    desk: str
    paper: str

    def ink(self, name: Ink) -> str:
        """The colour called ``name``; ``KeyError`` when there is none, so that a misspelling does not paint black."""
        if name == "scheme" or name not in self.__slots__:
            raise KeyError(name)
        value: str = getattr(self, name)
        return value


LIGHT = Tokens(
    scheme="claro",
    window="#F3F4F6",
    surface="#FFFFFF",
    sunken="#EBEEF1",
    hover="#E7EBEE",
    border="#DADFE4",
    edge="#B4BEC7",
    control="#7B8690",
    track="#D3D9DF",
    text="#16202A",
    text2="#43505C",
    text3="#5C6873",
    accent="#0B5C73",
    on_accent="#FFFFFF",
    accent_soft="#E1EFF3",
    ok="#1B6B39",
    ok_soft="#E3F3E8",
    warn="#7D4F00",
    warn_soft="#FBF0D9",
    bad="#B3261E",
    bad_soft="#FCE9E7",
    na="#515C67",
    na_soft="#E6EAED",
    h0="#F2F6F8",
    h1="#D5E6EC",
    h2="#9CC5D2",
    h3="#35788F",
    h4="#0B4A5E",
    h0t="#43505C",
    h1t="#16202A",
    h2t="#16202A",
    h3t="#FFFFFF",
    h4t="#FFFFFF",
    desk="#E4E8EB",
    paper="#FFFFFF",
)

DARK = Tokens(
    scheme="oscuro",
    window="#14181C",
    surface="#1B2025",
    sunken="#101417",
    hover="#262D34",
    border="#323A42",
    edge="#4A545E",
    control="#78838E",
    track="#3A434C",
    text="#E8ECEF",
    text2="#B8C1CA",
    text3="#98A3AE",
    accent="#62BBD4",
    on_accent="#06222B",
    accent_soft="#16343F",
    ok="#70C98D",
    ok_soft="#16301F",
    warn="#E3B352",
    warn_soft="#34290F",
    bad="#F4938A",
    bad_soft="#3C1E1C",
    na="#A7B1BB",
    na_soft="#2A3138",
    h0="#20272D",
    h1="#1F3A45",
    h2="#1F5666",
    h3="#4FA6BF",
    h4="#A6DDEC",
    h0t="#B8C1CA",
    h1t="#E8ECEF",
    h2t="#FFFFFF",
    h3t="#06222B",
    h4t="#06222B",
    desk="#0B0E10",
    paper="#FFFFFF",
)

HIGH_CONTRAST = Tokens(
    scheme="contraste",
    window="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#1A1A1A",
    border="#FFFFFF",
    edge="#FFFFFF",
    control="#FFFFFF",
    track="#4D4D4D",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#E6E6E6",
    accent="#FFE14D",
    on_accent="#000000",
    accent_soft="#332D00",
    ok="#7CFFA6",
    ok_soft="#00220D",
    warn="#FFD479",
    warn_soft="#2B1D00",
    bad="#FF9C94",
    bad_soft="#330400",
    na="#E6E6E6",
    na_soft="#1A1A1A",
    h0="#000000",
    h1="#333333",
    h2="#666666",
    h3="#B8B8B8",
    h4="#FFFFFF",
    h0t="#FFFFFF",
    h1t="#FFFFFF",
    h2t="#FFFFFF",
    h3t="#000000",
    h4t="#000000",
    desk="#000000",
    paper="#FFFFFF",
)

SCHEMES: MappingProxyType[Scheme, Tokens] = MappingProxyType({t.scheme: t for t in (LIGHT, DARK, HIGH_CONTRAST)})


@dataclass(frozen=True, slots=True)
class TypeRole:
    """Size and line height in px at 100 % text; weight as in CSS (400, 500, 600)."""

    size: int
    weight: int
    line: int


ROLES: MappingProxyType[str, TypeRole] = MappingProxyType(
    {
        "figure": TypeRole(24, 600, 30),
        "display": TypeRole(20, 600, 26),
        "title": TypeRole(16, 600, 22),
        "section": TypeRole(14, 600, 20),
        "body": TypeRole(13, 400, 17),
        "body-medium": TypeRole(13, 500, 17),
        "body-strong": TypeRole(13, 600, 17),
        "small": TypeRole(12, 400, 15),
        "small-medium": TypeRole(12, 500, 15),
        "small-strong": TypeRole(12, 600, 15),
        "micro": TypeRole(11, 500, 14),
    }
)

UI_FAMILY = "Inter"

ZOOM_STEPS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

# Distances between things. Inside a control 2 px steps are allowed to centre text optically.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6 = 4, 8, 12, 16, 24

RADIUS_CELL, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 8

LINE, LINE_SELECTED, LINE_FOCUS, LINE_STEP = 1.0, 1.5, 2.0, 3.0

# Heights in px at 100 % text; they grow by what their text grows (see ``Theme.height``).
HEIGHT_CONTROL, HEIGHT_TOOL, HEIGHT_ANSWER, HEIGHT_PILL, HEIGHT_KEY = 32, 28, 30, 22, 18
HEIGHT_TABLE_ROW, HEIGHT_LIST_ROW, HEIGHT_HEADER, HEIGHT_STEPPER, HEIGHT_HINTS = 27, 52, 56, 53, 32
HEIGHT_HEADER_LOW, HEIGHT_STEPPER_LOW = 48, 40
LOW_WINDOW = 700
"""Under this window height the header and the stepper become one line."""

WIDTH_RAIL, WIDTH_TREE, WIDTH_PANEL = 81, 248, 270
NARROW_WINDOW, NARROW_ZOOM = 1200, 1.5
"""Under this width, or from this zoom, the right panel is a drawer and answers go under their question."""


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio (1 to 21) of two ``#RRGGBB`` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
