"""Walking a mailbox: what is new comes in once, what cannot is told and kept, and all of it can be made again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.domain.base import con
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.services.oficina.leer_paquete import Procedencia
from supervisor_app.store.oficina.hechos import Veredicto
from supervisor_app.store.oficina.indice import Indice
from tests.services.oficina.paquetes import Buzon, cerrada
from tests.store.oficina.volcado import volcado
from tests.visita_ficticia import RelojFijo


def ejemplo(buzon: Buzon) -> None:
    """Four visits, a correction, two packages of one revision, and something damaged."""
    primera = buzon.entregar(cerrada(1))
    buzon.entregar(cerrada(1, revision=2), reemplaza=primera)
    buzon.entregar(cerrada(2, inicio=date(2026, 8, 3)))
    buzon.entregar(cerrada(2, inicio=date(2026, 8, 3), lugar="Otro"))
    buzon.entregar(cerrada(3, inicio=date(2026, 9, 1)))
    danado = buzon.armar(cerrada(4))
    danado.path.write_bytes(danado.path.read_bytes()[:-7])
    buzon.poner(danado)


def test_what_is_there_comes_in_once(indexador: Indexador, buzon: Buzon) -> None:
    ejemplo(buzon)
    hecho = indexador.indexar()
    assert (hecho.vistos, hecho.nuevos, hecho.ya_estaban, len(hecho.apartados)) == (6, 5, 0, 1)
    antes = volcado(indexador.indice)
    hecho = indexador.indexar()
    assert (hecho.vistos, hecho.nuevos, hecho.ya_estaban, hecho.apartados, hecho.esperan) == (6, 0, 5, (), 1)
    assert volcado(indexador.indice) == antes


@pytest.mark.parametrize("semilla", range(3))
def test_an_index_made_anew_is_the_same_as_one_that_grew(
    indexador: Indexador, buzon: Buzon, reloj: RelojFijo, semilla: int
) -> None:
    ejemplo(buzon)
    claves = list(DestinoCarpeta(buzon.raiz).list("visitas"))
    random.Random(semilla).shuffle(claves)
    for clave in claves:
        indexador.indexar(claves=[clave])
    crecido = volcado(indexador.indice)
    reloj.adelantar(days=9)
    indexador.reconstruir()
    assert volcado(indexador.indice) == crecido
    with Indice(":memory:") as nuevo:
        replace(indexador, indice=nuevo, reloj=RelojFijo()).reconstruir()
        assert volcado(nuevo) == crecido


def test_what_cannot_be_read_waits_with_its_reason_and_comes_in_when_it_is_mended(
    indexador: Indexador, buzon: Buzon
) -> None:
    bueno = buzon.armar(cerrada())
    entero = bueno.path.read_bytes()
    ruta = buzon.raiz / buzon.poner(bueno)
    ruta.write_bytes(entero[:100])
    (apartado,) = indexador.indexar().apartados
    assert apartado.clave == bueno.clave
    assert apartado.motivo.endswith("el contenido cambió o está incompleto. Y 1 problema más.")
    ruta.write_bytes(entero)
    assert indexador.indexar().nuevos == 1
    assert indexador.indice.apartados() == ()


def test_what_waits_is_tried_again_when_it_is_asked_for(indexador: Indexador, buzon: Buzon) -> None:
    buzon.poner(buzon.armar(cerrada(), cambios={"visita": b"{}"}))
    indexador.indexar()
    assert indexador.indexar().esperan == 1
    hecho = indexador.indexar(reintentar=True)
    assert (hecho.esperan, len(hecho.apartados)) == (0, 1)


def test_what_another_version_of_the_reader_refused_is_tried_again(
    indexador: Indexador, buzon: Buzon, monkeypatch: pytest.MonkeyPatch
) -> None:
    buzon.poner(buzon.armar(cerrada(), cambios={"visita": b"{}"}))
    indexador.indexar()
    monkeypatch.setattr("supervisor_app.services.oficina.indexar.LECTOR", "2")
    assert len(indexador.indexar().apartados) == 1


def test_only_the_months_that_are_asked_for_are_looked_at(indexador: Indexador, buzon: Buzon) -> None:
    paquete = buzon.armar(cerrada())
    buzon.poner(paquete)
    buzon.poner(buzon.armar(cerrada(2)), clave=f"visitas/2025/01/{buzon.armar(cerrada(2)).nombre}")
    assert indexador.indexar(meses=["2025/01"]).vistos == 1
    with pytest.raises(UserError, match="2026/11"):
        indexador.indexar(meses=["../.."])


@pytest.mark.parametrize("clave", ["../../etc/passwd", "visitas/2026/06/../../x.zip", "feed/a/1.json", "visitas/x.zip"])
def test_a_name_that_is_no_package_is_counted_and_not_opened(indexador: Indexador, clave: str) -> None:
    hecho = indexador.indexar(claves=[clave])
    assert (hecho.vistos, hecho.ajenos) == (0, 1)


def test_companions_are_no_strangers_and_strangers_are_counted(indexador: Indexador, buzon: Buzon) -> None:
    clave = buzon.poner(buzon.armar(cerrada()))
    for cola in (".sig", ".p7s", ".sobre.sig", ".p7s.sobre", ".danado-1", ".otro"):
        (buzon.raiz / f"{clave}{cola}").write_bytes(b"x")
    assert indexador.indexar().ajenos == 2


def test_what_the_mailbox_shows_no_more_is_told_and_kept(indexador: Indexador, buzon: Buzon) -> None:
    clave = buzon.poner(buzon.armar(cerrada()))
    indexador.indexar()
    (buzon.raiz / clave).unlink()
    assert indexador.indexar().ausentes == 1
    assert len(indexador.indice.ubicaciones()) == 1


def test_stopping_keeps_what_came_in_and_the_rest_comes_later(indexador: Indexador, buzon: Buzon) -> None:
    ejemplo(buzon)
    dichos: list[tuple[int, int]] = []
    hecho = indexador.indexar(progreso=lambda n, de: dichos.append((n, de)), cancelar=lambda: len(dichos) > 3)
    assert (hecho.cancelado, hecho.nuevos + len(hecho.apartados)) == (True, 3)
    assert dichos == [(0, 6), (1, 6), (2, 6), (3, 6)]
    segundo = indexador.indexar()
    assert segundo.nuevos + len(segundo.apartados) + segundo.esperan + hecho.nuevos == 6


def test_stopping_a_rebuild_leaves_the_index_that_was_there(indexador: Indexador, buzon: Buzon) -> None:
    ejemplo(buzon)
    indexador.indexar()
    antes = volcado(indexador.indice)
    vueltas = iter([False, False, True])
    assert indexador.reconstruir(cancelar=lambda: next(vueltas)).cancelado
    assert volcado(indexador.indice) == antes


# --- a mailbox that is not a folder, or that stops answering --------------------------------------------------------


class Lejano(DestinoCarpeta):
    """A mailbox over a network; ``corte``: after so many packages nobody answers."""

    def __init__(self, raiz: Path, corte: int = 99) -> None:
        super().__init__(raiz)
        self.corte = corte

    def get(self, clave: str) -> Iterator[bytes]:
        self.corte -= 1
        if self.corte < 0:
            raise EnvironmentProblem("El servidor no responde.")
        return super().get(clave)

    def exists(self, clave: str) -> int | None:
        if self.corte < 0:
            raise EnvironmentProblem("El servidor no responde.")
        return super().exists(clave)


def test_a_mailbox_elsewhere_gives_the_very_same_index(indexador: Indexador, buzon: Buzon) -> None:
    ejemplo(buzon)
    indexador.indexar()
    with Indice(":memory:") as otro:
        Indexador(otro, Lejano(buzon.raiz), indexador.reloj).indexar()
        assert volcado(otro) == volcado(indexador.indice)


def test_what_was_read_before_the_network_broke_is_kept(indice: Indice, buzon: Buzon, reloj: RelojFijo) -> None:
    ejemplo(buzon)
    with pytest.raises(EnvironmentProblem, match="no responde"):
        Indexador(indice, Lejano(buzon.raiz, corte=2), reloj).indexar()
    assert len(indice.ubicaciones()) + len(indice.apartados()) == 2
    Indexador(indice, Lejano(buzon.raiz), reloj).indexar()
    assert len(indice.ubicaciones()) + len(indice.apartados()) == 6


# --- who sent it ----------------------------------------------------------------------------------------------------


def test_a_laptop_enrolled_after_it_sent_is_known_at_the_next_walk(indexador: Indexador, buzon: Buzon) -> None:
    paquete = buzon.entregar(cerrada())
    inscritos: Mapping[str, Procedencia] = {}

    def de_quien(_clave: str, sha256: str) -> Procedencia:
        return inscritos.get(sha256, Procedencia(Veredicto.SIN_INSCRIBIR, equipo="a1"))

    indexador = replace(indexador, procedencias=de_quien)
    indexador.indexar()
    assert indexador.indexar().dictaminados == 0
    inscritos = {paquete.sha256: Procedencia(Veredicto.INSCRITO, equipo="a1", firmante="Lucía Ñandú")}
    assert indexador.indexar().dictaminados == 1
    assert indexador.indice.por_dictaminar() == {}


def test_a_correction_arriving_first_ends_the_same(indexador: Indexador, buzon: Buzon) -> None:
    primera = buzon.armar(cerrada())
    e = cerrada()
    buzon.entregar(replace(e, visita=con(e.visita, revision=2)), reemplaza=primera)
    indexador.indexar()
    buzon.poner(primera)
    indexador.indexar()
    estados = indexador.indice.motor.filas("SELECT revision, estado FROM paquete ORDER BY revision")
    assert estados == [(1, "reemplazada"), (2, "vigente")]
