"""The roles of an office on PostgreSQL, least privilege: what each may do is kept by the server, not by this program.

Tables belong to whoever indexes. A person is a login that an administrator makes and puts into one of these groups;
which units and departments that login sees stands in ``acceso``. A file has no roles: whoever reads it reads all.
"""

from __future__ import annotations

from typing import Final

from supervisor_app.store.oficina.hechos import HIJAS
from supervisor_app.store.oficina.motor import Motor

INDEXADOR: Final = "oficina_indexador"
LECTOR: Final = "oficina_lector"
SUPERVISOR: Final = "oficina_supervisor"
JEFE: Final = "oficina_jefe"
TITULAR: Final = "oficina_titular"
ROLES: Final = (INDEXADOR, LECTOR, SUPERVISOR, JEFE, TITULAR)

_LEEN: Final = (LECTOR, SUPERVISOR, JEFE, TITULAR)
_CON_DEPARTAMENTO: Final = ("suma", "hallazgo", "hallazgo_item", "medida")
_DE_TODOS: Final = ("paquete", "ubicacion", *HIJAS, "acto", "esquema")
_INTERNAS: Final = ("cuarentena", "marcador", "novedad")

_SUYA: Final = (
    "a.usuario = current_user AND (a.ooad = '' OR a.ooad = v.ooad)"
    " AND (a.supervisor = '' OR position(to_json(a.supervisor)::text IN v.equipo) > 0)"
)


def dar(motor: Motor) -> tuple[str, ...]:
    """Make the roles, their grants and their policies, or bring them up to date; the names of the roles."""
    with motor.escritura():
        for rol in ROLES:
            if not motor.filas("SELECT 1 FROM pg_roles WHERE rolname = ?", (rol,)):
                motor.definir(f"CREATE ROLE {rol} NOLOGIN")
        esquema = str(motor.filas("SELECT quote_ident(current_schema())")[0][0])
        motor.definir(f"REVOKE ALL ON SCHEMA {esquema} FROM PUBLIC")
        motor.definir(f"GRANT USAGE ON SCHEMA {esquema} TO {', '.join(ROLES)}")
        motor.definir(
            "CREATE TABLE IF NOT EXISTS acceso (usuario TEXT NOT NULL, ooad TEXT NOT NULL, departamento TEXT NOT NULL,"
            " supervisor TEXT NOT NULL, PRIMARY KEY (usuario, ooad, departamento, supervisor))"
        )
        _conceder(motor)
        _limitar(motor)
    return ROLES


def _conceder(motor: Motor) -> None:
    todas = (*_DE_TODOS, *_INTERNAS, "acceso")
    motor.definir(f"REVOKE ALL ON {', '.join(todas)} FROM PUBLIC, {', '.join(ROLES)}")
    motor.definir(f"GRANT SELECT ON {', '.join(_DE_TODOS)} TO {', '.join(_LEEN)}")
    motor.definir(f"GRANT SELECT ON {', '.join(_INTERNAS)} TO {JEFE}, {TITULAR}")
    # How many wait is everybody's; what and why, is not.
    motor.definir(f"GRANT SELECT (clave, desde) ON cuarentena TO {LECTOR}, {SUPERVISOR}")
    motor.definir(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join((*_DE_TODOS[:-1], *_INTERNAS))} TO {INDEXADOR}")
    # It may neither change the tables nor rewrite what was logged.
    motor.definir(f"GRANT SELECT ON esquema TO {INDEXADOR}")
    motor.definir(f"REVOKE UPDATE, DELETE ON novedad FROM {INDEXADOR}")
    # Whom a person is let to see is each one's own to know, and the administrator's to say.
    motor.definir(f"GRANT SELECT ON acceso TO {', '.join(ROLES)}")


def _limitar(motor: Motor) -> None:
    """Row policies: visits by OOAD, department and team; what hangs on a visit follows it.

    What somebody may see is asked once for a statement, as a list, and not again for each row.
    """
    # Views are read with their owner's rights, so that policies may ask what they themselves hide; whose they are
    # is still whoever asks.
    motor.definir(
        f"CREATE OR REPLACE VIEW mis_visitas AS SELECT v.sha256 FROM visita v JOIN acceso a ON {_SUYA}"
        " AND a.departamento = ''"
    )
    motor.definir(
        "CREATE OR REPLACE VIEW mis_departamentos AS SELECT v.sha256, a.departamento FROM visita v JOIN acceso a"
        f" ON {_SUYA} AND EXISTS (SELECT 1 FROM suma s WHERE s.sha256 = v.sha256 AND s.departamento = a.departamento)"
    )
    motor.definir(f"GRANT SELECT ON mis_visitas, mis_departamentos TO {', '.join(ROLES)}")
    enteras = "sha256 IN (SELECT m.sha256 FROM mis_visitas m)"
    de_visita = f"{enteras} OR sha256 IN (SELECT m.sha256 FROM mis_departamentos m)"
    de_departamento = (
        f"{enteras} OR (sha256, departamento) IN (SELECT m.sha256, m.departamento FROM mis_departamentos m)"
    )
    for tabla in ("paquete", "ubicacion", *HIJAS):
        condicion = de_departamento if tabla in _CON_DEPARTAMENTO else de_visita
        _politicas(motor, tabla, condicion)
    # An act is seen by whoever sees its finding.
    _politicas(motor, "acto", "hallazgo IN (SELECT h.id FROM hallazgo h)")
    motor.definir("ALTER TABLE acceso ENABLE ROW LEVEL SECURITY")
    motor.definir("DROP POLICY IF EXISTS propio ON acceso")
    motor.definir("CREATE POLICY propio ON acceso FOR SELECT USING (usuario = current_user)")


def _politicas(motor: Motor, tabla: str, condicion: str) -> None:
    motor.definir(f"ALTER TABLE {tabla} ENABLE ROW LEVEL SECURITY")
    for politica in ("leer", "todo", "indexar"):
        motor.definir(f"DROP POLICY IF EXISTS {politica} ON {tabla}")
    motor.definir(f"CREATE POLICY leer ON {tabla} FOR SELECT TO {LECTOR}, {SUPERVISOR}, {JEFE} USING ({condicion})")
    motor.definir(f"CREATE POLICY todo ON {tabla} FOR SELECT TO {TITULAR} USING (true)")
    motor.definir(f"CREATE POLICY indexar ON {tabla} FOR ALL TO {INDEXADOR} USING (true) WITH CHECK (true)")
