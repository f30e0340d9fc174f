"""A desk and a laptop over folders of their own, and visits to put into a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa import PorProgramar
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.settings import Ajustes
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import RelojFijo

TECOMAN = Unidad(tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima", subdelegacion="03", subdelegacion_nombre="Tecomán")
COLIMA = con(TECOMAN, subdelegacion="01", subdelegacion_nombre="Colima")
ANA, LUIS = Persona(nombre="Ana Ruelas Ficticia", cargo="Supervisora"), Persona(nombre="Luis Cota Ficticio")


def por_programar(inicio: date, dias: int = 3, **campos: object) -> PorProgramar:
    return PorProgramar.model_validate(
        {
            "anio": 2026,
            "unidad": TECOMAN,
            "departamentos": (Departamento.COBRANZA,),
            "inicio": inicio,
            "fin": date.fromordinal(inicio.toordinal() + dias - 1),
            "equipo": (ANA,),
            "cedulas": ("CO-02",),
        }
        | campos
    )


@pytest.fixture(scope="session")
def definiciones() -> Definiciones:
    from supervisor_app import paths

    return Definiciones.cargar(paths.formas())


@pytest.fixture
def abrir(tmp_path: Path, definiciones: Definiciones) -> Iterator[Callable[[str], Servicios]]:
    abiertas: list[Servicios] = []

    def hacer(nombre: str) -> Servicios:
        reloj = RelojFijo()
        s = wiring.abrir(tmp_path / nombre, reloj=reloj, definiciones=definiciones)
        s.ajustes.guardar(Ajustes(nombre=f"Persona de {nombre}", ficticio=True))
        abiertas.append(s)
        return s

    yield hacer
    for s in abiertas:
        s.close()


@pytest.fixture
def oficina(abrir: Callable[[str], Servicios]) -> Servicios:
    """A desk."""
    s = abrir("oficina")
    s.mesa.abrir("Jefatura de prueba")
    return s
