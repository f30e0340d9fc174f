"""The short form of the torture: some points of each proof. The long one is `make torture` (docs/RELIABILITY.md)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.tortura import escritores, lleno
from tests.tortura.cortes import Cuenta, Taller
from tests.tortura.hijos import NoSePuede, Punto
from tests.tortura.operaciones import Entorno, Foto, Migrar

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and fork are Linux")
ENTORNOS = (Entorno(), Entorno(cifrado=True))
con_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed (apt-get install strace)"
)
cifrado_o_no = pytest.mark.parametrize("entorno", ENTORNOS, ids=("plain", "enciphered"))


def algunos(puntos: Sequence[Punto], cuantos: int) -> list[Punto]:
    """Spread over the run, the last one among them."""
    return [puntos[-1 - n * len(puntos) // cuantos] for n in range(cuantos)]


def exigir_bien(cuenta: Cuenta) -> None:
    assert cuenta.violaciones == []


def rastreado(taller: Taller) -> list[Punto]:
    try:
        return taller.puntos()
    except NoSePuede as problema:
        pytest.skip(f"this machine lets nobody trace a child: {problema}")


@con_strace
@cifrado_o_no
def test_nothing_is_lost_by_a_kill_nor_by_a_full_disk_in_the_middle(tmp_path: Path, entorno: Entorno) -> None:
    taller = Taller(Foto(), entorno, tmp_path)
    puntos = rastreado(taller)
    cuenta = taller.matar(algunos(puntos, 4))
    assert cuenta.cortados == 4
    exigir_bien(cuenta)
    exigir_bien(taller.negar(algunos(puntos, 2), "ENOSPC"))


@con_strace
def test_a_migration_that_is_killed_starts_again(tmp_path: Path) -> None:
    taller = Taller(Migrar("0.1.0"), Entorno(), tmp_path)
    exigir_bien(taller.matar(algunos(rastreado(taller), 3)))


def test_short_writes_are_gone_on_with(tmp_path: Path) -> None:
    exigir_bien(Taller(Foto(), Entorno(cifrado=True), tmp_path).a_medias())


def test_two_writers_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    cuenta = escritores.correr(tmp_path, Entorno(), 1, Random(1))
    exigir_bien(cuenta)
    assert cuenta.acuses


def test_a_disk_that_fills_up_loses_nothing_and_work_goes_on(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    try:
        cuenta = lleno.llenar("tmpfs", tmp_path, Entorno(), 1)
    except NoSePuede as problema:
        pytest.skip(str(problema))
    exigir_bien(cuenta)
    assert cuenta.acuses
