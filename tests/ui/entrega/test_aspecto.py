"""Nothing is cut at any size, and the words of sizes are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from supervisor_app.services.entregas import Contenidos
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.visita.entrega.contenido import cuenta, grupos
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.entrega.conftest import Open

_ROOMS = (((1285, 627), 1.0), ((1246, 540), 1.5), ((1236, 500), 2.0), ((799, 440), 1.0))


@pytest.mark.parametrize("stage", [banco.a_medias, banco.cerrada])
@pytest.mark.parametrize(("size", "zoom"), _ROOMS)
def test_no_column_is_cut(entrega: Open, theme: Theme, stage: Stage, size: tuple[int, int], zoom: float) -> None:
    muelle = entrega(stage, size=size)
    theme.set_zoom(zoom)
    QApplication.sendPostedEvents()
    assert cut_columns(muelle.screen) == []
    assert muelle.screen.minimumSizeHint().width() <= size[0]


@pytest.mark.parametrize(("n", "words"), [(0, "ninguno"), (1, "1 archivo"), (1200, "1,200 archivos")])
def test_counts_agree_with_their_noun(n: int, words: str) -> None:
    assert cuenta(n) == words


@given(st.lists(st.tuples(st.sampled_from(["registros", "documentos", "evidencia"]), st.integers(0, 10**9))))
def test_the_groups_add_up_to_the_whole(files: list[tuple[str, int]]) -> None:
    total = sum(size for _, size in files)
    found = grupos(Contenidos(tuple((f"{kind}/{n}", size) for n, (kind, size) in enumerate(files)), total))
    assert sum(g.archivos for g in found) == len(files)
    assert sum(g.bytes for g in found) == total
