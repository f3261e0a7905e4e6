"""What the page shows beside the form: short texts by the name of their element, lists, problems and warnings."""

from dataclasses import dataclass

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.reading import entries
from scoring.definition.model import Instrument
from scoring.operations.requests import Json, problem
from scoring.report import margins
from scoring.report.wording import (
    age_wording,
    comparison_wording,
    level_wording,
    match_wording,
    total_wording,
)
from scoring.rules.comparison import compare, recorded_before
from scoring.rules.findings import Findings, to_check
from scoring.rules.result import Evidence, Result


def on_screen(instrument: Instrument, findings: Findings) -> Json:
    """Returns the result of `assess`."""
    result = findings.result
    beside = _beside(instrument, findings)
    return {
        "problems": [problem(each) for each in findings.problems],
        "warnings": [problem(each) for each in to_check(instrument, findings)],
        "texts": _texts(instrument, findings.assessment, result) | beside.texts,
        "lists": {
            "signs-of-harm": _words(result.signs_of_harm),
            "also-written": _words(result.written),
            "matched": [match_wording.matched(match) for match in result.matched],
            "level-gaps": list(level_wording.level_gaps(result.level))
            if result.level.category
            else [],
            "no-longer-known": beside.lost,
            "signs-of-harm-before": _words(recorded_before(findings.earlier, result)),
        },
        "order": _order(instrument, findings.assessment),
    }


def _order(instrument: Instrument, assessment: Assessment) -> dict[str, list[int]]:
    """Returns the positions of the entries by date, for each list with dates about the whole case."""
    return {
        each.id: entries.order(each, listed)
        for each in instrument.record.lists
        if each.when and not each.about
        if (listed := assessment.answers.entries_of(each.id))
    }


def _texts(instrument: Instrument, assessment: Assessment, result: Result) -> dict[str, str]:
    """Returns short texts by the name of the page element that shows each one."""
    answers, total = assessment.answers, result.total
    return {
        "answered": total_wording.answered_count(total, result.profile),
        "scored": str(total.answered),
        "total": "none yet" if total.sum is None else str(total.sum),
        "range": total_wording.short_range(total),
        "not-known": str(result.profile.not_known),
        "not-reached": str(result.profile.not_reached),
        "completeness": total_wording.completeness(total, result.profile),
        "total-with-base": total_wording.total_with_base(total),
        "total-note": total_wording.total_note(result),
        "level": level_wording.level_agreed(result.level),
        "risk-factor-present": "yes" if result.risk_factor_present else "",
        "age": age_wording.age(instrument, answers, result),
        "age-note": age_wording.age_note(result),
        "marking": margins.marking(instrument, assessment),
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
            "change": comparison_wording.change(comparison, on),
            **{f"earlier-{each.id}": comparison_wording.beside(on, each) for each in then.factors},
        },
        list(comparison_wording.lost(comparison)),
    )


def _words(evidence: tuple[Evidence, ...]) -> list[str]:
    return [each.text for each in evidence]
