"""Whom a package is from, as the office knows it: the laptop that announced or signed it, and the e.firma beside it.

A signature that is not good is told and makes the package one that does not count; it is never passed over in silence.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.firma_ssh import Publica
from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.domain.feed import SOBRE, Clase, EfirmaDePaquete, PaqueteEnviado
from supervisor_app.errors import UserError
from supervisor_app.services import firma_paquete
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.services.mesa.recepcion import Recepcion
from supervisor_app.services.oficina.leer_paquete import Procedencia
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina.hechos import Veredicto

CON_EFIRMA = " (con e.firma)"
"""How the signer of a package ends where they signed it with their e.firma."""
_LIMITE = 128 * 1024
"""Bytes of an e.firma in its envelope."""


def enviados(almacen: Almacen) -> list[tuple[str, PaqueteEnviado]]:
    """Every package that a laptop announced, with the laptop; what it said last of each."""
    s = almacen.sincronia
    ultimos = {
        (equipo, d.sha256): d
        for equipo in s.equipos()
        for e in s.entradas(equipo, clase=Clase.PAQUETE)
        if isinstance(d := e.cuerpo.dicho, PaqueteEnviado)
    }
    return [(equipo, d) for (equipo, _), d in ultimos.items()]


def efirmas(
    almacen: Almacen, inscritos: Collection[str], anunciados: Iterable[tuple[str, PaqueteEnviado]]
) -> dict[str, EfirmaDePaquete]:
    """The e.firma that a laptop announced of a package, by the hash of the package.

    Of what an enrolled laptop announced only such a one is heard: others would take from it what it has.
    """
    s = almacen.sincronia
    de_inscritos = {d.sha256 for equipo, d in anunciados if equipo in inscritos}
    return {
        d.paquete: d
        for equipo in sorted(s.equipos(), key=lambda uno: uno in inscritos)  # the word of these stands last
        for e in s.entradas(equipo, clase=Clase.EFIRMA)
        if isinstance(d := e.cuerpo.dicho, EfirmaDePaquete) and (equipo in inscritos or d.paquete not in de_inscritos)
    }


class Procedencias:
    """Over one mailbox, in one run. ``llave``: opens envelopes. ``confianza`` None: e.firmas are not looked at."""

    def __init__(
        self,
        c: Contexto,
        recepcion: Recepcion,
        equipos: Mapping[str, EquipoVisto],
        anunciados: Iterable[tuple[str, PaqueteEnviado]],
        firmados: Mapping[str, EfirmaDePaquete],
        *,
        llave: LlaveDeSobres | None,
        confianza: Confianza | None,
        reloj: Callable[[], datetime],
    ) -> None:
        self._c, self._recepcion, self._equipos = c, recepcion, equipos
        self._por_sha: dict[str, str] = {}
        for equipo, e in anunciados:
            # Whoever announces the same besides takes nothing from the one that is enrolled.
            if e.sha256 not in self._por_sha or self._inscrito(equipo):
                self._por_sha[e.sha256] = equipo
        self._firmados, self._llave, self._confianza, self._reloj = firmados, llave, confianza, reloj

    def __call__(self, clave: str, sha256: str) -> Procedencia:
        """What is known of the package that stands under a key of the mailbox."""
        return self._con_efirma(self._de_equipo(clave, sha256), clave, sha256)

    def _de_equipo(self, clave: str, sha256: str) -> Procedencia:
        if sha256 in self._por_sha:
            return _procedencia(self._equipos[self._por_sha[sha256]])
        try:
            publica = self._recepcion.firmante(self._c.destino, clave)
        except UserError as problema:
            self._avisar(f"La firma de equipo de «{clave}» no es buena: {problema.message}")
            return Procedencia(Veredicto.FIRMA_AJENA)
        return _de_firma(publica, self._equipos.values()) if publica is not None else Procedencia()

    def de_inscritos(self) -> frozenset[str]:
        """The hashes of what enrolled laptops announced."""
        return frozenset(sha256 for sha256, equipo in self._por_sha.items() if self._inscrito(equipo))

    def _inscrito(self, equipo: str) -> bool:
        return self._equipos[equipo].estado is EstadoEquipo.INSCRITO

    # --- e.firmas -------------------------------------------------------------------------------------------------

    def _con_efirma(self, p: Procedencia, clave: str, sha256: str) -> Procedencia:
        dicha, base = self._firmados.get(sha256), clave.removesuffix(SOBRE)
        if self._confianza is None:
            return p
        try:
            octetos = self._leer(dicha.lugar if dicha else f"{base}.p7s")
            if octetos is None:
                if dicha is not None:
                    self._avisar(f"Falta la e.firma que se anunció de «{base}»; se buscará de nuevo.")
                return p
            if dicha is not None and hashlib.sha256(octetos).hexdigest() != dicha.sha256:
                raise UserError("no es la que anunció el equipo.")
            nombre = f"{PurePosixPath(base).name}.p7s"
            firma = firma_paquete.comprobar(octetos, nombre, sha256, self._confianza, self._reloj()).firmas[0]
        except _SinLlave:
            self._avisar(f"La e.firma de «{base}» está sellada y falta la llave privada para leerla.")
            return p
        except UserError as problema:
            self._avisar(f"La e.firma de «{base}» no es buena: {problema.message}")
            return self._ajena(p, dicha)
        if not firma.problemas:
            # By name alone: the index collects no RFC (dominio 1.3); the signature itself has it.
            return replace(p, firmante=f"{firma.nombre}{CON_EFIRMA}")
        self._avisar(f"La e.firma de «{base}» no es buena: {firma.problemas[0]}")
        # Who issued it may be known later; what was changed never is good again.
        return self._ajena(p, dicha) if not firma.integra or firma.autoridad_reconocida else p

    def _ajena(self, p: Procedencia, dicha: EfirmaDePaquete | None) -> Procedencia:
        """What a bad e.firma makes of a package: one that an enrolled laptop signed does not fall by a file that it
        never spoke of, which anybody may have put there.
        """
        if dicha is None and p.veredicto is Veredicto.INSCRITO:
            return p
        return replace(p, veredicto=Veredicto.FIRMA_AJENA)

    def _avisar(self, texto: str) -> None:
        if not any(r.texto == texto for r in self._c.renglones):
            self._c.decir("aviso", texto)

    def _leer(self, lugar: str) -> bytes | None:
        """What stands there, out of its envelope. Raises UserError; _SinLlave where it is sealed and nobody can."""
        octetos = buzon.leer(self._c.destino, lugar, _LIMITE)
        if octetos is None or not lugar.endswith(SOBRE):
            return octetos
        if self._llave is None:
            raise _SinLlave
        with tempfile.TemporaryDirectory(prefix="supervisor-sobre-", ignore_cleanup_errors=True) as carpeta:
            ruta = Path(carpeta) / PurePosixPath(lugar).name
            ruta.write_bytes(octetos)
            with sobre.abrir(ruta, self._llave)[0].open("rb") as archivo:
                return archivo.read()


class _SinLlave(Exception):
    """It is sealed and nobody gave the key."""


def _procedencia(e: EquipoVisto) -> Procedencia:
    veredicto = Veredicto.INSCRITO if e.estado is EstadoEquipo.INSCRITO else Veredicto.SIN_INSCRIBIR
    return Procedencia(veredicto, equipo=e.equipo, firmante=e.nombre)


def _de_firma(publica: Publica, equipos: Iterable[EquipoVisto]) -> Procedencia:
    for e in equipos:
        if e.publica == publica:
            return _procedencia(e)
    return Procedencia(Veredicto.SIN_INSCRIBIR, firmante=publica.palabras)
