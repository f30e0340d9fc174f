"""The index of an office: takes what packages say, each one whole or not at all, and gives it back as rows.

A package that is there changes nothing. What the index says follows from which packages are there, in whatever order
they came. It must never hold anything that cannot be made again from the packages, but when it first saw them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType

from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.seguimiento import ActoDeSeguimiento
from supervisor_app.errors import UserError
from supervisor_app.store.oficina.derivadas import derivar, derivar_hallazgos, en_tandas, huecos
from supervisor_app.store.oficina.esquema import VERSION, preparar, version
from supervisor_app.store.oficina.hechos import (
    HIJAS,
    Apartado,
    FilaPaquete,
    Leido,
    Veredicto,
    columnas,
    de,
    valores,
)
from supervisor_app.store.oficina.motor import Motor, abrir_motor

_DE_PAQUETE = columnas(FilaPaquete)
_DE_APARTADO = columnas(Apartado)
_EXIGE_FIRMA = "exige_firma"
_CRECIO = 400
"""Packages after which the engine is told to look at its tables again; then after as many as there are."""


@dataclass(frozen=True, slots=True)
class Novedad:
    """One line of the log: what was taken in, set aside or released, and when this index did."""

    n: int
    cuando: str
    que: str
    clave: str
    sha256: str
    detalle: str


class Indice:
    """Over one engine. It belongs to the thread that opened it; use it as a context."""

    def __init__(self, url: str, llave: Llave | None = None, *, contrasena: str = "", solo_leer: bool = False) -> None:
        """Open, and bring the tables up to date; ``solo_leer``: none are made, and only those of a file changed.

        Raises UserError or EnvironmentProblem.
        """
        self._hasta_contar = self._creciendo = _CRECIO
        self.motor: Motor = abrir_motor(url, llave, contrasena=contrasena)
        try:
            hecha = version(self.motor)
            self.vacio = solo_leer and hecha == 0
            if solo_leer and 0 < hecha < VERSION and self.motor.es_postgres:
                raise UserError(  # whoever only reads a server may change no table of it
                    "Este índice lo hizo una versión anterior de la aplicación. Quien lo administra debe ejecutar "
                    "«supervisor-app oficina indexar» con la versión de ahora.",
                    field="indice",
                )
            if not self.vacio:
                preparar(self.motor)
        except BaseException:
            self.motor.cerrar()
            raise

    def cerrar(self) -> None:
        self.motor.cerrar()

    def __enter__(self) -> Indice:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        self.cerrar()

    # --- taking in ------------------------------------------------------------------------------------------------

    def asentar(self, lote: Sequence[Leido], *, cuando: str, marcadores: Mapping[str, str] | None = None) -> int:
        """Take in packages with all that they say, and move cursors, in one transaction. How many were new."""
        with self.motor.escritura():
            conocidos = self._conocidos([leido.paquete.sha256 for leido in lote])
            exige = self.exige_firma
            nuevos = {
                leido.paquete.sha256: _con_confianza(leido, exige)
                for leido in lote
                if leido.paquete.sha256 not in conocidos
            }
            self._poner(list(nuevos.values()))
            self._contar(len(nuevos))
            self.motor.muchas(
                "INSERT INTO ubicacion (clave, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(leido.clave, leido.paquete.sha256) for leido in lote],
            )
            self.motor.muchas("DELETE FROM cuarentena WHERE clave = ?", [(leido.clave,) for leido in lote])
            self._anotar(cuando, [("asentado", n.clave, s, n.paquete.veredicto) for s, n in nuevos.items()])
            self._mover(marcadores or {})
            derivar(self.motor, {n.paquete.visita for n in nuevos.values()})
        return len(nuevos)

    def _poner(self, nuevos: Sequence[Leido]) -> None:
        if not nuevos:
            return
        self.motor.muchas(
            f"INSERT INTO paquete ({','.join(_DE_PAQUETE)}) VALUES ({huecos(_DE_PAQUETE)}) ON CONFLICT DO NOTHING",
            [valores(n.paquete, _DE_PAQUETE) for n in nuevos],
        )
        for tabla, clase in HIJAS.items():
            nombres = columnas(clase)
            renglones = [valores(fila, nombres) for n in nuevos for fila in de(n, tabla)]
            if renglones:
                self.motor.volcar(tabla, nombres, renglones)

    def _contar(self, nuevos: int) -> None:
        """A server that still believes its tables empty reads them whole for each batch."""
        self._hasta_contar -= nuevos
        if self._hasta_contar <= 0:
            self.motor.contar(("paquete", *HIJAS))
            self._creciendo *= 2
            self._hasta_contar = self._creciendo

    def apartar(self, apartados: Sequence[Apartado], *, cuando: str) -> None:
        """Put into quarantine what came and does not count; what is there already keeps its «since»."""
        with self.motor.escritura():
            claves = [a.clave for a in apartados]
            antes: dict[str, tuple[str, str]] = {}
            for tanda in en_tandas(claves):
                encontrado = self.motor.filas(
                    f"SELECT clave, sha256, desde FROM cuarentena WHERE clave IN ({huecos(tanda)})", tanda
                )
                antes |= {clave: (sha256, desde) for clave, sha256, desde in encontrado}
            for a in apartados:
                previo = antes.get(a.clave)
                desde = a.desde or (previo[1] if previo and previo[0] == a.sha256 else cuando)
                self.motor.ejecutar("DELETE FROM cuarentena WHERE clave = ?", (a.clave,))
                self.motor.volcar("cuarentena", _DE_APARTADO, [valores(replace(a, desde=desde), _DE_APARTADO)])
                if previo is None or previo[0] != a.sha256:
                    self._anotar(cuando, [("apartado", a.clave, a.sha256, a.motivo)])

    def soltar(self, claves: Collection[str], *, cuando: str) -> None:
        """Out of the quarantine what was taken in after all, or is taken for nothing any more."""
        with self.motor.escritura():
            for tanda in en_tandas(claves):
                salen = self.motor.filas(
                    f"SELECT clave, sha256 FROM cuarentena WHERE clave IN ({huecos(tanda)})", tanda
                )
                self._anotar(cuando, [("liberado", clave, sha256, "") for clave, sha256 in salen])
                self.motor.ejecutar(f"DELETE FROM cuarentena WHERE clave IN ({huecos(tanda)})", tanda)

    # --- what was done between visits -----------------------------------------------------------------------------

    def poner_actos(self, actos: Sequence[ActoDeSeguimiento], *, cuando: str, todos: bool) -> int:
        """Put acts beside the findings they speak of, and derive what follows; how many were new.

        ``todos``: these are all that the office has, and others go. Findings may come later than acts on them.
        """
        with self.motor.escritura():
            antes = {} if not todos and not actos else self._actos_de(None if todos else [a.id for a in actos])
            ahora = {a.id: (a.hallazgo_id, a.clase.value, a.cuando.isoformat(), int(a.ficticio), a.model_dump_json())
                     for a in actos}  # fmt: skip
            salen = {id_ for id_ in antes if todos and id_ not in ahora}
            cambian = {id_ for id_, (_, datos) in antes.items() if id_ in ahora and ahora[id_][-1] != datos}
            entran = [id_ for id_ in ahora if id_ not in antes or id_ in cambian]
            self.motor.muchas("DELETE FROM acto WHERE id = ?", [(id_,) for id_ in sorted(salen | cambian)])
            self.motor.muchas(
                "INSERT INTO acto (id, hallazgo, clase, cuando, ficticio, datos) VALUES (?, ?, ?, ?, ?, ?)",
                [(id_, *ahora[id_]) for id_ in entran],
            )
            derivar_hallazgos(
                self.motor, {antes[id_][0] for id_ in salen | cambian} | {ahora[id_][0] for id_ in entran}
            )
        return len(entran)

    def _actos_de(self, ids: Collection[str] | None) -> dict[str, tuple[str, str]]:
        """Finding and record of acts that are here, by id; ``ids`` None: of all."""
        if ids is None:
            return {i: (h, d) for i, h, d in self.motor.filas("SELECT id, hallazgo, datos FROM acto")}
        hallados: dict[str, tuple[str, str]] = {}
        for tanda in en_tandas(ids):
            renglones = self.motor.filas(f"SELECT id, hallazgo, datos FROM acto WHERE id IN ({huecos(tanda)})", tanda)
            hallados |= {i: (h, d) for i, h, d in renglones}
        return hallados

    def dictaminar(self, sha256: str, *, veredicto: Veredicto, equipo: str, firmante: str, cuando: str) -> bool:
        """Another verdict for a package that is there; whether anything changed by it."""
        with self.motor.escritura():
            filas = self.motor.filas(
                "SELECT visita, veredicto, equipo, firmante FROM paquete WHERE sha256 = ?", (sha256,)
            )
            if not filas or tuple(filas[0][1:]) == (veredicto.value, equipo, firmante):
                return False
            self.motor.ejecutar(
                "UPDATE paquete SET veredicto = ?, equipo = ?, firmante = ?, confiable = ? WHERE sha256 = ?",
                (veredicto.value, equipo, firmante, _confiable(veredicto, self.exige_firma), sha256),
            )
            self._anotar(cuando, [("dictaminado", "", sha256, veredicto.value)])
            derivar(self.motor, {filas[0][0]})
        return True

    # --- what counts ----------------------------------------------------------------------------------------------

    @property
    def exige_firma(self) -> bool:
        """Whether only packages signed by an enrolled laptop count. Off until the office has enrolled its laptops."""
        return self.marcador(_EXIGE_FIRMA) == "1"

    def exigir_firma(self, exige: bool, *, cuando: str) -> None:
        """Change that, and all that follows from it."""
        with self.motor.escritura():
            if exige == self.exige_firma:
                return
            self._mover({_EXIGE_FIRMA: "1" if exige else "0"})
            for cual in Veredicto:
                self.motor.ejecutar(
                    "UPDATE paquete SET confiable = ? WHERE veredicto = ?", (_confiable(cual, exige), cual.value)
                )
            self._anotar(cuando, [("política", "", "", "exige firma" if exige else "no exige firma")])
            derivar(self.motor, {v for (v,) in self.motor.filas("SELECT DISTINCT visita FROM paquete")})

    # --- what is known --------------------------------------------------------------------------------------------

    def ubicaciones(self) -> dict[str, str]:
        """Key -> SHA-256 of every package that is in the index, by each name under which it was found."""
        return dict(self.motor.filas("SELECT clave, sha256 FROM ubicacion"))

    def por_dictaminar(self) -> dict[str, str]:
        """The same of those that no enrolled laptop is known to have signed."""
        return dict(
            self.motor.filas(
                "SELECT u.clave, u.sha256 FROM ubicacion u JOIN paquete p ON p.sha256 = u.sha256"
                " WHERE p.veredicto <> 'inscrito' ORDER BY u.clave DESC"
            )
        )

    def firmantes(self) -> dict[str, str]:
        """SHA-256 -> who signed it, of every package that is in the index."""
        return dict(self.motor.filas("SELECT sha256, firmante FROM paquete"))

    def apartados(self) -> tuple[Apartado, ...]:
        """The quarantine, by key."""
        filas = self.motor.filas(f"SELECT {','.join(_DE_APARTADO)} FROM cuarentena ORDER BY clave")
        return tuple(Apartado(*fila) for fila in filas)

    def marcador(self, nombre: str) -> str:
        """A cursor, or "" where it was never set."""
        filas = self.motor.filas("SELECT valor FROM marcador WHERE nombre = ?", (nombre,))
        return str(filas[0][0]) if filas else ""

    def marcar(self, marcadores: Mapping[str, str]) -> None:
        with self.motor.escritura():
            self._mover(marcadores)

    def novedades(self, cuantas: int = 100) -> tuple[Novedad, ...]:
        """The newest lines of the log, newest first."""
        filas = self.motor.filas(
            f"SELECT n, cuando, que, clave, sha256, detalle FROM novedad ORDER BY n DESC LIMIT {int(cuantas)}"
        )
        return tuple(Novedad(*fila) for fila in filas)

    @contextmanager
    def reconstruccion(self) -> Iterator[None]:
        """Empty but for the log, the policy and the cursors; what is taken in inside replaces all of it at once.

        An error inside leaves everything as it was. Who reads meanwhile sees the index of before.
        """
        with self.motor.escritura():
            self.motor.ejecutar("DELETE FROM paquete")
            self.motor.ejecutar("DELETE FROM cuarentena")
            yield

    def anotar_reconstruccion(self, cuando: str, cuantos: int) -> None:
        """Into the log, that all of it was made anew."""
        with self.motor.escritura():
            self._anotar(cuando, [("reconstruido", "", "", str(cuantos))])

    # --- parts ----------------------------------------------------------------------------------------------------

    def _conocidos(self, sha256s: Collection[str]) -> set[str]:
        conocidos: set[str] = set()
        for tanda in en_tandas(sha256s):
            filas = self.motor.filas(f"SELECT sha256 FROM paquete WHERE sha256 IN ({huecos(tanda)})", tanda)
            conocidos.update(s for (s,) in filas)
        return conocidos

    def _anotar(self, cuando: str, lineas: Sequence[tuple[str, str, str, str]]) -> None:
        self.motor.muchas(
            "INSERT INTO novedad (cuando, que, clave, sha256, detalle) VALUES (?, ?, ?, ?, ?)",
            [(cuando, *(str(parte) for parte in linea)) for linea in lineas],
        )

    def _mover(self, marcadores: Mapping[str, str]) -> None:
        self.motor.muchas(
            "INSERT INTO marcador (nombre, valor) VALUES (?, ?)"
            " ON CONFLICT (nombre) DO UPDATE SET valor = excluded.valor",
            sorted(marcadores.items()),
        )


def _confiable(veredicto: Veredicto, exige_firma: bool) -> int:
    """Whoever signs and is not enrolled waits until somebody compared the key; who never could sign waits for nothing
    until the office asks for signatures.
    """
    return int(veredicto is Veredicto.INSCRITO or (veredicto is Veredicto.SIN_FIRMA and not exige_firma))


def _con_confianza(leido: Leido, exige_firma: bool) -> Leido:
    """As it stands where there is no other package of its visit, which is how most come."""
    confiable = _confiable(Veredicto(leido.paquete.veredicto), exige_firma)
    return replace(
        leido, paquete=replace(leido.paquete, confiable=confiable), visita=replace(leido.visita, vale=confiable)
    )
