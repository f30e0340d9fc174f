"""The places of the window, as the rail at its left shows them. It must never know how one is made."""

from __future__ import annotations

from supervisor_app.ui.kit.nav_rail import Place

PLACES = (
    Place("inicio", "Inicio", "house", "Alt+1"),
    Place("programa", "Programa", "calendar-days", "Alt+6"),
    Place("visita", "Visita", "clipboard-check", "Alt+2", closed="Primero abra o cree una visita en Inicio."),
    Place("seguimiento", "Seguimiento", "list-todo", "Alt+7"),
    Place("verificar", "Verificar", "shield-check", "F7"),
    Place("sincronizacion", "Sincronizar", "refresh-cw", "F10"),
    Place("oficina", "Oficina", "chart-column", "Alt+5"),
    Place("papelera", "Papelera", "trash-2", "F12", at_bottom=True),
    Place("ajustes", "Ajustes", "settings", "Alt+3", at_bottom=True),
)
PASSING = ("buscar", "teclas", "verificar", "soporte", "respaldos", "papelera", "sincronizacion", "asm")
"""Places that one looks into and leaves with Esc, back to where one was."""
