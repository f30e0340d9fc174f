from pathlib import Path

import pytest

from supervisor_app import paths
from supervisor_app.errors import UserError


def test_what_ships_is_beside_the_package() -> None:
    assert (paths.recursos() / "fonts" / "NotoSans-Regular.ttf").is_file()
    assert paths.formas().is_dir()


def test_a_bundle_says_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.recursos() == tmp_path / "resources"


def test_the_option_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPERVISOR_DATOS", str(tmp_path / "variable"))
    assert paths.datos(tmp_path / "option") == tmp_path / "option"
    assert paths.datos() == tmp_path / "variable"


def test_without_either_it_is_the_users_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPERVISOR_DATOS", raising=False)
    assert paths.datos().is_absolute()
    assert paths.datos().name == "supervisor-app"


def test_a_relative_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISOR_DATOS", "datos")
    with pytest.raises(UserError, match="ruta completa"):
        paths.datos()
