"""What a cut left behind goes at the next start; contents that nobody speaks of go after thirty days."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from supervisor_app import durable
from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.services.respaldos.lugar import CANDADO
from supervisor_app.store import limpieza
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cerrojos import Cerrojo
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, evidencia, expediente

MES = timedelta(days=31)


def parte(carpeta: Path, nombre: str) -> Path:
    carpeta.mkdir(parents=True, exist_ok=True)
    ruta = carpeta / durable.part_name(nombre)
    ruta.write_bytes(b"a medias")
    return ruta


def test_the_next_start_takes_half_written_files_away(datos: Path) -> None:
    lugares = ("", "archivos/ab", "paquetes", "turnados", "respaldos", "cedulas")
    partes = [parte(datos / lugar, "x") for lugar in lugares]
    partes += [p.with_name(f"{p.name}-journal") for p in partes]
    Almacen(datos, ahora=AHORA).cerrar()
    assert not [p for p in partes if p.exists() and not p.name.endswith("-journal")]


def test_the_next_start_takes_half_a_backup_away_unless_somebody_is_making_it(datos: Path) -> None:
    media = datos / "respaldos" / durable.part_name("20260610-093000-0001")
    media.mkdir(parents=True)
    (media / "supervisor.db").write_bytes(b"a medias")
    candado = Cerrojo(datos / "respaldos" / CANDADO)
    candado.intentar(exclusivo=True)
    Almacen(datos, ahora=AHORA).cerrar()
    assert media.exists()
    candado.soltar()
    Almacen(datos, ahora=AHORA).cerrar()
    assert not media.exists()


def test_the_lock_of_backups_is_the_one_that_is_looked_at() -> None:
    assert limpieza.CANDADO_DE_RESPALDOS == CANDADO


def test_what_somebody_else_keeps_in_the_folder_is_not_touched(datos: Path) -> None:
    ajena = parte(datos / "entrega", "paquete.zip")
    otra = datos / "notas.part-1.txt"
    otra.write_text("mío", "utf-8")
    Almacen(datos, ahora=AHORA).cerrar()
    assert (ajena.exists(), otra.exists()) == (True, True)


def test_while_somebody_has_the_folder_open_nothing_is_taken_away(almacen: Almacen, datos: Path) -> None:
    media = parte(datos / "archivos" / "ab", "x")
    Almacen(datos, ahora=AHORA).cerrar()
    assert media.exists()
    almacen.cerrar()
    Almacen(datos, ahora=AHORA).cerrar()
    assert not media.exists()


def guardada(libro: Libro, contenido: bytes) -> Evidencia:
    sha256 = libro.almacen.archivos.guardar(contenido)
    una = evidencia(1, sha256=sha256, bytes=len(contenido))
    libro.hacer(comandos.adjuntar(libro.e, [una]))
    return una


def hace(ruta: Path, **cuanto: float) -> None:
    antes = (AHORA - timedelta(**cuanto)).timestamp()
    os.utime(ruta, (antes, antes))


def test_a_content_that_was_never_attached_goes_after_thirty_days(libro: Libro) -> None:
    sola = libro.almacen.archivos.ruta(libro.almacen.archivos.guardar(b"nunca adjunta"))
    hace(sola, days=29)
    libro.almacen.cuidar(AHORA)
    assert sola.exists()
    libro.almacen.cuidar(AHORA + MES)
    assert not sola.exists()


def test_a_content_that_is_kept_again_has_its_thirty_days_anew(libro: Libro) -> None:
    sola = libro.almacen.archivos.ruta(libro.almacen.archivos.guardar(b"nunca adjunta"))
    os.utime(sola, (0, 0))
    libro.almacen.archivos.guardar(b"nunca adjunta")
    libro.almacen.cuidar(datetime.now().astimezone())
    assert sola.exists()


def test_what_history_speaks_of_stays(libro: Libro) -> None:
    una = guardada(libro, b"adjunta y quitada")
    libro.hacer(comandos.quitar_evidencia(libro.e, una.id))
    ruta = libro.almacen.archivos.ruta(una.sha256)
    hace(ruta, days=400)
    libro.almacen.cuidar(AHORA)
    assert ruta.exists()
    libro.deshacer()
    assert libro.almacen.archivos.leer(una.sha256) == b"adjunta y quitada"


def test_orphans_are_looked_for_once_a_week_whatever_the_clock_does(libro: Libro) -> None:
    sola = libro.almacen.archivos.ruta(libro.almacen.archivos.guardar(b"sola"))
    libro.almacen.cuidar(AHORA)
    hace(sola, days=40)
    nota = libro.almacen.carpeta / "archivos" / "revisado"
    hace(nota, days=6)
    libro.almacen.cuidar(AHORA)
    assert sola.exists()
    hace(nota, days=-400)
    libro.almacen.cuidar(AHORA)
    assert not sola.exists()


def test_orphans_stay_while_another_has_the_folder_open(libro: Libro, datos: Path) -> None:
    sola = libro.almacen.archivos.ruta(libro.almacen.archivos.guardar(b"sola"))
    hace(sola, days=40)
    with Almacen(datos, ahora=AHORA):
        libro.almacen.cuidar(AHORA)
    assert sola.exists()


def test_the_visit_is_as_it_was(libro: Libro) -> None:
    una = guardada(libro, b"adjunta")
    hace(libro.almacen.archivos.ruta(una.sha256), days=400)
    libro.almacen.cuidar(AHORA)
    assert (libro.en_disco, libro.almacen.comprobar(), expediente().visita.id) == (libro.e, (), libro.id)
