"""What the answers of an authority mean for a signature: good, revoked before or after, too old, or none at all.

The signer's clock proves nothing. So a certificate that was revoked takes its signature with it unless a time stamp
shows that the signature is older; and an answer counts only if it speaks of the proven time, or of now where there is
no proof. It must never say «vigente» when nobody who may answer was asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from supervisor_app.domain.texto import fecha_hora
from supervisor_app.signing.evidencias_validacion import Constancia
from supervisor_app.signing.resultado import Revocacion

_ADELANTO = timedelta(hours=2)
"""How far ahead of this machine the clock of who answered may be; what is further ahead was not answered yet."""

# RFC 3161, section 4: what an authority of time stamps certified before it was revoked for these still holds.
_SIN_SOSPECHA = {"unspecified", "affiliation_changed", "superseded", "cessation_of_operation"}


def juzgar(
    constancias: Iterable[Constancia],
    quien: str,
    *,
    momento: datetime | None,
    probada: datetime | None,
    ahora: datetime,
) -> Revocacion:
    """``momento``: when the signer's machine says it signed. ``probada``: by when a valid time stamp proves it did.

    ``quien`` is named in the sentence. Times are shown in the zone of ``ahora``.
    """
    dichas = [c for c in constancias if c.desde <= ahora + _ADELANTO]
    revocadas = [c.revocada for c in dichas if c.estado == "revocada" and c.revocada is not None]
    if revocadas:
        return _revocada(min(revocadas), quien, momento=momento, probada=probada, ahora=ahora)
    return _no_revocada(dichas, quien, probada=probada, ahora=ahora)


def juzgar_sello(
    constancias: Iterable[Constancia], quien: str, *, momento: datetime, probada: datetime | None, ahora: datetime
) -> Revocacion:
    """The same for who certifies the time: a revocation without suspicion leaves what it certified before."""
    dichas = [
        c
        for c in constancias
        if not (c.revocada is not None and c.motivo in _SIN_SOSPECHA and momento < c.revocada <= ahora)
    ]
    return juzgar(dichas, quien, momento=momento, probada=probada, ahora=ahora)


def _revocada(
    desde: datetime, quien: str, *, momento: datetime | None, probada: datetime | None, ahora: datetime
) -> Revocacion:
    zona = ahora.tzinfo
    cuando = fecha_hora(desde.astimezone(zona))
    if probada is not None and probada < desde:
        return Revocacion(
            estado="revocada después de firmar",
            desde=desde,
            dicho=f"El certificado de {quien} se revocó el {cuando}; el sello de tiempo prueba que la firma es "
            f"anterior ({fecha_hora(probada.astimezone(zona))}) y sigue siendo buena.",
        )
    if momento is None or desde <= momento:
        return Revocacion(
            estado="revocada antes de firmar",
            desde=desde,
            dicho=f"El certificado de {quien} está revocado desde el {cuando}, antes de esta firma.",
        )
    falta = "ningún sello de tiempo prueba" if probada is None else "el sello de tiempo, que es posterior, no prueba"
    return Revocacion(
        estado="revocada, hora no probada",
        desde=desde,
        dicho=f"El certificado de {quien} se revocó el {cuando} y {falta} que la firma sea anterior: su hora es sólo "
        "la que dijo el equipo de quien firmó.",
    )


def _no_revocada(constancias: list[Constancia], quien: str, *, probada: datetime | None, ahora: datetime) -> Revocacion:
    hasta = probada or ahora
    zona = ahora.tzinfo
    buenas = sorted((c for c in constancias if c.estado == "vigente"), key=lambda c: c.desde)
    frescas = [c for c in buenas if c.desde >= hasta or (c.hasta is not None and c.hasta >= hasta)]
    if frescas:
        ultima = frescas[-1]
        return Revocacion(
            estado="vigente",
            al=ultima.desde,
            dicho=f"El certificado de {quien} no estaba revocado al {fecha_hora(ultima.desde.astimezone(zona))}, según "
            f"su autoridad ({ultima.origen}).",
        )
    if buenas:
        ultima = buenas[-1]
        que = "de la hora que prueba el sello" if probada is not None else "de hoy"
        return Revocacion(
            estado="comprobación vencida",
            al=ultima.desde,
            dicho=f"Lo último que dijo la autoridad del certificado de {quien} ({ultima.origen}) es del "
            f"{fecha_hora(ultima.desde.astimezone(zona))}: no estaba revocado entonces, y no alcanza a decirlo {que}.",
        )
    if any(c.estado == "desconocida" for c in constancias):
        return Revocacion(
            dicho=f"La autoridad respondió que no conoce el certificado de {quien}; no se comprobó si fue revocado."
        )
    return Revocacion(dicho=f"No se comprobó si el certificado de {quien} fue revocado.")
