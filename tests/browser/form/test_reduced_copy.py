"""Test of a reduced copy for one recipient: choose the parts, preview, print, and log what was shared."""

import json
import re

from assessment_page import AssessmentPage
from form_filling import ScriptFormFiller
from paper_cases import FULL
from pdf import printed, without_spaces
from playwright.sync_api import Page, expect
from saving_page import AS_DOWNLOAD, open_saved, save

RECIPIENT = "Jo Sample, Example School"
LEFT_OUT = (
    "client-address",
    "disability",
    "perpetrator-names",
    "analysis-associates",
    "analysis-police",
    "actions-taken",
    "social-worker-name",
)
COUNT_PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"
BANNER = f"This is a copy for {RECIPIENT}. Your answers have not changed."


def test_a_copy_is_chosen_previewed_printed_and_logged(page: Page) -> None:
    page.add_init_script(AS_DOWNLOAD)
    page.add_init_script(COUNT_PRINTS)
    page.on("dialog", lambda dialog: dialog.accept())
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(FULL)
    report = form.check()
    expect(report).to_be_visible()

    # By keyboard alone, from opening the choice to the preview. Without a recipient, the focus moves to that box.
    page.locator("#reduced-choice summary").focus()
    page.keyboard.press("Enter")
    boxes = page.locator("#reduced-choice").get_by_role("checkbox")
    expect(boxes.and_(page.locator(":checked"))).to_have_count(0)
    preview = page.get_by_role("button", name="Preview the copy")
    preview.press("Enter")
    recipient = page.get_by_role("textbox", name="Who is it for?")
    expect(recipient).to_be_focused()
    expect(recipient).to_have_accessible_description(re.compile("Enter who the copy is for"))
    expect(page.get_by_text("Choose at least one part")).to_be_visible()
    page.keyboard.type(RECIPIENT)
    page.keyboard.press("Tab")
    page.keyboard.type("To keep Sam safe on the way home")
    summary = page.get_by_role("checkbox", name="Summary (the first page)")
    expect(summary).to_have_accessible_description(re.compile("quotes from all the other parts"))
    page.get_by_role("checkbox", name="Risk factors (Section 2)").press("Space")
    page.get_by_role("checkbox", name="Chronology").press("Space")
    preview.press("Enter")
    banner = page.get_by_role("group", name=BANNER)
    expect(banner).to_be_focused()
    copy = page.get_by_role("article", name="Reduced copy of the assessment")
    expect(copy).to_contain_text("Ask Alex Placeholder for the rest.")
    expect(report).to_have_count(0)
    expect(page.get_by_role("heading", name="The assessment as it will be printed")).to_be_hidden()

    # A changed answer ends the preview. So does the “Back” button. Printing then prints the whole assessment again.
    page.get_by_label("Gender").fill("Not stated")
    expect(banner).to_be_hidden()
    expect(
        page.get_by_text("because an answer has changed. Preview it again.").first
    ).to_be_visible()
    expect(report).to_be_visible()
    preview.click()
    expect(banner).to_be_focused()
    page.get_by_role("button", name="Back to the whole assessment").click()
    expect(preview).to_be_focused()
    expect(report).to_be_visible()
    assert FULL["analysis-police"] in " ".join(printed(page))

    preview.click()
    page.get_by_role("button", name="Print this copy").press("Enter")
    assert page.evaluate("window.prints") == 1
    paper = [without_spaces(each) for each in printed(page)]
    sheets = "".join(paper)
    for words in (
        f"For {RECIPIENT}",
        "Why they need it To keep Sam safe on the way home",
        "Completed by Alex Placeholder, Designated safeguarding lead",
        "Section 2: Risk Assessment",
        "27 from 9 of 11 factors",
        "Nothing is entered in: Chronology.",
    ):
        assert without_spaces(words) in sheets, words
    assert [item for item in LEFT_OUT if without_spaces(str(FULL[item])) in sheets] == []
    # In the header and the footer of each page.
    marks = [each.count(without_spaces("OFFICIAL-SENSITIVE · Reduced copy")) for each in paper]
    assert len(paper) <= 2
    assert marks == [2] * len(paper)
    expect(banner).to_contain_text(
        "An entry for this copy has been added to “What was shared”. If you did not print the copy, remove the entry."
    )
    page.get_by_role("button", name="See or remove the entry").press("Enter")
    expect(page.get_by_role("textbox", name="Shared with")).to_have_value(RECIPIENT)
    expect(copy).to_be_visible()

    # The button for the whole assessment prints all of it, and the log is restored from a file.
    page.get_by_role("button", name="Print or save as PDF").click()
    expect(report).to_be_visible()
    for words in (
        "What was shared",
        f"{RECIPIENT} Reduced copy: Risk factors (Section 2); Chronology",
    ):
        assert without_spaces(words) in without_spaces(" ".join(printed(page))), words
    saved = save(page)
    page.get_by_role("button", name="Clear form").last.click()
    page.get_by_role("button", name="Clear the form").click(no_wait_after=True)
    expect(page.get_by_role("alert").filter(has_text="has been cleared")).to_be_visible()
    form.wait_until_ready()
    assert RECIPIENT not in json.dumps(page.evaluate("document.body.outerHTML"))
    open_saved(page, saved)
    assert without_spaces(RECIPIENT) in without_spaces(" ".join(printed(page)))
    form.check()
    page.locator("#reduced-choice summary").click()
    expect(recipient).to_have_value("")
    expect(boxes.and_(page.locator(":checked"))).to_have_count(0)
