"""The audit page: many files in, nameless rows and counts out, nothing sent, and bad files named."""

import json
from pathlib import Path
from typing import Any

import pytest
from assessment_page import AssessmentPage, envelope
from hands import QuickHands
from keeping_page import AS_DOWNLOAD, OWN, save
from paper import printed
from playwright.sync_api import FilePayload, Locator, Page, expect

ADDRESS = "/assessing-risk/audit/"
NAMES = ("Sam Example", "Charlie Specimen", "Ash Template")


@pytest.fixture
def audit(page: Page) -> Page:
    page.add_init_script(AS_DOWNLOAD)
    page.goto(ADDRESS)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible(timeout=60_000)
    return page


def assessment(number: int) -> dict[str, Any]:
    answers = {
        "client-name": f"{NAMES[number % 3]} {number}",
        "client-address": "1 Sample Street",
        "gender": "=cmd|' /C calc'!A0" if number == 1 else ("Female", "Male")[number % 2],
        "date-of-birth": {"day": "1", "month": "2", "year": str(2009 + number % 4)},
        "date-completed": {"day": "3", "month": "11", "year": "2026"},
        "factor-1": 1 + number % 5,
        "factor-2": "not-known",
    }
    return envelope(answers)


def payload(content: object, name: str) -> FilePayload:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


def files(count: int) -> list[FilePayload]:
    return [payload(assessment(number), f"assessment-{number}.json") for number in range(count)]


def read(page: Page, chosen: list[FilePayload], words: str = "") -> None:
    page.get_by_label("The saved assessments").set_input_files(chosen)
    page.get_by_label("The words that they are locked with").fill(words)
    page.get_by_role("button", name="Read the files").click()


def made(page: Page) -> Locator:
    heading = page.get_by_role("heading", name="The return", exact=True)
    expect(heading).to_be_focused()
    return page.get_by_role("article", name="Audit return")


def table(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_text("utf-8-sig")


def test_the_return_has_counts_and_nameless_rows(audit: Page) -> None:
    asked: list[str] = []
    audit.context.on("request", lambda request: asked.append(request.url))
    read(audit, files(12))
    article = made(audit)
    expect(article).to_contain_text("Audit return: 12 assessments")
    expect(article).to_contain_text("For the Board only, never to be published")
    counts, rows = table(audit, "Save the counts (CSV)"), table(audit, "Save the rows (CSV)")
    assert counts.startswith('"Question","Answer","Assessments"')
    assert len(rows.splitlines()) == 13
    sheets = printed(audit)
    assert "Audit return: 12 assessments" in sheets[0]
    for text in (counts, rows, *sheets, article.inner_text()):
        assert not any(name in text for name in (*NAMES, "Sample Street", "=cmd"))
    assert [url for url in asked if not url.startswith("blob:")] == []


def test_bad_files_are_named_and_the_others_are_read(audit: Page) -> None:
    locked = AssessmentPage(audit.context.new_page(), QuickHands())
    locked.page.add_init_script(AS_DOWNLOAD)
    locked.open()
    locked.fill({"client-name": "Sam Example", "factor-1": 3})
    saved = save(locked.page)
    practice = {**assessment(3), "practice": True}
    chosen = [
        *files(6),
        payload(saved.content, "locked.cse"),
        payload(saved.content[:-30], "cut.cse"),
        payload(b"\x89PNG\xff\xfe", "photo.cse"),
        payload({"title": "Shopping"}, "shopping.json"),
        payload({**assessment(1), "saved": "2026-11-22T18:05"}, "again.json"),
        payload(practice, "practice.json"),
        payload(b"x" * 1_000_001, "large.json"),
    ]
    read(audit, chosen, f"other words entirely\n\n{OWN}\n")
    expect(made(audit)).to_contain_text("Audit return: 7 assessments")
    refused = audit.get_by_role("listitem")
    for words in (
        "cut.cse could not be unlocked with any of the words, or is damaged.",
        "photo.cse is no saved assessment.",
        "large.json is no saved assessment.",
        "shopping.json is not counted:",
        "again.json holds the same assessment as another of the files",
        "practice.json is not counted:",
    ):
        expect(refused.filter(has_text=words)).to_have_count(1)
    expect(audit.locator("[data-audit-count]")).to_have_text(
        "13 of 13 files read: 7 in the return, 6 not"
    )


def test_a_handful_gives_no_tables(audit: Page) -> None:
    read(audit, files(4))
    article = made(audit)
    expect(article).to_contain_text("With fewer than 5 assessments there is no return")
    expect(article.get_by_role("table")).to_have_count(0)


def test_without_files_it_says_so_and_reading_can_be_stopped(audit: Page) -> None:
    audit.get_by_role("button", name="Read the files").click()
    expect(audit.get_by_role("alert")).to_have_text("Choose the files first.")
    read(audit, files(400))
    audit.get_by_role("button", name="Stop", exact=True).click()
    expect(audit.get_by_role("listitem").filter(has_text="because you stopped")).to_have_count(1)
    made(audit)


def test_the_page_answers_while_it_reads(audit: Page) -> None:
    read(audit, files(300))
    box = audit.get_by_label("The words that they are locked with")
    box.fill("typed meanwhile")
    expect(box).to_have_value("typed meanwhile")
    expect(made(audit)).to_contain_text("Audit return: 300 assessments")


def test_everything_can_be_forgotten(audit: Page) -> None:
    read(audit, files(6), OWN)
    made(audit)
    audit.get_by_role("button", name="Forget everything").click()
    expect(audit.get_by_role("article", name="Audit return")).to_have_count(0)
    expect(audit.get_by_label("The words that they are locked with")).to_have_value("")
    assert audit.get_by_label("The saved assessments").evaluate("(box) => box.files.length") == 0


def test_without_an_engine_nothing_is_counted_and_it_says_so(page: Page) -> None:
    page.add_init_script("delete window.WebAssembly")
    page.goto(ADDRESS)
    read(page, files(6))
    expect(page.get_by_role("alert")).to_contain_text("nothing was made of the files")
