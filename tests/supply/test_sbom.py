"""The bill of materials: it passes the schema, and names all that the lock installs and what the wheels carry."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.model.bom import Bom

from supervisor_app import __version__
from supply import licences, sbom
from supply.lock import read


@cache
def made() -> dict[str, Any]:
    return dict(json.loads(sbom.as_json(sbom.bill(None))))


def test_it_passes_the_schema_and_names_the_application() -> None:
    about = made()["metadata"]["component"]
    assert (made()["specVersion"], about["name"], about["version"]) == ("1.6", "supervisor-app", __version__)


def test_every_distribution_of_the_lock_is_in_it_with_licence_and_hashes() -> None:
    there = {c["purl"]: c for c in made()["components"] if "purl" in c}
    for pin in read(licences.RUNTIME):
        if pin.here:
            component = there[f"pkg:pypi/{pin.name}@{pin.version}"]
            assert component["licenses"]
            assert {h["content"] for h in component["externalReferences"][0]["hashes"]} == set(pin.hashes)


def test_the_libraries_inside_the_wheels_are_named_with_their_versions() -> None:
    native = {c["name"]: c["version"] for c in made()["components"] if c["bom-ref"].startswith("native:")}
    wanted = {"Qt", "SQLCipher", "SQLite", "OpenSSL (SQLCipher)", "OpenSSL (cryptography)", "PDFium", "libheif", "qpdf"}
    assert wanted <= native.keys()
    assert all(v[0].isdigit() for v in native.values())


def test_a_bundle_is_told_file_by_file_with_hashes(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libqueso.so.3").write_bytes(b"queso")
    (tmp_path / "_internal" / "texto.txt").write_bytes(b"no")
    (component,) = sbom._files(tmp_path)
    assert component.name == "_internal/libqueso.so.3"
    assert [h.content for h in component.hashes] == [hashlib.sha256(b"queso").hexdigest()]


def test_a_bill_that_breaks_the_schema_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong:
        def output_as_string(self, *, indent: int) -> str:
            return "{}"

    monkeypatch.setattr(sbom, "make_outputter", lambda *_: Wrong())
    with pytest.raises(ValueError, match="not CycloneDX"):
        sbom.as_json(Bom())
