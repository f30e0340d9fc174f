"""``sellar``: a time stamp and what is known of revocation, over signed PDFs or over the documents of a visit.

The only verb of the command line that speaks to the network. A file is never replaced: what is sealed is another one.
"""

from __future__ import annotations

import hashlib
import os
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import ajustes_de, firmas_sin_base, servicios
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.cli.verificacion import LIMITE, evidencias_de
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.sellado import Credencial, SelladoPdf
from supervisor_app.settings import Ajustes
from supervisor_app.wiring import reloj_local

USUARIO: Final = "SUPERVISOR_SELLO_USUARIO"
CONTRASENA: Final = "SUPERVISOR_SELLO_PASSWORD"
Renglon = dict[str, object]
Hechos = list[tuple[Codigo, Renglon]]


def sellar(args: Namespace) -> int:
    if bool(args.entradas) == bool(args.visita):
        raise UserError("Indique los archivos que se van a sellar, o --visita y el folio de una.")
    hechos = _visita(args) if args.visita else _archivos(args)
    if args.json:
        decir_json({"sellados": [renglon for _, renglon in hechos]})
    return max((codigo for codigo, _ in hechos), default=Codigo.BIEN)


# --- files --------------------------------------------------------------------------------------------------------


def _archivos(args: Namespace) -> Hechos:
    if args.salida is not None and len(args.entradas) > 1:
        raise UserError("Con varios archivos indique --en y una carpeta, y no -o.")
    if args.en is not None and not args.en.is_dir():
        raise UserError(f"No existe la carpeta «{args.en}»; créela antes.")
    evidencias = evidencias_de(args.revocacion)
    ajustes = _puestos(args, ajustes_de(args))
    sellado = SelladoPdf(firmas_sin_base(args).confianza, reloj=reloj_local, ajustes=lambda: ajustes)
    sellado.credencial = _credencial()
    renglones: Hechos = []
    for entrada in args.entradas:
        renglon: Renglon = _renglon(str(entrada))
        try:
            salida = args.salida or (args.en or entrada.parent) / f"{entrada.stem}-sellado.pdf"
            archivos.revisar_salida(salida, reemplazar=args.reemplazar)
            pdf = archivos.leer(entrada, limite=LIMITE)
            if salida.exists() and salida.samefile(entrada):
                raise UserError("El documento sellado debe ser otro archivo: el original no se toca.")
            hecha = sellado.sellar_pdf(pdf, evidencias=evidencias)
            archivos.escribir(salida, hecha.pdf, reemplazar=args.reemplazar)
        except (UserError, EnvironmentProblem) as error:
            renglones.append(_fallo(renglon, error))
            continue
        sello = hecha.verificacion.sellos[-1]
        renglon |= {"salida": str(salida), "sha256": hashlib.sha256(hecha.pdf).hexdigest()}
        renglones.append(_hecho(args, renglon, sello.autoridad, sello.momento, hecha.avisos))
        for problema in hecha.verificacion.problemas:
            avisar(f"Aviso: {problema}")
    return renglones


def _credencial() -> Credencial | None:
    """From the environment, as the password of the e.firma: never from the order, where others could read it."""
    usuario, contrasena = os.environ.get(USUARIO, ""), os.environ.get(CONTRASENA, "")
    return Credencial(usuario, contrasena) if usuario or contrasena else None


def _puestos(args: Namespace, ajustes: Ajustes) -> Ajustes:
    dados = {"sello_url": args.tsa, "ocsp_url": args.ocsp}
    return ajustes.model_copy(update={clave: url for clave, url in dados.items() if url})


# --- a visit ------------------------------------------------------------------------------------------------------


def _visita(args: Namespace) -> Hechos:
    renglones: Hechos = []
    with servicios(args) as abiertos:
        e = abiertos.visitas.abrir(args.visita)
        sellado = abiertos.sellado.usando(lambda ajustes: _puestos(args, ajustes))
        sellado.credencial = _credencial()
        pendientes = sellado.por_sellar(e.visita.id, otra_vez=args.otra_vez)
        for documento in pendientes:
            renglon = _renglon(f"{documento.folio} versión {documento.version}")
            try:
                hecho, avisos = sellado.sellar_documento(documento, otra_vez=args.otra_vez)
            except (UserError, EnvironmentProblem) as error:
                renglones.append(_fallo(renglon, error))
                continue
            renglon |= {"sha256": hecho.ultimo.sha256}
            renglones.append(_hecho(args, renglon, hecho.ultimo.firmante, hecho.ultimo.cuando, avisos))
    if not pendientes and not args.json:
        decir("No hay documentos firmados que falte sellar.")
    return renglones


# --- telling ------------------------------------------------------------------------------------------------------


def _renglon(archivo: str) -> Renglon:
    return {
        "archivo": archivo, "salida": "", "sha256": "", "autoridad": "", "momento": None, "avisos": [], "error": "",
    }  # fmt: skip


def _hecho(
    args: Namespace, renglon: Renglon, autoridad: str, momento: datetime | None, avisos: tuple[str, ...]
) -> tuple[Codigo, Renglon]:
    if not args.json:
        cuando = f" el {fecha_hora(momento.astimezone())}" if momento else ""
        donde = f" → {renglon['salida']}" if renglon["salida"] else ""
        decir(f"Sellado: {renglon['archivo']}{donde}, por {autoridad}{cuando}")
    for aviso in avisos:
        avisar(f"Aviso: {aviso}")
    dicho = momento.isoformat() if momento else None
    return Codigo.BIEN, renglon | {"autoridad": autoridad, "momento": dicho, "avisos": list(avisos)}


def _fallo(renglon: Renglon, error: UserError | EnvironmentProblem) -> tuple[Codigo, Renglon]:
    avisar(f"{Path(str(renglon['archivo'])).name}: {error.message}")
    codigo = Codigo.MAQUINA if isinstance(error, EnvironmentProblem) else Codigo.NO_VALIDO
    return codigo, renglon | {"error": error.message}
