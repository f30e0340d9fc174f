"""What every transport promises, as one suite: a subclass says where, and all of it has to hold.

class TestSftp(Conformidad):
    @pytest.fixture
    def lugar(self, …) -> Iterator[Lugar]: …
"""

from __future__ import annotations

import functools
import hashlib
import random
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino, Puesto, Pulso, sin_pulso
from supervisor_app.exchange.transportes.por_partes import REANUDABLE
from tests.exchange.transportes.lugares import Lugar
from tests.red.caos import Clase

CLAVE = "visitas/2026/11/a.zip"
MIB = 1 << 20
CHICO = random.Random(1).randbytes(3000)


def poner(
    destino: Destino,
    datos: bytes = CHICO,
    *,
    clave: str = CLAVE,
    pulso: Pulso = sin_pulso,
    reemplazar: bool = False,
    archivo: Path | None = None,
) -> Puesto:
    huella = hashlib.sha256(datos).hexdigest()
    return destino.put_atomic(
        clave, archivo or datos, sha256=huella, tamano=len(datos), pulso=pulso, reemplazar=reemplazar
    )


class Cancelado(UserError):
    def __init__(self) -> None:
        super().__init__("Se canceló.")


def que_cancela(tras: int) -> Pulso:
    """From more than so many bytes on, and then at every pulse: who cancels goes on cancelling."""
    oidos = 0

    def pulso(mas: int) -> None:
        nonlocal oidos
        oidos += mas
        if oidos > tras:
            raise Cancelado

    return pulso


@functools.cache
def _grande() -> bytes:
    return random.Random(2).randbytes(REANUDABLE + MIB // 2)


class _Suite:
    @pytest.fixture
    def grande(self, tmp_path: Path) -> Path:
        """Worth going on with after a cut."""
        archivo = tmp_path / "grande.zip"
        archivo.write_bytes(_grande())
        return archivo


class Conformidad(_Suite):
    """The suite. ``lugar`` is the destination of one test, empty at the start."""

    # --- the four verbs ---

    def test_what_is_put_can_be_seen_and_had(self, lugar: Lugar) -> None:
        destino = lugar.destino()
        puesto = poner(destino)
        assert not puesto.ya_estaba
        assert puesto.ruta.endswith("a.zip")
        assert destino.exists(CLAVE) == len(CHICO)
        assert b"".join(destino.get(CLAVE)) == CHICO
        assert lugar.archivos() == {CLAVE: CHICO}

    def test_what_is_not_there(self, lugar: Lugar) -> None:
        destino = lugar.destino()
        assert destino.exists(CLAVE) is None
        assert destino.list("visitas") == {}
        with pytest.raises(EnvironmentProblem):
            list(destino.get(CLAVE))

    def test_a_folder_and_all_is_listed_without_parts(self, lugar: Lugar) -> None:
        for clave in ("visitas/2026/11/a.zip", "visitas/2026/12/b.zip", "feed/d1/00000001.json"):
            lugar.dejar(clave, b"xyz")
        lugar.dejar("visitas/2026/12/b.zip.part-0123456789abcdef", b"x")
        destino = lugar.destino()
        assert destino.list("visitas") == {"visitas/2026/11/a.zip": 3, "visitas/2026/12/b.zip": 3}
        assert destino.list("visitas/2026/12") == {"visitas/2026/12/b.zip": 3}
        assert len(destino.list("")) == 3

    @pytest.mark.parametrize("datos", [b"", b"x"], ids=["empty", "one byte"])
    def test_the_smallest_files(self, lugar: Lugar, datos: bytes) -> None:
        destino = lugar.destino()
        poner(destino, datos)
        assert destino.exists(CLAVE) == len(datos)
        assert b"".join(destino.get(CLAVE)) == datos
        assert poner(destino, datos).ya_estaba

    def test_names_with_spaces_and_accents(self, lugar: Lugar) -> None:
        clave, destino = "oficina/Cédula de Coatzacoalcos (1) #2 100%.json", lugar.destino()
        poner(destino, clave=clave)
        assert destino.list("oficina") == {clave: len(CHICO)}
        assert b"".join(destino.get(clave)) == CHICO

    @pytest.mark.parametrize("clave", ["", "/etc/passwd", "../fuera", "visitas/../../fuera", "a\\b", "C:/x", "a\0b"])
    def test_a_key_cannot_leave_the_root(self, lugar: Lugar, clave: str) -> None:
        destino = lugar.destino()
        with pytest.raises(ValueError, match="not a key"):
            poner(destino, clave=clave)
        with pytest.raises(ValueError, match="not a key"):
            destino.exists(clave)

    # --- what stood there before ---

    def test_the_very_content_again_sends_nothing(self, lugar: Lugar, grande: Path) -> None:
        datos = grande.read_bytes()[:MIB]
        poner(lugar.destino(), datos)
        antes = lugar.enviados()
        assert poner(lugar.destino(), datos).ya_estaba
        assert lugar.enviados() - antes < MIB // 4
        assert lugar.archivos() == {CLAVE: datos}

    @pytest.mark.parametrize("otro", [bytes(len(CHICO)), b"corto"], ids=["same size", "shorter"])
    def test_other_content_is_set_aside(self, lugar: Lugar, otro: bytes) -> None:
        lugar.dejar(CLAVE, otro)
        assert poner(lugar.destino()).apartado == "a.zip.danado-1"
        assert lugar.archivos() == {CLAVE: CHICO, f"{CLAVE}.danado-1": otro}

    def test_what_was_set_aside_before_stays(self, lugar: Lugar) -> None:
        lugar.dejar(CLAVE, b"segundo")
        lugar.dejar(f"{CLAVE}.danado-1", b"primero")
        assert poner(lugar.destino()).apartado == "a.zip.danado-2"
        assert lugar.archivos()[f"{CLAVE}.danado-1"] == b"primero"

    def test_replaced_when_asked(self, lugar: Lugar) -> None:
        lugar.dejar(CLAVE, b"otro")
        assert poner(lugar.destino(), reemplazar=True).apartado is None
        assert lugar.archivos() == {CLAVE: CHICO}

    # --- cuts ---

    @pytest.mark.parametrize("milesimas", [300, 900])
    def test_a_cut_shows_nothing_and_is_gone_on_with(self, lugar: Lugar, grande: Path, milesimas: int) -> None:
        datos = grande.read_bytes()
        destino = lugar.destino()
        assert destino.exists(CLAVE) is None
        lugar.cortar_tras(len(datos) * milesimas // 1000)
        with pytest.raises(EnvironmentProblem):
            poner(destino, datos, archivo=grande)
        assert lugar.finales() == {}
        antes, oidos = lugar.enviados(), list[int]()
        poner(destino, datos, archivo=grande, pulso=oidos.append)
        assert lugar.finales() == {CLAVE: datos}
        assert sum(oidos) == 2 * len(datos)
        if lugar.reanuda:
            # What was under way when it was cut may be sent again, with what the protocol adds.
            assert lugar.enviados() - antes < len(datos) * (1000 - milesimas) // 1000 + 4 * MIB

    @pytest.mark.parametrize("milesimas", [-1, 0, 400, 900])
    def test_cancelled_at_any_moment_leaves_nothing(self, lugar: Lugar, grande: Path, milesimas: int) -> None:
        """Before anything was asked, and while it is sent."""
        datos = grande.read_bytes()[: 2 * MIB]
        grande.write_bytes(datos)
        destino = lugar.destino()
        with pytest.raises(Cancelado):
            poner(destino, datos, archivo=grande, pulso=que_cancela(len(datos) * milesimas // 1000))
        assert lugar.archivos() == {}
        assert not poner(destino, datos).ya_estaba

    def test_cancelled_while_it_is_read_back_leaves_nothing(self, lugar: Lugar) -> None:
        if lugar.relee:
            with pytest.raises(Cancelado):
                poner(lugar.destino(), pulso=que_cancela(len(CHICO)))
            assert lugar.archivos() == {}

    # --- several laptops, large files ---

    def test_two_laptops_at_once_deliver_one(self, lugar: Lugar, grande: Path) -> None:
        datos = grande.read_bytes()[:MIB]
        with ThreadPoolExecutor(2) as equipos:
            puestos = list(equipos.map(lambda _: poner(lugar.destino(), datos), range(2)))
        assert [uno.ya_estaba for uno in puestos].count(False) == 1
        assert lugar.archivos() == {CLAVE: datos}

    def test_progress_counts_what_is_written_and_what_is_read_back(self, lugar: Lugar) -> None:
        oidos: list[int] = []
        poner(lugar.destino(), pulso=oidos.append)
        assert sum(oidos) == 2 * len(CHICO)


class ConformidadDeCarpetas(_Suite):
    """For what has folders that somebody can take away."""

    def test_a_folder_that_was_taken_away_is_made_again(self, lugar: Lugar) -> None:
        destino = lugar.destino()
        poner(destino)
        lugar.vaciar()
        assert not poner(destino).ya_estaba
        assert lugar.archivos() == {CLAVE: CHICO}


class ConformidadDeLineasLentas(_Suite):
    """For networks: what a person cancels is not sent again another day."""

    def test_a_large_delivery_that_was_cancelled_is_gone_on_with(self, lugar: Lugar, grande: Path) -> None:
        datos = grande.read_bytes()
        with pytest.raises(Cancelado):
            poner(lugar.destino(), datos, archivo=grande, pulso=que_cancela(len(datos) * 9 // 10))
        assert lugar.finales() == {}
        antes = lugar.enviados()
        assert not poner(lugar.destino(), datos, archivo=grande).ya_estaba
        assert lugar.archivos() == {CLAVE: datos}
        assert lugar.enviados() - antes < len(datos) // 2


class ConformidadCara(_Suite):
    """What is written once for all and takes longer: for a network it runs with ``make test-red``."""

    def test_what_a_cut_left_is_not_trusted(self, lugar: Lugar, grande: Path) -> None:
        datos = grande.read_bytes()
        huella = hashlib.sha256(datos).hexdigest()
        lugar.dejar(f"{CLAVE}.part-{huella[:8]}00000000", bytes(5 * MIB))
        poner(lugar.destino(), datos, archivo=grande)
        assert lugar.finales() == {CLAVE: datos}

    def test_a_flipped_bit_is_never_delivered(self, lugar: Lugar, grande: Path) -> None:
        datos, oidos = grande.read_bytes(), [0, 0]

        def pulso(mas: int) -> None:
            oidos[0] += mas
            # The first piece was read back: by now all of it lies there.
            if oidos[0] > len(datos) and not oidos[1]:
                oidos[1] = 1
                lugar.voltear_un_bit()

        if lugar.relee:
            with pytest.raises(EnvironmentProblem, match="no quedó igual al original"):
                poner(lugar.destino(), datos, archivo=grande, pulso=pulso)
            assert lugar.archivos() == {}

    def test_two_laptops_at_once_with_a_large_file(self, lugar: Lugar, grande: Path) -> None:
        """Each may take the other's part for one that a cut left behind."""
        datos = grande.read_bytes()
        destinos = [lugar.destino() for _ in range(3)]
        with ThreadPoolExecutor(3) as equipos:
            puestos = list(equipos.map(lambda uno: poner(uno, datos, archivo=grande), destinos))
        assert [uno.ya_estaba for uno in puestos].count(False) == 1
        assert lugar.archivos() == {CLAVE: datos}

    def test_a_large_file_never_stands_in_memory(self, lugar: Lugar, grande: Path) -> None:
        datos = grande.read_bytes()
        huella, tamano = hashlib.sha256(datos).hexdigest(), len(datos)
        del datos
        destino = lugar.destino()
        destino.exists(CLAVE)  # libraries are loaded by now
        tracemalloc.start()
        try:
            destino.put_atomic(CLAVE, grande, sha256=huella, tamano=tamano)
            for _ in destino.get(CLAVE):
                pass
            _, tope = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert tope < 7 * MIB


class ConformidadDeCortes(_Suite):
    """Cut in twenty places, in two ways: nothing lost, nothing doubled, nothing truncated."""

    @pytest.mark.parametrize("milesimas", range(0, 1050, 50))
    @pytest.mark.parametrize("clase", ["corte", "a_medias"])
    def test_cut_anywhere_and_repeated_it_arrives_once(
        self, lugar: Lugar, grande: Path, milesimas: int, clase: Clase
    ) -> None:
        datos = grande.read_bytes()
        destino = lugar.destino()
        lugar.cortar_tras(len(datos) * milesimas // 1000, clase)
        for _ in range(3):
            try:
                poner(destino, datos, archivo=grande)
            except EnvironmentProblem:
                assert lugar.finales() in ({}, {CLAVE: datos})
            else:
                break
        assert lugar.finales() == {CLAVE: datos}
        assert poner(lugar.destino(), datos, archivo=grande).ya_estaba
