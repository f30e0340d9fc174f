"""The tables of the index, as migrations in plain SQL that both engines take, and what is made of them.

A newer index than this program is left as it is. This module must never know what a package says.
"""

from __future__ import annotations

from collections.abc import Callable

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.oficina.derivadas import derivar_hallazgos
from supervisor_app.store.oficina.motor import Motor

Migracion = Callable[[Motor], None]

_PAQUETE = "sha256 TEXT NOT NULL REFERENCES paquete(sha256) ON DELETE CASCADE"

_TABLAS_1 = (
    "CREATE TABLE paquete (sha256 TEXT PRIMARY KEY, visita TEXT NOT NULL, revision ENTERO NOT NULL,"
    " reemplaza TEXT NOT NULL, nombre TEXT NOT NULL, bytes ENTERO NOT NULL, folio TEXT NOT NULL, fecha TEXT NOT NULL,"
    " equipo TEXT NOT NULL, firmante TEXT NOT NULL, veredicto TEXT NOT NULL CHECK (veredicto IN"
    " ('inscrito', 'sin inscribir', 'firma ajena', 'sin firma')), recibido TEXT NOT NULL, estado TEXT NOT NULL"
    " CHECK (estado IN ('vigente', 'reemplazada', 'en conflicto')), confiable ENTERO NOT NULL)",
    # One package may be found more than once: by network and by memory stick, or in two months.
    f"CREATE TABLE ubicacion (clave TEXT PRIMARY KEY, {_PAQUETE})",
    f"CREATE TABLE visita ({_PAQUETE} PRIMARY KEY, visita TEXT NOT NULL, folio TEXT NOT NULL, revision ENTERO NOT NULL,"
    " motivo_revision TEXT NOT NULL, tipo TEXT NOT NULL, ficticia ENTERO NOT NULL, unidad TEXT NOT NULL,"
    " unidad_tipo TEXT NOT NULL, unidad_titulo TEXT NOT NULL, ooad TEXT NOT NULL, ooad_nombre TEXT NOT NULL,"
    " subdelegacion TEXT NOT NULL, subdelegacion_nombre TEXT NOT NULL, inicio TEXT NOT NULL, fin TEXT NOT NULL,"
    " creada TEXT NOT NULL, dia TEXT NOT NULL, mes TEXT NOT NULL, momento TEXT NOT NULL, pliego TEXT NOT NULL,"
    " supervisor TEXT NOT NULL, equipo TEXT NOT NULL, titular TEXT NOT NULL, recibio TEXT NOT NULL,"
    " vale ENTERO NOT NULL)",
    f"CREATE TABLE suma ({_PAQUETE}, proceso TEXT NOT NULL, version ENTERO NOT NULL, titulo TEXT NOT NULL,"
    " departamento TEXT NOT NULL, total ENTERO NOT NULL, contestadas ENTERO NOT NULL, cumple ENTERO NOT NULL,"
    " parcial ENTERO NOT NULL, no_cumple ENTERO NOT NULL, no_aplica ENTERO NOT NULL,"
    " con_inconsistencia ENTERO NOT NULL, logrado ENTERO NOT NULL, posible ENTERO NOT NULL,"
    " PRIMARY KEY (sha256, proceso))",
    f"CREATE TABLE hallazgo ({_PAQUETE}, id TEXT NOT NULL, visita TEXT NOT NULL, numero ENTERO NOT NULL,"
    " folio TEXT NOT NULL, titulo TEXT NOT NULL, proceso TEXT NOT NULL, departamento TEXT NOT NULL,"
    " riesgo TEXT NOT NULL, origen TEXT NOT NULL, estado TEXT NOT NULL, importe ENTERO, fecha TEXT NOT NULL,"
    " estado_actual TEXT NOT NULL, visto_el TEXT NOT NULL, plazo TEXT NOT NULL, PRIMARY KEY (sha256, id))",
    f"CREATE TABLE hallazgo_item ({_PAQUETE}, hallazgo TEXT NOT NULL, item TEXT NOT NULL,"
    " departamento TEXT NOT NULL, PRIMARY KEY (sha256, hallazgo, item))",
    f"CREATE TABLE medida ({_PAQUETE}, id TEXT NOT NULL, hallazgo TEXT NOT NULL, departamento TEXT NOT NULL,"
    " orden ENTERO NOT NULL, tipo TEXT NOT NULL, texto TEXT NOT NULL, responsable TEXT NOT NULL,"
    " fecha TEXT NOT NULL, avance ENTERO NOT NULL,"
    " datos TEXT NOT NULL, fecha_actual TEXT NOT NULL, avance_actual ENTERO NOT NULL, prorrogas ENTERO NOT NULL,"
    " PRIMARY KEY (sha256, id))",
    f"CREATE TABLE verificacion ({_PAQUETE}, id TEXT NOT NULL, hallazgo TEXT NOT NULL, folio TEXT NOT NULL,"
    " resultado TEXT NOT NULL, nota TEXT NOT NULL, datos TEXT NOT NULL, PRIMARY KEY (sha256, id))",
    f"CREATE TABLE indicador ({_PAQUETE}, id TEXT NOT NULL, codigo TEXT NOT NULL, nombre TEXT NOT NULL,"
    " unidad TEXT NOT NULL, sentido TEXT NOT NULL, periodo TEXT NOT NULL, corte TEXT NOT NULL, meta TEXT NOT NULL,"
    " real TEXT NOT NULL, avance TEXT NOT NULL, veredicto TEXT NOT NULL, comentario TEXT NOT NULL,"
    " PRIMARY KEY (sha256, id))",
    f"CREATE TABLE documento ({_PAQUETE}, id TEXT NOT NULL, tipo TEXT NOT NULL, clave TEXT NOT NULL,"
    " titulo TEXT NOT NULL, folio TEXT NOT NULL, version ENTERO NOT NULL, estado TEXT NOT NULL,"
    " archivo TEXT NOT NULL, PRIMARY KEY (sha256, id))",
    f"CREATE TABLE firma ({_PAQUETE}, documento TEXT NOT NULL, orden ENTERO NOT NULL, metodo TEXT NOT NULL,"
    " campo TEXT NOT NULL, firmante TEXT NOT NULL, cuando TEXT NOT NULL, PRIMARY KEY (sha256, documento, orden))",
    "CREATE TABLE cuarentena (clave TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes ENTERO NOT NULL,"
    " motivo TEXT NOT NULL, hechos TEXT NOT NULL, lector TEXT NOT NULL, desde TEXT NOT NULL)",
    "CREATE TABLE marcador (nombre TEXT PRIMARY KEY, valor TEXT NOT NULL)",
    "CREATE TABLE novedad (n SERIE, cuando TEXT NOT NULL, que TEXT NOT NULL, clave TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, detalle TEXT NOT NULL)",
    "CREATE INDEX paquete_visita ON paquete(visita)",
    "CREATE INDEX paquete_estado ON paquete(estado)",
    "CREATE INDEX ubicacion_paquete ON ubicacion(sha256)",
    "CREATE INDEX visita_visita ON visita(visita)",
    "CREATE INDEX visita_vale ON visita(vale, ficticia, ooad, subdelegacion)",
    "CREATE INDEX hallazgo_id ON hallazgo(id)",
    "CREATE INDEX hallazgo_estado ON hallazgo(estado_actual, plazo)",
    "CREATE INDEX medida_id ON medida(id)",
    "CREATE INDEX medida_hallazgo ON medida(hallazgo)",
    "CREATE INDEX verificacion_hallazgo ON verificacion(hallazgo)",
    "CREATE INDEX novedad_cuando ON novedad(cuando)",
)


def _m001(motor: Motor) -> None:
    for orden in _TABLAS_1:
        motor.definir(orden)


_TABLAS_2 = (
    # What the office and its supervisors did about findings between visits: put here from the notebook (ADR 0040).
    "CREATE TABLE acto (id TEXT PRIMARY KEY, hallazgo TEXT NOT NULL, clase TEXT NOT NULL, cuando TEXT NOT NULL,"
    " ficticio ENTERO NOT NULL, datos TEXT NOT NULL)",
    "CREATE INDEX acto_hallazgo ON acto(hallazgo)",
    # Empty in what was indexed before; making the index anew fills it.
    "ALTER TABLE hallazgo ADD COLUMN detalle TEXT NOT NULL DEFAULT ''",
)


def _m002(motor: Motor) -> None:
    for orden in _TABLAS_2:
        motor.definir(orden)


def _m003(motor: Motor) -> None:
    # Which programmed visit it was begun from. No visit indexed before had any.
    motor.definir("ALTER TABLE visita ADD COLUMN programada TEXT NOT NULL DEFAULT ''")


def _m004(motor: Motor) -> None:
    # Since when a measure is done; ``preparar`` fills it in what was indexed before.
    motor.definir("ALTER TABLE medida ADD COLUMN cumplida_el TEXT NOT NULL DEFAULT ''")


MIGRACIONES: tuple[Migracion, ...] = (_m001, _m002, _m003, _m004)
VERSION = len(MIGRACIONES)
_CON_CUMPLIDA = 4


def preparar(motor: Motor) -> None:
    """Bring the tables to this version. Raises EnvironmentProblem where they are of a newer one."""
    if version(motor) == VERSION:
        return
    with motor.escritura():
        if not motor.hay_tabla("esquema"):
            motor.definir("CREATE TABLE esquema (version ENTERO PRIMARY KEY)")
        # Another process may have done it while this one waited for its turn.
        encontrada = version(motor)
        for numero in range(encontrada + 1, VERSION + 1):
            MIGRACIONES[numero - 1](motor)
            motor.ejecutar("INSERT INTO esquema (version) VALUES (?)", (numero,))
        if 0 < encontrada < _CON_CUMPLIDA <= VERSION:
            # Once all tables are of this version, which is the one that deriving knows.
            derivar_hallazgos(motor, _con_algo_hecho(motor))


def _con_algo_hecho(motor: Motor) -> list[str]:
    """The findings of which a measure may be done."""
    return [
        str(id_)
        for (id_,) in motor.filas(
            "SELECT DISTINCT m.hallazgo FROM medida m JOIN hallazgo h ON h.sha256 = m.sha256 AND h.id = m.hallazgo"
            " WHERE m.avance_actual >= 100 OR h.estado_actual = 'solventada'"
        )
    ]


def version(motor: Motor) -> int:
    """How far the tables are; 0 where there are none. Raises EnvironmentProblem where they are newer than this."""
    if not motor.hay_tabla("esquema"):
        return 0
    encontrada = int(motor.filas("SELECT COALESCE(MAX(version), 0) FROM esquema")[0][0])
    if encontrada > VERSION:
        raise EnvironmentProblem(
            "Este índice de la oficina lo hizo una versión más nueva de la aplicación. No se modificó nada; instale "
            "aquí la versión más reciente, o indique otro índice."
        )
    return encontrada
