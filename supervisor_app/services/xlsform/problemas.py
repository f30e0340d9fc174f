"""What is wrong in a workbook, and what was decided for whoever wrote it: by sheet, row and column, in Spanish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lugar:
    """A cell. ``fila`` counts from 1 as Excel does; None for a whole sheet. ``columna`` is its letter, ``titulo`` its
    header; both empty for a whole row.
    """

    hoja: str = ""
    fila: int | None = None
    columna: str = ""
    titulo: str = ""

    def __str__(self) -> str:
        partes = [f"hoja {self.hoja}"] if self.hoja else []
        if self.fila is not None:
            partes.append(f"fila {self.fila}")
        if self.columna or self.titulo:
            ambos = f"{self.columna} ({self.titulo})" if self.columna and self.titulo else self.columna or self.titulo
            partes.append(f"columna {ambos}")
        return ", ".join(partes)


@dataclass(frozen=True, slots=True)
class Problema:
    """One sentence about one place."""

    lugar: Lugar
    mensaje: str

    def __str__(self) -> str:
        donde = str(self.lugar)
        return f"{donde[:1].upper()}{donde[1:]}: {self.mensaje}" if donde else self.mensaje


class Hallados:
    """Collects problems and notices while a workbook is read; the same sentence about a place only once."""

    def __init__(self) -> None:
        self._problemas: dict[Problema, None] = {}
        self._avisos: dict[Problema, None] = {}

    def mal(self, lugar: Lugar, mensaje: str) -> None:
        self._problemas[Problema(lugar, mensaje)] = None

    def avisar(self, lugar: Lugar, mensaje: str) -> None:
        self._avisos[Problema(lugar, mensaje)] = None

    def mal_en(self, hoja: str, fila: int | None) -> bool:
        """Whether something is already said about that row."""
        return any(p.lugar.hoja == hoja and p.lugar.fila == fila for p in self._problemas)

    @property
    def problemas(self) -> tuple[Problema, ...]:
        return tuple(sorted(self._problemas, key=_orden))

    @property
    def avisos(self) -> tuple[Problema, ...]:
        return tuple(sorted(self._avisos, key=_orden))


def _orden(problema: Problema) -> tuple[int, int]:
    hojas = ("", "settings", "survey", "choices", "reglas", "umbrales")
    lugar = problema.lugar
    return hojas.index(lugar.hoja) if lugar.hoja in hojas else len(hojas), lugar.fila or 0
