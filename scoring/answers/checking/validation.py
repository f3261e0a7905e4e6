"""Validates answers: finds impossible ones (problems) and unlikely ones (warnings).

A blank is neither, because every question may be left unanswered (source, 2.1, instruction 4).
"""

import re
from datetime import date

from scoring.answers.checking import date_checks, entry_checks
from scoring.answers.envelope import carried_over
from scoring.answers.envelope.carried_over import ToConfirm
from scoring.answers.model import Answers
from scoring.answers.parsing import dates, normalisation
from scoring.answers.parsing.dates import TypedDate
from scoring.definition.model import Field, FieldKind, Instrument, Role
from scoring.errors import Problem

# The format of a United Kingdom postcode. The postcode itself is never looked up.
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")


def problems(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    """Returns impossible answers in the form's order: dates that do not exist or are before the date of birth."""
    birth = instrument.field_with_role(Role.BIRTH_DATE)
    completed = instrument.field_with_role(Role.COMPLETION_DATE)
    all_problems = []
    for field in instrument.fields:
        typed = answers.date(field.id)
        # A field copied from an earlier one repeats its mistake. Report it once.
        if field.copy_of and typed == answers.date(field.copy_of):
            continue
        if typed.fault:
            all_problems.append(Problem("date", _path(field), f"{field.label} {typed.fault}"))
        elif field.copy_of == birth.id:
            all_problems.extend(_two_births(answers, birth, field))
        elif field == birth and _before(answers, completed, birth):
            all_problems.append(
                Problem(
                    "order",
                    _path(birth),
                    f"{birth.label} must not be after “{completed.label}”",
                )
            )
        elif field not in (birth, completed) and _before(answers, field, birth):
            all_problems.append(
                Problem("order", _path(field), f"{field.label} must not be before “{birth.label}”")
            )
    return tuple(all_problems)


def warnings(
    instrument: Instrument,
    answers: Answers,
    earlier: tuple[Answers, ...] = (),
    today: date | None = None,
    to_confirm: ToConfirm | None = None,
) -> tuple[Problem, ...]:
    """Returns a warning for each unlikely answer, in the form's order. The answers are kept as typed.

    These are a postcode of an unusual format, two names of one child, a name or date of birth that differs from an
    earlier assessment's, a date after today, an age outside 0 to 25, ticks carried over that nobody has confirmed
    (`to_confirm`), and dates of the case record that cannot be read. `today` is the device's date; without it nothing
    is compared with today.
    """
    all_warnings = (
        *_odd_postcodes(instrument, answers),
        *_two_names(instrument, answers),
        *_two_partial_births(instrument, answers),
        *_another_child(instrument, answers, earlier),
        *date_checks.warnings(instrument, answers, today),
        *carried_over.warnings(instrument, to_confirm or {}),
        *entry_checks.warnings(instrument, answers.entries, today),
    )
    return in_form_order(instrument, all_warnings)


def in_form_order(instrument: Instrument, unordered: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Sorts problems by the order of their questions on the form."""
    order = {f"answers.{item}": index for index, item in enumerate(instrument.items)}
    # Problems of one entry list keep their order: a path such as answers.chronology[3].when names the list first.
    return tuple(sorted(unordered, key=lambda each: order[each.path.partition("[")[0]]))


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
        if not _POSTCODE.fullmatch(" ".join(normalisation.visible(typed).upper().split()))
    )


def _two_names(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "differs",
            _path(field),
            f"{field.label} is not the same as “{original.label}”. Both are printed as you typed them.",
        )
        for field in instrument.fields
        if field.copy_of
        for original in instrument.fields
        if field.copy_of == original.id
        if (typed := answers.texts.get(field.id)) and (first := answers.texts.get(original.id))
        if normalisation.folded(typed) != normalisation.folded(first)
    )


def _two_partial_births(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    """Compares two dates of birth of which at least one is incomplete; warns if they cannot be the same day."""
    birth = instrument.field_with_role(Role.BIRTH_DATE)
    return tuple(
        Problem(
            "differs",
            _path(field),
            f"{field.label} is not the same as “{birth.label}”. Check both dates.",
        )
        for field in instrument.fields
        if field.copy_of == birth.id
        if _cannot_be_one_day(answers.date(birth.id), answers.date(field.id))
    )


def _cannot_be_one_day(one: TypedDate, other: TypedDate) -> bool:
    """Reports whether no day fits both dates. False for two complete dates, which `problems` compares."""
    first, last = dates.earliest(one), dates.latest(one)
    other_first, other_last = dates.earliest(other), dates.latest(other)
    if not (first and last and other_first and other_last) or (one.value and other.value):
        return False
    return max(first, other_first) > min(last, other_last)


def _another_child(
    instrument: Instrument, answers: Answers, earlier: tuple[Answers, ...]
) -> tuple[Problem, ...]:
    """Warns about a name or date of birth that differs from an earlier assessment in the same file."""
    name = instrument.field_with_role(Role.CHILD_NAME)
    birth = instrument.field_with_role(Role.BIRTH_DATE)
    typed, born = normalisation.folded(answers.texts.get(name.id, "")), answers.date(birth.id).value
    names = {normalisation.folded(each.texts.get(name.id, "")) for each in earlier} - {""}
    births = {each.date(birth.id).value for each in earlier} - {None}
    return tuple(
        Problem(
            "another-child",
            _path(field),
            f"{field.label} is not the same as in an earlier assessment that is saved with this one. "
            "Check that they are all about the same child.",
        )
        for field, differs in (
            (name, bool(typed) and names - {typed}),
            (birth, born is not None and births - {born}),
        )
        if differs
    )


def _two_births(answers: Answers, birth: Field, copy: Field) -> tuple[Problem, ...]:
    """Reports two different dates of birth, of which one must be wrong."""
    first, second = answers.date(birth.id).value, answers.date(copy.id).value
    if first is None or second is None or first == second:
        return ()
    return (Problem("differs", _path(copy), f"{copy.label} must be the same as “{birth.label}”"),)


def _path(field: Field) -> str:
    return f"answers.{field.id}"


def _before(answers: Answers, earlier: Field, later: Field) -> bool:
    first, second = answers.date(earlier.id).value, answers.date(later.id).value
    return first is not None and second is not None and first < second
