"""What the page can ask for: one function for each operation, from the decoded request to the result."""

from collections.abc import Callable, Mapping
from functools import cache

from scoring import contacts, definition, opening, report, wording
from scoring.answers import Answers
from scoring.assessment import Assessment, parse
from scoring.checks import problems, warnings
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
    return {"html": report.article(instrument, whom_to_ring, assessment.answers)}


def _open(request: Json) -> Json:
    instrument, _ = _shipped()
    opened = opening.open_text(instrument, _text(request))
    return {
        "envelope": opened.envelope,
        "notices": [problem(each) for each in opened.notices],
        "practice": opened.envelope.get("practice", False),
        "saved": opened.envelope.get("saved", ""),
    }


_OPERATIONS: dict[str, Callable[[Json], Json]] = {
    "score": _score,
    "report": _report,
    "open": _open,
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
    result = score(instrument, answers)
    return {
        "problems": [problem(each) for each in problems(instrument, answers)],
        "warnings": [problem(each) for each in warnings(instrument, answers)],
        "texts": _texts(instrument, answers, result),
        "lists": {
            "signs-of-harm": _words(result.signs_of_harm),
            "matched": [
                f"Read the row of category {match.category} ({match.level}): “{match.quote}”. "
                f"Met by: {'; '.join(_words(match.because))}"
                for match in result.matched
            ],
            "level-gaps": list(wording.level_gaps(result.level)) if result.level.category else [],
        },
    }


def _texts(instrument: Instrument, answers: Answers, result: Result) -> Json:
    """Short texts that the page puts into the elements prepared for them."""
    total = result.total
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
        "marking": report.marking(instrument, answers),
    }


def _words(evidence: tuple[Evidence, ...]) -> list[str]:
    return [each.text for each in evidence]


def problem(each: Problem) -> Json:
    """A problem as a message carries it."""
    return {"code": each.code, "path": each.path, "message": each.message}
