"""``asm listar``, ``guardar``, ``emitir`` and ``exportar``: the tables of a data folder, and their files."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.asm import TablaAsm, leer_asm
from supervisor_app.domain.cotejo import DIGITOS, en_grupos
from supervisor_app.domain.texto import cuantos, fecha_corta, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.services.asm.exporta import TIPOS, a_csv, a_json, a_xlsx
from supervisor_app.services.asm.verbos import Asm, EnLista, Guardada
from supervisor_app.services.papel.asm_impreso import avisos

_LIMITE = 8 * 2**20
_CORTA = 8
"""So much of a key is shown, and is enough to name a table by."""


def listar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        tablas = abiertos.asm.lista()
    if args.json:
        decir_json([_como_json(e) for e in tablas])
        return Codigo.BIEN
    if not tablas:
        decir("No hay tablas de ASM en la carpeta de datos.")
    else:
        decir(tabla([_fila(e) for e in tablas]))
    return Codigo.BIEN


def guardar(args: Namespace) -> int:
    leida = leer_asm(archivos.leer(args.entrada, limite=_LIMITE))
    with servicios(args) as abiertos:
        if args.en:
            antes = _una(abiertos.asm, args.en)
            g = abiertos.asm.guardar(antes.id, leida, version=antes.version, que=f"Leyó «{args.entrada.name}»")
        else:
            g = abiertos.asm.crear(leida, f"Leyó «{args.entrada.name}»")
    decir(f"Tabla:    {g.id[:_CORTA]}")
    decir(f"Versión:  {g.version}")
    return Codigo.BIEN


def emitir(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as abiertos:
        g = _una(abiertos.asm, args.tabla)
        e = abiertos.asm.emitir(g.id, args.folio).emision
        pdf = abiertos.asm.pdf(e)
    for aviso in avisos(g.tabla):
        avisar(f"Aviso: {aviso.mensaje}")
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    decir(f"Folio:    {e.folio}, versión {e.version}")
    decir(f"Huella:   {en_grupos(e.registro[:DIGITOS])} (del registro adjunto; la misma que se imprime al pie)")
    decir(f"SHA-256:  {e.sha256} (del archivo)")
    return Codigo.BIEN


def exportar(args: Namespace) -> int:
    hacer = {".xlsx": a_xlsx, ".csv": a_csv, ".json": a_json}.get(args.salida.suffix.casefold())
    if hacer is None:
        raise UserError(f"«{args.salida.name}» debe terminar en {', '.join(TIPOS[:-1])} o {TIPOS[-1]}.")
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    leida = _leer(args)
    archivos.escribir(args.salida, hacer(leida), reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    decir(f"Tabla:    {cuantos(len(leida.aspectos), 'renglón', 'renglones')}")
    return Codigo.BIEN


def _leer(args: Namespace) -> TablaAsm:
    """A file, or a table that is kept."""
    ruta = Path(args.tabla)
    if ruta.suffix.casefold() == ".json":
        return leer_asm(archivos.leer(ruta, limite=_LIMITE))
    with servicios(args) as abiertos:
        return _una(abiertos.asm, args.tabla).tabla


def _una(asm: Asm, clave: str) -> Guardada:
    """The table that a key, or its beginning, names. Raises UserError where it is none or several."""
    escrita = clave.strip().casefold()
    suyas = [
        e.guardada for e in asm.lista() if not e.quitada and len(escrita) > 3 and e.guardada.id.startswith(escrita)
    ]
    if len(suyas) != 1:
        que = "Varias tablas empiezan" if suyas else "Ninguna tabla guardada empieza"
        raise UserError(f"{que} con «{clave}». Vea sus claves con «supervisor-app asm listar».")
    return suyas[0]


def _fila(e: EnLista) -> tuple[str, ...]:
    t = e.guardada.tabla
    estado = "Quitada" if e.quitada else _estado(e)
    return (
        e.guardada.id[:_CORTA], f"{t.clave_programa} {t.programa}".strip() or "Sin programa", t.clase,
        fecha_corta(t.fecha) if t.fecha else "", cuantos(len(t.aspectos), "renglón", "renglones"), estado,
        fecha_hora(e.guardada.cuando),
    )  # fmt: skip


def _estado(e: EnLista) -> str:
    if e.ultima is None:
        return "Borrador"
    emision = e.ultima.emision
    return f"{e.estado.value.capitalize()} ({emision.folio}, versión {emision.version})"


def _como_json(e: EnLista) -> dict[str, object]:
    g, ultima = e.guardada, e.ultima
    return {
        "clave": g.id,
        "version": g.version,
        "programa": g.tabla.programa,
        "clave_programa": g.tabla.clave_programa,
        "clase": g.tabla.clase,
        "fecha": g.tabla.fecha.isoformat() if g.tabla.fecha else None,
        "renglones": len(g.tabla.aspectos),
        "estado": "quitada" if e.quitada else e.estado.value,
        "cambiada": g.cuando.isoformat(),
        "quien": g.quien,
        "folio": ultima.emision.folio if ultima else None,
        "version_emitida": ultima.emision.version if ultima else None,
    }
