"""The verbs of the programme with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.argumentos_oficina import indice
from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import familia, orden

_DEPARTAMENTOS = ("cobranza", "registro_cartera", "afiliacion_vigencia", "auditoria_patrones")


def programa(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(ordenes, "programa", "programa de visitas: ver, proponer, publicar, exportar")
    ver = orden(
        acciones,
        "ver",
        "muestra el programa de un año, qué revisar en él y cómo va",
        "Muestra las visitas programadas de un año con la situación de cada una, lo que conviene revisar (personas\n"
        "en dos lugares, días inhábiles, lo que falta) y el cumplimiento. En la oficina, contra las visitas\n"
        "recibidas; en la computadora de un supervisor, contra las suyas.",
    )
    _anio(ver)
    indice(ver)
    proponer = orden(
        acciones,
        "proponer",
        "propone visitas a las unidades de mayor riesgo, con sus razones",
        "Propone visitas a las unidades de mayor riesgo (inconsistencias sin solventar, vencidas y reincidentes,\n"
        "indicadores desfavorables, tiempo sin visita), repartidas en los días hábiles de los meses, sin que nadie\n"
        "esté en dos lugares. Los pesos están en programa.yaml y son propuesta de la Jefatura. No escribe nada,\n"
        "salvo con --aceptar.",
    )
    _anio(proponer)
    indice(proponer)
    proponer.add_argument(
        "--mes", metavar="M", type=int, action="append", default=[], help="mes, del 1 al 12 (puede repetirse)"
    )
    proponer.add_argument(
        "--departamento", metavar="D", action="append", default=[], choices=_DEPARTAMENTOS,
        help=f"departamento que visita: {', '.join(_DEPARTAMENTOS)} (puede repetirse)",
    )  # fmt: skip
    proponer.add_argument("--conjunta", action="store_true", help="una sola visita de todos esos departamentos")
    proponer.add_argument("--apoyo", action="store_true", help="visitas de apoyo, no de supervisión")
    proponer.add_argument("--ooad", metavar="CC", default="", help="sólo unidades del OOAD con esa clave")
    proponer.add_argument("--cuantas", metavar="N", type=int, help="cuántas visitas (si falta, las de programa.yaml)")
    proponer.add_argument("--duracion", metavar="N", type=int, help="días hábiles de cada una (si falta, como arriba)")
    proponer.add_argument(
        "--equipo", metavar="NOMBRES", action="append", default=[],
        help="quienes van juntos, separados con punto y coma; cada --equipo puede viajar al mismo tiempo",
    )  # fmt: skip
    proponer.add_argument("--aceptar", action="store_true", help="agrega las visitas propuestas al programa")
    publicar = orden(
        acciones,
        "publicar",
        "envía el programa de un año a todos los equipos",
        "Publica el programa de un año para todos los equipos inscritos; sale la próxima vez que la oficina atienda\n"
        "su buzón. Sólo en la carpeta de datos de una oficina. Publicar lo mismo otra vez no cambia nada.",
    )
    _anio(publicar)
    exportar = orden(
        acciones,
        "exportar",
        "guarda el programa como PDF, libro de Excel o CSV",
        "Guarda el programa de un año según la terminación del archivo: .pdf (para firmarlo), .xlsx o .csv (con la\n"
        "situación de cada visita).",
    )
    _anio(exportar)
    indice(exportar)
    exportar.add_argument(
        "-o", "--salida", metavar="ARCHIVO", type=Path, required=True, help="archivo .pdf, .xlsx o .csv que se escribe"
    )
    exportar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    exportar.add_argument("--autoriza", metavar="NOMBRE", default="", help="quien autoriza, como se imprime en el PDF")
    exportar.add_argument("--cargo", metavar="CARGO", default="", help="su cargo")
    exportar.add_argument("--borrador", action="store_true", help="el PDF sale como borrador, sin sello ni registro")


def _anio(de: Analizador) -> None:
    de.add_argument("--anio", metavar="AAAA", type=int, help="año del programa (si falta, este)")
