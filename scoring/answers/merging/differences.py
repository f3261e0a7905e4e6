"""Differences between two files of one assessment: which answers differ, and which of them can be joined."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.merging import unions
from scoring.answers.parsing.hidden_characters import tidy
from scoring.answers.parsing.normalisation import visible
from scoring.definition.model import Field, FieldKind, Instrument

# Differences in parts of the file that are not questions of the form.
BY_HAND = "by_hand"
EARLIER = "earlier"


class Choice(StrEnum):
    """Which answer to use: the one in the form, the one in the file, or both of them joined."""

    CURRENT = "current"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """Answers that differ and are chosen together.

    `item` names the question, and `items` all questions that go with it. `suggested` is the side that has an answer
    where the other side is blank; it is None where both have one. `both` says whether the two can be joined.
    """

    item: str
    items: tuple[str, ...]
    suggested: Choice | None
    both: bool = False


def differences(
    instrument: Instrument, current: Assessment, other: Assessment
) -> tuple[Difference, ...]:
    """Returns what differs, in the order of the form. Spaces at the ends and invisible characters do not count."""
    units = _units(instrument, current, other)
    compared = (_difference(instrument, current, other, items) for items in units)
    return (
        *(each for each in compared if each),
        *_by_hand(current, other),
        *_earlier(instrument, current, other),
    )


def followers(
    instrument: Instrument, current: Assessment, other: Assessment
) -> dict[str, tuple[str, ...]]:
    """Returns the fields that only repeat an earlier one, on both sides, by the field that they repeat."""
    by_item: dict[str, tuple[str, ...]] = {}
    for field in instrument.fields:
        if field.copy_of and _repeats(field, current) and _repeats(field, other):
            by_item[field.copy_of] = (*by_item.get(field.copy_of, ()), field.id)
    return by_item


def _units(
    instrument: Instrument, current: Assessment, other: Assessment
) -> Iterator[tuple[str, ...]]:
    """Yields groups of questions that share a choice. The agreed level, its names, date and reason are a group."""
    category = instrument.risk_category
    level = tuple(field.id for field in category.fields)
    repeated = {
        each for copies in followers(instrument, current, other).values() for each in copies
    }
    for item in instrument.items:
        if item == category.id:
            yield (item, *level)
        elif item not in level and item not in repeated:
            yield (item,)


def _difference(
    instrument: Instrument, current: Assessment, other: Assessment, items: tuple[str, ...]
) -> Difference | None:
    """Returns how the answers to questions that are chosen together differ; None if they are equal."""
    here, there = (
        [_comparable(instrument, side, each) for each in items] for side in (current, other)
    )
    if here == there:
        return None
    suggested = _suggested(any(here), any(there))
    both = suggested is None and unions.value(instrument, current, other, items[0]) is not None
    return Difference(items[0], items, suggested, both)


def _comparable(instrument: Instrument, assessment: Assessment, item: str) -> object:
    """Returns an answer in a form in which equal answers are equal. It is false if there is no answer."""
    answers = assessment.answers
    if item == instrument.risk_category.id:
        return answers.category
    if item in answers.ticks:
        ticks = answers.ticks[item]
        return ticks.ticked, _plain(ticks.other), set(assessment.to_confirm.get(item, ()))
    if item in answers.entries:
        # Entries are sorted by their date when they are printed, so that their order is no answer.
        return sorted(
            sorted((key, _plain(text)) for key, text in entry.items())
            for entry in answers.entries[item]
        )
    if item in answers.dates:
        return str(answers.dates[item])
    return answers.factors.get(item) or _plain(answers.texts.get(item, ""))


def _plain(text: str) -> str:
    return visible(tidy(text))


def _repeats(copy: Field, assessment: Assessment) -> bool:
    """Reports whether a copied field is blank or the same as the field that it copies."""
    texts, on = assessment.answers.texts, assessment.answers.date
    if copy.kind is FieldKind.DATE:
        return str(on(copy.id)) in ("", str(on(copy.copy_of)))
    return _plain(texts.get(copy.id, "")) in ("", _plain(texts.get(copy.copy_of, "")))


def _suggested(is_here: bool, is_there: bool) -> Choice | None:
    if is_here and is_there:
        return None
    return Choice.CURRENT if is_here else Choice.OTHER


def _by_hand(current: Assessment, other: Assessment) -> Iterator[Difference]:
    here, there = _plain(current.by_hand), _plain(other.by_hand)
    if here != there:
        yield Difference(BY_HAND, (BY_HAND,), _suggested(bool(here), bool(there)))


def _earlier(
    instrument: Instrument, current: Assessment, other: Assessment
) -> Iterator[Difference]:
    """Yields the earlier assessments, unless one side only has more of them at its end than the other."""
    if unions.longer(current.earlier, other.earlier) is None:
        both = unions.earlier(instrument, current.earlier, other.earlier) is not None
        yield Difference(EARLIER, (EARLIER,), None, both)
