"""Rows of emitted documents, their files and deliveries: added, never changed."""

from __future__ import annotations

import json
from collections import defaultdict

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.domain.cadena import Cabeza
from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    Entrega,
    PaqueteCerrado,
    TipoDocumento,
)
from supervisor_app.store import cadena
from supervisor_app.store.conexion import escritura, filas
from supervisor_app.store.negados import negado, o_bien

_COLUMNAS = ", ".join(cadena.DOCUMENTO)
_ARCHIVO = ", ".join(cadena.ARCHIVO[1:])


def agregar(db: Database, documento: Documento) -> None:
    """Add an emitted document with its files, in one transaction. Raises UserError where that version exists."""
    d = documento
    campos = json.dumps([c.model_dump(mode="json") for c in d.campos], ensure_ascii=False)
    try:
        with escritura(db):
            renglon = (
                d.id, d.visita_id, d.revision, d.tipo.value, d.clave, d.version, d.folio, d.titulo,
                d.registro_sha256, d.huella, campos, d.creado.isoformat(), d.historia.asientos, d.historia.eslabon,
                d.motivo,
            )  # fmt: skip
            db.conn.execute(f"INSERT INTO documento({_COLUMNAS}) VALUES ({','.join('?' * len(renglon))})", renglon)
            cadena.agregar(db, cadena.de_documento(renglon))
            for archivo in d.archivos:
                _agregar_archivo(db, d.visita_id, d.id, archivo)
    except sqlite.IntegrityError as error:
        raise o_bien(error, "Esa versión del documento ya existe; vuelva a abrir la visita.") from error


def agregar_archivo(db: Database, documento_id: str, archivo: ArchivoDocumento) -> None:
    """Add the file that a signature made. Raises UserError where another one took its place meanwhile."""
    try:
        with escritura(db):
            de_quien = filas(db, "SELECT visita_id FROM documento WHERE id = ?", documento_id)
            _agregar_archivo(db, de_quien[0][0] if de_quien else "", documento_id, archivo)
    except sqlite.IntegrityError as error:
        raise o_bien(error, "El documento cambió mientras se firmaba; ábralo de nuevo y repita la firma.") from error


def _agregar_archivo(db: Database, visita_id: str, documento_id: str, a: ArchivoDocumento) -> None:
    renglon = (
        documento_id, a.orden, a.metodo.value, a.sha256, a.bytes, a.paginas, a.campo, a.firmante, a.rfc,
        a.numero_certificado, a.cuando.isoformat(), a.nota,
    )  # fmt: skip
    db.conn.execute(
        f"INSERT INTO documento_archivo({', '.join(cadena.ARCHIVO)}) VALUES ({','.join('?' * len(renglon))})", renglon
    )
    cadena.agregar(db, cadena.de_archivo(visita_id, renglon))


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
        valores["historia"] = Cabeza(asientos=valores.pop("asientos"), eslabon=valores.pop("eslabon"))
        salida.append(Documento.model_validate(valores | {"archivos": tuple(archivos[valores["id"]])}))
    return tuple(salida)


def agregar_paquete(db: Database, paquete: PaqueteCerrado, *, turnado: bool = False) -> None:
    """Record the package of a closed revision. The caller holds the transaction that closes the visit."""
    p, tabla = paquete, "turnado" if turnado else "paquete"
    renglon = (p.visita_id, p.revision, p.nombre, p.sha256, p.bytes, p.creado.isoformat())
    db.conn.execute(f"INSERT INTO {tabla}({', '.join(cadena.PAQUETE)}) VALUES (?,?,?,?,?,?)", renglon)
    cadena.agregar(db, cadena.de_paquete(renglon, turnado=turnado))


def paquetes(db: Database, visita_id: str, *, turnado: bool = False) -> tuple[PaqueteCerrado, ...]:
    """The packages of a visit, or those of its turnado, first revision first."""
    tabla = "turnado" if turnado else "paquete"
    return tuple(
        PaqueteCerrado.model_validate(dict(zip(cadena.PAQUETE, fila, strict=True)))
        for fila in filas(
            db, f"SELECT {', '.join(cadena.PAQUETE)} FROM {tabla} WHERE visita_id = ? ORDER BY revision", visita_id
        )
    )


def agregar_entrega(db: Database, entrega: Entrega, *, turnado: bool = False) -> None:
    """Record a delivery that was read back whole; saying it again changes nothing."""
    e, tabla = entrega, "entrega_turnado" if turnado else "entrega"
    renglon = (e.visita_id, e.revision, e.nombre, e.sha256, e.bytes, e.destino, e.cuando.isoformat())
    orden = f"INSERT INTO {tabla}({', '.join(cadena.ENTREGA)}) VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"
    try:
        with escritura(db):
            if db.conn.execute(orden, renglon).rowcount:
                cadena.agregar(db, cadena.de_entrega(renglon, turnado=turnado))
    except sqlite.IntegrityError as error:
        raise negado(error) from error


def entregas(db: Database, visita_id: str | None = None, *, turnado: bool = False) -> tuple[Entrega, ...]:
    """Deliveries of one visit, or of all, newest first; those of turnados apart."""
    tabla = "entrega_turnado" if turnado else "entrega"
    donde, parametros = ("WHERE visita_id = ?", (visita_id,)) if visita_id else ("", ())
    leidas = [
        Entrega.model_validate(dict(zip(cadena.ENTREGA, fila, strict=True)))
        for fila in filas(
            db, f"SELECT {', '.join(cadena.ENTREGA)} FROM {tabla} {donde} ORDER BY rowid DESC", *parametros
        )
    ]
    # By the moment, not by its text: two time zones do not sort as texts.
    return tuple(sorted(leidas, key=lambda e: e.cuando, reverse=True))
