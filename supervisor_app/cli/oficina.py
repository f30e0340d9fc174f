"""``oficina indexar``, ``cuarentena``, ``tablero`` and ``permisos``: the Jefatura's index from a shell.

Without a place for the index it is in the data folder, enciphered as the folder is; that folder must be there.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from supervisor_app import paths, wiring
from supervisor_app.cli.acceso import llave_de
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import hay_datos, servicios
from supervisor_app.cli.oficina_tablero import como_json, mostrar
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.lectura import leer_fecha
from supervisor_app.domain.texto import cantidad, cuantos
from supervisor_app.errors import UserError
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.cedulas_propias import CARPETA
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.feriados import Feriados
from supervisor_app.services.oficina.consultas import Filtro
from supervisor_app.services.oficina.indexar import Resumen
from supervisor_app.services.oficina.lugar import Indices
from supervisor_app.services.oficina.verbos import Oficina

_CADA = 500


def indexar(args: Namespace) -> int:
    with abrir_oficina(args, hacer=True) as (lugar, oficina):
        if args.exigir_firma is not None:
            oficina.exigir_firma(args.exigir_firma == "si")
        hecho = oficina.indexar_carpeta(
            args.de, meses=args.mes, reconstruir=args.reconstruir, reintentar=args.reintentar, progreso=_avisar_avance
        )
    _poner_actos(args)
    if args.json:
        apartados, sin_leer = (
            [{"clave": a.clave, "motivo": a.motivo} for a in unos] for unos in (hecho.apartados, hecho.sin_leer)
        )
        decir_json({"indice": lugar, "de": args.de, **_cuentas(hecho), "apartados": apartados, "sin_leer": sin_leer})
    else:
        _contar(hecho)
    if hecho.sin_leer:
        return Codigo.MAQUINA
    return Codigo.NO_VALIDO if hecho.apartados else Codigo.BIEN


def _poner_actos(args: Namespace) -> None:
    """Where the index is a desk's own, it gets the acts of follow-up of its notebook again."""
    if args.indice.strip():
        return
    with servicios(args) as abiertos:
        if abiertos.desahogo.en_oficina:
            abiertos.desahogo.actualizar_indice()


def _avisar_avance(hechos: int, de: int) -> None:
    if hechos and hechos % _CADA == 0:
        avisar(f"{cantidad(hechos)} de {cuantos(de, 'paquete', 'paquetes')}…")


def _cuentas(r: Resumen) -> dict[str, object]:
    nombres = ("vistos", "nuevos", "ya_estaban", "esperan", "ajenos", "ausentes", "dictaminados", "cancelado")
    return {nombre: getattr(r, nombre) for nombre in nombres}


def _contar(r: Resumen) -> None:
    decir(
        f"{cuantos(r.vistos, 'paquete', 'paquetes')} en la carpeta: {cuantos(r.nuevos, 'indexado', 'indexados')} ahora,"
        f" {cantidad(r.ya_estaban)} ya estaban."
    )
    for a in r.apartados:
        decir(f"   En cuarentena: {a.clave}\n      {a.motivo}")
    for a in r.sin_leer:
        avisar(f"Aviso: sin leer todavía, se intentará la próxima vez: {a.motivo}")
    if r.esperan:
        decir(f"Siguen en cuarentena: {cantidad(r.esperan)}. Véalos con «supervisor-app oficina cuarentena».")
    if r.dictaminados:
        decir(f"Ahora se sabe de quién son: {cantidad(r.dictaminados)}.")
    if r.ausentes:
        avisar(f"Aviso: la carpeta ya no muestra {cuantos(r.ausentes, 'paquete', 'paquetes')} del índice.")
    if r.ajenos:
        avisar(f"Aviso: entre los paquetes hay {cuantos(r.ajenos, 'archivo', 'archivos')} de otra cosa.")


def cuarentena(args: Namespace) -> int:
    with abrir_oficina(args) as (lugar, oficina):
        t = oficina.tablero
        apartados, conflictos, rotas = t.cuarentena(), t.conflictos(), t.cadenas_rotas()
    if args.json:
        decir_json(
            {
                "indice": lugar,
                "apartados": [
                    {
                        "clave": a.clave, "sha256": a.sha256, "bytes": a.bytes, "motivo": a.motivo, "desde": a.desde,
                        "hechos": json.loads(a.hechos),
                    }
                    for a in apartados
                ],
                "conflictos": [
                    {
                        "folio": c.folio, "visita": c.visita, "revision": c.revision, "sha256": c.sha256,
                        "paquete": c.nombre, "fecha": c.fecha, "equipo": c.equipo, "de_quien": c.de_quien.value,
                        "resuelto": c.resuelto,
                    }
                    for c in conflictos
                ],
                "cadenas_rotas": [
                    {
                        "folio": r.folio, "revision": r.revision, "paquete": r.nombre, "reemplaza": r.reemplaza,
                        "esta": r.esta,
                    }
                    for r in rotas
                ],
            }
        )  # fmt: skip
        return Codigo.BIEN
    if not (apartados or conflictos or rotas):
        decir("No hay nada en cuarentena.")
    for a in apartados:
        decir(f"{a.clave}  (desde {a.desde[:10]})\n   {a.motivo}")
    for c in conflictos:
        despues = " Ya llegó una revisión posterior." if c.resuelto else " Ninguno cuenta hasta que se aclare."
        decir(f"{c.nombre}\n   {c.folio}: hay dos paquetes distintos de la revisión {c.revision}.{despues}")
    for r in rotas:
        falta = "no es una revisión anterior suya" if r.esta else "no está aquí"
        decir(f"{r.nombre}\n   {r.folio}, revisión {r.revision}: el paquete que dice reemplazar {falta}.")
    return Codigo.BIEN


def filtro_de(args: Namespace) -> Filtro:
    """What the figures are about. Raises UserError where a date is none."""
    return Filtro(
        ooad=args.ooad.strip(),
        subdelegacion=args.subdelegacion.strip(),
        departamento=args.departamento,
        desde=_fecha(args.desde, "--desde"),
        hasta=_fecha(args.hasta, "--hasta"),
        ficticias=args.ficticias,
    )


def tablero(args: Namespace) -> int:
    filtro = filtro_de(args)
    with abrir_oficina(args) as (lugar, oficina):
        hoy = oficina.reloj().date()
        if args.json:
            decir_json({"indice": lugar, "hoy": hoy.isoformat(), **como_json(oficina.tablero, filtro)})
        else:
            mostrar(oficina.tablero, filtro)
    return Codigo.BIEN


def _fecha(texto: str, de_que: str) -> date | None:
    try:
        return leer_fecha(texto) if texto.strip() else None
    except UserError as error:
        raise UserError(f"{de_que}: {error.message}") from error


def permisos(args: Namespace) -> int:
    with abrir_oficina(args, hacer=True) as (lugar, oficina):
        papeles = oficina.dar_permisos()
    decir(f"Los papeles de la oficina están al día en {lugar}:")
    decir("\n".join(f"   {papel}" for papel in papeles))
    return Codigo.BIEN


@contextmanager
def abrir_oficina(args: Namespace, *, hacer: bool = False) -> Iterator[tuple[str, Oficina]]:
    """The office and where its index is, to be shown. Raises UserError where nobody says where it is."""
    carpeta = carpeta_de_datos(args)
    definiciones = Definiciones.cargar(paths.formas(), carpeta / CARPETA)
    Feriados(carpeta, definiciones)
    lugar, llave = args.indice.strip(), None
    if not lugar:
        if not hay_datos(carpeta):
            raise UserError(f"No hay datos en «{carpeta}». Diga con --indice dónde está o debe quedar el índice.")
        llave = llave_de(args, carpeta)
    donde = Indices(ServicioAjustes(carpeta, reloj=wiring.reloj_local, llave=llave), carpeta, llave).lugar(lugar)
    como = donde.abrir if hacer else donde.leer
    with como(reloj=wiring.reloj_local, feriados=definiciones.feriados) as oficina:
        yield donde.texto, oficina
