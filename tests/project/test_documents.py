"""The files that the documents at the root name exist."""

import re

import pytest

from builder.base import paths

# Made by the build, or an address on the site, or an example of a link.
_ELSEWHERE = ("site/", "/", "../")


@pytest.mark.parametrize("name", ["SECURITY.md", "README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_document_names_exists(name: str) -> None:
    text = (paths.ROOT / name).read_text("utf-8")
    named = {
        each
        for each in re.findall(r"(?:`|\]\()([\w./-]+)[`)]", text)
        if ("/" in each or each.endswith((".md", ".toml"))) and not each.startswith(_ELSEWHERE)
    }
    assert len(named) > 3
    assert [each for each in sorted(named) if not (paths.ROOT / each).exists()] == []


def test_no_contact_is_invented() -> None:
    """The body that publishes the toolkit adds its own contact and deletes this test."""
    text = (paths.ROOT / "SECURITY.md").read_text("utf-8")
    assert re.findall(r"[\w.]+@[\w.]+\.\w+|https?://", text) == []
    assert "must put its own contact into this place" in text
