"""Crash files: before anything else, whatever the disk and the memory say, and never a word of what was handled."""

from __future__ import annotations

import errno
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app import durable, fallos
from tests.disco import disco_propio
from tests.visita_ficticia import AHORA, RelojFijo

SECRETO = "Lucía Ñandú PEÑL800101AB1"


def lanzado(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as este:  # noqa: BLE001 - any kind is asked for
        return este


def sin_fin(n: int) -> int:
    return sin_fin(n + 1)


def llena(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no new file can be written whole; what is there can be written over."""

    def negado(_ruta: Path, _datos: bytes, **_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(durable, "write_atomic", negado)


def test_a_full_disk_takes_a_crash_file_all_the_same(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fallos.preparar(datos)
    llena(monkeypatch)
    ruta = fallos.guardar_fallo(datos, lanzado(KeyError(SECRETO)), AHORA, "ventana")
    assert ruta is not None
    assert "KeyError" in ruta.read_text(encoding="utf-8")
    assert not (datos / "registro" / fallos.RESERVA).exists()


def test_the_room_for_it_is_set_aside_anew(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fallos.preparar(datos)
    with monkeypatch.context() as m:
        llena(m)
        fallos.guardar_fallo(datos, lanzado(KeyError()), AHORA, "ventana")
    fallos.preparar(datos)
    assert (datos / "registro" / fallos.RESERVA).stat().st_size == 64 * 1024


def test_a_full_disk_without_room_set_aside_is_no_second_failure(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    llena(monkeypatch)
    assert fallos.guardar_fallo(datos, lanzado(KeyError()), AHORA, "ventana") is None


def test_without_memory_to_describe_it_the_kind_is_written(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def negado(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(traceback, "walk_tb", negado)
    fallos.preparar(datos)
    ruta = fallos.guardar_fallo(datos, lanzado(MemoryError(SECRETO)), AHORA, "ventana")
    assert ruta is not None
    texto = ruta.read_text(encoding="utf-8")
    assert texto.endswith("MemoryError\n")
    assert SECRETO not in texto


def test_a_recursion_without_end_is_a_short_file() -> None:
    with pytest.raises(RecursionError) as fallo:
        sin_fin(0)
    dicho = fallos.describir(fallo.value, AHORA, "ventana")
    assert "lugares más" in dicho
    assert len(dicho) < 10_000


def test_a_bug_that_repeats_is_written_once(datos: Path) -> None:
    de_esta = fallos.Fallos(datos, RelojFijo())
    dichos = [de_esta.guardar(lanzado(KeyError(str(n))), "ventana") for n in range(50)]
    assert len(fallos.guardados(datos)) == 1
    assert [nuevo for _, nuevo in dichos] == [True, *[False] * 49]
    assert len({ruta for ruta, _ in dichos}) == 1


def test_a_run_writes_so_many_and_no_more(datos: Path) -> None:
    reloj = RelojFijo()
    de_esta = fallos.Fallos(datos, reloj)
    for n in range(40):
        reloj.adelantar(seconds=1)
        de_esta.guardar(lanzado(KeyError()), f"orden {n}")
    assert len(fallos.guardados(datos)) == 20


def test_the_oldest_go(datos: Path) -> None:
    (datos / "registro").mkdir(parents=True)
    for n in range(50):
        (datos / "registro" / f"fallo-20260610-0930{n:02d}.txt").write_bytes(b"x")
    ultimo = fallos.guardados(datos)[0]
    fallos.preparar(datos)
    assert (len(fallos.guardados(datos)), fallos.guardados(datos)[0]) == (40, ultimo)


@pytest.mark.parametrize(
    ("archivo", "dicho"),
    [
        ("/home/lucia/x/supervisor_app/ui/app.py", "supervisor_app/ui/app.py"),
        (r"C:\Users\Lucía\supervisor_app\fallos.py", "supervisor_app/fallos.py"),
        ("/home/lucia/.venv/lib/python3.11/site-packages/pikepdf/_core.py", "site-packages/pikepdf/_core.py"),
        ("/usr/lib/python3.11/json/decoder.py", "decoder.py"),
        ("<string>", "<string>"),
        ("", "?"),
    ],
)
def test_a_place_in_the_code_has_no_folders_above(archivo: str, dicho: str) -> None:
    assert fallos.lugar(archivo) == dicho


@given(st.text(st.characters(exclude_characters="/\\\n\r"), min_size=8))
def test_no_line_that_the_interpreter_does_not_write_gets_through(texto: str) -> None:
    dicho = fallos.volcado_sin_rutas(f'{texto}\n  File "/home/{texto}/roto.py", line 3 in f\n'.encode(errors="replace"))
    assert dicho.split("\n")[-1] == "  roto.py:3 f"
    assert texto not in dicho


@pytest.mark.parametrize("hacer", [lambda: KeyError(SECRETO), lambda: OSError(2, SECRETO, f"/home/{SECRETO}")])
def test_no_word_of_the_exception_is_written(hacer: Callable[[], BaseException]) -> None:
    error = lanzado(hacer())
    error.add_note(SECRETO)
    assert SECRETO not in fallos.describir(error, AHORA, "ventana")


def test_a_really_full_disk_takes_one(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco lleno", "size=1m") as lugar:
        fallos.preparar(lugar)
        with suppress(OSError):
            (lugar / "relleno").write_bytes(bytes(2 << 20))
        ruta = fallos.guardar_fallo(lugar, lanzado(KeyError(SECRETO)), AHORA, "ventana")
        assert ruta is not None
        assert "KeyError" in ruta.read_text(encoding="utf-8")


SIN_MEMORIA = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from supervisor_app import fallos
carpeta = Path(sys.argv[1])
fallos.preparar(carpeta)
en_uso = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (en_uso + (8 << 20), -1))
lleno = []
try:
    n = 1 << 20
    while n > 64:
        try:
            lleno.append(bytes(n))
        except MemoryError:
            n //= 2
    raise MemoryError("secreto")
except MemoryError as error:
    sys.exit(fallos.guardar_fallo(carpeta, error, datetime.now(UTC), "ventana") is None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is set in the way of Linux")
def test_a_process_without_memory_writes_one(datos: Path) -> None:
    hecho = subprocess.run([sys.executable, "-c", SIN_MEMORIA, str(datos)], capture_output=True, check=False)
    assert hecho.returncode == 0, hecho.stderr[-500:]
    assert "MemoryError" in fallos.guardados(datos)[0].read_text(encoding="utf-8")
