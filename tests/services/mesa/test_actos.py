"""Acts of follow-up go from a laptop to the office: once, whole, from enrolled laptops, and never a decision."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import ActoEnviado, Clase
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, ClaseDeActo
from supervisor_app.errors import UserError
from supervisor_app.exchange.acto import abrir, clave_de, empaquetar
from supervisor_app.exchange.verificador_solo import main
from supervisor_app.services.desahogo import cuaderno
from supervisor_app.services.desahogo.valores import Asunto, FiltroAsuntos
from supervisor_app.services.sincronia.identidad import Identidad
from tests.services.banco import Banco
from tests.services.mesa.conftest import Oficina, confirmar, sincronizar

PRACTICA = FiltroAsuntos(ficticias=True)
OFICIO = b"Oficio de prueba de la unidad\n"


def asunto(b: Banco) -> Asunto:
    """The only finding of the closed visit that may be shared."""
    [unico] = b.s.desahogo.asuntos(PRACTICA)
    return unico


def evidencia(b: Banco, tmp_path: Path) -> ActoDeSeguimiento:
    ruta = tmp_path / "oficio.txt"
    ruta.write_bytes(OFICIO)
    b.reloj.adelantar(days=3)
    return b.s.desahogo.recibir_evidencia(asunto(b).id, [ruta], "Oficio 7/2026")


@pytest.fixture
def inscrita(cerrada: Banco, oficina: Oficina) -> Banco:
    """A laptop that the office enrolled, with its visit received."""
    sincronizar(cerrada, oficina.buzon)
    oficina.atender()
    oficina.inscribir_todos()
    oficina.atender()
    confirmar(cerrada, oficina)
    return cerrada


def estado(oficina: Oficina, id_: str) -> str:
    [(actual,)] = oficina.indice.motor.filas("SELECT estado_actual FROM hallazgo WHERE id = ?", (id_,))
    return str(actual)


def en_cuaderno(oficina: Oficina) -> tuple[ActoDeSeguimiento, ...]:
    return cuaderno.actos(oficina.mesa._almacen)


def anunciar(
    b: Banco, acto: ActoDeSeguimiento, oficina: Oficina, octetos: bytes | None = None, *, apuntado: bool = False
) -> ActoEnviado:
    """Put an act into the mailbox as a laptop that wrote whatever it liked would."""
    octetos = octetos if octetos is not None else empaquetar(acto, lambda _: OFICIO)
    sha256 = hashlib.sha256(octetos).hexdigest()
    dicho = ActoEnviado(clave=clave_de(acto, sha256), acto=acto.id, sha256=sha256, bytes=len(octetos))
    destino = oficina.buzon / dicho.clave
    destino.parent.mkdir(parents=True, exist_ok=True)
    destino.write_bytes(octetos)
    almacen = b.s._almacen
    Identidad(almacen, reloj=b.reloj, ajustes=b.s.ajustes.leer).escribir(Clase.SEGUIMIENTO, dicho)
    if not apuntado:
        cuaderno.apuntar(almacen, [acto], cuando=b.reloj(), quien="")
    return dicho


# --- the laptop -----------------------------------------------------------------------------------------------------


def test_a_laptop_follows_up_its_own_closed_visits_without_deciding(cerrada: Banco, tmp_path: Path) -> None:
    a = asunto(cerrada)
    evidencia(cerrada, tmp_path)
    assert asunto(cerrada).estado is EstadoHallazgo.EN_REVISION
    [m] = cerrada.s.desahogo.medidas(PRACTICA)
    cerrada.s.desahogo.registrar_avance(a.id, m.id, 60)
    assert cerrada.s.desahogo.detalle(a.id).medidas[0].avance == 60
    with pytest.raises(UserError, match="lo decide la oficina"):
        cerrada.s.desahogo.solventar(a.id, "Yo digo")
    assert not cerrada.s.desahogo.detalle(a.id).puede(ClaseDeActo.DEVUELTA)
    with pytest.raises(UserError, match="mesa de la oficina"):
        cerrada.s.desahogo.observaciones.quitar("x", "y")


def test_what_is_turned_over_apart_is_neither_listed_nor_followed_up(cerrada: Banco) -> None:
    reservada = next(h for h in cerrada.e.inconsistencias_en_orden() if h.posible_irregularidad)
    assert reservada.id not in {a.id for a in cerrada.s.desahogo.asuntos(PRACTICA)}
    with pytest.raises(UserError, match="no está en lo que se sigue"):
        cerrada.s.desahogo.anotar(reservada.id, "Nota")


# --- up -------------------------------------------------------------------------------------------------------------


def test_an_act_arrives_once_with_its_evidence_and_moves_the_finding(
    inscrita: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    acto = evidencia(inscrita, tmp_path)
    assert inscrita.s.sincronizacion.por_enviar() == 1
    hecho = sincronizar(inscrita, oficina.buzon)
    assert hecho.enviados == 1
    assert any("se envió a la oficina «Evidencia recibida»" in r.texto for r in hecho.renglones)
    assert inscrita.s.sincronizacion.por_enviar() == 0
    oficina.reloj.ahora = inscrita.reloj.ahora
    recibido = oficina.atender()
    assert (recibido.actos, recibido.avisos) == (1, ())
    assert en_cuaderno(oficina) == (acto,)
    assert oficina.mesa._almacen.archivos.leer(acto.evidencias[0].sha256) == OFICIO
    assert estado(oficina, acto.hallazgo_id) == "en_revision"
    assert oficina.atender().actos == 0
    assert sincronizar(inscrita, oficina.buzon).sin_novedad


def test_the_same_act_by_two_ways_counts_once(inscrita: Banco, oficina: Oficina, tmp_path: Path) -> None:
    acto = evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    inscrita.s._almacen.renombrar_equipo(inscrita.reloj())  # restored from a backup: announces everything again
    sincronizar(inscrita, oficina.buzon)
    oficina.reloj.ahora = inscrita.reloj.ahora
    oficina.atender()
    for uno in oficina.mesa.equipos():
        if uno.estado.value != "inscrito":
            oficina.mesa.inscribir(uno.equipo, uno.palabras)
    oficina.atender()
    assert [a.id for a in en_cuaderno(oficina)] == [acto.id]
    assert len(list((oficina.buzon / "seguimiento").rglob("*.zip"))) == 1


def test_two_laptops_that_bring_the_same_act_at_once_stop_nothing(
    cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    acto = evidencia(cerrada, tmp_path)
    sincronizar(cerrada, oficina.buzon)
    cerrada.s._almacen.renombrar_equipo(cerrada.reloj())
    sincronizar(cerrada, oficina.buzon)
    anunciar(cerrada, con(acto, quien="Otra"), oficina, b"Un archivo que no es de nada", apuntado=True)
    cerrada.s._almacen.renombrar_equipo(cerrada.reloj())
    sincronizar(cerrada, oficina.buzon)
    oficina.reloj.ahora = cerrada.reloj.ahora
    oficina.atender()
    oficina.inscribir_todos()
    assert oficina.atender().actos == 1
    assert [a.id for a in en_cuaderno(oficina)] == [acto.id]
    assert not oficina.indice.apartados()


def test_acts_of_a_laptop_that_is_not_enrolled_wait_and_are_counted(
    cerrada: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    evidencia(cerrada, tmp_path)
    sincronizar(cerrada, oficina.buzon)
    oficina.reloj.ahora = cerrada.reloj.ahora
    primero = oficina.atender()
    assert primero.actos == 0
    assert any("1 acto de seguimiento espera" in a for a in primero.avisos)
    oficina.inscribir_todos()
    assert oficina.atender().actos == 1


def test_a_laptop_never_decides(inscrita: Banco, oficina: Oficina, tmp_path: Path) -> None:
    acto = con(evidencia(inscrita, tmp_path), id="d" * 32, clase=ClaseDeActo.SOLVENTADA, evidencias=())
    dicho = anunciar(inscrita, acto, oficina)
    sincronizar(inscrita, oficina.buzon)
    oficina.reloj.ahora = inscrita.reloj.ahora
    hecho = oficina.atender()
    assert [a.clase for a in en_cuaderno(oficina)] == [ClaseDeActo.EVIDENCIA]
    [apartado] = oficina.indice.apartados()
    assert (apartado.clave, "sólo lo decide la oficina" in apartado.motivo) == (dicho.clave, True)
    assert len([a for a in hecho.avisos if "Se apartó un acto" in a]) == 1
    assert not oficina.atender().avisos  # told once


def test_what_is_dated_ahead_waits_until_that_day(inscrita: Banco, oficina: Oficina, tmp_path: Path) -> None:
    evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    assert oficina.atender().actos == 0  # the clock of the office is three days behind that of the laptop
    assert "el reloj del equipo está mal" in oficina.indice.apartados()[0].motivo
    oficina.reloj.ahora = inscrita.reloj.ahora
    assert oficina.atender().actos == 1
    assert not oficina.indice.apartados()


def test_what_is_not_what_was_announced_is_set_aside_until_it_is(
    inscrita: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    oficina.reloj.ahora = inscrita.reloj.ahora
    [archivo] = (oficina.buzon / "seguimiento").rglob("*.zip")
    bueno = archivo.read_bytes()
    archivo.write_bytes(bueno[:-1] + b"x")
    assert oficina.atender().actos == 0
    assert "está dañado" in oficina.indice.apartados()[0].motivo
    archivo.write_bytes(bueno)
    assert oficina.atender().actos == 1
    assert not oficina.indice.apartados()


def test_an_act_whose_file_is_not_there_yet_is_told_and_waits(
    inscrita: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    oficina.reloj.ahora = inscrita.reloj.ahora
    [archivo] = (oficina.buzon / "seguimiento").rglob("*.zip")
    aparte = archivo.rename(oficina.buzon / "aparte")
    assert any("todavía no está en el buzón" in a for a in oficina.atender().avisos)
    aparte.rename(archivo)
    assert oficina.atender().actos == 1


def test_nothing_of_what_is_marked_later_as_a_possible_irregularity_travels(
    inscrita: Banco, oficina: Oficina, tmp_path: Path
) -> None:
    acto = evidencia(inscrita, tmp_path)
    inscrita.reabrir()
    inscrita.hacer(comandos.modificar_inconsistencia(inscrita.e, acto.hallazgo_id, posible_irregularidad=True))
    hecho = sincronizar(inscrita, oficina.buzon)
    assert any("posible irregularidad; no se envía" in a for a in hecho.avisos)
    assert not (oficina.buzon / "seguimiento").exists()
    assert acto.id.encode() not in b"".join(p.read_bytes() for p in (oficina.buzon / "feed").rglob("*.json"))
    assert inscrita.s.sincronizacion.por_enviar() == 0


def test_what_was_marked_after_it_was_announced_is_not_put(inscrita: Banco, oficina: Oficina, tmp_path: Path) -> None:
    acto = evidencia(inscrita, tmp_path)
    [nombre] = [e.nombre for e in acto.evidencias]
    octetos = empaquetar(acto, inscrita.s._almacen.archivos.leer)
    huella = hashlib.sha256(octetos).hexdigest()
    dicho = ActoEnviado(clave=clave_de(acto, huella), acto=acto.id, sha256=huella, bytes=len(octetos))
    identidad = Identidad(inscrita.s._almacen, reloj=inscrita.reloj, ajustes=inscrita.s.ajustes.leer)
    identidad.escribir(Clase.SEGUIMIENTO, dicho)
    inscrita.reabrir()
    inscrita.hacer(comandos.modificar_inconsistencia(inscrita.e, acto.hallazgo_id, posible_irregularidad=True))
    sincronizar(inscrita, oficina.buzon)
    assert not (oficina.buzon / "seguimiento").exists()
    assert all(nombre.encode() not in p.read_bytes() for p in (oficina.buzon / "feed").rglob("*.json"))


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_file_of_an_act_is_the_same_bytes_and_opens_with_any_tool(cerrada: Banco, tmp_path: Path) -> None:
    acto = evidencia(cerrada, tmp_path)
    octetos = empaquetar(acto, cerrada.s._almacen.archivos.leer)
    assert octetos == empaquetar(acto, cerrada.s._almacen.archivos.leer)
    with zipfile.ZipFile(io.BytesIO(octetos)) as hoja:
        assert hoja.namelist() == ["acto.json", "evidencia/01-oficio.txt"]
    assert abrir(octetos).acto == acto
    for malo in (octetos[:200], b"", b"PK" * 40, octetos.replace(b"Oficio 7", b"Oficio 8")):
        with pytest.raises(UserError):
            abrir(malo)


def test_the_stand_alone_verifier_says_what_acts_are(
    inscrita: Banco, oficina: Oficina, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    assert main([str(oficina.buzon)]) == 0
    assert "Acto de seguimiento «evidencia», con 1 archivo" in capsys.readouterr().out
    [archivo] = (oficina.buzon / "seguimiento").rglob("*.zip")
    archivo.write_bytes(archivo.read_bytes()[:-30] + b"x" * 30)
    assert main([str(oficina.buzon)]) == 1
    assert "no es el que anunció" in capsys.readouterr().out
    archivo.unlink()
    assert main([str(oficina.buzon)]) == 0
    assert "no está aquí" in capsys.readouterr().out


def test_the_shipped_verifier_runs_alone(inscrita: Banco, oficina: Oficina, tmp_path: Path) -> None:
    evidencia(inscrita, tmp_path)
    sincronizar(inscrita, oficina.buzon)
    orden = [sys.executable, "-I", str(oficina.buzon / "verificar_paquetes.py")]
    dicho = subprocess.run(orden, capture_output=True, check=False)
    assert dicho.returncode == 0, dicho.stdout.decode() + dicho.stderr.decode()
