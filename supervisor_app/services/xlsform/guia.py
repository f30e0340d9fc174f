"""The last sheet of an exported workbook: what each column is for, in the words of who will edit it.

It must never be read back.
"""

from __future__ import annotations

from typing import Final

from supervisor_app.services.xlsform import columnas as c

HOJA_GUIA: Final = "Guía"
GUIA: Final = (
    ("Cómo se usa este libro", "Es un XLSForm. Cámbielo y guárdelo como .xlsx; después, en la aplicación: Ajustes, "
     "Cédulas, Importar. Si algo no se entiende, se dice la hoja, la fila y la columna, y no se importa nada."),
    ("Antes de importar", "Si cambió algo, suba «version» en la hoja settings y ponga la fecha de hoy (aaaa-mm-dd) en "
     "imss::vigente_al. Las visitas que ya aplican la versión anterior la conservan."),
    ("Hoja survey: una fila por pregunta", "El orden de las filas es el de las preguntas. Las filas en gris son las "
     "cuentas y columnas que toda muestra tiene; no hace falta cambiarlas."),
    ("type", "select_one imss-cumplimiento (cumple, parcial, no cumple, no aplica), integer, decimal, date, text, "
     "select_one LISTA, select_multiple LISTA. Una muestra va entre begin_group y end_group, con begin_repeat y "
     "end_repeat para sus casos. Un apartado va entre begin_group y end_group, con su título en label."),
    ("name", "El número de la pregunta, como CO-02-01. En una pregunta nueva puede ser cualquier nombre sin espacios: "
     "al importar recibe el siguiente número."),
    ("label", "La pregunta. {entre_llaves} va la clave de un umbral, que se cambia por su texto («60 días»)."),
    ("hint", "Ayuda para quien contesta. Opcional."),
    ("required", "yes: hay que contestarla para cerrar la visita. no: puede quedar vacía."),
    ("relevant", "Cuándo se pregunta, como ${CO-02-08} = 'no_cumple'. Vacío: siempre."),
    ("constraint, constraint_message", "La regla que la respuesta debe cumplir y lo que se dice si no; el punto es la "
     "respuesta. Las demás reglas, y las que sólo avisan, van en la hoja reglas."),
    ("calculation", "El valor de la pregunta, que entonces nadie escribe."),
    ("default", "El valor con que empieza."),
    ("choice_filter", "Qué opciones de la lista se ofrecen, como ooad = ${CO-02-01}; ooad es una columna de choices."),
    (c.TIPO, "cumple, muestra, numero, porcentaje, fecha, monto_mxn, texto, opcion u opciones."),
    (c.FUNDAMENTO, "Función del manual, como JSAC:7.1.3:45; una por renglón (Alt+Enter). Toda pregunta lleva una. En "
     "la hoja settings vale para las preguntas que no digan la suya."),
    (c.OTRO_FUNDAMENTO, "Artículo o norma del catálogo, como CFF 134; uno por renglón."),
    (c.EVIDENCIA, "Qué documento o pantalla se revisa."),
    (c.UNIDAD, "Unidad de una pregunta de tipo numero, como días."),
    (c.DECIMALES, "Cuántos decimales admite un número."),
    (c.PESO, "Cuánto cuenta en el resultado; 1 si queda vacío."),
    (c.INICIAL, "Sólo lo llena la aplicación, cuando default no alcanza."),
    ("Hoja choices", "list_name, name y label de cada opción. Las columnas que agregue sirven para choice_filter."),
    ("Hoja settings", "form_id es el código de la cédula, como CO-02; imss::unidades, dónde se aplica: SUB, OFC, OAX, "
     "UMF; imss::departamento: cobranza, registro_cartera, afiliacion_vigencia o auditoria_patrones."),
    ("Hoja reglas", "name: la pregunta. orden: qué lugar ocupa entre sus reglas. tipo: dura (impide cerrar) o aviso."),
    ("Hoja umbrales", "Los que citan las preguntas. legal: sí sólo si viene de un artículo, que va en fundamento."),
)  # fmt: skip
