"""Lanes and sessions over real folders."""

from __future__ import annotations

from tests.ui.visit_fixtures import lanes, session, session_of

__all__ = ["lanes", "session", "session_of"]
