"""Words for the age on the date completed, with notes for ages of 18 or over and under 13."""

from scoring.answers.model import Answers
from scoring.answers.parsing.dates import in_words
from scoring.definition.model import Instrument, Role
from scoring.rules.result import Result

ADULT_FROM = 18
YOUNG_BELOW = 13


def age(instrument: Instrument, answers: Answers, result: Result) -> str:
    """Returns the age on the date completed, or today if that date is still to come, or why it is not known."""
    if result.age is not None and result.age_today:
        completed = instrument.field_with_role(Role.COMPLETION_DATE)
        return (
            f"{result.age} today, {in_words(result.age_today)} (“{completed.label}” is after today)"
        )
    if result.age is not None:
        return f"{result.age} on the date completed"
    if reasons := _unusable_dates(instrument, answers):
        return f"not known ({'; '.join(reasons)})"
    return f"not known (the date of birth is after {'today' if result.age_today else 'the date completed'})"


def _unusable_dates(instrument: Instrument, answers: Answers) -> list[str]:
    """Returns what is wrong with the date of birth and the date completed: a part is missing, or it cannot exist."""
    fields = map(instrument.field_with_role, (Role.BIRTH_DATE, Role.COMPLETION_DATE))
    dates = [(field.label, answers.date(field.id)) for field in fields]
    missing = [label for label, typed in dates if not typed.value and not typed.fault]
    verb = "is" if len(missing) == 1 else "are"
    return [
        *([f"“{'” and “'.join(missing)}” {verb} missing or incomplete"] if missing else []),
        *(f"“{label}” {typed.fault}" for label, typed in dates if typed.fault),
    ]


def age_note(result: Result) -> str:
    """Returns a note for ages of 18 or over and under 13; empty otherwise. The document has neither note."""
    if result.age is None:
        return ""
    on = "today" if result.age_today else "on the date completed"
    if result.age >= ADULT_FROM:
        return (
            f"Aged 18 or over {on}. This tool is for children and young people. "
            "Ask your child protection lead which procedures apply."
        )
    if result.age < YOUNG_BELOW:
        return (
            f"Under 13 {on}. In law a child under 13 cannot consent to any sexual "
            "activity (Sexual Offences Act 2003, sections 5 to 8)."
        )
    return ""
