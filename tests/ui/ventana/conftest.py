"""What the tests of the window and of its session share."""

from tests.ui.visit_fixtures import lanes, session, session_of

__all__ = ["lanes", "session", "session_of"]
