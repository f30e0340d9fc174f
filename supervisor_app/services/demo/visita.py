"""A fictitious visit from creation to delivery, through the same verbs and commands as the window.

For the demo of the command line, the window's practice visit, the pictures and the tests. It must never write into the
settings by itself, nor sign in a data folder whose settings do not say that its data are fictitious.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Final, Literal, Protocol, get_args

from supervisor_app import paths
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind, UnitKind
from supervisor_app.domain.cedula.session import Crudo, interpretar
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen
from supervisor_app.domain.informe import Bloque, Marcador
from supervisor_app.domain.muestreo.plan import registrar
from supervisor_app.domain.texto import MESES, fecha_corta
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.demo import datos, reunion, seguimiento, universo
from supervisor_app.services.demo.calendario import dias_de_visita, habil_desde, habil_hasta
from supervisor_app.services.demo.efirma import EfirmasDemo, preparar_efirmas
from supervisor_app.services.demo.evidencias import ARCHIVOS
from supervisor_app.services.demo.hallazgos import HALLAZGOS, MedidaDemo
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.services.firmas import Firmas
from supervisor_app.services.universos import Universos
from supervisor_app.services.visitas import Visitas
from supervisor_app.settings import Ajustes, FirmanteFrecuente

Etapa = Literal["preparacion", "cedulas", "inconsistencias", "informe", "firma", "entrega"]
ETAPAS: Final[tuple[Etapa, ...]] = get_args(Etapa)
ENTREGA: Final = "entrega-oficina"
TURNADO: Final = "entrega-turnado"

_FRASES: Final[dict[Etapa, str]] = {
    "preparacion": "Preparación: unidad, fechas, pliego, equipo y cédulas",
    "cedulas": "Cédulas: respuestas, muestras, notas y evidencia",
    "inconsistencias": "Inconsistencias y medidas acordadas",
    "informe": "Informe de la comisión",
    "firma": "Documentos: emisión, firma con e.firma de prueba y verificación",
    "entrega": "Cierre y entrega",
}


class ServiciosDemo(Protocol):
    """What the demo needs of ``wiring.Servicios``, which this layer must not know."""

    @property
    def carpeta(self) -> Path: ...
    @property
    def definiciones(self) -> Definiciones: ...
    @property
    def ajustes(self) -> ServicioAjustes: ...
    @property
    def visitas(self) -> Visitas: ...
    @property
    def evidencias(self) -> Evidencias: ...
    @property
    def universos(self) -> Universos: ...
    @property
    def documentos(self) -> Documentos: ...
    @property
    def firmas(self) -> Firmas: ...
    @property
    def entregas(self) -> Entregas: ...


def ajustes_demo(destino: Path | None = None) -> Ajustes:
    """The settings of a demo data folder: the supervisor of the demo, and data marked as fictitious."""
    return Ajustes(
        nombre=datos.SUPERVISORA.nombre,
        cargo=datos.SUPERVISORA.cargo,
        adscripcion=datos.ADSCRIPCION,
        ooad=datos.OOAD,
        ciudad=datos.CIUDAD,
        coordinador_normativo=datos.COORDINADOR,
        coordinacion_normativa=datos.COORDINACION,
        firmantes=tuple(
            FirmanteFrecuente(nombre=p.nombre, cargo=p.cargo) for p in (datos.ACOMPANANTE, datos.TITULAR, datos.RECIBIO)
        ),
        destino=str(destino) if destino is not None else "",
        ficticio=True,
    )


def crear_visita_demo(
    servicios: ServiciosDemo, *, hasta: Etapa, avisar: Callable[[str], None] | None = None
) -> Expediente:
    """A new fictitious visit taken through every stage up to ``hasta``, each change saved as a person's would be.

    ``avisar`` hears the Spanish name of each stage as it starts. From «firma» on, the settings must say that the data
    are fictitious (:func:`ajustes_demo`), because a test authority becomes trusted; UserError otherwise, and then
    nothing was made. «entrega» delivers to the settings' destination, or to a folder inside the data folder.
    """
    alcance = ETAPAS[: ETAPAS.index(hasta) + 1]
    if "firma" in alcance and not servicios.ajustes.leer().ficticio:
        raise UserError("La demostración sólo firma en una carpeta de datos ficticios.")
    demo = _Demo(servicios)
    pasos: dict[Etapa, Callable[[], None]] = {
        "preparacion": demo.preparacion,
        "cedulas": demo.cedulas,
        "inconsistencias": demo.inconsistencias,
        "informe": demo.informe,
        "firma": demo.firma,
        "entrega": demo.entrega,
    }
    for etapa in alcance:
        if avisar is not None:
            avisar(_FRASES[etapa])
        pasos[etapa]()
    return demo.e


class _Demo:
    """One visit being made, stage by stage."""

    def __init__(self, servicios: ServiciosDemo) -> None:
        self.s = servicios
        self.e = servicios.visitas.crear()
        self._hoy = self.e.visita.creada.date()
        self._inicio, self._fin = dias_de_visita(self._hoy)
        self._corte = self._inicio.replace(day=1) - timedelta(days=1)

    def _hacer(self, op: Operacion) -> None:
        if op.cambios:
            self.s.visitas.guardar(op)
            self.e = self.e.aplicar(op.cambios)

    def _id(self, clave: str) -> str:
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{self.e.visita.id}:{clave}").hex

    # --- preparación ----------------------------------------------------------------------------------------------

    def preparacion(self) -> None:
        numero = datos.PLIEGO + len(self.s.visitas.pliegos_usados(self.e.visita.id))
        campos: dict[str, dict[str, Any]] = {
            "Marcó los datos como ficticios": {"ficticia": True},
            "Eligió la unidad": {"unidad": self._unidad()},
            "Cambió las fechas": {"inicio": self._inicio, "fin": self._fin},
            "Escribió los datos de la comisión": {
                "pliego": f"{numero}/{self._fin.year}",
                "lugar": datos.LUGAR,
                "ciudad": datos.CIUDAD,
                "objeto": datos.OBJETO,
            },
            "Escribió el periodo revisado": {
                "periodo_revisado": f"Enero a {MESES[self._corte.month - 1]} de {self._corte.year}",
                "fecha_corte": self._corte,
                "fuente": datos.FUENTE,
            },
            "Escribió el equipo": {"equipo": (datos.SUPERVISORA, datos.ACOMPANANTE)},
            "Escribió quién recibió la visita": {"recibio": datos.RECIBIO, "titular": datos.TITULAR},
            "Escribió las horas de apertura y cierre": {"hora_apertura": time(9, 30), "hora_cierre": time(14, 0)},
        }
        for que, cambios in campos.items():
            self._hacer(comandos.modificar_visita(self.e, que, **cambios))
        self._hacer(comandos.elegir_cedulas(self.e, [self.s.definiciones.cedula(c) for c in datos.CEDULAS]))

    def _unidad(self) -> Unidad:
        ooad = self.s.definiciones.ooad[datos.OOAD]
        subdelegacion = ooad.subdelegacion(datos.SUBDELEGACION)
        return Unidad(
            tipo=UnitKind.SUB,
            ooad=ooad.clave,
            ooad_nombre=ooad.nombre,
            subdelegacion=datos.SUBDELEGACION,
            subdelegacion_nombre=subdelegacion.nombre if subdelegacion else "",
        )

    # --- cédulas --------------------------------------------------------------------------------------------------

    def cedulas(self) -> None:
        for codigo in datos.CEDULAS:
            encabezado = datos.ENCABEZADOS[codigo]
            self._hacer(
                comandos.modificar_aplicada(
                    self.e,
                    codigo,
                    universo=encabezado.universo,
                    metodo_muestra=encabezado.muestra,
                    atendio=encabezado.atendio,
                    observaciones=encabezado.observaciones,
                )
            )
            for item in self.s.definiciones.cedula(codigo).items:
                self._contestar(item)
        for archivo in ARCHIVOS:
            contenido = archivo.hacer(self._corte, paths.recursos() / "fonts")
            evidencia = self.s.evidencias.preparar_bytes(self.e, archivo.nombre, contenido, item_id=archivo.item_id)
            self._hacer(comandos.adjuntar(self.e, [con(evidencia, leyenda=archivo.leyenda)]))

    def _contestar(self, item: ItemDefinition) -> None:
        contestacion = datos.CONTESTACIONES[item.id]
        if item.id == universo.ITEM:
            self._sortear(item)
        elif item.id in datos.CASOS:
            filas = self._filas(item.id)
            self._hacer(comandos.guardar_filas(self.e, item, filas, f"Pegó {len(filas)} renglones en {item.id}"))
        else:
            self._hacer(comandos.responder(self.e, item, interpretar(item, _crudo(item, contestacion.valor))))
        if contestacion.nota:
            self._hacer(comandos.anotar(self.e, item, contestacion.nota))

    def _sortear(self, item: ItemDefinition) -> None:
        """A sample drawn from the listing, reviewed without finding anything."""
        u = universo.universo_demo(self._corte)
        self.s.universos.guardar(u)
        m = registrar(
            u,
            universo.PLAN,
            nombre=universo.NOMBRE,
            visita_id=self.e.visita.id,
            item_id=item.id,
            cuando=self.e.visita.creada,
        )
        numeros = iter(range(m.tamano))
        self._hacer(comandos.sortear(self.e, item, m, u, nuevo_id=lambda: self._id(f"{item.id}:{next(numeros)}")))
        filas = [con(f, con_inconsistencia=False) for f in self.e.filas_de(item.id)]
        self._hacer(comandos.guardar_filas(self.e, item, filas, f"Revisó {len(filas)} renglones de {item.id}"))

    def _filas(self, item_id: str) -> list[Fila]:
        return [
            Fila(
                id=self._id(f"{item_id}:{n}"),
                visita_id=self.e.visita.id,
                item_id=item_id,
                orden=n,
                referencia=f"Crédito {caso.credito}",
                detalle=caso.detalle.format(fecha=fecha_corta(habil_hasta(self._corte - timedelta(days=caso.dias)))),
                con_inconsistencia=caso.malo,
                importe=caso.pesos,
                nota=caso.nota,
            )
            for n, caso in enumerate(datos.CASOS[item_id], start=1)
        ]

    # --- inconsistencias ------------------------------------------------------------------------------------------

    def inconsistencias(self) -> None:
        for hallazgo in self.e.inconsistencias_en_orden():
            punto = hallazgo.items[0]
            escrito = HALLAZGOS[punto]
            self._hacer(
                comandos.modificar_inconsistencia(
                    self.e, hallazgo.id, titulo=escrito.titulo, causa=escrito.causa, riesgo=escrito.riesgo
                )
            )
            for n, medida in enumerate(escrito.medidas, start=1):
                self._medida(hallazgo.id, f"{punto}:m{n}", medida)
        self._dar_seguimiento()

    def _dar_seguimiento(self) -> None:
        """An item in two findings, an observation of the OIC, more time for a measure, and what goes apart."""
        cuando, quien = self.e.visita.creada, datos.SUPERVISORA.nombre
        reunido, que_reune = seguimiento.REUNIDO
        item = self.e.item(reunido)
        assert item is not None
        self._hacer(comandos.reunir_punto(self.e, self._hallazgo(que_reune), item))
        observada = self._hallazgo(seguimiento.OBSERVADA)
        self._hacer(
            comandos.modificar_inconsistencia(self.e, observada, origen=Origen.OIC, referencia=seguimiento.OBSERVACION)
        )
        self._hacer(comandos.cambiar_estado(self.e, observada, EstadoHallazgo.EN_ATENCION, cuando=cuando, quien=quien))
        medida = self.e.medidas_de(self._hallazgo(seguimiento.PRORROGADA))[0]
        assert medida.fecha is not None
        self._hacer(
            comandos.prorrogar_medida(
                self.e,
                medida.id,
                habil_desde(medida.fecha + timedelta(days=seguimiento.DIAS)),
                motivo=seguimiento.MOTIVO,
                autorizo=f"{datos.TITULAR.nombre}, {datos.TITULAR.cargo}",
                cuando=cuando,
                quien=quien,
            )
        )
        apartada = self._hallazgo(seguimiento.IRREGULAR)
        self._hacer(comandos.modificar_inconsistencia(self.e, apartada, posible_irregularidad=True))

    def _hallazgo(self, item_id: str) -> str:
        """The finding that the answer to an item raised."""
        return next(h.id for h in self.e.inconsistencias_en_orden() if h.items[0] == item_id)

    def _medida(self, hallazgo_id: str, clave: str, medida: MedidaDemo) -> None:
        op = comandos.nueva_medida(
            self.e,
            hallazgo_id,
            lambda: self._id(clave),
            tipo=medida.tipo,
            texto=medida.texto,
            responsable_nombre=medida.responsable.nombre,
            responsable_cargo=medida.responsable.cargo,
            fecha=habil_desde(self._fin + timedelta(days=medida.dias)),
            evidencia_esperada=medida.evidencia,
        )
        self._hacer(op)

    # --- informe --------------------------------------------------------------------------------------------------

    def informe(self) -> None:
        """The figures of the unit, the composed draft with what the person adds to it, and the closing meeting."""
        catalogo = self.s.definiciones.indicadores
        for cifras in reunion.INDICADORES:
            self._hacer(comandos.medir(self.e, catalogo[cifras.codigo], cifras.periodo, **cifras.campos))
        borrador = self.s.documentos.componer_informe(self.e)
        self._hacer(comandos.guardar_informe(self.e, borrador, "Compuso el informe"))
        d = borrador.datos
        *primeras, cierre = d.actividades
        completo = con(
            d,
            coordinador_normativo=d.coordinador_normativo or datos.COORDINADOR,
            coordinacion_normativa=d.coordinacion_normativa or datos.COORDINACION,
            adscripcion=d.adscripcion or datos.ADSCRIPCION,
            actividades=(*primeras, Bloque(texto=datos.RECORRIDO, marcador=Marcador.NUMERO), cierre),
            conclusiones=(*d.conclusiones, Bloque(texto=datos.RECONOCIMIENTO)),
            contribuciones=tuple(Bloque(texto=texto) for texto in datos.CONTRIBUCIONES),
        )
        self._hacer(comandos.guardar_informe(self.e, con(borrador, datos=completo)))
        self._hacer(comandos.empezar_acta(self.e))
        for que, cambios in (
            ("Cambió la hora de inicio", {"inicio": reunion.INICIO}),
            ("Escribió las manifestaciones", {"manifestaciones": reunion.MANIFESTACIONES}),
            ("Escribió otros acuerdos", {"acuerdos": reunion.ACUERDOS}),
        ):
            self._hacer(comandos.modificar_acta(self.e, que, **cambios))

    # --- firma ----------------------------------------------------------------------------------------------------

    def firma(self) -> None:
        efirmas = preparar_efirmas(self.s.carpeta, self.s.firmas, self.e.visita.creada)
        emitidos = [self.s.documentos.emitir(self.e, TipoDocumento.CEDULA, codigo) for codigo in self.e.visita.cedulas]
        emitidos += [
            self.s.documentos.emitir(self.e, TipoDocumento.INFORME),
            self.s.documentos.emitir(self.e, TipoDocumento.ACTA),
        ]
        emitidos.append(self.s.documentos.emitir(self.e, TipoDocumento.TURNADO))
        for documento in emitidos:
            self._firmar(documento, efirmas)

    def _firmar(self, documento: Documento, efirmas: EfirmasDemo) -> None:
        for campo in documento.campos:
            if documento.tipo is TipoDocumento.ACTA and not campo.obligatorio:
                continue  # who attends besides signs if there is an e.firma at hand; the demo has two
            efirma = efirmas.titular if campo.nombre == datos.TITULAR.nombre else efirmas.supervisora
            documento = self.s.firmas.firmar_documento(documento, campo.campo, efirma, lugar="Colima, Col.")
        verificacion = self.s.firmas.verificar_documento(documento)
        if not verificacion.valido:
            raise UserError(f"{documento.titulo}: {' '.join(verificacion.problemas)}")

    # --- entrega --------------------------------------------------------------------------------------------------

    def entrega(self) -> None:
        self.e = self.s.entregas.cerrar(self.e)
        destino = self.s.ajustes.leer().destino or str(_carpeta(self.s.carpeta / ENTREGA))
        self.s.entregas.entregar(self.e, destino)
        self.s.entregas.entregar_turnado(self.e, _carpeta(Path(destino).parent / TURNADO))


def _crudo(item: ItemDefinition, valor: str) -> Crudo:
    if item.tipo is not Kind.MUESTRA or "/" not in valor:
        return valor
    revisados, malos, importe = valor.split("/")
    return {"revisados": revisados, "con_inconsistencia": malos, "importe": importe}


def _carpeta(ruta: Path) -> Path:
    try:
        ruta.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"No se puede crear la carpeta {ruta} ({motivo(error)}).") from error
    return ruta
