"""Evidence: takes files in, keeps their bytes by hash, and gives the values to attach.

A file may come in two steps, so that the store does not wait while photos are read: ``ingreso`` makes it ready, without
a store, and ``guardar`` keeps it. It must never keep twice what the visit has already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.sustento import cedula_de, de_que
from supervisor_app.errors import UserError
from supervisor_app.services.imagenes.tipos import se_puede_marcar
from supervisor_app.services.ingreso import Pieza, hacer_pieza, leer_archivo, nombre_limpio
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.services.imagenes.trazos import Trazo

__all__ = ["Evidencias", "Guardada", "Marcada", "marcar", "nombre_limpio", "se_puede_marcar"]


@dataclass(frozen=True, slots=True)
class Guardada:
    """What became of one file: the value to attach, or None where it is there already; and what to tell, or ""."""

    evidencia: Evidencia | None
    aviso: str = ""


@dataclass(frozen=True, slots=True)
class Marcada:
    """A picture with marks in its points, not kept yet. ``para_siempre``: something in it was blacked out."""

    contenido: bytes
    mime: str
    para_siempre: bool


def marcar(evidencia: Evidencia, contenido: bytes, trazos: Sequence[Trazo]) -> Marcada:
    """Draw on a picture, without a store. Raises UserError where it cannot be opened."""
    from supervisor_app.services.imagenes.trazos import Tachado, trazar  # noqa: PLC0415 - loads the library of images

    if not se_puede_marcar(evidencia.mime):
        raise UserError(f"En «{evidencia.nombre}» no se puede dibujar; adjunte la página como foto.")
    hecho, mime = trazar(evidencia.nombre, contenido, evidencia.mime, trazos)
    return Marcada(hecho, mime, any(isinstance(t, Tachado) for t in trazos))


class Evidencias:
    """The verbs of evidence over one store."""

    def __init__(
        self, almacen: Almacen, *, nuevo_id: Callable[[], str], ajustes: Callable[[], Ajustes] = Ajustes
    ) -> None:
        self._almacen = almacen
        self._nuevo_id = nuevo_id
        self._ajustes = ajustes

    @property
    def lado(self) -> int | None:
        """The most points that the long side of a photo is kept with, by the settings; None as it was taken."""
        return self._ajustes().fotos.lado

    # --- coming in ------------------------------------------------------------------------------------------------

    def preparar(
        self, e: Expediente, rutas: Sequence[Path], *, item_id: str = "", inconsistencia_id: str = ""
    ) -> tuple[Evidencia, ...]:
        """Read and keep the files; what is returned is to be attached by an operation.

        Raises UserError for the first file that cannot be evidence; then none is kept, and the originals are as they
        were. EnvironmentProblem where the disk refuses.
        """
        piezas = [leer_archivo(ruta, lado=self.lado) for ruta in rutas]
        sitio = Sitio(item_id=item_id, inconsistencia_id=inconsistencia_id)
        return tuple(self._hacer(e, pieza, sitio, n) for n, pieza in enumerate(piezas, start=1))

    def preparar_bytes(self, e: Expediente, nombre: str, contenido: bytes, *, item_id: str = "") -> Evidencia:
        """The same for bytes that are no file yet (an image pasted from the clipboard)."""
        return self._hacer(e, hacer_pieza(nombre, contenido, lado=self.lado), Sitio(item_id=item_id), 1)

    def guardar(self, e: Expediente, pieza: Pieza, sitio: Sitio, *, despues_de: Sequence[Evidencia] = ()) -> Guardada:
        """Keep a file that was made ready for ``sitio``. ``despues_de`` are those of the same batch, not attached yet.

        What the visit has already is attached to the second place without keeping it twice, and told; in the same
        place it is not attached again. What was blacked out does not come back by this way.
        """
        todas = [*e.evidencias.values(), *despues_de]
        iguales = [v for v in todas if v.sha256 == pieza.sha256 or (v.original and v.original == pieza.original)]
        if any(v.sitio == sitio for v in iguales):
            return Guardada(None, f"«{pieza.nombre}» ya está aquí; no se adjuntó otra vez.")
        tachada = self._almacen.tachada_como(e.visita.id, sha256=pieza.sha256, original=pieza.original)
        nueva = self._hacer(e, pieza, sitio, len(despues_de) + 1, como=tachada)
        if tachada is not None:
            return Guardada(
                nueva,
                f"«{pieza.nombre}» es la imagen que tachó ({de_que(e, tachada.sitio)}); se adjuntó ya tachada.",
            )
        if iguales:
            donde = ", ".join(dict.fromkeys(de_que(e, v.sitio) for v in iguales))
            aviso = f"«{pieza.nombre}» ya estaba en la visita ({donde}); se adjuntó también aquí y se guarda una vez."
            return Guardada(nueva, aviso)
        return Guardada(nueva, pieza.aviso)

    def _hacer(
        self, e: Expediente, pieza: Pieza, sitio: Sitio, cual: int, *, como: Evidencia | None = None
    ) -> Evidencia:
        """The value of a piece, its bytes kept; ``como`` gives the content in its place."""
        ultima = max((v.orden for v in e.evidencias.values()), default=0)
        nueva = Evidencia(
            id=self._nuevo_id(),
            visita_id=e.visita.id,
            **sitio.__dict__,
            orden=ultima + cual,
            nombre=pieza.nombre,
            sha256=pieza.sha256 if como is not None else self._almacen.archivos.guardar(pieza.contenido),
            bytes=len(pieza.contenido),
            mime=pieza.mime,
            tomada=pieza.tomada,
            lugar=pieza.lugar,
            original=pieza.original,
            nombre_original=pieza.nombre_original or pieza.nombre,
        )
        if como is None:
            return nueva
        contenido = ("sha256", "bytes", "mime", "nombre", "borradas")
        return con(nueva, **{campo: getattr(como, campo) for campo in contenido})

    def leer(self, evidencia: Evidencia) -> bytes:
        return self._almacen.archivos.leer(evidencia.sha256)

    # --- marks ----------------------------------------------------------------------------------------------------

    def aplicar_marcas(self, e: Expediente, evidencia_id: str, marcada: Marcada) -> Operacion:
        """Keep the marked picture; the operation that puts it in the place of the earlier one.

        After a black-out was written, ``borrar_tachado`` makes the earlier contents go.
        """
        antes = e.evidencias[evidencia_id]
        nueva = con(
            antes,
            sha256=self._almacen.archivos.guardar(marcada.contenido),
            bytes=len(marcada.contenido),
            mime=marcada.mime,
        )
        if not marcada.para_siempre:
            return comandos.marcar_evidencia(e, evidencia_id, nueva)
        borradas = self._almacen.contenidos_emparentados(e.visita.id, antes)
        return comandos.tachar_evidencia(e, evidencia_id, nueva, sorted(borradas))

    def borrar_tachado(self, visita_id: str) -> tuple[str, ...]:
        """Delete every content that the visit blacked out; who still keeps one, in words.

        Safe to repeat: what a power cut left is deleted when the visit is opened again. Raises EnvironmentProblem where
        a file is held by another program.
        """
        e = self._almacen.expediente(visita_id)
        conservan: list[str] = []
        borradas = {s for v in e.evidencias.values() for s in v.borradas} if e is not None else set()
        for sha256 in sorted(borradas):
            quien = self._almacen.quien_conserva(visita_id, sha256)
            conservan += quien
            if not quien:
                self._almacen.archivos.borrar(sha256)
        return tuple(dict.fromkeys(conservan))

    def donde_queda(self, e: Expediente, evidencia_id: str) -> tuple[str, ...]:
        """Where a picture would still be seen after blacking out: what was emitted or closed, and other visits."""
        v = e.evidencias[evidencia_id]
        contenidos = self._almacen.contenidos_emparentados(e.visita.id, v)
        otras = (
            quien
            for sha256 in sorted(contenidos)
            for quien in self._almacen.quien_conserva(e.visita.id, sha256)
            if quien.startswith("la visita")
        )
        emitidos = (
            f"{d.titulo}, versión {d.version}, ya emitida"
            for d in self._almacen.documentos(e.visita.id)
            if d.tipo is TipoDocumento.CEDULA and d.clave == cedula_de(e, v)
        )
        paquetes = (f"el paquete de la revisión {p.revision}" for p in self._almacen.paquetes(e.visita.id))
        return tuple(dict.fromkeys((*otras, *emitidos, *paquetes)))
