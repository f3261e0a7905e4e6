"""Tests of CONTRIBUTING.md: its example contact is valid and complete, and its recipes name only what exists."""

import re
import textwrap
import tomllib
from dataclasses import fields

import pytest
from instrument_samples import INSTRUMENT

from builder.base import paths
from scoring.definition import contacts
from scoring.definition.contacts import Contact
from scoring.errors import DefinitionError

GUIDE = (paths.ROOT / "CONTRIBUTING.md").read_text("utf-8")
KINDS_OF_CHANGE = {"Instrument change", "Guidance", "Technical"}


def example() -> str:
    """Return the TOML entry that the guide shows under "Change a contact"."""
    match = re.search(r"^ {4}\[\[contacts\]\]\n(?: {4}.*\n)+", GUIDE, re.MULTILINE)
    assert match, "CONTRIBUTING.md has no example of a contact"
    return textwrap.dedent(match[0])


def test_the_contact_in_the_guide_is_accepted_and_shows_every_key() -> None:
    (entry,) = contacts.parse(f"check_every_days = 183\n{example()}").entries
    shown = tomllib.loads(example())["contacts"][0]
    assert list(shown) == [each.name for each in fields(Contact)]
    assert entry.last_checked is not None


@pytest.mark.parametrize("key", ["id", "name", "purpose", "who", "origin"])
def test_the_guide_says_which_keys_an_entry_must_have(key: str) -> None:
    without = re.sub(rf"(?m)^{key} = .*\n", "", example())
    with pytest.raises(DefinitionError, match=f"{key}: is missing"):
        contacts.parse(f"check_every_days = 183\n{without}")
    (sentence,) = re.findall(r"An entry must have .*?\.", GUIDE, re.DOTALL)
    assert f"`{key}`" in sentence


def test_quoted_example_in_the_guide_is_in_the_instrument() -> None:
    (quote,) = re.findall(r"Example: the words “(.+?)”", GUIDE)
    quotes = [
        each.quote for row in INSTRUMENT.risk_category.categories for each in row.descriptions
    ]
    assert quote in quotes


def test_every_recipe_names_a_kind_of_change_of_the_changelog() -> None:
    table = GUIDE.split("### Recipes", 1)[1].split("\n\n")[1]
    kinds = {row.split("|")[-2].strip() for row in table.splitlines()[2:]}
    assert kinds <= KINDS_OF_CHANGE
    assert len(table.splitlines()) > len(KINDS_OF_CHANGE)
    changelog = (paths.ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [kind for kind in sorted(KINDS_OF_CHANGE) if f"### {kind}" not in changelog] == []
