"""How long the search takes, from a key that is let go to the results on the page."""

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench import visits
from builder.bench.host import Host

# Typed letter by letter, as people do; found on many pages, on few, and by a slip of the hand.
QUESTIONS = ("consent", "missing from home", "older boyfriend", "strategy meeting", "trafiking")

_SCRIPT = (Path(__file__).parent / "scripts" / "search.js").read_text("utf-8")
_META = ".md-search-result__meta"
_PATIENCE = 120_000


@dataclass(frozen=True, slots=True)
class Search:
    """In ms: from opening it to being ready, once; from each key to its results."""

    opening: float
    keys: list[float]


def measure(playwright: Playwright, program: Path, host: Host, path: str = "/") -> Search:
    """Open the search on a page and type each question."""
    with visits.profile(playwright, program, offline=False) as profile, profile.tab() as page:
        page.add_init_script(_SCRIPT)
        page.goto(host.address + path)
        began = time.monotonic()
        page.keyboard.press("/")
        page.locator(_META, has_text="Type to start searching").wait_for(timeout=_PATIENCE)
        opening = (time.monotonic() - began) * 1000
        box = page.get_by_role("textbox", name="Search")
        keys = []
        for question in QUESTIONS:
            box.fill("")
            for letter in question:
                box.press_sequentially(letter)
                took = page.evaluate("() => searching.latency()")
                # A space asks nothing new.
                if took is not None:
                    keys.append(float(took))
    return Search(opening, keys)
