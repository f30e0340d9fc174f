"""``oficina resumen``, ``exportar``, ``transparencia`` and ``publicas``: what leaves the office as files."""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app import wiring
from supervisor_app.cli import archivos
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import hay_datos, servicios
from supervisor_app.cli.oficina import abrir_oficina, filtro_de
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.domain.base import Persona
from supervisor_app.domain.programa.cumplimiento import Plan
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.transparencia import DatosDeComision, ReglasDeTransparencia, por_visita
from supervisor_app.services.oficina.datos import Forma, exportar_todo
from supervisor_app.services.oficina.ejecutivo import Ejecutivo, folio_de
from supervisor_app.services.oficina.panorama import Panorama
from supervisor_app.services.transparencia.publicas import reunir, revisar
from supervisor_app.services.transparencia.verbos import de_indice, escribir, lo_que_falta, renglones


def resumen(args: Namespace) -> int:
    """The executive summary, on one page."""
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    filtro = filtro_de(args)
    quien, plan = _de_la_carpeta(args)
    with abrir_oficina(args) as (_, oficina):
        leido = quien.leer(
            Panorama(oficina.indice, hoy=lambda: oficina.reloj().date(), feriados=oficina.feriados, plan=plan), filtro
        )
    pdf = quien.pdf(leido)
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {folio_de(leido.foto)}")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()}")
    return Codigo.BIEN


def exportar(args: Namespace) -> int:
    """Everything that the board is made of."""
    de_nombre = args.salida.suffix.casefold().lstrip(".")
    forma = Forma(args.formato or (de_nombre if de_nombre in ("xlsx", "json") else "csv"))
    if forma is not Forma.CSV:
        archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    filtro = filtro_de(args)
    with abrir_oficina(args) as (_, oficina):
        cuando = oficina.reloj().isoformat(timespec="seconds")
        renglones_ = exportar_todo(oficina.tablero, filtro, args.salida, forma, cuando=cuando)
    decir(f"{'Carpeta' if forma is Forma.CSV else 'Archivo'}:  {args.salida}")
    decir(f"Escritos: {cuantos(renglones_, 'renglón', 'renglones')}")
    return Codigo.BIEN


def transparencia(args: Namespace) -> int:
    """The platform's columns; 0 also where something is missing, which is said."""
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    filtro = filtro_de(args)
    hay = hay_datos(carpeta_de_datos(args))
    if args.propias:
        with servicios(args) as s:
            comisiones, reglas, datos = (
                s.transparencia.propias(filtro),
                s.transparencia.reglas(),
                s.transparencia.datos(),
            )
    else:
        with abrir_oficina(args) as (_, oficina):
            comisiones = de_indice(oficina.tablero, filtro)
        reglas, datos = ReglasDeTransparencia(), dict[str, DatosDeComision]()
        if hay:
            with servicios(args) as s:
                reglas, datos = s.transparencia.reglas(), s.transparencia.datos()
    publicos = None
    if args.publicas is not None:
        publicos = revisar(args.publicas, [c.folio for c in comisiones]).nombres
    hoy = wiring.reloj_local().date()
    filas = renglones(comisiones, datos, reglas, filtro, hoy=hoy, publicos=publicos)
    escribir(filas, args.salida)
    decir(f"Archivo:  {args.salida}")
    decir(
        f"Tabla:    {cuantos(len(filas), 'renglón', 'renglones')} de {cuantos(por_visita(filas), 'visita', 'visitas')}"
    )
    if falta := lo_que_falta(filas):
        avisar(f"Aviso: {falta}")
    return Codigo.BIEN


def publicas(args: Namespace) -> int:
    """Which closed visits have a public version of their informe; 1 where one lacks it."""
    filtro = filtro_de(args)
    with abrir_oficina(args) as (_, oficina):
        folios = [e.folio for e in oficina.tablero.entregas(filtro)]
    revisadas = revisar(args.de, folios)
    decir(f"Con versión pública: {len(revisadas.publicas):,} de {cuantos(len(folios), 'visita', 'visitas')}.")
    if args.reunir_en is not None:
        decir(f"Copiadas en «{args.reunir_en}»: {reunir(revisadas, args.reunir_en):,}.")
    for folio in revisadas.faltan:
        decir(f"   Falta: {folio}")
    for p in revisadas.sin_visita:
        avisar(f"Aviso: «{p.ruta.name}» es de la visita {p.folio}, que no está entre las que se pidieron.")
    return Codigo.NO_VALIDO if revisadas.faltan else Codigo.BIEN


def _de_la_carpeta(args: Namespace) -> tuple[Ejecutivo, Plan]:
    """Who makes it (of the arguments, else of the settings), and what is programmed, where there is a data folder."""
    nombre, cargo, ciudad, plan = args.elabora.strip(), args.cargo.strip(), "", Plan()
    if hay_datos(carpeta_de_datos(args)):
        with servicios(args) as s:
            ajustes, plan = s.ajustes.leer(), s.programa.plan()
        nombre, cargo, ciudad = nombre or ajustes.nombre, cargo or ajustes.cargo, ajustes.ciudad
    return Ejecutivo(Persona(nombre=nombre, cargo=cargo), ciudad), plan
