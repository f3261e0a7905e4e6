"""Tests of the maintainers' pages in dev-docs/: every file that they name exists, and their tables are complete."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from builder.base import paths
from builder.checking import forge_files

PAGES = sorted((paths.ROOT / "dev-docs").glob("*.md"))
DEPENDENCIES = paths.ROOT / "dev-docs" / "dependencies.md"
# Paths that a build creates, or that belong to another project.
ELSEWHERE = ("site/", ".cache/", "material/", "/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {
        each
        for each in re.findall(
            r"`([\w./-]+/[\w./-]*|[\w.-]+\.(?:txt|md|json|in))`", page.read_text("utf-8")
        )
        if not each.startswith(ELSEWHERE)
    }
    # Each page must name a file: otherwise the pattern may be wrong, and the test would check nothing.
    assert named
    missing = [
        each
        for each in sorted(named)
        if not ((paths.ROOT / each).exists() or (paths.OVERRIDES / each).exists())
    ]
    assert missing == []


def test_every_lockfile_is_in_the_table() -> None:
    text = DEPENDENCIES.read_text("utf-8")
    for lock in (*paths.BUILD_LOCK.parent.glob("*.txt"), paths.NPM_LOCK):
        assert f"`{paths.display_path(lock)}`" in text, lock.name


def test_the_table_names_every_template_that_replaces_one_of_the_theme() -> None:
    spec = find_spec("material")
    assert spec is not None
    assert spec.origin is not None
    templates = Path(spec.origin).parent / "templates"
    ours = {
        file.relative_to(paths.OVERRIDES).as_posix()
        for file in paths.OVERRIDES.rglob("*.html")
        if (templates / file.relative_to(paths.OVERRIDES)).is_file()
    }
    text = DEPENDENCIES.read_text("utf-8")
    assert {"main.html", "partials/nav.html"} <= ours
    assert [each for each in sorted(ours) if f"`{each}`" not in text] == []


def test_documented_wait_for_new_releases_matches_the_dependabot_settings() -> None:
    days = set(
        re.findall(r"default-days: (\d+)", (forge_files.FOLDER / "dependabot.yml").read_text())
    )
    assert days == {"14"}
    assert "Wait two weeks before you take a new release" in DEPENDENCIES.read_text("utf-8")
