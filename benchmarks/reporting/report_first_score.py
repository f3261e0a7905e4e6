"""Report section on the first score: times, bytes over the network, and the budgets against stock Pyodide."""

from collections.abc import Iterator

from benchmarks.harness.baselines import FOLDERS, STOCK
from benchmarks.harness.subjects import THIS_SITE, THIS_SITE_WITHOUT_WORKER
from benchmarks.measurements import first_score as kinds
from benchmarks.measurements.first_score import Visits
from benchmarks.reporting import budgets
from benchmarks.reporting.budgets import Budget, Verdict
from benchmarks.reporting.results import Section
from benchmarks.reporting.stats import median, ratio, spread
from benchmarks.reporting.table import NONE, Row, number, table

_KINDS = (kinds.COLD, kinds.WARM, kinds.THROTTLED_COLD, kinds.THROTTLED_WARM, kinds.PREFETCHED)
_NAMES = (THIS_SITE, THIS_SITE_WITHOUT_WORKER, *FOLDERS)


def render(visits: Visits) -> Section:
    """Return the section with its budgets."""

    def times(budget: Budget, kind: str, stock_kind: str) -> Verdict:
        return Verdict(
            budget, ratio(visits.times(THIS_SITE, kind), visits.times(STOCK, stock_kind))
        )

    verdicts = (
        times(budgets.COLD, kinds.COLD, kinds.COLD),
        times(budgets.WARM, kinds.WARM, kinds.WARM),
        times(budgets.THROTTLED_COLD, kinds.THROTTLED_COLD, kinds.THROTTLED_COLD),
        times(budgets.PREFETCHED, kinds.PREFETCHED, kinds.THROTTLED_COLD),
        Verdict(budgets.BYTES, ratio(visits.bytes_sent(THIS_SITE), visits.bytes_sent(STOCK))),
    )
    return Section("\n\n".join((*_times(visits), *_bytes(visits))), verdicts)


def _times(visits: Visits) -> Iterator[str]:
    yield (
        "From the start of the navigation to the total of the first answer, which is given as soon as the page accepts "
        "one. Median (fastest to slowest) in ms, and as a multiple of stock Pyodide in the same column. Prefetched: "
        f"after a page of Section Two, as a multiple of the cold start of stock Pyodide at {kinds.NETWORK[0]} Mbit/s. "
        f"That bandwidth is shared by all requests, with {kinds.NETWORK[1]} ms before each response."
    )
    rows: list[Row] = []
    for name in _NAMES:
        cells = [name]
        for kind in _KINDS:
            stock_kind = kinds.THROTTLED_COLD if kind == kinds.PREFETCHED else kind
            cells.append(_time(visits.times(name, kind), visits.times(STOCK, stock_kind)))
        if any(cell != NONE for cell in cells[1:]):
            rows.append(cells)
    yield table(("", *_KINDS), rows)
    spreads = [
        f"{name} {number(spread(visits.times(name, kinds.COLD)), 'x')}"
        for name in (THIS_SITE, STOCK)
    ]
    yield f"Slowest cold visit as a multiple of the fastest: {', '.join(spreads)}."
    cold, throttled = (
        [visit.paint for visit in visits.of(THIS_SITE, kind) if visit.paint is not None]
        for kind in (kinds.COLD, kinds.THROTTLED_COLD)
    )
    yield (
        f"First contentful paint of the form, which does not wait for the engine: {number(median(cold), 'ms')}; "
        f"at {kinds.NETWORK[0]} Mbit/s {number(median(throttled), 'ms')}."
    )


def _time(values: list[float], stock: list[float]) -> str:
    if not values:
        return NONE
    extremes = f"({min(values):,.0f}-{max(values):,.0f})"
    return f"{median(values):,.0f} {extremes} {number(ratio(values, stock), 'x')}"


def _bytes(visits: Visits) -> Iterator[str]:
    yield (
        "Bytes over the network until the first score: compressed, with headers, counted by the server. In brackets: "
        "until the page made no more requests. For this site they include the page, its styles and its fonts; the "
        "pages of the baselines have none."
    )
    rows: list[Row] = []
    for name in _NAMES:
        cells = [name]
        for kind in (kinds.COLD, kinds.WARM):
            kind_visits = visits.of(name, kind)
            for unit, attribute in (("kB", "bytes_sent"), ("", "requests")):
                until_score, total = (
                    median([getattr(count, attribute) / (1000 if unit else 1) for count in counts])
                    for counts in (
                        [visit.until_score for visit in kind_visits],
                        [visit.total for visit in kind_visits],
                    )
                )
                cells.append(f"{number(until_score, unit)} ({number(total)})")
        cells.append(number(ratio(visits.bytes_sent(name), visits.bytes_sent(STOCK)), "x"))
        if visits.of(name, kinds.COLD):
            rows.append(cells)
    head = ("", "first visit", "requests", "second visit", "requests", "first visit, times stock")
    yield table(head, rows)
