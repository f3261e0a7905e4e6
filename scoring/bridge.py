"""The one door between the page and Python: a JSON message in, a JSON message out. It never raises.

No other module knows messages. An answer to a fault carries a code and a path, never what was typed.
"""

import json
from collections.abc import Mapping
from functools import cache

from scoring import contacts, definition, report, strict_json, wording
from scoring.answers import Answers, parse
from scoring.checks import problems, warnings
from scoring.contacts import Contacts
from scoring.errors import AnswersError, Problem, ScoringError
from scoring.instrument import Instrument
from scoring.result import Evidence, Result
from scoring.score import score

Json = Mapping[str, object]


def handle(message: str) -> str:
    """Answers ``{"id", "op": "score" | "report", "answers"}`` with ``{"id", "ok", "result" | "error"}``."""
    request_id: object = None
    try:
        request = strict_json.read(message)
        if not isinstance(request, dict):
            raise AnswersError("message", "", "The message is not an object")
        request_id = request.get("id")
        return _reply(request_id, result=_run(request.get("op"), request.get("answers")))
    except ScoringError as error:
        return _reply(request_id, error=_problem(error.problem))
    # The page must get an answer whatever happens; the text of an unforeseen error may hold answers and stays here.
    except Exception as error:
        return _reply(
            request_id, error={"code": "internal", "path": "", "message": type(error).__name__}
        )


def _reply(request_id: object, *, result: Json | None = None, error: Json | None = None) -> str:
    body: Json = {"ok": False, "error": error} if result is None else {"ok": True, "result": result}
    return json.dumps({"id": request_id, **body})


def _run(op: object, envelope: object) -> Json:
    instrument, whom_to_ring = _shipped()
    if op not in ("score", "report"):
        raise AnswersError("message", "op", 'must be "score" or "report"')
    answers = parse(instrument, envelope)
    if op == "report":
        return {"html": report.article(instrument, whom_to_ring, answers)}
    return _scored(instrument, answers)


@cache
def _shipped() -> tuple[Instrument, Contacts]:
    return definition.load(), contacts.load()


def _scored(instrument: Instrument, answers: Answers) -> Json:
    result = score(instrument, answers)
    return {
        "problems": [_problem(each) for each in problems(instrument, answers)],
        "warnings": [_problem(each) for each in warnings(instrument, answers)],
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


def _problem(problem: Problem) -> Json:
    return {"code": problem.code, "path": problem.path, "message": problem.message}
