"""A disk that is full at every size: on a small tmpfs and on a small ext4, work until it refuses, make room, go on.

The room that is left is another one each time, so the refusal comes at another byte. Needs root; where the machine
lets nobody mount, it says so.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.errors import DiskFull
from supervisor_app.store import espacio
from supervisor_app.wiring import Servicios
from tests.services.imagenes.fotos import foto
from tests.tortura.cortes import Cuenta
from tests.tortura.hijos import Acusar, NoSePuede, en_un_hijo
from tests.tortura.operaciones import Entorno, exigir
from tests.visita_ficticia import AV_90, CO_90, COLIMA, CONTROL, ITEMS

_LASTRE = 2 * espacio.MIB
_ITEMS = tuple(ITEMS.values())


@contextmanager
def disco(clase: str, lugar: Path, mib: int) -> Iterator[Path]:
    """A disk of so many MiB: «tmpfs», or «ext4» in a file. Raises NoSePuede where it cannot be had."""
    lugar.mkdir(parents=True)
    if clase == "tmpfs":
        ordenes = [["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", str(lugar)]]
    else:
        imagen = lugar.with_name(f"{lugar.name}.img")
        with imagen.open("wb") as archivo:
            archivo.truncate(mib * espacio.MIB)
        ordenes = [["mkfs.ext4", "-q", "-F", "-m", "0", str(imagen)], ["mount", "-o", "loop", str(imagen), str(lugar)]]
    for orden in ordenes:
        if subprocess.run(orden, capture_output=True, check=False).returncode != 0:
            raise NoSePuede(f"no {clase} of its own: {orden[0]} says no")
    try:
        yield lugar
    finally:
        subprocess.run(["umount", str(lugar)], check=True)
        shutil.rmtree(lugar)


def llenar(clase: str, trabajo: Path, entorno: Entorno, veces: int) -> Cuenta:
    """Fill it ``veces`` times, each with some bytes less room than before."""
    cuenta = Cuenta()
    for vez in range(veces):
        with disco(clase, trabajo / f"disco-{vez}", 16) as raiz:
            cuenta.puntos += 1
            # Shorter by an odd number of pages and bytes each time.
            (raiz / "relleno").write_bytes(bytes(4 * espacio.MIB + vez * 12_289))
            fin = en_un_hijo(lambda acusar, raiz=raiz: _hasta_que_no_quepa(raiz, entorno, acusar))  # type: ignore[misc]
            cuenta.acuses += len(fin.acuses)
            cuenta.cortados += "lleno" in fin.acuses
            if fin.codigo != 0:
                cuenta.violaciones.append(f"{clase}, {vez}: {fin.dicho}")
                continue
            (raiz / "relleno").unlink()
            fin = en_un_hijo(lambda _, raiz=raiz, acuses=fin.acuses: _despues(raiz, entorno, acuses))  # type: ignore[misc]
            if fin.codigo != 0:
                cuenta.violaciones.append(f"{clase}, {vez}, later: {fin.dicho}")
    return cuenta


def _hasta_que_no_quepa(raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
    """Answers and photos until nothing goes in any more, not even with the ballast; then two refusals more, and the end
    of a day: closing must work.
    """
    espacio.TAMANO = _LASTRE
    with entorno.abrir(raiz) as s:
        e = s.visitas.crear(COLIMA)
        op = comandos.elegir_cedulas(e, [CO_90, AV_90])
        s.visitas.guardar(op)
        e = e.aplicar(op.cambios)
        s._almacen.turno.espacio._poner()
        negadas, n = 0, 0
        while negadas < 3:
            n += 1
            try:
                if n % 4 == 0:
                    jpeg = foto("JPEG", 200 + n % 50, 100, quality=95)
                    op = comandos.adjuntar(e, [s.evidencias.preparar_bytes(e, f"{n}.jpg", jpeg, item_id=CONTROL.id)])
                else:
                    op = comandos.anotar(e, _ITEMS[n % len(_ITEMS)], f"{n} " + "x" * 9_000)
                s.visitas.guardar(op)
            except DiskFull as error:
                exigir("Lo ya guardado está a salvo" in error.message, error.message)
                negadas += 1
            else:
                e = e.aplicar(op.cambios)
                acusar(str(n))
        exigir(not s._almacen.turno.espacio.con_lastre, "refused with ballast left")
        exigir(s.aviso_del_disco().urge, "nobody is told that the disk is full")
        exigir(s.visitas.abrir(e.visita.id) == e, "a full disk shows something else than what was acknowledged")
        acusar("lleno")


def _despues(raiz: Path, entorno: Entorno, acuses: tuple[str, ...]) -> None:
    """With room again: all of it is there, and work goes on."""
    with entorno.abrir(raiz) as s:
        exigir(not s.comprobar(), f"verificar-base: {s.comprobar()}")
        e = s.visitas.abrir(s.visitas.lista()[0].id)
        hay = {r.nota.split(" ")[0] for r in e.respuestas.values()} | {v.nombre[:-4] for v in e.evidencias.values()}
        numeros = [int(a) for a in acuses if a.isdigit()]
        ultimos = {str(n) for n in numeros if n % 4 == 0} | {str(n) for n in numeros[-1:] if n % 4}
        exigir(ultimos <= hay, f"acknowledged and lost: {sorted(ultimos - hay)}")
        _sigue(s)


def _sigue(s: Servicios) -> None:
    e = s.visitas.abrir(s.visitas.lista()[0].id)
    op = comandos.anotar(e, _ITEMS[0], "Después de hacer espacio")
    s.visitas.guardar(op)
    exigir(s.visitas.abrir(e.visita.id) == e.aplicar(op.cambios), "work does not go on")
