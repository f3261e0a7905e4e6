"""How cost grows with the number of pages and of audited files: time to build, what is built, time to search."""

import random
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from builder import paths
from builder.bench import auditing, building, host, machine, search
from builder.bench.auditing import Audit
from builder.bench.table import Row, number, table
from builder.progress import say, step

RESULTS = paths.ROOT / "bench" / "scale.md"
# In all, the site's own among them: as it is, and ten and a hundred times as many.
PAGES = (0, 300, 3000)

_INDEX = "search/search_index.json"
_FRONT = """\
---
description: A page of the benchmark, about nothing.
reviewed: 2026-01-31
---
# Page {number} of the benchmark

"""
_PAGES_OF_A_SECTION = 30
# Else each page has links to all others: whoever has thousands switches this on, and so it is on for every size.
_FEATURES = "  features:\n"
_PRUNED = "    - navigation.prune\n"


@dataclass(frozen=True, slots=True)
class Size:
    """The site with so many pages; times in seconds, sizes in bytes, the search in ms."""

    pages: int
    build: float
    again: float
    # One page of guidance, and the index that a search begins with: as they go over the wire.
    page: int
    index: int
    in_all: int
    opening: float
    key: float


def run(program: Path) -> None:
    """Measure, print it and keep it in bench/scale.md.

    Raises BuildError if a site cannot be built.
    """
    busy = machine.busy()
    with sync_playwright() as playwright:
        sizes = list(measure(playwright, program))
        version = machine.browser_version(playwright, program)
    text = render(sizes, list(auditing.measure()), machine.preamble("--scale", version, busy))
    say(f"\n{text}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8", newline="\n")
    say(f"Kept in {RESULTS.relative_to(paths.ROOT).as_posix()}.")


def render(sizes: Sequence[Size], audits: Sequence[Audit], preamble: str) -> str:
    """Return the report as Markdown."""
    rows: list[Row] = [
        (
            str(size.pages),
            number(size.build, "s"),
            number(size.again, "s"),
            number(size.page / 1000, "kB"),
            number(size.index / 1000, "kB"),
            number(size.in_all / 1e6, "MB"),
            number(size.opening, "ms"),
            number(size.key, "ms"),
        )
        for size in sizes
    ]
    head = (
        *("pages", "build", "nothing changed", "one page", "search index"),
        *("site and copies", "search ready", "key to results"),
    )
    return (
        f"# How cost grows\n\n{preamble}\n\n## Pages\n\n"
        "The pages added are as long as the site's own, in their words, and stand in the navigation in parts of "
        f"{_PAGES_OF_A_SECTION}, of which each page shows its own (navigation.prune). The engine is built before. "
        "One page and the index: as they go over the wire, by "
        f"brotli; medians of the search.\n\n{table(head, rows)}\n\n{auditing.render(audits)}\n\n"
        "## Visitors\n\nThe site is files: each visitor costs what the last one did. Requests and bytes of a first and "
        "of a repeated visit, and what nginx sends under load, are in [results.md](results.md).\n"
    )


def measure(playwright: Playwright, program: Path) -> Iterator[Size]:
    """Build the site with ever more pages and search it."""
    with building.project() as folder:
        # What does not depend on the pages is built once, as it is for whoever adds pages.
        building.build(folder)
        for number in PAGES:
            with step(f"The site with {number or 'its own'} pages"):
                _fill(folder, number)
                yield _measure(playwright, program, folder)


def _measure(playwright: Playwright, program: Path, folder: Path) -> Size:
    # A build of what has been built before would do nothing.
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("# Built anew.\n")
    built, again = building.build(folder), building.build(folder)
    site = folder / "site"
    with host.start(site) as served:
        searched = search.measure(playwright, program, served)
        page, index = (
            len(served.files[each].form("br")[1]) for each in ("/recognise/signs/", f"/{_INDEX}")
        )
    return Size(
        pages=sum(1 for _ in site.rglob("index.html")),
        build=built,
        again=again,
        page=page,
        index=index,
        in_all=sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
        opening=searched.opening,
        key=statistics.median(searched.keys),
    )


def _fill(folder: Path, pages: int) -> None:
    """Add pages as long as the site's own, in their words, until there are so many."""
    docs = folder / "docs"
    own = [page for page in docs.rglob("*.md") if page.parent.name not in ("includes", "scale")]
    texts = [page.read_text("utf-8").rpartition("---\n")[2] for page in own]
    words = re.findall(r"\b[a-z]{2,}\b", " ".join(texts))
    length = len(words) // len(own)
    added = docs / "scale"
    added.mkdir(exist_ok=True)
    names = []
    for each in range(1, pages - len(own) + 1):
        names.append(f"scale/page-{each}.md")
        text = _FRONT.format(number=each) + _prose(random.Random(each), words, length)
        (docs / names[-1]).write_text(text, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    before = settings.read_text("utf-8").partition("  - Scale:\n")[0]
    if _PRUNED not in before:
        before = before.replace(_FEATURES, _FEATURES + _PRUNED, 1)
    settings.write_text(before + "".join(_navigation(names)), encoding="utf-8")


def _prose(chance: random.Random, words: list[str], length: int) -> str:
    sentences = [" ".join(chance.choices(words, k=12)).capitalize() for _ in range(length // 12)]
    return "\n\n".join(". ".join(part) + "." for part in _parts(sentences, 5)) + "\n"


def _navigation(names: list[str]) -> Iterator[str]:
    if names:
        yield "  - Scale:\n"
    for each, part in enumerate(_parts(names, _PAGES_OF_A_SECTION), 1):
        yield f"      - Part {each}:\n"
        yield from (f"          - {name}\n" for name in part)


def _parts(whole: list[str], size: int) -> Iterator[list[str]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))
