"""Describes answers in words, so that every result can name the answers that it is based on."""

from scoring.answers.model import OTHER, Answers
from scoring.definition.model import Instrument, Meaning, Option, TickList
from scoring.rules.placeholders import says_something
from scoring.rules.result import Evidence, FactorResult

LONGEST = 200


def of_factor(factor: FactorResult) -> Evidence:
    """Returns a factor with its number and statement."""
    words = " or ".join(factor.statement)
    return Evidence(
        factor.id, f"{factor.position}. {factor.label}: {factor.number}, {words}", factor.reference
    )


def of_tick(tick_list: TickList, option: Option, answers: Answers) -> Evidence:
    """Returns a ticked box with its list, and the text beside "Other"."""
    typed = answers.ticks_of(tick_list.id).other if option.id == OTHER else ""
    text = shortened(typed, "Section 1")
    wording = f"{option.label}: {text}" if text else option.label
    return Evidence(
        tick_list.id, f"{tick_list.letter}. {tick_list.label}: {wording}", option.reference
    )


def shortened(text: str, section: str) -> str:
    """Shortens a long text and says where it is printed in full, so that who to call stays on the first page."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}… (full text in {section})"


def of_ticks_that_mean(
    instrument: Instrument, answers: Answers, *meanings: Meaning
) -> tuple[Evidence, ...]:
    """Returns every ticked box with one of these meanings, in the order of the form."""
    return tuple(
        of_tick(tick_list, option, answers)
        for tick_list in instrument.tick_lists
        for option in tick_list.all_options
        if option.meaning in meanings and option.id in answers.ticks_of(tick_list.id).ticked
        if not is_denied(instrument, answers, tick_list, option)
    )


def is_denied(
    instrument: Instrument, answers: Answers, tick_list: TickList, option: Option
) -> bool:
    """Reports whether the text beside a ticked "Other" says that there is nothing, such as "None known".

    A tick without any text still counts: it may mean something that nobody has written yet.
    """
    typed = answers.ticks_of(tick_list.id).other
    return option.id == OTHER and bool(typed) and not says_something(instrument, typed)
