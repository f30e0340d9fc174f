"""The verdict in the window over a sealed document: stamps, proven times and revocation."""

from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from supervisor_app.services.firmas import Comprobado, FirmaVerificada, SelloVerificado, Verificacion
from supervisor_app.ui.visita.documentos.verificacion import VerificationCard

AHORA = datetime(2026, 11, 20, 20, 5, tzinfo=UTC)


def firma(**mas: object) -> FirmaVerificada:
    datos: dict[str, object] = {
        "campo": "F", "nombre": "ANA PAZ", "rfc": "PAZA850101AB1", "numero_certificado": "1", "momento": AHORA,
        "integra": True, "confiable": True, "autoridad": "AC", "autoridad_reconocida": True,
    }  # fmt: skip
    return FirmaVerificada.model_validate(datos | mas)


def sello(**mas: object) -> SelloVerificado:
    datos: dict[str, object] = {
        "campo": "S", "autoridad": "SELLADOR", "emisor": "AC DE SELLOS", "emisor_reconocido": True, "momento": AHORA,
        "vence": AHORA, "integro": True, "confiable": True,
    }  # fmt: skip
    return SelloVerificado.model_validate(datos | mas)


def words(qtbot: QtBot, verificacion: Verificacion) -> str:
    card = VerificationCard(Comprobado(efirma=verificacion))
    qtbot.addWidget(card)
    return card.words()


def test_unasked_revocation_is_told_once(qtbot: QtBot) -> None:
    said = words(qtbot, Verificacion(valido=True, firmas=(firma(), firma())))
    assert said.count("No se comprobó si los certificados fueron revocados") == 1


def test_an_answer_about_revocation_takes_the_place_of_that(qtbot: QtBot) -> None:
    good = firma(revocacion="vigente", revocacion_dicho="El certificado de ANA PAZ no estaba revocado al 20/11/2026.")
    said = words(qtbot, Verificacion(valido=True, firmas=(good,)))
    assert "no estaba revocado al 20/11/2026" in said
    assert "No se comprobó" not in said


def test_the_stamp_is_named(qtbot: QtBot) -> None:
    said = words(qtbot, Verificacion(valido=True, firmas=(firma(antes_de=AHORA),), sellos=(sello(),)))
    assert "Sello de tiempo de SELLADOR" in said


def test_what_is_wrong_with_a_stamp_is_told(qtbot: QtBot) -> None:
    wrong = "El sello de tiempo es falso."
    bad = sello(integro=False, confiable=False, problemas=(wrong,))
    said = words(qtbot, Verificacion(valido=False, firmas=(firma(),), sellos=(bad,), problemas=(wrong,)))
    assert wrong in said
    assert "Las firmas son auténticas" not in said
