"""In whatever order people add, take out, restore, undo and redo, all that was written is in the visit or its bin."""

from __future__ import annotations

import re

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.papelera import ClaseQuitado, Quitado
from supervisor_app.errors import UserError
from tests.domain.test_papelera import Trabajo
from tests.visita_ficticia import AV_90, CO_90, CUMPLE, ITEMS, MUESTRA, NO_CUMPLE, evidencia, fila

CUAL = st.integers(0, 9)
PUNTOS = st.sampled_from(["CO-90-01", "CO-90-07", "AV-90-01", "AV-90-02"])
CEDULAS = st.lists(st.sampled_from([CO_90, AV_90]), unique_by=lambda d: d.codigo)


class Papelera(RuleBasedStateMachine):
    @initialize()
    def empezar(self) -> None:
        self.t = Trabajo()
        self.pasado: list[Operacion] = []
        self.futuro: list[Operacion] = []
        self.escritas: set[str] = set()

    def hacer(self, op: Operacion) -> None:
        if not op.vacia:
            self.t.hacer(op)
            self.pasado.append(op)
            self.futuro.clear()

    def marca(self) -> str:
        """A word that is written once and must be found for ever."""
        marca = f"<{len(self.escritas)}>"
        self.escritas.add(marca)
        return marca

    def una(self, ids: dict[str, object], cual: int) -> str:
        return sorted(ids)[cual % len(ids)] if ids else ""

    # --- what people write --------------------------------------------------------------------------------------------

    @rule(punto=PUNTOS, valor=st.sampled_from([CUMPLE, NO_CUMPLE, None]))
    def responder(self, punto: str, valor: Valor | None) -> None:
        if punto.rsplit("-", 1)[0] in self.t.e.visita.cedulas:
            self.hacer(comandos.responder(self.t.e, ITEMS[punto], valor))

    @rule()
    def inconsistencia(self) -> None:
        (cambio,) = comandos.nueva_inconsistencia(self.t.e, self.t.nuevo_id).cambios
        assert isinstance(cambio.despues, Inconsistencia)
        nueva = con(cambio.despues, titulo=self.marca())
        self.hacer(Operacion(self.t.e.visita.id, "Agregó", (Cambio(None, nueva),)))

    @rule(cual=CUAL)
    def medida(self, cual: int) -> None:
        if id_ := self.una(dict(self.t.e.inconsistencias), cual):
            self.hacer(comandos.nueva_medida(self.t.e, id_, self.t.nuevo_id, texto=self.marca()))

    @rule(cual=CUAL, punto=PUNTOS, de_hallazgo=st.booleans())
    def archivo(self, cual: int, punto: str, de_hallazgo: bool) -> None:
        hallazgo = self.una(dict(self.t.e.inconsistencias), cual)
        if de_hallazgo and hallazgo:
            sitio = {"inconsistencia_id": hallazgo}
        elif punto.rsplit("-", 1)[0] in self.t.e.visita.cedulas:
            sitio = {"item_id": punto}
        else:
            return
        nueva = con(evidencia(), id=self.t.nuevo_id(), leyenda=self.marca(), **sitio)
        self.hacer(comandos.adjuntar(self.t.e, [nueva]))

    @rule(malo=st.none() | st.booleans())
    def renglon(self, malo: bool | None) -> None:
        if "CO-90" in self.t.e.visita.cedulas:
            nueva = con(fila(len(self.escritas), malo), id=self.t.nuevo_id(), referencia=self.marca())
            filas = [*self.t.e.filas_de(MUESTRA.id), nueva]
            self.hacer(comandos.guardar_filas(self.t.e, MUESTRA, filas, "Agregó"))

    # --- what they take out -------------------------------------------------------------------------------------------

    @rule(cuales=CEDULAS, con_lo_suyo=st.booleans())
    def elegir(self, cuales: list[CedulaDefinition], con_lo_suyo: bool) -> None:
        quitadas: dict[str, Quitado] = {}
        for q in self.t.papelera():
            if q.clase is ClaseQuitado.CEDULA and con_lo_suyo:
                quitadas[q.codigo] = q
        try:
            self.hacer(comandos.elegir_cedulas(self.t.e, cuales, quitadas))
        except UserError as error:
            assert "está otra vez en la visita" in error.message

    @rule(cual=CUAL)
    def quitar_archivo(self, cual: int) -> None:
        if id_ := self.una(dict(self.t.e.evidencias), cual):
            self.hacer(comandos.quitar_evidencia(self.t.e, id_))

    @rule(cual=CUAL)
    def quitar_medida(self, cual: int) -> None:
        if id_ := self.una(dict(self.t.e.medidas), cual):
            self.hacer(comandos.quitar_medida(self.t.e, id_))

    @rule(cual=CUAL)
    def quitar_inconsistencia(self, cual: int) -> None:
        if id_ := self.una(dict(self.t.e.inconsistencias), cual):
            try:
                self.hacer(comandos.quitar_inconsistencia(self.t.e, id_))
            except UserError as error:
                assert "para quitarla" in error.message

    @rule(cual=CUAL)
    def quitar_renglon(self, cual: int) -> None:
        filas = self.t.e.filas_de(MUESTRA.id)
        if filas and "CO-90" in self.t.e.visita.cedulas:
            quedan = [f for n, f in enumerate(filas) if n != cual % len(filas)]
            self.hacer(comandos.guardar_filas(self.t.e, MUESTRA, quedan, "Quitó"))

    # --- and back -----------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.pasado)
    @rule()
    def deshacer(self) -> None:
        op = self.pasado.pop()
        self.t.hacer(op.inversa)
        self.futuro.append(op)

    @precondition(lambda self: self.futuro)
    @rule()
    def rehacer(self) -> None:
        op = self.futuro.pop()
        self.t.hacer(op)
        self.pasado.append(op)

    @rule(cual=CUAL)
    def restaurar(self, cual: int) -> None:
        papelera = self.t.papelera()
        if not papelera:
            return
        quitado = papelera[cual % len(papelera)]
        try:
            self.hacer(comandos.restaurar(self.t.e, quitado, self.t.nuevo_id))
        except UserError:
            assert quitado in self.t.papelera()
        else:
            assert quitado.clave not in {q.clave for q in self.t.papelera()}

    # --- always -------------------------------------------------------------------------------------------------------

    @invariant()
    def nada_se_pierde(self) -> None:
        presentes = "".join(r.model_dump_json() for r in self.t.e.registros())
        guardadas = "".join(r.model_dump_json() for q in self.t.papelera() for r in (*q.registros, *q.padres))
        assert self.escritas <= set(re.findall(r"<\d+>", presentes + guardadas))

    @invariant()
    def lo_presente_tiene_su_lugar(self) -> None:
        e = self.t.e
        numeros = [h.numero for h in e.inconsistencias.values()]
        assert len(set(numeros)) == len(numeros)
        assert all(m.inconsistencia_id in e.inconsistencias for m in e.medidas.values())
        levantan = [r for r in e.respuestas.values() if r.levanta_inconsistencia]
        assert all(e.inconsistencias_de(r.item_id) for r in levantan if r.cedula in e.visita.cedulas)


TestPapelera = Papelera.TestCase
TestPapelera.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
