"""Report sections for all parts except the first score: Markdown text and the verdicts on the budgets."""

from collections.abc import Mapping

from benchmarks.harness.baselines import STOCK
from benchmarks.harness.subjects import THIS_SITE
from benchmarks.measurements.audit_page import AuditPage
from benchmarks.measurements.build_time import Building
from benchmarks.measurements.first_score import NETWORK
from benchmarks.measurements.guidance import Guidance
from benchmarks.measurements.latency import ENTRIES, Latency
from benchmarks.measurements.main_thread import Longest
from benchmarks.measurements.memory import Memory
from benchmarks.measurements.search import Search
from benchmarks.measurements.server_load import Load
from benchmarks.reporting import budgets
from benchmarks.reporting.budgets import Verdict
from benchmarks.reporting.results import Section
from benchmarks.reporting.stats import median, percentile
from benchmarks.reporting.table import Row, number, table


def main_thread(by_subject: Mapping[str, list[Longest]]) -> Section:
    """Return the section on the longest tasks of each subject."""
    rows: list[Row] = [
        (
            name,
            number(median([each.task for each in longest]), "ms"),
            number(median([each.script for each in longest]), "ms"),
        )
        for name, longest in by_subject.items()
    ]
    worst = max(by_subject[THIS_SITE], key=lambda longest: longest.task)
    text = (
        "The longest task of the main thread until the first score, from the browser's trace, and the longest time "
        "that scripts took within one task. The rest of a task is the browser's own work to show the page.\n\n"
        f"{table(('', 'longest task', 'longest script time'), rows)}\n\n"
        f"The longest task of all rounds of the form took {number(worst.task, 'ms')}, mostly for {worst.mostly}."
    )
    return Section(
        text, (Verdict(budgets.TASK, max(each.script for each in by_subject[THIS_SITE])),)
    )


def latency(by_subject: Mapping[str, Latency]) -> Section:
    """Return the section on the latency of results, clicks, reports and typing in a long list."""
    rows: list[Row] = [(name, _round_trip(each.results)) for name, each in by_subject.items()]
    clicks, keys, key_reports = (
        by_subject[THIS_SITE].clicks,
        by_subject[THIS_SITE].keys,
        by_subject[THIS_SITE].key_reports,
    )
    slowest_clicks = percentile(clicks, 95)
    text = (
        "Round trip to the running engine for the result of the whole form: median (95th percentile). "
        "MicroPython and plain JavaScript only add up the total.\n\n"
        f"{table(('', 'result'), rows)}\n\n"
        f"From a click in the form to its total: median {number(median(clicks), 'ms')}, 95th percentile "
        f"{number(slowest_clicks, 'ms')} ({len(clicks)} clicks). The report of the same answers comes after it: "
        f"{_round_trip(by_subject[THIS_SITE].reports)}.\n\n"
        f"From a character in one of {ENTRIES} entries of the case record to the total: {_round_trip(keys)}. "
        f"To the report: {_round_trip(key_reports)}."
    )
    return Section(
        text,
        (
            Verdict(budgets.SCORE, slowest_clicks),
            Verdict(budgets.KEY, percentile(keys, 95)),
            Verdict(budgets.KEY_REPORT, percentile(key_reports, 95)),
        ),
    )


def _round_trip(values: list[float]) -> str:
    return f"{number(median(values), 'ms')} ({number(percentile(values, 95), 'ms')})"


def guidance(views: Guidance) -> Section:
    """Return the section on guidance pages."""
    rows: list[Row] = []
    for name, pages in (("pages", views.pages), ("pages of Section Two", views.section_two)):
        kilobytes = [page.count.bytes_sent / 1000 for page in pages]
        engine_fetches = sum(page.engine for page in pages)
        largest = number(max(kilobytes, default=None), "kB")
        rows.append(
            (name, str(len(pages)), number(median(kilobytes), "kB"), largest, str(engine_fetches))
        )
    head = ("first visit", "number", "median", "heaviest", "fetch the engine")
    with_offline = views.with_offline
    text = (
        f"{table(head, rows)}\n\n"
        f"First contentful paint of the heaviest page, `{views.heaviest.path}`: {number(median(views.paints), 'ms')}; "
        f"at {NETWORK[0]} Mbit/s {number(median(views.paints_throttled), 'ms')}. A first visit with everything that "
        f"the service worker then fetches for use without a network: {number(with_offline.bytes_sent / 1000, 'kB')} in "
        f"{with_offline.requests} requests."
    )
    fault = "a page fetches the engine" if any(page.engine for page in views.pages) else ""
    verdict = Verdict(budgets.GUIDANCE, views.heaviest.count.bytes_sent / 1000, fault)
    return Section(text, (verdict,))


def search(results: Search) -> Section:
    """Return the section on the search."""
    keys = results.keys
    return Section(
        f"Ready {number(results.opening, 'ms')} after it is opened. From a key to its results: median "
        f"{number(median(keys), 'ms')}, 95th percentile {number(percentile(keys, 95), 'ms')} ({len(keys)} keys)."
    )


def server_load(load: Load, requests: int) -> Section:
    """Return the section on nginx; `requests` is the number of requests of a first visit to the form."""
    return Section(
        f"The shipped nginx configuration and its client ({load.client}) on this machine: "
        f"{load.responses_per_second:,.0f} responses and {load.bytes_per_second / 1e6:,.0f} MB per second for the "
        "files of a first visit to the form, "
        f"which are {load.responses_per_second / requests:,.0f} first visits per second."
    )


def build_time(times: Building) -> Section:
    """Return the section on the time of a build."""
    rebuild = median(times.second)
    text = (
        f"{number(times.first, 's')} for a first build, without downloads; {number(rebuild, 's')} when nothing has "
        f"changed; {number(median(times.after_edit), 's')} after one page was edited."
    )
    return Section(
        text, (Verdict(budgets.BUILD, times.first), Verdict(budgets.BUILD_AGAIN, rebuild))
    )


def memory(by_subject: Mapping[str, Memory], rounds: int) -> Section:
    """Return the section on memory, by subject."""
    stock_engine = by_subject[STOCK].engine
    rows: list[Row] = []
    for name, each in by_subject.items():
        engine = each.engine
        sizes = (median(each.with_engine), median(each.without), engine)
        megabytes = [number(None if size is None else size / 1e6, "MB") for size in sizes]
        rows.append((name, *megabytes, number(_ratio(engine, stock_engine), "x")))
    text = (
        "Private memory of the browser's page processes (Private_Dirty) when they are idle, without developer tools: "
        f"with the engine, the same page without it, and the difference. Median of {rounds} rounds.\n\n"
        f"{table(('', 'with engine', 'without', 'difference', 'times stock'), rows)}"
    )
    return Section(
        text, (Verdict(budgets.MEMORY, _ratio(by_subject[THIS_SITE].engine, stock_engine)),)
    )


def _ratio(dividend: float | None, divisor: float | None) -> float | None:
    return dividend / divisor if dividend is not None and divisor else None


def audit(result: AuditPage) -> Section:
    """Return the section on the audit page."""
    per_file = number(1000 * result.took / result.files, "ms")
    return Section(
        f"{result.files:,} encrypted files, each with every question answered: {number(result.took, 's')} to the "
        f"return, {per_file} per file, most of it to derive the key from the passphrase. The main thread was blocked "
        f"for at most {number(result.waited, 'ms')}. `build.py bench --scale` measures larger numbers of files on the "
        "command line: see [scale.md](scale.md)."
    )
