"""What the office sends of the earlier visits to the units of its programme: made from the packages that count.

Made anew where something changed, at most once a day unless somebody asks for it; what was read of a package before is
not read again. Where the office seals, it goes to each enrolled laptop alone, enciphered once for all of them. It must
never hold anything of a possible irregularity, nor seal to a laptop that was struck off.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pydantic import Field

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.oficina import LlaveDeSobres, huella
from supervisor_app.domain import feed
from supervisor_app.domain.antecedentes_recibidos import antecedente_de, publicados
from supervisor_app.domain.base import Value, con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.feed import Clase, Publicacion, SelladaPara
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Antecedente, clave_de_unidad, misma_unidad
from supervisor_app.domain.texto import cuantos, enlistar
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo import cuaderno as desahogo
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.services.oficina.indexar import SIN_LLAVE, Indexador
from supervisor_app.services.oficina.leer_paquete import Rechazado
from supervisor_app.services.programa.recibido import QUE as PROGRAMA
from supervisor_app.services.programa.recibido import leer_publicados
from supervisor_app.services.recibido import contenidos
from supervisor_app.services.recibido.contenidos import ANTECEDENTES, ETIQUETAS
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.services.sincronia.publicaciones import A_CADA_EQUIPO
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar
from supervisor_app.store.oficina import consultas
from supervisor_app.store.oficina.indice import Indice

CLASE: Final = "publicacion"
VISITAS_POR_UNIDAD: Final = 10
"""The latest ones. What stayed open in an older one is in the office's own list, and in none of these."""
TOPE: Final = 24 << 20
"""Bytes of all of it before it is compressed; units lose their oldest visits first, all of them alike."""
LECTURAS: Final = 300
"""Packages that are read in one attending; the others wait for the next one."""


class Pedido(Value):
    """What the office said about them, and what was made last. ``claro``: the hash of what is to be read, kept here;
    ``secreto``: the key under which it is enciphered for laptops (base64); ``cuerpo``: that ciphertext.
    """

    activos: bool = False
    ya: bool = False
    """Somebody asks for them, whatever day it is."""
    hecho: datetime | None = None
    huella: str = ""
    claro: str = ""
    secreto: str = ""
    cuerpo: str = ""
    bytes: int = 0
    unidades: int = Field(default=0, ge=0)
    visitas: int = Field(default=0, ge=0)
    fuera: int = Field(default=0, ge=0)
    por_leer: int = Field(default=0, ge=0)
    sin_llave: int = Field(default=0, ge=0)


@dataclass(frozen=True, slots=True)
class _Paquete:
    """One that counts. ``lugar``: 0 for the latest of its unit."""

    unidad: str
    lugar: int
    sha256: str
    clave: str


@dataclass(frozen=True, slots=True)
class Voz:
    """What it asks of the desk: how it publishes to all, writes to one, and catches up with what it said to one."""

    publicar: Callable[[str, str, bytes], Publicacion]
    escribir: Callable[[str, Clase, Value], object]
    alcanzar: Callable[[Contexto, str], None]


class Antecedentes:
    """Over the store of the desk, on its thread but for ``al_dia``."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime]) -> None:
        self._almacen, self._reloj = almacen, reloj

    def pedido(self) -> Pedido:
        apunte = self._almacen.cuaderno.leer(CLASE, ANTECEDENTES)
        return Pedido.model_validate_json(apunte.datos) if apunte is not None and apunte.datos else Pedido()

    def pedir(self, activos: bool, *, quien: str) -> Pedido:
        """From the next attending on they are sent, and kept up to date with each one; or no longer."""
        pedido = con(self.pedido(), activos=activos, ya=activos)
        self._apuntar(pedido, "Se enviarán los antecedentes" if activos else "Ya no se envían antecedentes", quien)
        return pedido

    def al_dia(
        self,
        c: Contexto,
        mesa: Voz,
        indice: Indice,
        llave: LlaveDeSobres | None,
        equipos: Sequence[EquipoVisto],
        publica: str,
    ) -> None:
        """Make what changed and put it where laptops get it. ``publica``: the key to which the office has packages
        sealed, "" where it does not seal. Off the store's thread.
        """
        pedido = c.en_almacen(self.pedido)
        if not pedido.activos:
            return
        c.haciendo("Preparando los antecedentes de las unidades")
        actos = c.en_almacen(lambda: desahogo.actos(self._almacen))
        paquetes = list(self._paquetes(indice, c.en_almacen(self._unidades)))
        ahora = _huella(paquetes, actos)
        if ahora != pedido.huella or pedido.por_leer or (pedido.sin_llave and llave is not None):
            # Sent anew with every package that comes they would be most of what laptops get.
            espera = pedido.hecho is not None and pedido.hecho.date() == self._reloj().date() and not pedido.ya
            if not espera or pedido.por_leer:
                pedido = self._hacer(c, con(pedido, huella=ahora), paquetes, actos, indice, llave)
        if pedido.claro:
            self._repartir(c, mesa, pedido, equipos, publica)

    # --- which visits ---------------------------------------------------------------------------------------------

    def _unidades(self) -> frozenset[str] | None:
        """The units of the programme that was published, as the index calls them; None where there is none."""
        sha256 = next(
            (
                d.sha256
                for e in reversed(self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.PUBLICACION))
                if isinstance(d := e.cuerpo.dicho, Publicacion) and d.que == PROGRAMA
            ),
            None,
        )
        if sha256 is None:
            return None
        try:
            programas = leer_publicados(self._almacen.archivos.leer(sha256)).programas
        except (UserError, EnvironmentProblem):
            return None
        unidades = (v.unidad for p in programas for v in p.visitas if v.cancelacion is None)
        return frozenset(json.dumps(clave_de_unidad(u), ensure_ascii=False) for u in unidades if misma_unidad(u, u))

    def _paquetes(self, indice: Indice, unidades: Collection[str] | None) -> Iterable[_Paquete]:
        """The latest of each unit first, then the one before of each."""
        cuales = consultas.unidades(indice.motor) if unidades is None else sorted(unidades)
        hallados: list[_Paquete] = []
        for desde in range(0, len(cuales), _TANDA):
            vistos: dict[str, int] = {}
            for unidad, sha256, _visita, _folio, _dia, clave in consultas.paquetes_de(
                indice.motor, cuales[desde : desde + _TANDA]
            ):
                lugar = vistos[unidad] = vistos.get(unidad, -1) + 1
                if lugar < VISITAS_POR_UNIDAD:
                    hallados.append(_Paquete(str(unidad), lugar, str(sha256), str(clave)))
        return sorted(hallados, key=lambda p: (p.lugar, p.unidad))

    # --- what is said of them -------------------------------------------------------------------------------------

    def _hacer(
        self,
        c: Contexto,
        pedido: Pedido,
        paquetes: Sequence[_Paquete],
        actos: Sequence[ActoDeSeguimiento],
        indice: Indice,
        llave: LlaveDeSobres | None,
    ) -> Pedido:
        sabidos = c.en_almacen(lambda: self._sabidos(pedido, paquetes))
        indexador = Indexador(indice, c.destino, self._reloj, llave=llave)
        hallados: dict[str, Antecedente] = {}
        octetos = fuera = por_leer = sin_llave = leidos = 0
        for n, p in enumerate(paquetes):
            c.avance(c.ahora_hace, n, len(paquetes))
            c.pulso(0)
            if octetos > TOPE:
                fuera += 1
                continue
            a = sabidos.get(p.sha256)
            if a is None:
                if leidos >= LECTURAS:
                    por_leer += 1
                    continue
                leidos += 1
                try:
                    a = antecedente_de(indexador.expediente(p.clave))
                except Rechazado as error:
                    sin_llave += error.message == SIN_LLAVE
                    fuera += error.message != SIN_LLAVE
                    continue
            hallados[p.sha256] = a
            octetos += len(canonico(replace(a, fijadas=(), actos=())))
        contenido = contenidos.comprimidos(publicados(_con_actos(hallados, actos)))
        hecho = con(
            pedido,
            ya=False,
            hecho=self._reloj(),
            unidades=len({p.unidad for p in paquetes if p.sha256 in hallados}),
            visitas=len(hallados),
            fuera=fuera,
            por_leer=por_leer,
            sin_llave=sin_llave,
        )
        return c.en_almacen(lambda: self._guardar(hecho, contenido))

    def _sabidos(self, pedido: Pedido, paquetes: Sequence[_Paquete]) -> dict[str, Antecedente]:
        """What was read before, of units of which nothing went: what a later visit made needless of an earlier one was
        left out, and holds while that one counts.
        """
        if not pedido.claro:
            return {}
        try:
            previos = contenidos.antecedentes(self._almacen.archivos.leer(pedido.claro))
        except (EnvironmentProblem, UserError):
            return {}
        de_unidad: dict[str, set[str]] = {}
        for v in previos.visitas:
            u = v.visita.unidad
            de_unidad.setdefault(json.dumps(clave_de_unidad(u), ensure_ascii=False) if u else "", set()).add(v.paquete)
        ahora: dict[str, set[str]] = {}
        for p in paquetes:
            ahora.setdefault(p.unidad, set()).add(p.sha256)
        sirven = {s for unidad, suyos in de_unidad.items() if suyos <= ahora.get(unidad, set()) for s in suyos}
        return {
            v.paquete: a for v, a in zip(previos.visitas, previos.antecedentes(), strict=True) if v.paquete in sirven
        }

    def _guardar(self, hecho: Pedido, contenido: bytes) -> Pedido:
        sha256, antes = hashlib.sha256(contenido).hexdigest(), hecho.claro
        if sha256 != antes:
            self._almacen.archivos.guardar(contenido)
            hecho = con(hecho, claro=sha256, secreto="", cuerpo="", bytes=0)
        self._apuntar(hecho, "Antecedentes al día", "")
        citadas = {e.cuerpo.datos.get("sha256") for e in self._almacen.sincronia.entradas(feed.OFICINA)}
        if antes and antes != sha256 and antes not in citadas:
            self._almacen.archivos.borrar(antes)
        return hecho

    # --- to laptops -----------------------------------------------------------------------------------------------

    def _repartir(self, c: Contexto, mesa: Voz, pedido: Pedido, equipos: Sequence[EquipoVisto], publica: str) -> None:
        titulo = ETIQUETAS[ANTECEDENTES]
        if not publica:
            contenido = c.en_almacen(lambda: self._almacen.archivos.leer(pedido.claro))
            c.en_almacen(lambda: mesa.publicar(ANTECEDENTES, titulo, contenido))
            return
        c.en_almacen(lambda: mesa.publicar(A_CADA_EQUIPO, "Se sella para cada equipo lo que sólo es suyo", b"1"))
        inscritos = [e for e in equipos if e.estado is EstadoEquipo.INSCRITO]
        for e in inscritos:
            if e.sobre and not c.en_almacen(lambda e=e, p=pedido: self._lo_tiene(e, p)):  # type: ignore[misc]
                mesa.alcanzar(c, feed.para(e.equipo))
                pedido = c.en_almacen(lambda p=pedido: self._cifrado(p))  # type: ignore[misc]
                try:
                    dicha = _sellada(pedido, e, titulo)
                except UserError as error:
                    c.decir("aviso", f"Equipo {e.equipo}: no se pudieron sellar sus antecedentes. {error.message}")
                    continue
                c.en_almacen(lambda e=e, d=dicha: mesa.escribir(feed.para(e.equipo), Clase.PUBLICACION, d))  # type: ignore[misc]
        if sin := sin_sobre(inscritos):
            c.decir("aviso", esperan(sin))

    def _lo_tiene(self, e: EquipoVisto, pedido: Pedido) -> bool:
        entradas = self._almacen.sincronia.entradas(feed.para(e.equipo), clase=Clase.PUBLICACION)
        dichas = [d for x in entradas if isinstance(d := x.cuerpo.dicho, Publicacion) and d.que == ANTECEDENTES]
        ultima = dichas[-1].sellada if dichas else None
        try:
            return ultima is not None and (ultima.contenido, ultima.llave) == (pedido.claro, huella(e.sobre.encode()))
        except UserError:
            return False

    def _cifrado(self, pedido: Pedido) -> Pedido:
        """With the ciphertext that all of them get, made once for a content."""
        if pedido.cuerpo:
            return pedido
        secreto = sobre.nuevo_secreto()
        cuerpo = sobre.cuerpo(self._almacen.archivos.leer(pedido.claro), secreto)
        sha256 = self._almacen.archivos.guardar(cuerpo)
        hecho = con(pedido, secreto=base64.b64encode(secreto).decode(), cuerpo=sha256, bytes=len(cuerpo))
        self._apuntar(hecho, "Antecedentes sellados", "")
        return hecho

    def _apuntar(self, pedido: Pedido, que: str, quien: str) -> None:
        apunte = self._almacen.cuaderno.leer(CLASE, ANTECEDENTES)
        version = apunte.version if apunte is not None else 0
        nuevo = PorApuntar(CLASE, ANTECEDENTES, version, pedido, que)
        self._almacen.cuaderno.escribir([nuevo], cuando=self._reloj(), quien=quien)


_TANDA: Final = 400
"""Units in one question: servers bound the places of a statement."""


def sin_sobre(equipos: Iterable[EquipoVisto]) -> tuple[EquipoVisto, ...]:
    """The enrolled laptops to which nothing can be sealed."""
    return tuple(e for e in equipos if e.estado is EstadoEquipo.INSCRITO and not e.sobre)


def esperan(equipos: Sequence[EquipoVisto]) -> str:
    """In words, which laptops wait for what is sealed."""
    quienes = enlistar([e.nombre or e.equipo for e in equipos[:5]]) + (" y otros" if len(equipos) > 5 else "")
    return (
        f"Los antecedentes esperan para {cuantos(len(equipos), 'equipo', 'equipos')} ({quienes}): todavía no dicen con "
        "qué llave sellarlos. La dirán al sincronizar, con la versión 0.6 o posterior."
    )


def _huella(paquetes: Iterable[_Paquete], actos: Iterable[ActoDeSeguimiento]) -> str:
    """Changes with every package and act that they are made of."""
    return hashlib.sha256(canonico([[p.sha256 for p in paquetes], sorted(a.id for a in actos)])).hexdigest()


def _con_actos(hallados: dict[str, Antecedente], actos: Iterable[ActoDeSeguimiento]) -> dict[str, Antecedente]:
    """Each with what was done since about its own findings, and about no other."""
    de_hallazgo: dict[str, list[ActoDeSeguimiento]] = {}
    for x in actos:
        de_hallazgo.setdefault(x.hallazgo_id, []).append(x)
    return {
        sha256: replace(a, actos=tuple(x for h in a.inconsistencias for x in de_hallazgo.get(h.id, ())))
        for sha256, a in hallados.items()
    }


def _sellada(pedido: Pedido, e: EquipoVisto, titulo: str) -> Publicacion:
    """What is said to one laptop. Raises UserError where its key is none to seal to."""
    publica = e.sobre.encode()
    cabeza = sobre.cabeza_para(publica, base64.b64decode(pedido.secreto))
    para = SelladaPara(llave=huella(publica), cabeza=base64.b64encode(cabeza).decode(), contenido=pedido.claro)
    return Publicacion(que=ANTECEDENTES, titulo=titulo, sha256=pedido.cuerpo, bytes=pedido.bytes, sellada=para)


def vigencia(pedido: Pedido) -> str:
    """In words, what was made last and what it lacks."""
    if not pedido.activos:
        return "No se envían."
    if pedido.hecho is None:
        return "Se prepararán con la siguiente atención del buzón."
    visitas = cuantos(pedido.visitas, "visita", "visitas")
    partes = [f"{visitas} a {cuantos(pedido.unidades, 'unidad', 'unidades')}."]
    if pedido.por_leer:
        partes.append(
            f"Faltan {cuantos(pedido.por_leer, 'paquete', 'paquetes')} por leer en las siguientes atenciones."
        )
    if pedido.sin_llave:
        partes.append(
            f"{cuantos(pedido.sin_llave, 'paquete sellado', 'paquetes sellados')} sin la llave de la oficina."
        )
    if pedido.fuera:
        partes.append(f"{cuantos(pedido.fuera, 'visita antigua', 'visitas antiguas')} no cupieron o no se leyeron.")
    return " ".join(partes)
