"""``autoprueba``: proves that this installation works, also inside the PyInstaller bundle. One line per check.

Everything happens in a temporary folder with fictitious data; it must never touch the person's data folder.
"""

from __future__ import annotations

import io
import secrets
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageFont

from supervisor_app import logs, paths, wiring
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import decir
from supervisor_app.cli.ventana import Ventana
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.acceso import Acceso
from supervisor_app.services.componentes import instalados
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.demo.resultado import DATOS, ResultadoDemo, preparar_carpeta, recoger
from supervisor_app.services.demo.visita import crear_visita_demo
from supervisor_app.services.paginas import render_pagina
from supervisor_app.wiring import Servicios

_NADIE = "Persona Ficticia de Prueba"
_LETRAS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "Inter-Regular.ttf")


_FORMULARIO: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "survey": (
        ("type", "name", "label", "relevant"),
        ("select_one si_no", "una", "¿Se prueba una opción?", ""),
        ("integer", "otra", "¿Cuántas se prueban?", "${una} = 'si'"),
    ),
    "choices": (("list_name", "name", "label"), ("si_no", "si", "Sí"), ("si_no", "no", "No")),
    "settings": (
        ("form_id", "form_title", "version", "imss::fundamento", "imss::evidencia", "imss::seccion_manual",
         "imss::unidades"),
        ("CO-90", "CO-90 · Prueba", 1, "JSAC:7.1.3:3", "Expediente", "7.1.3", "SUB"),
    ),
}  # fmt: skip


def _libro(hojas: dict[str, tuple[tuple[str | int, ...], ...]], condicion: str = "") -> bytes:
    """A workbook of these sheets; ``condicion`` stands in place of the last cell of the survey."""
    import openpyxl  # noqa: PLC0415 - not at the start

    libro = openpyxl.Workbook()
    libro.remove(libro.worksheets[0])
    for nombre, filas in hojas.items():
        hoja = libro.create_sheet(nombre)
        for fila in filas:
            hoja.append(fila)
        if condicion and nombre == "survey":
            hoja.cell(hoja.max_row, hoja.max_column, condicion)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


class _Falla(Exception):
    """A check that came out badly, in words."""


def autoprueba(args: Namespace, ventana: Ventana | None) -> int:
    # On Windows a file that an antivirus still looks at must not turn a good installation into a bad one.
    with tempfile.TemporaryDirectory(prefix="supervisor-autoprueba-", ignore_cleanup_errors=True) as temporal:
        prueba = _Prueba(Path(temporal), ventana)
        try:
            bien = [_comprobar(nombre, paso) for nombre, paso in prueba.pasos()]
        finally:
            prueba.cerrar()
    decir("La instalación funciona." if all(bien) else f"La instalación NO funciona: {bien.count(False)} fallas.")
    return Codigo.BIEN if all(bien) else Codigo.NO_VALIDO


def _comprobar(nombre: str, paso: Callable[[], str]) -> bool:
    inicio = time.monotonic()
    try:
        detalle, bien = paso(), True
    except (_Falla, UserError, EnvironmentProblem) as error:
        detalle, bien = str(error), False
    except Exception as error:  # noqa: BLE001 - whatever a broken installation raises is what this verb is to tell
        detalle, bien = f"{type(error).__name__}: {error}", False
    decir(f"{'bien ' if bien else 'FALLA'}  {nombre}: {detalle} ({time.monotonic() - inicio:.1f} s)")
    return bien


class _Prueba:
    """The checks, over one temporary demo. The later ones need what the earlier ones made."""

    def __init__(self, carpeta: Path, ventana: Ventana | None) -> None:
        self._carpeta = carpeta
        self._ventana = ventana
        self._expediente: Expediente | None = None
        self._abiertos: Servicios | None = None

    def pasos(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("Cédulas y catálogos", self._catalogos),
            ("Una cédula a Excel y de vuelta", self._excel),
            ("Un XLSForm escrito en Excel", self._xlsform),
            ("Letras, iconos y perfil de color", self._recursos),
            ("Una foto HEIC, leída en otro proceso", self._heic),
            ("Base de datos nueva", self._base),
            ("Visita ficticia, de su creación a su entrega", self._visita),
            ("Documentos, página por página", self._paginas),
            ("Firmas", self._firmas),
            ("Un documento alterado se descubre", self._alterado),
            ("Paquete entregado y segunda entrega", self._paquete),
            ("Base de datos después de usarla", self._base_usada),
            ("Componentes, licencias y ayuda a soporte", self._soporte),
            ("Datos cifrados, y abiertos otra vez", self._cifrados),
            ("Ventana", self._ventana_abre),
        )

    def cerrar(self) -> None:
        if self._abiertos is not None:
            self._abiertos.close()
        logs.cerrar()

    @property
    def _servicios(self) -> Servicios:
        if self._abiertos is None:
            raise _Falla("no se pudo probar porque no abrió la base")
        return self._abiertos

    @cached_property
    def _resultado(self) -> ResultadoDemo:
        if self._expediente is None:
            raise _Falla("no se pudo probar porque no se hizo la visita")
        return recoger(self._servicios, self._expediente, self._carpeta)

    def _catalogos(self) -> str:
        definiciones = Definiciones.cargar(paths.formas())
        if definiciones.problemas:
            raise _Falla("; ".join(map(str, definiciones.problemas[:3])))
        puntos = sum(len(c.items) for c in definiciones.cedulas.values())
        return f"{len(definiciones.cedulas)} cédulas, {puntos} puntos, {len(definiciones.funciones)} funciones"

    def _excel(self) -> str:
        from supervisor_app.services.xlsform.exportar import exportar  # noqa: PLC0415 - loads openpyxl
        from supervisor_app.services.xlsform.importar import importar  # noqa: PLC0415 - loads pyxform

        definiciones = Definiciones.cargar(paths.formas())
        cedula = next(iter(definiciones.cedulas.values()))
        leida = importar(exportar(cedula), definiciones.contexto, wiring.reloj_local().date())
        if leida.definicion != cedula:
            raise _Falla("; ".join(map(str, leida.problemas[:3])) or "vuelve distinta")
        return f"{cedula.codigo} vuelve igual"

    def _xlsform(self) -> str:
        from supervisor_app.services.xlsform.importar import importar  # noqa: PLC0415 - loads pyxform

        definiciones = Definiciones.cargar(paths.formas())
        leida = importar(_libro(_FORMULARIO), definiciones.contexto, wiring.reloj_local().date())
        if leida.definicion is None:
            raise _Falla("; ".join(map(str, leida.problemas[:3])))
        mal = importar(_libro(_FORMULARIO, "${una} = = 'si'"), definiciones.contexto, wiring.reloj_local().date())
        if mal.definicion is not None:
            raise _Falla("se aceptó una condición mal escrita")
        return f"{len(leida.definicion.items)} preguntas; una condición mal escrita se rechaza"

    def _heic(self) -> str:
        from supervisor_app.services.ingreso import leer_archivo  # noqa: PLC0415 - loads the readers of pictures

        pieza = leer_archivo(paths.recursos() / "autoprueba" / "telefono.heic", lado=None)
        medidas = Image.open(io.BytesIO(pieza.contenido)).size
        if (pieza.mime, medidas) != ("image/jpeg", (120, 160)) or pieza.lugar is None:
            raise _Falla(f"se leyó como {pieza.mime} de {medidas[0]} × {medidas[1]}")
        return f"{medidas[0]} × {medidas[1]} puntos, derecha y con su lugar aparte"

    def _recursos(self) -> str:
        recursos = paths.recursos()
        for letra in _LETRAS:
            ImageFont.truetype(recursos / "fonts" / letra, 10)
        iconos = len(list((recursos / "icons").glob("*.svg")))
        if not iconos or not (recursos / "icc" / "sRGB.icc").is_file():
            raise _Falla(f"faltan iconos o el perfil de color en {recursos}")
        return f"{len(_LETRAS)} letras, {iconos} iconos"

    def _base(self) -> str:
        self._abiertos = wiring.abrir(self._carpeta / DATOS)
        preparar_carpeta(self._abiertos, self._carpeta)
        return "se creó"

    def _visita(self) -> str:
        self._expediente = crear_visita_demo(self._servicios, hasta="entrega")
        return f"{self._expediente.visita.folio}, {len(self._expediente.respuestas)} respuestas"

    def _paginas(self) -> str:
        for documento in self._resultado.documentos:
            pdf = documento.ruta.read_bytes()
            for indice in range(documento.paginas):
                imagen = render_pagina(pdf, indice, 400)
                if len(set(imagen.rgba[::4])) < 8:
                    raise _Falla(f"{documento.titulo}: la página {indice + 1} sale en blanco")
        return f"{sum(d.paginas for d in self._resultado.documentos)} páginas dibujadas"

    def _firmas(self) -> str:
        documentos = self._resultado.documentos
        malos = [f"{d.titulo}: {' '.join(d.verificacion.problemas)}" for d in documentos if not d.verificacion.valido]
        if malos:
            raise _Falla("; ".join(malos))
        return f"{sum(len(d.verificacion.firmas) for d in documentos)} firmas válidas en {len(documentos)} documentos"

    def _alterado(self) -> str:
        pdf = bytearray(self._resultado.documentos[-1].ruta.read_bytes())
        pdf[len(pdf) // 4] ^= 1
        if self._servicios.firmas.verificar(bytes(pdf)).valido:
            raise _Falla("se dio por válido un PDF con un byte cambiado")
        return "la verificación lo rechaza"

    def _paquete(self) -> str:
        if self._resultado.problemas:
            raise _Falla(" ".join(self._resultado.problemas))
        if not self._resultado.segunda.ya_estaba:
            raise _Falla("la segunda entrega volvió a enviar el paquete")
        return f"{self._resultado.archivos} archivos íntegros; la segunda no envió nada"

    def _base_usada(self) -> str:
        if problemas := self._servicios.comprobar():
            raise _Falla(" ".join(problemas))
        return "íntegra"

    def _soporte(self) -> str:
        componentes = instalados()
        if not componentes:
            raise _Falla("no está la lista de componentes")
        if getattr(sys, "frozen", False):
            aparte = Path(sys.executable).parent
            faltan = [n for n in ("licencias/LICENCIAS.md", "sbom.cdx.json") if not (aparte / n).is_file()]
            if faltan:
                raise _Falla(f"falta {' y '.join(faltan)}")
        texto = self._servicios.soporte().reunir().texto
        if "Estado: completa" not in texto:
            raise _Falla("la revisión rápida no encontró completa la base")
        return f"{len(componentes)} componentes"

    def _cifrados(self) -> str:
        carpeta, frase = self._carpeta / "cifrados", secrets.token_urlsafe(16)
        llave, clave = Acceso(carpeta).crear(frase)
        with wiring.abrir(carpeta, llave=llave) as s:
            s.ajustes.guardar(s.ajustes.leer().model_copy(update={"nombre": _NADIE}))
        if any(m in r.read_bytes() for r in carpeta.iterdir() if r.is_file() for m in (b"SQLite", _NADIE.encode())):
            raise _Falla("algo quedó legible en el disco")
        for abierta in (Acceso(carpeta).abrir(frase), Acceso(carpeta).recuperar(clave)):
            with wiring.abrir(carpeta, llave=abierta) as s:
                if s.comprobar() or s.ajustes.leer().nombre != _NADIE:
                    raise _Falla("lo cifrado no volvió igual")
        llavero = "el llavero del sistema sirve" if Acceso.puede_recordar() else "sin llavero del sistema"
        return f"con la frase y con la clave de recuperación; {llavero}"

    def _ventana_abre(self) -> str:
        if self._ventana is None or not self._ventana.disponible:
            return "no incluida en esta instalación; no se probó"
        if codigo := self._ventana.probar(self._carpeta / DATOS):
            raise _Falla(f"terminó con {codigo}")
        return "abrió y cerró"
