"""``verificar-base`` whole: what only the papers know. The hand from outside has all of the folder, and knows the code.

It rewrites history, links it anew in its order and puts the new heads in the rows of documents: the base alone says
nothing. But it cannot sign again what others signed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.domain.cadena import enlazar
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.store import cadena, candados, conexion
from tests.services.banco import Banco
from tests.services.laptop import Laptop
from tests.visita_ficticia import CONTROL, CUMPLE


def a_mano(b: Banco, *ordenes: str) -> None:
    """Statements with the triggers off, and everything linked anew so that the base agrees with itself."""
    db = b.s._almacen._db
    with conexion.escritura(db):
        for nombre in candados.disparadores():
            conexion.filas(db, f"DROP TRIGGER {nombre}")
        for orden in ordenes:
            conexion.filas(db, orden)
        anterior, hechos = "", {0: ""}
        for n, de, cual in conexion.filas(db, "SELECT n, de, cual FROM eslabon ORDER BY n"):
            if de == "documento":
                (asientos,) = conexion.filas(db, "SELECT asientos FROM documento WHERE id = ?", cual)[0]
                conexion.filas(db, "UPDATE documento SET eslabon = ? WHERE id = ?", hechos[asientos], cual)
            asiento = cadena.leer(db, b.e.visita.id, (de, cual))
            assert asiento is not None
            nuevo = enlazar(anterior, asiento)
            conexion.filas(db, "UPDATE eslabon SET sha256 = ?, rastro = ? WHERE n = ?", nuevo.sha256, nuevo.rastro, n)
            anterior = hechos[n] = nuevo.sha256
        candados.asegurar_disparadores(db)
    assert b.s._almacen.comprobar() == ()


_CAMBIAR_AUTOR = "UPDATE operacion SET quien = 'José Ibargüen Treviño' WHERE id = 3"


@pytest.mark.parametrize("etapa", ["emitida", "firmada", "cerrada"])
def test_a_folder_that_was_used_has_nothing_wrong(request: pytest.FixtureRequest, etapa: str) -> None:
    b: Banco = request.getfixturevalue(etapa)
    assert b.s.comprobar() == ()


def test_a_history_linked_anew_does_not_agree_with_the_signed_documents(firmada: Banco) -> None:
    a_mano(firmada, _CAMBIAR_AUTOR)
    faltas = firmada.s.comprobar()
    firmados = [f for f in faltas if ", firmado el 10/06/2026 09:30 por LUCIA ÑANDU PEÑALOZA, dice que se emitió " in f]
    assert len(firmados) == len(firmada.s.documentos.vigentes(firmada.e.visita.id))
    for falta in firmados:
        assert falta.startswith("Visita V-2026-001: «")
        assert falta.endswith("no es el que había entonces. Lo que precede a ese documento se reescribió por fuera.")


def test_verifying_a_document_of_the_folder_says_that_its_history_is_another_one(firmada: Banco) -> None:
    antes = firmada.s.firmas.verificar_documento(firmada.documento())
    assert not any("historia" in aviso for aviso in antes.avisos)
    a_mano(firmada, _CAMBIAR_AUTOR)
    hecho = firmada.s.firmas.verificar_documento(firmada.documento())
    assert hecho.valido
    assert any("ya no es la que este documento conoce: se emitió sobre otra historia" in a for a in hecho.avisos)


def test_a_signed_file_replaced_by_the_unsigned_one_is_told(firmada: Banco) -> None:
    antes = firmada.documento()
    a_mano(
        firmada,
        f"UPDATE documento_archivo SET sha256 = '{antes.archivos[0].sha256}' WHERE documento_id = '{antes.id}'",
    )
    (falta,) = firmada.s.comprobar()
    assert falta == (
        "Visita V-2026-001: «Cédula de supervisión CO-90», versión 1, ya no lleva entera la e.firma de LUCIA ÑANDU "
        "PEÑALOZA: el archivo se cambió después de firmarse."
    )


def test_a_file_of_another_document_is_told(firmada: Banco) -> None:
    antes, otro = firmada.documento(), firmada.documento("")
    a_mano(
        firmada,
        f"UPDATE documento_archivo SET sha256 = '{otro.ultimo.sha256}' WHERE documento_id = '{antes.id}' AND orden = 1",
    )
    assert any("no lleva el registro con que se emitió" in f for f in firmada.s.comprobar())


def test_a_file_that_is_no_pdf_is_told(emitida: Banco) -> None:
    sha256 = emitida.s._almacen.archivos.guardar(b"nada")
    a_mano(emitida, f"UPDATE documento_archivo SET sha256 = '{sha256}' WHERE documento_id = '{emitida.documento().id}'")
    (falta,) = [f for f in emitida.s.comprobar() if "No se pudo abrir el documento PDF" in f]
    assert falta.startswith(
        "Visita V-2026-001: «Cédula de supervisión CO-90», versión 1, emitido el 10/06/2026 09:30: "
    )


def test_a_damaged_document_is_told_once(firmada: Banco) -> None:
    firmada.guardado(firmada.documento().ultimo.sha256).write_bytes(b"%PDF-1.7 otro")
    (falta,) = firmada.s.comprobar()
    assert falta.startswith(
        "Visita V-2026-001: Cédula de supervisión CO-90, versión 1: Un archivo de la carpeta de datos"
    )


# --- packages -------------------------------------------------------------------------------------------------------


def cambiado(b: Banco) -> None:
    b.paquetes[0].write_bytes(b.paquetes[0].read_bytes()[:-1] + b"x")


def borrado(b: Banco) -> None:
    b.paquetes[0].unlink()


def puesto(b: Banco) -> None:
    b.paquetes[0].with_name("otro.zip").write_bytes(b"otro")


@pytest.mark.parametrize(
    ("hecho", "dicho"),
    [
        (cambiado, "no es el que se cerró: se cambió por fuera. No lo entregue."),
        (borrado, "se borró por fuera. Si ya se entregó, está en su destino."),
        (puesto, "En la carpeta «paquetes» está «otro.zip», de lo que la base no sabe: alguien lo puso ahí."),
    ],
)
def test_a_package_that_is_not_as_it_was_closed_is_told(
    cerrada: Banco, hecho: Callable[[Banco], None], dicho: str
) -> None:
    hecho(cerrada)
    (falta,) = cerrada.s.comprobar()
    assert falta.endswith(dicho)


def test_what_was_being_written_when_the_power_went_is_nobodys(cerrada: Banco) -> None:
    cerrada.paquetes[0].with_name("p.zip.part-00").write_bytes(b"a medias")
    assert cerrada.s.comprobar() == ()


# --- two laptops ----------------------------------------------------------------------------------------------------


def test_what_a_copy_brought_is_linked_with_the_operation_that_joined_it(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    una.unir(otra.compartir())
    assert una.s.comprobar() == ()
    db = una.s._almacen._db
    conexion.filas(db, "DROP TRIGGER version_ajena_fija_update")
    conexion.filas(db, "UPDATE version_ajena SET quien = 'Otra persona'")
    candados.asegurar_disparadores(db)
    (falta,) = una.s.comprobar()
    assert "no dice lo que se guardó: se cambió por fuera lo que trajo la copia que se unió." in falta


def test_each_laptop_has_a_chain_of_its_own(una: Laptop, otra: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    otra.unir(una.compartir())
    cabezas = [laptop.s._almacen.cabeza(una.visita_id) for laptop in (una, otra)]
    assert cabezas[0] != cabezas[1]
    assert una.s.comprobar() == otra.s.comprobar() == ()


# --- what was exchanged ---------------------------------------------------------------------------------------------


def test_a_feed_rewritten_from_outside_is_told(cerrada: Banco, usb: Path) -> None:
    cerrada.s.sincronizacion.sincronizar(DestinoCarpeta(usb), str(usb))
    assert cerrada.s.comprobar() == ()
    db = cerrada.s._almacen._db
    conexion.filas(db, "DROP TRIGGER feed_fija_update")
    cambio = "UPDATE feed SET contenido = CAST(replace(CAST(contenido AS TEXT), 'V-2026-001', 'V-2026-999') AS BLOB)"
    conexion.filas(db, cambio)
    candados.asegurar_disparadores(db)
    (dicho,) = cerrada.s.comprobar()
    assert "no lleva la firma con que se escribió" in dicho
