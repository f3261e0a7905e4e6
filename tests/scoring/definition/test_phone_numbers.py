"""Tests of phone number validation: a contact's number must be one that can be called in the United Kingdom."""

import pytest
from instrument_samples import CONTACTS

from scoring.definition import phone_numbers


@pytest.mark.parametrize(
    "number",
    [
        *("999", "101", "116 000", "0800 1111", "01632 960123", "07700 900123", "020 7946 0123"),
        *("0808 157 0123", "0800 555 111", "+44 1632 960123"),
    ],
)
def test_a_number_that_can_be_called_is_accepted(number: str) -> None:
    assert phone_numbers.problem(number) == ""


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("O1632 960123", "has the letter “O”. Write digits and spaces only"),
        ("01632 96O123", "has the letter “O”. Write digits and spaces only"),
        ("01632-960123", "has the character “-”. Write digits and spaces only"),
        ("01632 96012+", "has the character “+”. Write digits and spaces only"),
        ("+44 1632 96012+", "has the character “+”. Write digits and spaces only"),
        ("+44 1632 96O123", "has the letter “O”. Write digits and spaces only"),
        ("01632 9602", "has 9 digits. A number that starts with 01 has 11"),
        ("01632 9601234", "has 12 digits. A number that starts with 01 has 11"),
        ("07700 90012", "has 10 digits. A number that starts with 07 has 11"),
        ("0800 55511", "has 9 digits. A number that starts with 08 has 10 or 11"),
        ("+44 1632 96012", "has 10 digits. A number that starts with 01 has 11"),
        (
            "+1 555 0100",
            "is not a UK number. Start it with 0 or +44",
        ),
        ("998", "is not a UK number. Start it with 01, 02, 03, 07 or 08"),
        (
            "00 1632 960123",
            "is not a UK number. Start it with 01, 02, 03, 07 or 08",
        ),
        (
            "01632 96012\N{ARABIC-INDIC DIGIT THREE}",
            "has the character “\N{ARABIC-INDIC DIGIT THREE}”. Write digits and spaces only",
        ),
    ],
)
def test_a_number_that_cannot_be_called_is_refused_with_the_remedy(
    number: str, problem: str
) -> None:
    assert phone_numbers.problem(number) == problem


def test_every_number_of_the_contacts_can_be_called() -> None:
    numbers = [each.number for each in CONTACTS.entries if each.number]
    assert numbers != []
    assert [number for number in numbers if phone_numbers.problem(number)] == []
