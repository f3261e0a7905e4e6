"""Tests of the SVG pictures: a text alternative, no fixed colours, and no inline styles, which the CSP blocks."""

import re
from pathlib import Path

import pytest

from builder.base import paths

PICTURES = sorted((paths.DOCS / "includes" / "pictures").glob("*.html"))


@pytest.mark.parametrize("file", PICTURES, ids=[file.stem for file in PICTURES])
def test_a_picture_has_a_name_a_description_and_no_colours(file: Path) -> None:
    text = file.read_text("utf-8")
    (labels,) = re.findall(r'<svg [^>]*role="img" aria-labelledby="([^"]+)"', text)
    parts = dict(re.findall(r'<(?:title|desc) id="([^"]+)">([^<]+)<', text))
    assert list(parts) == labels.split()
    # The title and the description contain every word of the picture's headings.
    headings = re.findall(r'class="picture__strong">([^<]+)<', text)
    assert len(headings) > 2
    description = " ".join(parts.values()).lower()
    for word in re.findall(r"\w{4,}", " ".join(headings).lower()):
        assert word in description
    assert re.findall(r"style=|fill=|stroke=|#[0-9a-f]{3}|\n\n", text) == []


def test_privacy_page_contains_the_picture_of_where_answers_go(site: Path) -> None:
    page = (site / "about" / "privacy" / "index.html").read_text("utf-8")
    assert page.count('<svg viewBox="0 0 400 394" role="img"') == 1
    assert "--8&lt;--" not in page


@pytest.mark.parametrize("address", ["worried-now", "assessing-risk/response-guidance"])
def test_page_contains_its_picture_of_the_steps_or_categories(site: Path, address: str) -> None:
    page = (site / address / "index.html").read_text("utf-8")
    assert page.count('class="picture"') == 1
    assert "--8&lt;--" not in page
