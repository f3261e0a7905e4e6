"""Tests of the table of page addresses: each page exists, and no template contains a hard-coded address."""

import re
from pathlib import Path

import pytest

from builder.base import addresses, paths

TEMPLATES = [
    *sorted((paths.ROOT / "builder" / "render" / "templates").rglob("*.j2")),
    *sorted(each for each in paths.OVERRIDES.rglob("*.html") if "generated" not in each.parts),
]
# A hard-coded link to another page: in the text of a Jinja template, or as a value for MkDocs' filter `url`.
TYPED = re.compile(
    r"""(?:href|data-[a-z]+)="\.\./|["'][a-z-]+/(?:[a-z-]+/)*(?:#[a-z-]+)?["'] \| url"""
)


@pytest.mark.parametrize("address", addresses.PAGES.values())
def test_every_address_in_the_table_has_a_page(address: str) -> None:
    folder = paths.DOCS / address
    assert folder.with_suffix(".md").is_file() or (folder / "index.md").is_file()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_templates_have_no_hard_coded_page_addresses(file: Path) -> None:
    assert TYPED.findall(file.read_text("utf-8")) == []


@pytest.mark.parametrize("line", ['href="../saving/"', "{{ 'help/contacts/' | url }}"])
def test_hard_coded_address_pattern_matches_known_examples(line: str) -> None:
    assert TYPED.search(line)
