"""What a laptop sends: once, whole, signed, in order, to whatever mailbox, from wherever it stopped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from supervisor_app.cifrado.firma_ssh import Publica, autorizados, verificar
from supervisor_app.domain import feed
from supervisor_app.domain.feed import PaqueteEnviado, Presentacion
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.sincronia.verbos import Etapa, Resultado, SincronizacionCancelada
from tests.services.banco import Banco


def sincronizar(b: Banco, usb: Path, **mas: object) -> Resultado:
    return b.s.sincronizacion.sincronizar(DestinoCarpeta(usb), str(usb), **mas)  # type: ignore[arg-type]


def asientos(usb: Path) -> list[Path]:
    return sorted((usb / "feed").rglob("*.json"))


def retrato(raiz: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in raiz.rglob("*") if p.is_file()}


def test_a_closed_visit_arrives_with_its_signature_and_its_entry(cerrada: Banco, usb: Path) -> None:
    hecho = sincronizar(cerrada, usb)
    assert hecho.enviados == 1
    (paquete,) = (usb / "visitas").rglob("*.zip")
    assert paquete.read_bytes() == cerrada.paquetes[0].read_bytes()
    uno, dos = (feed.Entrada.model_validate_json(a.read_bytes()) for a in asientos(usb))
    presentada, enviado = uno.cuerpo.dicho, dos.cuerpo.dicho
    assert isinstance(presentada, Presentacion)
    assert isinstance(enviado, PaqueteEnviado)
    assert feed.rotura([uno, dos]) == ""
    publica = Publica.leer(presentada.publica)
    for entrada in (uno, dos):
        assert verificar(entrada.firma, feed.ESPACIO, entrada.cuerpo.octetos) == publica
    firma = paquete.with_name(f"{paquete.name}.sig").read_text()
    assert verificar(firma, feed.ESPACIO_PAQUETE, paquete.read_bytes()) == publica
    assert enviado.clave == paquete.relative_to(usb).as_posix()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_openssh_alone_verifies_who_sent_a_package(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    sincronizar(cerrada, usb)
    (paquete,) = (usb / "visitas").rglob("*.zip")
    llaves = tmp_path / "autorizados"
    llaves.write_text(
        autorizados([("equipo", cerrada.s.sincronizacion.identidad.llave().publica)], [feed.ESPACIO_PAQUETE])
    )
    orden = ["ssh-keygen", "-Y", "verify", "-f", str(llaves), "-I", "equipo", "-n", feed.ESPACIO_PAQUETE, "-s"]
    hecho = subprocess.run([*orden, f"{paquete}.sig"], input=paquete.read_bytes(), capture_output=True, check=False)
    assert hecho.returncode == 0, hecho.stderr


def test_again_sends_nothing_and_says_so(cerrada: Banco, usb: Path) -> None:
    sincronizar(cerrada, usb)
    antes = retrato(usb)
    hecho = sincronizar(cerrada, usb)
    assert hecho.sin_novedad
    assert retrato(usb) == antes
    assert "Sin novedad" in cerrada.s.sincronizacion.registro()[0].texto


def test_the_line_of_life_of_a_visit(cerrada: Banco, usb: Path) -> None:
    (antes,) = cerrada.s.sincronizacion.vidas()
    sincronizar(cerrada, usb)
    (despues,) = cerrada.s.sincronizacion.vidas()
    assert (antes.etapa, despues.etapa) == (Etapa.CERRADA, Etapa.ENVIADA)
    assert (antes.enviada, despues.enviada) == (None, cerrada.reloj())
    assert cerrada.s.sincronizacion.por_enviar() == 0


def test_an_open_visit_sends_only_who_it_is(firmada: Banco, usb: Path) -> None:
    assert sincronizar(firmada, usb).enviados == 0
    assert len(asientos(usb)) == 1
    assert not (usb / "visitas").exists()


def test_a_correction_follows_what_it_replaces(cerrada: Banco, usb: Path) -> None:
    sincronizar(cerrada, usb)
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    assert sincronizar(cerrada, usb).enviados == 1
    uno, dos = (feed.Entrada.model_validate_json(a.read_bytes()).cuerpo.dicho for a in asientos(usb)[1:])
    assert isinstance(uno, PaqueteEnviado)
    assert isinstance(dos, PaqueteEnviado)
    assert (dos.revision, dos.reemplaza) == (2, uno.sha256)


def test_a_mailbox_that_moved_gets_nothing_twice(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    sincronizar(cerrada, usb)
    otra = tmp_path / "otra"
    shutil.copytree(usb, otra)
    assert sincronizar(cerrada, otra).sin_novedad


def test_a_second_mailbox_gets_everything(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    sincronizar(cerrada, usb)
    otra = tmp_path / "otra"
    otra.mkdir()
    assert sincronizar(cerrada, otra).enviados == 1
    assert [a.read_bytes() for a in asientos(otra)] == [a.read_bytes() for a in asientos(usb)]


def test_a_mailbox_restored_from_an_older_copy_gets_what_it_lost(cerrada: Banco, usb: Path) -> None:
    sincronizar(cerrada, usb)
    completo = {p.relative_to(usb): p.read_bytes() for p in usb.rglob("*.json")}
    asientos(usb)[1].unlink()
    (paquete,) = (usb / "visitas").rglob("*.zip")
    paquete.unlink()
    hecho = sincronizar(cerrada, usb)
    assert hecho.enviados == 1
    assert "le faltan asientos" in hecho.avisos[0]
    assert {p.relative_to(usb): p.read_bytes() for p in usb.rglob("*.json")} == completo


def test_a_package_that_vanished_is_found_missing_when_all_is_looked_at(cerrada: Banco, usb: Path) -> None:
    sincronizar(cerrada, usb)
    (paquete,) = (usb / "visitas").rglob("*.zip")
    paquete.unlink()
    assert sincronizar(cerrada, usb).enviados == 0
    assert sincronizar(cerrada, usb, revisar=True).enviados == 1
    assert paquete.exists()


def test_a_package_that_was_damaged_stops_nothing_behind_it_and_goes_once_it_is_whole(
    cerrada: Banco, usb: Path, tmp_path: Path
) -> None:
    otra = tmp_path / "otra"
    otra.mkdir()
    sincronizar(cerrada, otra)  # announced there; to go to the office's mailbox
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    primero = next(p for p in cerrada.paquetes if ".r1." in p.name)
    bueno = primero.read_bytes()
    primero.chmod(0o644)
    primero.write_bytes(bueno[: len(bueno) // 2])
    hecho = sincronizar(cerrada, usb)
    assert [".r2." in p.name for p in (usb / "visitas").rglob("*.zip")] == [True]
    assert any("Lo demás sí se envía" in aviso for aviso in hecho.avisos)
    etapas = {v.revision: v.etapa for v in cerrada.s.sincronizacion.vidas()}
    assert etapas == {1: Etapa.RETIRADA, 2: Etapa.ENVIADA}
    sincronizar(cerrada, usb)
    assert len(list((usb / "feed").rglob("*.json"))) == len(list((otra / "feed").rglob("*.json"))) + 2, "told once"
    primero.write_bytes(bueno)
    assert sincronizar(cerrada, usb).enviados == 1
    assert len(list((usb / "visitas").rglob("*.zip"))) == 2


def test_a_copied_data_folder_goes_on_under_another_name(cerrada: Banco, usb: Path) -> None:
    """Two laptops with one name: the second one finds the place taken."""
    sincronizar(cerrada, usb)
    equipo = cerrada.s.sincronizacion.identidad.equipo
    uno = asientos(usb)[1]
    otro = uno.read_bytes().replace(b'"revision":1', b'"revision":7')
    uno.write_bytes(otro)
    hecho = sincronizar(cerrada, usb)
    assert "otra historia" in hecho.avisos[0]
    assert cerrada.s.sincronizacion.identidad.equipo != equipo
    assert uno.read_bytes() == otro
    assert len(list((usb / "visitas").rglob("*.zip"))) == 1
    assert {a.parent.name for a in asientos(usb)} == {equipo, cerrada.s.sincronizacion.identidad.equipo}


def test_what_was_cut_is_finished_the_next_time(cerrada: Banco, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anotar = cerrada.s.entregas.anotar_entrega

    def cortar(*_: object) -> None:
        raise EnvironmentProblem("Se fue la luz.")

    monkeypatch.setattr(cerrada.s.entregas, "anotar_entrega", cortar)
    with pytest.raises(EnvironmentProblem):
        sincronizar(cerrada, usb)
    assert len(asientos(usb)) == 1, "an entry never precedes what it speaks of"
    assert cerrada.s.sincronizacion.registro()[0].clase == "error"
    monkeypatch.setattr(cerrada.s.entregas, "anotar_entrega", anotar)
    sincronizar(cerrada, usb)
    assert len(asientos(usb)) == 2
    assert len(list((usb / "visitas").rglob("*.zip"))) == 1


def test_it_can_be_cancelled_at_any_moment(cerrada: Banco, usb: Path) -> None:
    for hasta in range(1, 200):
        veces = iter(range(hasta))
        try:
            sincronizar(cerrada, usb, cancelar=lambda veces=veces: next(veces, None) is None)
        except (SincronizacionCancelada, UserError):
            assert not list(usb.rglob("*.part-*"))
            continue
        break
    assert cerrada.s.sincronizacion.por_enviar() == 0
    assert len(list((usb / "visitas").rglob("*.zip"))) == 1


def test_a_mailbox_whose_name_is_damaged_is_not_guessed(cerrada: Banco, usb: Path) -> None:
    (usb / "buzon.json").write_text("{")
    with pytest.raises(UserError, match=r"buzon\.json"):
        sincronizar(cerrada, usb)
    assert not (usb / "visitas").exists()


def test_an_absent_mailbox_is_told_and_logged(cerrada: Banco, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No se encuentra"):
        sincronizar(cerrada, tmp_path / "desconectada")
    assert cerrada.s.sincronizacion.registro()[0].clase == "error"


def test_progress_ends_at_all_of_it(cerrada: Banco, usb: Path) -> None:
    oidos: list[tuple[int, int]] = []
    sincronizar(cerrada, usb, avance=lambda _texto, hechos, total: oidos.append((hechos, total)))
    hechos = [h for h, _ in oidos]
    assert hechos == sorted(hechos)
    assert oidos[-1][0] == oidos[-1][1] > 0


def test_a_laptop_is_known_by_name_before_its_first_entry_counts(
    cerrada: Banco, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut right after the first entry was remembered: the office must find the laptop all the same."""
    marcar = cerrada.s._almacen.sincronia.marcar_publicado

    def cortar(*datos: object) -> None:
        marcar(*datos)  # type: ignore[arg-type]
        raise EnvironmentProblem("Se fue la luz.")

    with monkeypatch.context() as m:
        m.setattr(cerrada.s._almacen.sincronia, "marcar_publicado", cortar)
        with pytest.raises(EnvironmentProblem):
            sincronizar(cerrada, usb)
    sincronizar(cerrada, usb)
    assert [p.stem for p in (usb / "equipos").iterdir()] == [cerrada.s.sincronizacion.identidad.equipo]
