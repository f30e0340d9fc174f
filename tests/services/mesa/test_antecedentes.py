"""What other supervisors found at a unit reaches the laptop that goes there next, and nobody else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.cifrado import oficina as cifrado_oficina
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.feed import Publicacion, para
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.programa import Programa, Publicados, VisitaProgramada
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, ClaseDeActo, ResultadoVerificacion
from supervisor_app.domain.visita import Unidad
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.desahogo.cuaderno import apuntar
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.recibido.contenidos import ANTECEDENTES
from supervisor_app.services.recibido.valores import Estado
from supervisor_app.services.sincronia.verbos import Resultado
from supervisor_app.wiring import Servicios
from tests.services.banco import MEDIDA_RESERVADA, RESERVADA, Banco, contestar_en, pki
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar
from tests.services.mesa.test_sobres_y_efirmas import abriendo, publica
from tests.visita_ficticia import AJUSTES, COLIMA, CONTROL, RelojFijo


@cache
def _llave_de_prueba() -> bytes:
    """Keys are slow to make."""
    return privada_nueva()


privada_nueva = cifrado_oficina.privada_nueva


@pytest.fixture(autouse=True)
def _una_llave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cifrado_oficina, "privada_nueva", _llave_de_prueba)


def adelantado() -> RelojFijo:
    reloj = RelojFijo()
    reloj.adelantar(days=60)
    return reloj


@pytest.fixture
def b(tmp_path: Path) -> Iterator[Servicios]:
    """A laptop that never visited the unit."""
    with wiring.abrir(tmp_path / "b", reloj=adelantado()) as s:
        s.ajustes.guardar(AJUSTES.model_copy(update={"nombre": "Otra supervisora"}))
        yield s


def de(s: Servicios, oficina: Oficina) -> Resultado:
    """Synchronise as a person who recognises the office."""
    buzon = oficina.buzon
    return s.sincronizacion.sincronizar(DestinoCarpeta(buzon), str(buzon), confirmada=oficina.mesa.palabras())


def enviar(oficina: Oficina) -> None:
    oficina.mesa.antecedentes.pedir(True, quien="Jefa")


@pytest.fixture
def entregada(cerrada: Banco, oficina: Oficina) -> Banco:
    """A's visit counts at the office, which sends what was found."""
    confirmar(cerrada, oficina)
    oficina.atender()
    oficina.inscribir_todos()
    enviar(oficina)
    oficina.atender()
    return cerrada


# --- in the clear, where the office does not seal -------------------------------------------------------------------


def test_another_laptop_sees_the_open_finding_and_the_last_answers(
    entregada: Banco, oficina: Oficina, b: Servicios
) -> None:
    hecho = de(b, oficina)
    assert any("1 visita anterior a 1 unidad" in r.texto for r in hecho.renglones)
    e = b.visitas.crear(COLIMA)
    (anterior,) = b.seguimiento.anteriores(e)
    assert anterior.visita.folio == entregada.e.visita.folio
    assert anterior.estado is EstadoHallazgo.ABIERTA
    assert [m.texto for m in anterior.medidas] == ["Poner al día el control"]
    assert b.seguimiento.visita_anterior(e)[CONTROL.id].valor == entregada.e.respuestas[CONTROL.id].valor


def test_nothing_of_a_possible_irregularity_travels(entregada: Banco, oficina: Oficina, b: Servicios) -> None:
    de(b, oficina)
    contenido = zlib.decompress(b.sincronizacion.leer_recibida(ANTECEDENTES) or b"")
    assert RESERVADA.encode() not in contenido
    assert MEDIDA_RESERVADA.encode() not in contenido
    assert b'"posible_irregularidad":true' not in contenido


def test_what_the_other_verifies_the_office_sees_solved(entregada: Banco, oficina: Oficina, tmp_path: Path) -> None:
    reloj = adelantado()
    with wiring.abrir(tmp_path / "otra", reloj=reloj) as s:
        de(s, oficina)
        pki().escribir_anclas(tmp_path / "otra" / "anclas")
        b = contestar_en(s, reloj)
        (anterior,) = s.seguimiento.anteriores(b.e)
        b.hacer(comandos.verificar_hallazgo(b.e, anterior, ResultadoVerificacion.SOLVENTADA, "Oficio 12/2026"))
        b.emitir()
        b.firmar_todo()
        b.cerrar()
        sincronizar(b, oficina.buzon)
        assert not s.comprobar()
    oficina.atender()
    inscribir_nuevos(oficina)
    oficina.atender()
    (h,) = (h for h in entregada.e.inconsistencias_en_orden() if not h.posible_irregularidad)
    hoy = oficina.indice.motor.filas("SELECT estado_actual FROM hallazgo WHERE id = ?", (h.id,))
    assert [estado for (estado,) in hoy] == ["solventada"]


def test_who_made_the_visit_keeps_their_own_word(entregada: Banco, oficina: Oficina) -> None:
    sincronizar(entregada, oficina.buzon)
    entregada.reloj.adelantar(days=60)
    e = entregada.s.visitas.crear(COLIMA)
    todos = entregada.s.seguimiento.antecedentes(e)
    assert [a.visita.id for a in todos] == [entregada.e.visita.id]
    assert todos[0].visita == entregada.e.visita, "the whole one, not what travels of it"


def test_an_act_of_the_office_travels_with_its_finding(entregada: Banco, oficina: Oficina, b: Servicios) -> None:
    (h,) = (h for h in entregada.e.inconsistencias_en_orden() if not h.posible_irregularidad)
    acto = ActoDeSeguimiento(
        id="a" * 32,
        hallazgo_id=h.id,
        hallazgo_visita_id=h.visita_id,
        folio="V-2026-001-01",
        clase=ClaseDeActo.SOLVENTADA,
        motivo="Se recibió el oficio",
        cuando=entregada.reloj() + timedelta(days=1),
        quien="Jefa",
        equipo="oficina",
    )
    apuntar(oficina.mesa._almacen, [acto], cuando=acto.cuando, quien="Jefa")
    enviar(oficina)
    oficina.atender()
    de(b, oficina)
    e = b.visitas.crear(COLIMA)
    assert b.seguimiento.anteriores(e) == ()
    assert [t.estado for t in b.seguimiento.pasado(e).solventados] == [EstadoHallazgo.SOLVENTADA]


def test_nothing_changed_sends_nothing(entregada: Banco, oficina: Oficina, b: Servicios) -> None:
    antes = oficina.mesa.publicadas()[ANTECEDENTES]
    assert oficina.atender().publicados == 0
    enviar(oficina)
    assert oficina.atender().publicados == 0
    assert oficina.mesa.publicadas()[ANTECEDENTES] == antes
    de(b, oficina)
    assert de(b, oficina).sin_novedad


def test_packages_are_read_once(entregada: Banco, oficina: Oficina, monkeypatch: pytest.MonkeyPatch) -> None:
    def nadie(_self: object, clave: str) -> None:
        raise AssertionError(clave)

    monkeypatch.setattr("supervisor_app.services.oficina.indexar.Indexador.expediente", nadie)
    pedido = oficina.mesa.antecedentes.pedido()
    oficina.mesa.antecedentes._apuntar(pedido.model_copy(update={"huella": "otra", "ya": True}), "otra vez", "")
    oficina.atender()
    assert oficina.mesa.antecedentes.pedido().claro == pedido.claro


def test_only_units_of_the_published_programme_are_sent(entregada: Banco, oficina: Oficina) -> None:
    def visitas() -> int:
        oficina.atender()
        return oficina.mesa.antecedentes.pedido().visitas

    def programar(unidad: Unidad) -> None:
        v = VisitaProgramada(
            id="e" * 32, anio=2026, numero=1, unidad=unidad, inicio=date(2026, 9, 7), fin=date(2026, 9, 8)
        )
        p = Programa(anio=2026, version=1, publicado=entregada.reloj(), visitas=(v,))
        oficina.mesa.publicar("programa", "Programa", canonico(Publicados(programas=(p,))))
        enviar(oficina)

    assert visitas() == 1
    programar(con(COLIMA, subdelegacion="77", subdelegacion_nombre="Otra"))
    assert visitas() == 0
    programar(COLIMA)
    assert visitas() == 1


# --- sealed ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def sellada(cerrada: Banco, oficina: Oficina) -> Banco:
    """The same at an office that has packages sealed to it."""
    oficina.mesa.recibir_sellado(publica())
    oficina.atender()
    confirmar(cerrada, oficina)
    oficina.atender()
    oficina.inscribir_todos()
    enviar(oficina)
    oficina.atender()  # says that it seals to each laptop
    sincronizar(cerrada, oficina.buzon)  # says with which key
    oficina.atender()
    return cerrada


def _claro(octetos: bytes) -> bytes:
    """What anybody can read of it."""
    try:
        return zlib.decompress(octetos)
    except zlib.error:
        return octetos


def inscribir_nuevos(oficina: Oficina) -> None:
    for uno in oficina.mesa.equipos():
        if uno.estado is EstadoEquipo.POR_INSCRIBIR:
            oficina.mesa.inscribir(uno.equipo, uno.palabras)


def test_sealed_only_enrolled_laptops_read_it(sellada: Banco, oficina: Oficina, b: Servicios) -> None:
    todo = b"".join(_claro(p.read_bytes()) for p in (oficina.buzon / "oficina").rglob("*") if p.is_file())
    assert b"inconsistencias" not in todo
    assert ANTECEDENTES not in oficina.mesa.publicadas()
    de(b, oficina)
    assert b.seguimiento.anteriores(b.visitas.crear(COLIMA)) == (), "not enrolled"
    oficina.atender()
    inscribir_nuevos(oficina)
    oficina.atender()
    de(b, oficina)
    assert len(b.seguimiento.anteriores(b.visitas.crear(COLIMA))) == 1
    assert oficina.atender().publicados == 0, "nothing changed"
    assert len(list((oficina.buzon / "oficina/contenido").iterdir())) == 2, "one for all, and that it seals to each"
    assert not b.comprobar()


def test_to_a_lost_laptop_nothing_more_is_sealed(sellada: Banco, oficina: Oficina) -> None:
    (equipo,) = (e.equipo for e in oficina.mesa.equipos())
    oficina.mesa.dar_de_baja(equipo, "Se extravió")
    antes = len(oficina.mesa._almacen.sincronia.entradas(para(equipo)))
    pedido = oficina.mesa.antecedentes.pedido()
    oficina.mesa.antecedentes._apuntar(
        pedido.model_copy(update={"claro": "", "huella": "", "ya": True}), "de nuevo", ""
    )
    oficina.atender()
    dichas = oficina.mesa._almacen.sincronia.entradas(para(equipo))
    assert not [e for e in dichas[antes:] if isinstance(e.cuerpo.dicho, Publicacion)]


def test_a_laptop_without_a_key_waits_and_the_office_is_told(cerrada: Banco, oficina: Oficina) -> None:
    oficina.mesa.recibir_sellado(publica())
    oficina.atender()
    confirmar(cerrada, oficina)
    oficina.atender()
    oficina.inscribir_todos()
    enviar(oficina)
    assert any("Los antecedentes esperan para 1 equipo" in a for a in oficina.atender(**abriendo()).avisos)
    sincronizar(cerrada, oficina.buzon)
    assert not oficina.atender(**abriendo()).avisos


def test_a_laptop_says_no_key_before_the_office_asks_for_it(cerrada: Banco, oficina: Oficina) -> None:
    """A desk of an earlier version could not read it."""
    oficina.mesa.recibir_sellado(publica())
    oficina.atender()
    confirmar(cerrada, oficina)
    sincronizar(cerrada, oficina.buzon)
    assert b"sobre" not in b"".join(p.read_bytes() for p in (oficina.buzon / "feed").rglob("*.json"))


@pytest.mark.largo
def test_a_restored_laptop_has_another_key(sellada: Banco, oficina: Oficina, monkeypatch: pytest.MonkeyPatch) -> None:
    antes = [e.sobre for e in oficina.mesa.equipos()]
    monkeypatch.setattr(cifrado_oficina, "privada_nueva", privada_nueva)
    sellada.s._almacen.renombrar_equipo(sellada.reloj())
    sincronizar(sellada, oficina.buzon)
    oficina.atender()
    despues = {e.sobre for e in oficina.mesa.equipos()} - set(antes)
    assert len(despues) == 1
    assert "" not in despues


# --- what cannot be used --------------------------------------------------------------------------------------------


def test_what_came_damaged_is_set_aside_and_the_earlier_stays(entregada: Banco, oficina: Oficina, b: Servicios) -> None:
    de(b, oficina)
    e = b.visitas.crear(COLIMA)
    oficina.mesa.antecedentes.pedir(False, quien="Jefa")
    for contenido, dicho in (
        (b"\xff\x00", "está dañado"),
        (zlib.compress(b'{"formato": 2, "visitas": []}'), "versión más nueva"),
        (zlib.compress(json.dumps({"formato": 1, "visitas": [{"paquete": "x"}]}).encode()), "está dañado"),
        (zlib.compress(b" " * (32 * 2**20 + 1)), "demasiado grande"),
    ):
        oficina.mesa.publicar(ANTECEDENTES, "Antecedentes", contenido)
        oficina.atender()
        assert any(dicho in aviso for aviso in de(b, oficina).avisos)
        assert len(b.seguimiento.anteriores(e)) == 1
        (ficha,) = b.recibido.fichas()
        assert ficha.estado is Estado.APARTADA
        assert "Sigue en uso lo anterior" in ficha.dicho


def test_the_check_of_a_folder_knows_what_came(entregada: Banco, oficina: Oficina, b: Servicios) -> None:
    de(b, oficina)
    assert not b.comprobar()
    dicha = b.sincronizacion.recibidas()[ANTECEDENTES]
    b._almacen.archivos.ruta(dicha.sha256).write_bytes(b"otra cosa")
    assert any("Antecedentes de las unidades" in falta for falta in b.comprobar())
