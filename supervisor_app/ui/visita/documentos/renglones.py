"""What the left side says: a row for each document, what stands between the visit and its closing, who signs where.

Pure functions from the services' values to words; no widget is touched here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.domain.avance import Faltante, Paso
from supervisor_app.domain.documento import CampoDeFirma, Documento, EstadoDocumento, TipoDocumento
from supervisor_app.domain.texto import NO_BREAK_SPACE, cuantos
from supervisor_app.domain.turnos import en_orden, impide_efirma, se_puede_firmar
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.visita.documentos.nombres import same_person

_EMITIBLES = (EstadoDocumento.SIN_EMITIR, EstadoDocumento.DESACTUALIZADO)
_VIGENTES = (EstadoDocumento.LISTO, EstadoDocumento.FIRMADO, EstadoDocumento.MIXTO, EstadoDocumento.DIBUJADO)
_ICONS = {
    TipoDocumento.CEDULA: "clipboard-check",
    TipoDocumento.INFORME: "file-text",
    TipoDocumento.ACTA: "users",
    TipoDocumento.CONCENTRADO: "list",
    TipoDocumento.SEGUIMIENTO: "history",
    TipoDocumento.TURNADO: "lock",
    TipoDocumento.EXPEDIENTE: "folder",
}
DE_CONSULTA = "De consulta: no viaja en el paquete"
_PILLS = {
    EstadoDocumento.SIN_EMITIR: ("file", "na"),
    EstadoDocumento.DESACTUALIZADO: ("history", "warn"),
    EstadoDocumento.LISTO: ("file-clock", "na"),
    EstadoDocumento.FIRMADO: ("file-check", "ok"),
    EstadoDocumento.MIXTO: ("file-check", "ok"),
    EstadoDocumento.DIBUJADO: ("pen-tool", "accent"),
    EstadoDocumento.TINTA: ("stamp", "na"),
    EstadoDocumento.AUTOGRAFO: ("stamp", "ok"),
}


@dataclass(frozen=True, slots=True)
class Pendiente:
    """One line of «Para cerrar falta» and the place it leads to."""

    texto: str
    paso: str
    objeto: str = ""


@dataclass(frozen=True, slots=True)
class Lugar:
    """A place to sign: a document and one of its fields."""

    documento: Documento
    campo: CampoDeFirma


def clave(fila: FilaDocumento) -> str:
    """The key of a document in the list: ``cedula:CO-02``, ``informe:``."""
    return f"{fila.tipo.value}:{fila.clave}"


def es(fila: FilaDocumento, what: str) -> bool:
    """Whether ``what`` names this document: its key, the code of the cédula, «informe», «acta», or its version's id."""
    propio = fila.documento.id if fila.documento is not None else ""
    return bool(what) and what in (clave(fila), fila.clave or fila.tipo.value, propio)


def corto(fila: FilaDocumento) -> str:
    """«la cédula CO-02», «el informe», «el acta de cierre»."""
    return fila.nombre.en_frase


def de_corto(fila: FilaDocumento) -> str:
    """«de la cédula CO-02», «del informe»."""
    return f"de {corto(fila)}".replace("de el ", "del ")


def momento(cuando: datetime) -> str:
    """``10/06/2026 09:30``, which does not break between day and hour; in the zone in which it was done."""
    return f"{cuando:%d/%m/%Y}{NO_BREAK_SPACE}{cuando:%H:%M}"


def titulo(fila: FilaDocumento) -> str:
    """The title for a narrow list: the icon already says that it is a cédula."""
    return fila.nombre.titulo.removeprefix("Cédula ") if fila.tipo is TipoDocumento.CEDULA else fila.nombre.titulo


def emitible(fila: FilaDocumento) -> bool:
    """Whether emitting it now makes sense and will not be refused."""
    return fila.estado in _EMITIBLES and not fila.falta


def se_espera(fila: FilaDocumento) -> bool:
    """Whether it is emitted with all the others: one that nobody asked for yet is emitted by itself."""
    return emitible(fila) and fila.impide_cerrar


def enter_does(fila: FilaDocumento | None, *, closed: bool, signs: bool) -> str:
    """What Enter does on that row, in words; "" where it does nothing of note."""
    if fila is None or closed:
        return ""
    if emitible(fila):
        return "Emitir"
    if fila.documento is None:
        return "Ir a lo que falta"
    return "Firmar" if signs else ""


def renglon(fila: FilaDocumento, *, closed: bool = False) -> Row:
    """The row of a document. ``closed``: what was not emitted is not any more."""
    icon, kind = _PILLS[fila.estado]
    words = fila.estado.label
    if fila.estado is EstadoDocumento.SIN_EMITIR and fila.falta and not fila.de_consulta:
        icon, kind = "triangle-alert", "warn"
    if fila.estado is EstadoDocumento.LISTO and fila.documento is not None and fila.documento.firmados:
        icon, kind, words = "pen-line", "accent", "En firma"
    return Row(clave(fila), titulo(fila), _segunda(fila, closed=closed), _ICONS[fila.tipo], "text2", words, icon, kind)


def _segunda(fila: FilaDocumento, *, closed: bool) -> str:
    if fila.documento is None:
        if closed and not fila.de_consulta:
            return "La visita se cerró sin emitirlo" if fila.nombre.masculino else "La visita se cerró sin emitirla"
        ready = "Opcional; ya se puede emitir" if fila.opcional else "Ya se puede emitir"
        return fila.falta or (DE_CONSULTA if fila.de_consulta else ready)
    if fila.estado is EstadoDocumento.DESACTUALIZADO:
        if fila.de_consulta and not fila.falta:
            return f"Los documentos cambiaron después de la versión {fila.documento.version}"
        return fila.falta or f"La visita cambió después de la versión {fila.documento.version}"
    return resumen(fila.documento)


def resumen(documento: Documento) -> str:
    """«4 páginas · 1 de 2 firmas · versión 2»."""
    total, paginas = len(documento.campos), documento.ultimo.paginas
    partes = [f"{paginas} {'página' if paginas == 1 else 'páginas'}"]
    if documento.para_tinta:
        escaneos = documento.escaneos
        partes.append(f"escaneo de {cuantos(escaneos[-1].paginas, 'hoja', 'hojas')}" if escaneos else "sin escaneo")
    elif total:
        partes.append(f"{len(documento.firmados)} de {total} {'firma' if total == 1 else 'firmas'}")
        if documento.con_efirma and (n := len(documento.dibujados)):
            partes.append(f"{n} {'dibujada' if n == 1 else 'dibujadas'}")
    if documento.version > 1:
        partes.append(f"versión {documento.version}")
    return " · ".join(partes)


# --- what closing waits for ---------------------------------------------------------------------------------------


def para_cerrar(
    faltantes: Iterable[Faltante], filas: Sequence[FilaDocumento], impedimentos: Sequence[str]
) -> tuple[Pendiente, ...]:
    """What closing waits for, with places. What the service refuses for is always said, also without a place."""
    con_lugar = pendientes(faltantes, filas)
    if con_lugar:
        return con_lugar
    return tuple(Pendiente(frase, Paso.DOCUMENTOS.value) for frase in impedimentos)


def como_se_cierra(filas: Iterable[FilaDocumento]) -> str:
    """What is signed in another way than with e.firma, so that nobody closes without knowing; "" where nothing is."""
    estados = [f.estado for f in filas]
    dibujados, sin_escaneo = estados.count(EstadoDocumento.DIBUJADO), estados.count(EstadoDocumento.TINTA)
    frases = []
    if dibujados:
        van = "1 documento va" if dibujados == 1 else f"{dibujados} documentos van"
        frases.append(f"{van} sólo con firma dibujada, que no es e.firma.")
    if sin_escaneo:
        van = "1 documento va" if sin_escaneo == 1 else f"{sin_escaneo} documentos van"
        frases.append(f"{van} para firma autógrafa sin el escaneo: una vez cerrada la visita ya no se adjunta.")
    return " ".join(frases)


def pendientes(faltantes: Iterable[Faltante], filas: Sequence[FilaDocumento]) -> tuple[Pendiente, ...]:
    """The data that are missing, each with its place, then what is to be done here, grouped."""
    filas = [f for f in filas if f.impide_cerrar]
    datos = [Pendiente(f.texto, f.paso.value, f.objeto) for f in faltantes if f.impide_cerrar]
    nuevos = [f for f in filas if emitible(f) and f.documento is None]
    viejos = [f for f in filas if emitible(f) and f.documento is not None]
    listos = [f for f in filas if f.estado is EstadoDocumento.LISTO]
    grupos = (
        (nuevos, "Emitir {}", "Emitir {n} documentos"),
        (viejos, "Emitir una versión nueva {de}", "Emitir una versión nueva de {n} documentos"),
        (listos, "Firmar {}", "Firmar {n} documentos"),
    )
    aqui = [
        Pendiente(
            uno.format(corto(grupo[0]), de=de_corto(grupo[0])) if len(grupo) == 1 else varios.format(n=len(grupo)),
            Paso.DOCUMENTOS.value,
            clave(grupo[0]),
        )
        for grupo, uno, varios in grupos
        if grupo
    ]
    return (*datos, *aqui)


def remedio(
    fila: FilaDocumento, faltantes: Iterable[Faltante], filas: Iterable[FilaDocumento] = ()
) -> Pendiente | None:
    """The place where what this document misses can be mended; ``filas`` are all documents of the visit."""
    if fila.de_consulta:
        otra = next((f for f in filas if f.impide_cerrar and f.estado in _EMITIBLES), None)
        return Pendiente(fila.falta, Paso.DOCUMENTOS.value, clave(otra)) if otra is not None else None
    todos = tuple(faltantes)
    propios = [f for f in todos if f.impide_cerrar]
    if fila.tipo is TipoDocumento.INFORME:
        suyos = [f for f in propios if f.paso is Paso.INFORME]
    elif fila.tipo is TipoDocumento.ACTA:
        # What an acta misses holds back nothing but the acta itself.
        suyos = [f for f in todos if f.objeto.startswith("acta:") and f.texto.endswith(fila.falta.rstrip("."))]
        suyos += [f for f in propios if f.paso is Paso.PREPARACION]
    else:
        suyos = [f for f in propios if fila.clave and f.paso is Paso.CEDULAS and f.objeto.startswith(fila.clave)]
        suyos += [f for f in propios if f.paso is Paso.PREPARACION]
    return next((Pendiente(f.texto, f.paso.value, f.objeto) for f in suyos), None)


# --- who signs ----------------------------------------------------------------------------------------------------


def libres(documento: Documento) -> tuple[CampoDeFirma, ...]:
    """The places where somebody can sign now with e.firma, in their order."""
    return tuple(c for c in en_orden(documento) if not impide_efirma(documento, c))


def se_firma(fila: FilaDocumento) -> bool:
    """Whether somebody can sign its newest version on the screen now."""
    return fila.estado in _VIGENTES and fila.documento is not None and bool(se_puede_firmar(fila.documento))


def lugares_de(nombre: str, filas: Iterable[FilaDocumento]) -> tuple[Lugar, ...]:
    """One place in each document that waits for this person, in the order of the list.

    What is put together of the others is signed by itself: it says how they are signed.
    """
    if not nombre.strip():
        return ()
    listos = (f.documento for f in filas if f.documento is not None and se_firma(f) and not f.de_consulta)
    suyos = ((d, next((c for c in libres(d) if same_person(c.nombre, nombre)), None)) for d in listos)
    return tuple(Lugar(d, campo) for d, campo in suyos if campo is not None)


def primer_firmante(filas: Iterable[FilaDocumento]) -> str:
    """The name that the first ready document waits for, or ""."""
    listas = (f.documento for f in filas if f.estado is EstadoDocumento.LISTO and f.impide_cerrar and f.documento)
    return next((libres(d)[0].nombre for d in listas if libres(d)), "")
