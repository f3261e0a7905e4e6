"""Tests of saving to a locked file: its content, its name, and the save state that the page always shows."""

import json
import re
from typing import Any

import pytest
from assessment_page import ADDRESS, INSTRUMENT, AssessmentPage
from form_filling import ScriptFormFiller
from payloads import PAYLOADS
from playwright.sync_api import Browser, Dialog, Page, Route, expect
from saving_page import (
    AS_DOWNLOAD,
    OWN,
    Saved,
    begin_saving,
    lock_with_own,
    news,
    open_saved,
    save,
    save_state,
)

from scoring.cli.encryption import jwe

NAME = "Sam Example"
HARD = "Zoë “Sam” O’Example\n<b>&amp;</b>\t'; DROP -- \U0001d4ae 👩\u200d👧 ‎مثال\n\n  two spaces  "
# The origin's private file system has the same kind of handles as the computer's, but needs no file picker.
PICKER = """
window.chosen = [];
// Asked for at once: the sealed page has lost the way to it.
window.folder = navigator.storage?.getDirectory();
window.showOpenFilePicker = () => {};
window.showSaveFilePicker = async ({ suggestedName }) => {
  window.chosen.push(suggestedName);
  return (await window.folder).getFileHandle(suggestedName, { create: true });
};
"""
STORED_DATA = """async () => {
  const found = {};
  for await (const [name, handle] of (await window.folder).entries())
    found[name] = await (await handle.getFile()).text();
  return found;
}"""


@pytest.fixture
def form(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    return AssessmentPage(page, ScriptFormFiller()).open()


def everything() -> dict[str, Any]:
    """Return an answer to every question of the form, with characters that are hard to save and restore."""
    answers: dict[str, Any] = {}
    for field in INSTRUMENT.fields:
        answers[field.id] = {
            "date": {"day": "31", "month": "Febr.", "year": "20"},
            "choice": (field.choices or ("",))[-1],
            "code": INSTRUMENT.codes[3].code,
            "multiline": HARD,
        }.get(field.kind.value, HARD.replace("\n", " ").replace("\t", " "))
    for each in INSTRUMENT.tick_lists:
        answers[each.id] = {"ticked": [option.id for option in each.all_options], "other": "x & y"}
    for factor in INSTRUMENT.factors:
        answers[factor.id] = factor.highest
    answers[INSTRUMENT.risk_category.id] = 2
    return answers


def box_values(page: Page) -> list[list[Any]]:
    """Return the name and value of each box of the form, and whether it is ticked."""
    boxes: list[list[Any]] = page.evaluate(
        """[...document.querySelectorAll("[data-item], [data-by-hand]")].flatMap((item) =>
          [...item.querySelectorAll("input, textarea, select")].map(
            (box) => [box.name || box.id, box.value, box.checked]))"""
    )
    return boxes


def test_saved_file_restores_every_answer_in_another_tab(
    form: AssessmentPage, browser: Browser, server: str
) -> None:
    form.fill(everything())
    before = box_values(form.page)
    saved = save(form.page)
    with browser.new_context(base_url=server, service_workers="block") as context:
        other = AssessmentPage(context.new_page()).open()
        assert box_values(other.page) != before
        open_saved(other.page, saved)
        assert box_values(other.page) == before
        other.expect_bar("answered: 11 scored")


def test_payloads_come_back_from_a_file_as_text(form: AssessmentPage) -> None:
    boxes = form.page.locator("#assessment [data-item] :is(textarea, input[type=text]):visible")
    filled = [boxes.nth(n) for n in range(len(PAYLOADS))]
    for box, payload in zip(filled, PAYLOADS, strict=True):
        box.fill(payload)
    before = box_values(form.page)
    saved = save(form.page)
    filled[0].fill("")
    open_saved(form.page, saved)
    assert box_values(form.page) == before


def test_saved_file_has_no_answer_or_passphrase_in_clear_text(form: AssessmentPage) -> None:
    form.fill({"client-name": NAME, "client-address": "1 Example Street"})
    saved = save(form.page)
    assert re.fullmatch(r"assessment-\d{4}-\d\d-\d\d-\d{4}\.cse", saved.name)
    assert re.fullmatch(rb"[\w-]+(\.[\w-]+){4}\n", saved.content)
    for word in (NAME, "Example", OWN, "kettle"):
        assert word.encode() not in saved.content
    expect(form.page).not_to_have_title(re.compile(NAME))
    assert form.page.url.endswith(ADDRESS)


def test_saving_and_opening_a_file_send_no_request(form: AssessmentPage) -> None:
    requests: list[str] = []
    form.page.context.on("request", lambda request: requests.append(request.url))
    form.fill({"client-name": NAME})
    open_saved(form.page, save(form.page))
    assert [url for url in requests if not url.startswith("blob:")] == []


def test_save_state_always_shows_whether_the_answers_are_saved(form: AssessmentPage) -> None:
    name = form.page.get_by_label("Client’s Name")
    expect(save_state(form)).to_be_hidden()
    name.fill(NAME)
    expect(save_state(form)).to_have_text("Not saved")
    save(form.page)
    expect(save_state(form)).to_have_text(re.compile(r"^Saved \d\d:\d\d as a download$"))
    name.fill("Sam Sample")
    expect(save_state(form)).to_have_text("Changes not saved")
    name.fill(NAME)
    expect(save_state(form)).to_have_text(re.compile("^Saved"))
    name.fill("")
    expect(save_state(form)).to_be_hidden()


def test_leaving_asks_first_only_if_answers_are_not_saved(form: AssessmentPage) -> None:
    dialogs: list[Dialog] = []

    def decline(dialog: Dialog) -> None:
        dialogs.append(dialog)
        dialog.dismiss()

    form.page.on("dialog", decline)
    form.page.get_by_label("Client’s Name").fill(NAME)
    form.page.close(run_before_unload=True)
    expect(form.page.get_by_label("Client’s Name")).to_have_value(NAME)
    assert [dialog.type for dialog in dialogs] == ["beforeunload"]
    save(form.page)
    with form.page.expect_event("close"):
        form.page.close(run_before_unload=True)
    assert len(dialogs) == 1


def test_generated_passphrase_must_be_confirmed_as_written_down_and_is_shown_once(
    form: AssessmentPage,
) -> None:
    page = form.page
    page.get_by_label("Client’s Name").fill(NAME)
    dialog = begin_saving(page)
    words = dialog.locator("[data-generated-passphrase]")
    expect(words).to_have_text(re.compile(r"^[a-z-]+( [a-z-]+){6}$"))
    first = words.inner_text()
    dialog.get_by_role("button", name="Create a different set of words").click()
    expect(words).not_to_have_text(first)
    second = words.inner_text()
    dialog.get_by_role("button", name="Save the file").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Write the 7 words down")
    written = dialog.get_by_label("I have written the 7 words down")
    expect(written).to_be_focused()
    written.check()
    with page.expect_download():
        dialog.get_by_role("button", name="Save the file").click()
    expect(dialog).to_be_hidden()
    assert second not in page.content()
    # The next save uses the same passphrase again without showing it.
    begin_saving(page)
    expect(dialog.get_by_label("the passphrase that I last used")).to_be_checked()
    expect(words).to_be_hidden()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save the file").click()
    open_saved(page, Saved("assessment.cse", download.value.path().read_bytes(), second))


@pytest.mark.parametrize(
    ("words", "again", "wrong"),
    [
        ("", "", "Too easy to guess"),
        ("password", "password", "Too easy to guess"),
        (NAME, NAME, "Too easy to guess"),
        (OWN, f"{OWN} x", "The passphrases do not match"),
    ],
    ids=["none", "password", "the child’s name", "mistyped"],
)
def test_weak_or_mistyped_passphrase_is_refused(
    form: AssessmentPage, words: str, again: str, wrong: str
) -> None:
    form.page.get_by_label("Client’s Name").fill(NAME)
    dialog = begin_saving(form.page)
    lock_with_own(dialog, words, again)
    expect(dialog.get_by_role("alert")).to_contain_text(wrong)
    dialog.get_by_role("button", name="Cancel").click()
    # The dialog must not remember the refused passphrase.
    begin_saving(form.page)
    dialog.get_by_label("Use my own passphrase").check()
    expect(dialog.get_by_label("Your own passphrase")).to_have_value("")


def test_passphrase_strength_is_shown_while_it_is_typed(form: AssessmentPage) -> None:
    dialog = begin_saving(form.page)
    dialog.get_by_label("Use my own passphrase").check()
    strength = dialog.get_by_role("status")
    for words, message in (
        ("blue dog", "Too easy to guess"),
        ("table ladder 77", "Too easy to guess"),
        (OWN, "Fairly strong"),
        (f"{OWN} lantern", "Hard to guess"),
    ):
        dialog.get_by_label("Your own passphrase").fill(words)
        expect(strength).to_contain_text(message)


def test_guessable_passphrase_is_refused_with_the_reason(form: AssessmentPage) -> None:
    form.fill(
        {"client-name": "Ash Template", "date-of-birth": {"day": "8", "month": "6", "year": "2011"}}
    )
    dialog = begin_saving(form.page)
    dialog.get_by_label("Use my own passphrase").check()
    for words, message in (
        ("Template Ash, 8th June 2011", "It is made from what is in this form."),
        ("monday tuesday wednesday thursday", "It is a list or a sequence"),
        ("to be or not to be", "It is a well-known phrase."),
    ):
        dialog.get_by_label("Your own passphrase").fill(words)
        dialog.get_by_label("Type the same passphrase again").fill(words)
        dialog.get_by_role("button", name="Save the file").click()
        expect(dialog.get_by_role("alert")).to_contain_text(f"Too easy to guess. {message}")
    expect(dialog).to_be_visible()


def test_second_save_overwrites_the_same_file_if_the_browser_can(page: Page) -> None:
    page.add_init_script(PICKER)
    form = AssessmentPage(page).open()
    name = page.get_by_label("Client’s Name")
    name.fill(NAME)
    lock_with_own(begin_saving(page))
    expect(save_state(form)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    [(file, first)] = page.evaluate(STORED_DATA).items()
    expect(news(page)).to_contain_text(f"as {file}.")
    name.fill("Sam Sample")
    begin_saving(page).get_by_role("button", name="Save the file").click()
    expect(save_state(form)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    [(_, second)] = page.evaluate(STORED_DATA).items()
    assert second != first
    assert page.evaluate("window.chosen.length") == 1


def test_new_assessment_is_not_saved_over_the_previous_file(page: Page) -> None:
    page.add_init_script(PICKER)
    form = AssessmentPage(page).open()
    page.get_by_label("Client’s Name").fill(NAME)
    lock_with_own(begin_saving(page))
    expect(save_state(form)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="A full assessment with high numbers").click()
    # Starting a reassessment replaces the answers, but does not count as opening a file.
    page.get_by_role("button", name="Start a reassessment").click()
    form.expect_bar("answered: 0 scored")
    begin_saving(page).get_by_role("button", name="Save the file").click()
    expect(save_state(form)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert page.evaluate("window.chosen.length") == 2


@pytest.mark.parametrize(
    ("picker", "message"),
    [
        (
            "() => { throw new DOMException('', 'AbortError'); }",
            "The file was not saved, because you closed",
        ),
        (
            "() => { throw new DOMException('', 'NotAllowedError'); }",
            "The file could not be saved.",
        ),
        (
            "() => ({ createWritable: () => { throw new DOMException('', 'QuotaExceededError'); } })",
            "The file could not be saved.",
        ),
        (
            "() => ({ createWritable: () => ({ write() {}, close() {} }), getFile: () => new Blob(['half']) })",
            "The file could not be saved.",
        ),
    ],
    ids=["thought better of it", "not allowed", "disk full", "not there when read again"],
)
def test_failed_save_is_reported_and_not_shown_as_saved(
    page: Page, picker: str, message: str
) -> None:
    page.add_init_script(
        f"window.showOpenFilePicker = () => {{}}; window.showSaveFilePicker = async {picker};"
    )
    form = AssessmentPage(page).open()
    page.get_by_label("Client’s Name").fill(NAME)
    lock_with_own(begin_saving(page))
    expect(news(page)).to_contain_text(message)
    expect(save_state(form)).to_have_text("Not saved")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)


def test_answer_too_long_to_be_restored_is_not_saved(form: AssessmentPage) -> None:
    page = form.page
    box = page.get_by_label("BEHAVIOURS/INDICATORS")
    box.fill("x" * 50_001)
    lock_with_own(begin_saving(page))
    expect(news(page)).to_contain_text(
        "The file was not saved, because it could not be opened again without losing some of your answers"
    )
    expect(news(page)).to_contain_text("BEHAVIOURS/INDICATORS")
    expect(save_state(form)).to_have_text("Not saved")
    box.fill("x" * 50_000)
    with page.expect_download():
        begin_saving(page).get_by_role("button", name="Save the file").click()
    expect(save_state(form)).to_have_text(re.compile("^Saved"))


def test_saving_is_not_offered_on_an_insecure_address(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    AssessmentPage(page).open()
    expect(page.get_by_text("does not begin with “https”")).to_be_visible()
    expect(page.get_by_role("button", name="Save to a file")).to_have_count(0)


def test_form_works_and_is_sealed_without_the_saving_script(page: Page, watch: Any) -> None:
    watch.expect("encryption.mjs")
    page.route("**/app-*/encryption*.mjs", lambda route: route.abort())
    form = AssessmentPage(page, ScriptFormFiller()).open()
    expect(page.get_by_text("The part of this page that saves files did not load.")).to_be_visible()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    form.fill({"client-name": NAME, "factor-1": 3})
    form.expect_bar("answered: 1 scored")


def test_answers_typed_before_the_saving_script_loads_show_as_not_saved(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/app-*/encryption*.mjs", lambda route: waiting.append(route))
    page.goto(ADDRESS)
    page.get_by_label("Client’s Name").fill(NAME)
    waiting[0].continue_()
    form = AssessmentPage(page)
    expect(save_state(form)).to_have_text("Not saved")
    form.wait_until_ready()


def test_form_can_be_saved_by_keyboard_alone(form: AssessmentPage) -> None:
    page = form.page
    page.get_by_label("Client’s Name").fill(NAME)
    page.get_by_role("button", name="Save to a file").first.focus()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_label("I have written the 7 words down")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save to a file").first).to_be_focused()


def test_file_saved_in_the_browser_can_be_unlocked_by_python(
    form: AssessmentPage,
) -> None:
    form.fill({"client-name": NAME})
    saved = save(form.page)
    text = jwe.decrypt(saved.content.decode(), OWN)
    assert json.loads(text)["answers"] == {"client-name": NAME, "analysis-name": NAME}
