"""What was read becomes a definition, or the problems why it does not, each with the cell it came from.

It must never repair a value: what the domain refuses is told where it stands.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    FunctionRef,
    Umbral,
    claves_de_umbral,
    resolver_pregunta,
)
from supervisor_app.services.mensajes_validacion import en_espanol
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.bruto import ParteBruta, PreguntaBruta, ReglaBruta
from supervisor_app.services.xlsform.encabezados import Renglon
from supervisor_app.services.xlsform.hojas import Listas, Portada, como_clave, renglones
from supervisor_app.services.xlsform.nombres import Nombres
from supervisor_app.services.xlsform.problemas import Hallados, Lugar

Loc = tuple[str | int, ...]
_FORMAS: Final = {
    "codigo": "como CO-01",
    "id": "como CO-01-01",
    "seccion_manual": "como 7.1.3",
    "clave": "con letras sin acento, números y guion bajo, sin espacios",
}


@dataclass
class Armado:
    """The raw data of a definition while it is put together. ``lugares`` says from which cell each part came."""

    nombres: Nombres
    hallados: Hallados
    lugares: dict[Loc, Lugar] = field(default_factory=dict)

    def lugar(self, loc: Loc) -> Lugar:
        """The cell of the deepest known part of ``loc``."""
        while loc and loc not in self.lugares:
            loc = loc[:-1]
        return self.lugares.get(loc, Lugar())

    # --- questions ------------------------------------------------------------------------------------------------

    def pregunta(self, loc: Loc, pregunta: PreguntaBruta, portada: Portada) -> dict[str, Any]:
        """The raw fields of one question."""
        textos, lugares = pregunta.textos, pregunta.lugares
        for campo, general in (("fundamento", portada.fundamento), ("evidencia", portada.evidencia)):
            textos[campo] = textos.get(campo) or general
        datos = self._parte(loc, pregunta) | {
            "id": self.nombres.ids.get(pregunta.nombre, ""),
            "pregunta": textos["pregunta"],
            "evidencia": textos["evidencia"],
            "fundamento": renglones(textos["fundamento"].replace(";", "\n")),
            "otro_fundamento": renglones(textos.get("otro_fundamento", "")),
            "unidad": textos.get("unidad") or None,
            "ayuda": textos.get("ayuda") or None,
            "apartado": pregunta.apartado or None,
            "columnas": [
                self._parte((*loc, "columnas", i), columna)
                | {"clave": self.nombres.claves[pregunta.nombre, columna.nombre], "titulo": columna.textos["pregunta"]}
                for i, columna in enumerate(pregunta.columnas)
            ],
        }
        if textos.get("peso"):
            datos["peso"] = textos["peso"]
        if not datos["fundamento"]:
            self.hallados.mal(
                lugares["fundamento"],
                "Falta la función del manual, como JSAC:7.1.3:45; en la hoja settings vale para todas las preguntas.",
            )
        if not textos["evidencia"]:
            self.hallados.mal(
                lugares["evidencia"], "Falta qué se revisa; en la hoja settings vale para todas las preguntas."
            )
        self._sin_citas(pregunta.apartado, lugares.get("apartado", Lugar()))
        return datos

    def _parte(self, loc: Loc, parte: ParteBruta) -> dict[str, Any]:
        self.lugares[loc] = parte.renglon.lugar()
        self.lugares |= {(*loc, campo): lugar for campo, lugar in parte.lugares.items()}
        self.lugares[(*loc, "titulo")] = self.lugares[(*loc, "pregunta_plantilla")] = parte.lugares["pregunta"]
        for campo in ("pregunta", "ayuda", "evidencia"):
            self._sin_citas(parte.textos.get(campo, ""), parte.lugares[campo])
        for regla in parte.reglas:
            self._sin_citas(regla.mensaje, regla.lugar_mensaje)
        self.lugares[(*loc, "decimales")] = parte.renglon.lugar(c.DECIMALES)
        expresiones = {
            campo: self._expresion((*loc, campo), texto)
            for campo, texto in (("calculo", parte.calculo), ("inicial", parte.inicial), ("filtro", parte.filtro))
        }
        return {
            "tipo": parte.kind.value,
            "relevante": self._relevante(loc, parte),
            "restricciones": self._reglas(loc, parte.reglas),
            **expresiones,
            "opcional": parte.opcional,
            "lista": self._lista(parte),
            "decimales": parte.decimales,
        }

    def _lista(self, parte: ParteBruta) -> str | None:
        """Its list by its key here. One that is not there was told already, whatever its name looks like."""
        return self.nombres.listas.get(parte.lista) or (como_clave(parte.lista, ()) if parte.lista else None)

    def _sin_citas(self, texto: str, lugar: Lugar) -> None:
        if "${" in texto:
            self.hallados.mal(lugar, "El texto no puede mostrar otra respuesta; redáctelo sin «${…}».")

    def _expresion(self, loc: Loc, texto: str) -> str | None:
        return self.nombres.reescribir(texto, self.lugar(loc), self.hallados) if texto else None

    def _relevante(self, loc: Loc, parte: ParteBruta) -> str | None:
        if not parte.relevantes:
            return None
        self.lugares[(*loc, "relevante")] = parte.relevantes[-1][1]
        todas = [self.nombres.reescribir(texto, lugar, self.hallados) for texto, lugar in parte.relevantes]
        return todas[0] if len(todas) == 1 else " and ".join(f"({una})" for una in todas)

    def _reglas(self, loc: Loc, reglas: list[ReglaBruta]) -> list[dict[str, Any]]:
        ordenadas = _ordenar(reglas)
        for i, regla in enumerate(ordenadas):
            self.lugares[(*loc, "restricciones", i)] = regla.lugar
            self.lugares[(*loc, "restricciones", i, "mensaje")] = regla.lugar_mensaje
        return [
            {
                "expresion": self.nombres.reescribir(regla.expresion, regla.lugar, self.hallados),
                "mensaje": regla.mensaje,
                "dura": regla.dura,
            }
            for regla in ordenadas
        ]

    # --- lists and thresholds -------------------------------------------------------------------------------------

    def listas(self, listas: Listas, usadas: Container[str]) -> list[dict[str, Any]]:
        """The lists of the definition: all but those that every cédula has, and those that only «cumple» used."""
        de_siempre = {clave for clave, _ in c.OPCIONES_CUMPLE}
        quedan = [
            nombre
            for nombre, opciones in listas.opciones.items()
            if nombre in usadas
            or (nombre not in (c.LISTA_CUMPLE, c.LISTA_MAL) and {o["clave"] for o in opciones} != de_siempre)
        ]
        for i, nombre in enumerate(quedan):
            self.lugares["listas", i] = listas.renglones[nombre][0].lugar("list_name")
            for j, renglon in enumerate(listas.renglones[nombre]):
                loc: Loc = ("listas", i, "opciones", j)
                self.lugares[loc] = renglon.lugar()
                self.lugares[(*loc, "clave")] = renglon.lugar("name")
                self.lugares[(*loc, "texto")] = renglon.lugar("label")
                self._sin_citas(renglon["label"], renglon.lugar("label"))
                for atributo in listas.opciones[nombre][j]["atributos"]:
                    self.lugares[(*loc, "atributos", atributo)] = renglon.lugar(atributo)
        return [{"clave": self.nombres.listas[nombre], "opciones": listas.opciones[nombre]} for nombre in quedan]

    def umbrales(
        self,
        citados: list[tuple[str, Lugar]],
        propios: Mapping[str, tuple[dict[str, Any], Renglon]],
        catalogo: Mapping[str, Umbral],
    ) -> dict[str, Umbral]:
        """The thresholds that the questions cite, in that order: those of the workbook, else those of the catalogue."""
        hallados: dict[str, Umbral] = {}
        for clave, lugar in citados:
            if clave in propios and clave not in hallados:
                datos, renglon = propios[clave]
                try:
                    hallados[clave] = Umbral.model_validate(datos)
                except ValidationError as error:
                    for detalle in error.errors(include_url=False):
                        campo = str((*detalle["loc"], "")[0])
                        self.hallados.mal(renglon.lugar(campo or "clave"), en_espanol(detalle, _FORMAS))
            elif clave in catalogo:
                hallados[clave] = catalogo[clave]
            elif clave not in propios:
                self.hallados.mal(
                    lugar, f"El umbral «{clave[:40]}» no está en la hoja umbrales ni en los de la aplicación."
                )
        for clave in propios.keys() - dict(citados).keys():
            self.hallados.avisar(propios[clave][1].lugar("clave"), "Ninguna pregunta cita este umbral; no se leyó.")
        return hallados

    # --- the whole ------------------------------------------------------------------------------------------------

    def validar(self, datos: dict[str, Any]) -> CedulaDefinition | None:
        """The definition; None where the domain refuses it, with its reasons told."""
        try:
            return CedulaDefinition.model_validate(datos)
        except ValidationError as error:
            for detalle in error.errors(include_url=False):
                contexto = detalle.get("ctx", {})
                dentro = tuple(contexto[n] for n in ("campo", "indice", "subcampo") if n in contexto)
                loc: Loc = (*detalle["loc"], *dentro)
                if detalle["type"] == "lista_falta" or (detalle["type"] == "missing" and len(loc) == 1):
                    continue  # told with the row that names the list, and with the sheet settings
                if loc[-1] in ("items", "opciones", "pregunta_plantilla", "fundamento", "evidencia") and _vacio(
                    detalle
                ):
                    continue  # told where the text is missing, or where what it holds is wrong
                self.hallados.mal(self.lugar(loc), en_espanol(detalle, _FORMAS))
            return None

    def revisar_citas(
        self, cedula: CedulaDefinition, funciones: Container[FunctionRef], fundamentos: Container[str]
    ) -> None:
        """Tell the functions and legal bases that no catalogue has."""
        for i, item in enumerate(cedula.items):
            for ref in item.fundamento:
                if ref not in funciones:
                    self.hallados.mal(
                        self.lugar(("items", i, "fundamento")), f"La función «{ref}» no está en los manuales."
                    )
            for clave in item.otro_fundamento:
                if clave not in fundamentos:
                    self.hallados.mal(
                        self.lugar(("items", i, "otro_fundamento")),
                        f"«{clave[:60]}» no está entre los fundamentos de la aplicación; van uno por renglón.",
                    )


def _vacio(detalle: Any) -> bool:
    return detalle["type"] in ("too_short", "string_too_short", "missing")


def _ordenar(reglas: list[ReglaBruta]) -> list[ReglaBruta]:
    """Each rule in the place it asks for; those that ask for none take the free ones in turn."""
    pedidos: dict[int, ReglaBruta] = {}
    libres: list[ReglaBruta] = []
    for regla in reglas:
        if regla.orden is None or regla.orden in pedidos:
            libres.append(regla)
        else:
            pedidos[regla.orden] = regla
    lugar = 0
    for regla in libres:
        lugar += 1
        while lugar in pedidos:
            lugar += 1
        pedidos[lugar] = regla
    return [pedidos[n] for n in sorted(pedidos)]


def citas_de_umbral(preguntas: list[PreguntaBruta]) -> list[tuple[str, Lugar]]:
    """The thresholds that questions cite, each time, with the place."""
    return [
        (clave, p.lugares["pregunta"]) for p in preguntas for clave in claves_de_umbral(_plano(p.textos["pregunta"]))
    ]


def resolver(preguntas: list[PreguntaBruta], datos: list[dict[str, Any]], umbrales: Mapping[str, Umbral],
             hallados: Hallados) -> None:  # fmt: skip
    """Give each question its final wording beside its template."""
    for pregunta, dato in zip(preguntas, datos, strict=True):
        plantilla = _plano(dato["pregunta"])
        dato["pregunta_plantilla"] = plantilla
        if all(clave in umbrales for clave in claves_de_umbral(plantilla)):
            try:
                dato["pregunta"] = resolver_pregunta(plantilla, umbrales)
            except ValueError as error:
                hallados.mal(pregunta.lugares["pregunta"], str(error))


def _plano(texto: str) -> str:
    return " ".join(texto.split())
