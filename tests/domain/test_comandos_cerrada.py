"""What a closed visit refuses."""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Indicador, Sentido, UnidadIndicador
from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.papelera import ClaseQuitado, Quitado
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from tests.domain.muestreo.test_comando import U as UNIVERSO
from tests.domain.muestreo.test_comando import trazo
from tests.visita_ficticia import (
    AHORA,
    CO_90,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_CUMPLE,
    VISITA_ID,
    aplicar,
    cerrada,
    contador_de_ids,
    evidencia,
    expediente,
    fila,
    informe,
    responder,
)

INDICADOR = Indicador(codigo="IND-01", nombre="Ingresos", unidad=UnidadIndicador.MXN, sentido=Sentido.SUBE)


def _operaciones(e: Expediente) -> dict[str, Callable[[], Operacion]]:
    """Every command over a visit with a bit of everything, by its name."""
    nuevo_id = contador_de_ids()
    prorroga: Any = {"motivo": "M", "autorizo": "A", "cuando": AHORA, "quien": ""}
    (hallazgo,) = e.inconsistencias
    anterior = HallazgoAnterior(e.inconsistencias[hallazgo], e.visita, "Título")
    return {
        "modificar_visita": lambda: comandos.modificar_visita(e, "Cambió", pliego="1"),
        "elegir_cedulas": lambda: comandos.elegir_cedulas(e, [CO_90]),
        "seguir_versiones": lambda: comandos.seguir_versiones(e, [CO_90]),
        "quedarse": lambda: comandos.quedarse(e, [CO_90]),
        "devolver": lambda: comandos.devolver(e, ""),
        "modificar_aplicada": lambda: comandos.modificar_aplicada(e, "CO-90", universo="1"),
        "responder": lambda: comandos.responder(e, CONTROL, CUMPLE),
        "anotar": lambda: comandos.anotar(e, CONTROL, "Nota"),
        "guardar_filas": lambda: comandos.guardar_filas(e, MUESTRA, [fila(1)], "Pegó"),
        "sortear": lambda: comandos.sortear(e, MUESTRA, trazo(), UNIVERSO, nuevo_id=nuevo_id),
        "adjuntar": lambda: comandos.adjuntar(e, [evidencia(2)]),
        "quitar_evidencia": lambda: comandos.quitar_evidencia(e, "evidencia-1"),
        "escribir_leyenda": lambda: comandos.escribir_leyenda(e, "evidencia-1", "Leyenda"),
        "renombrar_evidencia": lambda: comandos.renombrar_evidencia(e, "evidencia-1", "Otro"),
        "quitar_lugar": lambda: comandos.quitar_lugar(e, "evidencia-1"),
        "quitar_fecha": lambda: comandos.quitar_fecha(e, "evidencia-1"),
        "mover_evidencia": lambda: comandos.mover_evidencia(e, "evidencia-1", Sitio(item_id=CONTROL.id)),
        "ordenar_evidencia": lambda: comandos.ordenar_evidencia(e, "evidencia-1", 1, ["evidencia-1"]),
        "marcar_evidencia": lambda: comandos.marcar_evidencia(e, "evidencia-1", evidencia(2)),
        "tachar_evidencia": lambda: comandos.tachar_evidencia(e, "evidencia-1", evidencia(2), []),
        "nueva_inconsistencia": lambda: comandos.nueva_inconsistencia(e, nuevo_id),
        "modificar_inconsistencia": lambda: comandos.modificar_inconsistencia(e, hallazgo, causa="Otra"),
        "quitar_inconsistencia": lambda: comandos.quitar_inconsistencia(e, hallazgo),
        "nueva_medida": lambda: comandos.nueva_medida(e, hallazgo, nuevo_id),
        "cambiar_estado": lambda: comandos.cambiar_estado(
            e, hallazgo, EstadoHallazgo.EN_ATENCION, cuando=AHORA, quien=""
        ),
        "reunir_punto": lambda: comandos.reunir_punto(e, hallazgo, MUESTRA),
        "sacar_punto": lambda: comandos.sacar_punto(e, hallazgo, CONTROL.id),
        "unir_inconsistencias": lambda: comandos.unir_inconsistencias(e, hallazgo, hallazgo),
        "dividir_inconsistencia": lambda: comandos.dividir_inconsistencia(e, hallazgo, [CONTROL.id], nuevo_id),
        "prorrogar_medida": lambda: comandos.prorrogar_medida(e, "medida-1", None, **prorroga),
        "prorrogar_medida_anterior": lambda: comandos.prorrogar_medida_anterior(e, anterior, "m", None, **prorroga),
        "verificar_medida": lambda: comandos.verificar_medida(e, anterior, "m", avance=10),
        "modificar_medida": lambda: comandos.modificar_medida(e, "medida-1", texto="Otra"),
        "quitar_medida": lambda: comandos.quitar_medida(e, "medida-1"),
        "verificar_hallazgo": lambda: comandos.verificar_hallazgo(e, anterior, ResultadoVerificacion.EN_ATENCION),
        "anotar_verificacion": lambda: comandos.anotar_verificacion(e, anterior, "Nota"),
        "guardar_informe": lambda: comandos.guardar_informe(e, informe()),
        "empezar_acta": lambda: comandos.empezar_acta(e),
        "modificar_acta": lambda: comandos.modificar_acta(e, "Cambió el lugar", lugar="Otro"),
        "quitar_acta": lambda: comandos.quitar_acta(e),
        "medir": lambda: comandos.medir(e, INDICADOR, Periodo.MES, comentario="Nota"),
        "pegar_indicadores": lambda: comandos.pegar_indicadores(e, [], {}),
        "llevar_al_informe": lambda: comandos.llevar_al_informe(e),
        "traer_metas": lambda: comandos.traer_metas(e, [], {}),
        "restaurar": lambda: comandos.restaurar(e, QUITADO, nuevo_id),
    }


QUITADO = Quitado(
    clave="1:x", visita_id=VISITA_ID, operacion=1, cuando=AHORA, quien="", que="", clase=ClaseQuitado.EVIDENCIA,
    titulo="acta.pdf", detalle="", registros=(evidencia(2),),
)  # fmt: skip


def _con_de_todo() -> Expediente:
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = responder(e, CONTROL.id, NO_CUMPLE)
    e = aplicar(e, comandos.nueva_medida(e, e.inconsistencias_en_orden()[0].id, lambda: "medida-1"))
    return aplicar(e, comandos.adjuntar(e, [evidencia()]))


@pytest.mark.parametrize("nombre", sorted(_operaciones(_con_de_todo())))
def test_a_closed_visit_refuses_every_command(nombre: str) -> None:
    mandar = _operaciones(cerrada(_con_de_todo()))[nombre]
    with pytest.raises(UserError, match="cerrada"):
        mandar()


def test_every_command_is_among_those_that_a_closed_visit_refuses() -> None:
    publicas = {n for n in comandos.__all__ if isfunction(getattr(comandos, n))}
    assert publicas == {*_operaciones(_con_de_todo()), "cerrar"}


def test_closing_says_so() -> None:
    e = expediente()
    assert comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)).que == "Cerró la visita"


def test_reopening_says_so() -> None:
    e = cerrada(expediente())
    assert comandos.cerrar(e, con(e.visita, estado=EstadoVisita.EN_CURSO)).que == "Reabrió la visita"


def test_a_visit_keeps_the_definitions_it_applies() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    assert e.definiciones == {"CO-90": CO_90}


def test_a_definition_that_changes_later_does_not_change_the_visit() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    nueva = CO_90.model_copy(update={"version": 2})
    assert aplicar(e, comandos.elegir_cedulas(e, [nueva])).definiciones == {"CO-90": CO_90}


def test_a_cedula_that_comes_back_comes_in_its_present_version() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    e = aplicar(e, comandos.elegir_cedulas(e, []))
    nueva = CO_90.model_copy(update={"version": 2})
    assert aplicar(e, comandos.elegir_cedulas(e, [nueva])).definiciones == {"CO-90": nueva}


def test_a_number_that_was_delivered_names_no_other_finding() -> None:
    e = expediente(numeros_entregados=12)
    (h,) = aplicar(e, comandos.responder(e, CONTROL, NO_CUMPLE)).inconsistencias.values()
    assert h.numero == 13
