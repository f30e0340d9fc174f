"""What a version that replaces a signed one says at its beginning. It must never know why."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import paragraph
from supervisor_app.documents.impreso import Compuesto
from supervisor_app.documents.tipografia import marcado


def diciendo(compuesto: Compuesto, frase: str) -> Compuesto:
    """The document with that sentence before all it says."""
    return replace(
        compuesto,
        story=lambda root, lugares: [
            paragraph(f"<b>{marcado(frase)}</b>", estilo.NOTICE, root),
            Spacer(0, 6),
            *compuesto.story(root, lugares),
        ],
    )
