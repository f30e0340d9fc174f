"""E.firmas of packages and what envelopes are made with: kept once, never changed, gone with their visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.domain.base import con
from supervisor_app.domain.documento import FirmaDelPaquete
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.borrado import borrar
from supervisor_app.store.conexion import escritura
from supervisor_app.store.envios import LacreGuardado
from tests.visita_ficticia import AHORA
from tests.visita_ficticia import visita as visita_ficticia

VISITA = visita_ficticia()
FIRMA = FirmaDelPaquete(
    paquete="ab" * 32, visita_id=VISITA.id, revision=1, firmante="LUCIA", rfc="ÑAPL850101AB1", numero_certificado="1",
    cuando=AHORA, sha256="cd" * 32, bytes=3,
)  # fmt: skip
LACRE = LacreGuardado("ab" * 32, "ef" * 32, VISITA.id, b"s" * 32, b"cabeza", "12" * 32, 99)


@pytest.fixture
def almacen(tmp_path: Path) -> Iterator[Almacen]:
    with Almacen(tmp_path / "datos", ahora=AHORA) as almacen:
        almacen._db.conn.execute(
            "INSERT INTO visita(id, datos) VALUES (?,?)", (VISITA.id, VISITA.model_dump_json(by_alias=True))
        )
        yield almacen


def test_an_efirma_is_kept_with_whose_it_is(almacen: Almacen) -> None:
    assert almacen.envios.firma(FIRMA.paquete) is None
    almacen.envios.guardar_firma(FIRMA, b"cms")
    assert almacen.envios.firma(FIRMA.paquete) == (FIRMA, b"cms")


def test_a_package_has_one_efirma(almacen: Almacen) -> None:
    almacen.envios.guardar_firma(FIRMA, b"cms")
    with pytest.raises(UserError, match="ya lleva"):
        almacen.envios.guardar_firma(con(FIRMA, rfc="OTRO"), b"otra")
    assert almacen.envios.firma(FIRMA.paquete) == (FIRMA, b"cms")


def test_an_envelope_is_always_made_with_the_same(almacen: Almacen) -> None:
    almacen.envios.guardar_lacre(LACRE)
    almacen.envios.guardar_lacre(LacreGuardado("ab" * 32, "ef" * 32, VISITA.id, b"t" * 32, b"otra", "34" * 32, 98))
    assert almacen.envios.lacre("ab" * 32, "ef" * 32) == LACRE
    assert almacen.envios.lacre("ab" * 32, "00" * 32) is None
    assert "ssss" not in repr(LACRE)


@pytest.mark.parametrize("tabla", ["firma_paquete", "lacre"])
@pytest.mark.parametrize("orden", ["DELETE FROM {}", "UPDATE {} SET visita_id = ''"])
def test_nothing_of_it_is_changed_from_outside(almacen: Almacen, tabla: str, orden: str) -> None:
    almacen.envios.guardar_firma(FIRMA, b"cms")
    almacen.envios.guardar_lacre(LACRE)
    with pytest.raises(sqlite.IntegrityError, match="inmutable"):
        almacen._db.conn.execute(orden.format(tabla))


def test_it_goes_with_its_visit(almacen: Almacen) -> None:
    almacen.envios.guardar_firma(FIRMA, b"cms")
    almacen.envios.guardar_lacre(LACRE)
    with escritura(almacen._db):
        borrar(almacen._db, VISITA.id)
    assert almacen.envios.firma(FIRMA.paquete) is None
    assert almacen.envios.lacre("ab" * 32, "ef" * 32) is None
