"""What the machine of the office or one file of the mailbox refuses stops that file and nothing else."""

from __future__ import annotations

import errno
from collections import namedtuple
from collections.abc import Iterator

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina.bajar import bajado
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.store.oficina.indice import Indice
from tests.services.oficina.paquetes import Buzon, cerrada
from tests.visita_ficticia import RelojFijo

Uso = namedtuple("Uso", "total used free")


class Tercos(DestinoCarpeta):
    """A mailbox some of whose files nobody can read, or all of it once it is gone."""

    ilegibles: frozenset[str] = frozenset()
    muerto = False

    def exists(self, clave: str) -> int | None:
        if self.muerto:
            raise EnvironmentProblem("El buzón no contesta.")
        return super().exists(clave)

    def get(self, clave: str) -> Iterator[bytes]:
        if clave in self.ilegibles:
            raise EnvironmentProblem("No se pudo leer (código 5).")
        return super().get(clave)


@pytest.fixture
def tercos(buzon: Buzon) -> Tercos:
    """Two packages, the first of which cannot be read."""
    claves = [buzon.entregar(cerrada(n)) for n in (1, 2)]
    destino = Tercos(buzon.raiz)
    destino.ilegibles = frozenset(list(destino.list("visitas"))[:1])
    assert len(claves) == 2
    return destino


@pytest.fixture
def a_distancia(indice: Indice, tercos: Tercos, reloj: RelojFijo) -> Indexador:
    return Indexador(indice, tercos, reloj)


def test_a_package_that_cannot_be_read_is_told_and_the_others_go_on(a_distancia: Indexador, tercos: Tercos) -> None:
    hecho = a_distancia.indexar()
    assert (hecho.nuevos, hecho.apartados) == (1, ())
    ((clave, motivo),) = ((a.clave, a.motivo) for a in hecho.sin_leer)
    assert (clave, motivo) == (*tercos.ilegibles, "No se pudo leer (código 5).")
    tercos.ilegibles = frozenset()
    assert a_distancia.indexar().nuevos == 1, "tried again"


def test_a_mailbox_that_is_gone_ends_the_walk(a_distancia: Indexador, tercos: Tercos) -> None:
    def get(_clave: str) -> Iterator[bytes]:
        tercos.muerto = True
        raise EnvironmentProblem("Se cortó.")

    tercos.get = get  # type: ignore[method-assign,assignment]
    with pytest.raises(EnvironmentProblem, match="Se cortó"):
        a_distancia.indexar()


def test_made_anew_an_index_leaves_none_out(a_distancia: Indexador, tercos: Tercos) -> None:
    with pytest.raises(EnvironmentProblem, match="código 5"):
        a_distancia.reconstruir()


def test_without_room_in_the_temporary_folder_nothing_is_written(
    a_distancia: Indexador, tercos: Tercos, monkeypatch: pytest.MonkeyPatch
) -> None:
    tercos.ilegibles = frozenset()
    monkeypatch.setattr("shutil.disk_usage", lambda _: Uso(10**9, 10**9, 2**20))
    hecho = a_distancia.indexar()
    assert (hecho.nuevos, len(hecho.sin_leer)) == (0, 2)
    assert "en la carpeta temporal de este equipo" in hecho.sin_leer[0].motivo
    monkeypatch.undo()
    assert a_distancia.indexar().nuevos == 2


def test_a_temporary_folder_that_fills_up_is_said_in_words(
    buzon: Buzon, tercos: Tercos, monkeypatch: pytest.MonkeyPatch
) -> None:
    clave = next(c for c in tercos.list("visitas") if c not in tercos.ilegibles)

    def llena(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", llena)
    with pytest.raises(EnvironmentProblem, match="el disco está lleno"), bajado(tercos, clave):
        pass


def test_a_file_that_grows_while_it_is_read_is_bounded(tercos: Tercos) -> None:
    clave = next(c for c in tercos.list("visitas") if c not in tercos.ilegibles)
    leidos: list[int] = []

    def sin_fin(_clave: str) -> Iterator[bytes]:
        while True:
            leidos.append(1)
            yield bytes(2**20)

    tercos.get = sin_fin  # type: ignore[method-assign,assignment]
    with pytest.raises(EnvironmentProblem, match="crecía mientras se leía"), bajado(tercos, clave):
        pass
    assert len(leidos) < 10


def test_nothing_of_what_was_read_stays(tercos: Tercos) -> None:
    clave = next(c for c in tercos.list("visitas") if c not in tercos.ilegibles)
    with bajado(tercos, clave) as ruta:
        assert ruta.stat().st_size == tercos.exists(clave)
    assert not ruta.parent.exists()
