"""Tests of the case record: entries made by keyboard, saved, opened, kept in a draft, carried into a reassessment."""

import json
import re
from typing import Any

import accessibility
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from playwright.sync_api import Locator, Page, expect
from saving_page import (
    AS_DOWNLOAD,
    OWN,
    ask_to_keep,
    banner,
    choose,
    draft_found,
    draft_kept,
    lock_with_own,
    open_dialog,
    open_saved,
    save,
    unlock,
    words_dialog,
)
from viewport import resize

from scoring.answers import model as answers_model
from scoring.definition.entry_lists import EntryKind, EntryList

LISTS = {each.id: each for each in INSTRUMENT.record.lists}
SEPARATE_LISTS = [each for each in LISTS.values() if not each.about]
CHRONOLOGY, EVIDENCE, ENQUIRIES = (LISTS[each] for each in ("chronology", "evidence", "enquiries"))
FACTOR = INSTRUMENT.factors[1]
MANY = 200


def open_case_record(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", lambda dialog: dialog.accept())
    return AssessmentPage(page).open()


def block(page: Page, entry_list: EntryList, subject: str = "") -> Locator:
    return page.locator(f'details[data-entries="{entry_list.id}"][data-place="{subject}"]')


def typed(entry_list: EntryList, words: str) -> dict[str, str]:
    """Return an entry with a text in each field."""
    texts = {
        EntryKind.WHEN: "about March 2026",
        EntryKind.TEXT: f"{words} in short",
        EntryKind.MULTILINE: f"{words} at length",
    }
    return {each.id: texts.get(each.kind) or each.choices[0] for each in entry_list.fields}


def add_by_keyboard(page: Page, entry_block: Locator, entry_list: EntryList, words: str) -> None:
    """Open a block and add an entry by keyboard alone, starting from the block's summary."""
    keys = page.keyboard
    entry_block.locator("summary").first.focus()
    keys.press("Enter")
    expect(entry_block.locator("[data-add]")).to_be_visible()
    keys.press("Tab")
    while not page.evaluate("'add' in document.activeElement.dataset"):
        keys.press("Tab")
    keys.press("Enter")
    expect(entry_block.locator(":is(select, input, textarea):focus")).to_be_attached()
    for field, text in zip(entry_list.fields, typed(entry_list, words).values(), strict=True):
        control = entry_block.locator(f'[data-entry-field="{field.id}"]')
        if entry_block.locator("[data-boxes]:not([hidden]) select:focus").count():
            keys.press("ArrowDown")
            keys.press("Tab")
        expect(control).to_be_focused()
        if field.kind is EntryKind.CHOICE:
            keys.press("ArrowDown")
            expect(control).to_have_value(text)
        else:
            # Only the first letter is a key press, because each key lays out the page again. The rest is inserted.
            keys.press(text[0])
            keys.insert_text(text[1:])
            expect(control).to_have_value(text)
        keys.press("Tab")
    expect(entry_block.locator("[data-done]")).to_be_focused()
    keys.press("Enter")
    expect(entry_block.locator("[data-change]")).to_be_focused()


def summaries(page: Page) -> list[str]:
    """Return the summary line of each block that has entries."""
    lines: list[str] = page.locator("details[data-entries] > summary").all_text_contents()
    return [" ".join(line.split()) for line in lines if re.search(r"\(\d", line)]


def file_with(answers: dict[str, Any]) -> bytes:
    return json.dumps({**envelope(answers), "version": answers_model.VERSION}).encode()


def test_every_list_is_filled_by_keyboard_saved_and_opened_again(page: Page) -> None:
    form = open_case_record(page)
    form.choose(FACTOR, "not-known")
    ticks = next(each for each in INSTRUMENT.tick_lists if each.id in EVIDENCE.about)
    form.ticks(ticks).get_by_label(ticks.options[0].label, exact=True).check()
    places = [
        (EVIDENCE, FACTOR.id),
        (ENQUIRIES, FACTOR.id),
        (EVIDENCE, ticks.id),
        (EVIDENCE, ""),
        *((each, "") for each in SEPARATE_LISTS),
    ]
    for number, (entry_list, subject) in enumerate(places):
        add_by_keyboard(page, block(page, entry_list, subject), entry_list, f"Made up {number}")
    lines = summaries(page)
    assert len(lines) == len(places)
    assert f"{CHRONOLOGY.label} (1)" in lines
    expect(block(page, EVIDENCE, ticks.id).locator("li")).to_contain_text(ticks.options[0].label)

    assert accessibility.violations_anywhere(page) == []
    for size in (accessibility.MAGNIFIED[0], accessibility.MAGNIFIED[1], 390):
        resize(page, size)
        block(page, CHRONOLOGY).get_by_role("button", name="Add an event").click()
        assert accessibility.too_wide(page) == []
        assert accessibility.small_targets(page) == []
    assert accessibility.violations_anywhere(page) == []
    block(page, CHRONOLOGY).get_by_role("button", name="Done").click()
    resize(page, 1280)

    page.get_by_role("button", name="Clear form").last.click()
    question = page.get_by_role("dialog", name="Clear the form?")
    expect(question).to_contain_text(f"{CHRONOLOGY.label}: 1 {CHRONOLOGY.entry}")
    page.keyboard.press("Escape")
    form.check()
    answers = page.locator("#answer-list")
    expect(answers).to_contain_text(f"{EVIDENCE.label}3 {EVIDENCE.plural}")

    saved = save(page)
    page.reload()
    form.wait_until_ready()
    assert summaries(page) == []
    open_saved(page, saved)
    assert summaries(page) == lines
    chronology = block(page, CHRONOLOGY)
    chronology.locator("summary").click()
    chronology.get_by_role("button", name="Change").click()
    for field, text in typed(CHRONOLOGY, f"Made up {places.index((CHRONOLOGY, ''))}").items():
        expect(chronology.locator(f'[data-entry-field="{field}"]')).to_have_value(text)


def test_a_half_typed_entry_is_in_the_draft(page: Page) -> None:
    form = open_case_record(page)
    entry_block = block(page, CHRONOLOGY)
    entry_block.locator("summary").click()
    entry_block.get_by_role("button", name="Add an event").click()
    entry_block.get_by_role("textbox", name="Event").fill("Half of a sen")
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    expect(draft_kept(page)).to_be_visible()
    page.reload()
    form.wait_until_ready()
    draft_found(page).get_by_role("button", name="Open the draft").click()
    unlock(open_dialog(page), OWN)
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    expect(banner(page)).to_be_focused()
    entry_block.locator("summary").click()
    expect(entry_block.locator("li")).to_contain_text("Half of a sen")


def test_reassessment_keeps_the_chronology_and_a_warning_links_to_its_entry(
    page: Page,
) -> None:
    form = open_case_record(page)
    whens = ["May 2026", "in spring", "2 March 2026"]
    answers = {
        "client-name": "Sam Example",
        FACTOR.id: 3,
        CHRONOLOGY.id: [{"when": each, "event": "Made up"} for each in whens],
        EVIDENCE.id: [{"about": FACTOR.id, "known": "Made up"}],
    }
    dialog = choose(page, file_with(answers))
    dialog.get_by_role("button", name="Start a reassessment").click()
    expect(banner(page)).to_be_focused()
    entry_block = block(page, CHRONOLOGY)
    expect(entry_block.locator("summary")).to_have_text(
        re.compile(r"Chronology \(3, needs checking\)")
    )
    expect(block(page, EVIDENCE, FACTOR.id).locator("[data-entries-count]")).to_be_empty()
    entry_block.locator("summary").click()
    expect(entry_block.locator("li strong")).to_have_text(["2 March 2026", "May 2026", "in spring"])

    form.check()
    warning = page.get_by_role("group", name="Before you print").get_by_role(
        "link", name="Chronology, entry 3: the date does not exist or cannot be read"
    )
    warning.click()
    date = entry_block.get_by_label("Date")
    expect(date).to_be_focused()
    expect(date).to_have_value("in spring")
    expect(date).to_have_accessible_description(
        re.compile("The date does not exist or cannot be read")
    )
    date.fill("1 April 2026")
    expect(warning).to_have_count(0)
    # The entry does not move while it is open. After “Done” it moves to its place by date, with the focus on it.
    expect(entry_block.locator("li").last.locator("[data-done]")).to_be_visible()
    entry_block.get_by_role("button", name="Done").click()
    expect(entry_block.locator("li strong")).to_have_text(
        ["2 March 2026", "1 April 2026", "May 2026"]
    )
    expect(entry_block.locator("li").nth(1).get_by_role("button", name="Change")).to_be_focused()

    entry_block.get_by_role("button", name="Remove").first.click()
    undo = entry_block.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(entry_block.locator("li strong")).to_have_count(3)


def test_long_chronology_has_boxes_only_for_the_entry_being_changed(page: Page) -> None:
    open_case_record(page)
    events = [{"when": f"{1 + n % 28} March 2026", "event": f"Made up {n}"} for n in range(MANY)]
    choose(page, file_with({CHRONOLOGY.id: events}))
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    entry_block = block(page, CHRONOLOGY)
    expect(entry_block.locator("summary")).to_have_text(re.compile(rf"\({MANY}\)"))
    expect(entry_block.locator("li")).to_have_count(0)
    entry_block.locator("summary").click()
    expect(entry_block.locator("li")).to_have_count(MANY)
    entry_block.get_by_role("button", name="Change").nth(MANY // 2).click()
    expect(page.locator("[data-entry-fields]")).to_have_count(1)
