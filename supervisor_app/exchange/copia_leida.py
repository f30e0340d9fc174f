"""Reads a working copy. What is in it was written by others: no name is ever used as a path, and nothing is believed
before it was counted and hashed. This module must never write a file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from supervisor_app.domain.clases import QUE_VIAJAN
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.fusion.version import Autoria, Version
from supervisor_app.errors import UserError, motivo
from supervisor_app.exchange.copia import ARCHIVOS, CABECERA, FORMATO, SHA256, TIPO, VERSIONES, Cabecera

_TOPE_CABECERA = 16 << 20
_TOPE_RENGLON = 16 << 20
_TOPE_VERSIONES = 256 << 20
_TOPE_CUENTA = 300_000
"""Of versions, which are all held at once: a visit of 5,000 cases that four people answered twice has some 60,000."""
_TOPE_ARCHIVO = 2 << 30
_HEX = re.compile(r"[0-9a-f]{1,64}")
_PAQUETE = re.compile(r"[0-9a-f]{32}\.r[0-9]{1,6}\.[0-9a-f]{16}\.zip")
_DANADA = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Copia:
    """A copy that was opened: its header, its versions, and its files when asked. Close it, or use it as a context."""

    def __init__(self, ruta: Path) -> None:
        """Open and check everything but the files. Raises UserError where it is no copy, is damaged or is newer."""
        self.ruta = ruta
        self._pila = contextlib.ExitStack()
        with contextlib.ExitStack() as al_fallar, _en_palabras(ruta):
            al_fallar.callback(self._pila.close)
            archivo = self._pila.enter_context(ruta.open("rb"))
            self.sha256 = hashlib.file_digest(archivo, "sha256").hexdigest()
            self._bolsa = self._pila.enter_context(zipfile.ZipFile(archivo))
            crudo = json.loads(_trozos(self._bolsa, CABECERA, _TOPE_CABECERA))
            _exigir_formato(ruta, crudo)
            self.cabecera = _cabecera(crudo)
            self.versiones = tuple(self._leer_versiones(crudo["versiones"]))
            self._revisar_archivos()
            al_fallar.pop_all()

    def cerrar(self) -> None:
        self._pila.close()

    def __enter__(self) -> Copia:
        return self

    def __exit__(self, *_: object) -> None:
        self.cerrar()

    def _leer_versiones(self, dicho: Mapping[str, Any]) -> Iterator[Version]:
        if not 0 < int(dicho["cuantas"]) <= _TOPE_CUENTA:
            raise ValueError("too many versions, or none")
        huella, cuantas, octetos = hashlib.sha256(), 0, 0
        with self._bolsa.open(VERSIONES) as entrada:
            while renglon := entrada.readline(_TOPE_RENGLON + 1):
                huella.update(renglon)
                cuantas, octetos = cuantas + 1, octetos + len(renglon)
                if len(renglon) > _TOPE_RENGLON or octetos > _TOPE_VERSIONES or cuantas > int(dicho["cuantas"]):
                    raise ValueError("more than it said")
                yield _de_json(self.cabecera.visita_id, json.loads(renglon))
        if cuantas != int(dicho["cuantas"]) or huella.hexdigest() != dicho["sha256"]:
            raise ValueError("not what the header says")

    def _revisar_archivos(self) -> None:
        presentes = {i.filename: i for i in self._bolsa.infolist()}
        if len(presentes) != len(self._bolsa.infolist()):
            raise ValueError("two entries with one name")
        for sha256, octetos in self.cabecera.archivos.items():
            entrada = presentes[f"{ARCHIVOS}{sha256}"]
            if entrada.file_size != octetos or entrada.compress_type != zipfile.ZIP_STORED:
                raise ValueError("a file is not what the header says")

    def archivo(self, sha256: str) -> bytes:
        """The content of a file of the copy, checked against its name. Raises UserError where it is damaged."""
        with _en_palabras(self.ruta):
            contenido = _trozos(self._bolsa, f"{ARCHIVOS}{sha256}", self.cabecera.archivos[sha256])
            if hashlib.sha256(contenido).hexdigest() != sha256:
                raise ValueError("a file is not what its name says")
            return contenido


@contextlib.contextmanager
def _en_palabras(ruta: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            f"No se pudo leer «{ruta.name}» ({motivo(error)}). Revise la memoria y elija el archivo."
        ) from error
    except (*_DANADA, RecursionError, TypeError) as error:
        raise UserError(
            f"«{ruta.name}» no es una copia de trabajo, o llegó incompleta o dañada. No se unió nada; pida que la "
            "compartan de nuevo."
        ) from error


def _trozos(bolsa: zipfile.ZipFile, cual: str, tope: int) -> bytes:
    with bolsa.open(cual) as entrada:
        contenido = entrada.read(tope + 1)
    if len(contenido) > tope:
        raise ValueError("more than it said")
    return contenido


def _exigir_formato(ruta: Path, crudo: Any) -> None:
    if not isinstance(crudo, dict) or crudo.get("tipo") != TIPO:
        raise ValueError("not a copy")
    if isinstance(crudo.get("formato"), int) and crudo["formato"] > FORMATO:
        raise UserError(
            f"«{ruta.name}» la hizo una versión más nueva de la aplicación. No se unió nada; instale aquí la versión "
            "más reciente y vuelva a intentar."
        )


def _cabecera(crudo: Mapping[str, Any]) -> Cabecera:
    hecha = datetime.fromisoformat(_linea(crudo["hecha"]))
    if hecha.tzinfo is None:
        raise ValueError("no time zone")
    archivos = {str(sha256): int(octetos) for sha256, octetos in crudo["archivos"].items()}
    if any(not SHA256.fullmatch(s) or not 0 <= n <= _TOPE_ARCHIVO for s, n in archivos.items()):
        raise ValueError("not a file of a copy")
    if not re.fullmatch(r"[0-9a-f]{32}", crudo["visita_id"]) or not _HEX.fullmatch(crudo["equipo"]):
        raise ValueError("not an identifier")
    paquetes = tuple(PaqueteCerrado.model_validate_json(json.dumps(p)) for p in crudo.get("paquetes", ()))
    # The name of a package becomes a path here.
    if any(p.visita_id != crudo["visita_id"] or not _PAQUETE.fullmatch(p.nombre) for p in paquetes):
        raise ValueError("not a package of the visit")
    return Cabecera(
        visita_id=crudo["visita_id"],
        folio=_linea(crudo["folio"]),
        titulo=_linea(crudo["titulo"]),
        equipo=crudo["equipo"],
        quien=_linea(crudo["quien"]),
        hecha=hecha,
        archivos=archivos,
        paquetes=paquetes,
        # Copies of before do not say it.
        emitidos=tuple(_linea(e) for e in crudo.get("emitidos", ())),
    )


def _linea(valor: object) -> str:
    """A printable line; half a character, which nothing can keep, is none."""
    if not isinstance(valor, str) or len(valor) > 1_000 or any(c in valor for c in "\r\n\0"):
        raise ValueError("not a line")
    valor.encode()
    return valor


def _de_json(visita_id: str, crudo: Mapping[str, Any]) -> Version:
    textos = [crudo[c] for c in ("registro", "reabre", "equipo", "quien", "cuando", "que")]
    textos += [*crudo["padres"], *crudo["decide"]]
    if any(not isinstance(t, str) for t in textos) or not isinstance(crudo["datos"], str | None):
        raise ValueError("not a text")
    if crudo["clase"] not in QUE_VIAJAN or datetime.fromisoformat(crudo["cuando"]).tzinfo is None:
        raise ValueError("not a version of a record")
    numeros = [crudo["operacion"], crudo["cambio"]]
    if any(type(n) is not int or not 0 <= n < 1 << 62 for n in numeros):
        raise ValueError("not a number")
    version = Version(
        visita_id, crudo["clase"], crudo["registro"], tuple(crudo["padres"]), crudo["datos"],
        Autoria(crudo["equipo"], numeros[0], numeros[1], crudo["quien"], crudo["cuando"], crudo["que"]),
        decide=tuple(crudo["decide"]), reabre=crudo["reabre"],
    )  # fmt: skip
    if version.id != crudo["id"]:
        raise ValueError("a version is not what its name says")
    return version
