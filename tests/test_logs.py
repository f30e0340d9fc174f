"""The log: a file in the data folder, of a bounded size, that never stops the application."""

import ast
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import supervisor_app
from supervisor_app import logs

REGISTRO = logging.getLogger(f"{logs.NOMBRE}.prueba")


@pytest.fixture(autouse=True)
def _sin_archivo() -> Iterator[None]:
    """The log as any other test finds it."""
    nivel = logging.getLogger(logs.NOMBRE).level
    yield
    logs.cerrar()
    logging.getLogger(logs.NOMBRE).setLevel(nivel)


def texto(carpeta: Path) -> str:
    return (carpeta / "registro" / "aplicacion.log").read_text(encoding="utf-8")


def test_what_happens_is_written_in_the_data_folder(datos: Path) -> None:
    logs.configurar(datos)
    REGISTRO.info("visita %s abierta", "0a")
    assert "INFO supervisor_app.prueba: visita 0a abierta" in texto(datos)


def test_details_for_programmers_are_not_written(datos: Path) -> None:
    logs.configurar(datos)
    REGISTRO.debug("detalle")
    assert texto(datos) == ""


def test_setting_it_up_twice_writes_each_line_once(datos: Path) -> None:
    logs.configurar(datos)
    logs.configurar(datos)
    REGISTRO.info("una vez")
    assert texto(datos).count("una vez") == 1


def test_another_folder_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    logs.configurar(tmp_path / "una")
    logs.configurar(tmp_path / "otra")
    REGISTRO.info("aquí")
    assert ("aquí" in texto(tmp_path / "una"), "aquí" in texto(tmp_path / "otra")) == (False, True)


def test_the_log_does_not_grow_without_end(datos: Path) -> None:
    logs.configurar(datos)
    for _ in range(40):
        REGISTRO.info("x" * 64_000)
    archivos = list((datos / "registro").iterdir())
    assert (len(archivos), sum(a.stat().st_size for a in archivos) < 3 * 520 * 1024) == (3, True)


def test_a_folder_that_takes_no_log_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "registro").write_bytes(b"")
    logs.configurar(tmp_path)
    REGISTRO.info("a ninguna parte")
    assert (tmp_path / "registro").read_bytes() == b""


def test_once_let_go_the_file_stays_as_it_is(datos: Path) -> None:
    logs.configurar(datos)
    logs.cerrar()
    REGISTRO.info("después")
    assert texto(datos) == ""


@pytest.fixture
def escrito(datos: Path) -> Callable[[], str]:
    logs.configurar(datos)
    return lambda: texto(datos)


def test_of_an_exception_only_kind_and_place_are_written(escrito: Callable[[], str]) -> None:
    try:
        raise ValueError("Lucía Ñandú") from KeyError("acta de Lucía.pdf")
    except ValueError as error:
        REGISTRO.info("no se pudo: %s", error, exc_info=True)
    assert "no se pudo: ValueError" in escrito()
    assert "test_logs.py:" in escrito()
    assert "Lucía" not in escrito()


def test_of_a_path_only_how_it_ends_is_written(escrito: Callable[[], str]) -> None:
    REGISTRO.info("leído %s", Path("/media/Lucía/acta de Lucía.pdf"))
    assert "leído […].pdf" in escrito()
    assert "Lucía" not in escrito()


@pytest.mark.parametrize(
    "dato",
    [
        "PEÑL800101AB1",
        "ABC800101AB1",
        "PELL800101MCMXYZ09",
        "12345678901",
        "lucia@correo.mx",
        "/home/lucia/x",
        r"C:\Users\Lucía Ñandú\x",
    ],
)
def test_keys_of_persons_and_home_folders_are_blacked_out(escrito: Callable[[], str], dato: str) -> None:
    REGISTRO.info("visto %s en 0a1b", dato)
    assert dato not in escrito()
    assert not {"lucia", "Lucía", "Ñandú"} & set(re.split(r"\W", escrito()))
    assert escrito().endswith("en 0a1b\n")


def test_a_disk_that_takes_no_line_stops_nothing(
    escrito: Callable[[], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (manejador,) = (h for h in logging.getLogger(logs.NOMBRE).handlers if isinstance(h, logging.FileHandler))

    def lleno(_: str) -> int:
        raise OSError(28, "no space")

    monkeypatch.setattr(manejador.stream, "write", lleno, raising=False)
    REGISTRO.info("Lucía")
    assert capsys.readouterr().err == ""


def _llamadas() -> list[tuple[str, ast.Call]]:
    """Every call of a logger in the application, by where it is."""
    halladas = []
    for ruta in sorted(Path(supervisor_app.__file__).parent.rglob("*.py")):
        codigo = ruta.read_text(encoding="utf-8")
        if "getLogger" in codigo:
            halladas += [
                (f"{ruta.name}:{n.lineno}", n)
                for n in ast.walk(ast.parse(codigo))
                if isinstance(n, ast.Call)
                and isinstance(n.func, ast.Attribute)
                and isinstance(n.func.value, ast.Name)
                and n.func.value.id == "_LOG"
            ]
    return halladas


def test_no_line_of_the_log_is_made_of_a_sentence_of_an_error() -> None:
    """Its words are written in the code; of an error goes in no text, whose words nobody knows beforehand."""
    llamadas = _llamadas()
    assert len(llamadas) >= 5
    for lugar, llamada in llamadas:
        dichos = [a for a in llamada.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        assert dichos, f"{lugar}: the words are not written there"
        assert not any(isinstance(n, ast.JoinedStr) for a in llamada.args for n in ast.walk(a)), lugar
        nombres = {n.attr for a in llamada.args for n in ast.walk(a) if isinstance(n, ast.Attribute)}
        assert not nombres & {"message", "strerror", "filename", "args"}, lugar
        hechos = {n.func.id for a in llamada.args for n in ast.walk(a) if _es_funcion(n)}  # type: ignore[attr-defined]
        assert not hechos & {"str", "repr", "format"}, lugar


def _es_funcion(nodo: ast.AST) -> bool:
    return isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Name)
