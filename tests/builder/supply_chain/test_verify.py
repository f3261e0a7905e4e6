"""Tests of `build.py verify`: SHA256SUMS, and the comparison of a published site with it.

Every difference must be named.
"""

import gzip
import hashlib
import shutil
import subprocess
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.headers import netlify
from builder.serve import dev_server
from builder.supply_chain import checksums, verify

FILES = {
    "index.html": "<p>Welcome",
    "about/index.html": "<p>About",
    "app/form.mjs": "export {}",
    "app/form.mjs.br": "packed",
    "404.html": "<p>Not here",
    "_headers": "/*",
    "a name #1%.txt": "odd",
    "é.txt": "é",
    "B.txt": "capital",
}

NO_HEADERS = (
    "The headers were not compared. To compare them, run verify in this source without --sums."
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "B.txt.gz").write_bytes(gzip.compress(b"capital"))
    checksums.write(folder)
    return folder


@pytest.fixture
def published(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("no_proxy", "*")
    return Path(shutil.copytree(built, tmp_path / "published"))


Check = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def check(built: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Return a function that compares a folder or an address with the build.

    It returns the exit status and the printed lines without the first two.
    """

    def checked(location: object) -> tuple[int, list[str]]:
        status = verify.verify(str(location), (built / checksums.NAME).read_bytes(), "the build")
        return status, capsys.readouterr().out.splitlines()[2:]

    return checked


def test_sha256sums_lists_all_files_sorted_and_not_itself(built: Path) -> None:
    lines = (built / checksums.NAME).read_text("utf-8").splitlines()
    assert [line[66:] for line in lines] == sorted([*FILES, "B.txt.gz"], key=str.encode)
    assert lines[0][:66] == hashlib.sha256(b"<p>Not here").hexdigest() + "  "


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_sha256sum_reads_the_list(built: Path) -> None:
    command = ["sha256sum", "--check", "--strict", checksums.NAME]
    assert subprocess.run(command, cwd=built, capture_output=True, check=False).returncode == 0
    (built / "B.txt").write_text("other", encoding="utf-8")
    done = subprocess.run(command, cwd=built, capture_output=True, text=True, check=False)
    assert (done.returncode, "B.txt: FAILED" in done.stdout) == (1, True)


def test_fingerprint_is_the_beginning_of_the_sha256_of_the_list() -> None:
    assert checksums.fingerprint(b"abc") == "ba78 16bf 8f01 cfea 4141 40de 5dae 2223"
    assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea414140de5dae2223")


@pytest.mark.parametrize(
    "text",
    ["", "no list", f"{'0' * 64}  /etc/hosts", f"{'0' * 64}  a/../../b", f"{'0' * 63}  a"],
)
def test_invalid_sha256sums_is_refused(text: str) -> None:
    with pytest.raises(BuildError, match=r"^the file (is not a list of files|lists no files)"):
        checksums.read(text, "the file")


def test_verify_accepts_an_identical_folder(published: Path, check: Check) -> None:
    assert check(published) == (0, ["The same: 10 files, to the byte."])


def test_verify_accepts_an_identical_site_on_a_server_in_a_sub_folder(
    published: Path, check: Check
) -> None:
    with dev_server.start(published.parent) as address:
        for path in ("published", "published/", "published/index.html", "published/?a=b#c"):
            expected = [NO_HEADERS, "The same: 10 files, to the byte."]
            assert check(f"{address}/{path}") == (0, expected), path


def harm(site: Path) -> None:
    (site / "app" / "form.mjs").write_text("export { }", encoding="utf-8")
    (site / "about" / "index.html").unlink()
    (site / "evil.js").touch()


def test_every_difference_of_a_folder_is_named(published: Path, check: Check) -> None:
    harm(published)
    (published / "_headers").write_text("/* none", encoding="utf-8")
    assert check(published) == (
        1,
        [
            "different: _headers",
            "missing: about/index.html",
            "different: app/form.mjs",
            "not in the list: evil.js",
            "NOT the same: files that differ: 4.",
        ],
    )


def test_verify_names_every_difference_on_a_server_except_unpublished_files(
    published: Path, check: Check
) -> None:
    harm(published)
    for name in ("_headers", "app/form.mjs.br"):
        (published / name).unlink()
    with dev_server.start(published) as address:
        status, output = check(address)
    assert status == 1
    assert output == [
        "missing: about/index.html",
        "different: app/form.mjs",
        "Not compared, because the server does not publish them: _headers, 1 compressed copies",
        NO_HEADERS,
        "NOT the same: files that differ: 2.",
    ]


def test_verify_reports_an_altered_compressed_copy_on_a_server(
    published: Path, check: Check
) -> None:
    (published / "app" / "form.mjs.br").write_text("other", encoding="utf-8")
    with dev_server.start(published) as address:
        assert "different: app/form.mjs.br" in check(address)[1]


@pytest.mark.parametrize(
    ("packed", "same"),
    [
        (gzip.compress(b"capital", 0), True),
        (gzip.compress(b"other"), False),
        (gzip.compress(b"capital") + b"more", False),
        (gzip.compress(b"capital")[:-9], False),
        (b"capital", False),
    ],
    # Explicit ids: a gzip file contains the time, and the name of a test must be the same in every process.
    ids=["not compressed", "another text", "more behind it", "cut off", "not packed"],
)
def test_verify_accepts_gz_copy_compressed_differently_only_with_same_content(
    packed: bytes, same: bool, published: Path, check: Check
) -> None:
    (published / "B.txt.gz").write_bytes(packed)
    status, output = check(published)
    assert status == (0 if same else 1)
    assert ("different: B.txt.gz" in output) != same
    assert ("Compressed differently, with the same content: 1 .gz files" in output) == same


def test_verify_counts_file_and_its_compressed_copies_as_one_difference(
    published: Path, check: Check
) -> None:
    for name in ("app/form.mjs", "app/form.mjs.br"):
        (published / name).write_text("other", encoding="utf-8")
    expected = ["different: app/form.mjs", "NOT the same: files that differ: 1."]
    assert check(published) == (1, expected)


@pytest.mark.parametrize("published_sums", [b"another", None])
def test_verify_notes_a_different_sha256sums_but_accepts_identical_files(
    published_sums: bytes | None, published: Path, check: Check
) -> None:
    listed = published / checksums.NAME
    if published_sums is None:
        listed.unlink()
    else:
        listed.write_bytes(published_sums)
    with dev_server.start(published) as address:
        status, output = check(address)
    assert status == 0
    assert output[0].startswith("Note: the site's own SHA256SUMS is different or missing.")


def test_verify_accepts_404_page_served_with_status_404(published: Path, check: Check) -> None:
    class Handler(dev_server.Handler):
        def send_head(self) -> object:  # type: ignore[override]  # not typed in the standard library
            if self.path == "/404.html":
                self.send_error(HTTPStatus.NOT_FOUND)
                return None
            return super().send_head()

    with dev_server.start(published, handler=Handler) as address:
        assert check(address)[0] == 0


def test_verify_does_not_follow_a_redirect_to_another_host(published: Path, check: Check) -> None:
    with dev_server.start(published) as other:

        class Handler(dev_server.Handler):
            def send_head(self) -> None:
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", f"{other}{self.path}")
                self.send_header("Content-Length", "0")
                self.end_headers()

        with (
            dev_server.start(published, handler=Handler) as address,
            pytest.raises(BuildError, match=rf"redirects to {other}\. If that is the site, verify"),
        ):
            check(address)


def test_verify_reports_an_unreachable_host(published: Path, check: Check) -> None:
    with dev_server.start(published) as address:
        pass
    with pytest.raises(BuildError, match="cannot be reached"):
        check(address)


def test_an_invalid_place_and_an_invalid_list_are_reported(check: Check) -> None:
    with pytest.raises(BuildError, match="neither a folder nor an address"):
        check("ftp://127.0.0.1/")
    with pytest.raises(BuildError, match=r"does not exist\. Give the file SHA256SUMS"):
        verify.sums_of("nowhere")


def test_built_site_matches_its_sha256sums(site: Path) -> None:
    assert checksums.fits(site)


RULES = (
    netlify.Rule("/*", {"X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age=1"}),
    netlify.Rule("/about/", {"Content-Security-Policy": "default-src 'none'"}),
    netlify.Rule("/app/*", {"Cache-Control": "immutable"}),
)


def sending(published: Path, extra_headers: dict[str, dict[str, str]]) -> type[dev_server.Handler]:
    """Return the handler of a host that sends these headers.

    `extra_headers` maps an address to its headers. The headers of "*" are sent with every address.
    """

    class Handler(dev_server.Handler):
        def more_headers(self) -> dict[str, str]:
            return extra_headers.get("*", {}) | extra_headers.get(self.path, {})

    return Handler


FRAME = {"*": {"X-Frame-Options": "DENY"}}
POLICY = {"/about/": {"Content-Security-Policy": "default-src 'none'"}}


@pytest.mark.parametrize(
    ("extra_headers", "lines"),
    [
        ({**FRAME, **POLICY}, ["The headers are those of the build: 7 addresses."]),
        ({**POLICY, "/": FRAME["*"]}, ["header not sent: X-Frame-Options: /404.html and 5 more"]),
        (FRAME, ["header not sent: Content-Security-Policy: /about/"]),
        (
            {**FRAME, "/about/": {"Content-Security-Policy": "default-src *"}},
            ["header different: Content-Security-Policy: /about/"],
        ),
        (
            {"*": {**FRAME["*"], "Set-Cookie": "a=b"}, **POLICY},
            ["header that the build does not have: set-cookie: /404.html and 6 more"],
        ),
    ],
    ids=["the same", "missing", "missing on one page", "another", "a cookie"],
)
def test_verify_reports_missing_different_and_extra_headers_of_a_server(
    extra_headers: dict[str, dict[str, str]],
    lines: list[str],
    built: Path,
    published: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with dev_server.start(published, handler=sending(published, extra_headers)) as address:
        listed = (built / checksums.NAME).read_bytes()
        status = verify.verify(address, listed, "the build", RULES)
    output = capsys.readouterr().out.splitlines()[2:]
    right = extra_headers == {**FRAME, **POLICY}
    last = "The same" if right else "NOT the same: the headers. The files are"
    assert (status, output) == (int(not right), [*lines, f"{last}: 10 files, to the byte."])
