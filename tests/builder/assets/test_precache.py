"""Tests of the service worker's constants: which files it caches, and which pages are forms with answers."""

import json
import re
from pathlib import Path

import pytest

from builder.assets import precache
from builder.base.errors import BuildError

FORMS = {"assessment": "risk/form/", "audit": "risk/audit/", "checklist": "signs/"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for form, address in FORMS.items():
        page = tmp_path / address / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<main><form id="{form}" class="cse"></form></main>', encoding="utf-8")
    (tmp_path / "index.html").write_text("<p>No form.</p>", encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text("", encoding="utf-8")
    return tmp_path


def constants(site: Path) -> dict[str, object]:
    script = (site / precache.NAME).read_text("utf-8")
    matches = re.findall(r"^globalThis\.(\w+) = (.*);$", script, re.MULTILINE)
    return {name: json.loads(value) for name, value in matches}


def test_service_worker_forms_are_the_pages_with_a_form_id(site: Path) -> None:
    precache.add(site, "1", ())
    assert constants(site)["FORMS"] == FORMS


def test_service_worker_precache_leaves_out_files_that_no_page_loads(site: Path) -> None:
    precache.add(site, "1", ())
    assert constants(site)["FILES"].keys() == {"", *FORMS.values()}  # type: ignore[attr-defined]


def test_a_form_on_two_pages_or_none_stops_the_build(site: Path) -> None:
    page = site / "risk" / "audit" / "index.html"
    page.unlink()
    with pytest.raises(BuildError, match='0 pages have <form id="audit">'):
        precache.add(site, "1", ())
    text = '<form id="audit"></form><form id="checklist">'
    page.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match='2 pages have <form id="checklist">'):
        precache.add(site, "1", ())
