"""A backup from any released version opens in this one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from supervisor_app.store import esquema
from supervisor_app.store.almacen import Almacen
from tests.services.respaldos.taller import Taller

ANTIGUAS = sorted((Path(__file__).parents[2] / "old_databases").glob("*.db.gz"))


@pytest.mark.parametrize("cual", ANTIGUAS, ids=lambda r: r.name.removesuffix(".db.gz"))
def test_a_backup_of_a_released_version_is_compared_and_restored(
    cual: Path, taller: Taller, usb: Path, tmp_path: Path
) -> None:
    # The tables as that version had them, in the form that backups have now.
    vieja = Taller(tmp_path / "de antes")
    vieja.carpeta.mkdir()
    (vieja.carpeta / "supervisor.db").write_bytes(gzip.decompress(cual.read_bytes()))
    juego = vieja.r.respaldar(usb).juego
    assert juego.manifiesto is not None and juego.manifiesto.esquema < esquema.VERSION
    (de_alla,) = [v for v in taller.r.comparar(juego).visitas if v.ultima_alla is not None and v.cambios_alla]
    taller.r.restaurar(juego)
    with Almacen(taller.carpeta, ahora=taller.reloj()) as a:
        restaurado = a.expediente(de_alla.id)
        assert restaurado is not None and len(restaurado.respuestas) == 38
        assert [f for f in a.comprobar() if "Falta un archivo" not in f] == []
    assert not list(taller.r.propio.raiz.glob("antes-de-migrar*"))


@pytest.mark.parametrize("cual", ANTIGUAS, ids=lambda r: r.name.removesuffix(".db.gz"))
def test_the_copy_that_a_released_version_made_of_itself_is_a_backup_too(cual: Path, taller: Taller) -> None:
    taller.r.propio.raiz.mkdir(exist_ok=True)
    (taller.r.propio.raiz / "antes-de-migrar-20260101-000000.db").write_bytes(gzip.decompress(cual.read_bytes()))
    (juego,) = taller.r.listar()[0].juegos
    taller.r.restaurar(juego)
    with Almacen(taller.carpeta, ahora=taller.reloj()) as a:
        assert len(a.visitas()) == 1
