"""Growth with the number of pages and of audited files: build time, size of the site, search latency."""

import random
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.harness import bench_server
from benchmarks.measurements import audit_cli, build_time, search
from benchmarks.measurements.audit_cli import Audit
from benchmarks.reporting import environment
from benchmarks.reporting.table import Row, number, table
from builder.base import paths
from builder.base.console import say, step

RESULTS = paths.ROOT / "benchmarks" / "scale.md"
# Numbers of pages, including the site's own: unchanged (0), about ten times and about a hundred times as many.
PAGES = (0, 300, 3000)

_INDEX = "search/search_index.json"
_FRONT_MATTER = """\
---
description: A page of the benchmark, about nothing.
reviewed: 2026-01-31
---
# Page {number} of the benchmark

"""
_PAGES_OF_A_SECTION = 30
# Without this feature every page links to all others. A site with thousands of pages needs it, so all sizes have it.
_FEATURES = "  features:\n"
_PRUNE_FEATURE = "    - navigation.prune\n"


@dataclass(frozen=True, slots=True)
class Size:
    """Results for the site with one number of pages: build times in seconds, sizes in bytes, search times in ms."""

    pages: int
    build: float
    again: float
    # One guidance page and the search index, compressed.
    page: int
    index: int
    total: int
    opening: float
    key: float


def run(program: Path) -> None:
    """Measure all sizes, print the report and write it to benchmarks/scale.md.

    Raises BuildError if a site cannot be built.
    """
    busy, day = environment.load_average(), datetime.now(UTC)
    with sync_playwright() as playwright:
        sizes = list(measure(playwright, program))
        version = environment.browser_version(playwright, program)
    preamble = (
        f"By `python3 build.py bench --scale` on {day.day} {day:%B %Y}, on {environment.describe(version)}; "
        f"load average before: {busy}."
    )
    text = render(sizes, list(audit_cli.measure()), preamble)
    say(f"\n{text}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8", newline="\n")
    say(f"Saved in {RESULTS.relative_to(paths.ROOT).as_posix()}.")


def render(sizes: Sequence[Size], audits: Sequence[Audit], preamble: str) -> str:
    """Return the report as Markdown."""
    rows: list[Row] = [
        (
            str(size.pages),
            number(size.build, "s"),
            number(size.again, "s"),
            number(size.page / 1000, "kB"),
            number(size.index / 1000, "kB"),
            number(size.total / 1e6, "MB"),
            number(size.opening, "ms"),
            number(size.key, "ms"),
        )
        for size in sizes
    ]
    head = (
        *("pages", "build", "nothing changed", "one page", "search index"),
        *("site with compressed copies", "search ready", "key to results"),
    )
    return (
        f"# Growth with pages and files\n\n{preamble}\n\n## Pages\n\n"
        "The added pages are as long as the site's own and made of their words. The navigation lists them in groups "
        f"of {_PAGES_OF_A_SECTION}, and each page shows only its own group (navigation.prune). The engine was built "
        "before. Sizes of one page and of the search index are compressed with brotli. Search times are medians.\n\n"
        f"{table(head, rows)}\n\n{audit_cli.render(audits)}\n\n"
        "## Visitors\n\nThe site is static files, so every visitor costs the same. Requests and bytes of a first and "
        "of a second visit, and what nginx sends under load, are in [results.md](results.md).\n"
    )


def measure(playwright: Playwright, program: Path) -> Iterator[Size]:
    """Build the site with growing numbers of pages, and search it each time."""
    with build_time.project() as folder:
        # Build the engine before the measurement. Adding pages does not build it again.
        build_time.build(folder)
        for number in PAGES:
            with step(f"Site with {number or 'its own'} pages"):
                _fill(folder, number)
                yield _measure(playwright, program, folder)


def _measure(playwright: Playwright, program: Path, folder: Path) -> Size:
    # Change a file, because a build does nothing if no file has changed.
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("# Changed by the benchmark.\n")
    build_seconds, rebuild_seconds = build_time.build(folder), build_time.build(folder)
    site = folder / "site"
    with bench_server.start(site) as server:
        latency = search.measure(playwright, program, server)
        page_bytes, index_bytes = (
            len(server.files[path].body("br")[1]) for path in ("/recognise/signs/", f"/{_INDEX}")
        )
    return Size(
        pages=sum(1 for _ in site.rglob("index.html")),
        build=build_seconds,
        again=rebuild_seconds,
        page=page_bytes,
        index=index_bytes,
        total=sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
        opening=latency.opening,
        key=statistics.median(latency.keys),
    )


def _fill(folder: Path, pages: int) -> None:
    """Add generated pages until the site has `pages` pages.

    A generated page has the words of the site's own pages, and their average length.
    """
    docs = folder / "docs"
    site_pages = [
        page for page in docs.rglob("*.md") if page.parent.name not in ("includes", "scale")
    ]
    texts = [page.read_text("utf-8").rpartition("---\n")[2] for page in site_pages]
    words = re.findall(r"\b[a-z]{2,}\b", " ".join(texts))
    length = len(words) // len(site_pages)
    added = docs / "scale"
    added.mkdir(exist_ok=True)
    names = []
    for page_number in range(1, pages - len(site_pages) + 1):
        names.append(f"scale/page-{page_number}.md")
        text = _FRONT_MATTER.format(number=page_number) + _prose(
            random.Random(page_number), words, length
        )
        (docs / names[-1]).write_text(text, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    settings_before = settings.read_text("utf-8").partition("  - Scale:\n")[0]
    if _PRUNE_FEATURE not in settings_before:
        settings_before = settings_before.replace(_FEATURES, _FEATURES + _PRUNE_FEATURE, 1)
    settings.write_text(settings_before + "".join(_navigation(names)), encoding="utf-8")


def _prose(rng: random.Random, words: list[str], length: int) -> str:
    sentences = [" ".join(rng.choices(words, k=12)).capitalize() for _ in range(length // 12)]
    return "\n\n".join(". ".join(paragraph) + "." for paragraph in _parts(sentences, 5)) + "\n"


def _navigation(names: list[str]) -> Iterator[str]:
    if names:
        yield "  - Scale:\n"
    for group_number, group in enumerate(_parts(names, _PAGES_OF_A_SECTION), 1):
        yield f"      - Part {group_number}:\n"
        yield from (f"          - {name}\n" for name in group)


def _parts(items: list[str], size: int) -> Iterator[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
