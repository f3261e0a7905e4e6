"""Tests of exporting the report as a Word document and as copied text, on the built page with our headers."""

import io
import re
import zipfile
from pathlib import Path

from assessment_page import AssessmentPage
from case_tables import COMPLETE
from form_filling import ScriptFormFiller
from playwright.sync_api import Page, expect
from report_words import of_document, of_report
from saving_page import AS_DOWNLOAD

ARABIC = "\u0627\u0633\u0645\u064a \u0633\u0627\u0645"
TYPED = f"Said <b>]]> & 'x'\n\n{ARABIC} \u202e \U0001f469\u200d\U0001f467"
SECTION = re.compile(r"^OFFICIAL-SENSITIVE · S\.E\.F\. · [^\n]*\n\nSigns of harm\n-{13}\n\n")


def test_word_document_and_copied_text_contain_the_report_and_send_no_request(page: Page) -> None:
    requests: list[str] = []
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill({**COMPLETE, "analysis-police": TYPED})
    report = form.check()
    expect(report).to_be_visible()
    page.context.on("request", lambda request: requests.append(request.url))

    # The dialog opens first and warns that no passphrase protects the file.
    page.get_by_role("button", name="Save as a Word document").click()
    dialog = page.get_by_role("dialog", name="Save as a Word document")
    expect(dialog).to_contain_text("not protected by a passphrase")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save the Word document").click()
    file = download.value
    assert re.fullmatch(r"assessment-\d{4}-\d\d-\d\d-\d{4}\.docx", file.suggested_filename)
    with zipfile.ZipFile(io.BytesIO(Path(file.path()).read_bytes())) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        document_text = of_document(archive.read("word/document.xml").decode())
        assert b"OFFICIAL-SENSITIVE" in archive.read("word/header1.xml")
    assert document_text == of_report(report.evaluate("article => article.outerHTML"))
    expect(page.locator("[data-word-news]")).to_contain_text("It has no passphrase")

    # Our headers let no script copy text. The page selects the text of a section, and the person copies and pastes it.
    page.get_by_text("Copy the text into another system").click()
    part = page.locator("details").filter(has_text="Other programs on this computer can read")
    part.get_by_role("button", name="Copy “Signs of harm”").click()
    expect(part).to_contain_text("It is selected in the box. Press Ctrl and C")
    expect(part.get_by_label("Text to copy")).to_be_focused()
    page.keyboard.press("Control+c")
    box = page.get_by_label("ASSOCIATES/ADDRESSES/HOTSPOTS", exact=True)
    box.fill("")
    expect(part).not_to_have_attribute("open", "")
    box.press("Control+v")
    expect(box).to_have_value(SECTION)
    expect(page.locator("[data-copy-parts] li")).to_have_count(0)
    assert requests == []
