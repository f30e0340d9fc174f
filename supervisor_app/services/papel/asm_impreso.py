"""An ASM table from its data alone, as a PDF. It belongs to no visit: it must never store anything nor read a clock."""

from __future__ import annotations

from supervisor_app.documents.modelo_asm import TextosAsm
from supervisor_app.documents.textos import textos_asm
from supervisor_app.domain.asm import TablaAsm, registro_asm, validar
from supervisor_app.domain.validacion_informe import Aviso, Severidad
from supervisor_app.errors import UserError


def folio_sugerido(tabla: TablaAsm) -> str:
    """«ASM-E-006-20260630»: what a table is called where nobody says."""
    fecha = f"{tabla.fecha:%Y%m%d}" if tabla.fecha is not None else ""
    return "-".join(p for p in ("ASM", "-".join(tabla.clave_programa.split()), fecha) if p)


def avisos(tabla: TablaAsm) -> tuple[Aviso, ...]:
    """What to look at that lets it be printed all the same."""
    return tuple(a for a in validar(tabla, textos_asm().clases) if a.severidad is Severidad.AVISO)


def textos() -> TextosAsm:
    """The fixed texts of the table, with the lists that are shipped."""
    return textos_asm()


def vista_previa(tabla: TablaAsm, *, folio: str) -> bytes:
    """The table as it would be printed, marked as a draft, whatever it still lacks."""
    from supervisor_app.documents.asm import componer_asm  # noqa: PLC0415 - loads the library that draws

    return componer_asm(tabla, textos=textos_asm(), folio=folio, registro=None).pdf()


def generar_asm(tabla: TablaAsm, *, folio: str, version: int = 1) -> bytes:
    """The table as PDF/A-3a and PDF/UA-1, the same bytes for the same data. Raises UserError with every reason."""
    from supervisor_app.documents.asm import componer_asm  # noqa: PLC0415 - loads the library that draws

    fijos = textos_asm()
    errores = [a.mensaje for a in validar(tabla, fijos.clases) if a.severidad is Severidad.ERROR]
    if errores:
        raise UserError("La tabla no se puede imprimir:\n" + "\n".join(errores))
    registro = registro_asm(tabla, folio=folio, version=version)
    return componer_asm(tabla, textos=fijos, folio=folio, registro=registro, version=version).pdf()
