"""What the first screen says of how the data are kept, once they are open: quietly, and only while it is not well."""

from __future__ import annotations

from supervisor_app.services.acceso import Llave
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.ventana import MainWindow

_PLAIN = "Los datos de este equipo no están cifrados: quien lo tenga en las manos puede leer las visitas."
_NO_KEY = "No ha guardado una clave de recuperación: si olvida su frase de acceso, nadie podrá abrir sus visitas."


def tell_how_kept(window: MainWindow, llave: Llave | None) -> None:
    """A banner on Inicio that leads to the settings, and goes for this time by «Ahora no»."""
    ajustes = window.ajustes
    if llave is None and not ajustes.sin_cifrar and not ajustes.ficticio:
        _announce(window, _PLAIN, "Cifrar los datos…", "na")
    elif llave is not None and ajustes.recuperacion_pendiente:
        _announce(window, _NO_KEY, "Hacer una clave…", "warn")


def _announce(window: MainWindow, sentence: str, button: str, kind: str) -> None:
    banner = Banner(sentence, kind, icon="key-round" if kind == "warn" else "lock", button=button)
    banner.action.connect(lambda: window.lead("ajustes", "seguridad"))
    banner.add_button("Ahora no").clicked.connect(banner.hide)
    first = window.place("inicio")
    assert isinstance(first, InicioScreen)
    first.announce(banner)
