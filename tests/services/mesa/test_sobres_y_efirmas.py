"""What a person signs with their e.firma and what goes sealed: at the office it is known, and nobody else reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app.errors import UserError
from supervisor_app.exchange.verificador_solo import main
from supervisor_app.services.desahogo.valores import FiltroAsuntos
from supervisor_app.services.firma_paquete import verificar_archivo
from supervisor_app.services.sincronia.contexto import Contexto, aqui
from supervisor_app.services.sincronia.verbos import Etapa
from supervisor_app.store.oficina.hechos import Veredicto
from tests.services.banco import SUPERVISORA, Banco, efirma, pki
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar
from tests.services.mesa.test_mesa import verificar_a_solas
from tests.visita_ficticia import AHORA


@cache
def _rsa(cual: int) -> rsa.RSAPrivateKey:  # each number another one
    return rsa.generate_private_key(65537, 2048 + 8 * cual)


def privada(cual: int = 0) -> bytes:
    como = serialization.BestAvailableEncryption("contraseña 8".encode())
    return _rsa(cual).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, como)


def publica(cual: int = 0) -> bytes:
    formato = serialization.PublicFormat.SubjectPublicKeyInfo
    return _rsa(cual).public_key().public_bytes(serialization.Encoding.PEM, formato)


def abriendo(cual: int = 0) -> dict[str, object]:
    return {"privada": privada(cual), "contrasena": "contraseña 8"}


def sellar(b: Banco, si: bool = True) -> None:
    b.s.ajustes.guardar(b.s.ajustes.leer().model_copy(update={"sellar_envios": si}))


def confiar(carpeta: Path) -> None:
    pki().escribir_anclas(carpeta / "anclas")


def nombres(buzon: Path) -> list[str]:
    """What stands in the folders of packages, by how it ends."""
    return sorted(p.name[p.name.index(".zip") :] for p in (buzon / "visitas").rglob("*") if p.is_file())


def firmantes(oficina: Oficina) -> list[str]:
    return list(oficina.indice.firmantes().values())


@pytest.fixture
def conocida(cerrada: Banco, oficina: Oficina) -> Banco:
    """A laptop with a closed visit that confirmed an office which takes sealed packages, and is enrolled there."""
    oficina.mesa.recibir_sellado(publica())
    oficina.atender()
    sellar(cerrada)
    confirmar(cerrada, oficina)
    oficina.atender()
    oficina.inscribir_todos()
    return cerrada


# --- sealed ---------------------------------------------------------------------------------------------------------


def test_what_goes_sealed_only_the_office_reads(conocida: Banco, oficina: Oficina) -> None:
    assert nombres(oficina.buzon) == [".zip.sobre", ".zip.sobre.sig"]
    dicho = " ".join(r.texto for r in conocida.s.sincronizacion.registro())
    assert "publicó la llave con la que se sella" in dicho
    assert "cambió su llave" not in dicho
    assert b"registros/visita.json" not in b"".join(p.read_bytes() for p in oficina.buzon.rglob("*.*") if p.is_file())
    espera = oficina.atender(todo=True)
    assert (espera.indice.nuevos, espera.acusados) == (0, 0)
    assert "falta su llave privada" in oficina.indice.apartados()[0].motivo
    assert (hecho := oficina.atender(**abriendo())).indice.nuevos == 1
    assert (hecho.acusados, oficina.indice.apartados()) == (1, ())
    sincronizar(conocida, oficina.buzon)
    assert [v.etapa for v in conocida.s.sincronizacion.vidas()] == [Etapa.ACUSADA]


def test_sent_again_it_is_the_same_bytes(conocida: Banco, oficina: Oficina) -> None:
    (sobre,) = (oficina.buzon / "visitas").rglob("*.sobre")
    antes = sobre.read_bytes()
    sobre.unlink()
    assert sincronizar(conocida, oficina.buzon, revisar=True).enviados == 1
    assert sobre.read_bytes() == antes
    assert sincronizar(conocida, oficina.buzon).sin_novedad


def test_an_act_of_follow_up_goes_sealed_too(
    conocida: Banco, oficina: Oficina, capsys: pytest.CaptureFixture[str]
) -> None:
    [a] = conocida.s.desahogo.asuntos(FiltroAsuntos(ficticias=True))
    conocida.s.desahogo.recibir_evidencia(a.id, palabras="Oficio 7 que nadie más lee")
    sincronizar(conocida, oficina.buzon)
    [sobre] = (oficina.buzon / "seguimiento").rglob("*.*")
    antes = sobre.read_bytes()
    assert sobre.name.endswith(".zip.sobre")
    assert b"Oficio 7" not in b"".join(p.read_bytes() for p in oficina.buzon.rglob("*.*") if p.is_file())
    assert main([str(oficina.buzon)]) == 0
    assert "Lleva un acto de seguimiento" in capsys.readouterr().out
    assert oficina.atender().actos == 0
    assert "falta su llave privada" in "".join(x.motivo for x in oficina.indice.apartados())
    assert oficina.atender(**abriendo()).actos == 1
    sobre.unlink()
    sincronizar(conocida, oficina.buzon, revisar=True)
    assert sobre.read_bytes() == antes


def test_another_key_a_wrong_password_and_a_change_are_told(conocida: Banco, oficina: Oficina) -> None:
    with pytest.raises(UserError, match="contraseña"):
        oficina.atender(privada=privada(), contrasena="otra")
    assert "sellado para otra llave" in oficina.atender(**abriendo(1)).indice.apartados[0].motivo
    (sobre,) = (oficina.buzon / "visitas").rglob("*.sobre")
    sobre.write_bytes(sobre.read_bytes()[:-1])
    assert "incompleto o alguien lo cambió" in oficina.atender(todo=True, **abriendo()).indice.apartados[0].motivo


def test_nothing_leaves_in_the_clear_once_sealing_was_asked_for(cerrada: Banco, oficina: Oficina) -> None:
    """Announced in the clear on a laptop that reached no mailbox; then sealing was asked for."""
    with pytest.raises(Exception, match="No se encuentra"):
        sincronizar(cerrada, oficina.buzon / "ausente")
    cerrada.s.sincronizacion._subida._anuncios.anunciar(_sin_buzon(cerrada))
    sellar(cerrada)
    assert "los paquetes esperan" in sincronizar(cerrada, oficina.buzon).avisos[0]
    assert not (oficina.buzon / "visitas").exists()
    oficina.mesa.recibir_sellado(publica())
    oficina.atender()
    confirmar(cerrada, oficina)
    assert nombres(oficina.buzon) == [".zip.sobre", ".zip.sobre.sig"]
    oficina.atender()
    oficina.inscribir_todos()
    assert oficina.atender(**abriendo()).acusados == 1
    assert verificar_a_solas(oficina.buzon)[0] == 0


def _sin_buzon(b: Banco) -> Contexto:
    b.s.sincronizacion.identidad.presentar()
    return Contexto(None, "", aqui, b.reloj, lambda *_: None, lambda: False)  # type: ignore[arg-type]


def test_a_folder_that_is_the_mailbox_gets_no_plain_delivery(conocida: Banco, oficina: Oficina) -> None:
    with pytest.raises(UserError, match="es el buzón"):
        conocida.s.entregas.entregar(conocida.e, oficina.buzon)


def test_the_verifier_in_the_mailbox_says_what_is_sealed(conocida: Banco, oficina: Oficina) -> None:
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert codigo == 0, dicho
    assert "sólo la oficina puede leerlo" in dicho
    assert conocida.s.sincronizacion.palabras() in dicho
    (sobre,) = (oficina.buzon / "visitas").rglob("*.sobre")
    sobre.write_bytes(sobre.read_bytes()[:-1] + b"x")
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert (codigo, "no es el que anunció" in dicho) == (1, True), dicho


# --- e.firma --------------------------------------------------------------------------------------------------------


def test_an_efirma_goes_beside_the_package_and_the_office_knows_whose(cerrada: Banco, oficina: Oficina) -> None:
    confiar(oficina.mesa._almacen.carpeta)
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    firma = cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())
    assert (firma.rfc, cerrada.s.firma_de_paquetes.de(cerrada.e)) == (SUPERVISORA.rfc, firma)
    sincronizar(cerrada, oficina.buzon)
    assert nombres(oficina.buzon) == [".zip", ".zip.p7s", ".zip.sig"]
    assert sincronizar(cerrada, oficina.buzon).renglones[0].clase == "nada"
    oficina.atender()
    assert firmantes(oficina) == [f"{SUPERVISORA.nombre} (con e.firma)"]
    with pytest.raises(UserError, match=r"ya lleva la e\.firma de LUCIA"):
        cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())


def test_it_goes_sealed_with_a_sealed_package(conocida: Banco, oficina: Oficina) -> None:
    confiar(oficina.mesa._almacen.carpeta)
    conocida.s.firma_de_paquetes.firmar(conocida.e, efirma())
    sincronizar(conocida, oficina.buzon)
    assert nombres(oficina.buzon) == [".zip.p7s.sobre", ".zip.sobre", ".zip.sobre.sig"]
    oficina.atender(**abriendo())
    assert SUPERVISORA.nombre in firmantes(oficina)[0]
    todo = b"".join(p.read_bytes() for p in oficina.buzon.rglob("*") if p.is_file())
    assert SUPERVISORA.rfc.encode("latin-1") not in todo


def test_one_that_is_not_good_is_told_and_the_package_does_not_count(cerrada: Banco, oficina: Oficina) -> None:
    confiar(oficina.mesa._almacen.carpeta)
    cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())
    sincronizar(cerrada, oficina.buzon)
    (p7s,) = (oficina.buzon / "visitas").rglob("*.p7s")
    p7s.write_bytes(p7s.read_bytes()[:-1] + b"x")
    assert any("no es buena" in a for a in oficina.atender().avisos)
    (veredicto,) = oficina.indice.motor.filas("SELECT veredicto FROM paquete")
    assert veredicto == (Veredicto.FIRMA_AJENA.value,)


def test_one_of_an_authority_that_is_not_known_is_told(cerrada: Banco, oficina: Oficina) -> None:
    cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())
    sincronizar(cerrada, oficina.buzon)
    assert any("no está entre las reconocidas" in a for a in oficina.atender().avisos)
    assert SUPERVISORA.rfc not in firmantes(oficina)[0]


def test_a_file_that_nobody_announced_takes_nothing_from_an_enrolled_laptop(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    (paquete,) = (oficina.buzon / "visitas").rglob("*.zip")
    aparte = paquete.rename(oficina.buzon / "aparte")
    oficina.atender()
    oficina.inscribir_todos()
    aparte.rename(paquete)
    paquete.with_name(f"{paquete.name}.p7s").write_bytes(b"basura")
    assert any("no es buena" in a for a in oficina.atender().avisos)
    assert oficina.indice.motor.filas("SELECT veredicto FROM paquete") == [(Veredicto.INSCRITO.value,)]


def test_a_delivery_to_a_folder_takes_it_along(cerrada: Banco, usb: Path) -> None:
    cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())
    cerrada.s.entregas.entregar(cerrada.e, usb)
    assert nombres(usb) == [".zip", ".zip.p7s"]
    (paquete,) = (usb / "visitas").rglob("*.zip")
    confiar(cerrada.s.carpeta)
    for ruta in (paquete, paquete.with_name(f"{paquete.name}.p7s")):
        hecho, _ = verificar_archivo(ruta, cerrada.s.firmas, AHORA)
        assert (hecho.valido, hecho.firmas[0].rfc) == (True, SUPERVISORA.rfc)


def test_an_open_visit_has_no_package_to_sign(cerrada: Banco) -> None:
    cerrada.reabrir()
    with pytest.raises(UserError, match="Cierre la visita"):
        cerrada.s.firma_de_paquetes.firmar(cerrada.e, efirma())


# --- without this application ---------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_what_the_document_says_opens_an_envelope(conocida: Banco, oficina: Oficina, tmp_path: Path) -> None:
    doc = (Path(__file__).parents[3] / "docs" / "SOBRES.md").read_text("utf-8")
    (programa,) = re.findall(r"```python\n(.*?)```", doc, re.DOTALL)
    (tmp_path / "rescate.py").write_text(programa, encoding="utf-8")
    (tmp_path / "jefatura.key").write_bytes(privada())
    (sobre,) = (oficina.buzon / "visitas").rglob("*.sobre")
    orden = [sys.executable, "-I", "rescate.py", str(sobre), "jefatura.key", "sale.zip", "pass:contraseña 8"]
    subprocess.run(orden, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "sale.zip").read_bytes() == conocida.paquetes[0].read_bytes()
