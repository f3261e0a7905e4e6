"""Opens saved files: strict about the file as a whole, lenient about single answers.

A file that is damaged or not an assessment is refused with a message that says what to do. In an assessment, an
invalid answer is left blank and listed, so that one bad answer does not lose an hour's work. Messages never repeat
what was typed.
"""

from dataclasses import dataclass

from scoring.answers.envelope import (
    carried_over,
    earlier_assessments,
    envelope_entries,
    provenance,
)
from scoring.answers.envelope.assessment import KEYS
from scoring.answers.envelope.recovery import Json, Recovery
from scoring.answers.envelope.refusals import refusal
from scoring.answers.model import FORMAT, VERSION, VERSIONS
from scoring.answers.parsing import strict_json
from scoring.definition.model import Instrument
from scoring.errors import AnswersError, Problem
from scoring.limits import SAVED_FILE


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
            "The file was saved with an earlier version of the assessment form. Look at every answer again.",
        )
    of_file.not_used("", [key for key in envelope if key not in KEYS])
    opened: Json = {
        "format": FORMAT,
        "version": VERSION,
        "instrument": instrument.version,
        "answers": of_file.answers(answers),
    }
    earlier = earlier_assessments.recovered(instrument, envelope.get("earlier"), of_file)
    if earlier:
        opened["earlier"] = earlier
    to_confirm = envelope_entries.to_confirm(
        instrument, envelope.get(carried_over.KEY), opened, of_file
    )
    merged = envelope_entries.merged(instrument, envelope.get(provenance.KEY), opened, of_file)
    return Opened(
        opened | envelope_entries.rest(envelope, of_file) | to_confirm | merged,
        tuple(of_file.notices),
    )


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
