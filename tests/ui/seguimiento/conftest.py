"""A second visit to a unit whose first one left findings."""

from __future__ import annotations

from tests.ui.visit_fixtures import lanes, session_of

__all__ = ["lanes", "session_of"]
