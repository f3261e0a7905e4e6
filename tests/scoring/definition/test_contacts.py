"""Tests of contacts.toml: each number has its origin, and an unchecked number is never shown as checked."""

from datetime import date

import pytest
from instrument_samples import CONTACTS, PACKAGE, TESTS

from scoring.definition import contacts
from scoring.definition.contacts import Contact, Contacts
from scoring.errors import DefinitionError

TEXT = (PACKAGE / "contacts.toml").read_text("utf-8")
ENTRY = """
check_every_days = 183

[[contacts]]
id = "police"
name = "Police"
purpose = "To report a crime"
who = "Anyone"
number = "101"
origin = "2013-14 document"
"""

# Each fault: the text to replace in the example file, its replacement, and the whole error message.
FAULTS = {
    "no TOML": (
        "check_every_days = 183",
        "check_every_days =",
        "is not valid TOML: Invalid value (at line 2, column 19)",
    ),
    "no number of days": ("check_every_days = 183\n", "", "check_every_days: is missing"),
    "true for the number of days": ("= 183", "= true", "check_every_days: must be a whole number"),
    "no days at all": (
        "= 183",
        "= 0",
        "check_every_days: must be from 1 to 730 (two years)",
    ),
    "days that go back": (
        "= 183",
        "= -1",
        "check_every_days: must be from 1 to 730 (two years)",
    ),
    "more than two years": (
        "= 183",
        "= 731",
        "check_every_days: must be from 1 to 730 (two years)",
    ),
    "days beyond every calendar": (
        "= 183",
        "= 1000000000000",
        "check_every_days: must be from 1 to 730 (two years)",
    ),
    "an unknown key at the top": ("= 183", "= 183\nowner = 'x'", "owner: is not a known key"),
    "an unknown key of an entry": (
        'who = "Anyone"',
        'who = "Anyone"\nfax = "1"',
        "contacts[0].fax: is not a known key",
    ),
    "no origin": ('origin = "2013-14 document"\n', "", "contacts[0].origin: is missing"),
    "a number that is no text": (
        'number = "101"',
        "number = 101",
        "contacts[0].number: must be text",
    ),
    "neither number nor address": (
        'number = "101"\n',
        "",
        "contacts[0]: must have a number or a web address",
    ),
    "an urgent one without a number to ring": (
        'number = "101"\n',
        'web = "https://example.org/"\nurgent = true\n',
        "contacts[0]: is urgent, so it must have a number to call",
    ),
    "a number with a letter": (
        'number = "101"',
        'number = "O1632 960123"',
        "contacts[0].number: has the letter “O”. Write digits and spaces only",
    ),
    "an address that is not encrypted": (
        'number = "101"\n',
        'number = "101"\nweb = "http://example.org/"\n',
        "contacts[0].web: must start with https://",
    ),
    "an empty number": ('number = "101"', 'number = ""', "contacts[0].number: must not be empty"),
    "a check that is no date": (
        'number = "101"',
        'number = "101"\nlast_checked = "2027-01-31"',
        "contacts[0].last_checked: must be a date such as 2027-01-31",
    ),
    "a check with a time of day": (
        'number = "101"',
        'number = "101"\nlast_checked = 2027-01-31T09:00:00',
        "contacts[0].last_checked: must be a date without a time",
    ),
    "a number for urgent": (
        'number = "101"',
        'number = "101"\nurgent = 1',
        "contacts[0].urgent: must be true or false",
    ),
}


def entry(last_checked: date | None) -> Contact:
    return Contact(
        id="police",
        name="Police",
        purpose="To report a crime",
        who="Anyone",
        number="101",
        web="",
        origin="2013-14 document",
        doubt="",
        last_checked=last_checked,
        urgent=False,
        short="Police",
    )


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_invalid_contacts_file_is_refused_with_its_path(old: str, new: str, message: str) -> None:
    assert ENTRY.count(old) == 1
    with pytest.raises(DefinitionError) as caught:
        contacts.parse(ENTRY.replace(old, new))
    assert str(caught.value) == message


def test_faults_of_several_contacts_are_all_reported() -> None:
    table = '[[contacts]]\nid = "{}"\nname = "Example"\ncolour = "red"\n'
    text = "check_every_days = 183\n" + "".join(map(table.format, ("one", "two", "three")))
    with pytest.raises(DefinitionError) as caught:
        contacts.parse(text)
    paths = [str(each).split(":")[0] for each in (caught.value, *caught.value.also)]
    assert paths == [
        f"contacts[{number}].{key}"
        for number in range(3)
        for key in ("purpose", "who", "origin", "colour")
    ]


def test_two_contacts_with_the_same_id_are_refused() -> None:
    doubled = ENTRY + ENTRY.replace("\ncheck_every_days = 183\n", "")
    with pytest.raises(DefinitionError) as caught:
        contacts.parse(doubled)
    assert str(caught.value) == "police: is used as an id twice"


def test_contact_is_read_with_every_key() -> None:
    assert contacts.parse(ENTRY) == Contacts(183, (entry(None),))


@pytest.mark.parametrize("days", [1, 730])
def test_contact_check_interval_of_one_day_to_two_years_is_accepted(days: int) -> None:
    assert contacts.parse(ENTRY.replace("= 183", f"= {days}")).check_every_days == days


@pytest.mark.parametrize("urgent", ["true", "false"])
def test_contact_with_a_number_may_be_urgent_and_without_one_not_urgent(
    urgent: str,
) -> None:
    with_number = contacts.parse(ENTRY + f"urgent = {urgent}\n").entries[0]
    assert (with_number.number, with_number.urgent) == ("101", urgent == "true")
    by_address = ENTRY.replace('number = "101"', 'web = "https://example.org/"')
    not_urgent = contacts.parse(by_address + "urgent = false\n").entries[0]
    assert (not_urgent.number, not_urgent.urgent) == ("", False)


def test_a_date_of_the_last_check_is_read() -> None:
    checked = contacts.parse(ENTRY + "last_checked = 2027-01-31\n")
    assert checked.entries == (entry(date(2027, 1, 31)),)


def test_contact_that_was_never_checked_needs_a_check_on_any_day() -> None:
    assert CONTACTS.needs_check(entry(None), date(1990, 1, 1)) is True


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 12, 1), False),
        (date(2027, 1, 31), False),
        (date(2027, 8, 2), False),
        (date(2027, 8, 3), True),
        (date(2030, 1, 1), True),
    ],
)
def test_contact_check_is_due_again_on_the_day_after_183_days(on: date, due: bool) -> None:
    assert (date(2027, 8, 2) - date(2027, 1, 31)).days == 183
    every_183_days = Contacts(check_every_days=183, entries=())
    assert every_183_days.needs_check(entry(date(2027, 1, 31)), on) is due


def test_999_and_the_hub_are_the_first_numbers_to_call() -> None:
    """Guard: these two come first on the form and on every printed assessment.

    If you change the order on purpose, change it here, in docs/worried-now.md and in the emergency line too. You may
    add, correct or remove any entry below these two.
    """
    assert [each.id for each in CONTACTS.urgent][:2] == [
        "police-emergency",
        "stronger-families-hub",
    ]


def test_a_number_with_the_document_as_its_source_is_in_the_document() -> None:
    document = (TESTS / "source_document" / "instrument.txt").read_text("utf-8")
    from_document = [each.number for each in CONTACTS.entries if each.origin == "2013-14 document"]
    assert from_document != []
    assert [number for number in from_document if number not in document] == []


def test_every_contact_of_the_shipped_file_is_loaded() -> None:
    assert len(CONTACTS.entries) == TEXT.count("[[contacts]]") >= len(CONTACTS.urgent)
    assert contacts.parse(TEXT) == CONTACTS


def test_contact_web_addresses_begin_with_https() -> None:
    addresses = [each.web for each in CONTACTS.entries if each.web]
    assert addresses != []
    assert [web for web in addresses if not web.startswith("https://")] == []
