"""What each kind of content does on this laptop: how it is put to use, and what a person has of their own against it.

Nothing that a person has here is written over: taking the office's version keeps what it takes the place of. It must
never trust an authority that nobody confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from supervisor_app import durable
from supervisor_app.domain.cedula.definition import CedulaDefinition, Umbral
from supervisor_app.domain.texto import cuantos, enlistar, fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.cedulas_propias import CARPETA, CedulasPropias, Resultado
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.feriados import Feriados
from supervisor_app.services.recibido import contenidos
from supervisor_app.services.recibido.contenidos import Autoridad
from supervisor_app.services.recibido.valores import AutoridadPorConfirmar, Estado
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.services.unidades_csv import importar_unidades_csv

ANTERIORES: Final = "anteriores"
"""Inside the folder of own cédulas: those whose place the office's took."""


@dataclass(frozen=True, slots=True)
class Hecho:
    """What became of a content, in words."""

    dicho: str
    estado: Estado = Estado.EN_USO
    por_confirmar: tuple[AutoridadPorConfirmar, ...] = ()


class Clase(Protocol):
    """One kind. Both raise UserError for what is not such a content, and EnvironmentProblem; then nothing changed."""

    def aplicar(self, contenido: bytes) -> Hecho:
        """Put a new content to use."""
        ...

    def empezar(self, contenido: bytes) -> None:
        """Use it again, when the application starts."""
        ...


class ConLoPropio(Protocol):
    """One of which a person may have something of their own."""

    def propio(self, contenido: bytes, /) -> str:
        """In words, what a person has here that is not as the office has it; "" for nothing."""
        ...

    def tomar(self, contenido: bytes, /) -> None:
        """Have it as the office has it; what was here is kept aside."""
        ...


class DeFeriados:
    def __init__(self, feriados: Feriados) -> None:
        self._feriados = feriados

    def aplicar(self, contenido: bytes) -> Hecho:
        cambios = contenidos.feriados(contenido)
        self._feriados.poner_de_oficina(cambios)
        mas, menos = len(cambios.agregados), len(cambios.quitados)
        partes = [f"agrega {cuantos(mas, 'día', 'días')}"] * bool(mas)
        partes += [f"quita {cuantos(menos, 'día', 'días')}"] * bool(menos)
        return Hecho(
            f"La lista de la oficina {enlistar(partes)}." if partes else "La lista de la oficina es la oficial."
        )

    def empezar(self, contenido: bytes) -> None:
        self._feriados.poner_de_oficina(contenidos.feriados(contenido))

    def propio(self, _contenido: bytes) -> str:
        dias = self._feriados.choques()
        if not dias:
            return ""
        que = enlistar([fecha_corta(d) for d in dias[:5]]) + (" y otros" if len(dias) > 5 else "")
        return f"Usted cuenta de otro modo el {que}: vale lo que usted dijo."

    def tomar(self, _contenido: bytes) -> None:
        self._feriados.tomar_de_oficina()


class DeUmbrales:
    def __init__(self, definiciones: Definiciones) -> None:
        self._definiciones = definiciones

    def aplicar(self, contenido: bytes) -> Hecho:
        nuevos = self._revisados(contenido)
        self._definiciones.ajustar_umbrales(nuevos)
        cuales = cuantos(len(nuevos), "umbral", "umbrales")
        return Hecho(
            f"{cuales} de la oficina. Las visitas nuevas preguntan con ellos; las empezadas siguen con sus preguntas y "
            "ofrecen pasar a las nuevas."
        )

    def empezar(self, contenido: bytes) -> None:
        self._definiciones.ajustar_umbrales(self._revisados(contenido))

    def _revisados(self, contenido: bytes) -> Mapping[str, Umbral]:
        nuevos = contenidos.umbrales(contenido)
        conocidos = {str(ref) for ref in self._definiciones.funciones} | set(self._definiciones.fundamentos)
        mal = next((u for u in nuevos.values() if u.fundamento is not None and u.fundamento not in conocidos), None)
        if mal is not None:
            raise UserError(f"El umbral «{mal.clave}» cita un fundamento que esta versión no tiene.")
        return nuevos


class DeUnidades:
    """``poner``: hears the units that are offered from now on, besides those that a person imported."""

    def __init__(self, definiciones: Definiciones, poner: Callable[[tuple[UnidadMedica, ...]], None]) -> None:
        self._definiciones, self._poner = definiciones, poner

    def aplicar(self, contenido: bytes) -> Hecho:
        unidades, problemas = self._leer(contenido)
        self._poner(unidades)
        faltan = f" No se entendieron {cuantos(problemas, 'renglón', 'renglones')}." if problemas else ""
        return Hecho(f"{cuantos(len(unidades), 'UMF u oficina', 'UMF y oficinas')} se ofrecen en las visitas.{faltan}")

    def empezar(self, contenido: bytes) -> None:
        self._poner(self._leer(contenido)[0])

    def _leer(self, contenido: bytes) -> tuple[tuple[UnidadMedica, ...], int]:
        contenidos.exigir_tamano("unidades", len(contenido))
        unidades, problemas = importar_unidades_csv(contenido, self._definiciones.ooad)
        if not unidades and problemas:
            raise UserError(f"«UMF y oficinas»: {problemas[0].mensaje}")
        return unidades, len(problemas)


class DeCedulas:
    def __init__(
        self, carpeta: Path, definiciones: Definiciones, propias: CedulasPropias, hoy: Callable[[], date]
    ) -> None:
        self._carpeta, self._definiciones, self._propias, self._hoy = carpeta / CARPETA, definiciones, propias, hoy

    def aplicar(self, contenido: bytes) -> Hecho:
        """Keep what is a new cédula or version; what a person has under the same number or a later one stays."""
        llegaron = contenidos.cedulas(contenido)
        nuevas, no = 0, []
        for d in llegaron:
            if self._es_propia(d) or self._es_posterior_la_de_aqui(d):
                continue
            try:
                nuevas += self._propias.guardar(d).resultado is not Resultado.YA_ESTABA
            except UserError as error:
                no.append(f"{d.codigo}: {error.message}")
        if no and not nuevas:
            raise UserError(" ".join(no[:3]))
        todas = cuantos(len(llegaron), "cédula de la oficina", "cédulas de la oficina")
        mal = f" No se pudieron usar {len(no)}: {' '.join(no[:3])}" if no else ""
        return Hecho(
            f"{todas}. Las visitas nuevas aplican la última versión; las empezadas siguen con la suya y la pantalla de "
            f"cédulas les ofrece pasar a la nueva.{mal}"
        )

    def empezar(self, contenido: bytes) -> None:
        """Nothing: they stand in their folder."""

    def propio(self, contenido: bytes) -> str:
        suyas = [d.codigo for d in contenidos.cedulas(contenido) if self._es_propia(d)]
        if not suyas:
            return ""
        return f"Usted importó otra versión de {enlistar(suyas)}: se sigue aplicando la suya."

    def tomar(self, contenido: bytes) -> None:
        """The office's in place of a person's own, which go to ``anteriores``."""
        for d in contenidos.cedulas(contenido):
            if self._es_propia(d):
                self._apartar(d)
                self._definiciones.recargar()
                self._propias.guardar(d)

    def _es_propia(self, d: CedulaDefinition) -> bool:
        """Whether what a person imported stands in its way."""
        actual = self._definiciones.cedulas.get(d.codigo)
        en_medio = actual is not None and actual.version >= d.version and actual != d
        return en_medio and d.codigo in self._definiciones.importadas()

    def _es_posterior_la_de_aqui(self, d: CedulaDefinition) -> bool:
        """The application brings a later one than the office published."""
        actual = self._definiciones.cedulas.get(d.codigo)
        return actual is not None and actual.version > d.version

    def _apartar(self, d: CedulaDefinition) -> None:
        lugar = self._carpeta / ANTERIORES
        try:
            durable.make_dirs(lugar)
            for ruta in sorted(self._carpeta.glob(f"{d.codigo}*.yaml")):
                if self._version(ruta) >= d.version:
                    destino = lugar / f"{ruta.stem}.{self._hoy().isoformat()}.yaml"
                    n = 2
                    while destino.exists():
                        destino = lugar / f"{ruta.stem}.{self._hoy().isoformat()}-{n}.yaml"
                        n += 1
                    durable.move_new(ruta, destino)
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo apartar su versión de {d.codigo} ({motivo(error)}).") from error

    @staticmethod
    def _version(ruta: Path) -> int:
        numero = ruta.stem.rpartition(".v")[2]
        return int(numero) if numero.isascii() and numero.isdigit() else 0


class DeAnclas:
    """``confianza``: made when it is asked, as it loads the room of signing."""

    def __init__(self, confianza: Confianza) -> None:
        self._confianza = confianza

    def aplicar(self, contenido: bytes) -> Hecho:
        """Nothing is trusted by this: what nobody confirmed here waits for a person."""
        autoridades = contenidos.anclas(contenido)
        nuevas = self._nuevas(autoridades)
        if nuevas:
            return Hecho(
                f"La oficina envió {cuantos(len(nuevas), 'autoridad', 'autoridades')} en que este equipo todavía no "
                "confía.",
                Estado.POR_CONFIRMAR,
                nuevas,
            )
        return Hecho("Este equipo confía en las autoridades que envió la oficina.")

    def empezar(self, contenido: bytes) -> None:
        """Nothing: they stand in their folder."""

    def confirmar(self, contenido: bytes, huellas: Collection[str]) -> int:
        """Trust the authorities with these SHA-256, which a person recognised; how many."""
        dichas = {_hexadecimal(h) for h in huellas}
        hechas = 0
        for a in contenidos.anclas(contenido):
            nombrada = _autoridad(a)
            if nombrada.sha256 in dichas and nombrada in self._nuevas((a,)):
                self._confianza.agregar(a.certificado, aprobada=True, para_sellos=a.para == "sellos")
                hechas += 1
        return hechas

    def _nuevas(self, autoridades: Collection[Autoridad]) -> tuple[AutoridadPorConfirmar, ...]:
        nombradas = [_autoridad(a) for a in autoridades]
        sabidas = {
            para: {x.sha256 for x in self._confianza.anclas(para_sellos=para == "sellos").autoridades}
            for para in {n.para for n in nombradas}
        }
        return tuple(n for n in nombradas if n.sha256 not in sabidas[n.para])


def _autoridad(a: Autoridad) -> AutoridadPorConfirmar:
    from supervisor_app.signing.anclas import autoridad_de  # noqa: PLC0415 - loads pyHanko

    leida = autoridad_de(a.certificado)
    if leida is None:
        raise UserError("«Autoridades de confianza»: trae un certificado que no es de una autoridad.")
    return AutoridadPorConfirmar(nombre=leida[0], sha256=leida[1], para=a.para)


def _hexadecimal(huella: str) -> str:
    return "".join(huella.split()).replace(":", "").lower()
