"""The mark of a run: it stays where the run did not end well, and neither clock nor second window deceives it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from supervisor_app import corrida, fallos
from supervisor_app.corrida import Corrida, Motivo, Previa
from tests.visita_ficticia import AHORA

HIJO = """
import faulthandler, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from supervisor_app.corrida import Corrida
c = Corrida(Path(sys.argv[1]), datetime.now(UTC))
c.anotar(visita="0a1b", paso="cedulas", objeto="CO-02-03", confirmada=41)
volcado = open(c.volcado, "w")
faulthandler.enable(volcado)
"""
MATAR = "os.kill(os.getpid(), signal.SIGKILL)"
ABORTAR = "os.abort()"
BIEN = "c.terminar()"


def correr(carpeta: Path, final: str) -> None:
    """A run in a process of its own, which ends so."""
    subprocess.run([sys.executable, "-c", HIJO + final, str(carpeta)], capture_output=True, check=False)


def previas(carpeta: Path) -> tuple[Previa, ...]:
    with Corrida(carpeta, AHORA) as propia:
        return propia.previas()


def marcas(carpeta: Path) -> list[Path]:
    return list((carpeta / "registro").glob("ventana-*"))


def test_a_run_that_was_killed_is_told_with_where_it_was(datos: Path) -> None:
    correr(datos, MATAR)
    (previa,) = previas(datos)
    assert (previa.visita, previa.paso, previa.objeto, previa.confirmada) == ("0a1b", "cedulas", "CO-02-03", 41)
    assert previa.fallo is None
    assert previa.motivo in (Motivo.TERMINADA, Motivo.DESCONOCIDO)


def test_a_process_that_dies_leaves_a_crash_file_without_the_folders_of_the_code(datos: Path, tmp_path: Path) -> None:
    modulo = tmp_path / "Fulana de Tal" / "roto.py"
    modulo.parent.mkdir()
    modulo.write_text("import os\ndef en_mal_momento():\n    os.abort()\n", encoding="utf-8")
    correr(datos, f"sys.path.insert(0, {str(modulo.parent)!r}); import roto; roto.en_mal_momento()")
    (previa,) = previas(datos)
    assert previa.motivo is Motivo.FALLO
    assert previa.fallo is not None
    texto = previa.fallo.read_text(encoding="utf-8")
    assert "Fatal Python error: Aborted" in texto
    assert "roto.py:3 en_mal_momento" in texto
    assert "Fulana" not in texto


def test_once_made_a_crash_file_the_words_of_the_dying_process_go(datos: Path) -> None:
    correr(datos, ABORTAR)
    previas(datos)
    assert not list((datos / "registro").glob("*.volcado"))


def test_it_is_told_again_until_the_person_was_told(datos: Path) -> None:
    correr(datos, ABORTAR)
    assert [p.fallo is not None for _ in range(2) for p in previas(datos)] == [True, True]


def test_it_is_told_once(datos: Path) -> None:
    correr(datos, MATAR)
    with Corrida(datos, AHORA) as propia:
        propia.olvidar(propia.previas())
    assert previas(datos) == ()
    assert marcas(datos) == []


def test_a_run_that_ended_well_leaves_nothing(datos: Path) -> None:
    correr(datos, BIEN)
    assert previas(datos) == ()
    assert marcas(datos) == []


def test_a_second_window_is_no_dead_one(datos: Path) -> None:
    with Corrida(datos, AHORA):
        assert previas(datos) == ()


def test_of_two_windows_only_one_tells(datos: Path) -> None:
    correr(datos, MATAR)
    with Corrida(datos, AHORA) as una, Corrida(datos, AHORA) as otra:
        assert (len(una.previas()), otra.previas()) == (1, ())


def test_a_window_that_closed_before_telling_leaves_it_to_the_next(datos: Path) -> None:
    correr(datos, MATAR)
    assert len(previas(datos)) == 1
    assert len(previas(datos)) == 1


def test_a_clock_that_jumped_back_changes_nothing(datos: Path) -> None:
    with Corrida(datos, AHORA + timedelta(days=4000)):
        assert previas(datos) == ()
    correr(datos, MATAR)
    with Corrida(datos, AHORA - timedelta(days=4000)) as propia:
        assert len(propia.previas()) == 1


def test_a_process_number_in_use_again_hides_nothing(datos: Path) -> None:
    correr(datos, MATAR)
    (marca,) = (datos / "registro").glob(corrida.PATRON)
    marca.write_text(json.dumps(json.loads(marca.read_text()) | {"pid": 1}))
    assert len(previas(datos)) == 1


def test_another_start_of_the_machine_is_told_as_such(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    correr(datos, MATAR)
    (marca,) = (datos / "registro").glob(corrida.PATRON)
    marca.write_text(json.dumps(json.loads(marca.read_text()) | {"arranque": "otro"}))
    monkeypatch.setattr(corrida, "arranque_del_equipo", lambda: "este")
    assert [p.motivo for p in previas(datos)] == [Motivo.APAGADO]


def test_a_machine_that_does_not_say_its_start_is_not_guessed(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrida, "arranque_del_equipo", lambda: "")
    correr(datos, MATAR)
    assert [p.motivo for p in previas(datos)] == [Motivo.DESCONOCIDO]


@pytest.mark.parametrize("contenido", [b"\0" * 1024, b"{", b"[]", b'{"inicio": 7, "confirmada": "x"}', b"\xff\xfe"])
def test_a_mark_of_which_a_power_cut_left_half_is_told_without_details(datos: Path, contenido: bytes) -> None:
    (datos / "registro").mkdir(parents=True)
    (datos / "registro" / "ventana-00.corrida").write_bytes(contenido)
    (previa,) = previas(datos)
    assert (previa.inicio, previa.visita, previa.confirmada) == (None, "", 0)


def test_a_mark_that_came_back_after_a_good_end_tells_nothing(datos: Path) -> None:
    (datos / "registro").mkdir(parents=True)
    (datos / "registro" / "ventana-00.corrida").write_text('{"fin": true}')
    assert previas(datos) == ()
    assert marcas(datos) == []


def test_a_bug_that_ends_the_window_leaves_the_mark(datos: Path) -> None:
    with pytest.raises(ZeroDivisionError), Corrida(datos, AHORA):
        _ = 1 // 0
    assert [p.motivo for p in previas(datos)] == [Motivo.FALLO]


def test_a_crash_file_of_that_run_is_found(datos: Path) -> None:
    with pytest.raises(ZeroDivisionError), Corrida(datos, AHORA) as propia:
        ruta = fallos.guardar_fallo(datos, KeyError(), AHORA, "ventana", propia.id)
        _ = 1 // 0
    assert [p.fallo for p in previas(datos)] == [ruta]


def test_what_is_no_identifier_is_not_kept(datos: Path) -> None:
    with Corrida(datos, AHORA) as propia:
        propia.anotar(visita="Lucía Ñandú")
        assert "ad\\u00fa" not in "".join(m.read_text() for m in marcas(datos))
        assert "Luc" not in "".join(m.read_text() for m in marcas(datos))


@pytest.mark.parametrize("estorbo", ["datos", "datos/registro"])
def test_a_folder_that_takes_no_mark_stops_nothing(tmp_path: Path, estorbo: str) -> None:
    (tmp_path / estorbo).parent.mkdir(exist_ok=True)
    (tmp_path / estorbo).write_bytes(b"no es carpeta")
    with Corrida(tmp_path / "datos", AHORA) as propia:
        propia.anotar(visita="0a")
        assert propia.previas() == ()
