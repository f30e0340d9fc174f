"""PDF/A-3a and PDF/UA-1. Two judges: ``pikepdf.pdfa`` always, and veraPDF where there is Java."""

import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa

from supervisor_app.documents.hoja_recuperacion import imprimir_hoja, imprimir_hoja_de_oficina
from supervisor_app.documents.modelos import MuestraImpresa
from supervisor_app.domain.documento import CAMPO_SUPERIOR, CAMPO_TITULAR
from supervisor_app.domain.informe import DatosInforme, Firmantes, SegundaFirma
from tests import verapdf
from tests.documents.ejemplo_acta import acta, acta_pdf, indicator
from tests.documents.ejemplo_asm import SIGNERS, asm_pdf, row, table
from tests.documents.ejemplo_concentrado import concentrado, concentrado_pdf, summary
from tests.documents.ejemplo_ejecutivo import ejecutivo, ejecutivo_pdf
from tests.documents.ejemplo_programa import cancelled, moved, programme, programme_pdf, programmed
from tests.documents.ejemplo_seguimiento import seguimiento, seguimiento_pdf
from tests.documents.ejemplos import (
    SUPERIOR,
    case,
    cedula,
    cedula_pdf,
    dibujada,
    elements,
    informe,
    informe_pdf,
    item,
    opened,
    paragraph,
    question,
)

LONG = "Se revisó la notificación de créditos fiscales y la cartera en mora de la Subdelegación. "
SAMPLE = MuestraImpresa("120", "0", filas=tuple(case(n, nota=LONG if n % 9 == 0 else "") for n in range(120)))
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "informe": lambda: informe_pdf(informe()),
    "informe-dos-firmas": lambda: informe_pdf(informe(), firmantes=Firmantes(segunda=SegundaFirma(nombre="OTRA"))),
    "informe-tres-firmas": lambda: informe_pdf(
        informe(), firmantes=Firmantes(segunda=SegundaFirma(nombre="OTRA")), superior=SUPERIOR
    ),
    "informe-borrador": lambda: informe_pdf(DatosInforme(), borrador=True),
    "informe-largo": lambda: informe_pdf(
        informe(conclusiones=(paragraph(LONG * 60),), resultados=tuple(item(LONG * 4) for _ in range(30)))
    ),
    "cedula": lambda: cedula_pdf(cedula()),
    "cedula-dibujada": lambda: cedula_pdf(cedula(), dibujadas={CAMPO_TITULAR: dibujada()}),
    "cedula-superior-dibujado": lambda: cedula_pdf(
        cedula(), dibujadas={CAMPO_SUPERIOR: dibujada(campo=CAMPO_SUPERIOR)}, superior=SUPERIOR
    ),
    "cedula-larga": lambda: cedula_pdf(
        cedula(items=(question(1, muestra=SAMPLE), *(question(n, nota=LONG) for n in range(2, 30))))
    ),
    "acta": lambda: acta_pdf(acta()),
    "acta-larga": lambda: acta_pdf(acta(indicadores=tuple(indicator(f"IND-{n:02d}") for n in range(1, 20)))),
    "acta-borrador": lambda: acta_pdf(acta(), borrador=True),
    "asm": lambda: asm_pdf(table(12)),
    "asm-avances": lambda: asm_pdf(
        table(9, avances=True, aspectos=tuple(row(n, avance=10 * n) for n in range(9)), firmantes=SIGNERS)
    ),
    "asm-borrador": lambda: asm_pdf(table(0, fecha=None), borrador=True),
    "concentrado": lambda: concentrado_pdf(concentrado(3)),
    "concentrado-vacio": lambda: concentrado_pdf(concentrado(0)),
    "concentrado-largo": lambda: concentrado_pdf(
        concentrado(40, resumen=summary(40, 60)), dibujadas={CAMPO_TITULAR: dibujada()}
    ),
    "programa": lambda: programme_pdf(programme(moved(), cancelled(), *(programmed(n) for n in range(4, 40)))),
    "seguimiento": lambda: seguimiento_pdf(seguimiento(3)),
    "seguimiento-largo": lambda: seguimiento_pdf(seguimiento(30, 40)),
    "seguimiento-borrador": lambda: seguimiento_pdf(seguimiento(0, 2), borrador=True),
    "ejecutivo": lambda: ejecutivo_pdf(ejecutivo(20)),
    "hoja-de-recuperacion": lambda: imprimir_hoja(("7KQ2",) * 9, "0C0B-EACE", date(2026, 6, 10)),
    "hoja-de-oficina": lambda: imprimir_hoja_de_oficina(
        ("7KQ2",) * 14, "Jefatura ficticia", "9C4F-0000-1111-2222-3333", date(2026, 6, 10)
    ),
}
# What the allow-list of pikepdf does not know: level A, the declaration of PDF/UA, forms and attachments.
BEYOND_PIKEPDF = {"ISO_19005_3:6.6.2.3.1-1", "ISO_19005_3:6.6.4-3"}


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> bytes:
    return DOCUMENTS[request.param]()


def test_pikepdf_finds_no_violation(document: bytes) -> None:
    with opened(document) as pdf:
        findings = pdfa.check(pdf, "3b").findings
    assert [f for f in findings if f.kind == "violation" and f.rule not in BEYOND_PIKEPDF] == []


@verapdf.group
def test_verapdf_finds_no_violation(document: bytes, tmp_path: Path) -> None:
    assert verapdf.broken(document, tmp_path) == []


@verapdf.group
def test_verapdf_tells_what_a_file_breaks(tmp_path: Path) -> None:
    with opened(DOCUMENTS["acta"]()) as pdf:
        del pdf.Root.Lang, pdf.Root.OutputIntents
        pdf.save(tmp_path / "broken.pdf")
    told = verapdf.broken((tmp_path / "broken.pdf").read_bytes(), tmp_path)
    assert any(rule.startswith("3a 6.2.4.3-") for rule in told)
    assert any(rule.startswith("ua1 7.2-") for rule in told)


@verapdf.group
def test_verapdf_answers_about_what_is_no_pdf(tmp_path: Path) -> None:
    assert len(verapdf.broken(b"no", tmp_path)) == 2
    assert verapdf.broken(DOCUMENTS["acta"](), tmp_path) == []


def test_the_file_says_language_title_and_tags(document: bytes) -> None:
    with opened(document) as pdf:
        assert str(pdf.Root.Lang) == "es-MX"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"])
        assert "/Outlines" in pdf.Root


def test_all_fonts_are_embedded_subsets_of_one_family(document: bytes) -> None:
    fonts = set()
    with opened(document) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                fonts.add(str(thing.BaseFont))
                assert "/FontFile2" in thing.FontDescriptor
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+NotoSans-\w+", name) for name in fonts)


def test_everything_painted_is_content_or_artifact(document: bytes) -> None:
    with opened(document) as pdf:
        for page in pdf.pages:
            depth = 0
            for operation in pikepdf.parse_content_stream(page):
                name = str(operation.operator)
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                assert depth in (0, 1)
                if name in ("Tj", "TJ", "S", "s", "f", "F", "f*", "B", "b", "Do", "sh"):
                    assert depth == 1, f"{name} is outside of any marked content"
            assert depth == 0


def test_each_mark_has_one_owner_in_the_parent_tree(document: bytes) -> None:
    with opened(document) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = dict(zip(list(tree.ParentTree.Nums)[::2], list(tree.ParentTree.Nums)[1::2], strict=True))
        for page in pdf.pages:
            owners = numbers[page.obj.StructParents]
            marks = [
                int(operation.operands[1].MCID)
                for operation in pikepdf.parse_content_stream(page)
                if str(operation.operator) == "BDC"
            ]
            assert sorted(marks) == list(range(len(owners)))
            for mcid, owner in enumerate(owners):
                assert any(mcid == kid.MCID and kid.Pg.objgen == page.obj.objgen for kid in owner.K if "/MCID" in kid)


def test_headings_start_at_one_and_skip_no_level(document: bytes) -> None:
    with opened(document) as pdf:
        levels = [int(str(e.S)[2:]) for e in _headings(pdf.Root.StructTreeRoot.K)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def _headings(root: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in root.K if re.fullmatch(r"/H[1-6]", str(kid.S))]


def test_lists_hold_items_with_label_and_body() -> None:
    with opened(informe_pdf(informe())) as pdf:
        lists = elements(pdf, "L")
        assert [str(one.A.ListNumbering) for one in lists] == ["/Decimal", "/LowerAlpha", "/LowerAlpha"]
        for entry in elements(pdf, "LI"):
            assert [str(kid.S) for kid in entry.K] == ["/Lbl", "/LBody"]


def test_a_drawn_signature_is_a_figure_that_says_whose_it_is() -> None:
    with opened(cedula_pdf(cedula(), dibujadas={CAMPO_TITULAR: dibujada()})) as pdf:
        (figure,) = (f for f in elements(pdf, "Figure") if "Firma" in str(f.Alt))
        assert str(figure.Alt) == "Firma dibujada de Emilio Sandoval Prieto"
        assert len(figure.A.BBox) == 4


def test_a_signature_field_is_a_form_element_that_pyhanko_accepts() -> None:
    with opened(informe_pdf(informe())) as pdf:
        (form,) = elements(pdf, "Form")
        assert isinstance(form.K, pikepdf.Dictionary)  # not an array: see the signing notes
        assert form.K.Type == "/OBJR"
        assert str(form.Alt) == "Firma de LUCÍA BARRAGÁN ORTEGA"


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_writes_the_same_bytes(seed: str) -> None:
    here = Path(__file__).parent
    program = "import sys, hashlib, ejemplos as e; print(hashlib.sha256(e.informe_pdf(e.informe())).hexdigest())"
    path = os.pathsep.join([str(here), str(here.parents[1])])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(informe_pdf(informe())).hexdigest()


def test_documents_made_at_once_do_not_mix() -> None:
    makers = [partial(informe_pdf, informe(objeto=f"OBJETO {n}")) for n in range(6)]
    expected = [make() for make in makers]
    with ThreadPoolExecutor(max_workers=6) as pool:
        assert list(pool.map(lambda make: make(), makers * 3)) == expected * 3


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts (poppler-utils) is not here")
def test_poppler_sees_all_fonts_embedded(tmp_path: Path) -> None:
    file = tmp_path / "cedula.pdf"
    file.write_bytes(cedula_pdf(cedula()))
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert rows
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)
