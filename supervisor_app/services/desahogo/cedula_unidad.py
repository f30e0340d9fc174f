"""The cédula de seguimiento of one unit: made of what the desk knows, emitted with folio and version, and kept.

Nothing of the data folder of a visit is needed. Days are counted to the day of its emission, so that what is kept says
the same for ever. It must never tell of a possible irregularity.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pydantic import Field

from supervisor_app.documents.modelo_seguimiento_unidad import (
    AsuntoDeUnidad,
    DocumentoDeUnidad,
    FilaDeCapacitacion,
    FilaDeResumen,
    FilaSolventada,
    HechoDeUnidad,
    MedidaDeUnidad,
)
from supervisor_app.documents.modelos import Signo
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Prorroga
from supervisor_app.domain.seguimiento import Capacitacion
from supervisor_app.domain.texto import cantidad, cuantos, fecha_corta, fecha_larga, orden_natural, pesos, porcentaje
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.valores import (
    Asunto,
    Cuentas,
    Detalle,
    FiltroAsuntos,
    MedidaSeguida,
    Paso,
    Renglon,
)
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

CLASE: Final = "cedula_seguimiento"
_NADA = "—"
_SIGNOS = {
    EstadoHallazgo.ABIERTA: Signo.SIN_RESPUESTA,
    EstadoHallazgo.EN_ATENCION: Signo.PARCIAL,
    EstadoHallazgo.EN_REVISION: Signo.PARCIAL,
    EstadoHallazgo.SOLVENTADA: Signo.CUMPLE,
    EstadoHallazgo.NO_SOLVENTADA: Signo.NO_CUMPLE,
}
_DE_MEDIDA = {
    EstadoMedida.PENDIENTE: Signo.SIN_RESPUESTA,
    EstadoMedida.EN_PROCESO: Signo.PARCIAL,
    EstadoMedida.CUMPLIDA: Signo.CUMPLE,
    EstadoMedida.VENCIDA: Signo.NO_CUMPLE,
}


class CedulaEmitida(Value):
    """A copy that was emitted: of which unit, when, and its PDF by hash."""

    unidad: str
    titulo: str
    folio: str
    version: int = Field(ge=1)
    fecha: date
    desde: date | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    registro: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=1)
    elaboro: str = ""


@dataclass
class CedulasDeUnidad:
    """Over one store. ``asuntos`` and ``detalle``: as the verbs of following up answer."""

    almacen: Almacen
    reloj: Callable[[], datetime]
    quien: Callable[[], Persona]
    asuntos: Callable[[FiltroAsuntos], Sequence[Asunto]]
    cuentas: Callable[[Sequence[Asunto]], Cuentas]
    detalle: Callable[[str], Detalle]
    capacitaciones: Callable[[], Iterable[Capacitacion]]

    def emitidas(self, unidad: str = "") -> tuple[CedulaEmitida, ...]:
        """Every copy that was emitted, the newest first; of one unit (its key) where it is named."""
        todas = (
            CedulaEmitida.model_validate_json(v.datos)
            for a in self.almacen.cuaderno.todos(CLASE)
            for v in self.almacen.cuaderno.historia(CLASE, a.id)
            if v.datos is not None
        )
        suyas = [c for c in todas if not unidad or c.unidad == unidad]
        return tuple(sorted(suyas, key=lambda c: (c.fecha, c.version), reverse=True))

    def leer(self, emitida: CedulaEmitida) -> bytes:
        """The PDF of a copy. Raises EnvironmentProblem where it is missing or damaged."""
        return self.almacen.archivos.leer(emitida.sha256)

    def borrador(
        self, unidad: str, *, desde: date | None = None, reviso: Persona | None = None, ficticias: bool = False
    ) -> bytes:
        """A draft as PDF, kept nowhere. Raises UserError where the unit has nothing to follow up."""
        return self._pdf(self._documento(unidad, desde, reviso or Persona(), ficticias, 0), registro=None, version=1)

    def emitir(
        self, unidad: str, *, desde: date | None = None, reviso: Persona | None = None, ficticias: bool = False
    ) -> CedulaEmitida:
        """Emit a copy and keep it. ``unidad``: its key, as ``Asunto.unidad_clave``; ``desde``: since when what was
        solved is told (None: the beginning of the year). The same as the last one changes nothing. Raises UserError.
        """
        self.almacen.turno.exigir()
        if not self.quien().nombre.strip():
            raise UserError("Escriba su nombre en Ajustes: la cédula dice quién la elaboró.", field="nombre")
        id_ = f"{unidad}{' (práctica)' if ficticias else ''}"
        previa = self.almacen.cuaderno.leer(CLASE, id_)
        antes = CedulaEmitida.model_validate_json(previa.datos) if previa is not None and previa.datos else None
        version = antes.version + 1 if antes is not None else 1
        doc = self._documento(unidad, desde, reviso or Persona(), ficticias, version)
        if antes is not None:
            igual = self._documento(unidad, desde, reviso or Persona(), ficticias, antes.version)
            if _huella(_registro(igual, antes.version)) == antes.registro:
                return antes
        registro = _registro(doc, version)
        pdf = self._pdf(doc, registro=registro, version=version)
        emitida = CedulaEmitida(
            unidad=unidad,
            titulo=doc.unidad,
            folio=doc.folio,
            version=version,
            fecha=doc.fecha,
            desde=desde,
            sha256=self.almacen.archivos.guardar(pdf),
            registro=_huella(registro),
            bytes=len(pdf),
            elaboro=self.quien().nombre,
        )
        apunte = PorApuntar(
            CLASE,
            id_,
            previa.version if previa is not None else 0,
            emitida,
            f"Se emitió {doc.folio}, versión {version}",
        )
        self.almacen.cuaderno.escribir([apunte], cuando=self.reloj(), quien=self.quien().nombre)
        self.almacen.archivos.llegaron([emitida.sha256])
        return emitida

    def _pdf(self, doc: DocumentoDeUnidad, *, registro: bytes | None, version: int) -> bytes:
        from supervisor_app.documents.seguimiento_unidad import (  # noqa: PLC0415 - loads the library that draws
            componer_seguimiento_unidad,
        )
        from supervisor_app.documents.textos import textos_seguimiento_unidad  # noqa: PLC0415 - reads the forms

        textos = textos_seguimiento_unidad()
        return componer_seguimiento_unidad(doc, textos=textos, registro=registro, version=version).pdf()

    def _documento(
        self, unidad: str, desde: date | None, reviso: Persona, ficticias: bool, version: int
    ) -> DocumentoDeUnidad:
        hoy = self.reloj().date()
        desde = desde or date(hoy.year, 1, 1)
        todos = [a for a in self.asuntos(FiltroAsuntos(unidad=unidad, ficticias=ficticias)) if unidad]
        if not todos:
            raise UserError("De esa unidad no hay nada que seguir.", field="unidad")
        abiertos = sorted((a for a in todos if a.abierto), key=lambda a: orden_natural(a.folio))
        cerrados = [a for a in todos if not a.abierto and (a.visto_el or a.fecha) >= desde]
        uno = todos[0]
        return DocumentoDeUnidad(
            folio=_folio(uno, hoy),
            fecha=hoy,
            ooad=uno.lugar.ooad_nombre,
            unidad=uno.unidad,
            corte=fecha_larga(hoy),
            periodo=fecha_larga(desde),
            frase=_frase(self.cuentas(abiertos), len(cerrados)),
            resumen=tuple(_fila(e.label, [a for a in abiertos if a.estado is e]) for e in EstadoHallazgo
                          if any(a.estado is e for a in abiertos)),
            total=_fila("Total", abiertos),
            asuntos=tuple(_asunto(self.detalle(a.id)) for a in abiertos),
            solventados=tuple(
                _solventado(self.detalle(a.id)) for a in sorted(cerrados, key=lambda a: a.visto_el or a.fecha)
            ),
            capacitaciones=tuple(
                _capacitacion(c, {a.id for a in todos}) for c in self.capacitaciones()
                if c.vigente and c.ficticia == ficticias and any(h.id in {a.id for a in todos} for h in c.hallazgos)
            ),
            elaboro=self.quien(),
            reviso=reviso,
            ficticia=ficticias,
        )  # fmt: skip


def _huella(registro: bytes) -> str:
    return hashlib.sha256(registro).hexdigest()


def _registro(doc: DocumentoDeUnidad, version: int) -> bytes:
    """The record attached to it: what it prints and no more."""
    return canonico({"folio": doc.folio, "version": version, "impreso": doc})


def _folio(a: Asunto, hoy: date) -> str:
    """«SEG-06-01-20260915», «SEG-06-UMF-No-5-Tecoman-20260915», «SEG-PRACTICA-06-01-20260915»."""
    lugar = ["PRACTICA" if a.ficticio else "", a.lugar.ooad, a.lugar.subdelegacion]
    if not a.unidad.startswith("Subdelegación"):
        lugar.append("-".join(re.findall(r"[0-9A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+", a.unidad))[:40])
    return "-".join(("SEG", *(p for p in lugar if p), f"{hoy:%Y%m%d}"))


def _frase(c: Cuentas, solventados: int) -> str:
    partes = [f"La unidad tiene {cuantos(c.total, 'asunto', 'asuntos')} por solventar"]
    if c.vencidas:
        partes.append(f"{cantidad(c.vencidas)} con plazo vencido")
    if c.por_revisar:
        partes.append(f"{cantidad(c.por_revisar)} con evidencia por revisar")
    if c.reincidentes:
        partes.append(f"{cantidad(c.reincidentes)} {'reincide' if c.reincidentes == 1 else 'reinciden'}")
    resto = f" En el periodo se {'solventó' if solventados == 1 else 'solventaron'} {cantidad(solventados)}."
    return ", ".join(partes) + "." + (resto if solventados else "")


def _fila(estado: str, suyos: Sequence[Asunto]) -> FilaDeResumen:
    vencidos, reinciden = sum(a.vencido for a in suyos), sum(a.reincide for a in suyos)
    importes = [a.importe for a in suyos if a.importe]
    return FilaDeResumen(
        estado=estado,
        cuantos=cantidad(len(suyos)),
        vencidos=cantidad(vencidos) if vencidos else _NADA,
        reincidentes=cantidad(reinciden) if reinciden else _NADA,
        importe=pesos(sum(importes[1:], importes[0])) if importes else _NADA,
    )


def _asunto(d: Detalle) -> AsuntoDeUnidad:
    a = d.asunto
    return AsuntoDeUnidad(
        folio=a.folio,
        titulo=a.titulo,
        origen=f"{a.visita}, {fecha_corta(a.fecha)}"
        if a.visita
        else f"{a.origen_completo.partition(',')[0]}, notificada el {fecha_corta(a.fecha)}",
        riesgo=a.riesgo.label,
        puntos=", ".join(d.items) or a.proceso or (a.departamento.label if a.departamento else "Sin cédula"),
        importe=pesos(a.importe) if a.importe else "",
        signo=_SIGNOS[a.estado],
        estado=a.estado.label + (f" · Vencida hace {a.atraso.texto}" if a.atraso is not None else ""),
        antiguedad=a.antiguedad.texto,
        hallado=d.descripcion,
        reincide=f"la unidad ya lo tenía; con ésta van {cantidad(a.veces)} visitas." if a.reincide else "",
        medidas=tuple(_medida(m) for m in d.medidas),
        hechos=tuple(_hecho(r) for r in d.linea if r.paso is not Paso.HALLADO),
    )


def _medida(m: MedidaSeguida) -> MedidaDeUnidad:
    return MedidaDeUnidad(
        numero=str(m.numero),
        tipo=m.tipo.label,
        texto=m.texto,
        responsable=m.responsable,
        plazo=fecha_corta(m.fecha) if m.fecha else "",
        atraso=f"Venció hace {m.atraso.texto}" if m.atraso is not None else "",
        signo=_DE_MEDIDA[m.estado],
        estado=m.estado.label,
        avance=porcentaje(m.avance, 0),
        notas=tuple(_prorroga(p) for p in m.historial),
    )


def _prorroga(p: Prorroga) -> str:
    return f"Prórroga del {fecha_corta(p.antes)} al {fecha_corta(p.despues)}; autorizó {p.autorizo}."


def _hecho(r: Renglon) -> HechoDeUnidad:
    que = f"{r.que} ({r.lleva_a.label.lower()})" if r.paso is Paso.VERIFICADO and r.lleva_a is not None else r.que
    adjuntos = ", ".join(e.nombre for e in r.evidencias)
    palabras = ". ".join(p.rstrip(".") for p in (r.motivo, f"Se recibió: {adjuntos}" if adjuntos else "") if p)
    de = f"{que}, {r.de_donde}" if r.paso is Paso.VERIFICADO and r.de_donde else que
    return HechoDeUnidad(
        dia=fecha_corta(r.dia) if r.dia != date.max else "Sin fecha",
        que=de,
        quien=", ".join(p for p in (r.quien, r.cargo) if p),
        palabras=palabras,
    )


def _solventado(d: Detalle) -> FilaSolventada:
    a = d.asunto
    ultimo = next((r for r in reversed(d.linea) if r.lleva_a is EstadoHallazgo.SOLVENTADA), None)
    dia = ultimo.dia if ultimo is not None else a.visto_el or a.fecha
    como = (ultimo.motivo or ultimo.que) if ultimo is not None else ""
    return FilaSolventada(
        folio=a.folio,
        titulo=a.titulo,
        hallado=fecha_corta(a.fecha),
        solventado=fecha_corta(dia),
        dias=cantidad(max(0, (dia - a.fecha).days)),
        como=como,
    )


def _capacitacion(c: Capacitacion, de_unidad: set[str]) -> FilaDeCapacitacion:
    return FilaDeCapacitacion(
        tema=c.tema,
        fecha=fecha_corta(c.fecha) if c.fecha else "Por fijar",
        estado=c.estado.label,
        asistentes=cantidad(len(c.asistentes)) if c.asistentes else _NADA,
        atiende=", ".join(h.folio for h in c.hallazgos if h.id in de_unidad),
    )
