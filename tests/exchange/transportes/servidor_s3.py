"""A store that speaks S3 in a thread of this process, over a folder: what the tests that run always need of one.

Real ones (rclone, Ceph) stand behind the mark ``red``. This one can be told to behave as others do.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, unquote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

CUBETA, LLAVE, SECRETO = "supervision", "LLAVEDEPRUEBA", "un secreto de prueba"
_FIRMA = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request,SignedHeaders=[^,]+,Signature=\w{64}"
)


@dataclass
class Almacen:
    """What the store holds and how it behaves. ``raiz``: objects; ``aparte``: parts of what is not ended."""

    raiz: Path
    aparte: Path
    cifra: bool = False  # its ETag is then no MD5
    sin_condiciones: bool = False
    region: str = "us-east-1"
    desfase: timedelta = timedelta()
    falla_al_terminar: bool = False
    dice_pagina: bool = False
    subidas: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    conexiones: int = 0
    pedidos: list[str] = field(default_factory=list)
    multiples: dict[str, str] = field(default_factory=dict)
    candado: threading.Lock = field(default_factory=threading.Lock)

    def ahora(self) -> datetime:
        return datetime.now(UTC) + self.desfase

    def etag(self, objeto: str) -> str:
        archivo = self.raiz / objeto
        md5 = _md5(archivo)
        if self.cifra:
            return hashlib.md5(f"cifrado {md5}".encode(), usedforsecurity=False).hexdigest()
        return self.multiples.get(f"{objeto} {md5}", md5)


@contextlib.contextmanager
def servidor_s3(raiz: Path, contexto: ssl.SSLContext | None = None) -> Iterator[tuple[int, Almacen]]:
    """The port and the store, over TLS with a ``contexto``; its one bucket is ``CUBETA``."""
    almacen = Almacen(raiz / "objetos", raiz / "partes")
    almacen.raiz.mkdir()
    almacen.aparte.mkdir()
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), type("Atencion", (_Atencion,), {"almacen": almacen}))
    servidor.daemon_threads = True
    if contexto is not None:
        servidor.socket = contexto.wrap_socket(servidor.socket, server_side=True)
    hilo = threading.Thread(target=servidor.serve_forever, args=(0.02,), daemon=True)
    hilo.start()
    try:
        yield servidor.server_address[1], almacen
    finally:
        servidor.shutdown()
        servidor.server_close()
        hilo.join(5)


class _No(Exception):
    def __init__(self, estado: int, codigo: str, mas: str = "") -> None:
        super().__init__(codigo)
        self.estado, self.codigo, self.mas = estado, codigo, mas


class _Atencion(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 5
    almacen: Almacen

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def setup(self) -> None:
        super().setup()
        self.almacen.conexiones += 1

    def handle(self) -> None:
        # A client that is cut in the middle.
        with contextlib.suppress(OSError):
            super().handle()

    def do_GET(self) -> None:
        self._atender()

    do_HEAD = do_PUT = do_POST = do_DELETE = do_GET

    def _atender(self) -> None:
        partes = urlsplit(self.path)
        camino = unquote(partes.path).lstrip("/")
        self._consulta = dict(parse_qsl(partes.query, keep_blank_values=True))
        self.almacen.pedidos.append(f"{self.command} {self.path}")
        cubeta, _, self._objeto = camino.partition("/")
        try:
            self._exigir_firma()
            if cubeta != CUBETA:
                raise _No(404, "NoSuchBucket")
            getattr(self, f"_{self.command.lower()}")()
        except _No as no:
            # What was not read would be taken for the next request.
            self.close_connection = self.command in ("PUT", "POST")
            self._xml(f"<Error><Code>{no.codigo}</Code>{no.mas}</Error>", no.estado)

    def _exigir_firma(self) -> None:
        firma = _FIRMA.fullmatch(self.headers.get("Authorization", ""))
        if firma is None or firma[1] != LLAVE:
            raise _No(403, "InvalidAccessKeyId")
        if firma[3] != self.almacen.region:
            raise _No(400, "AuthorizationHeaderMalformed", f"<Region>{self.almacen.region}</Region>")
        dicha = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs(dicha - self.almacen.ahora()) > timedelta(minutes=15):
            raise _No(403, "RequestTimeTooSkewed")

    # --- verbs ---

    def _get(self) -> None:
        if "uploads" in self._consulta:
            self._subidas()
        elif "uploadId" in self._consulta:
            self._partes()
        elif not self._objeto:
            self._listado()
        else:
            self._entregar()

    def _head(self) -> None:
        self._entregar()

    def _put(self) -> None:
        if "x-amz-copy-source" in self.headers:
            origen = unquote(self.headers["x-amz-copy-source"]).removeprefix(f"/{CUBETA}/")
            esperado = self.headers.get("x-amz-copy-source-if-match", "").strip('"')
            if esperado and esperado != self.almacen.etag(origen):
                raise _No(412, "PreconditionFailed")
            self._guardar((self.almacen.raiz / origen).read_bytes())
            self._xml(f'<CopyObjectResult><ETag>"{self.almacen.etag(self._objeto)}"</ETag></CopyObjectResult>')
        elif "uploadId" in self._consulta:
            carpeta = self._carpeta_de_subida()
            destino = carpeta / self._consulta["partNumber"]
            self._recibir(destino)
            self._vacia({"ETag": f'"{self._cifrada(_md5(destino))}"'})
        else:
            self._exigir_condicion()
            nuevo = self.almacen.aparte / hashlib.sha256(f"{self._objeto}{threading.get_ident()}".encode()).hexdigest()
            self._recibir(nuevo)
            with self.almacen.candado:
                self._exigir_condicion()
                self._mover(nuevo)
            self._vacia({"ETag": f'"{self.almacen.etag(self._objeto)}"'})

    def _post(self) -> None:
        if "uploads" in self._consulta:
            ident = f"subida-{len(self.almacen.subidas) + 1}"
            self.almacen.subidas[ident] = (self._objeto, self.almacen.ahora())
            (self.almacen.aparte / ident).mkdir()
            self._xml(f"<InitiateMultipartUploadResult><UploadId>{ident}</UploadId></InitiateMultipartUploadResult>")
            return
        carpeta = self._carpeta_de_subida()
        pedido = ElementTree.fromstring(self.rfile.read(int(self.headers["Content-Length"])))
        partes = [(parte.findtext("PartNumber") or "", (parte.findtext("ETag") or "").strip('"')) for parte in pedido]
        if any(self._cifrada(_md5(carpeta / numero)) != etag for numero, etag in partes):
            raise _No(400, "InvalidPart")
        if self.almacen.falla_al_terminar:
            self._xml("<Error><Code>InternalError</Code></Error>")
            return
        md5s = b"".join(bytes.fromhex(_md5(carpeta / numero)) for numero, _ in partes)
        with self.almacen.candado:
            self._carpeta_de_subida()
            self._exigir_condicion()
            with (carpeta / "todo").open("wb") as todo:
                for numero, _ in partes:
                    todo.write((carpeta / numero).read_bytes())
            compuesto = hashlib.md5(md5s, usedforsecurity=False).hexdigest()
            self.almacen.multiples[f"{self._objeto} {_md5(carpeta / 'todo')}"] = f"{compuesto}-{len(partes)}"
            self._mover(carpeta / "todo")
            del self.almacen.subidas[self._consulta["uploadId"]]
        self._xml("<CompleteMultipartUploadResult/>")

    def _delete(self) -> None:
        self._carpeta_de_subida()
        del self.almacen.subidas[self._consulta["uploadId"]]
        self._vacia({}, 204)

    # --- what they answer ---

    def _entregar(self) -> None:
        archivo = self.almacen.raiz / self._objeto
        if not archivo.is_file():
            raise _No(404, "NoSuchKey")
        self.send_response(200)
        self.send_header("ETag", f'"{self.almacen.etag(self._objeto)}"')
        self.send_header("Content-Length", str(archivo.stat().st_size))
        self.end_headers()
        if self.command == "GET":
            with archivo.open("rb") as abierto:
                while trozo := abierto.read(1 << 16):
                    self.wfile.write(trozo)

    def _listado(self) -> None:
        """In pages of two, so that there are pages."""
        comienzo, desde = self._consulta.get("prefix", ""), self._consulta.get("continuation-token", "")
        todos = sorted(
            una.relative_to(self.almacen.raiz).as_posix() for una in self.almacen.raiz.rglob("*") if una.is_file()
        )
        siguen = [uno for uno in todos if uno.startswith(comienzo) and uno > desde]
        hojas = "".join(
            f"<Contents><Key>{quote_plus(uno, safe='/')}</Key><Size>{self._tamano(uno)}</Size></Contents>"
            for uno in siguen[:2]
        )
        mas = f"<NextContinuationToken>{escape(siguen[1])}</NextContinuationToken>" if len(siguen) > 2 else ""
        if self.almacen.dice_pagina:
            self._xml("<html><body>Inicie sesión</body></html>", tipo="text/html")
            return
        self._xml(f"<ListBucketResult><EncodingType>url</EncodingType>{hojas}{mas}</ListBucketResult>")

    def _tamano(self, objeto: str) -> int:
        return (self.almacen.raiz / objeto).stat().st_size

    def _subidas(self) -> None:
        comienzo = self._consulta.get("prefix", "")
        hojas = "".join(
            f"<Upload><Key>{escape(objeto)}</Key><UploadId>{ident}</UploadId>"
            f"<Initiated>{cuando.isoformat().replace('+00:00', 'Z')}</Initiated></Upload>"
            for ident, (objeto, cuando) in self.almacen.subidas.items()
            if objeto.startswith(comienzo)
        )
        self._xml(f"<ListMultipartUploadsResult>{hojas}</ListMultipartUploadsResult>")

    def _partes(self) -> None:
        """In pages of one."""
        desde = int(self._consulta.get("part-number-marker", "0"))
        numeros = sorted(int(una.name) for una in self._carpeta_de_subida().iterdir() if una.name.isdecimal())
        siguen = [uno for uno in numeros if uno > desde]
        hojas = "".join(self._parte(uno) for uno in siguen[:1])
        siguiente = f"<NextPartNumberMarker>{siguen[0]}</NextPartNumberMarker>" if len(siguen) > 1 else ""
        mas = f"<IsTruncated>true</IsTruncated>{siguiente}" if siguiente else ""
        self._xml(f"<ListPartsResult>{hojas}{mas}</ListPartsResult>")

    def _parte(self, numero: int) -> str:
        archivo = self._carpeta_de_subida() / str(numero)
        return (
            f"<Part><PartNumber>{numero}</PartNumber><ETag>{self._cifrada(_md5(archivo))}</ETag>"
            f"<Size>{archivo.stat().st_size}</Size></Part>"
        )

    def _carpeta_de_subida(self) -> Path:
        if self._consulta["uploadId"] not in self.almacen.subidas:
            raise _No(404, "NoSuchUpload")
        return self.almacen.aparte / self._consulta["uploadId"]

    def _cifrada(self, md5: str) -> str:
        return hashlib.md5(f"cifrado {md5}".encode(), usedforsecurity=False).hexdigest() if self.almacen.cifra else md5

    def _exigir_condicion(self) -> None:
        if self.headers.get("If-None-Match") == "*":
            if self.almacen.sin_condiciones:
                raise _No(501, "NotImplemented")
            if (self.almacen.raiz / self._objeto).exists():
                raise _No(412, "PreconditionFailed")

    # --- files ---

    def _recibir(self, archivo: Path) -> None:
        """Nothing shows of what was cut."""
        quedan, a_medias = (
            int(self.headers["Content-Length"]),
            archivo.with_name(f"{archivo.name}.{threading.get_ident()}"),
        )
        with a_medias.open("wb") as abierto:
            while quedan:
                trozo = self.rfile.read(min(quedan, 1 << 16))
                if not trozo:
                    raise ConnectionResetError
                abierto.write(trozo)
                quedan -= len(trozo)
        if self.headers.get("Content-MD5") != base64.b64encode(bytes.fromhex(_md5(a_medias))).decode():
            raise _No(400, "BadDigest")
        a_medias.replace(archivo)

    def _guardar(self, datos: bytes) -> None:
        nuevo = self.almacen.aparte / "copia"
        nuevo.write_bytes(datos)
        self._mover(nuevo)

    def _mover(self, nuevo: Path) -> None:
        final = self.almacen.raiz / self._objeto
        final.parent.mkdir(parents=True, exist_ok=True)
        nuevo.replace(final)

    def _vacia(self, cabeceras: dict[str, str], estado: int = 200) -> None:
        self.send_response(estado)
        for nombre, valor in cabeceras.items():
            self.send_header(nombre, valor)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _xml(self, texto: str, estado: int = 200, tipo: str = "application/xml") -> None:
        datos = texto.encode()
        self.send_response(estado)
        self.send_header("Content-Type", tipo)
        self.send_header("Content-Length", str(len(datos)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(datos)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.almacen.ahora(), usegmt=True)


def _md5(archivo: Path) -> str:
    with archivo.open("rb") as abierto:
        return hashlib.file_digest(abierto, _nueva).hexdigest()


def _nueva() -> hashlib._Hash:
    return hashlib.md5(usedforsecurity=False)
