"""Files that prove something. It must never see their bytes."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.sustento import de_que, evidencias_en
from supervisor_app.domain.tachado import nombre_segun, sustituir
from supervisor_app.errors import UserError


def adjuntar(e: Expediente, evidencias: Sequence[Evidencia]) -> Operacion:
    """Attach files whose bytes the store already keeps."""
    exigir_abierta(e)
    nombres = ", ".join(v.nombre for v in evidencias[:3])
    mas = f" y {len(evidencias) - 3} más" if len(evidencias) > 3 else ""
    return operacion(e, f"Adjuntó {nombres}{mas}", *(Cambio(None, v) for v in evidencias))


def quitar_evidencia(e: Expediente, evidencia_id: str) -> Operacion:
    """Take a file off the visit; undo brings it back."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    return operacion(e, f"Quitó {antes.nombre}", Cambio(antes, None))


def escribir_leyenda(e: Expediente, evidencia_id: str, leyenda: str) -> Operacion:
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    return operacion(
        e, f"Escribió la leyenda de {antes.nombre}", Cambio(antes, con(antes, leyenda=" ".join(leyenda.split())))
    )


def renombrar_evidencia(e: Expediente, evidencia_id: str, nombre: str) -> Operacion:
    """Name a file ``nombre``, already clean; its ending stays. Raises UserError where nothing is left."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    _, punto, ending = antes.nombre.rpartition(".")
    ending = f"{punto}{ending}" if punto else ""
    raiz = nombre[: -len(ending)] if ending and nombre.casefold().endswith(ending.casefold()) else nombre
    raiz = raiz.strip(" .")
    if not raiz:
        raise UserError("Escriba un nombre para el archivo.", field="nombre")
    return operacion(e, f"Cambió el nombre de {antes.nombre}", Cambio(antes, con(antes, nombre=f"{raiz}{ending}")))


def quitar_lugar(e: Expediente, evidencia_id: str) -> Operacion:
    """Forget where a photo was taken."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    return operacion(e, f"Quitó el lugar de {antes.nombre}", Cambio(antes, con(antes, lugar=None)))


def quitar_fecha(e: Expediente, evidencia_id: str) -> Operacion:
    """Forget when a photo was taken."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    return operacion(e, f"Quitó la fecha de {antes.nombre}", Cambio(antes, con(antes, tomada=None)))


def mover_evidencia(e: Expediente, evidencia_id: str, a: Sitio) -> Operacion:
    """Let a file support something else; there it comes last."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    if antes.sitio == a:
        return operacion(e, "")
    ultima = max((v.orden for v in evidencias_en(e, a)), default=0)
    despues = con(antes, **a.__dict__, orden=max(antes.orden, ultima + 1))
    return operacion(e, f"Pasó {antes.nombre} a {de_que(e, a)}", Cambio(antes, despues))


def ordenar_evidencia(e: Expediente, evidencia_id: str, paso: int, entre: Sequence[str]) -> Operacion:
    """Move a file ``paso`` places among those that are shown, whose ids are ``entre`` in their order."""
    exigir_abierta(e)
    desde = entre.index(evidencia_id)
    hasta = max(0, min(len(entre) - 1, desde + paso))
    nuevo = [*entre[:desde], *entre[desde + 1 :]]
    nuevo.insert(hasta, evidencia_id)
    # The numbers that these files have go round among them, so that no other file moves; two alike are told apart.
    numeros = sorted(e.evidencias[i].orden for i in entre)
    for n in range(1, len(numeros)):
        numeros[n] = max(numeros[n], numeros[n - 1] + 1)
    cambios = (Cambio(e.evidencias[i], con(e.evidencias[i], orden=n)) for i, n in zip(nuevo, numeros, strict=True))
    return operacion(e, f"Cambió de lugar {e.evidencias[evidencia_id].nombre}", *cambios)


def marcar_evidencia(e: Expediente, evidencia_id: str, marcada: Evidencia) -> Operacion:
    """Give a picture the content of ``marcada``, on which something was drawn; undo brings the earlier one back."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    despues = con(
        antes,
        sha256=marcada.sha256,
        bytes=marcada.bytes,
        mime=marcada.mime,
        nombre=nombre_segun(antes.nombre, marcada.mime),
    )
    return operacion(e, f"Anotó {antes.nombre}", Cambio(antes, despues))


def tachar_evidencia(e: Expediente, evidencia_id: str, tachada: Evidencia, borradas: Sequence[str]) -> Operacion:
    """Give a picture the content of ``tachada``, in which something is black for good.

    ``borradas`` are the hashes of every content that shows what is under the black, as history knows them. The same
    picture elsewhere in the visit gets the new content too: where one of its contents goes, or the same file was
    brought in. Undo takes none of it back.
    """
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    fuera = {*borradas, antes.sha256}
    iguales = [
        v
        for v in e.evidencias.values()
        if v.sha256 in fuera or (v.es_imagen and v.original and v.original == antes.original)
    ]
    for v in iguales:
        fuera |= {v.sha256, *v.borradas}
    # All of them get the same list: whichever of them history is asked about, it answers alike.
    nueva = con(tachada, borradas=tuple(sorted(fuera - {tachada.sha256})))
    return operacion(e, f"Tachó parte de {antes.nombre}", *(Cambio(v, sustituir(v, nueva)) for v in iguales))
