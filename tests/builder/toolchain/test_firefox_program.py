"""Tests of finding Firefox: first the one in the environment variable, then an installed one, otherwise none."""

from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.toolchain import firefox_program


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this machine look as if it had no Firefox. Return the only folder in the PATH."""
    monkeypatch.delenv(firefox_program.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(firefox_program, "_USUAL_PLACES", {})
    return tmp_path


def put(folder: Path) -> Path:
    program = folder / "firefox-esr"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_firefox_named_in_the_environment_is_used(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = machine / "mine"
    mine.touch()
    monkeypatch.setenv(firefox_program.VARIABLE, str(mine))
    assert firefox_program.get() == mine
    monkeypatch.setenv(firefox_program.VARIABLE, str(machine / "gone"))
    with pytest.raises(BuildError, match="FIREFOX names a file that does not exist"):
        firefox_program.get()


def test_installed_firefox_is_found(machine: Path) -> None:
    program = put(machine)
    assert firefox_program.get() == program


def test_missing_firefox_prints_a_note_and_is_no_error(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert firefox_program.get() is None
    assert "Firefox was not found" in capsys.readouterr().out
