"""S3 against what every transport promises, and the ways in which stores differ. A small store, in this process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.s3 import DestinoS3
from supervisor_app.exchange.transportes.s3_cliente import Cubeta
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from tests.exchange.transportes.certificado import certificado, contexto_de
from tests.exchange.transportes.conformidad import (
    CHICO,
    CLAVE,
    MIB,
    Cancelado,
    Conformidad,
    ConformidadCara,
    ConformidadDeCortes,
    ConformidadDeLineasLentas,
    poner,
)
from tests.exchange.transportes.lugares import Lugar, LugarDetrasDeCaos
from tests.exchange.transportes.servidor_s3 import CUBETA, LLAVE, SECRETO, Almacen, servidor_s3
from tests.red.caos import Caos, caos

PLAZOS = Plazos(conectar=5, respuesta=5, operacion=30)
QUIEN = Credencial(LLAVE, SECRETO)
PREFIJO = "oficina/Veracruz Sur"


def hacia(puerto: int, *, cubeta: str = CUBETA, quien: Credencial = QUIEN, plazos: Plazos = PLAZOS) -> DestinoS3:
    servidor = Servidor("127.0.0.1", puerto, seguro=False)
    return DestinoS3(Cubeta(servidor, cubeta, PREFIJO), quien, Confianza(), plazos)


class LugarS3(LugarDetrasDeCaos):
    relee = False

    def _otro(self) -> Destino:
        return hacia(self.caos.puerto, plazos=self.plazos)


class LugarS3Cifrado(LugarS3):
    """Its ETag is no digest of the content: then all is read back, and no part can be trusted."""

    relee = True
    reanuda = False


@pytest.fixture
def servidor(tmp_path: Path) -> Iterator[tuple[int, Almacen]]:
    with servidor_s3(tmp_path) as uno:
        yield uno


@pytest.fixture
def almacen(servidor: tuple[int, Almacen]) -> Almacen:
    return servidor[1]


@pytest.fixture
def proxy(servidor: tuple[int, Almacen]) -> Iterator[Caos]:
    with caos(("127.0.0.1", servidor[0])) as uno:
        yield uno


@pytest.fixture
def destino(servidor: tuple[int, Almacen]) -> Iterator[DestinoS3]:
    uno = hacia(servidor[0])
    yield uno
    uno.cerrar()


class TestS3(Conformidad):
    @pytest.fixture
    def lugar(self, proxy: Caos, almacen: Almacen) -> Iterator[LugarS3]:
        lugar = LugarS3(almacen.raiz / PREFIJO, proxy)
        yield lugar
        lugar.cerrar()


@pytest.mark.red
class TestS3Cifrado(Conformidad):
    @pytest.fixture
    def lugar(self, proxy: Caos, almacen: Almacen) -> Iterator[LugarS3]:
        almacen.cifra = True
        lugar = LugarS3Cifrado(almacen.raiz / PREFIJO, proxy)
        yield lugar
        lugar.cerrar()

    def test_cancelled_while_it_is_read_back_leaves_nothing(self, lugar: Lugar) -> None:
        """Here it stands whole by then; it does not count as delivered and is compared the next time."""

        def pulso(mas: int) -> None:
            if mas and lugar.archivos():
                raise Cancelado

        with pytest.raises(Cancelado):
            poner(lugar.destino(), pulso=pulso)
        assert poner(lugar.destino()).ya_estaba


@pytest.mark.red
class TestS3Despacio(TestS3, ConformidadCara, ConformidadDeLineasLentas, ConformidadDeCortes):
    """The rest of the suite as well."""


# --- how stores differ ---


def test_a_store_that_knows_no_conditions(destino: DestinoS3, almacen: Almacen) -> None:
    almacen.sin_condiciones = True
    assert not poner(destino).ya_estaba


@pytest.mark.red
def test_a_store_that_knows_no_conditions_and_large_content(destino: DestinoS3, almacen: Almacen, grande: Path) -> None:
    almacen.sin_condiciones = True
    assert not poner(destino, grande.read_bytes(), archivo=grande).ya_estaba
    assert destino.list("") == {CLAVE: grande.stat().st_size}


def test_a_store_of_another_region_says_which(destino: DestinoS3, almacen: Almacen) -> None:
    almacen.region = "mx-central-1"
    assert not poner(destino).ya_estaba


@pytest.mark.parametrize("dias", [-400, 3])
def test_the_clock_of_this_machine_may_be_wrong(destino: DestinoS3, almacen: Almacen, dias: int) -> None:
    almacen.desfase = timedelta(days=dias)
    assert not poner(destino).ya_estaba


@pytest.mark.red
def test_an_error_that_comes_with_success_is_an_error(destino: DestinoS3, almacen: Almacen, grande: Path) -> None:
    almacen.falla_al_terminar = True
    with pytest.raises(EnvironmentProblem, match="está ocupado"):
        poner(destino, grande.read_bytes(), archivo=grande)
    assert destino.exists(CLAVE) is None


def test_a_bucket_that_is_not_there(servidor: tuple[int, Almacen]) -> None:
    destino = hacia(servidor[0], cubeta="otra")
    with pytest.raises(EnvironmentProblem, match=r"no tiene la carpeta «127\.0\.0\.1/otra»"):
        destino.exists(CLAVE)
    destino.cerrar()


def test_a_key_that_is_not_accepted_is_told_and_its_secret_not_shown(servidor: tuple[int, Almacen]) -> None:
    destino = hacia(servidor[0], quien=Credencial("OTRALLAVE", "secretisimo"))
    with pytest.raises(EnvironmentProblem, match="no aceptó a «OTRALLAVE»") as problema:
        poner(destino)
    assert "secretisimo" not in problema.value.message
    destino.cerrar()


def test_a_page_of_a_public_network_is_no_store(destino: DestinoS3, almacen: Almacen) -> None:
    almacen.dice_pagina = True
    with pytest.raises(EnvironmentProblem, match="respondió una página web"):
        destino.list("visitas")


def test_large_content_over_tls_and_one_connection(tmp_path: Path, grande: Path) -> None:
    publico, llave = certificado("127.0.0.1")
    with servidor_s3(tmp_path, contexto_de(tmp_path, publico, llave)) as (puerto, almacen):
        cubeta = Cubeta(Servidor("127.0.0.1", puerto, seguro=True), CUBETA, PREFIJO)
        destino = DestinoS3(cubeta, QUIEN, Confianza(autoridad=publico), PLAZOS)
        poner(destino, grande.read_bytes(), archivo=grande)
        assert b"".join(destino.get(CLAVE)) == grande.read_bytes()
        destino.cerrar()
        assert almacen.conexiones == 1


# --- large content ---


@pytest.fixture
def grande(tmp_path: Path) -> Path:
    """Two parts."""
    archivo = tmp_path / "grande.zip"
    archivo.write_bytes(bytes(range(256)) * (34 * MIB // 1024))
    return archivo


def test_parts_that_are_there_are_not_sent_again(
    destino: DestinoS3, almacen: Almacen, grande: Path, servidor: tuple[int, Almacen]
) -> None:
    datos = grande.read_bytes()

    def pulso(_: int) -> None:
        if any("partNumber=2" in uno for uno in almacen.pedidos):
            raise EnvironmentProblem("Hasta aquí.")

    with pytest.raises(EnvironmentProblem, match="Hasta aquí"):
        poner(destino, datos, archivo=grande, pulso=pulso)
    antes = len(almacen.pedidos)
    otro_dia = hacia(servidor[0])
    poner(otro_dia, datos, archivo=grande)
    otro_dia.cerrar()
    enviadas = [uno.partition("partNumber=")[2][0] for uno in almacen.pedidos[antes:] if "partNumber=" in uno]
    assert enviadas == ["2"]
    assert (almacen.raiz / PREFIJO / CLAVE).read_bytes() == datos
    assert almacen.subidas == {}


@pytest.mark.red
def test_a_part_of_other_content_is_sent_again(destino: DestinoS3, almacen: Almacen, grande: Path) -> None:
    objeto = f"{PREFIJO}/{CLAVE}"
    almacen.subidas["ajena"] = (objeto, almacen.ahora())
    (almacen.aparte / "ajena").mkdir()
    (almacen.aparte / "ajena" / "1").write_bytes(bytes(5 * MIB))
    poner(destino, grande.read_bytes(), archivo=grande)
    assert (almacen.raiz / objeto).read_bytes() == grande.read_bytes()


@pytest.mark.red
def test_uploads_cut_more_than_a_week_ago_are_removed_and_no_others(
    destino: DestinoS3, almacen: Almacen, grande: Path
) -> None:
    for ident, clave, dias in [
        ("vieja", f"{PREFIJO}/visitas/2026/11/v.zip", 8),
        ("nueva", f"{PREFIJO}/visitas/2026/11/n.zip", 6),
        ("de otra carpeta", f"{PREFIJO}/visitas/2026/12/o.zip", 30),
        ("ajena", "otra cosa/visitas/2026/11/v.zip", 30),
    ]:
        almacen.subidas[ident] = (clave, almacen.ahora() - timedelta(days=dias))
    poner(destino, grande.read_bytes(), archivo=grande)
    assert set(almacen.subidas) == {"nueva", "de otra carpeta", "ajena"}


def test_content_that_changes_while_it_is_sent_never_appears(
    destino: DestinoS3, almacen: Almacen, grande: Path
) -> None:
    datos, cambiado = grande.read_bytes(), list[int]()

    def pulso(mas: int) -> None:
        if mas and not cambiado:  # the digests were taken, and the first piece has left
            cambiado.append(grande.write_bytes(bytes(len(datos))))

    with pytest.raises(EnvironmentProblem, match="está dañado y no se entregó"):
        poner(destino, datos, archivo=grande, pulso=pulso)
    assert not (almacen.raiz / PREFIJO / CLAVE).exists()


def test_content_that_is_not_what_was_announced_is_never_sent(destino: DestinoS3, almacen: Almacen) -> None:
    huella = hashlib.sha256(b"otro").hexdigest()
    with pytest.raises(EnvironmentProblem, match="está dañado y no se entregó"):
        destino.put_atomic(CLAVE, CHICO, sha256=huella, tamano=len(CHICO))
    assert almacen.pedidos == []


# --- what others put into the bucket ---


def test_names_that_are_no_keys_are_left_out(destino: DestinoS3, almacen: Almacen) -> None:
    poner(destino)
    for nombre in (f"{PREFIJO}/visitas/a?b", f"{PREFIJO}2/visitas/c"):
        (almacen.raiz / nombre).parent.mkdir(parents=True, exist_ok=True)
        (almacen.raiz / nombre).write_bytes(b"x")
    assert destino.list("") == {CLAVE: len(CHICO)}
    assert destino.list("visitas/2026/1") == {}
