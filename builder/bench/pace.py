"""How long one score and one report take once the engine runs, in the page's own worker."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench import form, visits
from builder.bench.subjects import Subject

_SCRIPT = (Path(__file__).parent / "scripts" / "pace.js").read_text("utf-8")
_ASK = "([op, answers, times]) => pace.ask(op, answers, times)"
_CLICK = "async ([place, answers, times]) => { await pace.fill(); return pace.click(place, answers, times); }"
# Left out: code is compiled while it runs for the first times.
_WARMING_UP = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """Each in ms: a score and a report of the whole form, to the worker and back; from a click to its total."""

    scores: list[float]
    reports: list[float]
    clicks: list[float]


def measure(
    playwright: Playwright, program: Path, subject: Subject, times: int, *, clicks: int = 0
) -> Pace:
    """Ask a subject's engine so often; click so often, where the page has a form."""
    answers = form.every_answer()
    with visits.profile(playwright, program, offline=False) as profile, profile.tab() as page:
        page.add_init_script(_SCRIPT)
        visits.first_score(page, subject)
        asked = {}
        for op in ("score", "report"):
            page.evaluate(_ASK, [op, answers, _WARMING_UP])
            asked[op] = page.evaluate(_ASK, [op, answers, times])
        ends = [form.radio(number) for number in (form.FIRST.highest, form.FIRST.lowest)]
        clicked = page.evaluate(_CLICK, [form.BAR, ends, clicks]) if clicks else []
        return Pace(asked["score"], asked["report"], clicked)
