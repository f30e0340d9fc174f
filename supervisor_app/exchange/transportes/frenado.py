"""A destination that leaves bandwidth to people: whatever is put there keeps to a rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervisor_app.durable import Readable
from supervisor_app.exchange.destino import Destino, Puesto, Pulso, sin_pulso
from supervisor_app.exchange.transportes.ritmo import ConRitmo


class Frenado:
    """The port over another destination, at ``por_segundo`` bytes a second at the most, sent or read back."""

    def __init__(self, destino: Destino, por_segundo: int) -> None:
        self._destino, self._por_segundo = destino, por_segundo

    def exists(self, clave: str) -> int | None:
        return self._destino.exists(clave)

    def list(self, carpeta: str) -> Mapping[str, int]:
        return self._destino.list(carpeta)

    def get(self, clave: str) -> Iterator[bytes]:
        return self._destino.get(clave)

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        return self._destino.put_atomic(
            clave,
            origen,
            sha256=sha256,
            tamano=tamano,
            pulso=ConRitmo(pulso, self._por_segundo),
            reemplazar=reemplazar,
        )

    def cerrar(self) -> None:
        self._destino.cerrar()
