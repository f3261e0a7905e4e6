"""Tests of the header rules: one rule for each address, and long caching only for names with a real hash."""

import re
from pathlib import Path

import pytest

from builder.assets import fingerprint
from builder.headers import header_rules, netlify
from builder.headers.netlify import Rule

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "404.html",
        "a/b/index.html",
        "app/form.mjs",
        "assets/bundle.a5f9d56c.min.js",
        "assets/css-0123456789abcdef/site.css",
        "assets/css-0123456789abcdef/deep/down.css",
        "assets/javascripts/workers/search.a7633da7.min.js",
        "assets/javascripts/workers/search.a7633da7.min.js.map",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<a href='tel:999'>999</a>", encoding="utf-8")
    (tmp_path / "a/b/x.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a/b/x.json.br").write_bytes(b"x")
    return tmp_path


def test_each_address_has_one_header_rule_besides_the_global_rule(folder: Path) -> None:
    policies = {"404.html": "one", "a/b/index.html": "two", "index.html": "three"}
    numbers = '(response-origin "tel:999")'
    of_a_file = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    rules = header_rules.rules(folder, policies)
    assert rules[0] == Rule("/*", header_rules.COMMON_HEADERS)
    assert {rule.path: dict(rule.headers) for rule in rules[1:]} == {
        **{
            path: {
                "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
                "Connection-Allowlist": numbers,
            }
            for path, policy in (
                ("/404.html", "one"),
                ("/a/b/", "two"),
                ("/a/b/index.html", "two"),
                ("/", "three"),
                ("/index.html", "three"),
            )
        },
        "/assets/javascripts/workers/search.a7633da7.min.js": {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
            "Connection-Allowlist": "(response-origin)",
            "Cache-Control": header_rules.LONG_CACHE,
        },
        "/assets/javascripts/workers/search.a7633da7.min.js.map": {
            **of_a_file,
            "Cache-Control": header_rules.LONG_CACHE,
        },
        "/assets/bundle.a5f9d56c.min.js": {**of_a_file, "Cache-Control": header_rules.LONG_CACHE},
        "/assets/css-0123456789abcdef/*": {**of_a_file, "Cache-Control": header_rules.LONG_CACHE},
        "/service-worker.js": {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
            "Connection-Allowlist": "(response-origin)",
        },
        "/a/b/x.json": of_a_file,
        "/app/*": of_a_file,
    }
    assert len(rules) == 1 + 12


def test_only_form_pages_have_cross_origin_embedder_policy(site: Path) -> None:
    rules = netlify.read(site)
    isolated = {rule.path for rule in rules if "Cross-Origin-Embedder-Policy" in rule.headers}
    pages = ("assessing-risk/assessment", "assessing-risk/audit", "recognise/checklist")
    assert isolated == {f"/{page}/{name}" for page in pages for name in ("", "index.html")}


def test_headers_file_is_written_with_note_if_over_host_limits(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header_rules.write(folder, {"index.html": "one"})
    assert netlify.read(folder) == header_rules.rules(folder, {"index.html": "one"})
    assert capsys.readouterr().out == ""
    header_rules.write(folder, {"index.html": "long " * 500})
    output = capsys.readouterr().out
    assert output.startswith(
        "Note: Content-Security-Policy of / is longer than the 2000 characters"
    )


@pytest.mark.parametrize(
    ("name", "is_hashed"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", True),
        ("app/0123456789abcdef/worker.mjs", True),
        ("app/form-1a2b3c4d5e6f.mjs", True),
        ("1a2b3c4d/a.css", True),
        (f"assets/{'0f' * 32}.wasm", True),
        ("assets/engine/pyodide.asm.wasm", False),
        ("assets/report.20260101.css", False),
        ("assets/deadbeefs.css", False),
        ("assets/fabaceae.css", False),
        ("assets/a5f9d56.css", False),
        ("assets/a5f9d56cx.css", False),
        ("assets/xa5f9d56c.css", False),
        ("assets/A5F9D56C.css", False),
        ("assets/bundle.a5f9d56c", False),
        (f"assets/{'0f' * 33}.wasm", False),
    ],
)
def test_file_name_counts_as_hashed_only_with_a_real_hash(name: str, is_hashed: bool) -> None:
    assert header_rules.is_hashed(name) is is_hashed


def test_headers_file_never_sets_one_header_twice_for_an_address(site: Path) -> None:
    always, *others = netlify.read(site)
    assert always.path == "/*"
    assert {name for rule in others for name in rule.headers} == {
        "Cache-Control",
        "Connection-Allowlist",
        "Content-Security-Policy",
        "Cross-Origin-Embedder-Policy",
    }
    assert not always.headers.keys() & {name for rule in others for name in rule.headers}
    paths = [rule.path for rule in others]
    assert len(paths) == len(set(paths))
    # If two rules fit one file, they set different headers.
    for folder in (rule for rule in others if rule.path.endswith("/*")):
        within = [rule for rule in others if rule is not folder and folder.fits(rule.path)]
        assert not any(folder.headers.keys() & rule.headers.keys() for rule in within)


def test_own_scripts_and_style_sheets_have_long_cache_control(site: Path) -> None:
    rules = netlify.read(site)
    own_files = [
        file
        for folder in fingerprint.FOLDERS
        for file in fingerprint.hashed_folder(site, folder).iterdir()
    ]
    assert len(own_files) > 20
    for file in own_files:
        headers = netlify.of(rules, f"/{file.relative_to(site).as_posix()}")
        assert headers["Cache-Control"] == header_rules.LONG_CACHE, file


def test_headers_file_of_built_site_is_within_host_limits(site: Path) -> None:
    assert list(netlify.beyond_limits(netlify.read(site))) == []


def test_csp_header_of_each_page_matches_its_meta_policy(site: Path) -> None:
    rules = netlify.read(site)
    for page in site.rglob("*.html"):
        (policy,) = META.findall(page.read_text("utf-8"))
        for address in header_rules.addresses(page.relative_to(site).as_posix()):
            header = netlify.of(rules, address)["Content-Security-Policy"]
            assert header == f"{policy}; frame-ancestors 'none'", address


def test_every_file_has_a_policy(site: Path) -> None:
    rules = netlify.read(site)
    not_served = {".br", ".gz"}
    for file in (each for each in site.rglob("*") if each.is_file()):
        name = file.relative_to(site).as_posix()
        if file.suffix not in not_served and name not in ("_headers", "SHA256SUMS"):
            assert "Content-Security-Policy" in netlify.of(rules, f"/{name}"), name


def test_every_worker_of_the_theme_has_a_policy(site: Path) -> None:
    rules = netlify.read(site)
    workers = [file for file in site.glob("assets/javascripts/**/*.js") if "worker" in str(file)]
    assert len(workers) == 1
    for file in workers:
        headers = netlify.of(rules, f"/{file.relative_to(site).as_posix()}")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
