"""Tests of the file watcher and live reload: edits are built, and open pages reload.

A page with something typed in it does not reload, so that nothing is lost.
"""

import base64
import hashlib
import os
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.base import paths
from builder.serve import dev_server, live_reload, watcher
from builder.serve.watcher import Snapshot

PAGE = "<!doctype html><html lang=en><title>{0}</title><link rel=icon href=data:,><body>{0}</body>"
FORM = '<!doctype html><html lang=en><title>Form</title><body><form id="assessment"></form></body>'


def test_watcher_snapshot_covers_all_inputs_and_detects_a_modified_file(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "index.md"
    page.parent.mkdir()
    page.write_text("one", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").touch()
    before = watcher.snapshot(tmp_path)
    assert list(before) == [page]
    os.utime(page, ns=(1, 1))
    assert watcher.snapshot(tmp_path) != before


def test_watcher_waits_for_a_change_and_until_files_are_stable() -> None:
    file = Path("a")
    states: list[Snapshot] = [{file: (time, 0)} for time in (1, 1, 2, 3, 3, 4)]
    waits: list[int] = []
    after = watcher.settled({file: (1, 0)}, lambda: states.pop(0), lambda: waits.append(1))
    assert after == {file: (3, 0)}
    assert states == [{file: (4, 0)}]
    assert len(waits) == 4


class EnoughError(Exception):
    """Ends the endless loop of the watcher."""


def test_each_change_is_built_and_only_a_success_is_announced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = paths.DOCS / "index.md"
    changes: list[Snapshot] = [{page: (1, 1)}, {page: (2, 1)}]
    results = [1, 0]
    announced: list[int] = []

    def settled(*_: object) -> Snapshot:
        if not changes:
            raise EnoughError
        return changes.pop(0)

    monkeypatch.setattr(watcher, "settled", settled)
    monkeypatch.setattr(watcher, "in_foreground", lambda command: results.pop(0))
    with pytest.raises(EnoughError):
        watcher.forever({}, lambda: announced.append(1))
    assert (results, announced) == ([], [1])
    assert capsys.readouterr().out == "Changed: docs/index.md\n" * 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE.format("one"), encoding="utf-8")
    (tmp_path / "form.html").write_text(FORM, encoding="utf-8")
    (tmp_path / "a.css").write_text("</body>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with dev_server.start(folder, 0, live_reload.Handler) as address:
        yield address


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_reload_script_is_added_only_to_pages_without_assessment_form(
    folder: Path, address: str
) -> None:
    tag = re.search(r'<script src="/-/reload\.js"[^>]*></script></body>', get(f"{address}/"))
    assert tag is not None
    script = tag[0]
    # On pages that require integrity, Chromium blocks a script without its hash.
    digest = hashlib.sha256(get(f"{address}/-/reload.js").encode()).digest()
    assert f'integrity="sha256-{base64.b64encode(digest).decode()}"' in script
    assert get(f"{address}/") == PAGE.format("one").replace("</body>", script)
    assert script in get(f"{address}/index.html?h=signs")
    assert get(f"{address}/form.html") == FORM
    assert get(f"{address}/a.css") == "</body>"
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE.format("one")
    with dev_server.start(folder) as plain:
        assert get(f"{plain}/") == PAGE.format("one")


def test_built_pages_do_not_contain_reload_script(site: Path) -> None:
    assert [page for page in site.rglob("*.html") if "/-/" in page.read_text("utf-8")] == []


def test_assessment_page_never_gets_reload_script(site: Path) -> None:
    with dev_server.start(site, 0, live_reload.Handler) as address:
        assert "/-/reload.js" not in get(f"{address}/assessing-risk/assessment/")
        assert "/-/reload.js" in get(f"{address}/recognise/signs/")


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        with page.expect_response("**/-/built"):
            page.goto("/")
        yield page


def test_an_open_page_shows_the_new_build(open_page: Page, folder: Path) -> None:
    (folder / "index.html").write_text(PAGE.format("two"), encoding="utf-8")
    with open_page.expect_navigation():
        live_reload.built()
    assert open_page.title() == "two"


def test_page_with_typed_text_does_not_reload(open_page: Page) -> None:
    open_page.evaluate("document.body.innerHTML = '<input>'")
    open_page.locator("input").fill("Sam Example")
    live_reload.built()
    for _ in range(2):
        with open_page.expect_response("**/-/built"):
            pass
    assert open_page.locator("input").input_value() == "Sam Example"
