"""The public version of a document: what it prints with all that is confidential taken out before anything is drawn.

Of the cases of a muestra nothing stays that says whose they are, of files not even the name, of photos nothing. It must
never carry the hash of the original record, nor that of any data: with everything else known, a short datum, or the
only case of a universe, could be found by trying.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from pydantic import BaseModel

from supervisor_app.documents.modelo_seguimiento import HallazgoSeguido
from supervisor_app.documents.modelos import (
    FilaMuestra,
    FilaSinLugar,
    FotoImpresa,
    InconsistenciaImpresa,
    ItemImpreso,
    SinLugarImpreso,
)
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import Documento, Metodo
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.domain.version_publica import TESTADO, Testado, Testador

D = TypeVar("D")
_HUELLA = re.compile(r"\b[0-9a-fA-F]{64}\b")

# What says whose a case is, or what a file is called, whole: it may name anybody in any words.
_ENTERO: dict[type, frozenset[str]] = {
    FilaMuestra: frozenset({"referencia", "detalle", "nota"}),
    FilaSinLugar: frozenset({"referencia", "detalle", "otros"}),
    ItemImpreso: frozenset({"evidencias"}),
    InconsistenciaImpresa: frozenset({"evidencias"}),
    HallazgoSeguido: frozenset({"evidencias"}),
    SinLugarImpreso: frozenset({"evidencias"}),
}


NADA = Testado(datos=())


@dataclass(frozen=True, slots=True)
class Publicada:
    """A public version: its file, what it may be called, and how often each kind of datum was taken out."""

    pdf: bytes
    nombre: str
    cuenta: Mapping[str, int]


def constancias(documento: Documento, *, con_efirma: str, dibujada: str) -> dict[str, str]:
    """What stands in the place of each signature: how and when, never the RFC."""
    formas = {Metodo.EFIRMA: con_efirma, Metodo.DIBUJADA: dibujada}
    return {
        a.campo: formas[a.metodo].replace("{cuando}", fecha_hora(a.cuando))
        for a in documento.archivos
        if a.metodo in formas
    }


def listados(e: Expediente) -> Testado:
    """The names of the files from which muestras were drawn: like those of evidence, they may name anybody."""
    nombres = (" ".join(m.universo.nombre.split()) for m in e.muestreos.values())
    return Testado(datos=(), palabras=tuple(n for n in nombres if "." in n and len(n) > 2))


class VersionPublica:
    """Takes out of the documents that pass through it, and counts. ``archivos``: names of files, taken out always."""

    def __init__(self, testado: Testado, *, foto: str, archivos: Testado = NADA) -> None:
        self._testador = Testador(testado)
        self._archivos = Testador(archivos)
        self._foto = foto

    @property
    def cuenta(self) -> Mapping[str, int]:
        de_archivos = sum(self._archivos.cuenta.values())
        return dict(self._testador.cuenta) | (
            {"Casos y archivos": self._testador.cuenta["Casos y archivos"] + de_archivos} if de_archivos else {}
        )

    def de(self, doc: D) -> tuple[D, bytes]:
        """The document as it may be seen, and the record of that."""
        visible = self._ver(doc)
        return visible, canonico({"version_publica": {"testados": self.cuenta}, "impreso": visible})

    def ver(self, valor: D) -> D:
        """Any value that is printed, as it may be seen."""
        visible: D = self._ver(valor)
        return visible

    def _ver(self, valor: Any) -> Any:
        if isinstance(valor, Enum):
            return valor
        if isinstance(valor, str):
            return self._sin_huellas(self._testador.texto(self._archivos.texto(valor)))
        if isinstance(valor, FotoImpresa):
            self._testador.todo(valor.sha256)
            return replace(valor, sha256="", leyenda=self._foto, datos="")
        if isinstance(valor, BaseModel):
            # Not validated again: the mark stands where a rule of form would not have it.
            return valor.model_copy(
                update={campo: self._ver(getattr(valor, campo)) for campo in type(valor).model_fields}
            )
        if is_dataclass(valor) and not isinstance(valor, type):
            enteros = _ENTERO.get(type(valor), frozenset())
            return replace(
                valor,
                **{
                    f.name: (self._todo if f.name in enteros else self._ver)(getattr(valor, f.name))
                    for f in fields(valor)
                    if f.init
                },
            )
        if isinstance(valor, tuple):
            return tuple(map(self._ver, valor))
        if isinstance(valor, Mapping):
            return {clave: self._ver(dentro) for clave, dentro in valor.items()}
        return valor

    def _sin_huellas(self, texto: str) -> str:
        limpio, n = _HUELLA.subn(TESTADO, texto)
        self._testador.cuenta["Huellas de datos"] += n
        return limpio

    def _todo(self, valor: str | tuple[str, ...]) -> Any:
        return tuple(map(self._testador.todo, valor)) if isinstance(valor, tuple) else self._testador.todo(valor)
