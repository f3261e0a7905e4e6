"""The draft that a browser may keep: only if asked for, only locked, not for long, and gone when it is wiped."""

import json
import re
from typing import Any

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from hands import QuickHands
from keeping_page import (
    AS_DOWNLOAD,
    OWN,
    lock_with_own,
    open_dialog,
    save_state,
    unlock,
    words_dialog,
)
from playwright.sync_api import Dialog, Locator, Page, expect

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
TIME_GOES_BY = """async (until) => {
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


def started(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    page.on("dialog", accept)
    return AssessmentPage(page, QuickHands()).open()


def accept(dialog: Dialog) -> None:
    dialog.accept()


def stored(page: Page) -> dict[str, Any]:
    """Return all that the origin keeps."""
    kept: dict[str, Any] = page.evaluate(STORED)
    return kept


def keep(page: Page) -> None:
    """Ask for a draft, and wait until it is there."""
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    expect(kept(page)).to_be_visible()


def ask_to_keep(page: Page) -> None:
    summary = page.get_by_text("A reassessment, a draft on this computer, practice cases")
    if not page.get_by_role("button", name="Keep a draft on this computer").is_visible():
        summary.click()
    page.get_by_role("button", name="Keep a draft on this computer").click()


def kept(page: Page) -> Locator:
    return page.locator("[data-draft-kept]")


def found(page: Page) -> Locator:
    return page.get_by_role("region", name="Draft")


def said(page: Page) -> Locator:
    return page.locator("[data-draft-news]")


def open_draft(page: Page, words: str = OWN) -> None:
    found(page).get_by_role("button", name="Open the draft").click()
    unlock(open_dialog(page), words)
    open_dialog(page).get_by_role("button", name="Go on with it").click()


def test_nobody_who_did_not_ask_for_it_has_anything_kept(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    page.goto("/assessing-risk/")
    page.goto("/")
    assert stored(page) == {"names": [], "found": [], "local": {}, "session": {}}


def test_it_comes_back_after_the_tab_was_lost_and_goes_on(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    expect(kept(page)).to_contain_text("wiped 24 hours after your last change")
    form.fill({"factor-2": 3})
    before = stored(page)["found"]
    expect_rewritten(page, before)
    page.close()

    form = AssessmentPage(page.context.new_page(), QuickHands()).open()
    page = form.page
    expect(found(page)).to_contain_text(re.compile(r"wiped in (23|24) hours"))
    form.expect_bar("Scored 0 of 11")
    open_draft(page)
    form.expect_bar("Scored 2 of 11")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(found(page)).to_be_hidden()
    before = stored(page)["found"]
    form.fill({"factor-3": 2})
    expect_rewritten(page, before)


def expect_rewritten(page: Page, before: list[Any]) -> None:
    """Wait until the draft has been written anew."""
    for _ in range(100):
        if stored(page)["found"] != before:
            return
        page.wait_for_timeout(200)
    raise AssertionError("the draft was not written")


def test_it_is_locked_and_alone(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    everything = stored(page)
    assert everything["names"] == ["hillingdon-cse-draft"]
    [draft] = everything["found"]
    assert sorted(draft) == ["text", "until"]
    assert re.fullmatch(r"[\w-]+(\.[\w-]+){4}\n", draft["text"])
    text = json.dumps(everything)
    for word in (NAME, "Example", "staying", OWN, "kettle"):
        assert word not in text


def test_wrong_words_open_nothing_and_leave_it_there(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.reload()
    form.wait_until_ready()
    found(page).get_by_role("button", name="Open the draft").click()
    unlock(open_dialog(page), "kettle gravel")
    expect(open_dialog(page).get_by_role("alert")).to_contain_text("It could not be unlocked")
    open_dialog(page).get_by_role("button", name="Cancel").last.click()
    form.expect_bar("Scored 0 of 11")
    expect(found(page)).to_be_visible()


@pytest.mark.parametrize("when", ["while it is kept", "when it is found"])
def test_wiping_takes_it_away(page: Page, when: str) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    if when == "when it is found":
        page.reload()
        form.wait_until_ready()
        found(page).get_by_role("button", name="Wipe the draft").click()
    else:
        kept(page).get_by_role("button", name="wipe the draft").click()
    expect(said(page)).to_contain_text("The draft is wiped")
    assert stored(page)["names"] == []
    form.choose(INSTRUMENT.factors[9], 2)
    page.wait_for_timeout(5000)
    assert stored(page)["names"] == []
    page.reload()
    form.wait_until_ready()
    expect(found(page)).to_be_hidden()
    page.go_back()
    page.go_forward()
    expect(found(page)).to_be_hidden()


def test_clearing_the_form_takes_it_away(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.get_by_role("button", name="Clear form").last.click()
    question = page.get_by_role("dialog", name="Clear the form?")
    expect(question).to_contain_text("The draft kept on this computer")
    question.get_by_role("button", name="Clear the form").click()
    expect(page.get_by_role("alert").filter(has_text="The form has been cleared.")).to_be_visible()
    form.wait_until_ready()
    expect(found(page)).to_be_hidden()
    assert stored(page)["names"] == []


@pytest.mark.parametrize(
    ("address", "until"),
    [("/assessing-risk/assessment/", -1), ("/", -1), ("/", 25 * HOUR)],
    ids=["on the form", "on any page", "when the clock was put back"],
)
def test_its_time_is_over_after_a_day(page: Page, address: str, until: int) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    page.goto("/assessing-risk/blank-form/")
    page.evaluate(TIME_GOES_BY, until)
    page.goto(address)
    for _ in range(100):
        if stored(page)["names"] == []:
            break
        page.wait_for_timeout(100)
    assert stored(page)["names"] == []
    expect(found(page)).to_be_hidden()


def test_its_life_is_shown_in_hours_and_minutes(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    for left, words in ((2.5 * HOUR, "2 hours"), (1.5 * HOUR, "1 hour"), (HOUR / 2, "30 minutes")):
        page.evaluate(TIME_GOES_BY, int(left))
        page.reload()
        form.wait_until_ready()
        expect(found(page)).to_contain_text(f"wiped in {words}.")


def test_two_tabs_do_not_overwrite_each_other(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    other = page.context.new_page()
    AssessmentPage(other).open()
    other.get_by_label("Client’s Name").fill("Charlie Specimen")
    ask_to_keep(other)
    expect(said(other)).to_contain_text("There is a draft on this computer already.")
    open_draft(other)
    expect(said(other)).to_contain_text("Another tab of this browser keeps a draft.")
    [draft] = stored(page)["found"]
    form.choose(INSTRUMENT.factors[9], 2)
    expect_rewritten(page, [draft])


@pytest.mark.parametrize("what", ["indexedDB.open", "IDBObjectStore.prototype.put"])
def test_a_browser_that_keeps_nothing_is_told_and_the_form_goes_on(page: Page, what: str) -> None:
    page.add_init_script(f"{what} = () => {{ throw new DOMException('', 'QuotaExceededError'); }};")
    page.add_init_script("IDBFactory.prototype.open = indexedDB.open;")
    form = started(page)
    form.fill(TYPED)
    ask_to_keep(page)
    lock_with_own(words_dialog(page))
    expect(said(page)).to_contain_text("This browser does not keep the draft")
    expect(kept(page)).to_be_hidden()
    expect(save_state(form)).to_have_text("Not saved")
    form.expect_bar("Scored 1 of 11")


def test_it_is_written_at_once_when_the_tab_is_left(page: Page) -> None:
    form = started(page)
    form.fill(TYPED)
    keep(page)
    before = stored(page)["found"]
    form.choose(INSTRUMENT.factors[9], 2)
    page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));"""
    )
    for _ in range(15):
        page.wait_for_timeout(200)
        if stored(page)["found"] != before:
            break
    assert stored(page)["found"] != before
