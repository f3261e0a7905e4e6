"""The operations that the page can request: one function each, from the decoded request to the result."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from scoring.answers import dates, entries, reassessment, saved_file
from scoring.answers import merge as merging
from scoring.answers.assessment import Assessment, parse
from scoring.answers.differences import differences
from scoring.audit import audit_return
from scoring.audit import period as fixed_period
from scoring.audit import records as audit_records
from scoring.definition import contacts, instrument_file, language_file
from scoring.definition.contacts import Contacts
from scoring.definition.language import Language
from scoring.definition.model import Instrument
from scoring.errors import AnswersError, Problem
from scoring.export import blocks, plain_text, word
from scoring.report import (
    comparison_wording,
    difference_wording,
    file_summary,
    reduced_copy,
    renderer,
    wording,
)
from scoring.rules import language_pattern
from scoring.rules.comparison import compare, recorded_before
from scoring.rules.findings import Findings, find, to_check
from scoring.rules.language import Place, words_to_check
from scoring.rules.result import Evidence, Result

Json = Mapping[str, object]


def run(request: Json) -> Json:
    """Runs one operation; raises AnswersError if the operation is unknown or its input is refused."""
    op = request.get("op")
    operation = _OPERATIONS.get(op) if isinstance(op, str) else None
    if operation is None:
        raise AnswersError("message", "op", "is not a known operation")
    return operation(request)


def _assess(request: Json) -> Json:
    """Returns what the page shows beside the form."""
    instrument, _ = _shipped()
    return _on_screen(instrument, _LAST.findings(instrument, request))


def _report(request: Json) -> Json:
    """Returns the report as `html`. The page asks for it after the result, so that a total never waits for a report."""
    instrument, who_to_call = _shipped()
    return {"html": renderer.article(instrument, who_to_call, _LAST.findings(instrument, request))}


def _to_look_at(request: Json) -> Json:
    """Returns the `words` to look at again, in the order of the form."""
    instrument, _ = _shipped()
    findings = _LAST.findings(instrument, request)
    words = words_to_check(_language(), instrument, findings.assessment.answers)
    return {"words": [_words_at(each) for each in words]}


class _Last:
    """Keeps the findings of the last answers, so that result and report come from one reading of them."""

    def __init__(self) -> None:
        self._kept: tuple[str, Findings] | None = None

    def forget(self) -> None:
        """Keeps nothing of the last answers."""
        self._kept = None

    def findings(self, instrument: Instrument, request: Json) -> Findings:
        """Returns the findings for a request's `answers` and `today`; raises AnswersError if either is refused."""
        asked = json.dumps([request.get("answers"), request.get("today")])
        if self._kept is None or self._kept[0] != asked:
            assessment = parse(instrument, request.get("answers"))
            self._kept = (asked, find(instrument, assessment, _today(request)))
        return self._kept[1]


_LAST = _Last()


def forget() -> None:
    """Keeps nothing of the last answers, nor what is made again when it is asked for."""
    _LAST.forget()
    language_pattern.compiled.cache_clear()


def _export(request: Json) -> Json:
    """Returns the report as the parts of a Word document, by their paths, and as plain text, whole and by section."""
    instrument, who_to_call = _shipped()
    html = renderer.article(instrument, who_to_call, _LAST.findings(instrument, request))
    document = blocks.of_report(html)
    return {
        "word": word.parts(document),
        "text": plain_text.whole(document),
        "sections": [
            {"title": each.title, "text": each.text} for each in plain_text.sections(document)
        ],
    }


def _open(request: Json) -> Json:
    instrument, _ = _shipped()
    opened = saved_file.open_text(instrument, _text(request))
    return {
        "envelope": opened.envelope,
        "notices": [problem(each) for each in opened.notices],
        "practice": opened.envelope.get("practice", False),
        "saved": opened.envelope.get("saved", ""),
        "about": list(file_summary.lines(instrument, parse(instrument, opened.envelope))),
    }


def _reassess(request: Json) -> Json:
    instrument, _ = _shipped()
    return {"envelope": reassessment.reassess(instrument, request.get("answers"))}


def _reduce(request: Json) -> Json:
    """Returns a reduced copy as `html`, and its `entry` for the list `list`; or `problems` and no copy."""
    instrument, who_to_call = _shipped()
    findings = _LAST.findings(instrument, request)
    asked = reduced_copy.read_request(instrument, request)
    full = reduced_copy.full_log(findings.assessment.answers)
    problems = (*asked.problems, *((full,) if full else ()))
    made = not problems
    return {
        "problems": [problem(each) for each in problems],
        "html": reduced_copy.article(instrument, who_to_call, findings, asked) if made else "",
        "list": reduced_copy.LOG,
        "entry": reduced_copy.entry(instrument, asked, findings.today) if made else {},
    }


def _compare(request: Json) -> Json:
    """Returns how `answers` and `other`, a second file of the same assessment, differ."""
    instrument, _ = _shipped()
    current, other = (parse(instrument, request.get(key)) for key in ("answers", "other"))
    found = differences(instrument, current, other)
    return {
        "notes": difference_wording.notes(instrument, current, other, found),
        "given_by": difference_wording.given_by(instrument, other),
        "differences": [
            {
                "item": each.item,
                "label": difference_wording.label(instrument, each),
                "current": difference_wording.side(instrument, current, each),
                "other": difference_wording.side(instrument, other, each),
                "suggested": each.suggested or "",
                "both": each.both,
            }
            for each in found
        ],
    }


def _merge(request: Json) -> Json:
    """Returns the envelope with the answers that were chosen in the request's `choices`."""
    instrument, _ = _shipped()
    asked = (request.get(key) for key in ("answers", "other", "choices"))
    return {"envelope": merging.merge(instrument, *asked)}


def _audit_row(request: Json) -> Json:
    instrument, _ = _shipped()
    return audit_records.as_json(audit_records.record(instrument, _text(request), _today(request)))


def _audit(request: Json) -> Json:
    """Makes the audit return from the request's `records`, `period` (empty: the latest year), `rows` and `today`."""
    instrument, _ = _shipped()
    records = audit_records.checked(instrument, request.get("records"))
    period, today = request.get("period", ""), request.get("today", "")
    if not isinstance(period, str) or not isinstance(today, str):
        raise AnswersError("message", "period", "must be text")
    made = audit_return.audit(
        instrument,
        records,
        period=fixed_period.parse(period) if period else None,
        rows=request.get("rows") is True,
        today=today,
    )
    return {
        "html": made.html,
        "csv": {"rows": made.rows, "counts": made.counts},
        "count": made.count,
        "outside": made.outside,
        "period": made.period.id if made.period else "",
        "periods": [{"id": each.id, "label": each.label} for each in made.periods],
        "left_out": [
            *(
                {"index": each.index, "counted": each.counted, "message": each.message}
                for each in made.duplicates
            ),
            *(
                {"index": index, "counted": index, "message": audit_return.undated(instrument)}
                for index in made.undated
            ),
        ],
    }


_OPERATIONS: dict[str, Callable[[Json], Json]] = {
    "assess": _assess,
    "export": _export,
    "report": _report,
    "words": _to_look_at,
    "open": _open,
    "reassess": _reassess,
    "reduce": _reduce,
    "compare": _compare,
    "merge": _merge,
    "audit-row": _audit_row,
    "audit": _audit,
}


def _text(request: Json) -> str:
    text = request.get("text")
    if not isinstance(text, str):
        raise AnswersError("message", "text", "must be text")
    return text


def _today(request: Json) -> date | None:
    """Returns the device's date from a request, such as 2026-11-29; None if there is none."""
    value = request.get("today")
    typed = dates.from_iso(value) if isinstance(value, str) else None
    if value is not None and (typed is None or typed.value is None):
        raise AnswersError("message", "today", 'must be a date such as "2026-11-29"')
    return typed.value if typed else None


@cache
def _shipped() -> tuple[Instrument, Contacts]:
    return instrument_file.load(), contacts.load()


@cache
def _language() -> Language:
    return language_file.load()


def _words_at(place: Place) -> Json:
    found = place.found
    return {
        "path": place.path,
        "words": found.words,
        "start": found.units,
        "why": found.entry.why,
        "instead": list(found.entry.instead),
    }


def _on_screen(instrument: Instrument, findings: Findings) -> Json:
    result = findings.result
    beside = _beside(instrument, findings)
    return {
        "problems": [problem(each) for each in findings.problems],
        "warnings": [problem(each) for each in to_check(instrument, findings)],
        "texts": _texts(instrument, findings.assessment, result) | beside.texts,
        "lists": {
            "signs-of-harm": _words(result.signs_of_harm),
            "also-written": _words(result.written),
            "matched": [wording.matched(match) for match in result.matched],
            "level-gaps": list(wording.level_gaps(result.level)) if result.level.category else [],
            "no-longer-known": beside.lost,
            "signs-of-harm-before": _words(recorded_before(findings.earlier, result)),
        },
        "order": _order(instrument, findings.assessment),
    }


def _order(instrument: Instrument, assessment: Assessment) -> dict[str, list[int]]:
    """Returns the positions of the entries by date, for each list with dates about the whole case."""
    return {
        each.id: entries.order(each, given)
        for each in instrument.record.lists
        if each.when and not each.about
        if (given := assessment.answers.entries_of(each.id))
    }


def _texts(instrument: Instrument, assessment: Assessment, result: Result) -> dict[str, str]:
    """Returns short texts by the name of the page element that shows each one."""
    answers, total = assessment.answers, result.total
    return {
        "answered": wording.answered(total, result.profile),
        "scored": str(total.answered),
        "total": "none yet" if total.sum is None else str(total.sum),
        "range": wording.short_range(total),
        "not-known": str(result.profile.not_known),
        "not-reached": str(result.profile.not_reached),
        "completeness": wording.completeness(total, result.profile),
        "total-with-base": wording.total_with_base(total),
        "total-note": wording.total_note(result),
        "level": wording.level_agreed(result.level),
        "risk-factor-present": "yes" if result.risk_factor_present else "",
        "age": wording.age(instrument, answers, result),
        "age-note": wording.age_note(result),
        "marking": renderer.marking(instrument, assessment),
    }


@dataclass(frozen=True, slots=True)
class _Beside:
    """What earlier assessments add to a result: texts by name, and the factors that are no longer known."""

    texts: dict[str, str]
    lost: list[str]


def _beside(instrument: Instrument, findings: Findings) -> _Beside:
    """Compares with the last earlier assessment. Without one, notes the factors whose statements describe change."""
    if not findings.earlier:
        notes = {
            f"first-{each.id}": comparison_wording.first_time(each) for each in instrument.factors
        }
        return _Beside({key: note for key, note in notes.items() if note}, [])
    then = findings.earlier[-1]
    on = comparison_wording.day(instrument, findings.assessment.earlier[-1])
    comparison = compare(then, findings.result)
    return _Beside(
        {
            "reassessment": comparison_wording.reassessment(on),
            "change": comparison_wording.summary(comparison, on),
            **{f"earlier-{each.id}": comparison_wording.beside(on, each) for each in then.factors},
        },
        list(comparison_wording.lost(comparison)),
    )


def _words(evidence: tuple[Evidence, ...]) -> list[str]:
    return [each.text for each in evidence]


def problem(each: Problem) -> Json:
    """Returns a problem as JSON."""
    return {"code": each.code, "path": each.path, "message": each.message}
