"""Which Firefox the tests get: the one that is named, the machine's, or Debian's."""

from pathlib import Path

import pytest

from builder import debian, firefox
from builder.errors import BuildError
from builder.run import Finished


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a Firefox, on which nothing may be installed."""
    monkeypatch.delenv(firefox.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(firefox, "_USUAL_PLACES", {})
    monkeypatch.setattr(debian, "may_install", lambda: False)
    return tmp_path


def put(folder: Path) -> Path:
    program = folder / "firefox-esr"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_the_one_that_is_named_is_used(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = machine / "mine"
    mine.touch()
    monkeypatch.setenv(firefox.VARIABLE, str(mine))
    assert firefox.get() == mine
    monkeypatch.setenv(firefox.VARIABLE, str(machine / "gone"))
    with pytest.raises(BuildError, match="FIREFOX names a file that is not there"):
        firefox.get()


def test_the_machine_s_own_is_found(machine: Path) -> None:
    program = put(machine)
    assert firefox.get() == program


def test_debian_s_is_installed_where_that_is_allowed(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(package: str) -> Finished:
        asked.append(package)
        put(machine)
        return Finished(0, "")

    monkeypatch.setattr(debian, "may_install", lambda: True)
    monkeypatch.setattr(debian, "install", install)
    assert firefox.get() == machine / "firefox-esr"
    assert asked == ["firefox-esr"]


def test_without_one_the_tests_go_on(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert firefox.get() is None
    assert "without Firefox" in capsys.readouterr().out
