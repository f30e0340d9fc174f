"""The verification: what it accepts, every way a package can be wrong or hostile, and the file shipped alone."""

from __future__ import annotations

import ast
import hashlib
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.exchange import verificador, verificador_solo
from supervisor_app.exchange.acompanantes import fuente_del_verificador
from supervisor_app.exchange.paquete import Contenido, Paquete, armar
from supervisor_app.exchange.verificador import Informe, verificar_paquete
from supervisor_app.exchange.verificador_solo import avisos_de_cadena, buscar_paquetes

BASE = "0f" * 16 + ".r1"
Entradas = list[tuple[zipfile.ZipInfo, bytes]]


def nombrar(datos: bytes, carpeta: Path) -> Path:
    """Bytes under the name that their hash asks for, so that only the content can be wrong."""
    ruta = carpeta / f"{BASE}.{hashlib.sha256(datos).hexdigest()[:16]}.zip"
    ruta.write_bytes(datos)
    return ruta


@pytest.fixture
def rehacer(paquete: Paquete, tmp_path: Path) -> Callable[[Callable[[Entradas], None]], Informe]:
    """Write the package again with one change and verify the result."""

    def con(cambio: Callable[[Entradas], None]) -> Informe:
        with zipfile.ZipFile(paquete.path) as bolsa:
            entradas = [(una, bolsa.read(una)) for una in bolsa.infolist()]
        cambio(entradas)
        with zipfile.ZipFile(tmp_path / "nuevo", "w") as nueva:
            for una, datos in entradas:
                nueva.writestr(una, datos)
        return verificar_paquete(nombrar((tmp_path / "nuevo").read_bytes(), tmp_path))

    return con


@pytest.fixture
def alterar(paquete: Paquete, tmp_path: Path) -> Callable[[Callable[[bytes], bytes]], Informe]:
    """Change the bytes of the package and verify the result under its own new hash."""
    return lambda cambio: verificar_paquete(nombrar(cambio(paquete.path.read_bytes()), tmp_path))


def entrada(nombre: str, *, modo: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    una = zipfile.ZipInfo(nombre, date_time=(1980, 1, 1, 0, 0, 0))
    una.create_system, una.external_attr = 3, modo << 16
    return una


def poner(nombre: str, datos: bytes) -> Callable[[Entradas], None]:
    def cambio(entradas: Entradas) -> None:
        for lugar, (una, _) in enumerate(entradas):
            if una.filename == f"{BASE}/{nombre}":
                entradas[lugar] = (una, datos)

    return cambio


def quitar(nombre: str) -> Callable[[Entradas], None]:
    def cambio(entradas: Entradas) -> None:
        entradas[:] = [una for una in entradas if una[0].filename != f"{BASE}/{nombre}"]

    return cambio


def test_rewriting_without_a_change_is_still_valid(rehacer: Callable[..., Informe]) -> None:
    assert rehacer(lambda entradas: None).problemas == ()


# --- the name ---


@pytest.mark.parametrize(
    "nombre", ["copia de visita.zip", "x.r1.0000000000000000.zip", "a" * 32 + ".r0." + "0" * 16 + ".zip"]
)
def test_a_name_that_is_not_a_packages(paquete: Paquete, tmp_path: Path, nombre: str) -> None:
    shutil.copy(paquete.path, tmp_path / nombre)
    assert "El nombre no es el de un paquete" in verificar_paquete(tmp_path / nombre).problemas[0]


def test_a_name_with_the_hash_of_another(paquete: Paquete, tmp_path: Path) -> None:
    otro = tmp_path / f"{BASE}.{'0' * 16}.zip"
    shutil.copy(paquete.path, otro)
    assert "huella SHA-256 no es la que dice el nombre" in verificar_paquete(otro).problemas[0]


def test_a_name_of_another_revision(paquete: Paquete, tmp_path: Path) -> None:
    otro = tmp_path / paquete.nombre.replace(".r1.", ".r2.")
    shutil.copy(paquete.path, otro)
    assert verificar_paquete(otro).problemas == ("La visita o la revisión del nombre no son las del contenido.",)


# --- hostile structure ---


@pytest.mark.parametrize(
    ("nombre", "dice"),
    [
        ("../fuera.txt", "fuera de su carpeta"),
        (f"{BASE}/data/../../fuera.txt", "fuera de su carpeta"),
        ("/etc/passwd", "fuera de su carpeta"),
        ("C:/fuera.txt", "fuera de su carpeta"),
        (f"{BASE}\\..\\fuera.txt", "fuera de su carpeta"),
        (f"{BASE}/data/año.txt", "no es de los que escribe el sistema"),
        (f"{BASE}/data/dos\nrenglones.txt", "no es de los que escribe el sistema"),
        (f"{BASE}/data/.oculto", "no es de los que escribe el sistema"),
        ("suelto.txt", "no es de los que escribe el sistema"),
        ("otra/carpeta.txt", "no está en una sola carpeta"),
        (f"{BASE}/otro.txt", "no pertenece al paquete"),
        (f"{BASE}/data/evidencia/otro.txt", "no está en la lista"),
    ],
)
def test_an_entry_that_should_not_be_there(rehacer: Callable[..., Informe], nombre: str, dice: str) -> None:
    informe = rehacer(lambda entradas: entradas.append((entrada(nombre), b"x")))
    assert any(dice in problema for problema in informe.problemas)


@pytest.mark.parametrize("modo", [stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755, stat.S_IFIFO | 0o644])
def test_links_folders_and_devices_are_refused(rehacer: Callable[..., Informe], modo: int) -> None:
    informe = rehacer(
        lambda entradas: entradas.append((entrada(f"{BASE}/data/evidencia/a", modo=modo), b"/etc/passwd"))
    )
    assert "es un enlace, una carpeta o un dispositivo" in informe.problemas[0]


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # zipfile warns while we make the hostile file
@pytest.mark.parametrize("nombre", ["data/registros/visita.json", "DATA/registros/visita.json"])
def test_a_name_twice_is_refused(rehacer: Callable[..., Informe], nombre: str) -> None:
    informe = rehacer(lambda entradas: entradas.append((entrada(f"{BASE}/{nombre}"), b"{}")))
    assert any("está repetido" in problema for problema in informe.problemas)


def test_a_compressed_entry_is_refused_unread(rehacer: Callable[..., Informe]) -> None:
    def bomba(entradas: Entradas) -> None:
        una = entrada(f"{BASE}/data/evidencia/bomba.bin")
        una.compress_type = zipfile.ZIP_DEFLATED
        entradas.append((una, bytes(5_000_000)))

    informe = rehacer(bomba)
    assert any("está comprimido" in problema for problema in informe.problemas)


def test_an_encrypted_entry_is_refused(alterar: Callable[..., Informe]) -> None:
    def cifrar(datos: bytes) -> bytes:
        lugar = datos.index(b"PK\x01\x02")
        return datos[: lugar + 8] + b"\x01" + datos[lugar + 9 :]

    assert any("está cifrado" in problema for problema in alterar(cifrar).problemas)


def test_too_many_entries(rehacer: Callable[..., Informe], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verificador, "MAX_ENTRADAS", 8)
    assert any("el máximo es 8" in problema for problema in rehacer(lambda entradas: None).problemas)


def test_a_giant_manifest_is_not_read(rehacer: Callable[..., Informe], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verificador, "MAX_ETIQUETA", 200)
    informe = rehacer(lambda entradas: None)
    assert "«manifest-sha512.txt» es demasiado grande." in informe.problemas


@pytest.mark.parametrize(
    "cambio",
    [
        lambda datos: b"MZ" + datos,
        lambda datos: datos[:-2] + b"\x05\x00nota!",
        lambda datos: datos.replace(b"informe.pdf", b"informe.exe", 1),
    ],
    ids=["before", "comment after", "local header says another name"],
)
def test_data_hidden_around_the_entries(alterar: Callable[..., Informe], cambio: Callable[[bytes], bytes]) -> None:
    assert "El ZIP tiene datos encimados, ocultos o sobrantes." in alterar(cambio).problemas


def test_entries_that_share_their_bytes(alterar: Callable[..., Informe]) -> None:
    def encimar(datos: bytes) -> bytes:
        primera = datos.index(b"PK\x01\x02")
        segunda = datos.index(b"PK\x01\x02", primera + 4)
        return datos[: segunda + 42] + struct.pack("<I", 0) + datos[segunda + 46 :]

    assert alterar(encimar).problemas == ("El ZIP tiene datos encimados, ocultos o sobrantes.",)


@pytest.mark.parametrize("datos", [b"", b"PK", b"no es un zip" * 50, b"PK\x05\x06" + bytes(18)])
def test_what_is_not_a_package_at_all(tmp_path: Path, datos: bytes) -> None:
    assert not verificar_paquete(nombrar(datos, tmp_path)).valido


# --- the bag ---


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        (poner("data/documentos/informe.pdf", b"otro"), "«data/documentos/informe.pdf» está dañado o fue alterado"),
        (quitar("data/documentos/informe.pdf"), "Falta el archivo «data/documentos/informe.pdf»"),
        (quitar("bag-info.txt"), "Falta «bag-info.txt»"),
        (quitar("bagit.txt"), "Falta «bagit.txt»"),
        (quitar("manifest-sha512.txt"), "Falta «manifest-sha512.txt»"),
        (quitar("tagmanifest-sha512.txt"), "Falta «tagmanifest-sha512.txt»"),
        (poner("bagit.txt", b"BagIt-Version: 0.97\n"), "no declara una bolsa BagIt 1.0"),
        (poner("bag-info.txt", b"Payload-Oxum: 1.1\n"), "Payload-Oxum"),
        (poner("bag-info.txt", b"Package-Format: 2\n"), "use un verificador más reciente"),
        (poner("bag-info.txt", b"Bagging-Date: 2026-02-31\n"), "no declara la fecha"),
        (poner("bag-info.txt", b"\xff\xfe"), "No se puede leer «bag-info.txt»"),
        (poner("bag-info.txt", b"Internal-Sender-Identifier: otra\n"), "otra visita u otra revisión"),
        (poner("bag-info.txt", b"Replaces-Package-SHA256: " + b"0" * 64), "a qué paquete reemplaza"),
        (poner("manifest-sha512.txt", b"basura\n"), "renglón repetido o que no se entiende"),
        (poner("manifest-sha512.txt", b"0" * 128 + b"  /etc/passwd\n"), "Falta el archivo «/etc/passwd»"),
    ],
)
def test_what_is_wrong_is_said(rehacer: Callable[..., Informe], cambio: Callable[[Entradas], None], dice: str) -> None:
    problemas = rehacer(cambio).problemas
    assert any(dice in problema for problema in problemas), problemas


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert "No se pudo leer el archivo" in verificar_paquete(tmp_path / "ausente.zip").problemas[0]


# --- any damage ---

sin_fixture_por_ejemplo = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@sin_fixture_por_ejemplo
@given(datos=st.data())
def test_any_flipped_bit_is_found_and_never_raises(paquete: Paquete, tmp_path: Path, datos: st.DataObject) -> None:
    bytes_ = bytearray(paquete.path.read_bytes())
    lugar = datos.draw(st.integers(0, len(bytes_) - 1))
    bytes_[lugar] ^= 1 << datos.draw(st.integers(0, 7))
    mismo_nombre = tmp_path / paquete.nombre
    mismo_nombre.write_bytes(bytes_)
    assert not verificar_paquete(mismo_nombre).valido
    # Under the name of its new hash the content must still be read without an accident, whatever the answer.
    verificar_paquete(nombrar(bytes(bytes_), tmp_path))


@sin_fixture_por_ejemplo
@given(corte=st.floats(0, 1, exclude_max=True))
def test_any_truncation_is_found(paquete: Paquete, tmp_path: Path, corte: float) -> None:
    datos = paquete.path.read_bytes()
    assert not verificar_paquete(nombrar(datos[: int(len(datos) * corte)], tmp_path)).valido


@sin_fixture_por_ejemplo
@given(lugar=st.integers(0, 1500), basura=st.binary(min_size=1, max_size=8))
def test_garbage_in_the_directory_never_raises(paquete: Paquete, tmp_path: Path, lugar: int, basura: bytes) -> None:
    datos = bytearray(paquete.path.read_bytes())
    inicio = len(datos) - 1 - lugar % len(datos)
    datos[inicio : inicio + len(basura)] = basura
    verificar_paquete(nombrar(bytes(datos), tmp_path))


# --- a set of packages ---


def test_a_chain_of_revisions_has_nothing_to_say(contenido: Contenido, tmp_path: Path) -> None:
    primera = armar(contenido, tmp_path)
    armar(replace(contenido, revision=2, reemplaza=primera.sha256), tmp_path)
    assert avisos_de_cadena([verificar_paquete(ruta) for ruta in buscar_paquetes(tmp_path)]) == []


@pytest.mark.parametrize(
    ("cambios", "dice"),
    [
        ([{"revision": 2, "reemplaza": "0" * 64}], "el paquete al que reemplaza no está aquí"),
        ([{}, {"folio": "JSAC-2026-0002"}], "hay dos paquetes distintos"),
    ],
)
def test_what_is_odd_in_a_set_is_said(
    contenido: Contenido, tmp_path: Path, cambios: list[dict[str, object]], dice: str
) -> None:
    paquetes = [armar(replace(contenido, **cambio), tmp_path) for cambio in cambios]  # type: ignore[arg-type]  # test data
    avisos = avisos_de_cadena([verificar_paquete(uno.path) for uno in paquetes])
    assert any(dice in aviso for aviso in avisos)


def test_replacing_a_package_of_another_visit_is_said(contenido: Contenido, tmp_path: Path) -> None:
    ajeno = armar(contenido, tmp_path)
    nuevo = armar(replace(contenido, visita_id="ab" * 16, revision=2, reemplaza=ajeno.sha256), tmp_path)
    avisos = avisos_de_cadena([verificar_paquete(uno.path) for uno in (ajeno, nuevo)])
    assert any("no es una revisión anterior suya" in aviso for aviso in avisos)


# --- the file shipped alone ---


@pytest.fixture(scope="module")
def solo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file as it is shipped, far from the application."""
    ruta = tmp_path_factory.mktemp("solo") / "verificar_paquetes.py"
    ruta.write_bytes(fuente_del_verificador())
    return ruta


def correr(programa: Path, *argumentos: str | Path) -> subprocess.CompletedProcess[str]:
    # -I and -S: neither the working folder nor the environment nor what is installed can lend it the application.
    orden = [sys.executable, "-I", "-S", "-X", "utf8", programa, *argumentos]
    return subprocess.run(orden, capture_output=True, text=True, encoding="utf-8", check=False)


def test_it_uses_the_standard_library_only() -> None:
    arbol = ast.parse(fuente_del_verificador(), feature_version=(3, 8))
    modulos = {uno.name for nodo in ast.walk(arbol) if isinstance(nodo, ast.Import) for uno in nodo.names}
    modulos |= {nodo.module or "" for nodo in ast.walk(arbol) if isinstance(nodo, ast.ImportFrom)}
    assert {modulo.partition(".")[0] for modulo in modulos} <= sys.stdlib_module_names


def test_it_checks_the_folder_it_stands_in(paquete: Paquete) -> None:
    copia = paquete.path.parent / "verificar_paquetes.py"
    copia.write_bytes(fuente_del_verificador())
    corrida = correr(copia)
    assert (corrida.returncode, corrida.stderr) == (0, "")
    assert "Folio JSAC-2026-0001, revisión 1, 5 archivos." in corrida.stdout
    assert "Paquetes válidos: 1. No válidos: 0." in corrida.stdout


def test_it_finds_the_damaged_one_among_the_good(paquete: Paquete, tmp_path: Path, solo: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / paquete.nombre).write_bytes(paquete.path.read_bytes()[:-1])
    corrida = correr(solo, tmp_path)
    assert corrida.returncode == 1
    assert "NO VÁLIDO" in corrida.stdout
    assert "Paquetes válidos: 1. No válidos: 1." in corrida.stdout


def test_it_says_when_there_is_nothing_to_check(tmp_path: Path, solo: Path) -> None:
    corrida = correr(solo, tmp_path)
    assert corrida.returncode == 2
    assert "No se encontró ningún paquete" in corrida.stdout


def test_its_help_is_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    assert verificador_solo.main(["--help"]) == 0
    assert "No modifica ni borra nada" in capsys.readouterr().out


def test_it_tells_the_first_problems_of_many_and_prints_nothing_hostile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "muchos", "w") as bolsa:
        for numero in range(30):
            bolsa.writestr(entrada(f"\x1b[2J{numero}"), b"")
    assert verificador_solo.main([str(nombrar((tmp_path / "muchos").read_bytes(), tmp_path))]) == 1
    dicho = capsys.readouterr().out
    assert "\x1b" not in dicho
    assert "… y 10 problemas más." in dicho
