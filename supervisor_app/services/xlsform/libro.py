"""Opens an .xlsx that anyone may have sent and gives the text of its cells, each with its place.

Sizes are looked at before anything is expanded. It must never run a formula, follow a link or end in anything but a
sentence.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from supervisor_app.errors import UserError
from supervisor_app.services.xlsform.columnas import CHOICES, HOJAS
from supervisor_app.services.xlsform.problemas import Hallados, Lugar

LIMITE_ARCHIVO: Final = 10 * 2**20
_LIMITE_EXPANDIDO: Final = 64 * 2**20
_LIMITE_ETIQUETAS: Final = 2_500_000
"""Signs that open or close an element, in all parts: 30,000 choices with ten columns have some 1,800,000."""
_LIMITE_PARTES: Final = 1000
_LIMITE_HOJAS: Final = 60
_LIMITE_FILAS: Final = 20_000
_LIMITE_OPCIONES: Final = 30_000
_LIMITE_COLUMNAS: Final = 150
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMBINADAS: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{1,20})"')
_DECLARACION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NO_SE_ENTIENDE: Final = "No se entiende el libro de Excel; ábralo, guárdelo otra vez como .xlsx e inténtelo de nuevo."
_NO_ES_LIBRO: Final = (
    "El archivo no es un libro de Excel (.xlsx); ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel "
    "(.xlsx)»."
)
_DESMEDIDO: Final = (
    "El libro es demasiado grande por dentro; no parece una cédula. Copie sus hojas a un libro nuevo, sin formato en "
    "filas vacías, e inténtelo de nuevo."
)
_ESTRICTO: Final = (
    "El libro está guardado como «Libro de Open XML estricto»; guárdelo como «Libro de Excel (.xlsx)» e inténtelo de "
    "nuevo."
)
# What openpyxl and the zip and XML readers below it raise for files that only look like workbooks.
_ROTO: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, SyntaxError, LookupError, ValueError),
    *(TypeError, AttributeError, NotImplementedError, AssertionError, RecursionError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class Hoja:
    """The text of one sheet. ``titulos`` is its first row; ``filas`` the others with their number, empty ones left out.

    Every row is as wide as ``titulos``.
    """

    nombre: str
    titulos: tuple[str, ...]
    filas: tuple[tuple[int, tuple[str, ...]], ...]

    def lugar(self, fila: int | None, columna: int | None = None) -> Lugar:
        """The place of a cell; ``columna`` counts from 0."""
        if columna is None:
            return Lugar(self.nombre, fila)
        return Lugar(self.nombre, fila, letra(columna), self.titulos[columna] if columna < len(self.titulos) else "")


@dataclass(frozen=True, slots=True)
class Libro:
    """The sheets that matter, by their name in lower case, and the names of all."""

    hojas: Mapping[str, Hoja]
    nombres: tuple[str, ...]


def letra(columna: int) -> str:
    """The letters by which Excel calls a column that counts from 0."""
    letras = ""
    columna += 1
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(65 + resto) + letras
    return letras


def leer(contenido: bytes, hallados: Hallados) -> Libro:
    """The sheets of a workbook; what is wrong in single cells goes to ``hallados``.

    Raises UserError where the file is no workbook, or one that must not be opened.
    """
    if len(contenido) > LIMITE_ARCHIVO:
        raise UserError(f"El archivo pesa más de {LIMITE_ARCHIVO // 2**20} MB; no parece una cédula.")
    if contenido.startswith(_OLE):
        raise UserError(
            "El archivo es de un Excel antiguo (.xls) o tiene contraseña; guárdelo como «Libro de Excel (.xlsx)», "
            "sin contraseña."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete, warnings.catch_warnings():
            # openpyxl warns, in English and for nobody, of what it leaves aside: styles, validations, names.
            warnings.simplefilter("ignore")
            _revisar_paquete(paquete, hallados)
            return _leer_hojas(contenido, paquete, hallados)
    except _ROTO as error:
        if isinstance(error, zipfile.BadZipFile) and not contenido.startswith(b"PK"):
            raise UserError(_NO_ES_LIBRO) from error
        raise UserError(_NO_SE_ENTIENDE) from error


def _revisar_paquete(paquete: zipfile.ZipFile, hallados: Hallados) -> None:
    partes = paquete.infolist()
    if len(partes) > _LIMITE_PARTES or sum(parte.file_size for parte in partes) > _LIMITE_EXPANDIDO:
        raise UserError(_DESMEDIDO)
    nombres = [parte.filename.lower() for parte in partes]
    if any(nombre.endswith("vbaproject.bin") for nombre in nombres):
        raise UserError("El libro contiene macros y no se abrió; guárdelo como «Libro de Excel (.xlsx)», sin macros.")
    if "xl/workbook.xml" not in nombres and "[content_types].xml" not in nombres:
        raise UserError(_NO_ES_LIBRO)
    if any(nombre.startswith("xl/externallinks/") for nombre in nombres):
        hallados.avisar(Lugar(), "El libro está vinculado con otros archivos; no se abrieron.")
    etiquetas = 0
    for parte, nombre in zip(partes, nombres, strict=True):
        if not nombre.endswith((".xml", ".rels")):
            continue
        xml = paquete.read(parte)
        etiquetas += xml.count(b"<")
        if etiquetas > _LIMITE_ETIQUETAS:
            raise UserError(_DESMEDIDO)
        if _declara_entidades(xml):
            raise UserError("El libro contiene declaraciones que Excel no escribe, y no se abrió.")


def _declara_entidades(xml: bytes) -> bool:
    # Excel writes UTF-8; in UTF-16 the look for declarations would see nothing.
    return xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:64] or _DECLARACION.search(xml) is not None


def _leer_hojas(contenido: bytes, paquete: zipfile.ZipFile, hallados: Hallados) -> Libro:
    import openpyxl  # noqa: PLC0415 - a start must not load it

    libro = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True, keep_links=False)
    try:
        nombres = tuple(libro.sheetnames)
        if not nombres:
            raise UserError(_ESTRICTO if b"purl.oclc.org" in paquete.read("xl/workbook.xml") else _NO_SE_ENTIENDE)
        if len(nombres) > _LIMITE_HOJAS:
            raise UserError(f"El libro tiene {len(nombres)} hojas; no parece una cédula.")
        hojas: dict[str, Hoja] = {}
        for nombre in nombres:
            llave = nombre.strip().lower()
            if llave not in HOJAS or not hasattr(libro[nombre], "reset_dimensions"):  # a chart has no cells
                continue
            if llave in hojas:
                hallados.mal(Lugar(nombre), f"Hay dos hojas que se llaman «{llave}»; deje una.")
                continue
            pagina: Any = libro[nombre]
            _avisar_combinadas(paquete.read(pagina._worksheet_path.lstrip("/")), nombre, hallados)
            hojas[llave] = _hoja(llave, pagina, hallados)
    finally:
        libro.close()
    return Libro(hojas, nombres)


def _avisar_combinadas(xml: bytes, hoja: str, hallados: Hallados) -> None:
    for rango in _COMBINADAS.findall(xml)[:20]:
        texto = rango.decode()
        hallados.mal(
            Lugar(hoja, *_fila_y_columna(texto)),
            f"Las celdas {texto} están combinadas; sepárelas, porque sólo la primera tiene valor.",
        )


def _fila_y_columna(rango: str) -> tuple[int | None, str]:
    encontrado = re.match(r"([A-Z]+)([0-9]+)", rango)
    return (int(encontrado[2]), encontrado[1]) if encontrado else (None, "")


def _hoja(nombre: str, pagina: Any, hallados: Hallados) -> Hoja:
    # The extent that a file declares may be a lie, and the padding to it fills the memory.
    pagina.reset_dimensions()
    leidas = list(_filas(nombre, pagina, hallados))
    titulos = leidas[0][1] if leidas and leidas[0][0] == 1 else ()
    while titulos and not titulos[-1]:
        titulos = titulos[:-1]
    hoja = Hoja(nombre, titulos, tuple((n, _ajustada(textos, len(titulos))) for n, textos in leidas if n > 1))
    for numero, textos in leidas:
        for i, texto in enumerate(textos):
            if texto and not (i < len(titulos) and titulos[i]):
                hallados.avisar(hoja.lugar(numero, i), "La columna no tiene título en la fila 1; no se leyó.")
    return hoja


def _filas(nombre: str, pagina: Any, hallados: Hallados) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that say something. Far below the last that a cédula may have, nothing is looked at any more."""
    limite = _LIMITE_OPCIONES if nombre == CHOICES else _LIMITE_FILAS
    for numero, fila in enumerate(pagina.iter_rows(), start=1):
        textos = tuple(
            _texto(celda, Lugar(nombre, numero, letra(i)), hallados) for i, celda in enumerate(fila[:_LIMITE_COLUMNAS])
        )
        if numero > limite and (any(textos) or numero > 2 * limite):
            hallados.mal(
                Lugar(nombre, numero),
                f"La hoja pasa de {limite:,} filas; no parece una cédula. Borre las filas vacías que tengan formato.",
            )
            return
        if any(textos):
            yield numero, textos


def _ajustada(textos: tuple[str, ...], ancho: int) -> tuple[str, ...]:
    return (textos + ("",) * ancho)[:ancho]


def _texto(celda: Any, lugar: Lugar, hallados: Hallados) -> str:
    """What a cell says, as it would be typed: numbers without a needless «.0», dates as aaaa-mm-dd."""
    valor = celda.value
    if valor is None:
        return ""
    if celda.data_type == "f" or not isinstance(valor, str | bool | int | float | datetime | date | time):
        hallados.mal(lugar, "La celda contiene una fórmula; cópiela y péguela como valor.")
        return ""
    if celda.data_type == "e":
        hallados.mal(lugar, f"La celda contiene un error de Excel ({str(valor)[:10]}); corríjala.")
        return ""
    return _como_se_escribe(valor).strip()


def _como_se_escribe(valor: str | bool | float | datetime | date | time) -> str:
    match valor:
        case bool():
            return "TRUE" if valor else "FALSE"
        case float():
            return str(int(valor)) if valor.is_integer() and abs(valor) < 1e15 else repr(valor)
        case datetime():
            return valor.date().isoformat() if valor.time() == time() else valor.isoformat(sep=" ")
        case date() | time():
            return valor.isoformat()
        case _:
            return str(valor)
