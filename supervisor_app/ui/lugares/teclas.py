"""One place of the window."""

from __future__ import annotations

from supervisor_app.ui.pantalla import Screen


class TeclasScreen(Screen):
    pass
