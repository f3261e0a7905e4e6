"""Tests of a real nginx with the shipped configuration: requests that it refuses, and the content of its logs."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from http_client import ask
from waiting import TIMEOUT_S

from builder.assets.fingerprint import hashed_folder
from nginx.real_nginx import Nginx
from nginx.test_nginx_headers import has_common_headers

# A text that occurs neither in the site nor by itself in a log.
CANARY = "sam-example-canary"


def send(nginx: Nginx, request: bytes) -> bytes:
    """Send raw bytes, which no HTTP client would send; return the response."""
    address = urlsplit(nginx.address)
    with socket.create_connection(
        (address.hostname, address.port or 0), timeout=TIMEOUT_S
    ) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_methods_other_than_get_and_head_are_refused(method: str, nginx: Nginx) -> None:
    for path in ("/", "/search/search_index.json", "/gone"):
        answer = ask(nginx.address, path, method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
        assert has_common_headers(answer)
    assert ask(nginx.address, "/", "TRACE").status == 405


def test_head_request_is_allowed_and_gets_no_body(nginx: Nginx, site: Path) -> None:
    answer = ask(nginx.address, "/", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == (site / "index.html").stat().st_size
    assert "Allow" not in answer.headers


@pytest.mark.parametrize(
    "hidden", [".nojekyll", ".git/config", "app/.swp", "_headers", ".well-known/a", "./_headers"]
)
def test_settings_and_hidden_files_are_not_served(hidden: str, nginx: Nginx, site: Path) -> None:
    missing = (site / "404.html").read_bytes()
    # The response is the same whether the file exists or not.
    shown = nginx.folder / "site" / hidden
    assert hidden.endswith("_headers") == shown.is_file()
    answer = ask(nginx.address, f"/{hidden}")
    assert (answer.status, answer.body) == (404, missing)


def test_a_hidden_file_that_is_there_is_not_served(nginx: Nginx, tmp_path: Path) -> None:
    root = nginx.folder / "site"
    site = root.resolve()
    (tmp_path / ".hidden").write_text("secret", encoding="utf-8")
    (tmp_path / "shown").write_text("open", encoding="utf-8")
    root.unlink()
    root.symlink_to(tmp_path)
    try:
        assert ask(nginx.address, "/shown").body == b"open"
        assert ask(nginx.address, "/.hidden").status == 404
    finally:
        root.unlink()
        root.symlink_to(site)


def test_no_folder_is_listed(nginx: Nginx, site: Path) -> None:
    for folder in ("/assets/", f"/{hashed_folder(site, 'app').name}/", "/assets/engine/"):
        answer = ask(nginx.address, folder)
        assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())


def test_logs_have_path_and_status_but_no_query_headers_or_client_address(nginx: Nginx) -> None:
    about = {
        "Referer": f"https://elsewhere.example/{CANARY}",
        "User-Agent": CANARY,
        "Cookie": f"name={CANARY}",
        "X-Forwarded-For": CANARY,
    }
    for path in ("/logged-1", "/recognise/signs", "/.logged-2", "/assets/"):
        ask(nginx.address, f"{path}?name={CANARY}", headers=about)
    ask(nginx.address, f"/logged-3?name={CANARY}", "POST", headers=about)
    for request in (
        f"GET /logged-4?{CANARY} HTTP/1.1\r\n\r\n",
        f"GET /?{CANARY}\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET http://a/logged-5?{CANARY}#{CANARY} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /../../?{CANARY} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /?{CANARY} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        f"GET /?{CANARY} HTTP/1.1\r\nHost: a\r\nContent-Length: x{CANARY}\r\n\r\n",
        f"GET /?{CANARY}{'x' * 40000} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /?{CANARY} HTTP/1.1\r\nHost: a\r\nX-Long: {'x' * 40000}\r\n\r\n",
        f"\x16\x03\x01{CANARY}\r\n\r\n",
    ):
        assert send(nginx, request.encode()).startswith((b"HTTP/1.1 4", b"<html>"))
    ask(nginx.address, f"/logged-6?name={CANARY}")
    assert nginx.said_of(" GET /logged-6 404 ")
    for part in (" GET /logged-1 404 ", " GET /.logged-2 404 ", " POST /logged-3 405 "):
        line = nginx.said_of(part)
        assert len(line.split()) == 5, line
        assert "127.0.0.1" not in line
    assert CANARY not in nginx.said()
    assert " GET /recognise/signs 301 " in nginx.said()


def test_nginx_reports_no_warning_about_its_configuration(nginx: Nginx) -> None:
    log_lines = nginx.said().splitlines()
    assert [line for line in log_lines if "[warn]" in line or "[emerg]" in line] == []
