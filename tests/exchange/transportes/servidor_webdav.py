"""A WebDAV server in a thread of this process: wsgidav on cheroot, which shows what was cut and asks by Digest."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USUARIO, CONTRASENA = "supervisora", "una clave: con dos puntos"


@dataclass(frozen=True)
class ServidorWebDav:
    """``raiz``: what clients see as ``/dav`` (with a password, by Digest) and as ``/abierto``."""

    puerto: int
    raiz: Path


@contextlib.contextmanager
def servidor_webdav(raiz: Path) -> Iterator[ServidorWebDav]:
    # Neither says of which types it is made.
    app: Any = importlib.import_module("wsgidav.wsgidav_app")
    wsgi: Any = importlib.import_module("cheroot.wsgi")
    usuarios = {USUARIO: {"password": CONTRASENA}}
    aplicacion = app.WsgiDAVApp(
        {
            "provider_mapping": {camino: {"root": str(raiz), "readonly": False} for camino in ("/dav", "/abierto")},
            "simple_dc": {"user_mapping": {"/dav": usuarios, "/abierto": True}},
            "http_authenticator": {"accept_basic": True, "accept_digest": True, "default_to_digest": True},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    # A client that is cut in the middle is an error for it, and meant here.
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL)
    servidor = wsgi.Server(("127.0.0.1", 0), aplicacion, numthreads=4, timeout=5)
    servidor.error_log = lambda *_, **__: None
    servidor.prepare()
    hilo = threading.Thread(target=servidor.serve, daemon=True)
    hilo.start()
    try:
        yield ServidorWebDav(servidor.bind_addr[1], raiz)
    finally:
        servidor.stop()
        hilo.join(10)
        _recoger()


def _recoger() -> None:
    """wsgidav leaves open the file that it was writing when its client was cut; that is not ours to be warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
