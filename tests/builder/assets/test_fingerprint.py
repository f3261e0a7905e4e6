"""Tests of cache busting: the addresses of our scripts and style sheets contain a content hash, and pages use them."""

import re
from pathlib import Path

import pytest

from builder.assets import fingerprint
from builder.headers import header_rules

PAGE = """\
<head><link rel="stylesheet" href="../assets/css/site.css"><link rel="canonical" href="https://a.example/app/">
<script type="module" src="../app/form.mjs" data-engine="0"></script></head><a href="../app/">app/x</a>"""


def make(folder: Path, **others: str) -> Path:
    """Write a site of one page, one script and one style sheet, and apply the fingerprints.

    `others` adds or replaces files: name and content.
    """
    files = {"a/index.html": PAGE, "app/form.mjs": "1", "assets/css/site.css": "2"}
    for name, content in (files | others).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    fingerprint.apply(folder)
    return folder


def names(site: Path) -> list[str]:
    return [
        fingerprint.hashed_folder(site, folder).relative_to(site).as_posix()
        for folder in fingerprint.FOLDERS
    ]


def test_page_links_use_fingerprinted_folders_and_rest_of_page_is_unchanged(
    tmp_path: Path,
) -> None:
    site = make(tmp_path)
    app, css = names(site)
    assert (site / app / "form.mjs").read_text("utf-8") == "1"
    assert (site / css / "site.css").read_text("utf-8") == "2"
    assert not (site / "app").exists()
    expected = PAGE.replace("../assets/css/", f"../{css}/").replace(
        'src="../app/', f'src="../{app}/'
    )
    assert (site / "a/index.html").read_text("utf-8") == expected
    assert all(header_rules.is_hashed(f"{name}/x.mjs") for name in (app, css))


def test_root_page_and_404_page_use_fingerprinted_addresses(
    tmp_path: Path,
) -> None:
    pages = {name: f'<script src="{start}app/x.mjs">' for name, start in (("1", ""), ("2", "/"))}
    site = make(tmp_path, **{f"{name}.html": html for name, html in pages.items()})
    app = names(site)[0]
    for name, html in pages.items():
        assert (site / f"{name}.html").read_text("utf-8") == html.replace("app", app)


@pytest.mark.parametrize("other", [{"app/form.mjs": "3"}, {"app/more.mjs": ""}])
def test_folder_fingerprint_changes_when_content_changes(
    tmp_path: Path, other: dict[str, str]
) -> None:
    before, after = names(make(tmp_path / "1")), names(make(tmp_path / "2", **other))
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_no_page_of_the_site_asks_for_a_file_that_is_not_there(site: Path) -> None:
    count = 0
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for address in re.findall(
            r'<(?:script|link)[^>]+?(?:src|href)="([^":#]+)"', page.read_text("utf-8")
        ):
            count += "app-" in address
            target = page.parent / address
            assert target.is_file() or (target / "index.html").is_file(), (page, address)
    assert count > 25
