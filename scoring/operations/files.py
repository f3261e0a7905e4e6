"""Operations on saved files: opening one, starting a reassessment from it, comparing and merging two."""

from scoring.answers.envelope import reassessment, saved_file
from scoring.answers.envelope.assessment import parse
from scoring.answers.merging import merge as merging
from scoring.answers.merging.differences import differences
from scoring.operations.requests import Json, problem, shipped, text
from scoring.report import file_summary
from scoring.report.wording import difference_wording


def open_file(request: Json) -> Json:
    """Returns what can be read of the file whose `text` is given, and what a person must check."""
    instrument, _ = shipped()
    opened = saved_file.open_text(instrument, text(request))
    return {
        "envelope": opened.envelope,
        "notices": [problem(each) for each in opened.notices],
        "practice": opened.envelope.get("practice", False),
        "saved": opened.envelope.get("saved", ""),
        "about": list(file_summary.lines(instrument, parse(instrument, opened.envelope))),
    }


def reassess(request: Json) -> Json:
    """Returns the envelope of a new assessment of the child whom the `answers` are about."""
    instrument, _ = shipped()
    return {"envelope": reassessment.reassess(instrument, request.get("answers"))}


def compare(request: Json) -> Json:
    """Returns how `answers` and `other`, a second file of the same assessment, differ."""
    instrument, _ = shipped()
    current, other = (parse(instrument, request.get(key)) for key in ("answers", "other"))
    all_differences = differences(instrument, current, other)
    return {
        "notes": difference_wording.notes(instrument, current, other, all_differences),
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
            for each in all_differences
        ],
    }


def merge(request: Json) -> Json:
    """Returns the envelope with the answers that were chosen in the request's `choices`."""
    instrument, _ = shipped()
    asked = (request.get(key) for key in ("answers", "other", "choices"))
    return {"envelope": merging.merge(instrument, *asked)}
