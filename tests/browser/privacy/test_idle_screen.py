"""Tests of the idle timeout: it hides the form from view, keyboard, screen readers and print, and loses no answer."""

import re
from collections.abc import Callable

import pytest
from assessment_page import ADDRESS
from pdf import printed, without_spaces
from playwright.sync_api import Locator, Page, expect
from same_origin_page import open_same_origin_page
from waiting import until

NAME = "Sam Example"
COUNT_EVENTS = """(type) => {
  window.events = 0;
  addEventListener(type, () => (window.events += 1), { capture: true });
}"""
SETTING = "Hide the form if it is not used for"


@pytest.fixture
def form(page: Page) -> Page:
    """Open a form without its engine, install a fake clock, and enter a name."""
    page.clock.install()
    page.add_init_script("delete window.WebAssembly")
    page.goto(ADDRESS)
    expect(page.get_by_label("Score and saving")).to_contain_text("cannot be calculated here")
    # The deferred layout of the sections can scroll the page, which counts as use.
    page.clock.run_for(4_000)
    expect(page.locator("html.laid-out")).to_be_attached()
    page.get_by_label("Client’s Name").fill(NAME)
    page.get_by_label("Client’s Name").press("Tab")
    return page


def panel(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name="The form is hidden")


def show(page: Page) -> None:
    panel(page).get_by_role("button", name="Show the form").click()


def choose(page: Page, time: str) -> None:
    page.get_by_text("On a shared computer: hide or clear the form").click()
    page.get_by_label(SETTING).select_option(time)


def expect_hidden(page: Page) -> None:
    """Expect that only the panel can be seen, reached with Tab or read by a screen reader."""
    button = panel(page).get_by_role("button", name="Show the form")
    expect(button).to_be_focused()
    assert NAME not in page.locator("body").inner_text()
    assert "Client" not in page.locator("body").aria_snapshot()
    expect(page.get_by_label("Client’s Name")).not_to_be_visible()
    # Two safeguards: old screen readers do not know “inert”, and a style of the theme could undo “visibility”.
    assert page.locator("[inert] #client-name").count() == 1
    expect(page.locator("#client-name")).to_have_css("visibility", "hidden")
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#assessment')") is None
    button.focus()


def test_idle_form_is_hidden_after_five_minutes_and_shown_again_unchanged(form: Page) -> None:
    title = form.title()
    box = form.get_by_label("POLICE ACTIVITY")
    box.fill("Reported on 3 November")
    box.press("Home")
    form.keyboard.press("ArrowRight")
    scrolled = form.evaluate("scrollY")
    assert scrolled > 1000
    form.clock.fast_forward("04:50")
    expect(panel(form)).to_be_hidden()
    form.clock.fast_forward("00:15")
    expect_hidden(form)
    expect(panel(form)).to_contain_text("This is because it had not been used for 5 minutes.")
    expect(panel(form)).to_contain_text("Nothing is lost. Hiding the form does not lock it")
    assert form.title() == title
    assert NAME not in title
    form.mouse.wheel(0, -800)
    form.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    show(form)
    expect(panel(form)).to_be_hidden()
    expect(box).to_be_focused()
    assert form.evaluate("scrollY") == scrolled
    form.keyboard.type("!")
    expect(box).to_have_value("R!eported on 3 November")
    expect(form.get_by_label("Client’s Name")).to_have_value(NAME)


def test_any_kind_of_use_restarts_the_idle_timeout(form: Page) -> None:
    name = form.get_by_label("Client’s Name")
    # Each kind of use, with the last event that it causes.
    uses: tuple[tuple[str, Callable[[], object]], ...] = (
        ("keydown", lambda: form.keyboard.press("Shift")),
        ("pointermove", lambda: form.mouse.move(300, 300)),
        ("scrollend", lambda: form.mouse.wheel(0, 100)),
        # A screen reader scrolls like this: the page does not receive its keys.
        ("scrollend", lambda: form.evaluate("scrollBy({ top: 40, behavior: 'instant' })")),
        ("focusin", lambda: name.evaluate("box => box.focus({ preventScroll: true })")),
    )
    for number, (last_event, use) in enumerate(uses):
        form.evaluate(COUNT_EVENTS, last_event)
        use()
        until(form, lambda: form.evaluate("window.events") > 0)
        # Two of these in a row exceed the timeout, so every kind of use has to count.
        form.clock.fast_forward("04:30")
        expect(panel(form), str(number)).to_be_hidden()
    form.clock.fast_forward("00:35")
    expect(panel(form)).to_be_visible()


def test_resting_pointer_does_not_restart_the_idle_timeout(form: Page) -> None:
    form.mouse.move(300, 300)
    form.clock.fast_forward("04:30")
    form.mouse.move(300, 300)
    form.clock.fast_forward("00:45")
    expect(panel(form)).to_be_visible()


def test_idle_form_is_hidden_on_waking_even_if_timers_were_paused(form: Page) -> None:
    """Timers pause while the computer sleeps and in a background tab, but the clock does not."""
    box = form.get_by_label("Client’s Name")
    box.focus()
    form.clock.pause_at("2030-01-01")
    form.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(panel(form)).to_be_visible()
    show(form)
    expect(panel(form)).to_be_hidden()
    # The key that wakes the page must reach neither the form nor the button that then has the focus.
    for day, key in ((2, "x"), (3, "Enter")):
        form.clock.set_system_time(f"2030-01-{day:02d}")
        form.keyboard.press(key)
        expect(panel(form)).to_be_visible()
        show(form)
        expect(box).to_have_value(NAME)


def test_idle_timeout_can_be_set_and_is_not_stored(form: Page) -> None:
    for minutes in (1, 2, 10, 20):
        choose(form, f"{minutes} minute{'' if minutes == 1 else 's'}")
        form.get_by_text("On a shared computer: hide or clear the form").click()
        # The click may scroll, which counts as use. A screenshot waits for the frame in which the scroll is noticed.
        form.screenshot(clip={"x": 0, "y": 0, "width": 1, "height": 1})
        form.clock.fast_forward(minutes * 60_000 - 4_000)
        expect(panel(form)).to_be_hidden()
        form.clock.fast_forward(8_000)
        expect(panel(form)).to_be_visible()
        show(form)
    choose(form, "Never hide it")
    form.clock.fast_forward("10:00:00")
    expect(panel(form)).to_be_hidden()
    form.get_by_label("Client’s Name").fill("")
    form.reload()
    expect(form.get_by_label(SETTING)).to_have_value("5")
    assert (
        open_same_origin_page(form).evaluate(
            "localStorage.length + sessionStorage.length + document.cookie.length"
        )
        == 0
    )


def test_form_can_be_hidden_by_keyboard_and_shows_how_long_ago(form: Page) -> None:
    form.get_by_role("button", name="Hide form now").focus()
    form.keyboard.press("Enter")
    expect_hidden(form)
    expect(panel(form)).to_contain_text(
        "It was hidden less than a minute ago. You chose to hide it."
    )
    expect(panel(form)).to_have_accessible_description(re.compile("^It was hidden less than"))
    for forward, words in (
        ("01:00", "1 minute ago"),
        ("02:00", "3 minutes ago"),
        ("01:00:00", "more than 1 hour ago"),
        ("02:00:00", "more than 3 hours ago"),
    ):
        form.clock.fast_forward(forward)
        form.clock.run_for(2_000)
        expect(panel(form)).to_contain_text(f"It was hidden {words}.")
    form.keyboard.press("Escape")
    expect(panel(form)).to_be_visible()
    form.keyboard.press("Enter")
    expect(panel(form)).to_be_hidden()
    expect(form.get_by_role("button", name="Hide form now")).to_be_focused()
    form.get_by_text("On a shared computer: hide or clear the form").click()
    form.get_by_role("button", name="Hide the form now").click()
    expect(panel(form)).to_be_visible()


def test_changing_the_idle_timeout_does_not_count_as_an_answer(form: Page) -> None:
    form.evaluate(
        "window.inputs = 0; document.querySelector('#assessment').addEventListener('input', () => (window.inputs += 1))"
    )
    choose(form, "20 minutes")
    assert form.evaluate("window.inputs") == 0
    form.get_by_label("Gender").fill("x")
    assert form.evaluate("window.inputs") == 1


def test_hidden_form_prints_only_a_notice_that_it_is_hidden(form: Page) -> None:
    assert any(NAME in text for text in printed(form))
    form.get_by_role("button", name="Hide form now").click()
    pages = printed(form)
    assert len(pages) == 1
    assert without_spaces(pages[0]).endswith(
        without_spaces("The form is hidden. To print it, show the form first.")
    )
    # The margins of a form with a name in it would contain the protective marking.
    assert "OFFICIAL" not in pages[0]
    show(form)
    assert any(NAME in text for text in printed(form))


def test_hidden_report_prints_without_initials_and_marking_in_its_margins(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_label("Client’s Name").fill(NAME)
    expect(page.get_by_label("Score and saving")).to_contain_text(
        "answered: 0 scored", timeout=60_000
    )
    page.get_by_role("button", name="Check your answers").click()
    assert any("S.E." in text for text in printed(page))
    page.get_by_role("button", name="Hide form now").click()
    assert not any("S.E." in text or NAME in text or "OFFICIAL" in text for text in printed(page))


def test_idle_timeout_cancels_an_open_clear_dialog(form: Page) -> None:
    form.get_by_role("button", name="Clear form").last.click()
    form.clock.fast_forward("05:05")
    expect_hidden(form)
    show(form)
    expect(form.get_by_role("dialog", name="Clear the form?")).to_be_hidden()
    expect(form.get_by_role("button", name="Clear form").last).to_be_focused()
    expect(form.get_by_label("Client’s Name")).to_have_value(NAME)
