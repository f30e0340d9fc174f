"""Public versions are known by what they carry; what lacks one is said; they are copied under plain names."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.documents.informe import componer_informe
from supervisor_app.documents.publica import componer_publica
from supervisor_app.documents.textos import textos_informe, textos_publica
from supervisor_app.errors import UserError
from supervisor_app.services.transparencia.publicas import nombre_publico, reunir, revisar
from tests.documents.ejemplos import informe, informe_pdf


def publica(folio: str, version: int = 1) -> bytes:
    original = componer_informe(
        informe(), textos=textos_informe(), folio=f"{folio}-INF", version=version, registro=b'{"version_publica":{}}'
    )
    return componer_publica(original, textos_publica(), cuenta={}, fundamento="", constancias={}).pdf()


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("públicas")
    (raiz / "laptop 1").mkdir()
    (raiz / "cualquier nombre.pdf").write_bytes(publica("V-2026-001"))
    (raiz / "laptop 1" / "otra.PDF").write_bytes(publica("V-2026-001", 2))
    (raiz / "informe firmado.pdf").write_bytes(informe_pdf(informe()))
    (raiz / "roto.pdf").write_bytes(b"%PDF-1.7 nada")
    return raiz


def test_the_newest_counts_and_what_is_missing_is_named(carpeta: Path) -> None:
    hecho = revisar(carpeta, ["V-2026-001", "V-2026-002"])
    assert [(p.folio, p.version) for p in hecho.publicas] == [("V-2026-001", 2)]
    assert hecho.faltan == ("V-2026-002",)
    assert {r.name for r in hecho.ajenos} == {"informe firmado.pdf", "roto.pdf"}
    assert hecho.nombres == {"V-2026-001": "informe-v-2026-001-v2.pdf"}
    assert [p.folio for p in revisar(carpeta, []).sin_visita] == ["V-2026-001"]


def test_they_are_copied_once_and_never_over_another(carpeta: Path, tmp_path: Path) -> None:
    hecho = revisar(carpeta, ["V-2026-001"])
    assert reunir(hecho, tmp_path / "d") == reunir(hecho, tmp_path / "d") == 1
    (tmp_path / "d" / "informe-v-2026-001-v2.pdf").write_bytes(b"otra cosa")
    with pytest.raises(UserError, match="ya hay otro"):
        reunir(hecho, tmp_path / "d")


def test_names_are_plain() -> None:
    assert nombre_publico("V-2026-012-JÑ", 1) == "informe-v-2026-012-j-v1.pdf"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No existe"):
        revisar(tmp_path / "no", [])
