"""From a plain folder to an enciphered one: all of it, or nothing of it, wherever it is cut."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app import durable, logs, wiring
from supervisor_app.cifrado.cerradura import Cerrada
from supervisor_app.cifrado.corriente import descifrar
from supervisor_app.domain import comandos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services import cifrar_carpeta
from supervisor_app.services.acceso import Acceso, Coste, Estado
from supervisor_app.services.cifrar_carpeta import CIFRANDO, DIARIO, Cifrada, cifrar, examinar
from supervisor_app.settings import Ajustes
from supervisor_app.store import almacen as modulo_almacen
from supervisor_app.store.almacen import Almacen
from tests.services import banco
from tests.services.imagenes.fotos import foto
from tests.visita_ficticia import AHORA, CONTROL, RelojFijo

FRASE = "cuatro palabras que recuerdo"
BARATO = Coste(64, 1, 1)
LEGIBLE = (b"SQLite format 3", b"JFIF\0", b"Subdelegaci", b"CREATE TABLE", b"BERRUETO", b"Ibarg")


@pytest.fixture(scope="module")
def con_visita(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain folder with a visit, a photo, a backup and what else may stand in one. Only copied."""
    datos = tmp_path_factory.mktemp("plana") / "datos"
    with wiring.abrir(datos, reloj=RelojFijo()) as s:
        b = banco.contestar_en(s, RelojFijo())
        jpeg = foto("JPEG", 300, 200)
        b.hacer(comandos.adjuntar(b.e, [s.evidencias.preparar_bytes(b.e, "foto.jpg", jpeg, item_id=CONTROL.id)]))
        s.respaldos.respaldar()
    logs.cerrar()
    shutil.copytree(datos, datos / "apartado-20260101-000000", ignore=shutil.ignore_patterns("apartado-*", "respaldos"))
    shutil.copy(datos / "supervisor.db", datos / "respaldos" / "antes-de-migrar-20260101-000000.db")
    (datos / "respaldos" / "rota.db").write_bytes(b"SQLite format 3\0 Subdelegaci")
    (datos / "ajustes.danado-20260101-000000.json").write_bytes(b'{"nombre": "BERRUETO')
    (datos / f"supervisor.db.part-{'0' * 16}").write_bytes(b"SQLite format 3")
    (datos / "abiertas").mkdir()
    (datos / "abiertas" / "foto.jpg").write_bytes(jpeg)
    return datos


@pytest.fixture
def plana(con_visita: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(con_visita, tmp_path / "datos"))


@pytest.fixture
def chica(tmp_path: Path) -> Path:
    """A plain folder that is quickly made: a database, a content, settings."""
    datos = tmp_path / "chica"
    with Almacen(datos, ahora=AHORA) as almacen:
        almacen.archivos.guardar(b"Subdelegaci\xc3\xb3n Colima")
    (datos / "ajustes.json").write_bytes(b'{"nombre": "BERRUETO", "tema": "oscuro", "de otra version": [1]}')
    return datos


def hacer(datos: Path, **opciones: object) -> Cifrada:
    return cifrar(datos, FRASE, ahora=AHORA, coste=BARATO, **opciones)  # type: ignore[arg-type]


def legibles(datos: Path) -> list[str]:
    archivos = (r for r in datos.rglob("*") if r.is_file())
    return [str(r.relative_to(datos)) for r in archivos if any(m in r.read_bytes() for m in LEGIBLE)]


def fotografia(datos: Path) -> dict[str, bytes]:
    archivos = (r for r in datos.rglob("*") if r.is_file() and r.name != "uso.lock")
    return {str(r.relative_to(datos)): r.read_bytes() for r in archivos}


# --- all of it ------------------------------------------------------------------------------------------------------


def test_nothing_plain_is_left_and_all_of_it_is_whole(plana: Path) -> None:
    with wiring.abrir(plana) as s:
        antes = s.visitas.abrir(s.visitas.lista()[0].id)
    hecha = hacer(plana)
    assert legibles(plana) == [] and not (plana / CIFRANDO).exists() and not (plana / DIARIO).exists()
    with wiring.abrir(plana, llave=Acceso(plana).abrir(FRASE)) as s:
        assert s.comprobar() == ()
        assert s.visitas.abrir(antes.visita.id) == antes
        assert s.ajustes.leer().nombre
    assert (hecha.quedan, hecha.aviso) == ((), "")
    assert Acceso(plana).recuperar(hecha.recuperacion).id == hecha.llave.id


def test_backups_stay_the_backups_that_they_were(plana: Path) -> None:
    with wiring.abrir(plana) as s:
        antes = [(j.id, j.manifiesto.visitas) for e in s.respaldos.listar() for j in e.juegos if j.manifiesto]
    llave = hacer(plana).llave
    with wiring.abrir(plana, llave=llave) as s:
        juegos = [j for e in s.respaldos.listar() for j in e.juegos if j.manifiesto]
        assert [(j.id, j.manifiesto.visitas) for j in juegos if j.manifiesto] == antes
        assert all(s.respaldos.verificar(j) == () for j in juegos)
    r = wiring.respaldos(plana, llave)
    r.restaurar(r.juego(antes[0][0]))
    with wiring.abrir(plana, llave=llave) as s:
        assert s.comprobar() == ()


def test_backups_of_an_earlier_key_and_contents_of_broken_ones_are_kept(chica: Path) -> None:
    with wiring.abrir(chica) as s:
        s.respaldos.respaldar()
    primera = hacer(chica).llave
    plana = chica.with_name("plana")
    with Almacen(plana, ahora=AHORA) as almacen:
        suyo = almacen.archivos.guardar(b"otra cosa legible")
    shutil.copytree(chica / "respaldos", plana / "respaldos")
    with wiring.abrir(plana) as s:
        s.respaldos.respaldar()
    (roto,) = (plana / "respaldos").glob("*-0002")
    (roto / "manifiesto.json").write_bytes(b"{")
    hacer(plana)
    (juego,) = (j for j in wiring.respaldos(plana, None).listar()[0].juegos if j.manifiesto)
    assert juego.manifiesto is not None and juego.manifiesto.llave == primera.id
    assert wiring.respaldos(plana, None).verificar(juego) == ()
    assert (plana / "respaldos" / "contenidos" / suyo[:2] / f"{suyo}.cifrado").is_file()
    assert not any(b"otra cosa" in r.read_bytes() for r in plana.rglob("*") if r.is_file())


def cambiar_por_fuera(base: Path) -> None:
    with contextlib.closing(sqlite.connect(str(base))) as ajena:
        ajena.execute("create table ajena(x)")


@pytest.mark.parametrize("dano", [lambda b: b.write_bytes(b.read_bytes()[:5000]), Path.unlink, cambiar_por_fuera])
def test_a_damaged_backup_stays_damaged_and_stops_nothing(chica: Path, dano: Callable[[Path], object]) -> None:
    with wiring.abrir(chica) as s:
        s.respaldos.respaldar()
    (base,) = (chica / "respaldos").glob("*-0001/supervisor.db")
    dano(base)
    r = wiring.respaldos(chica, hacer(chica).llave)
    assert [r.verificar(j) for e in r.listar() for j in e.juegos] == [("«supervisor.db» no está en el respaldo.",)]
    assert legibles(chica) == []


def test_a_damaged_content_of_a_backup_is_still_told_as_damaged(chica: Path) -> None:
    (chica / "cedulas").mkdir()
    (chica / "cedulas" / "CO-91.yaml").write_bytes(b"codigo: CO-91")
    with wiring.abrir(chica) as s:
        s.respaldos.respaldar()
    shutil.rmtree(chica / "archivos")
    shutil.rmtree(chica / "cedulas")
    for contenido in (chica / "respaldos" / "contenidos").glob("??/*"):
        contenido.write_bytes(b"otra cosa")
    antes = [
        f for e in wiring.respaldos(chica).listar() for j in e.juegos for f in wiring.respaldos(chica).verificar(j)
    ]
    r = wiring.respaldos(chica, hacer(chica).llave)
    faltas = [f for e in r.listar() for j in e.juegos for f in r.verificar(j)]
    assert len(faltas) == len(antes) == 2 and all("dañado" in f for f in faltas)


def test_a_folder_that_was_set_aside_opens_with_the_same_passphrase(plana: Path) -> None:
    hacer(plana)
    apartada = plana / "apartado-20260101-000000"
    with wiring.abrir(apartada, llave=Acceso(apartada).abrir(FRASE)) as s:
        assert s.comprobar() == () and s.visitas.lista()


def test_settings_of_another_version_stay(chica: Path) -> None:
    hacer(chica)
    assert json.loads((chica / "ajustes.json").read_bytes()) == {"tema": "oscuro", "texto": 100}
    llave = Acceso(chica).abrir(FRASE)
    with wiring.abrir(chica, llave=llave) as s:
        s.ajustes.guardar(Ajustes(nombre="Otra"))
    crudo = descifrar(llave.archivos, (chica / "ajustes.json.cifrado").read_bytes())
    assert json.loads(crudo)["de otra version"] == [1]


def test_files_of_somebody_stay_and_are_told(chica: Path) -> None:
    (chica / "mis notas.txt").write_bytes(b"nada")
    assert examinar(chica).quedan == ("mis notas.txt",)
    assert hacer(chica).quedan == ("mis notas.txt",)
    assert (chica / "mis notas.txt").read_bytes() == b"nada"


def test_a_content_that_was_damaged_is_still_told_as_damaged(chica: Path) -> None:
    (contenido,) = (chica / "archivos").glob("??/*")
    contenido.write_bytes(b"otra cosa")
    llave = hacer(chica).llave
    with Almacen(chica, ahora=AHORA, llave=llave) as almacen, pytest.raises(EnvironmentProblem, match="dañado"):
        almacen.archivos.leer(contenido.name)


# --- nothing of it --------------------------------------------------------------------------------------------------


def test_it_can_be_stopped_at_any_moment_before_the_end(chica: Path) -> None:
    antes: dict[str, bytes] = {}
    momentos = 0

    class Basta(Exception):
        pass

    def hasta(n: int) -> Callable[[int, int, str], None]:
        vistos = 0

        def progreso(hecho: int, total: int, _: str) -> None:
            nonlocal vistos
            assert 0 <= hecho <= total
            vistos += 1
            if vistos > n:
                raise Basta

        return progreso

    while True:
        try:
            hacer(chica, progreso=hasta(momentos))
        except Basta:
            # The first time its journal goes into the database.
            antes = antes or fotografia(chica)
            assert fotografia(chica) == antes
            momentos += 1
        else:
            break
    assert momentos > 4 and legibles(chica) == []


def test_without_room_it_says_how_much_is_needed(chica: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antes = fotografia(chica)
    monkeypatch.setattr(durable, "free_space", lambda _: 1_000_000)
    with pytest.raises(EnvironmentProblem, match="hacen falta"):
        hacer(chica)
    assert fotografia(chica) == antes


def test_a_program_that_has_the_database_open_stops_it(chica: Path) -> None:
    ajena = sqlite.connect(str(chica / "supervisor.db"))
    ajena.execute("select count(*) from sqlite_master").fetchone()
    with pytest.raises(EnvironmentProblem, match="ventana"):
        hacer(chica)
    ajena.close()
    assert Acceso(chica).estado is Estado.SIN_CIFRAR
    wiring.abrir(chica).close()


def test_a_program_that_writes_meanwhile_stops_it(chica: Path) -> None:
    def escribir(*_: object) -> None:
        with sqlite.connect(str(chica / "supervisor.db")) as ajena:
            ajena.execute("create table if not exists ajena(x)")
        ajena.close()

    with pytest.raises(EnvironmentProblem, match="Otro programa"):
        hacer(chica, progreso=escribir)
    assert Acceso(chica).estado is Estado.SIN_CIFRAR and not (chica / CIFRANDO).exists()


def test_a_weak_passphrase_changes_nothing(chica: Path) -> None:
    antes = fotografia(chica)
    with pytest.raises(UserError, match="12"):
        cifrar(chica, "corta", ahora=AHORA, coste=BARATO)
    assert fotografia(chica) == antes


def test_a_folder_is_enciphered_once(chica: Path, tmp_path: Path) -> None:
    hacer(chica)
    for carpeta in (chica, tmp_path / "nueva"):
        with pytest.raises(UserError, match="no tiene datos sin cifrar"):
            hacer(carpeta)


@pytest.fixture
def otra_la_cifra(chica: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], None]:
    """Another window enciphers the folder just before that is done here."""

    def antes_de(en: object, nombre: str) -> None:
        de_verdad = getattr(en, nombre)

        def despues(*args: object, **opciones: object) -> object:
            monkeypatch.setattr(en, nombre, de_verdad)
            hacer(chica)
            return de_verdad(*args, **opciones)

        monkeypatch.setattr(en, nombre, despues)

    return antes_de


def test_who_enciphers_after_another_is_told_so(chica: Path, otra_la_cifra: Callable[[object, str], None]) -> None:
    otra_la_cifra(cifrar_carpeta, "_solo")
    with pytest.raises(UserError, match="no tiene datos sin cifrar"):
        hacer(chica)


def test_who_waited_to_open_it_is_asked_for_the_passphrase(
    chica: Path, otra_la_cifra: Callable[[object, str], None]
) -> None:
    otra_la_cifra(modulo_almacen, "Turno")
    with pytest.raises(Cerrada):
        Almacen(chica, ahora=AHORA)


# --- cut ------------------------------------------------------------------------------------------------------------


class Corte(BaseException):
    """As if the process had died: nothing after it is done."""


def cortar(monkeypatch: pytest.MonkeyPatch, en: object, nombre: str, antes_de: int) -> None:
    """The process dies before the call of that number."""
    de_verdad, vistas = getattr(en, nombre), 0

    def contada(*args: object, **opciones: object) -> object:
        nonlocal vistas
        vistas += 1
        if vistas > antes_de:
            raise Corte
        return de_verdad(*args, **opciones)

    monkeypatch.setattr(en, nombre, contada)


def termina_bien(datos: Path) -> Estado:
    """What the next start finds, whichever of the two it is."""
    wiring.preparar(datos)
    acceso = Acceso(datos)
    assert not (datos / CIFRANDO).exists() and not (datos / DIARIO).exists()
    cifrada = acceso.estado is Estado.CIFRADA
    with wiring.abrir(datos, llave=acceso.abrir(FRASE) if cifrada else None) as s:
        assert s.comprobar() == () and s.ajustes.leer().nombre == "BERRUETO"
    logs.cerrar()
    assert not cifrada or legibles(datos) == []
    return acceso.estado


def test_cut_between_any_two_renames_the_next_start_ends_it(chica: Path, tmp_path: Path) -> None:
    vistos: list[Estado] = []
    while True:
        datos = Path(shutil.copytree(chica, tmp_path / f"corte-{len(vistos)}"))
        with pytest.MonkeyPatch.context() as m:
            m.setattr(cifrar_carpeta, "_desechar", lambda _: None)  # whoever died tidies nothing
            cortar(m, durable, "replace", len(vistos))
            try:
                hacer(datos)
            except Corte:
                cortado = True
            else:
                cortado = False
        vistos.append(termina_bien(datos))
        if not cortado:
            break
    assert set(vistos) == {Estado.SIN_CIFRAR, Estado.CIFRADA}
    assert vistos == sorted(vistos, key=lambda e: e is Estado.CIFRADA)  # from one moment on it only goes forward


def test_cut_while_the_old_is_deleted_the_next_start_goes_on(chica: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def a_medias(ruta: Path) -> None:
        next(r for r in sorted(ruta.rglob("*")) if r.is_file()).unlink()
        raise Corte

    with monkeypatch.context() as m:
        m.setattr(shutil, "rmtree", a_medias)
        m.setattr(cifrar_carpeta, "_desechar", lambda _: None)
        with pytest.raises(Corte):
            hacer(chica)
    assert legibles(chica)
    assert termina_bien(chica) is Estado.CIFRADA


def test_what_cannot_be_deleted_yet_is_told_and_does_not_stand_in_the_way(
    chica: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ocupado(ruta: Path, *, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(13, "en uso")

    with monkeypatch.context() as m:
        m.setattr(shutil, "rmtree", ocupado)
        hecha = hacer(chica)
        assert "falta borrar" in hecha.aviso and "falta borrar" in wiring.preparar(chica)
        with wiring.abrir(chica, llave=hecha.llave) as s:
            assert s.comprobar() == ()
            assert wiring.preparar(chica) == ""  # a second window: the first one has the folder
    assert termina_bien(chica) is Estado.CIFRADA


def test_a_diary_that_cannot_be_read_is_told_and_nothing_is_opened(chica: Path) -> None:
    (chica / DIARIO).write_bytes(b"{")
    antes = fotografia(chica)
    with pytest.raises(EnvironmentProblem, match=DIARIO):
        wiring.abrir(chica)
    assert fotografia(chica) == antes
