"""What may be handed to support: log, crash files, versions and a quick look at the base, as text to be read first.

Nothing of a person and nothing that was answered is in it, and nothing is sent anywhere. It works without the key of
the folder and without its base, since it is wanted most where those fail.
"""

from __future__ import annotations

import getpass
import io
import locale
import platform
import re
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import __version__, durable, fallos, logs, settings
from supervisor_app.cifrado.cerradura import Cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.texto import cantidad, cuantos, fecha_hora, tamano
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.services.componentes import instalados
from supervisor_app.services.recuperacion import Revisor
from supervisor_app.settings import Ajustes

_TACHA = "[…]"
_FALLOS = 20
_REGISTRO = 256 * 1024
_SIN_PERSONA = ("tema", "texto", "fotos", "ficticio", "sello_segundos")
_SI_O_NO = ("destino", "sello_url", "ocsp_url", "membrete", "firmantes", "frases", "clave_equipo")
_CARPETAS = ("anclas", "archivos", "cedulas", "paquetes", "registro", "respaldos", "turnados")
_ARCHIVOS = re.compile(r"supervisor\.db(-wal|-shm)?|(ajustes|llave|llave\.copia|intentos)\.json")
_CORTA = 3
"""Names of fewer letters are not looked for: they are parts of any word."""


@dataclass(frozen=True, slots=True)
class Seccion:
    """``archivo``: its name where it is handed over."""

    titulo: str
    archivo: str
    texto: str


@dataclass(frozen=True, slots=True)
class Legajo:
    """All that is handed over, no more and no less than ``texto`` shows."""

    secciones: tuple[Seccion, ...]

    @property
    def texto(self) -> str:
        return "\n\n".join(f"{s.titulo}\n{'─' * len(s.titulo)}\n{s.texto.rstrip()}" for s in self.secciones) + "\n"

    def contenido(self, nombre: str) -> bytes:
        """As a file of that name: the text alone for ``.txt``, otherwise a ZIP with one text for each section."""
        if nombre.casefold().endswith(".txt"):
            return self.texto.encode()
        salida = io.BytesIO()
        with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
            for seccion in self.secciones:
                paquete.writestr(zipfile.ZipInfo(seccion.archivo), f"{seccion.titulo}\n\n{seccion.texto}".encode())
        return salida.getvalue()


class Soporte:
    """Gathers it from one data folder. Values only: for any thread."""

    def __init__(self, carpeta: Path, *, reloj: Callable[[], datetime], llave: Llave | None = None) -> None:
        self._carpeta = carpeta
        self._reloj = reloj
        self._llave = llave

    def reunir(self, seguir: Callable[[], bool] = lambda: True) -> Legajo:
        """Everything as it is now. Raises Interrumpida once ``seguir`` says no, and nothing else."""
        ajustes, _ = settings.leer(self._carpeta, self._reloj(), self._llave)
        sin = _Tachador(self._carpeta, ajustes)
        secciones = (
            Seccion("Aplicación y equipo", "equipo.txt", self._equipo()),
            Seccion("Ajustes que no son personales", "ajustes.txt", _ajustes(ajustes)),
            Seccion("Revisión rápida de la base de datos", "base.txt", self._base(seguir)),
            Seccion("Carpeta de datos", "carpeta.txt", self._carpetas()),
            Seccion("Componentes", "componentes.txt", _componentes()),
            Seccion("Fallos", "fallos.txt", self._fallos()),
            Seccion("Registro de la aplicación", "registro.txt", self._registro()),
        )
        return Legajo(tuple(Seccion(s.titulo, s.archivo, sin(s.texto)) for s in secciones))

    def nombre(self) -> str:
        """How the file is called unless the person says otherwise."""
        return f"soporte-supervisor-app-{self._reloj():%Y-%m-%d}.zip"

    # --- the sections ---------------------------------------------------------------------------------------------

    def _equipo(self) -> str:
        libre = durable.free_space(self._carpeta)
        return _lista(
            ("Versión", __version__),
            ("Reunido", fecha_hora(self._reloj())),
            ("Sistema", f"{platform.system()} {platform.release()} {platform.version()}, {platform.machine()}"),
            ("Python", f"{platform.python_version()}{', paquete' if getattr(sys, 'frozen', False) else ''}"),
            ("Idioma", ".".join(filter(None, locale.getlocale())) or "no dicho"),
            ("Espacio libre", "no se sabe" if libre is None else tamano(libre)),
            ("Carpeta cifrada", "sí" if Cerradura.hay(self._carpeta) else "no"),
        )

    def _base(self, seguir: Callable[[], bool]) -> str:
        if self._llave is None and Cerradura.hay(self._carpeta):
            return (
                "No se revisó: la carpeta está cerrada con frase. Reúna esto con la aplicación abierta para revisarla."
            )
        try:
            hallado = Revisor(self._carpeta, self._llave)(None, seguir)
        except EnvironmentProblem as error:
            return f"No se pudo revisar: {error.message}"
        dicho = "completa" if not hallado.faltas else cuantos(len(hallado.faltas), "falta", "faltas")
        return _lista(
            ("Estado", dicho),
            *(("Falta", f) for f in hallado.faltas),
            ("Último cambio", "ninguno" if hallado.ultima is None else fecha_hora(hallado.ultima)),
            *hallado.motor.items(),
            *((tabla, cantidad(n)) for tabla, n in hallado.renglones.items()),
        )

    def _carpetas(self) -> str:
        """How much there is in each, by the names that the application gives; of others, that there are others."""
        grupos: dict[str, list[int]] = {}
        try:
            for ruta in self._carpeta.rglob("*"):
                if ruta.is_file():
                    grupos.setdefault(_grupo(ruta.relative_to(self._carpeta)), []).append(ruta.stat().st_size)
        except OSError as error:
            return f"No se pudo leer: {motivo(error)}."
        return _lista(
            *((g, f"{cuantos(len(t), 'archivo', 'archivos')}, {tamano(sum(t))}") for g, t in sorted(grupos.items()))
        )

    def _fallos(self) -> str:
        rutas = fallos.guardados(self._carpeta)
        dichos = [f"{r.name}\n{_leido(r)}" for r in rutas[:_FALLOS]]
        # Of a window that dies at each start nothing is a crash file yet: the next start that lives makes it one.
        dichos += [f"{n}\n{dicho}\n" for n, dicho in fallos.volcados(self._carpeta) if dicho]
        if len(rutas) > _FALLOS:
            dichos.append(f"… y {len(rutas) - _FALLOS} más antiguos.")
        return "\n".join(dichos) or "Ninguno."

    def _registro(self) -> str:
        texto = "".join(_leido(ruta) for ruta in logs.archivos(self._carpeta))
        if len(texto) <= _REGISTRO:
            return texto or "Vacío."
        return f"… {texto[-_REGISTRO:].partition(chr(10))[2]}"


def guardar(legajo: Legajo, ruta: Path) -> None:
    """Write it where the person chose. Raises EnvironmentProblem."""
    try:
        durable.write_atomic(ruta, legajo.contenido(ruta.name), mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo guardar la ayuda a soporte: {motivo(error)}. Elija otro lugar."
        ) from error


def _lista(*renglones: tuple[str, object]) -> str:
    return "\n".join(f"{que}: {cuanto}" for que, cuanto in renglones)


def _ajustes(ajustes: Ajustes) -> str:
    titulos = {n: c.title or n for n, c in Ajustes.model_fields.items()}
    return _lista(
        *((titulos[n], _dicho(getattr(ajustes, n))) for n in _SIN_PERSONA),
        *((titulos[n], "puesto" if getattr(ajustes, n) else "vacío") for n in _SI_O_NO),
    )


def _dicho(valor: object) -> object:
    return ("no", "sí")[valor] if isinstance(valor, bool) else valor


def _componentes() -> str:
    return _lista(*((c.nombre, c.version) for c in instalados()))


def _grupo(relativa: Path) -> str:
    primera = relativa.parts[0]
    if len(relativa.parts) > 1:
        return primera if primera in _CARPETAS else "otras carpetas"
    return primera if _ARCHIVOS.fullmatch(primera) else "otros"


def _leido(ruta: Path) -> str:
    try:
        return ruta.read_text("utf-8", "replace")
    except OSError as error:
        return f"(no se pudo leer: {motivo(error)})\n"


class _Tachador:
    """The last sieve: what is gathered holds nothing personal by itself, and this holds back what should slip in."""

    def __init__(self, carpeta: Path, ajustes: Ajustes) -> None:
        textos = _textos(ajustes.model_dump(exclude={*_SIN_PERSONA}))
        palabras = {p for t in (*textos, _usuario(), platform.node()) for p in (t, *re.findall(r"\w+", t))}
        partes = sorted((re.escape(p) for p in palabras if len(p) > _CORTA), key=len, reverse=True)
        # Words that say nothing of anybody are common in names of places: «de la», «para».
        self._palabras = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(partes)})(?!\w)") if partes else None
        self._carpeta = str(carpeta)

    def __call__(self, texto: str) -> str:
        texto = logs.sin_datos_personales(texto.replace(self._carpeta, "[carpeta de datos]"))
        return self._palabras.sub(_TACHA, texto) if self._palabras is not None else texto


def _textos(valor: object) -> Iterable[str]:
    """Every text inside, at any depth."""
    if isinstance(valor, str):
        yield valor.strip()
    elif isinstance(valor, dict):
        for v in valor.values():
            yield from _textos(v)
    elif isinstance(valor, list | tuple):
        for v in valor:
            yield from _textos(v)


def _usuario() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
