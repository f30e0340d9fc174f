"""The triggers: a closed visit is read-only, history is append-only, search follows the records.

They are made again after each run of migrations: ``table.transform()`` of sqlite-utils drops them.
"""

from __future__ import annotations

from sqlite_utils import Database

from supervisor_app.store.tablas import BUSCABLES, DICHOS, ITEMS, TABLAS


def asegurar_disparadores(db: Database) -> None:
    """Make every trigger again, from this list."""
    for nombre, orden in disparadores().items():
        db.conn.execute(f"DROP TRIGGER IF EXISTS {nombre}")
        db.conn.execute(orden)


def disparadores() -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    return {nombre: f"CREATE TRIGGER {nombre} {cuerpo}" for nombre, cuerpo in _cuerpos().items()}


def palabras(tabla: str, datos: str) -> str:
    """The words of a record by which it is found, as an expression over its JSON."""
    return " || ' ' || ".join(_buscable(ruta, datos) for ruta in BUSCABLES[tabla])


def _buscable(ruta: str, datos: str) -> str:
    """The text at a path of the record; "" where there is none."""
    if ruta == ITEMS:
        return f"coalesce((SELECT group_concat(value, ' ') FROM json_each({datos},'{ruta}')),'')"
    if ruta in DICHOS:
        return (
            f"coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree({datos},'{ruta}') t"
            " WHERE t.key IN ('texto','referencia','detalle','nota')"
            f" OR t.key = 'valor' AND json_extract({datos}, t.path || '.tipo') = 'texto'),'')"
        )
    return f"coalesce(json_extract({datos},'{ruta}'),'')"


def _cuerpos() -> dict[str, str]:
    """Every trigger by name: a closed visit is read-only, history is append-only, search follows the records."""
    lista: dict[str, str] = {}
    for tabla in TABLAS:
        if tabla == "visita":
            continue
        # Both sides of an update: a record neither enters a closed visit nor leaves it.
        for verbo, de_quien in (
            ("INSERT", "NEW.visita_id"),
            ("UPDATE", "NEW.visita_id, OLD.visita_id"),
            ("DELETE", "OLD.visita_id"),
        ):
            lista[f"{tabla}_cerrada_{verbo.lower()}"] = (
                f"BEFORE {verbo} ON {tabla}"
                f" WHEN EXISTS (SELECT 1 FROM visita WHERE id IN ({de_quien}) AND estado = 'cerrada')"
                " BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END"
            )
    # What is missing in the new record counts as wrong: NOT (NULL) would let it pass.
    lista["visita_cerrada_update"] = (
        "BEFORE UPDATE ON visita WHEN OLD.estado = 'cerrada' AND NOT coalesce(NEW.id = OLD.id AND"
        " NEW.estado = 'en_curso' AND json_extract(NEW.datos,'$.revision') = json_extract(OLD.datos,'$.revision') + 1,"
        " 0) BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END"
    )
    lista["visita_cerrada_delete"] = (
        "BEFORE DELETE ON visita WHEN OLD.estado = 'cerrada' BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END"
    )
    fijas = (
        "cambio", "documento", "documento_archivo", "paquete", "entrega", "equipo", "copia_unida", "version_ajena",
        "turnado", "entrega_turnado", "eslabon", "equipo_posterior", "papelera_hecho", "llave_propia", "feed",
        "firma_paquete", "lacre", "cuaderno",
    )  # fmt: skip
    for tabla in fijas:
        for verbo in ("UPDATE", "DELETE"):
            lista[f"{tabla}_fija_{verbo.lower()}"] = (
                f"BEFORE {verbo} ON {tabla} BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END"
            )
    # What every writer of a visit has to add to: nothing is written of one in the bin, not even from outside.
    de_visita = "NEW.visita_id"
    de_documento = "(SELECT visita_id FROM documento WHERE id = NEW.documento_id)"
    for tabla, dueno in (
        *((t, de_visita) for t in ("operacion", "documento", "paquete", "turnado", "entrega", "entrega_turnado")),
        ("firma_paquete", de_visita),
        ("documento_archivo", de_documento),
    ):
        lista[f"{tabla}_en_papelera"] = (
            f"BEFORE INSERT ON {tabla} WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = {dueno})"
            " BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END"
        )
    lista["operacion_fija_delete"] = "BEFORE DELETE ON operacion BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END"
    lista["operacion_fija_update"] = (
        "BEFORE UPDATE OF id, visita_id, cuando, quien, que, clase, sobre ON operacion"
        " BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END"
    )
    for tabla in BUSCABLES:
        texto = palabras(tabla, "NEW.datos")
        lista[f"{tabla}_fts_ai"] = (
            f"AFTER INSERT ON {tabla} BEGIN INSERT INTO {tabla}_fts(rowid, texto) VALUES (NEW.n, {texto}); END"
        )
        # Most answers are numbers, marks and dates: their words stay, and the pages of the index with them.
        lista[f"{tabla}_fts_au"] = (
            f"AFTER UPDATE ON {tabla} WHEN {palabras(tabla, 'OLD.datos')} <> {texto}"
            f" BEGIN UPDATE {tabla}_fts SET texto = {texto} WHERE rowid = NEW.n; END"
        )
        lista[f"{tabla}_fts_ad"] = f"AFTER DELETE ON {tabla} BEGIN DELETE FROM {tabla}_fts WHERE rowid = OLD.n; END"
    return lista
