"""Closing a visit into its package and delivering it: what stands in the way, what travels, and what is refused."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.entregas import EntregaCancelada
from tests.disco import disco_propio
from tests.services.banco import ACTA, MEDIDA_RESERVADA, OFICIO, RESERVADA, Banco, abrir, bolsa
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA


def registro(paquete: Path, nombre: str) -> Any:
    return json.loads(bolsa(paquete)[f"registros/{nombre}.json"])


def etiquetas(paquete: Path) -> dict[str, str]:
    """bag-info.txt of a package."""
    with zipfile.ZipFile(paquete) as z:
        (nombre,) = (n for n in z.namelist() if n.endswith("/bag-info.txt"))
        return dict(linea.split(": ", 1) for linea in z.read(nombre).decode().splitlines())


def retrato(raiz: Path) -> dict[str, tuple[int, int]]:
    """Every file with its inode and date: equal only where nothing was written."""
    return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in raiz.rglob("*") if p.is_file()}


def entregados(raiz: Path) -> list[Path]:
    return sorted((raiz / "visitas").rglob("*"), key=lambda p: p.name) if (raiz / "visitas").is_dir() else []


def sigue_abierta(b: Banco) -> bool:
    """Neither closed nor with a package, on disk."""
    return not b.releer().visita.cerrada and b.s.entregas.paquetes(b.e.visita.id) == ()


# --- what stands in the way -----------------------------------------------------------------------------------------


def test_an_unsigned_visit_is_not_closed_and_its_documents_are_named(emitida: Banco) -> None:
    with pytest.raises(UserError, match=r"^Para cerrar la visita falta: Cédula CO-90: falta firmarlo; .*; Informe"):
        emitida.cerrar()
    assert sigue_abierta(emitida)


def test_a_visit_without_documents_is_not_closed(contestada: Banco) -> None:
    with pytest.raises(UserError, match="Cédula CO-90: emita el documento"):
        contestada.cerrar()
    assert contestada.paquetes == []


def test_missing_data_comes_before_missing_documents(firmada: Banco) -> None:
    firmada.responder(MUESTRA.id, None)
    assert firmada.s.entregas.impedimentos(firmada.e) == (
        "CO-90: falta 1 respuesta",
        "Cédula CO-90: la visita cambió; emita una versión nueva y fírmela",
    )


def test_only_three_of_many_things_missing_are_told(contestada: Banco) -> None:
    contestada.responder(MUESTRA.id, None)
    with pytest.raises(UserError, match=r"; [^;]*; [^;]* y 1 más\.$"):
        contestada.cerrar()


def test_an_answer_given_in_another_window_counts(firmada: Banco) -> None:
    """This window still shows the visit signed and up to date."""
    otra = abrir(firmada.s.carpeta)
    with otra.s:
        otra.responder(CONTROL.id, CUMPLE)
    with pytest.raises(UserError, match="la visita cambió"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


def test_documents_for_ink_do_not_hold_back_the_closing(emitida: Banco) -> None:
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        emitida.s.documentos.marcar_tinta(documento)
    emitida.cerrar()
    assert emitida.releer().visita.cerrada


# --- closing --------------------------------------------------------------------------------------------------------


def test_closing_makes_one_package_and_then_the_visit_is_closed(firmada: Banco) -> None:
    firmada.cerrar()
    assert firmada.releer() == firmada.e
    assert firmada.e.visita.estado is EstadoVisita.CERRADA
    registrado = firmada.s.entregas.paquete(firmada.e)
    assert registrado is not None
    (paquete,) = firmada.paquetes
    contenido = paquete.read_bytes()
    assert (paquete.name, len(contenido)) == (registrado.nombre, registrado.bytes)
    assert hashlib.sha256(contenido).hexdigest() == registrado.sha256


def test_the_package_is_valid_and_says_whose_it_is(cerrada: Banco) -> None:
    (paquete,) = cerrada.paquetes
    informe = verificar_paquete(paquete)
    assert informe.valido, informe.problemas
    datos = etiquetas(paquete)
    assert (datos["External-Identifier"], datos["Revision"]) == ("V-2026-001", "1")
    assert "Replaces-Package-SHA256" not in datos


def test_the_package_holds_the_newest_file_of_each_document(cerrada: Banco) -> None:
    documentos = {
        f"documentos/{cerrada.s.documentos.nombre_de_archivo(d)}": cerrada.s.documentos.leer(d)
        for d in cerrada.s.documentos.vigentes(cerrada.e.visita.id)
    }
    assert len(documentos) == 3
    dentro = {n: c for n, c in bolsa(cerrada.paquetes[0]).items() if n.startswith("documentos/")}
    assert dentro == documentos


def test_the_package_holds_the_evidence_as_it_was_given(cerrada: Banco) -> None:
    dentro = {n: c for n, c in bolsa(cerrada.paquetes[0]).items() if n.startswith("evidencia/")}
    assert dentro == {"evidencia/001 Acta de visita.txt": ACTA, "evidencia/002 Oficio ñ.txt": OFICIO}


def test_the_package_holds_the_records_as_they_are_on_disk(cerrada: Banco) -> None:
    e, dentro = cerrada.releer(), bolsa(cerrada.paquetes[0])
    assert dentro["registros/visita.json"] == legible(e.visita)
    assert dentro["registros/informe.json"] == legible(e.informe)
    assert dentro["registros/definiciones.json"] == legible(e.definiciones)
    assert dentro["registros/respuestas.json"] == legible([r for _, r in sorted(e.respuestas.items())])
    assert dentro["registros/documentos.json"] == legible(cerrada.s.documentos.vigentes(e.visita.id))


def test_the_definitions_of_the_package_are_those_applied(cerrada: Banco) -> None:
    definiciones = registro(cerrada.paquetes[0], "definiciones")
    assert {c: d["version"] for c, d in definiciones.items()} == {"CO-90": 1, "AV-90": 3}


def test_a_possible_irregularity_goes_apart(cerrada: Banco) -> None:
    (paquete,) = cerrada.paquetes
    assert [h["titulo"] for h in registro(paquete, "posibles_irregularidades")] == [RESERVADA]
    assert [h["numero"] for h in registro(paquete, "inconsistencias")] == [1]
    con_titulo = {n for n, c in bolsa(paquete).items() if RESERVADA.encode() in c}
    assert con_titulo == {"registros/posibles_irregularidades.json"}


def test_the_measures_of_a_possible_irregularity_go_apart_too(cerrada: Banco) -> None:
    (paquete,) = cerrada.paquetes
    apartadas = registro(paquete, "medidas_de_posibles_irregularidades")
    assert [m["texto"] for m in apartadas] == [MEDIDA_RESERVADA]
    assert [m["texto"] for m in registro(paquete, "medidas")] == ["Poner al día el control"]


def test_without_possible_irregularities_nothing_speaks_of_them(firmada: Banco) -> None:
    reservada = firmada.e.inconsistencias_en_orden()[1]
    firmada.hacer(comandos.modificar_inconsistencia(firmada.e, reservada.id, posible_irregularidad=False))
    firmada.emitir()
    firmada.firmar_todo()
    firmada.cerrar()
    assert not [n for n in bolsa(firmada.paquetes[0]) if "irregularidad" in n]


def test_what_is_told_to_travel_is_what_travels(cerrada: Banco) -> None:
    contenidos = cerrada.s.entregas.contenidos(cerrada.e)
    dentro = {n: len(c) for n, c in bolsa(cerrada.paquetes[0]).items()}
    assert dict(contenidos.archivos) == dentro
    assert contenidos.bytes == sum(dentro.values())


def test_a_closed_visit_is_not_closed_again(cerrada: Banco) -> None:
    with pytest.raises(UserError, match="ya está cerrada"):
        cerrada.cerrar()
    assert len(cerrada.paquetes) == 1


def en_medio(b: Banco, hacer: Callable[[Banco], None]) -> wiring.Servicios:
    """Services of another window whose clock, asked while it closes, lets ``b`` do something first."""
    pendientes = [hacer]

    def reloj() -> datetime:
        if abierta and pendientes:
            pendientes.pop()(b)
        return b.reloj()

    abierta = False
    s = wiring.abrir(b.s.carpeta, reloj=reloj)
    abierta = True
    return s


def test_a_visit_closed_in_another_window_meanwhile_is_closed_once(firmada: Banco) -> None:
    with en_medio(firmada, Banco.cerrar) as otra, pytest.raises(EnvironmentProblem, match="cambió en otra ventana"):
        otra.entregas.cerrar(firmada.e)
    assert len(firmada.s.entregas.paquetes(firmada.e.visita.id)) == 1


def test_an_answer_given_in_another_window_while_closing_stops_it(firmada: Banco) -> None:
    """Or the package would not hold what the closed visit says."""

    def responder(b: Banco) -> None:
        b.responder(CONTROL.id, CUMPLE)

    with en_medio(firmada, responder) as otra, pytest.raises(EnvironmentProblem, match="cambió en otra ventana"):
        otra.entregas.cerrar(firmada.e)
    assert sigue_abierta(firmada)


def test_a_document_emitted_in_another_window_while_closing_stops_it(firmada: Banco) -> None:
    def emitir(b: Banco) -> None:
        b.s.documentos.emitir_cedula(b.e, "CO-90")

    with en_medio(firmada, emitir) as otra, pytest.raises(EnvironmentProblem, match="cambió en otra ventana"):
        otra.entregas.cerrar(firmada.e)
    assert sigue_abierta(firmada)


# --- what the disk does ---------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_visit_open(firmada: Banco) -> None:
    with disco_propio(firmada.s.carpeta / "paquetes", "size=16k"), pytest.raises(EnvironmentProblem, match="espacio"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


def test_a_read_only_folder_leaves_the_visit_open(firmada: Banco) -> None:
    with disco_propio(firmada.s.carpeta / "paquetes", "ro"), pytest.raises(EnvironmentProblem, match="solo lectura"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


def test_a_file_in_the_place_of_the_folder_leaves_the_visit_open(firmada: Banco) -> None:
    (firmada.s.carpeta / "paquetes").write_bytes(b"")
    with pytest.raises((EnvironmentProblem, UserError), match="paquetes"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


def test_the_visit_is_closed_once_there_is_room_again(firmada: Banco) -> None:
    lugar = firmada.s.carpeta / "paquetes"
    with disco_propio(lugar, "size=16k"), pytest.raises(EnvironmentProblem):
        firmada.cerrar()
    firmada.cerrar()
    assert [p.name for p in firmada.paquetes] == [p.nombre for p in firmada.s.entregas.paquetes(firmada.e.visita.id)]


def una_evidencia(b: Banco) -> Evidencia:
    return min(b.e.evidencias.values(), key=lambda v: v.orden)


def test_a_missing_evidence_file_is_named_and_leaves_the_visit_open(firmada: Banco) -> None:
    firmada.guardado(una_evidencia(firmada).sha256).unlink()
    with pytest.raises(EnvironmentProblem, match=r"«Acta de visita\.txt»: Falta un archivo de la carpeta de datos"):
        firmada.cerrar()
    assert sigue_abierta(firmada)
    assert firmada.paquetes == []


def test_a_missing_evidence_file_is_noticed_when_looking_at_what_travels(firmada: Banco) -> None:
    firmada.guardado(una_evidencia(firmada).sha256).unlink()
    with pytest.raises(EnvironmentProblem, match="Falta un archivo de la carpeta de datos"):
        firmada.s.entregas.contenidos(firmada.e)


def test_a_tampered_evidence_file_is_not_packed(firmada: Banco) -> None:
    firmada.guardado(una_evidencia(firmada).sha256).write_bytes(ACTA.replace(b"ficticia", b"alterada"))
    with pytest.raises(EnvironmentProblem, match=r"«Acta de visita\.txt»: .*está dañado"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


def test_a_tampered_document_is_not_packed(firmada: Banco) -> None:
    ruta = firmada.guardado(firmada.documento().ultimo.sha256)
    ruta.write_bytes(ruta.read_bytes()[:-1] + b" ")
    with pytest.raises(EnvironmentProblem, match=r"CO-90: .*está dañado"):
        firmada.cerrar()
    assert sigue_abierta(firmada)


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
    assert {f.estado for f in cerrada.s.documentos.lista(cerrada.e)} == {EstadoDocumento.FIRMADO}
    assert cerrada.s.entregas.impedimentos(cerrada.e) == ()
    cerrada.cerrar()
    assert cerrada.s.documentos.vigentes(cerrada.e.visita.id) == antes


def test_a_changed_document_is_signed_again_after_reopening_and_the_others_are_not(cerrada: Banco) -> None:
    cerrada.reabrir()
    cerrada.hacer(comandos.modificar_aplicada(cerrada.e, "CO-90", observaciones="Se corrige el universo"))
    assert cerrada.s.entregas.impedimentos(cerrada.e) == (
        "Cédula CO-90: la visita cambió; emita una versión nueva y fírmela",
    )
    cerrada.firmar(cerrada.s.documentos.emitir_cedula(cerrada.e, "CO-90"))
    cerrada.cerrar()
    documentos = {d["clave"]: (d["version"], d["revision"]) for d in registro(nuevo(cerrada), "documentos")}
    assert documentos == {"CO-90": (2, 2), "AV-90": (1, 1), "": (1, 1)}


def nuevo(b: Banco) -> Path:
    """The package of the present revision."""
    registrado = b.s.entregas.paquete(b.e)
    assert registrado is not None
    return b.s.carpeta / "paquetes" / registrado.nombre


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
