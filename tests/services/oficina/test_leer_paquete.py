"""One package into the rows of the index; what is not a visit's is refused with a sentence that says why."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from supervisor_app.domain.avance import resultados
from supervisor_app.domain.base import con
from supervisor_app.domain.visita import EstadoVisita, Visita
from supervisor_app.exchange.paquete import Paquete
from supervisor_app.services.entregas import id_del_turnado
from supervisor_app.services.oficina import leer_paquete
from supervisor_app.services.oficina.filas import MEDIAS_MILESIMAS
from supervisor_app.services.oficina.leer_paquete import Procedencia, Rechazado, leer
from supervisor_app.store.oficina.hechos import Leido, Veredicto
from tests.services.oficina.paquetes import Buzon, cerrada, registros
from tests.visita_ficticia import fila


def leido(paquete: Paquete) -> Leido:
    return leer(paquete.archivo, clave=paquete.clave)


def rechazo(paquete: Paquete) -> str:
    with pytest.raises(Rechazado) as dicho:
        leido(paquete)
    return dicho.value.message


def test_sums_are_those_of_the_application(buzon: Buzon) -> None:
    e = cerrada()
    esperados = resultados(e, e.definiciones)
    for suma in leido(buzon.armar(e)).sumas:
        r = esperados[suma.proceso]
        assert (suma.total, suma.contestadas, suma.cumple, suma.parcial, suma.no_cumple, suma.no_aplica) == (
            r.total, r.contestadas, r.cumple, r.parcial, r.no_cumple, r.no_aplica,
        )  # fmt: skip
        assert Decimal(suma.logrado) / MEDIAS_MILESIMAS == r.logrado
        assert Decimal(suma.posible) / MEDIAS_MILESIMAS == r.posible


def test_findings_keep_their_words_amount_and_items(buzon: Buzon) -> None:
    hecho = leido(buzon.armar(cerrada()))
    (mala,) = [h for h in hecho.hallazgos if h.titulo.startswith("4 de 20")]
    assert (mala.folio, mala.importe, mala.departamento, mala.fecha) == (
        "V-2026-001-02",
        31294000,
        "cobranza",
        "2026-06-08",
    )
    assert [i.item for i in hecho.items if i.hallazgo == mala.id] == ["CO-90-02"]


def test_documents_say_who_signed_and_never_an_rfc(buzon: Buzon) -> None:
    hecho = leido(buzon.armar(cerrada()))
    assert [(d.folio, d.estado) for d in hecho.documentos] == [("V-2026-001-INF", "firmado")]
    assert [(f.metodo, f.firmante) for f in hecho.firmas] == [("efirma", "LUCIA ÑANDU")]
    assert "BEPL850230XX1" not in repr(hecho)


def test_what_is_known_of_who_sent_it_goes_with_it(buzon: Buzon) -> None:
    paquete = buzon.armar(cerrada())
    dicho = Procedencia(Veredicto.INSCRITO, equipo="a1b2", firmante="Lucía Ñandú", recibido="2026-06-13T08:00:00Z")
    hecho = leer(paquete.archivo, clave=paquete.clave, procedencia=lambda *_: dicho).paquete
    assert (hecho.veredicto, hecho.equipo, hecho.firmante, hecho.recibido) == (
        "inscrito", "a1b2", "Lucía Ñandú", "2026-06-13T08:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize(("version", "cedulas", "hallazgos"), [("0.1.0", 4, 12), ("0.2.0", 4, 11)])
def test_packages_of_earlier_versions_are_read(buzon: Buzon, version: str, cedulas: int, hallazgos: int) -> None:
    """The records that the demo of that version delivered, in a package of today."""
    with gzip.open(Path(__file__).parent / f"registros-{version}.json.gz") as archivo:
        crudos = {n: json.dumps(registro).encode() for n, registro in json.load(archivo).items()}
    visita = Visita.model_validate_json(crudos["visita"])
    faltan = dict.fromkeys(set(registros(cerrada())) - set(crudos))
    hecho = leido(buzon.armar(replace(cerrada(), visita=visita), cambios={**faltan, **crudos}))
    assert (len(hecho.sumas), len(hecho.hallazgos)) == (cedulas, hallazgos)
    assert hecho.documentos
    assert hecho.items


# --- refused --------------------------------------------------------------------------------------------------------


def test_a_damaged_package_is_refused_with_what_is_wrong(buzon: Buzon) -> None:
    paquete = buzon.armar(cerrada())
    danado = bytearray(paquete.path.read_bytes())
    danado[len(danado) // 2] ^= 1
    paquete.path.write_bytes(danado)
    assert "huella" in rechazo(paquete)


@pytest.mark.parametrize(
    ("nombre", "crudo", "dicho"),
    [
        ("visita", b"{", "«visita.json» no se entiende"),
        ("visita", b"[]", "«visita.json» no se entiende"),
        ("respuestas", b'[{"id": "x"}]', "«respuestas.json» no se entiende"),
        ("respuestas", b"[" * 100_000, "«respuestas.json» no se entiende"),
        ("definiciones", b"[]", "«definiciones.json» no se entiende"),
        ("definiciones", b"{" + b'"a":{' * 50_000, "«definiciones.json» no se entiende"),
        ("definiciones", b'{"CO-90": 7}', "«definiciones.json» no se entiende"),
        ("definiciones", b"{}", "no trae la definición"),
        ("inconsistencias", b"[" + b"0" * 5000 + b"]", "«inconsistencias.json» no se entiende"),
        ("medidas", None, ""),
        ("visita", None, "le falta «registros/visita.json»"),
        ("definiciones", None, "le falta «registros/definiciones.json»"),
    ],
)  # fmt: skip
def test_records_that_are_none_are_refused(buzon: Buzon, nombre: str, crudo: bytes | None, dicho: str) -> None:
    paquete = buzon.armar(cerrada(), cambios={nombre: crudo})
    if dicho:
        assert dicho in rechazo(paquete)
    else:
        assert leido(paquete).medidas == ()


def otra(nombre: str, hacer: Callable[[Any], object]) -> bytes:
    """The records of a visit of which one was changed."""
    crudo = json.loads(registros(cerrada())[nombre])
    hacer(crudo)
    return json.dumps(crudo).encode()


@pytest.mark.parametrize(
    ("nombre", "hacer", "dicho"),
    [
        ("visita", lambda v: v.update(folio="V-2026-999"), "no es la que dice el nombre"),
        ("visita", lambda v: v.update(revision=2), "no es la que dice el nombre"),
        ("visita", lambda v: v.update(creada="2026-06-08T09:00:00"), "zona horaria"),
        ("visita", lambda v: v.update(creada="0001-01-01T00:00:00+14:00"), "fuera de lo posible"),
        ("visita", lambda v: v.update(lugar="a\0b"), "no pueden guardarse"),
        ("visita", lambda v: v.update(lugar="\ud800"), "no se entiende"),
        ("visita", lambda v: v["unidad"].update(ooad="0" * 5000), "más largo de lo posible"),
        ("visita", lambda v: v.update(sorpresa=1), "no se entiende (sorpresa)"),
        ("inconsistencias", lambda h: h[0].update(numero=10**30), "fuera de lo posible"),
        ("inconsistencias", lambda h: h.append(h[0]), "dos veces"),
        ("inconsistencias", lambda h: h[0].update(visita_id="f" * 32), "de otra visita"),
        ("inconsistencias", lambda h: h.clear(), "medida de una inconsistencia que no está"),
        ("definiciones", lambda d: d.update({"XX-01": d["CO-90"]}), "con el código de otra"),
    ],
)  # fmt: skip
def test_records_that_contradict_each_other_are_refused(
    buzon: Buzon, nombre: str, hacer: Callable[[Any], object], dicho: str
) -> None:
    assert dicho in rechazo(buzon.armar(cerrada(), cambios={nombre: otra(nombre, hacer)}))


def test_a_visit_that_is_not_closed_is_refused(buzon: Buzon) -> None:
    e = cerrada()
    assert "no está cerrada" in rechazo(buzon.armar(replace(e, visita=con(e.visita, estado=EstadoVisita.EN_CURSO))))


def test_a_turnado_is_refused_without_telling_what_it_says(buzon: Buzon) -> None:
    e = cerrada()
    dicho = rechazo(buzon.armar(e, visita_id=id_del_turnado(e.visita.id)))
    assert "turnado" in dicho
    assert e.visita.folio not in dicho


def test_records_larger_than_any_visit_are_refused_before_they_are_read(
    buzon: Buzon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leer_paquete, "TOPE_REGISTRO", 500)
    assert "más grandes de lo posible" in rechazo(buzon.armar(cerrada()))


def test_rows_that_logic_could_not_work_through_are_refused(buzon: Buzon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leer_paquete, "TOPE_FILAS", 2)
    filas = json.dumps([fila(n, malo=True, visita_id=cerrada().visita.id).model_dump(mode="json") for n in range(3)])
    con_logica = otra("definiciones", lambda d: d["CO-90"]["items"][0].update(relevante="true()"))
    cambios = {"muestras": filas.encode(), "definiciones": con_logica}
    assert "más renglones" in rechazo(buzon.armar(cerrada(), cambios=cambios))
    assert leido(buzon.armar(cerrada(), cambios={"muestras": filas.encode()})).sumas
