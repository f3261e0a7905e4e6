"""Warns about dates in the future and ages outside 0 to 25. Takes today's date as an argument and reads no clock."""

from datetime import date

from scoring.answers.model import Answers
from scoring.answers.parsing.dates import earliest, in_words, latest, whole_years
from scoring.definition.model import Instrument, Role
from scoring.errors import Problem

OLDEST = 25


def warnings(instrument: Instrument, answers: Answers, today: date | None) -> tuple[Problem, ...]:
    """Returns a warning for each date after today, and one for an age outside 0 to 25.

    A date without a day or month counts as after today if every day that it could be is after today. Without `today`,
    only the age on the date completed is checked.
    """
    return (
        *(_future(instrument, answers, today) if today else ()),
        *_age(instrument, answers, today),
    )


def _future(instrument: Instrument, answers: Answers, today: date) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "future",
            f"answers.{field.id}",
            f"{field.label} is after today’s date ({in_words(today)}). Check the date. "
            "If it is right, check the date on this device.",
        )
        for field in instrument.fields
        if (typed := answers.date(field.id))
        # A field copied from an earlier one repeats its mistake. Report it once.
        if not (field.copy_of and typed == answers.date(field.copy_of))
        if (first := earliest(typed)) and first > today
    )


def _age(instrument: Instrument, answers: Answers, today: date | None) -> tuple[Problem, ...]:
    birth = instrument.field_with_role(Role.BIRTH_DATE)
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    typed = answers.date(birth.id)
    first, last = earliest(typed), latest(typed)
    # An age on a day that is still to come says nothing about the child.
    on = min(completed.value, today) if completed.value and today else completed.value or today
    if first is None or last is None or on is None:
        return ()
    # `validation.problems` reports two complete dates in the wrong order, and `_future` reports a date after today.
    is_said = (typed.value and completed.value) or (today and first > today)
    if first > on and not is_said:
        return (_odd_age(birth.id, f"{birth.label} is after {in_words(on)}."),)
    if last <= on and (years := whole_years(last, on)) > OLDEST:
        return (
            _odd_age(
                birth.id, f"{birth.label} makes the child {years} years old on {in_words(on)}."
            ),
        )
    return ()


def _odd_age(item: str, description: str) -> Problem:
    return Problem(
        "age", f"answers.{item}", f"{description} Check the date of birth and the date completed."
    )
