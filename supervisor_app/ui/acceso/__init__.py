"""The way into the data folder: first start, lock, recovery. It never sees a visit, and shows nothing of one."""

from supervisor_app.ui.acceso.casa import House

__all__ = ["House"]
