"""Opens an xlsx that a person chose, without trusting it: which sheets it has, and the cells of one of them.

Sizes are looked at before anything is expanded, XML with entities is refused, nothing is ever executed or fetched. Old
.xls files and encrypted ones are refused with the way to mend it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from supervisor_app.domain.muestreo.armado import Progreso
from supervisor_app.errors import UserError
from supervisor_app.services.universos.celdas import Formatos, LectorDeHoja, textos_compartidos

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_PARTES = 5_000
_MAX_HOJA = 1_200_000_000
_MAX_OTRA = 40_000_000
# Built-in number formats that are days (ECMA-376 part 1, 18.8.30), with or without hour.
_DIAS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_ENTRECOMILLADO = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DE_CEROS = re.compile(r"0{2,20}")
_RELACION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESTRICTA = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Libro:
    """An open workbook: its sheets by name, in order, the visible ones first."""

    def __init__(self, archivo: zipfile.ZipFile) -> None:
        self._zip = archivo
        libro = self._xml("xl/workbook.xml")
        destinos = {
            r.get("Id", ""): r.get("Target", "")
            for r in _hijos(self._xml("xl/_rels/workbook.xml.rels"), "Relationship")
        }
        hojas = [h for grupo in _hijos(libro, "sheets") for h in _hijos(grupo, "sheet")]
        hojas.sort(key=lambda h: h.get("state", "visible") != "visible")
        self._rutas = {h.get("name", ""): _ruta(destinos.get(h.get(_RELACION) or h.get(_ESTRICTA) or "", ""))
                       for h in hojas}  # fmt: skip
        self._rutas = {n: r for n, r in self._rutas.items() if "/worksheets/" in r}
        if not self._rutas:
            raise UserError("El archivo de Excel no tiene hojas de cálculo.")
        self._desde_1904 = any(p.get("date1904") in ("1", "true") for p in _hijos(libro, "workbookPr"))

    @property
    def hojas(self) -> tuple[str, ...]:
        return tuple(self._rutas)

    def leer(self, hoja: str, progreso: Progreso | None = None) -> LectorDeHoja:
        """The cells of a sheet. Raises UserError where it cannot be read."""
        ruta = self._rutas.get(hoja)
        if ruta is None:
            raise UserError(f"El archivo no tiene una hoja «{hoja}»; elija otra.", field="hoja")
        textos: list[str] = []
        if "xl/sharedStrings.xml" in self._zip.namelist():
            with self._parte("xl/sharedStrings.xml", _MAX_HOJA) as flujo:
                textos = textos_compartidos(flujo, lambda: progreso(0, None) if progreso is not None else None)
        lector = LectorDeHoja(textos, self._formatos())
        with self._parte(ruta, _MAX_HOJA) as flujo:
            lector.leer(flujo, progreso)
        return lector

    def _formatos(self) -> Formatos:
        if "xl/styles.xml" not in self._zip.namelist():
            return Formatos(frozenset(), {}, desde_1904=self._desde_1904)
        estilos = self._xml("xl/styles.xml")
        propios = {
            int(f.get("numFmtId", "0")): f.get("formatCode", "")
            for grupo in _hijos(estilos, "numFmts")
            for f in _hijos(grupo, "numFmt")
        }
        dias, ceros = set[int](), dict[int, int]()
        for n, xf in enumerate(x for grupo in _hijos(estilos, "cellXfs") for x in _hijos(grupo, "xf")):
            codigo = int(xf.get("numFmtId", "0"))
            formato = propios.get(codigo, "")
            if codigo in _DIAS or _es_dia(formato):
                dias.add(n)
            elif _DE_CEROS.fullmatch(formato):
                ceros[n] = len(formato)
        return Formatos(frozenset(dias), ceros, desde_1904=self._desde_1904)

    def _xml(self, nombre: str) -> Element:
        with self._parte(nombre, _MAX_OTRA) as flujo:
            raiz: Element = fromstring(flujo.read(), forbid_dtd=True)
            return raiz

    @contextmanager
    def _parte(self, nombre: str, tope: int) -> Iterator[IO[bytes]]:
        """A part of the archive, which gives no more bytes than the size that was looked at here."""
        try:
            info = self._zip.getinfo(nombre)
        except KeyError as error:
            raise _danado() from error
        if info.flag_bits & 1:
            raise _cifrado()
        if info.file_size > tope:
            raise UserError("El archivo de Excel es demasiado grande al abrirse; deje sólo la hoja del listado.")
        with self._zip.open(info) as flujo:
            yield flujo


@contextmanager
def abrir_libro(contenido: bytes) -> Iterator[Libro]:
    """A workbook from its bytes. Raises UserError for what is none, here and while it is read."""
    if contenido.startswith(_OLE):
        raise _cifrado()
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
            nombres = archivo.namelist()
            if len(nombres) > _MAX_PARTES:
                raise _danado()
            if "xl/workbook.xml" not in nombres:
                otro = ".xlsb" if "xl/workbook.bin" in nombres else "otro programa"
                raise UserError(f"El archivo es de {otro}; ábralo y guárdelo como «Libro de Excel (.xlsx)».")
            yield Libro(archivo)
    except (zipfile.BadZipFile, zlib.error, EOFError, ParseError, DefusedXmlException) as error:
        raise _danado() from error
    except (NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise _danado() from error


def _hijos(elemento: Element, nombre: str) -> list[Element]:
    return [h for h in elemento if h.tag.rpartition("}")[2] == nombre]


def _ruta(destino: str) -> str:
    return destino.lstrip("/") if destino.startswith("/") else posixpath.normpath(f"xl/{destino}")


def _es_dia(formato: str) -> bool:
    """A format with day, month or year letters in its first section, outside of quotes and colours."""
    limpio = _ENTRECOMILLADO.sub("", formato.split(";", maxsplit=1)[0]).casefold()
    return "general" not in limpio and any(letra in limpio for letra in "dy") and "0" not in limpio.replace(".0", "")


def _danado() -> UserError:
    return UserError("El archivo de Excel está dañado o no es de Excel; ábralo en Excel y vuelva a guardarlo.")


def _cifrado() -> UserError:
    return UserError(
        "El archivo es de un Excel antiguo (.xls) o tiene contraseña. Ábralo en Excel y guárdelo como "
        "«Libro de Excel (.xlsx)» sin contraseña, o cópielo y péguelo aquí."
    )
