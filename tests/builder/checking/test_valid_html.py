"""Tests of the HTML validation: an error fails the check, unless it is a listed error of the theme.

A listed error that the theme no longer has also fails the check.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.base.subprocesses import Finished
from builder.checking import valid_html
from builder.checking.valid_html import THEME_ERRORS, Allowed, faults
from builder.toolchain import find_program

ALLOWED = (Allowed("Bad value", "md-nav__"),)
OF_THEME = {"message": "Bad value “” for …", "extract": '<label class="md-nav__link">'}
OURS = {
    "message": "Bad value “” for …",
    "extract": "<p>",
    "url": "file:/site/a.html",
    "lastLine": 3,
}


def output(*messages: Mapping[str, object]) -> str:
    return json.dumps({"version": "26", "messages": [dict(each) for each in messages]})


def test_an_error_of_ours_is_named_with_page_and_line() -> None:
    assert faults(output(OF_THEME, OURS), ALLOWED) == ["/site/a.html, line 3: Bad value “” for …"]


def test_listed_html_error_is_allowed_only_in_theme_markup() -> None:
    assert faults(output(OF_THEME), ALLOWED) == []
    assert (
        len(faults(output({**OF_THEME, "extract": '<label class="cse">'}, OF_THEME), ALLOWED)) == 1
    )


def test_unused_html_exception_fails_the_check() -> None:
    assert faults(output(), ALLOWED) == ["no page needs “Bad value” any more. Delete it"]


@pytest.mark.parametrize("printed", ["", "Error: Unable to access jarfile vnu.jar", '{"a": 1}'])
def test_a_checker_that_does_not_finish_is_a_fault(printed: str) -> None:
    with pytest.raises(BuildError, match="did not finish"):
        faults(printed)


def test_without_java_it_says_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(find_program, "on_machine", lambda names: None)
    valid_html.check()
    assert "was not validated" in capsys.readouterr().out


def test_with_java_the_whole_site_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[str] = []

    def finished(command: tuple[str | Path, ...]) -> Finished:
        commands.extend(str(part) for part in command)
        return Finished(1, output(OURS))

    monkeypatch.setattr(find_program, "on_machine", lambda names: Path("java"))
    monkeypatch.setattr(valid_html, "quietly", finished)
    with pytest.raises(BuildError, match="not valid HTML"):
        valid_html.check(tmp_path)
    assert commands[0] == "java"
    assert commands[-1] == str(tmp_path)


def test_html_exceptions_name_a_message_and_theme_markup() -> None:
    assert all(
        entry.message and ("md-" in entry.extract or "__toc" in entry.extract)
        for entry in THEME_ERRORS
    )
