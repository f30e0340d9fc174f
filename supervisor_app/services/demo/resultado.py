"""What the demo leaves in its folder: data prepared, documents exported and checked, a second delivery.

It only looks at a finished fictitious visit and copies its documents out. It must never change the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.exchange.acompanantes import VERIFICADOR
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.demo.visita import ENTREGA, ServiciosDemo, ajustes_demo
from supervisor_app.services.entregas import Acuse
from supervisor_app.services.firmas import Verificacion

__all__ = ["DATOS", "DOCUMENTOS", "VERIFICADOR", "DocumentoDemo", "ResultadoDemo", "preparar_carpeta", "recoger"]

DATOS: Final = "datos"
DOCUMENTOS: Final = "documentos"
RESERVADOS: Final = "documentos-turnado"
"""What is turned over is not beside what is shared, in no folder."""


@dataclass(frozen=True, slots=True)
class DocumentoDemo:
    """One signed document, where its copy is and what its verification says."""

    titulo: str
    ruta: Path
    paginas: int
    verificacion: Verificacion


@dataclass(frozen=True, slots=True)
class ResultadoDemo:
    """What was made. ``primera`` and ``segunda`` are both deliveries; ``problemas`` those of the delivered package."""

    visita: Visita
    respuestas: int
    evidencias: int
    inconsistencias: int
    medidas: int
    documentos: tuple[DocumentoDemo, ...]
    segunda: Acuse
    archivos: int
    problemas: tuple[str, ...]

    @property
    def correcto(self) -> bool:
        """Every signature valid, the delivered package whole, and nothing sent twice."""
        firmas = all(d.verificacion.valido for d in self.documentos)
        return firmas and self.segunda.ya_estaba and not self.problemas


def preparar_carpeta(servicios: ServiciosDemo, carpeta: Path) -> bool:
    """Make the demo's folders under ``carpeta`` and the settings of its data. True where a demo was there already.

    Raises UserError where the data folder holds visits that are not fictitious, EnvironmentProblem where the disk
    refuses; then its settings are as they were.
    """
    ajustes, visitas = servicios.ajustes.leer(), servicios.visitas.lista()
    if not ajustes.ficticio and (visitas or ajustes.nombre):
        raise UserError(
            f"La carpeta «{servicios.carpeta}» tiene datos que no son de la demostración y no se tocó. "
            "Elija otra carpeta para la demostración."
        )
    entrega = carpeta / ENTREGA
    try:
        entrega.mkdir(parents=True, exist_ok=True)
        for documentos in (DOCUMENTOS, RESERVADOS):
            (carpeta / documentos).mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"No se puede crear la carpeta {entrega} ({motivo(error)}).") from error
    if ajustes.destino != str(entrega) or not ajustes.ficticio:
        # A demo folder that was moved delivers to where it is now.
        servicios.ajustes.guardar(ajustes_demo(entrega))
    return bool(visitas)


def recoger(servicios: ServiciosDemo, e: Expediente, carpeta: Path) -> ResultadoDemo:
    """Copy the documents of a delivered visit into ``carpeta``, verify them, deliver again and check the package."""
    documentos = tuple(
        DocumentoDemo(
            titulo=documento.titulo,
            ruta=servicios.documentos.exportar(
                documento, carpeta / _lugar(documento) / servicios.documentos.nombre_de_archivo(documento)
            ),
            paginas=documento.ultimo.paginas,
            verificacion=servicios.firmas.verificar_documento(documento),
        )
        for documento in servicios.documentos.vigentes(e.visita.id)
    )
    segunda = servicios.entregas.entregar(e, servicios.ajustes.leer().destino)
    paquete = verificar_paquete(Path(segunda.ruta))
    return ResultadoDemo(
        visita=e.visita,
        respuestas=len(e.respuestas),
        evidencias=len(e.evidencias),
        inconsistencias=len(e.inconsistencias),
        medidas=len(e.medidas),
        documentos=documentos,
        segunda=segunda,
        archivos=paquete.archivos,
        problemas=paquete.problemas,
    )


def _lugar(documento: Documento) -> str:
    return RESERVADOS if documento.tipo is TipoDocumento.TURNADO else DOCUMENTOS
