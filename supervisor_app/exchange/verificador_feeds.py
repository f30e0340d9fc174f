"""Who sent what, checked without any program installed: SSH signatures (Ed25519, RFC 8032) and the feeds of a mailbox.

A part of the stand-alone verifier, into which it is copied: standard library only, Python 3.8 or newer. It only reads.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ESPACIO_FEED = b"supervisor-app/feed"
ESPACIO_PAQUETE = b"supervisor-app/paquete"
MAX_ASIENTO = 256 * 1024
_CLAVE_PAQUETE = re.compile(r"visitas/\d{4}/\d{2}/[0-9a-f]{32}\.r\d{1,6}\.[0-9a-f]{16}\.zip")
_CLAVE_DE_ACTO = re.compile(r"seguimiento/\d{4}/\d{2}/[0-9a-f]{32}\.[0-9a-f]{16}\.zip")
_EQUIPO = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

# --- Ed25519 (RFC 8032, 5.1), in affine words: slow, and only for verifying -----------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_RAIZ = pow(2, (_P - 1) // 4, _P)


def _sumar(p: Any, q: Any) -> Any:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _veces(n: int, p: Any) -> Any:
    q: Any = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = _sumar(q, p)
        p = _sumar(p, p)
        n >>= 1
    return q


def _punto(octetos: bytes) -> Any:
    """The point that 32 bytes encode. Raises ValueError."""
    y = int.from_bytes(octetos, "little")
    signo, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        raise ValueError("no point")
    x2 = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(x2, (_P + 3) // 8, _P)
    if (x * x - x2) % _P:
        x = x * _RAIZ % _P
    if (x * x - x2) % _P or (not x and signo):
        raise ValueError("no point")
    x = _P - x if x & 1 != signo else x
    return x, y, 1, x * y % _P


_BASE = _punto((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def ed25519(publica: bytes, dicho: bytes, firma: bytes) -> bool:
    """Whether ``firma`` (64 bytes) is that key's signature of ``dicho``."""
    try:
        a, r = _punto(publica), _punto(firma[:32])
    except ValueError:
        return False
    s = int.from_bytes(firma[32:], "little")
    if len(firma) != 64 or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(firma[:32] + publica + dicho).digest(), "little") % _L
    izquierda, derecha = _veces(s, _BASE), _sumar(r, _veces(h, a))
    return not (
        (izquierda[0] * derecha[2] - derecha[0] * izquierda[2]) % _P
        or (izquierda[1] * derecha[2] - derecha[1] * izquierda[2]) % _P
    )


# --- the armour of ssh-keygen -Y (PROTOCOL.sshsig) -------------------------------------------------------------------


def _texto(dato: bytes) -> bytes:
    return struct.pack(">I", len(dato)) + dato


def _textos(dato: bytes, cuantos: int) -> list[bytes]:
    leidos, lugar = [], 0
    for _ in range(cuantos):
        (largo,) = struct.unpack_from(">I", dato, lugar)
        if lugar + 4 + largo > len(dato):
            raise ValueError("cut short")
        leidos.append(dato[lugar + 4 : lugar + 4 + largo])
        lugar += 4 + largo
    if lugar != len(dato):
        raise ValueError("too long")
    return leidos


def llave_de(openssh: object) -> bytes:
    """The 32 bytes of an ``ssh-ed25519 AAAA…``. Raises ValueError."""
    if not isinstance(openssh, str):
        raise ValueError("no text")
    tipo, octetos = _textos(base64.b64decode(openssh.split()[1], validate=True), 2)
    if tipo != b"ssh-ed25519" or len(octetos) != 32:
        raise ValueError("another kind of key")
    return octetos


def firmante(armadura: str, espacio: bytes, sha512: bytes) -> bytes | None:
    """The key whose signature of what has that SHA-512 this is; None where it is no good one."""
    try:
        renglones = armadura.strip().splitlines()
        if (
            len(armadura) > 2_000
            or renglones[0] != "-----BEGIN SSH SIGNATURE-----"
            or renglones[-1] != "-----END SSH SIGNATURE-----"
        ):
            return None
        cuerpo = base64.b64decode("".join(renglones[1:-1]), validate=True)
        if cuerpo[:10] != b"SSHSIG\0\0\0\1":
            return None
        llave, dicho, reservado, huella, firma = _textos(cuerpo[10:], 5)
        tipo, publica = _textos(llave, 2)
        tipo_firma, valor = _textos(firma, 2)
    except (ValueError, IndexError, struct.error):
        return None
    if (tipo, tipo_firma, reservado, huella, dicho) != (b"ssh-ed25519", b"ssh-ed25519", b"", b"sha512", espacio):
        return None
    firmado = b"SSHSIG" + _texto(espacio) + _texto(b"") + _texto(b"sha512") + _texto(sha512)
    return publica if len(publica) == 32 and ed25519(publica, firmado, valor) else None


def palabras(publica: bytes) -> str:
    """By which people recognise a key: the start of its fingerprint, in groups of four."""
    letras = hashlib.sha256(_texto(b"ssh-ed25519") + _texto(publica)).hexdigest()[:20].upper()
    return "-".join(letras[n : n + 4] for n in range(0, 20, 4))


# --- the feeds of a mailbox -----------------------------------------------------------------------------------------


@dataclass
class Buzon:
    """What the feeds of a folder say. ``enviados``: hash -> laptop; ``sobres``: place -> hash of an envelope;
    ``actos``: place of an act of follow-up -> laptop and hash; ``publicados``: contents that were looked at;
    ``inscritos``: laptop -> key, by the office."""

    problemas: list[str] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    equipos: dict[str, bytes] = field(default_factory=dict)
    inscritos: dict[str, bytes] = field(default_factory=dict)
    enviados: dict[str, str] = field(default_factory=dict)
    sobres: dict[str, str] = field(default_factory=dict)
    actos: dict[str, tuple[str, str]] = field(default_factory=dict)
    publicados: set[str] = field(default_factory=set)
    oficina: str = ""
    llaves: list[tuple[bytes, Mapping[str, int]]] = field(default_factory=list)
    asientos: int = 0

    def quien(self, publica: bytes) -> str:
        """In words, whose key it is."""
        for equipo, suya in self.inscritos.items():
            if suya == publica:
                return f"el equipo {equipo}, inscrito por la oficina ({palabras(publica)})"
        conocido = next((e for e, suya in self.equipos.items() if suya == publica), "")
        return f"el equipo {conocido or 'desconocido'}, sin inscribir ({palabras(publica)})"


def leer_buzon(raiz: Path) -> Buzon:
    """Every feed below a folder: in order, unbroken, signed by who it says. What is wrong is told in sentences."""
    b = Buzon()
    for carpeta in sorted(raiz.glob("feed/*")):
        if not _EQUIPO.fullmatch(carpeta.name):  # «oficina» among them would speak for the office
            if carpeta.is_dir():
                b.problemas.append(f"{_lugar(carpeta, raiz)}: no es el nombre de un equipo; no se leyó.")
            continue
        _leer_feed(b, carpeta, carpeta.name, raiz)
    _leer_feed(b, raiz / "oficina" / "feed", "oficina", raiz)
    for carpeta in sorted(raiz.glob("oficina/para/*")):
        _leer_feed(b, carpeta, f"oficina/para/{carpeta.name}", raiz)
    return b


def _leer_feed(b: Buzon, carpeta: Path, autor: str, raiz: Path) -> None:
    anterior, suyas = "", list[bytes]()
    rutas = sorted(carpeta.glob("*.json"))
    for n, ruta in enumerate(rutas, 1):
        try:
            with ruta.open("rb") as archivo:
                octetos = archivo.read(MAX_ASIENTO + 1)
            if len(octetos) > MAX_ASIENTO:
                raise ValueError
            dicho = json.loads(octetos)
            cuerpo, firma = dicho["cuerpo"], dicho["firma"]
            datos, clase = cuerpo["datos"], cuerpo["clase"]
            son_textos = isinstance(firma, str) and isinstance(clase, str)
            if _canonico(dicho) != octetos or not isinstance(datos, dict) or not son_textos:
                raise ValueError
            if n == 1 and not autor.startswith("oficina/"):
                suyas = [llave_de(datos["publica"])]
        except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, struct.error):
            b.problemas.append(f"{_lugar(ruta, raiz)}: el asiento está dañado o no es de este sistema.")
            return
        if ruta.name != f"{n:08d}.json" or (cuerpo.get("autor"), cuerpo.get("n")) != (autor, n):
            b.problemas.append(f"{_lugar(ruta, raiz)}: falta el asiento {n}, o éste está fuera de su lugar.")
            return
        if cuerpo.get("anterior") != anterior:
            b.problemas.append(f"{_lugar(ruta, raiz)}: no sigue al anterior; la historia de «{autor}» se reescribió.")
            return
        publica = firmante(firma, ESPACIO_FEED, hashlib.sha512(_canonico(cuerpo)).digest())
        if autor.startswith("oficina/"):
            suyas = _en_vigor(b, carpeta.name, n)
        if publica is None or publica not in suyas:
            b.problemas.append(f"{_lugar(ruta, raiz)}: la firma no es de quien lo escribió.")
            return
        suyas = _aplicar(b, autor, clase, datos, suyas, raiz)
        anterior = hashlib.sha256(octetos).hexdigest()
        b.asientos += 1


def _en_vigor(b: Buzon, equipo: str, n: int) -> list[bytes]:
    """By which of its keys the office signed an entry to one laptop: a former one only as far as its change tells."""
    vigente: list[bytes] = []
    for publica, hasta in b.llaves:
        if not vigente or vigente[0] == publica or n > hasta.get(equipo, 0):
            vigente = [publica]
    return vigente


def _aplicar(b: Buzon, autor: str, clase: str, datos: Mapping[str, Any], suyas: list[bytes], raiz: Path) -> list[bytes]:
    """What an entry says; the keys by which the next one may be signed."""
    try:
        if autor == "oficina":
            if clase == "llave":
                b.oficina = f"{datos['nombre']} ({palabras(llave_de(datos['publica']))})"
                hasta = datos.get("hasta", {})
                b.llaves.append((llave_de(datos["publica"]), {x: y for x, y in dict(hasta).items() if type(y) is int}))
                return [b.llaves[-1][0]]
            if clase == "inscripcion":
                b.inscritos[str(datos["equipo"])] = llave_de(datos["publica"])
            elif clase == "baja":
                b.inscritos.pop(str(datos["equipo"]), None)
        elif clase == "presentacion":
            b.equipos[autor] = suyas[0]
        elif clase == "paquete":
            b.enviados[str(datos["sha256"])] = autor
            clave = str(datos["clave"])
            if isinstance(datos.get("sellado"), dict) and _CLAVE_PAQUETE.fullmatch(clave):
                b.sobres[clave + ".sobre"] = str(datos["sellado"]["sha256"])
            if _CLAVE_PAQUETE.fullmatch(clave) and not any((raiz / (clave + x)).exists() for x in ("", ".sobre")):
                b.avisos.append(f"{clave}: lo anunció el equipo {autor} y no está aquí.")
        elif clase == "seguimiento":
            _anunciar_acto(b, autor, datos, raiz)
        if clase == "publicacion" and autor.startswith("oficina"):
            _revisar_publicado(b, datos, raiz)
    except (KeyError, ValueError, IndexError, struct.error):
        b.problemas.append(f"Un asiento de «{autor}» ({clase[:40]}) no dice lo que debe.")
    return suyas


def _revisar_publicado(b: Buzon, datos: Mapping[str, Any], raiz: Path) -> None:
    """Whether what the office published stands as it said, each content once. Raises KeyError, ValueError."""
    sha256 = str(datos["sha256"])
    if not _SHA256.fullmatch(sha256):
        raise ValueError("no hash")
    if sha256 in b.publicados:
        return
    b.publicados.add(sha256)
    ruta, huella = raiz / "oficina" / "contenido" / sha256, hashlib.sha256()
    try:
        with ruta.open("rb") as archivo:
            while trozo := archivo.read(1 << 20):
                huella.update(trozo)
    except FileNotFoundError:
        b.avisos.append(f"{_lugar(ruta, raiz)}: lo publicó la oficina y no está aquí.")
        return
    except OSError:
        huella = hashlib.sha256(b"unreadable")
    if huella.hexdigest() != sha256:
        b.problemas.append(f"{_lugar(ruta, raiz)}: no es lo que publicó la oficina: se cambió o no está entero.")


def _anunciar_acto(b: Buzon, autor: str, datos: Mapping[str, Any], raiz: Path) -> None:
    """Raises KeyError, ValueError for what announces none."""
    clave = str(datos["clave"])
    if not _CLAVE_DE_ACTO.fullmatch(clave):
        raise ValueError("no place of an act")
    b.actos[clave] = (autor, str(datos["sha256"]))
    if isinstance(datos.get("sellado"), dict):
        b.sobres[clave + ".sobre"] = str(datos["sellado"]["sha256"])
    if not any((raiz / (clave + x)).exists() for x in ("", ".sobre")):
        b.avisos.append(f"{clave}: lo anunció el equipo {autor} y no está aquí.")


def _canonico(dicho: object) -> bytes:
    return json.dumps(dicho, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def _lugar(ruta: Path, raiz: Path) -> str:
    return ruta.relative_to(raiz).as_posix()
