"""Tests of printed guidance pages: emergency numbers, text and review date, and no navigation."""

import re

from pdf import printed, without_spaces
from playwright.sync_api import Page

from scoring.definition import contacts

EMERGENCY_LINE = ("police-emergency", "stronger-families-hub", "mash", "emergency-duty-team")


def test_printed_signs_page_starts_with_emergency_numbers_and_has_no_navigation(page: Page) -> None:
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


def test_printed_contacts_page_lists_every_contact_with_its_source(page: Page) -> None:
    page.goto("/help/contacts/")
    text = " ".join(printed(page))
    everybody = contacts.load().entries
    assert [entry.name for entry in everybody if entry.name not in text] == []
    assert text.count("Source: ") == len(everybody)


def test_home_page_prints_on_one_sheet_with_urgent_link_and_review_date(page: Page) -> None:
    page.goto("/")
    (sheet,) = printed(page)
    assert "I am worried about a child now" in sheet
    assert "Next review due" in sheet
