"""Documents of a visit: when they are emitted, their versions, their state and the files they leave."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.domain.informe import Bloque
from supervisor_app.errors import EnvironmentProblem, UserError
from tests.services.banco import MEDIDA_RESERVADA, RESERVADA, Banco, adjunto, texto
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE, MUESTRA

CEDULA = TipoDocumento.CEDULA


def vaciar_proposito(b: Banco) -> None:
    assert b.e.informe is not None
    datos = con(b.e.informe.datos, proposito=())
    b.hacer(comandos.guardar_informe(b.e, con(b.e.informe, datos=datos)))


# --- emitting -------------------------------------------------------------------------------------------------------


def test_an_incomplete_cedula_is_not_emitted(contestada: Banco) -> None:
    contestada.responder(MUESTRA.id, None)
    with pytest.raises(UserError, match=r"^Cédula CO-90: Falta 1 respuesta$"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.CEDULA, "CO-90")
    assert contestada.s.documentos.vigentes(contestada.e.visita.id) == []


def test_a_cedula_is_not_emitted_without_what_it_prints_of_the_visit(contestada: Banco) -> None:
    contestada.hacer(comandos.modificar_visita(contestada.e, "Borró el equipo", equipo=()))
    with pytest.raises(UserError, match="Escriba quién supervisa"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.CEDULA, "CO-90")


def test_an_informe_that_is_not_composed_is_not_emitted(contestada: Banco) -> None:
    with pytest.raises(UserError, match="Componga el informe antes de emitirlo"):
        contestada.s.documentos.emitir(replace(contestada.e, informe=None), TipoDocumento.INFORME)


def test_an_incomplete_informe_is_not_emitted(contestada: Banco) -> None:
    vaciar_proposito(contestada)
    with pytest.raises(UserError, match=r"^El informe no se puede emitir: .*[Pp]ropósito"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.INFORME)
    assert contestada.s.documentos.vigentes(contestada.e.visita.id) == []


def test_an_informe_that_repeats_what_is_turned_over_is_not_emitted(contestada: Banco) -> None:
    """It was composed before the finding was marked."""
    borrador = contestada.e.informe
    assert borrador is not None
    datos = con(borrador.datos, resultados=(Bloque(texto=f"{MEDIDA_RESERVADA}."),))
    contestada.hacer(comandos.guardar_informe(contestada.e, con(borrador, datos=datos)))
    with pytest.raises(UserError, match=f"repite «{MEDIDA_RESERVADA}».*se turna aparte"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.INFORME)


def test_an_acta_that_repeats_what_is_turned_over_is_not_emitted(contestada: Banco) -> None:
    contestada.hacer(comandos.empezar_acta(contestada.e))
    campos = {"fecha": AHORA.date(), "inicio": "10:00", "fin": "11:00", "acuerdos": MEDIDA_RESERVADA}
    contestada.hacer(comandos.modificar_acta(contestada.e, "Escribió", **campos))
    with pytest.raises(UserError, match="El acta repite"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.ACTA)


def test_a_cedula_of_a_closed_visit_is_not_emitted_again(cerrada: Banco) -> None:
    with pytest.raises(UserError, match="Reábrala para corregirlos"):
        cerrada.s.documentos.emitir(cerrada.e, TipoDocumento.CEDULA, "CO-90")


def test_the_informe_of_a_closed_visit_is_not_emitted_again(cerrada: Banco) -> None:
    with pytest.raises(UserError, match="Reábrala para corregirlos"):
        cerrada.s.documentos.emitir(cerrada.e, TipoDocumento.INFORME)


def test_the_list_says_what_each_document_misses(contestada: Banco) -> None:
    contestada.responder(MUESTRA.id, None)
    faltas = {f.clave or f.tipo.value: f.falta for f in contestada.s.documentos.lista(contestada.e)}
    assert {clave: falta for clave, falta in faltas.items() if falta} == {
        "CO-90": "Falta 1 respuesta",
        "expediente": "Falta emitir la cédula CO-90",
    }


def test_the_list_has_the_cedulas_of_the_visit_and_then_the_others(emitida: Banco) -> None:
    filas = emitida.s.documentos.lista(emitida.e)
    otros = ["informe", "concentrado", "turnado", "expediente"]
    assert [f.clave or f.tipo.value for f in filas] == ["CO-90", "AV-90", *otros]


# --- versions -------------------------------------------------------------------------------------------------------


def test_versions_count_up(contestada: Banco) -> None:
    versiones = [contestada.s.documentos.emitir(contestada.e, TipoDocumento.CEDULA, "CO-90").version for _ in range(3)]
    assert versiones == [1, 2, 3]


def test_each_document_has_its_own_count(emitida: Banco) -> None:
    emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    versiones = {d.clave: d.version for d in emitida.s.documentos.vigentes(emitida.e.visita.id)}
    assert versiones == {"CO-90": 2, "AV-90": 1, "": 1}


def test_an_earlier_version_stays_readable_byte_for_byte(emitida: Banco) -> None:
    antes = emitida.s.documentos.leer(emitida.documento())
    emitida.responder(CONTROL.id, CUMPLE)
    emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    primera, segunda = emitida.s.documentos.versiones(emitida.e.visita.id, CEDULA, "CO-90")
    assert emitida.s.documentos.leer(primera) == antes != emitida.s.documentos.leer(segunda)


def test_an_emitted_document_is_on_disk_as_it_was_given(contestada: Banco) -> None:
    dado = contestada.s.documentos.emitir(contestada.e, TipoDocumento.INFORME)
    assert contestada.documento("") == dado


# --- the record inside ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clave", ["CO-90", ""])
def test_the_attached_record_is_canonical_json(emitida: Banco, clave: str) -> None:
    registro = adjunto(emitida.s.documentos.leer(emitida.documento(clave)))
    assert registro == canonico(json.loads(registro))


@pytest.mark.parametrize("clave", ["CO-90", ""])
def test_the_hash_of_the_attached_record_is_kept_and_printed(emitida: Banco, clave: str) -> None:
    documento = emitida.documento(clave)
    pdf = emitida.s.documentos.leer(documento)
    huella = hashlib.sha256(adjunto(pdf)).hexdigest()
    assert documento.registro_sha256 == huella
    assert huella[:16] in texto(pdf).replace(" ", "")


def test_the_record_says_which_version_it_is(emitida: Banco) -> None:
    segunda = emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    registro = json.loads(adjunto(emitida.s.documentos.leer(segunda)))
    assert (registro["version"], registro["folio"]) == (2, f"{emitida.e.visita.folio}-CO-90")


def test_a_possible_irregularity_is_in_the_turnado_and_in_no_other_document(emitida: Banco) -> None:
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        pdf = emitida.s.documentos.leer(documento)
        suyo = documento.tipo is TipoDocumento.TURNADO
        assert (RESERVADA in texto(pdf)) is suyo
        assert (RESERVADA.encode() in adjunto(pdf)) is suyo


def test_there_is_no_turnado_where_there_is_nothing_to_turn_over(contestada: Banco) -> None:
    for h in contestada.e.inconsistencias_en_orden():
        contestada.hacer(comandos.modificar_inconsistencia(contestada.e, h.id, posible_irregularidad=False))
    assert TipoDocumento.TURNADO not in {f.tipo for f in contestada.s.documentos.lista(contestada.e)}
    with pytest.raises(UserError, match="no hay qué turnar"):
        contestada.s.documentos.emitir(contestada.e, TipoDocumento.TURNADO)


# --- state ----------------------------------------------------------------------------------------------------------


def test_a_changed_answer_makes_its_cedula_out_of_date_and_no_other(emitida: Banco) -> None:
    emitida.responder(CONTROL.id, CUMPLE)
    assert emitida.estado("CO-90") is EstadoDocumento.DESACTUALIZADO
    assert emitida.estado("AV-90") is EstadoDocumento.LISTO


def test_a_changed_informe_is_out_of_date(emitida: Banco) -> None:
    vaciar_proposito(emitida)
    assert emitida.estado("") is EstadoDocumento.DESACTUALIZADO


@pytest.mark.parametrize(
    ("etapa", "estado"), [("emitida", EstadoDocumento.LISTO), ("firmada", EstadoDocumento.FIRMADO)]
)
def test_undoing_the_change_gives_the_state_back(
    request: pytest.FixtureRequest, etapa: str, estado: EstadoDocumento
) -> None:
    b: Banco = request.getfixturevalue(etapa)
    b.responder(CONTROL.id, CUMPLE)
    b.s.visitas.deshacer(b.e.visita.id)
    b.e = b.releer()
    assert b.estado() is estado


def test_answering_the_same_again_by_hand_gives_the_state_back(firmada: Banco) -> None:
    antes = firmada.e.respuestas["AV-90-01"].valor
    firmada.responder("AV-90-01", None)
    assert firmada.estado("AV-90") is EstadoDocumento.DESACTUALIZADO
    firmada.responder("AV-90-01", antes)
    assert firmada.estado("AV-90") is EstadoDocumento.FIRMADO


def test_what_is_pending_is_told_document_by_document(emitida: Banco) -> None:
    emitida.responder(CONTROL.id, CUMPLE)
    assert emitida.s.documentos.pendientes(emitida.e) == (
        "Cédula CO-90: la visita cambió; emita una versión nueva y fírmela",
        "Cédula AV-90: falta firmarlo",
        "Informe de la comisión: falta firmarlo",
        "Turnado: falta firmarlo",
    )


# --- ink ------------------------------------------------------------------------------------------------------------


def test_a_document_for_ink_is_neither_pending_nor_changed(emitida: Banco) -> None:
    antes = emitida.documento()
    marcado = emitida.s.documentos.marcar_tinta(antes)
    assert emitida.documento() == marcado
    assert (emitida.estado(), marcado.ultimo.sha256) == (EstadoDocumento.TINTA, antes.ultimo.sha256)
    assert not any("CO-90" in p for p in emitida.s.documentos.pendientes(emitida.e))


def test_a_signed_document_is_not_marked_for_ink(firmada: Banco) -> None:
    antes = firmada.documento()
    with pytest.raises(UserError, match="no se mezcla con firma autógrafa"):
        firmada.s.documentos.marcar_tinta(antes)
    assert firmada.documento() == antes


def test_marking_for_ink_twice_marks_once(emitida: Banco) -> None:
    marcado = emitida.s.documentos.marcar_tinta(emitida.documento())
    assert emitida.s.documentos.marcar_tinta(marcado) == marcado
    assert [a.metodo for a in emitida.documento().archivos] == [Metodo.EMISION, Metodo.TINTA]


def test_a_document_of_a_closed_visit_is_not_marked_for_ink(emitida: Banco) -> None:
    anterior = emitida.documento()
    emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    emitida.firmar_todo()
    emitida.cerrar()
    with pytest.raises(UserError, match="Reábrala para corregirlos"):
        emitida.s.documentos.marcar_tinta(anterior)


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_tampered_stored_file_is_noticed(emitida: Banco) -> None:
    documento = emitida.documento()
    ruta = emitida.guardado(documento.ultimo.sha256)
    ruta.write_bytes(ruta.read_bytes() + b"\n")
    with pytest.raises(EnvironmentProblem, match=r"está dañado\. Restaure el respaldo"):
        emitida.s.documentos.leer(documento)


def test_checking_the_folder_names_the_tampered_document(emitida: Banco) -> None:
    emitida.guardado(emitida.documento().ultimo.sha256).write_bytes(b"otra cosa")
    (falta,) = emitida.s.comprobar()
    assert "CO-90" in falta


def test_an_exported_document_is_the_stored_one(firmada: Banco, tmp_path: Path) -> None:
    documento = firmada.documento()
    ruta = tmp_path / firmada.s.documentos.nombre_de_archivo(documento)
    assert firmada.s.documentos.exportar(documento, ruta).read_bytes() == firmada.s.documentos.leer(documento)
    assert ruta.name == f"{documento.folio}-v1-firmado.pdf"


def test_exporting_to_a_place_that_cannot_be_written_says_so(emitida: Banco, tmp_path: Path) -> None:
    estorbo = tmp_path / "archivo"
    estorbo.write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match=r"No se pudo guardar informe\.pdf"):
        emitida.s.documentos.exportar(emitida.documento(""), estorbo / "informe.pdf")


def test_a_tampered_document_is_not_exported(emitida: Banco, tmp_path: Path) -> None:
    emitida.guardado(emitida.documento().ultimo.sha256).write_bytes(b"otra cosa")
    with pytest.raises(EnvironmentProblem, match="dañado"):
        emitida.s.documentos.exportar(emitida.documento(), tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


# --- composing the informe ------------------------------------------------------------------------------------------


def test_the_first_draft_is_of_the_visit_and_says_nothing_reserved(contestada: Banco) -> None:
    borrador = contestada.s.documentos.componer_informe(contestada.e)
    assert (borrador.id, borrador.visita_id) == (f"{contestada.e.visita.id}:informe", contestada.e.visita.id)
    assert borrador.datos.comisionado.casefold() == "lucía ñandú peñaloza"
    assert RESERVADA not in borrador.model_dump_json()


def test_the_draft_may_be_looked_at_incomplete_and_says_what_it_is(contestada: Banco) -> None:
    vaciar_proposito(contestada)
    assert contestada.e.informe is not None
    assert "BORRADOR" in texto(contestada.s.documentos.vista_previa_informe(contestada.e.informe))


def test_looking_at_the_draft_emits_nothing(contestada: Banco) -> None:
    assert contestada.e.informe is not None
    contestada.s.documentos.vista_previa_informe(contestada.e.informe)
    assert contestada.s.documentos.vigentes(contestada.e.visita.id) == []
