"""Signing by drawing on the screen: the same record drawn again, and never taken for an e.firma."""

import json

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import Documento, EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import dibujadas_en
from tests.services.banco import TITULAR, Banco, bolsa, efirma, registro, texto
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE

TRAZOS = (tuple((x, 900 + (x % 700)) for x in range(600, 9000, 150)), ((2000, 2500), (8000, 2300)))


def firma(campo: str, nombre: str = "quien sea") -> FirmaDibujada:
    return FirmaDibujada(campo=campo, nombre=nombre, con="lápiz", cuando=AHORA, alto=3600, trazos=TRAZOS)


def dibujar(b: Banco, documento: Documento, n: int = 0) -> Documento:
    return b.s.firmas.firmar_dibujada(documento, firma(documento.campos[n].campo))


def adjuntos(pdf: bytes) -> dict[str, bytes]:
    from supervisor_app.documents.adjuntos import adjuntos_de

    return adjuntos_de(pdf)


# --- the file -------------------------------------------------------------------------------------------------------


def test_drawing_adds_a_file_and_leaves_the_earlier(emitida: Banco) -> None:
    antes = emitida.documento()
    sin_firma = emitida.s.documentos.leer(antes)
    firmado = dibujar(emitida, antes)
    assert [a.metodo for a in firmado.archivos] == [Metodo.EMISION, Metodo.DIBUJADA]
    assert emitida.guardado(antes.ultimo.sha256).read_bytes() == sin_firma
    assert emitida.documento() == firmado


def test_the_record_is_the_same_and_the_strokes_come_along(emitida: Banco) -> None:
    antes = emitida.documento()
    propios = adjuntos(emitida.s.documentos.leer(antes))
    despues = adjuntos(emitida.s.documentos.leer(dibujar(emitida, antes)))
    (nombre,) = despues.keys() - propios.keys()
    assert all(despues[n] == propios[n] for n in propios)
    assert nombre == "firma-dibujada-Firma_Supervisor.json"
    assert json.loads(despues[nombre])["trazos"] == [[list(p) for p in trazo] for trazo in TRAZOS]


def test_the_page_says_that_it_is_no_e_firma(emitida: Banco) -> None:
    dicho = " ".join(texto(emitida.s.documentos.leer(dibujar(emitida, emitida.documento()))).split())
    assert f"Firma dibujada en pantalla el {emitida.reloj():%d/%m/%Y}" in dicho
    assert "No es e.firma" in dicho


def test_the_name_and_the_moment_are_those_of_the_document_and_the_clock(emitida: Banco) -> None:
    documento = emitida.documento()
    emitida.reloj.adelantar(minutes=3)
    ultimo = dibujar(emitida, documento).ultimo
    assert (ultimo.firmante, ultimo.rfc, ultimo.cuando) == (documento.campos[0].nombre, "", emitida.reloj())
    (dicha,) = emitida.s.firmas.dibujadas_de(emitida.documento())
    assert (dicha.nombre, dicha.cuando, dicha.ante) == (
        documento.campos[0].nombre,
        emitida.reloj(),
        emitida.s.ajustes.leer().nombre,
    )


def test_a_second_one_keeps_the_first(emitida: Banco) -> None:
    documento = dibujar(emitida, dibujar(emitida, emitida.documento()), 1)
    en_el_pdf = dibujadas_en(emitida.s.documentos.leer(documento))
    assert [f.campo for f in en_el_pdf] == ["Firma_Supervisor", "Firma_Titular"]


# --- told apart -----------------------------------------------------------------------------------------------------


def test_a_document_signed_by_drawing_counts_as_signed_and_says_how(emitida: Banco) -> None:
    dibujar(emitida, emitida.documento())
    assert emitida.estado() is EstadoDocumento.DIBUJADO
    assert emitida.estado().label == "Firmado · dibujada"


def test_an_e_firma_over_a_drawing_covers_it_and_both_are_said(emitida: Banco) -> None:
    documento = emitida.firmar(dibujar(emitida, emitida.documento(), 1))
    assert emitida.estado() is EstadoDocumento.MIXTO
    comprobado = emitida.s.firmas.comprobar_documento(documento)
    assert comprobado.efirma is not None
    assert [f.campo for f in comprobado.efirma.firmas] == ["Firma_Supervisor"]
    assert [f.campo for f in comprobado.dibujadas] == ["Firma_Titular"]


def test_what_is_only_drawn_has_no_verification_of_an_e_firma(emitida: Banco) -> None:
    comprobado = emitida.s.firmas.comprobar_documento(dibujar(emitida, emitida.documento()))
    assert comprobado.efirma is None
    assert len(comprobado.dibujadas) == 1


def test_the_name_of_the_file_says_it(emitida: Banco) -> None:
    dibujado = dibujar(emitida, emitida.documento())
    assert emitida.s.documentos.nombre_de_archivo(dibujado).endswith("-v1-firma-dibujada.pdf")


def test_it_lets_the_visit_be_closed_and_is_delivered_as_what_it_is(emitida: Banco) -> None:
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        if documento.clave == "CO-90":
            dibujar(emitida, documento)
        else:
            emitida.firmar(documento)
    emitida.cerrar()
    (paquete,) = emitida.paquetes
    assert any(n.endswith("CO-90-v1-firma-dibujada.pdf") for n in bolsa(paquete))
    metodos = {d["clave"]: d["archivos"][-1]["metodo"] for d in registro(paquete, "documentos")}
    assert metodos["CO-90"] == "dibujada"
    assert metodos["AV-90"] == "efirma"


# --- refusals -------------------------------------------------------------------------------------------------------


def rechazo(b: Banco, documento: Documento, n: int = 0) -> str:
    antes = b.documento()
    with pytest.raises(UserError) as negado:
        dibujar(b, documento, n)
    assert b.documento() == antes
    return negado.value.message


def test_after_an_e_firma_nobody_draws(emitida: Banco) -> None:
    assert "primero se dibuja" in rechazo(emitida, emitida.firmar(emitida.documento()), 1)


def test_a_place_is_drawn_in_once(emitida: Banco) -> None:
    assert "ya firmó en este lugar" in rechazo(emitida, dibujar(emitida, emitida.documento()))


def test_nobody_signs_with_e_firma_over_a_drawing(emitida: Banco) -> None:
    dibujado = dibujar(emitida, emitida.documento())
    with pytest.raises(UserError, match="ya firmó en este lugar"):
        emitida.firmar(dibujado)


def test_what_was_printed_for_ink_is_not_drawn_in(emitida: Banco) -> None:
    assert "se firma a mano" in rechazo(emitida, emitida.s.documentos.marcar_tinta(emitida.documento()))


def test_what_was_drawn_in_is_not_printed_for_ink(emitida: Banco) -> None:
    dibujado = dibujar(emitida, emitida.documento())
    with pytest.raises(UserError, match="con firma dibujada, que no se mezcla con firma autógrafa"):
        emitida.s.documentos.marcar_tinta(dibujado)


def test_where_the_visit_changed_since_nothing_is_drawn(emitida: Banco) -> None:
    emitida.responder(CONTROL.id, CUMPLE)
    assert "La visita cambió después de emitir" in rechazo(emitida, emitida.documento())


def test_a_closed_visit_takes_no_drawing(cerrada: Banco) -> None:
    assert "Reábrala para corregirlos" in rechazo(cerrada, cerrada.documento(), 1)


def test_what_another_window_signed_meanwhile_is_not_drawn_over(emitida: Banco) -> None:
    de_la_otra_ventana = emitida.documento()
    emitida.firmar(emitida.documento())
    assert "ábralo de nuevo" in rechazo(emitida, de_la_otra_ventana, 1)


def test_a_place_without_a_name_is_not_drawn_in(emitida: Banco) -> None:
    documento = emitida.documento()
    sin_nombre = con(documento, campos=(con(documento.campos[0], nombre=" "), *documento.campos[1:]))
    assert "no dice el nombre" in rechazo(emitida, sin_nombre)


def test_a_place_that_is_not_there_is_refused(emitida: Banco) -> None:
    with pytest.raises(UserError, match="no tiene ese lugar de firma"):
        emitida.s.firmas.firmar_dibujada(emitida.documento(), firma("Firma_9"))


# --- a superior -----------------------------------------------------------------------------------------------------


def con_superior(b: Banco) -> None:
    superior = Persona(nombre="Rosa Ilhuicamina Núñez", cargo="Jefa de Servicios")
    b.hacer(
        comandos.modificar_visita(b.e, "Escribió el superior", superior=superior, visto_bueno=("informe", "cedula"))
    )


@pytest.mark.parametrize(("tipo", "clave"), [(TipoDocumento.CEDULA, "CO-90"), (TipoDocumento.INFORME, "")])
def test_a_superior_signs_last_where_the_visit_says_so(contestada: Banco, tipo: TipoDocumento, clave: str) -> None:
    con_superior(contestada)
    documento = contestada.s.documentos.emitir(contestada.e, tipo, clave)
    assert documento.campos[-1].nombre == "Rosa Ilhuicamina Núñez"
    assert documento.campos[-1].turno > max(c.turno for c in documento.campos[:-1])
    assert not documento.campos[-1].obligatorio
    assert "visto bueno" in texto(contestada.s.documentos.leer(documento))


def test_the_preview_of_the_informe_shows_the_place_of_the_superior(contestada: Banco) -> None:
    assert contestada.e.informe is not None
    assert "visto bueno" not in texto(contestada.s.documentos.vista_previa_informe(contestada.e.informe))
    con_superior(contestada)
    assert "visto bueno" in texto(contestada.s.documentos.vista_previa_informe(contestada.e.informe))


def test_both_sides_of_an_acta_sign_before_the_others_and_the_supervision_first(contestada: Banco) -> None:
    contestada.hacer(comandos.empezar_acta(contestada.e))
    campos = {"fecha": AHORA.date(), "inicio": "10:00", "fin": "11:00", "testigos": (Persona(nombre="Testigo Uno"),)}
    contestada.hacer(comandos.modificar_acta(contestada.e, "Escribió", **campos))
    acta = contestada.s.documentos.emitir(contestada.e, TipoDocumento.ACTA)
    turnos = {c.campo: (c.turno, c.obligatorio) for c in acta.campos}
    assert turnos["Firma_Supervision_1"] == (1, True)
    assert turnos["Firma_Unidad_1"] == (2, True)
    assert {t for campo, t in turnos.items() if not campo.endswith("sion_1") and campo != "Firma_Unidad_1"} == {
        (3, False)
    }


def test_three_sign_in_their_order(contestada: Banco) -> None:
    con_superior(contestada)
    documento = contestada.s.documentos.emitir(contestada.e, TipoDocumento.CEDULA, "CO-90")
    documento = contestada.firmar(documento)
    for campo in documento.campos[1:]:
        documento = contestada.s.firmas.firmar_documento(documento, campo.campo, efirma(TITULAR))
    verificacion = contestada.s.firmas.verificar_documento(documento)
    assert [f.campo for f in verificacion.firmas] == ["Firma_Supervisor", "Firma_Titular", "Firma_Superior"]
    assert verificacion.valido, verificacion.problemas


def test_asking_for_a_superior_puts_only_those_documents_out_of_date(emitida: Banco) -> None:
    superior = Persona(nombre="Rosa Ilhuicamina Núñez")
    emitida.hacer(comandos.modificar_visita(emitida.e, "Superior", superior=superior))
    assert emitida.estado("") is emitida.estado("CO-90") is EstadoDocumento.LISTO
    emitida.hacer(comandos.modificar_visita(emitida.e, "Firma el informe", visto_bueno=("informe",)))
    assert emitida.estado("") is EstadoDocumento.DESACTUALIZADO
    assert emitida.estado("CO-90") is EstadoDocumento.LISTO
