"""Answers put into words, so that a result can always say which answers it rests on."""

from scoring.answers import OTHER, Answers
from scoring.instrument import Instrument, Meaning, Option, TickList
from scoring.result import Evidence, FactorResult

LONGEST = 200


def of_factor(factor: FactorResult) -> Evidence:
    """A factor with its number and the words of its statement."""
    words = " or ".join(factor.statement)
    return Evidence(
        factor.id, f"{factor.position}. {factor.label}: {factor.number}, {words}", factor.reference
    )


def of_tick(tick_list: TickList, option: Option, answers: Answers) -> Evidence:
    """A ticked box with its list, and what was stated beside "Other"."""
    text = _short(answers.ticks_of(tick_list.id).other) if option.id == OTHER else ""
    said = f"{option.label}: {text}" if text else option.label
    return Evidence(
        tick_list.id, f"{tick_list.letter}. {tick_list.label}: {said}", option.reference
    )


def _short(text: str) -> str:
    """The beginning of a long text: it stands whole in Section 1, and must not push whom to ring off the first page."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}… (whole in Section 1)"


def of_ticks_that_mean(
    instrument: Instrument, answers: Answers, *meanings: Meaning
) -> tuple[Evidence, ...]:
    """Every ticked box with one of these meanings, in the order of the form."""
    return tuple(
        of_tick(tick_list, option, answers)
        for tick_list in instrument.tick_lists
        for option in tick_list.all_options
        if option.meaning in meanings and option.id in answers.ticks_of(tick_list.id).ticked
    )
