"""A thread of its own for a library that waits without end: who asked does not wait longer than was agreed.

It must never be waited for at the end of the program, and never do two things at once.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from supervisor_app.exchange.transportes.paciencia import Paciencia

T = TypeVar("T")

_DESPEDIDA = 2.0
"""Seconds that what is under way may still take once it is not wanted any more."""


class Obrero:
    """Made when it is first needed. One thread asks at a time."""

    def __init__(self, paciencia: Paciencia, nombre: str) -> None:
        self._paciencia, self._nombre = paciencia, nombre
        self._cola: queue.SimpleQueue[Callable[[], None] | None] | None = None
        self._ultima = threading.Event()
        self._ultima.set()

    def correr(self, algo: Callable[[], T], segundos: float) -> T:
        """Its result, or what it raises. ``TimeoutError`` where it takes longer; then it is still under way."""
        salio: list[T] = []
        falla: list[BaseException] = []
        hecho = self._ultima = threading.Event()

        def hacer() -> None:
            try:
                salio.append(algo())
            except BaseException as error:  # noqa: BLE001  # raised again where it was asked for
                falla.append(error)
            finally:
                hecho.set()

        if self._cola is None:
            self._cola = queue.SimpleQueue()
            threading.Thread(target=_trabajar, args=(self._cola,), name=self._nombre, daemon=True).start()
        self._cola.put(hacer)
        self._paciencia.esperar(hecho.wait, segundos)
        if falla:
            raise falla[0]
        return salio[0]

    def despedir(self) -> bool:
        """Give what is under way a moment to end; whether it did."""
        return self._ultima.wait(_DESPEDIDA)

    def soltar(self) -> None:
        """The thread ends after what it is at, whenever that is; the next thing is done by another."""
        cola, self._cola = self._cola, None
        if cola is not None:
            cola.put(None)


def _trabajar(cola: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while (algo := cola.get()) is not None:
        algo()
