"""The verbs of the office's desk with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from supervisor_app.cli.argumentos_sincronizar import buzon
from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import clave_recuperacion, orden, sin_cifrar


def mesa(acciones: Any, indice: Callable[[Analizador], None]) -> None:
    """Add them to the family ``oficina``. ``indice``: adds the option that says where the index is."""
    abrir = orden(
        acciones,
        "abrir",
        "hace la llave de la oficina, una sola vez",
        "Hace en la carpeta de datos la llave con que la oficina firma lo que dice a los supervisores, y muestra las\n"
        "palabras por las que la reconocen. Respalde esa carpeta: con ella la oficina sigue siendo la misma.",
    )
    abrir.add_argument("nombre", metavar="NOMBRE", help="el de la oficina, como lo reconocerán los supervisores")
    clave_recuperacion(abrir)
    sin_cifrar(abrir)
    hoja = orden(
        acciones,
        "hoja",
        "escribe la hoja con que se recupera la oficina si se pierde esta computadora",
        "Escribe la hoja de recuperación de la oficina, para imprimirla y guardarla aparte: con ella y el buzón,\n"
        "otra computadora sigue siendo la misma oficina. Quien la tenga puede hablar en su nombre; borre el archivo\n"
        "después de imprimirlo.",
    )
    hoja.add_argument("-o", "--salida", metavar="F", type=Path, required=True, help="dónde se escribe el PDF")
    hoja.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    recuperar = orden(
        acciones,
        "recuperar",
        "sigue con una oficina cuya computadora se perdió, con su hoja y el buzón",
        "En una carpeta de datos sin oficina: con la clave de la hoja, que se pide en la terminal, toma del buzón lo\n"
        "que la oficina había dicho y sigue siendo ella. Después use «oficina atender --todo».",
    )
    buzon(recuperar)
    recuperar.add_argument("--clave", metavar="ARCHIVO", type=Path, help="archivo con la clave (si falta, se pide)")
    clave_recuperacion(recuperar)
    sin_cifrar(recuperar)
    atender = orden(
        acciones,
        "atender",
        "lee lo que enviaron los equipos, acusa recibo y envía lo de la oficina",
        "Lee en el buzón lo que enviaron los equipos, pone sus paquetes en el índice, acusa recibo de los que vienen\n"
        "de equipos inscritos, y pone en el buzón lo que la oficina publicó. Puede repetirse cuantas veces se quiera\n"
        "y después de cualquier corte. Termina con 1 si algo se apartó.",
    )
    buzon(atender)
    indice(atender)
    atender.add_argument(
        "--todo",
        action="store_true",
        help="mira todos los paquetes del buzón, también los apartados y los no anunciados",
    )
    atender.add_argument(
        "--llave-privada",
        metavar="F",
        type=Path,
        default=None,
        help="llave privada de la oficina, para leer lo sellado; su contraseña se pide o se toma de\n"
        "SUPERVISOR_OFICINA_PASSWORD",
    )
    orden(acciones, "equipos", "muestra los equipos que han enviado algo, sus palabras y si están inscritos")
    inscribir = orden(
        acciones,
        "inscribir",
        "inscribe un equipo después de cotejar sus palabras por teléfono",
        "Inscribe un equipo: desde entonces se acusa recibo de lo que envía. Las palabras las lee en voz alta quien\n"
        "lo usa, de su pantalla de Sincronización; no las tome de «oficina equipos».",
    )
    _equipo(inscribir)
    inscribir.add_argument("palabras", metavar="PALABRAS", nargs="+", help="las que leyó quien usa el equipo")
    baja = orden(
        acciones,
        "baja",
        "da de baja un equipo perdido, robado o sustituido",
        "Da de baja un equipo: lo que envíe desde ahora no cuenta ni se acusa; lo ya recibido se queda.",
    )
    _equipo(baja)
    baja.add_argument("--motivo", metavar="TEXTO", required=True, help="por qué; lo verá quien usa el equipo")
    autorizados = orden(
        acciones,
        "autorizados",
        "escribe las llaves inscritas, para verificar paquetes con ssh-keygen",
        "Escribe las llaves de los equipos inscritos en el formato allowed_signers de OpenSSH, con el que cualquiera\n"
        "verifica un paquete sin esta aplicación (docs/SINCRONIA.md).",
    )
    autorizados.add_argument("-o", "--salida", metavar="F", type=Path, help="archivo (si falta, lo muestra)")
    autorizados.add_argument(
        "--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe"
    )
    publicar = orden(
        acciones,
        "publicar",
        "pone a disposición de los equipos lo que la oficina tiene, o un archivo",
        "Pone a disposición de los equipos lo que la oficina tiene; lo reciben al sincronizar después del siguiente\n"
        "«oficina atender». Lo mismo dos veces no se publica otra vez.\n\n"
        "  publicar feriados | unidades | cedulas | anclas     lo que hay en esta carpeta de datos\n"
        "  publicar umbrales ARCHIVO                           los de un archivo como forms/umbrales.yaml\n"
        "  publicar antecedentes [--no]                        lo hallado en las unidades del programa, al día con\n"
        "                                                      cada «atender»; con --no, ya no\n"
        "  publicar todo                                       todo lo que haya cambiado\n"
        "  publicar QUÉ TÍTULO ARCHIVO                         cualquier otro archivo, tal cual",
    )
    publicar.add_argument("que", metavar="QUÉ", help="qué se publica")
    publicar.add_argument("titulo", metavar="TÍTULO", nargs="?", default="", help="cómo lo verán los supervisores")
    publicar.add_argument("archivo", metavar="ARCHIVO", nargs="?", type=Path, default=None, help="el archivo")
    publicar.add_argument("--no", action="store_true", help="deja de enviar los antecedentes")

    sellado = orden(
        acciones,
        "sellado",
        "publica la llave con la que los equipos pueden sellar lo que envían",
        "Publica la llave pública RSA (o el certificado) de la oficina. Quien lo pida en su equipo enviará desde\n"
        "entonces sus paquetes sellados, y sólo quien tenga la llave privada podrá leerlos: docs/SOBRES.md dice cómo\n"
        "hacerla.",
    )
    sellado.add_argument("publica", metavar="LLAVE", type=Path, help="llave pública o certificado (.pem o .cer)")


def _equipo(una: Analizador) -> None:
    una.add_argument("equipo", metavar="EQUIPO", help="su nombre en «oficina equipos»; bastan los primeros signos")
