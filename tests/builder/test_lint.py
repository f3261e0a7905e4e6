"""Tests of `build.py check`: a failed check does not stop the others, and the error names each failed check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import lint, pipeline
from builder.base import paths
from builder.base.errors import BuildError
from builder.base.subprocesses import Finished
from builder.checking import properdocs, script_layers, valid_html
from builder.toolchain import node


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make every check pass. Return the list of those that ran, in order."""
    names: list[str] = []
    tools = node.Node(Path("node"), ("npm",), "24.0.0")

    def passing(command: tuple[str | Path, ...]) -> Finished:
        names.append("command")
        return Finished(0, "")

    monkeypatch.setattr(node, "get", lambda: tools)
    monkeypatch.setattr(node, "install_packages", lambda tools: None)
    monkeypatch.setattr(lint, "quietly", passing)
    monkeypatch.setattr(pipeline, "build", lambda: names.append("build"))
    monkeypatch.setattr(valid_html, "check", lambda: names.append("HTML"))
    monkeypatch.setattr(properdocs, "check", lambda: names.append("ProperDocs"))
    return names


def test_the_builds_come_after_all_other_checks(ran: list[str]) -> None:
    lint.check()
    assert ran[-3:] == ["build", "HTML", "ProperDocs"]
    assert set(ran[:-3]) == {"command"}


def test_quick_leaves_the_builds_out_and_nothing_else(ran: list[str]) -> None:
    lint.check()
    commands = ran.count("command")
    ran.clear()
    lint.check(quick=True)
    assert ran == ["command"] * commands


def test_a_failed_check_is_named_and_does_not_stop_the_others(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(command: tuple[str | Path, ...]) -> Finished:
        ran.append("command")
        return Finished(1, "what mypy says") if "mypy" in command else Finished(0, "")

    monkeypatch.setattr(lint, "quietly", failing)
    with pytest.raises(BuildError, match=r"^1 of \d+ checks failed: mypy\. Correct"):
        lint.check()
    assert ran[-3:] == ["build", "HTML", "ProperDocs"]
    assert "what mypy says" in capsys.readouterr().out


def test_failed_build_skips_html_and_properdocs_checks(
    ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise BuildError("a page is broken")

    monkeypatch.setattr(pipeline, "build", fail)
    with pytest.raises(BuildError, match="checks failed: the strict build"):
        lint.check()
    assert not {"HTML", "ProperDocs"} & set(ran)


def test_a_page_that_is_not_valid_fails_the_check_and_does_not_stop_the_others(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise BuildError("pages are not valid HTML", "index.html, line 3: stray end tag")

    monkeypatch.setattr(valid_html, "check", fail)
    with pytest.raises(BuildError, match="checks failed: valid HTML"):
        lint.check()
    assert ran[-1] == "ProperDocs"
    assert "line 3: stray end tag" in capsys.readouterr().out


def test_a_difference_to_properdocs_fails_the_check(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise BuildError("1 file differs", "index.html")

    monkeypatch.setattr(properdocs, "check", fail)
    with pytest.raises(BuildError, match="checks failed: ProperDocs"):
        lint.check()
    assert "index.html\nProperDocs: 1 file differs" in capsys.readouterr().out


def test_a_broken_script_layer_fails_the_check(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script_layers, "faults", lambda: ["ui/a.mjs imports ../form/b.mjs"])
    with pytest.raises(BuildError, match="checks failed: the script layers"):
        lint.check()
    assert "ui/a.mjs imports ../form/b.mjs" in capsys.readouterr().out


def test_import_linter_fails_on_an_import_that_breaks_the_layers(tmp_path: Path) -> None:
    config = (paths.ROOT / "pyproject.toml").read_text("utf-8")
    contracts = config[config.index("[tool.importlinter]") :]
    assert '    "answers",\n    "definition",\n' in contracts
    (tmp_path / "pyproject.toml").write_text(
        contracts.replace(
            '    "answers",\n    "definition",\n', '    "definition",\n    "answers",\n'
        ),
        encoding="utf-8",
    )
    command = (sys.executable, "-c", lint._IMPORT_LINTER)
    environment = os.environ | {"PYTHONPATH": str(paths.ROOT)}
    finished = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 1
    assert "Layers of scoring BROKEN" in finished.stdout
    assert "scoring.answers is not allowed to import scoring.definition" in " ".join(
        finished.stdout.split()
    )
