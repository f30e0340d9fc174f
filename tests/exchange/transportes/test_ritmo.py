"""A delivery that keeps to a rate, by a clock of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.destino import sin_pulso
from supervisor_app.exchange.transportes.ritmo import ConRitmo
from tests.exchange.transportes.conformidad import Cancelado, poner


class Reloj:
    ahora = 100.0

    def __call__(self) -> float:
        return self.ahora

    def dormir(self, segundos: float) -> None:
        self.ahora += segundos


def test_bytes_take_the_time_that_they_are_given() -> None:
    reloj, oidos = Reloj(), list[int]()
    ritmo = ConRitmo(oidos.append, 1000, reloj=reloj, dormir=reloj.dormir)
    for _ in range(4):
        ritmo(500)
    assert reloj.ahora == pytest.approx(102)
    assert sum(oidos) == 2000


def test_what_was_not_used_is_not_saved_up() -> None:
    reloj = Reloj()
    ritmo = ConRitmo(sin_pulso, 1000, reloj=reloj, dormir=reloj.dormir)
    reloj.ahora += 60
    ritmo(1000)
    assert reloj.ahora == pytest.approx(161)


def test_cancelled_during_a_pause() -> None:
    reloj = Reloj()

    def pulso(mas: int) -> None:
        if not mas:
            raise Cancelado

    with pytest.raises(Cancelado):
        ConRitmo(pulso, 1, reloj=reloj, dormir=reloj.dormir)(1000)
    assert reloj.ahora < 101


def test_what_a_cut_left_there_is_not_waited_for() -> None:
    reloj, oidos = Reloj(), list[int]()
    ConRitmo(oidos.append, 1000, reloj=reloj, dormir=reloj.dormir)(50 << 20)
    assert (reloj.ahora, oidos) == (100, [50 << 20])


def test_a_delivery_is_held_up_by_what_it_sends_and_reads_back(tmp_path: Path) -> None:
    reloj = Reloj()
    ritmo = ConRitmo(sin_pulso, 1000, reloj=reloj, dormir=reloj.dormir)
    poner(DestinoCarpeta(tmp_path), bytes(3000), pulso=ritmo)
    assert reloj.ahora == pytest.approx(106)
