"""What the shipped data promises: counts, own wording, labels, and nothing that no source gives."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from supervisor_app.domain.catalogo import SeccionFrase, Sentido, UnidadIndicador
from supervisor_app.domain.cedula.definition import ETIQUETA_PROPUESTA, Departamento, Kind
from supervisor_app.services.definiciones import Definiciones

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms"
DEFINICIONES = Definiciones.cargar(FORMS)
CEDULAS = list(DEFINICIONES.cedulas.values())
ITEMS = [item for cedula in CEDULAS for item in cedula.items]
SOURCE = ROOT.parent / "shared" / "domain" / "cedulas.yaml"


def bare(text: str) -> str:
    """Letters only, without case or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if one.isalnum())


def test_there_are_60_cedulas_with_490_questions() -> None:
    assert len(CEDULAS) == 60
    assert len(ITEMS) == 490
    assert Counter(cedula.departamento for cedula in CEDULAS) == {
        Departamento.COBRANZA: 23,
        Departamento.REGISTRO_CARTERA: 7,
        Departamento.AFILIACION_VIGENCIA: 15,
        Departamento.AUDITORIA_PATRONES: 15,
    }


def test_each_cedula_says_that_it_is_no_official_form() -> None:
    assert {cedula.etiqueta for cedula in CEDULAS} == {ETIQUETA_PROPUESTA}
    for path in (FORMS / "cedulas").iterdir():
        assert "NO es un formato oficial del IMSS" in path.read_text(encoding="utf-8"), path.name


def test_every_number_is_asked_with_its_unit() -> None:
    assert [item.id for item in ITEMS if (item.tipo is Kind.NUMERO) is (item.unidad is None)] == []


@pytest.mark.skipif(not SOURCE.exists(), reason="the domain research is kept beside the checkout, not in it")
def test_questions_keep_the_wording_and_basis_of_the_research() -> None:
    kept = ("id", "pregunta", "tipo", "evidencia", "fundamento", "otro_fundamento")
    source = {
        item["id"]: {"otro_fundamento": [], **item}
        for cedula in yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["cedulas"]
        for item in cedula["items"]
    }

    assert {item.id: item.model_dump(mode="json", include=set(kept)) for item in ITEMS} == source


def test_a_time_limit_is_never_written_inside_a_question() -> None:
    fixed = re.compile(r"\b(\d+|un|dos|tres|cinco|seis|diez|doce) (días|día|meses|mes|años|año)\b")

    assert [item.id for item in ITEMS if fixed.search(item.pregunta_plantilla)] == []


def test_every_threshold_is_used() -> None:
    used = {umbral.clave for cedula in CEDULAS for umbral in cedula.umbrales}

    assert used == set(DEFINICIONES.umbrales)


def test_only_thresholds_of_an_article_are_legal() -> None:
    legal = {one.clave: one.fundamento for one in DEFINICIONES.umbrales.values() if one.legal}

    assert set(legal.values()) <= set(DEFINICIONES.fundamentos)
    assert legal["parcialidades_sin_pagar"] == "RACERF 138"


def test_every_cited_basis_has_its_text_and_none_is_idle() -> None:
    cited = {clave for item in ITEMS for clave in item.otro_fundamento}

    assert cited == set(DEFINICIONES.fundamentos)


def test_what_was_not_read_is_empty_and_says_so() -> None:
    unread = {clave: one for clave, one in DEFINICIONES.fundamentos.items() if not one.verificado}

    assert {"LSS 15", "LSS 22", "LSS 109", "CFF 46-A", "CFF 176"} <= set(unread)
    assert all(one.gist is None and one.nota for one in unread.values())


def test_there_are_35_ooad_and_134_subdelegaciones() -> None:
    assert len(DEFINICIONES.ooad) == 35
    assert sum(len(one.subdelegaciones) for one in DEFINICIONES.ooad.values()) == 134


def test_colima_and_its_subdelegaciones() -> None:
    assert [sub.nombre for sub in DEFINICIONES.ooad["06"].subdelegaciones] == ["Colima", "Manzanillo", "Tecomán"]


def test_display_names_only_respell_the_source() -> None:
    subs = [sub for one in DEFINICIONES.ooad.values() for sub in one.subdelegaciones]

    assert [sub.nombre for sub in subs if bare(sub.nombre) != bare(sub.nombre_fuente)] == []


@pytest.mark.parametrize(
    ("ooad", "clave", "nombre"),
    [
        ("23", "03", "San Juan del Río"),
        ("31", "09", "Martínez de la Torre"),
        ("39", "54", "2 Santa María la Ribera"),
        ("40", "06", "7 Del Valle"),
        ("15", "80", "Los Reyes-La Paz"),
        ("02", "59", "Los Ángeles"),
    ],
)
def test_particles_and_accents_are_spanish(ooad: str, clave: str, nombre: str) -> None:
    sub = DEFINICIONES.ooad[ooad].subdelegacion(clave)

    assert sub is not None
    assert sub.nombre == nombre


def test_indicators_are_the_19_of_the_report() -> None:
    indicators = DEFINICIONES.indicadores

    assert list(indicators) == [f"IND-{number:02}" for number in range(1, 20)]
    assert indicators["IND-07"].sentido is Sentido.BAJA
    assert indicators["IND-08"].sentido is Sentido.INFORMATIVO
    assert indicators["IND-05"].unidad is UnidadIndicador.MXN_DIA


def test_every_section_and_type_of_measure_has_a_phrase() -> None:
    phrases = DEFINICIONES.frases

    assert {one.seccion for one in phrases} == set(SeccionFrase)
    assert len(phrases) >= 15
    assert all(one.texto[0].isupper() and one.texto[-1] in ".:" for one in phrases)
