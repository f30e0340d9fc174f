"""Whether a data folder is as it was left: the base and its histories, what every PDF says of them, every package.

The store judges what is in the base; here is what only the papers know: a signed PDF carries the head of the history
as it was, and nobody who rewrites that history can sign it again. It must never mend anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from supervisor_app.cifrado.corriente import EXTENSION, Alterado
from supervisor_app.domain.cadena import contra
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo
from supervisor_app.domain.feed import rotura
from supervisor_app.domain.texto import enlistar, fecha_hora
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.firmas import Firmas
from supervisor_app.services.historia import cabeza_de
from supervisor_app.services.recibido.usos import faltas
from supervisor_app.services.sincronia.llaves import firmada_por, llaves_de
from supervisor_app.store.almacen import Almacen

_TROZO: Final = 1 << 20
_A_MEDIAS: Final = ".part-"
"""In the name of what was being written when the power went; it is nobody's package."""


class Comprobacion:
    """The check of one data folder."""

    def __init__(self, almacen: Almacen, firmas: Firmas) -> None:
        self._almacen = almacen
        self._firmas = firmas

    def comprobar(self) -> tuple[str, ...]:
        """What is wrong, as sentences; empty where all is well."""
        faltas = list(self._almacen.comprobar())
        for visita_id, folio in self._almacen.folios_por_visita().items():
            de_esta = [*self._documentos(visita_id), *self._paquetes(visita_id)]
            faltas += [f"Visita {folio}: {falta}" for falta in de_esta]
        return (*faltas, *self._sueltos(), *self._feeds(), *self._de_la_oficina())

    # --- documents ------------------------------------------------------------------------------------------------

    def _documentos(self, visita_id: str) -> Iterator[str]:
        eslabones: Mapping[int, str] | None = None
        for documento in self._almacen.documentos(visita_id):
            eslabones = self._almacen.eslabones(visita_id) if eslabones is None else eslabones
            vistos: set[str] = set()
            for archivo in documento.archivos:
                if archivo.metodo is not Metodo.ESCANEO and archivo.sha256 not in vistos:
                    vistos.add(archivo.sha256)
                    yield from self._del_archivo(documento, archivo, eslabones)
            if documento.con_efirma:
                yield from self._de_la_efirma(documento)

    def _del_archivo(
        self, documento: Documento, archivo: ArchivoDocumento, eslabones: Mapping[int, str]
    ) -> Iterator[str]:
        """What the record inside a PDF says, against the row of the document and the chain of the visit."""
        from supervisor_app.documents.adjuntos import registros_de  # noqa: PLC0415 - loads the library that reads PDF

        try:
            registros = registros_de(self._almacen.archivos.leer(archivo.sha256))
        except EnvironmentProblem:
            return  # missing or damaged: told with the contents
        except UserError as error:
            yield f"{_nombre(documento, archivo)}: {error.message}"
            return
        if len(registros) != 1 or hashlib.sha256(registros[0]).hexdigest() != documento.registro_sha256:
            yield f"{_nombre(documento, archivo)}, no lleva el registro con que se emitió: se cambió por fuera."
            return
        dicha = cabeza_de(registros[0])
        if dicha == documento.historia:
            return  # where it does not stand any more, the store told it
        falta = contra(eslabones, dicha.asientos, dicha.eslabon) if dicha.asientos else ""
        yield f"{_nombre(documento, archivo)}, dice que se emitió {falta or 'en otro punto de la historia: se cambió.'}"

    def _de_la_efirma(self, documento: Documento) -> Iterator[str]:
        """Whether its e.firmas are whole and of who the base says; whom to trust is a matter of ``verificar``."""
        try:
            hecho = self._firmas.verificar_documento(documento)
        except EnvironmentProblem:
            return
        except UserError as error:
            yield f"{_nombre(documento, documento.ultimo)}: {error.message}"
            return
        enteras = {(f.campo, f.rfc) for f in hecho.firmas if f.integra}
        debidas = {(a.campo, a.rfc): a.firmante for a in documento.archivos if a.metodo is Metodo.EFIRMA}
        if faltan := [quien for clave, quien in debidas.items() if clave not in enteras]:
            yield (
                f"«{documento.titulo}», versión {documento.version}, ya no lleva entera la e.firma de "
                f"{enlistar(faltan)}: el archivo se cambió después de firmarse."
            )

    # --- packages -------------------------------------------------------------------------------------------------

    def _paquetes(self, visita_id: str) -> Iterator[str]:
        for turnado in (False, True):
            de_que = "el paquete del turnado" if turnado else "el paquete"
            for registro in self._almacen.paquetes(visita_id, turnado=turnado):
                archivo = self._almacen.paquete_en_disco(registro.nombre, turnado=turnado)
                nombre = f"{de_que} de la revisión {registro.revision} («{registro.nombre}»)"
                if not archivo.exists():
                    if self._almacen.se_cerro_aqui(visita_id, registro.revision):
                        yield f"falta {nombre}: se borró por fuera. Si ya se entregó, está en su destino."
                elif _huella(archivo) != registro.sha256:
                    yield f"{nombre} no es el que se cerró: se cambió por fuera. No lo entregue."

    def _sueltos(self) -> Iterator[str]:
        """Packages in the folder of which the base knows nothing."""
        for carpeta, turnado in (("paquetes", False), ("turnados", True)):
            lugar = self._almacen.carpeta / carpeta
            if not lugar.is_dir():
                continue
            sabidos = self._almacen.nombres_de_paquetes(turnado=turnado)
            for ruta in sorted(lugar.iterdir()):
                nombre = ruta.name if self._almacen.llave is None else ruta.name.removesuffix(EXTENSION)
                if nombre not in sabidos and _A_MEDIAS not in nombre:
                    yield f"En la carpeta «{carpeta}» está «{nombre}», de lo que la base no sabe: alguien lo puso ahí."

    # --- what was exchanged ---------------------------------------------------------------------------------------

    def _feeds(self) -> Iterator[str]:
        """Whether what this folder told others, and what it heard, stands as it was signed (ADR 0034)."""
        for autor in self._almacen.sincronia.autores():
            entradas = self._almacen.sincronia.entradas(autor)
            if falta := rotura(entradas):
                yield f"En lo que dijo «{autor}» a los demás {falta}: se cambió por fuera."
                continue
            llaves = llaves_de(entradas)
            if llaves is None:
                continue  # what the office says to one laptop is signed by the keys of what it says to all
            mal = next((e for e, suya in zip(entradas, llaves, strict=True) if not firmada_por(e, suya)), None)
            if mal is not None:
                cual = f"El asiento {mal.cuerpo.n} de «{autor}»"
                yield f"{cual} no lleva la firma con que se escribió: se cambió por fuera."

    def _de_la_oficina(self) -> tuple[str, ...]:
        """Whether what the office sent and is in use here is whole (ADR 0041)."""
        return faltas(self._almacen)


def _nombre(documento: Documento, archivo: ArchivoDocumento) -> str:
    """«Cédula CO-02», versión 1, firmado el 12/06/2026 10:00 por Lucía Ñandú."""
    quien = f" por {archivo.firmante}" if archivo.firmante else ""
    hecho = "firmado" if archivo.firmante else "emitido"
    return f"«{documento.titulo}», versión {documento.version}, {hecho} el {fecha_hora(archivo.cuando)}{quien}"


def _huella(archivo: Readable | Path) -> str:
    """The SHA-256 of what it holds; "" where it cannot be read."""
    huella = hashlib.sha256()
    try:
        with archivo.open("rb") as abierto:
            while trozo := abierto.read(_TROZO):
                huella.update(trozo)
    except (Alterado, OSError):
        return ""
    return huella.hexdigest()
