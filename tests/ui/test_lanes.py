"""What the three lanes promise: order, the right thread, no silent failure, nothing lost at closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Cancelled, Lanes, Work


class Notebook:
    """A store: remembers what was written and by which threads it was used."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.threads = [threading.current_thread().name]
        self.closed = False

    def write(self, line: int) -> int:
        self.lines.append(line)
        self.threads.append(threading.current_thread().name)
        return line

    def close(self) -> None:
        self.threads.append(threading.current_thread().name)
        self.closed = True


@pytest.fixture
def notebooks() -> list[Notebook]:
    return []


@pytest.fixture
def lanes(notebooks: list[Notebook], qtbot: QtBot) -> Iterator[Lanes[Notebook]]:
    def opened() -> Notebook:
        notebooks.append(Notebook())
        return notebooks[-1]

    made = Lanes(opened)
    yield made
    made.close()


def test_results_come_back_in_order_on_the_main_thread(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    got: list[tuple[int, bool]] = []
    for number in range(50):
        lanes.call(
            lambda book, n=number: book.write(n),  # type: ignore[misc]  # mypy cannot see the default as a type
            lambda n: got.append((n, threading.current_thread() is threading.main_thread())),
        )
    qtbot.waitUntil(lambda: len(got) == 50)
    assert got == [(number, True) for number in range(50)]


def test_one_thread_opens_uses_and_closes_the_store(lanes: Lanes[Notebook], notebooks: list[Notebook]) -> None:
    lanes.call(lambda book: book.write(1))
    lanes.close()
    (book,) = notebooks
    assert book.closed
    assert len(set(book.threads)) == 1
    assert book.threads[0] != threading.main_thread().name


def test_a_failure_goes_to_failed_and_the_next_call_runs(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    problems: list[BaseException] = []
    got: list[int] = []
    lanes.call(lambda _book: 1 // 0, failed=problems.append)
    lanes.call(lambda book: book.write(7), got.append)
    qtbot.waitUntil(lambda: got == [7])
    assert [type(problem) for problem in problems] == [ZeroDivisionError]


def test_a_failure_nobody_looks_at_is_raised_on_the_main_thread(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    with capture_exceptions() as raised:
        lanes.call(lambda _book: 1 // 0)
        qtbot.waitUntil(lambda: not lanes.is_busy())
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_a_store_that_does_not_open_fails_each_call(qtbot: QtBot) -> None:
    def broken() -> Notebook:
        raise OSError("disco lleno")

    problems: list[BaseException] = []
    lanes = Lanes(broken)
    lanes.call(lambda book: book.write(1), failed=problems.append)
    lanes.call(lambda book: book.write(2), failed=problems.append)
    qtbot.waitUntil(lambda: len(problems) == 2)
    lanes.close()
    assert all(isinstance(problem, OSError) for problem in problems)


def test_closing_drains_pending_work_and_delivers_it(lanes: Lanes[Notebook], notebooks: list[Notebook]) -> None:
    got: list[int] = []
    gate = threading.Event()
    lanes.call(lambda _book: gate.wait(5))
    for number in range(20):
        lanes.call(lambda book, n=number: book.write(n), got.append)  # type: ignore[misc]  # as above
    gate.set()
    lanes.close()
    assert got == list(range(20)) == notebooks[0].lines


def test_work_asked_for_by_a_callback_while_closing_is_done_too(
    lanes: Lanes[Notebook], notebooks: list[Notebook]
) -> None:
    lanes.call(lambda book: book.write(1), lambda _one: lanes.call(lambda book: book.write(2)))
    lanes.close()
    assert notebooks[0].lines == [1, 2]


def test_closing_leaves_no_thread(lanes: Lanes[Notebook]) -> None:
    lanes.call(lambda book: book.write(1))
    lanes.free(lambda _work: None)
    lanes.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("store", "free"))]


def test_closed_lanes_refuse_work(lanes: Lanes[Notebook]) -> None:
    lanes.close()
    with pytest.raises(RuntimeError, match="closed"):
        lanes.call(lambda book: book.write(1))


def test_only_the_main_lane_hands_out_work(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    problems: list[BaseException] = []
    lanes.free(lambda _work: lanes.call(lambda book: book.write(1)), failed=problems.append)
    qtbot.waitUntil(lambda: len(problems) == 1)
    assert isinstance(problems[0], RuntimeError)


def test_free_work_reports_its_progress(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    got: list[str] = []

    def job(work: Work) -> str:
        for page in range(3):
            work.report(page + 1, 3, f"Página {page + 1}")
        return "listo"

    lanes.free(job, got.append, progress=lambda *step: seen.append(step))
    qtbot.waitUntil(lambda: got == ["listo"])
    assert seen == [(1, 3, "Página 1"), (2, 3, "Página 2"), (3, 3, "Página 3")]


def test_two_free_jobs_run_side_by_side(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    meeting = threading.Barrier(2, timeout=10)
    got: list[int] = []
    for _ in range(2):
        lanes.free(lambda _work: meeting.wait(), got.append)
    qtbot.waitUntil(lambda: len(got) == 2)


def test_cancelled_work_stops_and_says_so(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    started = threading.Event()
    problems: list[BaseException] = []

    def job(work: Work) -> None:
        started.set()
        while True:
            work.check()

    work = lanes.free(job, failed=problems.append)
    assert started.wait(5)
    work.cancel()
    qtbot.waitUntil(lambda: len(problems) == 1)
    assert isinstance(problems[0], Cancelled)
    assert work.is_cancelled


def test_closing_cancels_free_work(lanes: Lanes[Notebook]) -> None:
    def endless(work: Work) -> None:
        while True:
            work.check()

    lanes.free(endless)
    lanes.close()
    assert not lanes.is_busy()


def test_callbacks_of_a_vanished_owner_are_dropped(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    import shiboken6

    owner = QObject()
    got: list[int] = []
    gate = threading.Event()
    lanes.call(lambda _book: gate.wait(5))
    lanes.call(lambda book: book.write(1), got.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert got == []


def test_long_store_work_runs_on_the_store_lane_in_its_turn_and_reports(
    lanes: Lanes[Notebook], notebooks: list[Notebook], qtbot: QtBot
) -> None:
    seen: list[tuple[int, int, str]] = []
    got: list[int] = []

    def job(book: Notebook, work: Work) -> int:
        for step in range(2):
            work.report(step + 1, 2, "Copiando")
        return book.write(2)

    lanes.call(lambda book: book.write(1))
    lanes.call_long(job, got.append, progress=lambda *step: seen.append(step))
    qtbot.waitUntil(lambda: got == [2])
    assert seen == [(1, 2, "Copiando"), (2, 2, "Copiando")]
    assert notebooks[0].lines == [1, 2]
    assert len(set(notebooks[0].threads)) == 1


def test_long_store_work_is_cancelled_by_the_person_and_by_closing(lanes: Lanes[Notebook], qtbot: QtBot) -> None:
    problems: list[BaseException] = []

    def endless(_book: Notebook, work: Work) -> None:
        while True:
            work.check()

    lanes.call_long(endless, failed=problems.append).cancel()
    qtbot.waitUntil(lambda: len(problems) == 1)
    lanes.call_long(endless, failed=problems.append)
    lanes.close()
    assert [type(problem) for problem in problems] == [Cancelled, Cancelled]


def test_a_free_job_writes_on_the_store_lane_also_while_closing(
    lanes: Lanes[Notebook], notebooks: list[Notebook], qtbot: QtBot
) -> None:
    books: list[Notebook] = []
    lanes.call(books.append)
    qtbot.waitUntil(lambda: bool(books))
    begun, go = threading.Event(), threading.Event()

    def job(_work: Work) -> int:
        begun.set()
        assert go.wait(20)
        return lanes.on_store(lambda: books[0].write(7))

    got: list[int] = []
    lanes.free(job, got.append)
    assert begun.wait(20)
    go.set()
    lanes.close()
    assert (got, notebooks[0].lines) == ([7], [7])
    assert len(set(notebooks[0].threads)) == 1


def test_long_work_that_a_callback_begins_while_closing_is_cancelled(lanes: Lanes[Notebook]) -> None:
    ended: list[BaseException] = []

    def begin(_line: int) -> None:
        lanes.free(lambda work: work.check(), None, ended.append)

    lanes.call(lambda book: book.write(1), begin)
    lanes.close()
    assert [type(error) for error in ended] == [Cancelled]
