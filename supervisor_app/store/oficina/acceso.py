"""Who asks an index and what that one may do there: on a server as the server says it, in a file everything.

It must never decide what somebody sees: the server does, and this only tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from supervisor_app.store.oficina.esquema import version
from supervisor_app.store.oficina.motor import Motor
from supervisor_app.store.oficina.permisos import ROLES

_ESCRIBE: Final = "SELECT COALESCE(has_table_privilege(to_regclass('paquete'), 'INSERT'), false)"


@dataclass(frozen=True, slots=True)
class Acceso:
    """``motor``: the engine with its version; ``tablas``: how far they are, 0 where none are seen.

    On a server: ``usuario``, ``papeles`` (of the office's roles), ``todo`` where no policy binds it (owner, or one that
    administers the server), ``escribe``, whether the line is ``cifrada``, and what ``acceso`` grants it, as (ooad,
    departamento, supervisor), "" for all.
    """

    motor: str
    tablas: int
    en_servidor: bool = False
    usuario: str = ""
    papeles: tuple[str, ...] = ()
    todo: bool = True
    escribe: bool = True
    cifrada: bool = True
    concedido: tuple[tuple[str, str, str], ...] = ()


def mirar(motor: Motor) -> Acceso:
    """Raises EnvironmentProblem where it cannot be asked, or was made by a newer version."""
    hechas = version(motor)
    if not motor.es_postgres:
        return Acceso(f"SQLite {motor.filas('SELECT sqlite_version()')[0][0]}", hechas)
    ((usuario, servidor, supremo, cifrada),) = motor.filas(
        "SELECT current_user::text, current_setting('server_version'),"
        " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),"
        " COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)"
    )
    duena = bool(
        motor.filas("SELECT 1 FROM pg_class WHERE oid = to_regclass('paquete') AND pg_has_role(relowner, 'USAGE')")
    )
    todo = bool(supremo) or duena
    # Whoever administers the server is a member of everything; that says nothing.
    suyos = motor.filas(
        "SELECT rolname::text FROM pg_roles WHERE rolname = ANY(string_to_array(?, ',')) AND pg_has_role(oid, 'USAGE')",
        (",".join(ROLES),),
    )
    concedido = (
        motor.filas(
            "SELECT ooad, departamento, supervisor FROM acceso WHERE usuario = current_user"
            " ORDER BY ooad, departamento, supervisor"
        )
        if not todo and motor.hay_tabla("acceso")
        else []
    )
    return Acceso(
        motor=f"PostgreSQL {str(servidor).partition(' ')[0]}",
        tablas=hechas,
        en_servidor=True,
        usuario=str(usuario),
        papeles=() if todo else tuple(r for r in ROLES if (r,) in suyos),
        todo=todo,
        escribe=bool(motor.filas(_ESCRIBE)[0][0]) if hechas else todo,
        cifrada=bool(cifrada),
        concedido=tuple((str(o), str(d), str(s)) for o, d, s in concedido),
    )


def por_que_no_se_escribe(motor: Motor) -> str:
    """Why whoever asks may only read the tables, as a sentence; empty where it may write."""
    if not motor.es_postgres or bool(motor.filas(_ESCRIBE)[0][0]):
        return ""
    usuario = motor.filas("SELECT current_user::text")[0][0]
    return (
        f"Su usuario de la base, «{usuario}», sólo puede leer el índice de la oficina. Esto lo hace quien lo indexa: "
        "la dueña de la base o un usuario con el papel oficina_indexador."
    )
