"""One fictitious visit made stage by stage, through the same verbs and commands as the window.

What it says is its ``Guion``. It must never write into the settings, nor decide whether it may sign.
"""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

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
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.domain.seguimiento import HallazgoAnterior, id_de_verificacion
from supervisor_app.domain.texto import MESES, fecha_corta
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.demo import datos, reunion, seguimiento, universo
from supervisor_app.services.demo.anterior import AUTORIZO, VERIFICACIONES
from supervisor_app.services.demo.calendario import dias_de_visita, habil_desde, habil_hasta
from supervisor_app.services.demo.efirma import EfirmasDemo, preparar_efirmas
from supervisor_app.services.demo.guion import Guion, VerificacionDemo
from supervisor_app.services.demo.hallazgos import MedidaDemo
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.services.firmas import Firmas
from supervisor_app.services.seguimiento import Seguimiento
from supervisor_app.services.universos.verbos import Universos
from supervisor_app.services.visitas import Visitas

ENTREGA: Final = "entrega-oficina"
TURNADO: Final = "entrega-turnado"


class ServiciosDemo(Protocol):
    """What the demo needs of ``wiring.Servicios``, which this layer must not know."""

    @property
    def carpeta(self) -> Path: ...
    @property
    def definiciones(self) -> Definiciones: ...
    @property
    def ajustes(self) -> ServicioAjustes: ...
    @property
    def seguimiento(self) -> Seguimiento: ...
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


class Demo:
    """One visit being made, stage by stage."""

    def __init__(self, servicios: ServiciosDemo, guion: Guion) -> None:
        self.s = servicios
        self.guion = guion
        self.e = servicios.visitas.crear()
        self._hoy = self.e.visita.creada.date() - timedelta(days=guion.hace)
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
        self._hacer(comandos.elegir_cedulas(self.e, [self.s.definiciones.cedula(c) for c in self.guion.cedulas]))

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
        for codigo in self.guion.cedulas:
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
        for archivo in self.guion.archivos:
            contenido = archivo.hacer(self._corte, paths.recursos() / "fonts")
            evidencia = self.s.evidencias.preparar_bytes(self.e, archivo.nombre, contenido, item_id=archivo.item_id)
            self._hacer(comandos.adjuntar(self.e, [con(evidencia, leyenda=archivo.leyenda)]))

    def _contestar(self, item: ItemDefinition) -> None:
        contestacion = self.guion.contestaciones[item.id]
        if item.id == universo.ITEM:
            self._sortear(item)
        elif not contestacion.valor:
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
            escrito = self.guion.hallazgos[punto]
            self._hacer(
                comandos.modificar_inconsistencia(
                    self.e, hallazgo.id, titulo=escrito.titulo, causa=escrito.causa, riesgo=escrito.riesgo
                )
            )
            for n, medida in enumerate(escrito.medidas, start=1):
                self._medida(hallazgo.id, f"{punto}:m{n}", medida)
        if self.guion.principal:
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

    def verificar(self, anterior: Expediente) -> None:
        """Say what became of the findings of that visit to the unit."""
        for dicha in VERIFICACIONES:
            id_ = next(h.id for h in anterior.inconsistencias_en_orden() if h.items[0] == dicha.item)
            self._verificar(id_, dicha)

    def _verificar(self, hallazgo_id: str, dicha: VerificacionDemo) -> None:
        def hallado() -> HallazgoAnterior:
            return next(a for a in self.s.seguimiento.anteriores(self.e) if a.hallazgo.id == hallazgo_id)

        medida, dicho = hallado().medidas[0], dicha.medida
        if (archivo := dicha.archivo) is not None:
            de_la_verificacion = id_de_verificacion(self.e.visita.id, hallazgo_id)
            contenido = archivo.hacer(self._corte, paths.recursos() / "fonts")
            evidencia = self.s.evidencias.preparar_bytes(self.e, archivo.nombre, contenido)
            donde = {"inconsistencia_id": de_la_verificacion, "medida_id": medida.id}
            self._hacer(comandos.adjuntar(self.e, [con(evidencia, leyenda=archivo.leyenda, **donde)]))
        self._hacer(comandos.verificar_hallazgo(self.e, hallado(), dicha.resultado, dicha.nota))
        campos = {"nota": dicho.nota, "cumplida": dicho.cumplida, "avance": dicho.avance}
        self._hacer(comandos.verificar_medida(self.e, hallado(), medida.id, **campos))
        if dicho.dias and medida.fecha is not None:
            self._hacer(
                comandos.prorrogar_medida_anterior(
                    self.e,
                    hallado(),
                    medida.id,
                    habil_desde(max(medida.fecha, self._fin) + timedelta(days=dicho.dias)),
                    motivo=dicho.motivo,
                    autorizo=AUTORIZO,
                    cuando=self.e.visita.creada,
                    quien=datos.SUPERVISORA.nombre,
                )
            )

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
        for cifras in reunion.INDICADORES if self.guion.principal else ():
            self._hacer(comandos.medir(self.e, catalogo[cifras.codigo], cifras.periodo, **cifras.campos))
        borrador = self.s.documentos.componer_informe(self.e)
        self._hacer(comandos.guardar_informe(self.e, borrador, "Compuso el informe"))
        d = borrador.datos
        *primeras, cierre = d.actividades
        recorrido = [Bloque(texto=t, marcador=Marcador.NUMERO) for t in (self.guion.recorrido,) if t]
        completo = con(
            d,
            coordinador_normativo=d.coordinador_normativo or datos.COORDINADOR,
            coordinacion_normativa=d.coordinacion_normativa or datos.COORDINACION,
            adscripcion=d.adscripcion or datos.ADSCRIPCION,
            actividades=(*primeras, *recorrido, cierre),
            conclusiones=(*d.conclusiones, Bloque(texto=self.guion.reconocimiento)),
            contribuciones=tuple(Bloque(texto=texto) for texto in self.guion.contribuciones),
        )
        self._hacer(comandos.guardar_informe(self.e, con(borrador, datos=completo)))
        if self.guion.principal:
            self._reunirse()

    def _reunirse(self) -> None:
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
        for fila in self.s.documentos.lista(self.e):
            if not fila.de_consulta:
                self._firmar(self.s.documentos.emitir(self.e, fila.tipo, fila.clave), efirmas)

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
        if hay_reserva(self.e):
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
