"""The facts of every unit, taken from the office's own questions, so that risk and dashboard never disagree.

It must never weigh anything: the domain does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa.cumplimiento import Hecha
from supervisor_app.domain.programa.parametros import Parametros
from supervisor_app.domain.programa.riesgo import Hechos, Riesgo, en_orden, valorar
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.oficina.hechas import clave
from supervisor_app.services.oficina.panorama import Filtro, Panorama


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


def riesgos_de(
    t: Panorama | None,
    hechas: Sequence[Hecha],
    catalogo: Iterable[Ooad],
    parametros: Parametros,
    *,
    hoy: date,
    departamentos: tuple[Departamento, ...] = (),
    ooad: str = "",
    ficticias: bool = False,
) -> tuple[Riesgo, ...]:
    """Every Subdelegación of the catalogue and the other units that were visited, the most risk first.

    ``departamentos``: only their findings and visits (none: of all). Indicators belong to no department: they count
    always.
    """
    visitadas = (h.unidad for h in hechas if h.unidad.corto.strip())
    todas = {clave(u): u for u in (*visitadas, *unidades_del_catalogo(catalogo))}
    unidades = {k: u for k, u in todas.items() if ooad in ("", u.ooad)}
    suyas = [h for h in hechas if not departamentos or set(h.departamentos) & set(departamentos)]
    ultimas: dict[str, date] = {}
    for h in suyas:
        ultimas[clave(h.unidad)] = max(h.fin, ultimas.get(clave(h.unidad), h.fin))
    cuentas = _Cuentas(t, hechas, departamentos, ooad, ficticias)
    return en_orden(
        valorar(
            Hechos(
                unidad=u, departamentos=departamentos, abiertas=cuentas.abiertas[k], vencidas=len(cuentas.atrasos[k]),
                mayor_atraso=max(cuentas.atrasos[k], default=0), recurrentes=cuentas.recurrentes[k],
                desfavorables=cuentas.desfavorables[k], ultima=ultimas.get(k),
            ),
            parametros,
            hoy,
        )
        for k, u in unidades.items()
    )  # fmt: skip


class _Cuentas:
    """By unit; of departments, if any are given."""

    def __init__(
        self,
        t: Panorama | None,
        hechas: Sequence[Hecha],
        departamentos: tuple[Departamento, ...],
        ooad: str,
        ficticias: bool,
    ) -> None:
        self.abiertas: Counter[str] = Counter()
        self.atrasos: defaultdict[str, list[int]] = defaultdict(list)
        self.recurrentes: Counter[str] = Counter()
        self.desfavorables: Counter[str] = Counter()
        if t is None:
            return
        for filtro in [Filtro(ooad=ooad, departamento=d.value, ficticias=ficticias) for d in departamentos] or [
            Filtro(ooad=ooad, ficticias=ficticias)
        ]:
            self._contar(t, filtro)
        unidades = {h.sha256: clave(h.unidad) for h in hechas}
        for i in t.indicadores(Filtro(ooad=ooad, ficticias=ficticias)):
            if i.veredicto.malo and i.sha256 in unidades:
                self.desfavorables[unidades[i.sha256]] += 1

    def _contar(self, t: Panorama, f: Filtro) -> None:
        for h in t.hallazgos(f):
            self.abiertas[h.unidad_clave] += 1
            if h.atraso is not None:
                self.atrasos[h.unidad_clave].append(h.atraso.naturales)
        for r in t.recurrencia(f):
            self.recurrentes[r.unidad_clave] += bool(r.abiertos)
