"""Margins of every printed page: the protective marking, the initials of the child and the date completed."""

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import Answers
from scoring.definition.model import Instrument, Role
from scoring.report.wording import answer_wording, fixed
from scoring.report.wording.answer_wording import value


def margins(instrument: Instrument, assessment: Assessment) -> dict[str, str]:
    """Returns the text in the margins of every printed page."""
    answers = assessment.answers
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    child = value(instrument, answers, instrument.field_with_role(Role.CHILD_NAME))
    return {
        "marking": marking(instrument, assessment),
        "running_name": answer_wording.initials(child),
        "running_date": f"Completed {completed}" if completed.value else "",
    }


def marking(instrument: Instrument, assessment: Assessment) -> str:
    """Returns the protective marking, which is set as soon as anything that could identify a person has been typed.

    A practice case has its own marking, so that a print of it is never mistaken for a real child's.
    """
    if assessment.practice:
        return fixed.PRACTICE
    if any(_identifies(instrument, each) for each in (assessment.answers, *assessment.earlier)):
        return fixed.MARKING
    if any(each.worker for each in assessment.merged):
        return fixed.MARKING
    return ""


def _identifies(instrument: Instrument, answers: Answers) -> bool:
    typed = [value(instrument, answers, field) for field in instrument.fields if field.identifying]
    typed += [answers.ticks_of(tick_list.id).other for tick_list in instrument.tick_lists]
    return any(typed) or any(answers.entries.values())
