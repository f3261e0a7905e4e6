"""Tests of the built guidance pages: complete lists and headings, review dates, contacts, links and page weight."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from guidance_pages import FORMS, GUIDANCE, address
from playwright.sync_api import Page, Response

from builder.base import paths
from scoring.definition import contacts

# The most bytes that a guidance page may load, with all its files. Text counts as compressed with gzip.
LIMIT = 250_000
EMERGENCY = {"police-emergency", "stronger-families-hub", "mash", "emergency-duty-team"}
NUMBERS = [entry.number for entry in contacts.load().entries if entry.id in EMERGENCY]
LETTERS = (".html", ".css", ".js", ".mjs", ".json", ".svg")


class Reader(HTMLParser):
    """A parser that collects the ids and the link addresses of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for key, value in attributes:
            if key in ("id", "name") and value:
                self.ids.add(value)
            elif tag == "a" and key == "href" and value is not None:
                self.links.append(value)


@cache
def html(site: Path, page: str) -> str:
    return (site / page.strip("/") / "index.html").read_text("utf-8")


@cache
def read(site: Path, page: str) -> Reader:
    return Reader(html(site, page))


def items(site: Path, page: str, prefix: str) -> int:
    """Return how many list items of a page have an id that starts with `prefix`, a regular expression."""
    return len(re.findall(rf'<li id="{prefix}[^"]*"', html(site, address(page))))


@pytest.mark.parametrize(
    ("page", "prefix", "count"),
    [
        ("index", "when-", 3),
        ("recognise/most-at-risk", "group-", 19),
        ("recognise/signs", "sign-", 21 + 5),
        ("recognise/signs", "sign-despair-", 5),
        ("recognise/signs", "crime-", 10),
        ("recognise/signs", "welfare-", 10),
        ("recognise/types", "coercion-", 3),
        ("recognise/effective-support", "accessible-", 3),
        ("recognise/effective-support", "multi-agency-", 3),
        ("recognise/effective-support", "recording-", 3),
        ("assessing-risk/index", "factor-", 11),
        ("assessing-risk/index", "analysis-", 5),
        ("assessing-risk/using-the-tool", "instruction-1-", 3),
        ("assessing-risk/response-guidance", "low-", 4),
        ("assessing-risk/response-guidance", "medium-", 4),
        ("assessing-risk/response-guidance", "high-", 5),
        ("share/consent", "significant-|serious-|child-|public-", 4),
        ("share/parents-and-carers", "first-|know-|crucial-|help-", 5),
    ],
)
def test_every_point_of_a_list_is_there(site: Path, page: str, prefix: str, count: int) -> None:
    assert items(site, page, f"(?:{prefix})") == count


@pytest.mark.parametrize(
    ("page", "headings"),
    [
        (
            "recognise/types",
            [
                *("Grooming", "Power and control in a relationship", "Levels of coercion"),
                *("Use of technology", "Boys and young men", "Victims who introduce others"),
                *("Families and closed communities", "What to do next"),
            ],
        ),
        (
            "recognise/difficulties",
            [
                "Resistance",
                *("Challenging behaviour", "Anxiety about raising the issue", "What to do next"),
            ],
        ),
        (
            "recognise/effective-support",
            [
                *("Respect for the young person", "Gaining trust and confidence"),
                *("Recording information", "Sharing information", "Working with other agencies"),
                *("Pace and space", "Judging how to respond to wider issues", "Communication"),
                *("Looking after yourself", "What to do next"),
            ],
        ),
        (
            "assessing-risk/response-guidance",
            [
                "Category 1, low: no longer at risk, or minimal risk",
                "Category 2, medium: not immediate, but at risk",
                "Category 3, high: urgent and immediate concerns",
                "What these words mean: section 47, strategy discussion, early help, plans",
                *("Notes for the Partnership", "What to do next"),
            ],
        ),
    ],
)
def test_every_heading_is_there(site: Path, page: str, headings: list[str]) -> None:
    page_headings = re.findall(r"<h2[^>]*>(.*?)<a class=\"headerlink\"", html(site, address(page)))
    assert [re.sub(r"<[^>]+>", "", each) for each in page_headings] == headings


def test_the_five_instructions_and_when_to_use_the_tool_are_there(site: Path) -> None:
    ids = read(site, "/assessing-risk/using-the-tool/").ids
    assert ids >= {"when-a", "when-b", *(f"instruction-{number}" for number in range(1, 6))}


@pytest.mark.parametrize("name", [*GUIDANCE, *FORMS])
def test_a_page_says_when_it_was_reviewed_and_how_to_report_a_mistake(
    site: Path, name: str
) -> None:
    foot = html(site, address(name)).split('<aside class="page-foot"')[1].split("</aside>")[0]
    assert re.search(r"Reviewed \d+ \w+ 20\d\d. Next review due \d+ \w+ 20\d\d\.", foot)
    target = urljoin(address(name), foot.split('href="')[1].split('"')[0])
    assert target == "/about/#report-a-mistake"


def emergency_line(page: str) -> str:
    return page.split('<p class="emergency">')[1].split("</p>")[0]


def test_every_page_has_the_emergency_numbers_above_everything(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(GUIDANCE)
    assert len(NUMBERS) == len(EMERGENCY)
    for file in pages:
        page = file.read_text("utf-8")
        line = emergency_line(page)
        # The form's line must be short, so it has two numbers. The page has all of them where it says to take action.
        is_form = file.parent.name == "assessment"
        expected = NUMBERS[:2] if is_form else NUMBERS
        assert [number for number in expected if f">{number}</a>" not in line] == [], file
        assert [number for number in NUMBERS if f">{number}</a>" not in page] == [], file
        assert page.index('<p class="emergency">') < page.index("<h1"), file


def test_the_hub_is_the_first_number_after_999_in_the_emergency_line(site: Path) -> None:
    line = emergency_line(html(site, "/"))
    assert sorted(NUMBERS, key=line.index) == NUMBERS
    (hub,) = [each.number for each in contacts.load().entries if each.id == "stronger-families-hub"]
    assert NUMBERS[:2] == ["999", hub]
    assert "try older numbers" in line


def test_on_a_phone_the_emergency_line_is_four_short_lines(phone: Page) -> None:
    phone.goto("/recognise/signs/")
    assert phone.evaluate(
        """() => {
            const line = document.querySelector(".emergency");
            const { height } = line.getBoundingClientRect();
            const fits = [...line.children].every((part) => part.getBoundingClientRect().right <= innerWidth);
            return [Math.round(height / parseFloat(getComputedStyle(line).lineHeight)), fits];
        }"""
    ) == [4, True]


def dead(site: Path, page: str) -> Iterator[str]:
    """Yield every broken link of a page: one within the site whose page, file or anchor does not exist."""
    for link in read(site, page).links:
        parts = urlsplit(urljoin(f"http://site{page}", link))
        if parts.netloc == "site" and not leads_somewhere(site, parts.path, parts.fragment):
            yield link


def leads_somewhere(site: Path, path: str, fragment: str) -> bool:
    file = site / unquote(path).strip("/")
    if not path.endswith("/"):
        return file.is_file()
    return (file / "index.html").is_file() and (not fragment or fragment in read(site, path).ids)


def test_no_link_on_the_site_is_dead(site: Path) -> None:
    pages = [f"/{file.parent.relative_to(site).as_posix()}/" for file in site.rglob("index.html")]
    pages = ["/" if page == "/./" else page for page in pages]
    assert "/" in pages
    assert {page: list(dead(site, page)) for page in pages if list(dead(site, page))} == {}


def test_each_contact_is_on_the_contacts_page_with_its_source_and_doubt(site: Path) -> None:
    page = html(site, "/help/contacts/")
    everybody = contacts.load().entries
    assert page.count('<div class="contact"') == len(everybody)
    for entry in everybody:
        heading, card = page.split(f'<h3 id="{entry.id}">')[1].split('<div class="contact"', 1)
        card = card.split("</div>")[0]
        assert unescape(re.sub(r"<[^>]+>", "", heading)).startswith(entry.name)
        assert entry.origin in card
        assert entry.number in card
        assert entry.web in card
        assert entry.doubt in unescape(card)
        assert f"Source: {entry.origin}" in unescape(card)


# Without the home page: its title is the name of the site, and it is itself a list of what to do.
INNER = [name for name in GUIDANCE if name != "index"]


def heading_of(page: str) -> str:
    """Return the text of a page's first heading."""
    (heading,) = re.findall(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink\"|</h1>)", page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", heading)).strip()


def title_of(page: str) -> str:
    """Return the <title> of a page without the name of the site."""
    title = page.split("<title>")[1].split(" - Hillingdon CSE Professionals Toolkit</title>")[0]
    return unescape(title)


@pytest.mark.parametrize("name", INNER)
def test_the_title_of_the_browser_tab_is_the_heading(site: Path, name: str) -> None:
    page = html(site, address(name))
    assert title_of(page) == heading_of(page)


@pytest.mark.parametrize("name", FORMS)
def test_the_title_of_a_form_has_its_name_in_the_menu_and_its_heading(
    site: Path, name: str
) -> None:
    source = (paths.ROOT / "mkdocs.yml").read_text("utf-8")
    named = re.search(rf"^ +- ([^:\n]+): {name}\.md$", source, re.MULTILINE)
    page = html(site, address(name))
    title, heading = title_of(page), heading_of(page)
    assert title.startswith(named[1] if named else heading)
    assert heading.replace("Child Sexual Exploitation (CSE)", "CSE") in title


@pytest.mark.parametrize("name", INNER)
def test_a_page_ends_with_what_to_do_next(site: Path, name: str) -> None:
    assert re.findall(r'<h2 id="([^"]+)"', html(site, address(name)))[-1] == "next"


def weight(body: bytes, path: str) -> int:
    return len(gzip.compress(body)) if path.endswith((*LETTERS, "/")) else len(body)


@pytest.mark.parametrize("name", GUIDANCE)
def test_page_weight_is_within_limit_and_only_section_two_fetches_the_engine(
    page: Page, name: str
) -> None:
    loaded: dict[str, int] = {}

    def count(response: Response) -> None:
        loaded[response.url] = weight(response.body(), urlsplit(response.url).path)

    page.on("response", count)
    page.goto(address(name), wait_until="networkidle")
    engine = {url for url in loaded if "wasm" in url or "/engine/" in url}
    assert sum(size for url, size in loaded.items() if url not in engine) < LIMIT, loaded
    # The pages of section two prefetch the engine, because the form is likely to be next (see test_prefetch.py).
    assert bool(engine) == name.startswith("assessing-risk/")


def test_a_part_of_the_menu_and_the_heading_of_its_first_page_agree(site: Path) -> None:
    source = (paths.ROOT / "mkdocs.yml").read_text("utf-8")
    parts = re.findall(r"^  - ([^:\n]+):\n      - (\S+)/index\.md$", source, re.MULTILINE)
    assert len(parts) >= 3
    for label, folder in parts:
        page = (site / folder / "index.html").read_text("utf-8")
        assert heading_of(page) == label
