"""Search latency: the time from a key press to the results on the page."""

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.harness import SCRIPTS, visit
from benchmarks.harness.bench_server import Server
from builder.base.errors import BuildError

# Queries, typed letter by letter. Some match many pages, some match few, and one is misspelled.
QUERIES = ("consent", "missing from home", "older boyfriend", "strategy meeting", "trafiking")

_SCRIPT = (SCRIPTS / "search.js").read_text("utf-8")
_META = ".md-search-result__meta"
_TIMEOUT = 120_000


@dataclass(frozen=True, slots=True)
class Search:
    """Times in ms: from opening the search until it is ready, and from each key to its results."""

    opening: float
    keys: list[float]


def measure(playwright: Playwright, program: Path, server: Server, path: str = "/") -> Search:
    """Open the search on a page and type each question.

    Raises BuildError if no key starts a search.
    """
    with visit.profile(playwright, program, offline=False) as profile, profile.tab() as page:
        page.add_init_script(_SCRIPT)
        page.goto(server.address + path)
        began = time.monotonic()
        page.locator("[data-md-component=search-query]").focus()
        page.locator(_META, has_text="Type to start searching").wait_for(timeout=_TIMEOUT)
        opening = (time.monotonic() - began) * 1000
        box = page.get_by_role("textbox", name="Search")
        keys = []
        for question in QUERIES:
            box.fill("")
            for letter in question:
                box.press_sequentially(letter)
                took = page.evaluate("() => searching.latency()")
                # A space does not start a new search.
                if took is not None:
                    keys.append(float(took))
    if not keys:
        raise BuildError(
            "no key started a search. Compare scripts/search.js with the theme's search."
        )
    return Search(opening, keys)
