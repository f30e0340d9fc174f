"""Universes: brought in from a file or the clipboard, kept by hash, drawn from, and exported.

The synchronous verbs of sampling. Long ones take ``progreso(filas, total)``, where raising stops them; nothing is kept
until ``guardar``. It must never write to a visit; ``comandos.sortear`` does.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from supervisor_app.domain.lectura import leer_monto
from supervisor_app.domain.muestreo.armado import Armado, Progreso, armar
from supervisor_app.domain.muestreo.columnas import Propuesta, proponer
from supervisor_app.domain.muestreo.universo import Columna, Papel, Universo, a_centavos, leer_canonico
from supervisor_app.domain.texto import cantidad, cuantos
from supervisor_app.errors import UserError, motivo
from supervisor_app.services.evidencias import nombre_limpio
from supervisor_app.services.universos.celdas import LectorDeHoja
from supervisor_app.services.universos.texto import SEPARADORES, decodificar, leer_texto
from supervisor_app.store.almacen import Almacen

PEGADO = "Pegado del portapapeles"
_LIMITE = 150_000_000
_TEXTO = frozenset({".csv", ".txt", ".tsv", ".tab", ".prn"})
# Systems give web pages the ending of Excel, which opens them; line by line they are no listing.
_PAGINAS = ("<html", "<!doctype", "<table", "<?xml", "<head", "<meta", "<style", "<body", "<div")


@dataclass(frozen=True, slots=True)
class Listado:
    """What a file or the clipboard holds, not yet a universe: its rows, their numbers in the file, and a proposal."""

    nombre: str
    hojas: tuple[str, ...]
    hoja: str
    filas: Sequence[Sequence[str]]
    numeros: Sequence[int]
    propuesta: Propuesta
    avisos: tuple[str, ...] = ()


def nueva_semilla() -> str:
    """Twelve digits by chance, in groups that can be read aloud: ``4821-7730-9915``."""
    return "-".join(f"{secrets.randbelow(10_000):04d}" for _ in range(3))


def abrir_listado(ruta: Path, *, hoja: str = "", progreso: Progreso | None = None) -> Listado:
    """Read a file (xlsx, csv or text); without ``hoja`` the first sheet that holds a table. Raises UserError."""
    nombre, contenido = _leer(ruta)
    return leer_listado(nombre, contenido, hoja=hoja, progreso=progreso)


def _leer(ruta: Path) -> tuple[str, bytes]:
    nombre = nombre_limpio(ruta.name)
    try:
        if ruta.stat().st_size > _LIMITE:
            raise UserError(f"«{nombre}» pesa más de 150 MB; deje sólo el listado.")
        return nombre, ruta.read_bytes()
    except OSError as error:
        raise UserError(f"No se pudo leer «{nombre}» ({motivo(error)}).") from error


def leer_listado(nombre: str, contenido: bytes, *, hoja: str = "", progreso: Progreso | None = None) -> Listado:
    """The same for bytes. A name that lies about them is forgiven: what they are is looked at."""
    if not contenido:
        raise UserError(f"«{nombre}» está vacío.")
    if contenido.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _de_excel(nombre, contenido, hoja, progreso)
    if Path(nombre).suffix.casefold() not in _TEXTO and b"\x00" in contenido[:512]:
        raise UserError(f"«{nombre}» no es un listado; elija un archivo de Excel (.xlsx) o CSV.")
    if b"%PDF-" in contenido[:1024]:
        raise UserError(f"«{nombre}» es un PDF; pida el listado en Excel (.xlsx) o CSV.")
    texto = decodificar(contenido)
    if texto[:200].lstrip("\ufeff \r\n\t").casefold().startswith(_PAGINAS):
        raise UserError(
            f"«{nombre}» es por dentro una página web. Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)», "
            "o cópielo y péguelo aquí."
        )
    return _de_texto(nombre, texto, progreso)


def leer_pegado(texto: str, *, progreso: Progreso | None = None) -> Listado:
    """What was copied from a sheet. Raises UserError where it holds no table."""
    return _de_texto(PEGADO, texto, progreso)


def abrir_universo(ruta: Path, *, hoja: str = "") -> tuple[str, Armado]:
    """A file's universe by what its titles say, and its name. One that the application exported is taken as it is.

    Raises UserError.
    """
    nombre, contenido = _leer(ruta)
    exportado = _exportado(contenido)
    if exportado is not None:
        return nombre, Armado(exportado, (), ())
    listado = leer_listado(nombre, contenido, hoja=hoja)
    return nombre, armar_universo(listado, listado.propuesta.columnas, listado.propuesta.encabezado)


def _exportado(contenido: bytes) -> Universo | None:
    """The universe of canonical bytes: read again as a listing, a quote or a last row could be taken otherwise."""
    try:
        u = leer_canonico(contenido)
    except UserError:
        return None
    lugar = u.lugar(Papel.IMPORTE)
    escritos = {fila[lugar] for fila in u.filas} if lugar is not None else set[str]()
    return u if u.canonico == contenido and not any(map(_sin_normar, escritos)) else None


def _sin_normar(importe: str) -> bool:
    """An amount that is one, but not as the canonical form writes it: somebody else's file with the same titles."""
    if a_centavos(importe) is not None:
        return False
    try:
        leer_monto(importe)
    except UserError:
        return False
    return True


def armar_universo(
    listado: Listado, columnas: Sequence[Columna], encabezado: int, *, progreso: Progreso | None = None
) -> Armado:
    """The universe of a listing with the columns that a person confirmed, with what was noticed on the way."""
    hecho = armar(listado.filas, encabezado, columnas, numeros=listado.numeros, progreso=progreso)
    return Armado(hecho.universo, (*listado.avisos, *hecho.avisos), hecho.apartadas)


def _de_texto(nombre: str, texto: str, progreso: Progreso | None) -> Listado:
    filas, numeros = leer_texto(texto, progreso)
    if not filas:
        raise UserError("No hay ninguna fila; copie el listado con sus encabezados y vuelva a pegarlo.")
    return Listado(nombre, (), "", filas, numeros, proponer(filas), _avisos_de_texto(filas, numeros))


def _avisos_de_texto(filas: Sequence[Sequence[str]], numeros: Sequence[int]) -> tuple[str, ...]:
    """Two cells with a stray quote each close each other's: the rows between them would be gone without a word."""
    ancho = Counter(map(len, filas)).most_common(1)[0][0]
    for numero, fila in zip(numeros, filas, strict=True):
        for celda in fila:
            if "\n" in celda and any(
                linea.count(s) >= max(2, ancho - 1) for linea in celda.splitlines() for s in SEPARADORES
            ):
                return (
                    f"Una celda de la fila {cantidad(numero)} parece tragarse otras filas («{celda[:40].strip()}…»); "
                    "revise que sus comillas abran y cierren.",
                )
    return ()


def _de_excel(nombre: str, contenido: bytes, hoja: str, progreso: Progreso | None) -> Listado:
    from supervisor_app.services.universos.xlsx import abrir_libro  # noqa: PLC0415  # not at the start

    with abrir_libro(contenido) as libro:
        candidatas = (hoja,) if hoja else libro.hojas
        for candidata in candidatas:
            leida = libro.leer(candidata, progreso)
            if leida.filas:
                propuesta = proponer(leida.filas)
                return Listado(
                    nombre, libro.hojas, candidata, leida.filas, leida.numeros, propuesta, _avisos_de_hoja(leida)
                )
    raise UserError("La hoja está vacía; elija otra o revise el archivo." if hoja else "El archivo está vacío.")


def _avisos_de_hoja(leida: LectorDeHoja) -> tuple[str, ...]:
    avisos = []
    if leida.ocultas:
        texto = cuantos(leida.ocultas, "fila oculta", "filas ocultas")
        avisos.append(f"La hoja tiene {texto} (por un filtro, quizá); también son parte del universo.")
    if leida.sin_resultado:
        texto = cuantos(leida.sin_resultado, "fórmula", "fórmulas")
        avisos.append(
            f"La hoja tiene {texto} sin resultado guardado, como celdas vacías. Abra el archivo en Excel, guárdelo y "
            "elíjalo de nuevo."
        )
    return tuple(avisos)


class Universos:
    """The kept universes of one data folder."""

    def __init__(self, almacen: Almacen, *, semilla: Callable[[], str] = nueva_semilla) -> None:
        self._almacen = almacen
        self.nueva_semilla = semilla

    def guardar(self, universo: Universo) -> str:
        """Keep the canonical bytes durably; their SHA-256. Keeping it again changes nothing."""
        return self._almacen.archivos.guardar(universo.canonico)

    def leer(self, sha256: str) -> Universo:
        """A kept universe. Raises EnvironmentProblem where it is missing or damaged."""
        return leer_canonico(self._almacen.archivos.leer(sha256))
