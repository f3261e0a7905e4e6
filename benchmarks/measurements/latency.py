"""Latency of results and reports in the running engine, and from a click in the form to the total."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.harness import SCRIPTS, form, visit
from benchmarks.harness.subjects import Subject

_SCRIPT = (SCRIPTS / "latency.js").read_text("utf-8")
_ASK = "([op, answers, times]) => latency.ask(op, answers, times)"
_CLICK = "async ([place, answers, times]) => { await latency.fill(); return latency.click(place, answers, times); }"
_WRITE = "([list, entries, times]) => latency.write(list, entries, times)"
# Entries of a list, far more than most cases have.
ENTRIES = 200
# Requests before the measurement, since a browser compiles code while it runs for the first times.
_WARM_UP_REQUESTS = 50


@dataclass(frozen=True, slots=True)
class Latency:
    """Times in ms: the result of the whole form (a round trip to the worker), a click to its total, and the report.

    `keys` are times from a character in one of `ENTRIES` entries to the total, and `key_reports` to the report. All but
    the results are measured in the site's own form only.
    """

    results: list[float]
    clicks: list[float]
    reports: list[float]
    keys: list[float] = field(default_factory=list)
    key_reports: list[float] = field(default_factory=list)


def measure(
    playwright: Playwright, program: Path, subject: Subject, times: int, *, clicks: int = 0
) -> Latency:
    """Send a subject's engine the whole form `times` times, and click `clicks` times if its page has a form."""
    answers = form.every_answer()
    with visit.profile(playwright, program, offline=False) as profile, profile.tab() as page:
        page.add_init_script(_SCRIPT)
        visit.first_score(page, subject)
        page.evaluate(_ASK, ["assess", answers, _WARM_UP_REQUESTS])
        results = page.evaluate(_ASK, ["assess", answers, times])
        radios = [form.radio(number) for number in (form.FIRST.highest, form.FIRST.lowest)]
        if not clicks:
            return Latency(results, [], [])
        reports = page.evaluate(_ASK, ["report", answers, times])
        clicked = page.evaluate(_CLICK, [form.TOTAL, radios, clicks])
        page.evaluate(_WRITE, [form.DATED_LIST, ENTRIES, _WARM_UP_REQUESTS])
        typing = page.evaluate(_WRITE, [form.DATED_LIST, 0, clicks])
        return Latency(results, clicked, reports, typing["totals"], typing["reports"])
