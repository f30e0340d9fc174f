"""The turnado: what it tells, that it goes apart, and that nothing shared tells any of it."""

from __future__ import annotations

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.contenido_paquete import registros_compartidos, registros_del_turnado
from supervisor_app.services.papel.cedula_impresa import decir_respuesta, imprimir_cedula, registro_cedula
from supervisor_app.services.papel.sin_lugar_impreso import texto_sin_lugar
from supervisor_app.services.papel.turnado_impreso import imprimir_turnado
from tests.versiones_ficticias import seguida
from tests.visita_ficticia import CO_90, CONTROL, MUESTRA, NO_CUMPLE, aplicar, evidencia, expediente, fila, responder

SECRETO = "doble cobro"


def reservada() -> Expediente:
    """CONTROL raised an ordinary finding; MUESTRA, a possible irregularity that says SECRETO everywhere."""
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = responder(e, CONTROL.id, NO_CUMPLE)
    e = aplicar(e, comandos.guardar_filas(e, MUESTRA, [fila(1, True, detalle=SECRETO, nota=SECRETO)], "Pegó"))
    e = aplicar(e, comandos.anotar(e, MUESTRA, f"Se vio {SECRETO}"))
    h = e.inconsistencias_de(MUESTRA.id)[0].id
    e = aplicar(e, comandos.nueva_medida(e, h, lambda: "m1", texto=f"Turnar el {SECRETO}"))
    archivo = evidencia(1, item_id=MUESTRA.id, nombre=f"{SECRETO}.pdf")
    e = aplicar(e, comandos.adjuntar(e, [archivo]))
    return aplicar(e, comandos.modificar_inconsistencia(e, h, titulo=f"Posible {SECRETO}", posible_irregularidad=True))


def test_the_turnado_tells_what_item_rows_evidence_and_who() -> None:
    doc = imprimir_turnado(reservada())
    (h,) = doc.hallazgos
    assert (h.folio, h.titulo) == ("V-2026-001-02", f"Posible {SECRETO}")
    assert [p.codigo for p in h.puntos] == [MUESTRA.id]
    assert h.casos == (("Crédito 1", SECRETO, "", SECRETO),)
    assert [(v.nombre, v.sha256) for v in doc.evidencias] == [(f"{SECRETO}.pdf", "ab" * 32)]
    assert doc.supervisores[0].nombre == "Lucía Ñandú Peñaloza"


def test_the_turnado_tells_nothing_of_what_is_shared() -> None:
    assert CONTROL.id not in str(imprimir_turnado(reservada()))


def test_the_cedula_and_its_record_tell_none_of_it() -> None:
    e = reservada()
    assert SECRETO not in str(imprimir_cedula(e, CO_90, {}))
    assert SECRETO not in str(registro_cedula(e, CO_90, {}))


def test_the_cedula_does_not_deny_it_either() -> None:
    e = responder(reservada(), CONTROL.id, None)
    doc = imprimir_cedula(e, CO_90, {})
    assert (doc.inconsistencias, doc.calla_inconsistencias) == ((), True)


def test_the_shared_records_tell_none_of_it_and_the_turnado_all_of_it() -> None:
    e = reservada()
    assert all(SECRETO.encode() not in contenido for contenido in registros_compartidos(e).values())
    apartados = registros_del_turnado(e)
    for nombre in ("respuestas", "muestras", "evidencias", "inconsistencias", "medidas"):
        assert SECRETO.encode() in apartados[nombre]
        assert CONTROL.id.encode() not in apartados[nombre]


def test_what_is_copied_of_it_says_that_it_is_reserved() -> None:
    e = seguida()
    perdida = next(iter(e.sin_lugar.values()))
    item = e.item(perdida.item_id) or perdida.punto
    e = aplicar(e, comandos.nueva_inconsistencia(e, lambda: "h9"))
    assert "RESERVADO" not in texto_sin_lugar(e, perdida, decir_respuesta)
    e = aplicar(e, comandos.reunir_punto(e, "h9", item))
    e = aplicar(e, comandos.modificar_inconsistencia(e, "h9", posible_irregularidad=True))
    assert texto_sin_lugar(e, perdida, decir_respuesta).startswith("RESERVADO: es de una posible irregularidad")
