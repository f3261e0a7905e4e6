"""Tests of script injection: script typed into the form is only text, on screen, in the report and on paper.

This is tested with the engine and without it. The browser ignores the page's CSP, which would block most scripts, so
that only the escaping is tested.
"""

import itertools
import re
from collections.abc import Iterator

import pytest
from assessment_page import AssessmentPage
from conftest import Watch
from instrument_samples import CONTACTS, INSTRUMENT, assessed
from payloads import PAYLOADS, RUNNING, in_every_field
from pdf import printed, without_spaces
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waiting import until

from scoring.report import renderer

BOXES = "#assessment :is(input[type=text], textarea)"
HARMLESS = "Harmless"
TEXTS = (HARMLESS, *PAYLOADS, " | ".join(PAYLOADS))
# Sets all boxes at once, as if pasted, and sends one event, as after the last box.
PASTE = """([boxes, text]) => {
  for (const box of document.querySelectorAll(boxes)) box.value = text;
  document.querySelector(boxes).dispatchEvent(new Event("input", { bubbles: true }));
}"""
# Lists the elements that show what was typed, one per line, with the names of their attributes.
SHAPE = """places => places.flatMap(place => [...document.querySelector(place).querySelectorAll("*")]
  .map(({ localName, attributes }) => `${place} ${localName} ${[...attributes].map(({ name }) => name)}`))"""
# Loads the same kinds of file as the payloads, but later. When these have failed, those of the payloads have ended.
LOAD_AFTER_ALL = """async () => {
  const ended = (tag, type, values) => new Promise((done) => {
    const element = Object.assign(document.createElement(tag), values);
    element.addEventListener(type, () => { element.remove(); done(); });
    document.body.append(element);
  });
  // In turn, as often as payloads load one thing after another.
  for (let times = 0; times < 3; times += 1) await Promise.all([
    ended("img", "error", { src: "data:," }),
    ended("audio", "error", { src: "data:," }),
  ]);
  return window.ranList;
}"""
SHOWN = ("#answer-list", "#report", "#error-summary", ".cse-bar")
COUNT = """([place, text]) => document.querySelector(place).textContent.split(text).length - 1"""


@pytest.fixture
def unguarded(browser: Browser, server: str, watch: Watch) -> Iterator[BrowserContext]:
    """Open a context that ignores the CSP and records each payload that runs; fail the test on unexpected trouble."""
    # Without a policy, nothing blocks the request of the seal probe, so the page reports that it is not sealed.
    watch.expect("404.*seal-probe")
    with browser.new_context(
        base_url=server, locale="en-GB", bypass_csp=True, service_workers="block"
    ) as context:
        watch.follow(context)
        context.add_init_script("window.ranList = []; window.ran = number => ranList.push(number);")
        context.on("page", lambda page: page.on("dialog", lambda dialog: dialog.dismiss()))
        yield context
    assert watch.unexpected() == []


def alike(text: str) -> str:
    """Replace a text by letters of the same length, because the page shows long texts differently from short ones."""
    letters = itertools.cycle(HARMLESS)
    return re.sub(r"\S", lambda _: next(letters), text)


def ran(page: Page) -> list[int]:
    """Return the numbers of the payloads that have run, after everything that the page was loading has ended."""
    numbers: list[int] = page.evaluate(LOAD_AFTER_ALL)
    return numbers


def assert_runs(page: Page, number: int) -> None:
    """Wait until a payload has run."""
    until(page, lambda: number in page.evaluate("window.ranList"))


def wait_for_copies(page: Page, place: str, text: str, least: int) -> None:
    """Wait until a place has a text so often. The first report may be of a moment when only some boxes had it."""
    until(page, lambda: page.evaluate(COUNT, [place, text]) >= least)


def test_each_payload_runs_where_it_is_not_escaped(unguarded: BrowserContext, watch: Watch) -> None:
    """Control: each payload runs where it is not escaped, so the tests below can fail."""
    watch.expect(".")
    page = unguarded.new_page()
    page.goto("about:blank")
    for number, payload in enumerate(RUNNING):
        # Written as a whole document, because a <script> that is inserted into a page as HTML does not run.
        page.evaluate(
            "html => { ranList.length = 0; document.open(); document.write(html); document.close(); }",
            f"<!doctype html><title>Control</title><body><p>{payload}</p>",
        )
        assert_runs(page, number)


def test_payloads_in_every_box_are_text_on_the_screen_and_on_paper(
    unguarded: BrowserContext,
) -> None:
    form = AssessmentPage(unguarded.new_page()).open()
    page = form.page
    for box in page.get_by_role("checkbox", name="Other", exact=False).all():
        box.check()
    form.check()
    article = page.get_by_role("article", name="Completed assessment")
    for payload in TEXTS:
        shapes = []
        for text in (alike(payload), payload):
            page.evaluate(PASTE, [BOXES, text])
            expect(article).to_contain_text(text)
            boxes = len(in_every_field(text))
            for place in ("#answer-list", "#report"):
                wait_for_copies(page, place, text, boxes)
            shapes.append(page.evaluate(SHAPE, SHOWN))
        assert shapes[0] == shapes[1], payload
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    paper = without_spaces(" ".join(printed(page)))
    for payload in PAYLOADS:
        assert paper.count(without_spaces(payload)) >= boxes, payload
    assert "1337" not in paper
    assert ran(page) == []


def test_payloads_are_text_where_there_is_no_engine(
    unguarded: BrowserContext, watch: Watch
) -> None:
    watch.expect("preload")  # the engine's preload, which is then not used
    page = unguarded.new_page()
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    for box in page.get_by_role("checkbox", name="Other", exact=False).all():
        box.check()
    page.get_by_role("button", name="Check your answers").click()
    for payload in TEXTS:
        shapes = []
        for text in (alike(payload), payload):
            page.evaluate(PASTE, [BOXES, text])
            boxes = len(in_every_field(text))
            assert page.evaluate(COUNT, ["#answer-list", text]) >= boxes, text
            shapes.append(page.evaluate(SHAPE, SHOWN))
        assert shapes[0] == shapes[1], payload
    paper = without_spaces(" ".join(printed(page)))
    for payload in PAYLOADS:
        # One more: the total entered by hand.
        assert paper.count(without_spaces(payload)) >= boxes + 1, payload
    assert ran(page) == []


def test_payloads_in_the_command_lines_document_are_text_in_a_browser(
    unguarded: BrowserContext,
) -> None:
    page = unguarded.new_page()
    page.goto("about:blank")
    elements = []
    for text in (alike(TEXTS[-1]), TEXTS[-1]):
        page.set_content(renderer.document(INSTRUMENT, CONTACTS, assessed(in_every_field(text))))
        elements.append(page.locator("*").evaluate_all("all => all.map(each => each.localName)"))
        assert without_spaces(text) in without_spaces(page.locator("body").inner_text())
    assert elements[0] == elements[1]
    assert ran(page) == []
