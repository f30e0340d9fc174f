"""The sheets besides survey: choices, settings, thresholds and rules, as plain values with their place.

It must never guess in silence: what a sheet does not say is told, with what was taken instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.bruto import ReglaBruta
from supervisor_app.services.xlsform.encabezados import Renglon, Tabla
from supervisor_app.services.xlsform.problemas import Hallados, Lugar
from supervisor_app.services.xlsform.valores import leer_expresion, leer_si_no

_CLAVE: Final = re.compile(r"[a-z][a-z0-9_]{1,59}")
_CODIGO: Final = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
_ENTERO: Final = re.compile(r"[0-9]{1,9}")
_DEPARTAMENTOS: Final = {
    "CO": Departamento.COBRANZA,
    "RC": Departamento.REGISTRO_CARTERA,
    "AV": Departamento.AFILIACION_VIGENCIA,
    "AP": Departamento.AUDITORIA_PATRONES,
}


def como_clave(texto: str, ocupadas: Iterable[str]) -> str:
    """A key as definitions have them, as near to ``texto`` as can be and not among ``ocupadas``."""
    llano = unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode().lower()
    clave = re.sub(r"[^a-z0-9]+", "_", llano).strip("_")[:50]
    if not _CLAVE.fullmatch(texto) and not _CLAVE.fullmatch(clave):
        clave = f"c_{clave}"
    clave = texto if _CLAVE.fullmatch(texto) else clave
    libre, n = clave, 2
    while libre in set(ocupadas):
        libre, n = f"{clave}_{n}", n + 1
    return libre


def renglones(texto: str) -> list[str]:
    """The entries of a cell with one per line."""
    return [linea.strip() for linea in texto.splitlines() if linea.strip()]


# --- choices ------------------------------------------------------------------------------------------------------


@dataclass
class Listas:
    """The lists by their name in the sheet: ``opciones`` as read, with the place of each."""

    opciones: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    renglones: dict[str, list[Renglon]] = field(default_factory=dict)

    @property
    def claves(self) -> dict[str, tuple[str, ...]]:
        """The keys of the choices of each list."""
        return {nombre: tuple(o["clave"] for o in opciones) for nombre, opciones in self.opciones.items()}


def leer_listas(tabla: Tabla | None, hallados: Hallados) -> Listas:
    """The sheet choices. Repeated keys, missing texts and columns that cannot be attributes are told."""
    listas = Listas()
    if tabla is None:
        return listas
    if "list_name" not in tabla.columnas:
        hallados.mal(Lugar(c.CHOICES, 1), "Falta la columna «list_name».")
        return listas
    for titulo, indice in tabla.extras.items():
        if not _CLAVE.fullmatch(titulo):
            hallados.mal(
                tabla.hoja.lugar(1, indice),
                f"«{titulo[:40]}» no sirve de nombre para un atributo de las opciones: use minúsculas, números y guion "
                "bajo.",
            )
    for renglon in tabla:
        nombre, clave = renglon["list_name"], renglon["name"]
        if not nombre:
            hallados.mal(renglon.lugar("list_name"), "Falta el nombre de la lista.")
            continue
        if not clave:
            hallados.mal(renglon.lugar("name"), "Falta la clave de la opción.")
            continue
        if any(otra["clave"] == clave for otra in listas.opciones.get(nombre, [])):
            hallados.mal(renglon.lugar("name"), f"La opción «{clave[:40]}» está repetida en la lista «{nombre[:40]}».")
            continue
        atributos = {extra: renglon[extra] for extra in tabla.extras if renglon[extra]}
        opcion = {"clave": clave, "texto": renglon["label"], "atributos": atributos}
        listas.opciones.setdefault(nombre, []).append(opcion)
        listas.renglones.setdefault(nombre, []).append(renglon)
    return listas


# --- settings -----------------------------------------------------------------------------------------------------


@dataclass
class Portada:
    """What the sheet settings says, as raw fields of a definition, with the place of each."""

    datos: dict[str, Any] = field(default_factory=dict)
    lugares: dict[str, Lugar] = field(default_factory=dict)
    fundamento: str = ""
    evidencia: str = ""
    idioma: str = ""


def leer_portada(tabla: Tabla | None, hoy: date, hallados: Hallados) -> Portada:
    """The sheet settings; what it does not say is told, or taken from what it does say and told."""
    portada = Portada()
    filas = list(tabla or ())
    if not filas:
        hallados.mal(
            Lugar(c.SETTINGS), "Falta la hoja settings con form_id (el código de la cédula, como CO-24) y version."
        )
        return portada
    for otra in filas[1:]:
        hallados.avisar(otra.lugar(), "Sólo se lee la fila 2 de esta hoja.")
    renglon = filas[0]
    portada.fundamento, portada.evidencia = renglon[c.FUNDAMENTO], renglon[c.EVIDENCIA]
    portada.idioma = renglon["default_language"]

    def poner(campo: str, columna: str, valor: object) -> None:
        portada.datos[campo], portada.lugares[campo] = valor, renglon.lugar(columna)

    codigo = renglon["form_id"]
    if not _CODIGO.fullmatch(codigo):
        hallados.mal(
            renglon.lugar("form_id"), "Escriba el código de la cédula, como CO-24: dos letras, guion y número."
        )
    else:
        poner("codigo", "form_id", codigo)
    poner("version", "version", _version(renglon, hallados))
    poner("vigente_al", c.VIGENTE, renglon[c.VIGENTE] or _dicho(renglon, c.VIGENTE, hoy.isoformat(), hallados))
    poner("departamento", c.DEPARTAMENTO, _departamento(renglon, codigo, hallados))
    poner("seccion_manual", c.SECCION, renglon[c.SECCION] or _seccion(renglon, portada.fundamento, hallados))
    poner("proceso", c.PROCESO, renglon[c.PROCESO] or _proceso(renglon, codigo, hallados))
    unidades = [u for u in re.split(r"[,;\s]+", renglon[c.UNIDADES]) if u]
    poner("unidades", c.UNIDADES, unidades or [_dicho(renglon, c.UNIDADES, "SUB", hallados)])
    if renglon[c.ETIQUETA]:
        poner("etiqueta", c.ETIQUETA, renglon[c.ETIQUETA])
    return portada


def _dicho(renglon: Renglon, columna: str, valor: str, hallados: Hallados) -> str:
    hallados.avisar(renglon.lugar(columna), f"Está vacía; se tomó «{valor}».")
    return valor


def _version(renglon: Renglon, hallados: Hallados) -> int:
    texto = renglon["version"]
    if not texto:
        return int(_dicho(renglon, "version", "1", hallados))
    if not _ENTERO.fullmatch(texto) or not 1 <= int(texto) <= 9999:
        hallados.mal(renglon.lugar("version"), "La versión es un número entero de 1 a 9999; suba uno con cada cambio.")
        return 1
    return int(texto)


def _departamento(renglon: Renglon, codigo: str, hallados: Hallados) -> str:
    if renglon[c.DEPARTAMENTO]:
        return renglon[c.DEPARTAMENTO]
    de_codigo = _DEPARTAMENTOS.get(codigo.partition("-")[0])
    if de_codigo is None:
        validos = ", ".join(d.value for d in Departamento)
        hallados.mal(renglon.lugar(c.DEPARTAMENTO), f"Falta el departamento; use uno de: {validos}.")
        return Departamento.COBRANZA.value
    return _dicho(renglon, c.DEPARTAMENTO, de_codigo.value, hallados)


def _seccion(renglon: Renglon, fundamento: str, hallados: Hallados) -> str:
    partes = (renglones(fundamento) or [""])[0].split(":")
    if len(partes) == 3:
        return _dicho(renglon, c.SECCION, partes[1], hallados)
    hallados.mal(renglon.lugar(c.SECCION), "Falta la sección del manual, como 7.1.3.")
    return "1.1"


def _proceso(renglon: Renglon, codigo: str, hallados: Hallados) -> str:
    titulo = renglon["form_title"].removeprefix(codigo).strip(" ·-:")
    if not titulo:
        hallados.mal(renglon.lugar(c.PROCESO), "Falta el nombre del proceso que revisa la cédula.")
    return titulo or "sin proceso"


# --- thresholds and rules -----------------------------------------------------------------------------------------


def leer_umbrales(tabla: Tabla | None, hallados: Hallados) -> dict[str, tuple[dict[str, Any], Renglon]]:
    """The sheet umbrales, by key: raw fields, and the row for their places."""
    leidos: dict[str, tuple[dict[str, Any], Renglon]] = {}
    for renglon in tabla or ():
        clave = renglon["clave"]
        if clave in leidos:
            hallados.mal(renglon.lugar("clave"), f"El umbral «{clave[:40]}» está repetido.")
            continue
        texto = renglon["valor"]
        datos: dict[str, Any] = {
            "clave": clave,
            "valor": int(texto) if _ENTERO.fullmatch(texto) else texto,
            "unidad": renglon["unidad"],
            "singular": renglon["singular"] or None,
            "fundamento": renglon["fundamento"] or None,
            "vigente_al": renglon["vigente_al"],
        }
        for campo in ("en_letra", "legal"):
            dicho = leer_si_no(renglon[campo])
            if dicho is None and renglon[campo]:
                hallados.mal(renglon.lugar(campo), "Escriba sí o no.")
            datos[campo] = bool(dicho)
        leidos[clave] = datos, renglon
    return leidos


def leer_reglas(tabla: Tabla | None, hallados: Hallados) -> dict[str, list[ReglaBruta]]:
    """The sheet reglas, by the name of their question."""
    leidas: dict[str, list[ReglaBruta]] = {}
    for renglon in tabla or ():
        if not renglon["constraint"] or not renglon["constraint_message"]:
            falta = "constraint" if not renglon["constraint"] else "constraint_message"
            hallados.mal(renglon.lugar(falta), "Falta este dato.")
            continue
        if renglon["tipo"] not in (c.DURA, c.AVISO):
            hallados.mal(renglon.lugar("tipo"), f"Escriba «{c.DURA}» o «{c.AVISO}».")
            continue
        orden = renglon["orden"]
        if orden and (not _ENTERO.fullmatch(orden) or not 1 <= int(orden) <= 20):
            hallados.mal(renglon.lugar("orden"), "Escriba un número de 1 a 20, o déjelo vacío.")
            continue
        regla = ReglaBruta(
            leer_expresion(renglon["constraint"]),
            renglon["constraint_message"],
            renglon["tipo"] == c.DURA,
            renglon.lugar("constraint"),
            renglon.lugar("constraint_message"),
            int(orden) if orden else None,
        )
        leidas.setdefault(renglon["name"], []).append(regla)
    return leidas
