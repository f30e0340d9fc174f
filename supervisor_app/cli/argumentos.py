"""The tree of verbs and options with their Spanish help. It imports nothing heavy: ``--help`` is immediate.

It must never run anything; each verb is named by ``args.orden`` (and ``args.accion``), which ``principal`` dispatches.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from supervisor_app import __version__
from supervisor_app.cli.argumentos_asm import asm
from supervisor_app.cli.argumentos_llave import llave
from supervisor_app.cli.argumentos_oficina import oficina
from supervisor_app.cli.argumentos_papelera import papelera
from supervisor_app.cli.argumentos_programa import programa
from supervisor_app.cli.argumentos_respaldos import respaldos
from supervisor_app.cli.argumentos_seguimiento import seguimiento
from supervisor_app.cli.argumentos_sincronizar import firmar_paquete, sincronizar
from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import clave_recuperacion, comunes, familia, orden, salida, sin_cifrar

_DESCRIPCION: Final = """\
Visitas de supervisión de Afiliación y Cobranza, sin conexión: cédulas, inconsistencias, informe
de la comisión, documentos firmados y entrega. Sin argumentos abre la ventana."""
_EPILOGO: Final = """\
Ejemplos:
  supervisor-app demo --dir demostracion
  supervisor-app cedulas listar
  supervisor-app cedulas validar mis-cedulas
  supervisor-app muestras sortear rale.xlsx --metodo simple --tamano 60 --semilla 4821-7730-9915
  supervisor-app informe esquema
  supervisor-app informe generar DATOS.json -o informe.pdf
  supervisor-app asm generar TABLA.json -o tabla.pdf
  supervisor-app firmar informe.pdf --cer mia.cer --key mia.key -o informe-firmado.pdf
  supervisor-app verificar informe-firmado.pdf
  supervisor-app visitas compartir V-2026-001 -o E:\\
  supervisor-app visitas unir copia-de-mi-colega.copia
  supervisor-app entregar V-2026-001 --destino E:\\Visitas
  supervisor-app sincronizar --buzon sftp://buzon.ejemplo/visitas --usuario ana
  supervisor-app respaldar --a E:\\
Cada orden tiene su propia ayuda: supervisor-app firmar --help

Códigos de salida:
  0   todo bien
  1   algo no es válido, o una persona puede corregirlo (el mensaje dice cómo)
  2   la orden está mal escrita
  3   el equipo no dejó seguir: disco lleno, sin permiso, sin pantalla
  70  falla de la aplicación; deja un registro sin datos personales en la carpeta de datos

Variables: SUPERVISOR_DATOS (carpeta de datos), SUPERVISOR_FRASE (frase de acceso de los datos cifrados),
  SUPERVISOR_EFIRMA_PASSWORD (contraseña para firmar), SUPERVISOR_BUZON_CONTRASENA (la del buzón)."""


def analizador() -> Analizador:
    """The whole command line."""
    raiz = Analizador(prog="supervisor-app", description=_DESCRIPCION, epilog=_EPILOGO, parents=[comunes()])
    raiz.set_defaults(datos=None, orden="", accion="", clave_recuperacion=None, sin_cifrar=False)
    raiz.add_argument("--version", action="version", version=f"supervisor-app {__version__}", help="muestra la versión")
    raiz.add_argument(
        "--abrir-o-demo",
        action="store_true",
        help="abre la ventana; en un equipo sin pantalla lo dice y ejecuta la demostración",
    )
    ordenes = raiz.add_subparsers(title="órdenes", metavar="ORDEN", dest="orden")
    _demo(ordenes)
    _cedulas(ordenes)
    _muestras(ordenes)
    _informe(ordenes)
    asm(ordenes)
    _acta(ordenes)
    _documentos(ordenes)
    _firmas(ordenes)
    _visitas(ordenes)
    papelera(ordenes)
    _entregas(ordenes)
    firmar_paquete(ordenes)
    sincronizar(ordenes)
    oficina(ordenes)
    programa(ordenes)
    seguimiento(ordenes)
    respaldos(ordenes)
    llave(ordenes)
    orden(
        ordenes,
        "autoprueba",
        "comprueba que esta instalación funciona",
        "Prueba esta instalación de principio a fin en una carpeta temporal, con datos ficticios: catálogos,\n"
        "base, documentos, firma, verificación, entrega y ventana. Un renglón por comprobación.",
    )
    return raiz


def _demo(ordenes: Any) -> None:
    demo = orden(
        ordenes,
        "demo",
        "hace una visita ficticia, de su creación a su entrega",
        "Hace una visita ficticia a la Subdelegación Colima: cédulas contestadas, inconsistencias y medidas,\n"
        "informe, documentos firmados con una e.firma de prueba, verificados y entregados. Dice qué hizo y\n"
        "dónde quedó. Puede repetirse en la misma carpeta: cada vez agrega una visita. Si la variable\n"
        "SUPERVISOR_FRASE tiene una frase de acceso, los datos se guardan cifrados con ella.",
    )
    clave_recuperacion(demo)
    demo.add_argument("--dir", metavar="D", type=Path, help="carpeta (si falta, junto a la de datos, con «-demo»)")


def _cedulas(ordenes: Any) -> None:
    acciones = familia(ordenes, "cedulas", "cédulas de supervisión: listar, validar, comparar, exportar, importar")
    orden(acciones, "listar", "muestra las cédulas de esta instalación")
    validar = orden(
        acciones,
        "validar",
        "revisa cédulas y catálogos, y dice archivo, línea y campo de cada error",
        "Revisa cédulas y catálogos: los de esta instalación, o los del archivo o la carpeta que indique.\n"
        "Dice archivo, línea y campo de cada error.",
    )
    validar.add_argument("ruta", metavar="RUTA", nargs="?", type=Path, help="archivo .yaml o carpeta")
    comparar = orden(
        acciones,
        "comparar",
        "dice qué cambia de una versión de una cédula a otra",
        "Dice qué cambia de una versión de una cédula a otra: preguntas nuevas, retiradas, movidas o distintas,\n"
        "con el antes y el ahora. Termina con 0 si son iguales y con 1 si algo cambia.",
    )
    comparar.add_argument("antes", metavar="ANTES", help="código, como CO-02, o archivo .yaml")
    comparar.add_argument("despues", metavar="DESPUÉS", help="código o archivo .yaml de la misma cédula")
    exportar = orden(
        acciones,
        "exportar",
        "escribe una cédula como XLSForm, para editarla en Excel",
        "Escribe una cédula como XLSForm (.xlsx), que se edita en Excel y se vuelve a importar, o que otras\n"
        "herramientas de XLSForm leen. Con --todas, un libro por cédula en una carpeta.",
    )
    exportar.add_argument("cedula", metavar="CÉDULA", nargs="?", help="código, como CO-02")
    exportar.add_argument("--todas", action="store_true", help="todas; -o es entonces una carpeta")
    exportar.add_argument("-o", "--salida", metavar="X.xlsx", type=Path, required=True, help="lo que se escribe")
    exportar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    importar = orden(
        acciones,
        "importar",
        "lee una cédula escrita en Excel (XLSForm)",
        "Lee una cédula escrita en Excel (XLSForm) y la guarda en la carpeta de datos; su versión debe ser\n"
        "mayor que la que está en uso. Si algo está mal, dice hoja, fila y columna, y no importa nada.",
    )
    importar.add_argument("entrada", metavar="X.xlsx", type=Path, help="el libro")
    importar.add_argument("-o", "--salida", metavar="CARPETA", type=Path, help="escribe allí el archivo .yaml")
    importar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")


def _muestras(ordenes: Any) -> None:
    acciones = familia(ordenes, "muestras", "muestras de un universo: sortear y repetir un sorteo")
    sortear = orden(
        acciones,
        "sortear",
        "sortea una muestra, o repite la de una cédula impresa",
        "Sortea casos de un universo (xlsx o csv). Con el mismo universo, método, tamaño y semilla salen siempre\n"
        "los mismos: así se repite el sorteo de una cédula impresa. Con --comprobar termina con 1 si el universo\n"
        "no es el de la huella impresa.",
    )
    sortear.add_argument("universo", metavar="UNIVERSO", type=Path, help="archivo .xlsx, .csv, o el que se exportó")
    sortear.add_argument("--hoja", metavar="HOJA", default="", help="hoja del libro (si falta, la primera con datos)")
    sortear.add_argument(
        "--metodo",
        choices=("simple", "sistematico", "estratificado", "unidad_monetaria", "mayores"),
        default="simple",
        help="cómo se eligen (si falta, simple)",
    )
    sortear.add_argument("--tamano", metavar="N", type=int, required=True, help="cuántos casos")
    sortear.add_argument("--semilla", metavar="TEXTO", default="", help="la semilla (si falta, se toma una al azar)")
    sortear.add_argument("--columna", metavar="TÍTULO", default="", help="columna de los estratos")
    sortear.add_argument("--comprobar", metavar="HUELLA", default="", help="huella impresa del universo")
    sortear.add_argument("-o", "--salida", metavar="ARCHIVO", type=Path, help="escribe la muestra en .csv o .xlsx")
    sortear.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")


def _informe(ordenes: Any) -> None:
    acciones = familia(ordenes, "informe", "informe de la comisión desde DATOS.json: esquema, generar")
    orden(acciones, "esquema", "escribe el JSON Schema de DATOS.json")
    generar = orden(
        acciones,
        "generar",
        "hace el PDF del informe",
        "Hace el PDF del Informe de la Comisión (1270-009-032) y escribe su folio y sus huellas.\n"
        "Los mismos datos dan siempre el mismo archivo, byte por byte.",
    )
    generar.add_argument("entrada", metavar="DATOS.json", type=Path, help="los datos; vea «informe esquema»")
    generar.add_argument(
        "--folio", metavar="FOLIO", default="", help="folio del documento (si falta: INF- y el pliego)"
    )
    salida(generar)


def _documentos(ordenes: Any) -> None:
    acciones = familia(ordenes, "documentos", "documentos de una visita: listar, exportar, publica, expediente")
    listar = orden(acciones, "listar", "muestra los documentos de una visita y su estado")
    exportar = orden(
        acciones,
        "exportar",
        "escribe el archivo más reciente de un documento",
        "Escribe el archivo más reciente de un documento, con sus firmas, tal como está guardado.",
    )
    publica = orden(
        acciones,
        "publica",
        "escribe la versión pública de un documento",
        "Escribe la versión pública de un documento emitido: lo confidencial deja de existir en el archivo, no se\n"
        "cubre. Se testan siempre los casos de las muestras, los nombres de archivo y las fotografías; además RFC,\n"
        "CURP, números de seguridad social, registros patronales y créditos, y lo que se indique con --palabra.\n"
        "Nadie más que una persona sabe si falta algo: léala antes de publicarla.",
    )
    publica.add_argument(
        "--palabra", metavar="TEXTO", action="append", default=[], help="nombre o frase que se testa; repita la opción"
    )
    publica.add_argument("--fundamento", metavar="TEXTO", default="", help="fundamento legal que se imprime")
    expediente = orden(
        acciones,
        "expediente",
        "integra y escribe el expediente de una visita",
        "Integra el expediente: portada con índice, copia de cada documento, anexo de evidencia con la huella de\n"
        "cada archivo, y los originales firmados como adjuntos. Si ya está al día, escribe el que se guardó.",
    )
    for accion in (listar, exportar, publica, expediente):
        accion.add_argument("visita", metavar="VISITA", help="folio de la visita")
    for accion in (exportar, publica):
        accion.add_argument("documento", metavar="DOCUMENTO", help="clave de la cédula, o informe, acta, concentrado…")
    for accion in (exportar, publica, expediente):
        salida(accion)


def _acta(ordenes: Any) -> None:
    acta = orden(
        ordenes,
        "acta",
        "escribe el PDF del acta de cierre de una visita",
        "Escribe el acta de cierre de una visita: la emitida si está al día, con sus firmas; si no, el borrador,\n"
        "y dice qué le falta. No emite ni cambia nada.",
    )
    acta.add_argument("visita", metavar="VISITA", help="folio de la visita")
    salida(acta)


def _firmas(ordenes: Any) -> None:
    firmar = orden(
        ordenes,
        "firmar",
        "firma un PDF con una e.firma",
        "Firma un PDF con una e.firma (PAdES B-B, sin conexión) y escribe el resultado en otro archivo.\n"
        "La contraseña se pide en la terminal o se toma de SUPERVISOR_EFIRMA_PASSWORD; nunca va en la\n"
        "orden ni se guarda.",
    )
    firmar.add_argument("entrada", metavar="X.pdf", type=Path, help="el documento")
    firmar.add_argument("--cer", metavar="CER", type=Path, help="certificado de la e.firma (.cer)")
    firmar.add_argument("--key", metavar="KEY", type=Path, help="clave privada de la e.firma (.key)")
    firmar.add_argument("--p12", metavar="P12", type=Path, help="certificado y clave en un archivo (.p12 o .pfx)")
    firmar.add_argument("--campo", metavar="CAMPO", default="", help="lugar de firma (si falta, el primero libre)")
    firmar.add_argument("--lugar", metavar="LUGAR", default="", help="dónde se firma, como «Colima, Col.»")
    firmar.add_argument("--motivo", metavar="MOTIVO", default="", help="por qué se firma")
    salida(firmar)
    verificar = orden(
        ordenes,
        "verificar",
        "verifica las firmas de un PDF, o un paquete con su e.firma",
        "Verifica las firmas y los sellos de tiempo de uno o varios PDF, sin conexión: quién firmó, su RFC, cuándo,\n"
        "con qué certificado, si se sabe que fue revocado, qué lleva el documento y qué está mal. De un paquete\n"
        "(.zip, o su .p7s) verifica todo lo que lleva y la e.firma que está junto a él. Termina con 0 si todos son\n"
        "válidos y con 1 si alguno no lo es.",
    )
    verificar.add_argument("entradas", metavar="Y.pdf", type=Path, nargs="+", help="el documento firmado, o el paquete")
    verificar.add_argument("--anclas", metavar="DIR", type=Path, help="confía sólo en las autoridades de esta carpeta")
    _revocacion(verificar)
    sellar = orden(
        ordenes,
        "sellar",
        "pone un sello de tiempo a PDF firmados",
        "Agrega a cada PDF firmado un sello de tiempo y lo que se sepa de la revocación de sus certificados\n"
        "(PAdES B-LTA), y escribe el resultado en otro archivo; o sella los documentos firmados de una visita,\n"
        "esté abierta o cerrada. Necesita red y la dirección de una autoridad de sellado. Si no responde, no\n"
        "se escribe nada y el documento sigue firmado como estaba. Si la autoridad pide usuario y contraseña, se\n"
        "toman de SUPERVISOR_SELLO_USUARIO y SUPERVISOR_SELLO_PASSWORD y sólo viajan por https.",
    )
    sellar.add_argument("entradas", metavar="X.pdf", type=Path, nargs="*", help="documento firmado")
    sellar.add_argument("--visita", metavar="FOLIO", default="", help="sella los documentos firmados de esta visita")
    sellar.add_argument(
        "--otra-vez", action="store_true", help="con --visita, también los que ya tienen sello (si está por vencer)"
    )
    sellar.add_argument("-o", "--salida", metavar="PDF", type=Path, help="archivo que se escribe (si es uno solo)")
    sellar.add_argument("--en", metavar="DIR", type=Path, help="carpeta donde se escribe (si falta, junto a cada uno)")
    sellar.add_argument("--tsa", metavar="URL", default="", help="autoridad de sellado (si falta, la de Ajustes)")
    sellar.add_argument("--ocsp", metavar="URL", default="", help="quien responde por los certificados, por OCSP")
    sellar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    _revocacion(sellar)
    cotejar = orden(
        ordenes,
        "cotejar",
        "coteja una copia impresa con su registro",
        "Coteja hojas impresas con los registros de este equipo, o con el PDF que se indique: lee el código del\n"
        "pie en fotografías, digitalizaciones o PDF, o toma la huella que se escriba. Termina con 0 si todas se\n"
        "imprimieron de un registro conocido y con 1 si alguna no. No dice que nadie haya alterado el papel:\n"
        "compare lo impreso con el documento.",
    )
    cotejar.add_argument("entradas", metavar="FOTO", type=Path, nargs="*", help="fotografía o digitalización de hojas")
    cotejar.add_argument("--huella", metavar="HUELLA", default="", help="la del pie; bastan sus primeros 8 signos")
    cotejar.add_argument("--contra", metavar="X.pdf", type=Path, help="coteja con el registro que lleva ese PDF")
    acciones = familia(ordenes, "autoridades", "autoridades de firma reconocidas: listar, agregar")
    orden(acciones, "listar", "muestra las reconocidas y las esperadas")
    agregar = orden(acciones, "agregar", "reconoce una autoridad a partir de su certificado")
    agregar.add_argument("entrada", metavar="ARCHIVO", type=Path, help="certificado de la autoridad (.cer o .crt)")
    agregar.add_argument(
        "--aprobada-por-la-oficina",
        action="store_true",
        help="acepta una autoridad que no está entre las esperadas, después de cotejar su huella",
    )
    _para_sellos(agregar)
    actualizar = orden(
        acciones,
        "actualizar",
        "reconoce las autoridades de un archivo, como el ZIP del SAT",
        "Reconoce las autoridades de un certificado o de un ZIP de certificados, como el que publica el SAT. Las\n"
        "esperadas se agregan; las demás sólo si --huella es la SHA-256 de todo el archivo, que la oficina da a\n"
        "conocer por otro medio (un oficio, por ejemplo).",
    )
    actualizar.add_argument("entrada", metavar="ARCHIVO", type=Path, help="certificado o ZIP")
    actualizar.add_argument("--huella", metavar="SHA256", default="", help="la del archivo, aprobada por la oficina")
    _para_sellos(actualizar)


def _para_sellos(orden: Analizador) -> None:
    orden.add_argument("--para-sellos", action="store_true", help="es autoridad de sellado de tiempo, y no de e.firmas")


def _revocacion(orden: Analizador) -> None:
    orden.add_argument(
        "--revocacion",
        metavar="RUTA",
        type=Path,
        action="append",
        help="lista de revocación (CRL), respuesta OCSP, o carpeta con ellas; puede repetirse",
    )


def _visitas(ordenes: Any) -> None:
    acciones = familia(ordenes, "visitas", "visitas de varias personas: compartir y unir copias de trabajo")
    compartir = orden(
        acciones,
        "compartir",
        "escribe una copia de trabajo de una visita abierta",
        "Escribe una copia de trabajo de una visita abierta, con sus evidencias, para que otra persona de la\n"
        "comisión la una a la suya. No es la visita cerrada ni una entrega, y no cambia nada aquí.",
    )
    compartir.add_argument("visita", metavar="VISITA", help="folio")
    compartir.add_argument(
        "-o", "--salida", metavar="X", type=Path, required=True, help="carpeta, o nombre completo del archivo"
    )
    unir = orden(
        acciones,
        "unir",
        "une la copia de trabajo de otra persona",
        "Une la copia de trabajo de otra persona de la comisión: nada se pierde, y lo que quedó distinto en\n"
        "las dos se pregunta. Si la visita no está en este equipo, la trae completa. Unir dos veces la misma\n"
        "copia no cambia nada.",
    )
    unir.add_argument("copia", metavar="X.copia", type=Path, help="el archivo que compartió")
    sin_cifrar(unir)
    clave_recuperacion(unir)
    unir.add_argument("--solo-ver", action="store_true", help="sólo dice qué pasaría")


def _entregas(ordenes: Any) -> None:
    entregar = orden(
        ordenes,
        "entregar",
        "entrega visitas cerradas en una carpeta",
        "Entrega visitas cerradas en una carpeta de la oficina o una memoria USB: copia, relee y compara.\n"
        "Lo que ya está allí no se envía de nuevo.",
    )
    entregar.add_argument("visita", metavar="VISITA", nargs="?", help="folio (si falta, todas las cerradas)")
    entregar.add_argument("--destino", metavar="D", default="", help="carpeta (si falta, la de Ajustes)")
    orden(
        ordenes,
        "verificar-base",
        "comprueba la base de datos y sus archivos",
        "Comprueba que la base de datos está íntegra, que sus registros coinciden con su historia y que\n"
        "cada archivo es el que se guardó. No corrige nada. Termina con 1 si algo no está bien.",
    )
    soporte = orden(
        ordenes,
        "soporte",
        "muestra o guarda lo que puede entregarse a soporte",
        "Reúne registro, fallos, versiones y una revisión rápida de la base, sin datos personales ni respuestas.\n"
        "Sin --salida lo muestra. No envía nada a ningún lado. No necesita la frase de acceso.",
    )
    soporte.add_argument("-o", "--salida", metavar="F", type=Path, help="archivo .zip o .txt que se escribe")
    soporte.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
