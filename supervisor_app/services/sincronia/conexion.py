"""From what a person typed to an open mailbox: where it is, who asks, whom to believe. Passwords are in the keyring.

It must never write a password to a file, nor let one stand in an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supervisor_app.cifrado import llavero
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.problemas import REINTENTAR
from supervisor_app.exchange.transportes.identidad import ServidorCambiado, ServidorPorConfirmar
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.sincronia.abandonable import Abandonable
from supervisor_app.settings import Ajustes

__all__ = ["Conexiones", "Destino", "Lugar", "ServidorCambiado", "ServidorPorConfirmar", "se_repite_sola"]

_EN_EL_LLAVERO = "buzon:"


def se_repite_sola(problema: BaseException) -> bool:
    """Whether waiting may mend it: the network, and not what a person has to change."""
    return isinstance(problema, EnvironmentProblem) and problema.action == REINTENTAR


@dataclass(frozen=True, slots=True)
class Lugar:
    """Where a mailbox is and who asks there. ``en_red``: on a server, and no folder that this machine shows."""

    direccion: str
    usuario: str = ""
    en_red: bool = False
    pide_contrasena: bool = False


class Conexiones:
    """The mailbox of the settings, and how it is reached."""

    def __init__(self, ajustes: ServicioAjustes) -> None:
        self._ajustes = ajustes

    def lugar(self, direccion: str = "", usuario: str = "") -> Lugar:
        """What was typed, understood; what is "" is of the settings. Raises UserError where it is no mailbox."""
        from supervisor_app.exchange.transportes import direccion as direcciones  # noqa: PLC0415 - few send at a start

        a = self._ajustes.leer()
        dicha = direccion.strip() or a.buzon.strip() or a.destino.strip()
        if not dicha:
            raise UserError(
                "No se ha dicho a dónde enviar. Escriba el buzón de la oficina: una carpeta, una memoria o la "
                "dirección de un servidor.",
                field="buzon",
            )
        try:
            leida = direcciones.leer(dicha)
        except UserError as mal:
            raise UserError(mal.message, field="buzon") from mal
        quien = usuario.strip() or leida.usuario or (a.buzon_usuario if leida.texto == a.buzon else "")
        return Lugar(leida.texto, quien, leida.clase != "carpeta", leida.pide_credencial or bool(quien))

    def direccion(self) -> str:
        """The address of the settings; the folder of deliveries where no mailbox is named."""
        a = self._ajustes.leer()
        return a.buzon.strip() or a.destino.strip()

    def es_el_de_ajustes(self, direccion: str) -> bool:
        return direccion == self._ajustes.leer().buzon

    def abrir(
        self,
        direccion: str = "",
        *,
        usuario: str = "",
        contrasena: str = "",
        llave_ssh: str = "",
        dejar: Callable[[], bool] | None = None,
    ) -> tuple[Destino, str]:
        """The mailbox, and its address as the log tells it. What is "" is taken from the settings and the keyring;
        what was accepted of the server of the settings is believed of no other. ``llave_ssh``: one just accepted.
        ``dejar``: whether nobody waits for it any more, asked from time to time while it does not answer.

        Raises UserError for an address that is none; the network is asked later, by whoever uses the mailbox.
        """
        from supervisor_app.exchange.transportes import direccion as direcciones  # noqa: PLC0415 - as above
        from supervisor_app.exchange.transportes.valores import Confianza, Credencial  # noqa: PLC0415 - as above

        a, lugar = self._ajustes.leer(), self.lugar(direccion, usuario)
        secreto = contrasena or self.recordada(lugar)
        aceptada = llave_ssh or (a.buzon_llave_ssh if self.es_el_de_ajustes(lugar.direccion) else "")
        destino = direcciones.abrir(
            direcciones.leer(lugar.direccion),
            Credencial(lugar.usuario, secreto) if secreto or (lugar.usuario and lugar.en_red) else None,
            Confianza(autoridad=a.buzon_autoridad.encode() or None, llave_ssh=aceptada or None),
        )
        if lugar.en_red and a.buzon_kbs:
            from supervisor_app.exchange.transportes.frenado import Frenado  # noqa: PLC0415 - as above

            destino = Frenado(destino, a.buzon_kbs * 1_000)
        return (destino if dejar is None else Abandonable(destino, dejar)), lugar.direccion

    # --- passwords ------------------------------------------------------------------------------------------------

    def hay_llavero(self) -> bool:
        return llavero.disponible()

    def recordar(self, lugar: Lugar, contrasena: str) -> None:
        """Keep a mailbox's password in the system's keyring. Raises UserError where there is none or it refuses."""
        llavero.guardar(_nombre(lugar), contrasena.encode())

    def recordada(self, lugar: Lugar) -> str:
        """The password that the keyring keeps, or ""."""
        guardada = llavero.leer(_nombre(lugar)) if lugar.en_red else None
        return guardada.decode("utf-8", "replace") if guardada is not None else ""

    def olvidar(self, lugar: Lugar) -> None:
        llavero.borrar(_nombre(lugar))

    # --- settings -------------------------------------------------------------------------------------------------

    def configurar(
        self,
        *,
        buzon: str,
        usuario: str = "",
        autoridad: str | None = None,
        kbs: int | None = None,
        sellar: bool | None = None,
    ) -> Ajustes:
        """Change where the mailbox is; "" for none. Another server has to be believed anew. ``autoridad``: certificates
        as PEM; ``kbs``: most that a delivery takes of the line; ``sellar``: to the office's key. None leaves each as it
        is. Raises UserError for a wrong address.
        """
        lugar = self.lugar(buzon, usuario) if buzon.strip() else Lugar("")
        a = self._ajustes.leer()
        nuevos = a.model_copy(
            update={
                "buzon": lugar.direccion,
                "buzon_usuario": lugar.usuario if usuario.strip() else "",
                "buzon_llave_ssh": a.buzon_llave_ssh if lugar.direccion == a.buzon else "",
                "buzon_autoridad": a.buzon_autoridad if autoridad is None else autoridad,
                "buzon_kbs": a.buzon_kbs if kbs is None else kbs,
                "sellar_envios": a.sellar_envios if sellar is None else sellar,
            }
        )
        return self._ajustes.guardar(nuevos)

    def aceptar_servidor(self, llave_ssh: str) -> None:
        """A person recognised the key of the server."""
        self._ajustes.guardar(self._ajustes.leer().model_copy(update={"buzon_llave_ssh": llave_ssh}))


def _nombre(lugar: Lugar) -> str:
    return f"{_EN_EL_LLAVERO}{lugar.usuario}@{lugar.direccion}"
