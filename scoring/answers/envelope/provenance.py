"""Provenance: who gave each answer that was taken from another file of the same assessment, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.answers.parsing import hidden_characters
from scoring.answers.parsing.values import mapping, short_text
from scoring.answers.reading.problems import STRICT
from scoring.definition.model import Instrument, Role
from scoring.errors import AnswersError
from scoring.limits import GIVER

# The key of the envelope. Its value has one entry for each answer that was taken.
KEY = "merged"


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken from another file, with the worker and the date completed that the file names.

    Both are texts as typed, and may be empty. `changed` says that the answer was changed after it was taken.
    """

    item: str
    worker: str
    date: str
    changed: bool = False


def of_file(instrument: Instrument, item: str, answers: Answers) -> Taken:
    """Returns an entry for an answer of a file, with the worker's name and the date completed in that file."""
    worker = answers.texts.get(instrument.field_with_role(Role.WORKER_NAME).id, "")
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    return Taken(item, line(worker), line(str(completed)))


def together(one: Taken, other: Taken) -> Taken:
    """Returns one entry for an answer that two workers gave parts of."""
    worker, date = _both(one.worker, other.worker), _both(one.date, other.date)
    return Taken(one.item, worker, date, one.changed or other.changed)


def line(text: str) -> str:
    """Returns a text on one line, without invisible characters, cut to the limit."""
    tidy = " ".join(hidden_characters.tidy(text).split())
    return tidy if len(tidy) <= GIVER else f"{tidy[: GIVER - 1]}…"


def as_json(taken: Taken) -> dict[str, object]:
    """Returns the entry as the envelope holds it."""
    entry: dict[str, object] = {"item": taken.item, "worker": taken.worker, "date": taken.date}
    return {**entry, "changed": True} if taken.changed else entry


def read(instrument: Instrument, value: object, answers: Answers) -> tuple[Taken, ...]:
    """Returns the entries, in the order of the form. One whose question has no answer now is left out.

    Raises AnswersError, naming the path, for a wrong type, a question that the instrument does not have, a text that is
    too long, and a second entry for one question.
    """
    if not isinstance(value, list):
        raise AnswersError("type", KEY, "must be a list")
    by_item: dict[str, Taken] = {}
    for index, each in enumerate(value):
        taken = read_one(instrument, each, f"{KEY}[{index}]")
        if taken.item in by_item:
            raise AnswersError("doubled", f"{KEY}[{index}].item", "must not be named twice")
        by_item[taken.item] = taken
    return in_order(instrument, by_item.values(), answers)


def read_one(instrument: Instrument, value: object, path: str) -> Taken:
    """Returns one entry; raises AnswersError as `read` does."""
    entry = mapping(value, path)
    STRICT.unknown(entry, ("item", "worker", "date", "changed"), f"{path}.", "a part of this entry")
    item, changed = entry.get("item"), entry.get("changed", False)
    if item not in instrument.items:
        raise AnswersError("not-offered", f"{path}.item", "must be a question of this instrument")
    if not isinstance(changed, bool):
        raise AnswersError("type", f"{path}.changed", "must be true or false")
    worker, date = (
        line(short_text(f"{path}.{key}", entry.get(key, ""), GIVER)) for key in ("worker", "date")
    )
    return Taken(str(item), worker, date, changed)


def in_order(
    instrument: Instrument, entries: Iterable[Taken], answers: Answers
) -> tuple[Taken, ...]:
    """Returns the entries whose questions have an answer, in the order of the form."""
    by_item = {each.item: each for each in entries}
    answered = answers.answered(instrument.risk_category.id)
    return tuple(by_item[item] for item in instrument.items if item in by_item and item in answered)


def _both(one: str, other: str) -> str:
    named = list(dict.fromkeys(each for each in (one, other) if each))
    return line(" and ".join(named))
