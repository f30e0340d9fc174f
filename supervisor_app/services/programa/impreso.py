"""Makes what the programme prints from its visits, in their words, and the PDF of it. It must never store anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from supervisor_app.documents.modelo_programa import (
    CuentaDepartamento,
    DocumentoPrograma,
    FirmantePrograma,
    MesAnual,
    MesImpreso,
    TextosPrograma,
    VisitaImpresa,
)
from supervisor_app.documents.textos import textos_programa
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import Programa, VisitaProgramada
from supervisor_app.domain.programa.palabras import (
    cambios_de,
    cedulas_en_breve,
    fechas_de,
    razon_con_puntos,
    tipo_de,
    unidad_de,
)
from supervisor_app.domain.texto import MESES, NO_BREAK_SPACE, cantidad, cuantos, enlistar, fecha_corta
from supervisor_app.domain.visita import TipoVisita

__all__ = ["FirmantePrograma", "generar_programa", "imprimir_programa"]


def generar_programa(
    p: Programa, *, firmantes: tuple[FirmantePrograma, ...], fecha: date, borrador: bool = False
) -> bytes:
    """The programme as PDF/A-3a and PDF/UA-1, the same bytes for the same data. A draft has no record and no seal."""
    from supervisor_app.documents.programa import componer_programa  # noqa: PLC0415 - loads the library that draws

    textos = textos_programa()
    doc = imprimir_programa(p, firmantes, fecha, textos)
    registro = canonico({"folio": doc.folio, "programa": p, "firmantes": firmantes, "fecha": fecha})
    return componer_programa(doc, textos=textos, registro=None if borrador else registro).pdf()


def imprimir_programa(
    p: Programa, firmantes: tuple[FirmantePrograma, ...], fecha: date, textos: TextosPrograma
) -> DocumentoPrograma:
    """By the months in which visits begin, as they are programmed now."""
    visitas = sorted(p.visitas, key=lambda v: (v.inicio, v.numero))
    vigentes = [v for v in visitas if not v.cancelada]
    practica = f"{textos.practica} " if any(v.ficticia for v in visitas) else ""
    return DocumentoPrograma(
        folio=f"PROGRAMA-{p.anio}",
        fecha=fecha,
        anio=p.anio,
        version=p.version,
        oficina=p.oficina,
        frase=practica + _frase(p, vigentes, len(visitas) - len(vigentes), fecha),
        visitas=cuantos(len(vigentes), "visita", "visitas"),
        anual=tuple(_mes_anual(mes.capitalize(), [v for v in visitas if v.inicio.month == n])
                    for n, mes in enumerate(MESES, start=1)),
        total=_mes_anual("Total", visitas, con_unidades=False),
        departamentos=_departamentos(vigentes),
        meses=tuple(
            MesImpreso(f"{MESES[mes - 1].capitalize()} de {anio}", tuple(_visita(v, textos) for v in suyas))
            for (anio, mes), suyas in groupby(visitas, key=lambda v: (v.inicio.year, v.inicio.month))
        ),
        firmantes=firmantes,
    )  # fmt: skip


def _frase(p: Programa, vigentes: Sequence[VisitaProgramada], canceladas: int, fecha: date) -> str:
    unidades = len({unidad_de(v.unidad) for v in vigentes})
    movidas = sum(v.reprogramada for v in vigentes)
    mas = [
        texto
        for n, texto in (
            (movidas, cuantos(movidas, "reprogramada", "reprogramadas")),
            (canceladas, f"{cuantos(canceladas, 'cancelada', 'canceladas')} aparte"),
        )
        if n
    ]
    detalle = f" ({enlistar(mas)})" if mas else ""
    cuantas = cuantos(len(vigentes), "visita", "visitas")
    a_cuantas = cuantos(unidades, "unidad", "unidades")
    return f"Versión {cantidad(p.version)}, al {fecha_corta(fecha)}: {cuantas}{detalle} a {a_cuantas}."


def _mes_anual(mes: str, visitas: Sequence[VisitaProgramada], *, con_unidades: bool = True) -> MesAnual:
    vigentes = [v for v in visitas if not v.cancelada]
    cuenta = Counter(v.tipo for v in vigentes)
    unidades = enlistar(list(dict.fromkeys(v.unidad.corto or v.unidad.titulo for v in vigentes)))
    return MesAnual(
        mes=mes,
        supervision=cantidad(cuenta[TipoVisita.SUPERVISION]),
        apoyo=cantidad(cuenta[TipoVisita.APOYO]),
        conjuntas=cantidad(sum(v.conjunta for v in vigentes)),
        canceladas=cantidad(len(visitas) - len(vigentes)),
        total=cantidad(len(vigentes)),
        unidades=unidades if con_unidades else "",
    )


def _departamentos(vigentes: Iterable[VisitaProgramada]) -> tuple[CuentaDepartamento, ...]:
    cuenta = Counter(d for v in vigentes for d in v.departamentos)
    mas = max(cuenta.values(), default=1)
    return tuple(CuentaDepartamento(d.label, cantidad(cuenta[d]), cuenta[d] / mas) for d in Departamento if cuenta[d])


def _visita(v: VisitaProgramada, textos: TextosPrograma) -> VisitaImpresa:
    return VisitaImpresa(
        folio=v.folio,
        # The second day is read as one word with its «al».
        fechas=fechas_de(v).replace(" al ", f" al{NO_BREAK_SPACE}"),
        unidad=unidad_de(v.unidad),
        tipo="\n".join([*(d.label for d in v.departamentos), tipo_de(v)]),
        equipo="\n".join(p.nombre.strip() or p.cargo.strip() for p in v.equipo if not p.vacia),
        cedulas=cedulas_en_breve(v.cedulas),
        razones=tuple(razon_con_puntos(r) for r in v.razones) or (textos.sin_razones,),
        cambios=cambios_de(v),
    )
