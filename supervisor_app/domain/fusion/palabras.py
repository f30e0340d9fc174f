"""Clashes and what a copy brings, in the words that people read. It must never decide anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import CedulaFijada, Fila, Respuesta, Valor, sumar_filas
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.choque import EXISTE, Choque
from supervisor_app.domain.clases import nombre_de
from supervisor_app.domain.comandos.choques import con_valor, registro_de
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente
from supervisor_app.domain.fusion.campos import REGISTRO
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.informe import SECCIONES, DatosInforme, marcas
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.texto import cuantos, fecha_corta, fecha_hora
from supervisor_app.domain.visita import Unidad

SIN_DATO = "Sin dato"

_CLASES: Mapping[str, tuple[str, str, str]] = {
    "visita": ("dato de la visita", "datos de la visita", "o"),
    "fijada": ("definición de cédula", "definiciones de cédula", "a"),
    "aplicada": ("encabezado de cédula", "encabezados de cédula", "o"),
    "respuesta": ("respuesta", "respuestas", "a"),
    "fila": ("renglón de muestra", "renglones de muestra", "o"),
    "evidencia": ("evidencia", "evidencias", "a"),
    "inconsistencia": ("inconsistencia", "inconsistencias", "a"),
    "medida": ("medida", "medidas", "a"),
    "verificacion": ("verificación de un hallazgo anterior", "verificaciones de hallazgos anteriores", "a"),
    "muestreo": ("sorteo de muestra", "sorteos de muestra", "o"),
    "sin_lugar": ("respuesta sin lugar", "respuestas sin lugar", "a"),
    "indicador": ("indicador", "indicadores", "o"),
    "acta": ("acta de cierre", "actas de cierre", "a"),
    "informe": ("borrador del informe", "borradores del informe", "o"),
}
_CAMPOS: Mapping[str, str] = {
    EXISTE: "Si se conserva o se quita",
    REGISTRO: "Todo el registro",
    "valor": "Respuesta",
    "nota": "Nota",
    "titulo": "Título",
    "descripcion": "Descripción",
    "causa": "Causa",
    "riesgo": "Riesgo",
    "importe": "Importe",
    "estado": "Estado",
    "texto": "Texto de la medida",
    "fecha": "Fecha",
    "responsable_cargo": "Cargo del responsable",
    "responsable_nombre": "Nombre del responsable",
    "responsable": "Quién aplica la cédula",
    "evidencia_esperada": "Evidencia esperada",
    "avance": "Avance (%)",
    "tipo": "Tipo",
    "unidad": "Unidad visitada",
    "inicio": "Inicio",
    "fin": "Término",
    "pliego": "Número de pliego",
    "lugar": "Lugar",
    "ciudad": "Ciudad",
    "objeto": "Objeto",
    "periodo_revisado": "Periodo revisado",
    "fecha_corte": "Fecha de corte",
    "fuente": "Fuente",
    "hora_apertura": "Hora de apertura",
    "hora_cierre": "Hora de cierre",
    "recibio": "Quién recibió la visita",
    "titular": "Titular de la unidad",
    "superior": "Superior que da el visto bueno",
    "visto_bueno": "Qué firma el superior",
    "folio": "Folio",
    "atendio": "Quién atendió",
    "universo": "Universo",
    "metodo_muestra": "Método de la muestra",
    "observaciones": "Observaciones",
    "referencia": "Referencia",
    "detalle": "Detalle",
    "con_inconsistencia": "Con inconsistencia",
    "nombre": "Nombre del archivo",
    "leyenda": "Leyenda",
    "contenido": "Imagen o archivo",
    "sitio": "A qué corresponde",
    "resultado": "Resultado",
    "cifra": "Valor real, fuente y corte",
    "meta": "Meta",
    "manifestaciones": "Manifestaciones",
    "acuerdos": "Acuerdos",
    "introduccion": "Introducción",
    "origen": "Origen",
    "posible_irregularidad": "Posible irregularidad",
    "motivo_revision": "Motivo de la corrección",
}


def resumen(cambios: Iterable[Cambio]) -> tuple[str, ...]:
    """What the changes bring, kind by kind: «8 respuestas nuevas», «1 medida que se quita»."""
    cuenta = Counter((nombre_de(c.clase), _que_pasa(c)) for c in cambios if nombre_de(c.clase) in _CLASES)
    lineas = []
    for clase, (uno, varios, genero) in _CLASES.items():
        for que in ("nuev", "cambiad", "quitad"):
            if n := cuenta[clase, que]:
                if clase == "visita":
                    # That it comes whole is said apart, and it is never taken away.
                    lineas += ["Cambian datos de la visita"] if que == "cambiad" else []
                else:
                    lineas.append(f"{cuantos(n, uno, varios)} {que}{genero}{'' if n == 1 else 's'}")
    return tuple(lineas)


def _que_pasa(c: Cambio) -> str:
    return "nuev" if c.antes is None else "quitad" if c.despues is None else "cambiad"


def nombre_del_campo(choque: Choque) -> str:
    """What the clash is about: «Nota», «2. Actividades realizadas»."""
    campo, _, parte = choque.campo.partition(".")
    if parte:
        modelo = DatosInforme.model_fields
        return next((c.title for n, c in modelo.items() if parte in (n, c.alias) and c.title), parte.capitalize())
    lista, _, elemento = campo.partition("[")
    if elemento:
        return f"Columna «{elemento.rstrip(']')}»"
    return _CAMPOS.get(lista, lista.replace("_", " ").capitalize())


def de_que(e: Expediente, choque: Choque) -> str:
    """The record that it is about: «CO-02-03 · ¿Pregunta?», «Inconsistencia 03», «La visita»."""
    registro = registro_de(e, choque)
    match registro:
        case Respuesta() | Fila():
            item = e.item(registro.item_id)
            titulo = f"{registro.item_id} · {item.pregunta}" if item is not None else registro.item_id
            return (
                f"{titulo} · renglón {registro.referencia or registro.orden}" if isinstance(registro, Fila) else titulo
            )
        case Inconsistencia():
            return f"Inconsistencia {registro.numero:02d}"
        case Medida():
            hallazgo = e.inconsistencias.get(registro.inconsistencia_id)
            return f"Medida de la inconsistencia {hallazgo.numero:02d}" if hallazgo is not None else "Medida"
        case Evidencia():
            return f"Evidencia «{registro.nombre}»"
        case Verificacion():
            return f"Verificación de {registro.folio}"
        case None:
            return "Un registro que ya se quitó"
        case _:
            codigo = getattr(registro, "codigo", "") or getattr(registro, "item_id", "")
            nombre = {"visita": "La visita", "informe": "Informe de la comisión"}.get(choque.clase)
            base = nombre or _CLASES[choque.clase][0].capitalize()
            return f"{base} {codigo}".strip()


def valor_en_palabras(e: Expediente, choque: Choque, valor: str) -> str:
    """A side of the clash (canonical JSON) as people write it."""
    if choque.campo == EXISTE:
        return "Conservar" if valor == "true" else "Quitar"
    registro = registro_de(e, choque)
    if not valor or registro is None:
        return SIN_DATO
    try:
        otro = con_valor(registro, choque.campo, valor)
    except ValueError:
        return str(json.loads(valor))
    return _campo(otro, choque.campo) + _de_donde(e, registro, otro)


def _de_donde(e: Expediente, registro: Entidad, otro: Entidad) -> str:
    """Of a muestra with rows, whether the counts are theirs, and what choosing others does to them."""
    if not isinstance(registro, Respuesta) or not isinstance(otro, Respuesta):
        return ""
    filas = e.filas_de(registro.item_id)
    suma = sumar_filas(filas)
    if suma is None:
        return ""
    renglones = cuantos(len(filas), "renglón", "renglones")
    return f" (según {renglones})" if otro.valor == suma else f" (sin renglones; se quitan {renglones})"


def _campo(registro: Entidad, campo: str) -> str:
    nombre, _, parte = campo.partition(".")
    if parte:
        dentro = getattr(registro, nombre)
        python = next(n for n, c in type(dentro).model_fields.items() if parte in (n, c.alias, c.serialization_alias))
        contenido = getattr(dentro, python)
        if python in SECCIONES:
            return "\n".join(f"{r.marca} {r.texto}".strip() for r in marcas(contenido)) or SIN_DATO
        return _valor(contenido)
    if campo == "contenido" and isinstance(registro, Evidencia):
        return f"{registro.mime}, {registro.sha256[:8]}"
    if isinstance(registro, CedulaFijada):
        return f"La versión {registro.definicion.version} de {registro.definicion.codigo}"
    if isinstance(registro, Muestreo):
        cuando = fecha_hora(registro.cuando)
        return f"{cuantos(registro.tamano, 'caso', 'casos')} de «{registro.universo.nombre}», sorteados el {cuando}"
    if hasattr(registro, nombre):
        return _valor(getattr(registro, nombre))
    return _valor(registro)


def _valor(valor: object) -> str:
    if valor is None or valor in ("", ()):
        return SIN_DATO
    if isinstance(valor, _VALORES):
        return como_texto(valor)
    for clase, palabras in _PALABRAS.items():
        if isinstance(valor, clase):
            return palabras(valor)
    return str(valor)


def _registro(valor: BaseModel) -> str:
    partes = (_valor(v) for c, v in valor if c not in ("id", "visita_id"))
    return "; ".join(p for p in partes if p != SIN_DATO)


_VALORES: tuple[type[Any], ...] = get_args(get_args(Valor)[0])
_PALABRAS: Mapping[type[Any], Callable[[Any], str]] = {
    bool: lambda v: "Sí" if v else "No",
    Enum: lambda v: str(getattr(v, "label", v.value)),
    Persona: lambda v: ", ".join(p for p in (v.nombre.strip(), v.cargo.strip()) if p) or SIN_DATO,
    Unidad: lambda v: str(v.titulo),
    datetime: fecha_hora,
    date: fecha_corta,
    time: lambda v: f"{v:%H:%M}",
    Decimal: lambda v: f"{v:,}",
    tuple: lambda v: "; ".join(map(_valor, v)),
    BaseModel: _registro,
}
"""How each kind of value is written; a kind comes before the more general ones."""
