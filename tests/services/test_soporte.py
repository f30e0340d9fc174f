"""What is handed to support: enough to help, the very text that was shown, and nothing of anybody."""

from __future__ import annotations

import getpass
import io
import platform
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app import __version__, fallos, settings
from supervisor_app.cifrado.cerradura import Cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services import soporte
from supervisor_app.services.recuperacion import Interrumpida
from supervisor_app.services.soporte import Legajo, Soporte
from supervisor_app.settings import Ajustes, FirmanteFrecuente
from supervisor_app.store.almacen import BASE, Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, RelojFijo, expediente

PERSONALES = Ajustes(
    nombre="Lucía Ñandú Peñaloza",
    cargo="Supervisora Eméride",
    ciudad="Zacoalco",
    destino="/media/QZDESTINO",
    firmantes=(FirmanteFrecuente(nombre="José Ibargüen", cargo="Titular"),),
)


def de(carpeta: Path, llave: Llave | None = None) -> Legajo:
    return Soporte(carpeta, reloj=RelojFijo(), llave=llave).reunir()


def seccion(legajo: Legajo, archivo: str) -> str:
    return next(s.texto for s in legajo.secciones if s.archivo == archivo)


@pytest.fixture
def carpeta(datos: Path) -> Path:
    with Almacen(datos, ahora=AHORA) as almacen:
        Libro(almacen, expediente())
    settings.guardar(datos, PERSONALES)
    return datos


def test_it_says_what_helps(carpeta: Path) -> None:
    legajo = de(carpeta)
    assert f"Versión: {__version__}" in seccion(legajo, "equipo.txt")
    assert platform.python_version() in seccion(legajo, "equipo.txt")
    assert "Estado: completa" in seccion(legajo, "base.txt")
    assert "visita: 1\n" in seccion(legajo, "base.txt")
    assert "pydantic: " in seccion(legajo, "componentes.txt")
    assert "supervisor.db: 1 archivo" in seccion(legajo, "carpeta.txt")
    assert "Tema: sistema" in seccion(legajo, "ajustes.txt")


def test_crash_files_and_log_are_in_it(carpeta: Path) -> None:
    fallos.guardar_fallo(carpeta, KeyError("Lucía"), AHORA, "ventana")
    (carpeta / "registro" / "aplicacion.log").write_text("una línea\n", encoding="utf-8")
    (carpeta / "registro" / "aplicacion.log.1").write_text("una anterior\n", encoding="utf-8")
    legajo = de(carpeta)
    assert "KeyError" in seccion(legajo, "fallos.txt")
    assert seccion(legajo, "registro.txt") == "una anterior\nuna línea\n"


def test_a_window_that_dies_at_each_start_is_told_too(carpeta: Path) -> None:
    (carpeta / "registro").mkdir(exist_ok=True)
    volcado = b'Fatal Python error: Aborted\n\n  File "/home/lucia/x/supervisor_app/ui/app.py", line 3 in abrir\n'
    (carpeta / "registro" / "ventana-00.volcado").write_bytes(volcado + bytes(4096))
    (carpeta / "registro" / "ventana-01.volcado").write_bytes(bytes(4096))
    dicho = seccion(de(carpeta), "fallos.txt")
    assert "  supervisor_app/ui/app.py:3 abrir" in dicho
    assert "lucia" not in dicho
    assert "ventana-01" not in dicho


def test_nothing_personal_is_in_it_even_where_it_slipped_into_the_log(carpeta: Path) -> None:
    tramposo = f"{PERSONALES.nombre} {getpass.getuser()} {platform.node()} {carpeta} PEÑL800101AB1 José en Zacoalco\n"
    (carpeta / "registro").mkdir(exist_ok=True)
    (carpeta / "registro" / "aplicacion.log").write_text(tramposo, encoding="utf-8")
    texto = de(carpeta).texto
    for dato in ("Ñandú", "Peñaloza", "Ibargüen", "Eméride", "Zacoalco", "QZDESTINO", str(carpeta), "PEÑL800101AB1"):
        assert dato not in texto
    assert "Carpeta de entrega: puesto" in texto


def test_files_of_people_are_counted_without_their_names(carpeta: Path) -> None:
    (carpeta / "Lucía y sus cosas").mkdir()
    (carpeta / "Lucía y sus cosas" / "secreto.txt").write_bytes(b"12345")
    (carpeta / "notas de Lucía.txt").write_bytes(b"1")
    dicho = seccion(de(carpeta), "carpeta.txt")
    assert "otras carpetas: 1 archivo" in dicho
    assert "otros: " in dicho
    assert not {"secreto", "Lucía", "notas"} & set(re.split(r"\W", dicho))


def test_what_is_saved_is_what_is_shown(carpeta: Path, tmp_path: Path) -> None:
    legajo = de(carpeta)
    soporte.guardar(legajo, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as paquete:
        guardado = {n: paquete.read(n).decode() for n in paquete.namelist()}
    assert guardado == {s.archivo: f"{s.titulo}\n\n{s.texto}" for s in legajo.secciones}
    for s in legajo.secciones:
        assert s.texto.rstrip() in legajo.texto


def test_as_text_it_is_the_text(carpeta: Path, tmp_path: Path) -> None:
    legajo = de(carpeta)
    soporte.guardar(legajo, tmp_path / "x.TXT")
    assert (tmp_path / "x.TXT").read_text(encoding="utf-8") == legajo.texto


def test_the_same_gives_the_same_bytes(carpeta: Path) -> None:
    legajo = de(carpeta)
    assert legajo.contenido("x.zip") == legajo.contenido("x.zip")
    assert zipfile.ZipFile(io.BytesIO(legajo.contenido("x.zip"))).testzip() is None


def test_an_enciphered_folder_is_told_without_its_key(datos: Path) -> None:
    datos.mkdir()
    llave, _ = Cerradura(datos, coste=Coste(memoria=64, pasadas=1, carriles=1)).crear("una frase de prueba larga")
    with Almacen(datos, ahora=AHORA, llave=llave) as almacen:
        Libro(almacen, expediente())
    assert "No se revisó" in seccion(de(datos), "base.txt")
    assert "Carpeta cifrada: sí" in seccion(de(datos), "equipo.txt")
    assert "Estado: completa" in seccion(de(datos, llave), "base.txt")


def _sin_base(carpeta: Path) -> None:
    (carpeta / BASE).unlink()


def _rota(carpeta: Path) -> None:
    (carpeta / BASE).write_bytes(b"no es una base" * 999)


@pytest.mark.parametrize("estropear", [_sin_base, _rota])
def test_it_is_gathered_where_the_base_fails(carpeta: Path, estropear: Callable[[Path], None]) -> None:
    estropear(carpeta)
    assert "No se pudo revisar" in seccion(de(carpeta), "base.txt")


def test_a_folder_that_is_not_there_is_told_and_not_made(datos: Path) -> None:
    assert "Ninguno." in seccion(de(datos), "fallos.txt")
    assert not datos.exists()


def test_it_stops_when_nobody_waits(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervisor_app.store.revision._PASOS", 1)
    with pytest.raises(Interrumpida):
        Soporte(carpeta, reloj=RelojFijo()).reunir(lambda: False)


def test_a_place_that_takes_no_file_is_told(carpeta: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Elija otro lugar"):
        soporte.guardar(de(carpeta), carpeta / "no hay" / "x.zip")
