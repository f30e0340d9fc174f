"""Where fonts and icons lie, in the checkout and in the frozen bundle alike. Reads files; must never write one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def load_fonts() -> None:
    """Register the interface and the paper fonts with the running application. A file that is missing is a broken
    installation, so it raises ``FileNotFoundError`` instead of falling back to a font with other widths.
    """
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) == -1:
            raise FileNotFoundError(file)
    if "Inter" not in QFontDatabase.families():
        raise FileNotFoundError(RESOURCES / "fonts" / "Inter-Regular.ttf")


@lru_cache(maxsize=256)
def icon_source(name: str) -> str:
    """SVG text of one icon; ``FileNotFoundError`` when the name is misspelt."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
