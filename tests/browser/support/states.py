"""Walk through the main states of the pages with a form, for checks that every state must pass.

Each walk is a generator. It yields the name of each state while the page shows it.
"""

import json
from collections.abc import Iterator

import engine_files
from assessment_page import AssessmentPage, envelope
from audit_page import ADDRESS, files, made, read
from case_tables import COMPLETE
from checklist_page import SIGNS, ChecklistPage
from form_filling import ScriptFormFiller
from playwright.sync_api import Page, expect
from saving_page import (
    AS_DOWNLOAD,
    banner,
    begin_saving,
    choose,
    lock_with_own,
    open_dialog,
    save,
    unlock,
    words_dialog,
)

from builder.base import paths

_CASE_RECORD = paths.SCORING / "practice_cases" / "case-record.json"
IMPOSSIBLE = {"day": "31", "month": "2", "year": "2011"}


def filling_in(page: Page) -> Iterator[str]:
    """Walk from the empty form to the report, with errors on the way, and then hide and clear the form."""
    form = AssessmentPage(page, ScriptFormFiller()).open()
    yield "fresh"
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    yield "all help open"
    # This help covers the page. A person closes it before going on to the questions.
    page.evaluate("document.querySelector('.cse-line details').open = false")
    form.fill({**COMPLETE, "request": "She refuses to engage."})
    form.expect_bar("Total: 27")
    yield "filled in"
    form.check()
    expect(page.get_by_role("article", name="Completed assessment")).to_be_visible()
    yield "checked, with the report"
    preview = page.get_by_role("button", name="Preview the copy")
    preview.click()
    expect(page.get_by_text("Enter who the copy is for")).to_be_visible()
    yield "a reduced copy, nothing chosen"
    page.get_by_label("Who is it for?").fill("Jo Sample, Example School")
    page.get_by_label("Why do they need it?").fill("To plan")
    page.get_by_label("Risk factors (Section 2)").check()
    preview.click()
    expect(page.get_by_role("article", name="Reduced copy of the assessment")).to_be_visible()
    yield "a reduced copy"
    page.get_by_role("button", name="Save as a Word document").click()
    dialog = page.get_by_role("dialog", name="Save as a Word document")
    expect(dialog).to_be_visible()
    yield "asked about a Word document"
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_text("Copy the text into another system").click()
    expect(page.get_by_role("button", name="Copy “Everything”")).to_be_visible()
    yield "text to be copied"
    form.type_date(page.get_by_role("group", name="Date of Birth", exact=True), IMPOSSIBLE)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    yield "errors"
    page.get_by_role("button", name="Clear form").last.click()
    expect(page.get_by_role("dialog", name="Clear the form?")).to_be_visible()
    yield "asked whether to clear"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Hide form now").click()
    expect(page.get_by_role("button", name="Show the form")).to_be_visible()
    yield "hidden"
    page.get_by_role("button", name="Show the form").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear form").last.click()
    page.get_by_role("button", name="Clear the form").click(no_wait_after=True)
    expect(page.get_by_role("alert").filter(has_text="has been cleared")).to_be_visible()
    form.wait_until_ready()
    yield "cleared"


def keeping(page: Page) -> Iterator[str]:
    """Walk through saving, opening, a draft and a reassessment."""
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", lambda dialog: dialog.accept())
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill({"client-name": "Sam Example", "factor-1": 3})
    dialog = begin_saving(page)
    yield "saving, with words made here"
    dialog.get_by_role("button", name="Save the file").click()
    yield "saving, words not written down"
    lock_with_own(dialog, "password")
    yield "saving, own words too weak"
    dialog.get_by_role("button", name="Cancel").click()
    saved = save(page)
    yield "saved"
    dialog = choose(page, b"\x00\xff")
    yield "opening, no file of ours"
    dialog.get_by_role("button", name="Cancel").first.click()
    dialog = choose(page, saved.content)
    unlock(dialog, "x")
    expect(dialog.get_by_role("alert")).to_contain_text("The file could not be unlocked")
    yield "opening, wrong words"
    dialog.get_by_role("button", name="Cancel").nth(0).click()
    broken = {**envelope({"client-name": "Sam Example", "factor-2": "3"}), "x": 1}
    dialog = choose(page, json.dumps(broken).encode())
    expect(dialog.get_by_role("button", name="Continue this assessment")).to_be_visible()
    yield "opening, something left out"
    dialog.get_by_role("button", name="Continue this assessment").click()
    expect(banner(page)).to_be_focused()
    yield "opened, to be looked at"
    page.get_by_role("button", name="I have looked at these").click()
    page.get_by_role("button", name="Practise").click()
    yield "which case to practise with"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Keep a draft on this computer").click()
    lock_with_own(words_dialog(page))
    expect(page.locator("[data-draft-kept]")).to_be_visible()
    yield "a draft is kept"
    page.reload()
    form.wait_until_ready()
    expect(page.get_by_role("region", name="Draft")).to_be_visible()
    yield "a draft is found"
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="Comparing two assessments of the same child").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    form.expect_bar("answered: 10 scored")
    expect(form.check()).to_be_visible()
    yield "a reassessment with its report"


def case_record(page: Page) -> Iterator[str]:
    """Walk through a case record with entries, words to look at again, and a comparison with a colleague's file."""
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", lambda dialog: dialog.accept())
    form = AssessmentPage(page, ScriptFormFiller()).open()
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="A full case record").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    form.expect_bar("answered: 10 scored")
    for block in page.locator("details[data-entries]:not([hidden]) > summary").all():
        block.click()
    yield "every list open"
    page.locator("details[data-entries=evidence] [data-change]").first.click()
    page.locator("details[data-entries=chronology] [data-change]").first.click()
    page.locator("details[data-entries=suspects] [data-remove]").first.click()
    yield "an entry being changed, and one removed"
    page.get_by_label("What the worker is asking for").fill("She refuses to engage.")
    form.check()
    expect(page.locator(".cse-words")).to_be_visible()
    page.evaluate(
        "for (const each of document.querySelectorAll('.cse-words details')) each.open = true"
    )
    yield "words to look at again"
    colleague = json.loads(_CASE_RECORD.read_text("utf-8"))
    colleague["answers"] |= {"factor-1": 3, "worker-name": "Bob Example", "child-words": ""}
    choose(page, json.dumps(colleague).encode()).get_by_role(
        "button", name="Compare with what is in the form"
    ).click()
    expect(page.get_by_role("dialog", name="Compare the form with the file")).to_be_visible()
    yield "two files of one assessment"


def without_scores(page: Page) -> Iterator[str]:
    """Walk through the form while the engine is loading, and where it cannot run."""
    engine_files.hold(page)
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("Loading the scoring program")
    yield "loading"
    page.add_init_script("delete window.WebAssembly")
    form.open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    yield "no engine"
    page.get_by_label("Client’s Name").fill("Sam Example")
    page.get_by_role("button", name="Clear form").last.click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Clear the form").click()
    expect(page.get_by_role("alertdialog", name="The form has been cleared")).to_be_visible()
    yield "cleared without a network"
    page.context.set_offline(False)


def beside_the_form(page: Page) -> Iterator[str]:
    """Walk through the audit page, the checklist and the paper copy."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(ADDRESS)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    yield "audit, fresh"
    page.get_by_role("button", name="Read the files").click()
    yield "audit, no files chosen"
    read(page, [*files(12), {"name": "x.cse", "mimeType": "", "buffer": b"x"}])
    made(page)
    yield "audit, made"
    checklist = ChecklistPage(page).open()
    yield "checklist, fresh"
    checklist.tick(*SIGNS[:3])
    yield "checklist, ticked"
    page.goto("/assessing-risk/blank-form/")
    yield "paper copy"


WALKS = (filling_in, keeping, case_record, without_scores, beside_the_form)
