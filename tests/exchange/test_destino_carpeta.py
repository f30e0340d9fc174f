"""The folder as a destination: its verbs, and every way a folder can be unfit, said in Spanish."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import problemas
from supervisor_app.exchange.carpeta import DestinoCarpeta, MedioCarpeta
from supervisor_app.exchange.destino import Destino, Puesto
from supervisor_app.exchange.transportes.por_partes import PorPartes

CLAVE = "visitas/2026/11/a.bin"
DATOS = b"datos" * 300_000


def poner(destino: Destino, clave: str = CLAVE, datos: bytes = DATOS, *, reemplazar: bool = False) -> Puesto:
    huella = hashlib.sha256(datos).hexdigest()
    return destino.put_atomic(clave, datos, sha256=huella, tamano=len(datos), reemplazar=reemplazar)


# --- the four verbs ---


def test_what_is_put_can_be_seen_and_had(carpeta: Path) -> None:
    destino = DestinoCarpeta(carpeta)
    assert poner(destino) == Puesto(str(carpeta / CLAVE), ya_estaba=False)
    assert destino.exists(CLAVE) == len(DATOS)
    assert destino.list("visitas") == {CLAVE: len(DATOS)}
    assert b"".join(destino.get(CLAVE)) == DATOS


def test_what_is_not_there(carpeta: Path) -> None:
    destino = DestinoCarpeta(carpeta)
    assert destino.exists(CLAVE) is None
    assert destino.list("visitas") == {}
    with pytest.raises(EnvironmentProblem):
        list(destino.get(CLAVE))


def test_temporary_files_are_not_listed(carpeta: Path) -> None:
    (carpeta / "a.zip.part-0123456789abcdef").write_bytes(b"x")
    (carpeta / "a.zip").write_bytes(b"xy")
    assert DestinoCarpeta(carpeta).list("") == {"a.zip": 2}


def test_other_content_is_replaced_only_when_asked(carpeta: Path) -> None:
    destino = DestinoCarpeta(carpeta)
    poner(destino)
    assert poner(destino, datos=b"otro").apartado == "a.bin.danado-1"
    assert poner(destino, datos=b"tercero", reemplazar=True).apartado is None
    assert {uno.name for uno in (carpeta / CLAVE).parent.iterdir()} == {"a.bin", "a.bin.danado-1"}


@pytest.mark.parametrize("clave", ["", "/etc/passwd", "../fuera", "visitas/../../fuera", "a\\b", "C:/x", "a\0b"])
def test_a_key_cannot_leave_the_folder(carpeta: Path, clave: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        DestinoCarpeta(carpeta).exists(clave)


def test_a_relative_folder_does_not_follow_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "entregas").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    destino = DestinoCarpeta("entregas")
    monkeypatch.chdir(tmp_path)
    poner(destino)
    assert (tmp_path / "a" / "entregas" / CLAVE).is_file()


def test_without_hard_links_as_on_a_fat_memory(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sin_enlaces(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", sin_enlaces)
    assert not poner(DestinoCarpeta(carpeta)).ya_estaba
    assert poner(DestinoCarpeta(carpeta)).ya_estaba
    assert [uno.name for uno in (carpeta / CLAVE).parent.iterdir()] == ["a.bin"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes through in the move itself")
def test_content_is_durable_before_its_name_and_the_name_before_the_answer(
    carpeta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sucesos: list[str] = []
    fsync, link = os.fsync, os.link

    def anotar_fsync(fd: int) -> None:
        sucesos.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file")
        fsync(fd)

    def anotar_link(*argumentos: Path, follow_symlinks: bool) -> None:
        sucesos.append("name")
        link(*argumentos, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "fsync", anotar_fsync)
    monkeypatch.setattr(os, "link", anotar_link)
    poner(DestinoCarpeta(carpeta))
    assert sucesos == ["folder", "folder", "folder", "file", "name", "folder"]


def test_parts_older_than_a_day_are_removed_and_younger_ones_kept(carpeta: Path) -> None:
    mes = carpeta / "visitas/2026/11"
    mes.mkdir(parents=True)
    ayer = time.time() - 25 * 3600
    for nombre, fecha in [
        ("v.zip.part-00000000000000aa", ayer),
        ("v.zip.part-00000000000000bb", time.time()),
        ("v.zip.part-ajeno", ayer),
        ("v.zip", ayer),
    ]:
        (mes / nombre).write_bytes(b"x")
        os.utime(mes / nombre, (fecha, fecha))
    poner(DestinoCarpeta(carpeta))
    assert {uno.name for uno in mes.iterdir()} == {"a.bin", "v.zip", "v.zip.part-00000000000000bb", "v.zip.part-ajeno"}


# --- folders that do not serve ---


def test_a_memory_that_is_not_connected_is_asked_for_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Si es una memoria USB, conéctela") as problema:
        poner(DestinoCarpeta(tmp_path / "USB"))
    assert problema.value.action == "Elegir otra carpeta"
    assert not (tmp_path / "USB").exists()


@pytest.mark.parametrize("resto", ["", "/adentro"])
def test_a_file_is_not_a_folder(tmp_path: Path, resto: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UserError, match="es un archivo, no una carpeta") as problema:
        poner(DestinoCarpeta(f"{tmp_path}/a.txt{resto}"))
    assert problema.value.field == "destino"


def test_a_file_where_a_folder_must_be(carpeta: Path) -> None:
    (carpeta / "visitas").write_text("x")
    with pytest.raises(UserError, match="en su lugar debe ir una carpeta"):
        poner(DestinoCarpeta(carpeta))


@pytest.mark.parametrize("nada", ["", "  ", "con\0nulo"])
def test_no_folder_at_all(nada: str) -> None:
    with pytest.raises(UserError, match="Escriba la carpeta de entrega"):
        DestinoCarpeta(nada)


def test_a_name_too_long(carpeta: Path) -> None:
    with pytest.raises(UserError, match="demasiado larga"):
        poner(DestinoCarpeta(carpeta / ("x" * 300)))


def test_a_full_disk_is_told_before_writing(disco_chico: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"Hacen falta 1\.5 MB y quedan 1\.0 MB libres"):
        poner(DestinoCarpeta(disco_chico))
    assert [uno for uno in disco_chico.rglob("*") if uno.is_file()] == []


class MedioQueNoMide(MedioCarpeta):
    """A share that does not say how much is free."""

    def libres(self) -> int | None:
        return None


def test_a_disk_that_fills_up_in_the_middle_is_left_clean(disco_chico: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No hay espacio suficiente"):
        poner(PorPartes(MedioQueNoMide(disco_chico)))
    assert [uno for uno in disco_chico.rglob("*") if uno.is_file()] == []
    assert not poner(DestinoCarpeta(disco_chico), datos=DATOS[:500_000]).ya_estaba


def test_a_protected_memory(protegible: tuple[Path, Callable[[], None]]) -> None:
    lugar, proteger = protegible
    proteger()
    with pytest.raises(EnvironmentProblem, match="es de solo lectura"):
        poner(DestinoCarpeta(lugar))


def test_a_protected_memory_that_already_has_it(protegible: tuple[Path, Callable[[], None]]) -> None:
    lugar, proteger = protegible
    poner(DestinoCarpeta(lugar))
    proteger()
    assert poner(DestinoCarpeta(lugar)).ya_estaba


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_folder_without_permission() -> None:
    yo = os.geteuid()
    with tempfile.TemporaryDirectory() as lugar:
        Path(lugar).chmod(0o555)
        if yo == 0:
            os.seteuid(65534)  # permission bits do not stop root
        try:
            with pytest.raises(EnvironmentProblem, match="No tiene permiso"):
                poner(DestinoCarpeta(lugar))
        finally:
            os.seteuid(yo)


# --- sentences for what cannot be brought about here ---


@pytest.mark.parametrize(
    ("codigo", "dice"),
    [
        (errno.ENOSPC, "Hacen falta 2.0 MB y quedan 500 bytes libres"),
        (errno.EDQUOT, "No hay espacio suficiente"),
        (errno.EROFS, "solo lectura"),
        (errno.EACCES, "No tiene permiso"),
        (errno.EPERM, "No tiene permiso"),
        (errno.ENAMETOOLONG, "demasiado larga"),
        (errno.EFBIG, "FAT32"),
        (errno.EINVAL, "no admite estos nombres"),
        (errno.EBUSY, "Otro programa"),
        (errno.ENOENT, "dejó de estar disponible"),
        (errno.ESTALE, "dejó de estar disponible"),
        (errno.EIO, "código 5"),
    ],
)
def test_each_error_has_its_sentence(codigo: int, dice: str) -> None:
    problema = problemas.explicar(OSError(codigo, ""), Path("E:"), necesarios=2_000_000, libres=lambda: 500)
    assert dice in problema.message


@pytest.mark.parametrize(
    ("codigo", "raiz", "dice"),
    [
        (112, "E:", "No hay espacio suficiente"),
        (19, "E:", "solo lectura"),
        (5, "E:", "No tiene permiso"),
        (32, "E:", "Otro programa"),
        (21, "E:", "dejó de estar disponible"),
        (53, r"\\oficina\entregas", "dejó de estar disponible"),
        (64, r"\\oficina\entregas", "dejó de estar disponible"),
        (1167, "E:", "dejó de estar disponible"),
        (3, "E:" + "x" * 200, "demasiado larga"),
        (206, "E:", "demasiado larga"),
        (223, "E:", "FAT32"),
        (123, "E:", "no admite estos nombres"),
    ],
)
def test_each_windows_error_has_its_sentence(codigo: int, raiz: str, dice: str) -> None:
    error = OSError(errno.EINVAL, "")
    error.winerror = codigo  # type: ignore[attr-defined,unused-ignore]  # what Windows sets by itself
    assert dice in problemas.explicar(error, Path(raiz)).message
