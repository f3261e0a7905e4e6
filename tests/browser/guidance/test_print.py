"""Tests of printed guidance pages: emergency numbers, text and review date, and no navigation."""

import re

from pdf import printed, without_spaces
from playwright.sync_api import Page

from scoring.definition import contacts

EMERGENCY_LINE = ("police-emergency", "stronger-families-hub", "mash", "emergency-duty-team")


def test_the_signs_print_with_the_numbers_above_and_without_the_way_around(page: Page) -> None:
    page.goto("/recognise/signs/")
    sheets = printed(page)
    head = sheets[0].split("1.4 What signs")[0]
    numbers = {entry.id: entry.number for entry in contacts.load().entries}
    assert [each for each in EMERGENCY_LINE if numbers[each] not in head] == []
    text = " ".join(sheets)
    assert "Page 1 of " in sheets[0]
    assert re.search(r"Reviewed\d+\w+20\d\d\.Nextreviewdue", without_spaces(sheets[-1]))
    for unwanted in ("http", "127.0.0.1", "Report a mistake", "On this page", "Blank form", "¶"):
        assert unwanted not in text


def test_the_contacts_print_whole_with_their_age(page: Page) -> None:
    page.goto("/help/contacts/")
    text = " ".join(printed(page))
    everybody = contacts.load().entries
    assert [entry.name for entry in everybody if entry.name not in text] == []
    assert text.count("Source: ") == len(everybody)


def test_the_home_page_prints_what_to_do_now_first_and_takes_one_sheet(page: Page) -> None:
    page.goto("/")
    (sheet,) = printed(page)
    assert "I am worried about a child now" in sheet
    assert "Next review due" in sheet
