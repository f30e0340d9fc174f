"""A server whose host key is not the one that a person has accepted. Nothing was said to it yet, no password either."""

from __future__ import annotations

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.transportes.sin_red import NADA_SE_DIO

CONFIRMAR = "Revisar la huella"


class ServidorPorConfirmar(EnvironmentProblem):
    """The first time: a person compares ``huella`` with what who runs the server says, and accepts ``llave`` or not.

    ``huella``: ``SHA256:…`` as OpenSSH shows it. ``llave``: what ``Confianza.llave_ssh`` is to be from then on.
    """

    def __init__(self, servidor: str, huella: str, llave: str) -> None:
        super().__init__(
            f"Es la primera vez que este equipo se conecta con «{servidor}». Compare su huella con la que le dé quien "
            f"lo administra: {huella}. Hasta que la confirme no se envía nada.",
            action=CONFIRMAR,
        )
        self.servidor, self.huella, self.llave = servidor, huella, llave


class ServidorCambiado(EnvironmentProblem):
    """Another key than the accepted one. It may be an impostor, so there is no button that accepts it."""

    def __init__(self, servidor: str, huella: str) -> None:
        super().__init__(
            f"«{servidor}» se identificó con otra llave que la que usted confirmó ({huella}). Puede ser otro equipo "
            f"que se hace pasar por él: no continúe y avise a quien lo administra. {NADA_SE_DIO}"
        )
        self.servidor, self.huella = servidor, huella
