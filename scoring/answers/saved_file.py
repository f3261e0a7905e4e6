"""Opens what was saved: whole files strictly, single answers leniently.

A file that is broken or not ours is refused with a sentence that says what to do. In one that is ours, whatever cannot
be used is left blank and listed, so that nobody loses an hour's work to one wrong answer. What was typed is never
repeated in a message.
"""

from dataclasses import dataclass

from scoring import assessment, hidden, strict_json
from scoring.answers import FORMAT, VERSION
from scoring.assessment import KEYS, MOST_EARLIER
from scoring.errors import AnswersError, Problem
from scoring.instrument import Instrument
from scoring.salvage import Json, Salvage

LARGEST = 512 * 1024

_ANOTHER_COPY = "Open another copy of the file, or save the assessment again."
_RELOAD = (
    "It was saved by a newer version of this toolkit, or by one that is not known here. "
    "Close the toolkit, open it again with an internet connection to get its newest version, and try once more."
)
_REFUSED = {
    "too-large": f"The file is larger than an assessment can be ({LARGEST // 1024} kB). Choose the right file.",
    "not-utf-8": f"The file is not text as an assessment is (UTF-8). {_ANOTHER_COPY}",
    "too-deep": "The file is nested deeper than an assessment ever is. Choose the right file.",
    "not-json": f"The file is no assessment, or it is cut off or damaged. {_ANOTHER_COPY}",
    "trailing-data": f"The file goes on after the end of the assessment: it is damaged or was altered. {_ANOTHER_COPY}",
    "doubled-key": f"The file has two answers to one question: it was altered. {_ANOTHER_COPY}",
    "not-a-number": f"The file has a number that no assessment has: it was altered. {_ANOTHER_COPY}",
    "other-form": "The file is not an assessment saved by this toolkit. Choose the right file.",
    "version": f"The file does not say which version of the file format it has. {_ANOTHER_COPY}",
    "instrument": f"The file does not say which version of the assessment it answers. {_ANOTHER_COPY}",
    "newer-version": f"The file has a newer format. {_RELOAD}",
    "newer-instrument": f"The file answers another version of the assessment. {_RELOAD}",
    "no-answers": f"The file has no answers in it: it is damaged or was altered. {_ANOTHER_COPY}",
}

_STRANGE = {
    "practice": "Whether the file is a practice case",
    "saved": "When the file was saved",
    "by_hand": "The total that was entered by hand",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What can be used of a file, in the shape in which the page sends it, and what a person has to look at."""

    envelope: Json
    notices: tuple[Problem, ...]


def decode(content: bytes) -> str:
    """The text of a file, without the mark that some editors put at its start; raises AnswersError if it is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("not-utf-8") from error


def refusal(code: str, path: str = "") -> AnswersError:
    """The error for a file that cannot be opened at all."""
    return AnswersError(code, path, _REFUSED[code])


def open_text(instrument: Instrument, text: str) -> Opened:
    """What a saved file holds, decrypted; raises AnswersError where the file as a whole cannot be trusted."""
    envelope = _envelope(text)
    changed = _changed(instrument, envelope.get("instrument"))
    answers = envelope.get("answers")
    if not isinstance(answers, dict):
        raise refusal("no-answers", "answers")
    of_file = Salvage(instrument, changed or frozenset(), "answers")
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
    return Opened(opened | _rest(envelope, of_file), tuple(of_file.notices))


def _envelope(text: str) -> Json:
    try:
        # Half characters have no UTF-8: counted as what they will be replaced by.
        if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            raise refusal("too-large")
        envelope = strict_json.read(text.removeprefix("\ufeff"))
    except AnswersError as error:
        raise refusal(error.problem.code) from error
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise refusal("other-form", "format")
    version = envelope.get("version")
    if type(version) is not int or version < VERSION:
        raise refusal("version", "version")
    if version > VERSION:
        raise refusal("newer-version", "version")
    return envelope


def _changed(instrument: Instrument, version: object) -> frozenset[str] | None:
    """What has changed since an earlier version of the instrument; None for the version in use here."""
    if not isinstance(version, str):
        raise refusal("instrument", "instrument")
    if version == instrument.version:
        return None
    changed = instrument.changed_since(version)
    if changed is None:
        raise refusal("newer-instrument", "instrument")
    return changed


def _earlier(instrument: Instrument, value: object, of_file: Salvage) -> list[Json]:
    """The earlier assessments that can be used, oldest first."""
    if value is None:
        return []
    if not isinstance(value, list):
        of_file.note("earlier", "earlier", "The earlier assessments cannot be read. None was kept.")
        return []
    if len(value) > MOST_EARLIER:
        of_file.note(
            "too-many",
            "earlier",
            f"The file has more than {MOST_EARLIER} earlier assessments. The last {MOST_EARLIER} of them were kept.",
        )
    first = max(0, len(value) - MOST_EARLIER)
    found = [
        _one_earlier(instrument, value[index], index, of_file) for index in range(first, len(value))
    ]
    return [each for each in found if each]


def _one_earlier(instrument: Instrument, entry: object, index: int, of_file: Salvage) -> Json:
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
    salvage = Salvage(instrument, changed, f"{path}.answers", f"{words}: ")
    answers = salvage.answers(entry["answers"])
    of_file.not_used(path, [key for key in entry if key not in ("instrument", "answers")])
    of_file.notices.extend(salvage.notices)
    return {"instrument": instrument.version, "answers": answers}


def _rest(envelope: Json, of_file: Salvage) -> Json:
    """What else the envelope says, each part only where it is as it should be."""
    rest: Json = {}
    practice = envelope.get("practice")
    if practice is True:
        rest["practice"] = True
    elif practice is not None and practice is not False:
        _strange(of_file, "practice")
    for key, check in (("saved", assessment.saved), ("by_hand", assessment.by_hand)):
        value = envelope.get(key)
        if value is None or value == "":
            continue
        try:
            rest[key] = check(key, hidden.tidy(value) if isinstance(value, str) else value)
        except AnswersError:
            _strange(of_file, key)
    return rest


def _strange(of_file: Salvage, key: str) -> None:
    of_file.note(key, key, f"{_STRANGE[key]} cannot be read. It was not used.")
