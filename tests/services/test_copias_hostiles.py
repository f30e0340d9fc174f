"""Copies that are broken, cut, forged or newer get a sentence, and nothing is joined."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.fusion.version import Autoria, Version
from supervisor_app.errors import UserError
from supervisor_app.exchange.copia import CABECERA, VERSIONES
from tests.services.laptop import Laptop, abrir
from tests.visita_ficticia import (
    CONTROL,
    CUMPLE,
)


def rehacer(ruta: Path, cambio: Callable[[dict[str, bytes]], None]) -> Path:
    """The copy with other entries."""
    with zipfile.ZipFile(ruta) as bolsa:
        entradas = {n: bolsa.read(n) for n in bolsa.namelist()}
    cambio(entradas)
    otra = ruta.with_name("otra.copia")
    with zipfile.ZipFile(otra, "w") as bolsa:
        for nombre, contenido in entradas.items():
            bolsa.writestr(nombre, contenido)
    return otra


def con_versiones(entradas: dict[str, bytes], renglones: list[dict[str, object]]) -> None:
    contenido = b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in renglones)
    cabecera = json.loads(entradas[CABECERA])
    cabecera["versiones"] = {"cuantas": len(renglones), "sha256": hashlib.sha256(contenido).hexdigest()}
    entradas[VERSIONES], entradas[CABECERA] = contenido, json.dumps(cabecera).encode()


def renglones(entradas: dict[str, bytes]) -> list[dict[str, object]]:
    return [json.loads(r) for r in entradas[VERSIONES].splitlines()]


def _cabecera(**campos: object) -> Callable[[dict[str, bytes]], None]:
    def cambiar(entradas: dict[str, bytes]) -> None:
        entradas[CABECERA] = json.dumps(json.loads(entradas[CABECERA]) | campos).encode()

    return cambiar


def _un_byte(entradas: dict[str, bytes]) -> None:
    entradas[VERSIONES] = entradas[VERSIONES].replace(b"CO-90", b"CO-91", 1)


def _otro_texto_con_su_suma(entradas: dict[str, bytes]) -> None:
    hay = renglones(entradas)
    hay[0]["quien"] = "Nadie"
    con_versiones(entradas, hay)


def _sin_versiones(entradas: dict[str, bytes]) -> None:
    con_versiones(entradas, [])


def _hondo(entradas: dict[str, bytes]) -> None:
    entradas[CABECERA] = b"[" * 200_000


HOSTILES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "one byte": _un_byte,
    "a text with its sum": _otro_texto_con_su_suma,
    "no version": _sin_versiones,
    "deep JSON": _hondo,
    "another kind of file": _cabecera(tipo="supervisor-app/otra-cosa"),
    "a huge count": _cabecera(versiones={"cuantas": 10**12, "sha256": "0" * 64}),
    "a count that is no number": _cabecera(versiones={"cuantas": "muchas", "sha256": "0" * 64}),
    "another visit": _cabecera(visita_id="0f" * 16),
    "a path for a file": _cabecera(archivos={"../../fuera": 1}),
    "a file that is not there": _cabecera(archivos={"ab" * 32: 9}),
    "a path for a package": _cabecera(
        paquetes=[
            {"visita_id": "0a" * 16, "revision": 1, "nombre": "../x.zip", "sha256": "0", "bytes": 1,
             "creado": "2026-06-10T09:30:00-06:00"}
        ]
    ),
    "a moment without zone": _cabecera(hecha="2026-06-10T09:30:00"),
    "a list for a text": _cabecera(folio=["V"]),
}  # fmt: skip


@pytest.mark.parametrize("cual", HOSTILES)
def test_a_copy_that_is_not_what_it_says_is_refused(una: Laptop, otra: Laptop, cual: str) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    antes = una.e
    with pytest.raises(UserError, match="No se unió nada"):
        una.s.copias.unir(rehacer(otra.compartir(), HOSTILES[cual]))
    assert una.e == antes


def test_a_copy_without_all_that_it_builds_on_is_refused(una: Laptop, tmp_path: Path) -> None:
    def sin_la_primera(entradas: dict[str, bytes]) -> None:
        con_versiones(entradas, [r for r in renglones(entradas) if r["clase"] != "visita" or r["padres"]])

    tercera = abrir(tmp_path / "tercera", "Carla Sosa", una.usb)
    with tercera.s, pytest.raises(UserError, match="le faltan partes"):
        tercera.s.copias.unir(rehacer(una.compartir(), sin_la_primera))


def test_two_copies_of_one_minute_are_two_files(una: Laptop) -> None:
    rutas = {una.s.copias.compartir(una.visita_id, una.usb).ruta for _ in range(2)}
    assert len(rutas) == 2


def test_a_file_that_is_there_is_not_overwritten(una: Laptop) -> None:
    ruta = una.compartir()
    with pytest.raises(UserError, match="Ya hay un archivo"):
        una.s.copias.compartir(una.visita_id, ruta)


@pytest.mark.parametrize("contenido", [b"", b"PK\x03\x04 roto", b"Hola"])
def test_what_is_no_zip_is_refused(una: Laptop, contenido: bytes) -> None:
    ruta = una.usb / "roto.copia"
    ruta.write_bytes(contenido)
    with pytest.raises(UserError, match="no es una copia de trabajo"):
        una.s.copias.examinar(ruta)


def test_a_cut_copy_is_refused(una: Laptop) -> None:
    ruta = una.compartir()
    ruta.write_bytes(ruta.read_bytes()[:-200])
    with pytest.raises(UserError, match="incompleta o dañada"):
        una.s.copias.examinar(ruta)


def test_a_missing_file_is_told(una: Laptop) -> None:
    with pytest.raises(UserError, match="No se pudo leer"):
        una.s.copias.examinar(una.usb / "no está.copia")


def test_a_newer_format_is_told(una: Laptop) -> None:
    with pytest.raises(UserError, match="versión más nueva"):
        una.s.copias.examinar(rehacer(una.compartir(), _cabecera(formato=99)))


def test_a_record_that_this_version_does_not_know_is_told(una: Laptop, otra: Laptop) -> None:
    otra.responder(CONTROL.id, CUMPLE)
    ruta = otra.compartir()

    def con_un_campo_nuevo(entradas: dict[str, bytes]) -> None:
        hay = renglones(entradas)
        r = next(r for r in hay if r["clase"] == "respuesta")
        datos = json.dumps(json.loads(str(r["datos"])) | {"campo_de_manana": 1})
        v = Version(
            una.visita_id, "respuesta", str(r["registro"]), (), datos,
            Autoria(str(r["equipo"]), 1, 1, "", str(r["cuando"]), ""),
        )  # fmt: skip
        con_versiones(
            entradas,
            [*hay, r | {"id": v.id, "datos": datos, "operacion": 1, "cambio": 1, "quien": "", "que": "", "padres": []}],
        )

    with pytest.raises(UserError, match="puede ser de una más nueva"):
        una.s.copias.examinar(rehacer(ruta, con_un_campo_nuevo))


def test_evidence_that_was_changed_on_the_way_is_refused(una: Laptop, otra: Laptop) -> None:
    papel = una.usb / "acta.pdf"
    papel.write_bytes(b"%PDF-1.4\nActa ficticia\n%%EOF")
    una.hacer(lambda e: comandos.adjuntar(e, una.s.evidencias.preparar(e, [papel], item_id=CONTROL.id)))

    def cambiar(entradas: dict[str, bytes]) -> None:
        nombre = next(n for n in entradas if n.startswith("archivos/"))
        entradas[nombre] = entradas[nombre].replace(b"Acta", b"Otra")

    antes = otra.e
    with pytest.raises(UserError, match="dañada"):
        otra.s.copias.unir(rehacer(una.compartir(), cambiar))
    assert otra.e == antes
