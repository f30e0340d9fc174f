"""Pictures as paper wants them: JPEG without transparency, no finer than print shows, never larger than they are."""

from __future__ import annotations

from supervisor_app.services.imagenes.lectura import abrir, leyendo
from supervisor_app.services.imagenes.preparacion import a_srgb, aligerar, codificar

LADO = 1200
"""Points of the long side: 85 mm at 350 points per inch, or a whole line at 170."""


def para_papel(nombre: str, contenido: bytes, mime: str) -> bytes:
    """A JPEG to be printed; the first page or picture where there are several. Raises UserError as the readers do."""
    with leyendo(nombre), abrir(nombre, contenido, mime) as imagen:
        if mime == "image/jpeg" and max(imagen.size) > LADO:
            aligerar(imagen, LADO)
        imagen.load()
        plana = a_srgb(imagen, con_transparencia=False)
        plana.thumbnail((LADO, LADO))
        return codificar(plana, "image/jpeg")
