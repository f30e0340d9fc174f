"""Closing a visit into its package: what stands in the way, what the package holds, and what leaves it open."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.lista_evidencia import LISTA
from tests.disco import disco_propio
from tests.services.banco import (
    ACTA,
    MEDIDA_RESERVADA,
    OFICIO,
    RESERVADA,
    Banco,
    abrir,
    bolsa,
    etiquetas,
    registro,
)
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA


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
    with pytest.raises(UserError, match=r"; [^;]*; [^;]* y 2 más\.$"):
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
        if d.tipo is not TipoDocumento.TURNADO
    }
    assert len(documentos) == 3
    dentro = {n: c for n, c in bolsa(cerrada.paquetes[0]).items() if n.startswith("documentos/")}
    assert dentro == documentos


def test_the_package_holds_the_evidence_as_it_was_given(cerrada: Banco) -> None:
    dentro = {n: c for n, c in bolsa(cerrada.paquetes[0]).items() if n.startswith("evidencia/")}
    assert b"Acta de visita.txt" in dentro.pop(LISTA)
    assert dentro == {"evidencia/001 Acta de visita.txt": ACTA, "evidencia/002 Oficio ñ.txt": OFICIO}


def test_the_package_holds_the_records_as_they_are_on_disk(cerrada: Banco) -> None:
    e, dentro = cerrada.releer(), bolsa(cerrada.paquetes[0])
    assert dentro["registros/visita.json"] == legible(e.visita)
    assert dentro["registros/informe.json"] == legible(e.informe)
    assert dentro["registros/definiciones.json"] == legible(e.definiciones)
    assert dentro["registros/respuestas.json"] == legible([r for _, r in sorted(e.respuestas.items())])
    compartidos = [d for d in cerrada.s.documentos.vigentes(e.visita.id) if d.tipo is not TipoDocumento.TURNADO]
    assert dentro["registros/documentos.json"] == legible(compartidos)


def test_the_definitions_of_the_package_are_those_applied(cerrada: Banco) -> None:
    definiciones = registro(cerrada.paquetes[0], "definiciones")
    assert {c: d["version"] for c, d in definiciones.items()} == {"CO-90": 1, "AV-90": 3}


def test_a_possible_irregularity_is_in_its_own_package_and_in_nothing_of_the_shared_one(cerrada: Banco) -> None:
    (paquete,), (turnado,) = cerrada.paquetes, cerrada.turnados
    assert [h["numero"] for h in registro(paquete, "inconsistencias")] == [1]
    assert [m["texto"] for m in registro(paquete, "medidas")] == ["Poner al día el control"]
    for secreto in (RESERVADA, MEDIDA_RESERVADA):
        assert not [n for n, c in bolsa(paquete).items() if secreto.encode() in c]
    assert [h["titulo"] for h in registro(turnado, "inconsistencias")] == [RESERVADA]
    assert [m["texto"] for m in registro(turnado, "medidas")] == [MEDIDA_RESERVADA]


def test_the_turnado_travels_only_with_its_package(cerrada: Banco) -> None:
    (paquete,), (turnado,) = cerrada.paquetes, cerrada.turnados
    assert not [n for n in bolsa(paquete) if "-TUR-" in n]
    assert [n for n in bolsa(turnado) if n.startswith("documentos/")] == ["documentos/V-2026-001-TUR-v1-firmado.pdf"]


def test_the_turnado_of_a_correction_follows_the_one_before(cerrada: Banco) -> None:
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    uno, dos = cerrada.s.entregas.turnados(cerrada.e.visita.id)
    assert (uno.revision, dos.revision) == (1, 2)
    assert etiquetas(cerrada.s.carpeta / "turnados" / dos.nombre)["Replaces-Package-SHA256"] == uno.sha256


def test_the_turnado_is_not_delivered_where_the_visit_is_shared(cerrada: Banco, tmp_path: Path) -> None:
    comun, propia = tmp_path / "oficina", tmp_path / "turnados"
    comun.mkdir()
    propia.mkdir()
    cerrada.s.entregas.entregar(cerrada.e, comun)
    with pytest.raises(UserError, match="se comparte la visita"):
        cerrada.s.entregas.entregar_turnado(cerrada.e, comun)
    acuse = cerrada.s.entregas.entregar_turnado(cerrada.e, propia)
    assert not acuse.ya_estaba
    assert cerrada.s.entregas.entregar_turnado(cerrada.e, propia).ya_estaba
    assert [d.destino for d in cerrada.s.entregas.entregas_del_turnado(cerrada.e.visita.id)] == [str(propia)]
    with pytest.raises(UserError, match="se entregó el turnado"):
        cerrada.s.entregas.entregar(cerrada.e, propia)


def _marcada_despues(cerrada: Banco) -> None:
    """The ordinary finding of the first revision is marked in the second one."""
    cerrada.reabrir()
    compartida = next(h for h in cerrada.e.inconsistencias_en_orden() if not h.posible_irregularidad)
    cerrada.hacer(comandos.modificar_inconsistencia(cerrada.e, compartida.id, posible_irregularidad=True))
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()


def test_a_revision_of_before_a_finding_was_marked_never_leaves(cerrada: Banco, usb: Path) -> None:
    _marcada_despues(cerrada)
    acuse = cerrada.s.entregas.entregar(cerrada.e, usb)
    assert [p.name for p in usb.rglob("*.zip")] == [acuse.nombre]
    assert acuse.avisos == ("La revisión 1 lleva lo que después se marcó como posible irregularidad; no se envió.",)


def test_where_it_already_left_that_is_told(cerrada: Banco, usb: Path) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    _marcada_despues(cerrada)
    (aviso,) = cerrada.s.entregas.entregar(cerrada.e, usb).avisos
    assert "ya se había entregado ahí; pida que la aparten" in aviso


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
        b.emitir_otra()

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
