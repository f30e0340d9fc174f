"""The licences of what is installed with the application: the list in docs/LICENCIAS.md, the texts for the bundle.

It must never guess: what a distribution does not declare as an SPDX expression was read by a person and stands in
``READ``; a distribution that is in neither stops the list.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from supply.lock import CARPETA, RAIZ, Pin, read

RUNTIME = CARPETA / "runtime.txt"
LIST = RAIZ / "docs" / "LICENCIAS.md"
COMPONENTS = RAIZ / "resources" / "componentes.json"
_TEXTS = Path(__file__).parent / "textos"
_TEXT = re.compile(r"(licen[sc]e|copying|notice|authors)", re.IGNORECASE)

READ = {
    # The distribution declares no SPDX expression: said by its licence file, read by a person.
    "aiohappyeyeballs": "PSF-2.0",
    "aiosignal": "Apache-2.0",
    "asn1crypto": "MIT",
    "asyncssh": "EPL-2.0 OR GPL-2.0-or-later",
    "backports-tarfile": "MIT",
    "bcrypt": "Apache-2.0",
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "click-default-group": "BSD-3-Clause",  # its classifier says «public domain», its text does not
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT AND PSF-2.0",
    "frozenlist": "Apache-2.0",
    "importlib-metadata": "Apache-2.0",
    "jaraco-classes": "MIT",
    "jeepney": "MIT",
    "lark": "MIT",
    "lazy-importer": "Apache-2.0",
    "lxml": "BSD-3-Clause AND PSF-2.0",
    "openpyxl": "MIT",
    "oscrypto": "MIT",
    "pi-heif": "BSD-3-Clause AND LGPL-3.0-only",  # the wheel carries libheif and libde265
    "pluggy": "MIT",
    "propcache": "Apache-2.0",
    # The wheel carries PDFium, FreeType, ICU, libpng, libjpeg-turbo, libtiff, OpenJPEG, Little CMS, zlib.
    "pypdfium2": "(Apache-2.0 OR BSD-3-Clause) AND Apache-2.0 AND BSD-3-Clause AND MIT AND FTL AND Zlib AND Libpng",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "pywin32-ctypes": "BSD-3-Clause",
    "pyxform": "BSD-2-Clause",
    "pyyaml": "MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "secretstorage": "BSD-3-Clause",
    "sqlcipher3": "Zlib AND BSD-3-Clause",  # the wheel carries SQLCipher, OpenSSL and SQLite
    "sqlite-fts4": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "sspilib": "MIT",
    "xlrd": "BSD-3-Clause AND BSD-4-Clause",
    "yarl": "Apache-2.0",
    "zipp": "MIT",
}
WITHOUT_TEXT = {
    # The distribution carries no text of its licence: which of ours stand for it.
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}


@dataclass(frozen=True, slots=True)
class Component:
    """A distribution of the runtime lock. ``where``: the marker of the lock, empty where it is everywhere."""

    nombre: str
    version: str
    licencia: str
    donde: str


def components() -> tuple[Component, ...]:
    """Of every pin of the lock, also of those for another system. Raises ValueError where a licence is not known."""
    return tuple(Component(p.name, p.version, _licence(p), p.marker) for p in read(RUNTIME))


def _licence(pin: Pin) -> str:
    if pin.name in READ:
        return READ[pin.name]
    told = _distribution(pin).metadata
    declared = str(told["License-Expression"]) if "License-Expression" in told else ""
    if not declared:
        raise ValueError(f"{pin.name} declares no SPDX licence: read its text and write it down in supply/licences.py")
    return declared


def _distribution(pin: Pin) -> metadata.Distribution:
    try:
        return metadata.distribution(pin.name)
    except metadata.PackageNotFoundError as error:
        raise ValueError(
            f"{pin.name} is not installed here; what it declares has to be written down in READ"
        ) from error


# --- the list -----------------------------------------------------------------------------------------------------


_HEAD = """\
# Licencias de lo que se instala con la aplicación

La escribe `make licences` a partir de `.ci/requirements/runtime.txt`; una prueba la compara con ese
archivo. Los textos completos van en la carpeta `licencias/` de la aplicación empaquetada. A qué obliga cada una y por
qué está cada componente: [DEPENDENCIAS.md](DEPENDENCIAS.md). La aplicación misma: MIT. Letras: Inter y Noto Sans
(OFL-1.1). Iconos: Lucide (ISC, partes MIT).

| componente | versión | licencia (SPDX) | dónde |
|---|---|---|---|
"""


def as_json(found: tuple[Component, ...]) -> str:
    return json.dumps([asdict(c) for c in found], ensure_ascii=False, indent=1) + "\n"


def as_markdown(found: tuple[Component, ...]) -> str:
    rows = [f"| {c.nombre} | {c.version} | {c.licencia} | {c.donde.replace('|', ' ') or 'siempre'} |" for c in found]
    return _HEAD + "\n".join(rows) + "\n"


def write() -> None:
    found = components()
    COMPONENTS.write_text(as_json(found), "utf-8")
    LIST.write_text(as_markdown(found), "utf-8")


# --- the texts ----------------------------------------------------------------------------------------------------


def gather(folder: Path) -> None:
    """Put the texts of all licences of what is installed here under ``folder``, one folder for each distribution."""
    shutil.rmtree(folder, ignore_errors=True)
    for pin in read(RUNTIME):
        if pin.here:
            for name, content in texts(pin.name):
                target = folder / pin.name / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    for path in (RAIZ / "LICENSE", *sorted((RAIZ / "resources").rglob("LICENSE*"))):
        target = folder / "supervisor-app" / path.relative_to(RAIZ)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (folder / "LICENCIAS.md").write_bytes(LIST.read_bytes())


def texts(name: str) -> Iterator[tuple[str, bytes]]:
    """The licence texts of an installed distribution: name inside it, content. Raises ValueError where it has none."""
    found = False
    for own in WITHOUT_TEXT.get(name, ()):
        yield own, (_TEXTS / own).read_bytes()
        found = True
    distribution = metadata.distribution(name)
    for path in distribution.files or ():
        inside = Path(str(path))
        info = inside.parts[0].endswith(".dist-info")
        if info and ("licenses" in inside.parts[1:-1] or _TEXT.search(inside.name)):
            yield "/".join(inside.parts[1:]).removeprefix("licenses/"), path.locate().read_bytes()  # type: ignore[attr-defined]  # typeshed says SimplePath
            found = True
    if not found:
        raise ValueError(f"{name} carries no text of its licence: add one to supply/textos and to WITHOUT_TEXT")
