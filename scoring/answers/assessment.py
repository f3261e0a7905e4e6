"""One assessment with what goes with it: the envelope that the page sends, saves and opens.

`answers` are those of today; `earlier` are those of assessments before it, oldest first.
"""

import re
from dataclasses import dataclass
from typing import Final

from scoring.answers import FORMAT, VERSION, Answers, clean, mapping, only, read
from scoring.errors import AnswersError
from scoring.instrument import Instrument

MOST_EARLIER: Final = 9
LONGEST_BY_HAND: Final = 100
KEYS: Final = (
    "format", "version", "instrument", "answers", "earlier", "practice", "saved", "by_hand",
)  # fmt: skip
# A local minute, as the page's clock had it. It is shown and never reckoned with.
SAVED: Final = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]"
_SAVED = re.compile(f"({SAVED})?")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Checked answers with the earlier ones; `practice` marks a made-up case, `by_hand` a total that a person added."""

    answers: Answers
    earlier: tuple[Answers, ...] = ()
    practice: bool = False
    saved: str = ""
    by_hand: str = ""


def parse(instrument: Instrument, data: object) -> Assessment:
    """An assessment from the decoded JSON envelope.

    Raises AnswersError, naming the path, for another format or version, a key that the envelope has not, more than
    nine earlier assessments, and whatever `answers.read` refuses.
    """
    envelope = mapping(data, "")
    only(envelope, KEYS, "", "part of an answers file")
    if envelope.get("format") != FORMAT:
        raise AnswersError("format", "format", f'must be "{FORMAT}"')
    if type(envelope.get("version")) is not int or envelope["version"] != VERSION:
        raise AnswersError("version", "version", f"must be {VERSION}")
    _of_this_version(instrument, envelope.get("instrument"), "instrument")
    return Assessment(
        answers=read(instrument, envelope.get("answers")),
        earlier=_earlier(instrument, envelope.get("earlier", [])),
        practice=_flag("practice", envelope.get("practice", False)),
        saved=saved("saved", envelope.get("saved", "")),
        by_hand=by_hand("by_hand", envelope.get("by_hand", "")),
    )


def saved(path: str, value: object) -> str:
    """The minute in which a file was saved, such as 2026-11-22T18:05, or nothing; raises AnswersError otherwise."""
    if not (isinstance(value, str) and _SAVED.fullmatch(value)):
        raise AnswersError("type", path, 'must be a day and a minute such as "2026-11-22T18:05"')
    return value


def by_hand(path: str, value: object) -> str:
    """A total as a person wrote it; raises AnswersError for anything but a text of 100 characters or fewer."""
    if not isinstance(value, str):
        raise AnswersError("type", path, "must be a text")
    if len(value) > LONGEST_BY_HAND:
        raise AnswersError("too-long", path, f"must be {LONGEST_BY_HAND} characters or fewer")
    return clean(value)


def _flag(path: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise AnswersError("type", path, "must be true or false")
    return value


def _earlier(instrument: Instrument, value: object) -> tuple[Answers, ...]:
    if not isinstance(value, list):
        raise AnswersError("type", "earlier", "must be a list")
    if len(value) > MOST_EARLIER:
        raise AnswersError(
            "too-many", "earlier", f"must be {MOST_EARLIER} earlier assessments or fewer"
        )
    return tuple(
        _one_earlier(instrument, each, f"earlier[{index}]") for index, each in enumerate(value)
    )


def _one_earlier(instrument: Instrument, value: object, path: str) -> Answers:
    entry = mapping(value, path)
    only(entry, ("instrument", "answers"), f"{path}.", "part of an earlier assessment")
    _of_this_version(instrument, entry.get("instrument"), f"{path}.instrument")
    return read(instrument, entry.get("answers"), f"{path}.answers")


def _of_this_version(instrument: Instrument, value: object, path: str) -> None:
    if value != instrument.version:
        raise AnswersError(
            "instrument",
            path,
            f'must be "{instrument.version}", the version of the instrument in use here',
        )
