"""Delivering the package of a closed visit, again and elsewhere, and the packages of its corrections."""

import shutil
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.entregas import EntregaCancelada
from tests.disco import disco_propio
from tests.services.banco import Banco, abrir, etiquetas, nuevo, registro


def retrato(raiz: Path) -> dict[str, tuple[int, int]]:
    """Every file with its inode and date: equal only where nothing was written."""
    return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in raiz.rglob("*") if p.is_file()}


def entregados(raiz: Path) -> list[Path]:
    return sorted((raiz / "visitas").rglob("*"), key=lambda p: p.name) if (raiz / "visitas").is_dir() else []


# --- delivering -----------------------------------------------------------------------------------------------------


def test_an_open_visit_is_not_delivered(firmada: Banco, usb: Path) -> None:
    with pytest.raises(UserError, match="Cierre la visita antes de entregarla"):
        firmada.s.entregas.entregar(firmada.e, usb)
    assert list(usb.iterdir()) == []


@pytest.mark.parametrize("destino", ["", "  "])
def test_without_a_folder_nothing_is_delivered(cerrada: Banco, destino: str) -> None:
    with pytest.raises(UserError, match="Elija la carpeta de entrega") as negado:
        cerrada.s.entregas.entregar(cerrada.e, destino)
    assert negado.value.field == "destino"


def test_a_folder_that_is_not_there_is_no_delivery(cerrada: Banco, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No se encuentra la carpeta de entrega"):
        cerrada.s.entregas.entregar(cerrada.e, tmp_path / "desconectada")
    assert cerrada.s.entregas.entregas(cerrada.e.visita.id) == ()


def test_what_arrives_is_the_package(cerrada: Banco, usb: Path) -> None:
    acuse = cerrada.s.entregas.entregar(cerrada.e, usb)
    assert Path(acuse.ruta).read_bytes() == cerrada.paquetes[0].read_bytes()
    assert not acuse.ya_estaba
    (entrega,) = cerrada.s.entregas.entregas(cerrada.e.visita.id)
    assert (entrega.sha256, entrega.destino, entrega.cuando) == (acuse.sha256, str(usb), cerrada.reloj())


def test_delivering_twice_sends_nothing_the_second_time(cerrada: Banco, usb: Path) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    antes = retrato(usb)
    cerrada.reloj.adelantar(hours=1)
    assert cerrada.s.entregas.entregar(cerrada.e, usb).ya_estaba
    assert retrato(usb) == antes
    assert len(cerrada.s.entregas.entregas(cerrada.e.visita.id)) == 1


def test_two_destinations_each_get_it_and_each_is_recorded(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    oficina = tmp_path / "oficina"
    oficina.mkdir()
    for destino in (usb, oficina):
        assert not cerrada.s.entregas.entregar(cerrada.e, destino).ya_estaba
    destinos = {e.destino for e in cerrada.s.entregas.entregas(cerrada.e.visita.id)}
    assert destinos == {str(usb), str(oficina)}


def test_a_package_altered_on_this_laptop_is_refused(cerrada: Banco, usb: Path) -> None:
    (paquete,) = cerrada.paquetes
    contenido = bytearray(paquete.read_bytes())
    contenido[len(contenido) // 2] ^= 1
    paquete.write_bytes(contenido)
    with pytest.raises(UserError, match="no debe entregarse"):
        cerrada.s.entregas.entregar(cerrada.e, usb)
    assert list(usb.iterdir()) == []


def test_another_valid_package_under_its_name_is_refused(cerrada: Banco, usb: Path) -> None:
    (primero,) = cerrada.paquetes
    cerrada.reabrir()
    cerrada.cerrar()
    (otro,) = (p for p in cerrada.paquetes if p != primero)
    shutil.copy(otro, primero)
    with pytest.raises(UserError, match="no debe entregarse"):
        cerrada.s.entregas.entregar(cerrada.e, usb)


def test_a_lost_package_is_no_delivery(cerrada: Banco, usb: Path) -> None:
    cerrada.paquetes[0].unlink()
    with pytest.raises(EnvironmentProblem, match="No se pudo leer el paquete"):
        cerrada.s.entregas.entregar(cerrada.e, usb)
    assert [p for p in usb.rglob("*") if p.is_file()] == []
    assert cerrada.s.entregas.entregas(cerrada.e.visita.id) == ()


def test_a_first_revision_lost_here_but_whole_there_does_not_stop_the_second(cerrada: Banco, usb: Path) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    cerrada.paquetes[0].unlink()
    cerrada.reabrir()
    cerrada.cerrar()
    acuse = cerrada.s.entregas.entregar(cerrada.e, usb)
    assert acuse.nombre == nuevo(cerrada).name
    assert Path(acuse.ruta).is_file()


@pytest.mark.parametrize("cuando", range(1, 5))
def test_a_delivery_interrupted_midway_and_repeated_leaves_one_whole_file(
    cerrada: Banco, usb: Path, cuando: int
) -> None:
    preguntas = iter(range(1, 100))
    with pytest.raises(EntregaCancelada):
        cerrada.s.entregas.entregar(cerrada.e, usb, cancelar=lambda: next(preguntas) == cuando)
    assert cerrada.s.entregas.entregas(cerrada.e.visita.id) == ()
    acuse = cerrada.s.entregas.entregar(cerrada.e, usb)
    archivos = [p for p in entregados(usb) if p.is_file()]
    assert archivos == [Path(acuse.ruta)]
    assert archivos[0].read_bytes() == cerrada.paquetes[0].read_bytes()


def test_a_full_destination_is_no_delivery(cerrada: Banco, tmp_path: Path) -> None:
    with disco_propio(tmp_path / "llena", "size=16k") as llena:
        with pytest.raises(EnvironmentProblem, match="No hay espacio suficiente"):
            cerrada.s.entregas.entregar(cerrada.e, llena)
        assert [p for p in entregados(llena) if p.is_file()] == []
    assert cerrada.s.entregas.entregas(cerrada.e.visita.id) == ()


# --- reopening ------------------------------------------------------------------------------------------------------


def test_unchanged_documents_keep_their_signatures_after_reopening(cerrada: Banco) -> None:
    antes = cerrada.s.documentos.vigentes(cerrada.e.visita.id)
    cerrada.reabrir()
    estados = {f.estado for f in cerrada.s.documentos.lista(cerrada.e) if f.documento is not None}
    assert estados == {EstadoDocumento.FIRMADO}
    assert cerrada.s.entregas.impedimentos(cerrada.e) == ()
    cerrada.cerrar()
    assert cerrada.s.documentos.vigentes(cerrada.e.visita.id) == antes


def test_a_changed_document_is_signed_again_after_reopening_and_the_others_are_not(cerrada: Banco) -> None:
    cerrada.reabrir()
    cerrada.hacer(comandos.modificar_aplicada(cerrada.e, "CO-90", observaciones="Se corrige el universo"))
    assert cerrada.s.entregas.impedimentos(cerrada.e) == (
        "Cédula CO-90: la visita cambió; emita una versión nueva y fírmela",
    )
    cerrada.firmar(cerrada.s.documentos.emitir(cerrada.e, TipoDocumento.CEDULA, "CO-90"))
    cerrada.cerrar()
    documentos = {d["clave"]: (d["version"], d["revision"]) for d in registro(nuevo(cerrada), "documentos")}
    assert documentos == {"CO-90": (2, 2), "AV-90": (1, 1), "": (1, 1)}


def test_a_reopened_visit_has_no_package_of_its_revision_yet(cerrada: Banco) -> None:
    cerrada.reabrir()
    assert cerrada.s.entregas.paquete(cerrada.e) is None
    assert len(cerrada.s.entregas.paquetes(cerrada.e.visita.id)) == 1


def test_the_second_revision_names_the_package_it_replaces(cerrada: Banco) -> None:
    (primero,) = cerrada.s.entregas.paquetes(cerrada.e.visita.id)
    cerrada.reabrir()
    cerrada.cerrar()
    datos = etiquetas(nuevo(cerrada))
    assert (datos["Revision"], datos["Replaces-Package-SHA256"]) == ("2", primero.sha256)


def test_the_package_of_the_first_revision_stays_as_it_is(cerrada: Banco) -> None:
    (primero,) = cerrada.paquetes
    antes = primero.read_bytes()
    cerrada.reabrir()
    cerrada.cerrar()
    assert primero.read_bytes() == antes


def test_both_revisions_are_delivered_and_the_newest_is_acknowledged(cerrada: Banco, usb: Path) -> None:
    cerrada.reabrir()
    cerrada.cerrar()
    acuse = cerrada.s.entregas.entregar(cerrada.e, usb)
    archivos = [p for p in entregados(usb) if p.is_file()]
    assert {p.name for p in archivos} == {p.name for p in cerrada.paquetes}
    assert acuse.nombre == nuevo(cerrada).name
    assert {e.revision for e in cerrada.s.entregas.entregas(cerrada.e.visita.id)} == {1, 2}


def dos_revisiones_entregadas(b: Banco, usb: Path) -> Path:
    """The place of the first revision in the destination."""
    primera = Path(b.s.entregas.entregar(b.e, usb).ruta)
    b.reabrir()
    b.cerrar()
    b.s.entregas.entregar(b.e, usb)
    return primera


def test_a_damaged_first_revision_in_the_destination_is_told(cerrada: Banco, usb: Path) -> None:
    primera = dos_revisiones_entregadas(cerrada, usb)
    primera.write_bytes(b"otra cosa")
    (aviso,) = cerrada.s.entregas.entregar(cerrada.e, usb).avisos
    assert aviso.startswith("Había una copia dañada")


def test_a_first_revision_that_was_sent_again_is_no_ya_estaba(cerrada: Banco, usb: Path) -> None:
    primera = dos_revisiones_entregadas(cerrada, usb)
    primera.unlink()
    assert not cerrada.s.entregas.entregar(cerrada.e, usb).ya_estaba
    assert primera.is_file()


def test_a_reopened_visit_is_not_delivered_until_it_is_closed(cerrada: Banco, usb: Path) -> None:
    cerrada.reabrir()
    with pytest.raises(UserError, match="Cierre la visita"):
        cerrada.s.entregas.entregar(cerrada.e, usb)


# --- backup ---------------------------------------------------------------------------------------------------------


def test_a_backup_opens_with_the_same_visit(cerrada: Banco, tmp_path: Path) -> None:
    otra = tmp_path / "restaurada"
    cerrada.s.respaldar(otra / "supervisor.db")
    restaurada = abrir(otra)
    with restaurada.s:
        assert restaurada.e == cerrada.releer()
        assert restaurada.s.documentos.vigentes(restaurada.e.visita.id) == cerrada.s.documentos.vigentes(
            cerrada.e.visita.id
        )
        assert restaurada.s.entregas.paquetes(restaurada.e.visita.id) == cerrada.s.entregas.paquetes(
            cerrada.e.visita.id
        )
