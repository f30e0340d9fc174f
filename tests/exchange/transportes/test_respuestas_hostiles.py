"""What servers answer, read as if somebody meant harm; and who asks, by the examples of the standards."""

from __future__ import annotations

import secrets
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.exchange.transportes import acceso_http, webdav_listado, xml_acotado
from supervisor_app.exchange.transportes.acceso_http import Acceso
from supervisor_app.exchange.transportes.valores import Credencial

DOMBO = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "datos",
    [
        DOMBO.encode(),
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x"><a/>',
        b'<?xml version="1.0" encoding="nada"?><a/>',
        b"",
        b"\xff\xfe",
        b"<a>" * 20_000,
    ],
    ids=["entities", "outside", "encoding", "nothing", "bytes", "deep"],
)
def test_what_may_not_be_read_is_nothing(datos: bytes) -> None:
    assert xml_acotado.de_bytes(datos) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_xml_or_nothing(datos: bytes) -> None:
    xml_acotado.de_bytes(datos)


@pytest.mark.parametrize("escrito", ["", "-1", "1.5", "٣", "²", "9" * 5000])
def test_sizes_that_are_none(escrito: str) -> None:
    assert xml_acotado.entero(escrito) is None


TEXTO = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"), max_size=30)
LUGARES = ["/dav/a", "/dav/a/", "/dav/../x", "/dav/%2e%2e", "/dav/a/b", "/dav//", "//otro/dav/a", "http://otro/dav/a"]
HREF = TEXTO | st.sampled_from([*LUGARES, "/dav/%ff", "["])


@settings(max_examples=50)
@given(st.lists(st.tuples(HREF, TEXTO, TEXTO, st.booleans()), max_size=5))
def test_an_answer_leads_nowhere_else(entradas: list[tuple[str, str, str, bool]]) -> None:
    cuerpo = "".join(
        f"<response><href>{escape(href)}</href><propstat><prop><getcontentlength>{escape(tamano)}</getcontentlength>"
        f"<getlastmodified>{escape(fecha)}</getlastmodified>{'<resourcetype><collection/></resourcetype>' * carpeta}"
        "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
        for href, tamano, fecha, carpeta in entradas
    )
    raiz = xml_acotado.de_bytes(f'<multistatus xmlns="DAV:">{cuerpo}</multistatus>'.encode())
    assert raiz is not None
    for uno in webdav_listado.hijos(webdav_listado.recursos(raiz), "/dav"):
        propio = uno.ruta.removeprefix("/dav/")
        assert "/" not in propio
        assert propio not in ("", ".", "..")


@given(st.text(max_size=120))
def test_any_challenge_is_answered_or_not(reto: str) -> None:
    acceso = Acceso(Credencial("ana", "secreta"))
    acceso.responder(reto)
    acceso.responder(f"Digest {reto}")
    assert "secreta" not in str(acceso.cabecera("GET", "/"))


@pytest.mark.parametrize(
    ("algoritmo", "respuesta"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algoritmo: str, respuesta: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def propio(_: int) -> str:
        return "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"

    monkeypatch.setattr(secrets, "token_hex", propio)
    acceso = Acceso(Credencial("Mufasa", "Circle of Life"))
    assert acceso.cabecera("GET", "/dir/index.html") == {}
    reto = (
        f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algoritmo}, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    assert acceso.responder(reto)
    cabecera = acceso.cabecera("GET", "/dir/index.html")["Authorization"]
    assert f'response="{respuesta}"' in cabecera
    assert "nc=00000001" in cabecera
    assert not acceso.responder(reto)  # the very answer was refused


def test_an_outdated_challenge_is_answered_again_and_a_refusal_is_not() -> None:
    acceso = Acceso(Credencial("ana", "secreta"))
    assert acceso.responder('Digest realm="r", nonce="uno", qop="auth"')
    assert acceso.responder('Digest realm="r", nonce="dos", qop="auth", stale=true')
    assert not acceso.responder('Digest realm="r", nonce="tres", qop="auth"')


def test_digest_goes_before_basic_and_unknown_ways_are_left() -> None:
    acceso = Acceso(Credencial("ana", "secreta"))
    assert acceso.responder('Negotiate, Basic realm="r", Digest realm="r", nonce="n"')
    assert acceso.cabecera("GET", "/")["Authorization"].startswith("Digest ")
    assert not Acceso(Credencial("ana", "secreta")).responder("Negotiate, NTLM")


@pytest.mark.parametrize("nombre", ["127.0.0.1", "::1", "LocalHost"])
def test_which_names_are_this_machine(nombre: str) -> None:
    assert acceso_http.es_este_equipo(nombre)
    assert not acceso_http.es_este_equipo(f"{nombre}.ejemplo.mx")
