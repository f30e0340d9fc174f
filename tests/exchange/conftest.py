"""A small fictitious visit and real places to deliver it to: folders, tiny disks, read-only ones."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supervisor_app.exchange.paquete import Contenido, Paquete, armar
from tests.disco import disco_propio

VISITA = "0f" * 16
ARCHIVOS: dict[str, bytes | Path] = {
    "registros/visita.json": b'{"folio": "JSAC-2026-0001"}\n',
    "registros/respuestas.json": b"[]\n",
    "documentos/informe.pdf": b"%PDF-1.7 ficticio\n" * 40,
    "evidencia/Recibo del ñandú (1).jpg": bytes(range(256)) * 20,
}
CONTENIDO = Contenido(
    visita_id=VISITA,
    folio="JSAC-2026-0001",
    revision=1,
    reemplaza=None,
    creado=datetime(2026, 11, 20, 18, 30, tzinfo=UTC),
    archivos=ARCHIVOS,
)


@pytest.fixture
def contenido() -> Contenido:
    return CONTENIDO


@pytest.fixture
def paquete(tmp_path: Path) -> Paquete:
    return armar(CONTENIDO, tmp_path / "por entregar")


@pytest.fixture
def paquete_grande(tmp_path: Path) -> Paquete:
    """Three pieces of 1 MiB and a bit, so that a delivery has a middle."""
    archivos = {**ARCHIVOS, "evidencia/video.mp4": bytes(range(251)) * 13_000}
    return armar(replace(CONTENIDO, archivos=archivos), tmp_path / "por entregar")


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    """The root of a destination."""
    raiz = tmp_path / "Entregas de la oficina"
    raiz.mkdir()
    return raiz


@pytest.fixture
def disco_chico(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB of its own."""
    with disco_propio(tmp_path / "USB chica", "size=1m") as lugar:
        yield lugar


@pytest.fixture
def protegible(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A disk and the switch that protects it against writing."""
    with disco_propio(tmp_path / "USB protegida", "size=8m") as lugar:

        def proteger() -> None:
            subprocess.run(["mount", "-o", "remount,ro", lugar], check=True)

        yield lugar, proteger
