"""Tests of finding nginx: first the one in the environment variable, then an installed one, otherwise none."""

from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.toolchain import nginx_program


@pytest.fixture
def program_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this machine look as if it had no nginx. Return the only folder in the PATH."""
    monkeypatch.delenv(nginx_program.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(nginx_program, "_USUAL_PLACES", (tmp_path / "sbin-nginx",))
    return tmp_path


def test_missing_nginx_prints_a_note_and_is_no_error(
    program_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert nginx_program.get() is None
    assert (
        "Note: nginx was not found, so its configuration is not tested." in capsys.readouterr().out
    )


def test_nginx_outside_the_path_is_found(program_path: Path) -> None:
    (program_path / "sbin-nginx").touch()
    assert nginx_program.get() == program_path / "sbin-nginx"


def test_the_nginx_named_in_the_environment_is_used_first(
    program_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = program_path / "mine"
    mine.touch()
    monkeypatch.setenv(nginx_program.VARIABLE, str(mine))
    assert nginx_program.get() == mine
    monkeypatch.setenv(nginx_program.VARIABLE, str(program_path / "gone"))
    with pytest.raises(BuildError, match="NGINX_PROGRAM names a file that does not exist"):
        nginx_program.get()
