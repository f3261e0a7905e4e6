"""Tests of the development server: MIME types, error pages, and a log without queries.

Also tests of the browser fixtures: they must notice console errors, page errors and requests to other origins.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Watch
from http_client import ask
from playwright.sync_api import Page
from waiting import until

from builder.base.errors import BuildError
from builder.serve import dev_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("welcome", encoding="utf-8")
    (tmp_path / "404.html").write_text("not here", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "secret.txt").touch()
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Iterator[str]:
    with dev_server.start(folder) as address:
        yield address


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mjs", "text/javascript"),
        ("a.js", "text/javascript"),
        ("a.wasm", "application/wasm"),
        ("a.woff2", "font/woff2"),
        ("a.json", "application/json"),
        ("a.whl", "application/zip"),
        ("a.zip", "application/zip"),
        ("a.toml", "application/toml"),
        ("a.css", "text/css"),
        ("a.svg", "image/svg+xml"),
        ("index.html", "text/html"),
    ],
)
def test_dev_server_sends_correct_mime_types(
    name: str, kind: str, folder: Path, small: str
) -> None:
    (folder / name).write_bytes(b"x")
    answer = ask(small, f"/{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-cache"


def test_dev_server_listens_on_loopback_address_only(folder: Path) -> None:
    with dev_server.listen(folder, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_missing_address_gets_the_404_page_of_the_site(small: str) -> None:
    answer = ask(small, "/gone/")
    assert (answer.status, answer.body) == (404, b"not here")
    answer = ask(small, "/gone/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (404, "8", b"")


def test_missing_address_gets_status_404_without_a_404_page(folder: Path, small: str) -> None:
    (folder / "404.html").unlink()
    assert ask(small, "/gone").status == 404


def test_no_folder_is_listed_and_nothing_outside_is_served(folder: Path, small: str) -> None:
    assert ask(small, "/").body == b"welcome"
    assert ask(small, "/empty/").body == b"not here"
    assert ask(small, f"/../{folder.name}x").status == 404
    assert ask(small, "/%2e%2e/%2e%2e/etc/passwd").status == 404


def test_head_and_unchanged_files_are_answered_without_a_body(small: str) -> None:
    answer = ask(small, "/index.html", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "7", b"")
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert ask(small, "/index.html", headers=since).status == 304
    assert ask(small, "/index.html", "POST").status == 501


def test_the_log_names_missing_files_but_no_query(
    small: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(small, "/index.html?name=Sam")
    ask(small, "/gone/%0Afile?name=Sam")
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err == "404 /gone/%250Afile\n"


def test_a_taken_port_is_reported_before_anything_is_built(folder: Path) -> None:
    with dev_server.listen(folder, 0) as server:
        port = server.server_port
        with pytest.raises(BuildError, match=f"port {port} is taken"):
            dev_server.check_port(port)


def test_browser_fixtures_record_console_errors_page_errors_and_foreign_requests(
    page: Page, watch: Watch, server: str
) -> None:
    empty = "<!doctype html><title>Empty</title><link rel=icon href='data:,'>"
    # A page without a policy: the policy of a real page would block what the script below tries.
    page.route("**/empty", lambda route: route.fulfill(content_type="text/html", body=empty))
    page.goto("/empty")
    assert watch.trouble == []
    page.evaluate(
        """async () => {
            console.warn("a warning");
            console.error("an error");
            console.log("nothing");
            setTimeout(() => { throw new Error("thrown"); });
            new Worker(URL.createObjectURL(new Blob(['console.error("in a worker")'])));
            await fetch("http://elsewhere.invalid/").catch(() => {});
            await fetch("data:,own");
        }"""
    )
    parts = (
        "console warning: a warning",
        "console error: an error",
        "page error: thrown",
        "console error: in a worker",
        "request to another origin: http://elsewhere.invalid/",
    )
    # The worker starts later, at an unknown time.
    until(page, lambda: all(part in "\n".join(watch.trouble) for part in parts))
    recorded = "\n".join(watch.trouble)
    assert "nothing" not in recorded
    assert "data:" not in recorded
    watch.expect("a warning")
    assert len(watch.unexpected()) == len(watch.trouble) - 1
    watch.expect(".")


def test_the_phone_fixture_is_as_wide_as_a_phone(phone: Page) -> None:
    phone.goto("/404.html")
    assert phone.evaluate("[innerWidth, navigator.maxTouchPoints > 0]") == [390, True]
