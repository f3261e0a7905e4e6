"""Tests of the live regions that a screen reader announces: each message once, and nothing at each key press."""

from assessment_page import INSTRUMENT, AssessmentPage
from pdf import wait_until_settled
from playwright.sync_api import Page, expect
from waiting import until

# The total is announced when nothing has changed for a while (docs/app/form/findings.mjs). After this longer wait,
# nothing more may be announced.
QUIET_MS = 2500
# Records the text of each visible live region whenever it changes, in order. As an init script, it misses no change
# after the document has been parsed.
_LISTEN = """
window.said = [];
new MutationObserver((changes) => {
  if (document.readyState === "loading") return;
  const heard = new Set();
  for (const change of changes) {
    const at = change.target instanceof Element ? change.target : change.target.parentElement;
    const region = at?.closest("[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off]), output");
    const words = region?.checkVisibility() ? region.innerText.replace(/\\s+/g, " ").trim() : "";
    if (words) heard.add(words);
  }
  window.said.push(...heard);
}).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["hidden"] });
"""


def let_time_pass(page: Page) -> None:
    """Wait for the engine's answer, then run all timers that the answer and the last key press have set."""
    wait_until_settled(page)
    page.clock.run_for(QUIET_MS)


def announcements(page: Page, least: int = 1) -> list[str]:
    """Return all announcements since the last call; wait until there are at least `least`."""
    let_time_pass(page)
    until(page, lambda: page.evaluate("window.said.length") >= least)
    texts: list[str] = page.evaluate("window.said.splice(0)")
    return texts


def stop_clock(page: Page) -> None:
    """Stop the page's clock, so that the page sees no pause between two keys on a slow machine."""
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))


def test_engine_state_and_total_are_announced_once_and_typing_is_silent(page: Page) -> None:
    page.clock.install()
    page.add_init_script(_LISTEN)
    form = AssessmentPage(page).open()
    announced = announcements(page, 3)
    stop_clock(page)
    assert announced[:2] == ["Loading the scoring program", "Scoring is ready."]
    (nothing_yet,) = announced[2:]
    assert nothing_yet.startswith("0 of 11 answered: 0 scored, 0 not known. Total: none yet")

    page.get_by_label("Client’s Name").press_sequentially("Sam Example", delay=30)
    page.get_by_label("BEHAVIOURS/INDICATORS").press_sequentially("Made up words", delay=30)
    assert announcements(page, 0) == []

    # A person who moves through a factor with the arrow keys chooses each statement on the way.
    first = form.option(INSTRUMENT.factors[0], 1)
    first.check()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    (total,) = announcements(page)
    assert total.startswith("1 of 11 answered: 1 scored, 0 not known. Total: 4")

    form.choose(INSTRUMENT.factors[1], "not-known")
    (total,) = announcements(page)
    assert "1 not known" in total


def test_each_cleared_answer_is_announced_even_after_another(page: Page) -> None:
    form = AssessmentPage(page).open()
    announced = page.locator("[data-announce]")
    for factor in INSTRUMENT.factors[:2]:
        form.choose(factor, 3)
        question = page.locator(".cse-item").filter(has=form.factor(factor))
        before = announced.text_content()
        question.get_by_role("button", name="Clear this answer").click()
        expect(announced).to_have_text("Answer cleared.")
        # A screen reader reads a live region only when its text changes.
        assert announced.text_content() != before


def test_engine_failure_is_announced_once(page: Page) -> None:
    page.clock.install()
    page.add_init_script(f"{_LISTEN} delete window.WebAssembly;")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    announced = announcements(page)
    # Both messages in one announcement, or a screen reader would read the second instead of the first.
    (words,) = announced
    assert words.startswith("The scores cannot be calculated here.")
    assert "Not sealed." in words
    page.get_by_label("Client’s Name").press_sequentially("Sam Example", delay=30)
    form.choose(INSTRUMENT.factors[0], 3)
    assert announcements(page, 0) == []


def test_a_mistake_is_announced_once_and_not_again_while_it_remains(page: Page) -> None:
    page.clock.install()
    form = AssessmentPage(page).open()
    stop_clock(page)
    form.type_date(
        page.get_by_role("group", name="Date of Birth", exact=True), {"day": "31", "month": "2"}
    )
    let_time_pass(page)
    page.evaluate(f"() => {{ {_LISTEN} }}")
    page.get_by_role("button", name="Check your answers").click()
    announced = announcements(page)
    assert sum(words.startswith("There is a problem") for words in announced) == 1
    page.get_by_label("Gender").press_sequentially("Female", delay=30)
    assert announcements(page, 0) == []
