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
