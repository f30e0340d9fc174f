"""From the rows of the office's statements to the values that answer. What follows is the domain's to say."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from supervisor_app.domain.calendario import Dias, dias_entre
from supervisor_app.domain.catalogo import Sentido, UnidadIndicador
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.hallazgo import EstadoHallazgo, Riesgo, TipoMedida
from supervisor_app.domain.hallazgo import Medida as MedidaAcordada
from supervisor_app.domain.indicador import Periodo, Veredicto
from supervisor_app.domain.seguimiento import puntualidad
from supervisor_app.services.oficina.filas import MEDIAS_MILESIMAS
from supervisor_app.services.oficina.valores import (
    CadenaRota,
    Conflicto,
    Cumplimiento,
    DocumentoDe,
    Entregado,
    FirmaDe,
    Hallazgo,
    Indicador,
    Lugar,
    Medida,
    Sumando,
)
from supervisor_app.store.oficina.hechos import EstadoPaquete
from supervisor_app.store.oficina.hechos import Veredicto as DeQuien

Fila = Sequence[Any]


def cumplimiento_de(fila: Fila) -> Cumplimiento:
    """Of ten sums: visits, total, answered, the four words, with inconsistency, and the two weights."""
    return Cumplimiento(int(fila[0]), _resultado(fila[1:]))


def _resultado(fila: Fila) -> Resultado:
    total, contestadas, cumple, parcial, no_cumple, no_aplica, con_inconsistencia, logrado, posible = map(int, fila)
    return Resultado(
        total=total,
        contestadas=contestadas,
        cumple=cumple,
        parcial=parcial,
        no_cumple=no_cumple,
        no_aplica=no_aplica,
        con_inconsistencia=con_inconsistencia,
        logrado=Decimal(logrado) / MEDIAS_MILESIMAS,
        posible=Decimal(posible) / MEDIAS_MILESIMAS,
    )


def sumando_de(fila: Fila) -> Sumando:
    """Of a row of ``sumas``."""
    sha256, visita, folio, revision, unidad, *lugar = fila[:9]
    dia, supervisor, proceso, titulo, departamento, version, *cuentas = fila[9:]
    return Sumando(
        sha256=sha256,
        visita=visita,
        folio=folio,
        revision=revision,
        unidad=unidad,
        lugar=Lugar(*lugar),
        dia=date.fromisoformat(dia),
        supervisor=supervisor,
        proceso=proceso,
        titulo=titulo,
        departamento=Departamento(departamento),
        version=version,
        resultado=_resultado(cuentas),
    )


class Cuenta:
    """How long it has been until one day, since many: a list of thousands has some hundreds of different ones."""

    def __init__(self, hoy: date, feriados: Collection[date]) -> None:
        self.hoy = hoy
        self._feriados = feriados
        self._conocidos: dict[str, tuple[date, Dias]] = {}

    def desde(self, dia: str) -> tuple[date, Dias]:
        """That day, and how long ago it is."""
        conocido = self._conocidos.get(dia)
        if conocido is None:
            fecha = date.fromisoformat(dia)
            conocido = self._conocidos[dia] = (fecha, dias_entre(fecha, self.hoy, self._feriados))
        return conocido

    def atraso(self, plazo: str, *, hecho: bool) -> tuple[date | None, Dias | None]:
        """A deadline, and how long it is overdue; None where it is not."""
        if not plazo:
            return None, None
        fecha, dias = self.desde(plazo)
        return fecha, dias if fecha < self.hoy and not hecho else None


def hallazgo_de(fila: Fila, cuenta: Cuenta) -> Hallazgo:
    """Of a row of ``hallazgos``, as of a day."""
    sha256, visita, visita_folio, unidad, *lugar = fila[:8]
    unidad_clave, _dia_de_visita, id_, folio, titulo, proceso, departamento, riesgo, origen = fila[8:17]
    estado, importe, fecha, visto_el, plazo = fila[17:]
    dia, antiguedad = cuenta.desde(fecha)
    vence, atraso = cuenta.atraso(plazo, hecho=estado == EstadoHallazgo.SOLVENTADA)
    return Hallazgo(
        sha256=sha256,
        visita=visita,
        visita_folio=visita_folio,
        unidad=unidad,
        unidad_clave=unidad_clave,
        lugar=Lugar(*lugar),
        id=id_,
        folio=folio,
        titulo=titulo,
        proceso=proceso,
        departamento=departamento_de(departamento),
        riesgo=Riesgo(riesgo),
        origen=origen,
        estado=EstadoHallazgo(estado),
        importe=Decimal(importe) / 100 if importe is not None else None,
        fecha=dia,
        visto_el=_dia(visto_el),
        plazo=vence,
        antiguedad=antiguedad,
        atraso=atraso,
    )


def medida_de(fila: Fila, cuenta: Cuenta) -> Medida:
    """Of a row of ``medidas``, as of a day."""
    sha256, visita_folio, unidad, *lugar = fila[:7]
    id_, hallazgo, hallazgo_folio, hallazgo_titulo, proceso, departamento, estado_hallazgo, tipo, texto = fila[7:16]
    responsable, original, actual, avance, prorrogas, cumplida = fila[16:]
    fecha, atraso = cuenta.atraso(actual, hecho=avance >= 100 or estado_hallazgo == EstadoHallazgo.SOLVENTADA)
    return Medida(
        sha256=sha256,
        visita_folio=visita_folio,
        unidad=unidad,
        lugar=Lugar(*lugar),
        id=id_,
        hallazgo=hallazgo,
        hallazgo_folio=hallazgo_folio,
        hallazgo_titulo=hallazgo_titulo,
        proceso=proceso,
        departamento=departamento_de(departamento),
        tipo=TipoMedida(tipo),
        texto=texto,
        responsable=responsable,
        fecha=fecha,
        fecha_original=_dia(original),
        avance=avance,
        prorrogas=prorrogas,
        estado=MedidaAcordada.model_construct(fecha=fecha, avance=avance).estado(cuenta.hoy),
        atraso=atraso,
        cumplida_el=_dia(cumplida),
        puntual=puntualidad(fecha, _dia(cumplida), cuenta.hoy),
    )


def indicador_de(fila: Fila) -> Indicador:
    """Of a row of ``indicadores``."""
    sha256, folio, unidad, *lugar = fila[:7]
    dia, codigo, nombre, medida, sentido, periodo, corte, meta, real, avance, veredicto = fila[7:]
    return Indicador(
        sha256=sha256,
        folio=folio,
        unidad=unidad,
        lugar=Lugar(*lugar),
        dia=date.fromisoformat(dia),
        codigo=codigo,
        nombre=nombre,
        medida=UnidadIndicador(medida),
        sentido=Sentido(sentido),
        periodo=Periodo(periodo),
        corte=_dia(corte),
        meta=_decimal(meta),
        real=_decimal(real),
        avance=_decimal(avance),
        veredicto=Veredicto(veredicto),
    )


def entregado_de(fila: Fila) -> Entregado:
    """Of a row of ``entregas``."""
    sha256, nombre, octetos, fecha, recibido, equipo, firmante, veredicto, estado, confiable, reemplaza = fila[:11]
    visita, folio, revision, motivo, unidad, *lugar = fila[11:20]
    inicio, dia, supervisor, personas, tipo = fila[20:]
    return Entregado(
        sha256=sha256,
        nombre=nombre,
        bytes=octetos,
        fecha=fecha,
        recibido=recibido,
        equipo=equipo,
        firmante=firmante,
        de_quien=DeQuien(veredicto),
        estado=EstadoPaquete(estado),
        confiable=bool(confiable),
        reemplaza=reemplaza,
        visita=visita,
        folio=folio,
        revision=revision,
        motivo_revision=motivo,
        unidad=unidad,
        lugar=Lugar(*lugar),
        inicio=_dia(inicio),
        dia=date.fromisoformat(dia),
        supervisor=supervisor,
        personas=tuple(json.loads(personas)),
        tipo=tipo,
    )


def documento_de(filas: Sequence[Fila]) -> DocumentoDe:
    """Of the rows of ``documentos`` that are of one: the same document with each of its signatures."""
    id_, tipo, clave, titulo, folio, version, estado, archivo = filas[0][:8]
    firmas = tuple(FirmaDe(metodo, firmante, cuando) for *_, metodo, firmante, cuando in filas if metodo)
    return DocumentoDe(id_, tipo, clave, titulo, folio, version, estado, archivo, firmas)


def conflicto_de(fila: Fila) -> Conflicto:
    visita, revision, sha256, nombre, folio, fecha, equipo, firmante, veredicto, resuelto = fila
    quien = DeQuien(veredicto)
    return Conflicto(visita, revision, sha256, nombre, folio, fecha, equipo, firmante, quien, bool(resuelto))


def rota_de(fila: Fila) -> CadenaRota:
    sha256, nombre, folio, revision, reemplaza, esta = fila
    return CadenaRota(sha256, nombre, folio, revision, reemplaza, bool(esta))


def departamento_de(texto: str) -> Departamento | None:
    return Departamento(texto) if texto else None


def _dia(texto: str) -> date | None:
    return date.fromisoformat(texto) if texto else None


def _decimal(texto: str) -> Decimal | None:
    return Decimal(texto) if texto else None
