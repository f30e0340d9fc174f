"""What ``--json`` prints, by verb, as its help tells it. These keys are stable: programs read them."""

from __future__ import annotations

from typing import Final

CLAVES_JSON: Final = {
    "cedulas listar": "lista de {codigo, version, vigente_al, departamento, proceso, unidades, puntos, etiqueta}",
    "cedulas validar": "{valido, problemas: [{archivo, linea, columna, campo, mensaje}]}",
    "cedulas comparar": "{codigo, antes, despues, resumen, datos: [{que, antes, despues}], puntos: [{punto, clase, "
    "pregunta, lugar, detalles}]}",
    "cedulas importar": "{importada, codigo, version, ruta, mensaje, problemas: [{hoja, fila, columna, titulo, "
    "mensaje}], avisos}",
    "muestras sortear": "{universo: {nombre, huella, renglones, importe, avisos}, metodo, semilla, tamano, "
    "numeros, estratos: [{nombre, renglones, tamano}]}",
    "visitas compartir": "{folio, ruta, bytes, archivos}",
    "visitas unir": "{folio, visita, de, hecha, unida, nueva, novedades, avisos, choques: [{registro, campo, de_que, "
    "lados: [{valor, quien, cuando}]}]}",
    "asm listar": "lista de {clave, version, programa, clave_programa, clase, fecha, renglones, estado, cambiada, "
    "quien, folio, version_emitida}",
    "papelera listar": "{visitas: [{folio, visita, desde, quien, quedan, se_puede_borrar, motivo}], quitado: [{folio, "
    "clave, clase, titulo, detalle, cuando, quien, quedan}], borradas: [{folio, titulo, cuando, quien, por}]}",
    "papelera restaurar": "{folio, mensaje}",
    "papelera vaciar": "{borradas}",
    "verificar": "{archivo, sha256, valido, problemas, avisos, pendientes, certificado_por, registro: {nombre, folio, "
    "sha256, huella}, adjuntos: [{nombre, sha256, bytes}], dibujadas: [{campo, nombre, cargo, ante, cuando}], firmas: "
    "[{campo, nombre, rfc, numero_certificado, momento, antes_de, integra, confiable, certifica, autoridad, "
    "autoridad_reconocida, revocacion, revocacion_dicho, revocacion_al, revocada_desde, problemas}], sellos: [{campo, "
    "autoridad, emisor, emisor_reconocido, momento, vence, integro, confiable, revocacion, revocacion_dicho, "
    "problemas}]}; de varios archivos, una lista. revocacion es «no comprobada», «vigente», «comprobación vencida», "
    "«revocada antes de firmar», «revocada, hora no probada» o «revocada después de firmar»",
    "sellar": "{sellados: [{archivo, salida, sha256, autoridad, momento, avisos, error}]}",
    "cotejar": "{hojas: [{archivo, veredicto, frase, folio, huella, documento, titulo, version, visita_id}]}; "
    "veredicto es coincide, version_anterior, no_coincide o desconocida",
    "documentos listar": "{folio, documentos: [{documento, titulo, estado, version, paginas, folio, sha256, falta}]}",
    "documentos publica": "{salida, folio, testados: {que: veces}}",
    "autoridades listar": "{autoridades: [{nombre, sha256, procedencia}], faltantes, rechazadas, sellos}; sellos tiene "
    "esas mismas claves, de las autoridades de sellado de tiempo",
    "autoridades actualizar": "{agregadas, ya_estaban, ajenos: [{nombre, sha256}]}",
    "entregar": "{destino, visitas: [{folio, visita, unidad, estado, paquete, sha256, bytes, ruta, avisos, error}]}; "
    "estado es entregada, ya_estaba o fallo",
    "firmar-paquete": "{paquete, visita_id, revision, firmante, rfc, numero_certificado, cuando, sha256, bytes}",
    "sincronizar": "{buzon, enviados, recibidos, esperan, avisos, renglones: [{cuando, clase, visita, texto}], "
    "por_confirmar: {nombre, palabras} o null}; con --estado, {buzon, equipo: {equipo, palabras, situacion, motivo}, "
    "oficina, buzones: [{buzon, direccion, visto}], recibido: [{que, cuando, estado, dicho, por_confirmar: [{nombre, "
    "sha256, para}]}], visitas: [{folio, visita, revision, bytes, etapa, cerrada, enviada, acusada, motivo, "
    "espera}], registro: [{cuando, clase, visita, texto}]}; etapa es cerrada, anunciada, "
    "enviada, acusada, apartada o retirada",
    "oficina abrir": "{nombre, palabras, publica}",
    "oficina hoja": "{salida, oficina, palabras}",
    "oficina recuperar": "{nombre, palabras, publica}",
    "oficina atender": "{buzon, recibidos, nuevos, actos, acusados, publicados, apartados: [{clave, motivo}], avisos, "
    "por_inscribir}",
    "oficina equipos": "lista de {equipo, nombre, cargo, clave_equipo, palabras, publica, estado, motivo, ultimo, "
    "asientos, paquetes}; estado es por inscribir, inscrito o de baja",
    "oficina inscribir": "{equipo, nombre, estado, …}, como en oficina equipos",
    "oficina baja": "{equipo, nombre, estado, …}, como en oficina equipos",
    "oficina autorizados": "{salida, inscritos, autorizados}",
    "oficina publicar": "de un archivo, {que, titulo, sha256, bytes, nueva}; de lo que la oficina tiene, {nuevas, "
    "fichas: [{que, titulo, ahora, publicado, cambia, activa}]}",
    "oficina sellado": "{nombre, sobre}",
    "oficina indexar": "{indice, de, vistos, nuevos, ya_estaban, apartados: [{clave, motivo}], sin_leer: [{clave, "
    "motivo}], esperan, ajenos, "
    "ausentes, dictaminados, cancelado}",
    "oficina cuarentena": "{indice, apartados: [{clave, sha256, bytes, motivo, desde, hechos}], conflictos: [{folio, "
    "visita, revision, sha256, paquete, fecha, equipo, de_quien, resuelto}], cadenas_rotas: [{folio, revision, "
    "paquete, reemplaza, esta}]}",
    "oficina tablero": "{indice, hoy, visitas, unidades, cumplimiento, no_cuentan: {otras, en_conflicto, reemplazados, "
    "aparte, en_cuarentena}, mapa: [{ooad, subdelegacion, lugar, proceso, departamento, visitas, cumple, parcial, "
    "no_cumple, no_aplica, porcentaje}], meses: [{mes, visitas, porcentaje}], inconsistencias: {abiertas, vencidas, "
    "solventadas, importe, por_estado, por_riesgo}, antiguedad: [{tramo, cuantas}], vencidas: [{folio, unidad, titulo, "
    "plazo, atraso, atraso_habiles}], medidas_vencidas: [{folio, unidad, texto, responsable, fecha, prorrogas, atraso, "
    "atraso_habiles}], medidas_en_plazo: {en_plazo, tarde, sin_cumplir, porcentaje, meses: [{mes, en_plazo, tarde, "
    "sin_cumplir, porcentaje}]}, recurrencia: [{unidad, item, veces, primera, ultima, abiertas}], indicadores: "
    "[{codigo, nombre, periodo, unidades, por_veredicto}], supervisores: [{supervisor, visitas, unidades, ultima, "
    "abiertas}]}",
    "seguimiento listar": "lista de {id, clase, folio, titulo, unidad, unidad_clave, ooad, subdelegacion, "
    "departamento, proceso, origen, origen_completo, riesgo, importe, estado, hallado, visto_el, plazo, dias, "
    "dias_habiles, vencido, atraso, veces, medidas, medidas_pendientes, por_revisar, responsables, ficticio}",
    "seguimiento medidas": "lista de {id, asunto, folio, unidad, numero, tipo, texto, responsable, plazo, "
    "primera_fecha, avance, estado, atraso, prorrogas, ficticio}",
    "seguimiento ver": "lo de seguimiento listar, y {descripcion, lista_medidas, linea: [{dia, paso, que, quien, "
    "motivo, estado, evidencias: [{nombre, sha256}]}]}",
    **{
        f"seguimiento {acto}": "{acto, clase, folio, estado}"
        for acto in ("evidencia", "avance", "nota", "prorroga", "solventar", "devolver", "no-solventada")
    },
    "seguimiento importar": "{registradas, leidas, sin_usar, problemas: [{renglon, motivos}]}",
    "programa ver": "{anio, visitas: [{folio, id, inicio, fin, unidad, ooad, subdelegacion, tipo, departamentos, "
    "equipo, cedulas, razones: [{clase, puntos, texto}], situacion, visitas, inicio_original, cancelada}], "
    "no_programadas, avisos: [{folio, clase, texto}], cumplimiento: {programadas, exigibles, realizadas, porcentaje}, "
    "por_publicar}; situacion es en_fecha, otra_fecha, en_curso, pendiente, reprogramada, atrasada o cancelada",
    "programa proponer": "{aceptadas, visitas: [{inicio, fin, unidad, …}], sin_lugar}, como en programa ver",
    "programa publicar": "{anio, version, visitas, nueva, avisos}",
    "respaldar": "{respaldo, ruta, bytes}",
    "respaldos listar": "{lugares: [{lugar, bytes, problema, respaldos: [{respaldo, hecho, visitas, bytes, motivo, "
    "cifrado, falla}]}]}",
    "respaldos verificar": "{respaldo, completo, problemas}",
    "respaldos comparar": "{respaldo, avisos, visitas: [{folio, titulo, diferencia, ultima_aqui, ultima_respaldo, "
    "respuestas: {aqui, respaldo, distintas}}]}; diferencia es igual, mas_aqui, mas_alla, distinta, solo_aqui o "
    "solo_alla",
    "respaldos restaurar": "{respaldo, aparte, equipo}; con --visita, {respaldo, visita, novedades}",
    "llave estado": "{carpeta, estado, recordada, espera, sellos: [{para, huella}]}; estado es nueva, cifrada o "
    "sin_cifrar; espera, los segundos que faltan para atender otro intento",
    "verificar-base": "{carpeta, correcta, problemas}",
}
