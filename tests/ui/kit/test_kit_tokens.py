"""The contrast table of the visual target is computed from the tokens, so that no colour drifts under its minimum."""

from __future__ import annotations

import pytest

from supervisor_app.ui.kit.tokens import DARK, HIGH_CONTRAST, LIGHT, ROLES, Tokens, contrast

# pair | minimum | light | dark | high contrast
TABLE = """
text / surface | 4.5 | 16.48 | 13.81 | 21.00
text / window | 4.5 | 14.98 | 15.02 | 21.00
text / accent_soft | 4.5 | 14.00 | 11.07 | 13.85
text2 / surface | 4.5 | 8.27 | 9.00 | 21.00
text2 / window | 4.5 | 7.51 | 9.79 | 21.00
text2 / sunken | 4.5 | 7.10 | 10.15 | 21.00
text2 / accent_soft | 4.5 | 7.02 | 7.21 | 13.85
text3 / surface | 4.5 | 5.70 | 6.40 | 16.83
text3 / window | 4.5 | 5.18 | 6.95 | 16.83
text3 / accent_soft | 4.5 | 4.84 | 5.13 | 11.10
accent / surface | 4.5 | 7.52 | 7.48 | 16.13
accent / window | 4.5 | 6.83 | 8.14 | 16.13
accent / accent_soft | 4.5 | 6.39 | 6.00 | 10.64
on_accent / accent | 4.5 | 7.52 | 7.53 | 16.13
ok / surface | 4.5 | 6.54 | 8.15 | 16.71
ok / window | 4.5 | 5.95 | 8.86 | 16.71
ok / ok_soft | 4.5 | 5.69 | 7.06 | 13.54
ok / accent_soft | 4.5 | 5.56 | 6.53 | 11.02
warn / surface | 4.5 | 7.02 | 8.47 | 14.95
warn / window | 4.5 | 6.38 | 9.21 | 14.95
warn / warn_soft | 4.5 | 6.21 | 7.37 | 11.69
warn / accent_soft | 4.5 | 5.97 | 6.78 | 9.86
bad / surface | 4.5 | 6.54 | 7.33 | 10.44
bad / window | 4.5 | 5.94 | 7.97 | 10.44
bad / bad_soft | 4.5 | 5.59 | 6.73 | 9.01
bad / accent_soft | 4.5 | 5.55 | 5.88 | 6.88
na / surface | 4.5 | 6.83 | 7.54 | 16.83
na / window | 4.5 | 6.20 | 8.20 | 16.83
na / na_soft | 4.5 | 5.64 | 6.05 | 13.94
text2 / na_soft | 4.5 | 6.83 | 7.22 | 17.40
text / desk | 4.5 | 13.37 | 16.30 | 21.00
text2 / desk | 4.5 | 6.71 | 10.62 | 21.00
text3 / desk | 4.5 | 4.63 | 7.55 | 16.83
text / hover | 4.5 | 13.75 | 11.73 | 17.40
text2 / hover | 4.5 | 6.89 | 7.64 | 17.40
text3 / sunken | 4.5 | 4.90 | 7.21 | 16.83
control / surface | 3 | 3.71 | 4.25 | 21.00
control / window | 3 | 3.37 | 4.62 | 21.00
accent / surface | 3 | 7.52 | 7.48 | 16.13
accent / window | 3 | 6.83 | 8.14 | 16.13
h0t / h0 | 4.5 | 7.60 | 8.29 | 21.00
h1t / h1 | 4.5 | 12.84 | 10.10 | 12.63
h2t / h2 | 4.5 | 8.89 | 8.14 | 5.74
h3t / h3 | 4.5 | 4.96 | 5.93 | 10.59
h4t / h4 | 4.5 | 9.74 | 11.15 | 21.00
"""


def _rows() -> list[tuple[str, str, float, tuple[float, float, float]]]:
    rows = []
    for line in TABLE.strip().splitlines():
        pair, minimum, *ratios = (cell.strip() for cell in line.split("|"))
        front, back = pair.split(" / ")
        light, dark, high = map(float, ratios)
        rows.append((front, back, float(minimum), (light, dark, high)))
    return rows


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda t: t.scheme)
@pytest.mark.parametrize("row", _rows(), ids=lambda r: f"{r[0]}/{r[1]}/{r[2]:g}")
def test_pair_is_readable(tokens: Tokens, row: tuple[str, str, float, tuple[float, float, float]]) -> None:
    front, back, minimum, ratios = row
    ratio = contrast(tokens.ink(front), tokens.ink(back))
    assert ratio >= minimum
    assert ratio == pytest.approx(ratios[(LIGHT, DARK, HIGH_CONTRAST).index(tokens)], abs=0.006)


def test_the_table_is_whole() -> None:
    assert len(_rows()) == 45


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("name", ["scheme", "texto", "ink", ""])
def test_a_misspelt_ink_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        LIGHT.ink(name)


def test_every_role_has_room_for_its_letters() -> None:
    assert all(role.line > role.size and role.weight in (400, 500, 600) for role in ROLES.values())
