"""What the Jefatura asks: each number against the domain's own, and against the list of what it is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from supervisor_app.domain.avance import resultados
from supervisor_app.domain.base import con
from supervisor_app.domain.calendario import dias_entre
from supervisor_app.domain.catalogo import Sentido, UnidadIndicador
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Prorroga
from supervisor_app.domain.indicador import IndicadorMedido, Periodo, Veredicto, id_de_indicador
from supervisor_app.domain.seguimiento import (
    Antecedente,
    MedidaVerificada,
    ResultadoVerificacion,
    Verificacion,
    id_de_verificacion,
    pasado,
)
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.oficina.consultas import Filtro, Tablero
from supervisor_app.services.oficina.indexar import Indexador
from tests.services.oficina.conftest import FERIADOS, HOY
from tests.services.oficina.paquetes import Buzon, cerrada
from tests.visita_ficticia import COLIMA, CUMPLE, ZONA, visita

GUADALAJARA = Unidad(
    tipo=UnitKind.SUB, ooad="14", ooad_nombre="Jalisco", subdelegacion="38", subdelegacion_nombre="Hidalgo"
)
UMF = Unidad(tipo=UnitKind.UMF, ooad="06", ooad_nombre="Colima", nombre="UMF No. 5, Tecomán")


def verificando(e: Expediente, de: Expediente, **dicho: object) -> Expediente:
    """The same visit, having verified the first finding of an earlier one."""
    primero = de.inconsistencias_en_orden()[0]
    v = Verificacion.model_validate(
        {
            "id": id_de_verificacion(e.visita.id, primero.id), "visita_id": e.visita.id, "hallazgo_id": primero.id,
            "hallazgo_visita_id": de.visita.id, "folio": primero.folio(de.visita.folio), "items": primero.items,
        }
        | dicho
    )  # fmt: skip
    return replace(e, verificaciones={v.id: v})


def midiendo(e: Expediente, real: str, meta: str | None = "100") -> Expediente:
    m = IndicadorMedido(
        id=id_de_indicador(e.visita.id, "IND-03", Periodo.MES), visita_id=e.visita.id, codigo="IND-03",
        nombre="Índice de pago oportuno", unidad=UnidadIndicador.PORCENTAJE, sentido=Sentido.SUBE,
        meta=Decimal(meta) if meta else None, real=Decimal(real), corte=date(2026, 5, 31),
    )  # fmt: skip
    return replace(e, indicadores={m.id: m})


PRIMERA = midiendo(cerrada(1), "96")
SEGUNDA = verificando(
    midiendo(cerrada(2, inicio=date(2026, 8, 3)), "101"),
    PRIMERA,
    resultado=ResultadoVerificacion.EN_ATENCION,
    nota="Faltan 3",
    medidas=(
        MedidaVerificada(
            medida_id=f"{1:032x}:m",
            avance=40,
            prorrogas=(
                Prorroga(
                    antes=date(2026, 7, 1), despues=date(2026, 9, 1), motivo="Falta personal", autorizo="Titular",
                    cuando=visita().creada.astimezone(ZONA),
                ),
            ),
        ),
    ),
)  # fmt: skip
TERCERA = cerrada(3, {"CO-90-01": CUMPLE}, inicio=date(2026, 8, 20), unidad=GUADALAJARA)
PRACTICA = cerrada(4, ficticia=True)
EN_UMF = midiendo(cerrada(5, inicio=date(2026, 9, 2), unidad=UMF), "88", None)
TODAS = (PRIMERA, SEGUNDA, TERCERA, EN_UMF)


@pytest.fixture(scope="module")
def entregadas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("entregadas")
    for e in (*TODAS, PRACTICA):
        Buzon(raiz / "buzon", raiz / "taller").entregar(e)
    return raiz / "buzon"


@pytest.fixture(autouse=True)
def indexado(entregadas: Path, buzon: Buzon, indexador: Indexador) -> None:
    copytree(entregadas, buzon.raiz, dirs_exist_ok=True)
    indexador.indexar()


def test_the_map_is_the_domains_result_of_each_place_and_process(tablero: Tablero) -> None:
    celdas = {(c.lugar.ooad, c.lugar.subdelegacion, c.proceso): c.cumplimiento for c in tablero.mapa()}
    de_colima = [resultados(e, e.definiciones)["CO-90"] for e in (PRIMERA, SEGUNDA)]
    logrado, posible = (sum((getattr(r, que) for r in de_colima), Decimal(0)) for que in ("logrado", "posible"))
    celda = celdas["06", "01", "CO-90"]
    assert (celda.visitas, celda.porcentaje) == (2, 100 * logrado / posible)
    assert celdas["14", "38", "CO-90"].porcentaje == 100
    assert celdas["14", "38", "AV-90"].porcentaje is None
    assert ("06", "", "CO-90") in celdas


def test_every_cell_and_month_is_the_sum_of_what_it_is_made_of(tablero: Tablero) -> None:
    for celda in tablero.mapa():
        lugar = Filtro(ooad=celda.lugar.ooad, subdelegacion=celda.lugar.subdelegacion)
        de_que = [s for s in tablero.sumandos(lugar, celda.proceso) if s.lugar == celda.lugar]
        assert len({s.sha256 for s in de_que}) == celda.cumplimiento.visitas
        assert sum(s.resultado.cumple for s in de_que) == celda.cumplimiento.resultado.cumple
    meses = [(m.mes, m.cumplimiento.visitas) for m in tablero.por_mes()]
    assert meses == [("2026-06", 1), ("2026-08", 2), ("2026-09", 1)]
    todo = tablero.cumplimiento()
    assert todo.visitas == 4
    assert todo.resultado.total == sum(s.resultado.total for s in tablero.sumandos())


@pytest.mark.parametrize(
    ("filtro", "folios"),
    [
        (Filtro(ooad="14"), {"V-2026-003"}),
        (Filtro(ooad="06", subdelegacion="01"), {"V-2026-001", "V-2026-002"}),
        (Filtro(desde=date(2026, 8, 3), hasta=date(2026, 8, 20)), {"V-2026-002", "V-2026-003"}),
        (Filtro(departamento="afiliacion_vigencia", ooad="14"), {"V-2026-003"}),
        (Filtro(departamento="auditoria_patrones"), set()),
        (Filtro(ficticias=True), {"V-2026-004"}),
    ],
)
def test_a_filter_names_the_visits_of_every_question(tablero: Tablero, filtro: Filtro, folios: set[str]) -> None:
    assert {s.folio for s in tablero.sumandos(filtro)} == folios
    assert {p.folio for p in tablero.entregas(filtro)} == folios
    assert {h.visita_folio for h in tablero.hallazgos(filtro, abiertos=False)} <= folios
    assert tablero.totales(filtro).visitas == len(folios)


def test_a_department_filter_leaves_only_its_processes(tablero: Tablero) -> None:
    filtro = Filtro(departamento="cobranza")
    assert {c.proceso for c in tablero.mapa(filtro)} == {"CO-90"}
    assert {h.proceso for h in tablero.hallazgos(filtro)} == {"CO-90"}


def test_findings_stand_as_the_domain_derives_them(tablero: Tablero) -> None:
    """The same visits through ``domain.seguimiento``, as a laptop would see them at the next visit."""
    siguiente = visita(id="f" * 32, unidad=COLIMA, inicio=HOY, fin=HOY, ficticia=False)
    antecedentes = [
        Antecedente(
            e.visita, tuple(e.fijadas.values()), tuple(e.respuestas.values()), e.inconsistencias_en_orden(),
            tuple(e.medidas.values()), tuple(e.verificaciones.values()),
        )
        for e in (SEGUNDA, PRIMERA)
    ]  # fmt: skip
    suyos = {a.hallazgo.id: a for a in pasado(siguiente, (), antecedentes).anteriores}
    nuestros = tablero.hallazgos(Filtro(ooad="06", subdelegacion="01"))
    assert {h.id for h in nuestros} == set(suyos)
    for h in nuestros:
        a = suyos[h.id]
        assert (h.estado, h.plazo, h.titulo, h.importe) == (a.estado, a.plazo, a.titulo, a.importe)
        assert (h.antiguedad, h.atraso) == (a.antiguedad(HOY, FERIADOS), a.atraso(HOY, FERIADOS))
    assert [h.folio for h in tablero.hallazgos(Filtro(ooad="06", subdelegacion="01"), vencidos=True)] == [
        a.folio for a in sorted(suyos.values(), key=lambda a: a.plazo or date.max) if a.vencido(HOY)
    ]


def test_a_prorroga_granted_later_moves_the_date_and_is_counted(tablero: Tablero) -> None:
    (m,) = [m for m in tablero.medidas() if m.visita_folio == "V-2026-001"]
    assert (m.fecha_original, m.fecha, m.prorrogas, m.avance) == (date(2026, 7, 1), date(2026, 9, 1), 1, 40)
    assert m.estado is EstadoMedida.VENCIDA
    assert m.atraso == dias_entre(date(2026, 9, 1), HOY, FERIADOS)
    assert [m.visita_folio for m in tablero.medidas(vencidas=True)] == ["V-2026-002", "V-2026-005", "V-2026-001"]


def test_the_life_of_a_finding_is_told_in_order(tablero: Tablero) -> None:
    hallazgo = PRIMERA.inconsistencias_en_orden()[0].id
    (dicho,) = tablero.vida_de(hallazgo)
    assert (dicho.folio, dicho.resultado, dicho.nota) == ("V-2026-002", "en_atencion", "Faltan 3")


def test_counts_of_findings_are_those_of_their_list(tablero: Tablero) -> None:
    cuenta, abiertos = tablero.cuenta_de_hallazgos(), tablero.hallazgos()
    assert cuenta.abiertos == len(abiertos) == sum(cuenta.por_riesgo.values())
    assert cuenta.vencidos == len(tablero.hallazgos(vencidos=True)) == sum(h.atraso is not None for h in abiertos)
    assert cuenta.total == len(tablero.hallazgos(abiertos=False))
    assert cuenta.importe == sum((h.importe or Decimal(0) for h in abiertos), Decimal(0))
    assert cuenta.por_estado[EstadoHallazgo.EN_ATENCION] == 1


def test_ages_share_out_every_open_finding_once(tablero: Tablero) -> None:
    tramos = tablero.antiguedad()
    assert sum(t.cuantos for t in tramos) == len(tablero.hallazgos())
    assert [t.cuantos for t in tramos] == [len(tablero.de_tramo(Filtro(), t)) for t in tramos]
    assert [t.texto for t in tramos][:1] == ["0 a 30 días"]


def test_what_a_unit_repeats_is_counted_by_visits_and_listed(tablero: Tablero) -> None:
    recurrentes = tablero.recurrencia()
    assert {(r.unidad, r.item, r.veces) for r in recurrentes} == {
        ("Subdelegación Colima", i, 2) for i in ("CO-90-01", "CO-90-02", "AV-90-02")
    }
    for r in recurrentes:
        hallazgos = tablero.de_recurrencia(r)
        assert [h.visita_folio for h in hallazgos] == ["V-2026-001", "V-2026-002"]
        assert sum(h.estado is not EstadoHallazgo.SOLVENTADA for h in hallazgos) == r.abiertos


def test_indicators_are_the_last_of_each_unit_with_the_domains_verdict(tablero: Tablero) -> None:
    assert [(i.unidad, i.real, i.veredicto) for i in tablero.indicadores()] == [
        ("UMF No. 5, Tecomán", Decimal(88), Veredicto.SIN_META),
        ("Subdelegación Colima", Decimal(101), Veredicto.FAVORABLE),
    ]
    (resumen,) = tablero.resumen_de_indicadores()
    assert resumen.unidades == 2
    historia = tablero.historia_de_indicador("IND-03", Periodo.MES, Filtro(subdelegacion="01"))
    assert [(i.real, i.avance) for i in historia] == [(Decimal(n), Decimal(n)) for n in (96, 101)]


def test_who_delivered_what_and_who_signed_it(tablero: Tablero) -> None:
    (quien,) = tablero.por_supervisor()
    assert (quien.supervisor, quien.visitas, quien.unidades) == ("Lucía Ñandú Peñaloza", 4, 3)
    assert quien.abiertos == len(tablero.hallazgos())
    entregado = tablero.entregas()[0]
    (documento,) = tablero.documentos(entregado.sha256)
    assert (documento.titulo, [f.firmante for f in documento.firmas]) == ("Informe de la comisión", ["LUCIA ÑANDU"])


def test_what_does_not_count_is_told(tablero: Tablero, buzon: Buzon, indexador: Indexador) -> None:
    buzon.entregar(cerrada(2, inicio=date(2026, 8, 3), lugar="Otra copia"))
    e = cerrada(3)
    buzon.entregar(replace(e, visita=con(e.visita, revision=3)))
    buzon.poner(buzon.armar(cerrada(6), cambios={"visita": b"{}"}))
    indexador.indexar()
    totales = tablero.totales()
    assert (totales.otras, totales.en_conflicto, totales.reemplazados, totales.en_cuarentena) == (1, 2, 1, 1)
    assert [(c.folio, c.resuelto) for c in tablero.conflictos()] == [("V-2026-002", False)] * 2
    assert [(r.folio, r.esta) for r in tablero.cadenas_rotas()] == [("V-2026-003", False)]
    assert "V-2026-002" not in {s.folio for s in tablero.sumandos()}
    assert len([p for p in tablero.entregas(todas=True) if p.folio == "V-2026-002"]) == 2
    assert "no se entiende" in tablero.cuarentena()[0].motivo


def test_the_places_that_have_visits_can_be_chosen(tablero: Tablero) -> None:
    assert [(o.lugar.texto, o.visitas) for o in tablero.lugares()] == [
        ("Colima", 1), ("Colima · Colima", 2), ("Jalisco · Hidalgo", 1),
    ]  # fmt: skip
