"""Saving, opening, the draft, the reassessment and the audit in each state, held against axe-core's rules."""

import json

import pytest
from assessment_page import AssessmentPage, envelope
from hands import QuickHands
from keeping_page import (
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
from playwright.sync_api import Page, expect
from test_audit_page import ADDRESS, files, made, read
from test_axe_assessment import violations
from test_axe_guidance import WIDTHS

TYPED = {"client-name": "Sam Example", "factor-1": 3}


@pytest.mark.parametrize("width", WIDTHS)
def test_saving_and_opening_break_no_rule_in_any_state(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", lambda dialog: dialog.accept())
    form = AssessmentPage(page, QuickHands()).open()
    form.fill(TYPED)
    found: dict[str, list[str]] = {}

    dialog = begin_saving(page)
    dialog.get_by_role("button", name="Save the file").click()
    found["made words, not written down"] = violations(page)
    lock_with_own(dialog, "password")
    found["own words, too weak"] = violations(page)
    dialog.get_by_role("button", name="Cancel").click()
    saved = save(page)
    found["saved"] = violations(page)

    dialog = choose(page, b"\x00\xff")
    found["no file of ours"] = violations(page)
    dialog.get_by_role("button", name="Cancel").first.click()
    dialog = choose(page, saved.content)
    unlock(dialog, "x")
    expect(dialog.get_by_role("alert")).to_contain_text("It could not be unlocked")
    found["wrong words"] = violations(page)
    dialog.get_by_role("button", name="Cancel").nth(0).click()
    broken = {**envelope({**TYPED, "factor-2": "3"}), "x": 1}
    dialog = choose(page, json.dumps(broken).encode())
    expect(dialog.get_by_role("button", name="Go on with it")).to_be_visible()
    found["something left out, asked"] = violations(page)
    dialog.get_by_role("button", name="Go on with it").click()
    expect(banner(page)).to_be_focused()
    found["something left out, opened"] = violations(page)
    page.get_by_role("button", name="I have looked at these").click()
    form.expect_bar("Scored 1 of 11")

    page.get_by_text("A reassessment, a draft on this computer, practice cases").click()
    found["more"] = violations(page)
    page.get_by_role("button", name="Keep a draft on this computer").click()
    lock_with_own(words_dialog(page))
    expect(page.locator("[data-draft-kept]")).to_be_visible()
    found["a draft is kept"] = violations(page)
    page.reload()
    form.wait_until_ready()
    expect(page.get_by_role("region", name="Draft")).to_be_visible()
    found["a draft is found"] = violations(page)

    page.get_by_text("A reassessment, a draft on this computer, practice cases").click()
    page.get_by_role("button", name="A second assessment beside the first").click()
    open_dialog(page).get_by_role("button", name="Go on with it").click()
    form.expect_bar("Scored 10 of 11")
    form.check()
    found["a reassessment with its report"] = violations(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_audit_breaks_no_rule_in_any_state(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.goto(ADDRESS)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible(timeout=60_000)
    found = {"fresh": violations(page)}
    page.get_by_role("button", name="Read the files").click()
    found["no files"] = violations(page)
    read(page, [*files(12), {"name": "x.cse", "mimeType": "", "buffer": b"x"}])
    made(page)
    found["made"] = violations(page)
    assert {state: faults for state, faults in found.items() if faults} == {}
