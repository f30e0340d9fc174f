"""The «sin lugar» list on paper and as text, the versions of the folder, and a comparison as text."""

from pathlib import Path
from shutil import copytree

import pytest

from supervisor_app import paths
from supervisor_app.documents.modelos import SinLugarImpreso
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.versiones import comparar
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Cambio
from supervisor_app.domain.novedades import por_ofrecer
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.papel.cedula_impresa import decir_respuesta, fotos_impresas, imprimir_cedula
from supervisor_app.services.papel.clase import Edicion
from supervisor_app.services.papel.clases import CLASES
from supervisor_app.services.papel.sin_lugar_impreso import texto_sin_lugar
from supervisor_app.services.versiones import disponibles, en_texto
from tests.definiciones_al_azar import con_items, sorteo
from tests.services.banco import material, texto
from tests.versiones_ficticias import OTRA, UNA, contestada, seguida
from tests.visita_ficticia import aplicar, evidencia, expediente


@pytest.fixture(scope="module")
def definiciones_reales() -> Definiciones:
    return Definiciones.cargar(paths.formas())


@pytest.fixture(scope="module")
def impresos() -> dict[str, SinLugarImpreso]:
    return {s.punto: s for s in imprimir_cedula(seguida(), OTRA, {}).sin_lugar}


def test_everything_of_a_withdrawn_question_is_printed(impresos: dict[str, SinLugarImpreso]) -> None:
    s = impresos["CO-90-01"]
    assert (s.version, s.pregunta, s.respuesta.texto) == ("1", "¿El control está al día?", "No cumple")
    assert (s.nota, s.evidencias) == (
        "El control se llena al cierre del mes; faltan tres semanas.",
        ("Control de mayo",),
    )


def test_cells_of_a_withdrawn_column_are_printed_by_its_title(impresos: dict[str, SinLugarImpreso]) -> None:
    s = impresos["CO-90-02"]
    assert s.respuesta.texto == "Columnas de 3 renglones"
    assert s.filas[0].otros == ("Causa: Cambio de domicilio",)


def test_a_draw_without_a_place_can_still_be_repeated() -> None:
    e = contestada()
    e = e.aplicar([Cambio(None, sorteo("CO-90-02"))])
    e = aplicar(e, comandos.seguir_versiones(e, [con_items(UNA, UNA.items[0])]))
    (s,) = (s for s in imprimir_cedula(e, e.definiciones["CO-90"], {}).sin_lugar if s.punto == "CO-90-02")
    for dicho in ("«RALE»: 3 renglones", "cd" * 32, "1 de 3", "Semilla: 1"):
        assert dicho in s.muestreo


def test_a_cedula_with_everything_in_its_place_prints_no_such_list() -> None:
    assert imprimir_cedula(contestada(), UNA, {}).sin_lugar == ()


def test_the_page_says_all_of_it_under_its_title() -> None:
    e = seguida()
    hecho = CLASES[TipoDocumento.CEDULA].hacer(e, OTRA.codigo, Edicion(1), material())
    impreso = texto(hecho.compuesto.pdf())
    for dicho in ("Respuestas sin lugar en la versión 2", "CO-90-01", "faltan tres semanas", "87.0", "Otra causa"):
        assert dicho in impreso


def test_a_photo_of_a_withdrawn_question_is_printed() -> None:
    e = contestada()
    e = aplicar(e, comandos.adjuntar(e, [evidencia(2, item_id="CO-90-01", mime="image/jpeg", sha256="cd" * 32)]))
    e = aplicar(e, comandos.seguir_versiones(e, [OTRA]))
    assert [v.id for v in fotos_impresas(e, OTRA)] == ["evidencia-2"]
    assert [f.sha256 for s in imprimir_cedula(e, OTRA, {}).sin_lugar for f in s.fotos] == ["cd" * 32]


def test_the_finding_of_a_withdrawn_question_prints_the_version_that_asked_it() -> None:
    (primera, _) = imprimir_cedula(seguida(), OTRA, {}).inconsistencias
    assert primera.titulo == "No cumple: El control está al día"
    assert "Punto CO-90-01 (versión 1)" in primera.datos


def test_the_text_to_copy_says_question_answer_note_evidence_rows_and_reason() -> None:
    e = seguida()
    textos = {s.item_id: texto_sin_lugar(e, s, decir_respuesta) for s in e.sin_lugar.values()}
    assert textos["CO-90-01"].splitlines() == [
        "CO-90-01 (versión 1): ¿El control está al día?",
        "Respuesta: No cumple",
        "Nota: El control se llena al cierre del mes; faltan tres semanas.",
        "Evidencia: Control de mayo",
        "Motivo: La versión 2 ya no hace esta pregunta.",
    ]
    assert "1\tCrédito 1\t\t\tCausa: Cambio de domicilio" in textos["CO-90-02"]


def test_only_the_cedulas_of_the_visit_are_looked_up_and_unknown_ones_are_left_out(
    definiciones_reales: Definiciones,
) -> None:
    e = expediente(cedulas=("CO-02", "ZZ-99"))
    assert [d.codigo for d in disponibles(definiciones_reales, e)] == ["CO-02"]


def test_a_wrong_catalogue_offers_nothing_and_stops_nothing(tmp_path: Path) -> None:
    copytree(paths.formas(), tmp_path / "formas")
    (tmp_path / "formas" / "umbrales.yaml").write_text("umbrales: nada", encoding="utf-8")
    assert disponibles(Definiciones.cargar(tmp_path / "formas"), expediente(cedulas=("CO-02",))) == ()


def test_the_shipped_cedulas_are_not_new_for_a_visit_that_keeps_them(definiciones_reales: Definiciones) -> None:
    todas = tuple(definiciones_reales.cedulas.values())
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, todas))
    leidas = [type(d).model_validate_json(d.model_dump_json()) for d in todas]
    assert por_ofrecer(e, leidas, descartadas=True) == ()


def test_a_comparison_reads_line_by_line() -> None:
    lineas = en_texto(comparar(UNA, OTRA)).splitlines()
    assert lineas[1].startswith("De la versión 1 a la 2, vigente al 01/06/2026: 1 pregunta nueva, 1 pregunta retirada")
    assert lineas[lineas.index("  Tipo de respuesta") + 1 :][:2] == ["    antes: Porcentaje", "    ahora: Número"]
