"""The child's age in whole years, and the advice about a child who is young or disabled."""

from datetime import date

from scoring.answers.model import Answers
from scoring.answers.parsing import dates
from scoring.answers.parsing.dates import whole_years
from scoring.definition.model import Instrument, Role
from scoring.rules import placeholders
from scoring.rules.result import Level


def age(
    instrument: Instrument, answers: Answers, today: date | None
) -> tuple[int | None, date | None]:
    """Returns the age on the date completed, or today if that date is after today; and today if it was used.

    A date completed that is still to come would make the child older than they are.
    """
    birth = answers.date(instrument.field_with_role(Role.BIRTH_DATE).id).value
    typed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    # A date without a day or month is after today if every day that it can mean is after today.
    is_ahead = dates.is_after(typed.value or dates.earliest(typed), today)
    on = today if is_ahead else typed.value
    instead = today if is_ahead else None
    if birth is None or on is None or on < birth:
        return None, instead
    return whole_years(birth, on), instead


def advisory(instrument: Instrument, answers: Answers, level: Level, today: date | None) -> str:
    """Returns the advice printed below the lowest category if the child is young or a disability is named."""
    advice = instrument.advisory
    typed = answers.texts.get(instrument.field_with_role(Role.DISABILITY).id, "")
    is_young = _is_certainly_under(instrument, answers, advice.under_age, today)
    is_disabled = placeholders.names_something(instrument, typed)
    lowest = instrument.risk_category.categories[0].number
    return advice.text if level.category == lowest and (is_young or is_disabled) else ""


def _is_certainly_under(
    instrument: Instrument, answers: Answers, limit: int, today: date | None
) -> bool:
    """Reports whether a child is below an age even if born on the earliest day that the date of birth allows."""
    born = dates.earliest(answers.date(instrument.field_with_role(Role.BIRTH_DATE).id))
    completed = dates.latest(answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id))
    on = min(completed, today) if completed and today else completed
    if born is None or on is None or on < born:
        return False
    return whole_years(born, on) < limit
