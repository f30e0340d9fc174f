"""A second visit to the same unit three months later: what was verified, what recurs and what is overdue."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from supervisor_app import wiring
from supervisor_app.documents.cedula import ADJUNTO
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.papel.cedula_impresa import imprimir_cedula
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    COLIMA,
    CONTROL,
    CUMPLE,
    ITEMS,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    RESPONSABLE,
    RelojFijo,
    contador_de_ids,
    informe,
    muestra,
)

SOLVENTADA = ResultadoVerificacion.SOLVENTADA
EN_ATENCION = ResultadoVerificacion.EN_ATENCION
VENCIMIENTO = date(2026, 7, 3)


class Mesa:
    """The services over one folder, and one visit after another."""

    def __init__(self, s: Servicios, reloj: RelojFijo) -> None:
        self.s = s
        self.reloj = reloj
        self.nuevo_id = contador_de_ids()
        self.e: Expediente

    def nueva(self) -> None:
        self.e = self.s.visitas.crear(COLIMA)
        self.hacer(comandos.elegir_cedulas(self.e, [CO_90, AV_90]))

    def hacer(self, op: Operacion) -> None:
        self.s.visitas.guardar(op)
        self.e = self.e.aplicar(op.cambios)

    def cerrar(self) -> None:
        self.hacer(comandos.cerrar(self.e, con(self.e.visita, estado=EstadoVisita.CERRADA)))

    def verificar(self, n: int, resultado: ResultadoVerificacion, nota: str = "") -> None:
        anterior = next(a for a in self.s.seguimiento.anteriores(self.e) if a.hallazgo.numero == n)
        self.hacer(comandos.verificar_hallazgo(self.e, anterior, resultado, nota))

    def estados(self) -> dict[int, EstadoHallazgo]:
        return {a.hallazgo.numero: a.estado for a in self.s.seguimiento.anteriores(self.e)}


@pytest.fixture
def mesa(datos: Path, reloj: RelojFijo) -> Iterator[Mesa]:
    """In June three findings, the first with a measure due on 3 July; in September, a second visit."""
    with wiring.abrir(datos, reloj=reloj) as s:
        m = Mesa(s, reloj)
        m.nueva()
        for item, valor in ((CONTROL, NO_CUMPLE), (MUESTRA, muestra(20, 6)), (RESPONSABLE, NO_CUMPLE)):
            m.hacer(comandos.responder(m.e, item, valor))
        primera = m.e.inconsistencias_en_orden()[0].id
        m.hacer(
            comandos.nueva_medida(
                m.e, primera, m.nuevo_id, texto="Poner al día el control", responsable_cargo="Jefa", fecha=VENCIMIENTO
            )
        )
        m.cerrar()
        reloj.adelantar(days=92)
        m.nueva()
        yield m


# --- what the unit brings -------------------------------------------------------------------------------------------


def test_the_second_visit_brings_the_open_findings_overdue_first(mesa: Mesa) -> None:
    anteriores = mesa.s.seguimiento.anteriores(mesa.e)
    assert [(a.folio, a.vencido(mesa.s.seguimiento.hoy())) for a in anteriores] == [
        ("V-2026-001-01", True), ("V-2026-001-02", False), ("V-2026-001-03", False),
    ]  # fmt: skip


def test_days_are_counted_with_the_official_holidays(mesa: Mesa) -> None:
    """From 3 July to 10 October 2026: 99 days, 70 of them from Monday to Friday, one of which is 16 September."""
    mesa.reloj.adelantar(days=(date(2026, 10, 10) - mesa.s.seguimiento.hoy()).days)
    a = mesa.s.seguimiento.anteriores(mesa.e)[0]
    atraso = a.atraso(mesa.s.seguimiento.hoy(), mesa.s.seguimiento.feriados())
    assert atraso is not None
    assert (atraso.naturales, atraso.habiles) == (99, 69)


def test_the_second_visit_brings_the_last_answers(mesa: Mesa) -> None:
    antes = mesa.s.seguimiento.visita_anterior(mesa.e)[MUESTRA.id]
    assert (antes.valor, antes.visita.folio) == (muestra(20, 6), "V-2026-001")


def test_what_is_found_again_recurs(mesa: Mesa) -> None:
    mesa.hacer(comandos.responder(mesa.e, MUESTRA, muestra(20, 4)))
    mesa.hacer(comandos.responder(mesa.e, AV_90.items[0], NO_CUMPLE))
    assert {i: r.folio for i, r in mesa.s.seguimiento.reincidencias(mesa.e).items()} == {MUESTRA.id: "V-2026-001-02"}


# --- verified -------------------------------------------------------------------------------------------------------


def test_what_was_verified_is_there_after_a_restart(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    mesa.verificar(2, EN_ATENCION)
    mesa.e = mesa.s.visitas.abrir(mesa.e.visita.id)
    assert mesa.estados() == {
        1: EstadoHallazgo.SOLVENTADA, 2: EstadoHallazgo.EN_ATENCION, 3: EstadoHallazgo.ABIERTA,
    }  # fmt: skip


def test_a_third_visit_receives_what_the_second_left_open(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    mesa.verificar(2, EN_ATENCION)
    mesa.cerrar()
    mesa.reloj.adelantar(days=90)
    mesa.nueva()
    assert mesa.estados() == {2: EstadoHallazgo.EN_ATENCION, 3: EstadoHallazgo.ABIERTA}


def test_undoing_a_verification_opens_the_finding_again(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    mesa.s.visitas.deshacer(mesa.e.visita.id)
    mesa.e = mesa.s.visitas.abrir(mesa.e.visita.id)
    assert mesa.estados()[1] is EstadoHallazgo.ABIERTA


def test_evidence_hangs_on_the_verification(mesa: Mesa, tmp_path: Path) -> None:
    (tmp_path / "control.txt").write_text("al día", encoding="utf-8")
    mesa.verificar(1, EN_ATENCION)
    (v,) = mesa.e.verificaciones
    archivos = mesa.s.evidencias.preparar(mesa.e, [tmp_path / "control.txt"], inconsistencia_id=v)
    mesa.hacer(comandos.adjuntar(mesa.e, archivos))
    mesa.verificar(1, SOLVENTADA)
    assert mesa.estados()[1] is EstadoHallazgo.SOLVENTADA


# --- first screen ---------------------------------------------------------------------------------------------------


def test_an_overdue_measure_of_a_recurrent_finding_says_so(mesa: Mesa) -> None:
    mesa.hacer(comandos.responder(mesa.e, CONTROL, NO_CUMPLE))
    ayer = mesa.s.seguimiento.hoy() - timedelta(days=1)
    mesa.hacer(comandos.nueva_medida(mesa.e, mesa.e.inconsistencias_en_orden()[0].id, mesa.nuevo_id, fecha=ayer))
    assert [(m.visita.folio, m.reincide) for m in mesa.s.portada.leer().medidas] == [
        ("V-2026-001", False), ("V-2026-002", True),
    ]  # fmt: skip


def test_the_measure_of_a_solved_finding_is_not_due(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    assert mesa.s.portada.leer().medidas == ()


# --- documents and delivery -----------------------------------------------------------------------------------------


def datos_impresos(mesa: Mesa) -> list[tuple[str, ...]]:
    levantadas = mesa.s.seguimiento.pasado(mesa.e).levantadas
    return [i.datos for i in imprimir_cedula(mesa.e, CO_90, levantadas).inconsistencias]


def test_the_cedula_prints_that_a_finding_recurs(mesa: Mesa) -> None:
    mesa.hacer(comandos.responder(mesa.e, CONTROL, NO_CUMPLE))
    assert datos_impresos(mesa)[0][2] == "Reincide (V-2026-001)"


def test_the_informe_tells_what_was_verified(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    mesa.verificar(2, EN_ATENCION)
    datos = mesa.s.documentos.componer_informe(mesa.e).datos
    (lista,) = (b for b in datos.actividades if "visitas anteriores" in b.texto)
    assert [b.texto for b in lista.subelementos] == [
        "V-2026-001-01, «No cumple: El control está al día»: solventada;",
        "V-2026-001-02, «6 de 20 casos revisados con inconsistencia»: en atención.",
    ]
    assert datos.conclusiones[-1].texto == (
        "De 2 inconsistencias de visitas anteriores verificadas, quedaron 1 solventada y 1 en atención."
    )


def test_an_informe_without_earlier_findings_says_nothing_of_them(mesa: Mesa) -> None:
    datos = mesa.s.documentos.componer_informe(mesa.e).datos
    assert not any("anteriores" in b.texto for b in (*datos.actividades, *datos.conclusiones))


def completar(mesa: Mesa) -> None:
    """Everything answered, its documents emitted for ink, and closed into its package."""
    for item in ITEMS.values():
        if item.id not in mesa.e.respuestas:
            valor = CUMPLE if item.tipo == CONTROL.tipo else NO_APLICA
            mesa.hacer(comandos.responder(mesa.e, item, valor))
    for h in mesa.e.inconsistencias_en_orden():
        if not mesa.e.medidas_de(h.id):
            mesa.hacer(
                comandos.nueva_medida(
                    mesa.e, h.id, mesa.nuevo_id, texto="Corregir", responsable_cargo="Jefa", fecha=VENCIMIENTO
                )
            )
    mesa.hacer(
        comandos.modificar_visita(
            mesa.e,
            "Preparó",
            recibio={"nombre": "José Ibargüen Treviño", "cargo": "Titular"},
            equipo=({"nombre": "Lucía Ñandú Peñaloza", "cargo": "Supervisora"},),
        )
    )
    borrador = con(informe(), id=f"{mesa.e.visita.id}:informe", visita_id=mesa.e.visita.id)
    mesa.hacer(comandos.guardar_informe(mesa.e, borrador))
    mesa.s.documentos.marcar_tinta(mesa.s.documentos.emitir(mesa.e, TipoDocumento.INFORME))
    for codigo in mesa.e.visita.cedulas:
        mesa.s.documentos.marcar_tinta(mesa.s.documentos.emitir(mesa.e, TipoDocumento.CEDULA, codigo))
    if hay_reserva(mesa.e):
        mesa.s.documentos.marcar_tinta(mesa.s.documentos.emitir(mesa.e, TipoDocumento.TURNADO))
    mesa.e = mesa.s.entregas.cerrar(mesa.e)


def registros(mesa: Mesa) -> dict[str, Any]:
    paquete = mesa.s.entregas.paquete(mesa.e)
    assert paquete is not None
    with zipfile.ZipFile(mesa.s.carpeta / "paquetes" / paquete.nombre) as bolsa:
        return {
            Path(n).stem: json.loads(bolsa.read(n)) for n in bolsa.namelist() if "/registros/" in n and ".json" in n
        }


def test_the_package_carries_the_verifications(mesa: Mesa) -> None:
    mesa.verificar(1, SOLVENTADA, "Oficio 12/2026")
    mesa.hacer(comandos.responder(mesa.e, MUESTRA, muestra(20, 4)))
    completar(mesa)
    (v,) = registros(mesa)["verificaciones"]
    assert (v["folio"], v["resultado"], v["nota"]) == ("V-2026-001-01", "solventada", "Oficio 12/2026")


def test_closing_again_what_recurs_keeps_its_documents_up_to_date(mesa: Mesa) -> None:
    mesa.hacer(comandos.responder(mesa.e, MUESTRA, muestra(20, 4)))
    completar(mesa)
    assert {f.estado.value for f in mesa.s.documentos.lista(mesa.e) if f.documento is not None} == {"tinta"}


def test_a_possible_irregularity_verified_is_kept_apart(datos: Path, reloj: RelojFijo) -> None:
    with wiring.abrir(datos, reloj=reloj) as s:
        mesa = Mesa(s, reloj)
        mesa.nueva()
        mesa.hacer(comandos.responder(mesa.e, CONTROL, NO_CUMPLE))
        (h,) = mesa.e.inconsistencias
        mesa.hacer(comandos.modificar_inconsistencia(mesa.e, h, posible_irregularidad=True))
        mesa.cerrar()
        reloj.adelantar(days=92)
        mesa.nueva()
        mesa.verificar(1, EN_ATENCION)
        mesa.hacer(comandos.responder(mesa.e, CONTROL, NO_CUMPLE))
        borrador = s.documentos.componer_informe(mesa.e).datos
        completar(mesa)
        leidos = registros(mesa)
        cedula = next(d for d in s.documentos.vigentes(mesa.e.visita.id) if d.clave == "CO-90")
        assert "V-2026-001-01" not in borrador.model_dump_json()
        assert leidos["verificaciones"] == []
        assert not [nombre for nombre in leidos if "irregularidad" in nombre]
        with pikepdf.open(io.BytesIO(s.documentos.leer(cedula))) as pdf:
            impreso = pdf.attachments[ADJUNTO].get_file().read_bytes()
        assert b"Punto CO-90-01" in impreso
        assert b"Reincide" not in impreso
