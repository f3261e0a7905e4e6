"""Carried-over ticks: those that a reassessment took from the earlier assessment and that nobody has confirmed yet."""

from collections.abc import Mapping

from scoring.answers.model import Answers
from scoring.answers.parsing.values import mapping
from scoring.answers.reading.problems import STRICT
from scoring.definition.model import Instrument, Option, TickList
from scoring.errors import AnswersError, Problem

# The key of the envelope. Its value has the options of each tick list that are still to be confirmed.
KEY = "to_confirm"
ToConfirm = Mapping[str, tuple[str, ...]]


def all_of(instrument: Instrument, answers: Answers) -> dict[str, list[str]]:
    """Returns every tick, as the envelope of a new reassessment holds them."""
    return {
        each.id: list(ticked)
        for each in instrument.tick_lists
        if (ticked := answers.ticks_of(each.id).ticked)
    }


def repeated(instrument: Instrument, answers: Answers, before: Answers) -> dict[str, list[str]]:
    """Returns the ticks that an earlier assessment has too.

    Reassessments saved before December 2026 do not record what was confirmed. An “Other” with another text is new.
    """
    both = {
        each.id: [
            option.id
            for option in each.all_options
            if option.id in answers.ticks_of(each.id).ticked
            if option.id in before.ticks_of(each.id).ticked
            if option is not each.other
            or answers.ticks_of(each.id).other == before.ticks_of(each.id).other
        ]
        for each in instrument.tick_lists
    }
    return {key: options for key, options in both.items() if options}


def read(instrument: Instrument, value: object, answers: Answers) -> ToConfirm:
    """Returns the ticks to confirm. An entry whose box is not ticked has nothing to confirm and is left out.

    Raises AnswersError, naming the path, for a list or an option that the instrument does not have.
    """
    raw = mapping(value, KEY)
    STRICT.unknown(raw, tuple(each.id for each in instrument.tick_lists), f"{KEY}.", "a tick list")
    ticks = {
        each.id: _ticked(each, raw[each.id], answers)
        for each in instrument.tick_lists
        if each.id in raw
    }
    return {key: options for key, options in ticks.items() if options}


def warnings(instrument: Instrument, to_confirm: ToConfirm) -> tuple[Problem, ...]:
    """Returns one warning for each list with ticks to confirm, in the order of the form."""
    return tuple(
        Problem(
            "carried-over",
            f"answers.{each.id}",
            f"{each.letter}. {each.label}: confirm or untick these boxes, which are carried over from the earlier "
            f"assessment: {'; '.join(option.label for option in options)}.",
        )
        for each in instrument.tick_lists
        if (options := _options(each, to_confirm))
    )


def _ticked(tick_list: TickList, value: object, answers: Answers) -> tuple[str, ...]:
    path = f"{KEY}.{tick_list.id}"
    if not isinstance(value, list):
        raise AnswersError("type", path, "must be a list")
    offered = [option.id for option in tick_list.all_options]
    for index, each in enumerate(value):
        if each not in offered:
            raise AnswersError("not-offered", f"{path}[{index}]", "must be an option of the list")
    return tuple(each for each in answers.ticks_of(tick_list.id).ticked if each in value)


def _options(tick_list: TickList, to_confirm: ToConfirm) -> list[Option]:
    return [each for each in tick_list.all_options if each.id in to_confirm.get(tick_list.id, ())]
