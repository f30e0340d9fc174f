"""Laptop, mailbox and office: what was sent arrives once, is acknowledged once, and no key is taken for another."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import Entrada, EstadoDelAcuse
from supervisor_app.errors import UserError
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.sincronia.verbos import Etapa
from supervisor_app.store.sincronia import falta_acuse
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar


def etapas(b: Banco) -> list[Etapa]:
    return [v.etapa for v in b.s.sincronizacion.vidas()]


# --- the whole thread -----------------------------------------------------------------------------------------------


def test_a_visit_goes_from_closed_to_acknowledged(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    assert oficina.atender().acusados == 1
    confirmar(cerrada, oficina)
    assert etapas(cerrada) == [Etapa.ACUSADA]
    assert cerrada.s.sincronizacion.situacion() == (EstadoEquipo.INSCRITO, "")
    assert len(set(oficina.indice.ubicaciones().values())) == 1


def test_again_on_both_sides_changes_nothing(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    confirmar(cerrada, oficina)
    antes = {p: p.read_bytes() for p in oficina.buzon.rglob("*") if p.is_file()}
    otra = oficina.atender()
    assert (otra.recibidos, otra.acusados, otra.publicados, otra.indice.nuevos) == (0, 0, 0, 0)
    assert sincronizar(cerrada, oficina.buzon).sin_novedad
    assert {p: p.read_bytes() for p in oficina.buzon.rglob("*") if p.is_file()} == antes


def test_a_correction_is_acknowledged_too(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    sincronizar(cerrada, oficina.buzon)
    assert oficina.atender().acusados == 2
    confirmar(cerrada, oficina)
    assert etapas(cerrada) == [Etapa.ACUSADA, Etapa.ACUSADA]


def test_what_came_before_its_package_waits_for_it(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    (paquete,) = (oficina.buzon / "visitas").rglob("*.zip")
    aparte = paquete.rename(oficina.buzon / "aparte")
    assert oficina.atender().indice.nuevos == 0
    oficina.inscribir_todos()
    aparte.rename(paquete)
    hecho = oficina.atender()
    assert (hecho.indice.nuevos, hecho.acusados) == (1, 1)


def test_a_damaged_package_is_set_aside_and_the_laptop_hears_why(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    (paquete,) = (oficina.buzon / "visitas").rglob("*.zip")
    bueno = paquete.read_bytes()
    paquete.write_bytes(bueno[:-1] + b"x")
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    confirmar(cerrada, oficina)
    (vida,) = cerrada.s.sincronizacion.vidas()
    assert vida.etapa is Etapa.APARTADA
    assert vida.motivo
    # Looked at again all is sent once more, and the office says so.
    sincronizar(cerrada, oficina.buzon, revisar=True)
    assert paquete.read_bytes() == bueno
    oficina.atender(todo=True)
    sincronizar(cerrada, oficina.buzon)
    assert etapas(cerrada) == [Etapa.ACUSADA]


# --- who is who -----------------------------------------------------------------------------------------------------


def test_a_laptop_that_is_not_enrolled_gets_no_receipt(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    assert oficina.atender().acusados == 0
    (visto,) = oficina.mesa.equipos()
    assert (visto.estado, visto.paquetes) == (EstadoEquipo.POR_INSCRIBIR, 1)
    assert visto.palabras == cerrada.s.sincronizacion.palabras()


def test_enrolling_takes_the_words_that_the_person_reads(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    (visto,) = oficina.mesa.equipos()
    with pytest.raises(UserError, match="no son las de ese equipo"):
        oficina.mesa.inscribir(visto.equipo, "0000-0000-0000-0000-0000")
    oficina.mesa.inscribir(visto.equipo, visto.palabras.lower().replace("-", " "))
    assert oficina.mesa.equipos()[0].estado is EstadoEquipo.INSCRITO
    assert visto.publica.openssh in oficina.mesa.autorizados()


def test_a_lost_laptop_counts_no_more(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.mesa.dar_de_baja(oficina.mesa.equipos()[0].equipo, "Se extravió")
    assert oficina.atender().acusados == 0
    confirmar(cerrada, oficina)
    assert cerrada.s.sincronizacion.situacion()[0] is EstadoEquipo.DE_BAJA
    assert any("dio de baja" in r.texto for r in cerrada.s.sincronizacion.registro())


def test_an_unknown_office_is_shown_and_nothing_of_it_kept(cerrada: Banco, oficina: Oficina) -> None:
    oficina.atender()
    hecho = sincronizar(cerrada, oficina.buzon)
    assert hecho.por_confirmar is not None
    assert (hecho.por_confirmar.nombre, hecho.por_confirmar.palabras) == ("Jefatura ficticia", oficina.mesa.palabras())
    assert cerrada.s.sincronizacion.oficina() is None
    assert confirmar(cerrada, oficina).por_confirmar is None
    conocida = cerrada.s.sincronizacion.oficina()
    assert conocida is not None
    assert conocida.nombre == "Jefatura ficticia"


def test_words_of_another_office_confirm_nothing(cerrada: Banco, oficina: Oficina) -> None:
    oficina.atender()
    assert sincronizar(cerrada, oficina.buzon, confirmada="0000-0000-0000-0000-0000").por_confirmar is not None


def _reescrito(ruta: Path, llave: LlaveDeFirma, **datos: object) -> None:
    """An entry with other data, signed by somebody else."""
    una = Entrada.model_validate_json(ruta.read_bytes())
    cuerpo = con(una.cuerpo, datos={**una.cuerpo.datos, **datos})
    ruta.write_bytes(Entrada(cuerpo=cuerpo, firma=llave.firmar(feed.ESPACIO, cuerpo.octetos)).octetos)


def test_a_receipt_that_somebody_else_signed_is_refused(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    (acuse,) = (oficina.buzon / "oficina/para").rglob("*.json")
    _reescrito(acuse, LlaveDeFirma.nueva(), estado=EstadoDelAcuse.RECIBIDO.value)
    with pytest.raises(UserError, match="no lleva la firma que debe"):
        confirmar(cerrada, oficina)
    assert etapas(cerrada) == [Etapa.ENVIADA]


def test_an_entry_that_somebody_else_signed_stops_that_laptop_and_no_other(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    entrada = sorted((oficina.buzon / "feed").rglob("*.json"))[1]
    _reescrito(entrada, LlaveDeFirma.nueva(), folio="OTRO")
    hecho = oficina.atender()
    assert hecho.recibidos == 1
    assert "no lleva la firma que debe" in hecho.avisos[0]
    assert oficina.atender().avisos == hecho.avisos, "it is told until somebody looks"


def test_a_package_without_a_feed_is_known_by_its_signature(cerrada: Banco, oficina: Oficina, tmp_path: Path) -> None:
    """A stick with one package and its signature, from a laptop that the office enrolled."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    paquete = next((oficina.buzon / "visitas").rglob("*.zip"))
    clave = paquete.relative_to(oficina.buzon)
    memoria = tmp_path / "memoria"
    (memoria / clave).parent.mkdir(parents=True)
    for nombre in (clave, clave.with_name(f"{clave.name}.sig")):
        shutil.copy(oficina.buzon / nombre, memoria / nombre)
    shutil.rmtree(oficina.buzon / "feed")
    oficina.buzon = memoria
    hecho = oficina.atender(todo=True)
    assert hecho.indice.ya_estaban == 1


# --- publishing -----------------------------------------------------------------------------------------------------


def test_what_the_office_publishes_arrives_whole(cerrada: Banco, oficina: Oficina) -> None:
    dicha = oficina.mesa.publicar("programa", "Programa de noviembre", b"contenido ficticio")
    oficina.atender()
    confirmar(cerrada, oficina)
    assert cerrada.s.sincronizacion.recibidas()["programa"] == dicha
    assert cerrada.s.sincronizacion.leer_recibida("programa") == b"contenido ficticio"


def test_publishing_the_same_again_sends_nothing(oficina: Oficina) -> None:
    oficina.mesa.publicar("programa", "Programa", b"x")
    oficina.atender()
    oficina.mesa.publicar("programa", "Programa", b"x")
    assert oficina.atender().publicados == 0


def test_a_content_that_is_not_whole_yet_is_waited_for(cerrada: Banco, oficina: Oficina) -> None:
    oficina.atender()
    confirmar(cerrada, oficina)
    oficina.mesa.publicar("programa", "Programa", b"contenido ficticio")
    oficina.atender()
    (contenido,) = (oficina.buzon / "oficina/contenido").iterdir()
    contenido.write_bytes(b"contenido")
    with pytest.raises(Exception, match="todavía no está completo"):
        sincronizar(cerrada, oficina.buzon)
    contenido.write_bytes(b"contenido ficticio")
    assert sincronizar(cerrada, oficina.buzon).recibidos == 1


# --- the desk -------------------------------------------------------------------------------------------------------


def test_a_desk_is_opened_once_and_by_name(oficina: Oficina) -> None:
    with pytest.raises(UserError, match="ya hay una oficina"):
        oficina.mesa.abrir("Otra")


def test_a_laptop_is_no_desk(cerrada: Banco, oficina: Oficina) -> None:
    oficina.mesa = cerrada.s.mesa
    with pytest.raises(UserError, match="no hay una oficina"):
        oficina.atender()
    assert cerrada.s.mesa.oficina is None


def test_a_mailbox_taken_back_gets_the_office_s_entries_again(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    completo = {p: p.read_bytes() for p in (oficina.buzon / "oficina").rglob("*.json")}
    for una in list(completo):
        if una.name != "00000001.json" or "para" in str(una):
            una.unlink()
    oficina.atender()
    assert {p: p.read_bytes() for p in (oficina.buzon / "oficina").rglob("*.json")} == completo


# --- anybody else ---------------------------------------------------------------------------------------------------


def verificar_a_solas(buzon: Path) -> tuple[int, str]:
    orden = [sys.executable, "-I", "-S", "-X", "utf8", str(buzon / "verificar_paquetes.py")]
    hecho = subprocess.run(orden, capture_output=True, encoding="utf-8", check=False)
    return hecho.returncode, hecho.stdout + hecho.stderr


def test_the_verifier_in_the_mailbox_says_who_sent_what(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert (codigo, "sin inscribir" in dicho) == (0, True), dicho
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert codigo == 0
    assert f"inscrito por la oficina ({cerrada.s.sincronizacion.palabras()})" in dicho
    assert f"Oficina: Jefatura ficticia ({oficina.mesa.palabras()})" in dicho


def test_the_verifier_in_the_mailbox_sees_a_foreign_signature(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    (firma,) = (oficina.buzon / "visitas").rglob("*.sig")
    firma.write_text(LlaveDeFirma.nueva().firmar(feed.ESPACIO_PAQUETE, b"otra cosa"))
    codigo, dicho = verificar_a_solas(oficina.buzon)
    assert (codigo, "no es suya" in dicho) == (1, True)


# --- what may leave the laptop --------------------------------------------------------------------------------------


def test_a_receipt_is_missed_until_it_comes(cerrada: Banco, oficina: Oficina) -> None:
    def falta() -> bool:
        return falta_acuse(cerrada.s._almacen._db, cerrada.e.visita.id)

    sincronizar(cerrada, oficina.buzon)
    assert not falta(), "without an office nobody acknowledges"
    oficina.atender()
    confirmar(cerrada, oficina)
    assert falta()
    oficina.inscribir_todos()
    oficina.atender()
    sincronizar(cerrada, oficina.buzon)
    assert not falta()


def test_what_was_announced_goes_even_from_the_bin(cerrada: Banco, oficina: Oficina) -> None:
    sincronizar(cerrada, oficina.buzon)
    cerrada.s.papelera.enviar(cerrada.e.visita.id)
    for paquete in (oficina.buzon / "visitas").rglob("*.zip"):
        paquete.unlink()
    assert sincronizar(cerrada, oficina.buzon, revisar=True).enviados == 1


def test_knowing_the_laptops_does_not_read_what_they_said(
    cerrada: Banco, oficina: Oficina, monkeypatch: pytest.MonkeyPatch
) -> None:
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    s, leidas = oficina.mesa._almacen.sincronia, list[object]()
    leer = s.entradas

    def contar(autor: str, **mas: object) -> tuple[Entrada, ...]:
        leidas.extend(hecho := leer(autor, **mas))  # type: ignore[arg-type]
        return hecho

    monkeypatch.setattr(s, "entradas", contar)
    (uno,) = oficina.mesa.equipos()
    assert (uno.asientos, uno.paquetes, len(leidas)) == (2, 1, 1)
