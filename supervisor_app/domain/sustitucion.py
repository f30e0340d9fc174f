"""When a new version of a document has to say why it replaces the one before, and how it says so."""

from __future__ import annotations

from typing import Final

from supervisor_app.domain.documento import Documento
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import UserError

LARGO: Final = 300
"""Characters of a reason: it stands on the first page, above all the rest."""


def pide_motivo(visita: Visita, anterior: Documento | None) -> bool:
    """Whether somebody signed the version before, or has it printed to do so, and nothing says yet why it is replaced.

    A visit that was reopened has the reason of that.
    """
    return _firmado(anterior) and not _de_la_revision(visita, anterior)


def motivo_de(visita: Visita, anterior: Documento | None, escrito: str) -> str:
    """The reason that the new version gives; "" where the one before was not signed.

    Raises UserError (field ``motivo``) where there is none, or one that is too long.
    """
    if not _firmado(anterior) or anterior is None:
        return ""
    motivo = " ".join(escrito.split()) or _de_la_revision(visita, anterior)
    if not motivo:
        raise UserError(
            f"La versión {anterior.version} ya está firmada o impresa para firmarse. Escriba por qué se sustituye; el "
            "motivo se imprime en la versión nueva.",
            field="motivo",
        )
    if len(motivo) > LARGO:
        raise UserError(f"El motivo es demasiado largo; escríbalo en {LARGO} caracteres o menos.", field="motivo")
    return motivo


def frase(version: int, motivo: str) -> str:
    """How a version says on paper which one it replaces."""
    return f"Sustituye a la versión {version}: {motivo}{'' if motivo.endswith(('.', '!', '?', '…')) else '.'}"


def _firmado(anterior: Documento | None) -> bool:
    return anterior is not None and bool(anterior.firmados or anterior.para_tinta)


def _de_la_revision(visita: Visita, anterior: Documento | None) -> str:
    """Why the visit was reopened since that version, in the length of a reason."""
    if anterior is None or visita.revision == anterior.revision:
        return ""
    return " ".join(visita.motivo_revision.split())[:LARGO]
