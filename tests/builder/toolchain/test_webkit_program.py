"""Whether the tests get Safari's engine: the machine's, or Debian's packages, and only if nothing of it is missing."""

import sys
from pathlib import Path

import pytest

from builder import debian, webkit
from builder.errors import BuildError
from builder.run import Finished

PROGRAM = {
    "libwebkit2gtk-4.1-0": "MiniBrowser",
    "webkit2gtk-driver": "WebKitWebDriver",
    "xvfb": "Xvfb",
}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without WebKit, on which nothing may be installed."""
    monkeypatch.delenv(webkit.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webkit, "_places", lambda: iter(()))
    monkeypatch.setattr(debian, "may_install", lambda: False)
    return tmp_path


def put(folder: Path, *names: str) -> None:
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)


def test_the_machine_s_own_is_found(machine: Path) -> None:
    put(machine, *PROGRAM.values())
    assert webkit.get() == machine / "MiniBrowser"


def test_the_one_that_is_named_is_used(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine, *PROGRAM.values(), "mine")
    monkeypatch.setenv(webkit.VARIABLE, str(machine / "mine"))
    assert webkit.get() == machine / "mine"
    monkeypatch.setenv(webkit.VARIABLE, str(machine / "gone"))
    with pytest.raises(BuildError, match="WEBKIT names a file that is not there"):
        webkit.get()


@pytest.mark.parametrize("there", [(), ("Xvfb",), ("MiniBrowser", "WebKitWebDriver")])
def test_what_is_missing_is_installed_where_that_is_allowed(
    machine: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...]
) -> None:
    put(machine, *there)
    asked: list[str] = []

    def install(package: str) -> Finished:
        asked.append(package)
        put(machine, PROGRAM[package])
        return Finished(0, "")

    monkeypatch.setattr(debian, "may_install", lambda: True)
    monkeypatch.setattr(debian, "install", install)
    assert webkit.get() == machine / "MiniBrowser"
    assert asked == [package for package, name in PROGRAM.items() if name not in there]


@pytest.mark.parametrize("missing", PROGRAM.values())
def test_without_all_of_it_the_tests_go_on(
    machine: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    put(machine, *(name for name in PROGRAM.values() if name != missing))
    assert webkit.get() is None
    assert "without WebKitGTK" in capsys.readouterr().out


def test_on_another_system_there_is_none(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine, *PROGRAM.values())
    monkeypatch.setattr(sys, "platform", "darwin")
    assert webkit.get() is None
