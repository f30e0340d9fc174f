"""A visit goes to the bin and comes back as it was; what goes for good is what may, in its time, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app import wiring
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.papelera import DIAS
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ingreso import hacer_pieza
from supervisor_app.services.papelera import Destino
from supervisor_app.store import candados
from supervisor_app.store.conexion import filas
from supervisor_app.wiring import Servicios
from tests.services.banco import Banco
from tests.services.laptop import Laptop
from tests.visita_ficticia import AHORA, CO_90, COLIMA, CONTROL, CUMPLE, NO_CUMPLE, RelojFijo


def archivos(s: Servicios) -> list[str]:
    carpetas = (s.carpeta / nombre for nombre in ("archivos", "paquetes", "turnados"))
    return [p.name for carpeta in carpetas for p in carpeta.rglob("*") if p.is_file()]


class Casa:
    """A laptop with visits that are real work, and a calendar."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta, self.reloj = carpeta, RelojFijo()
        self.s = wiring.abrir(carpeta, reloj=self.reloj)
        self.dicho: list[str] = []

    def otro_dia(self, dias: float = 1) -> None:
        """The application is opened on a later day."""
        self.reloj.adelantar(days=dias)
        al_abrir = self.s.papelera.al_abrir()
        self.dicho += [t for t in (al_abrir.borrado, al_abrir.por_vencer) if t]

    def reabrir(self) -> None:
        self.s.close()
        self.s = wiring.abrir(self.carpeta, reloj=self.reloj)

    def visita(self, dias: int = 0, *, ficticia: bool = False, hallazgo: bool = True) -> Expediente:
        """A visit to Colima on the day after so many days, with a finding."""
        e = self.s.visitas.crear(COLIMA)
        dia = AHORA.date() + timedelta(days=dias)
        nueva = con(e.visita, ficticia=ficticia, inicio=dia, fin=dia)
        e = self.hacer(e, Operacion(e.visita.id, "Cambió", (Cambio(e.visita, nueva),)))
        e = self.hacer(e, comandos.elegir_cedulas(e, [CO_90]))
        return self.hacer(e, comandos.responder(e, CONTROL, NO_CUMPLE)) if hallazgo else e

    def hacer(self, e: Expediente, op: Operacion) -> Expediente:
        self.s.visitas.guardar(op)
        return e.aplicar(op.cambios)

    def adjuntar(self, e: Expediente, contenido: bytes) -> Expediente:
        pieza = hacer_pieza("acta.txt", contenido, lado=None)
        guardada = self.s.evidencias.guardar(e, pieza, Sitio(item_id=CONTROL.id))
        assert guardada.evidencia is not None
        return self.hacer(e, comandos.adjuntar(e, [guardada.evidencia]))

    @property
    def carpetas(self) -> list[str]:
        return archivos(self.s)


@pytest.fixture
def casa(datos: Path) -> Iterator[Casa]:
    casa = Casa(datos)
    yield casa
    casa.s.close()


# --- in the bin -----------------------------------------------------------------------------------------------------


def test_a_visit_in_the_bin_is_nowhere_else(casa: Casa) -> None:
    e = casa.visita()
    otra = casa.visita(9)
    casa.s.papelera.enviar(e.visita.id)
    assert [v.id for v in casa.s.visitas.lista()] == [otra.visita.id]
    assert {h.visita.id for h in casa.s.visitas.buscar("Colima")} == {otra.visita.id}
    portada = casa.s.portada.leer()
    assert {r.visita.id for r in portada.borradores} == {otra.visita.id}
    assert casa.s.seguimiento.antecedentes(otra) == ()
    with pytest.raises(UserError, match="papelera"):
        casa.s.visitas.abrir(e.visita.folio)


def test_nothing_of_it_can_be_changed(casa: Casa) -> None:
    e = casa.visita()
    casa.s.papelera.enviar(e.visita.id)
    with pytest.raises(UserError, match="está en la papelera"):
        casa.s.visitas.guardar(comandos.responder(e, CONTROL, CUMPLE))
    with pytest.raises(UserError, match="está en la papelera"):
        casa.s.visitas.deshacer(e.visita.id)


def test_its_folio_stays_taken_also_after_it_is_gone(casa: Casa) -> None:
    e = casa.visita()
    casa.s.papelera.enviar(e.visita.id)
    casa.s.papelera.borrar(e.visita.id)
    assert casa.s.visitas.crear(COLIMA).visita.folio != e.visita.folio


def test_it_comes_back_as_it_was_after_a_restart(casa: Casa) -> None:
    e = casa.visita()
    casa.s.papelera.enviar(e.visita.id)
    casa.reabrir()
    casa.s.papelera.restaurar_visita(e.visita.id)
    assert casa.s.visitas.abrir(e.visita.id) == e
    assert casa.s.papelera.leer().vacia


def test_what_stops_being_followed_is_told(casa: Casa) -> None:
    assert "1 inconsistencia sin solventar deja de seguirse" in casa.s.papelera.enviar(casa.visita().visita.id)
    assert "seguirse" not in casa.s.papelera.enviar(casa.visita(hallazgo=False).visita.id)


def test_a_closed_visit_that_was_not_delivered_warns_and_stays(cerrada: Banco) -> None:
    s, e = cerrada.s, cerrada.e
    _de_veras(s, e)
    assert s.papelera.enviar(e.visita.id).startswith("Atención: ")
    with pytest.raises(UserError, match="falta entregarla"):
        s.papelera.borrar(e.visita.id)
    assert s.papelera.vaciar() == ()
    s.papelera.restaurar_visita(e.visita.id)
    assert s.visitas.abrir(e.visita.id).visita.cerrada


def test_one_that_was_delivered_goes_by_hand_only(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    s, e = cerrada.s, cerrada.e
    s.entregas.entregar(e, usb)
    (tmp_path / "contraloría").mkdir()
    s.entregas.entregar_turnado(e, tmp_path / "contraloría")
    _de_veras(s, e)
    s.papelera.enviar(e.visita.id)
    for _ in range(DIAS + 5):
        cerrada.reloj.adelantar(days=1)
        s.papelera.al_abrir()
    (en_papelera,) = s.papelera.leer().visitas
    assert en_papelera.destino is Destino.A_MANO
    assert s.papelera.borrar(e.visita.id).folio == e.visita.folio


def _de_veras(s: Servicios, e: Expediente) -> None:
    """The visit of the bank is practice; here it is taken for real work, behind the back of the triggers."""
    db = s.papelera._almacen._db
    for (nombre,) in filas(db, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'visita'"):
        db.conn.execute(f"DROP TRIGGER {nombre}")
    db.conn.execute(
        "UPDATE visita SET datos = json_set(datos, '$.ficticia', json('false')) WHERE id = ?", (e.visita.id,)
    )
    candados.asegurar_disparadores(db)


def test_a_signed_draft_is_not_deleted(firmada: Banco) -> None:
    _de_veras(firmada.s, firmada.e)
    firmada.s.papelera.enviar(firmada.e.visita.id)
    with pytest.raises(UserError, match="documentos firmados sin entregar"):
        firmada.s.papelera.borrar(firmada.e.visita.id)


def test_a_document_of_it_is_neither_emitted_nor_signed(contestada: Banco) -> None:
    contestada.s.papelera.enviar(contestada.e.visita.id)
    with pytest.raises(UserError, match="está en la papelera"):
        contestada.emitir()


# --- gone for good --------------------------------------------------------------------------------------------------


def test_nothing_is_left_of_a_practice_visit_closed_and_delivered(cerrada: Banco, usb: Path) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    assert archivos(cerrada.s)
    cerrada.s.papelera.enviar(cerrada.e.visita.id)
    cerrada.s.papelera.borrar(cerrada.e.visita.id)
    assert cerrada.s.visitas.lista() == ()
    assert archivos(cerrada.s) == []
    db = cerrada.s.papelera._almacen._db
    tablas = [t for (t,) in filas(db, "SELECT name FROM sqlite_master WHERE type = 'table'") if "_fts" not in t]
    ajenas = {"equipo", "_sqlite_migrations", "papelera_hecho"}
    assert [t for t in tablas if t not in ajenas and filas(db, f"SELECT 1 FROM {t} LIMIT 1")] == []
    assert dict(filas(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) == candados.disparadores()
    assert cerrada.s.comprobar() == ()


def test_a_content_that_another_visit_has_too_stays(contestada: Banco) -> None:
    otra = contestada.s.visitas.crear(COLIMA)
    (primera, *_) = contestada.e.evidencias.values()
    suya = con(primera, id="f" * 32, visita_id=otra.visita.id, item_id=CONTROL.id)
    contestada.s.visitas.guardar(Operacion(otra.visita.id, "Adjuntó", (Cambio(None, suya),)))
    contestada.s.papelera.enviar(contestada.e.visita.id)
    contestada.s.papelera.vaciar()
    assert contestada.s.evidencias.leer(suya)
    assert contestada.s.comprobar() == ()


def test_a_draft_goes_after_thirty_days_of_use_and_that_is_told(casa: Casa) -> None:
    e = casa.visita()
    casa.otro_dia()
    casa.s.papelera.enviar(e.visita.id)
    for _ in range(DIAS - 1):
        casa.otro_dia()
    (queda,) = casa.s.papelera.leer().visitas
    assert queda.plazo == "Queda 1 día"
    assert f"borrará pronto {e.visita.folio}" in casa.dicho[-1]
    casa.otro_dia()
    assert f"Se borró la visita {e.visita.folio}" in casa.dicho[-1]
    contenido = casa.s.papelera.leer()
    assert (contenido.visitas, [h.folio for h in contenido.borradas]) == ((), [e.visita.folio])


def test_a_clock_set_forward_by_years_deletes_nothing(casa: Casa) -> None:
    e = casa.visita()
    casa.s.papelera.enviar(e.visita.id)
    for _ in range(5):
        casa.otro_dia(365 * 10)
        casa.otro_dia(-365 * 10)
    assert casa.dicho == []
    casa.s.papelera.restaurar_visita(e.visita.id)


def test_days_on_which_nobody_opened_the_application_do_not_count(casa: Casa) -> None:
    e = casa.visita()
    casa.s.papelera.enviar(e.visita.id)
    casa.otro_dia(90)
    assert [p.quedan for p in casa.s.papelera.leer().visitas] == [DIAS - 1]


def test_files_that_another_program_holds_go_at_the_next_start(casa: Casa, monkeypatch: pytest.MonkeyPatch) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    casa.s.papelera.enviar(e.visita.id)
    with monkeypatch.context() as ajeno:

        def tomado(_ruta: Path, missing_ok: bool = False) -> None:
            raise PermissionError(13, "lo tiene otro programa")

        ajeno.setattr(Path, "unlink", tomado)
        with pytest.raises(EnvironmentProblem, match="se intentará de nuevo"):
            casa.s.papelera.borrar(e.visita.id)
    assert casa.carpetas
    casa.otro_dia()
    assert casa.carpetas == []


def test_emptying_takes_what_may_go_and_leaves_the_rest(firmada: Banco) -> None:
    _de_veras(firmada.s, firmada.e)
    otra = firmada.s.visitas.crear(COLIMA)
    for visita_id in (firmada.e.visita.id, otra.visita.id):
        firmada.s.papelera.enviar(visita_id)
    assert [h.folio for h in firmada.s.papelera.vaciar()] == [otra.visita.folio]
    assert [p.visita.id for p in firmada.s.papelera.leer().visitas] == [firmada.e.visita.id]


# --- what was taken out of a visit ----------------------------------------------------------------------------------


def test_a_file_comes_back_after_a_restart_and_other_edits(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    casa.hacer(e, comandos.responder(e, CONTROL, CUMPLE))
    casa.otro_dia(20)
    casa.reabrir()
    ((quitado, quedan),) = casa.s.papelera.de_visita(e.visita.id)
    assert (quitado.titulo, quedan) == ("acta.txt", DIAS - 1)
    casa.s.papelera.restaurar(e.visita.id, quitado.clave)
    assert casa.s.evidencias.leer(casa.s.visitas.abrir(e.visita.id).evidencias[suya.id]) == b"Contenido de prueba"
    assert casa.s.papelera.de_visita(e.visita.id) == ()


def test_after_thirty_days_of_use_its_content_leaves_the_disk_and_undo_says_so(casa: Casa) -> None:
    casa.otro_dia()
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.escribir_leyenda(e, suya.id, "El acta"))
    casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    for _ in range(DIAS - 1):
        casa.otro_dia()
    assert casa.carpetas
    casa.otro_dia()
    assert (casa.carpetas, casa.s.papelera.de_visita(e.visita.id)) == ([], ())
    # Its removal, its caption and its coming are not taken back any more; what was done before is.
    deshechas = [casa.s.visitas.deshacer(e.visita.id) for _ in range(4)]
    assert [op.vacia for op in deshechas if op is not None] == [True, True, True, False]
    assert casa.s.comprobar() == ()


def test_the_same_file_brought_in_again_stays(casa: Casa) -> None:
    casa.otro_dia()
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    casa.s.papelera.vaciar()
    assert casa.carpetas == []
    e = casa.adjuntar(e, b"Contenido de prueba")
    for _ in range(DIAS + 1):
        casa.otro_dia()
    (nueva,) = casa.s.visitas.abrir(e.visita.id).evidencias.values()
    assert casa.s.evidencias.leer(nueva) == b"Contenido de prueba"


def test_a_number_of_operation_given_again_expires_nothing(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    otra = casa.visita(9)
    for _ in range(DIAS + 2):
        casa.otro_dia()
    # The last operations go with their visit, and the next ones get their numbers.
    casa.s.papelera.enviar(otra.visita.id)
    casa.s.papelera.borrar(otra.visita.id)
    casa.hacer(e, comandos.quitar_evidencia(e, next(iter(e.evidencias))))
    casa.s.papelera.al_abrir()
    ((_, quedan),) = casa.s.papelera.de_visita(e.visita.id)
    assert quedan == DIAS
    assert casa.carpetas


def test_a_blacked_out_file_comes_back_black(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Con nombres")
    (suya,) = e.evidencias.values()
    tachada = con(suya, sha256=casa.s.papelera._almacen.archivos.guardar(b"En negro"), bytes=8)
    copia = con(suya, id="otra", item_id="CO-90-03")
    e = casa.hacer(e, comandos.adjuntar(e, [copia]))
    e = casa.hacer(e, comandos.quitar_evidencia(e, "otra"))
    e = casa.hacer(e, comandos.tachar_evidencia(e, suya.id, tachada, [suya.sha256]))
    casa.s.evidencias.borrar_tachado(e.visita.id)
    ((quitado, _),) = casa.s.papelera.de_visita(e.visita.id)
    casa.s.papelera.restaurar(e.visita.id, quitado.clave)
    assert casa.s.evidencias.leer(casa.s.visitas.abrir(e.visita.id).evidencias["otra"]) == b"En negro"


def test_nothing_of_a_closed_visit_is_restored_into_it(cerrada: Banco) -> None:
    assert cerrada.s.papelera.de_visita(cerrada.e.visita.id) == ()
    with pytest.raises(UserError, match="ya no está en la papelera"):
        cerrada.s.papelera.restaurar(cerrada.e.visita.id, "1:x")


# --- copies, packages and what was practised ------------------------------------------------------------------------


def test_a_copy_is_neither_joined_to_a_visit_in_the_bin_nor_made_of_it(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", CUMPLE)
    copia = una.compartir()
    otra.s.papelera.enviar(otra.visita_id)
    with pytest.raises(UserError, match="en la papelera de este equipo"):
        otra.s.copias.unir(copia)
    with pytest.raises(UserError, match="restáurela para compartirla"):
        otra.compartir()
    otra.s.papelera.restaurar_visita(otra.visita_id)
    assert otra.unir(copia).expediente == una.e


def test_a_joined_visit_that_was_deleted_comes_whole_with_its_copy(una: Laptop, otra: Laptop) -> None:
    otra.s.papelera.enviar(otra.visita_id)
    otra.s.papelera.borrar(otra.visita_id)
    assert otra.s.visitas.lista() == ()
    assert otra.unir(una.compartir()).expediente == una.e


def test_what_one_laptop_takes_out_is_in_the_bin_of_the_other(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", NO_CUMPLE)
    otra.unir(una.compartir())
    antes = otra.e
    una.hacer(lambda e: comandos.elegir_cedulas(e, [d for c, d in e.definiciones.items() if c != "CO-90"]))
    otra.unir(una.compartir())
    assert "CO-90" not in otra.e.visita.cedulas
    ((quitado, _),) = otra.s.papelera.de_visita(otra.visita_id)
    otra.s.papelera.restaurar(otra.visita_id, quitado.clave)
    una.unir(otra.compartir())
    assert una.e == otra.e == antes
    assert una.s.papelera.de_visita(una.visita_id) == ()


def test_a_cedula_that_one_took_out_and_the_other_worked_on_stays_whole(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", NO_CUMPLE)
    una.responder("CO-90-07", CUMPLE)
    otra.unir(una.compartir())
    una.hacer(lambda e: comandos.elegir_cedulas(e, [d for c, d in e.definiciones.items() if c != "CO-90"]))
    otra.responder("CO-90-03", None)
    otra.responder("CO-90-01", CUMPLE)
    suya, mia = otra.compartir(), una.compartir()
    una.unir(suya)
    otra.unir(mia)
    assert una.e == otra.e
    assert "CO-90" in una.e.visita.cedulas
    assert una.e.respuestas["CO-90-07"].valor == CUMPLE


def test_what_is_in_the_bin_is_in_no_package(firmada: Banco) -> None:
    # What was taken out is not among the records from which documents, packages and exports are made.
    e = firmada.e
    evidencia = next(iter(e.evidencias.values()))
    firmada.hacer(comandos.quitar_evidencia(e, evidencia.id))
    assert [q.titulo for q, _ in firmada.s.papelera.de_visita(e.visita.id)] == [evidencia.nombre]
    assert evidencia.id not in {r.id for r in firmada.releer().registros()}


def test_what_was_practised_is_no_past_of_a_real_visit(casa: Casa) -> None:
    casa.visita(1, ficticia=True)
    de_veras = casa.visita(9)
    practica = casa.visita(9, ficticia=True)
    assert casa.s.seguimiento.antecedentes(de_veras) == ()
    assert [a.visita.ficticia for a in casa.s.seguimiento.antecedentes(practica)] == [True]


# --- at rest ----------------------------------------------------------------------------------------------------------


def test_of_an_enciphered_folder_the_files_of_a_deleted_visit_leave_too(tmp_path: Path) -> None:
    with wiring.abrir(tmp_path / "datos", reloj=RelojFijo(), llave=Llave(bytes(range(32)))) as s:
        e = s.visitas.crear(COLIMA)
        s.visitas.guardar(comandos.adjuntar(e, [_pieza(s, e)]))
        assert archivos(s)
        s.papelera.enviar(e.visita.id)
        s.papelera.vaciar()
        assert archivos(s) == []


def _pieza(s: Servicios, e: Expediente) -> Evidencia:
    pieza = hacer_pieza("acta.txt", b"Contenido de prueba", lado=None)
    guardada = s.evidencias.guardar(e, pieza, Sitio(item_id=CONTROL.id)).evidencia
    assert guardada is not None
    return guardada


@pytest.mark.parametrize("tabla", ["operacion", "documento", "documento_archivo", "paquete", "entrega"])
def test_from_outside_nothing_is_added_to_a_visit_in_the_bin_either(cerrada: Banco, usb: Path, tabla: str) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    cerrada.s.papelera.enviar(cerrada.e.visita.id)
    db = cerrada.s.papelera._almacen._db
    with pytest.raises(sqlite.IntegrityError, match="en la papelera"):
        db.conn.execute(f"INSERT INTO {tabla} SELECT * FROM {tabla}")
