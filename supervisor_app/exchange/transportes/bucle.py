"""A private event loop that runs only while somebody waits, on the thread that waits, in slices.

Every wait hears the person who cancels and has an end. It must never leave a task whose failure nobody looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from supervisor_app.exchange.transportes.paciencia import Paciencia

T = TypeVar("T")
Tareas = set["asyncio.Task[Any]"]

_DESPEDIDA = 2.0
"""Seconds that what is under way may still take once it is not wanted any more."""


class Bucle:
    """Made when it is first needed. One thread at a time."""

    def __init__(self, paciencia: Paciencia) -> None:
        self._paciencia = paciencia
        self._bucle: asyncio.AbstractEventLoop | None = None

    def correr(self, algo: Coroutine[Any, Any, T], segundos: float) -> T:
        """Its result. When it is not wanted any more it is cancelled."""
        tarea = self.empezar(algo)
        try:
            self.una_de({tarea}, segundos)
        except BaseException:
            tarea.cancel()
            self.despedir({tarea})
            raise
        return tarea.result()

    def empezar(self, algo: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        if self._bucle is None:
            self._bucle = asyncio.new_event_loop()
        return self._bucle.create_task(algo)

    def turno(self) -> None:
        """Let what was just begun go out to the network, without waiting for any of it."""
        assert self._bucle is not None
        self._bucle.run_until_complete(asyncio.sleep(0))

    def una_de(self, tareas: Tareas, segundos: float) -> None:
        """Until one of them has ended, at most ``segundos``; then ``TimeoutError``."""
        self._paciencia.esperar(lambda rato: bool(self._un_rato(tareas, rato, asyncio.FIRST_COMPLETED)), segundos)

    def despedir(self, tareas: Iterable[asyncio.Task[Any]]) -> bool:
        """Give what is under way a moment to end; whether all of it did, however it ended."""
        todas = set(tareas)
        hechas = self._un_rato(todas, _DESPEDIDA, asyncio.ALL_COMPLETED) if todas else todas
        for una in hechas:
            if not una.cancelled():
                una.exception()  # looked at: the failure that is being reported is another
        return hechas == todas

    def abandonar(self, tareas: Iterable[asyncio.Task[Any]]) -> None:
        """End what is under way, whatever it says."""
        todas = set(tareas)
        for una in todas:
            una.cancel()
        self.despedir(todas)

    def cerrar(self) -> None:
        bucle, self._bucle = self._bucle, None
        if bucle is not None:
            sueltas = asyncio.all_tasks(bucle)
            for una in sueltas:
                una.cancel()
            if sueltas:
                bucle.run_until_complete(asyncio.wait(sueltas, timeout=_DESPEDIDA))
            bucle.run_until_complete(asyncio.sleep(0))  # what was closed is told so in the next turn
            bucle.run_until_complete(bucle.shutdown_asyncgens())
            bucle.close()

    def _un_rato(self, tareas: Tareas, segundos: float, hasta: str) -> Tareas:
        assert self._bucle is not None
        hechas, _ = self._bucle.run_until_complete(asyncio.wait(tareas, timeout=segundos, return_when=hasta))
        return hechas
