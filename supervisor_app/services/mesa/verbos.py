"""The verbs of the office over a mailbox: open the desk, enrol laptops, attend to what came, publish.

Attending reads the feeds, takes the packages into the index, and acknowledges what the index holds. It must never
acknowledge what was not read whole, nor what came from a laptop that is not enrolled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.cifrado import recuperacion
from supervisor_app.cifrado.firma_ssh import LlaveDeFirma, autorizados
from supervisor_app.cifrado.oficina import LlaveDeSobres, publica_pem
from supervisor_app.domain import feed
from supervisor_app.domain.base import Value, con
from supervisor_app.domain.feed import (
    Clase,
    EfirmaDePaquete,
    Entrada,
    Inscripcion,
    LlaveDeOficina,
    Publicacion,
)
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.hoja_oficina import HojaDeOficina
from supervisor_app.services.mesa.actos import RecepcionDeActos
from supervisor_app.services.mesa.acuses import Acuses
from supervisor_app.services.mesa.antecedentes import Antecedentes, Voz
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo, vistos
from supervisor_app.services.mesa.historia import Historia
from supervisor_app.services.mesa.procedencias import CON_EFIRMA, Procedencias, efirmas, enviados
from supervisor_app.services.mesa.recepcion import Recepcion
from supervisor_app.services.mesa.reposicion import reponer
from supervisor_app.services.oficina.indexar import SIN_LLAVE, Indexador, Resumen
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Avance, Contexto, EnAlmacen, aqui
from supervisor_app.services.sincronia.publicador import Publicador
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.sincronia import Anotado


@dataclass(frozen=True, slots=True)
class Atendido:
    """What attending to a mailbox once did."""

    buzon: str
    recibidos: int
    acusados: int
    publicados: int
    indice: Resumen
    renglones: tuple[Anotado, ...]
    actos: int = 0

    @property
    def avisos(self) -> tuple[str, ...]:
        return tuple(r.texto for r in self.renglones if r.clase == "aviso")


class Mesa:
    """The desk of one office, kept in the data folder of who runs it."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        ajustes: Callable[[], Ajustes],
        confianza: Confianza | None = None,
    ) -> None:
        """``confianza``: whom to trust for e.firmas; without it they are not looked at."""
        self._almacen = almacen
        self._reloj = reloj
        self._ajustes = ajustes
        self._confianza = confianza
        self._recepcion = Recepcion(almacen)
        self._actos = RecepcionDeActos(almacen)
        self._publicador = Publicador(almacen)
        self._historia = Historia(almacen, self._llave)
        self.antecedentes = Antecedentes(almacen, reloj=reloj)
        self._acuses = Acuses(almacen, self._historia, self._escribir)

    # --- the desk itself ------------------------------------------------------------------------------------------

    def abrir(self, nombre: str, *, sobre: str = "") -> LlaveDeOficina:
        """Make the office's key, once. ``sobre``: its RSA public key (PEM), to which packages are sealed.

        Raises UserError where there is one already, without a name, or for what is no key to seal to.
        """
        self._almacen.turno.exigir()
        if not nombre.strip():
            raise UserError("Escriba el nombre de la oficina, como lo reconocerán los supervisores.", field="nombre")
        if self._almacen.sincronia.ultimo(feed.OFICINA)[0] or self._almacen.sincronia.llave(feed.OFICINA):
            raise UserError("En esta carpeta de datos ya hay una oficina.")
        sobre = publica_pem(sobre.encode()) if sobre else ""
        llave = LlaveDeFirma.nueva()
        self._almacen.sincronia.guardar_llave(feed.OFICINA, llave.secreto, self._reloj())
        dicha = LlaveDeOficina(publica=llave.publica.openssh, nombre=nombre.strip(), sobre=sobre)
        self._escribir(feed.OFICINA, Clase.LLAVE, dicha)
        return dicha

    def hoja(self) -> HojaDeOficina:
        """The sheet by which a lost desk is taken up again. Raises UserError where this folder is no desk."""
        llave, oficina = self._llave(), self.oficina
        nombre = oficina.nombre if oficina is not None else ""
        return HojaDeOficina(nombre, llave.publica.palabras, recuperacion.escribir_llave(llave.secreto))

    def recuperar(
        self,
        destino: Destino,
        direccion: str,
        clave: str,
        *,
        en_almacen: EnAlmacen = aqui,
        avance: Avance = lambda _texto, _hechos, _total: None,
        cancelar: Callable[[], bool] = lambda: False,
    ) -> LlaveDeOficina:
        """Be again the office of a mailbox whose desk was lost: ``clave`` stands on its sheet. Attend afterwards.

        Raises UserError or EnvironmentProblem with the reason; then this folder is no desk, and it can be repeated.
        """
        en_almacen(self._almacen.turno.exigir)
        c = Contexto(destino, direccion, en_almacen, self._reloj, avance, cancelar)
        c.haciendo("Conectando")
        c.buzon = buzon.identificar(destino, self._reloj(), crear=False)
        oficina = reponer(c, self._almacen, clave)
        en_almacen(lambda: self._terminar(c))
        return oficina

    def recibir_sellado(self, publica: bytes) -> LlaveDeOficina:
        """Publish the RSA key (certificate or public key, PEM or DER) to which packages are sealed from now on.

        Raises UserError for what is no such key.
        """
        self._almacen.turno.exigir()
        self._llave()
        sobre, oficina = publica_pem(publica), self.oficina
        if oficina is None or oficina.sobre == sobre:
            raise UserError("Esa llave ya está publicada.")
        dicha = con(oficina, sobre=sobre)
        self._escribir(feed.OFICINA, Clase.LLAVE, dicha)
        return dicha

    @property
    def oficina(self) -> LlaveDeOficina | None:
        """What this office is to the laptops; None where this folder is no desk."""
        if self._almacen.sincronia.llave(feed.OFICINA) is None:
            return None
        entradas = self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.LLAVE)
        dicho = entradas[-1].cuerpo.dicho if entradas else None
        return dicho if isinstance(dicho, LlaveDeOficina) else None

    def palabras(self) -> str:
        """By which supervisors recognise the office's key. Raises UserError where this folder is no desk."""
        return self._llave().publica.palabras

    def _llave(self) -> LlaveDeFirma:
        secreto = self._almacen.sincronia.llave(feed.OFICINA)
        if secreto is None:
            raise UserError("En esta carpeta de datos no hay una oficina; ábrala primero.")
        return LlaveDeFirma(secreto)

    def _escribir(self, autor: str, clase: Clase, datos: Value) -> Entrada:
        llave, quien, cuando = self._llave(), self._ajustes().nombre, self._reloj()
        return self._almacen.sincronia.escribir(
            autor,
            lambda antes: feed.componer(autor, antes, clase, datos, cuando=cuando, quien=quien),
            lambda octetos: llave.firmar(feed.ESPACIO, octetos),
        )

    # --- laptops --------------------------------------------------------------------------------------------------

    def equipos(self) -> tuple[EquipoVisto, ...]:
        """Every laptop that was heard of in a mailbox."""
        return vistos(self._almacen.sincronia)

    def inscribir(self, equipo: str, palabras: str) -> Inscripcion:
        """Enrol a laptop whose key a person recognised by its words. Raises UserError where they are not its words."""
        visto = self._equipo(equipo)
        if not visto.publica.es(palabras):
            raise UserError(
                "Esas palabras no son las de ese equipo. Pida a quien lo usa que las lea de su pantalla de "
                "Sincronización; si no coinciden, no lo inscriba.",
                field="palabras",
            )
        if visto.estado is EstadoEquipo.INSCRITO:
            raise UserError("Ese equipo ya está inscrito.")
        dicha = Inscripcion(equipo=equipo, publica=visto.publica.openssh, nombre=visto.nombre)
        self._escribir(feed.OFICINA, Clase.INSCRIPCION, dicha)
        return dicha

    def dar_de_baja(self, equipo: str, motivo: str) -> Inscripcion:
        """What a laptop sends from now on counts no more: lost, stolen, replaced. Raises UserError without a reason."""
        visto = self._equipo(equipo)
        if not motivo.strip():
            raise UserError("Escriba por qué se da de baja el equipo.", field="motivo")
        if visto.estado is not EstadoEquipo.INSCRITO:
            raise UserError("Ese equipo no está inscrito.")
        dicha = Inscripcion(
            equipo=equipo, publica=visto.publica.openssh, nombre=visto.nombre, motivo=motivo.strip()[:500]
        )
        self._escribir(feed.OFICINA, Clase.BAJA, dicha)
        return dicha

    def _equipo(self, equipo: str) -> EquipoVisto:
        self._almacen.turno.exigir()
        for uno in self.equipos():
            if uno.equipo == equipo:
                return uno
        raise UserError("De ese equipo no se ha recibido nada; atienda primero el buzón al que envía.")

    def autorizados(self) -> str:
        """The enrolled keys as OpenSSH's ``allowed_signers``, with which anybody verifies a package."""
        inscritos = [(e.equipo, e.publica) for e in self.equipos() if e.estado is EstadoEquipo.INSCRITO]
        return autorizados(inscritos, (feed.ESPACIO_PAQUETE, feed.ESPACIO))

    # --- to all ---------------------------------------------------------------------------------------------------

    def publicar(self, que: str, titulo: str, contenido: bytes) -> Publicacion:
        """Something for every laptop, with the next attending. The same as the last of its kind changes nothing.

        Raises UserError where it is too large.
        """
        self._almacen.turno.exigir()
        sha256 = hashlib.sha256(contenido).hexdigest()
        try:
            dicha = Publicacion(que=que, titulo=titulo, sha256=sha256, bytes=len(contenido))
        except ValueError as error:
            raise UserError("Lo que se quiere publicar es demasiado grande o no tiene título.") from error
        ultima = self.publicadas().get(que)
        if ultima is not None and (ultima.sha256, ultima.titulo) == (dicha.sha256, dicha.titulo):
            return ultima
        self._almacen.archivos.guardar(contenido)
        self._escribir(feed.OFICINA, Clase.PUBLICACION, dicha)
        return dicha

    def publicadas(self) -> Mapping[str, Publicacion]:
        """The last publication of each kind."""
        entradas = self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.PUBLICACION)
        return {d.que: d for e in entradas if isinstance(d := e.cuerpo.dicho, Publicacion)}

    # --- attending ------------------------------------------------------------------------------------------------

    def atender(
        self,
        destino: Destino,
        direccion: str,
        indice: Indice,
        *,
        todo: bool = False,
        privada: bytes | None = None,
        contrasena: str = "",
        en_almacen: EnAlmacen = aqui,
        avance: Avance = lambda _texto, _hechos, _total: None,
        cancelar: Callable[[], bool] = lambda: False,
    ) -> Atendido:
        """Read what laptops sent, take packages into the index, acknowledge them, and put what waits for the laptops.

        ``todo``: look at every package of the mailbox, also those that no feed speaks of and those set aside.
        ``privada`` and ``contrasena``: the file of the office's private key, by which sealed packages are read; without
        it they wait in the quarantine. Safe to repeat at any time.
        Raises UserError or EnvironmentProblem with the reason; what was done until then stays done.
        """
        c = Contexto(destino, direccion, en_almacen, self._reloj, avance, cancelar)
        try:
            en_almacen(self._llave)
            llave = LlaveDeSobres(privada, contrasena.encode() or None) if privada is not None else None
            c.haciendo("Conectando")
            c.buzon = buzon.identificar(destino, self._reloj())
            self._historia.alcanzar(c, feed.OFICINA)
            c.haciendo("Leyendo lo que enviaron los equipos")
            claves = self._recepcion.leer(c)
            c.haciendo("Recibiendo paquetes")
            resumen = self._indexar(c, indice, None if todo else claves, llave)
            actos = self._actos.recibir(c, indice, {e.equipo: e for e in en_almacen(self.equipos)}, llave)
            inscritos = {e.equipo for e in en_almacen(self.equipos) if e.estado is EstadoEquipo.INSCRITO}
            acusados = self._acuses.acusar(c, indice, inscritos)
            self._poner_antecedentes(c, indice, llave)
            c.haciendo("Enviando lo de la oficina")
            publicados = self._subir(c)
        except (UserError, EnvironmentProblem) as problema:
            c.decir("error", problema.message)
            en_almacen(lambda: self._almacen.sincronia.anotar(c.renglones))
            raise
        en_almacen(lambda: self._terminar(c))
        return Atendido(c.buzon, c.recibidos, acusados, publicados, resumen, tuple(c.renglones), actos)

    def _poner_antecedentes(self, c: Contexto, indice: Indice, llave: LlaveDeSobres | None) -> None:
        oficina, equipos = c.en_almacen(lambda: (self.oficina, self.equipos()))
        voz = Voz(self.publicar, self._escribir, self._historia.alcanzar)
        self.antecedentes.al_dia(c, voz, indice, llave, equipos, oficina.sobre if oficina is not None else "")

    def _terminar(self, c: Contexto) -> None:
        self._almacen.sincronia.ver_buzon(c.buzon, c.direccion, self._reloj())
        self._almacen.sincronia.anotar(c.renglones)

    def _indexar(self, c: Contexto, indice: Indice, claves: list[str] | None, llave: LlaveDeSobres | None) -> Resumen:
        """The packages that the new entries speak of, and those announced earlier that were not there yet."""
        equipos = {e.equipo: e for e in c.en_almacen(self.equipos)}
        inscritos = {e.equipo for e in equipos.values() if e.estado is EstadoEquipo.INSCRITO}
        anunciados = c.en_almacen(lambda: enviados(self._almacen))
        firmados = c.en_almacen(lambda: efirmas(self._almacen, inscritos, anunciados))
        if claves is not None:
            cerrados = {a.clave for a in indice.apartados() if llave is None or a.motivo != SIN_LLAVE}
            presentes = set(indice.ubicaciones()) | cerrados
            claves += [e.lugar for _, e in anunciados if e.lugar not in presentes]
        procedencias = Procedencias(
            c,
            self._recepcion,
            equipos,
            anunciados,
            firmados,
            llave=llave,
            confianza=self._confianza,
            reloj=self._reloj,
        )
        resumen = Indexador(indice, c.destino, self._reloj, procedencias, llave=llave).indexar(
            claves=claves,
            reintentar=claves is None or llave is not None,
            progreso=lambda hechos, de: c.avance(c.ahora_hace, hechos, de),
            cancelar=c.cancelar,
        )
        c.pulso(0)
        for uno in resumen.apartados:
            c.decir("aviso", f"Se apartó «{uno.clave}»: {uno.motivo}")
        for uno in resumen.sin_leer:
            c.decir("aviso", f"Sin leer todavía, se intentará la próxima vez: {uno.motivo}")
        self._dictaminar_inscritos(indice, procedencias)
        self._dictaminar_firmados(indice, firmados, procedencias)
        return resumen

    def _dictaminar_inscritos(self, indice: Indice, procedencias: Procedencias) -> None:
        """What a laptop sent before it was enrolled counts from now on, as its receipt says."""
        suyos = procedencias.de_inscritos()
        for clave, sha256 in indice.por_dictaminar().items():
            if sha256 in suyos:
                self._dictaminar(indice, clave, sha256, procedencias)

    def _dictaminar(self, indice: Indice, clave: str, sha256: str, procedencias: Procedencias) -> None:
        p, cuando = procedencias(clave, sha256), self._reloj().isoformat(timespec="seconds")
        indice.dictaminar(sha256, veredicto=p.veredicto, equipo=p.equipo, firmante=p.firmante, cuando=cuando)

    def _dictaminar_firmados(
        self, indice: Indice, firmados: Mapping[str, EfirmaDePaquete], procedencias: Procedencias
    ) -> None:
        """A package that somebody signed since it was taken in is now known to be theirs.

        One that counts since an enrolled laptop sent it is judged again by the word of an enrolled one alone.
        """
        sabidos = indice.firmantes()
        oidos = procedencias.de_inscritos().union(indice.por_dictaminar().values())
        lugares = {sha256: clave for clave, sha256 in indice.ubicaciones().items()}
        for sha256 in firmados.keys() & sabidos.keys() & oidos:
            if not sabidos[sha256].endswith(CON_EFIRMA):
                self._dictaminar(indice, lugares[sha256], sha256, procedencias)

    def _subir(self, c: Contexto) -> int:
        """What the office says to all, contents first; then what it says to each laptop."""
        desde = self._publicador.desde(c, feed.OFICINA)
        pendientes = c.en_almacen(lambda: self._almacen.sincronia.entradas(feed.OFICINA, desde=desde + 1))
        for entrada in pendientes:
            self._publicador.poner(c, entrada)
        publicados = len(pendientes)
        atrasado = bool(desde < c.en_almacen(lambda: self._almacen.sincronia.publicado(c.buzon, feed.OFICINA)))
        for equipo in c.en_almacen(self._almacen.sincronia.equipos):
            autor = feed.para(equipo)
            ultimo = c.en_almacen(lambda autor=autor: self._almacen.sincronia.ultimo(autor)[0])  # type: ignore[misc]
            visto = c.en_almacen(lambda autor=autor: self._almacen.sincronia.publicado(c.buzon, autor))  # type: ignore[misc]
            if ultimo and (visto < ultimo or atrasado):
                self._historia.alcanzar(c, autor)
                publicados += self._publicador.poner_desde(c, autor, self._publicador.desde(c, autor))
        return publicados
