"""What is in the bin of a visit comes back to it: one operation, which undo takes back.

It must never write over what the visit has now; where both cannot stand it says so, and the thing stays in the bin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.comandos.cedulas import cambios_al_volver
from supervisor_app.domain.comandos.comun import NuevoId, exigir_abierta, operacion, siguiente_numero
from supervisor_app.domain.comandos.respuestas import guardar_filas
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.papelera import ClaseQuitado, Quitado, codigo_de
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.errors import UserError


def restaurar(e: Expediente, q: Quitado, nuevo_id: NuevoId) -> Operacion:
    """Put back one thing of the bin with all that went with it.

    Raises UserError where the visit is closed, or where what it belongs to is not there; then it stays in the bin.
    """
    exigir_abierta(e)
    return operacion(e, f"Restauró de la papelera: {q.titulo}", *_COMO[q.clase](e, q, nuevo_id))


def _cedula(e: Expediente, q: Quitado, _nuevo_id: NuevoId) -> list[Cambio]:
    return cambios_al_volver(e, q)


def _acta(e: Expediente, q: Quitado, _nuevo_id: NuevoId) -> list[Cambio]:
    acta = q.registros[0]
    assert isinstance(acta, Acta)
    if e.acta is not None:
        raise UserError("La visita ya tiene otra acta de cierre. Quítela primero, irá a la papelera, y restaure ésta.")
    return [Cambio(None, acta)]


def _renglones(e: Expediente, q: Quitado, _nuevo_id: NuevoId) -> list[Cambio]:
    filas = [r for r in q.registros if isinstance(r, Fila)]
    item_id = filas[0].item_id
    _exigir_cedula(e, item_id)
    item = e.item(item_id)
    if item is None:
        raise UserError(f"La versión de la cédula que aplica la visita ya no pregunta {item_id}.")
    muestreo = e.muestreos.get(item_id)
    numeros = set(muestreo.numeros) if muestreo is not None else set[int]()
    if any(f.universo is not None and f.universo not in numeros for f in filas):
        raise UserError(
            f"Esos renglones son de un sorteo de {item_id} que se cambió por otro; Ctrl+Z vuelve al sorteo de antes."
        )
    presentes = e.filas_de(item_id)
    faltan = [f for f in filas if f.id not in e.filas]
    juntas = sorted((*presentes, *faltan), key=lambda f: (f.orden, f.id))
    return list(guardar_filas(e, item, juntas, q.titulo).cambios)


def _lo_demas(e: Expediente, q: Quitado, nuevo_id: NuevoId) -> list[Cambio]:
    """Findings, measures, files and verifications, each under its parent."""
    cambios: list[Cambio] = []
    cambiados: dict[str, str] = {}
    todos = sorted((*q.padres, *q.registros), key=lambda r: not isinstance(r, Inconsistencia | Verificacion))
    for r in todos:
        nuevo = _uno(e, _bajo(r, cambiados), nuevo_id)
        if isinstance(r, Inconsistencia) and nuevo.despues is not None and nuevo.despues.id != r.id:
            cambiados[r.id] = nuevo.despues.id
        cambios.append(nuevo)
        e = e.aplicar([nuevo])
    return cambios


def _bajo(r: Entidad, cambiados: Mapping[str, str]) -> Entidad:
    de = getattr(r, "inconsistencia_id", "")
    return con(r, inconsistencia_id=cambiados[de]) if de in cambiados else r


def _uno(e: Expediente, r: Entidad, nuevo_id: NuevoId) -> Cambio:
    if isinstance(r, Inconsistencia):
        return _hallazgo(e, r, nuevo_id)
    if isinstance(r, Verificacion) and r.id in e.verificaciones:
        raise UserError(f"Ya verificó otra vez {r.folio}; su historial tiene lo que decía antes.")
    if isinstance(r, Medida) and r.inconsistencia_id not in e.inconsistencias:
        raise UserError("Restaure primero la inconsistencia a la que pertenece la medida.")
    if isinstance(r, Evidencia):
        _exigir_sitio(e, r)
    return Cambio(None, r)


def _hallazgo(e: Expediente, h: Inconsistencia, nuevo_id: NuevoId) -> Cambio:
    for item_id in h.items:
        _exigir_cedula(e, item_id)
    presente = e.inconsistencias.get(h.id)
    trabajada = presente is not None and (
        presente.tocada or e.medidas_de(presente.id) or e.evidencias_de_hallazgo(presente.id)
    )
    if presente is not None and not trabajada:
        return Cambio(presente, con(h, numero=presente.numero))
    libre = h.numero not in {x.numero for x in e.inconsistencias.values()}
    numero = h.numero if libre else siguiente_numero(e)
    return Cambio(None, con(h, id=nuevo_id() if presente is not None else h.id, numero=numero))


def _exigir_cedula(e: Expediente, item_id: str) -> None:
    if item_id and codigo_de(item_id) not in e.visita.cedulas:
        codigo = codigo_de(item_id)
        raise UserError(f"La visita no aplica {codigo}. Restáurela o vuelva a elegirla en Preparación, y repita.")


def _exigir_sitio(e: Expediente, v: Evidencia) -> None:
    _exigir_cedula(e, v.item_id)
    de = v.inconsistencia_id
    if de and de not in e.inconsistencias and de not in e.verificaciones:
        raise UserError(f"«{v.nombre}» era de una inconsistencia que ya no está; restáurela primero.")


_COMO: Mapping[ClaseQuitado, Callable[[Expediente, Quitado, NuevoId], list[Cambio]]] = {
    ClaseQuitado.CEDULA: _cedula,
    ClaseQuitado.ACTA: _acta,
    ClaseQuitado.RENGLONES: _renglones,
    ClaseQuitado.INCONSISTENCIA: _lo_demas,
    ClaseQuitado.MEDIDA: _lo_demas,
    ClaseQuitado.EVIDENCIA: _lo_demas,
    ClaseQuitado.VERIFICACION: _lo_demas,
}
