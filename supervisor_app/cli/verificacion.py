"""``verificar``: any PDF, without any data folder. It must never soften what the verification found."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import decir, decir_json, tabla
from supervisor_app.domain.texto import enlistar
from supervisor_app.errors import UserError
from supervisor_app.services.confianza import leer_evidencia
from supervisor_app.services.firmas import FirmaVerificada, Verificacion
from supervisor_app.signing.resultado import SelloVerificado

if TYPE_CHECKING:
    from supervisor_app.signing.evidencias_validacion import Evidencias

LIMITE: Final = 300 * 2**20


def verificar(args: Namespace) -> int:
    firmas = firmas_sin_base(args, args.anclas)
    evidencias = evidencias_de(args.revocacion)
    codigo, dichos = Codigo.BIEN, []
    for ruta in args.entradas:
        try:
            pdf = archivos.leer(ruta, limite=LIMITE)
        except UserError as error:
            if len(args.entradas) == 1:
                raise
            # Of several the others are told all the same.
            hecho, sha256 = Verificacion(valido=False, problemas=(error.message,)), ""
        else:
            hecho, sha256 = firmas.verificar(pdf, evidencias=evidencias), hashlib.sha256(pdf).hexdigest()
        codigo = codigo if hecho.valido else Codigo.NO_VALIDO
        dichos.append({"archivo": str(ruta), "sha256": sha256} | hecho.model_dump(mode="json"))
        if not args.json:
            _contar(ruta, sha256, hecho, primero=len(dichos) == 1)
    if args.json:
        decir_json(dichos[0] if len(dichos) == 1 else dichos)
    return codigo


def evidencias_de(rutas: list[Path] | None) -> Evidencias | None:
    """The answers about revocation in these files and in the files of these folders. Raises UserError naming the file
    that is none."""
    todas: Evidencias | None = None
    for ruta in rutas or ():
        if not ruta.exists():
            raise UserError(f"No existe «{ruta}».")
        for una in sorted(r for r in ruta.iterdir() if r.is_file()) if ruta.is_dir() else [ruta]:
            leida = leer_evidencia(una)
            if leida is None:
                raise UserError(f"«{una}» no es una lista de revocación (CRL) ni una respuesta OCSP.")
            todas = leida if todas is None else todas + leida
    return todas


def _contar(ruta: Path, sha256: str, hecho: Verificacion, *, primero: bool) -> None:
    if not primero:
        decir()
    decir(f"{ruta}: {'VÁLIDO' if hecho.valido else 'NO VÁLIDO'}")
    for numero, firma in enumerate(hecho.firmas, start=1):
        decir(de_quien(numero, firma))
    for sello in hecho.sellos:
        decir(_del_sello(sello))
    filas = _del_documento(hecho)
    if filas:
        decir(f"Documento\n{tabla(filas, sangria='   ')}")
    for titulo, frases in (("Problemas:", hecho.problemas), ("Además:", hecho.avisos)):
        if frases:
            decir(titulo)
            for frase in frases:
                decir(f"  - {frase}")
    if any(es_de_prueba(firma.autoridad) for firma in hecho.firmas):
        decir("Atención: hay firmas hechas con una e.firma de PRUEBA; no tienen validez.")
    if any(es_de_prueba(sello.emisor) for sello in hecho.sellos):
        decir("Atención: hay sellos de tiempo de una autoridad de PRUEBA; no tienen validez.")
    if sha256:
        decir(f"SHA-256 del archivo: {sha256}")


def es_de_prueba(autoridad: str) -> bool:
    """Whether the authority calls itself one of test."""
    return "PRUEBA" in autoridad.upper()


def de_quien(numero: int, firma: FirmaVerificada) -> str:
    """Everything to know about one signature, several lines."""
    probado = [("Probado:", f"ya estaba firmado el {_momento(firma.antes_de)}, por sello de tiempo")]
    filas = [
        ("RFC:", firma.rfc or "no legible"),
        ("Firmó el:", f"{_momento(firma.momento)}, según el equipo que firmó"),
        *(probado if firma.antes_de else ()),
        ("Certificado:", firma.numero_certificado or "no legible"),
        ("Autoridad:", f"{firma.autoridad or 'no legible'} ({_reconocida(firma.autoridad_reconocida)})"),
        ("Documento:", "íntegro desde esta firma" if firma.integra else "alterado o no comprobable"),
        ("Revocación:", _revocacion(firma.revocacion, firma.revocacion_dicho)),
        ("Lugar de firma:", firma.campo),
    ]
    return f"{numero}. {firma.nombre or 'Persona no identificada'}\n{tabla(filas, sangria='   ')}"


def _del_sello(sello: SelloVerificado) -> str:
    filas = [
        ("Hora que certifica:", _momento(sello.momento)),
        ("Su autoridad:", f"{sello.emisor or 'no legible'} ({_reconocida(sello.emisor_reconocido)})"),
        ("Su certificado vence:", _momento(sello.vence)),
        ("Documento:", "íntegro desde este sello" if sello.integro else "alterado o no comprobable"),
        ("Revocación:", _revocacion(sello.revocacion, sello.revocacion_dicho)),
    ]
    return f"Sello de tiempo: {sello.autoridad or 'autoridad no identificada'}\n{tabla(filas, sangria='   ')}"


def _del_documento(hecho: Verificacion) -> list[tuple[str, str]]:
    filas: list[tuple[str, str]] = []
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
    return filas


def _revocacion(estado: str, dicho: str) -> str:
    return estado if estado == "no comprobada" and dicho.startswith("No se comprobó") else f"{estado}. {dicho}"


def _reconocida(es: bool) -> str:
    return "reconocida" if es else "no reconocida"


def _momento(momento: datetime | None) -> str:
    return f"{momento.astimezone():%d/%m/%Y %H:%M:%S}" if momento else "no lo dice"
