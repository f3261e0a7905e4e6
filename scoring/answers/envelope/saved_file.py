"""Opens saved files: strict about the file as a whole, lenient about single answers.

A file that is damaged or not an assessment is refused with a message that says what to do. In an assessment, an
invalid answer is left blank and listed, so that one bad answer does not lose an hour's work. Messages never repeat
what was typed.
"""

from dataclasses import dataclass

from scoring.answers.envelope import assessment, carried_over, provenance
from scoring.answers.envelope.assessment import KEYS
from scoring.answers.envelope.recovery import Json, Recovery
from scoring.answers.model import FORMAT, VERSION, VERSIONS
from scoring.answers.parsing import hidden_characters, strict_json
from scoring.answers.reading.reader import read
from scoring.definition.model import Instrument
from scoring.errors import AnswersError, Problem
from scoring.limits import EARLIER, SAVED_FILE

_ANOTHER_COPY = "Open another copy of the file, or save the assessment again."
_RELOAD = (
    "It was saved by a newer or unknown version of this toolkit. "
    "Close the toolkit, open it again with an internet connection to get its newest version, and try once more."
)
_REFUSED = {
    "too-large": f"The file is larger than an assessment can be ({SAVED_FILE // 1024} kB). Choose the right file.",
    "not-utf-8": f"This file is not a saved assessment (it is not UTF-8 text). {_ANOTHER_COPY}",
    "too-deep": "This file is not a saved assessment. Choose a different file.",
    "not-json": f"This file is not a saved assessment, or it is incomplete or damaged. {_ANOTHER_COPY}",
    "trailing-data": f"There is extra data at the end of this file. It is damaged or has been altered. {_ANOTHER_COPY}",
    "doubled-key": f"This file has two answers to one question. It has been altered. {_ANOTHER_COPY}",
    "not-a-number": "This file contains a number that is not valid in an assessment. It has been altered. "
    + _ANOTHER_COPY,
    "other-form": "The file is not an assessment saved by this toolkit. Choose the right file.",
    "version": f"The version of the file format is missing from this file. {_ANOTHER_COPY}",
    "instrument": f"The version of the assessment is missing from this file. {_ANOTHER_COPY}",
    "newer-version": f"The file has a newer format. {_RELOAD}",
    "newer-instrument": f"The file belongs to another version of the assessment. {_RELOAD}",
    "no-answers": f"This file has no answers in it. It is damaged or has been altered. {_ANOTHER_COPY}",
}

_STRANGE = {
    "practice": "The mark of a practice case",
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


@dataclass(frozen=True, slots=True)
class Opened:
    """The valid part of a file, in the format in which the page sends it, and what a person must check."""

    envelope: Json
    notices: tuple[Problem, ...]


def decode(content: bytes) -> str:
    """Decodes a file as UTF-8, without a byte order mark; raises AnswersError if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("not-utf-8") from error


def refusal(code: str, path: str = "") -> AnswersError:
    """Returns the error for a file that cannot be opened at all."""
    return AnswersError(code, path, _REFUSED[code])


def open_text(instrument: Instrument, text: str) -> Opened:
    """Opens the text of a saved file, decrypted; raises AnswersError if the file as a whole cannot be trusted."""
    envelope = _envelope(text)
    changed = _changed(instrument, envelope.get("instrument"))
    answers = envelope.get("answers")
    if not isinstance(answers, dict):
        raise refusal("no-answers", "answers")
    of_file = Recovery(instrument, changed or frozenset(), "answers")
    if changed is not None:
        of_file.note(
            "older-version",
            "instrument",
            "The file was saved with an earlier version of the assessment. Look at every answer again.",
        )
    of_file.not_used("", [key for key in envelope if key not in KEYS])
    opened: Json = {
        "format": FORMAT,
        "version": VERSION,
        "instrument": instrument.version,
        "answers": of_file.answers(answers),
    }
    earlier = _earlier(instrument, envelope.get("earlier"), of_file)
    if earlier:
        opened["earlier"] = earlier
    to_confirm = _to_confirm(instrument, envelope.get(carried_over.KEY), opened, of_file)
    merged = _merged(instrument, envelope.get(provenance.KEY), opened, of_file)
    return Opened(opened | _rest(envelope, of_file) | to_confirm | merged, tuple(of_file.notices))


def _envelope(text: str) -> Json:
    try:
        # A lone surrogate has no UTF-8 form. It counts as the replacement character that it will become.
        if len(text.encode("utf-8", "surrogatepass")) > SAVED_FILE:
            raise refusal("too-large")
        envelope = strict_json.read(text.removeprefix("\ufeff"))
    except AnswersError as error:
        raise refusal(error.problem.code) from error
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise refusal("other-form", "format")
    version = envelope.get("version")
    if type(version) is not int or version < VERSIONS[0]:
        raise refusal("version", "version")
    if version > VERSION:
        raise refusal("newer-version", "version")
    return envelope


def _changed(instrument: Instrument, version: object) -> frozenset[str] | None:
    """Returns what has changed since an earlier version of the instrument; None for the current version."""
    if not isinstance(version, str):
        raise refusal("instrument", "instrument")
    if version == instrument.version:
        return None
    changed = instrument.changed_since(version)
    if changed is None:
        raise refusal("newer-instrument", "instrument")
    return changed


def _earlier(instrument: Instrument, value: object, of_file: Recovery) -> list[Json]:
    """Returns the earlier assessments that can be read, oldest first."""
    if value is None:
        return []
    if not isinstance(value, list):
        of_file.note(
            "earlier",
            "earlier",
            "The earlier assessments could not be read, so they were left out.",
        )
        return []
    if len(value) > EARLIER:
        of_file.note(
            "too-many",
            "earlier",
            f"The file has more than {EARLIER} earlier assessments. The last {EARLIER} of them were kept.",
        )
    first = max(0, len(value) - EARLIER)
    found = [
        _one_earlier(instrument, value[index], index, of_file) for index in range(first, len(value))
    ]
    return [each for each in found if each]


def _one_earlier(instrument: Instrument, entry: object, index: int, of_file: Recovery) -> Json:
    path, words = f"earlier[{index}]", f"Earlier assessment {index + 1}"
    version = entry.get("instrument") if isinstance(entry, dict) else None
    changed = instrument.changed_since(version) if isinstance(version, str) else None
    if version == instrument.version:
        changed = frozenset()
    if not isinstance(entry, dict) or changed is None or not isinstance(entry.get("answers"), dict):
        of_file.note(
            "earlier",
            path,
            f"{words} cannot be read and was left out. The file it was saved in may still have it.",
        )
        return {}
    recovery = Recovery(instrument, changed, f"{path}.answers", f"{words}: ")
    answers = recovery.answers(entry["answers"])
    of_file.not_used(path, [key for key in entry if key not in ("instrument", "answers")])
    of_file.notices.extend(recovery.notices)
    return {"instrument": instrument.version, "answers": answers}


def _to_confirm(instrument: Instrument, value: object, opened: Json, of_file: Recovery) -> Json:
    """Returns the entry for ticks that are to be confirmed. A file without an earlier assessment needs none.

    A reassessment without the entry, or with one that cannot be read, has its repeated ticks confirmed again.
    """
    answers = read(instrument, opened["answers"])
    earlier = opened.get("earlier")
    before = earlier[-1]["answers"] if isinstance(earlier, list) else None
    if value is not None:
        try:
            kept = carried_over.read(instrument, value, answers)
        except AnswersError:
            _strange(of_file, carried_over.KEY)
        else:
            found = {key: list(options) for key, options in kept.items()}
            return {carried_over.KEY: found} if found or before is not None else {}
    if before is None:
        return {}
    repeated = carried_over.repeated(instrument, answers, read(instrument, before))
    return {carried_over.KEY: repeated}


def _merged(instrument: Instrument, value: object, opened: Json, of_file: Recovery) -> Json:
    """Returns the valid entries for answers that were taken from another file, one for each question."""
    if value is None:
        return {}
    if not isinstance(value, list):
        _strange(of_file, provenance.KEY)
        return {}
    found: dict[str, provenance.Taken] = {}
    for index, each in enumerate(value):
        path = f"{provenance.KEY}[{index}]"
        try:
            taken = provenance.read_one(instrument, each, path)
        except AnswersError:
            of_file.note("merged", path, _UNKNOWN_GIVER)
        else:
            found.setdefault(taken.item, taken)
    kept = provenance.in_order(instrument, found.values(), read(instrument, opened["answers"]))
    return {provenance.KEY: [provenance.as_json(each) for each in kept]} if kept else {}


def _rest(envelope: Json, of_file: Recovery) -> Json:
    """Returns the other valid entries of the envelope."""
    rest: Json = {}
    practice = envelope.get("practice")
    if practice is True:
        rest["practice"] = True
    elif practice is not None and practice is not False:
        _strange(of_file, "practice")
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
    of_file.note(key, key, f"{_STRANGE[key]} cannot be read. It was not used.")
