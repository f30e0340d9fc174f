"""What a public version adds to a document: it says that it is one at its beginning, and what was taken out at its end.

It must never see what was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, paragraph
from supervisor_app.documents.firmas import EN_BORRADOR
from supervisor_app.documents.impreso import Compuesto
from supervisor_app.documents.modelo_publica import TextosPublica
from supervisor_app.documents.partes import section
from supervisor_app.documents.tablas import Column, data_table
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.version_publica import SUFIJO_PUBLICA

_COUNTS = (Column("Qué se testó", 100), Column("Veces", 75.9, figures=True))


def componer_publica(
    original: Compuesto,
    textos: TextosPublica,
    *,
    cuenta: Mapping[str, int],
    fundamento: str,
    constancias: Mapping[str, str],
) -> Compuesto:
    """A document from which all was taken out already, as its public version: without places to sign.

    ``constancias``: what stands in the place of each signature of the original, by field; it names nobody's RFC.
    """
    impreso = original.impreso
    publico = replace(
        impreso,
        titulo=f"{impreso.titulo}. Versión pública",
        cabeza=f"Versión pública · {impreso.cabeza}",
        folio=f"{impreso.folio}{SUFIJO_PUBLICA}",
        adjunto="datos-publicos.json",
        descripcion="Datos de la versión pública",
        otros=(),
    )

    def story(root: Node) -> list[Flowable]:
        return [
            paragraph(f"<b>{marcado(textos.aviso)}</b>", estilo.NOTICE, root),
            Spacer(0, 6),
            *original.story(root, replace(EN_BORRADOR, constancias=constancias)),
            *_account(textos, cuenta, fundamento, root),
        ]

    return Compuesto(publico, lambda root, _: story(root))


def _account(textos: TextosPublica, cuenta: Mapping[str, int], fundamento: str, root: Node) -> Iterator[Flowable]:
    title = section(textos.seccion, root)
    rows = [(que, str(n)) for que, n in cuenta.items() if n]
    what = data_table(_COUNTS, rows, root) if rows else paragraph(marcado(textos.nada), estilo.SMALL, root)
    law = f"<b>{marcado(textos.fundamento)}:</b> {marcado(fundamento.strip() or textos.sin_fundamento)}"
    note = [paragraph(marcado(textos.nota), estilo.NOTE, root)] if rows else []
    yield KeepTogether([title, what, *note, paragraph(law, estilo.SMALL, root)])
