"""The three lanes of work, made here and nowhere else.

*Main*: widgets and the form session. *Store*: one thread that opens, owns and closes the only connection. *Free*: two
threads that see values and bytes only. Frozen values cross between lanes, nothing else; nothing here touches a widget,
and nothing here may run a nested event loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal

T = TypeVar("T")
Failed = Callable[[BaseException], None]
Progress = Callable[[int, int, str], None]


class Closable(Protocol):
    """What the store lane owns: an object that is opened by a factory and closed at the end."""

    def close(self) -> None: ...


S = TypeVar("S", bound=Closable)


class Cancelled(Exception):
    """The person cancelled the work, and it stopped."""


class Work:
    """The handle of one long job: the job reports to it and asks it whether to stop."""

    def __init__(self, post: Callable[[Callable[[], None]], None], progress: Progress | None) -> None:
        self._post = post
        self._progress = progress
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next ``check``; from any lane."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        """For the job, between two pieces of work: raises :class:`Cancelled` once the person has cancelled."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int, words: str = "") -> None:
        """For the job: tell the main lane how far it is. Also a ``check``."""
        self.check()
        progress = self._progress
        if progress is not None:
            self._post(lambda: progress(done, total, words))


class _Postman(QObject):
    """Carries deliveries from any thread to the main one, in the order in which they were posted."""

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, delivery: Callable[[], None]) -> None:
        delivery()

    def post(self, delivery: Callable[[], None]) -> None:
        self.posted.emit(delivery)

    def hand_over(self) -> None:
        """Deliver at once what is waiting, without letting any other event in."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)


class Lanes(Generic[S]):
    """``store_factory`` runs on the store thread. Everything public is called from the main thread.

    Callbacks run on the main thread, those of the store lane in the order of the calls. A job that fails without a
    ``failed`` callback raises there, so that it ends in a crash file and not in silence. With ``owner``, callbacks are
    dropped once that object is gone.
    """

    def __init__(self, store_factory: Callable[[], S]) -> None:
        self._postman = _Postman()
        self._pending: set[Future[object]] = set()
        self._works: set[Work] = set()
        self._closed = self._closing = False
        self._store_lane = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._free_lane = ThreadPoolExecutor(2, thread_name_prefix="free")
        self._opening: Future[S] = self._store_lane.submit(store_factory)

    def call(
        self,
        job: Callable[[S], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run ``job(services)`` on the store lane, after all calls made before. If the store could not be opened, each
        call fails with that error.
        """
        self._refuse_if_closed()
        future = self._store_lane.submit(lambda: job(self._opening.result()))
        self._follow(future, then, failed, owner)

    def call_long(
        self,
        job: Callable[[S, Work], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> Work:
        """Like ``call``, for a job of the store lane that takes its time: it reports and can be cancelled as in
        ``free``. Closing the lanes cancels it, so it must be safe to stop at any of its checks.
        """
        self._refuse_if_closed()
        work = self._work(progress, owner)

        def run() -> T:
            services = self._opening.result()
            work.check()
            return job(services, work)

        self._follow_work(self._store_lane.submit(run), work, then, failed, owner)
        return work

    def free(
        self,
        job: Callable[[Work], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> Work:
        """Run ``job(work)`` on the free lane. ``progress(done, total, words)`` follows ``work.report``. A job that
        stopped because of ``work.cancel()`` ends in ``failed(Cancelled())``, if there is a ``failed``.
        """
        self._refuse_if_closed()
        work = self._work(progress, owner)

        def run() -> T:
            work.check()
            return job(work)

        self._follow_work(self._free_lane.submit(run), work, then, failed, owner)
        return work

    def on_store(self, job: Callable[[], T]) -> T:
        """For a job of the free lane: run something on the store lane, after all calls made before, and wait for it.

        ``close`` waits for the free lane before it closes the store, so this always ends. Raises what ``job`` raises.
        """
        return self._store_lane.submit(job).result()

    def _work(self, progress: Progress | None, owner: QObject | None) -> Work:
        work = Work(self._postman.post, _while_alive(progress, owner) if progress is not None else None)
        self._works.add(work)
        if self._closing:
            work.cancel()
        return work

    def _follow_work(
        self,
        future: Future[T],
        work: Work,
        then: Callable[[T], None] | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> None:
        future.add_done_callback(lambda _done: self._works.discard(work))
        self._follow(future, then, failed, owner)

    def is_busy(self) -> bool:
        """Whether anything has not been delivered yet."""
        return bool(self._pending)

    def close(self) -> None:
        """Cancel long work, finish all other store work, deliver every callback, close the store on its thread.

        May be called twice. Raises what closing the store raises; a store that never opened is not closed.
        """
        if self._closed:
            return
        self._closing = True  # what a callback begins from now on is cancelled too
        for work in tuple(self._works):
            work.cancel()
        while self._pending:
            wait(tuple(self._pending))
            self._postman.hand_over()
        self._closed = True
        self._free_lane.shutdown(wait=True)
        closing = self._store_lane.submit(self._close_store)
        self._store_lane.shutdown(wait=True)
        closing.result()

    def _close_store(self) -> None:
        if self._opening.exception() is None:
            self._opening.result().close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the lanes are closed")
        app = QCoreApplication.instance()
        if app is not None and QThread.currentThread() is not app.thread():
            raise RuntimeError("only the main lane hands out work")

    def _follow(
        self, future: Future[T], then: Callable[[T], None] | None, failed: Failed | None, owner: QObject | None
    ) -> None:
        pending: Future[object] = future  # type: ignore[assignment]  # Future is invariant; only waited for here
        self._pending.add(pending)

        def deliver() -> None:
            self._pending.discard(pending)
            if owner is not None and not shiboken6.isValid(owner):
                return
            problem = future.exception()
            if problem is None:
                if then is not None:
                    then(future.result())
            elif failed is not None:
                failed(problem)
            elif not isinstance(problem, Cancelled):
                raise problem

        future.add_done_callback(lambda _done: self._postman.post(deliver))


def _while_alive(progress: Progress, owner: QObject | None) -> Progress:
    def told(done: int, total: int, words: str) -> None:
        if owner is None or shiboken6.isValid(owner):
            progress(done, total, words)

    return told
