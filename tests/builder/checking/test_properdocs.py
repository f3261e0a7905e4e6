"""Tests of the comparison between MkDocs and ProperDocs: their pages may differ only in the generator's name."""

from pathlib import Path

import pytest

from builder import pipeline
from builder.base.errors import BuildError
from builder.checking import properdocs
from builder.toolchain import venv

PAGE = '<!doctype html><meta name="generator" content="{}"><p>{}</p>'


def page(folder: Path, name: str, generator: str = "mkdocs-1.6.1", text: str = "the same") -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(generator, text), encoding="utf-8")


def both(folder: Path) -> tuple[Path, Path]:
    ours, theirs = folder / "ours", folder / "theirs"
    page(ours, "a/index.html")
    page(theirs, "a/index.html", "mkdocs-1.6.7")
    return ours, theirs


def test_properdocs_comparison_ignores_generator_tag(tmp_path: Path) -> None:
    assert properdocs.differences(*both(tmp_path)) == []


def test_properdocs_comparison_lists_every_other_differing_file(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path)
    page(ours, "text.html")
    page(theirs, "text.html", text="another")
    page(ours, "only-ours.html")
    page(theirs, "only-theirs.html")
    # The exception is for HTML pages only, because other files have no generator tag.
    page(ours, "search.json")
    page(theirs, "search.json", "mkdocs-1.6.7")
    assert properdocs.differences(ours, theirs) == [
        "only-ours.html",
        "only-theirs.html",
        "search.json",
        "text.html",
    ]


@pytest.mark.parametrize(("text", "fails"), [("the same", False), ("another", True)])
def test_properdocs_check_builds_with_both_programs_and_fails_on_difference(
    text: str, fails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs: list[object] = []

    def run(target: Path, program: object = "mkdocs") -> None:
        programs.append(program)
        page(target, "index.html", text="the same" if program == "mkdocs" else text)

    installed: list[Path] = []
    monkeypatch.setattr(venv, "ensure", lambda place, locks: installed.extend(locks))
    monkeypatch.setattr(pipeline, "run_mkdocs", run)
    if fails:
        with pytest.raises(BuildError, match="1 files that ProperDocs makes differ") as caught:
            properdocs.check()
        assert caught.value.details == "index.html"
    else:
        assert properdocs.check() == 1
    assert [lock.name for lock in installed] == ["build.txt", "properdocs.txt"]
    python = venv.python_of(properdocs.ENVIRONMENT)
    assert programs == ["mkdocs", (python, "-m", "properdocs")]
