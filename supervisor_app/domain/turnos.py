"""Who signs before whom: the order of the places of a document, and why somebody may not sign in one now, in words.

An e.firma waits for the obligatory places of an earlier turn. An optional one is not waited for, but who signs after it
with e.firma closes it: the signatures stand in the file in the order of the document. What is drawn has to come before
the first e.firma, whatever its turn (ADR 0017). It must never look at a clock or a file.
"""

from __future__ import annotations

from supervisor_app.domain.documento import CampoDeFirma, Documento

_OTRA_VERSION = "emita una versión nueva."
_EN_TINTA = "Se preparó para firma autógrafa: se firma a mano. Para firmar en pantalla, " + _OTRA_VERSION


def quien(campo: CampoDeFirma) -> str:
    """The person of a place, or else the post."""
    return campo.nombre.strip() or campo.cargo.strip() or "quien firma sin nombre en el documento"


def en_orden(documento: Documento) -> tuple[CampoDeFirma, ...]:
    """The places by turn; within one, the obligatory first, then as they are printed."""
    return tuple(sorted(documento.campos, key=lambda c: (c.turno, not c.obligatorio)))


def espera_a(documento: Documento, campo: CampoDeFirma) -> tuple[CampoDeFirma, ...]:
    """Who has to sign before an e.firma can be put in this place."""
    return tuple(
        c for c in en_orden(documento) if c.turno < campo.turno and c.obligatorio and c.campo not in documento.firmados
    )


def le_siguio(documento: Documento, campo: CampoDeFirma) -> CampoDeFirma | None:
    """Who signed with e.firma although this place comes before; None where it is still open."""
    return next((c for c in en_orden(documento) if c.turno > campo.turno and c.campo in documento.con_efirma), None)


def impide_efirma(documento: Documento, campo: CampoDeFirma) -> str:
    """Why nobody can sign here with e.firma now; "" where one can."""
    if documento.para_tinta:
        return _EN_TINTA
    if campo.campo in documento.firmados:
        return f"{_mayuscula(quien(campo))} ya firmó en este lugar."
    if (otro := le_siguio(documento, campo)) is not None:
        return f"Ya firmó {quien(otro)}, que va después. Para que firme {quien(campo)}, {_OTRA_VERSION}"
    if faltan := espera_a(documento, campo):
        return f"Antes firma {_lista(faltan)}."
    return ""


def impide_dibujar(documento: Documento, campo: CampoDeFirma) -> str:
    """Why nobody can draw a signature here now; "" where one can."""
    if documento.para_tinta:
        return _EN_TINTA
    if campo.campo in documento.firmados:
        return f"{_mayuscula(quien(campo))} ya firmó en este lugar."
    if documento.con_efirma:
        return (
            "El documento ya tiene e.firma, que lo cierra a cualquier otro cambio. Para que alguien firme dibujando, "
            "emita una versión nueva: primero se dibuja y después se firma con e.firma."
        )
    return ""


def se_puede_firmar(documento: Documento) -> tuple[CampoDeFirma, ...]:
    """The places where somebody can sign now, in one way or another, in their order."""
    return tuple(c for c in en_orden(documento) if not impide_efirma(documento, c) or not impide_dibujar(documento, c))


def cierra(documento: Documento, campo: CampoDeFirma) -> str:
    """Which earlier places an e.firma in this one closes, so that it is known before; "" where none."""
    cerrados = [
        c
        for c in en_orden(documento)
        if c.turno < campo.turno and c.campo not in documento.firmados and not le_siguio(documento, c)
    ]
    if cerrados:
        if len(cerrados) == 1:
            return f"Si firma ahora, ya no podrá firmar {quien(cerrados[0])}, que va antes y no ha firmado."
        return f"Si firma ahora, ya no podrán firmar {_lista(cerrados)}, que van antes y no han firmado."
    return ""


def ya_no_se_dibuja(documento: Documento, campo: CampoDeFirma) -> str:
    """That the first e.firma is the end of drawing, where others could still draw; "" where nobody could."""
    quedan = [c for c in en_orden(documento) if c.campo != campo.campo and c.campo not in documento.firmados]
    if documento.con_efirma or not quedan:
        return ""
    return "Después de la primera e.firma ya nadie puede firmar dibujando: quien vaya a dibujar, firme antes."


def como_se_firmo(documento: Documento) -> str:
    """The ways in which it was signed, never one for another: «con firma dibujada»; "" where nobody signed."""
    if documento.para_tinta:
        return "con firma autógrafa escaneada" if documento.escaneos else "impreso para firma autógrafa"
    if documento.con_efirma:
        return "con e.firma y firma dibujada" if documento.dibujados else "con e.firma"
    return "con firma dibujada" if documento.dibujados else ""


def _lista(campos: tuple[CampoDeFirma, ...] | list[CampoDeFirma]) -> str:
    nombres = [quien(c) for c in campos]
    return nombres[0] if len(nombres) == 1 else f"{', '.join(nombres[:-1])} y {nombres[-1]}"


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
