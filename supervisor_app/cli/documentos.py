"""``documentos``: those of a visit as files: the newest of each, the public version of one, the expediente of all."""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import decir, decir_json, tabla
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.version_publica import Testado
from supervisor_app.errors import UserError
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.wiring import Servicios


def listar(args: Namespace) -> int:
    with servicios(args) as s:
        e = s.visitas.abrir(args.visita)
        filas = s.documentos.lista(e)
    if args.json:
        decir_json({"folio": e.visita.folio, "documentos": [_como_json(f) for f in filas]})
    else:
        decir(tabla([(_clave(f), f.nombre.titulo, f.falta or f.estado.label) for f in filas]))
    return Codigo.BIEN


def exportar(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as s:
        e = s.visitas.abrir(args.visita)
        fila = _pedido(s, e, args.documento)
        if fila.documento is None:
            raise UserError(f"{fila.nombre.corto}: no se ha emitido; emítalo en el paso Documentos.")
        pdf = s.documentos.leer(fila.documento)
    return _escribir(args, pdf, f"{fila.nombre.corto}, versión {fila.documento.version}: {fila.estado.label}")


def publica(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    testado = Testado(palabras=tuple(args.palabra), fundamento=args.fundamento)
    with servicios(args) as s:
        e = s.visitas.abrir(args.visita)
        fila = _pedido(s, e, args.documento)
        hecha = s.documentos.version_publica(e, fila.tipo, fila.clave, testado)
    testados = {que: n for que, n in hecha.cuenta.items() if n}
    if args.json:
        archivos.escribir(args.salida, hecha.pdf, reemplazar=args.reemplazar)
        decir_json({"salida": str(args.salida), "folio": hecha.nombre.partition("-v")[0], "testados": testados})
        return Codigo.BIEN
    que = f"Versión pública de {fila.nombre.en_frase}".replace(" de el ", " del ")
    codigo = _escribir(args, hecha.pdf, que)
    decir(tabla([(que, str(n)) for que, n in testados.items()]) if testados else "No se testó ningún dato.")
    decir("Léala completa antes de publicarla: sólo una persona sabe si falta algo.")
    return codigo


def expediente(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as s:
        e = s.visitas.abrir(args.visita)
        fila = _pedido(s, e, TipoDocumento.EXPEDIENTE.value)
        vigente = fila.documento is not None and fila.estado is not EstadoDocumento.DESACTUALIZADO
        documento = fila.documento if vigente else None
        if documento is None:
            documento = s.documentos.emitir(e, TipoDocumento.EXPEDIENTE)
        pdf = s.documentos.leer(documento)
    return _escribir(args, pdf, f"Expediente, versión {documento.version}, {documento.ultimo.paginas} páginas")


def _escribir(args: Namespace, pdf: bytes, que: str) -> int:
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(que)
    decir(f"Archivo:  {args.salida}")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()} (del archivo)")
    return Codigo.BIEN


def _clave(fila: FilaDocumento) -> str:
    return fila.clave or fila.tipo.value


def _pedido(s: Servicios, e: Expediente, cual: str) -> FilaDocumento:
    filas = s.documentos.lista(e)
    for fila in filas:
        if _clave(fila).casefold() == cual.strip().casefold():
            return fila
    hay = ", ".join(_clave(f) for f in filas)
    raise UserError(f"La visita {e.visita.folio} no tiene un documento «{cual}». Tiene: {hay}.")


def _como_json(fila: FilaDocumento) -> dict[str, object]:
    d = fila.documento
    return {
        "documento": _clave(fila),
        "titulo": fila.nombre.titulo,
        "estado": fila.estado.value,
        "falta": fila.falta,
        "version": d.version if d else 0,
        "paginas": d.ultimo.paginas if d else 0,
        "folio": d.folio if d else "",
        "sha256": d.ultimo.sha256 if d else "",
    }
