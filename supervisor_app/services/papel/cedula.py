"""The cédula de supervisión as a document of a visit: one for each cédula that it applies."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.avance import resultado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import CampoDeFirma, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import cuanto_falta
from supervisor_app.services.cedula_impresa import fotos_impresas, imprimir_cedula, quien_atendio, registro_cedula
from supervisor_app.services.papel.clase import Clase, Hecho, Material, Nombre


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
        return canonico(registro_cedula(e, e.definiciones[clave], m.levantadas))

    def hacer(self, e: Expediente, clave: str, version: int, m: Material) -> Hecho:
        """Complete or not: whoever emits it looks first at what it misses."""
        from supervisor_app.documents.cedula import (  # noqa: PLC0415 - loads the library that draws
            CAMPO_SUPERVISOR,
            CAMPO_TITULAR,
            componer_cedula,
        )
        from supervisor_app.documents.textos import textos_cedula  # noqa: PLC0415 - reads the forms
        from supervisor_app.services.imagenes.papel import para_papel  # noqa: PLC0415 - loads the library of images

        definicion = e.definiciones[clave]
        doc = imprimir_cedula(e, definicion, m.levantadas)
        registro = canonico(registro_cedula(e, definicion, m.levantadas) | {"version": version})
        fotos = {v.sha256: para_papel(v.nombre, m.leer(v.sha256), v.mime) for v in fotos_impresas(e, definicion)}
        compuesto = componer_cedula(
            doc,
            textos=textos_cedula(),
            registro=registro,
            version=version,
            fotos=fotos,
        )
        atendio = quien_atendio(e.visita, e.aplicadas.get(clave))
        supervisor = doc.supervisores[0] if doc.supervisores else Persona()
        firma = doc.titular if not doc.titular.vacia else atendio
        campos = (
            CampoDeFirma(campo=CAMPO_SUPERVISOR, nombre=supervisor.nombre, cargo=supervisor.cargo or "Supervisión"),
            CampoDeFirma(campo=CAMPO_TITULAR, nombre=firma.nombre, cargo=firma.cargo, obligatorio=False),
        )
        return Hecho(f"Cédula de supervisión {clave}", compuesto, campos)
