"""A desk with an index of delivered fictitious visits, made once, and a laptop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.desahogo.valores import Asunto, FiltroAsuntos
from supervisor_app.services.desahogo.verbos import Desahogo
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.services.oficina.verbos import indice_de
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.wiring import Servicios
from tests.services.oficina.paquetes import Buzon, cerrada
from tests.services.oficina.test_consultas import GUADALAJARA, PRACTICA, PRIMERA, SEGUNDA
from tests.visita_ficticia import AJUSTES, ZONA, RelojFijo

HOY = datetime(2026, 9, 15, 10, tzinfo=ZONA)
EN_JALISCO = cerrada(3, inicio=date(2026, 8, 20), unidad=GUADALAJARA)
TODAS = (PRIMERA, SEGUNDA, EN_JALISCO)


@dataclass
class Puesto:
    """A folder of data with its clock: a desk or a laptop."""

    s: Servicios
    reloj: RelojFijo

    @property
    def d(self) -> Desahogo:
        return self.s.desahogo

    def uno(self, folio: str, **filtro: object) -> Asunto:
        return next(a for a in self.d.asuntos(FiltroAsuntos(**filtro)) if a.folio == folio)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def entregadas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mailbox with the packages of fictitious visits."""
    raiz = tmp_path_factory.mktemp("desahogo")
    for e in (*TODAS, PRACTICA):
        Buzon(raiz / "buzon", raiz / "taller").entregar(e)
    return raiz / "buzon"


@pytest.fixture(scope="session")
def indexadas(entregadas: Path) -> Path:
    """An index of it."""
    ruta = entregadas.parent / "indice.db"
    with Indice(str(ruta)) as indice:
        Indexador(indice, DestinoCarpeta(entregadas), RelojFijo(HOY), carpeta=entregadas).indexar()
    return ruta


@pytest.fixture
def mesa(tmp_path: Path, indexadas: Path) -> Iterator[Puesto]:
    """A desk whose index has those visits."""
    reloj = RelojFijo(HOY)
    with wiring.abrir(tmp_path / "mesa", reloj=reloj) as s:
        s.mesa.abrir("Jefatura ficticia")
        s.ajustes.guardar(AJUSTES)
        indice_de(s.carpeta).parent.mkdir()
        shutil.copy(indexadas, indice_de(s.carpeta))
        yield Puesto(s, reloj)
