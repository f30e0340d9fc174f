"""Everything that the board is made of as files: a workbook, CSV files, or JSON, with the board's own filter.

The keys of the JSON and the order of the columns are a promise: they are added to, never renamed (docs/OFICINA.md).
Rows are written as they are read, a list at a time. It must never work out a figure, nor leave half a file.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from supervisor_app import durable
from supervisor_app.domain.inerte import inerte
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.oficina.exporta import Valor, como_texto, escribir_libro
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.services.oficina.valores import Lugar

FORMATO: Final = "supervisor-app/oficina/1"
_CADA: Final = 500


class Forma(StrEnum):
    """As what: one workbook, a folder of CSV files, or one JSON."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Hoja:
    """A list: its key in the JSON (and its CSV's name), its title, its columns by key and title, and its rows."""

    clave: str
    titulo: str
    columnas: tuple[tuple[str, str], ...]
    filas: Callable[[], Iterator[tuple[Valor, ...]]]


_LUGAR: Final = (
    ("ooad", "OOAD (clave)"),
    ("ooad_nombre", "OOAD"),
    ("subdelegacion", "Subdelegación (clave)"),
    ("subdelegacion_nombre", "Subdelegación"),
)


def _lugar(x: Lugar) -> tuple[str, str, str, str]:
    return x.ooad, x.ooad_nombre, x.subdelegacion, x.subdelegacion_nombre


def hojas(t: Panorama, f: Filtro) -> tuple[Hoja, ...]:
    """The seven lists; each asks the index when its rows are taken."""
    return (
        Hoja("visitas", "Visitas", (
            ("folio", "Visita"), ("revision", "Revisión"), ("tipo", "Tipo"), ("unidad", "Unidad"), *_LUGAR,
            ("inicio", "Inicio"), ("fin", "Fin"), ("supervisor", "Supervisor"), ("equipo", "Equipo"),
            ("sha256", "SHA-256 del paquete"),
        ), lambda: ((x.folio, x.revision, x.tipo, x.unidad, *_lugar(x.lugar), x.inicio, x.dia, x.supervisor,
                     "; ".join(x.personas), x.sha256) for x in t.entregas(f))),
        Hoja("cedulas", "Cédulas", (
            ("folio", "Visita"), ("fin", "Fin"), ("unidad", "Unidad"), *_LUGAR, ("departamento", "Departamento"),
            ("proceso", "Proceso"), ("cedula", "Cédula"), ("version", "Versión"), ("puntos", "Puntos"),
            ("contestadas", "Contestadas"), ("cumple", "Cumple"), ("parcial", "Parcial"), ("no_cumple", "No cumple"),
            ("no_aplica", "No aplica"), ("con_inconsistencia", "Con inconsistencia"),
            ("cumplimiento", "Cumplimiento %"),
        ), lambda: ((x.folio, x.dia, x.unidad, *_lugar(x.lugar), x.departamento.label, x.proceso, x.titulo, x.version,
                     x.resultado.total, x.resultado.contestadas, x.resultado.cumple, x.resultado.parcial,
                     x.resultado.no_cumple, x.resultado.no_aplica, x.resultado.con_inconsistencia,
                     _dos(x.resultado.porcentaje)) for x in t.sumandos(f))),
        Hoja("inconsistencias", "Inconsistencias", (
            ("folio", "Inconsistencia"), ("visita", "Visita"), ("unidad", "Unidad"), *_LUGAR,
            ("departamento", "Departamento"), ("proceso", "Proceso"), ("titulo", "Qué se halló"), ("riesgo", "Riesgo"),
            ("origen", "Origen"), ("estado", "Estado"), ("importe", "Importe"), ("hallada", "Hallada"),
            ("vista", "Vista por última vez"), ("plazo", "Plazo"), ("dias", "Días desde que se halló"),
            ("atraso", "Días de atraso"),
        ), lambda: ((x.folio, x.visita_folio, x.unidad, *_lugar(x.lugar),
                     x.departamento.label if x.departamento else "", x.proceso, x.titulo, x.riesgo.label,
                     x.origen, x.estado.label, x.importe, x.fecha, x.visto_el,
                     x.plazo, x.antiguedad.naturales, x.atraso.naturales if x.atraso else None)
                    for x in t.hallazgos(f, abiertos=False))),
        Hoja("medidas", "Medidas", (
            ("inconsistencia", "Inconsistencia"), ("visita", "Visita"), ("unidad", "Unidad"), *_LUGAR,
            ("departamento", "Departamento"), ("tipo", "Tipo"), ("medida", "Medida"), ("responsable", "Responsable"),
            ("fecha", "Fecha"), ("fecha_original", "Fecha acordada primero"), ("prorrogas", "Prórrogas"),
            ("avance", "Avance %"), ("estado", "Estado"), ("atraso", "Días de atraso"),
            ("cumplida_el", "Cumplida el"), ("en_plazo", "En plazo"),
        ), lambda: ((x.hallazgo_folio, x.visita_folio, x.unidad, *_lugar(x.lugar),
                     x.departamento.label if x.departamento else "", x.tipo.label, x.texto, x.responsable, x.fecha,
                     x.fecha_original, x.prorrogas, x.avance, x.estado.label, x.atraso.naturales if x.atraso else None,
                     x.cumplida_el, x.puntual.label if x.puntual else "")
                    for x in t.medidas(f, pendientes=False))),
        Hoja("verificaciones", "Verificaciones", (
            ("inconsistencia", "Inconsistencia"), ("unidad", "Unidad"), ("visita", "Visita que verificó"),
            ("dia", "Día"), ("supervisor", "Supervisor"), ("resultado", "Resultado"), ("nota", "Nota"),
        ), lambda: ((folio, unidad, visita, date.fromisoformat(dia), quien, resultado, nota)
                    for folio, unidad, visita, dia, quien, resultado, nota in t.todas_las_verificaciones(f))),
        Hoja("indicadores", "Indicadores", (
            ("codigo", "Indicador"), ("nombre", "Nombre"), ("periodo", "Periodo"), ("visita", "Visita"),
            ("unidad", "Unidad"), *_LUGAR, ("dia", "Medido"), ("corte", "Corte"), ("medida", "Se mide en"),
            ("meta", "Meta"), ("real", "Real"), ("avance", "Avance %"), ("veredicto", "Veredicto"),
        ), lambda: ((x.codigo, x.nombre, x.periodo.label, x.folio, x.unidad, *_lugar(x.lugar), x.dia, x.corte,
                     x.medida.value, x.meta, x.real, _dos(x.avance), x.veredicto.label) for x in t.indicadores(f))),
        Hoja("entregas", "Entregas", (
            ("folio", "Visita"), ("revision", "Revisión"), ("paquete", "Paquete"), ("sha256", "SHA-256"),
            ("octetos", "Tamaño en bytes"), ("cerrada", "Cerrada"), ("recibida", "Recibida"), ("equipo", "Equipo"),
            ("firmante", "Firmante"), ("de_quien", "De quién"), ("estado", "Estado"), ("confiable", "Cuenta"),
            ("reemplaza", "Reemplaza a"), ("motivo", "Motivo de la revisión"),
        ), lambda: ((x.folio, x.revision, x.nombre, x.sha256, x.bytes, _dia(x.fecha), x.recibido, x.equipo, x.firmante,
                     x.de_quien.label, x.estado.value, "Sí" if x.confiable else "No", x.reemplaza, x.motivo_revision)
                    for x in t.entregas(f, todas=True))),
    )  # fmt: skip


def exportar_todo(
    t: Panorama, f: Filtro, ruta: Path, forma: Forma, *, cuando: str, pulso: Callable[[str], None] = lambda _: None
) -> int:
    """Write all lists of one moment; how many rows. ``ruta``: the file, or for CSV the folder. ``pulso`` is told which
    list is being written and may raise to stop: then nothing is left.

    Raises UserError, EnvironmentProblem.
    """
    contadas = _Contadas(pulso)
    listas = tuple(contadas.de(h) for h in hojas(t, f))
    with t.de_un_momento():
        if forma is Forma.XLSX:
            with _entero(ruta) as archivo:
                escribir_libro(
                    ((h.titulo, [titulo for _, titulo in h.columnas], h.filas()) for h in listas), archivo,
                    cada=contadas.respirar,
                )  # fmt: skip
        elif forma is Forma.JSON:
            with _entero(ruta) as archivo:
                _json(archivo, listas, f, cuando)
        else:
            _carpeta(ruta)
            for h in listas:
                with _entero(ruta / f"{h.clave}.csv") as archivo:
                    _csv(archivo, h)
    return contadas.renglones


class _Contadas:
    """Counts what is written, and lets whoever waits know."""

    def __init__(self, pulso: Callable[[str], None]) -> None:
        self._pulso, self._cual = pulso, ""
        self.renglones = 0

    def de(self, h: Hoja) -> Hoja:
        def filas() -> Iterator[tuple[Valor, ...]]:
            self._cual = h.titulo
            self.respirar()
            for fila in h.filas():
                self.renglones += 1
                if self.renglones % _CADA == 0:
                    self.respirar()
                yield fila

        return Hoja(h.clave, h.titulo, h.columnas, filas)

    def respirar(self) -> None:
        self._pulso(self._cual)


def _csv(archivo: IO[bytes], h: Hoja) -> None:
    texto = io.TextIOWrapper(archivo, "utf-8-sig", "replace", newline="", write_through=False)
    escribe = csv.writer(texto, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    escribe.writerow([inerte(titulo) for _, titulo in h.columnas])
    escribe.writerows([inerte(como_texto(v)) for v in fila] for fila in h.filas())
    texto.flush()
    texto.detach()


def _json(archivo: IO[bytes], listas: Sequence[Hoja], f: Filtro, cuando: str) -> None:
    def poner(texto: str) -> None:
        archivo.write(texto.encode("utf-8", "replace"))

    filtro = {
        "ooad": f.ooad, "subdelegacion": f.subdelegacion, "departamento": f.departamento,
        "desde": f.desde.isoformat() if f.desde else None, "hasta": f.hasta.isoformat() if f.hasta else None,
        "ficticias": f.ficticias,
    }  # fmt: skip
    poner(f'{{"formato": {_dicho(FORMATO)},\n"cuando": {_dicho(cuando)},\n"filtro": {_dicho(filtro)}')
    for h in listas:
        poner(f",\n{_dicho(h.clave)}: [")
        claves = [clave for clave, _ in h.columnas]
        for n, fila in enumerate(h.filas()):
            poner(("," if n else "") + "\n" + _dicho(dict(zip(claves, map(_llano, fila), strict=True))))
        poner("]")
    poner("}\n")


def _dicho(valor: Any) -> str:
    return json.dumps(valor, ensure_ascii=False)


def _llano(valor: Valor) -> str | int | None:
    """Days as ISO; amounts and percentages as text, for they are no binary fractions."""
    if isinstance(valor, date):
        return valor.isoformat()
    return str(valor) if isinstance(valor, Decimal) else valor


def _dos(valor: Decimal | None) -> Decimal | None:
    return None if valor is None else valor.quantize(Decimal("0.01"))


def _dia(iso: str) -> date | None:
    return date.fromisoformat(iso[:10]) if iso else None


@contextmanager
def _entero(ruta: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is whole; what was begun goes away. Raises EnvironmentProblem."""
    parte = ruta.with_name(durable.part_name(ruta.name))
    try:
        with parte.open("xb") as archivo:
            yield archivo
            archivo.flush()
            os.fsync(archivo.fileno())
        durable.replace(parte, ruta)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta}»: {motivo(error)}. Elija otro lugar.") from error
    finally:
        parte.unlink(missing_ok=True)


def _carpeta(ruta: Path) -> None:
    """A folder for the CSV files, with none of another export in it. Raises UserError, EnvironmentProblem."""
    try:
        ruta.mkdir(parents=True, exist_ok=True)
        if any(ruta.glob("*.csv")):
            raise UserError(f"En «{ruta}» ya hay archivos csv; elija una carpeta vacía.", field="salida")
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo usar la carpeta «{ruta}»: {motivo(error)}.") from error
