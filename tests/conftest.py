"""What every test is under: no unexpected log. And the core's fixtures: a store and the services over it.

It must never import Qt: the core is tested on machines without it.
"""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA, AJUSTES, RelojFijo, contador_de_ids

# A shared machine stalls now and then; a test that hangs is caught by --timeout.
# The same examples each time, so that what passes here passes elsewhere; HYPOTHESIS_PROFILE=azar looks for new ones.
settings.register_profile("fijo", deadline=None, derandomize=True, max_examples=35)
settings.register_profile("largo", deadline=None, derandomize=True)
settings.register_profile("azar", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fijo"))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking it through again and again found nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.reparto import PorGrupos

    return PorGrupos(config, log)


class LogGuard(logging.Handler):
    """Keeps every record from WARNING on, of any logger, and knows which ones the test announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expected: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not any(known is record for known in self._records):
            self._records.append(record)

    def expect(self, logger: str, text: str = "") -> None:
        """From now on (and before) a record of ``logger``, or of one below it, that contains ``text`` is no failure."""
        self._expected.append((logger, text))

    @property
    def unexpected(self) -> list[str]:
        return [
            f"{record.levelname} {record.name}: {record.getMessage()}"
            for record in self._records
            if not any(
                f"{record.name}.".startswith(f"{logger}.") and text in record.getMessage()
                for logger, text in self._expected
            )
        ]


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fails a test that leaves a warning in any log without having announced it."""
    guard = LogGuard()
    # The application's own logger stops propagating once its file is set up.
    watched = (logging.getLogger(), logging.getLogger("supervisor_app"))
    for logger in watched:
        logger.addHandler(guard)
    yield guard
    for logger in watched:
        logger.removeHandler(guard)
    if guard.unexpected:
        pytest.fail("unexpected log: " + "; ".join(guard.unexpected), pytrace=False)


@pytest.fixture
def reloj() -> RelojFijo:
    return RelojFijo()


@pytest.fixture
def nuevo_id() -> Callable[[], str]:
    return contador_de_ids()


@pytest.fixture
def datos(tmp_path: Path) -> Path:
    """The data folder, not made yet. Accents and spaces, as users have them."""
    return tmp_path / "Datos de supervisión"


@pytest.fixture
def almacen(datos: Path) -> Iterator[Almacen]:
    with Almacen(datos, ahora=AHORA) as abierto:
        yield abierto


@pytest.fixture
def visitas(almacen: Almacen, reloj: RelojFijo, nuevo_id: Callable[[], str]) -> Visitas:
    return Visitas(almacen, reloj=reloj, nuevo_id=nuevo_id, ajustes=lambda: AJUSTES)


@pytest.fixture(scope="session")
def demo_hecha(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo that went well, made as ``make run`` makes it, and what it said. No test changes it."""
    carpeta = tmp_path_factory.mktemp("demo") / "demostración"
    hecho = subprocess.run(
        [sys.executable, "-m", "supervisor_app", "demo", "--dir", carpeta],
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr
    return carpeta, hecho.stdout + hecho.stderr
