"""THE verification of a visit package, and the heart of the verifier that is shipped alone into every destination.

Standard library only, Python 3.8 or newer, no installation: so it must never import the application nor use newer
syntax. It only reads; it must never write, rename or repair anything.

A package is a stored ZIP of one BagIt 1.0 bag (RFC 8493) whose file name carries the start of its own SHA-256.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

FORMATO = "1"
TROZO = 1 << 20
MAX_ENTRADAS = 20_000
MAX_ETIQUETA = 32 << 20

PATRON_NOMBRE = re.compile(r"(?P<base>[0-9a-f]{32}\.r(?P<revision>[1-9][0-9]{0,5}))\.(?P<huella>[0-9a-f]{16})\.zip")
_PATRON_BASE = re.compile(r"[0-9a-f]{32}\.r[1-9][0-9]{0,5}")
_PATRON_RUTA = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,199}){1,7}")
_PATRON_RENGLON = re.compile(r"([0-9a-f]{128})  (\S.*)")
_PATRON_SHA256 = re.compile(r"[0-9a-f]{64}")

BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFIESTO = "manifest-sha512.txt"
MANIFIESTO_DE_ETIQUETAS = "tagmanifest-sha512.txt"
ETIQUETAS = ("bag-info.txt", "bagit.txt", MANIFIESTO)

# All that zipfile raises for bytes made to hurt, besides OSError.
_ZIP_ROTO = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OverflowError, struct.error)


class Legible(Protocol):
    """What is read: a path, or what stands for one."""

    @property
    def name(self) -> str: ...

    def open(self, mode: Literal["rb"]) -> BinaryIO: ...


@dataclass(frozen=True)
class Informe:
    """What was found out about one package. What could not be read is empty, 0 or ``None``."""

    ruta: Legible
    problemas: tuple[str, ...]
    sha256: str = ""
    bytes: int = 0
    visita_id: str = ""
    folio: str = ""
    revision: int = 0
    reemplaza: str | None = None
    fecha: str = ""
    archivos: int = 0

    @property
    def valido(self) -> bool:
        return not self.problemas


def huella_sha256(ruta: Legible, pulso: Callable[[int], None] | None = None) -> tuple[str, int]:
    """SHA-256 and size of a file, read in pieces; ``pulso`` hears the size of each piece. Raises ``OSError``."""
    huella, tamano = hashlib.sha256(), 0
    with ruta.open("rb") as archivo:
        for trozo in iter(lambda: archivo.read(TROZO), b""):
            huella.update(trozo)
            tamano += len(trozo)
            if pulso is not None:
                pulso(len(trozo))
    return huella.hexdigest(), tamano


def verificar_paquete(ruta: Legible) -> Informe:
    """Check everything: name, ZIP structure, manifests in both directions, every hash, totals.

    Every problem found is one Spanish sentence; a package without problems is valid.
    """
    try:
        sha256, tamano = huella_sha256(ruta)
        with ruta.open("rb") as archivo, zipfile.ZipFile(archivo) as paquete:
            problemas = _problemas_de_estructura(paquete)
            # A structure made to deceive is not read any further.
            bolsa = None if problemas else _Bolsa(paquete)
            if bolsa is not None:
                bolsa.revisar()
    except OSError as error:
        return Informe(ruta, (f"No se pudo leer el archivo (código {error.errno}). Revise la memoria o la conexión.",))
    except _ZIP_ROTO:
        problemas, bolsa = ["El archivo no es un ZIP íntegro: está incompleto o dañado."], None
    base = bolsa.base if bolsa is not None else None
    todos = tuple(_problemas_de_nombre(ruta.name, sha256, base) + problemas + (bolsa.problemas if bolsa else []))
    if bolsa is None:
        return Informe(ruta, todos, sha256, tamano)
    visita_id, _, revision = bolsa.base.partition(".r")
    return Informe(
        ruta,
        todos,
        sha256,
        tamano,
        visita_id=visita_id,
        folio=bolsa.datos.get("External-Identifier", ""),
        revision=int(revision),
        reemplaza=bolsa.datos.get("Replaces-Package-SHA256"),
        fecha=bolsa.datos.get("Bagging-Date", ""),
        archivos=sum(1 for nombre in bolsa.entradas if nombre.startswith("data/")),
    )


def _problemas_de_nombre(nombre: str, sha256: str, base: str | None) -> list[str]:
    partes = PATRON_NOMBRE.fullmatch(nombre)
    if partes is None:
        return ["El nombre no es el de un paquete de visita: alguien cambió el nombre o no es un paquete."]
    problemas = []
    if not sha256.startswith(partes.group("huella")):
        problemas.append("La huella SHA-256 no es la que dice el nombre: el contenido cambió o está incompleto.")
    if base is not None and base != partes.group("base"):
        problemas.append("La visita o la revisión del nombre no son las del contenido.")
    return problemas


# --- structure of the ZIP -------------------------------------------------------------------------------------------


def _problemas_de_estructura(paquete: zipfile.ZipFile) -> list[str]:
    entradas = paquete.infolist()
    if len(entradas) > MAX_ENTRADAS:
        return [f"El paquete dice tener {len(entradas):,} archivos; el máximo es {MAX_ENTRADAS:,}."]
    problemas = [problema for entrada in entradas for problema in _problemas_de_entrada(entrada)]
    vistos: dict[str, str] = {}
    for entrada in entradas:
        nombre = entrada.orig_filename
        # Windows does not tell upper case from lower: there one file would silently take the other's place.
        if vistos.setdefault(nombre.lower(), nombre) != nombre or entrada is not paquete.getinfo(entrada.filename):
            problemas.append(f"El archivo «{visible(nombre)}» está repetido.")
    bases = {entrada.orig_filename.partition("/")[0] for entrada in entradas}
    if not problemas and (len(bases) != 1 or not _PATRON_BASE.fullmatch(next(iter(bases)))):
        problemas.append("El contenido no está en una sola carpeta con el nombre de la visita y su revisión.")
    if not problemas and not _sin_huecos(paquete):
        problemas.append("El ZIP tiene datos encimados, ocultos o sobrantes.")
    return problemas


def _problemas_de_entrada(entrada: zipfile.ZipInfo) -> Iterator[str]:
    nombre, tipo = entrada.orig_filename, stat.S_IFMT(entrada.external_attr >> 16)
    pasos = nombre.replace("\\", "/").split("/")
    if ".." in pasos or pasos[0] == "" or ":" in nombre:
        yield f"El archivo «{visible(nombre)}» intenta escribirse fuera de su carpeta."
    elif not _PATRON_RUTA.fullmatch(nombre):
        yield f"El nombre «{visible(nombre)}» no es de los que escribe el sistema."
    if tipo not in (0, stat.S_IFREG) or entrada.external_attr & 0x10:
        yield f"«{visible(nombre)}» es un enlace, una carpeta o un dispositivo, no un archivo."
    if entrada.flag_bits & 0x1:
        yield f"El archivo «{visible(nombre)}» está cifrado."
    if entrada.compress_type != zipfile.ZIP_STORED or entrada.compress_size != entrada.file_size:
        yield f"El archivo «{visible(nombre)}» está comprimido; los paquetes se guardan sin compresión."


def _sin_huecos(paquete: zipfile.ZipFile) -> bool:
    """Whether entries follow each other from byte 0 to the directory: no overlaps, nothing hidden between or after.

    Other programs may read the local headers instead of the directory, so both must say the same.
    """
    archivo = paquete.fp
    if archivo is None or paquete.comment:
        return False
    posicion = 0
    for entrada in sorted(paquete.infolist(), key=lambda una: una.header_offset):
        if entrada.header_offset != posicion:
            return False
        archivo.seek(posicion)
        cabecera = archivo.read(30)
        if len(cabecera) != 30 or cabecera[:4] != b"PK\x03\x04":
            return False
        marcas, metodo = struct.unpack_from("<HH", cabecera, 6)
        largo_nombre, largo_extra = struct.unpack_from("<HH", cabecera, 26)
        if (marcas, metodo) != (0, zipfile.ZIP_STORED):
            return False
        if archivo.read(largo_nombre) != entrada.orig_filename.encode("ascii"):
            return False
        posicion += 30 + largo_nombre + largo_extra + entrada.compress_size
    return posicion == paquete.start_dir


# --- the bag --------------------------------------------------------------------------------------------------------


class _Bolsa:
    """The bag inside a ZIP whose structure is already known to be sound."""

    def __init__(self, paquete: zipfile.ZipFile) -> None:
        self._paquete = paquete
        self.problemas: list[str] = []
        self.datos: dict[str, str] = {}
        self.base = paquete.infolist()[0].filename.partition("/")[0]
        self.entradas = {una.filename[len(self.base) + 1 :]: una for una in paquete.infolist()}

    def revisar(self) -> None:
        self._revisar_presencia()
        self._revisar_manifiesto(MANIFIESTO_DE_ETIQUETAS, set(ETIQUETAS))
        contenido = {nombre for nombre in self.entradas if nombre.startswith("data/")}
        self._revisar_manifiesto(MANIFIESTO, contenido)
        self._revisar_datos(contenido)

    def _revisar_presencia(self) -> None:
        if self._etiqueta("bagit.txt") != BAGIT_TXT.decode():
            self.problemas.append("«bagit.txt» no declara una bolsa BagIt 1.0.")
        conocidos = {*ETIQUETAS, MANIFIESTO_DE_ETIQUETAS}
        for nombre in self.entradas:
            if nombre not in conocidos and not nombre.startswith("data/"):
                self.problemas.append(f"El archivo «{nombre}» no pertenece al paquete.")

    def _revisar_manifiesto(self, manifiesto: str, esperados: set[str]) -> None:
        declarados = self._renglones(manifiesto)
        for nombre in sorted(esperados - set(declarados)):
            self.problemas.append(f"El archivo «{nombre}» no está en la lista «{manifiesto}».")
        for nombre, huella in declarados.items():
            if nombre not in esperados or nombre not in self.entradas:
                self.problemas.append(f"Falta el archivo «{visible(nombre)}» que declara «{manifiesto}».")
            elif self._sha512(nombre) != huella:
                self.problemas.append(f"El archivo «{nombre}» está dañado o fue alterado: su huella no coincide.")

    def _renglones(self, manifiesto: str) -> dict[str, str]:
        declarados: dict[str, str] = {}
        for renglon in self._etiqueta(manifiesto).splitlines():
            partes = _PATRON_RENGLON.fullmatch(renglon)
            if partes is None or partes.group(2) in declarados:
                self.problemas.append(f"«{manifiesto}» tiene un renglón repetido o que no se entiende.")
                continue
            declarados[partes.group(2)] = partes.group(1)
        return declarados

    def _revisar_datos(self, contenido: Iterable[str]) -> None:
        self.datos = _leer_datos(self._etiqueta("bag-info.txt"))
        formato = self.datos.get("Package-Format", "")
        if formato != FORMATO:
            self.problemas.append(f"El formato «{visible(formato)}» no se conoce: use un verificador más reciente.")
        tamanos = [self.entradas[nombre].file_size for nombre in contenido]
        if self.datos.get("Payload-Oxum") != f"{sum(tamanos)}.{len(tamanos)}":
            self.problemas.append("El total de bytes y archivos no es el que declara «bag-info.txt» (Payload-Oxum).")
        if self.datos.get("Internal-Sender-Identifier") != self.base:
            self.problemas.append("«bag-info.txt» declara otra visita u otra revisión.")
        if not self.datos.get("External-Identifier"):
            self.problemas.append("«bag-info.txt» no declara el folio de la visita.")
        if not _es_fecha(self.datos.get("Bagging-Date", "")):
            self.problemas.append("«bag-info.txt» no declara la fecha del paquete.")
        reemplaza = self.datos.get("Replaces-Package-SHA256")
        primera = self.base.endswith(".r1")
        if primera != (reemplaza is None) or (reemplaza is not None and not _PATRON_SHA256.fullmatch(reemplaza)):
            self.problemas.append("La revisión no dice correctamente a qué paquete reemplaza.")

    def _etiqueta(self, nombre: str) -> str:
        """The text of a tag file; empty, with its problem noted, when it cannot be had."""
        entrada = self.entradas.get(nombre)
        if entrada is None:
            self._anotar(f"Falta «{nombre}».")
            return ""
        if entrada.file_size > MAX_ETIQUETA:
            self._anotar(f"«{nombre}» es demasiado grande.")
            return ""
        try:
            return self._paquete.read(entrada).decode("utf-8")
        except _ZIP_ROTO:
            self._anotar(f"No se puede leer «{nombre}»: está dañado.")
            return ""

    def _anotar(self, problema: str) -> None:
        if problema not in self.problemas:
            self.problemas.append(problema)

    def _sha512(self, nombre: str) -> str:
        """Hash of one entry, in bounded memory; empty when its bytes cannot be read whole."""
        huella = hashlib.sha512()
        try:
            with self._paquete.open(self.entradas[nombre]) as archivo:
                for trozo in iter(lambda: archivo.read(TROZO), b""):
                    huella.update(trozo)
        except _ZIP_ROTO:
            return ""
        return huella.hexdigest()


def _leer_datos(texto: str) -> dict[str, str]:
    datos: dict[str, str] = {}
    for renglon in texto.split("\n"):
        etiqueta, separador, valor = renglon.partition(": ")
        if separador:
            # The first one counts; a second one with other data makes the tag manifest's author, not us, ambiguous.
            datos.setdefault(etiqueta, valor.strip())
    return datos


def _es_fecha(texto: str) -> bool:
    try:
        # Written back, because newer Pythons also read other spellings of a date.
        return datetime.date.fromisoformat(texto).isoformat() == texto
    except ValueError:
        return False


def visible(texto: str) -> str:
    """Text that came from outside, safe to print on a terminal."""
    return "".join(letra if letra.isprintable() else "?" for letra in texto)[:200]
