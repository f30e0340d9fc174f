"""Tables, and text of strangers that must not steer the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.cli.salida import decir, tabla


def test_columns_line_up() -> None:
    assert tabla([("a", "bb", "c"), ("ññññ", "b", "")], sangria="  ") == "  a     bb  c\n  ññññ  b"


@given(st.text())
def test_nothing_that_is_said_moves_the_cursor_or_the_direction(texto: str) -> None:
    with pytest.MonkeyPatch.context() as cambios:
        dicho: list[str] = []

        class Flujo:
            def write(self, texto: str) -> None:
                dicho.append(texto)

            def flush(self) -> None:
                dicho.append("")

        cambios.setattr("sys.stdout", Flujo())
        decir(texto)
    assert not set("".join(dicho)) & {"\x1b", "\x07", "\x08", "\r", "\x9b", "\u202e", "\u2066", "\x7f"}
