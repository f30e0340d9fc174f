"""The package: deterministic, complete, and valid for programs that are not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.paquete import Contenido, Paquete, abrir, armar
from supervisor_app.exchange.verificador import verificar_paquete

BASE = "0f" * 16 + ".r1"


def extraer(paquete: Paquete, donde: Path) -> Path:
    with zipfile.ZipFile(paquete.path) as bolsa:
        bolsa.extractall(donde)
    return donde / BASE


def test_the_library_of_congress_finds_it_valid(paquete: Paquete, tmp_path: Path) -> None:
    bolsa = bagit.Bag(str(extraer(paquete, tmp_path)))
    bolsa.validate()
    assert bolsa.version_info == (1, 0)
    assert bolsa.info["External-Identifier"] == "JSAC-2026-0001"
    assert bolsa.info["Bagging-Date"] == "2026-11-20"


@pytest.mark.skipif(not (shutil.which("unzip") and shutil.which("sha512sum")), reason="needs unzip and sha512sum")
@pytest.mark.parametrize("manifiesto", ["manifest-sha512.txt", "tagmanifest-sha512.txt"])
def test_unzip_and_sha512sum_find_it_valid(paquete: Paquete, tmp_path: Path, manifiesto: str) -> None:
    subprocess.run(["unzip", "-q", paquete.path, "-d", tmp_path], check=True, capture_output=True)
    subprocess.run(["sha512sum", "--strict", "-c", manifiesto], cwd=tmp_path / BASE, check=True, capture_output=True)


def test_our_own_verification_finds_it_valid(paquete: Paquete) -> None:
    informe = verificar_paquete(paquete.path)
    assert informe.problemas == ()
    assert (informe.sha256, informe.bytes, informe.folio) == (paquete.sha256, paquete.bytes, "JSAC-2026-0001")
    assert (informe.visita_id, informe.revision, informe.archivos) == ("0f" * 16, 1, 5)


def test_the_name_says_visit_revision_and_hash(paquete: Paquete) -> None:
    assert paquete.nombre == f"{BASE}.{paquete.sha256[:16]}.zip"
    assert paquete.clave == f"visitas/2026/11/{paquete.nombre}"


def test_nothing_is_compressed_and_every_date_is_the_same(paquete: Paquete) -> None:
    with zipfile.ZipFile(paquete.path) as bolsa:
        assert {(una.compress_type, una.date_time) for una in bolsa.infolist()} == {(0, (1980, 1, 1, 0, 0, 0))}


def test_the_original_names_travel_in_the_package(paquete: Paquete) -> None:
    with zipfile.ZipFile(paquete.path) as bolsa:
        mapa = json.loads(bolsa.read(f"{BASE}/data/registros/nombres.json"))["nombres"]
    assert mapa["data/evidencia/Recibo_del_nandu_1_.jpg"] == "evidencia/Recibo del ñandú (1).jpg"


def test_same_content_same_bytes(contenido: Contenido, paquete: Paquete, tmp_path: Path) -> None:
    al_reves = dict(reversed(list(contenido.archivos.items())))
    otro = armar(replace(contenido, archivos=al_reves), tmp_path / "otra")
    assert otro.nombre == paquete.nombre
    assert otro.path.read_bytes() == paquete.path.read_bytes()


def test_these_bytes_are_the_format_whatever_the_version(paquete: Paquete) -> None:
    # A package made again after an update must be the one already delivered: change this only with Package-Format.
    assert paquete.sha256 == "8f80c9e496c18d53142cfda191ec818e0950be3cc2254dd4f43919b0556ff0d3"


def test_a_file_and_its_bytes_are_the_same_content(contenido: Contenido, paquete: Paquete, tmp_path: Path) -> None:
    copia = tmp_path / "cualquier nombre"
    informe = contenido.archivos["documentos/informe.pdf"]
    assert isinstance(informe, bytes)
    copia.write_bytes(informe)
    archivos = {**contenido.archivos, "documentos/informe.pdf": copia}
    assert armar(replace(contenido, archivos=archivos), tmp_path / "otra").sha256 == paquete.sha256


def test_making_it_again_does_not_touch_it(contenido: Contenido, paquete: Paquete) -> None:
    antes = paquete.path.stat()
    armar(contenido, paquete.path.parent)
    despues = paquete.path.stat()
    assert (antes.st_ino, antes.st_mtime_ns) == (despues.st_ino, despues.st_mtime_ns)
    assert [uno.name for uno in paquete.path.parent.iterdir()] == [paquete.nombre]


def test_making_it_again_mends_a_damaged_one(contenido: Contenido, paquete: Paquete) -> None:
    paquete.path.write_bytes(b"cortado")
    armar(contenido, paquete.path.parent)
    assert verificar_paquete(paquete.path).valido


def test_a_correction_names_what_it_replaces(contenido: Contenido, paquete: Paquete, tmp_path: Path) -> None:
    nuevo = armar(replace(contenido, revision=2, reemplaza=paquete.sha256), tmp_path)
    informe = verificar_paquete(nuevo.path)
    assert informe.valido
    assert (informe.revision, informe.reemplaza) == (2, paquete.sha256)


@pytest.mark.parametrize(
    "cambio",
    [
        {"visita_id": "../x"},
        {"visita_id": "0F" * 16},
        {"folio": ""},
        {"folio": "dos\nrenglones"},
        {"revision": 0},
        {"revision": 2},
        {"reemplaza": "0" * 64},
        {"revision": 2, "reemplaza": "corto"},
        {"creado": datetime(2026, 11, 20, tzinfo=UTC).replace(tzinfo=None)},
    ],
)
def test_a_content_that_makes_no_sense_is_refused(contenido: Contenido, cambio: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(contenido, **cambio)  # type: ignore[arg-type]  # wrong values are the point


def test_a_file_that_is_not_there_is_named(contenido: Contenido, tmp_path: Path) -> None:
    archivos = {"evidencia/Foto del acceso.jpg": tmp_path / "ausente"}
    with pytest.raises(UserError, match=r"Foto del acceso\.jpg"):
        armar(replace(contenido, archivos=archivos), tmp_path / "salida")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that gives more bytes than it declares: /proc")
def test_a_file_that_changes_meanwhile_is_refused(contenido: Contenido, tmp_path: Path) -> None:
    archivos = {"evidencia/bitacora.txt": Path("/proc/self/status")}
    with pytest.raises(UserError, match=r"bitacora\.txt.*cambió"):
        armar(replace(contenido, archivos=archivos), tmp_path)
    assert [uno.name for uno in tmp_path.iterdir()] == []


def test_memory_does_not_grow_with_the_evidence(contenido: Contenido, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    with video.open("wb") as archivo:
        archivo.truncate(40 << 20)
    grande = replace(contenido, archivos={"evidencia/video.mp4": video})
    tracemalloc.start()
    try:
        informe = verificar_paquete(armar(grande, tmp_path / "salida").path)
        _, maximo = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert informe.valido
    assert maximo < 8 << 20


def test_entries_beyond_the_old_limits_of_zip(
    contenido: Contenido, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    paquete = armar(contenido, tmp_path / "salida")
    with zipfile.ZipFile(paquete.path) as bolsa:
        assert any(una.extra.startswith(b"\x01\x00") for una in bolsa.infolist())
    assert verificar_paquete(paquete.path).problemas == ()
    bagit.Bag(str(extraer(paquete, tmp_path))).validate()


def test_a_full_disk_is_told_with_its_figures(contenido: Contenido, disco_chico: Path) -> None:
    archivos = {"evidencia/video.mp4": bytes(3_000_000)}
    with pytest.raises(EnvironmentProblem, match=r"Hacen falta 3\.0 MB y quedan .* libres"):
        armar(replace(contenido, archivos=archivos), disco_chico)
    assert [uno.name for uno in disco_chico.iterdir()] == []


def test_a_package_can_be_opened_again(paquete: Paquete) -> None:
    assert abrir(paquete.path) == paquete
    assert paquete.fecha == date(2026, 11, 20)


def test_a_damaged_package_is_not_opened(paquete: Paquete) -> None:
    paquete.path.write_bytes(paquete.path.read_bytes()[:-100])
    with pytest.raises(UserError, match="no debe entregarse"):
        abrir(paquete.path)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.builds("{}/{}".format, st.sampled_from(["registros", "documentos", "evidencia"]), st.text(max_size=40)),
        st.binary(max_size=200),
        max_size=6,
    )
)
def test_any_names_and_contents_make_a_valid_package(archivos: dict[str, bytes]) -> None:
    contenido = Contenido("0f" * 16, "JSAC-1", 1, None, datetime(2026, 1, 31, tzinfo=UTC), archivos)
    with tempfile.TemporaryDirectory() as lugar:
        paquete = armar(contenido, Path(lugar))
        assert verificar_paquete(paquete.path).problemas == ()
        base = extraer(paquete, Path(lugar))
        bagit.Bag(str(base)).validate()
        mapa = json.loads((base / "data/registros/nombres.json").read_text())["nombres"]
        assert {original: (base / ruta).read_bytes() for ruta, original in mapa.items()} == archivos
