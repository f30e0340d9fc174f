"""Reads one delivered package into what the index keeps of it. What is in it was written by others.

The verification is the one that everybody uses; the records are parsed by the domain's own models; what cannot be
taken in is refused with a sentence, and whoever calls sets it aside. It must never write a file nor believe a count.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from supervisor_app.domain.avance import resultados
from supervisor_app.domain.cedula.answers import CedulaFijada, Fila, Respuesta
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.logica import compilada
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.documento import Documento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import UserError
from supervisor_app.exchange.verificador import Informe, Legible, verificar_paquete
from supervisor_app.services.entregas import id_del_turnado
from supervisor_app.services.oficina.filas import (
    documentos,
    hallazgos,
    indicadores,
    paquete,
    sumas,
    verificaciones,
    visita,
)
from supervisor_app.store.oficina.hechos import HIJAS, Leido, Veredicto, columnas, de

LECTOR: Final = "1"
"""Raised when what was refused before may be read now: then the quarantine is tried again."""
TOPE_REGISTRO: Final = 32 << 20
"""Bytes of one file of records. The largest visit that was made (5,000 cases by four people) has 6 MB."""
TOPE_REGISTROS: Final = 96 << 20
TOPE_LISTA: Final = 200_000
"""Records of one kind."""
TOPE_FILAS: Final = 20_000
"""Rows of muestras where a cédula has logic, which may look at each from each; the largest visit made has 5,000."""
TOPE_TEXTO: Final = 1 << 20
"""Characters of one text that the index keeps."""
TOPE_CLAVE: Final = 300
"""Bytes of what the index finds rows by: servers bound them."""
_CEDULAS_EN_MEMORIA: Final = 400
_DANADO: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OverflowError,
    struct.error,
    KeyError,
)

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Procedencia:
    """What is known of who sent a package, from outside of it. ``recibido``: ISO, "" where nobody wrote it down."""

    veredicto: Veredicto = Veredicto.SIN_FIRMA
    equipo: str = ""
    firmante: str = ""
    recibido: str = ""


class Rechazado(UserError):
    """A package that cannot be taken in. ``informe`` is what the verification found of it."""

    def __init__(self, motivo: str, informe: Informe) -> None:
        super().__init__(motivo)
        self.informe = informe


def leer(
    archivo: Legible, *, clave: str, procedencia: Callable[[str, str], Procedencia] = lambda *_: Procedencia()
) -> Leido:
    """Everything that the index keeps of the package. ``clave``: its name in the mailbox.

    ``procedencia(key, sha256)`` is asked once the package is known to be whole. Raises Rechazado with the reason.
    """
    informe = verificar_paquete(archivo)
    if not informe.valido:
        mas = len(informe.problemas) - 1
        otros = f" Y {cuantos(mas, 'problema', 'problemas')} más." if mas else ""
        raise Rechazado(f"{informe.problemas[0]}{otros}", informe)
    try:
        e, suyos = _registros(archivo, informe)
        leido = _leido(e, suyos, informe, clave, procedencia(clave, informe.sha256))
        _exigir_medida(leido)
        return leido
    except _Incomprensible as error:
        raise Rechazado(str(error), informe) from error
    except OSError as error:
        raise Rechazado(
            f"No se pudo leer el archivo (código {error.errno}). Revise la memoria o la conexión.", informe
        ) from error


def expediente(archivo: Legible) -> Expediente:
    """The records of the visit of a package, without its documents and files. Raises Rechazado with the reason."""
    informe = verificar_paquete(archivo)
    if not informe.valido:
        raise Rechazado(str(informe.problemas[0]), informe)
    try:
        return _registros(archivo, informe)[0]
    except _Incomprensible as error:
        raise Rechazado(str(error), informe) from error
    except OSError as error:
        raise Rechazado(f"No se pudo leer el archivo (código {error.errno}).", informe) from error


class _Incomprensible(Exception):
    """The records are not those of a visit. The text is the reason, in Spanish."""


def _leido(e: Expediente, suyos: Sequence[Documento], informe: Informe, clave: str, procedencia: Procedencia) -> Leido:
    sha256 = informe.sha256
    try:
        de_hallazgos, items, medidas = hallazgos(e, sha256)
        de_documentos, firmas = documentos(suyos, sha256)
        return Leido(
            clave=clave,
            paquete=paquete(
                informe, procedencia.veredicto, procedencia.equipo, procedencia.firmante, procedencia.recibido
            ),
            visita=visita(e.visita, sha256),
            sumas=sumas(e, resultados(e, e.definiciones), sha256),
            hallazgos=de_hallazgos,
            items=items,
            medidas=medidas,
            verificaciones=verificaciones(e.verificaciones_en_orden(), sha256),
            indicadores=indicadores(e, sha256),
            documentos=de_documentos,
            firmas=firmas,
        )
    except (OverflowError, ArithmeticError) as error:
        raise _Incomprensible("El paquete trae fechas o cantidades fuera de lo posible.") from error


_CLAVES: Final = frozenset({"id", "hallazgo", "item", "ooad", "subdelegacion", "documento"})


def _exigir_medida(leido: Leido) -> None:
    for tabla, clase in HIJAS.items():
        nombres = columnas(clase)
        for fila in de(leido, tabla):
            for nombre in nombres:
                valor = getattr(fila, nombre)
                if isinstance(valor, str) and (
                    len(valor) > TOPE_TEXTO or (nombre in _CLAVES and len(valor.encode()) > TOPE_CLAVE)
                ):
                    raise _Incomprensible(f"El paquete trae un texto más largo de lo posible ({tabla}, {nombre}).")


# --- from bytes to records ------------------------------------------------------------------------------------------


def _registros(archivo: Legible, informe: Informe) -> tuple[Expediente, tuple[Documento, ...]]:
    with archivo.open("rb") as abierto:
        try:
            with zipfile.ZipFile(abierto) as bolsa:
                crudos = _crudos(bolsa, f"{informe.visita_id}.r{informe.revision}/data/registros/")
        except _DANADO as error:
            raise _Incomprensible("El archivo cambió mientras se leía. Se intentará de nuevo.") from error
    v = _visita(crudos, informe)
    definiciones = _definiciones(crudos)
    faltan = [c for c in v.cedulas if c not in definiciones]
    if faltan:
        raise _Incomprensible(f"El paquete no trae la definición de la cédula {faltan[0]} que dice aplicar.")
    con_logica = any(compilada(definiciones[c]) is not None for c in v.cedulas)
    respuestas = _lista(crudos, "respuestas", Respuesta, v)
    # Only logic looks at the rows of a muestra: their counts stand in the answer.
    muestras = _lista(crudos, "muestras", Fila, v) if con_logica else ()
    if len(muestras) > TOPE_FILAS:
        raise _Incomprensible("Las muestras del paquete tienen más renglones de los que se pueden evaluar.")
    e = Expediente(
        visita=v,
        fijadas={c: CedulaFijada(id=f"{v.id}:{c}", visita_id=v.id, definicion=d) for c, d in definiciones.items()},
        respuestas={r.item_id: r for r in respuestas},
        filas={f.id: f for f in muestras},
        inconsistencias={h.id: h for h in _lista(crudos, "inconsistencias", Inconsistencia, v)},
        medidas={m.id: m for m in _lista(crudos, "medidas", Medida, v)},
        verificaciones={x.id: x for x in _lista(crudos, "verificaciones", Verificacion, v)},
        sin_lugar={s.id: s for s in _lista(crudos, "sin_lugar", SinLugar, v)},
        indicadores={i.id: i for i in _lista(crudos, "indicadores", IndicadorMedido, v)},
    )
    huerfanas = [m for m in e.medidas.values() if m.inconsistencia_id not in e.inconsistencias]
    if huerfanas:
        raise _Incomprensible("El paquete trae una medida de una inconsistencia que no está en él.")
    return e, _lista(crudos, "documentos", Documento, v)


_LEIDOS = (
    "visita", "definiciones", "respuestas", "muestras", "inconsistencias", "medidas", "verificaciones", "sin_lugar",
    "indicadores", "documentos",
)  # fmt: skip
_OBLIGADOS = ("visita", "definiciones", "respuestas")
"""Packages of the first versions lack the others."""


def _crudos(bolsa: zipfile.ZipFile, base: str) -> Mapping[str, bytes]:
    presentes = {i.filename: i.file_size for i in bolsa.infolist()}
    tamanos = {n: presentes[f"{base}{n}.json"] for n in _LEIDOS if f"{base}{n}.json" in presentes}
    faltan = [n for n in _OBLIGADOS if n not in tamanos]
    if faltan:
        raise _Incomprensible(f"Al paquete le falta «registros/{faltan[0]}.json»; no es el de una visita cerrada.")
    enorme = max(tamanos, key=lambda n: tamanos[n])
    if tamanos[enorme] > TOPE_REGISTRO or sum(tamanos.values()) > TOPE_REGISTROS:
        raise _Incomprensible(f"Los registros del paquete («{enorme}.json») son más grandes de lo posible.")
    crudos = {}
    for nombre, tamano in tamanos.items():
        with bolsa.open(f"{base}{nombre}.json") as entrada:
            crudos[nombre] = entrada.read(tamano)
        # Valid JSON, which a server does not keep in a text.
        if b"\\u0000" in crudos[nombre]:
            raise _Incomprensible(f"El registro «{nombre}.json» trae caracteres que no pueden guardarse.")
    return crudos


def _visita(crudos: Mapping[str, bytes], informe: Informe) -> Visita:
    v: Visita = _leer(crudos, "visita", _adaptador(Visita))
    if id_del_turnado(v.id) == informe.visita_id:
        raise _Incomprensible(
            "Es el turnado de una posible irregularidad y no debe estar en la carpeta compartida. No se indexó nada de "
            "él; apártelo a la carpeta a la que sólo entran sus destinatarios."
        )
    if (v.id, v.revision, v.folio) != (informe.visita_id, informe.revision, informe.folio):
        raise _Incomprensible("La visita del registro no es la que dice el nombre del paquete.")
    if not v.cerrada:
        raise _Incomprensible("La visita del paquete no está cerrada.")
    if v.creada.tzinfo is None:
        raise _Incomprensible("La visita no dice en qué zona horaria se creó.")
    return v


def _lista(crudos: Mapping[str, bytes], nombre: str, clase: type[M], v: Visita) -> tuple[M, ...]:
    if nombre not in crudos:
        return ()
    valores = _leer(crudos, nombre, _adaptador(tuple[clase, ...]))  # type: ignore[valid-type]  # made at run time
    if len(valores) > TOPE_LISTA:
        raise _Incomprensible(f"El registro «{nombre}.json» tiene más renglones de los posibles.")
    if any(valor.visita_id != v.id for valor in valores):
        raise _Incomprensible(f"El registro «{nombre}.json» es de otra visita.")
    if len({getattr(valor, "item_id" if nombre == "respuestas" else "id") for valor in valores}) != len(valores):
        raise _Incomprensible(f"El registro «{nombre}.json» trae dos veces lo mismo.")
    return tuple(valores)


_adaptadores: dict[Any, TypeAdapter[Any]] = {}


def _adaptador(tipo: Any) -> TypeAdapter[Any]:
    if tipo not in _adaptadores:
        _adaptadores[tipo] = TypeAdapter(tipo)
    return _adaptadores[tipo]


def _leer(crudos: Mapping[str, bytes], nombre: str, como: TypeAdapter[Any]) -> Any:
    try:
        return como.validate_json(crudos[nombre])
    except (ValidationError, RecursionError, ValueError) as error:
        raise _Incomprensible(_no_se_entiende(nombre, error)) from error


def _no_se_entiende(nombre: str, error: Exception) -> str:
    """Where it fails, never what it says: that is of strangers, and may be of people."""
    donde = ""
    if isinstance(error, ValidationError) and (pasos := error.errors(include_input=False, include_url=False)[0]["loc"]):
        donde = f" ({' › '.join(str(p)[:40] for p in pasos[:4])})"
    return (
        f"El registro «{nombre}.json» no se entiende{donde}: lo hizo una versión más nueva de la aplicación, o no "
        "es de ella."
    )


# --- definitions: nearly all packages bring the same ones -----------------------------------------------------------

_cedulas: dict[str, CedulaDefinition] = {}
_juntas: dict[bytes, dict[str, CedulaDefinition]] = {}


def _definiciones(crudos: Mapping[str, bytes]) -> dict[str, CedulaDefinition]:
    huella = hashlib.sha256(crudos["definiciones"]).digest()
    if huella not in _juntas:
        leidas = _definiciones_de(crudos)
        if len(_juntas) >= _CEDULAS_EN_MEMORIA:
            _juntas.clear()
        _juntas[huella] = leidas
    return _juntas[huella]


def _definiciones_de(crudos: Mapping[str, bytes]) -> dict[str, CedulaDefinition]:
    try:
        dichas = json.loads(crudos["definiciones"])
        textos = {str(c): json.dumps(d, ensure_ascii=True, sort_keys=True) for c, d in dichas.items()}
    except (ValueError, RecursionError, AttributeError) as error:
        raise _Incomprensible(_no_se_entiende("definiciones", error)) from error
    if len(textos) > TOPE_LISTA:
        raise _Incomprensible("El paquete trae más cédulas de las posibles.")
    leidas = {codigo: _cedula(texto) for codigo, texto in textos.items()}
    if any(codigo != d.codigo for codigo, d in leidas.items()):
        raise _Incomprensible("El paquete trae una cédula con el código de otra.")
    return leidas


def _cedula(texto: str) -> CedulaDefinition:
    conocida = _cedulas.get(texto)
    if conocida is None:
        try:
            conocida = CedulaDefinition.model_validate_json(texto)
        except (ValidationError, ValueError, RecursionError) as error:
            raise _Incomprensible(_no_se_entiende("definiciones", error)) from error
        if len(_cedulas) >= _CEDULAS_EN_MEMORIA:
            _cedulas.clear()
        _cedulas[texto] = conocida
    return conocida
