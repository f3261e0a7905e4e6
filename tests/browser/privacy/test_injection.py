"""Script typed into the form is text: on the screen, in the report, on paper, with the engine and without it.

The browser is told to ignore the page's policies, which would stop most scripts: what holds here is the escaping alone.
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
# As if pasted: all boxes at once, and one event, as after the last.
PASTE = """([boxes, text]) => {
  for (const box of document.querySelectorAll(boxes)) box.value = text;
  document.querySelector(boxes).dispatchEvent(new Event("input", { bubbles: true }));
}"""
# The elements that show what was typed, one line each.
SHAPE = """places => places.flatMap(place => [...document.querySelector(place).querySelectorAll("*")]
  .map(({ localName, attributes }) => `${place} ${localName} ${[...attributes].map(({ name }) => name)}`))"""
# Loads what payloads load, after them, so that theirs has failed or loaded before.
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
    """Open a context that heeds no policy, and says when a script or a question came from a payload."""
    # Nothing refuses the probe here, so the page finds itself unsealed and says so.
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
    """Return letters in place of a text's characters: long texts are shown otherwise than short ones."""
    letters = itertools.cycle(HARMLESS)
    return re.sub(r"\S", lambda _: next(letters), text)


def ran(page: Page) -> list[int]:
    """Return the numbers of the payloads that have run, once everything that the page loaded before has ended."""
    numbers: list[int] = page.evaluate(LOAD_AFTER_ALL)
    return numbers


def assert_runs(page: Page, number: int) -> None:
    """Wait until a payload has run."""
    until(page, lambda: number in page.evaluate("window.ranList"))


def test_each_payload_runs_where_it_is_not_escaped(unguarded: BrowserContext, watch: Watch) -> None:
    """Without this the tests below could not fail."""
    watch.expect(".")
    page = unguarded.new_page()
    page.goto("about:blank")
    for number, payload in enumerate(RUNNING):
        # As a browser reads a document; what is put in later as HTML runs no <script>.
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
                assert page.evaluate(COUNT, [place, text]) >= boxes, (place, text)
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
    watch.expect("preload")  # of the engine, which the page then has no use for
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
        # And the total that is added up by hand.
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
