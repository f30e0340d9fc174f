"""The only Qt."""

from supervisor_app.ui.referencias import protect

protect()
