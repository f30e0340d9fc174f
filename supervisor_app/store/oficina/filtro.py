"""What a question is about: which units, which department, which days. As a value, and as conditions of a statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filtro:
    """Empty means all. ``departamento``: that of the cédulas; ``desde`` and ``hasta``: the visit's last day, both
    included. Practice visits are told apart: either only they are looked at, or none.
    """

    ooad: str = ""
    subdelegacion: str = ""
    departamento: str = ""
    desde: date | None = None
    hasta: date | None = None
    ficticias: bool = False

    def de_visitas(self, v: str = "v") -> tuple[str, list[object]]:
        """The visits that it names, of those that count."""
        partes, valores = [f"{v}.vale = 1", f"{v}.ficticia = ?"], [int(self.ficticias)]
        condiciones: list[tuple[str, object]] = [
            ("ooad = ?", self.ooad),
            ("subdelegacion = ?", self.subdelegacion),
            ("dia >= ?", self.desde.isoformat() if self.desde else ""),
            ("dia <= ?", self.hasta.isoformat() if self.hasta else ""),
        ]
        dadas = [(f"{v}.{texto}", valor) for texto, valor in condiciones if valor]
        return " AND ".join([*partes, *(t for t, _ in dadas)]), [*valores, *(v for _, v in dadas)]

    def con_departamento(self, de: str, v: str = "v") -> tuple[str, list[object]]:
        """The same, and the department of table ``de``, where one is asked for."""
        texto, valores = self.de_visitas(v)
        if not self.departamento:
            return texto, valores
        return f"{texto} AND {de}.departamento = ?", [*valores, self.departamento]

    def de_sus_visitas(self, v: str = "v") -> tuple[str, list[object]]:
        """The visits in which a cédula of that department was applied."""
        texto, valores = self.de_visitas(v)
        if not self.departamento:
            return texto, valores
        return (
            f"{texto} AND EXISTS (SELECT 1 FROM suma d WHERE d.sha256 = {v}.sha256 AND d.departamento = ?)",
            [*valores, self.departamento],
        )
