"""By which keys the entries of a feed are signed. It must never take a key that nobody presented."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.cifrado.firma_ssh import Publica, verificar
from supervisor_app.domain import feed
from supervisor_app.domain.feed import Entrada, LlaveDeOficina, Presentacion
from supervisor_app.errors import UserError


def firmada_por(entrada: Entrada, publica: Publica | None) -> bool:
    return publica is not None and verificar(entrada.firma, feed.ESPACIO, entrada.cuerpo.octetos) == publica


def llaves_de(entradas: Sequence[Entrada]) -> tuple[Publica | None, ...] | None:
    """The key of each entry of a whole feed: that of the first one, and in the office's from each new key on, that one.

    None where the first entry presents no key: the keys of what the office says to one laptop stand elsewhere.
    """
    actual: Publica | None = None
    llaves: list[Publica | None] = []
    for e in entradas:
        try:
            dicho = e.cuerpo.dicho
            nueva = Publica.leer(dicho.publica) if isinstance(dicho, (Presentacion, LlaveDeOficina)) else None
        except UserError:
            dicho, nueva = None, None
        actual = actual or nueva
        llaves.append(actual)
        if isinstance(dicho, LlaveDeOficina) and nueva is not None:
            actual = nueva  # the office's next key is signed by the one before it
    return tuple(llaves) if actual is not None else None
