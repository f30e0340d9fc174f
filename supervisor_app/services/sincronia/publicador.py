"""Puts the entries of an own feed into a mailbox, from where it stopped, wherever the mailbox was taken back to.

It must never put anything under a name that has another content, nor mark as published what it did not see there.
"""

from __future__ import annotations

from supervisor_app.domain.feed import OFICINA, Clase, Entrada, Publicacion
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen


class Publicador:
    """Over one store."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen

    def desde(self, c: Contexto, autor: str) -> int:
        """The last entry of a feed that stands in the mailbox: the one remembered, or the last that was left of it.

        Raises Horquilla where somebody else writes under that name.
        """
        recordado = c.en_almacen(lambda: self._almacen.sincronia.publicado(c.buzon, autor))
        hay = c.en_almacen(lambda: self._almacen.sincronia.ultimo(autor)[0])
        recordado = min(recordado, hay)
        if recordado and self._esta(c, autor, recordado):
            if hay > recordado:
                self._esta(c, autor, recordado + 1)  # a copy of this folder may have gone on from here
            return recordado
        if not recordado and not self._esta(c, autor, 1):
            return 0
        # The first is there or the remembered one is gone: the last one that stands, by halves.
        esta, falta = 0, recordado or hay + 1
        while falta - esta > 1:
            medio = (esta + falta) // 2
            esta, falta = (medio, falta) if self._esta(c, autor, medio) else (esta, medio)
        if recordado:
            c.decir("aviso", f"Al destino le faltan asientos que ya tenía, desde el {esta + 1}; se envían de nuevo.")
        return esta

    def poner(self, c: Contexto, entrada: Entrada) -> None:
        """Put an entry, after the content that it speaks of, and remember it. Raises Horquilla where something else has
        its place.
        """
        buzon.esta(c.destino, entrada)
        dicho = entrada.cuerpo.dicho if entrada.cuerpo.clase == Clase.PUBLICACION else None
        if isinstance(dicho, Publicacion) and dicho.sha256 not in c.puestos:
            contenido = c.en_almacen(lambda: self._almacen.archivos.leer(dicho.sha256))
            buzon.poner(c.destino, f"{OFICINA}/contenido/{dicho.sha256}", contenido, lambda _: c.pulso(0))
            c.puestos.add(dicho.sha256)
        buzon.poner(c.destino, entrada.clave, entrada.octetos, lambda _: c.pulso(0))
        c.en_almacen(lambda: self._almacen.sincronia.marcar_publicado(c.buzon, entrada.cuerpo.autor, entrada.cuerpo.n))

    def poner_desde(self, c: Contexto, autor: str, desde: int) -> int:
        """Every entry of a feed after that one; how many there were."""
        pendientes = c.en_almacen(lambda: self._almacen.sincronia.entradas(autor, desde=desde + 1))
        for entrada in pendientes:
            self.poner(c, entrada)
        return len(pendientes)

    def _esta(self, c: Contexto, autor: str, n: int) -> bool:
        entrada = c.en_almacen(lambda: self._almacen.sincronia.entrada(autor, n))
        return entrada is not None and buzon.esta(c.destino, entrada)
