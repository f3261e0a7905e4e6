"""A page of guidance on paper: the emergency numbers, the text, its date, and nothing of the screen."""

from paper import printed
from playwright.sync_api import Page

from scoring import contacts


def test_the_signs_print_with_the_numbers_above_and_without_the_way_around(page: Page) -> None:
    page.goto("/recognise/signs/")
    sheets = printed(page)
    head = sheets[0].split("1.4 What signs")[0]
    for entry in contacts.load().urgent:
        assert (entry.number in head) is (entry.id != "police")
    text = " ".join(sheets)
    assert "Page 1 of " in sheets[0]
    assert "Reviewed 22 November 2026; next review due" in sheets[-1]
    for unwanted in ("http", "127.0.0.1", "Report a mistake", "On this page", "Blank form", "¶"):
        assert unwanted not in text


def test_the_contacts_print_whole_with_their_age(page: Page) -> None:
    page.goto("/help/contacts/")
    text = " ".join(printed(page))
    everybody = contacts.load().entries
    assert [entry.name for entry in everybody if entry.name not in text] == []
    assert text.count("From: ") == len(everybody)


def test_welcome_fits_one_sheet(page: Page) -> None:
    page.goto("/")
    (sheet,) = printed(page)
    assert "I am worried about a child now" in sheet
