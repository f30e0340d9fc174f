"""``cedulas exportar`` and ``cedulas importar``: cédulas as XLSForms. Only an import into the data folder writes."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from supervisor_app import paths, wiring
from supervisor_app.cli.archivos import escribir, leer, revisar_salida
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.errors import UserError
from supervisor_app.services.cedulas_propias import CARPETA, CedulasPropias, revisar_version
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.escritura_definiciones import como_yaml
from supervisor_app.services.xlsform.exportar import exportar as a_excel
from supervisor_app.services.xlsform.importar import Lectura
from supervisor_app.services.xlsform.importar import importar as de_excel
from supervisor_app.services.xlsform.libro import LIMITE_ARCHIVO
from supervisor_app.services.xlsform.problemas import Problema


def definiciones(args: Namespace) -> Definiciones:
    """Those of the application and those imported into the data folder, which is not made."""
    return Definiciones.cargar(paths.formas(), carpeta_de_datos(args) / CARPETA)


def exportar(args: Namespace) -> int:
    if args.todas is bool(args.cedula):
        raise UserError("Indique una cédula, como CO-02, o --todas.")
    todas = definiciones(args)
    if args.cedula:
        revisar_salida(args.salida, reemplazar=args.reemplazar)
        escribir(args.salida, a_excel(todas.cedula(args.cedula)), reemplazar=args.reemplazar)
        decir(f"Se escribió «{args.salida}».")
        return Codigo.BIEN
    rutas = {codigo: args.salida / f"{codigo}.xlsx" for codigo in todas.cedulas}
    if not args.salida.is_dir():
        raise UserError(f"No existe la carpeta «{args.salida}»; créela antes.")
    for ruta in rutas.values():
        revisar_salida(ruta, reemplazar=args.reemplazar)
    for codigo, ruta in rutas.items():
        escribir(ruta, a_excel(todas.cedula(codigo)), reemplazar=args.reemplazar)
    decir(f"Se escribieron {len(rutas)} libros en «{args.salida}».")
    return Codigo.BIEN


def importar(args: Namespace) -> int:
    todas = definiciones(args)
    leida = de_excel(leer(args.entrada, limite=LIMITE_ARCHIVO), todas.contexto, wiring.reloj_local().date())
    dicho, ruta = "", None
    if leida.definicion is not None:
        dicho, ruta = _guardar(leida.definicion, todas, args)
    if args.json:
        decir_json(_como_json(leida, dicho, ruta))
        return Codigo.BIEN if dicho else Codigo.NO_VALIDO
    for problema in leida.problemas:
        avisar(str(problema))
    for aviso in leida.avisos:
        decir(f"Aviso. {aviso}")
    decir(dicho or f"No se importó nada: {_cuantos(len(leida.problemas))} en «{args.entrada}».")
    return Codigo.BIEN if dicho else Codigo.NO_VALIDO


def _guardar(definicion: CedulaDefinition, todas: Definiciones, args: Namespace) -> tuple[str, Path | None]:
    if args.salida is None:
        guardada = CedulasPropias(carpeta_de_datos(args), todas).guardar(definicion)
        return str(guardada), guardada.ruta
    actual = todas.cedulas.get(definicion.codigo)
    if actual != definicion:
        revisar_version(definicion, actual)
    ruta: Path = args.salida / f"{definicion.codigo}.yaml"
    revisar_salida(ruta, reemplazar=args.reemplazar)
    escribir(ruta, como_yaml(definicion, todas.umbrales).encode(), reemplazar=args.reemplazar)
    return f"Se escribió «{ruta}».", ruta


def _como_json(leida: Lectura, dicho: str, ruta: Path | None) -> dict[str, Any]:
    return {
        "importada": bool(dicho),
        "codigo": leida.definicion.codigo if leida.definicion else None,
        "version": leida.definicion.version if leida.definicion else None,
        "ruta": str(ruta) if ruta else None,
        "mensaje": dicho,
        "problemas": [_lugar_y_mensaje(p) for p in leida.problemas],
        "avisos": [_lugar_y_mensaje(a) for a in leida.avisos],
    }


def _lugar_y_mensaje(problema: Problema) -> dict[str, Any]:
    lugar = problema.lugar
    return {
        "hoja": lugar.hoja,
        "fila": lugar.fila,
        "columna": lugar.columna,
        "titulo": lugar.titulo,
        "mensaje": problema.mensaje,
    }


def _cuantos(n: int) -> str:
    return "hay un problema" if n == 1 else f"hay {n} problemas"
