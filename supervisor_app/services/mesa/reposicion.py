"""A desk that was lost, taken up again with its sheet and a mailbox: the same office, for laptops that confirmed it.

It must never take a key for the office's that the mailbox's own entries, each signed by the one before, do not end in.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor_app.cifrado import recuperacion
from supervisor_app.cifrado.firma_ssh import LlaveDeFirma, Publica
from supervisor_app.domain import feed
from supervisor_app.domain.feed import Entrada, LlaveDeOficina, Publicacion
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen


def reponer(c: Contexto, almacen: Almacen, clave: str) -> LlaveDeOficina:
    """Take back what the office said to all, with the key of its sheet; receipts follow with the next attending.

    Raises UserError where this folder is an office, the mailbox has none, or the sheet is not the one of that office.
    """
    llave = LlaveDeFirma(recuperacion.leer_llave(clave))
    if c.en_almacen(lambda: almacen.sincronia.llave(feed.OFICINA)) is not None:
        raise UserError("En esta carpeta de datos ya hay una oficina.")
    entradas = list(_leidas(c))
    if not entradas:
        raise UserError("En ese buzón no hay nada de una oficina. Revise que sea el buzón de la suya.", field="buzon")
    oficina = next(d for e in reversed(entradas) if isinstance(d := e.cuerpo.dicho, LlaveDeOficina))
    if Publica.leer(oficina.publica) != llave.publica:
        raise UserError(
            f"La hoja no es de la oficina de ese buzón, «{oficina.nombre}» ({Publica.leer(oficina.publica).palabras}).",
            field="recuperacion",
        )
    for e in entradas:
        if isinstance(dicho := e.cuerpo.dicho, Publicacion):
            c.haciendo(f"Recuperando {dicho.titulo}")
            contenido = buzon.contenido(c.destino, dicho.sha256, dicho.bytes, lambda _: c.pulso(0))
            c.en_almacen(lambda contenido=contenido: almacen.archivos.guardar(contenido))  # type: ignore[misc]
    c.en_almacen(lambda: almacen.sincronia.agregar(entradas))
    # Last: where this is cut before, the folder is no office yet and it can be done again.
    c.en_almacen(lambda: almacen.sincronia.guardar_llave(feed.OFICINA, llave.secreto, c.reloj()))
    c.decir("recepcion", f"Se recuperó la oficina «{oficina.nombre}» con su hoja ({llave.publica.palabras}).")
    return oficina


def _leidas(c: Contexto) -> Iterator[Entrada]:
    """The feed of the office as the mailbox has it: its first entry presents a key, a later one is signed by it."""
    ultimo, publica = (0, ""), None
    while (octetos := buzon.leer(c.destino, feed.clave(feed.OFICINA, ultimo[0] + 1), feed.LIMITE)) is not None:
        c.pulso(0)
        e = feed.leer(octetos, feed.OFICINA, ultimo[0] + 1, ultimo[1])
        dicho = e.cuerpo.dicho
        if publica is None and not isinstance(dicho, LlaveDeOficina):
            raise UserError("La oficina no presentó su llave en ese buzón; no se recuperó nada de ella.")
        presentada = Publica.leer(dicho.publica) if isinstance(dicho, LlaveDeOficina) else publica
        buzon.exigir_firma(e, tuple(p for p in (publica or presentada,) if p is not None))
        publica, ultimo = presentada, (e.cuerpo.n, e.sha256)
        yield e
