"""The executive summary for the titular of the OOAD, from the same figures as the board (JSAC 7.1, núm. 3).

Everything is read at one moment. It must never read a clock, nor leave a line out: what has no room is the page's to
say, and the attached record has all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from supervisor_app.domain.base import Persona
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.texto import cuantos, fecha_corta, fecha_larga, periodo
from supervisor_app.services.oficina.calor import HeatGroup, groups, place_name
from supervisor_app.services.oficina.cifras import Serie, cifra_de_cumplimiento, cifras, mes_corto, mes_largo, series
from supervisor_app.services.oficina.panorama import Filtro, Foto, Panorama, favorables
from supervisor_app.services.oficina.valores import Lugar, Medida, Recurrencia, ResumenIndicador

if TYPE_CHECKING:
    from supervisor_app.documents.modelo_ejecutivo import (
        AtrasoImpreso,
        DocumentoEjecutivo,
        IndicadorResumido,
        MapaImpreso,
        TendenciaImpresa,
    )


@dataclass(frozen=True, slots=True)
class ParaElTitular:
    """What the summary is made of, of one moment."""

    foto: Foto
    vencidas: tuple[Medida, ...]
    recurrencia: tuple[Recurrencia, ...]


@dataclass(frozen=True, slots=True)
class Ejecutivo:
    """``quien`` makes it, in ``ciudad``; "" where the settings have none."""

    quien: Persona
    ciudad: str = ""

    def leer(self, t: Panorama, f: Filtro) -> ParaElTitular:
        """Ask the index; on the thread that opened it. Raises UserError, EnvironmentProblem."""
        with t.de_un_momento():
            # Earlier visits count whenever they were, as they do on the board.
            veces = t.recurrencia(replace(f, desde=None))
            return ParaElTitular(
                t.foto(f),
                t.medidas(f, vencidas=True),
                tuple(r for r in veces if f.desde is None or r.ultima >= f.desde),
            )

    def pdf(self, p: ParaElTitular, *, borrador: bool = False) -> bytes:
        """One page of PDF/A-3a and PDF/UA-1 with the figures attached; the same bytes for the same figures."""
        from supervisor_app.documents.ejecutivo import componer_ejecutivo  # noqa: PLC0415 - loads what draws
        from supervisor_app.documents.textos import textos_ejecutivo  # noqa: PLC0415 - as above

        doc = self.documento(p)
        registro = None if borrador else canonico({"resumen_ejecutivo": _registro(doc)})
        return componer_ejecutivo(doc, textos=textos_ejecutivo(), registro=registro).pdf()

    def documento(self, p: ParaElTitular) -> DocumentoEjecutivo:
        """What is printed, in words."""
        from supervisor_app.documents import modelo_ejecutivo as m  # noqa: PLC0415 - only who prints needs it

        foto = p.foto
        fecha = fecha_larga(foto.hoy)
        return m.DocumentoEjecutivo(
            folio=folio_de(foto),
            fecha=foto.hoy,
            ooad=_ooad(foto),
            ambito=ambito_de(foto),
            periodo=periodo_de(foto.filtro),
            cifras=tuple(m.CifraImpresa(c.numero, c.palabras, c.segunda) for c in cifras(foto)),
            hay_visitas=bool(foto.totales.visitas),
            mapa=_mapa(foto),
            # The map says how compliance changed, place by place; a fourth chart would cost lines of the lists.
            tendencias=tuple(map(_tendencia, series(foto)[1:])),
            vencidas=tuple(_atraso(v, solo=_de_un_ooad(foto)) for v in p.vencidas),
            cuantas_vencidas=len(p.vencidas),
            reincidencias=tuple((_unidad(r.lugar, r.unidad, solo=_de_un_ooad(foto)), _veces(r)) for r in p.recurrencia),
            indicadores=tuple(map(_indicador, sorted(foto.indicadores, key=peor_primero))),
            solicitudes=tuple(solicitudes(p.vencidas, solo=_de_un_ooad(foto))),
            elabora=self.quien,
            lugar_y_fecha=f"{self.ciudad}, a {fecha}" if self.ciudad.strip() else fecha.capitalize(),
            ficticia=foto.filtro.ficticias,
        )


def nombre_de_archivo(foto: Foto) -> str:
    """``Resumen ejecutivo 2026-06-30.pdf``, with the OOAD where it is one."""
    return " ".join(p for p in ("Resumen ejecutivo", _ooad(foto), foto.hoy.isoformat()) if p) + ".pdf"


def folio_de(foto: Foto) -> str:
    """``RE-14-COBRANZA-20260630``: what it is about, and as of which day."""
    f = foto.filtro
    partes = ("RE", f.ooad, f.subdelegacion, f.departamento.replace("_", "-").upper(), f"{foto.hoy:%Y%m%d}")
    return "-".join(p for p in partes if p)


def ambito_de(foto: Foto) -> str:
    """OOAD, Subdelegación and department of the filter, in words."""
    f = foto.filtro
    subdelegacion = next(
        (o.lugar.subdelegacion_nombre for o in foto.lugares
         if (o.lugar.ooad, o.lugar.subdelegacion) == (f.ooad, f.subdelegacion) and f.subdelegacion), "",
    )  # fmt: skip
    departamento = Departamento(f.departamento).label if f.departamento else "Todos los departamentos"
    ooad = f"OOAD {_ooad(foto)}" if _ooad(foto) else "Todos los OOAD"
    return " · ".join(p for p in (ooad, subdelegacion and f"Subdelegación {subdelegacion}", departamento) if p)


def periodo_de(f: Filtro) -> str:
    """The days of the filter, in words."""
    if f.desde and f.hasta:
        return f"Del {periodo(f.desde, f.hasta)}"
    if f.desde:
        return f"Desde el {fecha_larga(f.desde)}"
    return f"Hasta el {fecha_larga(f.hasta)}" if f.hasta else "Todas las fechas"


def solicitudes(vencidas: Iterable[Medida], *, solo: bool = True) -> list[str]:
    """What is asked of the titular: the overdue measures of each unit, the unit with most of them first."""
    por_unidad: dict[str, list[Medida]] = defaultdict(list)
    for v in vencidas:
        por_unidad[_unidad(v.lugar, v.unidad, solo=solo)].append(v)
    orden = sorted(por_unidad.items(), key=lambda par: (-len(par[1]), -_mayor(par[1]), par[0]))
    return [
        f"{unidad}: {cuantos(len(suyas), 'medida vencida', 'medidas vencidas')}; "
        f"{'la mayor, ' if len(suyas) > 1 else ''}{cuantos(_mayor(suyas), 'día', 'días')}."
        for unidad, suyas in orden
    ]


def _mayor(medidas: Sequence[Medida]) -> int:
    return max((m.atraso.naturales for m in medidas if m.atraso is not None), default=0)


def _ooad(foto: Foto) -> str:
    """The name of the filter's OOAD, or of the only one that there is."""
    nombres = {o.lugar.ooad: o.lugar.ooad_nombre or o.lugar.ooad for o in foto.lugares if o.lugar.ooad}
    if foto.filtro.ooad:
        return nombres.get(foto.filtro.ooad, foto.filtro.ooad)
    return next(iter(nombres.values())) if len(nombres) == 1 else ""


def _de_un_ooad(foto: Foto) -> bool:
    return bool(foto.filtro.ooad) or len({d.lugar.ooad for d in foto.por_lugar}) < 2


def _unidad(lugar: Lugar, unidad: str, *, solo: bool) -> str:
    corta = unidad.removeprefix("Subdelegación ").strip() or place_name(lugar, alone=True)
    return corta if solo or not lugar.ooad_nombre else f"{corta} ({lugar.ooad_nombre})"


def _mapa(foto: Foto) -> MapaImpreso:
    from supervisor_app.documents import modelo_ejecutivo as m  # noqa: PLC0415 - as above

    grupos = groups(foto)
    columnas = [c for g in grupos for c in g.columns]
    filas: dict[tuple[str, str], list[m.CasillaImpresa]] = defaultdict(list)
    nombres, cambios = {}, {}
    for grupo in grupos:
        for r in grupo.rows:
            clave = (r.place.ooad, r.place.subdelegacion)
            nombres[clave], cambios[clave] = r.name, r.change.text
            filas[clave] += [m.CasillaImpresa(s.text, s.step, s.recurs, s.spoken) for s in r.spots]
    peor = sorted(foto.por_lugar, key=lambda d: _orden(d.cumplimiento.porcentaje))
    todo = cifra_de_cumplimiento(foto)
    claves = [(d.lugar.ooad, d.lugar.subdelegacion) for d in peor if (d.lugar.ooad, d.lugar.subdelegacion) in filas]
    return m.MapaImpreso(
        columnas=tuple((c.code, c.short) for c in columnas),
        urgencia=_urgencia(foto, grupos),
        renglones=tuple(m.RenglonImpreso(nombres[c], tuple(filas[c]), _en_papel(cambios[c])) for c in claves),
        contra="vs. antes" if any(cambios.values()) else "",
        todo=f"{todo.numero} {todo.palabras}",
    )


def _urgencia(foto: Foto, grupos: Sequence[HeatGroup]) -> tuple[int, ...]:
    """The columns by number, those that comply least over all places first."""
    logrado: dict[str, Decimal] = defaultdict(Decimal)
    posible: dict[str, Decimal] = defaultdict(Decimal)
    for c in foto.mapa:
        logrado[c.proceso] += c.cumplimiento.resultado.logrado or 0
        posible[c.proceso] += c.cumplimiento.resultado.posible or 0
    codigos = [c.code for g in grupos for c in g.columns]
    return tuple(
        sorted(
            range(len(codigos)),
            key=lambda n: (not posible[codigos[n]], logrado[codigos[n]] / (posible[codigos[n]] or 1), n),
        )
    )


def _orden(porcentaje: object) -> tuple[bool, Any]:
    return (porcentaje is None, porcentaje or 0)


def _tendencia(s: Serie) -> TendenciaImpresa:
    from supervisor_app.documents import modelo_ejecutivo as m  # noqa: PLC0415 - as above

    puntos = tuple(
        m.PuntoImpreso(
            int(p.mes[:4]) * 12 + int(p.mes[5:7]), mes_corto(p.mes), mes_largo(p.mes), float(p.valor), p.texto
        )
        for p in s.puntos
    )
    return m.TendenciaImpresa(s.corto or s.titulo, _en_papel(s.breve), puntos)


def _atraso(v: Medida, *, solo: bool) -> AtrasoImpreso:
    from supervisor_app.documents import modelo_ejecutivo as m  # noqa: PLC0415 - as above

    return m.AtrasoImpreso(
        atraso=cuantos(v.atraso.naturales, "día", "días") if v.atraso is not None else "",
        medida=" ".join(v.texto.split()),
        unidad=_unidad(v.lugar, v.unidad, solo=solo),
        responsable=v.responsable,
        plazo=fecha_corta(v.fecha) if v.fecha is not None else "",
    )


def _en_papel(texto: str) -> str:
    """The fonts of paper have no minus sign; a dash is as long."""
    return texto.replace("\N{MINUS SIGN}", "\N{EN DASH}")


def _veces(r: Recurrencia) -> str:
    sin = f" · {cuantos(r.abiertos, 'abierta', 'abiertas')}" if r.abiertos else ""
    return f"{r.item} · {cuantos(r.veces, 'visita', 'visitas')}{sin}"


def peor_primero(i: ResumenIndicador) -> tuple[object, ...]:
    """To sort by: the smallest share of units at their goal first, those without a goal last."""
    medidas = sum(n for v, n in i.por_veredicto.items() if v.bueno or v.malo)
    return (not medidas, favorables(i) / medidas if medidas else 0, i.codigo, i.periodo.value)


def _indicador(i: ResumenIndicador) -> IndicadorResumido:
    from supervisor_app.documents import modelo_ejecutivo as m  # noqa: PLC0415 - as above

    medidas = sum(n for v, n in i.por_veredicto.items() if v.bueno or v.malo)
    bien = favorables(i)
    dicho = f"{numero_de(bien)} de {cuantos(medidas, 'unidad', 'unidades')}" if medidas else "Sin meta en las unidades"
    return m.IndicadorResumido(f"{i.codigo} {i.nombre}", dicho, bien / medidas if medidas else None)


def numero_de(n: int) -> str:
    """How many, as it is written before «de»."""
    return "ninguna" if n == 0 else f"{n:,}"


def _registro(doc: DocumentoEjecutivo) -> dict[str, object]:
    """Every line, also those that had no room."""
    return asdict(replace(doc, elabora=Persona())) | {"elabora": doc.elabora}
