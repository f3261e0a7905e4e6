"""Tests of the local server with production headers: responses have the headers that `_headers` sets."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from http_client import ask

from builder.serve import dev_server, live_reload, production_headers

HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=5
/404.html
  Content-Security-Policy: missing
/
  Content-Security-Policy: first
/index.html
  Content-Security-Policy: first
/a/b/
  Content-Security-Policy: second
/a/b/index.html
  Content-Security-Policy: second
/kept.1a2b3c4d.js
  Cache-Control: immutable
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("index.html", "404.html", "a/b/index.html", "kept.1a2b3c4d.js", ".git/config"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<body>{name}</body>", encoding="utf-8")
    (tmp_path / "_headers").write_text(HEADERS, encoding="utf-8")
    return tmp_path


@pytest.fixture(params=[production_headers.Handler, live_reload.Handler])
def address(folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the folder with the handler for the tests, and with the one for authors. Yield the address."""
    with dev_server.start(folder, handler=request.param) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "status", "policy"),
    [
        ("/", 200, "first"),
        ("/?name=Sam", 200, "first"),
        ("/index.html", 200, "first"),
        ("/a/b/", 200, "second"),
        ("/a/b/index.html", 200, "second"),
        ("/a//%62/", 200, "second"),
        ("/a/../a/b/", 200, "second"),
        ("/a/b", 301, None),
        ("/gone/", 404, "missing"),
        ("/a/", 404, "missing"),
        ("/kept.1a2b3c4d.js", 200, None),
        ("/_headers", 404, "missing"),
        ("/.git/config", 404, "missing"),
        ("/%2egit/config", 404, "missing"),
    ],
)
def test_response_has_production_headers_of_the_file_it_sends(
    address: str, path: str, status: int, policy: str | None
) -> None:
    answer = ask(address, path)
    assert (answer.status, answer.headers["Content-Security-Policy"]) == (status, policy)
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    # The local server has no TLS, so this header would be wrong.
    assert "Strict-Transport-Security" not in answer.headers
    cache_control = "immutable" if path.startswith("/kept") else "no-cache"
    assert answer.headers.get_all("Cache-Control") == [cache_control]


def test_headers_are_correct_for_successive_requests_on_one_connection(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    # A 404 must not affect the headers of the next response on the same connection.
    for path, policy in (("/gone", "missing"), ("/", "first"), ("/gone", "missing")):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        assert response.headers["Content-Security-Policy"] == policy
    connection.close()


def test_a_build_that_changes_the_headers_is_noticed(folder: Path, address: str) -> None:
    (folder / "_headers").write_text("/*\n  X-New: yes\n", encoding="utf-8")
    assert ask(address, "/").headers["X-New"] == "yes"


def test_site_without_headers_file_is_served_without_production_headers(
    folder: Path, address: str
) -> None:
    (folder / "_headers").unlink()
    answer = ask(address, "/")
    assert (answer.status, answer.headers["Content-Security-Policy"]) == (200, None)


def test_plain_dev_server_sends_no_production_headers(folder: Path) -> None:
    with dev_server.start(folder) as address:
        assert "X-Content-Type-Options" not in ask(address, "/").headers


def test_unknown_http_method_is_refused_with_the_global_headers(address: str) -> None:
    answer = ask(address, "/", "SEND")
    assert answer.status == 501
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
