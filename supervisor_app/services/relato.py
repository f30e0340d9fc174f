"""What a verification found, told in words: the command line and the window tell the same story with these.

It must never soften what was found, nor judge it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor_app.domain.texto import enlistar
from supervisor_app.signing.resultado import FirmaVerificada, SelloVerificado, Verificacion

Tono = Literal["ok", "warn", "bad"]
Fila = tuple[str, str]


@dataclass(frozen=True)
class Parte:
    """One signature or one stamp. ``tono``: whether it can be relied on, with a doubt, or not."""

    titulo: str
    tono: Tono
    filas: tuple[Fila, ...]
    problemas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relato:
    """``problemas`` are all of them, those of the parts too; ``ajenos`` those that are of no part."""

    valido: bool
    titulo: str
    firmas: tuple[Parte, ...]
    sellos: tuple[Parte, ...]
    documento: tuple[Fila, ...]
    problemas: tuple[str, ...]
    avisos: tuple[str, ...]
    advertencias: tuple[str, ...]

    @property
    def ajenos(self) -> tuple[str, ...]:
        dichos = {problema for parte in (*self.firmas, *self.sellos) for problema in parte.problemas}
        return tuple(problema for problema in self.problemas if problema not in dichos)


def relatar(hecho: Verificacion) -> Relato:
    """The whole story of a verification."""
    return Relato(
        valido=hecho.valido,
        titulo="VÁLIDO" if hecho.valido else "NO VÁLIDO",
        firmas=tuple(de_la_firma(firma) for firma in hecho.firmas),
        sellos=tuple(del_sello(sello) for sello in hecho.sellos),
        documento=_del_documento(hecho),
        problemas=hecho.problemas,
        avisos=hecho.avisos,
        advertencias=_advertencias(hecho),
    )


def de_la_firma(firma: FirmaVerificada) -> Parte:
    """Everything to know about one signature."""
    probado = ("Probado:", f"ya estaba firmado el {_momento(firma.antes_de)}, por sello de tiempo")
    filas = (
        ("RFC:", firma.rfc or "no legible"),
        ("Firmó el:", f"{_momento(firma.momento)}, según el equipo que firmó"),
        *((probado,) if firma.antes_de else ()),
        ("Certificado:", firma.numero_certificado or "no legible"),
        ("Autoridad:", f"{firma.autoridad or 'no legible'} ({_reconocida(es=firma.autoridad_reconocida)})"),
        ("Documento:", "íntegro desde esta firma" if firma.integra else "alterado o no comprobable"),
        ("Revocación:", _revocacion(firma.revocacion, firma.revocacion_dicho)),
        ("Lugar de firma:", firma.campo),
    )
    tono = _tono(integro=firma.integra, confiable=firma.confiable, problemas=firma.problemas)
    return Parte(firma.nombre or "Persona no identificada", tono, filas, firma.problemas)


def del_sello(sello: SelloVerificado) -> Parte:
    """Everything to know about one time stamp."""
    filas = (
        ("Hora que certifica:", _momento(sello.momento)),
        ("Su autoridad:", f"{sello.emisor or 'no legible'} ({_reconocida(es=sello.emisor_reconocido)})"),
        ("Su certificado vence:", _momento(sello.vence)),
        ("Documento:", "íntegro desde este sello" if sello.integro else "alterado o no comprobable"),
        ("Revocación:", _revocacion(sello.revocacion, sello.revocacion_dicho)),
    )
    tono = _tono(integro=sello.integro, confiable=sello.confiable, problemas=sello.problemas)
    return Parte(f"Sello de tiempo: {sello.autoridad or 'autoridad no identificada'}", tono, filas, sello.problemas)


def _tono(*, integro: bool, confiable: bool, problemas: tuple[str, ...]) -> Tono:
    if not integro:
        return "bad"
    return "ok" if confiable and not problemas else "warn"


def _del_documento(hecho: Verificacion) -> tuple[Fila, ...]:
    filas: list[Fila] = []
    if hecho.certificado_por:
        filas.append(("Lo cerró:", f"{hecho.certificado_por}, al firmar; después sólo se admiten firmas y sellos"))
    if hecho.registro is not None:
        filas += [
            ("Folio:", hecho.registro.folio),
            ("Huella al pie de sus hojas:", hecho.registro.huella),
            ("Huella completa del registro:", hecho.registro.sha256),
        ]
    if hecho.adjuntos:
        filas.append(("Archivos que lleva:", enlistar([adjunto.nombre for adjunto in hecho.adjuntos])))
    if hecho.dibujadas:
        filas.append(("Firmas dibujadas (no e.firma):", enlistar([d.nombre for d in hecho.dibujadas])))
    if hecho.pendientes:
        filas.append(("Lugares sin firmar:", ", ".join(hecho.pendientes)))
    return tuple(filas)


def _advertencias(hecho: Verificacion) -> tuple[str, ...]:
    dichas = []
    if any(_de_prueba(firma.autoridad) for firma in hecho.firmas):
        dichas.append("Atención: hay firmas hechas con una e.firma de PRUEBA; no tienen validez.")
    if any(_de_prueba(sello.emisor) for sello in hecho.sellos):
        dichas.append("Atención: hay sellos de tiempo de una autoridad de PRUEBA; no tienen validez.")
    return tuple(dichas)


def _de_prueba(autoridad: str) -> bool:
    """Whether the authority calls itself one of test."""
    return "PRUEBA" in autoridad.upper()


def _revocacion(estado: str, dicho: str) -> str:
    return estado if estado == "no comprobada" and dicho.startswith("No se comprobó") else f"{estado}. {dicho}"


def _reconocida(*, es: bool) -> str:
    return "reconocida" if es else "no reconocida"


def _momento(momento: datetime | None) -> str:
    return f"{momento.astimezone():%d/%m/%Y %H:%M:%S}" if momento else "no lo dice"
