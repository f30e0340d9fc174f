"""The first draft of the informe, composed from the visit (dominio 3.4): nothing is typed twice.

Processes go to section 2, the exhortation to 3, the agreed measures, as infinitives, to 4, and doubts resolved to 5.
It must never overwrite what a person wrote; the caller decides where the draft goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.composicion_anteriores import frase_de_anteriores, lineas_de_anteriores
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import Bloque, DatosInforme, Marcador
from supervisor_app.domain.metas import bloque_de_metas, frase_de_metas
from supervisor_app.domain.texto import enlistar
from supervisor_app.domain.visita import TipoVisita


def componer(
    e: Expediente,
    definiciones: Mapping[str, CedulaDefinition],
    *,
    coordinador: str,
    coordinacion: str,
    adscripcion: str,
    comisionado: Persona,
    hoy: date,
) -> DatosInforme:
    """The informe's data as far as the visit knows them. ``hoy`` dates it, but never before the visit's last day."""
    v = e.visita
    objeto = v.objeto or ("SUPERVISIÓN" if v.tipo is TipoVisita.SUPERVISION else "APOYO")
    return DatosInforme(
        numero_pliego=v.pliego,
        ciudad=v.ciudad,
        fecha=max(hoy, v.fin) if v.fin else hoy,
        coordinador_normativo=coordinador,
        coordinacion_normativa=coordinacion,
        adscripcion=adscripcion,
        lugar_comision=v.lugar,
        del_=v.inicio,
        al=v.fin,
        objeto=objeto,
        comisionado=comisionado.nombre.upper(),
        proposito=_proposito(e, definiciones),
        actividades=_actividades(e, definiciones),
        conclusiones=_conclusiones(e),
        resultados=medidas_como_bloques(e),
        contribuciones=(Bloque(texto="Se aclararon dudas del personal sobre la aplicación de la normatividad."),),
    )


def _departamentos(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> str:
    nombres = list(dict.fromkeys(definiciones[c].departamento.label for c in e.visita.cedulas if c in definiciones))
    return enlistar([f"de {_con_articulo(n)}" for n in nombres]) or "de Afiliación y Cobranza"


def _con_articulo(area: str) -> str:
    return f"la {area}" if area.startswith("Oficina") else area


def _unidad(e: Expediente) -> str:
    """The visited unit, after «de la»."""
    unidad = e.visita.unidad
    return unidad.titulo if unidad is not None and unidad.corto.strip() else "unidad visitada"


def _proposito(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> tuple[Bloque, ...]:
    verbo = "Supervisar" if e.visita.tipo is TipoVisita.SUPERVISION else "Apoyar en"
    area = _departamentos(e, definiciones)
    return (Bloque(texto=f"{verbo} los procesos {area} de la {_unidad(e)}, conforme al programa de visitas."),)


def _actividades(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> tuple[Bloque, ...]:
    codigos = [c for c in e.visita.cedulas if c in definiciones]
    procesos = tuple(
        Bloque(texto=_minuscula(definiciones[c].proceso) + (";" if n < len(codigos) else "."), marcador=Marcador.LETRA)
        for n, c in enumerate(codigos, start=1)
    )
    quien = f" con {e.visita.recibio.nombre}" if e.visita.recibio.nombre.strip() else ""
    cargo = f", {e.visita.recibio.cargo}" if quien and e.visita.recibio.cargo.strip() else ""
    bloques = [Bloque(texto=f"Reunión de apertura{quien}{cargo}.", marcador=Marcador.NUMERO)]
    if (metas := bloque_de_metas(e)) is not None:
        bloques.append(metas)
    if procesos:
        bloques.append(
            Bloque(
                texto="Evaluar la aplicación de la normatividad mediante cédulas de supervisión relativas a:",
                marcador=Marcador.NUMERO,
                subelementos=procesos,
            )
        )
    if anteriores := lineas_de_anteriores(e):
        bloques.append(
            Bloque(
                texto="Verificar en sitio los hallazgos de visitas anteriores:",
                marcador=Marcador.NUMERO,
                subelementos=tuple(
                    Bloque(texto=linea + (";" if n < len(anteriores) else "."), marcador=Marcador.LETRA)
                    for n, linea in enumerate(anteriores, start=1)
                ),
            )
        )
    bloques.append(Bloque(texto="Reunión de cierre y acuerdo de medidas.", marcador=Marcador.NUMERO))
    return tuple(bloques)


def _minuscula(texto: str) -> str:
    """A process name inside a sentence starts in lower case, unless it is an acronym or the name of a procedure."""
    primera = texto.split(" ", 1)[0]
    propio = primera.isupper() or texto.startswith("Procedimiento Administrativo")
    return texto if propio else texto[:1].lower() + texto[1:]


def _conclusiones(e: Expediente) -> tuple[Bloque, ...]:
    compartidas = [h for h in e.inconsistencias_en_orden() if not h.posible_irregularidad]
    if not compartidas and e.inconsistencias:
        # What is turned over apart is neither told here nor denied.
        texto = (
            f"Se concluyó la revisión de los procesos supervisados de la {_unidad(e)}. "
            "Se exhortó al personal a mantener el apego a la normatividad."
        )
    elif not compartidas:
        texto = (
            f"De la revisión a la {_unidad(e)} no se determinaron inconsistencias en los procesos supervisados. "
            "Se exhortó al personal a mantener el apego a la normatividad."
        )
    else:
        n = len(compartidas)
        una = "Se determinó una inconsistencia, que se comentó"
        cuantas = una if n == 1 else f"Se determinaron {n} inconsistencias, que se comentaron"
        texto = (
            f"{cuantas} con el personal de la {_unidad(e)}, a quien se exhortó "
            "a cumplir en los plazos acordados las medidas que se relacionan en los resultados."
        )
    return (Bloque(texto=texto), *(Bloque(texto=t) for t in (frase_de_anteriores(e), frase_de_metas(e)) if t))


def medidas_como_bloques(e: Expediente) -> tuple[Bloque, ...]:
    """The agreed measures as lettered items of section 4; those of a possible irregularity stay out."""
    textos = [
        m.texto.strip()
        for h in e.inconsistencias_en_orden()
        if not h.posible_irregularidad
        for m in e.medidas_de(h.id)
        if m.texto.strip()
    ]
    return tuple(
        Bloque(texto=t if t.endswith(".") else f"{t}.", marcador=Marcador.LETRA) for t in dict.fromkeys(textos)
    )
