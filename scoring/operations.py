"""What the page can ask for: one function for each operation, from the decoded request to the result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from scoring import (
    audit,
    audit_row,
    change_words,
    contacts,
    definition,
    opening,
    reassessing,
    report,
    wording,
)
from scoring.assessment import Assessment, parse
from scoring.checks import problems, warnings
from scoring.compare import compare
from scoring.contacts import Contacts
from scoring.errors import AnswersError, Problem
from scoring.instrument import Instrument
from scoring.result import Evidence, Result
from scoring.score import score

Json = Mapping[str, object]


def run(request: Json) -> Json:
    """The result of one operation; raises AnswersError where there is none or its input is refused."""
    op = request.get("op")
    operation = _OPERATIONS.get(op) if isinstance(op, str) else None
    if operation is None:
        raise AnswersError("message", "op", "is not something that can be asked for")
    return operation(request)


def _score(request: Json) -> Json:
    instrument, _ = _shipped()
    return _scored(instrument, parse(instrument, request.get("answers")))


def _report(request: Json) -> Json:
    instrument, whom_to_ring = _shipped()
    assessment = parse(instrument, request.get("answers"))
    return {"html": report.article(instrument, whom_to_ring, assessment)}


def _open(request: Json) -> Json:
    instrument, _ = _shipped()
    opened = opening.open_text(instrument, _text(request))
    return {
        "envelope": opened.envelope,
        "notices": [problem(each) for each in opened.notices],
        "practice": opened.envelope.get("practice", False),
        "saved": opened.envelope.get("saved", ""),
    }


def _reassess(request: Json) -> Json:
    instrument, _ = _shipped()
    return {"envelope": reassessing.reassess(instrument, request.get("answers"))}


def _audit_row(request: Json) -> Json:
    instrument, _ = _shipped()
    return {"row": audit_row.row(instrument, _text(request))}


def _audit(request: Json) -> Json:
    instrument, _ = _shipped()
    made = audit.audit(instrument, audit_row.checked(instrument, request.get("rows")))
    return {
        "html": made.html,
        "csv": {"rows": made.rows, "counts": made.counts},
        "count": made.count,
    }


_OPERATIONS: dict[str, Callable[[Json], Json]] = {
    "score": _score,
    "report": _report,
    "open": _open,
    "reassess": _reassess,
    "audit-row": _audit_row,
    "audit": _audit,
}


def _text(request: Json) -> str:
    text = request.get("text")
    if not isinstance(text, str):
        raise AnswersError("message", "text", "must be a text")
    return text


@cache
def _shipped() -> tuple[Instrument, Contacts]:
    return definition.load(), contacts.load()


def _scored(instrument: Instrument, assessment: Assessment) -> Json:
    answers = assessment.answers
    result = score(instrument, answers, assessment.earlier)
    beside = _beside(instrument, assessment, result)
    return {
        "problems": [problem(each) for each in problems(instrument, answers)],
        "warnings": [problem(each) for each in warnings(instrument, answers)],
        "texts": _texts(instrument, assessment, result) | beside.texts,
        "lists": {
            "signs-of-harm": _words(result.signs_of_harm),
            "matched": [
                f"Read the row of category {match.category} ({match.level}): “{match.quote}”. "
                f"Met by: {'; '.join(_words(match.because))}"
                for match in result.matched
            ],
            "level-gaps": list(wording.level_gaps(result.level)) if result.level.category else [],
            "no-longer-known": beside.lost,
        },
    }


def _texts(instrument: Instrument, assessment: Assessment, result: Result) -> dict[str, str]:
    """Short texts that the page puts into the elements prepared for them."""
    answers, total = assessment.answers, result.total
    return {
        "answered": f"{total.answered} of {total.of}",
        "total": "none yet" if total.sum is None else str(total.sum),
        "range": wording.possible_range(total),
        "not-known": str(result.profile.not_known),
        "not-reached": str(result.profile.not_reached),
        "completeness": wording.completeness(total, result.profile),
        "total-with-base": wording.total_with_base(total),
        "total-note": wording.total_note(result),
        "level": wording.level_agreed(result.level),
        "risk-factor-present": "yes" if result.risk_factor_present else "",
        "age": wording.age(instrument, answers, result),
        "age-note": wording.age_note(result),
        "marking": report.marking(instrument, assessment),
    }


@dataclass(frozen=True, slots=True)
class _Beside:
    """What earlier assessments add: texts by name, and the factors that are no longer known."""

    texts: dict[str, str]
    lost: list[str]


def _beside(instrument: Instrument, assessment: Assessment, result: Result) -> _Beside:
    """The last earlier assessment beside this one; in a first one, a note where a statement speaks of a change."""
    if not assessment.earlier:
        notes = {f"first-{each.id}": change_words.first_time(each) for each in instrument.factors}
        return _Beside({key: note for key, note in notes.items() if note}, [])
    last = assessment.earlier[-1]
    then, on = score(instrument, last), change_words.day(instrument, last)
    comparison = compare(then, result)
    return _Beside(
        {
            "change": change_words.summary(comparison, on),
            **{f"earlier-{each.id}": change_words.beside(on, each) for each in then.factors},
        },
        list(change_words.lost(comparison)),
    )


def _words(evidence: tuple[Evidence, ...]) -> list[str]:
    return [each.text for each in evidence]


def problem(each: Problem) -> Json:
    """A problem as a message carries it."""
    return {"code": each.code, "path": each.path, "message": each.message}
