"""Puts to use what the office sent, and tells how it stands. Asked on the store's thread.

What cannot be used is set aside with a sentence, and what was in use before still is. Which content is in use stands in
the notebook: it changes in one step, and its past can be read. It must never go to a mailbox.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from supervisor_app import __version__
from supervisor_app.domain.feed import Publicacion
from supervisor_app.domain.seguimiento import Antecedente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.cedulas_propias import CedulasPropias
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.feriados import Feriados
from supervisor_app.services.recibido.antecedentes import DeAntecedentes
from supervisor_app.services.recibido.clases import (
    Clase,
    ConLoPropio,
    DeAnclas,
    DeCedulas,
    DeFeriados,
    DeUmbrales,
    DeUnidades,
    Hecho,
)
from supervisor_app.services.recibido.contenidos import ANTECEDENTES, ETIQUETAS, exigir_tamano
from supervisor_app.services.recibido.usos import CLASE, usos
from supervisor_app.services.recibido.valores import Aplicado, Estado, Ficha, Uso
from supervisor_app.services.sincronia.publicaciones import Publicaciones, Recibida
from supervisor_app.services.unidades import Unidades, UnidadMedica
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

__all__ = ["Aplicado", "Estado", "Ficha", "Recibido"]

_AL_EMPEZAR: Final = ("feriados", "umbrales")
"""What has to be known before anything is shown; the others are read when they are asked for."""
_LOG = logging.getLogger(__name__)


class Recibido:
    """Over one store and its data folder."""

    def __init__(
        self,
        almacen: Almacen,
        publicaciones: Publicaciones,
        carpeta: Path,
        definiciones: Definiciones,
        *,
        cedulas: CedulasPropias,
        feriados: Feriados,
        unidades: Unidades,
        confianza: Confianza,
        reloj: Callable[[], datetime],
    ) -> None:
        self._almacen, self._publicaciones, self._reloj = almacen, publicaciones, reloj
        self._usos: dict[str, Uso] | None = None
        self._unidades: tuple[UnidadMedica, ...] | None = None
        self._antecedentes = DeAntecedentes(lambda: self._en_uso(ANTECEDENTES), publicaciones.leer)
        self._feriados = DeFeriados(feriados)
        self._cedulas = DeCedulas(carpeta, definiciones, cedulas, lambda: reloj().date())
        self._anclas = DeAnclas(confianza)
        self._clases: Mapping[str, Clase] = {
            "feriados": self._feriados,
            "unidades": DeUnidades(definiciones, self._ofrecer),
            "umbrales": DeUmbrales(definiciones),
            "cedulas": self._cedulas,
            "anclas": self._anclas,
            ANTECEDENTES: self._antecedentes,
        }
        self._con_lo_propio: Mapping[str, ConLoPropio] = {"feriados": self._feriados, "cedulas": self._cedulas}
        unidades.de_oficina = self._ofrecidas
        almacen.de_otros = self._antecedentes.de

    def empezar(self) -> None:
        """Use again what was in use, when the application starts. What cannot be read is told in the log alone: the
        application opens with what it brings.
        """
        for que in _AL_EMPEZAR:
            self._empezar(que)

    def antecedentes(self) -> tuple[Antecedente, ...]:
        """Every earlier visit that the office sent, of all units."""
        return self._antecedentes.todos()

    # --- applying -------------------------------------------------------------------------------------------------

    def hay_por_aplicar(self) -> bool:
        """Whether anything came that was not looked at by this version yet."""
        return bool(self._por_aplicar())

    def aplicar(self) -> tuple[Aplicado, ...]:
        """Look at what came since, kind by kind; what becomes of one takes nothing from the others."""
        return tuple(self._aplicar(que, r) for que, r in self._por_aplicar().items())

    def _por_aplicar(self) -> dict[str, Recibida]:
        recibidas, usos = self._publicaciones.recibidas(), self._leidos()
        return {
            que: recibidas[que]
            for que in self._clases
            if que in recibidas
            and ((uso := usos.get(que)) is None or _se_mira_otra_vez(uso, recibidas[que].dicha.contenido))
        }

    def _aplicar(self, que: str, recibida: Recibida) -> Aplicado:
        dicha, antes = recibida.dicha, self._leidos().get(que)
        previa = antes.en_uso if antes is not None else None
        titulo = ETIQUETAS[que]
        try:
            exigir_tamano(que, dicha.bytes)
            hecho = self._clases[que].aplicar(self._publicaciones.leer(dicha))
        except EnvironmentProblem as problema:
            # Not the content's fault: it is tried again next time.
            return Aplicado(que, Estado.APARTADA, f"{titulo}: {problema.message} Se intentará la próxima vez.")
        except UserError as problema:
            sigue = " Sigue en uso lo anterior." if previa is not None else ""
            self._apuntar(
                que, Uso(mirado=dicha.contenido, version=__version__, estado=Estado.APARTADA,
                         dicho=problema.message + sigue, en_uso=previa),
            )  # fmt: skip
            return Aplicado(
                que, Estado.APARTADA, f"{titulo}: se apartó lo que envió la oficina. {problema.message}{sigue}"
            )
        self._apuntar(que, _uso(dicha, hecho))
        self._soltar(que, previa, dicha)
        ficha = self._ficha(que, recibida)
        return Aplicado(que, ficha.estado, f"{titulo}: {ficha.dicho}")

    def _soltar(self, que: str, previa: Publicacion | None, dicha: Publicacion) -> None:
        """What visits said is not kept longer than it is of use."""
        if que == ANTECEDENTES and previa is not None and previa.sha256 != dicha.sha256 and not self._es_mesa():
            self._almacen.archivos.borrar(previa.sha256)

    def _es_mesa(self) -> bool:
        """An office keeps what it said: a mailbox may want it again."""
        return self._almacen.sincronia.llave("oficina") is not None

    # --- how it stands --------------------------------------------------------------------------------------------

    def fichas(self) -> tuple[Ficha, ...]:
        """Every kind that came, and whether it is in use."""
        recibidas = self._publicaciones.recibidas()
        return tuple(self._ficha(que, recibidas[que]) for que in ETIQUETAS if que in recibidas)

    def _ficha(self, que: str, recibida: Recibida) -> Ficha:
        titulo, uso = ETIQUETAS[que], self._leidos().get(que)
        if que not in self._clases:
            return Ficha(que, titulo, recibida.cuando, Estado.LLEGO, f"{recibida.dicha.titulo}. Está en su lugar.")
        if uso is None or uso.mirado != recibida.dicha.contenido:
            return Ficha(que, titulo, recibida.cuando, Estado.LLEGO, "Se usará con la próxima sincronización.")
        propio = self._propio(que, uso)
        estado = Estado.EN_PARTE if propio and uso.estado is Estado.EN_USO else uso.estado
        return Ficha(
            que, titulo, recibida.cuando, estado, f"{uso.dicho} {propio}".strip(), bool(propio), uso.por_confirmar
        )

    def _propio(self, que: str, uso: Uso) -> str:
        clase = self._con_lo_propio.get(que)
        if clase is None or uso.en_uso is None:
            return ""
        try:
            return clase.propio(self._publicaciones.leer(uso.en_uso))
        except (UserError, EnvironmentProblem):
            return ""

    # --- what a person decides ------------------------------------------------------------------------------------

    def tomar_de_oficina(self, que: str) -> None:
        """Take the office's version of what a person has otherwise here; what they had is kept aside. Raises UserError
        or EnvironmentProblem.
        """
        self._almacen.turno.exigir()
        clase, dicha = self._con_lo_propio.get(que), self._en_uso(que)
        if clase is None or dicha is None:
            raise UserError("De eso no hay otra versión de la oficina.")
        clase.tomar(self._publicaciones.leer(dicha))

    def aceptar_anclas(self, huellas: Collection[str]) -> int:
        """Trust the authorities with these SHA-256, which a person compared with what the office said by another way;
        how many. Raises UserError where none of those that wait has such a one.
        """
        self._almacen.turno.exigir()
        recibida, uso = self._publicaciones.recibidas().get("anclas"), self._leidos().get("anclas")
        if recibida is None or uso is None or not uso.por_confirmar:
            raise UserError("No hay ninguna autoridad que confirmar.")
        contenido = self._publicaciones.leer(recibida.dicha)
        hechas = self._anclas.confirmar(contenido, huellas)
        if not hechas:
            raise UserError("Ninguna de las autoridades que esperan tiene esa huella; no se confió en ninguna.")
        self._apuntar("anclas", _uso(recibida.dicha, self._anclas.aplicar(contenido)))
        return hechas

    # --- parts ----------------------------------------------------------------------------------------------------

    def _empezar(self, que: str) -> None:
        dicha = self._en_uso(que)
        if dicha is None:
            return
        try:
            self._clases[que].empezar(self._publicaciones.leer(dicha))
        except (UserError, EnvironmentProblem) as error:
            _LOG.warning("what the office sent under %s cannot be used: %s", que, type(error).__name__)

    def _ofrecer(self, unidades: tuple[UnidadMedica, ...]) -> None:
        self._unidades = unidades

    def _ofrecidas(self) -> tuple[UnidadMedica, ...]:
        if self._unidades is None:
            self._unidades = ()
            self._empezar("unidades")
        return self._unidades

    def _en_uso(self, que: str) -> Publicacion | None:
        uso = self._leidos().get(que)
        return uso.en_uso if uso is not None else None

    def _leidos(self) -> dict[str, Uso]:
        if self._usos is None:
            self._usos = usos(self._almacen)
        return self._usos

    def _apuntar(self, que: str, uso: Uso) -> None:
        apunte = self._almacen.cuaderno.leer(CLASE, que)
        version = apunte.version if apunte is not None else 0
        nuevo = PorApuntar(CLASE, que, version, uso, f"{ETIQUETAS[que]}: {uso.estado.label.lower()}")
        self._almacen.cuaderno.escribir([nuevo], cuando=self._reloj(), quien="")
        self._usos = None


def _uso(dicha: Publicacion, hecho: Hecho) -> Uso:
    return Uso(
        mirado=dicha.contenido,
        version=__version__,
        estado=hecho.estado,
        dicho=hecho.dicho,
        en_uso=dicha,
        por_confirmar=hecho.por_confirmar,
    )


def _se_mira_otra_vez(uso: Uso, contenido: str) -> bool:
    """Another content; or one that an older version could not read."""
    return uso.mirado != contenido or (uso.estado is Estado.APARTADA and uso.version != __version__)
