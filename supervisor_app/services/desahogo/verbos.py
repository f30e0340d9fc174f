"""The verbs of following up: what there is, one whole, and what is done about it between visits.

On a desk everything may be done; on a laptop evidence, progress and notes, which go to the office. An act is never
changed. It must never decide what the domain derives, nor let a possible irregularity in.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain.hallazgo import Medida, Prorroga
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    ClaseDeActo,
    EvidenciaRecibida,
    tramite,
)
from supervisor_app.domain.texto import fecha_corta, tamano
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo import armado, cuaderno
from supervisor_app.services.desahogo.fuentes import Seguido
from supervisor_app.services.desahogo.lectura import Lectura, hallado
from supervisor_app.services.ingreso import Pieza, leer_archivo
from supervisor_app.store.oficina.acceso import por_que_no_se_escribe
from supervisor_app.store.oficina.indice import Indice

__all__ = ["Desahogo"]

ARCHIVOS_POR_ACTO: Final = 20
OCTETOS_POR_ACTO: Final = 48 * 2**20
"""What an act brings travels as one small file, held in memory; larger evidence is for a visit."""


class Desahogo(Lectura):
    """Over one store: what ``Lectura`` tells, and what may be done about it."""

    # --- what is done ---------------------------------------------------------------------------------------------

    def recibir_evidencia(
        self, id_: str, archivos: Sequence[Path | Pieza] = (), palabras: str = "", *, medida: str = ""
    ) -> ActoDeSeguimiento:
        """Evidence came: the asunto waits for its review. Raises UserError where a file cannot be evidence; then
        nothing is kept, and the originals are as they were.
        """
        if len(archivos) > ARCHIVOS_POR_ACTO:
            raise UserError(f"Son más de {ARCHIVOS_POR_ACTO} archivos; recíbalos en varias veces.", field="archivos")
        lado = self._ajustes().fotos.lado
        piezas = [a if isinstance(a, Pieza) else leer_archivo(a, lado=lado) for a in archivos]
        pesan = sum(len(p.contenido) for p in piezas)
        if pesan > OCTETOS_POR_ACTO:
            raise UserError(
                f"Los archivos pesan {tamano(pesan)} y juntos no pueden pasar de {tamano(OCTETOS_POR_ACTO)}. Recíbalos "
                "en varias veces o en una versión más ligera.",
                field="archivos",
            )
        if not piezas and not palabras.strip():
            raise UserError("Adjunte la evidencia, o escriba qué se recibió.", field="palabras")

        def evidencias() -> tuple[EvidenciaRecibida, ...]:
            unicas = {p.sha256: p for p in piezas}
            return tuple(
                EvidenciaRecibida(
                    sha256=self._almacen.archivos.guardar(p.contenido), nombre=p.nombre, bytes=len(p.contenido),
                    tipo=p.mime,
                )
                for p in unicas.values()
            )  # fmt: skip

        return self._hacer(id_, ClaseDeActo.EVIDENCIA, palabras, medida=medida, evidencias=evidencias)

    def registrar_avance(self, id_: str, medida: str, avance: int, palabras: str = "") -> ActoDeSeguimiento:
        """How far a measure is, in per cent."""

        def revisar(s: Seguido) -> None:
            _exigir(tramite.impedimento_de_avance(_medida(s, medida), avance), "avance")

        return self._hacer(id_, ClaseDeActo.AVANCE, palabras, medida=medida, avance=avance, revisar=revisar)

    def anotar(self, id_: str, palabras: str) -> ActoDeSeguimiento:
        """A note, which moves nothing."""
        return self._hacer(id_, ClaseDeActo.NOTA, palabras)

    def prorrogar(self, id_: str, medida: str, fecha: date, motivo: str, autorizo: str) -> ActoDeSeguimiento:
        """Another date for a measure, later than it has. Raises UserError without a reason or who allowed it."""
        if not autorizo.strip():
            raise UserError("Escriba quién autorizó la prórroga.", field="autorizo")
        hecha: list[Prorroga] = []

        def revisar(s: Seguido) -> None:
            m = _medida(s, medida)
            _exigir(tramite.impedimento_de_prorroga(m, fecha), "fecha")
            assert m.fecha is not None
            hecha.append(
                Prorroga(
                    antes=m.fecha, despues=fecha, motivo=motivo.strip(), autorizo=autorizo.strip(),
                    cuando=self._reloj(), quien=self._ajustes().nombre,
                )
            )  # fmt: skip

        return self._hacer(id_, ClaseDeActo.PRORROGA, motivo, medida=medida, revisar=revisar, prorroga=hecha)

    def solventar(self, id_: str, motivo: str = "") -> ActoDeSeguimiento:
        """What came does: it is solved. Raises UserError without a word where no evidence was received."""
        return self._hacer(id_, ClaseDeActo.SOLVENTADA, motivo)

    def devolver(self, id_: str, motivo: str) -> ActoDeSeguimiento:
        """What came does not do, or it was solved by mistake: back to the unit with the reason."""
        return self._hacer(id_, ClaseDeActo.DEVUELTA, motivo)

    def no_solventada(self, id_: str, motivo: str) -> ActoDeSeguimiento:
        return self._hacer(id_, ClaseDeActo.NO_SOLVENTADA, motivo)

    def _hacer(
        self,
        id_: str,
        clase: ClaseDeActo,
        motivo: str,
        *,
        medida: str = "",
        avance: int | None = None,
        prorroga: Sequence[Prorroga] = (),
        evidencias: Callable[[], tuple[EvidenciaRecibida, ...]] = tuple,
        revisar: Callable[[Seguido], None] = lambda _s: None,
    ) -> ActoDeSeguimiento:
        self._almacen.turno.exigir()
        quien = self._ajustes()
        if not quien.nombre.strip():
            raise UserError("Escriba su nombre en Ajustes: cada acto dice quién lo registró.", field="nombre")
        with self._fuente() as fuente:
            s = hallado(fuente, id_)
        _exigir(tramite.impedimento(clase, s.asunto.estado, en_oficina=self.en_oficina))
        _exigir(tramite.falta_motivo(clase, s.asunto.estado, motivo), "motivo")
        if medida:
            _medida(s, medida)
        revisar(s)
        ahora = _despues_de(s.anterior.actos, self._reloj())
        try:
            acto = ActoDeSeguimiento(
                id=self._nuevo_id(),
                hallazgo_id=id_,
                hallazgo_visita_id=s.anterior.visita.id if s.asunto.visita else "",
                folio=s.asunto.folio,
                unidad=s.asunto.unidad,
                clase=clase,
                medida_id=medida,
                motivo=motivo.strip(),
                avance=avance,
                prorroga=prorroga[0] if prorroga else None,
                cuando=ahora,
                quien=quien.nombre.strip(),
                cargo=quien.cargo.strip(),
                equipo=armado.OFICINA if self.en_oficina else self._almacen.equipo(),
                ficticio=s.asunto.ficticio,
                evidencias=evidencias(),
            )
        except ValidationError as error:
            largo = any(e["type"] == "string_too_long" for e in error.errors())
            dicho = "El texto es demasiado largo; use hasta 4,000 letras." if largo else "Faltan datos del acto."
            raise UserError(dicho, field="motivo") from error
        _exigir(tramite.vencido_por_visita(s.anterior, acto))
        self._apuntar(acto)
        return acto

    def _apuntar(self, acto: ActoDeSeguimiento) -> None:
        antes, cuando = cuaderno.hasta(self._almacen), self._reloj()
        with contextlib.ExitStack() as abierto:
            indice: Indice | None = None
            if self.en_oficina:
                with contextlib.suppress(EnvironmentProblem):
                    indice = abierto.enter_context(self._abrir_indice())
            if indice is not None:
                # What never reaches the figures of the office would only seem decided.
                _exigir(por_que_no_se_escribe(indice.motor))
            cuaderno.apuntar(self._almacen, [acto], cuando=cuando, quien=acto.quien)
            if indice is None:
                return
            # It is written down: an index that cannot be reached now is brought up to date when it is read next.
            with contextlib.suppress(EnvironmentProblem):
                al_dia = cuaderno.esta_al_dia(indice, antes)
                suyos = [acto] if al_dia else cuaderno.actos(self._almacen)
                ahora = cuaderno.hasta(self._almacen)
                cuaderno.poner_en_indice(indice, suyos, ahora, cuando=cuando, todos=not al_dia)


def _despues_de(actos: Iterable[ActoDeSeguimiento], ahora: datetime) -> datetime:
    """The moment of an act after these. Raises UserError where the clock says that it is days before the last one."""
    ultimo = max((a.cuando for a in actos), default=None)
    if ultimo is None or ultimo < ahora:
        return ahora
    if ultimo.date() > ahora.date():
        raise UserError(
            f"El último acto de este asunto es del {fecha_corta(ultimo.date())} y el reloj de este equipo marca el "
            f"{fecha_corta(ahora.date())}. Revise la fecha del equipo antes de continuar."
        )
    return ultimo + timedelta(microseconds=1)


def _medida(s: Seguido, id_: str) -> Medida:
    for m in s.anterior.medidas:
        if m.id == id_:
            return m
    raise UserError("Esa medida no es de este asunto. Actualice la lista.", field="medida")


def _exigir(impedimento: str, field: str = "") -> None:
    if impedimento:
        raise UserError(impedimento, field=field) if field else UserError(impedimento)
