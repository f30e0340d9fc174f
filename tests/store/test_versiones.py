"""Following another version of a cédula, on disk: it reads back the same, and is undone and redone after a restart."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.store.almacen import Almacen
from tests.definiciones_al_azar import contestados, definiciones
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, VISITA_ID, expediente


@settings(max_examples=10)
@given(st.data())
def test_following_is_undone_and_redone_after_a_restart(data: st.DataObject) -> None:
    e = data.draw(contestados())
    with TemporaryDirectory() as carpeta:
        datos = Path(carpeta) / "datos"
        with Almacen(datos, ahora=AHORA) as almacen:
            libro = Libro(almacen, expediente(cedulas=()))
            registros = (e.fijadas, e.aplicadas, e.respuestas, e.filas, e.evidencias, e.inconsistencias, e.muestreos)
            nuevos = tuple(Cambio(None, r) for grupo in registros for r in grupo.values())
            libro.hacer(Operacion(VISITA_ID, "Contestó", (Cambio(libro.e.visita, e.visita), *nuevos)))
            libro.hacer(comandos.seguir_versiones(e, [data.draw(definiciones(version=2))]))
            assert libro.en_disco == libro.e
            seguida = libro.e
        with Almacen(datos, ahora=AHORA) as almacen:
            libro.almacen = almacen
            libro.deshacer()
            assert (libro.en_disco, libro.e) == (e, e)
        with Almacen(datos, ahora=AHORA) as almacen:
            libro.almacen = almacen
            libro.rehacer()
            assert (libro.en_disco, libro.e) == (seguida, seguida)
            # Its invented files have no content.
            assert not [f for f in almacen.comprobar() if not (": evidencia " in f or ": universo " in f)]
