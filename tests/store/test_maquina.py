"""Any sequence of what people do: the store says the same as the domain after each step, and undoing all of it gives
the start."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Valor, sumar_filas
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Riesgo, TipoMedida
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    contador_de_ids,
    evidencia,
    expediente,
    fila,
    informe,
    muestra,
    visita,
)

TEXTOS = st.sampled_from(["", " ", "Texto", "Otro «texto» 😀\n", "'; DROP TABLE visita; --"])
CUAL = st.integers(0, 7)


class Visita(RuleBasedStateMachine):
    """A visit in a real store; ``pasado`` and ``futuro`` are what undo and redo are to give."""

    @initialize()
    def empezar(self) -> None:
        self.carpeta = tempfile.TemporaryDirectory()
        self.libro = Libro(self._abrir(), expediente(cedulas=()))
        self.inicio = self.libro.e
        self.pasado: list[Expediente] = []
        self.futuro: list[Expediente] = []
        self.nuevo_id = contador_de_ids()

    def _abrir(self) -> Almacen:
        return Almacen(Path(self.carpeta.name) / "datos", ahora=AHORA)

    def _hacer(self, mandar: Callable[[Expediente], Operacion]) -> None:
        antes = self.libro.e
        try:
            op = mandar(antes)
        except UserError:
            return
        self.libro.hacer(op)
        if not op.vacia:
            self.pasado.append(antes)
            self.futuro.clear()

    def _hallazgo(self, cual: int) -> str:
        todos = self.libro.e.inconsistencias_en_orden()
        return todos[cual % len(todos)].id if todos else ""

    def _medida(self, cual: int) -> str:
        todas = sorted(self.libro.e.medidas)
        return todas[cual % len(todas)] if todas else ""

    # --- what people do ---------------------------------------------------------------------------------------------

    @rule(cuales=st.lists(st.sampled_from([CO_90, AV_90]), max_size=3))
    def elegir_cedulas(self, cuales: list[CedulaDefinition]) -> None:
        self._hacer(lambda e: comandos.elegir_cedulas(e, cuales))

    @rule(texto=TEXTOS, dia=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    def preparar(self, texto: str, dia: date) -> None:
        self._hacer(lambda e: comandos.modificar_visita(e, "Cambió la preparación", lugar=texto, inicio=dia))

    @rule(
        item=st.sampled_from([CONTROL, RESPONSABLE]),
        valor=st.sampled_from([CUMPLE, PARCIAL, NO_CUMPLE, NO_APLICA, None]),
    )
    def responder(self, item: ItemDefinition, valor: Valor | None) -> None:
        # A question that the version in force does not ask is answered nowhere.
        if "CO-90" not in self.libro.e.fijadas or self.libro.e.item(item.id) is not None:
            self._hacer(lambda e: comandos.responder(e, item, valor))

    @rule(malos=st.integers(0, 3), vacia=st.booleans())
    def contar(self, malos: int, vacia: bool) -> None:
        self._hacer(lambda e: comandos.responder(e, MUESTRA, None if vacia else muestra(3, malos)))

    @rule(resultados=st.lists(st.none() | st.booleans(), max_size=4), desde=st.integers(0, 3))
    def pegar_filas(self, resultados: list[bool | None], desde: int) -> None:
        filas = [fila(desde + n, malo) for n, malo in enumerate(resultados)]
        self._hacer(lambda e: comandos.guardar_filas(e, MUESTRA, filas, "Pegó renglones"))

    @rule(nota=TEXTOS)
    def anotar(self, nota: str) -> None:
        self._hacer(lambda e: comandos.anotar(e, CONTROL, nota))

    @rule(cual=CUAL, del_hallazgo=st.booleans())
    def adjuntar(self, cual: int, del_hallazgo: bool) -> None:
        de = {"inconsistencia_id": self._hallazgo(cual)} if del_hallazgo else {"item_id": CONTROL.id}
        nueva = con(evidencia(), id=self.nuevo_id(), **de)
        self._hacer(lambda e: comandos.adjuntar(e, [nueva]))

    @rule(cual=CUAL)
    def quitar_evidencia(self, cual: int) -> None:
        if todas := sorted(self.libro.e.evidencias):
            self._hacer(lambda e: comandos.quitar_evidencia(e, todas[cual % len(todas)]))

    @rule()
    def nueva_inconsistencia(self) -> None:
        self._hacer(lambda e: comandos.nueva_inconsistencia(e, self.nuevo_id))

    @rule(cual=CUAL, titulo=TEXTOS, riesgo=st.sampled_from(Riesgo), grave=st.booleans())
    def modificar_inconsistencia(self, cual: int, titulo: str, riesgo: Riesgo, grave: bool) -> None:
        if id_ := self._hallazgo(cual):
            campos = {"titulo": titulo, "riesgo": riesgo, "posible_irregularidad": grave}
            self._hacer(lambda e: comandos.modificar_inconsistencia(e, id_, **campos))

    @rule(cual=CUAL)
    def quitar_inconsistencia(self, cual: int) -> None:
        if id_ := self._hallazgo(cual):
            self._hacer(lambda e: comandos.quitar_inconsistencia(e, id_))

    @rule(cual=CUAL, texto=TEXTOS)
    def nueva_medida(self, cual: int, texto: str) -> None:
        if id_ := self._hallazgo(cual):
            self._hacer(lambda e: comandos.nueva_medida(e, id_, self.nuevo_id, texto=texto))

    @rule(cual=CUAL, tipo=st.sampled_from(TipoMedida), avance=st.integers(0, 100))
    def modificar_medida(self, cual: int, tipo: TipoMedida, avance: int) -> None:
        if id_ := self._medida(cual):
            self._hacer(lambda e: comandos.modificar_medida(e, id_, tipo=tipo, avance=avance))

    @rule(cual=CUAL)
    def quitar_medida(self, cual: int) -> None:
        if id_ := self._medida(cual):
            self._hacer(lambda e: comandos.quitar_medida(e, id_))

    @rule(cual=CUAL, resultado=st.sampled_from([None, *ResultadoVerificacion]), nota=TEXTOS)
    def verificar(self, cual: int, resultado: ResultadoVerificacion | None, nota: str) -> None:
        otra = visita(id="0b" * 16, folio="V-2025-041")
        hallado = Inconsistencia(id=f"anterior-{cual}", visita_id=otra.id, numero=cual + 1)
        anterior = HallazgoAnterior(hallado, otra, "Título")
        self._hacer(lambda e: comandos.verificar_hallazgo(e, anterior, resultado, nota))

    @rule(lleno=st.booleans())
    def guardar_informe(self, lleno: bool) -> None:
        borrador = informe() if lleno else InformeBorrador(id=informe().id, visita_id=informe().visita_id)
        self._hacer(lambda e: comandos.guardar_informe(e, borrador))

    # --- going back and forth ---------------------------------------------------------------------------------------

    @rule(atras=st.lists(st.booleans(), min_size=1, max_size=4))
    def ir_y_venir(self, atras: list[bool]) -> None:
        for uno in atras:
            if uno:
                self._deshacer()
            else:
                self._rehacer()

    @rule(valor=st.sampled_from([CUMPLE, NO_CUMPLE, None]))
    def deshacer_y_seguir(self, valor: Valor | None) -> None:
        self._deshacer()
        self._hacer(lambda e: comandos.responder(e, RESPONSABLE, valor))
        self._deshacer()
        self._rehacer()

    def _deshacer(self) -> None:
        antes = self.libro.e
        if self.libro.deshacer() is None:
            assert not self.pasado
        else:
            assert self.libro.e == self.pasado.pop()
            self.futuro.append(antes)

    def _rehacer(self) -> None:
        antes = self.libro.e
        if self.libro.rehacer() is None:
            assert not self.futuro
        else:
            assert self.libro.e == self.futuro.pop()
            self.pasado.append(antes)

    @rule()
    def cerrar_y_abrir(self) -> None:
        self.libro.almacen.cerrar()
        self.libro.almacen = self._abrir()

    # --- what always holds ------------------------------------------------------------------------------------------

    @invariant()
    def the_store_holds_what_the_window_shows(self) -> None:
        assert self.libro.en_disco == self.libro.e

    @invariant()
    def numbers_are_never_shared(self) -> None:
        numeros = [h.numero for h in self.libro.e.inconsistencias.values()]
        assert len(numeros) == len(set(numeros))

    @invariant()
    def every_answer_that_raises_a_finding_has_one(self) -> None:
        e = self.libro.e
        levantan = {r.item_id for r in e.respuestas.values() if r.levanta_inconsistencia}
        assert levantan <= {i for h in e.inconsistencias.values() for i in h.items}

    @invariant()
    def medidas_and_files_hang_from_findings_that_are_there(self) -> None:
        e = self.libro.e
        duenos = {m.inconsistencia_id for m in e.medidas.values()}
        duenos |= {v.inconsistencia_id for v in e.evidencias.values() if v.inconsistencia_id}
        assert duenos <= set(e.inconsistencias)

    @invariant()
    def rows_with_results_give_the_counts(self) -> None:
        suma = sumar_filas(self.libro.e.filas_de(MUESTRA.id))
        respuesta = self.libro.e.respuesta(MUESTRA.id)
        assert suma is None or (respuesta is not None and respuesta.valor == suma)

    def teardown(self) -> None:
        while self.libro.deshacer() is not None:
            pass
        assert self.libro.en_disco == self.libro.e == self.inicio
        assert self.libro.almacen.comprobar() == ()
        self.libro.almacen.cerrar()
        self.carpeta.cleanup()


TestVisita = Visita.TestCase
TestVisita.settings = settings(
    max_examples=50, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
