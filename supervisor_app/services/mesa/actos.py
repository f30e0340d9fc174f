"""Takes the acts that enrolled laptops wrote into the notebook of the office, each once.

What does not fit is set aside with its reason and looked at again each time; what a laptop that is not enrolled sent
waits and is counted. A laptop never decides about a finding. It must never write in the mailbox.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Final

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.domain.feed import ActoEnviado, Clase
from supervisor_app.domain.seguimiento import DE_OFICINA, ActoDeSeguimiento
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.errors import UserError
from supervisor_app.exchange.acto import ActoLeido, abrir
from supervisor_app.services import ingreso
from supervisor_app.services.desahogo import cuaderno
from supervisor_app.services.imagenes import tipos
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina.hechos import Apartado
from supervisor_app.store.oficina.indice import Indice

LECTOR: Final = "actos 1"
SIN_LLAVE: Final = (
    "Es un acto de seguimiento sellado para la oficina y falta su llave privada. Atienda el buzón con ella y se "
    "recibirá; no se perdió."
)
_MARGEN: Final = timedelta(days=1)
"""A clock that is so far ahead is wrong; what it dates would stand before whatever is decided until then."""


@dataclass(frozen=True, slots=True)
class _Enviado:
    equipo: EquipoVisto
    dicho: ActoEnviado


class RecepcionDeActos:
    """Over the office's store."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen

    def recibir(
        self, c: Contexto, indice: Indice, equipos: Mapping[str, EquipoVisto], llave: LlaveDeSobres | None
    ) -> int:
        """Take what came; how many acts. ``llave``: opens envelopes. Then the index has the acts of the notebook."""
        conocidos = {a.id: a for a in c.en_almacen(lambda: cuaderno.actos(self._almacen))}
        enviados = c.en_almacen(lambda: self._enviados(equipos))
        faltan = [e for e in enviados if e.dicho.acto not in conocidos]
        self._contar_sin_inscribir(c, faltan)
        recibidos = 0
        apartados: list[Apartado] = []
        for uno in faltan:
            # A laptop that was restored brings again what it brought under its former name.
            if uno.equipo.estado is not EstadoEquipo.INSCRITO or uno.dicho.acto in conocidos:
                continue
            c.haciendo("Recibiendo actos de seguimiento")
            try:
                leido = self._leer(c, uno.dicho, llave)
                if leido is None:
                    c.decir("aviso", f"{_quien(uno)}: anunció un acto de seguimiento que todavía no está en el buzón.")
                    continue
                acto = self._juzgar(c, leido, uno)
            except UserError as problema:
                apartados.append(_apartado(uno, problema.message))
                continue
            c.en_almacen(lambda leido=leido, acto=acto: self._guardar(c, leido, acto))  # type: ignore[misc]
            conocidos[acto.id] = acto
            recibidos += 1
            c.decir("recepcion", f"{acto.folio}: {acto.clase.label.lower()}, de {acto.quien}.", acto.hallazgo_visita_id)
        self._apartar(c, indice, apartados, conocidos)
        self.asentar(c, indice)
        return recibidos

    def asentar(self, c: Contexto, indice: Indice) -> None:
        """Make the acts of the index those of the notebook."""
        hasta = c.en_almacen(lambda: cuaderno.hasta(self._almacen))
        if not cuaderno.esta_al_dia(indice, hasta):
            suyos = c.en_almacen(lambda: cuaderno.actos(self._almacen))
            cuaderno.poner_en_indice(indice, suyos, hasta, cuando=c.reloj(), todos=True)

    def _enviados(self, equipos: Mapping[str, EquipoVisto]) -> list[_Enviado]:
        """What laptops announced, the last word of each on each act, in the order of their feeds."""
        s = self._almacen.sincronia
        ultimos = {
            (equipo, d.acto): _Enviado(equipos[equipo], d)
            for equipo in sorted(equipos)
            for e in s.entradas(equipo, clase=Clase.SEGUIMIENTO)
            if isinstance(d := e.cuerpo.dicho, ActoEnviado)
        }
        return list(ultimos.values())

    def _contar_sin_inscribir(self, c: Contexto, faltan: list[_Enviado]) -> None:
        por_equipo: dict[str, int] = {}
        for uno in faltan:
            if uno.equipo.estado is not EstadoEquipo.INSCRITO:
                por_equipo[_quien(uno)] = por_equipo.get(_quien(uno), 0) + 1
        for quien, n in por_equipo.items():
            esperan = "espera" if n == 1 else "esperan"
            c.decir("aviso", f"{quien} no está inscrito: {cuantos(n, 'acto', 'actos')} de seguimiento {esperan}.")

    # --- one act --------------------------------------------------------------------------------------------------

    def _leer(self, c: Contexto, dicho: ActoEnviado, llave: LlaveDeSobres | None) -> ActoLeido | None:
        """What stands there; None where nothing does yet. Raises UserError with the reason why it is not taken."""
        octetos = buzon.leer(c.destino, dicho.lugar, dicho.bytes_en_el_buzon)
        if octetos is None:
            return None
        c.pulso(0)
        if dicho.sellado is not None:
            if llave is None:
                raise UserError(SIN_LLAVE)
            if hashlib.sha256(octetos).hexdigest() != dicho.sellado.sha256:
                raise UserError("No es lo que anunció el equipo, o está dañado.")
            octetos = _abierto(octetos, dicho, llave)
        if hashlib.sha256(octetos).hexdigest() != dicho.sha256:
            raise UserError("No es lo que anunció el equipo, o está dañado.")
        return abrir(octetos)

    def _juzgar(self, c: Contexto, leido: ActoLeido, uno: _Enviado) -> ActoDeSeguimiento:
        """Raises UserError where a laptop may not say this, or nobody may."""
        acto = leido.acto
        if acto.id != uno.dicho.acto:
            raise UserError("Es otro acto que el que anunció el equipo.")
        if acto.clase in DE_OFICINA or acto.equipo == "oficina":
            raise UserError(
                f"Dice «{acto.clase.label}» de {acto.folio}, y eso sólo lo decide la oficina. Regístrelo aquí si "
                "procede."
            )
        ahora = c.reloj()
        if acto.cuando > ahora + _MARGEN:
            raise UserError(
                f"Está fechado el {fecha_corta(acto.fecha)}, que no ha llegado: el reloj del equipo está mal. Se "
                "recibirá ese día; si urge, pida que se registre de nuevo con la fecha corregida."
            )
        for evidencia in acto.evidencias:
            contenido = leido.contenidos[evidencia.sha256]
            tipo = tipos.por_contenido(contenido)
            if ingreso.nombre_limpio(evidencia.nombre) != evidencia.nombre or ingreso.es_programa(
                evidencia.nombre, tipo
            ):
                raise UserError(f"Trae un archivo que no puede ser evidencia: «{evidencia.nombre[:80]}».")
        return acto

    def _guardar(self, c: Contexto, leido: ActoLeido, acto: ActoDeSeguimiento) -> None:
        for contenido in leido.contenidos.values():
            self._almacen.archivos.guardar(contenido)
        cuaderno.apuntar(self._almacen, [acto], cuando=c.reloj(), quien=acto.quien)

    # --- set aside ------------------------------------------------------------------------------------------------

    def _apartar(self, c: Contexto, indice: Indice, apartados: list[Apartado], conocidos: Collection[str]) -> None:
        antes = {a.clave: a for a in indice.apartados() if a.lector == LECTOR}
        sello = c.reloj().isoformat(timespec="seconds")
        esperan = [a for a in apartados if _acto_de(a.clave) not in conocidos]
        nuevos = [a for a in esperan if a.clave not in antes or antes[a.clave].motivo != a.motivo]
        if nuevos:
            indice.apartar(nuevos, cuando=sello)
        for a in nuevos:
            c.decir("aviso", f"Se apartó un acto de seguimiento: {a.motivo}")
        salen = [clave for clave in antes if _acto_de(clave) in conocidos]
        if salen:
            indice.soltar(salen, cuando=sello)


def _abierto(octetos: bytes, dicho: ActoEnviado, llave: LlaveDeSobres) -> bytes:
    """Out of its envelope, which alone is on a disk for a moment. Raises UserError."""
    with tempfile.TemporaryDirectory(prefix="supervisor-sobre-", ignore_cleanup_errors=True) as carpeta:
        ruta = Path(carpeta) / PurePosixPath(dicho.lugar).name
        ruta.write_bytes(octetos)
        with sobre.abrir(ruta, llave)[0].open("rb") as archivo:
            return archivo.read()


def _apartado(uno: _Enviado, motivo: str) -> Apartado:
    d = uno.dicho
    return Apartado(
        clave=d.lugar,
        sha256=d.sellado.sha256 if d.sellado else d.sha256,
        bytes=d.bytes_en_el_buzon,
        motivo=f"{_quien(uno)}: {motivo}"[:1_000],
        hechos="{}",
        lector=LECTOR,
    )


def _acto_de(clave: str) -> str:
    """The id of the act that stands under a key of the mailbox."""
    return PurePosixPath(clave).name.partition(".")[0]


def _quien(uno: _Enviado) -> str:
    return f"Equipo {uno.equipo.equipo[:8]} ({uno.equipo.nombre or 'sin nombre'})"
