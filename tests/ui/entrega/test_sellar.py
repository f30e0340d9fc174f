"""Sealing from the delivery screen: only where an authority of time is set, one document after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import Qt

from supervisor_app.wiring import Servicios
from tests.signing.autoridad_de_hora import AutoridadDeHora, crear_autoridad, der, servidor
from tests.ui.entrega.conftest import Open
from tests.ui.entrega.muelle import Muelle
from tests.visita_ficticia import AHORA


@cache
def authority() -> AutoridadDeHora:
    return crear_autoridad(AHORA)


@contextmanager
def authority_answers(muelle: Muelle, answer: Callable[[bytes], bytes] | None = None) -> Iterator[None]:
    """It is trusted, and its address is in the settings; the screen knows."""
    with servidor(answer or authority().responder) as url:

        def prepare(s: Servicios) -> None:
            s.firmas.agregar_autoridad(der(authority().ac), aprobada_por_la_oficina=True, para_sellos=True)
            s.ajustes.guardar(s.ajustes.leer().model_copy(update={"sello_url": url}))

        muelle.ask(prepare)
        muelle.screen.reload()
        muelle.settle()
        yield


def unsealed(muelle: Muelle) -> int:
    visita = muelle.session.expediente.visita.id
    return muelle.ask(lambda s: len(s.sellado.por_sellar(visita)))


def seal(muelle: Muelle) -> None:
    muelle.screen.seal.button.setFocus()
    muelle.press(Qt.Key.Key_Return)
    muelle.qtbot.waitUntil(lambda: not muelle.screen.seal.is_busy(), timeout=60_000)
    muelle.settle()


def test_without_an_authority_nobody_is_bothered(entrega: Open) -> None:
    assert entrega().screen.seal.isHidden()


def test_the_signed_documents_are_sealed_by_keyboard(entrega: Open) -> None:
    muelle = entrega()
    with authority_answers(muelle):
        pending = unsealed(muelle)
        assert f"Sin sello: {pending} documentos firmados." == muelle.screen.seal.state.text()
        seal(muelle)
    assert unsealed(muelle) == 0
    assert muelle.screen.seal.result.text() == f"Se puso el sello de tiempo a {pending} documentos."
    assert "su paquete no cambia" in muelle.screen.seal.advice.text()
    assert not muelle.screen.seal.button.isVisible()


def test_an_authority_that_does_not_answer_is_told_and_nothing_changes(entrega: Open) -> None:
    muelle = entrega()
    with authority_answers(muelle, lambda _: b"nada"):
        pending = unsealed(muelle)
        seal(muelle)
    assert unsealed(muelle) == pending
    assert "No se escribió nada" in muelle.screen.seal.result.text()
    assert muelle.screen.seal.button.isEnabled()


def test_stopping_keeps_what_was_sealed(entrega: Open) -> None:
    muelle = entrega()
    asked: list[bytes] = []

    def answer(question: bytes) -> bytes:
        asked.append(question)
        return authority().responder(question)

    with authority_answers(muelle, answer):
        pending = unsealed(muelle)
        muelle.screen.seal.seal()
        muelle.screen.seal.cancel()
        muelle.qtbot.waitUntil(lambda: not muelle.screen.seal.is_busy(), timeout=60_000)
        muelle.settle()
    assert len(asked) == 1
    assert unsealed(muelle) == pending - 1
