"""Tests of finding WebKitGTK, the engine of Safari: it is used only if all its parts are installed."""

import sys
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.toolchain import webkit_program

PROGRAMS = ("MiniBrowser", "WebKitWebDriver", "Xvfb")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this machine look as if it had no WebKit. Return the only folder in the PATH."""
    monkeypatch.delenv(webkit_program.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webkit_program, "_places", lambda: iter(()))
    return tmp_path


def put(folder: Path, *names: str) -> None:
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)


def test_installed_webkit_is_found(machine: Path) -> None:
    put(machine, *PROGRAMS)
    assert webkit_program.get() == machine / "MiniBrowser"


def test_webkit_named_in_the_environment_is_used(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(machine, *PROGRAMS, "mine")
    monkeypatch.setenv(webkit_program.VARIABLE, str(machine / "mine"))
    assert webkit_program.get() == machine / "mine"
    monkeypatch.setenv(webkit_program.VARIABLE, str(machine / "gone"))
    with pytest.raises(BuildError, match="WEBKIT names a file that does not exist"):
        webkit_program.get()


@pytest.mark.parametrize("missing", PROGRAMS)
def test_incomplete_webkit_prints_a_note_and_is_no_error(
    machine: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    put(machine, *(name for name in PROGRAMS if name != missing))
    assert webkit_program.get() is None
    assert "WebKitGTK was not found" in capsys.readouterr().out


def test_webkit_is_used_only_on_linux(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine, *PROGRAMS)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert webkit_program.get() is None
