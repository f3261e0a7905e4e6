"""Tests of Subresource Integrity: every script is pinned by its hash, imported modules by an import map."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from builder.base import hashes
from builder.base.errors import BuildError
from builder.headers import csp, integrity

SCRIPT = re.compile(r"<script\b[^>]*>")
MAP = re.compile(r'<script type="importmap">(.*?)</script>')


def sha256(file: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "app/form.mjs": '// as import("./bundled.mjs")\nconst encryption = import("./encryption.mjs");',
        "app/encryption.mjs": 'import("./more.mjs");',
        "app/more.mjs": "1",
        "app/plain.mjs": "2",
        "a/b/page.txt": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_script_has_the_hash_of_its_file(folder: Path) -> None:
    html = '<script async src="/app/plain.mjs" id="x"></script><script>1</script>'
    pin = sha256(folder / "app/plain.mjs")
    assert integrity.pin(folder, folder / "404.html", html) == (
        f'<script async src="/app/plain.mjs" id="x" integrity="{pin}"'
        ' crossorigin="anonymous"></script><script>1</script>'
    )


@pytest.mark.parametrize(("page", "start"), [("index.html", ""), ("a/b/index.html", "../../")])
def test_import_map_with_hashes_precedes_first_module(folder: Path, page: str, start: str) -> None:
    html = f'<i><script type="module" src="{start}app/form.mjs"></script>'
    pinned = integrity.pin(folder, folder / page, html)
    match = MAP.search(pinned)
    assert match
    assert pinned.startswith("<i><script type=")
    prefix = start or "./"
    assert json.loads(match[1]) == {
        "integrity": {
            f"{prefix}app/{name}.mjs": sha256(folder / f"app/{name}.mjs")
            for name in ("encryption", "more")
        }
    }


@pytest.mark.parametrize("address", ["app/gone.mjs", "../outside.mjs", "https://example.org/a.js"])
def test_a_script_that_the_site_does_not_have_stops_the_build(folder: Path, address: str) -> None:
    with pytest.raises(BuildError, match=r"^index\.html has a script that the site does not have"):
        integrity.pin(folder, folder / "index.html", f'<script src="{address}"></script>')


def test_csp_allows_import_map_by_hash(folder: Path) -> None:
    page = folder / "index.html"
    page.write_text('<head><script type="module" src="app/form.mjs"></script>', encoding="utf-8")
    policies = csp.apply(folder)
    match = MAP.search(page.read_text("utf-8"))
    assert match
    assert f"'{hashes.of(match[1].encode())}'" in policies["index.html"]


def test_no_script_of_the_built_site_is_without_its_hash(site: Path) -> None:
    count = 0
    for page in site.rglob("*.html"):
        for tag in SCRIPT.findall(page.read_text("utf-8")):
            source = re.search(r'\ssrc="([^"]*)"', tag)
            if source is None:
                continue
            base = site if source[1].startswith("/") else page.parent
            assert f'integrity="{sha256(base / source[1].lstrip("/"))}"' in tag, page
            count += 1
    assert count > 50


def test_assessment_page_has_full_hashes_of_engine_list_and_fallback_lock_file(
    site: Path,
) -> None:
    html = (site / "assessing-risk/assessment/index.html").read_text("utf-8")
    (listed,) = site.glob("assets/engine/*/engine.json")
    lock = listed.parent / "fallback" / "pyodide-lock.json"
    for name, file in (("engine", listed), ("fallback", lock)):
        assert f'data-{name}="{hashlib.sha256(file.read_bytes()).hexdigest()}"' in html
    image = json.loads(listed.read_text("utf-8"))["image"]
    assert (
        image["sha256"] == hashlib.sha256((listed.parent / "python.wasm").read_bytes()).hexdigest()
    )
