"""``muestras sortear``: draws a sample outside a visit, above all to repeat one from what a cédula printed.

It opens no data folder and keeps nothing but the file it is asked for.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervisor_app.cli.archivos import escribir, revisar_salida
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.muestreo.columnas import papel_de, simple
from supervisor_app.domain.muestreo.metodos import Metodo, Sorteo
from supervisor_app.domain.muestreo.plan import Plan
from supervisor_app.domain.muestreo.plan import sortear as sortear_plan
from supervisor_app.domain.muestreo.universo import OTRA, Universo
from supervisor_app.domain.texto import cuantos, pesos
from supervisor_app.errors import UserError
from supervisor_app.services.universos.exporta import a_csv, a_xlsx
from supervisor_app.services.universos.verbos import abrir_universo, nueva_semilla

_CORTA = 12
"""Hashes are printed shortened too; this much of one is enough to compare."""


def sortear(args: Namespace) -> int:
    salida: Path | None = args.salida
    if salida is not None:
        revisar_salida(salida, reemplazar=args.reemplazar)
    nombre, armado = abrir_universo(args.universo, hoja=args.hoja)
    u = armado.universo
    if args.comprobar and not _es_la_huella(u, args.comprobar):
        avisar(f"La huella no coincide: este universo es {u.sha256}. No es el archivo del que se sorteó.")
        return Codigo.NO_VALIDO
    plan = Plan(Metodo(args.metodo), tamano=args.tamano, semilla=args.semilla or nueva_semilla(),
                columna=_columna(u, args.columna))  # fmt: skip
    sorteo, semilla = sortear_plan(u, plan)
    for aviso in () if args.json else armado.avisos:
        avisar(aviso)
    if args.json:
        decir_json(_como_json(nombre, u, armado.avisos, plan, sorteo, semilla))
    else:
        _decir(nombre, u, plan, sorteo, semilla)
    if salida is not None:
        hecho = a_xlsx if salida.suffix.casefold() == ".xlsx" else a_csv
        escribir(salida, hecho(u, sorteo.elegidos), reemplazar=args.reemplazar)
        avisar(f"Muestra escrita en «{salida}».")
    return Codigo.BIEN


def _es_la_huella(u: Universo, escrita: str) -> bool:
    limpia = "".join(escrita.split()).casefold()
    return len(limpia) >= _CORTA and u.sha256.startswith(limpia)


def _columna(u: Universo, escrita: str) -> str:
    """The key of the column that a person named by its title."""
    if not escrita:
        return ""
    papel = papel_de(escrita)
    claves = {c.clave for c in u.columnas}
    for clave in (escrita, papel.value if papel else "", f"{OTRA}{escrita}"):
        if clave in claves:
            return clave
    # As it was printed: without the marks that a command line would eat, or with a line end between two words.
    parecidas = [c.clave for c in u.columnas if simple(c.label) == simple(escrita) != ""]
    if len(parecidas) == 1:
        return parecidas[0]
    titulos = ", ".join(c.label for c in u.columnas)
    raise UserError(f"No hay una columna «{escrita}». Hay: {titulos}.", field="columna")


def _como_json(
    nombre: str, u: Universo, avisos: tuple[str, ...], plan: Plan, sorteo: Sorteo, semilla: str
) -> dict[str, object]:
    return {
        "universo": {
            "nombre": nombre,
            "huella": u.sha256,
            "renglones": len(u),
            "importe": str(u.total) if u.total is not None else None,
            "avisos": list(avisos),
        },
        "metodo": plan.metodo.value,
        "semilla": semilla,
        "tamano": len(sorteo.elegidos),
        "numeros": list(sorteo.elegidos),
        "estratos": [{"nombre": k, "renglones": n, "tamano": m} for k, (n, m) in (sorteo.estratos or {}).items()],
    }


def _decir(nombre: str, u: Universo, plan: Plan, sorteo: Sorteo, semilla: str) -> None:
    importe = f", {pesos(u.total)}" if u.total is not None else ""
    decir(f"Universo: «{nombre}», {cuantos(len(u), 'renglón', 'renglones')}{importe}")
    decir(f"Huella:   {u.sha256}")
    decir(f"Método:   {plan.metodo.label}, {cuantos(len(sorteo.elegidos), 'caso', 'casos')}")
    if semilla:
        decir(f"Semilla:  {semilla}")
    for estrato, (renglones, tamano) in (sorteo.estratos or {}).items():
        decir(f"Estrato:  {estrato or '(sin dato)'}, {tamano} de {renglones}")
    decir()
    filas = [(str(n), u.referencia(n), _pesos(u, n), u.detalle(n)) for n in sorteo.elegidos]
    decir(tabla([("No.", "Referencia", "Importe", "Detalle"), *filas]))


def _pesos(u: Universo, numero: int) -> str:
    importe = u.importe(numero)
    return pesos(importe) if importe is not None else ""
