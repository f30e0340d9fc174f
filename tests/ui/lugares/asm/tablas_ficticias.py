"""ASM tables of an invented programme, as text to paste and as values, for tests and pictures. Nothing here is real."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervisor_app.domain.asm import AspectoAsm, FirmanteAsm, TablaAsm
from supervisor_app.wiring import abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.visita_ficticia import AJUSTES, RelojFijo

PROGRAMA = "Programa ficticio de orientación a patrones"


def renglon(n: int) -> AspectoAsm:
    temas = (
        ("Difundir en el portal de prueba la información que facilite el cumplimiento de las obligaciones.",
         ("Adecuar el sistema de citas de prueba para que muestre los adeudos del periodo.",
          "Publicar las preguntas frecuentes y su vigencia."),
         "Portal con la información al día y consultas resueltas en la primera visita.",
         "Acceso en el portal de prueba y oficio circular de liberación."),
        ("Identificar los procedimientos que tengan relación entre sí, para definir la secuencia con que operan.",
         ("Definir las acciones de simplificación y de fusión de los procedimientos, según sea el caso.",
          "Actualizar los procedimientos conforme al programa anual.",
          "Difundirlos entre las subdelegaciones."),
         "Un flujo de actividades y criterios definido y homologado.",
         "Reporte de cumplimiento del programa y carátulas de los procedimientos autorizados."),
        ("Modificar el objetivo de la actividad, a fin de que se genere una relación de causalidad con los procesos.",
         ("La recomendación se incluirá en la actualización y mejora de la matriz de indicadores.",),
         "Modificación de las actividades de la matriz.",
         "Matriz de indicadores del ejercicio."),
    )  # fmt: skip
    aspecto, actividades, resultados, productos = temas[n % len(temas)]
    return AspectoAsm(
        aspecto=aspecto,
        actividades=actividades,
        areas=("Coordinación de Prueba", "Unidad de Incorporación Ficticia")[: 1 + n % 2],
        fecha=date(2026, 6 + n % 6, 28),
        resultados=resultados,
        productos=productos,
        avance=(0, 45, 100)[n % 3],
        documento="Oficio de prueba 12/2026" if n % 3 == 2 else "",
        prioridad=("Alto", "Medio", "Bajo")[n % 3],
    )


def tabla(renglones: int = 5) -> TablaAsm:
    return TablaAsm(
        entidad="Instituto Mexicano del Seguro Social",
        clase="Específicos",
        clave_programa="E-999",
        programa=PROGRAMA,
        fecha=date(2026, 6, 30),
        aspectos=tuple(renglon(n) for n in range(renglones)),
        firmantes=(FirmanteAsm(nombre="Lucía Barragán Ortega", cargo="Jefa de Departamento", como="Elaboró"),),
    )


def escribir_tablas(carpeta: Path) -> list[str]:
    """A data folder with three tables, one of them emitted and one taken out; their ids."""
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES)
        una = s.asm.crear(tabla(), "Creó la tabla")
        otra = s.asm.crear(
            TablaAsm.model_validate({**dict(tabla(2)), "clase": "Institucionales", "clave_programa": "E-998"})
        )
        s.asm.emitir(otra.id)
        fuera = s.asm.crear(TablaAsm.model_validate({**dict(tabla(1)), "clave_programa": "E-997"}))
        s.asm.quitar(fuera.id)
        return [una.id, otra.id, fuera.id]


PEGADA = """SEGUIMIENTO A ASPECTOS SUSCEPTIBLES DE MEJORA CLASIFICADOS COMO
ESPECÍFICOS, DERIVADOS DE INFORMES Y EVALUACIONES EXTERNAS

Instituto de Prueba
Documento de Trabajo del Programa:

E-999 Orientación ficticia

No. Aspecto Susceptible de Mejora Actividades Área Responsable Fecha de Término Resultados Esperados Productos

1
Difundir a través del portal de prueba la
guía que facilite el cumplimiento.

Con el fin de facilitar el pago, llevar a cabo
adecuaciones al sistema de prueba.

Coordinación de Prueba 30/06/2026
Adecuar el portal.

Acceso en el portal para  f a c i l i t a r  el
cumplimiento.

2

Identificar los procedimientos.
Incorporar en ellos una política.

Definir acciones de simplificación, según sea el caso.
"Actualizar los procedimientos de 2026.
"

Unidad de Incorporación Ficticia 31/12/2026

Establecer un flujo homologado.

Carátula de procedimientos.

3
Revisar los indicadores.

Incluir la recomendación en la actualización de la
matriz. Coordinación de Prueba 30/10/2026

Modificación de los indicadores de la matriz MATRIZ 2026
"""
