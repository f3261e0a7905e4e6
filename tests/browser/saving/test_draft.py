"""Tests of the draft kept in the browser: only on request, only encrypted, for a limited time, and deletable."""

import json
import re
from typing import Any

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from form_filling import ScriptFormFiller
from playwright.sync_api import Dialog, Locator, Page, Route, expect
from same_origin_page import open_same_origin_page
from saving_page import (
    AS_DOWNLOAD,
    OWN,
    ask_to_keep,
    banner,
    begin_saving,
    draft_found,
    draft_kept,
    fill_own,
    lock_with_own,
    open_dialog,
    open_saved,
    save,
    save_state,
    unlock,
    words_dialog,
)
from waiting import until

NAME = "Sam Example"
TYPED = {"client-name": NAME, "factor-1": 5, "analysis-behaviours": "Made up: staying out"}
STORED = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const found = [];
  for (const name of names) {
    const opening = indexedDB.open(name);
    await new Promise((done) => (opening.onsuccess = done));
    for (const store of opening.result.objectStoreNames) {
      const all = opening.result.transaction(store).objectStore(store).getAll();
      await new Promise((done) => (all.onsuccess = done));
      found.push(...all.result);
    }
    opening.result.close();
  }
  return { names, found, local: { ...localStorage }, session: { ...sessionStorage } };
}"""
ADVANCE_CLOCK = """async (until) => {
  const opening = indexedDB.open("hillingdon-cse-draft");
  await new Promise((done) => (opening.onsuccess = done));
  const store = opening.result.transaction("draft", "readwrite").objectStore("draft");
  const reading = store.get("draft");
  await new Promise((done) => (reading.onsuccess = done));
  const writing = store.put({ ...reading.result, until: Date.now() + until }, "draft");
  await new Promise((done) => (writing.onsuccess = done));
  opening.result.close();
}"""
HOUR = 3_600_000
# Longer than the form waits after a change before it writes the draft (docs/app/saving/draft/draft-writer.mjs).
AFTER_A_CHANGE_MS = 5000


LATE_PICTURE = """document.addEventListener("DOMContentLoaded", () => {
  const picture = new Image();
  picture.src = "/late.png";
  document.body.append(picture);
});"""


def started(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", accept)
    return AssessmentPage(page, ScriptFormFiller()).open()


def accept(dialog: Dialog) -> None:
    dialog.accept()


def stored(page: Page) -> dict[str, Any]:
    """Return everything that the origin has stored."""
    other = open_same_origin_page(page)
    draft: dict[str, Any] = other.evaluate(STORED)
    other.close()
    return draft


def expect_rewritten(page: Page, before: list[Any]) -> None:
    """Wait until the draft has been written again."""
    # One page reads the draft repeatedly, because opening a page takes far longer than reading.
    other = open_same_origin_page(page)
    until(other, lambda: other.evaluate(STORED)["found"] != before)
    other.close()


def keep(page: Page) -> None:
    """Ask for a draft, and wait until the page says that it is kept."""
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    expect(draft_kept(page)).to_be_visible()


def draft_message(page: Page) -> Locator:
    return page.locator("[data-draft-news]")


def confirm_deletion(page: Page) -> None:
    """Confirm the deletion of a draft in the dialog."""
    question = page.get_by_role("dialog", name="Delete the draft?")
    expect(question.get_by_role("button", name="Keep the draft")).to_be_focused()
    question.get_by_role("button", name="Delete the draft").click()


def open_draft(page: Page, words: str = OWN) -> None:
    draft_found(page).get_by_role("button", name="Open the draft").click()
    unlock(open_dialog(page), words)
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()


def reopened(page: Page, form: AssessmentPage) -> None:
    """Reload the page, and open the newest version of the draft."""
    page.reload()
    form.wait_until_ready()
    open_draft(page)
    expect(draft_kept(page)).to_be_visible()


def version_texts(page: Page) -> list[str]:
    """Return the encrypted text of every stored version, newest first."""
    [draft] = stored(page)["found"]
    return [version["text"] for version in draft["versions"]]


def hide(page: Page) -> None:
    """Let the page believe that its tab is hidden, which makes it write the draft at once."""
    page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));"""
    )


def test_no_draft_is_stored_unless_asked_for(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    page.goto("/assessing-risk/")
    page.goto("/")
    assert stored(page) == {"names": [], "found": [], "local": {}, "session": {}}


def test_draft_is_restored_after_its_tab_closed_and_is_updated_again(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    expect(draft_kept(page)).to_contain_text("24 hours after your last change")
    form.fill({"factor-2": 3})
    before = stored(page)["found"]
    expect_rewritten(page, before)
    page.close()

    form = AssessmentPage(page.context.new_page(), ScriptFormFiller()).open()
    page = form.page
    expect(draft_found(page)).to_contain_text(re.compile(r"deleted in (23|24) hours"))
    form.expect_bar("answered: 0 scored")
    open_draft(page)
    form.expect_bar("answered: 2 scored")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(draft_found(page)).to_be_hidden()
    before = stored(page)["found"]
    form.fill({"factor-3": 2})
    expect_rewritten(page, before)


def test_stored_draft_is_encrypted_and_nothing_else_is_stored(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    everything = stored(page)
    assert everything["names"] == ["hillingdon-cse-draft"]
    [draft] = everything["found"]
    assert sorted(draft) == ["offered", "until", "versions"]
    assert re.fullmatch(r"[\w-]+(\.[\w-]+){4}\n", draft["versions"][0]["text"])
    text = json.dumps(everything)
    for word in (NAME, "Example", "staying", OWN, "kettle"):
        assert word not in text


def test_wrong_passphrase_does_not_open_or_delete_the_draft(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.reload()
    form.wait_until_ready()
    draft_found(page).get_by_role("button", name="Open the draft").click()
    unlock(open_dialog(page), "kettle gravel")
    expect(open_dialog(page).get_by_role("alert")).to_contain_text(
        "The draft could not be unlocked"
    )
    open_dialog(page).get_by_role("button", name="Cancel").last.click()
    form.expect_bar("answered: 0 scored")
    expect(draft_found(page)).to_be_visible()


@pytest.mark.parametrize("when", ["while it is kept", "when it is found"])
def test_draft_is_deleted_after_confirmation(page: Page, when: str) -> None:
    page.clock.install()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    if when == "when it is found":
        page.reload()
        form.wait_until_ready()
        draft_found(page).get_by_role("button", name="Delete the draft").click()
    else:
        draft_kept(page).get_by_role("button", name="delete the draft now").click()
    confirm_deletion(page)
    expect(draft_message(page)).to_contain_text("The draft has been deleted")
    # The button that was pressed is gone, so the focus moves to the message.
    expect(draft_message(page)).to_be_focused()
    assert stored(page)["names"] == []
    form.choose(INSTRUMENT.factors[9], 2)
    page.clock.run_for(AFTER_A_CHANGE_MS)
    # Encrypting a file takes as long as encrypting a draft, and starts later. A draft would be stored by now.
    save(page)
    assert stored(page)["names"] == []
    page.reload()
    form.wait_until_ready()
    expect(draft_found(page)).to_be_hidden()
    page.go_back()
    page.go_forward()
    expect(draft_found(page)).to_be_hidden()


def test_the_focus_moves_to_the_words_that_say_a_draft_is_kept(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    expect(draft_kept(page)).to_be_focused()


def test_kept_draft_is_announced_without_taking_the_focus_from_another_field(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    # Encryption takes long enough on any machine for a person to press Tab.
    page.evaluate(
        "document.addEventListener('close', () => document.querySelector('#client-name').focus(), true)"
    )
    keep(page)
    expect(page.locator("[data-announce]")).to_have_text("A draft is now kept on this computer.")
    expect(page.get_by_label("Client’s Name")).to_be_focused()


def test_clearing_the_form_deletes_the_draft(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.get_by_role("button", name="Clear form").last.click()
    question = page.get_by_role("dialog", name="Clear the form?")
    expect(question).to_contain_text("The draft kept on this computer")
    question.get_by_role("button", name="Clear the form").click()
    expect(page.get_by_role("alert").filter(has_text="The form has been cleared.")).to_be_visible()
    form.wait_until_ready()
    expect(draft_found(page)).to_be_hidden()
    assert stored(page)["names"] == []


def test_deletion_of_a_draft_can_be_declined(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.reload()
    form.wait_until_ready()
    draft_found(page).get_by_role("button", name="Delete the draft").click()
    page.get_by_role("dialog", name="Delete the draft?").get_by_text("Keep the draft").click()
    open_draft(page)
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)


@pytest.mark.parametrize(
    "life", [-1, -2 * 24 * HOUR, 40 * 24 * HOUR], ids=["over", "a jump", "put back"]
)
def test_a_clock_that_jumps_deletes_no_draft(page: Page, life: int) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.goto("/assessing-risk/blank-form/")
    open_same_origin_page(page).evaluate(ADVANCE_CLOCK, life)
    for _ in range(2):
        page.goto("/")
        page.goto("/assessing-risk/assessment/")
        form.wait_until_ready()
        expect(draft_found(page)).to_contain_text(
            "deleted in a few minutes" if life < 0 else re.compile("deleted in (23|24) hours")
        )
    open_draft(page)
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)


def test_expired_draft_is_offered_for_ten_minutes_and_then_deleted(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.goto("/assessing-risk/blank-form/")
    open_same_origin_page(page).evaluate(ADVANCE_CLOCK, -1)
    page.clock.install()
    page.goto("/assessing-risk/assessment/")
    form.wait_until_ready()
    work(page, minutes=9)
    expect(draft_found(page)).to_be_visible()
    work(page, minutes=3)
    expect(draft_found(page)).to_be_hidden()
    assert stored(page)["names"] == []


def work(page: Page, *, minutes: int) -> None:
    """Let this many minutes pass while someone uses the form, so that it is not hidden."""
    for minute in range(minutes):
        page.mouse.move(10 + minute % 2, 10)
        page.clock.run_for(60_000)


def test_draft_is_written_within_five_seconds_during_steady_typing(page: Page) -> None:
    page.clock.install()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    before = stored(page)["found"]
    box = page.get_by_label("Client’s Name")
    # One key every second: no pause is long enough to write the draft.
    for letter in "abcde":
        box.press_sequentially(letter)
        page.clock.run_for(1000)
    expect_rewritten(page, before)


def test_draft_is_written_at_once_on_pagehide(page: Page) -> None:
    page.clock.install()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    before = stored(page)["found"]
    page.get_by_label("Client’s Name").press_sequentially("x")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect_rewritten(page, before)


def with_three_versions(page: Page) -> AssessmentPage:
    """Keep a draft with three versions, which are six minutes apart."""
    page.clock.install()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    for name in ("Sam Second", "Sam Third"):
        before = stored(page)["found"]
        work(page, minutes=6)
        page.get_by_label("Client’s Name").fill(name)
        page.clock.run_for(2000)
        expect_rewritten(page, before)
    return form


def test_earlier_versions_of_a_draft_can_be_opened(page: Page) -> None:
    form = with_three_versions(page)
    page.reload()
    form.wait_until_ready()
    earlier = draft_found(page).get_by_role("button", name="Open the version from")
    expect(earlier).to_have_count(2)
    earlier.last.click()
    unlock(open_dialog(page), OWN)
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)


def test_opening_a_draft_without_typing_keeps_every_version(page: Page) -> None:
    form = with_three_versions(page)
    before = version_texts(page)
    assert len(before) == 3
    for _ in range(3):
        reopened(page, form)
        hide(page)
        # Encrypting a file takes as long as encrypting a draft, and starts later. A version would be stored by now.
        save(page)
        assert version_texts(page) == before


def test_typing_in_an_older_version_keeps_the_newest(page: Page) -> None:
    form = with_three_versions(page)
    newest, *older = version_texts(page)
    page.reload()
    form.wait_until_ready()
    earlier = draft_found(page).get_by_role("button", name="Open the version from")
    expect(earlier.first).to_have_accessible_name(re.compile(r"\(second newest\)$"))
    expect(earlier.last).to_have_accessible_name(re.compile(r"\(third newest\)$"))
    earlier.last.click()
    unlock(open_dialog(page), OWN)
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    expect(draft_kept(page)).to_be_visible()
    for name in ("Sam Fourth", "Sam Fifth", "Sam Sixth"):
        before = stored(page)["found"]
        work(page, minutes=6)
        page.get_by_label("Client’s Name").fill(name)
        page.clock.run_for(2000)
        expect_rewritten(page, before)
    assert newest in version_texts(page)
    assert older[-1] not in version_texts(page)


def test_opening_a_file_while_a_draft_is_kept_keeps_its_versions(page: Page) -> None:
    form = started(page)
    form.fill({"client-name": "Charlie Specimen"})
    file = save(page)
    form.fill(TYPED)
    keep(page)
    before = version_texts(page)
    was = stored(page)["found"]
    open_saved(page, file)
    expect_rewritten(page, was)
    assert set(before) < set(version_texts(page))
    for button in ("Restore the previous answers", "Switch back"):
        was = stored(page)["found"]
        page.get_by_role("button", name=button).click()
        expect_rewritten(page, was)
        assert set(before) < set(version_texts(page))


def test_an_opened_draft_is_named_as_a_draft_and_is_not_saved(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.reload()
    form.wait_until_ready()
    draft_found(page).get_by_role("button", name="Open the draft").click()
    dialog = page.get_by_role("dialog", name="Open the draft")
    unlock(dialog, OWN)
    expect(dialog).to_contain_text(
        re.compile(r"Draft kept on \d+ \w+ \d{4} at \d\d:\d\d: \d+ answers")
    )
    dialog.get_by_role("button", name="Continue this assessment").click()
    expect(banner(page)).to_contain_text(
        re.compile(r"The draft from .* is in the form. It is not saved to a file.")
    )
    expect(save_state(form)).to_have_text(re.compile(r"^Not saved, draft kept \d\d:\d\d$"))


def test_enter_in_the_passphrase_boxes_keeps_the_draft_and_saves_the_file(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    ask_to_keep(page)
    fill_own(words_dialog(page))
    words_dialog(page).get_by_label("Type the same passphrase again").press("Enter")
    expect(draft_kept(page)).to_be_visible()
    dialog = begin_saving(page)
    fill_own(dialog)
    with page.expect_download():
        dialog.get_by_label("Your own passphrase").press("Enter")


def test_the_words_for_a_draft_mention_no_file_to_keep_them_from(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    ask_to_keep(page)
    expect(words_dialog(page)).to_contain_text("keep them away from this computer")
    expect(words_dialog(page).get_by_text("keep them separate from the file")).to_be_hidden()


def test_a_draft_that_is_kept_during_a_press_does_not_lose_the_press(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    button = page.get_by_role("button", name="Practise")
    button.hover()
    page.mouse.down()
    # The draft is in the database, so only its message is missing.
    other = open_same_origin_page(page)
    until(other, lambda: other.evaluate(STORED)["found"] != [])
    other.close()
    expect(draft_kept(page)).to_be_hidden()
    page.mouse.up()
    expect(page.get_by_role("dialog", name="Practise with a made-up case")).to_be_visible()
    expect(draft_kept(page)).to_be_attached()


def test_draft_offer_is_in_view_and_focused_after_a_reload(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    expect(page.locator("html.laid-out")).to_be_attached()
    page.get_by_role("button", name="Check your answers").scroll_into_view_if_needed()
    # If a picture loads late, the browser restores the scroll position late too.
    delayed: list[Route] = []
    page.route("**/late.png", lambda route: delayed.append(route))
    page.add_init_script(LATE_PICTURE)
    page.reload(wait_until="commit")
    expect(draft_found(page)).to_be_focused()
    delayed[0].fulfill(status=204)
    page.wait_for_load_state()
    form.wait_until_ready()
    expect(page.locator("html.laid-out")).to_be_attached()
    expect(draft_found(page)).to_be_focused()
    expect(draft_found(page)).to_be_in_viewport()


def test_time_until_a_draft_is_deleted_is_shown_in_hours_or_minutes(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    for left, words in ((2.5 * HOUR, "2 hours"), (1.5 * HOUR, "1 hour"), (HOUR / 2, "30 minutes")):
        open_same_origin_page(page).evaluate(ADVANCE_CLOCK, int(left))
        page.reload()
        form.wait_until_ready()
        expect(draft_found(page)).to_contain_text(f"deleted in {words}.")


def test_two_tabs_do_not_overwrite_each_others_draft(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    other = page.context.new_page()
    AssessmentPage(other).open()
    other.get_by_label("Client’s Name").fill("Charlie Specimen")
    ask_to_keep(other)
    expect(draft_message(other)).to_contain_text("There is already a draft on this computer.")
    open_draft(other)
    expect(draft_message(other)).to_contain_text("A draft is already being kept in another tab.")
    [draft] = stored(page)["found"]
    form.choose(INSTRUMENT.factors[9], 2)
    expect_rewritten(page, [draft])


@pytest.mark.parametrize("what", ["indexedDB.open", "IDBObjectStore.prototype.put"])
def test_draft_that_cannot_be_stored_is_reported_and_the_form_works(page: Page, what: str) -> None:
    page.add_init_script(f"{what} = () => {{ throw new DOMException('', 'QuotaExceededError'); }};")
    page.add_init_script("IDBFactory.prototype.open = indexedDB.open;")
    form = started(page)
    form.fill(TYPED)
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    expect(draft_message(page)).to_contain_text("The draft could not be kept")
    expect(draft_kept(page)).to_be_hidden()
    expect(save_state(form)).to_have_text("Not saved")
    form.expect_bar("answered: 1 scored")


def test_draft_is_written_at_once_when_its_tab_is_hidden(page: Page) -> None:
    page.clock.install()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    before = stored(page)["found"]
    # The clock is paused, so the timer that writes the draft after a change never runs.
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    form.choose(INSTRUMENT.factors[9], 2)
    page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));"""
    )
    expect_rewritten(page, before)


def test_older_tab_does_not_replace_a_draft_of_another_tab(page: Page) -> None:
    other = page.context.new_page()
    AssessmentPage(other).open()
    form = started(page)
    form.fill(TYPED)
    keep(page)
    before = stored(page)["found"]
    page.close()
    other.get_by_label("Client’s Name").fill("Charlie Specimen")
    ask_to_keep(other)
    expect(draft_message(other)).to_contain_text("There is already a draft on this computer.")
    expect(draft_found(other)).to_be_visible()
    assert stored(other)["found"] == before


def test_draft_in_use_by_another_tab_is_not_deleted(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    other = page.context.new_page()
    AssessmentPage(other).open()
    draft_found(other).get_by_role("button", name="Delete the draft").click()
    confirm_deletion(other)
    expect(draft_message(other)).to_contain_text("Another tab is keeping this draft.")
    assert stored(page)["names"] == ["hillingdon-cse-draft"]
