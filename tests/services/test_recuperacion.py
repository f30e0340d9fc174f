"""What a person is told after a bad end: never that all is well where nobody looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.corrida import Motivo, Previa
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.recuperacion import que_paso, relatar
from supervisor_app.store.revision import Revision
from tests.visita_ficticia import AHORA

BIEN = Revision((), True, AHORA)


def previa(motivo: Motivo = Motivo.TERMINADA, fallo: Path | None = None) -> Previa:
    return Previa("0a", motivo, visto=AHORA, visita="0b", fallo=fallo)


@pytest.mark.parametrize("motivo", Motivo)
def test_each_end_is_told_with_its_moment(motivo: Motivo) -> None:
    dicho = que_paso([previa(motivo)])
    assert dicho.startswith("La última vez, ")
    assert f"({AHORA:%d/%m/%Y %H:%M})" in dicho


def test_several_are_told_as_several() -> None:
    assert "Antes pasó 2 veces más." in que_paso([previa()] * 3)


def test_where_all_is_there_it_says_until_when() -> None:
    relato = relatar([previa()], BIEN, AHORA)
    assert not relato.grave
    assert (
        f"hasta el último cambio que se dio por guardado ({AHORA:%d/%m/%Y %H:%M}); nada de lo guardado" in relato.texto
    )


def test_where_nothing_had_been_confirmed_it_promises_no_more_than_it_saw() -> None:
    relato = relatar([previa()], Revision((), None, AHORA), AHORA)
    assert "dio por guardado" not in relato.texto


@pytest.mark.parametrize(
    "hallado",
    [Revision(("mal",), None, None), Revision((), False, AHORA), EnvironmentProblem("El disco no responde.")],
)
def test_what_was_not_proven_is_not_said(hallado: Revision | EnvironmentProblem) -> None:
    relato = relatar([previa()], hallado, AHORA)
    assert relato.grave
    assert "nada de lo guardado se perdió" not in relato.texto


def test_the_crash_file_is_told_where_there_is_one() -> None:
    assert "registro del fallo" in relatar([previa(fallo=Path("x"))], BIEN, AHORA).texto
    assert "registro del fallo" not in relatar([previa()], BIEN, AHORA).texto
