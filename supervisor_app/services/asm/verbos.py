"""The verbs of ASM tables: make, save, undo, take out and back, emit; and the lists of classes and priorities.

Tables are whole versions in the notebook (ADR 0038), so each has its past; what was emitted stays as it was. It must
never change a table by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TypeVar

from pydantic import ValidationError

from supervisor_app.domain.asm import TablaAsm, registro_asm
from supervisor_app.domain.asm_guardada import (
    DESHIZO,
    REHIZO,
    VOLVIO,
    EmisionAsm,
    EstadoAsm,
    Lista,
    ListaAsm,
    Paso,
    estado_de,
    por_deshacer,
    por_rehacer,
    revisada,
)
from supervisor_app.domain.base import Value, con
from supervisor_app.domain.tabla import simple
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.asm.mejoras import Fuente, fuente
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.papel.asm_impreso import folio_sugerido, generar_asm, textos
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import Apunte, PorApuntar

__all__ = ["Asm", "Emitida", "EnLista", "Guardada", "Vuelta"]

_V = TypeVar("_V", bound=Value)
_TABLA, _LISTA, _EMISION = "asm", "lista_asm", "asm_emitida"
_LARGO_DE_FOLIO = 60
_FOLIO = re.compile(r"[\w\-./ ]+")


@dataclass(frozen=True, slots=True)
class Guardada:
    """A table and which version of it this is; ``cuando`` and ``quien``: of that version."""

    id: str
    version: int
    tabla: TablaAsm
    cuando: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class Emitida:
    """A PDF that was made, and when and by whom."""

    emision: EmisionAsm
    cuando: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class EnLista:
    """A table for a list of them. ``ultima``: its last emission; ``quitada``: it was taken out."""

    guardada: Guardada
    estado: EstadoAsm
    ultima: Emitida | None
    quitada: bool = False


@dataclass(frozen=True, slots=True)
class Vuelta:
    """A table after undo or redo. ``que``: what was taken back or done again."""

    guardada: Guardada
    que: str


class Asm:
    """The tables of one data folder."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
        lugar: Callable[[], LugarDelIndice],
    ) -> None:
        self._almacen, self._cuaderno = almacen, almacen.cuaderno
        self._reloj, self._nuevo_id, self._ajustes, self._lugar = reloj, nuevo_id, ajustes, lugar

    # --- tables ---------------------------------------------------------------------------------------------------

    def lista(self) -> tuple[EnLista, ...]:
        """Every table, the last changed first; those taken out after the others."""
        emitidas = self._emitidas()
        puestas = [self._en_lista(_guardada(a), emitidas) for a in self._cuaderno.todos(_TABLA)]
        quitadas = [
            self._en_lista(self._ultima_con_datos(a), emitidas, quitada=True) for a in self._cuaderno.quitados(_TABLA)
        ]
        return tuple(
            e for grupo in (puestas, quitadas) for e in sorted(grupo, key=lambda e: e.guardada.cuando, reverse=True)
        )

    def _en_lista(self, g: Guardada, emitidas: dict[str, list[Emitida]], *, quitada: bool = False) -> EnLista:
        suyas = emitidas.get(g.id)
        ultima = suyas[-1] if suyas else None
        return EnLista(g, _estado(g.tabla, ultima), ultima, quitada)

    def crear(self, tabla: TablaAsm | None = None, que: str = "Creó la tabla") -> Guardada:
        """A new table, empty but for what is always the same where none is given. In a folder where one practises it
        says so, on paper too.
        """
        id_, practica = self._nuevo_id(), self._ajustes().ficticio
        nueva = con(tabla or TablaAsm(entidad=self.entidad()), ficticia=practica)
        self._escribir(_TABLA, id_, 0, nueva, que)
        return self.leer(id_)

    def entidad(self) -> str:
        """The institution, as the last table has it; tables of one office are all of the same."""
        ultimas = self._cuaderno.todos(_TABLA)
        return _guardada(ultimas[-1]).tabla.entidad if ultimas else "Instituto Mexicano del Seguro Social"

    def duplicar(self, id_: str) -> Guardada:
        """The same table as another one, without what was emitted of the first."""
        return self.crear(self.leer(id_).tabla, "Duplicó otra tabla")

    def leer(self, id_: str) -> Guardada:
        """The table as it is now. Raises UserError where there is none, or it was taken out."""
        apunte = self._cuaderno.leer(_TABLA, id_)
        if apunte is None:
            raise UserError("No existe esa tabla.")
        if apunte.datos is None:
            raise UserError("Esa tabla se quitó; restáurela para abrirla.")
        return _guardada(apunte)

    def guardar(self, id_: str, tabla: TablaAsm, *, version: int, que: str) -> Guardada:
        """Another version of it. ``version``: the one that was seen. Raises ChangedElsewhere, UserError."""
        tabla = con(tabla, ficticia=self._ajustes().ficticio)
        self._escribir(_TABLA, id_, version, tabla, que)
        return self.leer(id_)

    def quitar(self, id_: str) -> Guardada:
        """Take a table out; what was emitted of it stays. Returns it as it was."""
        g = self.leer(id_)
        self._escribir(_TABLA, id_, g.version, None, "Quitó la tabla")
        return g

    def restaurar(self, id_: str) -> Guardada:
        """Bring back a table that was taken out, as it was."""
        apunte = self._cuaderno.leer(_TABLA, id_)
        if apunte is None:
            raise UserError("No existe esa tabla.")
        if apunte.datos is None:
            self._escribir(_TABLA, id_, apunte.version, self._ultima_con_datos(apunte).tabla, "Restauró la tabla")
        return self.leer(id_)

    def _ultima_con_datos(self, apunte: Apunte) -> Guardada:
        previas = [a for a in self._cuaderno.historia(_TABLA, apunte.id) if a.datos is not None]
        return _guardada(previas[-1])

    # --- past -----------------------------------------------------------------------------------------------------

    def historia(self, id_: str) -> tuple[Paso, ...]:
        """Every version in words, the oldest first."""
        return tuple(_paso(a) for a in self._cuaderno.historia(_TABLA, id_))

    def version(self, id_: str, version: int) -> TablaAsm:
        """The table as it was in one version. Raises UserError where there was none."""
        for a in self._cuaderno.historia(_TABLA, id_):
            if a.version == version and a.datos is not None:
                return _guardada(a).tabla
        raise UserError(f"La tabla no tiene versión {version}.")

    def volver_a(self, id_: str, version: int) -> Guardada:
        """Write an earlier version anew."""
        g = self.leer(id_)
        return self.guardar(id_, self.version(id_, version), version=g.version, que=f"{VOLVIO}{version}")

    def deshacer(self, id_: str) -> Vuelta | None:
        """Take back the last thing done that was not taken back yet; None where nothing is left."""
        return self._volver(id_, por_deshacer(self._cambios(id_)), DESHIZO)

    def rehacer(self, id_: str) -> Vuelta | None:
        """Do again what was taken back last."""
        return self._volver(id_, por_rehacer(self._cambios(id_)), REHIZO)

    def _cambios(self, id_: str) -> tuple[Paso, ...]:
        """The versions that changed the table: taking it out and bringing it back did not."""
        historia = self._cuaderno.historia(_TABLA, id_)
        vueltas = {a.version + 1 for a in historia if a.datos is None}
        return tuple(_paso(a) for a in historia if a.datos is not None and a.version not in vueltas)

    def _volver(self, id_: str, a: tuple[int, str] | None, verbo: str) -> Vuelta | None:
        if a is None:
            return None
        version, que = a
        g = self.leer(id_)
        dicho = f"{verbo}{que[:1].lower()}{que[1:]}"
        return Vuelta(self.guardar(id_, self.version(id_, version), version=g.version, que=dicho), que)

    # --- emissions ------------------------------------------------------------------------------------------------

    def folio(self, id_: str) -> str:
        """The folio of its last emission, or one made of its programme and date that no other table has."""
        suyas = self.emisiones(id_)
        if suyas:
            return suyas[-1].emision.folio
        sugerido, ajenos = folio_sugerido(self.leer(id_).tabla), self._ajenos(id_)
        return next(f for f in _con_numero(sugerido) if simple(f) not in ajenos)

    def emitir(self, id_: str, folio: str = "") -> Emitida:
        """Make the PDF of the table as it is now, and keep it. What was emitted as it is, under the same folio, is not
        emitted again: that version comes back. Raises UserError with everything that is missing, or where the folio is
        that of another table.
        """
        g, suyas = self.leer(id_), self.emisiones(id_)
        folio = _folio(folio) or self.folio(id_)
        if suyas and suyas[-1].emision.folio == folio and _estado(g.tabla, suyas[-1]) is EstadoAsm.EMITIDA:
            return suyas[-1]
        if simple(folio) in self._ajenos(id_):
            raise UserError(f"El folio «{folio}» ya es de otra tabla emitida; escriba otro.", field="folio")
        version = len(suyas) + 1
        pdf = generar_asm(g.tabla, folio=folio, version=version)
        emision = EmisionAsm(
            tabla=id_,
            folio=folio,
            version=version,
            de_version=g.version,
            registro=_huella(g.tabla, folio, version),
            sha256=self._almacen.archivos.guardar(pdf),
            octetos=len(pdf),
        )
        self._escribir(_EMISION, f"{id_}-{version:04d}", 0, emision, f"Emitió la versión {version}")
        self._almacen.archivos.llegaron([emision.sha256])
        return self.emisiones(id_)[-1]

    def emisiones(self, id_: str) -> tuple[Emitida, ...]:
        """Everything that was emitted of a table, the oldest first; also of one that was taken out."""
        return tuple(self._emitidas().get(id_, ()))

    def pdf(self, emision: EmisionAsm) -> bytes:
        """The bytes that were emitted, checked against their hash. Raises EnvironmentProblem."""
        return self._almacen.archivos.leer(emision.sha256)

    def _ajenos(self, id_: str) -> frozenset[str]:
        """The folios of other tables: two papers of the same folio and version could not be told apart."""
        return frozenset(
            simple(e.emision.folio) for otra, suyas in self._emitidas().items() if otra != id_ for e in suyas
        )

    def _emitidas(self) -> dict[str, list[Emitida]]:
        suyas: dict[str, list[Emitida]] = {}
        for a in self._cuaderno.todos(_EMISION):
            emision = _valor(EmisionAsm, a)
            suyas.setdefault(emision.tabla, []).append(Emitida(emision, a.cuando, a.quien))
        return suyas

    def mejoras(self) -> Fuente:
        """Where the acciones de mejora of visits are, to be brought in as rows."""
        return fuente(self._almacen, self._lugar(), practica=self._ajustes().ficticio)

    # --- lists ----------------------------------------------------------------------------------------------------

    def valores(self, lista: Lista) -> tuple[str, ...]:
        """The words of a list: the office's own, or those shipped."""
        apunte = self._cuaderno.leer(_LISTA, lista.value)
        if apunte is not None and apunte.datos is not None:
            return _valor(ListaAsm, apunte).valores
        return de_fabrica(lista)

    def guardar_lista(self, lista: Lista, valores: Sequence[str]) -> tuple[str, ...]:
        """Another list; tables keep the words they have. Raises UserError where two words are the same."""
        apunte = self._cuaderno.leer(_LISTA, lista.value)
        nueva = revisada(valores)
        self._escribir(_LISTA, lista.value, apunte.version if apunte else 0, nueva, f"Cambió «{lista.label}»")
        return nueva.valores

    # --- writing --------------------------------------------------------------------------------------------------

    def _escribir(self, clase: str, id_: str, version: int, valor: Value | None, que: str) -> None:
        apunte = PorApuntar(clase, id_, version, valor, que)
        self._cuaderno.escribir([apunte], cuando=self._reloj(), quien=self._ajustes().nombre)


def de_fabrica(lista: Lista) -> tuple[str, ...]:
    """The words of a list as it is shipped."""
    shipped = textos()
    return tuple(c.capitalize() for c in shipped.clases) if lista is Lista.CLASES else shipped.prioridades


def _guardada(apunte: Apunte) -> Guardada:
    return Guardada(apunte.id, apunte.version, _valor(TablaAsm, apunte), apunte.cuando, apunte.quien)


def _paso(a: Apunte) -> Paso:
    return Paso(version=a.version, cuando=a.cuando, quien=a.quien, que=a.que)


def _valor(clase: type[_V], apunte: Apunte) -> _V:
    try:
        return clase.model_validate_json(apunte.datos or "{}")
    except ValidationError as error:
        raise EnvironmentProblem(
            "Una tabla de ASM no se pudo leer; puede ser de una versión más nueva de la aplicación. Actualícela."
        ) from error


def _huella(tabla: TablaAsm, folio: str, version: int) -> str:
    return hashlib.sha256(registro_asm(tabla, folio=folio, version=version)).hexdigest()


def _estado(tabla: TablaAsm, ultima: Emitida | None) -> EstadoAsm:
    if ultima is None:
        return estado_de(tabla, None, "")
    e = ultima.emision
    return estado_de(tabla, e, _huella(tabla, e.folio, e.version))


def _con_numero(folio: str) -> Iterator[str]:
    yield folio
    yield from (f"{folio}-{n}" for n in count(2))


def _folio(escrito: str) -> str:
    folio = " ".join(escrito.split())
    if len(folio) > _LARGO_DE_FOLIO or (folio and not _FOLIO.fullmatch(folio)):
        raise UserError(
            f"El folio lleva letras, números, guiones, puntos y diagonales, a lo más {_LARGO_DE_FOLIO} caracteres.",
            field="folio",
        )
    return folio
