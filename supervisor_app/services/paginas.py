"""The pages of any PDF as pictures and as words, for whoever shows or prints them. Loads no library until asked."""

from supervisor_app.documents.texto_pdf import Caja, Hallado, TextoPagina, buscar, palabra_en, texto_de_pagina
from supervisor_app.documents.vista import (
    ImagenPagina,
    Pedazo,
    contar_paginas,
    franjas,
    medir_paginas,
    render_pagina,
)

__all__ = [
    "Caja",
    "Hallado",
    "ImagenPagina",
    "Pedazo",
    "TextoPagina",
    "buscar",
    "contar_paginas",
    "franjas",
    "medir_paginas",
    "palabra_en",
    "render_pagina",
    "texto_de_pagina",
]
