"""The cédulas that an office writes in Excel: read, kept beside those of the application, and exported to be edited.

Each version is a file of its own, written whole and once. It must never replace one: a visit may apply it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from supervisor_app import durable
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.ajustes import sin_mas
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.escritura_definiciones import como_yaml
from supervisor_app.services.lectura_definiciones import leer_cedula

CARPETA: Final = "cedulas"
"""Inside the data folder."""


class Resultado(StrEnum):
    NUEVA = "nueva"
    NUEVA_VERSION = "nueva_version"
    YA_ESTABA = "ya_estaba"


@dataclass(frozen=True, slots=True)
class Guardada:
    """What became of a definition. ``anterior`` is the version that was in use before, None where there was none."""

    definicion: CedulaDefinition
    resultado: Resultado
    ruta: Path | None
    anterior: int | None

    def __str__(self) -> str:
        codigo, version = self.definicion.codigo, self.definicion.version
        match self.resultado:
            case Resultado.NUEVA:
                return f"Se importó la cédula {codigo}, versión {version}."
            case Resultado.NUEVA_VERSION:
                return (
                    f"Se importó la versión {version} de {codigo}; sustituye a la {self.anterior} en las visitas que "
                    "todavía no la aplican."
                )
            case Resultado.YA_ESTABA:
                return f"La versión {version} de {codigo} ya estaba, igual; no se cambió nada."


class CedulasPropias:
    """The imported cédulas of one data folder."""

    def __init__(self, carpeta: Path, definiciones: Definiciones, *, permiso: Callable[[], None] = sin_mas) -> None:
        self._carpeta, self._permiso = carpeta / CARPETA, permiso
        self._definiciones = definiciones

    def guardar(self, definicion: CedulaDefinition) -> Guardada:
        """Keep a definition, durably. Raises UserError where its number of version is not free, EnvironmentProblem."""
        self._permiso()
        actual = self._definiciones.cedulas.get(definicion.codigo)
        if actual == definicion:
            return Guardada(definicion, Resultado.YA_ESTABA, None, actual.version)
        revisar_version(definicion, actual)
        ruta = self._carpeta / f"{definicion.codigo}.v{definicion.version}.yaml"
        escribir(ruta, definicion, self._definiciones)
        self._definiciones.recargar()
        if actual is None:
            return Guardada(definicion, Resultado.NUEVA, ruta, None)
        return Guardada(definicion, Resultado.NUEVA_VERSION, ruta, actual.version)


def revisar_version(definicion: CedulaDefinition, actual: CedulaDefinition | None) -> None:
    """Raises UserError where the version in use has that number or a later one."""
    if actual is None or definicion.version > actual.version:
        return
    codigo = definicion.codigo
    if definicion.version == actual.version:
        raise UserError(
            f"Ya existe la versión {actual.version} de {codigo} con otro contenido. Escriba {actual.version + 1} en "
            "«version» (hoja settings) y vuelva a importar.",
            field="version",
        )
    raise UserError(
        f"El libro trae la versión {definicion.version} de {codigo} y ya está en uso la {actual.version}. Si es la "
        f"nueva, escriba {actual.version + 1} en «version» (hoja settings).",
        field="version",
    )


def escribir(ruta: Path, definicion: CedulaDefinition, definiciones: Definiciones) -> None:
    """Write a new file that reads back the same. Raises UserError where its name is taken or it would not be read."""
    texto = como_yaml(definicion, definiciones.umbrales).encode()
    parcial = ruta.with_name(durable.part_name(ruta.name))
    try:
        durable.make_dirs(ruta.parent)
        durable.write_atomic(parcial, texto, mode=0o644)
        durable.move_new(parcial, ruta)
    except FileExistsError as error:
        parcial.unlink(missing_ok=True)
        raise UserError(f"Ya existe «{ruta.name}» y no se cambió; suba «version» y vuelva a importar.") from error
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo guardar la cédula ({motivo(error)}). Las de antes siguen en su lugar."
        ) from error
    leida = leer_cedula(ruta, definiciones.contexto)
    if leida.definicion != definicion:
        ruta.unlink(missing_ok=True)
        porque = leida.problemas[0].mensaje if leida.problemas else "no se lee igual que se escribió."
        raise UserError(f"La cédula no se pudo guardar: {porque}")


def exportar_a(ruta: Path, definicion: CedulaDefinition) -> None:
    """Write the workbook of a definition where the person said. Raises EnvironmentProblem where it cannot be."""
    from supervisor_app.services.xlsform.exportar import exportar  # noqa: PLC0415 - a start must not load it

    try:
        durable.write_atomic(ruta, exportar(definicion), mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo escribir «{ruta.name}» ({motivo(error)}).") from error


def exportar_todas(carpeta: Path, definiciones: Definiciones) -> int:
    """Write a workbook for each cédula; how many. Raises UserError where one is there already, EnvironmentProblem."""
    rutas = {carpeta / f"{codigo}.xlsx": definicion for codigo, definicion in definiciones.cedulas.items()}
    for ruta in rutas:
        if ruta.exists():
            raise UserError(f"En esa carpeta ya está «{ruta.name}», que puede tener cambios; elija una carpeta vacía.")
    for ruta, definicion in rutas.items():
        exportar_a(ruta, definicion)
    return len(rutas)
