"""``make accept-pages``: what the documents look like now is what they are to look like."""

from tests.documents.paginas import aceptar

aceptar()
