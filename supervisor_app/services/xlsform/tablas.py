"""A definition as the tables of an XLSForm: one list of rows per sheet, each row its cells by column.

What it writes, ``lectura`` reads back as the same definition. It must never leave anything of a definition out in
silence: what has no place in an XLSForm is a UserError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Columna,
    ItemDefinition,
    Kind,
    Logica,
    Restriccion,
    Umbral,
)
from supervisor_app.errors import UserError
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.valores import escribir_inicial

Renglon = dict[str, str | int | float]


@dataclass(frozen=True)
class Tablas:
    """The rows of each sheet, in order."""

    survey: list[Renglon] = field(default_factory=list)
    choices: list[Renglon] = field(default_factory=list)
    settings: list[Renglon] = field(default_factory=list)
    umbrales: list[Renglon] = field(default_factory=list)
    reglas: list[Renglon] = field(default_factory=list)

    def por_hoja(self) -> dict[str, list[Renglon]]:
        return {
            c.SURVEY: self.survey,
            c.CHOICES: self.choices,
            c.SETTINGS: self.settings,
            c.REGLAS: self.reglas,
            c.UMBRALES: self.umbrales,
        }


def tablas(definicion: CedulaDefinition) -> Tablas:
    """The sheets of a definition. Raises UserError for what an XLSForm cannot say."""
    _revisar(definicion)
    hechas = Tablas()
    hechas.settings.append(_settings(definicion))
    for grupo, (apartado, items) in enumerate(_por_apartado(definicion.items), start=1):
        if apartado is not None:
            hechas.survey.append({"type": "begin_group", "name": f"apartado_{grupo}", "label": apartado})
        for item in items:
            _pregunta(item, hechas)
        if apartado is not None:
            hechas.survey.append({"type": "end_group", "name": f"apartado_{grupo}"})
    _listas(definicion, hechas)
    hechas.umbrales.extend(_umbral(umbral) for umbral in definicion.umbrales)
    return hechas


def _revisar(definicion: CedulaDefinition) -> None:
    textos = [definicion.proceso, definicion.etiqueta]
    for item in definicion.items:
        textos += [
            item.pregunta_plantilla,
            item.evidencia,
            *item.otro_fundamento,
            item.ayuda or "",
            item.apartado or "",
        ]
        textos += [columna.titulo for columna in item.columnas]
        textos += [r.mensaje for parte in (item, *item.columnas) for r in parte.restricciones]
    textos += [opcion.texto for lista in definicion.listas for opcion in lista.opciones]
    for texto in textos:
        if "${" in texto:
            raise UserError(
                f"«{texto[:60]}» contiene «${{», que en un XLSForm cita otra pregunta; escríbalo de otro modo."
            )
    for lista in definicion.listas:
        for clave in sorted({clave for opcion in lista.opciones for clave in opcion.atributos}):
            if clave in c.RESERVADAS_CHOICES:
                raise UserError(f"El atributo «{clave}» de la lista «{lista.clave}» tiene otro sentido en un XLSForm.")


def _settings(d: CedulaDefinition) -> Renglon:
    return {
        "form_title": d.titulo,
        "form_id": d.codigo,
        "version": str(d.version),
        "default_language": "es",
        "style": "pages",
        c.VIGENTE: d.vigente_al.isoformat(),
        c.DEPARTAMENTO: d.departamento.value,
        c.SECCION: d.seccion_manual,
        c.PROCESO: d.proceso,
        c.UNIDADES: ", ".join(u.value for u in d.unidades),
        c.ETIQUETA: d.etiqueta,
    }


def _por_apartado(items: Sequence[ItemDefinition]) -> Iterator[tuple[str | None, list[ItemDefinition]]]:
    juntos: list[ItemDefinition] = []
    for item in items:
        if juntos and item.apartado != juntos[0].apartado:
            yield juntos[0].apartado, juntos
            juntos = []
        juntos.append(item)
    if juntos:
        yield juntos[0].apartado, juntos


def _pregunta(item: ItemDefinition, hechas: Tablas) -> None:
    metadatos: Renglon = {
        c.TIPO: item.tipo.value,
        c.FUNDAMENTO: "\n".join(map(str, item.fundamento)),
        c.OTRO_FUNDAMENTO: "\n".join(item.otro_fundamento),
        c.EVIDENCIA: item.evidencia,
        c.UNIDAD: item.unidad or "",
        c.DECIMALES: item.decimales or "",
        c.PESO: _numero(item.peso),
    }
    texto: Renglon = {"name": item.id, "label": item.pregunta_plantilla, "hint": item.ayuda or ""}
    if item.tipo is not Kind.MUESTRA:
        tipo = c.tipo_xlsform(item.tipo, item.decimales, item.lista)
        hechas.survey.append({"type": tipo, **texto, **_logica(item, item.tipo, tipo), **metadatos})
        _constraint(item.id, item.restricciones, hechas, en_renglon=True)
        return
    relevante: Renglon = {"relevant": item.relevante or ""}
    hechas.survey.append({"type": "begin_group", **texto, **relevante, **metadatos})
    _constraint(item.id, item.restricciones, hechas, en_renglon=False)
    _muestra(item, hechas)
    hechas.survey.append({"type": "end_group", "name": item.id})


def _muestra(item: ItemDefinition, hechas: Tablas) -> None:
    for sufijo, tipo, etiqueta in c.CONTEOS:
        cuenta: Renglon = {"type": tipo, "name": f"{item.id}_{sufijo}", "label": etiqueta}
        if sufijo == "revisados":
            cuenta["required"] = "no" if item.opcional else "yes"
        if sufijo == "con_inconsistencia":
            cuenta["constraint"] = f". <= ${{{item.id}_revisados}}"
            cuenta["constraint_message"] = "No pueden ser más que los casos revisados."
        hechas.survey.append(cuenta)
    filas = f"{item.id}_{c.FILAS}"
    hechas.survey.append({"type": "begin_repeat", "name": filas, "label": "Casos de la muestra"})
    for sufijo, tipo, etiqueta in c.FIJAS:
        hechas.survey.append({"type": tipo, "name": f"{item.id}_{sufijo}", "label": etiqueta})
    for columna in item.columnas:
        _columna(item.id, columna, hechas)
    hechas.survey.append({"type": "end_repeat", "name": filas})


def _columna(item_id: str, columna: Columna, hechas: Tablas) -> None:
    nombre = f"{item_id}_{columna.clave}"
    tipo = c.tipo_xlsform(columna.tipo, columna.decimales, columna.lista)
    hechas.survey.append(
        {
            "type": tipo,
            "name": nombre,
            "label": columna.titulo,
            **_logica(columna, columna.tipo, tipo),
            c.TIPO: columna.tipo.value,
            c.DECIMALES: columna.decimales or "",
        }
    )
    _constraint(nombre, columna.restricciones, hechas, en_renglon=True)


def _logica(parte: Logica, kind: Kind, tipo: str) -> Renglon:
    hecha: Renglon = {"relevant": parte.relevante or "", "choice_filter": parte.filtro or ""}
    if parte.calculo is not None:
        # Nobody types it, so that it is not required; only «no» is worth saying.
        hecha |= {"calculation": parte.calculo, "read_only": "yes", "required": "no" if parte.opcional else ""}
    else:
        hecha["required"] = "no" if parte.opcional else "yes"
    if parte.inicial is not None:
        hecha["default"], hecha[c.INICIAL] = escribir_inicial(parte.inicial, tipo, kind)
    return hecha


def _constraint(nombre: str, reglas: Sequence[Restriccion], hechas: Tablas, *, en_renglon: bool) -> None:
    """The first hard rule stands beside its question; the others, and those of a group, in a sheet of their own."""
    primera = next((i for i, regla in enumerate(reglas) if regla.dura), None) if en_renglon else None
    for i, regla in enumerate(reglas):
        if i == primera:
            hechas.survey[-1] |= {"constraint": regla.expresion, "constraint_message": regla.mensaje}
            continue
        hechas.reglas.append(
            {
                "name": nombre,
                "orden": i + 1,
                "tipo": c.DURA if regla.dura else c.AVISO,
                "constraint": regla.expresion,
                "constraint_message": regla.mensaje,
            }
        )


def _listas(definicion: CedulaDefinition, hechas: Tablas) -> None:
    tipos = {item.tipo for item in definicion.items}
    tipos |= {columna.tipo for item in definicion.items for columna in item.columnas}
    if Kind.CUMPLE in tipos:
        hechas.choices.extend({"list_name": c.LISTA_CUMPLE, "name": n, "label": t} for n, t in c.OPCIONES_CUMPLE)
    if Kind.MUESTRA in tipos:
        hechas.choices.extend({"list_name": c.LISTA_MAL, "name": n, "label": t} for n, t in c.OPCIONES_MAL)
    for lista in definicion.listas:
        for opcion in lista.opciones:
            renglon: Renglon = {"list_name": lista.clave, "name": opcion.clave, "label": opcion.texto}
            hechas.choices.append({**renglon, **opcion.atributos})


def _umbral(u: Umbral) -> Renglon:
    return {
        "clave": u.clave,
        # As text where it is a Decimal, so that 60.0 comes back with its decimals.
        "valor": u.valor if isinstance(u.valor, int) else str(u.valor),
        "unidad": u.unidad,
        "singular": u.singular or "",
        "en_letra": _si_no(u.en_letra),
        "legal": _si_no(u.legal),
        "fundamento": u.fundamento or "",
        "vigente_al": u.vigente_al.isoformat(),
    }


def _si_no(valor: bool) -> str:
    return "sí" if valor else "no"


def _numero(valor: Decimal) -> int | float:
    return int(valor) if valor == int(valor) else float(valor)
