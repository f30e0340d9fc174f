"""The facts of every unit, from the office's own counts and the visits of this folder. It must never weigh anything:
the domain does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa.cumplimiento import Hecha
from supervisor_app.domain.programa.parametros import Parametros
from supervisor_app.domain.programa.riesgo import Hechos, Riesgo, en_orden, valorar
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.oficina.hechas import clave
from supervisor_app.services.oficina.por_unidad import CuentaDeUnidad

SIN_DEPARTAMENTO = ""


def unidades_del_catalogo(ooad: Iterable[Ooad]) -> tuple[Unidad, ...]:
    """Every Subdelegación."""
    return tuple(
        Unidad(
            tipo=UnitKind.SUB, ooad=o.clave, ooad_nombre=o.nombre,
            subdelegacion=s.clave, subdelegacion_nombre=s.nombre,
        )
        for o in ooad
        for s in o.subdelegaciones
    )  # fmt: skip


def cuentas_de(
    del_indice: Mapping[str, CuentaDeUnidad], propias: Sequence[Hecha], catalogo: Iterable[Ooad]
) -> dict[str, CuentaDeUnidad]:
    """Every Subdelegación of the catalogue and the other units that were visited; the closed visits of this folder
    count as last visits too.
    """
    cuentas = dict(del_indice)
    for u in unidades_del_catalogo(catalogo):
        # Called as the catalogue calls it, whatever visits wrote.
        cuentas.setdefault(clave(u), CuentaDeUnidad(u)).unidad = u
    for h in propias:
        if h.cerrada and h.unidad.corto.strip():
            suya = cuentas.setdefault(clave(h.unidad), CuentaDeUnidad(h.unidad))
            for d in [d.value for d in h.departamentos] or [SIN_DEPARTAMENTO]:
                suya.ultimas[d] = max(h.fin, suya.ultimas.get(d, h.fin))
    return cuentas


def riesgos_de(
    cuentas: Mapping[str, CuentaDeUnidad],
    parametros: Parametros,
    *,
    hoy: date,
    departamentos: tuple[Departamento, ...] = (),
    ooad: str = "",
) -> tuple[Riesgo, ...]:
    """The most risk first. ``departamentos``: only their findings and visits (none: of all). Indicators belong to no
    department: they count always.
    """
    suyas = (c for c in cuentas.values() if ooad in ("", c.unidad.ooad))
    return en_orden(valorar(_hechos(c, departamentos, hoy), parametros, hoy) for c in suyas)


def _hechos(c: CuentaDeUnidad, departamentos: tuple[Departamento, ...], hoy: date) -> Hechos:
    de = [d.value for d in departamentos] or [SIN_DEPARTAMENTO, *(d.value for d in Departamento)]
    vencidas = [c.primera_vencida[d] for d in de if d in c.primera_vencida]
    return Hechos(
        unidad=c.unidad,
        departamentos=departamentos,
        abiertas=sum(c.abiertas.get(d, 0) for d in de),
        vencidas=sum(c.vencidas.get(d, 0) for d in de),
        mayor_atraso=(hoy - min(vencidas)).days if vencidas else 0,
        recurrentes=sum(c.recurrentes.get(d, 0) for d in de),
        desfavorables=c.desfavorables,
        ultima=max((c.ultimas[d] for d in de if d in c.ultimas), default=None),
    )
