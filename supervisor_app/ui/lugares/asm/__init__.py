"""The ASM tables as a place of the window."""

from supervisor_app.ui.lugares.asm.pantalla import AsmScreen

__all__ = ["AsmScreen"]
