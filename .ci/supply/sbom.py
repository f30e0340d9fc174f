"""The bill of materials of the bundle, as CycloneDX 1.6 JSON: what is in it, in which version, under which licence.

It says of a native library only what the library itself says when it is asked. It must never be written without having
passed the schema.
"""

from __future__ import annotations

import hashlib
import importlib
import platform
import ssl
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from supervisor_app import __version__
from supply import licences
from supply.lock import Pin, read

SCHEMA = SchemaVersion.V1_6
_NATIVE = (".so", ".dll", ".pyd", ".dylib", ".exe")
_SPACE = uuid.UUID("6f1c7f0e-6d5b-4d53-9c0f-3a1f6f7d2b11")
"""Of the serial numbers: what is made of the same parts has the same."""
_LICENCES = LicenseFactory()


def write(output: Path, bundle: Path | None) -> None:
    """Write it, or raise ValueError where it does not pass the schema."""
    output.write_text(as_json(bill(bundle)), "utf-8")


def as_json(bom: Bom) -> str:
    text = make_outputter(bom, OutputFormat.JSON, SCHEMA).output_as_string(indent=1)
    fault = JsonStrictValidator(SCHEMA).validate_str(text)
    if fault is not None:
        raise ValueError(f"the bill of materials is not CycloneDX: {fault}")
    return text + "\n"


def bill(bundle: Path | None) -> Bom:
    """The application, its distributions, the native libraries in their wheels, and the native files of ``bundle``."""
    app = Component(
        name="supervisor-app",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="supervisor-app",
        licenses=[_LICENCES.make_with_id("MIT")],
    )
    bom = Bom()
    bom.metadata.component = app
    bom.metadata.timestamp = datetime.now(UTC)
    pins = [p for p in read(licences.RUNTIME) if p.here]
    known = {c.nombre: c.licencia for c in licences.components()}
    distributions = {p.name: _distribution(p, known[p.name]) for p in pins}
    native = [_native(*n) for n in natives()]
    files = list(_files(bundle)) if bundle is not None else []
    for component in (*distributions.values(), *native, *files):
        bom.components.add(component)
    parts = ",".join(sorted(str(c.bom_ref.value) for c in bom.components))
    bom.serial_number = uuid.uuid5(_SPACE, f"{__version__} {platform.platform()} {parts}")
    bom.register_dependency(app, [*distributions.values(), *native, *files])
    for name, component in distributions.items():
        bom.register_dependency(component, [distributions[n] for n in _needs(name) if n in distributions])
    return bom


def _distribution(pin: Pin, licence: str) -> Component:
    purl = PackageURL("pypi", None, pin.name, pin.version)
    # The lock tells the hashes of every archive of this version; which of them was installed here is one of these.
    archives = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        comment="SHA-256 of the archives that the lock admits",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=h) for h in pin.hashes],
    )
    return Component(
        name=pin.name,
        version=metadata.version(pin.name),
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[_LICENCES.make_from_string(licence)],
        external_references=[archives],
    )


def _needs(name: str) -> Iterator[str]:
    from packaging.requirements import Requirement  # noqa: PLC0415 - only here
    from packaging.utils import canonicalize_name  # noqa: PLC0415 - only here

    for text in metadata.requires(name) or ():
        needed = Requirement(text)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield canonicalize_name(needed.name)


# --- native libraries ---------------------------------------------------------------------------------------------


def natives() -> Iterator[tuple[str, str, str, str]]:
    """(library, version, SPDX licence, the distribution that carries it), each asked at run time."""
    asked: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
        ("CPython", "PSF-2.0", "", platform.python_version),
        ("OpenSSL (Python)", "Apache-2.0", "", lambda: ssl.OPENSSL_VERSION.split()[1]),
        ("OpenSSL (cryptography)", "Apache-2.0", "cryptography", _openssl_of_cryptography),
        ("Qt", "LGPL-3.0-only", "pyside6-essentials", _of("PySide6.QtCore", "qVersion")),
        ("SQLite", "blessing", "sqlcipher3", lambda: _sqlcipher("select sqlite_version()")),
        ("SQLCipher", "BSD-3-Clause", "sqlcipher3", lambda: _sqlcipher("pragma cipher_version").split()[0]),
        ("OpenSSL (SQLCipher)", "Apache-2.0", "sqlcipher3", _openssl_of_sqlcipher),
        ("PDFium", "BSD-3-Clause", "pypdfium2", lambda: str(_of("pypdfium2", "PDFIUM_INFO")).split("@")[0]),
        ("libheif", "LGPL-3.0-or-later", "pi-heif", _of("pi_heif", "libheif_version")),
        ("libde265", "LGPL-3.0-or-later", "pi-heif", _libde265),
        ("ZXing-C++", "Apache-2.0", "zxing-cpp", lambda: metadata.version("zxing-cpp")),
        ("qpdf", "Apache-2.0", "pikepdf", lambda: _of("pikepdf", "__libqpdf_version__")),
        ("libxml2", "MIT", "lxml", lambda: ".".join(map(str, _of("lxml.etree", "LIBXML_VERSION")))),
        ("libxslt", "MIT", "lxml", lambda: ".".join(map(str, _of("lxml.etree", "LIBXSLT_VERSION")))),
        ("libyaml", "MIT", "pyyaml", _of("yaml._yaml", "get_version_string")),
        *_of_pillow(),
    )
    for name, licence, carrier, ask in asked:
        version = str(ask()).strip()
        if not version or version == "None":
            raise ValueError(f"{name} does not say its version")
        yield name, version, licence, carrier


def _of_pillow() -> tuple[tuple[str, str, str, Callable[[], object]], ...]:
    """What the Pillow wheel carries; which of them depends on the system it is for."""
    from PIL import features  # noqa: PLC0415 - only here

    known = {
        "freetype2": ("FreeType", "FTL"),
        "littlecms2": ("Little CMS", "MIT"),
        "webp": ("libwebp", "BSD-3-Clause"),
        "avif": ("libavif", "BSD-2-Clause"),
        "libjpeg_turbo": ("libjpeg-turbo", "BSD-3-Clause"),
        "jpg_2000": ("OpenJPEG", "BSD-2-Clause"),
        "libtiff": ("libtiff", "libtiff"),
        "harfbuzz": ("HarfBuzz", "MIT"),
        "raqm": ("Raqm", "MIT"),
        "zlib_ng": ("zlib-ng", "Zlib"),
    }
    there = {n: features.version(n) for n in features.get_supported() if n in known}
    return tuple(
        (known[n][0], known[n][1], "pillow", lambda version=version: version) for n, version in there.items() if version
    )


def _of(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def _sqlcipher(question: str) -> str:
    connection = _of("sqlcipher3.dbapi2", "connect")(":memory:")
    try:
        connection.execute("pragma key='x'")
        return str(connection.execute(question).fetchone()[0])
    finally:
        connection.close()


def _openssl_of_sqlcipher() -> str:
    return _sqlcipher("pragma cipher_provider_version").split()[1]


def _openssl_of_cryptography() -> str:
    backend = _of("cryptography.hazmat.backends.openssl", "backend")
    return str(backend.openssl_version_text()).split()[1]


def _libde265() -> str:
    decoders = _of("pi_heif", "libheif_info")()["decoders"]
    return str(decoders["libde265"]).rsplit(" ", 1)[-1]


def _native(name: str, version: str, licence: str, carrier: str) -> Component:
    properties = [Property(name="supervisor-app:inside", value=carrier)] if carrier else []
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=f"native:{name}",
        licenses=[_LICENCES.make_from_string(licence)],
        properties=properties,
    )


def _files(bundle: Path) -> Iterator[Component]:
    """Every file of the bundle that a machine runs, with its hash."""
    for path in sorted(p for p in bundle.rglob("*") if p.is_file() and not p.is_symlink()):
        inside = path.relative_to(bundle).as_posix()
        if path.suffix in _NATIVE or ".so." in path.name or path.name == "supervisor-app":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Component(
                name=inside,
                type=ComponentType.FILE,
                bom_ref=f"file:{inside}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )
