"""The verbs of following up with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import familia, orden, salida

_DEPARTAMENTOS = ("cobranza", "registro_cartera", "afiliacion_vigencia", "auditoria_patrones")
_ESTADOS = ("abierta", "en_atencion", "en_revision", "solventada", "no_solventada")


def seguimiento(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(
        ordenes, "seguimiento", "hallazgos y observaciones: en qué van, evidencia, prórrogas, cédula por unidad"
    )
    _lista(
        orden(
            acciones,
            "listar",
            "lista hallazgos y observaciones, lo más vencido primero",
            "En la oficina, los de todas las unidades y las observaciones de OIC, ASF y otros; en el equipo de quien\n"
            "supervisa, los de sus visitas cerradas y los que le envió la oficina.",
        )
    )
    medidas = orden(acciones, "medidas", "lista las medidas pendientes, la de fecha más próxima primero")
    _lista(medidas)
    medidas.add_argument("--todas", action="store_true", help="también las cumplidas")
    ver = orden(acciones, "ver", "muestra un asunto: medidas, lo que se ha hecho y su evidencia")
    _asunto(ver)
    evidencia = orden(acciones, "evidencia", "registra la evidencia que se recibió; el asunto queda en revisión")
    _asunto(evidencia)
    evidencia.add_argument("archivos", metavar="ARCHIVO", type=Path, nargs="*", help="archivos que se recibieron")
    _medida(evidencia)
    _palabras(evidencia, "qué se recibió")
    avance = orden(acciones, "avance", "registra cuánto lleva una medida")
    _asunto(avance)
    _medida(avance, obligada=True)
    avance.add_argument("--por-ciento", metavar="N", type=int, required=True, help="de 0 a 100")
    _palabras(avance, "lo que se quiera agregar")
    nota = orden(acciones, "nota", "agrega una nota, que no cambia el estado")
    _asunto(nota)
    _palabras(nota, "la nota", obligada=True)
    prorroga = orden(acciones, "prorroga", "mueve la fecha de una medida (sólo la oficina)")
    _asunto(prorroga)
    _medida(prorroga, obligada=True)
    prorroga.add_argument("--hasta", metavar="FECHA", required=True, help="nueva fecha (dd/mm/aaaa)")
    prorroga.add_argument("--autorizo", metavar="NOMBRE", required=True, help="quién la autorizó")
    _palabras(prorroga, "por qué", obligada=True)
    solventar = orden(acciones, "solventar", "da por solventado un asunto (sólo la oficina)")
    _asunto(solventar)
    _palabras(solventar, "en qué se basa; obligado si no se recibió evidencia")
    devolver = orden(acciones, "devolver", "devuelve a la unidad con el motivo (sólo la oficina)")
    _asunto(devolver)
    _palabras(devolver, "qué falta", obligada=True)
    no_solventada = orden(acciones, "no-solventada", "lo da por no solventado, con el motivo (sólo la oficina)")
    _asunto(no_solventada)
    _palabras(no_solventada, "por qué", obligada=True)
    importar = orden(
        acciones,
        "importar",
        "registra observaciones de OIC, ASF u otros desde una tabla",
        "Lee una tabla con encabezados, con tabuladores entre columnas como la copia una hoja de cálculo. Sin\n"
        "--escribir sólo muestra lo que registraría. Termina con 1 si algún renglón no se puede tomar.",
    )
    importar.add_argument("tabla", metavar="ARCHIVO", type=Path, help="texto en UTF-8")
    importar.add_argument("--escribir", action="store_true", help="registra los renglones que se pudieron leer")
    importar.add_argument("--ficticias", action="store_true", help="las registra como de práctica")
    cedula = orden(
        acciones,
        "cedula",
        "emite la cédula de seguimiento de una unidad, con folio y versión",
        "Hallazgos por solventar, lo solventado en el periodo, medidas, lo hecho y capacitación de una unidad. La\n"
        "copia queda guardada en la carpeta de datos; repetirla sin que nada cambie da la misma.",
    )
    cedula.add_argument("unidad", metavar="UNIDAD", help="su nombre, o parte de él")
    salida(cedula)
    cedula.add_argument("--desde", metavar="FECHA", default="", help="lo solventado desde este día (si falta, del año)")
    cedula.add_argument("--reviso", metavar="NOMBRE", default="", help="quién la revisa")
    cedula.add_argument("--cargo", metavar="CARGO", default="", help="su cargo")
    cedula.add_argument("--borrador", action="store_true", help="sin sello ni registro; no se guarda")
    cedula.add_argument("--ficticias", action="store_true", help="de las visitas de práctica")
    for una in acciones.choices.values():
        una.add_argument(
            "--indice", metavar="LUGAR", default="", help="archivo o dirección del índice, si no es el de la carpeta"
        )


def _lista(de: Analizador) -> None:
    de.add_argument("--ooad", metavar="CLAVE", default="", help="sólo este OOAD (06)")
    de.add_argument("--unidad", metavar="TEXTO", default="", help="sólo unidades con este nombre, o parte de él")
    de.add_argument("--departamento", choices=_DEPARTAMENTOS, default="", help="sólo este departamento")
    de.add_argument("--estado", choices=_ESTADOS, action="append", default=[], help="puede repetirse")
    de.add_argument("--abiertas", action="store_true", help="sin solventar")
    de.add_argument("--vencidas", action="store_true", help="con plazo vencido")
    de.add_argument("--reincidentes", action="store_true", help="que la unidad ya tenía")
    de.add_argument("--por-revisar", action="store_true", help="con evidencia recibida y sin dictamen")
    de.add_argument("--origen", choices=("supervision", "oic", "asf", "otra"), default="", help="quién lo halló")
    de.add_argument("--riesgo", choices=("bajo", "medio", "alto"), default="")
    de.add_argument("--responsable", metavar="TEXTO", default="", help="de medidas a cargo de quien se llame así")
    de.add_argument("--texto", metavar="TEXTO", default="", help="con esto en folio, asunto, unidad u origen")
    de.add_argument("--ficticias", action="store_true", help="los de práctica en vez de los reales")
    de.add_argument("-o", "--salida", metavar="ARCHIVO", type=Path, help="guarda la lista: .xlsx, .csv o .json")
    de.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")


def _asunto(de: Analizador) -> None:
    de.add_argument("folio", metavar="FOLIO", help="folio del asunto (V-2026-001-02, «OIC 14/2026»)")
    de.add_argument("--ficticias", action="store_true", help="es de práctica")


def _medida(de: Analizador, *, obligada: bool = False) -> None:
    de.add_argument("--medida", metavar="N", type=int, required=obligada, default=0, help="número de la medida")


def _palabras(de: Analizador, que: str, *, obligada: bool = False) -> None:
    de.add_argument("--palabras", metavar="TEXTO", default="", required=obligada, help=que)
