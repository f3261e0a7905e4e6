"""Tests of clearing the form: the page asks first, then deletes everything, with a network and without one."""

import re

import engine_files
import pytest
from assessment_page import ADDRESS, INSTRUMENT, AssessmentPage
from checklist_page import SIGNS, ChecklistPage, analysis_box, offer
from conftest import Watch
from pdf import printed
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect
from waiting import until

# Not a name from the practice cases, whose text is in the page.
NAME = "Sam Onlyhere"
# In the margins of the printed sheet.
INITIALS = "S.O."
TYPED = {
    "client-name": NAME,
    "date-of-birth": {"day": "31", "month": "2", "year": "2011"},
    "education-status": {"ticked": ["school-part-time"], "other": "Example Tutors"},
    "factor-1": 5,
}
FILLED_BOXES = """[...document.querySelectorAll("#assessment :is(input, textarea, select)")]
  .filter(box => box.id !== "hide-after")
  .filter(box => (["checkbox", "radio"].includes(box.type) ? box.checked : box.value))
  .map(box => `${box.name || box.id}: ${box.value}`)"""


@pytest.fixture
def dialogs(page: Page) -> list[Dialog]:
    """Collect the browser's own dialogs, such as whether to leave, and accept each."""
    dialogs: list[Dialog] = []

    def answer(dialog: Dialog) -> None:
        dialogs.append(dialog)
        dialog.accept()

    page.on("dialog", answer)
    return dialogs


def without_engine(page: Page) -> AssessmentPage:
    """Open the assessment without an engine, which makes no difference to clearing it."""
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    return form


def clear_dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Clear the form?")


def clear(page: Page) -> None:
    page.get_by_role("button", name="Clear form").last.click()
    clear_dialog(page).get_by_role("button", name="Clear the form").click(no_wait_after=True)


def expect_cleared_message(page: Page) -> None:
    """Expect the message that the form was cleared, with the focus on it, and an unchanged address."""
    banner = page.get_by_role("alert").filter(has_text="The form has been cleared.")
    expect(banner).to_be_focused()
    expect(banner).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))


def filled_boxes(page: Page) -> list[str]:
    """Return the boxes that are filled in or ticked, except the setting of the idle timeout, which is never empty."""
    texts: list[str] = page.evaluate(FILLED_BOXES)
    return texts


def test_clear_dialog_asks_first_and_lists_what_will_be_deleted(page: Page) -> None:
    form = without_engine(page)
    form.fill(TYPED)
    page.get_by_label("Total entered by hand").fill("5")
    buttons = page.get_by_role("button", name="Clear form")
    page.get_by_text("On a shared computer: hide or clear the form").click()
    expect(buttons).to_have_count(2)
    buttons.first.click()
    for words in (
        "Agency Information: 2 answers",
        "B to F: status and concerns: 1 answer",
        "Risk Assessment: 1 answer",
        "The total entered by hand",
        "The scores, the list of your answers and the report",
        "You cannot undo this.",
    ):
        expect(clear_dialog(page)).to_contain_text(words)
    expect(clear_dialog(page)).not_to_contain_text("signs from the checklist")
    expect(page.get_by_role("button", name="Keep my answers")).to_be_focused()
    page.keyboard.press("Escape")
    expect(clear_dialog(page)).to_be_hidden()
    expect(buttons.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(clear_dialog(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(clear_dialog(page)).to_be_hidden()
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()


def test_clear_dialog_says_that_an_empty_form_is_empty(page: Page) -> None:
    without_engine(page)
    page.get_by_role("button", name="Clear form").last.click()
    expect(clear_dialog(page).get_by_role("listitem")).to_have_text(
        ["Nothing. You have not filled in anything yet"]
    )


def test_cleared_form_leaves_no_answer_in_page_undo_or_history(
    page: Page, dialogs: list[Dialog]
) -> None:
    page.goto("/")
    form = AssessmentPage(page).open()
    form.fill(TYPED)
    form.check()
    assert any(NAME in text for text in printed(page))
    old_engine = page.workers[0]
    page.evaluate("window.isOld = true")
    length = page.evaluate("history.length")
    clear(page)
    expect_cleared_message(page)
    assert dialogs == []
    assert page.evaluate("window.isOld") is None
    assert old_engine not in page.workers
    assert page.evaluate("history.length") == length
    assert page.evaluate("history.state") is None
    expect(page).not_to_have_title(re.compile("^Error"))
    expect(page.get_by_role("article", name="Completed assessment")).to_have_count(0)
    form.wait_until_ready()
    form.expect_bar("answered: 0 scored")
    assert filled_boxes(page) == []
    assert NAME not in page.content()
    page.get_by_label("Client’s Name").press("Control+z")
    assert filled_boxes(page) == []
    assert not any(INITIALS in text or NAME in text for text in printed(page))
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    assert ADDRESS not in page.url
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Monitoring & Assessment Tool")
    assert filled_boxes(page) == []
    assert dialogs == []


def test_form_can_be_cleared_while_the_engine_is_loading(page: Page, dialogs: list[Dialog]) -> None:
    release = engine_files.hold(page)
    form = AssessmentPage(page).open(wait=False)
    form.fill(TYPED)
    form.expect_bar("Loading the scoring program")
    release()
    clear(page)
    expect_cleared_message(page)
    form.wait_until_ready()
    assert filled_boxes(page) == []
    assert dialogs == []


def test_form_cleared_without_a_network_is_empty_and_says_so(
    page: Page, dialogs: list[Dialog]
) -> None:
    form = AssessmentPage(page).open()
    form.fill(TYPED)
    form.check()
    assert any(INITIALS in text for text in printed(page))
    page.context.set_offline(True)
    clear(page)
    dialog = page.get_by_role("alertdialog", name="The form has been cleared")
    expect(dialog).to_be_focused()
    expect(dialog).to_contain_text("There is no internet connection")
    assert page.workers == []
    assert filled_boxes(page) == []
    assert NAME not in page.content()
    # Printing had put the text of the margins there.
    assert not page.locator("html").get_attribute("style")
    expect(page).not_to_have_title(re.compile("^Error"))
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert filled_boxes(page) == []
    assert [text.endswith("The form has been cleared.") for text in printed(page)] == [True]
    assert not any(INITIALS in text or NAME in text for text in printed(page))
    page.context.set_offline(False)
    page.get_by_role("button", name="Load an empty form").click()
    expect_cleared_message(page)
    form.wait_until_ready()
    assert dialogs == []


def test_form_cleared_without_a_network_is_reloaded_from_the_cache(
    browser: Browser, server: str
) -> None:
    with browser.new_context(base_url=server, locale="en-GB") as context:
        page = context.new_page()
        page.goto("/")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        form = AssessmentPage(page).open()
        form.fill(TYPED)
        context.set_offline(True)
        clear(page)
        expect_cleared_message(page)
        form.wait_until_ready()
        assert filled_boxes(page) == []


def test_what_was_typed_before_the_scripts_loaded_is_cleared_too(page: Page, watch: Watch) -> None:
    # The script for saving is fetched after the first paint, so the request may be open when the network fails.
    watch.expect("ERR_INTERNET_DISCONNECTED.*encryption")
    waiting: list[Route] = []
    page.route("**/app-*/assessment-boot.mjs", lambda route: waiting.append(route))
    page.add_init_script("delete window.WebAssembly")
    page.goto(ADDRESS, wait_until="commit")
    page.get_by_label("Client’s Name").fill(NAME)
    page.get_by_label("Care Leaver").check()
    waiting[0].continue_()
    expect(page.get_by_role("button", name="Clear form").last).to_be_visible()
    page.context.set_offline(True)
    clear(page)
    expect(page.get_by_role("alertdialog", name="The form has been cleared")).to_be_visible()
    assert filled_boxes(page) == []


def test_cleared_answers_leave_the_screen_at_once_on_a_slow_network(page: Page) -> None:
    form = without_engine(page)
    form.fill(TYPED)
    waiting: list[Route] = []
    page.route(f"**{ADDRESS}", lambda route: waiting.append(route))
    states: list[str] = []
    page.on("console", lambda message: states.append(message.text))
    # The page reports its own state: while the browser waits for the next page, a test cannot query the current one.
    page.evaluate(
        f"void setInterval(() => console.log(document.body.innerText, ({FILLED_BOXES}).length, "
        f"document.documentElement.outerHTML.includes('{NAME}')), 100)"
    )
    clear(page)
    cleared_state = "The form has been cleared Loading an empty form. Load an empty form 0 false"
    until(page, lambda: waiting and states and " ".join(states[-1].split()) == cleared_state)
    waiting[-1].continue_()
    expect_cleared_message(page)


def test_signs_from_the_checklist_are_cleared_too_and_not_offered_again(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(SIGNS[0])
    form = checklist.carry()
    expect(offer(form)).to_contain_text(SIGNS[0].label)
    form.page.get_by_role("button", name="Clear form").last.click()
    expect(clear_dialog(form.page)).to_contain_text(
        "Signs from the checklist that you have not added yet"
    )
    clear_dialog(form.page).get_by_role("button", name="Clear the form").click()
    expect_cleared_message(form.page)
    form.wait_until_ready()
    expect(offer(form)).to_be_hidden()
    expect(analysis_box(form)).to_have_value("")
    # This tab cannot clear the checklist in the other tab, and the message says so.
    expect(checklist.box(SIGNS[0])).to_be_checked()
    expect(form.page.get_by_role("alert").first).to_contain_text(
        "Ticks in a checklist in another tab"
    )


def test_untick_all_clears_every_tick_of_the_checklist(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(*SIGNS)
    page.get_by_role("button", name="Untick all").click()
    for sign in SIGNS:
        expect(checklist.box(sign)).not_to_be_checked()
