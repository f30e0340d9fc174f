"""Delivery: once, whole, read back; whatever is cut, pulled out, full or damaged in between."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bagit
import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.acompanantes import LEAME, VERIFICADOR, fuente_del_verificador
from supervisor_app.exchange.carpeta import DestinoCarpeta, MedioCarpeta
from supervisor_app.exchange.entrega import EntregaCancelada, entregar
from supervisor_app.exchange.paquete import Paquete
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.verificador import verificar_paquete

COMPLETO = {VERIFICADOR, LEAME}
CON_CORTE = Path(__file__).with_name("entrega_con_corte.py")


def archivos(raiz: Path) -> set[str]:
    return {uno.relative_to(raiz).as_posix() for uno in raiz.rglob("*") if uno.is_file()}


def retrato(raiz: Path) -> dict[str, tuple[int, int, int]]:
    """Every file and folder with its inode, date and size: equal only if nothing was written, made or removed."""
    return {
        str(uno): (dato.st_ino, dato.st_mtime_ns, dato.st_size)
        for uno in [raiz, *raiz.rglob("*")]
        for dato in [uno.stat()]
    }


# --- a good day ---


def test_the_visit_arrives_whole_with_its_verifier(paquete: Paquete, carpeta: Path) -> None:
    acuse = entregar(paquete, DestinoCarpeta(carpeta))
    assert archivos(carpeta) == COMPLETO | {f"visitas/2026/11/{paquete.nombre}"}
    assert Path(acuse.ruta).read_bytes() == paquete.path.read_bytes()
    assert (acuse.nombre, acuse.sha256, acuse.bytes) == (paquete.nombre, paquete.sha256, paquete.bytes)
    assert (acuse.ya_estaba, acuse.avisos) == (False, ())


def test_what_arrived_is_valid_for_the_office(paquete: Paquete, carpeta: Path) -> None:
    entregar(paquete, DestinoCarpeta(carpeta))
    orden = [sys.executable, "-I", "-X", "utf8", str(carpeta / VERIFICADOR)]
    corrida = subprocess.run(orden, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (corrida.returncode, corrida.stderr) == (0, "")
    assert "Paquetes válidos: 1. No válidos: 0." in corrida.stdout


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs unzip")
def test_what_arrived_is_valid_for_the_library_of_congress(paquete: Paquete, carpeta: Path, tmp_path: Path) -> None:
    acuse = entregar(paquete, DestinoCarpeta(carpeta))
    subprocess.run(["unzip", "-q", acuse.ruta, "-d", tmp_path / "x"], check=True, capture_output=True)
    bagit.Bag(str(tmp_path / "x" / ("0f" * 16 + ".r1"))).validate()


class CarpetaQueCuenta(MedioCarpeta):
    """Counts the bytes written, packages and companions alike."""

    escritos = 0

    def _escribir(self, fd: int, trozo: bytes) -> None:
        self.escritos += len(trozo)
        super()._escribir(fd, trozo)


def test_a_second_run_writes_nothing(paquete: Paquete, carpeta: Path) -> None:
    entregar(paquete, DestinoCarpeta(carpeta))
    antes, medio = retrato(carpeta), CarpetaQueCuenta(carpeta)
    acuse = entregar(paquete, PorPartes(medio))
    assert acuse.ya_estaba
    assert medio.escritos == 0
    assert retrato(carpeta) == antes


def test_a_first_run_writes_each_byte_once(paquete: Paquete, carpeta: Path) -> None:
    medio = CarpetaQueCuenta(carpeta)
    entregar(paquete, PorPartes(medio))
    assert medio.escritos == paquete.bytes + sum((carpeta / uno).stat().st_size for uno in COMPLETO)


def test_a_visit_copied_by_hand_needs_no_delivery(paquete: Paquete, carpeta: Path) -> None:
    final = carpeta / paquete.clave
    final.parent.mkdir(parents=True)
    shutil.copy(paquete.path, final)
    assert entregar(paquete, DestinoCarpeta(carpeta)).ya_estaba


def test_the_local_copy_is_not_needed_to_find_it_already_there(paquete: Paquete, carpeta: Path) -> None:
    entregar(paquete, DestinoCarpeta(carpeta))
    paquete.path.unlink()
    assert entregar(paquete, DestinoCarpeta(carpeta)).ya_estaba


def test_progress_grows_to_the_end(paquete_grande: Paquete, carpeta: Path) -> None:
    avances: list[tuple[int, int]] = []
    entregar(paquete_grande, DestinoCarpeta(carpeta), progreso=lambda hechos, total: avances.append((hechos, total)))
    hechos = [uno for uno, _ in avances]
    assert hechos == sorted(hechos)
    assert {total for _, total in avances} == {2 * paquete_grande.bytes}
    assert (hechos[0], hechos[-1]) == (0, 2 * paquete_grande.bytes)
    assert hechos.count(2 * paquete_grande.bytes) == 1


@pytest.mark.parametrize("cuando", range(1, 12))
def test_cancelled_at_any_moment_leaves_nothing_half_done(paquete_grande: Paquete, carpeta: Path, cuando: int) -> None:
    preguntas = iter(range(1, 100))
    with pytest.raises(EntregaCancelada, match="puede repetirla"):
        entregar(paquete_grande, DestinoCarpeta(carpeta), cancelar=lambda: next(preguntas) == cuando)
    assert archivos(carpeta) == set()
    assert not entregar(paquete_grande, DestinoCarpeta(carpeta)).ya_estaba


# --- cuts ---


@pytest.mark.largo
def test_killed_at_every_step_and_repeated_ends_with_one_whole_file(paquete_grande: Paquete, carpeta: Path) -> None:
    final, muertes = carpeta / paquete_grande.clave, 0
    while True:
        orden = [sys.executable, str(CON_CORTE), str(paquete_grande.path), str(carpeta), str(muertes + 1)]
        codigo = subprocess.run(
            orden, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        ).returncode
        assert codigo in {0, 99}
        assert not final.exists() or verificar_paquete(final).valido
        entregar(paquete_grande, DestinoCarpeta(carpeta))
        enteros = {uno for uno in archivos(carpeta) if ".part-" not in uno}
        assert enteros == COMPLETO | {paquete_grande.clave}
        assert verificar_paquete(final).valido
        assert (carpeta / VERIFICADOR).read_bytes() == fuente_del_verificador()
        if codigo == 0:
            break
        muertes += 1
        shutil.rmtree(carpeta)
        carpeta.mkdir()
    assert muertes > 20


def que_falla_en(paso: str, carpeta: Path) -> PorPartes:
    """A folder whose medium answers with an input/output error at one step."""

    def fallar(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    return PorPartes(type("CarpetaQueFalla", (MedioCarpeta,), {paso: fallar})(carpeta))


@pytest.mark.parametrize(
    "paso",
    [
        "_exigir_raiz",
        "ver",
        "ocupado",
        "crear_carpetas",
        "escribir",
        "_escribir",
        "leer",
        "publicar",
    ],
)
def test_an_error_at_any_step_leaves_no_trace_and_says_what_to_do(paquete: Paquete, carpeta: Path, paso: str) -> None:
    with pytest.raises(EnvironmentProblem, match="inténtelo de nuevo"):
        entregar(paquete, que_falla_en(paso, carpeta))
    assert archivos(carpeta) == set()
    assert not entregar(paquete, DestinoCarpeta(carpeta)).ya_estaba


class CarpetaArrancada(MedioCarpeta):
    """The memory is pulled out before the copy is read back."""

    def leer(self, clave: str) -> Iterator[bytes]:
        shutil.rmtree(self.raiz)
        return super().leer(clave)


def test_a_memory_pulled_out_in_the_middle_is_called_so(paquete: Paquete, carpeta: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="dejó de estar disponible a la mitad"):
        entregar(paquete, PorPartes(CarpetaArrancada(carpeta)))
    assert not carpeta.exists()


# --- a medium that lies, and damage that was there before ---


class CarpetaMentirosa(MedioCarpeta):
    """Changes one bit of what it is given and reports success."""

    def _escribir(self, fd: int, trozo: bytes) -> None:
        super()._escribir(fd, trozo[:100] + bytes([trozo[100] ^ 1]) + trozo[101:])


def test_a_flipped_bit_is_never_delivered(paquete: Paquete, carpeta: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no quedó igual al original"):
        entregar(paquete, PorPartes(CarpetaMentirosa(carpeta)))
    assert archivos(carpeta) == set()


class CarpetaCorta(MedioCarpeta):
    """Loses the end of every piece and reports success."""

    def _escribir(self, fd: int, trozo: bytes) -> None:
        super()._escribir(fd, trozo[:-1])


def test_a_short_copy_is_never_delivered(paquete: Paquete, carpeta: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no quedó igual al original"):
        entregar(paquete, PorPartes(CarpetaCorta(carpeta)))
    assert archivos(carpeta) == set()


@pytest.mark.parametrize("igual_tamano", [True, False], ids=["same size", "truncated"])
def test_a_damaged_copy_is_set_aside_and_delivered_again(paquete: Paquete, carpeta: Path, igual_tamano: bool) -> None:
    final = carpeta / paquete.clave
    final.parent.mkdir(parents=True)
    danado = bytes(paquete.bytes) if igual_tamano else paquete.path.read_bytes()[:50]
    final.write_bytes(danado)
    acuse = entregar(paquete, DestinoCarpeta(carpeta))
    assert not acuse.ya_estaba
    assert acuse.avisos == (f"Había una copia dañada con ese nombre; se conserva como «{paquete.nombre}.danado-1».",)
    assert verificar_paquete(final).valido
    assert final.with_name(f"{paquete.nombre}.danado-1").read_bytes() == danado


def test_damage_is_set_aside_under_a_free_name(paquete: Paquete, carpeta: Path) -> None:
    final = carpeta / paquete.clave
    for _ in range(2):
        final.parent.mkdir(parents=True, exist_ok=True)
        final.write_bytes(b"x")
        entregar(paquete, DestinoCarpeta(carpeta))
    assert {uno.name for uno in final.parent.iterdir()} == {
        paquete.nombre,
        f"{paquete.nombre}.danado-1",
        f"{paquete.nombre}.danado-2",
    }


def test_a_folder_or_link_in_the_place_is_set_aside_too(paquete: Paquete, carpeta: Path) -> None:
    final = carpeta / paquete.clave
    final.mkdir(parents=True)
    entregar(paquete, DestinoCarpeta(carpeta))
    assert verificar_paquete(final).valido
    assert final.with_name(f"{paquete.nombre}.danado-1").is_dir()


def test_a_package_damaged_on_this_machine_is_not_delivered(paquete: Paquete, carpeta: Path) -> None:
    paquete.path.write_bytes(bytes(paquete.bytes))
    with pytest.raises(EnvironmentProblem, match="guardado en este equipo está dañado"):
        entregar(paquete, DestinoCarpeta(carpeta))
    assert archivos(carpeta) == set()


def test_a_package_lost_on_this_machine_is_told(paquete: Paquete, carpeta: Path) -> None:
    paquete.path.unlink()
    with pytest.raises(EnvironmentProblem, match="Prepare de nuevo la entrega"):
        entregar(paquete, DestinoCarpeta(carpeta))


# --- several laptops ---


def test_several_at_once_deliver_one(paquete_grande: Paquete, carpeta: Path) -> None:
    with ThreadPoolExecutor(4) as equipos:
        futuros = [equipos.submit(entregar, paquete_grande, DestinoCarpeta(carpeta)) for _ in range(4)]
        acuses = [futuro.result() for futuro in futuros]
    assert [acuse.ya_estaba for acuse in acuses].count(False) == 1
    assert archivos(carpeta) == COMPLETO | {paquete_grande.clave}


class CarpetaConRival(MedioCarpeta):
    """Somebody else takes the final name just before we do."""

    def __init__(self, raiz: Path, *contenidos: bytes) -> None:
        super().__init__(raiz)
        self._contenidos = list(contenidos)

    def publicar(self, parte: str, final: str) -> None:
        if self._contenidos and ".part-" in parte:
            (self.raiz / final).write_bytes(self._contenidos.pop(0))
        super().publicar(parte, final)


def test_a_rival_with_the_same_visit_has_delivered_it(paquete: Paquete, carpeta: Path) -> None:
    acuse = entregar(paquete, PorPartes(CarpetaConRival(carpeta, paquete.path.read_bytes())))
    assert acuse.ya_estaba
    assert archivos(carpeta) == COMPLETO | {paquete.clave}


def test_a_rival_with_damage_does_not_win(paquete: Paquete, carpeta: Path) -> None:
    acuse = entregar(paquete, PorPartes(CarpetaConRival(carpeta, b"x")))
    assert not acuse.ya_estaba
    assert verificar_paquete(Path(acuse.ruta)).valido


def test_an_endless_rival_is_told(paquete: Paquete, carpeta: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Otro equipo está escribiendo"):
        entregar(paquete, PorPartes(CarpetaConRival(carpeta, b"x", b"y", b"z")))
    assert not any(".part-" in uno for uno in archivos(carpeta))


# --- companions ---


@pytest.mark.parametrize(
    ("presente", "queda"),
    [
        (b"VERSION = 999\n", b"VERSION = 999\n"),
        (b"VERSION = 0\n", fuente_del_verificador()),
        (b"print('todo bien')\n", fuente_del_verificador()),
        (b"", fuente_del_verificador()),
    ],
    ids=["newer", "older", "altered", "empty"],
)
def test_only_a_newer_verifier_stays(paquete: Paquete, carpeta: Path, presente: bytes, queda: bytes) -> None:
    (carpeta / VERIFICADOR).write_bytes(presente)
    entregar(paquete, DestinoCarpeta(carpeta))
    assert (carpeta / VERIFICADOR).read_bytes() == queda
    assert not any(".danado-" in uno for uno in archivos(carpeta))


def test_the_page_that_the_office_edited_stays(paquete: Paquete, carpeta: Path) -> None:
    (carpeta / LEAME).write_text("Avisos de la oficina")
    entregar(paquete, DestinoCarpeta(carpeta))
    assert (carpeta / LEAME).read_text() == "Avisos de la oficina"


def test_the_page_opens_well_in_notepad(paquete: Paquete, carpeta: Path) -> None:
    entregar(paquete, DestinoCarpeta(carpeta))
    datos = (carpeta / LEAME).read_bytes()
    assert datos.startswith(b"\xef\xbb\xbf")
    assert datos.count(b"\n") == datos.count(b"\r\n") > 20


def test_a_verifier_that_cannot_be_left_does_not_undo_the_delivery(paquete: Paquete, carpeta: Path) -> None:
    (carpeta / VERIFICADOR).mkdir()
    (carpeta / VERIFICADOR / "algo").write_text("x")
    acuse = entregar(paquete, DestinoCarpeta(carpeta))
    assert "no se pudo dejar el verificador" in acuse.avisos[0]
    assert verificar_paquete(Path(acuse.ruta)).valido
