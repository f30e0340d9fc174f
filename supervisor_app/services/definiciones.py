"""The cédulas and catalogues of a folder, read on demand, and what is wrong with them in words a person can act on.

The cédulas that an office imported (``CO-02.v3.yaml``) are read on top: of one código, the latest version counts. Every
file is read at most once. One broken cédula never takes the others away: it is left out and named. This module must
never write into a folder and never hand out a definition that did not validate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from pydantic import ValidationError

from supervisor_app.domain.calendario import Feriado
from supervisor_app.domain.catalogo import (
    Frase,
    FuncionManual,
    Indicador,
    Ooad,
    TextoLegal,
    diferencias_de_cobertura,
)
from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Definicion,
    Departamento,
    FunctionRef,
    Umbral,
    UnitKind,
)
from supervisor_app.domain.programa.parametros import Parametro, Parametros, parametros_de
from supervisor_app.errors import UserError
from supervisor_app.services.lectura_definiciones import (
    Catalogo,
    CatalogoLeido,
    CedulaLeida,
    Contexto,
    Problema,
    leer_catalogo,
    leer_cedula,
)

__all__ = ["Definiciones", "DefinicionesInvalidas", "Problema"]

T = TypeVar("T", bound=Definicion)
K = TypeVar("K")

_TWO_DIGITS: Final = {"clave": 'con dos dígitos entre comillas, como "06"'}
_UMBRALES: Final = Catalogo("umbrales.yaml", "umbrales", Umbral, lambda one: one.clave, {"clave": "como plazo_interno"})
_FUNCIONES: Final = Catalogo("funciones.yaml", "funciones", FuncionManual, lambda one: one.ref)
_FUNDAMENTOS: Final = Catalogo("fundamentos.yaml", "fundamentos", TextoLegal, lambda one: one.clave)
_OOAD: Final = Catalogo("ooad.yaml", "ooad", Ooad, lambda one: one.clave, _TWO_DIGITS)
_INDICADORES: Final = Catalogo(
    "indicadores.yaml", "indicadores", Indicador, lambda one: one.codigo, {"codigo": "como IND-01"}
)
_FRASES: Final = Catalogo("frases.yaml", "frases", Frase, lambda one: one.texto)
_FERIADOS: Final = Catalogo("feriados.yaml", "feriados", Feriado, lambda one: one.fecha)
_PROGRAMA: Final = Catalogo(
    "programa.yaml", "programa", Parametro, lambda one: one.clave, {"clave": "como por_abierta"}
)
# Those that cédulas refer to come first: while they are wrong, every cédula would seem wrong too.
_REFERIDOS: Final[tuple[Catalogo[Any, Any], ...]] = (_UMBRALES, _FUNCIONES, _FUNDAMENTOS)
_CATALOGOS: Final[tuple[Catalogo[Any, Any], ...]] = (*_REFERIDOS, _OOAD, _INDICADORES, _FRASES, _FERIADOS, _PROGRAMA)


class DefinicionesInvalidas(UserError):
    """A file that is needed now does not validate; ``problemas`` says all that is wrong with it."""

    def __init__(self, problemas: tuple[Problema, ...]) -> None:
        rest = len(problemas) - 1
        more = f" (y {rest} más; revise con «supervisor-app cedulas validar»)" if rest else ""
        super().__init__(f"{problemas[0]}{more}")
        self.problemas = problemas


class _Cedulas(Mapping[str, CedulaDefinition]):
    """The valid cédulas as a mapping that reads each file when it is asked for, so that starting up reads none."""

    def __init__(self, codigos: Iterable[str], leer: Callable[[str], CedulaDefinition | None]) -> None:
        self._codigos = frozenset(codigos)
        self._leer = leer

    def __getitem__(self, codigo: str) -> CedulaDefinition:
        definition = self._leer(codigo) if codigo in self._codigos else None
        if definition is None:
            raise KeyError(codigo)
        return definition

    def __iter__(self) -> Iterator[str]:
        return iter(self._ordenados)

    def __len__(self) -> int:
        return len(self._ordenados)

    @cached_property
    def _ordenados(self) -> tuple[str, ...]:
        order = {departamento: position for position, departamento in enumerate(Departamento)}
        read = (self._leer(codigo) for codigo in self._codigos)
        valid = sorted((one for one in read if one), key=lambda one: (order[one.departamento], one.codigo))
        return tuple(one.codigo for one in valid)


class Definiciones:
    """The definitions of one folder (``cedulas/*.yaml`` and the catalogues beside it), and those imported on top."""

    def __init__(self, forms_dir: Path, propias: Path | None = None) -> None:
        self._dir = forms_dir
        self._propias = propias
        self._catalogos: dict[str, CatalogoLeido[Any, Any]] = {}
        self._leidas: dict[Path, CedulaLeida] = {}
        self._mas_feriados: frozenset[date] = frozenset()
        self._sin_feriados: frozenset[date] = frozenset()
        self._mas_umbrales: Mapping[str, Umbral] = {}

    @classmethod
    def cargar(cls, forms_dir: Path, propias: Path | None = None) -> Self:
        """The definitions of that folder; ``propias``, which need not exist, holds the imported ones.

        Reads nothing yet but the list of files. Raises UserError without cédulas.
        """
        loaded = cls(forms_dir, propias)
        if not loaded._archivos:
            raise UserError(f"No hay cédulas en «{forms_dir}»; revise la instalación o indique otra carpeta.")
        return loaded

    # --- cédulas -------------------------------------------------------------------------------------------------

    @cached_property
    def cedulas(self) -> Mapping[str, CedulaDefinition]:
        """All that validate, by código, in the order of their departments. What is left out is in ``problemas``.

        Asking for one código reads one file; only iterating, or asking how many there are, reads them all.
        """
        return _Cedulas(self._archivos, lambda codigo: self._cedula(codigo).definicion)

    def cedula(self, codigo: str) -> CedulaDefinition:
        """One cédula, reading no other file of them. Raises UserError: unknown, or DefinicionesInvalidas."""
        if codigo not in self._archivos:
            raise UserError(f"No existe la cédula «{codigo[:20]}»; consulte la lista de cédulas.", field="cedula")
        read = self._cedula(codigo)
        if read.definicion is None:
            raise DefinicionesInvalidas(read.problemas)
        return read.definicion

    def importadas(self) -> frozenset[str]:
        """The códigos whose present version was imported."""
        codigos = {path.name.partition(".")[0] for path in self._de(self._propias)} & self._archivos.keys()
        return frozenset(codigo for codigo in codigos if self._vigente(codigo)[1] == self._propias)

    def recargar(self) -> None:
        """Look at the folders again; catalogues stay as they were read."""
        self._leidas = {}
        for cached in ("_archivos", "cedulas", "problemas"):
            self.__dict__.pop(cached, None)

    def de_codigo_o_archivo(self, texto: str) -> CedulaDefinition:
        """The cédula with that código, or that of a ``.yaml`` file. Raises UserError: none there, or not valid."""
        if texto in self._archivos:
            return self.cedula(texto)
        path = Path(texto)
        if not path.is_file():
            raise UserError(f"«{texto[:80]}» no es el código de una cédula ni un archivo.", field="cedula")
        read = leer_cedula(path, self.contexto)
        if read.definicion is None:
            raise DefinicionesInvalidas(read.problemas)
        return read.definicion

    def para(self, unit: UnitKind, departamento: Departamento | None = None) -> tuple[CedulaDefinition, ...]:
        """The cédulas used in that kind of unit, of one department or of all."""
        return tuple(
            one
            for one in self.cedulas.values()
            if one.aplica_a(unit) and (departamento is None or one.departamento is departamento)
        )

    # --- catalogues ----------------------------------------------------------------------------------------------

    @property
    def umbrales(self) -> Mapping[str, Umbral]:
        """Those of ``umbrales.yaml``, and in their place those that the office sent."""
        return {**self._valores(_UMBRALES), **self._mas_umbrales} if self._mas_umbrales else self._valores(_UMBRALES)

    @property
    def umbrales_de_fabrica(self) -> Mapping[str, Umbral]:
        """Those of ``umbrales.yaml``."""
        return self._valores(_UMBRALES)

    def ajustar_umbrales(self, otros: Mapping[str, Umbral]) -> None:
        """Ask with these thresholds in place of those of the same key. Visits keep the questions that they ask."""
        if otros != self._mas_umbrales:
            self._mas_umbrales = otros
            self.__dict__.pop("contexto", None)
            self.recargar()

    def leer_umbrales(self, ruta: Path) -> Mapping[str, Umbral]:
        """The thresholds of a file like ``umbrales.yaml``. Raises DefinicionesInvalidas saying all that is wrong."""
        leido = leer_catalogo(ruta, _UMBRALES)
        if leido.problemas:
            raise DefinicionesInvalidas(leido.problemas)
        return leido.valores

    @property
    def funciones(self) -> Mapping[FunctionRef, FuncionManual]:
        return self._valores(_FUNCIONES)

    @property
    def fundamentos(self) -> Mapping[str, TextoLegal]:
        return self._valores(_FUNDAMENTOS)

    @property
    def ooad(self) -> Mapping[str, Ooad]:
        """By two-digit clave, in its order."""
        return self._valores(_OOAD)

    @property
    def indicadores(self) -> Mapping[str, Indicador]:
        return self._valores(_INDICADORES)

    @property
    def frases(self) -> tuple[Frase, ...]:
        return tuple(self._valores(_FRASES).values())

    @property
    def feriados(self) -> frozenset[date]:
        """The holidays by which working days are counted: the official ones as this office keeps them."""
        return (frozenset(self._valores(_FERIADOS)) - self._sin_feriados) | self._mas_feriados

    @property
    def programa(self) -> Parametros:
        """By what the programme of visits is proposed and looked back on. Raises UserError while something is wrong."""
        return parametros_de(self._valores(_PROGRAMA))

    @property
    def feriados_oficiales(self) -> Mapping[date, Feriado]:
        """Those of ``feriados.yaml``, by day."""
        return self._valores(_FERIADOS)

    def ajustar_feriados(self, mas: Iterable[date], menos: Iterable[date]) -> None:
        """Count with these days besides the official ones, and without those."""
        self._mas_feriados, self._sin_feriados = frozenset(mas), frozenset(menos)

    def funcion(self, ref: FunctionRef | str) -> FuncionManual:
        """The manual function with that reference. Raises UserError when the reference is wrong or not there."""
        try:
            key = ref if isinstance(ref, FunctionRef) else FunctionRef.parse(ref)
        except ValidationError as error:
            raise UserError(error.errors(include_url=False)[0]["msg"], field="fundamento") from error
        if key not in self.funciones:
            raise UserError(f"La función «{key}» no está en funciones.yaml.", field="fundamento")
        return self.funciones[key]

    # --- what is wrong -------------------------------------------------------------------------------------------

    @cached_property
    def problemas(self) -> tuple[Problema, ...]:
        """Everything wrong in the folder, coverage included; empty when all is well. Reads every file."""
        found = [problema for catalogo in _CATALOGOS for problema in self._leido(catalogo).problemas]
        if any(self._leido(catalogo).problemas for catalogo in _REFERIDOS):
            return tuple(found)
        found += self._umbrales_sin_fundamento()
        for codigo in self._archivos:
            found += self._cedula(codigo).problemas
        if not found:
            lines = self._leido(_FUNCIONES).lineas
            # The table says what the shipped cédulas cover; an office may ask something else.
            shipped = (self._leer(path).definicion for path in self._de(self._dir / "cedulas"))
            for ref, message in diferencias_de_cobertura(self.funciones, (one for one in shipped if one)):
                found.append(Problema(_FUNCIONES.archivo, lines[ref], "cedulas", message))
        return tuple(found)

    def validar(self, path: Path) -> tuple[Problema, ...]:
        """What is wrong in a file or folder that a person is editing; empty when nothing is.

        A folder with ``cedulas/`` is checked whole, with its own catalogues; a cédula inside one, against those; any
        other cédula, against the catalogues of these definitions.
        """
        if not path.exists():
            return (Problema(path.name or str(path), None, "", "No existe ese archivo ni esa carpeta."),)
        if (path / "cedulas").is_dir():
            return Definiciones(path).problemas
        if path.is_dir():
            files = sorted(path.glob("*.yaml"))
            if not files:
                return (Problema(path.name or str(path), None, "", "La carpeta no contiene archivos .yaml."),)
            return tuple(problema for file in files for problema in self.validar(file))
        for catalogo in _CATALOGOS:
            if path.name == catalogo.archivo:
                return leer_catalogo(path, catalogo).problemas
        own = path.resolve().parent.parent
        there = Definiciones(own) if (own / _FUNCIONES.archivo).exists() else self
        try:
            return leer_cedula(path, there.contexto).problemas
        except DefinicionesInvalidas as error:
            return error.problemas

    # --- reading -------------------------------------------------------------------------------------------------

    @cached_property
    def _archivos(self) -> Mapping[str, tuple[Path, ...]]:
        """By código, the imported ones first; nobody's text ever becomes a path."""
        files: dict[str, tuple[Path, ...]] = {}
        for folder in (self._propias, self._dir / "cedulas"):
            for path in self._de(folder):
                codigo = path.name.partition(".")[0]
                files[codigo] = (*files.get(codigo, ()), path)
        return dict(sorted(files.items()))

    @staticmethod
    def _de(folder: Path | None) -> list[Path]:
        return sorted(folder.glob("*.yaml")) if folder is not None else []

    @cached_property
    def contexto(self) -> Contexto:
        """What a cédula may refer to. Raises DefinicionesInvalidas while a catalogue is wrong."""
        return Contexto(self.umbrales, self.funciones, self.fundamentos)

    def _cedula(self, codigo: str) -> CedulaLeida:
        problems = tuple(problem for path in self._archivos[codigo] for problem in self._leer(path).problemas)
        return CedulaLeida(self._vigente(codigo)[0], problems)

    def _vigente(self, codigo: str) -> tuple[CedulaDefinition | None, Path | None]:
        """The latest valid version and its folder; of two with one number, the one that the office imported."""
        read = ((self._leer(path).definicion, path.parent) for path in self._archivos[codigo])
        valid = [(one, folder) for one, folder in read if one is not None]
        return max(valid, key=lambda pair: pair[0].version, default=(None, None))

    def _leer(self, path: Path) -> CedulaLeida:
        if path not in self._leidas:
            self._leidas[path] = leer_cedula(path, self.contexto)
        return self._leidas[path]

    def _leido(self, catalogo: Catalogo[T, K]) -> CatalogoLeido[T, K]:
        if catalogo.archivo not in self._catalogos:
            self._catalogos[catalogo.archivo] = leer_catalogo(self._dir / catalogo.archivo, catalogo)
        return self._catalogos[catalogo.archivo]

    def _valores(self, catalogo: Catalogo[T, K]) -> Mapping[K, T]:
        read = self._leido(catalogo)
        if read.problemas:
            raise DefinicionesInvalidas(read.problemas)
        return read.valores

    def _umbrales_sin_fundamento(self) -> list[Problema]:
        known = {str(ref) for ref in self.funciones} | set(self.fundamentos)
        lines = self._leido(_UMBRALES).lineas
        return [
            Problema(
                _UMBRALES.archivo, lines.get(clave), "fundamento", f"«{umbral.fundamento}» no está en los catálogos."
            )
            for clave, umbral in self.umbrales.items()
            if umbral.fundamento is not None and umbral.fundamento not in known
        ]
