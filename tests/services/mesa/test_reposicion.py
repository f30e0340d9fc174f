"""A desk lost with every backup is taken up again with its sheet and the mailbox; the laptops notice nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app import wiring
from supervisor_app.cifrado import recuperacion
from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import Entrada
from supervisor_app.errors import UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.mesa.verbos import Mesa
from supervisor_app.services.sincronia.verbos import Etapa
from tests.documents.ejemplos import text_of
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar


@pytest.fixture
def nueva(cerrada: Banco, tmp_path: Path) -> Iterator[Mesa]:
    """Another computer, with a data folder of its own."""
    with wiring.abrir(tmp_path / "otra computadora", reloj=cerrada.reloj) as s:
        yield s.mesa


def recuperar(mesa: Mesa, buzon: Path, clave: str) -> None:
    mesa.recuperar(DestinoCarpeta(buzon), str(buzon), clave)


def en_uso(cerrada: Banco, oficina: Oficina) -> None:
    """A laptop that is enrolled and heard that one package was received, and one publication."""
    sincronizar(cerrada, oficina.buzon)
    oficina.mesa.publicar("programa", "Programa ficticio", b"x")
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    confirmar(cerrada, oficina)


def test_a_lost_desk_goes_on_from_its_sheet_and_the_mailbox(cerrada: Banco, oficina: Oficina, nueva: Mesa) -> None:
    en_uso(cerrada, oficina)
    clave, palabras = oficina.mesa.hoja().clave, oficina.mesa.palabras()
    antes = {p: p.read_bytes() for p in oficina.buzon.rglob("*.json")}
    recuperar(nueva, oficina.buzon, clave)
    oficina.mesa = nueva
    oficina.indice.motor.ejecutar("DELETE FROM ubicacion")
    oficina.indice.motor.ejecutar("DELETE FROM paquete")
    hecho = oficina.atender(todo=True)
    assert (hecho.acusados, hecho.indice.nuevos) == (0, 1)
    assert nueva.palabras() == palabras
    assert [e.estado for e in nueva.equipos()] == [EstadoEquipo.INSCRITO]
    assert {p: p.read_bytes() for p in oficina.buzon.rglob("*.json")} == antes
    assert sincronizar(cerrada, oficina.buzon).sin_novedad

    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    sincronizar(cerrada, oficina.buzon)
    nueva.publicar("programa", "Otro programa", b"y")
    assert oficina.atender().acusados == 1
    sincronizar(cerrada, oficina.buzon)
    assert [v.etapa for v in cerrada.s.sincronizacion.vidas()] == [Etapa.ACUSADA, Etapa.ACUSADA]
    assert cerrada.s.sincronizacion.leer_recibida("programa") == b"y"


def test_another_office_s_sheet_recovers_nothing(oficina: Oficina, nueva: Mesa) -> None:
    oficina.atender()
    otra = recuperacion.escribir_llave(LlaveDeFirma.nueva().secreto)
    with pytest.raises(UserError, match="La hoja no es de la oficina de ese buzón, «Jefatura ficticia»"):
        recuperar(nueva, oficina.buzon, otra)
    assert nueva.oficina is None
    assert nueva._almacen.sincronia.ultimo(feed.OFICINA)[0] == 0


def test_an_empty_mailbox_recovers_nothing(oficina: Oficina, nueva: Mesa) -> None:
    with pytest.raises(UserError, match="no hay nada de una oficina"):
        recuperar(nueva, oficina.buzon, oficina.mesa.hoja().clave)


def test_what_somebody_else_put_behind_the_office_s_words_recovers_nothing(
    cerrada: Banco, oficina: Oficina, nueva: Mesa
) -> None:
    en_uso(cerrada, oficina)
    clave = oficina.mesa.hoja().clave
    ultima = sorted((oficina.buzon / "oficina/feed").iterdir())[-1]
    una = Entrada.model_validate_json(ultima.read_bytes())
    cuerpo = con(una.cuerpo, n=una.cuerpo.n + 1, anterior=una.sha256)
    ajena = Entrada(cuerpo=cuerpo, firma=LlaveDeFirma.nueva().firmar(feed.ESPACIO, cuerpo.octetos))
    (oficina.buzon / ajena.clave).write_bytes(ajena.octetos)
    with pytest.raises(UserError, match="no lleva la firma que debe"):
        recuperar(nueva, oficina.buzon, clave)
    assert nueva.oficina is None


def test_an_office_is_not_recovered_over_another_one(oficina: Oficina) -> None:
    oficina.atender()
    with pytest.raises(UserError, match="ya hay una oficina"):
        recuperar(oficina.mesa, oficina.buzon, oficina.mesa.hoja().clave)


def test_a_laptop_that_confirmed_the_office_can_become_it(cerrada: Banco, oficina: Oficina) -> None:
    en_uso(cerrada, oficina)
    recuperar(cerrada.s.mesa, oficina.buzon, oficina.mesa.hoja().clave)
    assert cerrada.s.mesa.palabras() == oficina.mesa.palabras()


def test_the_sheet_says_which_office_and_its_value_no_key(oficina: Oficina, tmp_path: Path) -> None:
    hoja = oficina.mesa.hoja()
    assert hoja.clave not in repr(hoja)
    dicho = text_of(hoja.guardar(oficina.mesa._reloj().date(), tmp_path / "hoja.pdf").read_bytes())
    assert all(grupo in dicho for grupo in (*hoja.clave.split("-"), "Jefatura ficticia", hoja.palabras))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.integers(1, 31))
def test_a_slip_in_the_key_of_an_office_is_told(secreto: bytes, lugar: int, otro: int) -> None:
    letras = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    clave = recuperacion.escribir_llave(secreto)
    assert recuperacion.leer_llave(clave.lower().replace("-", " ")) == secreto
    limpia = clave.replace("-", "")
    mal = limpia[:lugar] + letras[(letras.index(limpia[lugar]) + otro) % 32] + limpia[lugar + 1 :]
    with pytest.raises(UserError, match="carácter cambiado"):
        recuperacion.leer_llave(mal)
