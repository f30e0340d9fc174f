"""Whoever can write in the mailbox, and laptops that nobody enrolled, take nothing from those that are enrolled."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from supervisor_app import wiring
from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import Value
from supervisor_app.domain.feed import Clase, EfirmaDePaquete, Entrada, PaqueteEnviado, Presentacion
from supervisor_app.services.mesa import recepcion
from supervisor_app.services.mesa.equipos import EstadoEquipo
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, sincronizar
from tests.visita_ficticia import RelojFijo

EXTRANO = "f" * 16
"""Comes after every other name."""


class Extrano:
    """A laptop that writes its own feed into a mailbox, whatever it likes."""

    def __init__(self, buzon: Path, nombre: str = EXTRANO) -> None:
        self.buzon, self.nombre, self.llave, self.ultimo = buzon, nombre, LlaveDeFirma(b"e" * 32), (0, "")
        primera = self.decir(Clase.PRESENTACION, Presentacion(publica=self.llave.publica.openssh))
        (buzon / "equipos").mkdir(exist_ok=True)
        (buzon / "equipos" / f"{nombre}.json").write_bytes(primera.octetos)

    def decir(self, clase: Clase, datos: Value, cuando: datetime = datetime(2026, 11, 1, tzinfo=UTC)) -> Entrada:
        cuerpo = feed.componer(self.nombre, self.ultimo, clase, datos, cuando=cuando, quien="")
        una = Entrada(cuerpo=cuerpo, firma=self.llave.firmar(feed.ESPACIO, cuerpo.octetos))
        ruta = self.buzon / una.clave
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(una.octetos)
        self.ultimo = (cuerpo.n, una.sha256)
        return una


@pytest.fixture
def conocida(cerrada: Banco, oficina: Oficina) -> Banco:
    """A laptop that the office enrolled and acknowledged."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    return cerrada


def enviado(b: Banco) -> PaqueteEnviado:
    s = b.s._almacen.sincronia
    dicho = s.entradas(b.s.sincronizacion.identidad.equipo, clase=Clase.PAQUETE)[-1].cuerpo.dicho
    assert isinstance(dicho, PaqueteEnviado)
    return dicho


def veredictos(oficina: Oficina) -> list[str]:
    return [v for (v,) in oficina.indice.motor.filas("SELECT veredicto FROM paquete ORDER BY sha256")]


def test_a_stranger_who_announces_it_too_takes_no_package_from_an_enrolled_laptop(
    cerrada: Banco, oficina: Oficina
) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    Extrano(oficina.buzon).decir(Clase.PAQUETE, enviado(cerrada))
    oficina.atender()
    assert veredictos(oficina) == ["inscrito"]


def test_it_counts_once_its_laptop_is_enrolled(conocida: Banco, oficina: Oficina) -> None:
    assert veredictos(oficina) == ["inscrito"]


def test_a_stranger_s_word_of_an_efirma_is_nothing_to_somebody_else_s_package(
    conocida: Banco, oficina: Oficina
) -> None:
    p = enviado(conocida)
    dicha = EfirmaDePaquete(
        clave=p.clave, visita_id=p.visita_id, revision=p.revision, paquete=p.sha256, sha256="0" * 64, bytes=1
    )
    (oficina.buzon / f"{p.clave}.p7s").write_bytes(b"x")
    Extrano(oficina.buzon).decir(Clase.EFIRMA, dicha)
    oficina.atender()
    assert veredictos(oficina) == ["inscrito"]


def test_what_came_before_a_laptop_was_struck_off_stays_whatever_it_says_later(
    conocida: Banco, oficina: Oficina
) -> None:
    p = enviado(conocida)
    oficina.mesa.dar_de_baja(conocida.s.sincronizacion.identidad.equipo, "Se extravió")
    dicha = EfirmaDePaquete(
        clave=p.clave, visita_id=p.visita_id, revision=p.revision, paquete=p.sha256, sha256="0" * 64, bytes=1
    )
    conocida.s.sincronizacion.identidad.escribir(Clase.EFIRMA, dicha)
    (oficina.buzon / f"{p.clave}.p7s").write_bytes(b"x")
    entrada = conocida.s._almacen.sincronia.entradas(conocida.s.sincronizacion.identidad.equipo)[-1]
    (oficina.buzon / entrada.clave).write_bytes(entrada.octetos)
    oficina.atender()
    assert veredictos(oficina) == ["inscrito"]


@pytest.mark.parametrize("firma", [b"x" * 5_000, b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"])
def test_a_signature_that_is_none_makes_a_package_that_does_not_count_and_stops_nothing(
    cerrada: Banco, oficina: Oficina, tmp_path: Path, firma: bytes
) -> None:
    sincronizar(cerrada, oficina.buzon)
    for carpeta in ("feed", "equipos"):
        rmtree(oficina.buzon / carpeta)
    (sig,) = (oficina.buzon / "visitas").rglob("*.zip.sig")
    sig.write_bytes(firma)
    oficina.atender(todo=True)
    assert veredictos(oficina) == ["firma ajena"]


@pytest.mark.parametrize("numero", ["NaN"])
def test_a_number_that_is_none_stops_its_laptop_and_no_other(cerrada: Banco, oficina: Oficina, numero: str) -> None:
    extrano = Extrano(oficina.buzon, "0" * 16)
    una = extrano.decir(Clase.PRESENTACION, Presentacion(publica=extrano.llave.publica.openssh))
    ruta = oficina.buzon / una.clave
    ruta.write_bytes(una.octetos.replace(b'"cargo":""', b'"cargo":' + numero.encode()))
    sincronizar(cerrada, oficina.buzon)
    assert oficina.atender().indice.nuevos == 1


def test_any_date_is_shown(oficina: Oficina) -> None:
    extrano = Extrano(oficina.buzon)
    extrano.decir(
        Clase.PRESENTACION, Presentacion(publica=extrano.llave.publica.openssh), datetime(1, 1, 1, tzinfo=UTC)
    )
    oficina.atender()
    assert [e.estado for e in oficina.mesa.equipos()] == [EstadoEquipo.POR_INSCRIBIR]


def test_an_endless_feed_leaves_its_turn_to_the_others(
    cerrada: Banco, oficina: Oficina, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recepcion, "ASIENTOS_POR_VEZ", 3)
    extrano = Extrano(oficina.buzon, "0" * 16)
    for n in range(4):
        dicho = Presentacion(publica=extrano.llave.publica.openssh, nombre=str(n))
        extrano.decir(Clase.PRESENTACION, dicho)
    sincronizar(cerrada, oficina.buzon)
    hecho = oficina.atender()
    assert hecho.indice.nuevos == 1
    assert [e.asientos for e in oficina.mesa.equipos()] == [3, 2]
    assert any("los demás se leen la próxima vez" in a for a in hecho.avisos)
    oficina.atender()
    assert oficina.mesa.equipos()[0].asientos == 5


def test_an_office_restored_from_a_backup_has_what_it_published_since(oficina: Oficina, tmp_path: Path) -> None:
    oficina.atender()
    copytree(oficina.mesa._almacen.carpeta, copia := tmp_path / "copia")
    oficina.mesa.publicar("programa", "Programa de noviembre", b"{}")
    oficina.atender()
    with wiring.abrir(copia, reloj=RelojFijo()) as s:
        Oficina(s.mesa, oficina.indice, oficina.buzon).atender()
        assert s._almacen.archivos.leer(s.mesa.publicadas()["programa"].sha256) == b"{}"
