"""Merges two files of one assessment: takes each answer that differs from the side that a person has chosen."""

import json

from scoring.answers.envelope import carried_over, provenance
from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.envelope.provenance import Taken
from scoring.answers.merging import same_assessment, unions
from scoring.answers.merging.differences import (
    BY_HAND,
    EARLIER,
    Choice,
    Difference,
    differences,
    followers,
)
from scoring.answers.model import VERSION
from scoring.answers.parsing.values import mapping
from scoring.definition.model import Instrument
from scoring.errors import AnswersError
from scoring.limits import SAVED_FILE

Json = dict[str, object]
_Sides = tuple[Assessment, Assessment]
_Chosen = dict[str, Choice]

_TOO_LARGE = (
    "The combined answers are too large for a saved file. Choose one answer where you chose both, or attach long "
    "texts to the referral as a document."
)
# The keys that are not copied from the form. The merged result has not been saved, so it has no time of saving.
_NOT_COPIED = ("saved", "answers", BY_HAND, EARLIER, carried_over.KEY, provenance.KEY)


def merge(instrument: Instrument, current: object, other: object, choices: object) -> Json:
    """Returns the envelope with the answers chosen, from two decoded envelopes and the choices by question.

    Every difference needs a choice, and nothing else may have one. What does not differ stays as it is in `current`.
    The longer of two histories is kept if it begins with the other. Raises AnswersError as `assessment.parse` and
    `same_assessment.check` do, for choices that do not fit, and for a result that no saved file can hold.
    """
    here, there = mapping(current, ""), mapping(other, "")
    sides = parse(instrument, here), parse(instrument, there)
    same_assessment.check(instrument, *sides)
    all_differences = differences(instrument, *sides)
    chosen = _chosen(all_differences, choices)
    questions = tuple(each for each in all_differences if each.item in instrument.items)
    merged: Json = {
        **{key: value for key, value in here.items() if key not in _NOT_COPIED},
        "version": VERSION,
        "answers": _answers(instrument, sides, (here, there), questions, chosen),
        **_by_hand(sides, chosen),
        **_earlier(instrument, sides, (here, there), chosen),
    }
    merged |= _to_confirm(instrument, sides, chosen, EARLIER in merged)
    if identity := sides[0].assessment_id or sides[1].assessment_id:
        merged["assessment_id"] = identity
    givers = _givers(instrument, sides, questions, chosen)
    taken = provenance.in_order(instrument, givers, parse(instrument, merged).answers)
    if taken:
        merged[provenance.KEY] = [provenance.as_json(each) for each in taken]
    _check_size(merged)
    return merged


def _chosen(listed_differences: tuple[Difference, ...], value: object) -> _Chosen:
    choices = mapping(value, "choices")
    if set(choices) != {each.item for each in listed_differences}:
        raise AnswersError("message", "choices", "must have one choice for each difference")
    return {each.item: _choice(each, choices[each.item]) for each in listed_differences}


def _choice(difference: Difference, value: object) -> Choice:
    for each in Choice:
        if value == each and (each is not Choice.BOTH or difference.both):
            return each
    raise AnswersError("message", "choices", "must be choices that are offered")


def _answers(
    instrument: Instrument,
    sides: _Sides,
    envelopes: tuple[Json, Json],
    questions: tuple[Difference, ...],
    chosen: _Chosen,
) -> Json:
    answers, theirs = (dict(mapping(each["answers"], "answers")) for each in envelopes)
    copies = followers(instrument, *sides)
    for each in questions:
        if chosen[each.item] is Choice.OTHER:
            for item in (*each.items, *copies.get(each.item, ())):
                answers[item] = theirs.get(item)
        elif chosen[each.item] is Choice.BOTH:
            answers[each.item] = unions.value(instrument, *sides, each.item)
    return {item: answers[item] for item in instrument.items if answers.get(item) is not None}


def _by_hand(sides: _Sides, chosen: _Chosen) -> Json:
    total = sides[chosen.get(BY_HAND) is Choice.OTHER].by_hand
    return {BY_HAND: total} if total else {}


def _earlier(
    instrument: Instrument, sides: _Sides, envelopes: tuple[Json, Json], chosen: _Chosen
) -> Json:
    histories = sides[0].earlier, sides[1].earlier
    lists = [_list(each.get(EARLIER)) for each in envelopes]
    choice = chosen.get(EARLIER)
    if choice is Choice.BOTH:
        places = unions.earlier(instrument, *histories) or []
        earlier = [lists[side][index] for side, index in places]
    elif choice is None:
        earlier = lists[len(histories[1]) > len(histories[0])]
    else:
        earlier = lists[choice is Choice.OTHER]
    return {EARLIER: earlier} if earlier else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _to_confirm(
    instrument: Instrument, sides: _Sides, chosen: _Chosen, is_reassessment: bool
) -> Json:
    """Returns the ticks that nobody has confirmed on the side that they are taken from."""
    unconfirmed: dict[str, list[str]] = {}
    for each in instrument.tick_lists:
        choice = chosen.get(each.id, Choice.CURRENT)
        if choice is Choice.BOTH:
            unconfirmed[each.id] = unions.to_confirm(*sides, each.id)
        else:
            unconfirmed[each.id] = list(sides[choice is Choice.OTHER].to_confirm.get(each.id, ()))
    left = {key: options for key, options in unconfirmed.items() if options}
    # An empty entry says that all are confirmed. Without it, a reassessment has its repeated ticks confirmed again.
    return {carried_over.KEY: left} if left or is_reassessment else {}


def _givers(
    instrument: Instrument, sides: _Sides, questions: tuple[Difference, ...], chosen: _Chosen
) -> list[Taken]:
    """Returns who gave each answer that was taken: the worker that the file names for it, or the worker of the file."""
    givers, theirs = ({each.item: each for each in side.merged} for side in sides)
    for each in questions:
        choice = chosen[each.item]
        if choice is Choice.CURRENT:
            continue
        for item in each.items:
            new = theirs.get(item) or provenance.of_file(instrument, item, sides[1].answers)
            old = givers.get(item) if choice is Choice.BOTH else None
            givers[item] = provenance.together(old, new) if old else new
    return list(givers.values())


def _check_size(envelope: Json) -> None:
    text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode("utf-8", "replace")) > SAVED_FILE:
        raise AnswersError("too-large", "", _TOO_LARGE)
