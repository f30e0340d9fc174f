"""Imported cédulas: kept as files of their own, read on top of the shipped ones, and never replaced."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from supervisor_app import paths
from supervisor_app.domain.cedula.definition import CedulaDefinition, Umbral
from supervisor_app.errors import UserError
from supervisor_app.services.cedulas_propias import CARPETA, CedulasPropias, Resultado, exportar_todas
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.escritura_definiciones import como_yaml
from supervisor_app.services.lectura_definiciones import leer_cedula
from tests.services.xlsform.generadas import definiciones as generadas

DE_FABRICA = Definiciones.cargar(paths.formas())
CO_02 = DE_FABRICA.cedula("CO-02")


@pytest.fixture
def todas(tmp_path: Path) -> Definiciones:
    return Definiciones.cargar(paths.formas(), tmp_path / CARPETA)


@pytest.fixture
def propias(tmp_path: Path, todas: Definiciones) -> CedulasPropias:
    return CedulasPropias(tmp_path, todas)


def _otra(version: int, **cambios: Any) -> CedulaDefinition:
    return CedulaDefinition.model_validate({**CO_02.model_dump(), "version": version, **cambios})


def test_the_latest_version_is_the_one_in_use(propias: CedulasPropias, todas: Definiciones, tmp_path: Path) -> None:
    propias.guardar(_otra(2, proceso="Segunda"))
    hecho = propias.guardar(_otra(3, proceso="Tercera"))

    assert (hecho.resultado, hecho.anterior) == (Resultado.NUEVA_VERSION, 2)
    assert todas.cedula("CO-02").proceso == "Tercera"
    assert todas.importadas() == {"CO-02"}
    assert len(todas.cedulas) == 60
    assert todas.problemas == ()
    assert Definiciones.cargar(paths.formas(), tmp_path / CARPETA).cedula("CO-02").version == 3


def test_a_new_codigo_is_added(propias: CedulasPropias, todas: Definiciones) -> None:
    items = [{**item.model_dump(), "id": item.id.replace("CO-02", "CO-90")} for item in CO_02.items]
    hecho = propias.guardar(_otra(1, codigo="CO-90", items=items))

    assert str(hecho) == "Se importó la cédula CO-90, versión 1."
    assert len(todas.cedulas) == 61
    assert todas.problemas == ()


def test_the_same_again_changes_nothing(propias: CedulasPropias, tmp_path: Path) -> None:
    assert propias.guardar(CO_02).resultado is Resultado.YA_ESTABA
    assert not (tmp_path / CARPETA).exists()


@pytest.mark.parametrize(
    ("version", "frase"),
    [(2, "Ya existe la versión 2 de CO-02 con otro contenido. Escriba 3"), (1, "ya está en uso la 2")],
)
def test_a_number_that_is_taken_is_refused(propias: CedulasPropias, tmp_path: Path, version: int, frase: str) -> None:
    propias.guardar(_otra(2, proceso="Segunda"))
    antes = (tmp_path / CARPETA / "CO-02.v2.yaml").read_bytes()

    with pytest.raises(UserError, match=frase):
        propias.guardar(_otra(version, proceso="Otra"))

    assert [f.name for f in (tmp_path / CARPETA).iterdir()] == ["CO-02.v2.yaml"]
    assert (tmp_path / CARPETA / "CO-02.v2.yaml").read_bytes() == antes


def test_a_broken_version_is_named_and_the_one_before_goes_on(
    propias: CedulasPropias, todas: Definiciones, tmp_path: Path
) -> None:
    propias.guardar(_otra(2, proceso="Segunda"))
    (tmp_path / CARPETA / "CO-02.v3.yaml").write_text("codigo: CO-02\n", encoding="utf-8")
    todas.recargar()

    assert todas.cedula("CO-02").version == 2
    assert {p.archivo for p in todas.problemas} == {"CO-02.v3.yaml"}


def test_an_imported_cedula_may_bring_its_own_threshold(propias: CedulasPropias, todas: Definiciones) -> None:
    umbrales = tuple(
        Umbral.model_validate({**u.model_dump(), "valor": Decimal("45.0")}) if u.clave == "diligencia_pendiente" else u
        for u in CO_02.umbrales
    )
    item = CO_02.items[5]
    pregunta = item.pregunta.replace("60 días", "45.0 días")
    items = [*CO_02.items[:5], item.model_copy(update={"pregunta": pregunta}), *CO_02.items[6:]]
    propias.guardar(_otra(2, umbrales=[u.model_dump() for u in umbrales], items=[i.model_dump() for i in items]))

    assert "45.0 días" in todas.cedula("CO-02").items[5].pregunta
    assert todas.umbrales["diligencia_pendiente"].valor == 60


def test_what_would_not_be_read_is_not_kept(propias: CedulasPropias, todas: Definiciones, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no se pudo guardar"):
        propias.guardar(_otra(2, umbrales=[]))
    assert list((tmp_path / CARPETA).iterdir()) == []
    assert todas.cedula("CO-02").version == 1


@settings(max_examples=40, deadline=None)
@given(generadas())
def test_a_written_definition_is_read_the_same(definicion: CedulaDefinition) -> None:
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / f"{definicion.codigo}.v{definicion.version}.yaml"
        ruta.write_text(como_yaml(definicion, DE_FABRICA.umbrales), encoding="utf-8")
        leida = leer_cedula(ruta, DE_FABRICA.contexto)
    assert leida.problemas == ()
    assert leida.definicion == definicion


def test_exporting_all_writes_nothing_where_one_is_there(tmp_path: Path, todas: Definiciones) -> None:
    (tmp_path / "RC-03.xlsx").write_bytes(b"editado")
    with pytest.raises(UserError, match=r"«RC-03\.xlsx», que puede tener cambios"):
        exportar_todas(tmp_path, todas)
    assert [f.name for f in tmp_path.iterdir()] == ["RC-03.xlsx"]
