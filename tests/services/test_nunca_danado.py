"""A signature, drawing or scan that is interrupted leaves the earlier version whole; nothing signed is saved again."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

from supervisor_app import durable, logs
from supervisor_app.domain.documento import Documento
from supervisor_app.errors import EnvironmentProblem, UserError
from tests.disco import disco_propio
from tests.services import banco
from tests.services.banco import Banco
from tests.services.firma_con_corte import Firmar, formas
from tests.services.test_firma_dibujada import firma
from tests.services.test_tinta import escaneo

RAIZ = Path(__file__).parents[2]
CADA = int(os.environ.get("CORTES_CADA", "6"))
"""Of the points at which a signature may die, one in so many; ``make torture`` takes them all."""


@pytest.mark.largo
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that dies is forked; Windows has no fork")
def test_whoever_dies_at_any_write_leaves_a_whole_document(etapas: Mapping[str, Path], tmp_path: Path) -> None:
    hecho = subprocess.run(
        [sys.executable, "-m", "tests.services.firma_con_corte", etapas["emitida"], tmp_path, str(CADA)],
        capture_output=True,
        text=True,
        cwd=RAIZ,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr
    muertes = {nombre: int(veces) for nombre, veces in (linea.split() for linea in hecho.stdout.splitlines())}
    assert muertes.keys() == {"efirma", "dibujada", "tinta", "escaneo"}
    assert CADA * min(muertes["efirma"], muertes["dibujada"], muertes["escaneo"]) >= 10
    assert CADA * muertes["tinta"] >= 3


def _sin_lugar(_fd: int, _data: bytes | memoryview) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _rechazado(b: Banco, forma: Firmar, antes: Documento, contenido: bytes) -> None:
    with pytest.raises(EnvironmentProblem, match=r"[Ll]leno|[Ll]ibere"):
        forma(b, antes)
    assert b.documento() == antes
    assert b.s.documentos.leer(antes) == contenido
    assert not list(b.s.carpeta.rglob("*.part-*"))


@pytest.mark.parametrize("nombre", ["efirma", "dibujada", "escaneo"])
def test_a_full_disk_changes_nothing_and_says_so(emitida: Banco, monkeypatch: pytest.MonkeyPatch, nombre: str) -> None:
    antes = emitida.documento()
    contenido, forma = emitida.s.documentos.leer(antes), formas(escaneo(emitida))[nombre]
    antes = emitida.s.documentos.marcar_tinta(antes) if nombre == "escaneo" else antes
    monkeypatch.setattr(durable, "write_all", _sin_lugar)
    _rechazado(emitida, forma, antes, contenido)
    monkeypatch.undo()
    assert len(forma(emitida, antes).archivos) == len(antes.archivos) + 1


def test_on_a_disk_that_is_really_full_too(etapas: Mapping[str, Path], tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=6m") as disco:
        copytree(etapas["emitida"], disco / "datos")
        b = banco.abrir(disco / "datos")
        with b.s:
            antes = b.documento()
            contenido = b.s.documentos.leer(antes)
            relleno = disco / "relleno"
            with relleno.open("wb", buffering=0) as archivo, pytest.raises(OSError, match="space"):
                while archivo.write(b"x" * 4096):
                    pass
            _rechazado(b, lambda b, d: b.firmar(d), antes, contenido)
            relleno.unlink()
            assert b.firmar(antes).con_efirma
        logs.cerrar()  # its file is on that disk


def test_every_signature_begins_with_the_file_before_it(emitida: Banco) -> None:
    """Nothing that was signed is written again: an e.firma is only added at the end."""
    documento = emitida.documento()
    pasos = [emitida.s.documentos.leer(documento)]
    for campo in documento.campos:
        documento = emitida.s.firmas.firmar_documento(documento, campo.campo, banco.efirma())
        pasos.append(emitida.s.documentos.leer(documento))
    assert all(despues.startswith(antes) for antes, despues in pairwise(pasos))
    assert [emitida.guardado(a.sha256).read_bytes() for a in documento.archivos] == pasos


def test_printing_reading_and_delivering_leave_a_signed_file_as_it_is(firmada: Banco, usb: Path) -> None:
    documento = firmada.documento()
    antes = firmada.s.documentos.leer(documento)
    firmada.s.firmas.comprobar_documento(documento)
    firmada.s.documentos.exportar(documento, usb / "copia.pdf")
    firmada.cerrar()
    (paquete,) = firmada.paquetes
    entregado = banco.bolsa(paquete)[f"documentos/{firmada.s.documentos.nombre_de_archivo(documento)}"]
    assert antes == firmada.s.documentos.leer(documento) == (usb / "copia.pdf").read_bytes() == entregado


def test_what_renders_again_never_takes_a_signed_file(firmada: Banco) -> None:
    """Neither drawing nor the print for ink is done over a signed one: both would save it again."""
    documento = firmada.documento()
    antes = firmada.guardado(documento.ultimo.sha256).read_bytes()
    with pytest.raises(UserError, match="ya firmó en este lugar"):
        firmada.s.firmas.firmar_dibujada(documento, firma(documento.campos[0].campo))
    with pytest.raises(UserError, match="que no se mezcla"):
        firmada.s.tinta.para_imprimir(documento)
    assert firmada.guardado(documento.ultimo.sha256).read_bytes() == antes
