"""A command run in this process, with its own data folder; and one finished demo, which tests only read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervisor_app.cli.principal import principal
from supervisor_app.domain.informe import Bloque, DatosInforme, Marcador
from tests.cli.corrida import Correr, Corrida


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder that the variable names; it does not exist yet."""
    carpeta = tmp_path / "datos"
    monkeypatch.setenv("SUPERVISOR_DATOS", str(carpeta))
    monkeypatch.delenv("SUPERVISOR_EFIRMA_PASSWORD", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return carpeta


@pytest.fixture
def correr(datos: Path, capsys: pytest.CaptureFixture[str]) -> Correr:
    def ejecutar(*argumentos: str | Path, **opciones: Any) -> Corrida:
        capsys.readouterr()
        codigo = principal([str(a) for a in argumentos], **opciones)
        dicho = capsys.readouterr()
        return Corrida(codigo, dicho.out, dicho.err)

    return ejecutar


@pytest.fixture(scope="session")
def demo(demo_hecha: tuple[Path, str]) -> Path:
    """The folder of a demo that went well: made once, never changed by a test."""
    return demo_hecha[0]


@pytest.fixture
def informe_firmado(demo: Path) -> Path:
    (ruta,) = (demo / "documentos").glob("*-002-INF-*.pdf")
    return ruta


@pytest.fixture
def datos_informe(tmp_path: Path) -> Path:
    """A DATOS.json that can be emitted."""
    datos = DatosInforme(
        numero_pliego="493/2026",
        ciudad="Colima, Col.",
        fecha=date(2026, 11, 20),
        coordinador_normativo="MTRA. BEATRIZ ARVIZU TERREROS",
        coordinacion_normativa="COORDINACIÓN DE COBRANZA",
        adscripcion="COORDINACIÓN DE COBRANZA",
        lugar_comision="COLIMA, COL.",
        del_=date(2026, 11, 18),
        al=date(2026, 11, 20),
        objeto="SUPERVISIÓN",
        comisionado="LUCÍA BERRUETO PEÑÚÑURI",
        proposito=(Bloque(texto="Supervisar la cobranza."),),
        actividades=(
            Bloque(
                texto="Revisar lo relativo a:",
                marcador=Marcador.NUMERO,
                subelementos=(Bloque(texto="notificación de créditos.", marcador=Marcador.LETRA),),
            ),
        ),
        conclusiones=(Bloque(texto="Se exhortó al personal."),),
        resultados=(Bloque(texto="Reponer las actas.", marcador=Marcador.LETRA),),
        contribuciones=(Bloque(texto="Se aclararon dudas."),),
    )
    ruta = tmp_path / "DATOS.json"
    ruta.write_text(json.dumps(datos.como_json(), ensure_ascii=False), encoding="utf-8")
    return ruta
