"""What cannot be right about answers, and what only looks odd. A blank is neither: every question may be left open."""

import re

from scoring.answers import Answers
from scoring.errors import Problem
from scoring.instrument import Field, FieldKind, Instrument, Role

# The shape of a postcode in use in the United Kingdom; it is never looked up.
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")


def problems(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    """What cannot be right: a date that does not exist, or one before the date of birth. In the form's order."""
    birth = instrument.field_with_role(Role.BIRTH_DATE)
    completed = instrument.field_with_role(Role.COMPLETION_DATE)
    found = []
    for field in instrument.fields:
        typed = answers.date(field.id)
        # A field filled from an earlier one repeats its mistake; one message is enough.
        if field.copy_of and typed == answers.date(field.copy_of):
            continue
        if typed.fault:
            found.append(Problem("date", _path(field), f"{field.label} {typed.fault}"))
        elif field.copy_of == birth.id:
            found.extend(_two_births(answers, birth, field))
        elif field == birth and _before(answers, completed, birth):
            found.append(
                Problem(
                    "order",
                    _path(birth),
                    f"{birth.label} must not be after “{completed.label}”",
                )
            )
        elif field not in (birth, completed) and _before(answers, field, birth):
            found.append(
                Problem("order", _path(field), f"{field.label} must not be before “{birth.label}”")
            )
    return tuple(found)


def warnings(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    """What looks odd and is kept as typed: a postcode of an unusual shape, two names for one child."""
    return (*_odd_postcodes(instrument, answers), *_two_names(instrument, answers))


def _odd_postcodes(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "postcode",
            _path(field),
            f"{field.label} does not look like a full postcode, such as UB8 1UW. It is kept as you typed it.",
        )
        for field in instrument.fields
        if field.kind is FieldKind.POSTCODE
        if (typed := answers.texts.get(field.id))
        if not _POSTCODE.fullmatch(" ".join(typed.upper().split()))
    )


def _two_names(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "differs",
            _path(field),
            f"{field.label} is not the same as “{original.label}”. Both are printed as you typed them.",
        )
        for field in instrument.fields
        for original in instrument.fields
        if field.copy_of == original.id
        if (typed := answers.texts.get(field.id)) and (first := answers.texts.get(original.id))
        if _folded(typed) != _folded(first)
    )


def _folded(text: str) -> str:
    """A name without what nobody means by it: capitals and the number of spaces."""
    return " ".join(text.split()).casefold()


def _two_births(answers: Answers, birth: Field, copy: Field) -> tuple[Problem, ...]:
    """A child has one date of birth; two that differ are a mistake in one of them."""
    first, second = answers.date(birth.id).value, answers.date(copy.id).value
    if first is None or second is None or first == second:
        return ()
    return (Problem("differs", _path(copy), f"{copy.label} must be the same as “{birth.label}”"),)


def _path(field: Field) -> str:
    return f"answers.{field.id}"


def _before(answers: Answers, earlier: Field, later: Field) -> bool:
    first, second = answers.date(earlier.id).value, answers.date(later.id).value
    return first is not None and second is not None and first < second
