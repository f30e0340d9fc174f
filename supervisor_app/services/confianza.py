"""Whom this machine trusts, for signers and for the time, and what the office handed out about revocation.

All of it are files in folders: the ones shipped, and those of the data folder, where an office adds its own. Loading
the room of signing takes as long as opening the window, so each verb does it when it is asked.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app.errors import UserError
from supervisor_app.services.ajustes import sin_mas

if TYPE_CHECKING:
    from supervisor_app.signing.anclas import Anclas
    from supervisor_app.signing.evidencias_validacion import Evidencias

__all__ = ["Actualizadas", "Anclas", "Confianza", "Evidencias", "leer_evidencia"]

_EVIDENCIA_MAXIMA = 128 * 2**20
"""Bytes of a list of revocation: one of a million certificates has some 28 MB."""
_ARCHIVOS_MAXIMOS, _CERTIFICADO_MAXIMO = 200, 64 * 1024


def leer_evidencia(ruta: Path) -> Evidencias | None:
    """An OCSP response or a list of revocation from a file; None where it is neither, or cannot be read."""
    from supervisor_app.signing.evidencias_validacion import Evidencias  # noqa: PLC0415 - loads pyHanko

    try:
        with ruta.open("rb") as archivo:
            return Evidencias.leer(archivo.read(_EVIDENCIA_MAXIMA))
    except OSError:
        return None


@dataclass(frozen=True)
class Actualizadas:
    """What a file of authorities led to. ``ajenos``: certificates in it that nobody expects, with their SHA-256."""

    agregadas: tuple[str, ...] = ()
    ya_estaban: tuple[str, ...] = ()
    ajenos: tuple[tuple[str, str], ...] = ()


class Confianza:
    """``carpetas``: folders of anchors, the first one shipped, the last one of the data folder. One without manifest is
    passed over."""

    def __init__(self, carpetas: tuple[Path, ...], *, permiso: Callable[[], None] = sin_mas) -> None:
        self._carpetas, self._permiso = carpetas, permiso

    def anclas(self, *, para_sellos: bool = False) -> Anclas:
        """The authorities trusted now, for signers or for time stamps. Raises UserError where a manifest is broken."""
        from supervisor_app.signing.anclas import MANIFIESTO, Anclas  # noqa: PLC0415 - loads pyHanko

        return Anclas.cargar(*(c for c in self._en(para_sellos) if (c / MANIFIESTO).is_file()))

    def evidencias(self) -> Evidencias:
        """What the office handed out about revocation; files that are no answer, or cannot be read, are passed over."""
        from supervisor_app.signing.anclas import CARPETA_REVOCACION  # noqa: PLC0415 - loads pyHanko
        from supervisor_app.signing.evidencias_validacion import Evidencias  # noqa: PLC0415 - loads pyHanko

        todas = Evidencias()
        for carpeta in (c / CARPETA_REVOCACION for c in self._carpetas):
            for ruta in sorted(carpeta.iterdir()) if carpeta.is_dir() else ():
                todas += leer_evidencia(ruta) or Evidencias()
        return todas

    def agregar(self, contenido: bytes, *, aprobada: bool = False, para_sellos: bool = False) -> str:
        """Trust an authority from its certificate, in the data folder. Returns its name.

        ``aprobada``: the office says so of one that nobody expects. Raises UserError where it is not accepted.
        """
        from supervisor_app.signing.anclas import agregar_ancla  # noqa: PLC0415 - loads pyHanko

        self._permiso()
        carpetas = self._en(para_sellos)
        return agregar_ancla(carpetas[-1], contenido, base=carpetas[0], aprobada_por_la_oficina=aprobada).nombre

    def actualizar(self, nombre: str, contenido: bytes, *, huella: str = "", para_sellos: bool = False) -> Actualizadas:
        """Trust the authorities of a file: one certificate, or a ZIP of them as SAT hands out.

        Those expected are added. Those that nobody expects are added only if ``huella`` is the SHA-256 of the whole
        file, which the office makes known by another way; else they are told. Raises UserError where the file or the
        hash will not do; then nothing was added.
        """
        from supervisor_app.signing.anclas import autoridad_de  # noqa: PLC0415 - loads pyHanko

        aprobado = bool(huella.strip())
        if aprobado and _hexadecimal(huella) != hashlib.sha256(contenido).hexdigest():
            raise UserError(
                f"La huella no es la de «{nombre}»: o el archivo no es el que aprobó la oficina, o se escribió mal. No "
                "se agregó nada.",
                field="huella",
            )
        certificados = _certificados(nombre, contenido)
        conocidas = self.anclas(para_sellos=para_sellos)
        ya = {ancla.sha256: ancla.nombre for ancla in conocidas.autoridades}
        agregadas, estaban, ajenos = [], [], []
        for der in certificados:
            autoridad = autoridad_de(der)
            if autoridad is None:
                continue
            suyo, sha256 = autoridad
            if sha256 in ya:
                estaban.append(ya[sha256])
            elif aprobado or sha256 in conocidas.esperadas:
                agregadas.append(self.agregar(der, aprobada=aprobado, para_sellos=para_sellos))
            else:
                ajenos.append((suyo, sha256))
        if not (agregadas or estaban or ajenos):
            raise UserError(f"«{nombre}» no trae ningún certificado de autoridad.")
        return Actualizadas(tuple(agregadas), tuple(estaban), tuple(ajenos))

    def de_la_carpeta(self) -> tuple[tuple[str, bytes], ...]:
        """What was added in the data folder, those of tests apart: for whom each vouches (``firmas``, ``sellos``) and
        its certificate (DER), in an order of its own. Raises UserError where a manifest is broken.
        """
        if not any(self._carpetas[-1].glob("**/*.json")):
            return ()
        from supervisor_app.signing.anclas import MANIFIESTO, Anclas  # noqa: PLC0415 - loads pyHanko

        halladas = set()
        for para, para_sellos in (("firmas", False), ("sellos", True)):
            *de_fabrica, propia = self._en(para_sellos)
            if (propia / MANIFIESTO).is_file():
                con_manifiesto = (c for c in de_fabrica if (c / MANIFIESTO).is_file())
                suyas = {a.sha256 for a in Anclas.cargar(*con_manifiesto).autoridades}
                halladas |= {
                    (para, a.certificado.dump())
                    for a in Anclas.cargar(propia).autoridades
                    if a.procedencia != "prueba" and a.sha256 not in suyas
                }
        return tuple(sorted(halladas))

    @staticmethod
    def nombre_de(certificado: bytes) -> str:
        """The name of an authority; "" for what is none."""
        from supervisor_app.signing.anclas import autoridad_de  # noqa: PLC0415 - loads pyHanko

        leida = autoridad_de(certificado)
        return leida[0] if leida is not None else ""

    def _en(self, para_sellos: bool) -> tuple[Path, ...]:
        from supervisor_app.signing.anclas import CARPETA_SELLOS  # noqa: PLC0415 - loads pyHanko

        return tuple(c / CARPETA_SELLOS for c in self._carpetas) if para_sellos else self._carpetas


def _hexadecimal(huella: str) -> str:
    return "".join(huella.split()).replace(":", "").lower()


def _certificados(nombre: str, contenido: bytes) -> tuple[bytes, ...]:
    """The files that may be certificates; of anything else than a ZIP, itself."""
    if not contenido.startswith(b"PK\x03\x04"):
        return (contenido,)
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
            dentro = [i for i in archivo.infolist() if not i.is_dir() and i.file_size <= _CERTIFICADO_MAXIMO]
            if len(dentro) > _ARCHIVOS_MAXIMOS:
                raise UserError(f"«{nombre}» trae demasiados archivos para ser de autoridades.")
            return tuple(archivo.read(i) for i in dentro)
    except (zipfile.BadZipFile, zlib.error, EOFError, IndexError, RuntimeError, OSError, ValueError) as error:
        raise UserError(f"«{nombre}» está dañado o tiene contraseña; descárguelo de nuevo.") from error
