"""A destination in any S3-compatible store. There is no rename there: an object appears whole, and is compared at once.

It must never replace other content that nobody asked to replace (it is copied aside first and that copy checked), and
never say "delivered" before the store's own digest, or what was read back, is that of the original.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote_plus

from supervisor_app.durable import PART_NAME, Readable
from supervisor_app.exchange.destino import Puesto, Pulso, exigir_carpeta, exigir_clave, sin_pulso
from supervisor_app.exchange.transportes import fallas, s3_contenido, s3_subida, sin_red, xml_acotado
from supervisor_app.exchange.transportes.s3_cliente import ClienteS3, Cubeta, Rechazo
from supervisor_app.exchange.transportes.s3_contenido import Contenido, Envio
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

_INTENTOS = 3
_PAGINAS = 2000  # of 1,000 objects; a store that never comes to an end is none
_COPIA_MAXIMA = 5 << 30  # S3 copies no more than this in one request


@dataclass(frozen=True)
class _Objeto:
    clave: str
    tamano: int
    etag: str


class DestinoS3:
    """The port over one bucket and prefix. One thread at a time."""

    def __init__(self, cubeta: Cubeta, credencial: Credencial, confianza: Confianza, plazos: Plazos) -> None:
        """``credencial``: the access key as user and its secret as password."""
        self._cliente = ClienteS3(cubeta, credencial, confianza, plazos)
        self._hay_cubeta = False
        self._sin_condicion = False
        self._limpias: set[str] = set()

    # --- the port ---

    def exists(self, clave: str) -> int | None:
        clave = exigir_clave(clave)
        with self._sesion(sin_pulso, 0, clave):
            objeto = self._ver(clave)
        return objeto.tamano if objeto else None

    def list(self, carpeta: str) -> Mapping[str, int]:
        carpeta = exigir_carpeta(carpeta)
        with self._sesion(sin_pulso, 0, carpeta):
            return {clave: tamano for clave, tamano in self._listar(carpeta) if not PART_NAME.search(clave)}

    def get(self, clave: str) -> Iterator[bytes]:
        clave = exigir_clave(clave)
        tamano = self.exists(clave)
        with self._sesion(sin_pulso, tamano or 0, clave):
            yield from self._leer(clave)

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        clave, apartado = exigir_clave(clave), None
        contenido = s3_contenido.leer(clave, origen, sha256, tamano, pulso)
        lugar = f"{self._cliente.cubeta}/{clave}"
        with self._sesion(pulso, tamano, clave):
            # A rival laptop may put the same name between our look and our sending: then look again.
            for _ in range(_INTENTOS):
                actual = self._ver(clave)
                if actual is not None and self._es_igual(actual, contenido):
                    return Puesto(lugar, ya_estaba=True, apartado=apartado)
                if actual is not None and not reemplazar:
                    apartado = self._apartar(actual)
                    if apartado is None:
                        continue
                if self._poner(contenido, actual, reemplazar=reemplazar):
                    return Puesto(lugar, ya_estaba=False, apartado=apartado)
        raise fallas.rival(contenido.nombre)

    def cerrar(self) -> None:
        self._cliente.cerrar()

    # --- steps of a delivery, in order ---

    def _es_igual(self, objeto: _Objeto, contenido: Contenido) -> bool:
        """By the store's own MD5 where its ETag is one; else by reading it back (encrypted, or put in other parts)."""
        if objeto.tamano != contenido.tamano:
            return False
        if objeto.etag == contenido.etag:
            contenido.pulso(contenido.tamano)  # as good as read back, and at once
            return True
        return self._huella(objeto.clave, contenido.pulso) == contenido.sha256

    def _huella(self, clave: str, pulso: Pulso) -> str:
        huella = hashlib.sha256()
        for trozo in self._leer(clave):
            huella.update(trozo)
            pulso(len(trozo))
        return huella.hexdigest()

    def _apartar(self, objeto: _Objeto) -> str | None:
        """Copy a damaged object aside and compare the copy; ``None`` when somebody else changed it meanwhile.

        It is evidence of what happened, so it is kept; an earlier copy of the very same serves.
        """
        if objeto.tamano > _COPIA_MAXIMA:
            raise fallas.no_se_aparta(f"{self._cliente.cubeta}/{objeto.clave}")
        numero = 1
        while (ahi := self._ver(f"{objeto.clave}.danado-{numero}")) is not None and not self._son_iguales(ahi, objeto):
            numero += 1
        aparte = f"{objeto.clave}.danado-{numero}"
        if ahi is None and not self._copiar(objeto, aparte):
            return None
        return aparte.rpartition("/")[2]

    def _copiar(self, objeto: _Objeto, aparte: str) -> bool:
        cabeceras = {
            "x-amz-copy-source": self._cliente.origen_de_copia(objeto.clave),
            "x-amz-copy-source-if-match": f'"{objeto.etag}"',
        }
        try:
            with self._cliente.pedir("PUT", aparte, cabeceras=cabeceras) as respuesta:
                self._cliente.xml(respuesta)
        except Rechazo as rechazo:
            if rechazo.cambio or rechazo.no_esta:
                return False
            raise
        copia = self._ver(aparte)
        if copia is None or not self._son_iguales(copia, objeto):
            raise fallas.copia_distinta(f"{self._cliente.cubeta}/{aparte}")
        return True

    def _son_iguales(self, uno: _Objeto, otro: _Objeto) -> bool:
        if uno.tamano != otro.tamano:
            return False
        return uno.etag == otro.etag or self._huella(uno.clave, sin_pulso) == self._huella(otro.clave, sin_pulso)

    def _poner(self, contenido: Contenido, actual: _Objeto | None, *, reemplazar: bool) -> bool:
        """Send and compare; ``False`` when a rival took the name meanwhile."""
        try:
            self._enviar(contenido, actual, reemplazar=reemplazar)
        except Rechazo as rechazo:
            # Somebody else took the name, or ended or removed the upload that we went on with.
            if rechazo.cambio or rechazo.codigo in ("NoSuchUpload", "InvalidPart"):
                return False
            raise
        puesto = self._ver(contenido.clave)
        if puesto is None or not self._es_igual(puesto, contenido):
            if puesto is not None and not reemplazar:
                self._apartar(puesto)
            raise fallas.copia_distinta(f"{self._cliente.cubeta}/{contenido.clave}")
        return True

    def _enviar(self, contenido: Contenido, actual: _Objeto | None, *, reemplazar: bool) -> None:
        condicion = self._condicion(actual, reemplazar=reemplazar)
        try:
            self._enviar_con(contenido, condicion)
        except Rechazo as rechazo:
            if not condicion or not rechazo.no_sabe:
                raise
            # A store that knows no conditions says so and keeps nothing.
            self._sin_condicion = True
            self._enviar_con(contenido, {})

    def _condicion(self, actual: _Objeto | None, *, reemplazar: bool) -> dict[str, str]:
        """What the store is asked to see to where it can; nothing is built on it, since many overwrite all the same.

        What was just copied aside is replaced without one: ``If-Match`` fails on Ceph 16 for the very ETag it gave.
        """
        libre = actual is None and not reemplazar and not self._sin_condicion
        return {"if-none-match": "*"} if libre else {}

    def _enviar_con(self, contenido: Contenido, condicion: dict[str, str]) -> None:
        if len(contenido.partes) > 1:
            s3_subida.subir(self._cliente, contenido, condicion)
            carpeta = contenido.clave.rpartition("/")[0]
            if carpeta not in self._limpias:
                s3_subida.quitar_viejas(self._cliente, carpeta)
                self._limpias.add(carpeta)
            return
        parte = contenido.partes[0]
        cabeceras = {"content-md5": parte.content_md5, **condicion}
        cuerpo = Envio(contenido).cuerpo(parte)
        with self._cliente.pedir("PUT", contenido.clave, cabeceras=cabeceras, cuerpo=cuerpo, sha256=parte.sha256):
            pass

    # --- the bucket ---

    @contextmanager
    def _sesion(self, pulso: Pulso, tamano: int, clave: str) -> Iterator[None]:
        with self._cliente.sesion(pulso, tamano):
            try:
                self._exigir_cubeta()
                yield
            except Rechazo as rechazo:
                raise self._cliente.problema(rechazo, clave) from rechazo

    def _exigir_cubeta(self) -> None:
        """Once for each destination: that an S3 store answers, that it has the bucket and that the key may be used.

        HEAD tells none of it: its answers have no content, and a missing bucket looks like a missing object.
        """
        if not self._hay_cubeta:
            self._pagina({"prefix": self._cliente.objeto(""), "max-keys": "1"})
            self._hay_cubeta = True

    def _ver(self, clave: str) -> _Objeto | None:
        try:
            with self._cliente.pedir("HEAD", clave) as respuesta:
                etag = respuesta.cabeceras.get("etag")
                largo = xml_acotado.entero(respuesta.cabeceras.get("content-length", ""))
        except Rechazo as rechazo:
            if rechazo.no_esta:
                return None
            raise
        if etag is None or largo is None:
            raise sin_red.no_es(self._cliente.cubeta.servidor.nombre, "S3")
        return _Objeto(clave, largo, etag.strip('"'))

    def _leer(self, clave: str) -> Iterator[bytes]:
        with self._cliente.pedir("GET", clave) as respuesta:
            if "etag" not in respuesta.cabeceras:
                raise sin_red.no_es(self._cliente.cubeta.servidor.nombre, "S3")
            yield from respuesta.trozos()

    def _listar(self, carpeta: str) -> Iterator[tuple[str, int]]:
        pagina = {"prefix": self._cliente.objeto(f"{carpeta}/" if carpeta else "")}
        fuera = self._cliente.objeto("")
        for _ in range(_PAGINAS):
            raiz = self._pagina(pagina)
            codificado = xml_acotado.texto(raiz, "EncodingType") == "url"
            for uno in raiz:
                if xml_acotado.nombre(uno) == "Contents":
                    objeto = xml_acotado.texto(uno, "Key")
                    clave = (unquote_plus(objeto) if codificado else objeto).removeprefix(fuera)
                    tamano = xml_acotado.entero(xml_acotado.texto(uno, "Size"))
                    if tamano is not None and _es_clave(clave):
                        yield clave, tamano
            siguiente = xml_acotado.texto(raiz, "NextContinuationToken")
            if not siguiente or siguiente == pagina.get("continuation-token"):
                return
            pagina["continuation-token"] = siguiente
        raise sin_red.no_es(self._cliente.cubeta.servidor.nombre, "S3")

    def _pagina(self, parametros: Mapping[str, str]) -> xml_acotado.Elemento:
        todos = {"list-type": "2", "encoding-type": "url", **parametros}
        with self._cliente.pedir("GET", None, todos) as respuesta:
            raiz = self._cliente.xml(respuesta)
        if xml_acotado.nombre(raiz) != "ListBucketResult":
            raise sin_red.no_es(self._cliente.cubeta.servidor.nombre, "S3")
        return raiz


def _es_clave(clave: str) -> bool:
    """Whether a name in the bucket could be one of ours: others put there what they like, folders among it."""
    try:
        return exigir_clave(clave) == clave
    except ValueError:
        return False
