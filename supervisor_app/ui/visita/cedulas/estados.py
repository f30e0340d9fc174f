"""What the screen shows of a visit, worked out from it: the state of each question, results, what comes next.

Pure: no widget. What did not change is not worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervisor_app.domain.avance import resultados
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import CedulaDefinition, Kind
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada, evaluar_cedula
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.cedula.violaciones import violaciones
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.visita.cedulas.pregunta import Consequence, QuestionState, Remark

_NOT_ASKED = Remark("No aplica por lo que contestó antes. Lo que había escrito se conserva.", "na")
EVIDENCE = "evidencia"
"""What a consequence leads to when it is the evidence of the item and not a finding."""


@dataclass(frozen=True)
class _Rows:
    """The rows of each muestra, and the mapping they were taken from."""

    source: Mapping[str, Fila]
    by_item: Mapping[str, tuple[Fila, ...]]


@dataclass(frozen=True, slots=True)
class RulesBroken:
    """How many questions of a cédula break a rule: a hard one, or soft ones only; ``first`` of the hard ones."""

    hard: int = 0
    soft: int = 0
    first: str = ""


NONE_BROKEN = RulesBroken()


class VisitReading:
    """Reads the present value of the visit. A visit is frozen, so that the same mapping means the same content."""

    def __init__(self) -> None:
        self._definitions: tuple[object, object, dict[str, CedulaDefinition]] = (None, None, {})
        self._rows = _Rows({}, {})
        self._results: tuple[object, object, object, dict[str, Resultado]] = (None, None, None, {})
        self._broken: tuple[object, dict[str, RulesBroken]] = (None, {})

    def definitions(self, e: Expediente) -> dict[str, CedulaDefinition]:
        """The definitions that the visit applies, by code, those that can be read."""
        kept, codes, found = self._definitions
        if kept is not e.fijadas or codes != e.visita.cedulas:
            found = e.definiciones
            self._definitions = (e.fijadas, e.visita.cedulas, found)
        return found

    def results(self, e: Expediente) -> dict[str, Resultado]:
        """The result of each applied cédula that can be read, in the order of the visit."""
        answers, rows, known, found = self._results
        definitions = self.definitions(e)
        # Rows may decide what is asked.
        if answers is not e.respuestas or rows is not e.filas or known is not definitions:
            found = resultados(e, definitions)
            self._results = (e.respuestas, e.filas, definitions, found)
        return found

    def rules(self, e: Expediente) -> dict[str, RulesBroken]:
        """How many questions of each cédula break a rule; those of which none does are left out."""
        results, found = self.results(e), self._broken[1]
        if self._broken[0] is not results:
            each = {c: _rules_of(e, d) for c, d in self.definitions(e).items()}
            found = {c: broken for c, broken in each.items() if broken != NONE_BROKEN}
            self._broken = (results, found)
        return found

    def first_broken(self, e: Expediente) -> str:
        """The first question whose answer breaks a hard rule, in whatever cédula; "" where none does."""
        return next((rules.first for rules in self.rules(e).values() if rules.first), "")

    def states(self, e: Expediente, definition: CedulaDefinition) -> dict[str, QuestionState]:
        """What each question of a cédula shows."""
        rows = self._rows_of(e)
        findings = {i: h for h in reversed(e.inconsistencias_en_orden()) for i in h.items}
        files: dict[str, int] = {}
        for file in e.evidencias.values():
            files[file.item_id] = files.get(file.item_id, 0) + 1
        states = {}
        logic = evaluar_cedula(definition, e.visita, e.respuestas, e.filas)
        broken = remarks_by_item(logic, e)
        for item in definition.items:
            answer, finding = e.respuesta(item.id), findings.get(item.id)
            led = [_finding(e, finding.id, finding.numero)] if finding is not None else []
            if files.get(item.id):
                led.append(Consequence(str(files[item.id]), "paperclip", "text2", EVIDENCE))
            states[item.id] = QuestionState(
                valor=answer.valor if answer is not None else None,
                rows=rows.get(item.id, ()) if item.tipo is Kind.MUESTRA else (),
                consequences=tuple(led),
                asked=logic.relevante(item.id),
                remarks=tuple(broken.get(item.id, ())) if logic.relevante(item.id) else (_NOT_ASKED,),
                choices=logic.opciones(item),
                logic=logic if item.columnas else None,
            )
        return states

    def _rows_of(self, e: Expediente) -> Mapping[str, tuple[Fila, ...]]:
        if self._rows.source is not e.filas:
            by_item: dict[str, list[Fila]] = {}
            for row in e.filas.values():
                by_item.setdefault(row.item_id, []).append(row)
            ordered = {i: tuple(sorted(rows, key=lambda f: (f.orden, f.id))) for i, rows in by_item.items()}
            self._rows = _Rows(e.filas, ordered)
        return self._rows.by_item

    def first_code(self, e: Expediente) -> str:
        """The cédula in which work goes on: the first that is not complete, else the first."""
        results = self.results(e)
        return next((c for c, r in results.items() if not r.completa), next(iter(results), ""))

    def first_item(self, e: Expediente, codigo: str) -> str:
        """The first unanswered question of a cédula, else its first."""
        definition = self.definitions(e)[codigo]
        return next(_pending(e, definition), definition.items[0].id)

    def next_unanswered(self, e: Expediente, codigo: str, item_id: str) -> str:
        """The next question without answer after this one, going on in the cédulas that follow and then from the
        first; "" where nothing is left.
        """
        definitions = self.definitions(e).values()
        order = [item.id for definition in definitions for item in definition.items]
        pending = {i for definition in definitions for i in _pending(e, definition)}
        if item_id in order:
            start = order.index(item_id) + 1
        else:
            start = next((i for i, one in enumerate(order) if one.startswith(f"{codigo}-")), 0)
        return next((i for i in (*order[start:], *order[:start]) if i in pending), "")


def _pending(e: Expediente, definition: CedulaDefinition) -> Iterator[str]:
    """The questions that a person still has to answer."""
    return evaluar_cedula(definition, e.visita, e.respuestas, e.filas).pendientes(e.respuestas)


def _rules_of(e: Expediente, definition: CedulaDefinition) -> RulesBroken:
    logic = evaluar_cedula(definition, e.visita, e.respuestas, e.filas)
    told = list(violaciones(logic, e.filas))
    hard = dict.fromkeys(one.item_id for one in told if one.dura)
    return RulesBroken(len(hard), len({one.item_id for one in told} - hard.keys()), next(iter(hard), ""))


def remarks_by_item(logic: CedulaEvaluada, e: Expediente) -> dict[str, list[Remark]]:
    """The rules that answers do not meet, under their question."""
    said: dict[str, list[Remark]] = {}
    for broken in violaciones(logic, e.filas):
        words = broken.texto.removeprefix(broken.item_id).lstrip(":, ")
        remark = Remark(words[:1].upper() + words[1:], "bad" if broken.dura else "warn")
        said.setdefault(broken.item_id, []).append(remark)
    return said


def _finding(e: Expediente, finding_id: str, number: int) -> Consequence:
    count = len(e.medidas_de(finding_id))
    measures = "sin medida" if not count else ("1 medida" if count == 1 else f"{count} medidas")
    return Consequence(f"Inconsistencia {number:02d} · {measures}", "triangle-alert", "warn", finding_id)
