"""Tests of the error messages for TOML files: each names the file, line, entry and remedy, in plain words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builder.base import paths, toml_faults, toml_lines
from builder.base.errors import BuildError
from builder.guidance import unverified_contacts
from builder.render import definitions, question_help
from scoring import resources
from scoring.definition import contacts, instrument_file, language_file
from scoring.errors import DefinitionError

# Fictional contacts. The expected messages below contain their line numbers.
TEXT = """\
check_every_days = 183

[[contacts]]
id = "duty"
name = "Example duty team"
purpose = "A referral"
who = "Anyone"
number = "01632 960123"
origin = "A made-up page, 2026"
last_checked = 2026-11-20

[[contacts]]
id = "helpline"
name = "Example helpline"
purpose = "Advice"
who = "Anyone"
web = "https://helpline.example/"
origin = "A made-up page, 2026"
"""

# For each fault: the text to replace, its replacement, and the expected message after the file name.
FAULTS = {
    "a day in the British order": (
        "2026-11-20",
        "20-11-2026",
        '10, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
    ),
    "a day in words": (
        "2026-11-20",
        "20 November 2026",
        '10, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
    ),
    "a day in quotes": (
        "2026-11-20",
        '"2026-11-20"',
        '10, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
    ),
    "a day that does not exist": (
        "2026-11-20",
        "2026-11-31",
        '10, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
    ),
    "a day with a time": (
        "2026-11-20",
        "2026-11-20T09:00:00",
        '10, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
    ),
    "a day in the future": (
        "2026-11-20",
        "2062-11-20",
        '10, contact "duty": “last_checked” is 2062-11-20, which is in the future. Enter the day on which the '
        "contact was checked",
    ),
    "a letter in a number": (
        "01632 960123",
        "O1632 960123",
        '8, contact "duty": “number” has the letter “O”. Write digits and spaces only',
    ),
    "a number that is too short": (
        "01632 960123",
        "01632 9602",
        '8, contact "duty": “number” has 9 digits. A number that starts with 01 has 11',
    ),
    "a number without quotes": (
        '"01632 960123"',
        "1632960123",
        '8, contact "duty": “number” must be in quotes, such as: number = "…"',
    ),
    "a quote that is not closed": (
        '"Example helpline"',
        '"Example helpline',
        '14, contact "helpline": “name” has a quote that is not closed. Write: name = "…"',
    ),
    "curly quotes": (
        '"Example helpline"',
        "“Example helpline”",
        '14, contact "helpline": use straight quotes: name = "…"',
    ),
    "a text without quotes": (
        '"Advice"',
        "Advice",
        '15, contact "helpline": “purpose” must be in quotes, such as: purpose = "…"',
    ),
    "a line twice": (
        'purpose = "Advice"',
        'purpose = "Advice"\npurpose = "Help"',
        '16, contact "helpline": this line is in the entry twice. Delete one of the two',
    ),
    "a line that is no setting": (
        'purpose = "Advice"',
        "purpose: Advice",
        '15, contact "helpline": this line cannot be read. Write it as: key = value',
    ),
    "an unknown key": (
        'purpose = "Advice"',
        'purpose = "Advice"\nfax = "01632 960124"',
        '16, contact "helpline": “fax” is not a known key. Known keys are: name, id, purpose, who, number, web, '
        "origin, doubt, last_checked, urgent, short",
    ),
    "a key that is missing": (
        'purpose = "Advice"\n',
        "",
        '12, contact "helpline": “purpose” is missing. Add a line such as: purpose = "…"',
    ),
    "an id twice": (
        'id = "helpline"',
        'id = "duty"',
        '13, contact "duty": the id “duty” is used twice. Give each entry its own id',
    ),
    "neither number nor web": (
        'web = "https://helpline.example/"\n',
        "",
        '12, contact "helpline": “contacts[1]” must have a number or a web address',
    ),
    "a web address without https": (
        "https://helpline",
        "http://helpline",
        '17, contact "helpline": “web” must start with https://',
    ),
    "too many days": (
        "= 183",
        "= 7300",
        "1, “check_every_days” must be from 1 to 730 (two years)",
    ),
}


def error_messages(file: Path, text: str) -> list[str]:
    """Return the error messages for a faulty file of contacts on 29 November 2026."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        unverified_contacts.refuse_future_days(contacts.parse(text), date(2026, 11, 29))
    return toml_faults.explained(file, caught.value)


def test_example_contacts_without_changes_are_accepted() -> None:
    unverified_contacts.refuse_future_days(contacts.parse(TEXT), date(2026, 11, 29))


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_contacts_error_names_file_line_entry_and_remedy(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert TEXT.count(old) == 1
    assert error_messages(tmp_path / "contacts.toml", TEXT.replace(old, new)) == [
        f"contacts.toml:{sentence}"
    ]


def test_every_missing_key_and_every_contact_is_reported_at_once(tmp_path: Path) -> None:
    text = TEXT.replace("check_every_days = 183\n", "").replace('who = "Anyone"\n', "")
    text = text.replace('origin = "A made-up page, 2026"\n', "", 1).replace("2026-11-20", '"soon"')
    assert [line.split(". ")[0] for line in error_messages(tmp_path / "c.toml", text)] == [
        "c.toml:1, “check_every_days” is missing",
        'c.toml:2, contact "duty": “origin” is missing',
        'c.toml:2, contact "duty": “who” is missing',
        'c.toml:7, contact "duty": write the day as 2026-11-20 (year, month, day; no quotes)',
        'c.toml:9, contact "helpline": “who” is missing',
    ]


def test_contact_checked_on_the_build_date_is_accepted() -> None:
    unverified_contacts.refuse_future_days(contacts.parse(TEXT), date(2026, 11, 20))


def test_build_reports_errors_of_instrument_and_contacts_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instrument, numbers = resources.read("instrument.toml"), resources.read("contacts.toml")
    broken = instrument_file.parse, contacts.parse
    monkeypatch.setattr(
        instrument_file, "load", lambda: broken[0](instrument.replace("format = 1", "format = 2"))
    )
    monkeypatch.setattr(contacts, "load", lambda: broken[1](numbers.replace('"999"', '"99"')))
    with pytest.raises(BuildError, match="2 faults were found") as caught:
        definitions.instrument_and_contacts()
    first, second = caught.value.details.splitlines()
    assert first.startswith("scoring/instrument.toml:")
    assert first.endswith("“format” must be 1")
    assert second.startswith("scoring/contacts.toml:")
    assert 'contact "police-emergency": “number” is not a UK number' in second


def test_build_error_in_language_file_names_line_and_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, words = language_file.parse, resources.read("language.toml")
    monkeypatch.setattr(language_file, "load", lambda: read(words.replace("why = ", "# ", 1)))
    with pytest.raises(BuildError, match=r'scoring/language\.toml:\d+, entry "promiscuous": “why”'):
        definitions.words_to_check()


def test_the_build_refuses_a_contact_checked_in_the_future(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody = contacts.load()
    late = replace(everybody.entries[0], last_checked=date(2962, 11, 20))
    monkeypatch.setattr(
        contacts, "load", lambda: replace(everybody, entries=(late, *everybody.entries[1:]))
    )
    with pytest.raises(BuildError, match=r"scoring/contacts\.toml:\d+, contact .* in the future"):
        definitions.instrument_and_contacts()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[nothing]\ntext = ['A']\n", '1, "nothing": “nothing” is not a question. Use the id'),
        (
            "[factor-1]\ntext = ['A']\npage = 'a/'\n",
            '1, "factor-1": “page_label” is missing. Add a line such as: page_label = "…"',
        ),
        (
            "[factor-1]\ntext = 'A'\npage = 'a/'\npage_label = 'A'\n",
            '2, "factor-1": “text” must be a list',
        ),
        ("[factor-1]\ntext = [\n", '2, "factor-1": “text” cannot be read'),
    ],
)
def test_a_fault_in_the_help_has_file_line_and_remedy(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "help.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        question_help.read(instrument_file.load(), file)
    assert str(caught.value).startswith(f"help.toml:{message}")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("factors[1].reference", 'reference = "Section 2, 2)"'),
        (
            "section_1.groups[0].fields[1].reference",
            'reference = "Section 1, A, Client, Gender"',
        ),
        ("risk_category.categories[1].descriptions[0].needs[0][0].at_most", "needs = ["),
        ("tick_lists[1].other.id", 'other = { label = "Other (please'),
        ("analysis.note", "[analysis]"),
        ("nowhere", "# "),
    ],
)
def test_toml_path_maps_to_its_line_or_nearest_enclosing_line(path: str, line: str) -> None:
    text = (paths.ROOT / "tests/scoring/definition/example_instrument.toml").read_text("utf-8")
    assert text.splitlines()[toml_lines.line_of(text, path) - 1].startswith(line)
