"""The agreed level: who agreed it, when and why, whether it is below a match, and whether it has fallen.

No answer raises or lowers the level. It counts as agreed only with what `scoring.rules.result.Level` asks for.
`scoring.rules.guidance_matching` finds the categories whose wording the answers match.
"""

from datetime import date

from scoring.answers.model import Answers
from scoring.answers.parsing import dates
from scoring.definition.model import Field, Instrument, Role
from scoring.rules import placeholders
from scoring.rules.result import Fall, Level, Match, Person


def agreed_level(
    instrument: Instrument,
    answers: Answers,
    matched: tuple[Match, ...],
    earlier: tuple[Answers, ...],
    today: date | None,
) -> Level:
    """Returns the level as agreed. `matched` are the matches of now, `earlier` the earlier answers, oldest first."""
    part = instrument.risk_category
    category = part.category(answers.category) if answers.category is not None else None
    people = [
        instrument.field_with_role(role)
        for role in (Role.TEAM_MANAGER, Role.CSE_PREVENTION_MANAGER)
    ]
    above = matched[0].category if matched else None
    is_below = category is not None and above is not None and category.number < above
    reason = answers.texts.get(instrument.field_with_role(Role.LEVEL_REASON).id, "")
    agreed_on = answers.date(instrument.field_with_role(Role.AGREEMENT_DATE).id)
    return Level(
        category=category.number if category else None,
        level=category.level if category else "",
        agreed_by=tuple(_person(instrument, field, answers) for field in people),
        # An incomplete or impossible date, or one after today, does not count as a date of agreement.
        date=str(agreed_on) if _can_be_agreed(instrument, answers, today) else "",
        is_dated_ahead=dates.is_after(agreed_on.value, today),
        reason=reason,
        has_reason=placeholders.gives_a_reason(instrument, reason),
        # The agreed level is never changed. If it is below wording that the answers match, it needs a reason.
        below=above if is_below else None,
        below_is_doubtful=is_below
        and all(each.doubt for each in matched if each.category == above),
        fall=_fall(instrument, category.number, earlier, today) if category else None,
    )


def _can_be_agreed(instrument: Instrument, answers: Answers, today: date | None) -> bool:
    """Reports whether the date of agreement is whole, not after today, and not before the child was born."""
    agreed = answers.date(instrument.field_with_role(Role.AGREEMENT_DATE).id).value
    born = dates.earliest(answers.date(instrument.field_with_role(Role.BIRTH_DATE).id))
    if agreed is None or dates.is_after(agreed, today):
        return False
    return born is None or agreed >= born


def _fall(
    instrument: Instrument, category: int, earlier: tuple[Answers, ...], today: date | None
) -> Fall | None:
    """Returns the earlier level if it was higher than the current one, so that the level has fallen.

    That is the highest level since the last one that was agreed. An entry that nobody agreed must not become the new
    starting point, or a level could be lowered in two steps without a reason.
    """
    highest: Answers | None = None
    for each in reversed(earlier):
        if each.category is None:
            continue
        if highest is None or each.category > (highest.category or 0):
            highest = each
        if _was_agreed(instrument, each, today):
            break
    before = instrument.risk_category.category(highest.category or 0) if highest else None
    if highest is None or before is None or before.number <= category:
        return None
    completed = highest.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    return Fall(before.number, before.level, str(completed) if completed.value else "")


def _was_agreed(instrument: Instrument, answers: Answers, today: date | None) -> bool:
    """Reports whether an earlier level has both names and a date that is not after today."""
    people = (Role.TEAM_MANAGER, Role.CSE_PREVENTION_MANAGER)
    fields = [instrument.field_with_role(role) for role in people]
    dated = answers.date(instrument.field_with_role(Role.AGREEMENT_DATE).id).value
    if dated is None or dates.is_after(dated, today):
        return False
    return all(_person(instrument, field, answers).is_named for field in fields)


def _person(instrument: Instrument, field: Field, answers: Answers) -> Person:
    name = answers.texts.get(field.id, "")
    return Person(field.label, name, placeholders.names_something(instrument, name))
