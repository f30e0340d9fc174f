"""The texts that a public version adds to a document."""

from __future__ import annotations

from supervisor_app.domain.base import Value
from supervisor_app.domain.informe import Linea, Texto


class TextosPublica(Value):
    """The fixed texts, read from ``forms/documentos/publica.yaml``. Those of signing may use ``{cuando}``."""

    aviso: Texto
    seccion: Linea
    nota: Texto
    fundamento: Linea
    sin_fundamento: Texto
    nada: Texto
    con_efirma: Texto
    dibujada: Texto
    foto: Linea
