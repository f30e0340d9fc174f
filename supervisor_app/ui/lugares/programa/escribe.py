"""Writing into the programme: each thing on the store lane, the badge, and Ctrl+Z over what was done in this window.

It must never keep what was refused as if it were done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.escritura import WritingScreen
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

T = TypeVar("T")


class ProgrammeWriter(WritingScreen):
    """``opened`` is the visit at the side: with nothing done in this window, Ctrl+Z takes back its last change."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self.opened = ""
        self._writing = 0
        self._done: list[tuple[str, ...]] = []

    @property
    def unsaved(self) -> int:
        return self._writing

    def write(
        self,
        job: Callable[[Servicios], T],
        then: Callable[[T], object],
        refuse: Callable[[UserError], object] | None = None,
    ) -> None:
        """``then`` once it is on disk; ``refuse`` where a person can mend it, else the window says it.

        One thing at a time: a key that is held or struck twice would program a visit twice, or take back two things.
        """
        if self._writing:
            return
        self._writing += 1

        def kept(got: T) -> None:
            self._writing -= 1
            self.saved.emit(datetime.now().astimezone())
            then(got)

        def failed(error: BaseException) -> None:
            self._writing -= 1
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            if refuse is not None and isinstance(error, UserError):
                refuse(error)
            else:
                self.refused.emit(error.message)

        self._lanes.call(job, kept, failed, owner=self)

    def remember(self, *ids: str) -> None:
        """What was just done to these, together, is taken back together."""
        self._done.append(ids)

    def undo(self) -> None:
        """Take back the last thing done here; nothing done yet: the last thing of the visit that is open."""
        ids = self._done[-1] if self._done else (self.opened,) if self.opened else ()
        if not ids:
            return

        def forget() -> None:
            if self._done and self._done[-1] == ids:
                self._done.pop()

        def taken_back(_none: None) -> None:
            forget()
            self.after_undo()
            self.told.emit("Se deshizo lo último que se hizo en el programa.")

        def take_back(s: Servicios) -> None:
            for id_ in reversed(ids):
                s.programa.deshacer(id_)

        def cannot(error: UserError) -> None:
            # It never will be: what was done before it is next, or Ctrl+Z would say the same for ever.
            forget()
            self.refused.emit(error.message)

        self.write(take_back, taken_back, cannot)

    def after_undo(self) -> None:
        """Show things as they are now."""
