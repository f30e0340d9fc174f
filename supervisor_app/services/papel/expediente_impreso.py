"""Makes what the expediente of a visit prints: its parts with how each was signed, and the annex of evidence.

What goes apart is in none of it (ADR 0012). It must never draw nor store.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.documents.modelo_expediente import (
    ArchivoAnexo,
    DocumentoExpediente,
    ParteImpresa,
    TextosExpediente,
)
from supervisor_app.documents.modelos import FotoImpresa
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import compartido, hay_reserva
from supervisor_app.domain.sustento import de_que, en_orden
from supervisor_app.domain.texto import fecha_hora, periodo, tamano
from supervisor_app.domain.visita import Visita

_HUELLA = 32
"""Characters of a SHA-256 in each of its two lines."""


def folio_del_expediente(visita: Visita) -> str:
    return f"{visita.folio}-EXP"


def imprimir_expediente(
    e: Expediente, documentos: Sequence[Documento], textos: TextosExpediente
) -> DocumentoExpediente:
    """The printed expediente, dated on the visit's last day. ``documentos``: the newest of each, none reserved."""
    v, aparte = e.visita, hay_reserva(e)
    e = compartido(e)
    evidencias = en_orden(e.evidencias.values())
    return DocumentoExpediente(
        folio=folio_del_expediente(v),
        folio_visita=v.folio,
        fecha=v.fin or v.inicio or v.creada.date(),
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        tipo=v.tipo.label,
        fechas=periodo(v.inicio, v.fin) if v.inicio and v.fin else "",
        pliego=v.pliego,
        periodo_revisado=v.periodo_revisado,
        supervisores=tuple(p for p in v.equipo if not p.vacia),
        atendio=v.recibio,
        titular=v.titular,
        partes=tuple(_parte(d, textos) for d in documentos),
        archivos=tuple(
            ArchivoAnexo(
                str(n),
                "\n".join(dict.fromkeys(t for t in (x.leyenda, x.nombre) if t)),
                de_que(e, x.sitio),
                tamano(x.bytes),
                f"{x.sha256[:_HUELLA]}\n{x.sha256[_HUELLA:]}",
            )
            for n, x in enumerate(evidencias, start=1)
        ),
        fotos=tuple(
            FotoImpresa(x.sha256, f"{n}. {x.leyenda or x.nombre}", fecha_hora(x.tomada) if x.tomada else "")
            for n, x in enumerate(evidencias, start=1)
            if x.mime.startswith("image/")
        ),
        reservado=aparte,
    )


def registro_expediente(e: Expediente, documentos: Sequence[Documento], textos: TextosExpediente) -> dict[str, object]:
    """The record attached to the expediente: which files it is made of, and what it prints besides their copies."""
    return {
        "folio": folio_del_expediente(e.visita),
        "documentos": [
            {"folio": d.folio, "version": d.version, "sha256": d.ultimo.sha256, "registro_sha256": d.registro_sha256}
            for d in documentos
        ],
        "evidencias": [(x.nombre, x.mime, x.bytes, x.sha256) for x in en_orden(compartido(e).evidencias.values())],
        "impreso": imprimir_expediente(e, documentos, textos),
    }


def nombre_del_original(d: Documento) -> str:
    """What an original is called among the attachments."""
    return f"{d.folio}-v{d.version}.pdf"


def _parte(d: Documento, textos: TextosExpediente) -> ParteImpresa:
    firmas = [_como(a, textos) for a in d.archivos if a.metodo in (Metodo.EFIRMA, Metodo.DIBUJADA, Metodo.TINTA)]
    if d.escaneos:
        firmas.append(textos.escaneo)
    return ParteImpresa(
        clave=f"{d.tipo.value}:{d.clave}",
        titulo=d.titulo,
        folio=d.folio,
        version=str(d.version),
        archivo=nombre_del_original(d),
        sha256=d.ultimo.sha256,
        firmas=tuple(dict.fromkeys(firmas)) or (textos.sin_firmar,),
        constancias={a.campo: _dicho(textos.constancia, a) for a in d.archivos if a.metodo is Metodo.EFIRMA},
    )


def _como(a: ArchivoDocumento, textos: TextosExpediente) -> str:
    formas = {Metodo.EFIRMA: textos.firmado, Metodo.DIBUJADA: textos.dibujado, Metodo.TINTA: textos.tinta}
    return _dicho(formas[a.metodo], a)


def _dicho(texto: str, a: ArchivoDocumento) -> str:
    datos = {"quien": a.firmante, "cuando": fecha_hora(a.cuando), "rfc": a.rfc, "certificado": a.numero_certificado}
    for clave, dato in datos.items():
        texto = texto.replace("{" + clave + "}", dato)
    return texto
