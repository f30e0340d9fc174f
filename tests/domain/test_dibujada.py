"""What counts as a drawn signature."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from supervisor_app.domain.dibujada import FirmaDibujada

TRAZO = tuple((100 * n, 50 * n) for n in range(12))


def firma(**cambios: Any) -> FirmaDibujada:
    datos: dict[str, Any] = {
        "campo": "Firma_Titular",
        "nombre": "Emilio Sandoval Prieto",
        "cuando": datetime(2026, 6, 12, tzinfo=UTC),
        "alto": 3000,
        "trazos": (TRAZO,),
    }
    return FirmaDibujada(**(datos | cambios))


def test_strokes_are_kept_as_drawn() -> None:
    assert FirmaDibujada.model_validate_json(firma().model_dump_json()) == firma()


@pytest.mark.parametrize(
    "trazos",
    [
        (),
        ((),),
        (((5, 5), (6, 6)),),  # a dot
        (((5, 5),) * 20_001,),
        (((5, 3001),) * 10,),  # under the pad
        (((10_001, 5),) * 10,),  # beside it
        (((-1, 5),) * 10,),
    ],
)
def test_what_is_no_drawing_is_refused(trazos: Any) -> None:
    with pytest.raises(ValidationError):
        firma(trazos=trazos)
