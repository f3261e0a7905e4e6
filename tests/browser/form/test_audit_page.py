"""Tests of the audit page: it turns files into counts and rows without names, sends nothing, and names bad files."""

import json
from pathlib import Path

import pytest
from assessment_page import AssessmentPage
from audit_page import ADDRESS, NAMES, assessment, files, made, payload, read
from form_filling import ScriptFormFiller
from pdf import printed
from playwright.sync_api import Page, expect
from saving_page import AS_DOWNLOAD, OWN, save


@pytest.fixture
def audit(page: Page) -> Page:
    page.add_init_script(AS_DOWNLOAD)
    page.goto(ADDRESS)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    return page


def table(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_text("utf-8-sig")


def test_audit_return_has_counts_and_on_request_rows_without_names(audit: Page) -> None:
    requests: list[str] = []
    audit.context.on("request", lambda request: requests.append(request.url))
    read(audit, files(12))
    article = made(audit)
    expect(article).to_contain_text("Pass on only one return for each period")
    expect(audit.get_by_role("button", name="Save the rows")).to_be_hidden()
    counts = table(audit, "Save the counts (CSV)")
    assert counts.startswith('"Question","Answer","Assessments"')
    expect(audit.get_by_role("status").filter(has_text="downloads folder")).to_have_count(1)
    shown = article.inner_text()
    assert "recognise their row" not in shown
    audit.get_by_label("Also make a row for each assessment").check()
    audit.get_by_role("button", name="Make the return").click()
    expect(article).to_contain_text("Re-identifiable. These rows are for the Partnership only")
    assert table(audit, "Save the counts (CSV)") == counts
    rows = table(audit, "Save the rows (CSV, re-identifiable)")
    assert len(rows.splitlines()) == 13
    assert '"2026-M11"' in rows
    sheets = printed(audit)
    assert "Audit return: about 1" in sheets[0]
    for text in (counts, rows, *sheets, shown, article.inner_text()):
        assert not any(name in text for name in (*NAMES, "Sample Street", "=cmd"))
    assert [url for url in requests if not url.startswith("blob:")] == []


def test_bad_files_are_named_and_the_others_are_read(audit: Page) -> None:
    locked = AssessmentPage(audit.context.new_page(), ScriptFormFiller())
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
        payload(b"\xef\xbb\xbf" * 2 + json.dumps(assessment(8)).encode(), "two marks.json"),
        payload(b"\xef\xbb\xbf" * 3 + json.dumps(assessment(9)).encode(), "three marks.json"),
    ]
    read(audit, chosen, f"other words entirely\n\n{OWN}\n")
    made(audit)
    lines = audit.get_by_role("listitem")
    for words in (
        "cut.cse could not be unlocked. None of the passphrases is right, or the file is damaged.",
        "photo.cse is not a saved assessment, or it is damaged.",
        "large.json is not a saved assessment, or it is damaged.",
        "shopping.json is not counted.",
        "practice.json is not counted.",
        "three marks.json is not counted.",
        "assessment-1.json is a copy of again.json, which is counted once.",
        "locked.cse does not have a full date under “Date form completed”, or the date is after today. It cannot",
    ):
        expect(lines.filter(has_text=words)).to_have_count(1)
    expect(audit.locator("[data-audit-count]")).to_have_text(
        "15 of 15 files checked: 9 can be counted, 6 cannot"
    )


def test_where_no_file_can_be_counted_the_reasons_are_shown_and_no_return(audit: Page) -> None:
    read(audit, [payload(b"\x89PNG", "photo.cse"), payload({"title": "Shopping"}, "list.json")])
    expect(audit.get_by_role("heading", name="Files that cannot be counted")).to_be_focused()
    expect(audit.locator("[data-audit-count]")).to_have_text(
        "2 of 2 files checked: 0 can be counted, 2 cannot"
    )
    for absent in ("The return", "Period and rows"):
        expect(audit.get_by_role("heading", name=absent)).to_be_hidden()
    # The files can then be chosen again, with others.
    read(audit, files(6))
    expect(made(audit)).to_be_visible()


def test_unrecognised_answers_must_be_classified_before_the_return_is_made(audit: Page) -> None:
    odd = assessment(7)
    odd["answers"] |= {"gender": "she/her <b>", "disability": "no speech"}
    read(audit, [*files(6), payload(odd, "odd.json")])
    gender = audit.get_by_label("odd.json: Gender is “she/her <b>”")
    expect(gender).to_be_focused()
    expect(audit.get_by_role("article", name="Audit return")).to_have_count(0)
    gender.select_option("Female")
    audit.get_by_role("button", name="Make the return").click()
    disability = audit.get_by_label("odd.json: Disability is “no speech”")
    expect(disability).to_be_focused()
    expect(audit.get_by_role("alert")).to_contain_text("Choose how to count each answer")
    assert disability.locator("option").all_inner_texts() == [
        "Choose an answer", "Yes", "No", "Not known"
    ]  # fmt: skip
    disability.select_option("Yes")
    audit.get_by_label("Also make a row for each assessment").check()
    audit.get_by_role("button", name="Make the return").click()
    expect(made(audit)).not_to_contain_text("she/her")
    rows = table(audit, "Save the rows (CSV, re-identifiable)")
    assert [line.count('"Yes"') for line in rows.splitlines()[1:]].count(1) == 1


def test_only_the_newest_file_of_an_assessment_counts_and_periods_are_fixed(audit: Page) -> None:
    one = {**assessment(0), "assessment_id": "8f2c"}
    earlier = assessment(9)
    earlier["answers"]["date-completed"] = {"day": "31", "month": "3", "year": "2026"}
    chosen = [
        *files(6)[1:],
        payload({**one, "saved": "2026-11-22T18:05"}, "newer.cse"),
        payload({**one, "saved": "2026-11-21T18:05", "by_hand": "3"}, "older.cse"),
        payload(earlier, "march.json"),
    ]
    read(audit, chosen)
    expect(made(audit)).to_contain_text("Financial year 2026 to 2027 (April 2026 to March 2027)")
    lines = audit.get_by_role("listitem")
    expect(
        lines.filter(has_text="older.cse is an older version of the assessment in newer.cse.")
    ).to_have_count(1)
    expect(lines.filter(has_text="1 assessment was completed outside this period.")).to_have_count(
        1
    )
    period = audit.get_by_label("Period", exact=True)
    assert period.locator("option").evaluate_all("options => options.map(each => each.value)") == [
        "2026-27", "2025-26", "2026-27-Q3", "2025-26-Q4"
    ]  # fmt: skip
    period.select_option("2025-26-Q4")
    audit.get_by_role("button", name="Make the return").click()
    expect(audit.get_by_role("article", name="Audit return")).to_contain_text(
        "There are fewer than 5 assessments"
    )
    expect(audit.get_by_role("button", name="Save the counts")).to_be_hidden()


def test_on_plain_http_the_page_says_at_once_that_it_cannot_open_files(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(ADDRESS)
    missing = page.get_by_text("This page cannot open saved assessments.")
    expect(missing).to_be_visible()
    read(page, files(6))
    expect(missing).to_be_visible()
    expect(page.get_by_role("article", name="Audit return")).to_have_count(0)


def test_fewer_than_five_assessments_give_no_tables(audit: Page) -> None:
    read(audit, files(4))
    article = made(audit)
    expect(article).to_contain_text("There are fewer than 5 assessments in this period")
    expect(article.get_by_role("table")).to_have_count(0)


def test_reading_needs_chosen_files_and_can_be_stopped(audit: Page) -> None:
    audit.get_by_role("button", name="Read the files").click()
    expect(audit.get_by_role("alert")).to_have_text("Choose the files first.")
    read(audit, files(400))
    audit.get_by_role("button", name="Stop", exact=True).click()
    expect(audit.get_by_role("listitem").filter(has_text="because you stopped")).to_have_count(1)
    made(audit)


def test_audit_page_accepts_typing_while_it_reads_files(audit: Page) -> None:
    read(audit, files(300))
    box = audit.get_by_label("The passphrases of the files")
    box.fill("typed meanwhile")
    expect(box).to_have_value("typed meanwhile")
    made(audit)
    expect(audit.locator("[data-audit-count]")).to_have_text(
        "300 of 300 files checked: 300 can be counted, 0 cannot"
    )


def test_clear_everything_removes_files_passphrases_and_the_return(audit: Page) -> None:
    read(audit, files(6), OWN)
    made(audit)
    audit.get_by_role("button", name="Clear everything").click()
    expect(audit.get_by_role("article", name="Audit return")).to_have_count(0)
    expect(audit.get_by_label("The passphrases of the files")).to_have_value("")
    assert audit.get_by_label("The saved assessments").evaluate("(box) => box.files.length") == 0


def test_audit_page_without_an_engine_says_that_no_return_was_made(page: Page) -> None:
    page.add_init_script("delete window.WebAssembly")
    page.goto(ADDRESS)
    read(page, files(6))
    expect(page.get_by_role("alert")).to_contain_text("no return was made")
