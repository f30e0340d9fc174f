"""Down: what the office says to all and to this laptop. Nothing of it is kept that a confirmed office did not sign.

It must never apply anything: what came is kept, and who needs it asks for it.
"""

from __future__ import annotations

from functools import partial

from supervisor_app.cifrado.firma_ssh import Publica
from supervisor_app.domain import feed
from supervisor_app.domain.feed import (
    AcuseDeOficina,
    Clase,
    Entrada,
    EstadoDelAcuse,
    Inscripcion,
    LlaveDeOficina,
    Publicacion,
)
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto, PorConfirmar
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.sincronia import NINGUNO

_TANDA = 500
"""Entries that are read before any of them is kept; each has at most ``feed.LIMITE`` bytes, and mostly one thousand."""


class Bajada:
    """The verbs of the other direction."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen

    def bajar(self, c: Contexto, equipo: str, confirmada: str) -> PorConfirmar | None:
        """Take what is new from the office; what is to be confirmed first where it is not known yet.

        ``confirmada``: the words of the key that a person just recognised, or "".
        """
        c.haciendo("Buscando lo que envió la oficina")
        if c.en_almacen(lambda: self._almacen.sincronia.ultimo(feed.OFICINA)) == NINGUNO:
            pendiente = self._conocer(c, confirmada)
            if pendiente is not None or c.en_almacen(self.oficina) is None:
                return pendiente
        self._seguir(c, feed.OFICINA)
        self._seguir(c, feed.para(equipo))
        return None

    def oficina(self) -> LlaveDeOficina | None:
        """The office that this laptop trusts, as it last presented itself; None before one was confirmed."""
        llaves = self._llaves()
        return llaves[-1] if llaves else None

    def _llaves(self) -> tuple[LlaveDeOficina, ...]:
        entradas = self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.LLAVE)
        return tuple(d for e in entradas if isinstance(d := e.cuerpo.dicho, LlaveDeOficina))

    def _conocer(self, c: Contexto, confirmada: str) -> PorConfirmar | None:
        """The first entry of an office presents its key, and a person says whether it is theirs."""
        octetos = buzon.leer(c.destino, feed.clave(feed.OFICINA, 1), feed.LIMITE)
        if octetos is None:
            return None
        entrada = feed.leer(octetos, feed.OFICINA, 1, "")
        dicho = entrada.cuerpo.dicho
        if not isinstance(dicho, LlaveDeOficina):
            raise UserError("La oficina no presentó su llave en ese destino; no se aceptó nada de ella.")
        publica = Publica.leer(dicho.publica)
        buzon.exigir_firma(entrada, (publica,))
        if not publica.es(confirmada):
            return PorConfirmar(dicho.nombre, publica.palabras)
        c.en_almacen(lambda: self._almacen.sincronia.agregar([entrada]))
        c.decir("recepcion", f"Se confirmó la oficina «{dicho.nombre}» ({publica.palabras}).")
        return None

    def _seguir(self, c: Contexto, autor: str) -> None:
        while tanda := self._tanda(c, autor):
            # Of what was published again since, only the last is of use: a new laptop takes no past of it.
            ultimas = {d.que: d.sha256 for e in tanda if isinstance(d := e.cuerpo.dicho, Publicacion)}
            for entrada in tanda:
                dicho = entrada.cuerpo.dicho
                if isinstance(dicho, Publicacion) and ultimas[dicho.que] == dicho.sha256:
                    self._traer_contenido(c, dicho)
                c.en_almacen(lambda entrada=entrada: self._almacen.sincronia.agregar([entrada]))  # type: ignore[misc]
                c.recibidos += 1
                self._contar(c, entrada)

    def _tanda(self, c: Contexto, autor: str) -> list[Entrada]:
        """The next entries of a feed: until it ends, changes its key, or there are many."""
        tanda: list[Entrada] = []
        ultimo = c.en_almacen(lambda: self._almacen.sincronia.ultimo(autor))
        while len(tanda) < _TANDA:
            n = ultimo[0] + 1
            suyas = partial(c.en_almacen, partial(self._publicas, autor, n))
            entrada = buzon.siguiente(c.destino, autor, ultimo, suyas)
            if entrada is None:
                break
            c.pulso(0)
            tanda.append(entrada)
            ultimo = (entrada.cuerpo.n, entrada.sha256)
            if entrada.cuerpo.clase == Clase.LLAVE:
                break
        return tanda

    def _publicas(self, autor: str, n: int) -> tuple[Publica, ...]:
        """What it says to all is signed by its present key; what it says to one laptop, by that of when it was said."""
        llaves = self._llaves()
        if autor == feed.OFICINA or not llaves:
            return tuple(Publica.leer(x.publica) for x in llaves[-1:])
        return (Publica.leer(feed.llave_en_vigor(llaves, autor.rpartition("/")[2], n).publica),)

    def _traer_contenido(self, c: Contexto, dicho: Publicacion) -> None:
        """Before the entry is kept, what it speaks of is here whole."""
        c.haciendo(f"Recibiendo {dicho.titulo}")
        c.total += dicho.bytes
        contenido = buzon.contenido(c.destino, dicho.sha256, dicho.bytes, c.pulso)
        c.en_almacen(lambda: self._almacen.archivos.guardar(contenido))

    def _contar(self, c: Contexto, entrada: Entrada) -> None:
        dicho = entrada.cuerpo.dicho
        if isinstance(dicho, AcuseDeOficina):
            folio = c.en_almacen(self._almacen.folios_por_visita).get(dicho.visita_id, "Una visita")
            quien = f"{folio}, revisión {dicho.revision}"
            if dicho.estado is EstadoDelAcuse.RECIBIDO:
                texto = f"{quien}: la oficina acusó recibo."
            else:
                texto = f"{quien}: la oficina la apartó. {dicho.motivo}"
            c.decir("recepcion" if dicho.estado is EstadoDelAcuse.RECIBIDO else "aviso", texto, dicho.visita_id)
        elif isinstance(dicho, Publicacion):
            c.decir("recepcion", f"Llegó de la oficina: {dicho.titulo}.")
        elif isinstance(dicho, Inscripcion) and dicho.equipo == c.en_almacen(self._almacen.equipo):
            if entrada.cuerpo.clase == Clase.INSCRIPCION:
                c.decir("recepcion", "La oficina inscribió este equipo.")
            else:
                c.decir("aviso", f"La oficina dio de baja este equipo: {dicho.motivo}")
        elif isinstance(dicho, LlaveDeOficina):
            anterior = c.en_almacen(self._llaves)[-2:-1]
            if anterior and anterior[0].publica == dicho.publica:
                c.decir("recepcion", "La oficina publicó la llave con la que se sella lo que se le envía.")
            else:
                c.decir("aviso", f"La oficina cambió su llave; la firmó con la anterior ({dicho.nombre}).")
