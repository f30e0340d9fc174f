"""A whole visit in an enciphered folder: nothing of it can be read on disk, and everything of it with the key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app import logs, settings, wiring
from supervisor_app.cifrado.cerradura import Cerrada
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.acceso import Acceso, Coste, Estado
from supervisor_app.services.demo.efirma import CARPETA as EFIRMA
from supervisor_app.services.demo.resultado import preparar_carpeta
from supervisor_app.services.demo.visita import ENTREGA, crear_visita_demo
from tests.visita_ficticia import AHORA

FRASE = "cuatro palabras que recuerdo"
BARATO = Coste(memoria=64, pasadas=1, carriles=1)
# What every plain file of the visit has, in any of the ways in which it might be written.
LEGIBLE = (b"SQLite format 3", b"%PDF", b"JFIF", b"\x89PNG", b"PK\x03\x04", b"bagit", b"CREATE TABLE", b"Subdelegaci")


@pytest.fixture(scope="module")
def visita(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Llave]:
    """The demo's visit, closed and delivered, in a folder that was closed again."""
    raiz = tmp_path_factory.mktemp("cifrada")
    llave, _ = Acceso(raiz / "datos", coste=BARATO).crear(FRASE)
    with wiring.abrir(raiz / "datos", llave=llave) as s:
        preparar_carpeta(s, raiz)
        crear_visita_demo(s, hasta="entrega")
    logs.cerrar()
    return raiz, llave


def archivos(carpeta: Path) -> Iterator[Path]:
    """All but the log, and the test e.firmas that a person of the demo would carry on a stick."""
    for ruta in carpeta.rglob("*"):
        if ruta.is_file() and not {EFIRMA, "registro"} & set(ruta.relative_to(carpeta).parts):
            yield ruta


def test_nothing_on_disk_can_be_read(visita: tuple[Path, Llave]) -> None:
    raiz, llave = visita
    with wiring.abrir(raiz / "datos", llave=llave) as s:  # open: its WAL is looked at too
        e = s.visitas.abrir(s.visitas.lista()[0].id)
        nombres = [p.nombre.encode() for p in (e.visita.titular, e.visita.recibio) if p and p.nombre]
        marcas = (*LEGIBLE, e.visita.folio.encode(), s.ajustes.leer().nombre.encode(), *nombres)
        vistos = list(archivos(raiz / "datos"))
        dichas = {(ruta.name, m) for ruta in vistos for m in marcas if m in ruta.read_bytes()}
    assert len(vistos) > 15 and not dichas


def test_no_content_is_named_by_its_hash(visita: tuple[Path, Llave]) -> None:
    raiz, llave = visita
    with wiring.abrir(raiz / "datos", llave=llave) as s:
        e = s.visitas.abrir(s.visitas.lista()[0].id)
        hashes = {v.sha256 for v in e.evidencias.values()}
        assert hashes and not hashes & {ruta.name for ruta in archivos(raiz / "datos")}


def test_with_the_key_all_of_it_is_whole(visita: tuple[Path, Llave]) -> None:
    raiz, llave = visita
    with wiring.abrir(raiz / "datos", llave=llave) as s:
        assert s.comprobar() == ()


def test_what_was_delivered_is_plain_and_verifies_without_any_key(visita: tuple[Path, Llave]) -> None:
    paquetes = list((visita[0] / ENTREGA).rglob("*.zip"))
    assert paquetes and all(verificar_paquete(p).valido for p in paquetes)


def test_without_a_key_it_says_that_it_is_enciphered(visita: tuple[Path, Llave]) -> None:
    antes = {r: r.read_bytes() for r in archivos(visita[0] / "datos")}
    with pytest.raises(Cerrada, match="frase de acceso"):
        wiring.abrir(visita[0] / "datos")
    assert {r: r.read_bytes() for r in archivos(visita[0] / "datos")} == antes


def test_another_key_opens_nothing_and_changes_nothing(visita: tuple[Path, Llave]) -> None:
    antes = {r: r.read_bytes() for r in archivos(visita[0] / "datos")}
    with pytest.raises(EnvironmentProblem):
        wiring.abrir(visita[0] / "datos", llave=Llave.nueva())
    assert {r: r.read_bytes() for r in archivos(visita[0] / "datos")} == antes


def test_the_look_is_known_before_it_is_opened_and_nothing_else(visita: tuple[Path, Llave]) -> None:
    ajustes, aviso = settings.leer(visita[0] / "datos", AHORA)
    assert (ajustes.nombre, ajustes.tema, aviso) == ("", settings.Tema.SISTEMA, "")


def test_a_backup_is_ciphertext_of_the_same_key(visita: tuple[Path, Llave], tmp_path: Path) -> None:
    raiz, llave = visita
    with wiring.abrir(raiz / "datos", llave=llave) as s:
        copia = s.respaldar(tmp_path / "respaldo.db")
    assert not copia.read_bytes().startswith(b"SQLite")


def test_a_folder_is_known_for_what_it_is(visita: tuple[Path, Llave], tmp_path: Path) -> None:
    assert Acceso(visita[0] / "datos").estado is Estado.CIFRADA
    assert Acceso(tmp_path).estado is Estado.NUEVA
    wiring.abrir(tmp_path).close()
    assert Acceso(tmp_path).estado is Estado.SIN_CIFRAR
