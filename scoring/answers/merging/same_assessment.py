"""Decides whether two files may be compared and merged.

Files with different names or dates of birth are refused, unless they have the same assessment identifier.
"""

from datetime import date

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.parsing.dates import TypedDate, earliest, latest
from scoring.answers.parsing.normalisation import folded
from scoring.definition.model import Instrument, Role
from scoring.errors import AnswersError

MAY_DIFFER = (
    "These may be two separate assessments, because they were started separately. Compare the child’s name, the date "
    "of birth and the dates on which the forms were completed before you use an answer."
)
NOT_COMPARED = (
    "The child’s name or date of birth is missing in one or both assessments. "
    "Make sure that both assessments are about the same child."
)
CORRECTED = (
    "The child’s name or date of birth is not the same in the two versions of this assessment. Someone may have "
    "replaced the answers in one version with answers about another child. If so, do not use those answers."
)
ANOTHER_TIME = (
    "One assessment has more earlier assessments than the other, so it may have been made later. "
    "Do not mix answers from different times."
)
_ANOTHER_CHILD = (
    "The two assessments cannot be compared, because the child’s {what} is not the same. If they are about the same "
    "child, correct the {what} in one of them first, and compare them again. If they are not, keep them separate."
)
_PRACTICE = (
    "A practice case cannot be compared with the assessment of a real child. Choose another file, or clear the form "
    "first."
)


def check(instrument: Instrument, current: Assessment, other: Assessment) -> tuple[str, ...]:
    """Returns what a person must check before answers of the other file are used: nothing if both are surely the same.

    Raises AnswersError if only one of them is a practice case. If they do not have the same identifier, it also raises
    AnswersError if the child's names, or dates of birth, differ.
    """
    if current.practice != other.practice:
        raise AnswersError("practice", "practice", _PRACTICE)
    same = _same_name(instrument, current, other), _same_birth(instrument, current, other)
    if current.assessment_id and current.assessment_id == other.assessment_id:
        return (CORRECTED,) if False in same else ()
    for is_same, question in zip(same, ("name", "date of birth"), strict=True):
        if is_same is False:
            raise AnswersError("another-child", "answers", _ANOTHER_CHILD.format(what=question))
    return (
        MAY_DIFFER,
        *((NOT_COMPARED,) if None in same else ()),
        *((ANOTHER_TIME,) if len(current.earlier) != len(other.earlier) else ()),
    )


def _same_name(instrument: Instrument, current: Assessment, other: Assessment) -> bool | None:
    """Compares the child's names as people read them. None if there is a name on one side only, or on none."""
    field = instrument.field_with_role(Role.CHILD_NAME).id
    one, two = (folded(each.answers.texts.get(field, "")) for each in (current, other))
    return one == two if one and two else None


def _same_birth(instrument: Instrument, current: Assessment, other: Assessment) -> bool | None:
    """Reports whether one day fits both dates of birth. None if one of them is missing or does not exist."""
    field = instrument.field_with_role(Role.BIRTH_DATE).id
    first, second = (_days(each.answers.date(field)) for each in (current, other))
    if first is None or second is None:
        return None
    return max(first[0], second[0]) <= min(first[1], second[1])


def _days(birth: TypedDate) -> tuple[date, date] | None:
    """Returns the first and last day that a date can be; None if it has no year or does not exist."""
    first, last = earliest(birth), latest(birth)
    return (first, last) if first and last else None
