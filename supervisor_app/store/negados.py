"""What a trigger or a constraint of the database refused, as a sentence. It must never run a query."""

from __future__ import annotations

from supervisor_app.errors import UserError

EN_PAPELERA = "La visita está en la papelera; restáurela para seguir trabajando en ella."


def negado(error: BaseException) -> Exception:
    """The refusal in words; an error that is none of ours goes on as it came."""
    if "visita cerrada" in str(error):
        return UserError("La visita está cerrada y ya no se modifica. Para corregirla, reábrala en el paso Entrega.")
    if "en la papelera" in str(error):
        return UserError(EN_PAPELERA)
    if "folio" in str(error):
        return UserError("Ese folio ya lo tiene otra visita.", field="folio")
    return error if isinstance(error, Exception) else RuntimeError(str(error))


def o_bien(error: BaseException, sentence: str) -> UserError:
    """The same for a row of a document, for which the constraint tells nothing but that it was refused."""
    dicho = negado(error)
    return dicho if isinstance(dicho, UserError) and not dicho.field else UserError(sentence)
