"""``informe esquema``: the JSON Schema of DATOS.json. Apart from ``informe`` because it needs no service."""

from __future__ import annotations

from argparse import Namespace

from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import decir_json
from supervisor_app.domain.validacion_informe import esquema


def escribir_esquema(args: Namespace) -> int:
    decir_json(esquema())
    return Codigo.BIEN
