"""Unions of two answers: the ticks, entries and earlier assessments of both files, without duplicates or losses."""

from collections.abc import Sequence

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import Answers
from scoring.answers.parsing.normalisation import visible
from scoring.definition.model import Instrument, Role
from scoring.limits import EARLIER, ENTRIES, TEXT

# Between two texts beside “Other”, which is a box of one line.
_SEPARATOR = "; "


def value(
    instrument: Instrument, current: Assessment, other: Assessment, item: str
) -> dict[str, object] | list[object] | None:
    """Returns the ticks or entries of both sides as JSON. None for other questions, and if both are too long."""
    if item in (each.id for each in instrument.tick_lists):
        return _ticks(instrument, current.answers, other.answers, item)
    if item in (each.id for each in instrument.record.lists):
        return _entries(current.answers, other.answers, item)
    return None


def to_confirm(current: Assessment, other: Assessment, item: str) -> list[str]:
    """Returns the ticks of both sides that nobody has confirmed: on no side is the box ticked and confirmed."""
    sides = (current, other)
    confirmed = {
        option
        for side in sides
        for option in side.answers.ticks_of(item).ticked
        if option not in side.to_confirm.get(item, ())
    }
    left = [option for side in sides for option in side.to_confirm.get(item, ())]
    return [option for option in dict.fromkeys(left) if option not in confirmed]


def longer(one: Sequence[Answers], other: Sequence[Answers]) -> Sequence[Answers] | None:
    """Returns the longer of two histories; None unless it begins with the other."""
    short, long = sorted((one, other), key=len)
    return long if long[: len(short)] == short else None


def earlier(
    instrument: Instrument, one: Sequence[Answers], other: Sequence[Answers]
) -> list[tuple[int, int]] | None:
    """Returns the earlier assessments of both sides, oldest first, each as the number of a side and its position.

    None if there would be too many, or if one that only one side has, or an assessment after it, has no complete date.
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    places = [(0, index) for index in range(len(one))]
    places += [(1, index) for index in range(start, len(other)) if other[index] not in one]
    field = instrument.field_with_role(Role.COMPLETION_DATE).id
    completed = {
        position: (one, other)[position[0]][position[1]].date(field).value for position in places
    }
    days = [completed[position] for position in places[start:]]
    if None in days or len(places) > EARLIER:
        return None
    rest = sorted(places[start:], key=lambda position: str(completed[position]))
    return places[:start] + rest


def _ticks(
    instrument: Instrument, current: Answers, other: Answers, item: str
) -> dict[str, object] | None:
    here, there = current.ticks_of(item), other.ticks_of(item)
    offered = next(each.all_options for each in instrument.tick_lists if each.id == item)
    ticked = [each.id for each in offered if each.id in {*here.ticked, *there.ticked}]
    had = [visible(part) for part in here.other.split(_SEPARATOR)]
    new = [part for part in there.other.split(_SEPARATOR) if visible(part) not in (*had, "")]
    beside = _SEPARATOR.join([*([here.other] if here.other else []), *new])
    return {"ticked": ticked, "other": beside} if len(beside) <= TEXT else None


def _entries(current: Answers, other: Answers, item: str) -> list[object] | None:
    here, there = current.entries_of(item), other.entries_of(item)
    new = [each for index, each in enumerate(there) if each not in (*here, *there[:index])]
    both: list[object] = [dict(each) for each in (*here, *new)]
    return both if len(both) <= ENTRIES else None
