"""Tests of the site's search in the browser: the queries that people type find the pages that they need."""

import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import PHONE, Watch
from guidance_pages import address
from playwright.sync_api import Browser, Locator, Page, expect
from search_page import open_search

TABLE = Path(__file__).parents[2] / "site" / "search_queries.toml"
QUERIES = [
    (query["q"], query["pages"]) for query in tomllib.loads(TABLE.read_text("utf-8"))["query"]
]
# The button that opens the search on narrow screens, which have no room for the search box.
BUTTON = "label.md-header__button[for=__search]"
# Queries that the table must always contain.
REQUIRED_QUERIES = {
    *("missing from home", "boyfriend older", "gifts", "STI", "taxi"),
    *("consent", "prostitution", "MASH", "out of hours", "strategy meeting"),
}


# Counts the theme's messages to its search worker that are not answered yet. The worker answers each message once, in
# order. Keeps the worker's address and its first message, which has the index.
COUNT = """window.unanswered = 0;
window.Worker = class extends Worker {
  constructor(address, ...given) {
    super(address, ...given);
    window.searchWorker = { address: String(address) };
    this.addEventListener("message", () => { unanswered -= 1; });
  }
  postMessage(message, ...given) {
    unanswered += 1;
    searchWorker.setUp ??= message;
    super.postMessage(message, ...given);
  }
};"""
# Asks another worker with the same index every query, without showing the results. Returns the pages found for each,
# best first. The theme shows the results in this order, which another test checks.
ASK_ALL = """async (queries) => {
  const worker = Reflect.construct(Object.getPrototypeOf(Worker), [searchWorker.address]);
  const answer = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });
  await answer(searchWorker.setUp);
  const found = [];
  for (const query of queries) {
    const { data } = await answer({ type: 2, data: query });
    found.push([...new Set(data.items.map(([first]) => first.location.split("#")[0]))]);
  }
  worker.terminate();
  return found; }"""


class Search:
    """The search of one page."""

    def __init__(self, page: Page, address: str = "/") -> None:
        self.page = page
        self.box = page.get_by_role("textbox", name="Search")
        page.add_init_script(COUNT)
        page.goto(address)

    def open(self) -> "Search":
        """Open the search, and wait until its index has been loaded."""
        open_search(self.page)
        expect(self.page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
        return self

    def results(self, typed: str) -> list[str]:
        """Replace the query, and return the paths of the pages found, best first."""
        self.box.fill(typed[:-1])
        return self.typed(typed[-1])

    def typed(self, keys: str) -> list[str]:
        """Type key by key, and return the paths of the pages found for the whole text of the box."""
        # This marker disappears when the theme replaces the results with new ones.
        self.page.locator(".md-search-result__list").evaluate(
            "list => list.innerHTML = '<li id=before>'"
        )
        self.box.press_sequentially(keys)
        # The keys are typed faster than the worker answers.
        self.page.wait_for_function("() => unanswered === 0 && !document.getElementById('before')")
        return self._read()

    def _read(self) -> list[str]:
        links = (
            self.items()
            .locator("a")
            .evaluate_all("links => links.map(link => new URL(link.href).pathname)")
        )
        return list(dict.fromkeys(links))

    def items(self) -> Locator:
        """Return the results that are shown."""
        return self.page.locator(".md-search-result__item")


@pytest.fixture(scope="module")
def search(browser: Browser, server: str) -> Iterator[Search]:
    """Open the search once for all tests of this module."""
    watch = Watch(server)
    with browser.new_context(base_url=server, locale="en-GB", service_workers="block") as context:
        watch.follow(context)
        yield Search(context.new_page()).open()
    assert watch.unexpected() == []


def test_query_table_is_long_enough_and_contains_the_required_queries() -> None:
    queries = [question for question, _ in QUERIES]
    assert len(queries) == len(set(queries)) >= 150
    assert set(queries) >= REQUIRED_QUERIES


def test_the_right_page_is_among_the_first_three_for_every_query(search: Search) -> None:
    every = search.page.evaluate(ASK_ALL, [question for question, _ in QUERIES])
    failed = [
        f"{question}: {results[:3]} instead of {pages}"
        for (question, pages), results in zip(QUERIES, every, strict=True)
        if not {f"/{path}" for path in results[:3]} & {address(page) for page in pages}
    ]
    assert failed == []


@pytest.mark.parametrize("question", sorted(REQUIRED_QUERIES))
def test_results_are_shown_in_the_order_of_the_search_worker(search: Search, question: str) -> None:
    [results] = search.page.evaluate(ASK_ALL, [question])
    shown = search.results(question)
    # The theme shows more results only when someone scrolls to them.
    assert shown == [f"/{path}" for path in results][: len(shown)]
    assert len(shown) >= min(3, len(results)) > 0


def test_a_result_shows_the_synonym_it_was_found_by_and_no_other(search: Search) -> None:
    assert search.results("sextortion")[0] == "/recognise/types/"
    assert search.results("burnout")[0] == "/recognise/effective-support/"
    first = search.items().first
    expect(first.locator(".search-also")).to_have_text("Also: burnout")
    assert "deaf" not in first.inner_text()
    # "boyfriend" is also searched for as "bae", which nobody has typed.
    search.results("older boyfriend")
    expect(search.items().filter(has_text="Missing:")).to_have_count(0)


def test_search_results_are_equal_for_text_filled_in_or_typed(search: Search) -> None:
    at_once = search.results("missing from home")
    search.box.fill("")
    assert search.typed("missing from home") == at_once != []


def test_query_of_a_single_stop_word_has_results(search: Search) -> None:
    assert search.results("who") != []


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("child’s consent", "child's consent"),
        ("grooming…", "grooming"),
        ("“grooming”", "grooming"),
        ("C.S.E.", "CSE"),
        ("-missing", "missing"),
        ("+missing ~home", "missing home"),
        ("title:missing*", "title missing"),
        ("01895556006", "01895 556006"),
        ("(01895) 556-006", "01895 556006"),
        ("+44 1895 556006", "01895 556006"),
        ("s.47", "section 47"),
        ("S47", "section 47"),
        ("sec. 47", "section 47"),
    ],
)
def test_search_results_do_not_depend_on_punctuation_spaces_or_notation(
    search: Search, typed: str, plain: str
) -> None:
    assert search.results(typed) == search.results(plain) != []


@pytest.mark.parametrize("word", ["q" * 200, "z" * 3000, "unknown" * 300, "((" * 500])
def test_long_unknown_word_does_not_delay_the_next_query(search: Search, word: str) -> None:
    search.box.fill(word)
    began = time.monotonic()
    assert "/recognise/types/" in search.results("taxi")[:3]
    assert time.monotonic() - began < 5


def test_pages_about_the_site_come_after_guidance(search: Search) -> None:
    for question in ("consent to share", "nudes shared round school", "scared"):
        assert not search.results(question)[0].startswith("/about/")


def test_text_entered_without_key_presses_is_searched_for(search: Search) -> None:
    """Check text that is pasted with the mouse, or dictated."""
    search.results("consent")
    search.box.evaluate(
        """box => {
          box.value = "sextortion";
          box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true })); }"""
    )
    expect(search.items().first.locator("a").first).to_have_attribute(
        "href", re.compile("recognise/types")
    )


@pytest.mark.parametrize("key", ["n", "p", ".", ",", "f", "s", "/", "N"])
def test_a_single_letter_is_no_shortcut(page: Page, key: str) -> None:
    page.goto("/recognise/signs/")
    page.keyboard.press(key)
    # The effect of this second key can be seen, so the first key has been handled by then.
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_count(1)
    expect(page.locator("[data-md-component=search-query]")).not_to_be_focused()
    assert urlsplit(page.url).path == "/recognise/signs/"


def test_shortcut_characters_can_be_typed_into_the_search_box(search: Search) -> None:
    search.box.fill("")
    search.typed("sn.,fp/")
    expect(search.box).to_have_value("sn.,fp/")


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("trafiking", "/recognise/signs/"),
        ("bruseing", "/recognise/signs/"),
        ("asylem", "/recognise/most-at-risk/"),
        ("childlne", "/help/contacts/"),
    ],
)
def test_search_finds_the_page_for_a_misspelt_word(search: Search, typed: str, page: str) -> None:
    assert page in search.results(typed)[:3]


def test_unknown_word_has_no_results_and_links_to_help_are_offered(search: Search) -> None:
    assert search.results("xylophone") == []
    expect(search.page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    offer = search.page.locator("[data-nothing-found]")
    for name, target in (
        ("I am worried about a child now", "worried-now"),
        ("Useful contacts", "help/contacts"),
    ):
        link = offer.get_by_role("link", name=name)
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", re.compile(f"{target}/$"))
    assert search.results("consent") != []
    expect(offer).to_be_hidden()


def test_a_result_leads_to_its_page_by_keyboard(page: Page) -> None:
    search = Search(page).open()
    first = search.results("forced marriage")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}*")


def test_urls_do_not_contain_the_search_query(page: Page) -> None:
    search = Search(page).open()
    assert search.results("forced marriage") != []
    links = search.items().locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [link for link in links if urlsplit(link).query] == []
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: urlsplit(address).path != "/")
    assert urlsplit(page.url).query == ""


def test_search_can_be_used_on_a_phone(phone: Page) -> None:
    search = Search(phone, "/recognise/")
    phone.locator(BUTTON).click()
    assert search.typed("STI")[0] == "/recognise/signs/"
    # The results slide in from the right: wait for the end of the animation.
    phone.locator(".md-search__inner").evaluate(
        "inner => Promise.all(inner.getAnimations().map(slide => slide.finished))"
    )
    box = search.items().first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_a_phone_page_grows_no_wider_while_the_search_opens(phone: Page) -> None:
    """Check the width because a phone draws a wider page smaller, so that everything would jump about."""
    phone.goto("/recognise/")
    disc = phone.locator(".md-search__overlay")
    widths = disc.evaluate(
        """async (disc, button) => {
          const root = document.documentElement, widths = [];
          document.querySelector(button).click();
          do {
            await new Promise(requestAnimationFrame);
            widths.push(Math.max(root.scrollWidth, innerWidth));
          } while (disc.getAnimations().length > 0);
          return widths; }""",
        BUTTON,
    )
    # With a single width there was no animation, and the test would prove nothing.
    assert len(widths) > 1
    assert max(widths) <= PHONE["width"]


def test_search_link_on_the_form_opens_a_focused_search_box(page: Page) -> None:
    page.goto("/assessing-risk/assessment/")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Search the toolkit (opens in a new tab)").click()
    box = opening.value.get_by_role("textbox", name="Search")
    expect(box).to_be_focused()
    expect(opening.value).to_have_url(re.compile("//[^/]+/$"))
