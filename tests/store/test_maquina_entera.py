"""The same machine with the newer things that people do: draws, versions, figures, the meeting, states, measures of
earlier visits, findings joined and parted, clashes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from supervisor_app import paths
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import ValorOpcion, ValorOpciones, ValorPorcentaje
from supervisor_app.domain.choque import Choque, Lado, id_de_choque
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia
from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.seguimiento import HallazgoAnterior
from supervisor_app.services.definiciones import Definiciones
from tests.domain.muestreo.test_plan import universo
from tests.store.test_maquina import CUAL, TEXTOS, Visita
from tests.versiones_ficticias import OTRA, UNA
from tests.visita_ficticia import AHORA, CONTROL, MUESTRA, medida, visita

_UNIVERSO = universo(40)
_INDICADORES = tuple(Definiciones(paths.formas()).indicadores.values())[:3]


class VisitaEntera(Visita):
    @rule()
    def aplicar_la_de_antes(self) -> None:
        if not self.libro.e.fijadas:
            self._hacer(lambda e: comandos.elegir_cedulas(e, [UNA]))

    @rule(porciento=st.integers(0, 100))
    def responder_lo_que_cambia(self, porciento: int) -> None:
        """The version that arrives asks this for another kind of answer, and has not the choice."""
        fijada = self.libro.e.fijadas.get("CO-90")
        if fijada is not None and fijada.definicion == UNA:
            elegida = ValorOpciones(valores=(ValorOpcion(valor="otra", texto="Otra causa"),))
            self._hacer(lambda e: comandos.responder(e, UNA.items[3], ValorPorcentaje(valor=Decimal(porciento))))
            self._hacer(lambda e: comandos.responder(e, UNA.items[4], elegida))

    @rule(se_queda=st.booleans())
    def llega_otra_version(self, se_queda: bool) -> None:
        """The questions that it drops are answered no more, so it is only followed where they are not."""
        if "CO-90" in self.libro.e.fijadas and CONTROL.id not in self.libro.e.respuestas:
            seguir = comandos.quedarse if se_queda else comandos.seguir_versiones
            self._hacer(lambda e: seguir(e, [OTRA]))

    @rule(cual=CUAL)
    def devolver(self, cual: int) -> None:
        if perdidas := sorted(self.libro.e.sin_lugar):
            self._hacer(lambda e: comandos.devolver(e, perdidas[cual % len(perdidas)]))

    @rule(tamano=st.integers(1, 4), semilla=st.sampled_from("abc"))
    def sortear(self, tamano: int, semilla: str) -> None:
        e = self.libro.e
        self.libro.almacen.archivos.guardar(_UNIVERSO.canonico)
        plan = Plan(Metodo.SIMPLE, tamano=tamano, semilla=semilla)
        m = registrar(_UNIVERSO, plan, nombre="u.xlsx", visita_id=e.visita.id, item_id=MUESTRA.id, cuando=AHORA)
        self._hacer(lambda e: comandos.sortear(e, MUESTRA, m, _UNIVERSO, nuevo_id=self.nuevo_id, aceptar_perdida=True))

    @rule(texto=TEXTOS)
    def encabezar(self, texto: str) -> None:
        if "CO-90" in self.libro.e.visita.cedulas:
            self._hacer(lambda e: comandos.modificar_aplicada(e, "CO-90", observaciones=texto))

    @rule(cual=st.sampled_from(_INDICADORES), real=st.none() | st.integers(0, 90), comentario=TEXTOS)
    def medir(self, cual: object, real: int | None, comentario: str) -> None:
        self._hacer(lambda e: comandos.medir(e, cual, Periodo.MES, real=real, comentario=comentario))  # type: ignore[arg-type]

    @rule(texto=TEXTOS, quitar=st.booleans())
    def reunirse(self, texto: str, quitar: bool) -> None:
        self._hacer(comandos.quitar_acta if quitar else comandos.empezar_acta)
        self._hacer(lambda e: comandos.modificar_acta(e, "Escribió", acuerdos=texto))

    @rule(cual=CUAL, estado=st.sampled_from(EstadoHallazgo), motivo=TEXTOS)
    def cambiar_estado(self, cual: int, estado: EstadoHallazgo, motivo: str) -> None:
        if id_ := self._hallazgo(cual):
            dicho = {"cuando": AHORA, "quien": "Lucía", "motivo": motivo}
            self._hacer(lambda e: comandos.cambiar_estado(e, id_, estado, **dicho))  # type: ignore[arg-type]

    @rule(cual=CUAL, dias=st.integers(-3, 60), motivo=TEXTOS)
    def prorrogar(self, cual: int, dias: int, motivo: str) -> None:
        if id_ := self._medida(cual):
            nueva = AHORA.date() + timedelta(days=dias)
            self._hacer(lambda e: comandos.modificar_medida(e, id_, fecha=AHORA.date()))
            self._hacer(
                lambda e: comandos.prorrogar_medida(
                    e, id_, nueva, motivo=motivo, autorizo="Titular", cuando=AHORA, quien="Lucía"
                )
            )

    @rule(cual=CUAL, avance=st.none() | st.integers(0, 100), cumplida=st.none() | st.booleans(), nota=TEXTOS)
    def verificar_medida(self, cual: int, avance: int | None, cumplida: bool | None, nota: str) -> None:
        a = self._anterior(cual)
        self._hacer(lambda e: comandos.verificar_medida(e, a, "medida-1", avance=avance, cumplida=cumplida, nota=nota))
        self._hacer(
            lambda e: comandos.prorrogar_medida_anterior(
                e, a, "medida-1", date(2026, 9, 1), motivo=nota, autorizo="Titular", cuando=AHORA, quien="Lucía"
            )
        )

    def _anterior(self, cual: int) -> HallazgoAnterior:
        otra = visita(id="0b" * 16, folio="V-2025-041")
        hallado = Inconsistencia(id=f"anterior-{cual}", visita_id=otra.id, numero=cual + 1)
        return HallazgoAnterior(hallado, otra, "Título", (medida(1, hallado.id, visita_id=otra.id),))

    @rule(una=CUAL, otra=CUAL)
    def unir(self, una: int, otra: int) -> None:
        if self.libro.e.inconsistencias:
            self._hacer(lambda e: comandos.unir_inconsistencias(e, self._hallazgo(una), self._hallazgo(otra)))

    @rule(cual=CUAL)
    def dividir(self, cual: int) -> None:
        if id_ := self._hallazgo(cual):
            primero = self.libro.e.inconsistencias[id_].items[:1]
            self._hacer(lambda e: comandos.dividir_inconsistencia(e, id_, primero, self.nuevo_id))

    @rule(cual=CUAL)
    def reunir(self, cual: int) -> None:
        if id_ := self._hallazgo(cual):
            self._hacer(lambda e: comandos.reunir_punto(e, id_, MUESTRA))

    @rule(cual=CUAL, decidir=st.booleans())
    def chocar(self, cual: int, decidir: bool) -> None:
        """Two copies wrote the cause of a finding; somebody may decide which holds."""
        if not (id_ := self._hallazgo(cual)):
            return
        lados = tuple(
            Lado(version=v, valor=f'"{v}"', quien="Q", equipo=v, cuando=AHORA, que="Cambió") for v in ("uno", "dos")
        )
        clave = id_de_choque(id_, "causa")
        nuevo = Choque(
            id=clave, visita_id=visita().id, clase="inconsistencia", registro_id=id_, campo="causa", lados=lados
        )
        antes = self.libro.e.choques.get(clave)
        self._hacer(lambda e: Operacion(e.visita.id, "Unió una copia", (Cambio(antes, nuevo),)))
        if decidir:
            self._hacer(lambda e: decidir_choque(e, clave, '"dos"', "Decidió"))

    @rule(cual=CUAL, texto=TEXTOS)
    def leyenda(self, cual: int, texto: str) -> None:
        if todas := sorted(self.libro.e.evidencias):
            self._hacer(lambda e: comandos.escribir_leyenda(e, todas[cual % len(todas)], texto))


TestVisitaEntera = VisitaEntera.TestCase
TestVisitaEntera.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
