"""Rows of emitted documents, their files and deliveries: added, never changed."""

from __future__ import annotations

import json
from collections import defaultdict

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    Entrega,
    PaqueteCerrado,
    TipoDocumento,
)
from supervisor_app.errors import UserError
from supervisor_app.store.conexion import escritura, filas

_COLUMNAS = "id, visita_id, revision, tipo, clave, version, folio, titulo, registro_sha256, huella, campos, creado"
_ARCHIVO = "orden, metodo, sha256, bytes, paginas, campo, firmante, rfc, numero_certificado, cuando, nota"


def agregar(db: Database, documento: Documento) -> None:
    """Add an emitted document with its files, in one transaction. Raises UserError where that version exists."""
    d = documento
    campos = json.dumps([c.model_dump(mode="json") for c in d.campos], ensure_ascii=False)
    try:
        with escritura(db):
            db.conn.execute(
                f"INSERT INTO documento({_COLUMNAS}) VALUES ({','.join('?' * 12)})",
                (
                    d.id, d.visita_id, d.revision, d.tipo.value, d.clave, d.version, d.folio, d.titulo,
                    d.registro_sha256, d.huella, campos, d.creado.isoformat(),
                ),
            )  # fmt: skip
            for archivo in d.archivos:
                _agregar_archivo(db, d.id, archivo)
    except sqlite.IntegrityError as error:
        raise UserError("Esa versión del documento ya existe; vuelva a abrir la visita.") from error


def agregar_archivo(db: Database, documento_id: str, archivo: ArchivoDocumento) -> None:
    """Add the file that a signature made. Raises UserError where another one took its place meanwhile."""
    try:
        with escritura(db):
            _agregar_archivo(db, documento_id, archivo)
    except sqlite.IntegrityError as error:
        raise UserError("El documento cambió mientras se firmaba; ábralo de nuevo y repita la firma.") from error


def _agregar_archivo(db: Database, documento_id: str, a: ArchivoDocumento) -> None:
    db.conn.execute(
        f"INSERT INTO documento_archivo(documento_id, {_ARCHIVO}) VALUES ({','.join('?' * 12)})",
        (
            documento_id, a.orden, a.metodo.value, a.sha256, a.bytes, a.paginas, a.campo, a.firmante, a.rfc,
            a.numero_certificado, a.cuando.isoformat(), a.nota,
        ),
    )  # fmt: skip


def de_visita(db: Database, visita_id: str) -> tuple[Documento, ...]:
    """All versions of all documents of a visit, oldest first within each."""
    return _leer(db, "visita_id = ?", visita_id)


def de_registro(db: Database, prefijo: str) -> tuple[Documento, ...]:
    """The versions, of whatever visit, whose record has a hash that begins so (hexadecimal)."""
    # GLOB and an index would serve; there are some thousands of rows, and this is asked when a person waits.
    return _leer(db, "substr(registro_sha256, 1, ?) = ?", len(prefijo), prefijo)


def de_folio(db: Database, folio: str) -> tuple[Documento, ...]:
    """Every version of the document of a folio, whatever its letters' case."""
    return _leer(db, "lower(folio) = lower(?)", folio)


def _leer(db: Database, donde: str, *datos: object) -> tuple[Documento, ...]:
    archivos: dict[str, list[ArchivoDocumento]] = defaultdict(list)
    nombres = _ARCHIVO.split(", ")
    for documento_id, *resto in filas(
        db,
        f"SELECT documento_id, {_ARCHIVO} FROM documento_archivo WHERE documento_id IN"
        f" (SELECT id FROM documento WHERE {donde}) ORDER BY documento_id, orden",
        *datos,
    ):
        archivos[documento_id].append(ArchivoDocumento.model_validate(dict(zip(nombres, resto, strict=True))))
    columnas = _COLUMNAS.split(", ")
    salida = []
    for fila in filas(
        db, f"SELECT {_COLUMNAS} FROM documento WHERE {donde} ORDER BY tipo DESC, clave, version", *datos
    ):
        valores = dict(zip(columnas, fila, strict=True))
        valores["campos"] = tuple(CampoDeFirma.model_validate(c) for c in json.loads(valores["campos"]))
        valores["tipo"] = TipoDocumento(valores["tipo"])
        salida.append(Documento.model_validate(valores | {"archivos": tuple(archivos[valores["id"]])}))
    return tuple(salida)


def agregar_paquete(db: Database, paquete: PaqueteCerrado, *, turnado: bool = False) -> None:
    """Record the package of a closed revision. The caller holds the transaction that closes the visit."""
    p, tabla = paquete, "turnado" if turnado else "paquete"
    db.conn.execute(
        f"INSERT INTO {tabla}(visita_id, revision, nombre, sha256, bytes, creado) VALUES (?,?,?,?,?,?)",
        (p.visita_id, p.revision, p.nombre, p.sha256, p.bytes, p.creado.isoformat()),
    )


def paquetes(db: Database, visita_id: str, *, turnado: bool = False) -> tuple[PaqueteCerrado, ...]:
    """The packages of a visit, or those of its turnado, first revision first."""
    tabla = "turnado" if turnado else "paquete"
    columnas = ("visita_id", "revision", "nombre", "sha256", "bytes", "creado")
    return tuple(
        PaqueteCerrado.model_validate(dict(zip(columnas, fila, strict=True)))
        for fila in filas(
            db, f"SELECT {', '.join(columnas)} FROM {tabla} WHERE visita_id = ? ORDER BY revision", visita_id
        )
    )


def agregar_entrega(db: Database, entrega: Entrega, *, turnado: bool = False) -> None:
    """Record a delivery that was read back whole; saying it again changes nothing."""
    e, tabla = entrega, "entrega_turnado" if turnado else "entrega"
    with escritura(db):
        db.conn.execute(
            f"INSERT INTO {tabla}(visita_id, revision, nombre, sha256, bytes, destino, cuando) VALUES (?,?,?,?,?,?,?)"
            " ON CONFLICT DO NOTHING",
            (e.visita_id, e.revision, e.nombre, e.sha256, e.bytes, e.destino, e.cuando.isoformat()),
        )


def entregas(db: Database, visita_id: str | None = None, *, turnado: bool = False) -> tuple[Entrega, ...]:
    """Deliveries of one visit, or of all, newest first; those of turnados apart."""
    tabla = "entrega_turnado" if turnado else "entrega"
    donde, parametros = ("WHERE visita_id = ?", (visita_id,)) if visita_id else ("", ())
    columnas = ("visita_id", "revision", "nombre", "sha256", "bytes", "destino", "cuando")
    leidas = [
        Entrega.model_validate(dict(zip(columnas, fila, strict=True)))
        for fila in filas(db, f"SELECT {', '.join(columnas)} FROM {tabla} {donde} ORDER BY rowid DESC", *parametros)
    ]
    # By the moment, not by its text: two time zones do not sort as texts.
    return tuple(sorted(leidas, key=lambda e: e.cuando, reverse=True))
