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
_DE_DEPARTAMENTO: Final = ("suma", "hallazgo")
_POR_HALLAZGO: Final = ("hallazgo_item", "medida")
_DE_TODOS: Final = ("paquete", "ubicacion", *HIJAS, "esquema")
_INTERNAS: Final = ("cuarentena", "marcador", "novedad")

# Whoever may see everything: the titular of the JSAC, and who indexes.
# In a SELECT of its own it is asked once for a statement and not for each row.
_TODO: Final = (
    f"(SELECT pg_has_role(current_user, '{TITULAR}', 'member') OR pg_has_role(current_user, '{INDEXADOR}', 'member'))"
)
_SUYA: Final = (
    "a.usuario = current_user AND (a.ooad = '' OR a.ooad = {v}.ooad)"
    " AND (a.supervisor = '' OR position(to_json(a.supervisor)::text IN {v}.equipo) > 0)"
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
    """Row policies: visits by OOAD, department and supervisor; what hangs on a visit follows it."""
    politicas = {
        # Who was granted a department sees the visits in which it was applied; a supervisor, those of the own team.
        "visita": f"EXISTS (SELECT 1 FROM acceso a WHERE {_SUYA.format(v='visita')} AND (a.departamento = '' OR EXISTS"
        " (SELECT 1 FROM visita_departamento d WHERE d.sha256 = visita.sha256 AND d.departamento = a.departamento)))",
        **dict.fromkeys(
            _DE_DEPARTAMENTO,
            f"EXISTS (SELECT 1 FROM visita v JOIN acceso a ON {_SUYA.format(v='v')} WHERE v.sha256 = {{tabla}}.sha256"
            " AND (a.departamento = '' OR a.departamento = {tabla}.departamento))",
        ),
        **dict.fromkeys(
            _POR_HALLAZGO,
            "EXISTS (SELECT 1 FROM hallazgo h WHERE h.sha256 = {tabla}.sha256 AND h.id = {tabla}.hallazgo)",
        ),
    }
    # Read with its owner's rights, so that the policy of ``visita`` may ask what ``suma`` has.
    motor.definir("CREATE OR REPLACE VIEW visita_departamento AS SELECT DISTINCT sha256, departamento FROM suma")
    motor.definir(f"GRANT SELECT ON visita_departamento TO {', '.join(ROLES)}")
    de_su_visita = "EXISTS (SELECT 1 FROM visita v WHERE v.sha256 = {tabla}.sha256)"
    for tabla in ("paquete", "ubicacion", *HIJAS):
        condicion = politicas.get(tabla, de_su_visita).replace("{tabla}", tabla)
        motor.definir(f"ALTER TABLE {tabla} ENABLE ROW LEVEL SECURITY")
        motor.definir(f"DROP POLICY IF EXISTS leer ON {tabla}")
        motor.definir(f"DROP POLICY IF EXISTS indexar ON {tabla}")
        motor.definir(f"CREATE POLICY leer ON {tabla} FOR SELECT USING ({_TODO} OR {condicion})")
        motor.definir(f"CREATE POLICY indexar ON {tabla} FOR ALL TO {INDEXADOR} USING (true) WITH CHECK (true)")
    motor.definir("ALTER TABLE acceso ENABLE ROW LEVEL SECURITY")
    motor.definir("DROP POLICY IF EXISTS propio ON acceso")
    motor.definir("CREATE POLICY propio ON acceso FOR SELECT USING (usuario = current_user)")
