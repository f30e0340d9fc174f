"""What becomes of what was answered when a cédula goes into another version: what stays and what loses its place.

Derived, so that it can be shown before it is done; ``comandos.versiones`` does it. This module must never drop
anything: what has no place becomes a ``SinLugar``; files stay at their question, whether it is still asked or not, and
findings say what they said (``Expediente.casos``; ADR 0014).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.acomodo import Reparto, repartir, repartir_celdas
from supervisor_app.domain.cedula.answers import Fila, Respuesta
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition, Kind
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.cedula.sin_lugar import Alcance, SinLugar
from supervisor_app.domain.cedula.versiones import huella_de_definicion
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Expediente
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.texto import cuantos


@dataclass(frozen=True, slots=True)
class Guardado:
    """What a visit holds of one question."""

    respuesta: Respuesta | None
    filas: tuple[Fila, ...]
    muestreo: Muestreo | None
    evidencias: tuple[Evidencia, ...]
    hallazgos: tuple[Inconsistencia, ...]

    @property
    def escrito(self) -> bool:
        """Whether a person answered or noted something, or drew or wrote rows."""
        r = self.respuesta
        return bool((r is not None and (r.contestada or r.nota)) or self.filas or self.muestreo)

    @property
    def vacio(self) -> bool:
        return not (self.escrito or self.evidencias or self.hallazgos)


@dataclass(frozen=True, slots=True)
class Traslado:
    """What becomes of one question of which the visit holds something. ``motivo`` "" where all of it stays."""

    item_id: str
    guardado: Guardado
    cambios: tuple[Cambio, ...] = ()
    sin_lugar: tuple[SinLugar, ...] = ()
    motivo: str = ""

    @property
    def sale(self) -> bool:
        """Whether the whole answer leaves its place."""
        return any(s.alcance is Alcance.TODO for s in self.sin_lugar)

    @property
    def en_palabras(self) -> str:
        """The answer that was given, as it is read beside what becomes of it; "" where none was."""
        return en_palabras(self.guardado.respuesta, self.guardado.filas)


def en_palabras(respuesta: Respuesta | None, filas: tuple[Fila, ...] = ()) -> str:
    """An answer, its rows and its note in one line; "" where there is nothing."""
    valor = como_texto(respuesta.valor) if respuesta is not None and respuesta.valor is not None else ""
    partes = [valor, cuantos(len(filas), "renglón", "renglones") if filas else ""]
    nota = respuesta.nota.strip() if respuesta is not None else ""
    return " · ".join(p for p in (*partes, f"Nota: {nota}" if nota else "") if p)


def guardado(e: Expediente, item_id: str) -> Guardado:
    return Guardado(
        respuesta=e.respuesta(item_id),
        filas=e.filas_de(item_id),
        muestreo=e.muestreos.get(item_id),
        evidencias=e.evidencias_de(item_id),
        hallazgos=e.inconsistencias_de(item_id),
    )


def trasladar(e: Expediente, antes: CedulaDefinition, despues: CedulaDefinition) -> tuple[Traslado, ...]:
    """What becomes of each question of ``antes`` of which the visit holds something, in its order."""
    return tuple(
        _trasladar(e, antes, item, despues, guardado_)
        for item in antes.items
        if not (guardado_ := guardado(e, item.id)).vacio
    )


def _trasladar(
    e: Expediente, antes: CedulaDefinition, de: ItemDefinition, despues: CedulaDefinition, g: Guardado
) -> Traslado:
    a = despues.item(de.id)
    if a is None:
        return _todo_sale(e, antes, de, g, f"La versión {despues.version} ya no hace esta pregunta.")
    motivo = _por_que_no_cabe(de, a, g, despues)
    if motivo:
        return _todo_sale(e, antes, de, g, motivo)
    return _parte_sale(e, antes, de, a, despues, g)


def _por_que_no_cabe(de: ItemDefinition, a: ItemDefinition, g: Guardado, cedula: CedulaDefinition) -> str:
    """Why nothing of the answer has its place at ``a``; "" where at least some of it has."""
    valor = g.respuesta.valor if g.respuesta is not None else None
    if (g.filas or g.muestreo) and a.tipo is not Kind.MUESTRA:
        return _cambio_de_tipo(de, a)
    if valor is None or repartir(valor, de, a, cedula).queda is not None:
        return ""
    if a.calculo is not None and de.calculo is None:
        return f"La versión {cedula.version} calcula esta respuesta; ya no se escribe."
    if a.tipo is not de.tipo:
        return _cambio_de_tipo(de, a)
    if a.tipo in (Kind.OPCION, Kind.OPCIONES):
        return f"La versión {cedula.version} ya no ofrece lo que se eligió."
    return f"La versión {cedula.version} no admite los decimales de esta respuesta."


def _cambio_de_tipo(de: ItemDefinition, a: ItemDefinition) -> str:
    return f"La pregunta era de tipo «{de.tipo.label}» y ahora es de tipo «{a.tipo.label}»."


def _todo_sale(e: Expediente, antes: CedulaDefinition, de: ItemDefinition, g: Guardado, motivo: str) -> Traslado:
    if not g.escrito and not g.evidencias:
        return Traslado(de.id, g, motivo=motivo)
    vacia = Respuesta(id=f"{e.visita.id}:{de.id}", visita_id=e.visita.id, cedula=antes.codigo, item_id=de.id)
    nuevo = _sin_lugar(antes, de, motivo, g.respuesta or vacia, filas=g.filas, muestreo=g.muestreo)
    quitados = [r for r in (g.respuesta, *g.filas, g.muestreo) if r is not None]
    cambios = (*(Cambio(r, None) for r in quitados), Cambio(e.sin_lugar.get(nuevo.id), nuevo))
    return Traslado(de.id, g, cambios, (nuevo,), motivo)


def _parte_sale(
    e: Expediente,
    antes: CedulaDefinition,
    de: ItemDefinition,
    a: ItemDefinition,
    despues: CedulaDefinition,
    g: Guardado,
) -> Traslado:
    cambios: list[Cambio] = []
    salen: list[SinLugar] = []
    vacia = Respuesta(id=f"{e.visita.id}:{de.id}", visita_id=e.visita.id, cedula=antes.codigo, item_id=de.id)
    if g.respuesta is not None and g.respuesta.valor is not None:
        r = repartir(g.respuesta.valor, de, a, despues)
        cambios.append(Cambio(g.respuesta, con(g.respuesta, valor=r.queda)))
        if r.sale is not None:
            motivo = f"La versión {despues.version} ya no ofrece estas opciones."
            salen.append(_sin_lugar(antes, de, motivo, con(vacia, valor=r.sale), alcance=Alcance.OPCIONES))
    quedan, con_celdas = repartir_celdas(g.filas, de, a, despues)
    cambios += [Cambio(f, q) for f, q in zip(g.filas, quedan, strict=True)]
    if con_celdas:
        motivo = f"La versión {despues.version} ya no tiene estas columnas, o las pide de otra manera."
        salen.append(_sin_lugar(antes, de, motivo, vacia, filas=con_celdas, alcance=Alcance.CELDAS))
    cambios += [Cambio(e.sin_lugar.get(s.id), s) for s in salen]
    cambios = [c for c in cambios if c.antes != c.despues]
    return Traslado(de.id, g, tuple(cambios), tuple(salen), " ".join(s.motivo for s in salen))


def _sin_lugar(
    cedula: CedulaDefinition,
    punto: ItemDefinition,
    motivo: str,
    respuesta: Respuesta,
    *,
    filas: tuple[Fila, ...] = (),
    muestreo: Muestreo | None = None,
    alcance: Alcance = Alcance.TODO,
) -> SinLugar:
    visita_id = respuesta.visita_id
    contenido = canonico([cedula.version, punto, respuesta, filas, muestreo, alcance])
    huella = hashlib.sha256(contenido).hexdigest()[:16]
    return SinLugar(
        id=f"{visita_id}:{punto.id}:{huella}:sin_lugar",
        visita_id=visita_id,
        cedula=cedula.codigo,
        version=cedula.version,
        item_id=punto.id,
        punto=punto,
        motivo=motivo,
        respuesta=respuesta,
        filas=filas,
        muestreo=muestreo,
        alcance=alcance,
    )


def reacomodar(e: Expediente, codigo: str, otras: Iterable[CedulaDefinition]) -> Expediente:
    """The visit with nothing answered out of sight, where answers of other versions of a cédula came into it.

    That happens where copies of a visit are joined of which one followed a version and the other went on answering.
    ``otras`` are the definitions of the cédula that any copy applied. The same answers and definitions give the same.
    """
    presente = e.fijadas[codigo].definicion
    otras = sorted(otras, key=lambda d: (-d.version, huella_de_definicion(d)))
    items = dict.fromkeys(i.id for d in otras for i in d.items)
    for item_id in items:
        g = guardado(e, item_id)
        if g.vacio or _esta_en_su_lugar(e, g, presente.item(item_id), presente):
            continue
        sabidas = [d for d in otras if d.item(item_id) is not None]
        suya = next((d for d in sabidas if _cabe(g, d.item(item_id), d)), sabidas[0])
        de = suya.item(item_id)
        assert de is not None
        e = e.aplicar(_trasladar(e, suya, de, presente, g).cambios)
    return e


def _esta_en_su_lugar(e: Expediente, g: Guardado, a: ItemDefinition | None, cedula: CedulaDefinition) -> bool:
    if a is not None or g.escrito:
        return _cabe(g, a, cedula)
    return not g.evidencias or any(s.item_id == g.evidencias[0].item_id for s in e.sin_lugar.values())


def _cabe(g: Guardado, a: ItemDefinition | None, cedula: CedulaDefinition) -> bool:
    """Whether all of it fits a question as it is."""
    if a is None or ((g.filas or g.muestreo) and a.tipo is not Kind.MUESTRA):
        return False
    valor = g.respuesta.valor if g.respuesta is not None else None
    if valor is not None and repartir(valor, a, a, cedula) != Reparto(valor):
        return False
    return repartir_celdas(g.filas, a, a, cedula) == (g.filas, ())


# --- reading what has no place ------------------------------------------------------------------------------------


def sin_lugar_de(e: Expediente, codigo: str) -> tuple[SinLugar, ...]:
    """What a cédula has without a place, by question and version."""
    propios = (s for s in e.sin_lugar.values() if s.cedula == codigo)
    return tuple(sorted(propios, key=lambda s: (s.item_id, s.version, s.alcance.value, s.id)))


def sigue_preguntandose(e: Expediente, item_id: str) -> bool:
    """Whether a cédula of the visit asks that question as it is applied now."""
    fijada = e.fijadas.get(item_id.rsplit("-", 1)[0])
    return fijada is not None and fijada.definicion.item(item_id) is not None


def evidencias_sin_lugar(e: Expediente, s: SinLugar) -> tuple[Evidencia, ...]:
    """The files of a question that is not asked any more; those of one that is stay with it."""
    return () if s.alcance is not Alcance.TODO or sigue_preguntandose(e, s.item_id) else e.evidencias_de(s.item_id)
