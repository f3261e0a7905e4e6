"""Tests of SECURITY.md, README.md and CONTRIBUTING.md: every file that they name exists."""

import re

import pytest

from builder.base import paths

# Paths that the build creates, addresses on the site, and examples of links.
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


def test_security_policy_contains_no_invented_contact() -> None:
    """SECURITY.md has no contact yet. When the publisher adds one, delete this test."""
    text = (paths.ROOT / "SECURITY.md").read_text("utf-8")
    assert re.findall(r"[\w.]+@[\w.]+\.\w+|https?://", text) == []
    assert "must enter its own contact details here" in text
