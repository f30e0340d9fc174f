"""The acta of the closing meeting as a document of a visit: optional, there once it was begun."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.documents.textos import textos_acta
from supervisor_app.domain.acta import Acta
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva_repetida import repetidos
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.errors import UserError
from supervisor_app.services.papel.acta_impresa import campos_del_acta, imprimir_acta, registro_acta
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre


class ClaseActa(Clase):
    tipo = TipoDocumento.ACTA
    opcional = True

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",) if e.acta is not None or emitidas else ()

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        return Nombre("Acta de cierre", "Acta de cierre", "el acta de cierre")

    def falta(self, e: Expediente, clave: str, m: Material) -> str:
        """Its own data, then what it prints of the visit."""
        if e.acta is None:
            return "Falta empezarla"
        return next(iter(_falta(e, e.acta)), "") or super().falta(e, clave, m)

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes | None:
        return None if e.acta is None else canonico(registro_acta(e, e.acta, textos_acta()))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.acta import componer_acta  # noqa: PLC0415 - loads the library that draws

        if e.acta is None:
            raise UserError("Empiece el acta antes de emitirla.")
        if falta := _falta(e, e.acta):
            raise UserError("El acta no se puede emitir: " + " ".join(falta))
        textos = textos_acta()
        doc = imprimir_acta(e, e.acta, textos)
        doc, registro = m.se_ve(doc, edicion.registro(registro_acta(e, e.acta, textos)))
        compuesto = componer_acta(
            doc,
            textos=textos,
            registro=registro,
            version=edicion.version,
        )
        return Hecho("Acta de cierre", compuesto, campos_del_acta(doc))


def _falta(e: Expediente, acta: Acta) -> list[str]:
    """Its own data, and what of a possible irregularity it repeats: an acta is handed over in the meeting."""
    propias = [f.texto for f in faltantes_del_acta(acta, e.visita) if f.impide_emitir]
    return [*propias, *(f"El acta {r.mensaje}." for r in repetidos(e) if r.en_el_acta)]


def vista_previa_acta(e: Expediente, acta: Acta) -> bytes:
    """The acta as it is being written, marked as a draft; by the same renderer as the emitted one."""
    from supervisor_app.documents.acta import componer_acta  # noqa: PLC0415 - loads the library that draws

    textos = textos_acta()
    return componer_acta(imprimir_acta(e, acta, textos), textos=textos, registro=None, version=0).pdf()
