"""Holidays, units, thresholds, cédulas and authorities of the office on a laptop, beside what its person has."""

from __future__ import annotations

import json
import zlib
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.errors import UserError
from supervisor_app.exchange.verificador_feeds import leer_buzon
from supervisor_app.services.recibido.valores import Estado, Ficha
from tests.services.banco import pki
from tests.services.recibido.conftest import Par

LUNES, MARTES = date(2027, 3, 1), date(2027, 3, 2)
NAVIDAD = date(2027, 12, 25)
CSV = b"tipo,ooad,subdelegacion,numero,nombre,localidad\nUMF,06,01,19,UMF No. 19,Colima\n"


def ficha(par: Par, que: str) -> Ficha:
    return next(f for f in par.laptop.recibido.fichas() if f.que == que)


# --- holidays -------------------------------------------------------------------------------------------------------


def test_days_count_as_the_office_counts_them_also_after_a_restart(par: Par) -> None:
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.oficina.feriados.quitar(NAVIDAD)
    par.enviar("feriados")
    for _ in range(2):
        assert LUNES in par.laptop.definiciones.feriados
        assert NAVIDAD not in par.laptop.definiciones.feriados
        par.reabrir()
    assert ficha(par, "feriados").estado is Estado.EN_USO
    assert not par.laptop.feriados.cambiados, "nothing of it is the person's own"


def test_a_person_s_own_days_hold_until_they_take_the_office_s(par: Par) -> None:
    par.laptop.feriados.agregar(MARTES, "Propio")
    par.laptop.feriados.quitar(NAVIDAD)
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.enviar("feriados")
    par.laptop.feriados.quitar(LUNES)
    assert {MARTES} == {MARTES, LUNES, NAVIDAD} & par.laptop.definiciones.feriados
    dicha = ficha(par, "feriados")
    assert dicha.estado is Estado.EN_PARTE
    assert "01/03/2027" in dicha.dicho
    par.laptop.recibido.tomar_de_oficina("feriados")
    assert {MARTES, LUNES} == {MARTES, LUNES, NAVIDAD} & par.laptop.definiciones.feriados
    assert ficha(par, "feriados").estado is Estado.EN_USO
    par.laptop.feriados.deshacer()
    assert LUNES not in par.laptop.definiciones.feriados


def test_a_day_that_the_office_took_out_a_person_may_count(par: Par) -> None:
    par.oficina.feriados.quitar(NAVIDAD)
    par.enviar("feriados")
    par.laptop.feriados.agregar(NAVIDAD, "")
    assert NAVIDAD in par.laptop.definiciones.feriados
    par.laptop.feriados.quitar(NAVIDAD)
    assert NAVIDAD not in par.laptop.definiciones.feriados


# --- units ----------------------------------------------------------------------------------------------------------


def test_units_of_the_office_are_offered_beside_one_s_own(par: Par) -> None:
    par.oficina.unidades.importar(CSV)
    par.laptop.unidades.importar(CSV.replace(b"19", b"20"))
    par.enviar("unidades")
    for _ in range(2):
        assert [u.nombre for u in par.laptop.unidades.ofrecidas()] == ["UMF No. 20", "UMF No. 19"]
        assert [u.nombre for u in par.laptop.unidades.leer()] == ["UMF No. 20"]
        par.reabrir()


# --- thresholds -----------------------------------------------------------------------------------------------------


def publicar_umbral(par: Par, ruta: Path, valor: int) -> None:
    par.oficina.por_publicar.guardar_umbrales(ruta)
    texto = ruta.read_text("utf-8").replace(
        "clave: diligencia_pendiente\n  valor: 60", f"clave: diligencia_pendiente\n  valor: {valor}"
    )
    ruta.write_text(texto, "utf-8")
    par.oficina.por_publicar.publicar_umbrales(ruta)
    par.atender()


def test_new_visits_ask_with_the_thresholds_of_the_office(par: Par, tmp_path: Path) -> None:
    publicar_umbral(par, tmp_path / "umbrales.yaml", 45)
    par.sincronizar()
    for _ in range(2):
        item = next(i for i in par.laptop.definiciones.cedula("CO-02").items if i.id == "CO-02-06")
        assert "45 días" in item.pregunta
        par.reabrir()
    assert "45 días" in next(i for i in par.oficina.definiciones.cedula("CO-02").items if i.id == "CO-02-06").pregunta
    assert not par.laptop.definiciones.problemas


def test_an_unknown_or_wrong_threshold_is_not_published(par: Par, tmp_path: Path) -> None:
    ruta = tmp_path / "umbrales.yaml"
    ruta.write_text(
        "umbrales: [{clave: otra_cosa, valor: 3, unidad: días, legal: false, vigente_al: 2026-01-01}]\n", "utf-8"
    )
    with pytest.raises(UserError, match="Ninguna pregunta usa"):
        par.oficina.por_publicar.publicar_umbrales(ruta)
    ruta.write_text("umbrales: [", "utf-8")
    with pytest.raises(UserError):
        par.oficina.por_publicar.publicar_umbrales(ruta)


# --- cédulas --------------------------------------------------------------------------------------------------------


def otra(actual: CedulaDefinition, proceso: str) -> CedulaDefinition:
    return actual.model_copy(update={"version": actual.version + 1, "proceso": proceso})


def otra_version(par: Par, proceso: str) -> None:
    """The office writes a version of CO-01 of its own."""
    actual = par.oficina.definiciones.cedula("CO-01")
    par.oficina.cedulas.guardar(otra(actual, proceso))


def test_a_new_version_of_a_cedula_is_applied(par: Par) -> None:
    antes = par.laptop.definiciones.cedula("CO-01").version
    otra_version(par, "Título de la oficina")
    par.enviar("cedulas")
    par.reabrir()
    assert par.laptop.definiciones.cedula("CO-01").version == antes + 1
    assert par.laptop.definiciones.cedula("CO-01").proceso == "Título de la oficina"
    assert not par.laptop.definiciones.problemas


def test_a_person_s_own_version_is_kept_until_they_take_the_office_s(par: Par) -> None:
    otra_version(par, "Título de la oficina")
    actual = par.laptop.definiciones.cedula("CO-01")
    par.laptop.cedulas.guardar(otra(actual, "Título propio"))
    par.enviar("cedulas")
    assert par.laptop.definiciones.cedula("CO-01").proceso == "Título propio"
    assert ficha(par, "cedulas").tomable
    par.laptop.recibido.tomar_de_oficina("cedulas")
    assert par.laptop.definiciones.cedula("CO-01").proceso == "Título de la oficina"
    (apartada,) = (par.carpeta / "laptop/cedulas/anteriores").iterdir()
    assert "Título propio" in apartada.read_text("utf-8")
    assert ficha(par, "cedulas").estado is Estado.EN_USO


# --- authorities ----------------------------------------------------------------------------------------------------


def test_an_authority_is_trusted_only_once_a_person_confirmed_it(par: Par) -> None:
    par.oficina.firmas.confianza.agregar(pki().raiz, aprobada=True)
    par.enviar("anclas")
    dicha = ficha(par, "anclas")
    assert dicha.estado is Estado.POR_CONFIRMAR
    (autoridad,) = dicha.por_confirmar
    assert autoridad.sha256 not in {a.sha256 for a in par.laptop.firmas.confianza.anclas().autoridades}
    with pytest.raises(UserError, match="ninguna"):
        par.laptop.recibido.aceptar_anclas(["0" * 64])
    par.reabrir()
    assert par.laptop.recibido.aceptar_anclas([autoridad.sha256.upper()]) == 1
    assert autoridad.sha256 in {a.sha256 for a in par.laptop.firmas.confianza.anclas().autoridades}
    assert ficha(par, "anclas").estado is Estado.EN_USO


# --- strangers' bytes -----------------------------------------------------------------------------------------------

HOSTILES = (
    b"",
    b"\x00\xff",
    b"[" * 50_000,
    b'{"formato": 1}',
    b'{"formato": true, "cambios": {}}',
    b'{"formato": 1, "cambios": {"agregados": [{"fecha": "2026-02-30", "nombre": "x"}]}}',
    b'{"formato": 1, "umbrales": [{"clave": "../x"}]}',
    b'{"formato": 1, "cedulas": [{"codigo": "../../x"}]}',
    b'{"formato": 1, "autoridades": [{"para": "todo", "certificado": "AAAA"}]}',
    b'{"formato": 1, "autoridades": [{"para": "firmas", "certificado": "AAAA"}]}',
    zlib.compress(b'{"formato": 1}'),
    zlib.compress(json.dumps({"formato": 1, "visitas": 1, "definiciones": []}).encode()),
    zlib.compress(b'{"formato": 1, "visitas": [], "definiciones": []}')[:-3],
)


@pytest.mark.parametrize("que", ["feriados", "unidades", "umbrales", "cedulas", "anclas", "antecedentes"])
def test_what_is_no_such_content_is_set_aside_and_the_rest_goes_on(par: Par, que: str) -> None:
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.oficina.por_publicar.publicar("feriados")
    for n, contenido in enumerate(HOSTILES):
        par.oficina.mesa.publicar(que, f"Intento {n}", contenido)
        if que != "feriados":
            par.oficina.por_publicar.publicar("feriados")
    par.enviar_tal_cual(que, HOSTILES[4])
    assert ficha(par, que).estado is Estado.APARTADA
    if que != "feriados":
        assert LUNES in par.laptop.definiciones.feriados
    for contenido in HOSTILES:
        with pytest.raises(UserError):
            par.laptop.recibido._clases[que].aplicar(contenido)
    assert not par.laptop.comprobar()


def test_what_a_newer_version_wrote_waits_for_it(par: Par, monkeypatch: pytest.MonkeyPatch) -> None:
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.enviar("feriados")
    hecho = par.enviar_tal_cual("feriados", b'{"formato": 2}')
    assert any("versión más nueva" in a and "Sigue en uso lo anterior" in a for a in hecho.avisos)
    assert par.sincronizar().sin_novedad, "told once"
    par.reabrir()
    assert LUNES in par.laptop.definiciones.feriados
    monkeypatch.setattr("supervisor_app.services.recibido.verbos.__version__", "9.9")
    assert par.laptop.recibido.hay_por_aplicar(), "an updated application looks again"


def test_what_was_deleted_from_outside_comes_again(par: Par) -> None:
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.enviar("feriados")
    par.laptop._almacen.archivos.ruta(par.laptop.sincronizacion.recibidas()["feriados"].sha256).unlink()
    assert par.laptop.comprobar()
    assert "Se repuso" in par.sincronizar().renglones[0].texto
    assert not par.laptop.comprobar()


def test_a_large_content_is_not_read(par: Par) -> None:
    par.enviar_tal_cual("feriados", b" " * (2**20 + 1))
    assert "demasiado grande" in ficha(par, "feriados").dicho


# --- anybody else ---------------------------------------------------------------------------------------------------


def test_the_verifier_says_whether_what_was_published_stands(par: Par) -> None:
    par.oficina.feriados.agregar(LUNES, "Día local")
    par.enviar("feriados")
    assert (leer_buzon(par.buzon).problemas, leer_buzon(par.buzon).avisos) == ([], [])
    (contenido,) = (par.buzon / "oficina/contenido").iterdir()
    contenido.write_bytes(b"otra cosa")
    assert "no es lo que publicó la oficina" in leer_buzon(par.buzon).problemas[0]
    contenido.unlink()
    assert "no está aquí" in leer_buzon(par.buzon).avisos[0]
