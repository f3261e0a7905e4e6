"""Tests of response headers on a real nginx with the shipped configuration, for every kind of response."""

import re
from pathlib import Path

import pytest
from http_client import Answer, ask

from builder.headers import header_rules, netlify
from builder.headers.permissions_policy import FEATURES
from builder.serve.dev_server import Handler
from nginx.real_nginx import Nginx

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')

# Written out a second time, so that the tests notice if a header is lost from the table.
COMMON_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Integrity-Policy": "blocked-destinations=(script)",
    "Origin-Agent-Cluster": "?1",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SUFFIXES = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".mjs",
    ".png",
    ".wasm",
    ".whl",
    ".woff2",
    ".xml",
    ".zip",
}


def has_common_headers(answer: Answer) -> bool:
    """Check that a response has the common headers; return True.

    Raises AssertionError with the difference.
    """
    headers = {name: answer.headers.get_all(name) for name in COMMON_HEADERS}
    assert headers == {name: [value] for name, value in COMMON_HEADERS.items()}
    (permissions,) = answer.headers.get_all("Permissions-Policy") or ("",)
    assert permissions.split(", ") == [f"{feature}=()" for feature in FEATURES]
    assert answer.headers["Server"] == "nginx"
    # Sent only with TLS: test_nginx_tls.py checks it.
    assert "Strict-Transport-Security" not in answer.headers
    return True


def files(site: Path) -> list[str]:
    """Return the paths of all files that a host serves, except the compressed copies."""
    names = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return [name for name in names if name != "_headers" and not name.endswith((".br", ".gz"))]


def test_every_file_has_its_headers_its_type_and_its_bytes(nginx: Nginx, site: Path) -> None:
    rules = netlify.read(site)
    assert {Path(name).suffix for name in files(site)} >= SUFFIXES
    for name in files(site):
        answer = ask(nginx.address, f"/{name}")
        assert answer.status == 200, name
        assert answer.body == (site / name).read_bytes(), name
        assert has_common_headers(answer), name
        media_type = answer.headers["Content-Type"].removesuffix("; charset=utf-8")
        assert media_type == Handler.extensions_map.get(Path(name).suffix, media_type), name
        expected = {"Cache-Control": "no-cache"} | netlify.of(rules, f"/{name}")
        del expected["Strict-Transport-Security"]
        headers = {header: ", ".join(answer.headers.get_all(header) or ()) for header in expected}
        assert headers == expected, name
        not_expected = {"Content-Security-Policy", "Connection-Allowlist"} - expected.keys()
        assert not not_expected & set(answer.headers), name


def test_each_page_has_its_own_policy_at_each_of_its_addresses(nginx: Nginx, site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        (policy,) = META.findall(page.read_text("utf-8"))
        for address in header_rules.addresses(page.relative_to(site).as_posix()):
            answer = ask(nginx.address, address)
            assert answer.status == 200
            assert answer.headers.get_all("Content-Security-Policy") == [
                f"{policy}; frame-ancestors 'none'"
            ], address
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/gone", "/recognise/gone/?a=b", "/assets/"])
def test_missing_path_gets_the_404_page_of_the_site_and_its_policy(
    nginx: Nginx, site: Path, path: str
) -> None:
    page = (site / "404.html").read_bytes()
    answer = ask(nginx.address, path)
    assert (answer.status, answer.body) == (404, page)
    assert has_common_headers(answer)
    (policy,) = META.findall(page.decode())
    assert answer.headers["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_path_outside_the_site_folder_is_refused(nginx: Nginx) -> None:
    answer = ask(nginx.address, "/%2e%2e/deploy/nginx.conf")
    assert answer.status == 400
    assert has_common_headers(answer)


def test_address_without_trailing_slash_redirects_within_the_site(nginx: Nginx) -> None:
    answer = ask(nginx.address, "/recognise/signs")
    assert (answer.status, answer.headers["Location"]) == (301, "/recognise/signs/")
    assert has_common_headers(answer)


def test_page_has_the_same_policy_at_other_spellings_of_its_path(nginx: Nginx) -> None:
    usual = ask(nginx.address, "/recognise/signs/").headers["Content-Security-Policy"]
    for path in (
        "/recognise//signs/",
        "/recognise/%73igns/index.html",
        "/about/../recognise/signs/",
    ):
        answer = ask(nginx.address, path)
        assert (answer.status, answer.headers["Content-Security-Policy"]) == (200, usual), path
