"""The two kinds of failure that are not bugs. Everything else that is raised is a bug and ends in a crash file.

This module must never import anything of the application.
"""

from __future__ import annotations


class UserError(Exception):
    """Something the person can mend. The text is Spanish and says what happened and what to do; it is shown in place.

    ``field`` names the field the sentence belongs to, where there is one (``"efirma.contrasena"``).
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class EnvironmentProblem(Exception):
    """The machine does not let the work go on: disk full, read-only folder, newer database, no destination.

    The text is Spanish and says what happened, that nothing was lost, and what to do. ``action`` is the label of the
    button that helps, where there is one.
    """

    def __init__(self, message: str, *, action: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.action = action
