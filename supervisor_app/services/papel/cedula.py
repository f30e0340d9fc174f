"""The cédula de supervisión as a document of a visit: one for each cédula that it applies."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.avance import resultado
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import cuanto_falta
from supervisor_app.services.papel.cedula_impresa import fotos_impresas, imprimir_cedula, quien_atendio, registro_cedula
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.firmantes import campos_de_dos, lugar_del_superior


class ClaseCedula(Clase):
    """``clave`` is the code of the cédula."""

    tipo = TipoDocumento.CEDULA

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return tuple(e.definiciones)

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        proceso = f" · {e.definiciones[clave].proceso}" if clave in e.definiciones else ""
        return Nombre(f"Cédula {clave}{proceso}", f"Cédula {clave}", f"la cédula {clave}")

    def falta(self, e: Expediente, clave: str, m: Material) -> str:
        """Its answers, then what it prints of the visit."""
        r = resultado(e, e.definiciones[clave])
        n = r.total - r.contestadas
        return cuanto_falta(n, "respuesta", "respuestas") if n else super().falta(e, clave, m)

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes:
        return canonico(_registro(e, clave, m))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        """Complete or not: whoever emits it looks first at what it misses."""
        from supervisor_app.documents.cedula import (  # noqa: PLC0415 - loads the library that draws
            componer_cedula,
        )
        from supervisor_app.documents.textos import textos_cedula  # noqa: PLC0415 - reads the forms
        from supervisor_app.services.imagenes.papel import para_papel  # noqa: PLC0415 - loads the library of images

        definicion = e.definiciones[clave]
        doc = imprimir_cedula(e, definicion, m.levantadas)
        superior = m.visto(e.visita.da_visto_bueno(self.tipo.value))
        doc, registro = m.se_ve(doc, edicion.registro(_registro(e, clave, m)))
        visibles = fotos_impresas(e, definicion) if m.publica is None else ()
        fotos = {v.sha256: para_papel(v.nombre, m.leer(v.sha256), v.mime) for v in visibles}
        compuesto = componer_cedula(
            doc,
            textos=textos_cedula(),
            registro=registro,
            version=edicion.version,
            fotos=fotos,
            superior=superior,
        )
        atendio = quien_atendio(e.visita, e.aplicadas.get(clave))
        firma = doc.titular if not doc.titular.vacia else atendio
        campos = campos_de_dos(doc.supervisores, firma)
        if superior is not None:
            campos = (*campos, lugar_del_superior(superior))
        return Hecho(f"Cédula de supervisión {clave}", compuesto, campos)


def _registro(e: Expediente, clave: str, m: Material) -> dict[str, object]:
    """What it says; the superior only where one signs, so that what was emitted without stays up to date."""
    registro = registro_cedula(e, e.definiciones[clave], m.levantadas)
    superior = e.visita.da_visto_bueno(TipoDocumento.CEDULA.value)
    return registro if superior is None else registro | {"superior": superior}
