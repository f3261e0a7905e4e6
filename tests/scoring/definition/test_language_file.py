"""Tests of language.toml, the list of words to look at again: required keys, and the path of each fault."""

import pytest

from scoring.definition import language_file
from scoring.errors import DefinitionError

ENTRY = """
[[entries]]
id = "made-up"
forms = ["one two|three four? five", "A&E"]
unless = ["not one two"]
why = "It is an example."
instead = ["six"]
reference = "Made up"
"""
WHOLE = f'format = 1\nsource = "Made up"\n{ENTRY}'


def test_language_entry_is_read_with_every_key() -> None:
    language = language_file.parse(WHOLE)
    (entry,) = language.entries
    assert language.source == "Made up"
    assert entry.forms == ("one two|three four? five", "A&E")
    assert (entry.id, entry.unless, entry.instead) == ("made-up", ("not one two",), ("six",))


def test_phrases_to_ignore_are_optional_in_a_language_entry() -> None:
    (entry,) = language_file.parse(WHOLE.replace('unless = ["not one two"]\n', "")).entries
    assert entry.unless == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("format = 1", "format = 2", "format", "must be 1"),
        ("format = 1", "format = ", "", "is not valid TOML"),
        ('source = "Made up"', "", "source", "is missing"),
        ('why = "It is an example."', "", "entries[0].why", "is missing"),
        ('reference = "Made up"', "", "entries[0].reference", "is missing"),
        ('id = "made-up"', 'id = "made-up"\nwhat = 1', "entries[0].what", "is not a known key"),
        ('["six"]', "[]", "entries[0].instead", "must not be empty"),
        ('["six"]', '["a", "b", "c"]', "entries[0].instead", "must be 2 suggestions or fewer"),
        (
            '"A&E"',
            '"one  two"',
            "entries[0].forms[1]",
            "must be one or more words. Write one|other if either word will do.",
        ),
        (
            '"A&E"',
            '"one? two"',
            "entries[0].forms[1]",
            "must be one or more words. Write one|other if either word will do.",
        ),
        (
            '"A&E"',
            '"one two?"',
            "entries[0].forms[1]",
            "must be one or more words. Write one|other if either word will do.",
        ),
        (
            '"A&E"',
            '"one|"',
            "entries[0].forms[1]",
            "must be one or more words. Write one|other if either word will do.",
        ),
        (
            '"not one two"',
            '"not (one)"',
            "entries[0].unless[0]",
            "must be one or more words. Write one|other if either word will do.",
        ),
        ('"A&E"', '"A&E", "A&E"', "A&E", "is used twice"),
        (ENTRY, ENTRY + ENTRY.replace("one two", "other"), "made-up", "is used twice"),
    ],
)
def test_invalid_language_file_is_refused_with_its_path(
    old: str, new: str, path: str, message: str
) -> None:
    assert old in WHOLE
    with pytest.raises(DefinitionError, match=message) as caught:
        language_file.parse(WHOLE.replace(old, new, 1))
    assert caught.value.problem.path == path


def test_the_shipped_list_has_a_sentence_and_a_suggestion_for_every_entry() -> None:
    entries = language_file.load().entries
    assert 40 <= len(entries) <= 60
    for entry in entries:
        assert entry.why.endswith(".")
        assert entry.why.count(". ") == 0, "the reason must be one sentence"
        assert not any(each.endswith(".") for each in entry.instead), entry.id
        assert entry.reference
