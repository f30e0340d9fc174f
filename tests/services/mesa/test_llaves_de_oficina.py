"""After the office changed its key, the former one says nothing more: not even what it might have said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import Clase, Entrada, LlaveDeOficina, llave_en_vigor
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia.verbos import Etapa
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar
from tests.services.mesa.test_mesa import verificar_a_solas

NUEVA = LlaveDeFirma(bytes(range(32)))


def cambiar_llave(oficina: Oficina, **hasta: int) -> LlaveDeFirma:
    """Publish another key, signed by the present one as ever; the former one."""
    dicha = oficina.mesa.oficina
    assert dicha is not None
    former = oficina.mesa._llave()
    oficina.mesa._escribir(feed.OFICINA, Clase.LLAVE, con(dicha, publica=NUEVA.publica.openssh, hasta=hasta))
    return former


def firmada_por(una: Entrada, llave: LlaveDeFirma) -> Entrada:
    return Entrada(cuerpo=una.cuerpo, firma=llave.firmar(feed.ESPACIO, una.cuerpo.octetos))


@pytest.fixture
def acusado(cerrada: Banco, oficina: Oficina) -> Path:
    """A receipt stands in the mailbox, and the laptop that confirmed the office did not fetch it yet."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    confirmar(cerrada, oficina)
    oficina.inscribir_todos()
    oficina.atender()
    (acuse,) = (oficina.buzon / "oficina/para").rglob("*.json")
    return acuse


def etapas(b: Banco) -> list[Etapa]:
    return [v.etapa for v in b.s.sincronizacion.vidas()]


def test_a_receipt_from_before_the_change_holds(cerrada: Banco, oficina: Oficina, acusado: Path) -> None:
    cambiar_llave(oficina, **{acusado.parent.name: 1})
    oficina.atender()
    sincronizar(cerrada, oficina.buzon)
    assert etapas(cerrada) == [Etapa.ACUSADA]
    assert verificar_a_solas(oficina.buzon)[0] == 0


def test_a_receipt_by_the_former_key_after_the_change_is_refused(
    cerrada: Banco, oficina: Oficina, acusado: Path
) -> None:
    """Whoever stole the former key writes what the office never said."""
    cambiar_llave(oficina)
    oficina.atender()
    with pytest.raises(UserError, match="no lleva la firma que debe"):
        sincronizar(cerrada, oficina.buzon)
    assert etapas(cerrada) == [Etapa.ENVIADA]
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert (codigo, "la firma no es de quien lo escribió" in dicho) == (1, True)


def test_a_receipt_by_the_present_key_after_the_change_holds(cerrada: Banco, oficina: Oficina, acusado: Path) -> None:
    cambiar_llave(oficina)
    oficina.atender()
    una = Entrada.model_validate_json(acusado.read_bytes())
    acusado.write_bytes(firmada_por(una, NUEVA).octetos)
    sincronizar(cerrada, oficina.buzon)
    assert etapas(cerrada) == [Etapa.ACUSADA]


def test_each_number_has_one_key() -> None:
    equipo = "0" * 16
    llaves = [
        LlaveDeOficina(publica="a", nombre=""),
        LlaveDeOficina(publica="a", nombre="", sobre="x"),
        LlaveDeOficina(publica="b", nombre="", hasta={equipo: 3}),
        LlaveDeOficina(publica="c", nombre="", hasta={equipo: 5}),
    ]
    assert "".join(llave_en_vigor(llaves, equipo, n).publica for n in range(1, 8)) == "aaabbcc"
    assert llave_en_vigor(llaves, "1" * 16, 1).publica == "c"


def test_the_same_key_is_written_as_ever() -> None:
    assert LlaveDeOficina(publica="a", nombre="b").model_dump() == {"publica": "a", "nombre": "b", "sobre": ""}
