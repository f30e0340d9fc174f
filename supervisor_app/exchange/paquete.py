"""The package of a closed visit: one immutable, deterministic, stored ZIP of a BagIt 1.0 bag (RFC 8493).

Same content, same bytes, same name: that is what makes a delivery safe to repeat. So nothing here may depend on the
clock, on the machine, on the version of the application or on the order in which things come. A package that exists is
never changed; a correction is a new revision that names what it replaces.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from supervisor_app import durable
from supervisor_app.cifrado.corriente import Alterado, ArchivoCifrado, Escritor, en_disco, legible
from supervisor_app.cifrado.llave import Llave
from supervisor_app.durable import Readable
from supervisor_app.errors import UserError
from supervisor_app.exchange import nombres, problemas
from supervisor_app.exchange.verificador import (
    BAGIT_TXT,
    FORMATO,
    MANIFIESTO,
    MANIFIESTO_DE_ETIQUETAS,
    TROZO,
    huella_sha256,
    verificar_paquete,
)

_VISITA = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EPOCA = (1980, 1, 1, 0, 0, 0)  # the first instant that ZIP can tell


@dataclass(frozen=True)
class Contenido:
    """What goes into a package.

    ``archivos``: ``"registros/visita.json"``, ``"documentos/informe.pdf"``, ``"evidencia/foto 1.jpg"``,
    ``"universos/….tsv"`` -> bytes, or the path of a file that is read in pieces. Revision 1 replaces nothing; every
    later one gives the SHA-256 of the package that it replaces. ``creado`` has a time zone; its own date becomes the
    bag's date and the month of its folder.
    """

    visita_id: str
    folio: str
    revision: int
    reemplaza: str | None
    creado: datetime
    archivos: Mapping[str, bytes | Readable]

    def __post_init__(self) -> None:
        if not _VISITA.fullmatch(self.visita_id):
            raise ValueError(f"visita_id is not a lower-case uuid hex: {self.visita_id!r}")
        if not self.folio or self.folio != self.folio.strip() or not self.folio.isprintable() or len(self.folio) > 200:
            raise ValueError(f"folio must be one printable line: {self.folio!r}")
        if not 1 <= self.revision <= 999_999:
            raise ValueError(f"revision out of range: {self.revision}")
        if (self.revision == 1) != (self.reemplaza is None):
            raise ValueError("revision 1 replaces nothing, and every later revision names what it replaces")
        if self.reemplaza is not None and not _SHA256.fullmatch(self.reemplaza):
            raise ValueError(f"reemplaza is not a SHA-256: {self.reemplaza!r}")
        if self.creado.tzinfo is None:
            raise ValueError("creado has no time zone")

    @property
    def base(self) -> str:
        return f"{self.visita_id}.r{self.revision}"


@dataclass(frozen=True)
class Paquete:
    """A package on this machine, ready to be delivered. ``cifrado`` reads what ``path`` has as ciphertext; of one that
    is delivered sealed, it reads the envelope.
    """

    path: Path
    nombre: str
    sha256: str
    bytes: int
    fecha: date
    cifrado: Readable | None = None

    @property
    def archivo(self) -> Readable:
        """What it is read from."""
        return self.cifrado or self.path

    @property
    def clave(self) -> str:
        """Its place in every destination: ``visitas/2026/11/<nombre>``."""
        return f"visitas/{self.fecha.year:04d}/{self.fecha.month:02d}/{self.nombre}"


def armar(contenido: Contenido, destino_temporal: Path, llave: Llave | None = None) -> Paquete:
    """Write the package into a folder of this machine (made when missing), durably, and name it by its content.

    With ``llave`` what stands on disk is ciphertext, and no plain byte of it ever does. Repeating it gives the same
    package. Memory does not grow with the size of the evidence, but with that of its largest file where there is a key.
    Raises ``UserError`` when a source file cannot be read or changes meanwhile, ``EnvironmentProblem`` when this disk
    does not take it.
    """
    necesarios = sum(_medir(clave, origen) for clave, origen in contenido.archivos.items())
    parte = destino_temporal / durable.part_name(f"{contenido.base}.zip")
    with problemas.traducir(
        destino_temporal, necesarios=necesarios, libres=lambda: durable.free_space(destino_temporal)
    ):
        durable.make_dirs(destino_temporal)
        with contextlib.ExitStack() as limpieza:
            limpieza.callback(parte.unlink, missing_ok=True)
            with parte.open("xb") as archivo:
                _escribir(archivo, contenido, llave)
                archivo.flush()
                os.fsync(archivo.fileno())
            sha256, total = huella_sha256(_hecho(parte, llave))
            ruta = destino_temporal / f"{contenido.base}.{sha256[:16]}.zip"
            if not _es(legible(ruta, llave), sha256):
                durable.replace(parte, en_disco(ruta, llave))
            else:
                # Made before a cut that its name did not yet survive: from now on it does.
                durable.fsync_dir(destino_temporal)
    return conocido(legible(ruta, llave), sha256, total, contenido.creado.date())


def conocido(archivo: Path | ArchivoCifrado, sha256: str, octetos: int, fecha: date) -> Paquete:
    """A package that was made before, as it is remembered; whoever asks knows that its hash is that one."""
    if isinstance(archivo, Path):
        return Paquete(archivo, archivo.name, sha256, octetos, fecha)
    return Paquete(archivo.en_disco, archivo.name, sha256, octetos, fecha, archivo)


def _escribir(archivo: BinaryIO, contenido: Contenido, llave: Llave | None) -> None:
    if llave is None:
        _escribir_zip(archivo, contenido)
        return
    with Escritor(archivo, llave.archivos, con_vuelta=True) as cifrado:
        _escribir_zip(cifrado, contenido, cifrado.sellar)


def _hecho(parte: Path, llave: Llave | None) -> Readable:
    return parte if llave is None else ArchivoCifrado(parte, llave.archivos, en_disco=parte)


def _es(archivo: Readable, sha256: str) -> bool:
    try:
        return archivo.exists() and huella_sha256(archivo)[0] == sha256
    except (Alterado, IsADirectoryError):
        return False


def abrir(archivo: Path | ArchivoCifrado) -> Paquete:
    """A package that was made before, verified whole. ``UserError`` with what is wrong when it is not valid."""
    informe = verificar_paquete(archivo)
    if not informe.valido:
        raise UserError(f"El paquete «{archivo.name}» no es válido y no debe entregarse. {informe.problemas[0]}")
    return conocido(archivo, informe.sha256, informe.bytes, date.fromisoformat(informe.fecha))


# --- the bag --------------------------------------------------------------------------------------------------------


def _escribir_zip(
    archivo: BinaryIO | Escritor, contenido: Contenido, sellar: Callable[[], None] = lambda: None
) -> None:
    """Payload first, in order, each file read once; then the tag files, which need the hashes of the payload.

    ``sellar`` hears when nothing that was written so far changes any more.
    """
    rutas = nombres.asignar(contenido.archivos)
    cargas: dict[str, bytes | Readable] = {rutas[clave]: origen for clave, origen in contenido.archivos.items()}
    originales = {clave: original for original, clave in rutas.items()}
    cargas[nombres.MAPA] = _mapa_de_nombres(rutas)
    renglones, total = [], 0
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_STORED, allowZip64=True) as bolsa:
        for ruta in sorted(cargas):
            quien = originales.get(ruta, ruta)
            huella, tamano = _agregar(bolsa, f"{contenido.base}/data/{ruta}", cargas[ruta], quien)
            sellar()
            renglones.append(f"{huella}  data/{ruta}\n")
            total += tamano
        etiquetas = {
            "bag-info.txt": _bag_info(contenido, total, len(cargas)),
            "bagit.txt": BAGIT_TXT,
            MANIFIESTO: "".join(renglones).encode("ascii"),
        }
        sumas = [f"{hashlib.sha512(dato).hexdigest()}  {nombre}\n" for nombre, dato in sorted(etiquetas.items())]
        etiquetas[MANIFIESTO_DE_ETIQUETAS] = "".join(sumas).encode("ascii")
        for nombre, dato in sorted(etiquetas.items()):
            _agregar(bolsa, f"{contenido.base}/{nombre}", dato, nombre)


def _mapa_de_nombres(rutas: Mapping[str, str]) -> bytes:
    mapa = {"nombres": {f"data/{ruta}": original for original, ruta in rutas.items()}}
    return json.dumps(mapa, ensure_ascii=True, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _bag_info(contenido: Contenido, octetos: int, archivos: int) -> bytes:
    """BagIt's own labels where there is one (RFC 8493, 2.2.2); ours for revision, what it replaces and the format."""
    datos = [
        ("Bag-Group-Identifier", contenido.visita_id),
        ("Bagging-Date", contenido.creado.date().isoformat()),
        ("External-Identifier", contenido.folio),
        ("Internal-Sender-Identifier", contenido.base),
        ("Package-Format", FORMATO),
        ("Payload-Oxum", f"{octetos}.{archivos}"),
    ]
    if contenido.reemplaza is not None:
        datos.append(("Replaces-Package-SHA256", contenido.reemplaza))
    datos.append(("Revision", str(contenido.revision)))
    return "".join(f"{etiqueta}: {valor}\n" for etiqueta, valor in datos).encode()


def _agregar(bolsa: zipfile.ZipFile, ruta: str, origen: bytes | Readable, quien: str) -> tuple[str, int]:
    """Write one entry; its SHA-512 and size."""
    previsto = _medir(quien, origen)
    entrada = zipfile.ZipInfo(ruta, date_time=_EPOCA)
    entrada.create_system = 3  # the same bytes whether made on Windows or on Linux
    entrada.external_attr = (stat.S_IFREG | 0o644) << 16
    entrada.file_size = previsto  # zipfile decides by it whether the entry needs Zip64
    huella, escritos = hashlib.sha512(), 0
    with bolsa.open(entrada, "w") as salida:
        for trozo in _trozos(origen, quien):
            escritos += len(trozo)
            if escritos > previsto:
                break
            huella.update(trozo)
            salida.write(trozo)
    if escritos != previsto:
        raise UserError(f"El archivo «{_legible(quien)}» cambió mientras se preparaba la entrega. Repita la entrega.")
    return huella.hexdigest(), escritos


def _medir(quien: str, origen: bytes | Readable) -> int:
    if isinstance(origen, bytes):
        return len(origen)
    try:
        return origen.stat().st_size
    except OSError as error:
        raise _ilegible(quien) from error


def _trozos(origen: bytes | Readable, quien: str) -> Iterator[bytes]:
    if isinstance(origen, bytes):
        yield origen
        return
    try:
        with origen.open("rb") as archivo:
            while trozo := archivo.read(TROZO):
                yield trozo
    except OSError as error:
        raise _ilegible(quien) from error


def _ilegible(quien: str) -> UserError:
    return UserError(
        f"No se pudo leer el archivo «{_legible(quien)}» de la visita. "
        "Revise que exista y, si hace falta, agréguelo de nuevo."
    )


def _legible(clave: str) -> str:
    return clave.partition("/")[2] or clave
