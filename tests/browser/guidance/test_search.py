"""What people type into the search box finds the page they need, in the browser's real search."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import PHONE, Watch
from guidance_pages import address
from playwright.sync_api import Browser, Locator, Page, expect

TABLE = Path(__file__).parent.parent / "search_queries.toml"
QUERIES = [
    (query["q"], query["pages"]) for query in tomllib.loads(TABLE.read_text("utf-8"))["query"]
]
# What opens the search where there is no room for its box.
BUTTON = "label.md-header__button[for=__search]"
# What the site promises to find in any case.
PROMISED = {
    *("missing from home", "boyfriend older", "gifts", "STI", "taxi"),
    *("consent", "prostitution", "MASH", "out of hours", "strategy meeting"),
}


# Counts what the theme asks of its search worker and what comes back: each question has one answer, in its order.
COUNT = """window.unanswered = 0;
window.Worker = class extends Worker {
  constructor(...given) { super(...given); this.addEventListener("message", () => { unanswered -= 1; }); }
  postMessage(...given) { unanswered += 1; super.postMessage(...given); }
};"""


class Search:
    """The search of one page."""

    def __init__(self, page: Page, address: str = "/") -> None:
        self.page = page
        self.box = page.get_by_role("textbox", name="Search")
        page.add_init_script(COUNT)
        page.goto(address)

    def open(self) -> "Search":
        """Open it by its key, and wait until the index has been read."""
        self.page.keyboard.press("/")
        expect(self.page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
        return self

    def results(self, typed: str) -> list[str]:
        """Write a question, and return the pages found, best first."""
        # The theme looks at the box when a key is let go, so the last key asks the whole question.
        self.box.fill(typed[:-1])
        return self.typed(typed[-1])

    def typed(self, keys: str) -> list[str]:
        """Type, key by key, and return the pages found by all that stands in the box."""
        # An own element among the results goes when the theme puts the new ones in their place.
        self.page.locator(".md-search-result__list").evaluate(
            "list => list.innerHTML = '<li id=before>'"
        )
        self.box.press_sequentially(keys)
        # Keys come faster than answers.
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
        """Return the results as shown."""
        return self.page.locator(".md-search-result__item")


@pytest.fixture(scope="module")
def search(browser: Browser, server: str) -> Iterator[Search]:
    """Open the search once for all questions."""
    watch = Watch(server)
    with browser.new_context(base_url=server, locale="en-GB", service_workers="block") as context:
        watch.follow(context)
        yield Search(context.new_page()).open()
    assert watch.unexpected() == []


def test_the_table_is_long_enough_and_holds_what_was_promised() -> None:
    asked = [question for question, _ in QUERIES]
    assert len(asked) == len(set(asked)) >= 60
    assert set(asked) >= PROMISED


@pytest.mark.parametrize(("question", "pages"), QUERIES, ids=[query for query, _ in QUERIES])
def test_the_right_page_is_among_the_first_three(
    search: Search, question: str, pages: list[str]
) -> None:
    found = search.results(question)[:3]
    assert set(found) & {address(page) for page in pages}, found


def test_a_result_shows_the_synonym_it_was_found_by_and_no_other(search: Search) -> None:
    assert search.results("sextortion")[0] == "/recognise/types/"
    assert search.results("burnout")[0] == "/recognise/effective-support/"
    first = search.items().first
    expect(first.locator(".search-also")).to_have_text("Also: burnout")
    assert "deaf" not in first.inner_text()


def test_what_is_found_does_not_depend_on_how_it_was_typed(search: Search) -> None:
    at_once = search.results("missing from home")
    search.box.fill("")
    assert search.typed("missing from home") == at_once != []


def test_small_words_alone_are_looked_for_as_they_are(search: Search) -> None:
    assert search.results("who") != []


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("trafiking", "/recognise/signs/"),
        ("bruseing", "/recognise/signs/"),
        ("asylem", "/recognise/most-at-risk/"),
        ("childlne", "/help/contacts/"),
    ],
)
def test_a_slip_of_the_hand_is_forgiven(search: Search, typed: str, page: str) -> None:
    assert page in search.results(typed)[:3]


def test_a_word_that_is_nowhere_finds_nothing_and_says_so(search: Search) -> None:
    assert search.results("xylophone") == []
    expect(search.page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_a_result_leads_to_its_page_by_keyboard(page: Page) -> None:
    search = Search(page).open()
    first = search.results("forced marriage")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}*")


def test_no_address_holds_what_was_searched_for(page: Page) -> None:
    search = Search(page).open()
    assert search.results("forced marriage") != []
    links = search.items().locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [link for link in links if urlsplit(link).query] == []
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: urlsplit(address).path != "/")
    assert urlsplit(page.url).query == ""


def test_it_can_be_used_on_a_phone(phone: Page) -> None:
    search = Search(phone, "/recognise/")
    phone.locator(BUTTON).click()
    assert search.typed("STI")[0] == "/recognise/signs/"
    # It slides in from the right.
    phone.locator(".md-search__inner").evaluate(
        "inner => Promise.all(inner.getAnimations().map(slide => slide.finished))"
    )
    box = search.items().first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_a_phone_page_grows_no_wider_while_the_search_opens(phone: Page) -> None:
    """A wider page is drawn smaller, so everything would jump about."""
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
    # Otherwise nothing was growing, and nothing is proved.
    assert len(widths) > 1
    assert max(widths) <= PHONE["width"]
