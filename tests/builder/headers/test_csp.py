"""Tests of the Content-Security-Policy: made from each page's content.

Content that the policy forbids, such as an image from another site, stops the build.
"""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.headers import csp

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}<title>A page</title></head><body>{body}</body></html>"
    )


def applied(folder: Path, html: str) -> str:
    (folder / "index.html").write_text(html, encoding="utf-8")
    csp.apply(folder)
    return (folder / "index.html").read_text("utf-8")


def test_the_policy_is_first_in_the_head(tmp_path: Path) -> None:
    assert "<head><meta http-equiv=" in applied(
        tmp_path, page("", head='<link rel="icon" href="/i">')
    )


def test_inline_scripts_are_allowed_by_their_hash_and_no_others(tmp_path: Path) -> None:
    script = "const words = 'a < b && \"c\"';\n"
    (tmp_path / "own.js").write_text("1", encoding="utf-8")
    html = applied(tmp_path, page(f"<script>{script}</script><script src='/own.js'></script>"))
    match = META.search(html)
    assert match is not None
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert 'integrity="sha256-' in html
    assert re.findall("sha256-[^']*", match[1]) == [f"sha256-{digest}"]
    assert "unsafe" not in match[1]


def test_csp_denies_by_default_and_allows_only_own_sources(tmp_path: Path) -> None:
    match = META.search(applied(tmp_path, page("")))
    assert match is not None
    directives = dict(each.split(" ", 1) for each in match[1].split("; "))
    assert directives["default-src"] == "'none'"
    assert {value for name, value in directives.items() if name.endswith("-src")} <= {
        "'none'",
        "'self'",
        "'self' data:",
    }
    assert (directives["base-uri"], directives["form-action"]) == ("'none'", "'none'")


def test_csp_allows_python_only_on_sealing_pages_and_requires_trusted_types(
    tmp_path: Path,
) -> None:
    plain = META.search(applied(tmp_path, page("")))
    sealing = META.search(applied(tmp_path, page("<div data-seals-itself></div>")))
    assert plain is not None
    assert sealing is not None
    engine = (
        "blob: 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self' data:;",
        "require-trusted-types-for 'script'",
    )
    assert [words for words in engine if words in plain[1]] == []
    assert [words for words in engine if words not in sealing[1]] == []
    assert sealing[1].endswith("; trusted-types report worker")


def test_aligned_cells_keep_their_alignment_by_a_class(tmp_path: Path) -> None:
    html = applied(tmp_path, page('<table><td style="text-align: right;">5</td></table>'))
    assert '<td class="aligned-right">5</td>' in html


@pytest.mark.parametrize(
    "fault",
    [
        '<p style="color: red">',
        '<p onclick="go()">',
        '<img src="https://example.org/a.png">',
        '<img src="//example.org/a.png">',
        '<img srcset="https://example.org/a.png 2x">',
        '<script src="https://example.org/a.js">',
        '<link href="https://example.org/a.css">',
        '<iframe src="https://example.org/">',
        '<form action="https://example.org/">',
        '<iframe src="blob:x">',
    ],
)
def test_what_the_policy_forbids_stops_the_build_and_is_named(tmp_path: Path, fault: str) -> None:
    with pytest.raises(BuildError) as caught:
        applied(tmp_path, page(fault))
    assert str(caught.value).startswith(
        f"index.html contains something that its policy forbids: {fault}."
    )


@pytest.mark.parametrize(
    "harmless",
    [
        '<a href="https://example.org/">A link</a>',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="../picture.png">',
        '<link rel="canonical" href="https://example.org/">',
        '<p class="style">style="color: red"</p>',
    ],
)
def test_csp_check_accepts_links_and_own_resources(tmp_path: Path, harmless: str) -> None:
    assert harmless in applied(tmp_path, page(harmless))


@pytest.mark.parametrize(
    "rule", ['@import "https://example.org/a.css";', "a{b:url(//example.org/c)}"]
)
def test_a_style_sheet_that_loads_from_another_host_stops_the_build(
    tmp_path: Path, rule: str
) -> None:
    (tmp_path / "a.css").write_text(rule, encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"^a\.css contains something that its policy forbids: .*example\.org"
    ):
        csp.apply(tmp_path)


def test_a_page_without_a_head_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^index\.html has no <head>"):
        applied(tmp_path, "<p>Nothing else</p>")


def test_built_site_allows_webassembly_only_on_assessment_and_audit(site: Path) -> None:
    sealing = [
        file for file in site.rglob("*.html") if "wasm-unsafe-eval" in file.read_text("utf-8")
    ]
    assert sorted(file.parent.name for file in sealing) == ["assessment", "audit"]


def test_every_page_of_the_built_site_has_its_policy_and_its_charset_early(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages != []
    for file in pages:
        html = file.read_bytes()
        assert len(META.findall(html.decode())) == 1
        # Browsers look for the charset only in the first 1,024 bytes.
        assert html.lower().find(b'<meta charset="utf-8"') in range(1024)
