"""What a bad network does to a delivery, for every transport alike: cut, silenced and slowed down at every step.

What counts at the end is what truly lies on the server: nothing lost, nothing doubled, nothing truncated.
"""

from __future__ import annotations

import random
import time
from typing import Literal

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.transportes.valores import Plazos
from tests.exchange.transportes.conformidad import CHICO, poner
from tests.exchange.transportes.lugares import LugarDetrasDeCaos
from tests.red.caos import Clase, Falla

IMPACIENTE = Plazos(conectar=2, respuesta=0.7, operacion=8)


class Castigo:
    """``lugar``: behind a proxy; its next ``destino()`` uses ``lugar.plazos``."""

    @pytest.mark.parametrize("sentido", ["sube", "baja"])
    @pytest.mark.parametrize("clase", ["corte", "a_medias"])
    def test_cut_at_every_step_from_the_first_byte(
        self, lugar: LugarDetrasDeCaos, sentido: Literal["sube", "baja"], clase: Clase
    ) -> None:
        """The greeting, the password, each request and each answer, the farewell."""
        total = _de_una_entrega(lugar, sentido)
        lugar.plazos = IMPACIENTE  # what is cut on one side only is noticed by its silence
        for numero, tras in enumerate(range(0, total, max(1, total // 40))):
            clave = f"visitas/2026/11/{numero}.zip"
            lugar.caos.fallar(Falla(tras, sentido, clase))
            _hasta_que_llegue(lugar, clave, CHICO)
        assert lugar.caos.fallas >= 35
        esperados = {f"visitas/2026/11/{uno}.zip": CHICO for uno in range(numero + 1)}
        assert lugar.finales() == {"visitas/2026/11/limpia.zip": CHICO, **esperados}

    @pytest.mark.parametrize("sentido", ["sube", "baja"])
    @pytest.mark.parametrize("milesimas", [0, 150, 300, 500, 700, 850, 970])
    def test_a_silence_is_given_up_in_time(
        self, lugar: LugarDetrasDeCaos, sentido: Literal["sube", "baja"], milesimas: int
    ) -> None:
        total = _de_una_entrega(lugar, sentido)
        lugar.plazos = IMPACIENTE
        lugar.caos.fallar(Falla(total * milesimas // 1000, sentido, "silencio"))
        empezo = time.monotonic()
        _hasta_que_llegue(lugar, "visitas/a.zip", CHICO)
        assert time.monotonic() - empezo < 2 * IMPACIENTE.de_operacion(len(CHICO))
        assert lugar.finales() == {"visitas/2026/11/limpia.zip": CHICO, "visitas/a.zip": CHICO}

    def test_a_person_who_cancels_in_a_silence_waits_a_moment(self, lugar: LugarDetrasDeCaos) -> None:
        destino = lugar.destino()
        assert destino.exists("visitas/a.zip") is None
        lugar.caos.fallar(Falla(0, clase="silencio"))
        empezo = time.monotonic()

        def pulso(_: int) -> None:
            if time.monotonic() - empezo > 0.3:
                raise UserError("Se canceló.")

        with pytest.raises(UserError, match="Se canceló"):
            poner(destino, clave="visitas/a.zip", pulso=pulso)
        assert time.monotonic() - empezo < 4
        assert lugar.finales() == {}

    def test_a_far_server_is_slow_and_nothing_else(self, lugar: LugarDetrasDeCaos) -> None:
        lugar.caos.latencia = 0.03
        assert not poner(lugar.destino()).ya_estaba
        assert poner(lugar.destino()).ya_estaba

    def test_thirty_packages_over_a_line_that_keeps_breaking(self, lugar: LugarDetrasDeCaos) -> None:
        azar, destino, intentos = random.Random(5), lugar.destino(), 0
        datos = {
            f"visitas/2026/11/{numero:02}.zip": azar.randbytes(azar.randrange(1000, 3 << 20)) for numero in range(30)
        }
        for clave, contenido in datos.items():
            while True:
                intentos += 1
                assert intentos < 300
                lugar.caos.fallar(Falla(azar.randrange(200_000, 5_000_000), azar.choice(["sube", "baja"])))
                try:
                    poner(destino, contenido, clave=clave)
                except EnvironmentProblem:
                    assert all(datos[una] == hay for una, hay in lugar.finales().items())
                else:
                    break
        assert lugar.finales() == datos
        assert intentos > 30


def _de_una_entrega(lugar: LugarDetrasDeCaos, sentido: str) -> int:
    """How many bytes one small delivery takes in that direction, the greeting included."""
    poner(lugar.destino(), clave="visitas/2026/11/limpia.zip")
    lugar.cerrar()
    return lugar.caos.subidos if sentido == "sube" else lugar.caos.bajados


def _hasta_que_llegue(lugar: LugarDetrasDeCaos, clave: str, datos: bytes) -> None:
    destino = lugar.destino()
    for _ in range(3):
        try:
            poner(destino, datos, clave=clave)
        except EnvironmentProblem:
            assert lugar.finales().get(clave, datos) == datos
        else:
            break
    else:
        raise AssertionError(f"{clave} never arrived")
    destino.cerrar()
