"""Tests of the trial of a new Pyodide release: which release is chosen, and what is reported.

A wrong answer of the fallback engine must be noticed.
"""

import json
from pathlib import Path

import pytest

from builder.base import paths
from builder.base.errors import BuildError
from builder.engine import pyodide, pyodide_trial
from builder.engine.image import samples
from builder.toolchain import node
from builder.toolchain.node import Node

RELEASED = ["0.29.5", "314.0.0-alpha.1", "314.0.7", "314.0.10", "315.0.0-alpha.2"]


@pytest.mark.parametrize(
    ("pinned", "newest"),
    [
        ("314.0.7", "314.0.10"),
        ("314.0.10", "315.0.0-alpha.2"),
        ("315.0.0-alpha.2", None),
    ],
)
def test_the_newest_release_is_tried_and_a_pre_release_only_if_it_is_the_next(
    pinned: str, newest: str | None
) -> None:
    assert pyodide_trial.newest_after(pinned, RELEASED) == newest


@pytest.fixture
def part_failures(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """Replace every part of the trial by one that works, and install no package.

    A test makes a part fail by setting its failure in the returned dictionary.
    """
    failures: dict[str, str | None] = dict.fromkeys(pyodide_trial.PARTS)
    tools = Node(Path("node"), ("npm",), "24.0.0")
    monkeypatch.setattr(node, "get", lambda: tools)
    monkeypatch.setattr(pyodide_trial, "_released", lambda tools: RELEASED)
    monkeypatch.setattr(pyodide_trial, "_lay_out", lambda *_: None)
    monkeypatch.setattr(pyodide_trial, "_failure", lambda copy, part, node: failures[part])
    return failures


def test_a_release_that_works_is_reported_so(
    part_failures: dict[str, str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert pyodide_trial.run() == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("Trying Pyodide 314.0.10 in place of ")
    assert ["works" in line for line in lines[:3]] == [True] * 3
    assert [line[:4] for line in lines[3:]] == ["yes "] * 3


def test_pyodide_trial_reports_a_failed_part_and_tries_the_others(
    part_failures: dict[str, str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    part_failures["image"] = "no such section"
    assert pyodide_trial.run("1.2.3") == 1
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("Trying Pyodide 1.2.3 in place of ")
    assert ["FAILED" in line for line in lines[:3]] == [True, False, False]
    assert [line[:4] for line in lines[3:6]] == ["NO  ", "yes ", "yes "]
    assert lines[-2:] == ["image:", "no such section"]


def test_the_pinned_release_is_not_tried_again(
    part_failures: dict[str, str | None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    package = json.loads((paths.ROOT / "package.json").read_text("utf-8"))
    pinned = package["dependencies"]["pyodide"]
    monkeypatch.setattr(pyodide_trial, "_released", lambda tools: ["0.29.5", pinned])
    assert pyodide_trial.run() == 0
    assert capsys.readouterr().out.startswith(f"Pyodide {pinned} is the newest release.")


def test_fallback_engine_comparison_accepts_right_answers_and_reports_wrong_ones() -> None:
    program = node.get().node
    packed = pyodide.build(program)
    answered = samples.answered_samples()[::40]
    pyodide_trial.compare(program, packed, answered)
    message, answer = answered[-1]
    with pytest.raises(BuildError, match="the fallback's answers differ") as caught:
        pyodide_trial.compare(program, packed, [*answered, (message, answer + " ")])
    assert "a different answer to" in caught.value.details
