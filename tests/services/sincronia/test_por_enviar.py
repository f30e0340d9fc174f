"""What is told as waiting, as sent and as staying, where folders were copied, packages lost and no mailbox is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.domain import feed
from supervisor_app.domain.feed import Clase, Entrada, Presentacion
from supervisor_app.services.sincronia.subida import Subida
from supervisor_app.services.sincronia.verbos import Etapa
from tests.services.banco import Banco
from tests.services.sincronia.test_subida import sincronizar


def test_a_package_that_is_not_on_the_laptop_any_more_is_not_told_as_sent(cerrada: Banco, usb: Path) -> None:
    with pytest.MonkeyPatch.context() as m:
        m.setattr(Subida, "_poner_dicho", _cortar)
        with pytest.raises(InterruptedError):
            sincronizar(cerrada, usb)
    for paquete in cerrada.s._almacen.carpeta.rglob("*.zip"):
        paquete.unlink()
    sincronizar(cerrada, usb)
    (vida,) = cerrada.s.sincronizacion.vidas()
    assert vida.etapa is Etapa.RETIRADA
    assert "ya no está en este equipo" in vida.motivo


def _cortar(*_: object) -> None:
    raise InterruptedError


def test_a_copied_folder_that_said_more_goes_on_under_another_name(cerrada: Banco, usb: Path, tmp_path: Path) -> None:
    sincronizar(cerrada, usb)
    equipo = cerrada.s.sincronizacion.identidad.equipo
    # The other copy went on in the meantime.
    s = cerrada.s._almacen.sincronia
    llave = cerrada.s.sincronizacion.identidad.llave()
    dicho = Presentacion(publica=llave.publica.openssh, nombre="La otra copia")
    ajeno = feed.componer(equipo, s.ultimo(equipo), Clase.PRESENTACION, dicho, cuando=cerrada.reloj(), quien="")
    entrada = Entrada(cuerpo=ajeno, firma=llave.firmar(feed.ESPACIO, ajeno.octetos))
    (usb / entrada.clave).write_bytes(entrada.octetos)
    cerrada.reabrir()
    cerrada.emitir()
    cerrada.firmar_todo()
    cerrada.cerrar()
    sincronizar(cerrada, usb)
    assert cerrada.s.sincronizacion.identidad.equipo != equipo
    assert [v.etapa for v in cerrada.s.sincronizacion.vidas()] == [Etapa.ENVIADA, Etapa.ENVIADA]


def test_who_delivers_to_folders_alone_owes_no_mailbox_anything(cerrada: Banco, tmp_path: Path) -> None:
    s = cerrada.s.sincronizacion
    assert s.visitas_por_enviar() == 1
    carpeta = tmp_path / "memoria"
    carpeta.mkdir()
    cerrada.s.entregas.entregar(cerrada.e, carpeta)
    assert s.visitas_por_enviar() == s.por_enviar() == 0
    cerrada.s.conexiones.configurar(buzon="sftp://buzon.ejemplo/supervision")
    assert s.visitas_por_enviar() == s.por_enviar() == 1
