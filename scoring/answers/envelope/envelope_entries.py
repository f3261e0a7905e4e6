"""Reads the entries of an envelope other than the answers: keeps valid ones and makes a notice for each invalid one.

They are the ticks to confirm, the answers taken from another file, the mark of a practice case, the time of saving,
the total by hand and the identifier.
"""

from scoring.answers.envelope import assessment, carried_over, provenance
from scoring.answers.envelope.recovery import Json, Recovery
from scoring.answers.parsing import hidden_characters
from scoring.answers.reading.reader import read
from scoring.definition.model import Instrument
from scoring.errors import AnswersError

_UNCLEAR_PRACTICE = (
    "The file does not show clearly whether this is a practice case. "
    "It is treated as a real child’s assessment."
)
_INVALID_ENTRY = {
    "saved": "The time at which the file was saved",
    "by_hand": "The total that was entered by hand",
    "assessment_id": "The identifier of the assessment",
    carried_over.KEY: "The list of ticks that are still to be confirmed",
    provenance.KEY: "The list of answers that were taken from another file",
}
_UNKNOWN_GIVER = (
    "It is not clear who gave an answer that was taken from another file. The answer is kept as if it had been given "
    "in this file."
)


def to_confirm(instrument: Instrument, value: object, opened: Json, of_file: Recovery) -> Json:
    """Returns the entry for ticks that are to be confirmed. A file without an earlier assessment needs none.

    If a reassessment has no such entry, or an invalid one, all its repeated ticks must be confirmed again.
    """
    answers = read(instrument, opened["answers"])
    earlier = opened.get("earlier")
    before = earlier[-1]["answers"] if isinstance(earlier, list) else None
    if value is not None:
        try:
            unconfirmed = carried_over.read(instrument, value, answers)
        except AnswersError:
            _strange(of_file, carried_over.KEY)
        else:
            as_lists = {key: list(options) for key, options in unconfirmed.items()}
            return {carried_over.KEY: as_lists} if as_lists or before is not None else {}
    if before is None:
        return {}
    repeated = carried_over.repeated(instrument, answers, read(instrument, before))
    return {carried_over.KEY: repeated}


def merged(instrument: Instrument, value: object, opened: Json, of_file: Recovery) -> Json:
    """Returns the valid entries for answers that were taken from another file, one for each question."""
    if value is None:
        return {}
    if not isinstance(value, list):
        _strange(of_file, provenance.KEY)
        return {}
    by_item: dict[str, provenance.Taken] = {}
    for index, each in enumerate(value):
        path = f"{provenance.KEY}[{index}]"
        try:
            taken = provenance.read_one(instrument, each, path)
        except AnswersError:
            of_file.note("merged", path, _UNKNOWN_GIVER)
        else:
            by_item.setdefault(taken.item, taken)
    ordered = provenance.in_order(instrument, by_item.values(), read(instrument, opened["answers"]))
    return {provenance.KEY: [provenance.as_json(each) for each in ordered]} if ordered else {}


def rest(envelope: Json, of_file: Recovery) -> Json:
    """Returns the other valid entries of the envelope."""
    rest: Json = {}
    practice = envelope.get("practice")
    if practice is True:
        rest["practice"] = True
    elif practice is not None and practice is not False:
        of_file.note("practice", "practice", _UNCLEAR_PRACTICE)
    checks = (
        ("saved", assessment.saved),
        ("by_hand", assessment.by_hand),
        ("assessment_id", assessment.assessment_id),
    )
    for key, check in checks:
        value = envelope.get(key)
        if value is None or value == "":
            continue
        try:
            rest[key] = check(
                key, hidden_characters.tidy(value) if isinstance(value, str) else value
            )
        except AnswersError:
            _strange(of_file, key)
    return rest


def _strange(of_file: Recovery, key: str) -> None:
    of_file.note(key, key, f"{_INVALID_ENTRY[key]} cannot be read. It was not used.")
