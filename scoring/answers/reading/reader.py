"""Reads answers: checks each item against the instrument, without coercion or guessing.

There is one reader. `read` is strict and raises the first problem. `items` with lenient `Problems` reports the same
problems and keeps the rest: `scoring.answers.envelope.recovery` opens saved files with it.
"""

from collections.abc import Callable, Iterator
from functools import partial

from scoring.answers.model import NOT_KNOWN, Answers, Entry, Ticks
from scoring.answers.parsing.dates import from_parts
from scoring.answers.parsing.values import mapping
from scoring.answers.reading.entries import read_entries
from scoring.answers.reading.items import (
    DateParts,
    read_category,
    read_date,
    read_factor,
    read_text,
    read_ticks,
)
from scoring.answers.reading.problems import STRICT, Problems
from scoring.definition.model import FieldKind, Instrument

# A text, a date, the ticks of a list, a number or "not-known", or the entries of a list.
Answer = str | DateParts | Ticks | int | tuple[Entry, ...]
_Read = Callable[[str, object], Answer | None]


def read(instrument: Instrument, value: object, path: str = "answers") -> Answers:
    """Reads answers from the decoded JSON object at a path of the file.

    Raises AnswersError, naming the path, for an unknown item, a wrong type, an option or a number that is not offered,
    and a text of more than 50,000 characters. A date that does not exist is not an error here: it is kept as typed
    and reported by `scoring.answers.checking.validation.problems`.
    """
    by_item = dict(items(STRICT, instrument, value, path))
    category = by_item.pop(instrument.risk_category.id, None)
    answers = [(factor.id, by_item.pop(factor.id, None)) for factor in instrument.factors]
    return Answers(
        texts={item: each for item, each in by_item.items() if isinstance(each, str)},
        dates={
            item: from_parts(each.day, each.month, each.year)
            for item, each in by_item.items()
            if isinstance(each, DateParts)
        },
        ticks={item: each for item, each in by_item.items() if isinstance(each, Ticks)},
        factors={
            item: each if isinstance(each, int) else NOT_KNOWN for item, each in answers if each
        },
        category=category if isinstance(category, int) else None,
        entries={item: each for item, each in by_item.items() if isinstance(each, tuple)},
    )


def items(
    problems: Problems, instrument: Instrument, value: object, path: str
) -> Iterator[tuple[str, Answer]]:
    """Yields each item that has a valid answer, in the order of the form. Problems come in that order too."""
    rest = dict(problems.attempt(_object, path, value) or {})
    for item, read_item in _readers(problems, instrument):
        given = rest.pop(item, None)
        if given is not None and (answer := problems.attempt(read_item, f"{path}.{item}", given)):
            yield item, answer
    problems.unknown(rest, (), f"{path}.", "an item of this instrument")


def _readers(problems: Problems, instrument: Instrument) -> Iterator[tuple[str, _Read]]:
    """Yields each item's id and the function that reads its answer."""
    for field in instrument.fields:
        if field.kind is FieldKind.DATE:
            yield field.id, partial(read_date, problems)
        else:
            yield field.id, partial(read_text, problems, instrument, field)
    for tick_list in instrument.tick_lists:
        yield tick_list.id, partial(read_ticks, problems, tick_list)
    for factor in instrument.factors:
        yield factor.id, partial(read_factor, factor)
    yield instrument.risk_category.id, partial(read_category, instrument.risk_category)
    for each in instrument.record.lists:
        yield each.id, partial(read_entries, problems, instrument, each)


def _object(path: str, value: object) -> dict[str, object]:
    return mapping(value, path)
