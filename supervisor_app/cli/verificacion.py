"""``verificar``: any PDF, or a package with the e.firma beside it, without any data folder.

It must never soften what the verification found.
"""

from __future__ import annotations

import hashlib
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from supervisor_app import wiring
from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import firmas_sin_base
from supervisor_app.cli.salida import decir, decir_json, tabla
from supervisor_app.errors import UserError
from supervisor_app.services.confianza import leer_evidencia
from supervisor_app.services.firma_paquete import verificar_archivo
from supervisor_app.services.firmas import FirmasPdf, FirmaVerificada, Verificacion
from supervisor_app.services.relato import Parte, de_la_firma, relatar

if TYPE_CHECKING:
    from supervisor_app.services.confianza import Evidencias

LIMITE: Final = 300 * 2**20
_DE_PAQUETE: Final = (".zip", ".p7s")


def verificar(args: Namespace) -> int:
    firmas = firmas_sin_base(args, args.anclas)
    evidencias = evidencias_de(args.revocacion)
    codigo, dichos = Codigo.BIEN, []
    for ruta in args.entradas:
        try:
            hecho, sha256 = _verificar(ruta, firmas, evidencias)
        except UserError as error:
            if len(args.entradas) == 1:
                raise
            # Of several the others are told all the same.
            hecho, sha256 = Verificacion(valido=False, problemas=(error.message,)), ""
        codigo = codigo if hecho.valido else Codigo.NO_VALIDO
        dichos.append({"archivo": str(ruta), "sha256": sha256} | hecho.model_dump(mode="json"))
        if not args.json:
            _contar(ruta, sha256, hecho, primero=len(dichos) == 1)
    if args.json:
        decir_json(dichos[0] if len(dichos) == 1 else dichos)
    return codigo


def _verificar(ruta: Path, firmas: FirmasPdf, evidencias: Evidencias | None) -> tuple[Verificacion, str]:
    """What is to be said of a file, and its SHA-256. Raises UserError where it cannot be read."""
    if ruta.suffix.lower() in _DE_PAQUETE:
        return verificar_archivo(ruta, firmas, wiring.reloj_local(), evidencias)
    pdf = archivos.leer(ruta, limite=LIMITE)
    return firmas.verificar(pdf, evidencias=evidencias), hashlib.sha256(pdf).hexdigest()


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
    relato = relatar(hecho)
    if not primero:
        decir()
    decir(f"{ruta}: {relato.titulo}")
    for numero, firma in enumerate(relato.firmas, start=1):
        decir(f"{numero}. {parte(firma)}")
    for sello in relato.sellos:
        decir(parte(sello))
    if relato.documento:
        decir(f"Documento\n{tabla(relato.documento, sangria='   ')}")
    for titulo, frases in (("Problemas:", relato.problemas), ("Además:", relato.avisos)):
        if frases:
            decir(titulo)
            for frase in frases:
                decir(f"  - {frase}")
    for advertencia in relato.advertencias:
        decir(advertencia)
    if sha256:
        decir(f"SHA-256 del archivo: {sha256}")


def de_quien(numero: int, firma: FirmaVerificada) -> str:
    """Everything to know about one signature, several lines."""
    return f"{numero}. {parte(de_la_firma(firma))}"


def parte(dicha: Parte) -> str:
    """One signature or one stamp, several lines."""
    return f"{dicha.titulo}\n{tabla(dicha.filas, sangria='   ')}"
