"""What the office may publish, kind by kind: what is here now, what was published last, what changed since, in words.

Publishing what is published already changes nothing. It must never publish what only tests trust, nor what visits say
in any way but ``antecedentes``.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import yaml

from supervisor_app import durable
from supervisor_app.domain.cedula.definition import Umbral
from supervisor_app.domain.feed import Clase, Publicacion
from supervisor_app.domain.texto import cuantos, enlistar, fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.feriados import Cambios, Feriados
from supervisor_app.services.mesa.antecedentes import esperan, sin_sobre, vigencia
from supervisor_app.services.mesa.verbos import Mesa
from supervisor_app.services.recibido import contenidos
from supervisor_app.services.recibido.contenidos import (
    ANTECEDENTES,
    ETIQUETAS,
    AnclasPublicadas,
    Autoridad,
    CedulasPublicadas,
    FeriadosPublicados,
    UmbralesPublicados,
)
from supervisor_app.services.recibido.verbos import Recibido
from supervisor_app.services.unidades import Unidades
from supervisor_app.services.unidades_csv import exportar_unidades_csv, importar_unidades_csv
from supervisor_app.store.almacen import Almacen

CLASES: Final = ("feriados", "unidades", "cedulas", "umbrales", "anclas", ANTECEDENTES)
_NOMBRADOS: Final = 4
"""Things that are named in a list of changes; of the others, how many there are."""
Cosas = Mapping[str, tuple[str, object]]
"""Key -> how people call it, and what it is: of two lists, what came, went and changed."""


@dataclass(frozen=True, slots=True)
class Ficha:
    """One kind. ``ahora``: what is here; ``publicado``: when the last was said, None for never; ``cambia``: what is
    other here than what was published, "" for nothing. ``se_puede``: whether there is anything to publish.
    """

    que: str
    titulo: str
    ahora: str
    publicado: datetime | None
    cambia: str
    se_puede: bool
    activa: bool = False
    """Of ``antecedentes``: they are sent with each attending."""


class PorPublicar:
    """Over the desk of a data folder, on the store's thread."""

    def __init__(
        self,
        almacen: Almacen,
        mesa: Mesa,
        definiciones: Definiciones,
        *,
        feriados: Feriados,
        unidades: Unidades,
        confianza: Confianza,
        recibido: Recibido,
    ) -> None:
        self._almacen, self._mesa, self._definiciones = almacen, mesa, definiciones
        self._feriados, self._unidades, self._confianza, self._recibido = feriados, unidades, confianza, recibido
        self._hacen: Mapping[str, Callable[[], bytes]] = {
            "feriados": self._de_feriados,
            "unidades": self._de_unidades,
            "cedulas": self._de_cedulas,
            "umbrales": self._de_umbrales,
            "anclas": self._de_anclas,
        }

    def fichas(self) -> tuple[Ficha, ...]:
        """Each kind but the programme, which its own place publishes."""
        cuando = self._cuando()
        return tuple(self._ficha(que, cuando.get(que)) for que in CLASES)

    def publicar(self, que: str, *, quien: str = "") -> bool:
        """Send what is here of a kind with the next attending; whether it is something new. Raises UserError where
        there is nothing of it, or no such kind.
        """
        self._almacen.turno.exigir()
        if que == ANTECEDENTES:
            self._mesa.antecedentes.pedir(True, quien=quien)
            return True
        if que not in self._hacen:
            raise UserError(f"«{que[:40]}» no se publica así. Puede ser: {enlistar(CLASES)}.", field="que")
        contenido = self._hacen[que]()
        if not self._cosas(que, contenido) and self._publicado(que) is None:
            raise UserError(f"{ETIQUETAS[que]}: aquí no hay nada que publicar todavía.", field="que")
        return self._decir(que, contenido)

    def publicar_todo(self, *, quien: str = "") -> tuple[str, ...]:
        """Everything that changed; the kinds that were new."""
        hechas = [f.que for f in self.fichas() if f.se_puede and f.que != ANTECEDENTES and self.publicar(f.que)]
        if self._mesa.antecedentes.pedido().activos:
            self.publicar(ANTECEDENTES, quien=quien)
        return tuple(hechas)

    def dejar_antecedentes(self, *, quien: str = "") -> None:
        """They are sent no longer; what laptops have stays with them."""
        self._almacen.turno.exigir()
        self._mesa.antecedentes.pedir(False, quien=quien)

    def publicar_umbrales(self, ruta: Path) -> bool:
        """The thresholds of a file like ``umbrales.yaml``: those that are not as the application brings them. Raises
        UserError saying what is wrong with it.
        """
        self._almacen.turno.exigir()
        try:
            octetos = ruta.stat().st_size
        except OSError as error:
            raise UserError(f"No se pudo leer «{ruta.name}» ({motivo(error)}).", field="archivo") from error
        contenidos.exigir_tamano("umbrales", octetos)
        leidos, suyos = self._definiciones.leer_umbrales(ruta), self._definiciones.umbrales_de_fabrica
        ajenos = sorted(leidos.keys() - suyos.keys())
        if ajenos:
            raise UserError(f"Ninguna pregunta usa el umbral «{ajenos[0]}»; revise su clave.", field="archivo")
        return self._decir("umbrales", _umbrales(u for clave, u in leidos.items() if suyos[clave] != u))

    def guardar_umbrales(self, ruta: Path) -> None:
        """Write the thresholds that are asked with now, to be changed and published. Raises EnvironmentProblem."""
        datos = [u.model_dump(mode="json", exclude_defaults=True) for u in self._definiciones.umbrales.values()]
        texto = yaml.safe_dump({"umbrales": datos}, allow_unicode=True, sort_keys=False, width=118)
        try:
            durable.write_atomic(ruta, texto.encode(), mode=0o644)
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo escribir «{ruta.name}» ({motivo(error)}).") from error

    def publicar_archivo(self, que: str, titulo: str, contenido: bytes) -> bool:
        """Any other content under a kind of its own, as it is; whether it is something new."""
        antes = self._publicado(que)
        return self._mesa.publicar(que, titulo, contenido) != antes

    # --- parts ----------------------------------------------------------------------------------------------------

    def _decir(self, que: str, contenido: bytes) -> bool:
        contenidos.exigir_tamano(que, len(contenido))
        antes = self._publicado(que)
        nueva = self._mesa.publicar(que, ETIQUETAS[que], contenido) != antes
        self._recibido.aplicar()  # the desk asks with what it published, too
        return nueva

    def _publicado(self, que: str) -> Publicacion | None:
        return self._mesa.publicadas().get(que)

    def _cuando(self) -> dict[str, datetime]:
        """When the last of each kind was said to all."""
        entradas = self._almacen.sincronia.entradas("oficina", clase=Clase.PUBLICACION)
        return {d.que: e.cuerpo.cuando for e in entradas if isinstance(d := e.cuerpo.dicho, Publicacion)}

    def _ficha(self, que: str, publicado: datetime | None) -> Ficha:
        if que == ANTECEDENTES:
            return self._de_antecedentes()
        ahora = self._cosas(que, self._hacen[que]())
        dicha = self._publicado(que)
        antes: Cosas = {}
        if dicha is not None:
            try:
                antes = self._cosas(que, self._almacen.archivos.leer(dicha.sha256))
            except (UserError, EnvironmentProblem):
                antes = {}
        hay = bool(ahora) or dicha is not None
        return Ficha(
            que=que,
            titulo=ETIQUETAS[que],
            ahora=_hay(que, ahora),
            publicado=publicado,
            cambia=diferencia(antes, ahora) if hay else "",
            se_puede=hay,
        )

    def _de_antecedentes(self) -> Ficha:
        pedido, oficina = self._mesa.antecedentes.pedido(), self._mesa.oficina
        ahora = vigencia(pedido)
        sin = sin_sobre(self._mesa.equipos()) if pedido.activos and oficina is not None and oficina.sobre else ()
        return Ficha(
            que=ANTECEDENTES,
            titulo=ETIQUETAS[ANTECEDENTES],
            ahora=f"{ahora} {esperan(sin)}" if sin else ahora,
            publicado=pedido.hecho if pedido.activos else None,
            cambia="",
            se_puede=True,
            activa=pedido.activos,
        )

    # --- what is here ---------------------------------------------------------------------------------------------

    def _de_feriados(self) -> bytes:
        propios = self._feriados.propios
        ordenados = Cambios(
            agregados=tuple(sorted(propios.agregados, key=lambda a: a.fecha)), quitados=tuple(sorted(propios.quitados))
        )
        return contenidos.octetos(FeriadosPublicados(cambios=ordenados))

    def _de_unidades(self) -> bytes:
        return exportar_unidades_csv(self._unidades.leer())

    def _de_cedulas(self) -> bytes:
        suyas = sorted(self._definiciones.importadas())
        return contenidos.octetos(CedulasPublicadas(cedulas=tuple(self._definiciones.cedulas[c] for c in suyas)))

    def _de_umbrales(self) -> bytes:
        """Those that were published last; they have no other home."""
        suyos, ahora = self._definiciones.umbrales_de_fabrica, self._definiciones.umbrales
        return _umbrales(u for clave, u in ahora.items() if suyos.get(clave) != u)

    def _de_anclas(self) -> bytes:
        propias = self._confianza.de_la_carpeta()
        return contenidos.octetos(
            AnclasPublicadas(
                autoridades=tuple(
                    Autoridad.model_validate({"para": para, "certificado": _base64(der)}) for para, der in propias
                )
            )
        )

    def _cosas(self, que: str, contenido: bytes) -> Cosas:
        """A content as things that can be told apart."""
        if que == "feriados":
            cambios = contenidos.feriados(contenido)
            mas = {f"+{a.fecha}": (f"{fecha_corta(a.fecha)} ({a.nombre})", a.nombre) for a in cambios.agregados}
            return mas | {f"-{f}": (f"no se cuenta el {fecha_corta(f)}", "") for f in cambios.quitados}
        if que == "unidades":
            unidades, _ = importar_unidades_csv(contenido, self._definiciones.ooad)
            return {repr(u): (u.nombre, "") for u in unidades}
        if que == "cedulas":
            return {d.codigo: (f"{d.codigo} versión {d.version}", d) for d in contenidos.cedulas(contenido)}
        if que == "umbrales":
            return {u.clave: (f"{u.clave} ({u.valor} {u.unidad})", u) for u in contenidos.umbrales(contenido).values()}
        anclas = contenidos.anclas(contenido)
        return {f"{a.para}:{_base64(a.certificado)}": (self._confianza.nombre_de(a.certificado), "") for a in anclas}


def _umbrales(cuales: Iterable[Umbral]) -> bytes:
    return contenidos.octetos(UmbralesPublicados(umbrales=tuple(sorted(cuales, key=lambda u: u.clave))))


def _base64(der: bytes) -> str:
    return base64.b64encode(der).decode("ascii")


_HAY: Final = {
    "feriados": ("día distinto de la lista oficial", "días distintos de la lista oficial", "La lista oficial."),
    "unidades": ("UMF u oficina importada", "UMF y oficinas importadas", "Ninguna importada."),
    "cedulas": ("cédula importada", "cédulas importadas", "Ninguna importada; las de la aplicación no se publican."),
    "umbrales": ("umbral cambiado", "umbrales cambiados", "Los de la aplicación."),
    "anclas": ("autoridad agregada", "autoridades agregadas", "Ninguna agregada; las de la aplicación no se publican."),
}


def _hay(que: str, cosas: Cosas) -> str:
    uno, varios, nada = _HAY[que]
    return f"{cuantos(len(cosas), uno, varios)}." if cosas else nada


def diferencia(antes: Cosas, ahora: Cosas) -> str:
    """What came, went and changed, in words; "" where nothing did."""
    partes = [
        ("Se agrega", [ahora[c][0] for c in ahora if c not in antes]),
        ("Cambia", [ahora[c][0] for c in ahora if c in antes and antes[c][1] != ahora[c][1]]),
        ("Se quita", [antes[c][0] for c in antes if c not in ahora]),
    ]
    return " ".join(f"{que}: {_nombrados(cuales)}." for que, cuales in partes if cuales)


def _nombrados(cuales: list[str]) -> str:
    mas = len(cuales) - _NOMBRADOS
    return enlistar(cuales[:_NOMBRADOS]) if mas <= 0 else f"{', '.join(cuales[:_NOMBRADOS])} y {mas} más"
