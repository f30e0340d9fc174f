"""What follows from several packages together: which one counts of a visit, and how findings and measures stand today.

It is worked out anew from the set of packages that are there, never from the order in which they came, so that any
order ends the same. The rules are the domain's; here is only what they are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.seguimiento import HallazgoAnterior, Verificacion, Verificada, medida_tras
from supervisor_app.domain.visita import Visita
from supervisor_app.store.oficina.hechos import EstadoPaquete
from supervisor_app.store.oficina.motor import Fila, Motor

_JUNTAS = 400
"""Values in one list of a statement: engines bound how many they take."""


def en_tandas(valores: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Sorted and without repetition, a list's length at a time."""
    todos = sorted(set(valores))
    for n in range(0, len(todos), _JUNTAS):
        yield tuple(todos[n : n + _JUNTAS])


def huecos(valores: Collection[object]) -> str:
    return ",".join("?" * len(valores))


def derivar(motor: Motor, visitas: Collection[str]) -> None:
    """Everything that may be different because packages of these visits came or changed their verdict."""
    for tanda in en_tandas(visitas):
        _estados(motor, tanda)
    hallazgos: set[str] = set()
    for tanda in en_tandas(visitas):
        donde = f"SELECT sha256 FROM paquete WHERE visita IN ({huecos(tanda)})"
        hallazgos.update(h for (h,) in motor.filas(f"SELECT id FROM hallazgo WHERE sha256 IN ({donde})", tanda))
        hallazgos.update(
            h for (h,) in motor.filas(f"SELECT hallazgo FROM verificacion WHERE sha256 IN ({donde})", tanda)
        )
    for tanda in en_tandas(hallazgos):
        _seguimiento(motor, tanda)


# --- which package counts -------------------------------------------------------------------------------------------


def _estados(motor: Motor, visitas: Sequence[str]) -> None:
    por_visita: dict[tuple[str, int], list[tuple[str, int, str]]] = defaultdict(list)
    for sha256, visita, revision, confiable, estado in motor.filas(
        f"SELECT sha256, visita, revision, confiable, estado FROM paquete WHERE visita IN ({huecos(visitas)})", visitas
    ):
        # What is not trusted stands apart: it replaces nothing, and conflicts with nothing, of what is.
        por_visita[visita, confiable].append((sha256, revision, estado))
    nuevos: list[tuple[str, str]] = []
    valen: list[tuple[int, str]] = []
    for (_, confiable), paquetes in por_visita.items():
        cuantos = Counter(revision for _, revision, _ in paquetes)
        ultima = max(cuantos)
        for sha256, revision, antes in paquetes:
            if cuantos[revision] > 1:
                estado = EstadoPaquete.EN_CONFLICTO
            else:
                estado = EstadoPaquete.VIGENTE if revision == ultima else EstadoPaquete.REEMPLAZADA
            if estado.value != antes:
                nuevos.append((estado.value, sha256))
            valen.append((int(bool(confiable) and estado is EstadoPaquete.VIGENTE), sha256))
    motor.muchas("UPDATE paquete SET estado = ? WHERE sha256 = ?", sorted(nuevos))
    motor.muchas("UPDATE visita SET vale = ? WHERE sha256 = ?", sorted(valen))


# --- findings and measures as they stand ----------------------------------------------------------------------------

_VISITA = "v.visita, v.folio, v.inicio, v.fin, v.creada, v.unidad, v.ficticia"


def _seguimiento(motor: Motor, hallazgos: Sequence[str]) -> None:
    lista = huecos(hallazgos)
    dichas: dict[str, list[tuple[str, int, Verificada]]] = defaultdict(list)
    for hallazgo, datos, *visita in motor.filas(
        f"SELECT r.hallazgo, r.datos, {_VISITA} FROM verificacion r JOIN visita v ON v.sha256 = r.sha256"
        f" WHERE r.hallazgo IN ({lista}) AND v.vale = 1 ORDER BY v.momento, r.id",
        hallazgos,
    ):
        verificada = Verificada(Verificacion.model_validate_json(datos), _visita(visita))
        dichas[hallazgo].append((visita[5], visita[6], verificada))
    medidas: dict[tuple[str, str], list[Medida]] = defaultdict(list)
    for sha256, hallazgo, datos in motor.filas(
        f"SELECT sha256, hallazgo, datos FROM medida WHERE hallazgo IN ({lista}) ORDER BY sha256, orden, id", hallazgos
    ):
        medidas[sha256, hallazgo].append(Medida.model_validate_json(datos))
    de_hallazgos: list[tuple[object, ...]] = []
    de_medidas: list[tuple[object, ...]] = []
    for sha256, id_, numero, estado, *visita in motor.filas(
        f"SELECT h.sha256, h.id, h.numero, h.estado, {_VISITA} FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE h.id IN ({lista})",
        hallazgos,
    ):
        suya, unidad, ficticia = _visita(visita), visita[5], visita[6]
        # Only other visits to the same unit speak of a finding, and practice speaks only of practice.
        propias = [v for u, f, v in dichas[id_] if u and (u, f) == (unidad, ficticia) and v.visita.id != suya.id]
        tras = tuple(medida_tras(m, propias) for m in medidas[sha256, id_])
        anterior = HallazgoAnterior(
            hallazgo=Inconsistencia(id=id_, visita_id=suya.id, numero=numero, estado=EstadoHallazgo(estado)),
            visita=suya,
            titulo="",
            medidas=tras,
            verificadas=tuple(propias),
        )
        visto = max((v.fecha for v in propias), default=None)
        de_hallazgos.append((anterior.estado.value, _iso(visto), _iso(anterior.plazo), sha256, id_))
        de_medidas.extend((_iso(m.fecha), m.avance, len(m.prorrogas), sha256, m.id) for m in tras)
    motor.muchas(
        "UPDATE hallazgo SET estado_actual = ?, visto_el = ?, plazo = ? WHERE sha256 = ? AND id = ?", de_hallazgos
    )
    motor.muchas(
        "UPDATE medida SET fecha_actual = ?, avance_actual = ?, prorrogas = ? WHERE sha256 = ? AND id = ?", de_medidas
    )


def _visita(columnas: Fila | list[object]) -> Visita:
    """As much of a visit as orders it among others."""
    id_, folio, inicio, fin, creada = (str(c) for c in columnas[:5])
    return Visita.model_construct(
        id=id_,
        folio=folio,
        inicio=date.fromisoformat(inicio) if inicio else None,
        fin=date.fromisoformat(fin) if fin else None,
        creada=datetime.fromisoformat(creada),
    )


def _iso(dia: date | None) -> str:
    return dia.isoformat() if dia is not None else ""
