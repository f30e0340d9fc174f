"""An .xlsx that a person wrote becomes a definition, with everything that is wrong in it told at once.

pyxform judges whether it is an XLSForm, the domain whether it is a cédula. It must never give back half a definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervisor_app.domain.cedula.definition import CedulaDefinition, Kind
from supervisor_app.domain.cedula.logica import problemas_de_logica
from supervisor_app.errors import UserError
from supervisor_app.services.lectura_definiciones import Contexto
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.armado import Armado, citas_de_umbral, resolver
from supervisor_app.services.xlsform.bruto import PreguntaBruta
from supervisor_app.services.xlsform.encabezados import Renglon, Tabla, tabla
from supervisor_app.services.xlsform.encuesta import Encuesta
from supervisor_app.services.xlsform.hojas import Listas, Portada, leer_listas, leer_portada, leer_reglas, leer_umbrales
from supervisor_app.services.xlsform.libro import Libro, leer
from supervisor_app.services.xlsform.nombres import nombrar
from supervisor_app.services.xlsform.problemas import Hallados, Lugar, Problema
from supervisor_app.services.xlsform.pyxform_dice import preguntar

_SIN_CODIGO = "ZZ-999"


@dataclass(frozen=True, slots=True)
class Lectura:
    """What came of a workbook: its definition, None with any problem; ``avisos`` were decided for its author."""

    definicion: CedulaDefinition | None
    problemas: tuple[Problema, ...]
    avisos: tuple[Problema, ...]


def importar(contenido: bytes, contexto: Contexto, hoy: date) -> Lectura:
    """Read a workbook against the catalogues. Never raises for what it holds; ``hoy`` dates what bears no date."""
    hallados = Hallados()
    try:
        libro = leer(contenido, hallados)
    except UserError as error:
        return Lectura(None, (Problema(Lugar(), error.message),), ())
    definicion = _definicion(libro, contexto, hoy, hallados)
    preguntar(libro, hallados)
    return Lectura(None if hallados.problemas else definicion, hallados.problemas, hallados.avisos)


@dataclass(frozen=True)
class _Leido:
    """What the sheets say, before it has numbers."""

    portada: Portada
    preguntas: list[PreguntaBruta]
    listas: Listas
    umbrales: dict[str, tuple[dict[str, Any], Renglon]]


def _definicion(libro: Libro, contexto: Contexto, hoy: date, hallados: Hallados) -> CedulaDefinition | None:
    leido = _leer_hojas(libro, hoy, hallados)
    return _armar(leido, contexto, hallados) if leido is not None else None


def _leer_hojas(libro: Libro, hoy: date, hallados: Hallados) -> _Leido | None:
    if c.SURVEY not in libro.hojas:
        hojas = ", ".join(f"«{nombre[:30]}»" for nombre in libro.nombres[:8])
        hallados.mal(Lugar(), f"El libro no tiene la hoja «survey», donde van las preguntas; tiene: {hojas}.")
        return None
    portada = leer_portada(_tabla(libro, c.SETTINGS, hallados), hoy, hallados)
    encuesta_tabla = _tabla(libro, c.SURVEY, hallados, portada.idioma)
    listas = leer_listas(_tabla(libro, c.CHOICES, hallados, portada.idioma), hallados)
    reglas = leer_reglas(_tabla(libro, c.REGLAS, hallados), hallados)
    umbrales = leer_umbrales(_tabla(libro, c.UMBRALES, hallados), hallados)
    if encuesta_tabla is None or not {"type", "name"} <= encuesta_tabla.columnas.keys():
        hallados.mal(Lugar(c.SURVEY, 1), "La fila 1 debe tener los títulos; faltan «type» o «name».")
        return None
    encuesta = Encuesta(listas.claves, hallados)
    encuesta.leer(encuesta_tabla)
    if not encuesta.preguntas:
        hallados.mal(Lugar(c.SURVEY), "La hoja no tiene ninguna pregunta.")
        return None
    partes = {parte.nombre: parte for pregunta in encuesta.preguntas for parte in (pregunta, *pregunta.columnas)}
    for nombre, de_parte in reglas.items():
        if nombre in partes:
            partes[nombre].reglas.extend(de_parte)
        else:
            hallados.mal(de_parte[0].lugar, f"«{nombre[:40]}» no es ninguna pregunta de la hoja survey.")
    return _Leido(portada, encuesta.preguntas, listas, umbrales)


def _armar(leido: _Leido, contexto: Contexto, hallados: Hallados) -> CedulaDefinition | None:
    preguntas, portada, opciones = leido.preguntas, leido.portada, leido.listas.opciones
    partes = [parte for pregunta in preguntas for parte in (pregunta, *pregunta.columnas)]
    usadas = {parte.lista for parte in partes if parte.kind in (Kind.OPCION, Kind.OPCIONES)}
    quedan = [nombre for nombre in opciones if nombre not in (c.LISTA_CUMPLE, c.LISTA_MAL) or nombre in usadas]
    nombres = nombrar(preguntas, quedan, str(portada.datos.get("codigo", _SIN_CODIGO)), hallados)
    armado = Armado(nombres, hallados, {(campo,): lugar for campo, lugar in portada.lugares.items()})
    items = [armado.pregunta(("items", i), pregunta, portada) for i, pregunta in enumerate(preguntas)]
    umbrales = armado.umbrales(citas_de_umbral(preguntas), leido.umbrales, contexto.umbrales)
    resolver(preguntas, items, umbrales, hallados)
    datos = {
        "codigo": _SIN_CODIGO,
        **portada.datos,
        "items": items,
        "umbrales": list(umbrales.values()),
        "listas": armado.listas(leido.listas, usadas),
    }
    cedula = armado.validar(datos)
    if cedula is not None:
        armado.revisar_citas(cedula, contexto.funciones, contexto.fundamentos)
        for falla in problemas_de_logica(cedula):
            hallados.mal(armado.lugar(falla.lugar), falla.mensaje)
    return cedula


def _tabla(libro: Libro, nombre: str, hallados: Hallados, idioma: str = "") -> Tabla | None:
    hoja = libro.hojas.get(nombre)
    return tabla(hoja, hallados, idioma) if hoja is not None and hoja.titulos else None
