"""What follows from several packages together: which one counts of a visit, and how findings and measures stand today.

It is worked out anew from the set of packages that are there, never from the order in which they came, so that any
order ends the same. The rules are the domain's; here is only what they are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    HallazgoAnterior,
    Verificacion,
    Verificada,
    cumplida_el,
    medida_tras,
)
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
    derivar_hallazgos(motor, hallazgos)


def derivar_hallazgos(motor: Motor, hallazgos: Collection[str]) -> None:
    """The same for findings about which something was said outside any visit."""
    for tanda in en_tandas(hallazgos):
        _seguimiento(motor, tanda)


# --- which package counts -------------------------------------------------------------------------------------------


def _estados(motor: Motor, visitas: Sequence[str]) -> None:
    por_visita: dict[tuple[str, int], list[tuple[str, int, str, int]]] = defaultdict(list)
    for sha256, visita, revision, confiable, estado, vale in motor.filas(
        "SELECT p.sha256, p.visita, p.revision, p.confiable, p.estado, v.vale FROM paquete p JOIN visita v"
        f" ON v.sha256 = p.sha256 WHERE p.visita IN ({huecos(visitas)})",
        visitas,
    ):
        # What is not trusted stands apart: it replaces nothing, and conflicts with nothing, of what is.
        por_visita[visita, confiable].append((sha256, revision, estado, vale))
    nuevos: list[tuple[str, str]] = []
    valen: list[tuple[int, str]] = []
    for (_, confiable), paquetes in por_visita.items():
        cuantos = Counter(revision for _, revision, *_ in paquetes)
        ultima = max(cuantos)
        for sha256, revision, estado_antes, vale_antes in paquetes:
            if cuantos[revision] > 1:
                estado = EstadoPaquete.EN_CONFLICTO
            else:
                estado = EstadoPaquete.VIGENTE if revision == ultima else EstadoPaquete.REEMPLAZADA
            vale = int(bool(confiable) and estado is EstadoPaquete.VIGENTE)
            if estado.value != estado_antes:
                nuevos.append((estado.value, sha256))
            if vale != vale_antes:
                valen.append((vale, sha256))
    motor.muchas("UPDATE paquete SET estado = ? WHERE sha256 = ?", sorted(nuevos))
    motor.muchas("UPDATE visita SET vale = ? WHERE sha256 = ?", sorted(valen))


# --- findings and measures as they stand ----------------------------------------------------------------------------

_VISITA = "v.visita, v.folio, v.inicio, v.fin, v.creada, v.unidad, v.ficticia"


_Dichas = dict[str, list[tuple[str, int, Verificada]]]
_Medidas = dict[tuple[str, str], list[tuple[Medida, Fila]]]


def _dichas(motor: Motor, hallazgos: Sequence[str]) -> _Dichas:
    """What the visits that count verified of each finding, with the unit of each and whether it was practice."""
    dichas: _Dichas = defaultdict(list)
    for hallazgo, datos, *visita in motor.filas(
        f"SELECT r.hallazgo, r.datos, {_VISITA} FROM verificacion r JOIN visita v ON v.sha256 = r.sha256"
        f" WHERE r.hallazgo IN ({huecos(hallazgos)}) AND v.vale = 1 ORDER BY v.momento, r.id",
        hallazgos,
    ):
        verificada = Verificada(Verificacion.model_validate_json(datos), _visita(visita))
        dichas[hallazgo].append((visita[5], visita[6], verificada))
    return dichas


def _medidas(motor: Motor, hallazgos: Sequence[str]) -> _Medidas:
    """The measures by package and finding, as they were agreed, each with how it stands in the index."""
    medidas: _Medidas = defaultdict(list)
    for sha256, hallazgo, datos, *antes in motor.filas(
        "SELECT sha256, hallazgo, datos, fecha_actual, avance_actual, prorrogas, cumplida_el FROM medida"
        f" WHERE hallazgo IN ({huecos(hallazgos)}) ORDER BY sha256, orden, id",
        hallazgos,
    ):
        medidas[sha256, hallazgo].append((Medida.model_validate_json(datos), tuple(antes)))
    return medidas


def _actos(motor: Motor, hallazgos: Sequence[str]) -> dict[str, list[tuple[int, ActoDeSeguimiento]]]:
    """What was done about each finding outside any visit, and whether it was practice."""
    actos: dict[str, list[tuple[int, ActoDeSeguimiento]]] = defaultdict(list)
    for hallazgo, ficticio, datos in motor.filas(
        f"SELECT hallazgo, ficticio, datos FROM acto WHERE hallazgo IN ({huecos(hallazgos)}) ORDER BY id", hallazgos
    ):
        actos[hallazgo].append((ficticio, ActoDeSeguimiento.model_validate_json(datos)))
    return actos


def _seguimiento(motor: Motor, hallazgos: Sequence[str]) -> None:
    dichas, medidas, actos = _dichas(motor, hallazgos), _medidas(motor, hallazgos), _actos(motor, hallazgos)
    de_hallazgos: list[tuple[object, ...]] = []
    de_medidas: list[tuple[object, ...]] = []
    for sha256, id_, numero, estado, actual, visto_antes, plazo_antes, *visita in motor.filas(
        "SELECT h.sha256, h.id, h.numero, h.estado, h.estado_actual, h.visto_el, h.plazo,"
        f" {_VISITA} FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE h.id IN ({huecos(hallazgos)})",
        hallazgos,
    ):
        suya, unidad, ficticia = _visita(visita), visita[5], visita[6]
        # Only other visits to the same unit speak of a finding, and practice speaks only of practice.
        propias = [v for u, f, v in dichas[id_] if u and (u, f) == (unidad, ficticia) and v.visita.id != suya.id]
        hechos = [a for f, a in actos[id_] if f == ficticia]
        hallazgo = Inconsistencia(id=id_, visita_id=suya.id, numero=numero, estado=EstadoHallazgo(estado))
        tras = [
            (medida_tras(m, propias, actos=hechos), cumplida_el(m, hallazgo, suya, propias, hechos), antes)
            for m, antes in medidas[sha256, id_]
        ]
        anterior = HallazgoAnterior(
            hallazgo=hallazgo,
            visita=suya,
            titulo="",
            medidas=tuple(m for m, _, _ in tras),
            verificadas=tuple(propias),
            actos=tuple(hechos),
        )
        ahora = (anterior.estado.value, _iso(anterior.visto_el), _iso(anterior.plazo))
        # Most are as they came: a statement for each of them is what would cost.
        if ahora != (actual, visto_antes, plazo_antes):
            de_hallazgos.append((*ahora, sha256, id_))
        for m, cumplida, como_antes in tras:
            como = (_iso(m.fecha), m.avance, len(m.prorrogas), _iso(cumplida))
            if como != como_antes:
                de_medidas.append((*como, sha256, m.id))
    motor.muchas(
        "UPDATE hallazgo SET estado_actual = ?, visto_el = ?, plazo = ? WHERE sha256 = ? AND id = ?", de_hallazgos
    )
    motor.muchas(
        "UPDATE medida SET fecha_actual = ?, avance_actual = ?, prorrogas = ?, cumplida_el = ?"
        " WHERE sha256 = ? AND id = ?",
        de_medidas,
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
