"""Summarises a saved file in a few lines, so that a person can recognise it before it replaces the form."""

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.parsing.dates import TypedDate
from scoring.definition.model import Instrument, Role
from scoring.report.wording import answer_wording


def lines(instrument: Instrument, assessment: Assessment) -> tuple[str, ...]:
    """Returns the child's initials, date of birth, date completed and the number of factors answered, one line each.

    A practice case or a reassessment is named first. Missing details are listed as missing, because a file without a
    name is easily mistaken for another child's.
    """
    answers, field = assessment.answers, instrument.field_with_role
    initials = answer_wording.initials(answers.texts.get(field(Role.CHILD_NAME).id, ""))
    factors = instrument.factors
    first = []
    if assessment.practice:
        first.append("Practice case: not a real child")
    if assessment.earlier:
        first.append("Reassessment")
    return (
        *first,
        f"Initials: {initials or 'no name entered'}",
        f"Date of birth: {_display_value(answers.date(field(Role.BIRTH_DATE).id))}",
        f"Date completed: {_display_value(answers.date(field(Role.COMPLETION_DATE).id))}",
        f"Risk factors answered or marked “Not known”: {len(answers.factors)} of {len(factors)}",
    )


def _display_value(day: TypedDate) -> str:
    return str(day) or "not entered"
