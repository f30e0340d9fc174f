"""``acta``: the acta of a visit as a PDF, the emitted one or else the draft. It must never emit one."""

from __future__ import annotations

import hashlib
from argparse import Namespace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.errors import UserError

_NO_VIGENTES = (EstadoDocumento.SIN_EMITIR, EstadoDocumento.DESACTUALIZADO)


def acta(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as abiertos:
        e = abiertos.visitas.abrir(args.visita)
        fila = next((f for f in abiertos.documentos.lista(e) if f.tipo is TipoDocumento.ACTA), None)
        if fila is None:
            raise UserError(f"La visita {e.visita.folio} no tiene acta de cierre; empiécela en el paso Informe.")
        if fila.documento is not None and fila.estado not in _NO_VIGENTES:
            que, pdf = fila.estado.label, abiertos.documentos.leer(fila.documento)
        else:
            que, pdf = "Borrador", abiertos.documentos.vista_previa_acta(e)
            if e.acta is None:
                raise UserError("El acta que se emitió ya no corresponde a la visita; empiécela en el paso Informe.")
            for falta in faltantes_del_acta(e.acta, e.visita):
                avisar(f"Aviso: {falta.texto}")
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    decir(f"Estado:   {que}")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()} (del archivo)")
    return Codigo.BIEN
