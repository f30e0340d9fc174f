"""THE verification of a visit package. Also shipped alone, as ``verificar_paquetes.py``, into every destination.

One file, standard library only, Python 3.8 or newer, no installation: so it must never import anything of the
application but ``verificador_feeds``, whose text takes the place of that line in what is shipped, nor use newer syntax.
It only reads; it must never write, rename or repair anything.

A package is a stored ZIP of one BagIt 1.0 bag (RFC 8493) whose file name carries the start of its own SHA-256.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import re
import stat
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from supervisor_app.exchange.verificador_feeds import ESPACIO_PAQUETE, Buzon, firmante, leer_buzon

VERSION = 2
FORMATO = "1"
TROZO = 1 << 20
MAGIA_SOBRE = b"SUPSOBRE"
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

AYUDA = """Verifica paquetes de visitas de supervisión, quién los firmó y lo que cada equipo dice
haber enviado. No modifica ni borra nada.

Uso:
  python verificar_paquetes.py                   revisa la carpeta donde está este archivo
  python verificar_paquetes.py RUTA [RUTA ...]   revisa paquetes o carpetas completas

Termina con 0 si todos los paquetes son válidos, con 1 si alguno no lo es y con 2 si no encontró ninguno.
"""


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


# --- folders and the command line -----------------------------------------------------------------------------------


def buscar_paquetes(ruta: Path) -> list[Path]:
    """Every ``.zip`` below a folder, in order, or the file itself."""
    if not ruta.is_dir():
        return [] if buscar_sobres(ruta) else [ruta]
    archivos = (Path(carpeta, nombre) for carpeta, _, nombres in os.walk(ruta) for nombre in nombres)
    return sorted(archivo for archivo in archivos if archivo.suffix.lower() == ".zip")


def avisos_de_cadena(informes: Sequence[Informe]) -> list[str]:
    """What is worth knowing of a set of valid packages: lost predecessors, two packages for one revision."""
    conocidos = {uno.sha256: uno for uno in informes}
    avisos = []
    por_revision: dict[tuple[str, int], str] = {}
    for uno in sorted(conocidos.values(), key=lambda uno: (uno.visita_id, uno.revision, uno.sha256)):
        quien = f"Folio {visible(uno.folio)}, revisión {uno.revision}"
        anterior = conocidos.get(uno.reemplaza or "")
        if uno.reemplaza and anterior is None:
            avisos.append(f"{quien}: el paquete al que reemplaza no está aquí.")
        if anterior is not None and (anterior.visita_id != uno.visita_id or anterior.revision >= uno.revision):
            avisos.append(f"{quien}: dice reemplazar a un paquete que no es una revisión anterior suya.")
        if por_revision.setdefault((uno.visita_id, uno.revision), uno.sha256) != uno.sha256:
            avisos.append(f"{quien}: hay dos paquetes distintos con esta misma revisión. Conserve ambos y aclárelo.")
    return avisos


def visible(texto: str) -> str:
    """Text that came from outside, safe to print on a terminal."""
    return "".join(letra if letra.isprintable() else "?" for letra in texto)[:200]


def _decir(texto: str) -> None:
    sys.stdout.write(texto + "\n")


def _contar(informe: Informe) -> None:
    _decir(f"{'VÁLIDO   ' if informe.valido else 'NO VÁLIDO'}  {visible(str(informe.ruta))}")
    if informe.folio:
        _decir(f"           Folio {visible(informe.folio)}, revisión {informe.revision}, {informe.archivos} archivos.")
    for problema in informe.problemas[:20]:
        _decir(f"           - {problema}")
    if len(informe.problemas) > 20:
        _decir(f"           … y {len(informe.problemas) - 20} problemas más.")


def buscar_sobres(ruta: Path) -> list[Path]:
    """Every envelope of a package below a folder, in order, or the file itself where it is one."""
    if not ruta.is_dir():
        return [ruta] if ruta.name.lower().endswith(".zip.sobre") else []
    archivos = (Path(carpeta, nombre) for carpeta, _, nombres in os.walk(ruta) for nombre in nombres)
    return sorted(archivo for archivo in archivos if archivo.name.lower().endswith(".zip.sobre"))


def _contar_sobre(ruta: Path, buzones: Sequence[tuple[Path, Buzon]]) -> bool:
    """A package that only the office reads: what can be said of it from outside; ``False`` where something is wrong."""
    _decir(f"SELLADO    {visible(str(ruta))}: sólo la oficina puede leerlo.")
    try:
        with ruta.open("rb") as archivo:
            inicio = archivo.read(len(MAGIA_SOBRE))
        sha256, _ = huella_sha256(ruta)
    except OSError as error:
        _decir(f"           - No se pudo leer (código {error.errno}). Revise la memoria o la conexión.")
        return False
    if inicio != MAGIA_SOBRE:
        _decir("           - No es un sobre, o está dañado.")
        return False
    for raiz, buzon in buzones:
        dicho = buzon.sobres.get(ruta.relative_to(raiz).as_posix()) if raiz in ruta.parents else None
        if dicho is not None and dicho != sha256:
            _decir("           - Su huella no es la que anunció el equipo: no es el que anunció, o está dañado.")
            return False
    return _contar_firma(ruta, [buzon for _, buzon in buzones])


def _contar_firma(ruta: Path, buzones: Sequence[Buzon]) -> bool:
    """Who signed a package, by the file beside it; ``False`` where that is no signature of it."""
    try:
        firma = ruta.with_name(ruta.name + ".sig").read_bytes()[:4_096].decode("ascii", "replace")
    except OSError:
        _decir("           Sin firma de equipo.")
        return True
    huella = hashlib.sha512()
    with ruta.open("rb") as archivo:
        for trozo in iter(lambda: archivo.read(TROZO), b""):
            huella.update(trozo)
    publica = firmante(firma, ESPACIO_PAQUETE, huella.digest())
    if ruta.with_name(ruta.name + ".p7s").exists():
        _decir("           Lleva además la e.firma de una persona (.p7s); LEAME.txt dice cómo comprobarla.")
    if publica is None:
        _decir("           - La firma que lo acompaña no es suya, o alguien la cambió.")
        return False
    _decir(f"           Lo firmó {(buzones[0] if buzones else Buzon()).quien(publica)}.")
    return True


def _contar_buzon(lugar: Path, buzon: Buzon) -> None:
    if not buzon.asientos and not buzon.problemas:
        return
    _decir(f"\nBITÁCORAS  {visible(str(lugar))}: {buzon.asientos} asientos; equipos: {len(buzon.equipos)}.")
    if buzon.oficina:
        _decir(f"           Oficina: {visible(buzon.oficina)}. Compare estas letras con las que ella publica.")
    for problema in buzon.problemas:
        _decir(f"           - {visible(problema)}")
    for aviso in buzon.avisos:
        _decir(f"AVISO      {visible(aviso)}")


def main(argumentos: Sequence[str] | None = None) -> int:
    """Check what is named, or the folder this file stands in. Exit code: 0 all valid, 1 some not, 2 nothing found."""
    argumentos = sys.argv[1:] if argumentos is None else argumentos
    if isinstance(sys.stdout, io.TextIOWrapper):
        # An old Windows console lacks some letters; a "?" is better than stopping.
        sys.stdout.reconfigure(errors="replace")
    if any(argumento in ("-h", "--help", "--ayuda") for argumento in argumentos):
        _decir(AYUDA)
        return 0
    lugares = [Path(argumento) for argumento in argumentos] or [Path(__file__).resolve().parent]
    informes, mal = [], 0
    buzones = [(lugar, leer_buzon(lugar)) for lugar in lugares if lugar.is_dir()]
    for ruta in dict.fromkeys(ruta for lugar in lugares for ruta in buscar_paquetes(lugar)):
        informes.append(verificar_paquete(ruta))
        _contar(informes[-1])
        if informes[-1].valido:
            mal += not _contar_firma(ruta, [buzon for _, buzon in buzones])
    sobres = list(dict.fromkeys(ruta for lugar in lugares for ruta in buscar_sobres(lugar)))
    for ruta in sobres:
        mal += not _contar_sobre(ruta, buzones)
    if not informes and not sobres:
        _decir("No se encontró ningún paquete. Indique la carpeta donde están.")
        return 2
    validos = [informe for informe in informes if informe.valido]
    for aviso in avisos_de_cadena(validos):
        _decir(f"AVISO      {aviso}")
    for lugar, buzon in buzones:
        mal += len(buzon.problemas)
        _contar_buzon(lugar, buzon)
    sellados = f" Sellados: {len(sobres)}." if sobres else ""
    _decir(f"\nPaquetes válidos: {len(validos)}. No válidos: {len(informes) - len(validos)}.{sellados}")
    return 0 if len(validos) == len(informes) and not mal else 1


if __name__ == "__main__":
    codigo = main()
    if os.name == "nt" and len(sys.argv) == 1 and sys.stdin.isatty():
        input("Presione Entrar para cerrar.")
    sys.exit(codigo)
