"""``programa ver``, ``proponer``, ``publicar`` and ``exportar``: the programme of visits from a shell."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import PorProgramar, VisitaProgramada
from supervisor_app.domain.programa.avisos import nombre_de
from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma, Renglon
from supervisor_app.domain.programa.palabras import fechas_de, razon_con_puntos, situacion_dicha, tipo_de, unidad_de
from supervisor_app.domain.programa.propuesta import Peticion
from supervisor_app.domain.texto import cuantos, porcentaje
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.errors import UserError
from supervisor_app.services.programa import tabla as hoja
from supervisor_app.services.programa.fuente import Fuente
from supervisor_app.services.programa.impreso import FirmantePrograma
from supervisor_app.wiring import Servicios, reloj_local

_MESES: Final = range(1, 13)


def ver(args: Namespace) -> int:
    anio = _anio(args)
    with servicios(args) as abiertos:
        p = abiertos.programa
        cumplimiento, avisos, por_publicar = (
            _fuente(args, abiertos).cumplimiento(anio),
            p.avisos(anio),
            p.por_publicar(anio),
        )
        visitas = {v.id: v for v in p.visitas(anio)}
        recibido, ajenas = not p.es_oficina and p.recibido(anio) is not None, _ajenas(abiertos, anio)
    situaciones = {r.programada.id: r for r in cumplimiento.renglones}
    if args.json:
        decir_json(
            {
                "anio": anio,
                "visitas": [_como_json(v, situaciones.get(v.id)) for v in visitas.values()],
                "no_programadas": [h.folio for h in cumplimiento.no_programadas],
                "avisos": [
                    {"folio": visitas[a.visita_id].folio, "clase": a.clase.value, "texto": a.texto} for a in avisos
                ],
                "cumplimiento": _numero(cumplimiento), "por_publicar": por_publicar,
            }
        )  # fmt: skip
        return Codigo.BIEN
    if not visitas:
        decir(f"El programa de {anio} no tiene visitas.")
        return Codigo.BIEN
    decir(tabla([(*_renglon(v), _situacion(v, situaciones.get(v.id), ajena=v.id in ajenas)) for v in visitas.values()]))
    for a in avisos:
        avisar(f"Aviso: {visitas[a.visita_id].folio}: {a.texto}")
    _contar(cumplimiento)
    if recibido:
        decir("Cuenta sólo las visitas de este equipo; las de todos las cuenta la oficina.")
    if por_publicar:
        avisar(f"Aviso: {cuantos(por_publicar, 'visita', 'visitas')} con cambios sin publicar.")
    return Codigo.BIEN


def _contar(c: CumplimientoDelPrograma) -> None:
    total = c.total
    if total.porcentaje is None:
        decir("\nTodavía no toca ninguna visita.")
    else:
        de = cuantos(len(total.exigibles), "que ya tocaba", "que ya tocaban")
        decir(f"\nRealizadas: {len(total.realizadas)} de {de} ({porcentaje(total.porcentaje)}).")
    if c.no_programadas:
        fuera = cuantos(len(c.no_programadas), "visita que no estaba programada", "visitas que no estaban programadas")
        decir(f"Además, {fuera}: {', '.join(h.folio for h in c.no_programadas)}.")


def proponer(args: Namespace) -> int:
    anio, hoy = _anio(args), reloj_local().date()
    with servicios(args) as abiertos:
        peticion = _peticion(args, abiertos, anio, hoy)
        propuesta = _fuente(args, abiertos).proponer(peticion)
        aceptadas = abiertos.programa.aceptar(propuesta.visitas) if args.aceptar else ()
    if args.json:
        decir_json(
            {
                "aceptadas": [v.folio for v in aceptadas],
                "visitas": [_propuesta(v) for v in propuesta.visitas],
                "sin_lugar": [unidad_de(r.unidad) for r in propuesta.sin_lugar],
            }
        )
        return Codigo.BIEN
    if propuesta.visitas:
        decir(tabla([(*_renglon(v), _razones(v)) for v in propuesta.visitas]))
    else:
        decir("No hay visitas que proponer con eso.")
    if propuesta.sin_lugar:
        faltan = cuantos(len(propuesta.sin_lugar), "visita no encontró", "visitas no encontraron")
        avisar(f"Aviso: {faltan} días libres en esos meses.")
    if aceptadas:
        primera, ultima = aceptadas[0].folio, aceptadas[-1].folio
        son = f"Se agregaron al programa de {anio}: {primera} a {ultima}."
        decir(f"\n{son}" if len(aceptadas) > 1 else f"\nSe agregó al programa de {anio}: {primera}.")
    return Codigo.BIEN


def _peticion(args: Namespace, abiertos: Servicios, anio: int, hoy: date) -> Peticion:
    parametros = abiertos.definiciones.programa
    meses = tuple(sorted(set(args.mes))) or tuple(m for m in _MESES if (anio, m) >= (hoy.year, hoy.month))
    if not meses:
        raise UserError(f"Ya pasaron todos los meses de {anio}; diga otro año con --anio.")
    return Peticion(
        anio=anio, meses=meses,
        departamentos=tuple(d for d in Departamento if not args.departamento or d.value in args.departamento),
        cuantas=args.cuantas if args.cuantas is not None else parametros.visitas_por_mes * len(meses),
        duracion=args.duracion if args.duracion is not None else parametros.dias_por_visita,
        ooad=args.ooad.strip(), conjunta=args.conjunta, tipo=TipoVisita.APOYO if args.apoyo else TipoVisita.SUPERVISION,
        equipos=tuple(
            tuple(Persona(nombre=n.strip()) for n in equipo.split(";") if n.strip()) for equipo in args.equipo
        ),
        desde=hoy,
    )  # fmt: skip


def publicar(args: Namespace) -> int:
    anio = _anio(args)
    with servicios(args) as abiertos:
        antes = abiertos.programa.publicado(anio)
        avisos = abiertos.programa.avisos(anio)
        publicado = abiertos.programa.publicar(anio)
    if args.json:
        decir_json(
            {
                "anio": anio, "version": publicado.version, "visitas": len(publicado.visitas),
                "nueva": publicado != antes, "avisos": len(avisos),
            }
        )  # fmt: skip
    elif publicado == antes:
        decir(f"La versión {publicado.version} ya dice lo mismo; no cambió nada.")
    else:
        decir(
            f"Se publicó la versión {publicado.version} del programa de {anio}, con "
            f"{cuantos(len(publicado.visitas), 'visita', 'visitas')}. Sale la próxima vez que se atienda el buzón."
        )
    if avisos:
        cosas = cuantos(len(avisos), "cosa que conviene revisar", "cosas que conviene revisar")
        avisar(f"Aviso: hay {cosas}; véalo con «supervisor-app programa ver --anio {anio}».")
    return Codigo.BIEN


def exportar(args: Namespace) -> int:
    anio, tipo = _anio(args), args.salida.suffix.casefold()
    if tipo not in (".pdf", ".xlsx", ".csv"):
        raise UserError("El archivo debe terminar en .pdf, .xlsx o .csv.")
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as abiertos:
        p = abiertos.programa
        if tipo == ".pdf":
            firmantes = None
            if args.autoriza.strip():
                autoriza = FirmantePrograma(nombre=args.autoriza.strip(), cargo=args.cargo.strip(), como="Autorizó")
                firmantes = (*p.firmantes()[:1], autoriza)
            pdf = p.documento(anio, firmantes=firmantes, borrador=args.borrador)
            archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
        else:
            visitas = p.visitas(anio)
            if not visitas:
                raise UserError(f"El programa de {anio} no tiene visitas; no hay qué exportar.")
            cumplimiento = _fuente(args, abiertos).cumplimiento(anio)
            hoja.guardar(args.salida, anio, visitas, cumplimiento, ajenas=_ajenas(abiertos, anio))
    decir(f"Archivo:  {args.salida}")
    return Codigo.BIEN


def _fuente(args: Namespace, abiertos: Servicios) -> Fuente:
    """Raises UserError for a place of the index that a person said and where there is none."""
    lugar = args.indice.strip()
    if lugar and "://" not in lugar and not Path(lugar).exists():
        raise UserError(f"No hay ningún índice en «{lugar}». Hágalo con «supervisor-app oficina indexar».")
    return abiertos.programa.fuente(lugar)


def _ajenas(abiertos: Servicios, anio: int) -> set[str]:
    """On a laptop that received its programme, the visits that others make."""
    p, yo = abiertos.programa, nombre_de(abiertos.ajustes.leer().nombre)
    if p.es_oficina or p.recibido(anio) is None:
        return set()
    return {v.id for v in p.visitas(anio) if yo not in {nombre_de(quien.nombre) for quien in v.equipo}}


def _anio(args: Namespace) -> int:
    anio = args.anio if args.anio is not None else reloj_local().year
    if not 2000 <= anio <= 2100:
        raise UserError("El año debe estar entre 2000 y 2100.")
    return int(anio)


# --- rows -----------------------------------------------------------------------------------------------------------


def _renglon(v: PorProgramar) -> tuple[str, ...]:
    folio = v.folio if isinstance(v, VisitaProgramada) else ""
    quien = ", ".join(p.nombre for p in v.equipo if p.nombre.strip()) or "sin equipo"
    de = ", ".join(d.label for d in v.departamentos) or "sin departamento"
    return tuple(c for c in (folio, fechas_de(v), unidad_de(v.unidad), f"{tipo_de(v)}: {de}", quien) if c)


def _razones(v: PorProgramar) -> str:
    return "; ".join(razon_con_puntos(r) for r in v.razones)


def _situacion(v: VisitaProgramada, r: Renglon | None, *, ajena: bool) -> str:
    if r is None:
        return "Cancelada" if v.cancelada else ""
    folios, como = ", ".join(h.folio for h in r.hechas), situacion_dicha(r.situacion, ajena=ajena)
    return f"{como} ({folios})" if folios else como


def _como_json(v: VisitaProgramada, r: Renglon | None) -> dict[str, object]:
    return {
        "folio": v.folio, "id": v.id, **_propuesta(v), "situacion": r.situacion.value if r else "",
        "visitas": [h.folio for h in r.hechas] if r else [], "inicio_original": v.inicio_original.isoformat(),
        "cancelada": v.cancelada,
    }  # fmt: skip


def _propuesta(v: PorProgramar) -> dict[str, object]:
    return {
        "inicio": v.inicio.isoformat(), "fin": v.fin.isoformat(), "unidad": unidad_de(v.unidad), "ooad": v.unidad.ooad,
        "subdelegacion": v.unidad.subdelegacion, "tipo": v.tipo.value,
        "departamentos": [d.value for d in v.departamentos],
        "equipo": [p.nombre for p in v.equipo], "cedulas": list(v.cedulas),
        "razones": [{"clase": r.clase, "puntos": r.puntos, "texto": r.texto} for r in v.razones],
    }  # fmt: skip


def _numero(c: CumplimientoDelPrograma) -> dict[str, object]:
    t = c.total
    return {
        "programadas": t.programadas, "exigibles": len(t.exigibles), "realizadas": len(t.realizadas),
        "porcentaje": None if t.porcentaje is None else f"{t.porcentaje:.2f}",
    }  # fmt: skip
