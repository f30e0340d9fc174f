"""The demo as another process, as ``make run`` starts it: what it leaves is whole, signed, delivered and fictitious."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supervisor_app import logs, wiring
from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.errors import UserError
from supervisor_app.services.demo.calendario import dias_de_visita, es_habil
from supervisor_app.services.demo.datos import CONTRASENA
from supervisor_app.services.demo.visita import ETAPAS, Etapa, ajustes_demo, crear_visita_demo

pytestmark = pytest.mark.xdist_group("demo")


def _correr(*argumentos: str | Path, **ambiente: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "supervisor_app", *argumentos],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | ambiente,
        timeout=110,
        check=False,
    )


@pytest.fixture
def hecha(demo_hecha: tuple[Path, str]) -> tuple[Path, str]:
    """The demo's folder and what it said."""
    return demo_hecha


def _paquete(carpeta: Path, folio: str) -> tuple[dict[str, Any], list[str]]:
    """The records of the delivered visit whose folio ends so, and the names of all that its package holds."""
    for paquete in (carpeta / "entrega-oficina").rglob("*.zip"):
        with zipfile.ZipFile(paquete) as zip_:
            rutas = {n.partition("/data/")[2]: n for n in zip_.namelist()}
            registros = {
                Path(n).stem: json.loads(zip_.read(ruta)) for n, ruta in rutas.items() if n.startswith("registros/")
            }
        if registros["visita"]["folio"].endswith(folio):
            return registros, list(rutas)
    raise AssertionError(folio)


def test_it_tells_what_it_made_and_that_it_is_fictitious(hecha: tuple[Path, str]) -> None:
    _, dicho = hecha
    assert "Subdelegación Colima" in dicho
    assert "DATOS FICTICIOS" in dicho
    assert len(re.findall(r"  válido  ", dicho)) == 9
    assert "Segunda entrega:" in dicho
    assert "no envió nada, ya estaba" in dicho
    assert CONTRASENA not in dicho


def test_every_path_that_it_names_is_there(hecha: tuple[Path, str]) -> None:
    carpeta, dicho = hecha
    relativas = re.findall(r"(?:documentos|entrega-oficina)/\S+\.(?:pdf|zip)", dicho)
    assert len(relativas) >= 6
    assert all((carpeta / r).is_file() for r in relativas if not r.startswith("/"))


def test_what_is_turned_over_is_beside_nothing_that_is_shared(hecha: tuple[Path, str]) -> None:
    carpeta, _ = hecha
    assert not list((carpeta / "documentos").glob("*-TUR-*"))
    assert list((carpeta / "documentos-turnado").glob("*-TUR-*.pdf"))


def test_the_delivery_is_verified_by_the_script_that_travels_with_it(hecha: tuple[Path, str]) -> None:
    carpeta, _ = hecha
    hecho = subprocess.run(
        [sys.executable, "verificar_paquetes.py"], cwd=carpeta / "entrega-oficina", capture_output=True, check=False
    )
    assert hecho.returncode == 0, hecho.stdout


def test_the_package_holds_records_documents_and_evidence(hecha: tuple[Path, str]) -> None:
    carpeta, _ = hecha
    registros, nombres = _paquete(carpeta, "-002")
    assert sum(n.startswith("documentos/") and n.endswith(".pdf") for n in nombres) == 8
    assert sum(n.startswith("evidencia/") for n in nombres) == 4 + 1  # and their list
    assert registros["visita"]["ficticia"] is True
    assert registros["visita"]["estado"] == "cerrada"


def test_the_second_visit_says_what_became_of_the_first_ones_findings(hecha: tuple[Path, str]) -> None:
    carpeta, dicho = hecha
    registros, _ = _paquete(carpeta, "-002")
    verificadas = {v["folio"][-2:]: v for v in registros["verificaciones"]}
    assert {n: v["resultado"] for n, v in verificadas.items()} == {
        "01": "no_solventada", "02": "solventada", "03": "solventada", "04": "en_atencion",
    }  # fmt: skip
    assert [v["nombre"] for v in registros["evidencias"] if v["inconsistencia_id"] == verificadas["02"]["id"]]
    assert verificadas["04"]["medidas"][0]["prorrogas"]
    assert "quedaron 2 solventadas, 1 en atención y 1 no solventada." in dicho


def test_the_second_visit_hands_over_what_it_found_and_what_it_verified(hecha: tuple[Path, str]) -> None:
    dichos = {}
    for clase in ("CON", "SEG"):
        (pdf,) = (hecha[0] / "documentos").glob(f"*-002-{clase}-*.pdf")
        hecho = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
        dichos[clase] = hecho.stdout.decode()
    assert "Se determinaron 11 inconsistencias en 4 cédulas" in dichos["CON"]
    assert re.search(r"Abiertas\s+2\s+1\s+1\s+—\s+4", dichos["SEG"])


def test_what_the_second_visit_finds_again_recurs(hecha: tuple[Path, str]) -> None:
    (pdf,) = (hecha[0] / "documentos").glob("*-002-CO-06-*.pdf")
    texto = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert len(re.findall(r"Reincide\s+\(V-\d{4}-001\)", texto)) == 2


def test_what_is_overdue_when_the_second_visit_begins_is_known(hecha: tuple[Path, str], tmp_path: Path) -> None:
    carpeta = shutil.copytree(hecha[0] / "datos", tmp_path / "datos")
    with wiring.abrir(carpeta) as abiertos:
        e = next(abiertos.visitas.abrir(v.id) for v in abiertos.visitas.lista() if v.folio.endswith("-002"))
        anteriores = {a.folio[-2:]: a for a in abiertos.seguimiento.anteriores(e)}
        dia = e.visita.inicio
    logs.cerrar()
    assert dia is not None
    assert {n for n, a in anteriores.items() if a.vencido(dia)} == {"01"}
    assert anteriores["04"].medidas[0].prorrogas


def test_the_cedula_prints_all_25_cases(hecha: tuple[Path, str]) -> None:
    carpeta, _ = hecha
    (pdf,) = (carpeta / "documentos").glob("*-CO-02-*.pdf")
    texto = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert len(set(re.findall(r"Crédito (9990\d{5})", texto))) == 25
    assert "25 revisados · 4 con inconsistencia" in texto


def test_the_informe_carries_the_agreed_measures_with_their_markers(hecha: tuple[Path, str]) -> None:
    carpeta, _ = hecha
    (pdf,) = (carpeta / "documentos").glob("*-002-INF-*.pdf")
    plano = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    texto = " ".join(plano.split())
    assert "LUGAR DE LA COMISIÓN: COLIMA, COL." in texto
    assert "a) Reponer las 4 diligencias con acta completa" in texto
    assert "Recabar los 4 vales faltantes" not in texto  # a possible irregularity goes apart
    assert "Declaro bajo protesta de decir verdad" in texto


@pytest.mark.largo
def test_repeating_it_in_a_folder_that_was_moved_adds_a_visit_and_keeps_the_first(
    hecha: tuple[Path, str], tmp_path: Path
) -> None:
    carpeta = shutil.copytree(hecha[0], tmp_path / "movida")
    antes = {p: p.read_bytes() for p in (carpeta / "entrega-oficina").rglob("*.zip")}
    otra = _correr("demo", "--dir", carpeta)
    assert otra.returncode == 0, otra.stderr
    assert "Ya había una demostración en esa carpeta; se agrega otra visita." in otra.stderr
    assert all(p.read_bytes() == contenido for p, contenido in antes.items())
    # It ended well, so the base was found sound too: that is checked at the end of each demo.
    assert len(list((carpeta / "entrega-oficina").rglob("*.zip"))) == len(antes) + 1
    (primera,) = (carpeta / "documentos").glob("*-001-INF-*.pdf")
    assert _correr("verificar", primera, "--datos", carpeta / "datos").returncode == 0


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_text("mía")
    hecho = _correr("demo", "--dir", tmp_path / "nota.txt")
    assert hecho.returncode == 1
    assert "es un archivo" in hecho.stderr
    assert (tmp_path / "nota.txt").read_text() == "mía"


def test_somebodys_real_data_are_not_touched(tmp_path: Path) -> None:
    with wiring.abrir(tmp_path / "datos") as servicios:
        servicios.visitas.crear()
        ajustes = servicios.ajustes.leer()
    logs.cerrar()
    hecho = _correr("demo", "--dir", tmp_path)
    assert hecho.returncode == 1
    assert "no se tocó" in hecho.stderr
    with wiring.abrir(tmp_path / "datos") as servicios:
        assert len(servicios.visitas.lista()) == 1
        assert servicios.ajustes.leer() == ajustes
    logs.cerrar()


# --- the stages, for the window and the pictures ------------------------------------------------------------------


@pytest.fixture
def servicios(tmp_path: Path) -> Iterator[wiring.Servicios]:
    with wiring.abrir(tmp_path / "datos") as abiertos:
        yield abiertos
    logs.cerrar()


LARGAS = ("firma", "entrega")


@pytest.mark.parametrize("etapa", [pytest.param(e, marks=pytest.mark.largo if e in LARGAS else ()) for e in ETAPAS])
def test_each_stage_stops_where_it_says(servicios: wiring.Servicios, etapa: Etapa) -> None:
    servicios.ajustes.guardar(ajustes_demo())
    e = crear_visita_demo(servicios, hasta=etapa)
    hechas = ETAPAS[: ETAPAS.index(etapa) + 1]
    assert bool(e.visita.cedulas) is True
    assert len(e.respuestas) == (38 if "cedulas" in hechas else 0)
    assert len(e.medidas) == (16 if "inconsistencias" in hechas else 0)
    assert (e.informe is not None) is ("informe" in hechas)
    assert len(servicios.documentos.vigentes(e.visita.id)) == (8 if "firma" in hechas else 0)
    assert e.visita.cerrada is ("entrega" in hechas)
    assert servicios.visitas.abrir(e.visita.id) == e


def test_the_visit_shows_every_kind_of_answer_and_measure(servicios: wiring.Servicios) -> None:
    e = crear_visita_demo(servicios, hasta="inconsistencias")
    valores = [r.valor for r in e.respuestas.values()]
    assert {v.tipo for v in valores if v is not None} == {"cumple", "muestra", "numero", "porcentaje", "monto_mxn"}
    assert {v.valor.value for v in valores if v is not None and v.tipo == "cumple"} == {
        "cumple",
        "parcial",
        "no_cumple",
        "no_aplica",
    }
    assert {m.tipo for m in e.medidas.values()} == set(TipoMedida)
    assert len(e.filas_de("CO-02-03")) == 25
    assert {v.mime.partition("/")[2] for v in e.evidencias.values()} >= {"png", "pdf"}


def test_a_practice_visit_leaves_real_settings_alone_and_says_what_it_is(servicios: wiring.Servicios) -> None:
    antes = servicios.ajustes.leer()
    e = crear_visita_demo(servicios, hasta="informe")
    assert servicios.ajustes.leer() == antes
    assert e.visita.ficticia
    assert not [f for f in servicios.visitas.faltantes(e) if f.impide_cerrar]


def test_nothing_is_signed_where_the_data_are_not_fictitious(servicios: wiring.Servicios) -> None:
    with pytest.raises(UserError, match="datos ficticios"):
        crear_visita_demo(servicios, hasta="firma")
    assert servicios.visitas.lista() == ()
    assert not (servicios.carpeta / "anclas").exists()


@given(st.dates(date(2020, 1, 1), date(2100, 12, 31)))
@example(date(2081, 1, 7))
def test_the_visit_is_always_three_working_days_that_are_over(hoy: date) -> None:
    inicio, fin = dias_de_visita(hoy)
    assert inicio <= fin <= hoy
    assert (fin - inicio).days == 2
    assert all(es_habil(date.fromordinal(inicio.toordinal() + n)) for n in range(3))
    assert (hoy - fin).days <= 18  # Christmas and New Year on a Wednesday cut two weeks short
