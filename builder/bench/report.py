"""What is printed and kept of a run: the targets first, then every figure with how it was measured."""

from collections.abc import Iterator

from builder.bench import first_score as kinds
from builder.bench import targets
from builder.bench.figures import Figures, Memory
from builder.bench.rivals import FOLDERS, STOCK
from builder.bench.stats import median, percentile, ratio, spread
from builder.bench.subjects import OURS, OURS_BARE
from builder.bench.table import NONE, Row, number, table

_KINDS = (kinds.COLD, kinds.WARM, kinds.LINE_COLD, kinds.LINE_WARM, kinds.LINE_PREFETCHED)
_NAMES = (OURS, OURS_BARE, *FOLDERS)


def render(figures: Figures, preamble: str) -> str:
    """Return the whole report as Markdown."""
    parts = (
        f"# Results of the benchmark\n\n{preamble}",
        "## Against the targets\n\n" + targets.render(figures.verdicts()),
        "## First score\n\n" + "\n\n".join(_first_score(figures)),
        "## Over the wire\n\n" + "\n\n".join(_bytes(figures)),
        "## In the machine\n\n" + "\n\n".join(_machine(figures)),
        "## Guidance\n\n" + "\n\n".join(_guidance(figures)),
        "## Building and serving\n\n" + "\n\n".join(_building(figures)),
    )
    return "\n\n".join(parts) + "\n"


def _first_score(figures: Figures) -> Iterator[str]:
    times = figures.visits.times
    yield (
        "From the start of the navigation to the total of the first answer, given as soon as the page takes one: "
        "median (fastest to slowest) in ms, and times stock of the same column; prefetched: times stock, cold on the "
        "line, after a page of Section Two. "
        f"The line: {kinds.LINE[0]} Mbit/s for all that is asked together, {kinds.LINE[1]} ms before each answer."
    )
    rows: list[Row] = []
    for name in _NAMES:
        cells = [name]
        for kind in _KINDS:
            of_stock = kinds.LINE_COLD if kind == kinds.LINE_PREFETCHED else kind
            cells.append(_time(times(name, kind), times(STOCK, of_stock)))
        if any(cell != NONE for cell in cells[1:]):
            rows.append(cells)
    yield table(("", *_KINDS), rows)
    spreads = [f"{name} {number(spread(times(name, kinds.COLD)), 'x')}" for name in (OURS, STOCK)]
    yield f"Spread of the cold visits, slowest by fastest: {', '.join(spreads)}."


def _time(values: list[float], stock: list[float]) -> str:
    if not values:
        return NONE
    ends = f"({min(values):,.0f}-{max(values):,.0f})"
    return f"{median(values):,.0f} {ends} {number(ratio(values, stock), 'x')}"


def _bytes(figures: Figures) -> Iterator[str]:
    yield (
        "Compressed, headers included, counted by the host. The page's own text, styles and letters count for this "
        "site; the rivals' pages have none. In brackets: by the time that the page asked for nothing more."
    )
    rows: list[Row] = []
    for name in _NAMES:
        cells = [name]
        for kind in (kinds.COLD, kinds.WARM):
            visits = figures.visits.of(name, kind)
            for unit, part in (("kB", "sent"), ("", "requests")):
                until, in_all = (
                    median([getattr(count, part) / (1000 if unit else 1) for count in counts])
                    for counts in (
                        [visit.until_score for visit in visits],
                        [visit.in_all for visit in visits],
                    )
                )
                cells.append(f"{number(until, unit)} ({number(in_all)})")
        cells.append(number(ratio(figures.sent(name), figures.sent(STOCK)), "x"))
        if figures.visits.of(name, kinds.COLD):
            rows.append(cells)
    head = ("", "first visit", "requests", "second visit", "requests", "first, times stock")
    yield table(head, rows)


def _machine(figures: Figures) -> Iterator[str]:
    yield (
        "Private memory of the browser's page processes (Private_Dirty), at rest and with nothing looking in: with the "
        "engine, the same page without it, and the difference. Once it runs, to the worker and back for the whole "
        "form: median (95th percentile). The longest task of the main thread until the first score, by the browser's "
        "trace, and the longest that scripts took of one, with what they had the browser do; the rest is the browser's "
        "work of showing the page. MicroPython and plain JavaScript add up the total and do no more."
    )
    rows: list[Row] = []
    stock = figures.memory.get(STOCK, Memory()).engine
    for name in (OURS, *FOLDERS):
        memory, pace = figures.memory.get(name, Memory()), figures.pace[name]
        engine = memory.engine
        megabytes = (
            None if value is None else value / 1e6
            for value in (median(memory.with_engine), median(memory.without), engine)
        )
        times = engine / stock if engine is not None and stock else None
        tasks = figures.tasks[name]
        rows.append(
            (
                name,
                *(number(value, "MB") for value in megabytes),
                number(times, "x"),
                _pace(pace.scores),
                _pace(pace.reports) if name in (OURS, STOCK) else NONE,
                number(median([task.task for task in tasks]), "ms"),
                number(median([task.script for task in tasks]), "ms"),
            )
        )
    head = (
        *("", "with", "without", "the engine", "times stock"),
        *("ms a score", "ms a report", "longest task", "of scripts"),
    )
    yield table(head, rows)
    if clicks := figures.pace[OURS].clicks:
        yield (
            f"From a click to its total on the page, {len(clicks)} times: "
            f"{number(median(clicks), 'ms')}, 95th percentile {number(percentile(clicks, 95), 'ms')}."
        )
    worst = max(figures.tasks[OURS], key=lambda longest: longest.task)
    yield f"The longest task of all rounds of the form: {number(worst.task, 'ms')}, mostly {worst.mostly}."


def _pace(values: list[float]) -> str:
    return f"{number(median(values), 'ms')} ({number(percentile(values, 95), 'ms')})"


def _guidance(figures: Figures) -> Iterator[str]:
    found = figures.guidance
    rows: list[Row] = []
    for what, pages in (("", found.pages), (" of Section Two", found.section_two)):
        sent = [page.count.sent / 1000 for page in pages]
        asked = sum(page.engine for page in pages)
        rows.append(
            (
                f"pages{what}",
                str(len(pages)),
                number(median(sent), "kB"),
                number(max(sent), "kB"),
                str(asked),
            )
        )
    yield table(("first visit", "number", "median", "heaviest", "ask for the engine"), rows)
    kept = found.with_offline
    yield (
        f"The heaviest, `{found.heaviest.path}`: first words after {number(median(found.paints), 'ms')}, on the line "
        f"{number(median(found.paints_on_line), 'ms')}. First page and all that is then fetched in the background, to "
        f"work without a network: {number(kept.sent / 1000, 'kB')} in {kept.requests} requests."
    )
    cold, on_line = (
        [visit.paint for visit in figures.visits.of(OURS, kind) if visit.paint is not None]
        for kind in (kinds.COLD, kinds.LINE_COLD)
    )
    yield (
        f"The form, which waits for no engine: first words after {number(median(cold), 'ms')}, on the line "
        f"{number(median(on_line), 'ms')}."
    )
    keys = figures.search.keys
    yield (
        f"Search: ready {number(figures.search.opening, 'ms')} after it is opened; from a key to its results "
        f"{number(median(keys), 'ms')}, 95th percentile {number(percentile(keys, 95), 'ms')} ({len(keys)} keys)."
    )


def _building(figures: Figures) -> Iterator[str]:
    built = figures.building
    yield (
        f"Build: {number(built.first, 's')} the first time, downloads apart; {number(median(built.second), 's')} when "
        f"nothing has changed; {number(median(built.after_edit), 's')} after an edit of one page."
    )
    if load := figures.load:
        requests = median([visit.in_all.requests for visit in figures.visits.of(OURS, kinds.COLD)])
        assert requests, "the form was visited"
        yield (
            f"The shipped nginx configuration on this machine, beside its client ({load.client}): "
            f"{load.requests:,.0f} answers a second, {load.sent / 1e6:,.0f} MB a second, asked for what a first visit "
            f"to the form asks for: {load.requests / requests:,.0f} first visits a second."
        )
    audit = figures.audit
    each = number(1000 * audit.took / audit.files, "ms")
    yield (
        f"The audit page with {audit.files:,} locked files, every question of each answered: the return after "
        f"{number(audit.took, 's')}, {each} each, most of it to make the key of the words; the page stood still for "
        f"{number(audit.waited, 'ms')} at the longest."
    )
    yield (
        "How cost grows with the number of pages and of audited files is in [scale.md](scale.md), "
        "by `build.py bench --scale`."
    )
