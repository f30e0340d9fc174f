"""The change of one folder for another, killed at every call; and refused at every call. The long form, also of backing
up and with strace, is ``make torture``.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.respaldos import restaurar
from supervisor_app.services.respaldos.fuentes import DIARIO
from supervisor_app.services.respaldos.restaurar import Restaurador
from tests.services.respaldos.taller import Taller, contenido_de
from tests.visita_ficticia import AHORA, NO_CUMPLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork")
MUERTO = 99
SUCESOS = {"open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}


def _contar(raiz: Path, en: int, hacer: Callable[[], None]) -> list[int]:
    """From now on, the ``en``-th thing that is done below ``raiz`` does ``hacer`` first. How many were done."""
    hechas = [0]

    def vigilar(suceso: str, argumentos: tuple[object, ...]) -> None:
        if suceso in SUCESOS and any(str(a).startswith(str(raiz)) for a in argumentos):
            hechas[0] += 1
            if hechas[0] == en:
                hacer()

    sys.addaudithook(vigilar)
    return hechas


def _en_un_hijo(hacer: Callable[[], object]) -> int:
    hijo = os.fork()
    if hijo == 0:
        try:
            hacer()
        except BaseException:  # noqa: BLE001 - whatever it is, the parent looks at what stands there
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1])


def _negar() -> None:
    raise OSError(28, "no space")


def _morir() -> None:
    os._exit(MUERTO)


@pytest.mark.parametrize("como", [pytest.param(_morir, marks=pytest.mark.largo), _negar], ids=["killed", "refused"])
def test_cut_anywhere_either_folder_stands_and_the_next_start_finishes(
    taller: Taller, tmp_path: Path, como: Callable[[], None]
) -> None:
    juego = taller.r.respaldar().juego
    nuevo = contenido_de(taller.carpeta)
    taller.responder("CO-90-07", NO_CUMPLE)
    (taller.carpeta / "unidades.json").write_text("{}")
    (taller.carpeta / "archivos" / "aa").mkdir()
    (taller.carpeta / "archivos" / "aa" / "otra").write_bytes(b"de hoy")
    viejo = contenido_de(taller.carpeta)
    taller.r.preparar_restauracion(juego)
    shutil.rmtree(taller.carpeta / "respaldos")  # nothing of it is needed any more
    vistos = set()

    def concluir(datos: Path, en: int) -> None:
        hechas = _contar(datos, en, como)
        Restaurador(datos).concluir(AHORA, None)
        os._exit(min(hechas[0], MUERTO - 1))

    shutil.copytree(taller.carpeta, tmp_path / "entera")
    puntos = _en_un_hijo(lambda: concluir(tmp_path / "entera", 0))
    assert 20 < puntos < MUERTO - 1
    for en in range(1, puntos + 1, 3 if como is _negar else 1):
        datos = tmp_path / f"corte {en}"
        shutil.copytree(taller.carpeta, datos)
        _en_un_hijo(lambda datos=datos, en=en: concluir(datos, en))  # type: ignore[misc]
        restaurar.terminar_pendiente(datos)
        cambiada = contenido_de(datos) == nuevo
        assert cambiada or contenido_de(datos) == viejo, f"at {en}"
        apartadas = list(datos.glob("apartado-*"))
        assert [contenido_de(a) for a in apartadas] == ([viejo] if cambiada else []), f"at {en}"
        vistos.add(cambiada)
        shutil.rmtree(datos)
    assert vistos == {True, False}


def test_while_somebody_finishes_a_restoration_nobody_opens_the_folder(taller: Taller) -> None:
    (taller.carpeta / DIARIO).write_text('{"aparte": "apartado-1", "viejos": [], "nuevos": []}')
    with taller.abrir(), pytest.raises(EnvironmentProblem, match="Otra ventana"):
        restaurar.terminar_pendiente(taller.carpeta)
    assert restaurar.terminar_pendiente(taller.carpeta) == taller.carpeta / "apartado-1"
    assert not restaurar.pendiente(taller.carpeta)
