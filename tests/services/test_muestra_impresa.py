"""What a cédula prints of a draw: enough to repeat it."""

from __future__ import annotations

from supervisor_app.documents.modelos import MuestraImpresa
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.muestreo import sortear
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.muestreo.plan import sortear as repetir
from supervisor_app.services.papel.cedula_impresa import imprimir_cedula
from tests.documents.ejemplos import cedula_pdf, text_of
from tests.domain.muestreo.test_plan import CUANDO, universo
from tests.visita_ficticia import CO_90, MUESTRA, aplicar, contador_de_ids, expediente

U = universo(300)


def sorteada() -> Expediente:
    e = expediente()
    plan = Plan(Metodo.ESTRATIFICADO, tamano=12, semilla="4821", columna="incidencia")
    m = registrar(U, plan, nombre="rale.xlsx", visita_id=e.visita.id, item_id=MUESTRA.id, cuando=CUANDO)
    return aplicar(e, sortear(e, MUESTRA, m, U, nuevo_id=contador_de_ids()))


def revisada() -> Expediente:
    e = sorteada()
    filas = [con(f, con_inconsistencia=n == 0) for n, f in enumerate(e.filas_de(MUESTRA.id))]
    return aplicar(e, comandos.guardar_filas(e, MUESTRA, filas, "Revisó"))


def muestra_de(e: Expediente) -> MuestraImpresa:
    item = next(i for i in imprimir_cedula(e, CO_90, {}).items if i.muestra is not None)
    assert item.muestra is not None
    return item.muestra


def test_whoever_reads_the_page_can_repeat_the_draw() -> None:
    dicho = dict(muestra_de(revisada()).sorteo)
    assert dicho["Huella del universo (SHA-256)"] == U.sha256
    semilla = dicho["Método"].rpartition("Semilla: ")[2]
    sorteo, _ = repetir(U, Plan(Metodo.ESTRATIFICADO, tamano=12, semilla=semilla, columna="incidencia"))
    assert [f.numero for f in muestra_de(revisada()).filas] == [str(n) for n in sorteo.elegidos]


def test_the_projection_stands_with_the_draw() -> None:
    assert "Se estima que" in dict(muestra_de(revisada()).sorteo)["Resultado"]


def test_a_draw_that_nobody_reviewed_is_printed_too() -> None:
    muestra = muestra_de(sorteada())
    assert (muestra.revisados, len(muestra.filas)) == ("0", 12)


def test_the_header_tells_the_universe_where_nobody_wrote_it() -> None:
    doc = imprimir_cedula(revisada(), CO_90, {})
    assert doc.universo == "«rale.xlsx»: 300 renglones, $152,550.00"
    assert "Estratificado" in doc.muestra


def test_the_page_has_it_all() -> None:
    doc = imprimir_cedula(revisada(), CO_90, {})
    texto = " ".join(text_of(cedula_pdf(doc)).split())
    assert U.sha256 in texto.replace(" ", "")
    assert "Semilla: 4821" in texto
    assert "Estratos por «Incidencia»" in texto
