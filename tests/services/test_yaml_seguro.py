from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.services import yaml_seguro
from supervisor_app.services.yaml_seguro import MAX_BYTES, ArchivoIlegible, interpretar, leer

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


def test_reads_plain_values() -> None:
    assert interpretar("a: 1\nb: [dos, 3.5, true, null]\nc: {d: '06'}").datos == {
        "a": 1,
        "b": ["dos", 3.5, True, None],
        "c": {"d": "06"},
    }


def test_reads_the_same_without_the_compiled_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_seguro, "_Loader", yaml.SafeLoader)

    assert interpretar("a: 1\nb: [x, 2026-11-20]").ubicar(("b", 1)) == (2, "b.2")
    with pytest.raises(ArchivoIlegible, match="alias"):
        interpretar(BOMB)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3", 3, "«a» aparece dos veces"),
        (BOMB, 2, "No se admiten anclas ni alias"),
        ("a: &a [*a]", 1, "No se admiten anclas ni alias"),
        ("a: !!python/object/apply:os.system [ls]", 1, "No se admite la etiqueta «!!python/object/apply:os.system»"),
        ("x: 1\ny: {<<: {a: 1}}", 2, "El nombre de un dato debe ser una palabra"),
        ("a: 1\n  b: 2", 2, "sangría"),
        ('a: "sin cerrar\nb: 2', 2, "comillas"),
        ("a: 1\n---\nb: 2", 2, "más de un documento"),
        ("1: uno", 1, "El nombre de un dato debe ser una palabra"),
        ("- " * 200, 1, "anida demasiados niveles"),
        ("[" * 300_000, 1, "anida demasiados niveles"),
        ("", None, "está vacío"),
        ("# sólo un comentario", None, "está vacío"),
    ],
)
def test_what_is_refused_has_its_line_and_sentence(text: str, line: int | None, said: str) -> None:
    with pytest.raises(ArchivoIlegible) as refused:
        interpretar(text)

    assert said in refused.value.mensaje
    assert refused.value.linea == line


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"a: 1\nb: \xf1andu\n", 2, "no es texto UTF-8"),
        ("a: ñandú".encode("utf-16"), 1, "no es texto UTF-8"),
        (b"a: 1\nb: \x00", 2, "no son texto"),
        (b"\x89PNG\r\n\x1a\n", 1, "no es texto UTF-8"),
        (b"a: " + b"x" * MAX_BYTES, None, "más de 8 MB"),
    ],
)
def test_files_that_are_not_text_are_refused(tmp_path: Path, content: bytes, line: int | None, said: str) -> None:
    path = tmp_path / "uno.yaml"
    path.write_bytes(content)

    with pytest.raises(ArchivoIlegible) as refused:
        leer(path)

    assert said in refused.value.mensaje
    assert refused.value.linea == line


def test_a_folder_or_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.yaml"):
        with pytest.raises(ArchivoIlegible, match="No se pudo abrir"):
            leer(path)


def test_the_windows_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "uno.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")

    assert leer(path).datos == {"a": 1, "b": 2}


@pytest.mark.parametrize("text", ["2026-13-45", "!!int x", "!!timestamp x", "9" * 5000])
def test_what_only_looks_like_a_date_or_number_stays_text(text: str) -> None:
    assert isinstance(interpretar(f"a: {text}").datos["a"], str)


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        ((), (1, "")),
        (("a",), (1, "a")),
        (("items", 1, "tipo"), (5, "items.2.tipo")),
        (("items", 1, "falta"), (4, "items.2.falta")),
        (("items", 0, "id", "int"), (3, "items.1.id")),
        (("items", 9), (2, "items.10")),
    ],
)
def test_every_place_has_its_line(loc: tuple[str | int, ...], place: tuple[int, str]) -> None:
    document = interpretar("a: 1\nitems:\n  - id: x\n  - id: y\n    tipo: z\n")

    assert document.ubicar(loc) == place


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>\"'#%@`,?\n\t 0.<"), max_size=60))
def test_no_text_whatsoever_escapes(text: str) -> None:
    try:
        interpretar(text)
    except ArchivoIlegible as refused:
        assert refused.mensaje.endswith(".")
