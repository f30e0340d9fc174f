"""A destination over a medium: write a part, read it back, show it under its name; written once for all that rename.

It must never append to a part that it has not made its own, and never believe what was written before it was read back.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from supervisor_app.durable import PART_NAME, Readable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import problemas
from supervisor_app.exchange.destino import Puesto, Pulso, exigir_carpeta, exigir_clave, sin_pulso
from supervisor_app.exchange.transportes.medio import Entrada, Medio
from supervisor_app.exchange.verificador import TROZO

REANUDABLE = 8 << 20
"""From this size on, in bytes, what a cut left behind is looked for and gone on with."""

_UN_DIA = 24 * 60 * 60
_INTENTOS = 3


@dataclass(frozen=True)
class _Encargo:
    """What one ``put_atomic`` was asked for."""

    clave: str
    origen: Readable | bytes
    sha256: str
    tamano: int
    pulso: _Oido
    reemplazar: bool

    @property
    def carpeta(self) -> str:
        return self.clave.rpartition("/")[0]

    @property
    def nombre(self) -> str:
        return self.clave.rpartition("/")[2]

    @property
    def raiz_de_parte(self) -> str:
        """What the parts of this content begin with: who goes on with one writes the same bytes in the same places."""
        return f"{self.clave}.part-{self.sha256[:8]}"

    def parte_nueva(self) -> str:
        """Never used before: a part stays locked for a while after a half-open cut."""
        return self.raiz_de_parte + secrets.token_hex(4)


class PorPartes:
    """The port over a medium."""

    def __init__(self, medio: Medio, *, pieza: int = TROZO, conserva: bool = False) -> None:
        """``pieza``: bytes handed over at once; small where others use the same line (see ``ritmo``).

        ``conserva``: a large delivery that a person cancels leaves its part, to be gone on with another day; for slow
        lines, where a laptop is closed sooner than all of it is sent.
        """
        self.medio, self._pieza, self._conserva = medio, pieza, conserva
        self._limpias: set[str] = set()

    def exists(self, clave: str) -> int | None:
        clave = exigir_clave(clave)
        with self.medio.sesion(sin_pulso, 0):
            entrada = self.medio.ver(clave)
        return entrada.tamano if entrada else None

    def list(self, carpeta: str) -> Mapping[str, int]:
        carpeta = exigir_carpeta(carpeta)
        with self.medio.sesion(sin_pulso, 0):
            todas = self.medio.listar(carpeta, hondo=True)
            return {una.clave: una.tamano for una in todas if not PART_NAME.search(una.clave)}

    def get(self, clave: str) -> Iterator[bytes]:
        clave = exigir_clave(clave)
        tamano = self.exists(clave)
        with self.medio.sesion(sin_pulso, tamano or 0):
            yield from self.medio.leer(clave)

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        encargo = _Encargo(exigir_clave(clave), origen, sha256, tamano, _Oido(pulso), reemplazar)
        lugar, apartado = self.medio.lugar(encargo.clave), None
        with self.medio.sesion(encargo.pulso, tamano):
            # A rival laptop may publish the same name between our look and our rename: then look again.
            for intento in range(_INTENTOS):
                if self._esta_integro(encargo):
                    # Its name may be younger than the last cut: it counts once it is durable.
                    self.medio.asentar(encargo.clave)
                    return Puesto(lugar, ya_estaba=True, apartado=apartado)
                if not reemplazar and self.medio.ocupado(encargo.clave):
                    apartado = self._apartar(encargo)
                if self._poner(encargo, reclamar=intento == 0):
                    return Puesto(lugar, ya_estaba=False, apartado=apartado)
        raise EnvironmentProblem(
            f"Otro equipo está escribiendo «{encargo.nombre}» al mismo tiempo. Espere un momento y repita la entrega.",
            action=problemas.REINTENTAR,
        )

    def cerrar(self) -> None:
        self.medio.cerrar()

    # --- steps of a delivery, in order ---

    def _esta_integro(self, encargo: _Encargo) -> bool:
        entrada = self.medio.ver(encargo.clave)
        return entrada is not None and entrada.tamano == encargo.tamano and self._es_igual(encargo.clave, encargo)

    def _apartar(self, encargo: _Encargo) -> str:
        """Set a damaged copy aside under the first free name; it is evidence of what happened, so it is kept."""
        numero = 1
        while True:
            aparte = f"{encargo.clave}.danado-{numero}"
            try:
                self.medio.publicar(encargo.clave, aparte)
            except FileExistsError:
                numero += 1
            else:
                return aparte.rpartition("/")[2]

    def _poner(self, encargo: _Encargo, *, reclamar: bool) -> bool:
        """Write, read back, show under the final name; ``False`` when a rival took that name or our part meanwhile."""
        self.medio.crear_carpetas(encargo.carpeta)
        parte, desde = (self._reclamar_cortada(encargo) if reclamar else None) or (encargo.parte_nueva(), 0)
        libres = self.medio.libres()
        if libres is not None and libres < encargo.tamano - desde:
            raise problemas.sin_espacio(self.medio.lugar(""), encargo.tamano, libres)
        try:
            parte = self._escrita(parte, desde, encargo)
            with self._limpieza(parte, encargo):
                ahora = self._ahora(parte, encargo)
                (self.medio.reemplazar if encargo.reemplazar else self.medio.publicar)(parte, encargo.clave)
        except (FileExistsError, FileNotFoundError):
            return False
        entrada = self.medio.ver(encargo.clave)
        # What may be replaced may have been replaced again by now.
        if entrada is None or (entrada.tamano != encargo.tamano and not encargo.reemplazar):
            raise problemas.copia_distinta(self.medio.lugar(""))
        if ahora is not None:
            self._borrar_partes_viejas(encargo.carpeta, ahora)
        return True

    def _escrita(self, parte: str, desde: int, encargo: _Encargo) -> str:
        """The name of a part that was read back and is the whole content."""
        if self._llenar(parte, desde, encargo):
            return parte
        if desde:
            # What a cut left may have holes or be another's: then from the beginning.
            parte = encargo.parte_nueva()
            if self._llenar(parte, 0, encargo):
                return parte
        raise problemas.copia_distinta(self.medio.lugar(""))

    def _reclamar_cortada(self, encargo: _Encargo) -> tuple[str, int] | None:
        """The longest part of this very content that a cut left behind, made ours, and its size.

        Whoever renames it first has it. A laptop that is still writing it writes the same bytes in the same places;
        when it comes to publish it misses its part and looks again, but takes nobody else's then.
        """
        if not self.medio.reanuda or encargo.tamano < REANUDABLE:
            return None
        cortadas = [una for una in self.medio.listar(encargo.carpeta, hondo=False) if _sirve(una, encargo)]
        for cortada in sorted(cortadas, key=lambda una: -una.tamano):
            mia = encargo.parte_nueva()
            # Held by a server that has not noticed the cut, or another's by now.
            with contextlib.suppress(OSError):
                self.medio.reemplazar(cortada.clave, mia)
                return mia, cortada.tamano
        return None

    def _llenar(self, parte: str, desde: int, encargo: _Encargo) -> bool:
        """Write the part and read it back before anyone can see it; ``False``, and no part, where it differs."""
        with self._limpieza(parte, encargo):
            huella = hashlib.sha256()
            self.medio.escribir(parte, _enviados(encargo, desde, self._pieza, huella), desde)
            if huella.hexdigest() != encargo.sha256:
                raise EnvironmentProblem(
                    "El paquete guardado en este equipo está dañado y no se entregó. Prepare de nuevo la entrega.",
                    action=problemas.REINTENTAR,
                )
            integra = self._es_igual(parte, encargo)
        if not integra:
            self._quitar_si_se_puede(parte)
        return integra

    def _es_igual(self, clave: str, encargo: _Encargo) -> bool:
        huella, tamano = hashlib.sha256(), 0
        for trozo in self.medio.leer(clave):
            huella.update(trozo)
            tamano += len(trozo)
            encargo.pulso(len(trozo))
        return (huella.hexdigest(), tamano) == (encargo.sha256, encargo.tamano)

    # --- parts left behind ---

    def _ahora(self, parte: str, encargo: _Encargo) -> float | None:
        """The date that the destination itself gave to a file of this moment, the first time in each folder.

        The clock of a laptop may be wrong, and a part of today may belong to another laptop that is writing it.
        """
        if encargo.carpeta in self._limpias:
            return None
        entrada = self.medio.ver(parte)
        return entrada.modificado if entrada else None

    def _borrar_partes_viejas(self, carpeta: str, ahora: float) -> None:
        """Remove what deliveries cut more than a day ago left behind."""
        for una in tuple(self.medio.listar(carpeta, hondo=False)):
            if PART_NAME.search(una.clave) and una.modificado < ahora - _UN_DIA:
                self._quitar_si_se_puede(una.clave)
        self._limpias.add(carpeta)

    @contextlib.contextmanager
    def _limpieza(self, parte: str, encargo: _Encargo) -> Iterator[None]:
        """Removes a part when the block fails, if it still can; the failure being reported is the one that matters."""
        try:
            yield
        except BaseException:
            se_queda = self._conserva and self.medio.reanuda and encargo.tamano >= REANUDABLE
            if not (se_queda and encargo.pulso.cancelo):
                self._quitar_si_se_puede(parte)
            raise

    def _quitar_si_se_puede(self, parte: str) -> None:
        # What stays behind is removed after a day.
        with contextlib.suppress(OSError, EnvironmentProblem, UserError):
            self.medio.quitar(parte)


class _Oido:
    """A pulse that remembers whether it cancelled."""

    def __init__(self, pulso: Pulso) -> None:
        self._pulso, self.cancelo = pulso, False

    def __call__(self, mas: int) -> None:
        try:
            self._pulso(mas)
        except BaseException:
            self.cancelo = True
            raise


class _Huella(Protocol):
    def update(self, datos: bytes, /) -> None: ...


def _sirve(una: Entrada, encargo: _Encargo) -> bool:
    return una.clave.startswith(encargo.raiz_de_parte) and 0 < una.tamano <= encargo.tamano


def _enviados(encargo: _Encargo, desde: int, pieza: int, huella: _Huella) -> Iterator[bytes]:
    """The content from ``desde`` on. The beginning is read here as well: its hash is part of the whole one."""
    saltar = desde
    if desde:
        encargo.pulso(desde)
    for trozo in trozos(encargo.origen):
        huella.update(trozo)
        for inicio in range(0, len(trozo), pieza):
            una = trozo[inicio : inicio + pieza]
            encargo.pulso(0)
            if saltar < len(una):
                yield una[saltar:]
                encargo.pulso(len(una) - saltar)
            saltar = max(0, saltar - len(una))


def trozos(origen: Readable | bytes) -> Iterator[bytes]:
    """What is to be delivered, in pieces of 1 MiB. ``EnvironmentProblem`` when this machine cannot read it."""
    if isinstance(origen, bytes):
        yield origen
        return
    try:
        with origen.open("rb") as archivo:
            while trozo := archivo.read(TROZO):
                yield trozo
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo leer el paquete «{origen.name}» de este equipo. Prepare de nuevo la entrega de la visita.",
            action=problemas.REINTENTAR,
        ) from error
