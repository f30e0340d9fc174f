"""A form with its answers: told an edit, it answers with what changed; told other answers, it moves there by their
difference. Also the door for who has no session: all the answers in, everything that follows out.

What was typed in what is not relevant is kept, and others see it empty. This module must never store anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Cambio, Estado, Evaluacion, FilaDada, Lugar, Violacion
from supervisor_app.domain.logica.filas import Fila
from supervisor_app.domain.logica.motor import Motor, lugar_de
from supervisor_app.domain.logica.nodos import ClaseNodo, NodoForma
from supervisor_app.domain.logica.reglas import ClaseRegla, FormaCompilada, Regla


def evaluar(forma: FormaCompilada, estado: Estado, ambiente: Ambiente) -> Evaluacion:
    """Everything that follows from all the answers."""
    return Sesion(forma, ambiente, estado).evaluacion()


class Sesion:
    """One form being filled in. Rows are told by the name of their repeat and their id, unique within it."""

    def __init__(self, forma: FormaCompilada, ambiente: Ambiente, estado: Estado | None = None) -> None:
        self.forma = forma
        self._motor = Motor(forma, ambiente)
        self._filas: dict[tuple[NodoForma, str], Fila] = {}
        self._dadas: dict[Fila, FilaDada] = {}
        self._quitados: set[Lugar] = set()
        estado = estado or Estado()
        self._llenar(self._motor.raiz, estado.valores)
        self._sembrar(self._motor.raiz, estado.filas)
        for fila in _con_las_de_abajo(self._motor.raiz):
            self._motor.nueva(fila)
        self._motor.correr()
        self._cambio()

    # --- edits

    def poner(self, nombre: str, texto: str, fila: str = "") -> Cambio:
        """Answer one question. Raises KeyError for a name or row that is not there."""
        nodo, una = self._en(nombre, fila)
        if nodo.clase is not ClaseNodo.PREGUNTA or nodo in self.forma.calculados:
            raise KeyError(nombre)
        if una.crudos[nodo.lugar] != texto:
            self._tocar(una)
            self._motor.escribir(nodo, una, texto)
        return self._corrida()

    def agregar(
        self, repeticion: str, identidad: str, valores: Mapping[str, str] | None = None, *, en: int | None = None,
        dentro_de: str = "",
    ) -> Cambio:  # fmt: skip
        """Add a row, at a 0-based place or last; ``dentro_de`` is the row that holds it, for a repeat in a repeat."""
        nodo = self.forma.repeticiones[repeticion]
        padre = self._fila_de(nodo, dentro_de)
        fila = self._nueva(nodo, padre, FilaDada(identidad, valores or {}))
        filas = list(padre.hijas[nodo.indice])
        filas.insert(len(filas) if en is None else en, fila)
        self._poner(nodo, padre, filas)
        return self._corrida()

    def quitar(self, repeticion: str, identidad: str) -> Cambio:
        """Delete a row and all below it."""
        nodo = self.forma.repeticiones[repeticion]
        fila = self._filas[nodo, identidad]
        assert fila.padre is not None, "a row of a repeat stands in another row"
        self._quitar(fila)
        self._poner(nodo, fila.padre, [f for f in fila.padre.hijas[nodo.indice] if f is not fila])
        return self._corrida()

    def mover_a(self, estado: Estado, ambiente: Ambiente | None = None) -> Cambio:
        """Become these answers (and that moment), touching only what is different."""
        if ambiente is not None and ambiente != self._motor.momento:
            self._motor.ambiente(ambiente)
        self._mover(self._motor.raiz, estado.valores, estado.filas)
        return self._corrida()

    def poner_iniciales(self, repeticion: str = "", filas: Sequence[str] = ()) -> Cambio:
        """Give every empty question of the form (or of these new rows) the value it starts with, in order."""
        nodo = self.forma.repeticiones[repeticion] if repeticion else None
        unas = [self._motor.raiz] if nodo is None else [self._filas[nodo, f] for f in filas]
        puestos: dict[Lugar, str] = {}
        for regla in self.forma.iniciales.get(nodo.vivo if nodo is not None else self._motor.raiz.nivel, ()):
            for una in unas:
                texto = "" if una.crudos[regla.nodo.lugar] else self._motor.valor_de(regla, una)
                if texto:
                    self._tocar(una)
                    self._motor.escribir(regla.nodo, una, texto)
                    puestos[lugar_de(regla.nodo, una)] = texto
            self._motor.correr()  # once for all rows: what comes later may be calculated from this
        return self._cambio(puestos)

    # --- what there is

    def valor(self, nombre: str, fila: str = "") -> str:
        """The answer as other expressions see it: empty where it is not relevant."""
        nodo, una = self._en(nombre, fila)
        return una.valores[nodo.lugar]

    def relevante(self, nombre: str, fila: str = "") -> bool:
        nodo, una = self._en(nombre, fila)
        return una.rel[nodo.lugar]

    def violaciones(self, nombre: str, fila: str = "") -> tuple[Violacion, ...]:
        nodo, una = self._en(nombre, fila)
        return self._violadas(nodo, una)

    def opciones(self, nombre: str, fila: str = "") -> tuple[str, ...] | None:
        """The keys that the filter of a question leaves; None where it has none."""
        nodo, una = self._en(nombre, fila)
        regla = next(self._reglas_de(nodo, ClaseRegla.FILTRO), None)
        claves = None if regla is None else una.resultados[regla.lugar]
        return claves if isinstance(claves, tuple) else None

    def evaluacion(self) -> Evaluacion:
        """Everything that follows from the answers of now."""
        calculados: dict[Lugar, str] = {}
        no_relevantes: set[Lugar] = set()
        violaciones: dict[Lugar, tuple[Violacion, ...]] = {}
        faltan: set[Lugar] = set()
        listas: dict[Lugar, tuple[str, ...]] = {}
        for fila in _con_las_de_abajo(self._motor.raiz):
            for nodo in fila.nivel.lugares:
                if not fila.rel[nodo.lugar]:
                    no_relevantes.add(lugar_de(nodo, fila))
            for regla in self.forma.por_nivel.get(fila.nivel, ()):
                lugar = lugar_de(regla.nodo, fila)
                resultado = fila.resultados[regla.lugar] if regla.lugar >= 0 else None
                if regla.clase is ClaseRegla.CALCULO:
                    if fila.crudos[regla.nodo.lugar]:
                        calculados[lugar] = fila.crudos[regla.nodo.lugar]
                elif regla.clase is ClaseRegla.FILTRO and isinstance(resultado, tuple):
                    listas[lugar] = resultado
                elif regla.clase is ClaseRegla.RESTRICCION and resultado:
                    violaciones[lugar] = self._violadas(regla.nodo, fila)
                elif regla.clase is ClaseRegla.OBLIGATORIA and resultado:
                    faltan.add(lugar)
        return Evaluacion(
            MappingProxyType(calculados), frozenset(no_relevantes), MappingProxyType(violaciones), frozenset(faltan),
            MappingProxyType(listas),
        )  # fmt: skip

    # --- inside

    def _en(self, nombre: str, fila: str) -> tuple[NodoForma, Fila]:
        nodo = self.forma.esquema.por_nombre[nombre]
        return nodo, self._fila_de(nodo, fila)

    def _fila_de(self, nodo: NodoForma, identidad: str) -> Fila:
        de = nodo.nivel.de
        return self._motor.raiz if de is None else self._filas[de, identidad]

    def _reglas_de(self, nodo: NodoForma, clase: ClaseRegla) -> Iterator[Regla]:
        return (r for r in self.forma.por_nodo.get(nodo, ()) if r.clase is clase)

    def _violadas(self, nodo: NodoForma, fila: Fila) -> tuple[Violacion, ...]:
        reglas = self._reglas_de(nodo, ClaseRegla.RESTRICCION)
        return tuple(Violacion(r.mensaje, r.dura) for r in reglas if fila.resultados[r.lugar])

    def _llenar(self, fila: Fila, valores: Mapping[str, str]) -> None:
        for nombre, texto in valores.items():
            nodo = self.forma.esquema.por_nombre.get(nombre)
            if nodo is not None and nodo.nivel is fila.nivel and nodo.clase is ClaseNodo.PREGUNTA:
                fila.crudos[nodo.lugar] = texto

    def _sembrar(self, padre: Fila, filas: Mapping[str, Sequence[FilaDada]]) -> None:
        for nombre, dadas in filas.items():
            nodo = self.forma.repeticiones[nombre]
            padre.hijas[nodo.indice].poner([self._crear(nodo, padre, dada) for dada in dadas])

    def _crear(self, nodo: NodoForma, padre: Fila, dada: FilaDada) -> Fila:
        """The row with those within it, not in its place yet and not evaluated."""
        if (nodo, dada.id) in self._filas:
            raise KeyError(dada.id)
        fila = Fila(nodo.vivo, padre, dada.id, self.forma.resultados(nodo.vivo))
        self._llenar(fila, dada.valores)
        self._filas[nodo, dada.id], self._dadas[fila] = fila, dada
        self._sembrar(fila, dada.filas)
        return fila

    def _tocar(self, fila: Fila | None) -> None:
        """A row is not what was given for it any more, nor are those above it."""
        while fila is not None:
            self._dadas.pop(fila, None)
            fila = fila.padre

    def _nueva(self, nodo: NodoForma, padre: Fila, dada: FilaDada) -> Fila:
        """The row with those within it, all marked to be evaluated; not in its place yet."""
        fila = self._crear(nodo, padre, dada)
        for otra in _con_las_de_abajo(fila):
            self._motor.nueva(otra)
        return fila

    def _quitar(self, fila: Fila) -> None:
        """Forget a row and those within it, which still stand in their place."""
        for otra in _con_las_de_abajo(fila):
            otra.quitada = True
            self._quitados.update(lugar_de(n, otra) for n in otra.nivel.lugares)
            self._dadas.pop(otra, None)
            if otra.nivel.de is not None:
                del self._filas[otra.nivel.de, otra.id]

    def _poner(self, nodo: NodoForma, padre: Fila, filas: list[Fila]) -> None:
        """Make these the rows of a repeat, once for however many came, went or moved."""
        self._tocar(padre)
        padre.hijas[nodo.indice].poner(filas)
        self._motor.avisar(nodo, padre)

    def _mover(self, fila: Fila, valores: Mapping[str, str], filas: Mapping[str, Sequence[FilaDada]]) -> None:
        for nodo in fila.nivel.lugares:
            if nodo.clase is ClaseNodo.PREGUNTA and nodo not in self.forma.calculados:
                texto = valores.get(nodo.nombre, "")
                if fila.crudos[nodo.lugar] != texto:
                    self._motor.escribir(nodo, fila, texto)
        for repeticion in fila.nivel.repeticiones:
            self._mover_filas(repeticion, fila, filas.get(repeticion.nombre, ()))

    def _mover_filas(self, nodo: NodoForma, padre: Fila, dadas: Sequence[FilaDada]) -> None:
        antes = padre.hijas[nodo.indice].filas
        quedan = {d.id for d in dadas}
        for fila in antes:
            if fila.id not in quedan:
                self._quitar(fila)
        filas = []
        for dada in dadas:
            fila = self._filas.get((nodo, dada.id)) or self._nueva(nodo, padre, dada)
            if self._dadas.get(fila) is not dada:
                self._mover(fila, dada.valores, dada.filas)
                self._dadas[fila] = dada
            filas.append(fila)
        if filas != antes:
            self._poner(nodo, padre, filas)

    def _corrida(self) -> Cambio:
        self._motor.correr()
        return self._cambio()

    def _cambio(self, iniciales: Mapping[Lugar, str] | None = None) -> Cambio:
        """What the engine collected, told and forgotten."""
        motor = self._motor
        violaciones: dict[Lugar, tuple[Violacion, ...]] = {}
        faltan: dict[Lugar, bool] = {}
        listas: dict[Lugar, tuple[str, ...]] = {}
        for regla, fila in motor.decididos:
            if fila.quitada:
                continue
            lugar, resultado = lugar_de(regla.nodo, fila), fila.resultados[regla.lugar]
            if regla.clase is ClaseRegla.RESTRICCION:
                violaciones[lugar] = self._violadas(regla.nodo, fila)
            elif regla.clase is ClaseRegla.OBLIGATORIA:
                faltan[lugar] = bool(resultado)
            elif isinstance(resultado, tuple):
                listas[lugar] = resultado
        cambio = Cambio(
            MappingProxyType({lugar_de(n, f): f.crudos[n.lugar] for n, f in motor.calculados if not f.quitada}),
            MappingProxyType({lugar_de(n, f): f.rel[n.lugar] for n, f in motor.relevancia if not f.quitada}),
            MappingProxyType(violaciones),
            MappingProxyType(faltan),
            MappingProxyType(listas),
            MappingProxyType(dict(iniciales or {})),
            frozenset(self._quitados),
        )
        motor.callar()
        self._quitados.clear()
        return cambio


def _con_las_de_abajo(fila: Fila) -> Iterator[Fila]:
    yield fila
    for renglones in fila.hijas:
        for hija in renglones:
            yield from _con_las_de_abajo(hija)
