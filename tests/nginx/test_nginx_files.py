"""Tests of compressed files and caching, on a real nginx with the shipped configuration."""

import gzip
from pathlib import Path

import brotli
import pytest
from http_client import ask

from builder.toolchain import nginx_program
from nginx.real_nginx import Nginx

LONG_CACHE = "public, max-age=31536000, immutable"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}
SUFFIX = {"gzip": ".gz", "br": ".br"}


def image(site: Path) -> str:
    """Return the path of the largest file that a visitor downloads: the Python engine (python.wasm)."""
    (file,) = site.glob("assets/engine/*/python.wasm")
    return f"/{file.relative_to(site).as_posix()}"


def hashed(site: Path, ending: str) -> str:
    """Return the path of a file of the theme that has a hash in its name."""
    (file,) = (site / "assets").rglob(f"*bundle.????????.min.{ending}")
    return f"/{file.relative_to(site).as_posix()}"


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_compressed_copies_are_sent_to_clients_that_accept_them(
    encoding: str, nginx: Nginx, site: Path
) -> None:
    if encoding == "br" and not nginx_program.BROTLI.is_file():
        pytest.skip(f"no {nginx_program.BROTLI_PACKAGE} here, and it could not be installed")
    copies = sorted(site.rglob(f"*{SUFFIX[encoding]}"))
    assert len(copies) > 50
    for copy in copies:
        file = copy.with_suffix("")
        answer = ask(
            nginx.address,
            f"/{file.relative_to(site).as_posix()}",
            headers={"Accept-Encoding": encoding},
        )
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, encoding), file
        assert answer.body == copy.read_bytes(), file
        assert UNPACK[encoding](answer.body) == file.read_bytes(), file
        assert answer.headers["Vary"] == "Accept-Encoding", file
        plain = ask(nginx.address, f"/{file.relative_to(site).as_posix()}", "HEAD")
        assert answer.headers["Content-Type"] == plain.headers["Content-Type"], file
        assert "Content-Encoding" not in plain.headers


def test_browser_gets_the_smallest_compressed_copy(nginx: Nginx, site: Path) -> None:
    request_headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    answer = ask(nginx.address, image(site), headers=request_headers)
    best = "br" if nginx_program.BROTLI.is_file() else "gzip"
    assert answer.headers["Content-Encoding"] == best
    assert answer.headers["Content-Type"] == "application/wasm"
    assert len(answer.body) < 4_700_000


def test_compressed_copies_are_sent_to_a_proxy_too(nginx: Nginx, site: Path) -> None:
    request_headers = {"Accept-Encoding": "gzip", "Via": "1.1 proxy.example"}
    assert (
        ask(nginx.address, image(site), "HEAD", request_headers).headers["Content-Encoding"]
        == "gzip"
    )


@pytest.mark.parametrize("ending", ["js", "js.map", "wasm"])
def test_files_with_a_hash_in_their_path_are_cached_as_immutable(
    ending: str, nginx: Nginx, site: Path
) -> None:
    path = image(site) if ending == "wasm" else hashed(site, ending)
    for encoding in ("identity", "gzip"):
        answer = ask(nginx.address, path, headers={"Accept-Encoding": encoding})
        assert answer.headers.get_all("Cache-Control") == [LONG_CACHE]


def test_error_for_a_path_with_a_hash_is_sent_with_no_cache(nginx: Nginx, site: Path) -> None:
    path = hashed(site, "js")
    for method, request_path, status in (("POST", path, 405), ("GET", f"{path}x", 404)):
        answer = ask(nginx.address, request_path, method)
        assert (answer.status, answer.headers["Cache-Control"]) == (status, "no-cache")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_other_files_are_revalidated_and_answered_with_304(encoding: str, nginx: Nginx) -> None:
    for path in ("/", "/assessing-risk/assessment/", "/search/search_index.json"):
        request_headers = {"Accept-Encoding": encoding}
        first = ask(nginx.address, path, headers=request_headers)
        assert first.headers.get_all("Cache-Control") == ["no-cache"]
        again = ask(
            nginx.address, path, headers={**request_headers, "If-None-Match": first.headers["ETag"]}
        )
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
            assert again.headers[name] == first.headers[name]
        other = ask(nginx.address, path, headers={**request_headers, "If-None-Match": '"another"'})
        assert other.status == 200


def test_compressed_copy_and_original_have_different_etags(nginx: Nginx, site: Path) -> None:
    tags = {
        ask(nginx.address, image(site), "HEAD", {"Accept-Encoding": encoding}).headers["ETag"]
        for encoding in ("identity", "gzip")
    }
    assert len(tags) == 2
