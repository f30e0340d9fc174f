"""The keys of the place, by what is in front. Pure."""

from __future__ import annotations

from supervisor_app.ui.kit.hint_bar import Hint

PROPOSING: tuple[Hint, ...] = (
    ("Ctrl+Enter", "Proponer"), ("Espacio", "Marcar la visita"), ("Ctrl+S", "Aceptar las marcadas"), ("Esc", "Volver"),
)  # fmt: skip
PUBLISHING: tuple[Hint, ...] = (("Enter", "Publicar; abrir la visita"), ("Esc", "Volver"))
LISTS: tuple[Hint, ...] = (("Esc", "Volver"), ("Enter", "Abrir el renglón"), ("Ctrl+E", "Exportar"))
EMPTY: tuple[Hint, ...] = (("Ins", "Programar una visita"),)
WRITING: tuple[Hint, ...] = (("Ctrl+S", "Guardar"), ("Tab", "Campo siguiente"), ("Esc", "Volver"))
READING: tuple[Hint, ...] = (("Enter", "Lo marcado"), ("Ctrl+Z", "Deshacer"), ("Esc", "Cerrar"))
_VIEWS: dict[str, tuple[Hint, ...]] = {
    "anio": (("Enter", "Abrir el mes"), ("↑ ↓ ← →", "Recorrer los meses")),
    "mes": (("Enter", "Abrir la visita o programar"), ("↑ ↓ ← →", "Recorrer los días"), ("RePág AvPág", "Otro mes")),
    "tabla": (("Enter", "Abrir la visita"), ("↑ ↓", "Recorrer la lista")),
    "cumplimiento": (("Enter", "Ver de qué se compone"), ("← →", "Recorrer los meses")),
}


def board(view: str, *, edits: bool) -> tuple[Hint, ...]:
    write: tuple[Hint, ...] = (("Ins", "Programar"), ("Ctrl+Z", "Deshacer")) if edits else ()
    return (*_VIEWS[view], *write, ("Ctrl+E", "Exportar"))
