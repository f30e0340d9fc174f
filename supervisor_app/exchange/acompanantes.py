"""What stands beside the packages so that anyone can check them: the stand-alone verifier and a page that explains it.

It must never touch a package, and never take away a page that the office has made its own.
"""

from __future__ import annotations

import hashlib
import re
from importlib import resources

from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.verificador_solo import VERSION

VERIFICADOR = "verificar_paquetes.py"
LEAME = "LEAME.txt"

_IMPORTA = re.compile(r"^from supervisor_app\.exchange\.(verificador\w*) import .*\n", re.MULTILINE)
_INICIO = "from __future__ import annotations\n"
_VERSION = re.compile(rb"^VERSION = (\d{1,6})\r?$", re.MULTILINE)

_TEXTO = """\
VISITAS DE SUPERVISIÓN: PAQUETES ENTREGADOS

Cada archivo .zip de la carpeta «visitas» es una visita cerrada: sus registros, sus
documentos firmados y su evidencia. No los modifique, no los descomprima aquí y no les
cambie el nombre: el nombre lleva el inicio de la huella SHA-256 del archivo.

  <visita>.r<revisión>.<huella>.zip

Una corrección llega como un paquete nuevo, con el siguiente número de revisión. Los
anteriores se conservan.

CÓMO COMPROBARLOS

Con Python 3.8 o posterior, sin instalar nada más, desde esta carpeta:

  python verificar_paquetes.py

Sin Python, en Windows: la huella que muestra la siguiente orden debe comenzar con los 16
caracteres que preceden a «.zip» en el nombre del archivo.

  certutil -hashfile NOMBRE.zip SHA256

En Linux, en otra carpeta:

  unzip NOMBRE.zip
  cd <visita>.r<revisión>
  sha512sum -c manifest-sha512.txt

También sirve cualquier programa que valide bolsas BagIt 1.0 (RFC 8493).

QUIÉN LOS FIRMÓ

Junto a cada paquete, «.sig» es la firma del equipo que lo envió (SSHSIG, Ed25519). Sin
este verificador se comprueba con OpenSSH, que está en Windows 10 y en Linux, y con la
lista de equipos inscritos que entrega la oficina:

  ssh-keygen -Y verify -f autorizados -I EQUIPO -n supervisor-app/paquete
             -s NOMBRE.zip.sig < NOMBRE.zip

«.p7s», donde lo hay, es la e.firma de una persona sobre el paquete entero (CMS, separada).
Con OpenSSL y los certificados de la autoridad que la emitió:

  openssl cms -verify -binary -inform DER -content NOMBRE.zip -in NOMBRE.zip.p7s
              -CAfile autoridades.pem -out comprobado.zip

«.sobre»: lo mismo, sellado; sólo la oficina puede leerlo, con su llave privada.

OTROS ARCHIVOS

«seguimiento»: lo que se hizo con un hallazgo entre visitas (acto.json), con su evidencia.

«buzon.json», «equipos», «feed» y «oficina»: lo que los equipos y la oficina se avisan.
Cada asiento está firmado y lleva la huella del anterior; no cambie ni borre ninguno.

«.danado-1», «.danado-2»…: copias que se encontraron dañadas y se apartaron. La copia
correcta está junto a ellas, sin esa terminación.
«.part-…»: una entrega en curso o interrumpida. Las interrumpidas se borran solas.

Si retira una memoria USB, use antes «Expulsar» o «Quitar hardware de forma segura».
"""


def fuente_del_verificador() -> bytes:
    """The verifier as it is shipped: one file, in which its three parts stand where ``verificador_solo`` imports them.

    The bundle must carry the four sources as data files.
    """
    carpeta = resources.files("supervisor_app.exchange")

    def fuente(modulo: str) -> str:
        return carpeta.joinpath(f"{modulo}.py").read_text(encoding="utf-8")

    def parte(importa: re.Match[str]) -> str:
        return fuente(importa[1]).partition(_INICIO)[2].strip("\n") + "\n\n\n"

    hecho, veces = _IMPORTA.subn(parte, fuente("verificador_solo"))
    if veces != 3:
        raise RuntimeError("the verifier does not import each of its parts on one line")
    return hecho.encode()


def texto_del_leame() -> bytes:
    """With a byte order mark and CRLF, so that every Notepad shows the accents and the lines."""
    return _TEXTO.replace("\n", "\r\n").encode("utf-8-sig")


def poner_acompanantes(destino: Destino) -> None:
    """Put verifier and page where they are missing. A newer verifier stays; an older or altered one is replaced."""
    fuente = fuente_del_verificador()
    if _debe_ponerse(destino, fuente):
        _poner(destino, VERIFICADOR, fuente)
    if destino.exists(LEAME) is None:
        _poner(destino, LEAME, texto_del_leame())


def _debe_ponerse(destino: Destino, fuente: bytes) -> bool:
    if destino.exists(VERIFICADOR) is None:
        return True
    presente = b"".join(destino.get(VERIFICADOR))
    if presente == fuente:
        return False
    version = _VERSION.search(presente)
    return version is None or int(version.group(1)) <= VERSION


def _poner(destino: Destino, clave: str, datos: bytes) -> None:
    huella = hashlib.sha256(datos).hexdigest()
    destino.put_atomic(clave, datos, sha256=huella, tamano=len(datos), reemplazar=True)
