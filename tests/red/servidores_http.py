"""Real WebDAV and S3 servers on this machine: Apache, nginx, rclone, Ceph."""

from __future__ import annotations

import base64
import contextlib
import getpass
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.red.servidores import exigir, proceso, puerto_libre

USUARIO, CONTRASENA = "supervisora", "una clave: con dos puntos"
LLAVE, SECRETO = "ACCESSKEYID0123", "SECRETSECRETSECRET01"
CUBETA = "supervision"


@contextlib.contextmanager
def apache() -> Iterator[tuple[int, Path]]:
    """mod_dav with Basic: its port, and the folder that stands there as ``/dav``."""
    programa = exigir("apache2")
    modulos = Path("/usr/lib/apache2/modules")
    if not (modulos / "mod_dav_fs.so").exists():
        pytest.skip("mod_dav is not installed here (.ci/setup red)")
    # It never works as root, and others do not get into the folders of pytest.
    with tempfile.TemporaryDirectory(prefix="apache-") as nombre:
        carpeta, puerto = Path(nombre), puerto_libre()
        raiz = carpeta / "web" / "dav"
        raiz.mkdir(parents=True)
        (carpeta / "candados").mkdir()
        huella = base64.b64encode(hashlib.sha1(CONTRASENA.encode(), usedforsecurity=False).digest()).decode()
        (carpeta / "claves").write_text(f"{USUARIO}:{{SHA}}{huella}\n")
        (carpeta / "conf").write_text(_conf_de_apache(carpeta, raiz, modulos, puerto))
        if os.geteuid() == 0:
            for una in (carpeta, *carpeta.rglob("*")):
                shutil.chown(una, "www-data", "www-data")
        orden = [programa, "-f", str(carpeta / "conf"), "-DFOREGROUND"]
        with proceso(orden, puerto, carpeta / "bitacora"):
            yield puerto, raiz


def _conf_de_apache(carpeta: Path, raiz: Path, modulos: Path, puerto: int) -> str:
    usados = [
        "mpm_event",
        "authz_core",
        "authn_core",
        "authn_file",
        "authz_user",
        "auth_basic",
        "dav",
        "dav_fs",
        "dir",
        "mime",
    ]
    carga = "".join(f"LoadModule {uno}_module {modulos}/mod_{uno}.so\n" for uno in usados)
    quien = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    return (
        f"ServerRoot {carpeta}\nListen 127.0.0.1:{puerto}\nServerName localhost\nPidFile {carpeta}/pid\n"
        f"ErrorLog {carpeta}/errores\n{carga}TypesConfig /etc/mime.types\nDavLockDB {carpeta}/candados/DavLock\n"
        f"DocumentRoot {carpeta}/web\n<Directory {raiz}>\nDAV On\nAuthType Basic\nAuthName dav\n"
        f"AuthUserFile {carpeta}/claves\nRequire valid-user\n</Directory>\n{quien}"
    )


@contextlib.contextmanager
def nginx(carpeta: Path) -> Iterator[tuple[int, Path]]:
    """nginx with its dav-ext module, open to all: its port and its root."""
    programa = exigir("nginx")
    modulo = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")
    if not modulo.exists():
        pytest.skip("the dav-ext module of nginx is not installed here (.ci/setup red)")
    raiz, puerto = carpeta / "dav", puerto_libre()
    raiz.mkdir()
    quien = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    temporales = "".join(
        f"{uno}_temp_path {carpeta}/{uno};" for uno in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (carpeta / "conf").write_text(
        f"load_module {modulo}; {quien} daemon off; worker_processes 1; pid {carpeta}/pid;\n"
        f"error_log {carpeta}/errores;\n"
        f"events {{}}\nhttp {{ access_log off; client_max_body_size 0; {temporales}\n"
        f"server {{ listen 127.0.0.1:{puerto}; root {raiz}; location / {{\n"
        "dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; create_full_put_path on;\n"
        "dav_access user:rw group:rw all:r; } } }\n"
    )
    orden = [programa, "-p", str(carpeta), "-c", str(carpeta / "conf"), "-e", str(carpeta / "errores")]
    with proceso(orden, puerto, carpeta / "bitacora"):
        yield puerto, raiz


def _rclone() -> str:
    del_entorno = Path(sys.prefix) / "bin" / "rclone"
    return str(del_entorno) if del_entorno.exists() else exigir("rclone")


@contextlib.contextmanager
def rclone_webdav(carpeta: Path) -> Iterator[tuple[int, Path]]:
    raiz, puerto = carpeta / "dav", puerto_libre()
    raiz.mkdir()
    orden = [_rclone(), "serve", "webdav", str(raiz), "--addr", f"127.0.0.1:{puerto}", "--vfs-cache-mode", "off"]
    # It remembers folders for a while; the tests look at the disk behind its back.
    orden += ["--dir-cache-time", "1ms", "--buffer-size", "0", "--user", USUARIO, "--pass", CONTRASENA]
    with proceso(orden, puerto, carpeta / "bitacora"):
        yield puerto, raiz


@contextlib.contextmanager
def rclone_s3(carpeta: Path) -> Iterator[tuple[int, Path]]:
    """Its port and the folder that is its bucket ``CUBETA``."""
    raiz, puerto = carpeta / "s3" / CUBETA, puerto_libre()
    raiz.mkdir(parents=True)
    orden = [_rclone(), "serve", "s3", str(raiz.parent), "--addr", f"127.0.0.1:{puerto}"]
    orden += ["--auth-key", f"{LLAVE},{SECRETO}", "--dir-cache-time", "1ms", "--vfs-cache-mode", "off"]
    with proceso(orden, puerto, carpeta / "bitacora"):
        yield puerto, raiz


# --- Ceph: one monitor, one manager, one store of objects and its S3 gateway ---


@dataclass(frozen=True)
class Ceph:
    puerto: int


_CEPH = """[global]
fsid = 4b0a6f1e-5b0c-4f0e-9a51-6d1f0c2b7a10
mon initial members = a
mon host = [v2:127.0.0.1:{mon}]
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
keyring = {c}/admin.keyring
osd pool default size = 1
osd pool default min size = 1
mon allow pool size one = true
mon warn on pool no redundancy = false
osd pool default pg num = 8
osd crush chooseleaf type = 0
osd memory target = 1073741824
osd objectstore = bluestore
bluestore block size = 4294967296
run dir = {c}/run
pid file = {c}/run/$name.pid
admin socket = {c}/run/$name.asok
log file = {c}/log/$name.log
mon data = {c}/mon
mgr data = {c}/mgr
osd data = {c}/osd
mon data avail crit = 1
auth allow insecure global id reclaim = false
[client.rgw.a]
keyring = {c}/rgw.keyring
rgw frontends = beast endpoint=127.0.0.1:{rgw}
rgw data = {c}/rgw
"""


@contextlib.contextmanager
def ceph(carpeta: Path) -> Iterator[Ceph]:
    """A real object store. It takes half a minute to start and 1.5 GB of memory."""
    for programa in ("ceph-mon", "ceph-mgr", "ceph-osd", "radosgw", "ceph", "radosgw-admin"):
        exigir(programa)
    mon, rgw = puerto_libre(), puerto_libre()
    for una in ("mon", "mgr", "osd", "rgw", "run", "log"):
        (carpeta / una).mkdir()
    conf = carpeta / "conf"
    conf.write_text(_CEPH.format(c=carpeta, mon=mon, rgw=rgw))
    permisos = ["--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"]
    _correr(carpeta, "ceph-authtool", "--create-keyring", "admin.keyring", "--gen-key", "-n", "client.admin", *permisos)
    _correr(carpeta, "ceph-authtool", "--create-keyring", "mon.keyring", "--gen-key", "-n", "mon.", *permisos[:3])
    _correr(carpeta, "ceph-authtool", "mon.keyring", "--import-keyring", "admin.keyring")
    _correr(carpeta, "monmaptool", "--create", "--addv", "a", f"[v2:127.0.0.1:{mon}]", "monmap", "--fsid", _FSID)
    de = ["-c", str(conf)]
    _correr(carpeta, "ceph-mon", *de, "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "mon.keyring")
    with contextlib.ExitStack() as todos:

        def correr(nombre: str, *orden: str) -> None:
            """In the foreground, until the end of the tests."""
            salida = todos.enter_context((carpeta / "log" / f"{nombre}.salida").open("wb"))
            uno = subprocess.Popen([exigir(orden[0]), *de, *orden[1:], "-f"], stdout=salida, stderr=salida, cwd=carpeta)
            todos.callback(uno.wait, 30)
            todos.callback(uno.terminate)

        correr("mon", "ceph-mon", "-i", "a")
        llaves = ["mon", "allow *", "osd", "allow *", "mgr", "allow *"]
        _ceph(carpeta, "auth", "get-or-create", "mgr.a", *llaves, "-o", "mgr/keyring")
        correr("mgr", "ceph-mgr", "-i", "a", "--keyring", "mgr/keyring")
        numero = _ceph(carpeta, "osd", "create").strip()
        _ceph(carpeta, "auth", "get-or-create", f"osd.{numero}", *llaves, "-o", "osd/keyring")
        ident = next(una.split()[-1] for una in _ceph(carpeta, "osd", "dump").splitlines() if una.startswith("osd.0"))
        _correr(carpeta, "ceph-osd", *de, "-i", numero, "--keyring", "osd/keyring", "--mkfs", "--osd-uuid", ident)
        correr("osd", "ceph-osd", "-i", numero, "--keyring", "osd/keyring")
        _ceph(carpeta, "auth", "get-or-create", "client.rgw.a", *llaves, "-o", "rgw.keyring")
        correr("rgw", "radosgw", "-n", "client.rgw.a")
        _esperar_puerto(rgw, 120)
        _correr(
            carpeta,
            *("radosgw-admin", *de, "user", "create", "--uid=pruebas", "--display-name=pruebas"),
            *(f"--access-key={LLAVE}", f"--secret-key={SECRETO}"),
        )
        yield Ceph(rgw)


_FSID = "4b0a6f1e-5b0c-4f0e-9a51-6d1f0c2b7a10"


def _ceph(carpeta: Path, *orden: str) -> str:
    return _correr(carpeta, "ceph", "-c", str(carpeta / "conf"), "--connect-timeout", "60", *orden)


def _correr(carpeta: Path, *orden: str) -> str:
    programa = exigir(orden[0])
    hecho = subprocess.run(
        [programa, *orden[1:]], cwd=carpeta, capture_output=True, text=True, timeout=120, check=False
    )
    assert hecho.returncode == 0, f"{orden}: {hecho.stderr[-2000:]}"
    return hecho.stdout


def _esperar_puerto(puerto: int, segundos: float) -> None:
    fin = time.monotonic() + segundos
    while time.monotonic() < fin:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", puerto), timeout=1):
            return
        time.sleep(0.2)
    pytest.skip("the gateway of Ceph did not start in time")
