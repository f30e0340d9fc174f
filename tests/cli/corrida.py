"""What a command run in this process left behind. No fixtures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Corrida:
    """What a command left: exit code, standard output, standard error."""

    codigo: int
    salida: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.salida)


Correr = Callable[..., Corrida]
