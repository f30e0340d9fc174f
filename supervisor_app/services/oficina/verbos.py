"""The office over one index and one data folder, which may be missing: opened, asked, closed.

Whoever opens it owns the thread. It must never write in a mailbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina.indexar import Indexador, Procedencias, Progreso, Resumen
from supervisor_app.services.oficina.panorama import Panorama
from supervisor_app.store.oficina import permisos
from supervisor_app.store.oficina.acceso import por_que_no_se_escribe
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import sin_secretos

__all__ = ["Oficina", "abrir", "indice_de", "preparar_lugar", "sin_secretos"]

CARPETA: Final = "oficina"
ARCHIVO: Final = "indice.db"


def indice_de(carpeta: Path) -> Path:
    """Where the index of a data folder is, when nobody says another place."""
    return carpeta / CARPETA / ARCHIVO


@dataclass(frozen=True)
class Oficina:
    """The verbs of the office. ``feriados``: the days that are not worked."""

    indice: Indice
    reloj: Callable[[], datetime]
    feriados: Collection[date]

    @property
    def tablero(self) -> Panorama:
        return Panorama(self.indice, hoy=lambda: self.reloj().date(), feriados=self.feriados)

    def indexar_carpeta(
        self,
        carpeta: str | Path,
        *,
        meses: Sequence[str] | None = None,
        reconstruir: bool = False,
        reintentar: bool = False,
        procedencias: Procedencias | None = None,
        progreso: Progreso = lambda *_: None,
        cancelar: Callable[[], bool] = lambda: False,
    ) -> Resumen:
        """Take in what a folder has that the index lacks, or all of it anew. Raises UserError, EnvironmentProblem."""
        if not str(carpeta).strip():
            raise UserError("Indique la carpeta de los paquetes.", field="de")
        if reconstruir and meses:
            raise UserError("Un índice se reconstruye con todos los meses; quite los meses o no lo reconstruya.")
        raiz = Path(carpeta).absolute()
        indexador = Indexador(self.indice, DestinoCarpeta(raiz), self.reloj, procedencias, carpeta=raiz)
        if reconstruir:
            return indexador.reconstruir(progreso=progreso, cancelar=cancelar)
        return indexador.indexar(meses=meses, reintentar=reintentar, progreso=progreso, cancelar=cancelar)

    def exigir_firma(self, exige: bool) -> None:
        """Whether only what an enrolled laptop signed counts."""
        self.indice.exigir_firma(exige, cuando=self.reloj().isoformat(timespec="seconds"))

    def exigir_que_se_escriba(self) -> None:
        """Raises UserError, with the reason, where whoever opened it may only read."""
        if falta := por_que_no_se_escribe(self.indice.motor):
            raise UserError(falta, field="indice")

    def dar_permisos(self) -> tuple[str, ...]:
        """Make the roles of the office on its server, or bring them up to date; their names. Raises UserError where the
        index is a file, which has none.
        """
        if not self.indice.motor.es_postgres:
            raise UserError(
                "Un índice en un archivo no tiene papeles: quien puede leer el archivo lo lee todo. Los papeles son de "
                "PostgreSQL; vea docs/OFICINA.md."
            )
        return permisos.dar(self.indice.motor)

    def __enter__(self) -> Oficina:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        self.indice.cerrar()


def abrir(
    url: str,
    *,
    reloj: Callable[[], datetime],
    feriados: Collection[date],
    llave: Llave | None = None,
    contrasena: str = "",
    solo_leer: bool = False,
) -> Oficina:
    """The office over an index. ``solo_leer``: an index that is not there is a UserError and is not made.

    Raises UserError or EnvironmentProblem.
    """
    if solo_leer and "://" not in url and not Path(url).exists():
        raise UserError(
            f"No hay ningún índice en «{url}». Hágalo con «supervisor-app oficina indexar».", field="indice"
        )
    indice = Indice(url, llave, contrasena=contrasena, solo_leer=solo_leer)
    if indice.vacio:
        indice.cerrar()
        # A server shows no tables to whom it lets see none.
        suyo = ", o su usuario de la base no puede verlo" if indice.motor.es_postgres else ""
        raise UserError(
            f"El índice está vacío{suyo}. Quien lo lleva lo llena al atender el buzón o con «supervisor-app oficina "
            "indexar».",
            field="indice",
        )
    return Oficina(indice, reloj, feriados)


def abrir_indice(url: str, carpeta: Path, llave: Llave | None, *, contrasena: str = "") -> Indice:
    """An index to be read and written: that of a data folder where ``url`` is "".

    Raises UserError, EnvironmentProblem.
    """
    if url:
        return Indice(url, contrasena=contrasena)
    ruta = indice_de(carpeta)
    preparar_lugar(ruta)
    return Indice(str(ruta), llave)


def preparar_lugar(ruta: Path) -> None:
    """Make the folder of the index inside a data folder that is there. Raises EnvironmentProblem."""
    try:
        ruta.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo hacer la carpeta «{ruta.parent}» ({motivo(error)}).") from error
