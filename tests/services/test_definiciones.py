import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.domain.cedula.definition import Departamento, FunctionRef, UnitKind
from supervisor_app.errors import UserError
from supervisor_app.services.definiciones import Definiciones, DefinicionesInvalidas, Problema

FORMS = Path(__file__).parents[2] / "forms"

Edit = Callable[[str, str, str], Path]


@pytest.fixture(scope="module")
def shipped() -> Definiciones:
    return Definiciones.cargar(FORMS)


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A small folder of its own: two cédulas and all the catalogues."""
    folder = tmp_path / "forms"
    (folder / "cedulas").mkdir(parents=True)
    for file in FORMS.glob("*.yaml"):
        shutil.copy(file, folder)
    for codigo in ("CO-02", "RC-02"):
        shutil.copy(FORMS / "cedulas" / f"{codigo}.yaml", folder / "cedulas")
    return folder


@pytest.fixture
def edit(forms: Path) -> Edit:
    """Replace the first ``old`` of a file by ``new``, as a person would."""

    def replace(name: str, old: str, new: str) -> Path:
        path = forms / name
        text = path.read_text(encoding="utf-8")
        start = text.index("\n" + next(line for line in text.splitlines() if not line.startswith("#")))
        assert old in text[start:]
        path.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")
        return path

    return replace


def line_of(path: Path, fragment: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if fragment in line and not line.startswith("#"))


# --- reading -------------------------------------------------------------------------------------------------------


def test_shipped_folder_has_nothing_wrong(shipped: Definiciones) -> None:
    assert shipped.problemas == ()


def test_one_cedula_is_found_by_its_codigo(shipped: Definiciones) -> None:
    assert shipped.cedula("CO-02").proceso == "Notificación de créditos fiscales"
    assert shipped.cedulas["CO-02"] is shipped.cedula("CO-02")


@pytest.mark.parametrize("codigo", ["CO-99", "", "../umbrales", "x" * 500])
def test_an_unknown_cedula_is_a_sentence(shipped: Definiciones, codigo: str) -> None:
    assert codigo not in shipped.cedulas
    with pytest.raises(UserError, match="No existe la cédula"):
        shipped.cedula(codigo)


def test_cedulas_come_in_the_order_of_their_departments(shipped: Definiciones) -> None:
    codigos = list(shipped.cedulas)

    assert codigos[0] == "CO-01"
    assert codigos[-1] == "AP-15"
    assert codigos.index("RC-01") == 23


def test_cedulas_of_a_unit_and_a_department(shipped: Definiciones) -> None:
    in_umf = {one.codigo for one in shipped.para(UnitKind.UMF)}

    assert {"AV-08", "AV-09"} <= in_umf
    assert not any(codigo.startswith("CO") for codigo in in_umf)
    assert len(shipped.para(UnitKind.SUB, Departamento.REGISTRO_CARTERA)) == 7


def test_questions_come_with_their_thresholds_filled(shipped: Definiciones) -> None:
    cedula = shipped.cedula("CO-02")
    item = cedula.item("CO-02-06")

    assert item is not None
    assert item.pregunta == "¿Cuántos créditos llevan más de 60 días asignados sin ninguna diligencia?"
    assert "{diligencia_pendiente}" in item.pregunta_plantilla
    assert [one.clave for one in cedula.umbrales] == ["diligencia_pendiente", "ventana_nulidades"]


def test_a_changed_threshold_changes_the_question(forms: Path, edit: Edit) -> None:
    edit(
        "umbrales.yaml",
        "clave: diligencia_pendiente  # CO-02-06\n    valor: 60",
        "clave: diligencia_pendiente\n    valor: 45",
    )

    item = Definiciones.cargar(forms).cedula("CO-02").item("CO-02-06")

    assert item is not None
    assert "más de 45 días asignados" in item.pregunta


def test_a_function_is_found_by_its_reference(shipped: Definiciones) -> None:
    assert shipped.funcion("JSAC:7.1.3:45") is shipped.funcion(FunctionRef.parse("JSAC:7.1.3:45"))


@pytest.mark.parametrize("ref", ["JSAC:7.1.3:999", "7.1.3", ""])
def test_a_function_that_is_not_there_is_a_sentence(shipped: Definiciones, ref: str) -> None:
    with pytest.raises(UserError, match="función") as refused:
        shipped.funcion(ref)
    assert refused.value.field == "fundamento"


def test_a_folder_without_cedulas_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No hay cédulas"):
        Definiciones.cargar(tmp_path)


def test_one_broken_cedula_leaves_the_others(forms: Path, edit: Edit) -> None:
    edit("cedulas/CO-02.yaml", "tipo: porcentaje", "tipo: proporcion")

    definitions = Definiciones.cargar(forms)

    assert list(definitions.cedulas) == ["RC-02"]
    with pytest.raises(DefinicionesInvalidas, match=r"CO-02.yaml, línea \d+, items.1.tipo"):
        definitions.cedula("CO-02")


def test_a_broken_catalogue_is_told_when_it_is_needed(forms: Path, edit: Edit) -> None:
    edit("umbrales.yaml", "valor: 30", "valor: treinta")
    definitions = Definiciones.cargar(forms)

    assert definitions.ooad["06"].nombre == "Colima"
    with pytest.raises(DefinicionesInvalidas, match=r"umbrales.yaml, línea 7, umbrales.1.valor"):
        definitions.cedula("CO-02")
    assert [problem.archivo for problem in definitions.problemas] == ["umbrales.yaml"]


# --- messages: file, line, field -------------------------------------------------------------------------------------

WRONG = [
    # what a person does wrong, the line it is on, the field, what is said
    ("version: 1", "version: uno", "version: uno", "version", "Debe ser un número entero"),
    ("version: 1", 'version: "1"', 'version: "1"', "version", "sin comillas"),
    ("vigente_al: 2026-11-20", "vigente_al: 2026-13-45", "vigente_al", "vigente_al", "aaaa-mm-dd"),
    ("vigente_al: 2026-11-20", "vigente_al: 20 de noviembre", "vigente_al", "vigente_al", "aaaa-mm-dd"),
    (
        "departamento: cobranza",
        "departamento: ventas",
        "ventas",
        "departamento",
        "use uno de: cobranza, registro_cartera",
    ),
    ('seccion_manual: "7.1.3"', "seccion_manual: 7.1", "7.1", "seccion_manual", "entre comillas"),
    ("unidades: [SUB, OFC]", "unidades: [SUB, CASA]", "CASA", "unidades.2", "use uno de: SUB, OFC, OAX o UMF"),
    ("unidades: [SUB, OFC]", "unidades: SUB", "unidades: SUB", "unidades", "Debe ser una lista"),
    ("proceso:", "procezo:", "codigo: CO-02", "proceso", "Falta este dato"),
    ("etiqueta:", "etiquetas:", "etiquetas:", "etiquetas", "Este dato no existe"),
    ("codigo: CO-02", "codigo: CO_02", "codigo: CO_02", "codigo", "escríbalo como CO-01"),
    ("id: CO-02-02", "id: CO-03-02", "id: CO-03-02", "items.2.id", "debe empezar con CO-02-"),
    ("tipo: porcentaje", "tipo: quizá", "tipo: quizá", "items.1.tipo", "use uno de: cumple, muestra"),
    ("    tipo: porcentaje\n", "", "id: CO-02-01", "items.1.tipo", "Falta este dato"),
    ("    tipo: porcentaje\n", "    tipo: cumple\n    unidad: días\n", "unidad: días", "items.1.unidad", "sólo aplica"),
    ('"JSAC:7.1:70"]', '"JSAC:7.1:999"]', "JSAC:7.1:999", "items.1.fundamento.3", "no está en funciones.yaml"),
    ('"JSAC:7.1:70"]', '"7.1:70"]', '"7.1:70"', "items.1.fundamento.3", "no tiene la forma de una función"),
    ('"JSAC:7.1:70"]', "70]", ", 70]", "items.1.fundamento.3", "Escriba la función como"),
    ('"CFF 134"', '"CFF 9999"', "CFF 9999", "items.3.otro_fundamento.1", "no está en fundamentos.yaml"),
    ("{diligencia_pendiente}", "{otro}", "{otro}", "items.6.pregunta", "«otro», que no está en umbrales.yaml"),
    ("{diligencia_pendiente}", "{diligencia_pendiente", "{dil", "items.6.pregunta", "sin pareja"),
    ("items:\n", "items:\n  - sólo texto\n", "sólo texto", "items.1", "bloque de datos"),
    ("    tipo: porcentaje\n", "    tipo: porcentaje\n    tipo: fecha\n", "tipo: fecha", "tipo", "aparece dos veces"),
    (
        "    tipo: porcentaje\n",
        "    pregunta_plantilla: x\n    tipo: fecha\n",
        "_plantilla",
        "items.1.pregunta_plantilla",
        "quítelo",
    ),
    ("items:\n", "umbrales: []\nitems:\n", "umbrales: []", "umbrales", "van en umbrales.yaml"),
    (
        "    tipo: porcentaje\n",
        '    tipo: porcentaje\n    relevante: "${CO-02-99} = 1"\n',
        "relevante:",
        "items.1.relevante",
        "No existe «CO-02-99» en esta cédula",
    ),
    (
        "    tipo: porcentaje\n",
        '    tipo: porcentaje\n    restricciones:\n      - expresion: ". => 1"\n        mensaje: "No."\n',
        "expresion:",
        "items.1.restricciones.1.expresion",
        "para «mayor o igual» escriba >=",
    ),
    (
        "    tipo: porcentaje\n",
        '    tipo: porcentaje\n    calculo: "${CO-02-01} + 1"\n',
        "calculo:",
        "items.1.calculo",
        "en círculo: CO-02-01 → CO-02-01",
    ),
]


@pytest.mark.parametrize("mistake", WRONG, ids=[f"{one[3]}-{one[4]}" for one in WRONG])
def test_each_mistake_names_file_line_and_field(
    forms: Path, edit: Edit, mistake: tuple[str, str, str, str, str]
) -> None:
    old, new, on_line, field, said = mistake
    path = edit("cedulas/CO-02.yaml", old, new)

    found = Definiciones.cargar(forms).validar(path)

    problem = next(one for one in found if one.campo == field)
    assert problem.archivo == "CO-02.yaml"
    assert said in problem.mensaje
    assert problem.linea == line_of(path, on_line)


def test_a_repeated_id_names_the_second_one(forms: Path, edit: Edit) -> None:
    path = edit("cedulas/CO-02.yaml", "id: CO-02-02", "id: CO-02-01")

    (problem,) = Definiciones.cargar(forms).validar(path)

    assert problem.campo == "items.2.id"
    assert "ya lo usa otra pregunta" in problem.mensaje
    assert problem.linea == line_of(path, "En promedio") - 1


def test_all_mistakes_of_a_file_are_told_at_once(forms: Path, edit: Edit) -> None:
    edit("cedulas/CO-02.yaml", "version: 1", "version: 0")
    path = edit("cedulas/CO-02.yaml", "tipo: porcentaje", "tipo: nada")

    found = Definiciones.cargar(forms).validar(path)

    assert [problem.campo for problem in found] == ["version", "items.1.tipo"]


def test_a_problem_reads_as_one_sentence() -> None:
    problem = Problema("CO-02.yaml", 12, "items.3.tipo", "Falta este dato.")

    assert str(problem) == "CO-02.yaml, línea 12, items.3.tipo: Falta este dato."


def test_no_message_is_left_in_english(forms: Path, edit: Edit) -> None:
    path = edit(
        "cedulas/CO-02.yaml", "items:\n", "items:\n  - {id: [], pregunta: {}, tipo: 1, evidencia: '', fundamento: x}\n"
    )

    for problem in Definiciones.cargar(forms).validar(path):
        assert not {"should", "input", "valid", "value", "field"} & set(problem.mensaje.casefold().split())


def test_a_file_must_be_named_as_its_codigo(forms: Path) -> None:
    copy = forms / "cedulas" / "CO-02 copia.yaml"
    shutil.copy(forms / "cedulas" / "CO-02.yaml", copy)

    (problem,) = Definiciones.cargar(forms).validar(copy)

    assert problem.campo == "codigo"
    assert "CO-02.yaml" in problem.mensaje


def test_a_list_where_a_cedula_should_be(forms: Path) -> None:
    path = forms / "cedulas" / "CO-02.yaml"
    path.write_text("- uno\n- dos\n", encoding="utf-8")

    (problem,) = Definiciones.cargar(forms).validar(path)

    assert "debe empezar con «codigo:»" in problem.mensaje


# --- validating files and folders ------------------------------------------------------------------------------------


def test_a_loose_cedula_is_checked_against_the_catalogues_at_hand(shipped: Definiciones, tmp_path: Path) -> None:
    loose = tmp_path / "ZZ-01.yaml"
    text = (FORMS / "cedulas" / "CO-02.yaml").read_text(encoding="utf-8").replace("CO-02", "ZZ-01")
    loose.write_text(text, encoding="utf-8")

    assert shipped.validar(loose) == ()
    assert shipped.validar(tmp_path) == ()


def test_a_cedula_inside_a_whole_folder_is_checked_against_that_folder(
    shipped: Definiciones, forms: Path, edit: Edit
) -> None:
    edit("fundamentos.yaml", '"CFF 134"', '"CFF 134 bis"')

    assert [problem.campo for problem in shipped.validar(forms / "cedulas" / "CO-02.yaml")] == [
        "items.3.otro_fundamento.1"
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("umbrales.yaml", "legal: false", "legal: quizá", "umbrales.1.legal"),
        ("funciones.yaml", 'ref: "JSAC:7.1:2"', 'ref: "JSAC:7.1:1"', "funciones.2"),
        ("fundamentos.yaml", "verificado: true", "verificado: false", "fundamentos.4.gist"),
        ("ooad.yaml", 'clave: "01"', "clave: 01", "ooad.1.clave"),
        ("indicadores.yaml", "sentido: sube", "sentido: arriba", "indicadores.1.sentido"),
        ("frases.yaml", "seccion: proposito", "seccion: saludo", "frases.1.seccion"),
        ("frases.yaml", "frases:", "dichos:", ""),
    ],
)
def test_catalogues_are_validated_too(shipped: Definiciones, edit: Edit, change: tuple[str, str, str, str]) -> None:
    name, old, new, field = change

    found = shipped.validar(edit(name, old, new))

    assert [problem.campo for problem in found] == [field]
    assert found[0].archivo == name


def test_a_folder_is_checked_for_coverage(forms: Path) -> None:
    found = Definiciones.cargar(forms).problemas

    assert {problem.archivo for problem in found} == {"funciones.yaml"}  # 58 cédulas are missing here
    assert any("ninguna pregunta de CO-01 cita" in problem.mensaje for problem in found)


def test_a_threshold_must_cite_a_known_basis(forms: Path, edit: Edit) -> None:
    path = edit("umbrales.yaml", 'fundamento: "LSS 297"', 'fundamento: "LSS 9999"')

    problem = next(one for one in Definiciones.cargar(forms).problemas if one.archivo == "umbrales.yaml")

    assert problem.linea == line_of(path, "antiguedad_exigible")
    assert "LSS 9999" in problem.mensaje


@pytest.mark.parametrize("name", ["no-existe.yaml", "vacia"])
def test_a_missing_file_or_an_empty_folder_is_a_sentence(shipped: Definiciones, tmp_path: Path, name: str) -> None:
    (tmp_path / "vacia").mkdir()

    (problem,) = shipped.validar(tmp_path / name)

    assert problem.archivo == name
    assert problem.linea is None
