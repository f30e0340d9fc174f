"""asn1crypto and SAT's names."""

from __future__ import annotations

import logging

import pytest
from asn1crypto import x509

from supervisor_app.signing import satcompat
from supervisor_app.signing.certificado import datos_de, leer_certificado
from supervisor_app.signing.pki_prueba import EfirmaPrueba


def test_the_patch_is_still_needed_and_idempotent(
    efirmas: tuple[EfirmaPrueba, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    originales = {k: v for k, v in x509.NameTypeAndValue._oid_specs.items() if k != "unique_identifier"}
    monkeypatch.setattr(x509.NameTypeAndValue, "_oid_specs", {**originales, "unique_identifier": x509.OctetBitString})
    with pytest.raises(ValueError, match="OctetBitString"):
        _ = x509.Certificate.load(efirmas[0].cer).subject.native
    satcompat.aplicar()
    satcompat.aplicar()
    assert x509.Certificate.load(efirmas[0].cer).subject.native["unique_identifier"] == "ÑAPL850101AB1"


def test_names_with_enye_are_latin_bytes_in_a_teletex_string(efirmas: tuple[EfirmaPrueba, ...]) -> None:
    assert "ÑANDU PEÑALOZA".encode("latin-1") in efirmas[0].cer
    assert "ÑANDU".encode() not in efirmas[0].cer
    datos = datos_de(leer_certificado(efirmas[0].cer))
    assert (datos.nombre, datos.rfc, datos.curp) == ("LUCIA ÑANDU PEÑALOZA", "ÑAPL850101AB1", "ÑAPL850101MDFXXC01")


@pytest.mark.parametrize("registro", ["pyhanko", "pyhanko.sign.validation", "pyhanko_certvalidator"])
def test_the_libraries_do_not_log(registro: str) -> None:
    assert not logging.getLogger(registro).isEnabledFor(logging.CRITICAL)


def test_our_own_log_is_untouched() -> None:
    assert logging.getLogger("supervisor_app.signing").isEnabledFor(logging.WARNING)
