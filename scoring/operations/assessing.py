"""Operations on the answers in the form: the result, the report, the words to look at again, and the export."""

import json

from scoring.answers.envelope.assessment import parse
from scoring.definition.model import Instrument
from scoring.export import blocks, plain_text, word
from scoring.operations.on_screen import on_screen
from scoring.operations.requests import Json, language, problem, shipped, today
from scoring.report import reduced_copy, renderer
from scoring.rules import language_pattern
from scoring.rules.findings import Findings, find
from scoring.rules.language import AnswerMatch, words_to_check


class LastAnswers:
    """Keeps the findings of the last answers, so that result and report come from one reading of them."""

    def __init__(self) -> None:
        self._kept: tuple[str, Findings] | None = None

    def forget(self) -> None:
        """Keeps nothing of the last answers."""
        self._kept = None

    def findings(self, instrument: Instrument, request: Json) -> Findings:
        """Returns the findings for a request's `answers` and `today`; raises AnswersError if either is refused."""
        request_key = json.dumps([request.get("answers"), request.get("today")])
        if self._kept is None or self._kept[0] != request_key:
            assessment = parse(instrument, request.get("answers"))
            self._kept = (request_key, find(instrument, assessment, today(request)))
        return self._kept[1]


LAST = LastAnswers()


def forget() -> None:
    """Keeps nothing of the last answers, nor what is made again when it is asked for."""
    LAST.forget()
    language_pattern.compiled.cache_clear()


def assess(request: Json) -> Json:
    """Returns what the page shows beside the form."""
    instrument, _ = shipped()
    return on_screen(instrument, LAST.findings(instrument, request))


def report(request: Json) -> Json:
    """Returns the report as `html`. The page asks for it after the result, so that a total never waits for a report."""
    instrument, who_to_call = shipped()
    return {"html": renderer.article(instrument, who_to_call, LAST.findings(instrument, request))}


def words(request: Json) -> Json:
    """Returns the `words` to look at again, in the order of the form."""
    instrument, _ = shipped()
    findings = LAST.findings(instrument, request)
    places = words_to_check(language(), instrument, findings.assessment.answers)
    return {"words": [_words_at(each) for each in places]}


def export(request: Json) -> Json:
    """Returns the report as the parts of a Word document, by their paths, and as plain text, whole and by section."""
    instrument, who_to_call = shipped()
    html = renderer.article(instrument, who_to_call, LAST.findings(instrument, request))
    document = blocks.of_report(html)
    return {
        "word": word.parts(document),
        "text": plain_text.whole_text(document),
        "sections": [
            {"title": each.title, "text": each.text} for each in plain_text.sections(document)
        ],
    }


def reduce(request: Json) -> Json:
    """Returns a reduced copy as `html`, and its `entry` for the list `list`; or `problems` and no copy."""
    instrument, who_to_call = shipped()
    findings = LAST.findings(instrument, request)
    copy_request = reduced_copy.read_request(instrument, request)
    full = reduced_copy.full_log(findings.assessment.answers)
    problems = (*copy_request.problems, *((full,) if full else ()))
    is_complete = not problems
    return {
        "problems": [problem(each) for each in problems],
        "html": reduced_copy.article(instrument, who_to_call, findings, copy_request)
        if is_complete
        else "",
        "list": reduced_copy.LOG,
        "entry": reduced_copy.entry(instrument, copy_request, findings.today)
        if is_complete
        else {},
    }


def _words_at(answer_match: AnswerMatch) -> Json:
    match = answer_match.match
    return {
        "path": answer_match.path,
        "words": match.words,
        "start": match.units,
        "why": match.entry.why,
        "instead": list(match.entry.instead),
    }
