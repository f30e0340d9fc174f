"""Who signs before whom, and the sentence that says why somebody may not sign now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    EstadoDocumento,
    Metodo,
    TipoDocumento,
)
from supervisor_app.domain.turnos import (
    cierra,
    como_se_firmo,
    en_orden,
    espera_a,
    impide_dibujar,
    impide_efirma,
    se_puede_firmar,
    ya_no_se_dibuja,
)

AHORA = datetime(2026, 6, 12, 10, tzinfo=UTC)
COMISIONADO = CampoDeFirma(campo="C", nombre="Ana Paz", turno=1)
TITULAR = CampoDeFirma(campo="T", nombre="Beto Ruiz", obligatorio=False, turno=2)
SUPERIOR = CampoDeFirma(campo="S", nombre="Celia Mora", obligatorio=False, turno=3)
INFORME = Documento(
    id="d",
    visita_id="v",
    revision=1,
    tipo=TipoDocumento.INFORME,
    version=1,
    folio="F-INF",
    titulo="Informe",
    registro_sha256="0" * 64,
    huella="h",
    campos=(COMISIONADO, TITULAR, SUPERIOR),
    creado=AHORA,
)


def tras(*pasos: tuple[Metodo, str], de: Documento = INFORME) -> Documento:
    """The document after these files («»: of no place)."""
    pasos = ((Metodo.EMISION, ""), *pasos)
    archivos = tuple(
        ArchivoDocumento(orden=n, metodo=m, sha256="0" * 64, bytes=1, paginas=1, campo=campo, cuando=AHORA)
        for n, (m, campo) in enumerate(pasos)
    )
    return con(de, archivos=archivos)


def efirma(*campos: str) -> Documento:
    return tras(*((Metodo.EFIRMA, c) for c in campos))


def test_the_places_stand_by_turn_whatever_their_order_in_print() -> None:
    documento = con(INFORME, campos=(SUPERIOR, TITULAR, COMISIONADO))
    assert [c.campo for c in en_orden(documento)] == ["C", "T", "S"]


def test_who_has_to_sign_first_is_waited_for() -> None:
    assert espera_a(tras(), TITULAR) == espera_a(tras(), SUPERIOR) == (COMISIONADO,)
    assert impide_efirma(tras(), TITULAR) == "Antes firma Ana Paz."
    assert impide_efirma(tras(), COMISIONADO) == ""


def test_who_need_not_sign_is_not_waited_for() -> None:
    assert impide_efirma(efirma("C"), SUPERIOR) == ""


def test_signing_after_somebody_who_has_not_says_that_it_closes_that_place() -> None:
    assert cierra(efirma("C"), SUPERIOR) == (
        "Si firma ahora, ya no podrá firmar Beto Ruiz, que va antes y no ha firmado."
    )
    assert impide_efirma(efirma("C", "S"), TITULAR) == (
        "Ya firmó Celia Mora, que va después. Para que firme Beto Ruiz, emita una versión nueva."
    )


def test_a_place_is_signed_once() -> None:
    assert impide_efirma(efirma("C"), COMISIONADO) == "Ana Paz ya firmó en este lugar."
    assert impide_dibujar(efirma("C"), COMISIONADO) == "Ana Paz ya firmó en este lugar."


def test_whoever_draws_waits_for_nobody_but_comes_before_the_first_e_firma() -> None:
    assert impide_dibujar(tras(), SUPERIOR) == ""
    assert "primero se dibuja" in impide_dibujar(efirma("C"), SUPERIOR)


def test_a_drawn_signature_counts_for_who_waits_for_it() -> None:
    assert impide_efirma(tras((Metodo.DIBUJADA, "C")), TITULAR) == ""


def test_drawing_out_of_turn_closes_no_place() -> None:
    assert impide_efirma(tras((Metodo.DIBUJADA, "S"), (Metodo.EFIRMA, "C")), TITULAR) == ""


def test_the_first_e_firma_says_that_nobody_draws_after_it() -> None:
    assert "ya nadie puede firmar dibujando" in ya_no_se_dibuja(tras(), COMISIONADO)
    assert cierra(tras(), COMISIONADO) == ya_no_se_dibuja(efirma("C"), TITULAR) == cierra(efirma("C"), TITULAR) == ""


def test_nothing_is_signed_on_the_screen_once_it_was_printed_for_ink() -> None:
    documento = tras((Metodo.TINTA, ""))
    assert se_puede_firmar(documento) == ()
    assert "se firma a mano" in impide_efirma(documento, COMISIONADO)
    assert "se firma a mano" in impide_dibujar(documento, COMISIONADO)


def test_places_of_before_there_were_turns_are_signed_in_any_order() -> None:
    viejos = con(INFORME, campos=tuple(con(c, turno=0) for c in INFORME.campos))
    assert [c.campo for c in se_puede_firmar(tras(de=viejos))] == ["C", "T", "S"]
    firmado = tras((Metodo.EFIRMA, "S"), de=viejos)
    assert impide_efirma(firmado, viejos.campos[0]) == ""


def test_a_place_without_name_is_called_by_its_post() -> None:
    campos = (con(COMISIONADO, nombre="", cargo="Supervisión"), TITULAR)
    documento = con(tras(), campos=campos)
    assert impide_efirma(documento, TITULAR) == "Antes firma Supervisión."


@pytest.mark.parametrize(
    ("documento", "estado", "dicho"),
    [
        (tras(), EstadoDocumento.LISTO, ""),
        (efirma("T"), EstadoDocumento.LISTO, "con e.firma"),
        (efirma("C"), EstadoDocumento.FIRMADO, "con e.firma"),
        (tras((Metodo.DIBUJADA, "C")), EstadoDocumento.DIBUJADO, "con firma dibujada"),
        (tras((Metodo.DIBUJADA, "T")), EstadoDocumento.LISTO, "con firma dibujada"),
        (
            tras((Metodo.DIBUJADA, "T"), (Metodo.EFIRMA, "C")),
            EstadoDocumento.MIXTO,
            "con e.firma y firma dibujada",
        ),
        (tras((Metodo.TINTA, "")), EstadoDocumento.TINTA, "impreso para firma autógrafa"),
        (
            tras((Metodo.TINTA, ""), (Metodo.ESCANEO, "")),
            EstadoDocumento.AUTOGRAFO,
            "con firma autógrafa escaneada",
        ),
    ],
)
def test_each_way_of_signing_has_a_state_and_words_of_its_own(
    documento: Documento, estado: EstadoDocumento, dicho: str
) -> None:
    assert (documento.estado("h"), como_se_firmo(documento)) == (estado, dicho)


def test_the_words_of_the_signed_states_are_never_the_same() -> None:
    firmados = [e for e in EstadoDocumento if e.firmado]
    assert len({e.label for e in firmados}) == len(firmados) == 4
    assert all(e.deja_cerrar for e in firmados)
    assert EstadoDocumento.TINTA.deja_cerrar
    assert not EstadoDocumento.TINTA.firmado
