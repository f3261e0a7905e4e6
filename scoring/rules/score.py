"""Scores answers by the rules of the instrument, and adds no interpretation.

The source sets no cut-off and the numbers are not a validated scale. So there is no percentage, average, colour or
category derived from a number, and no rule suggests the lowest category. Pure functions: no clock, no randomness, no
files, no network.
"""

from datetime import date

from scoring.answers import dates
from scoring.answers.dates import whole_years
from scoring.answers.reader import NOT_KNOWN, Answers
from scoring.definition.model import Factor, Field, Instrument, Meaning, Role
from scoring.rules import evidence, placeholders
from scoring.rules.guidance_matching import Matcher
from scoring.rules.result import (
    Evidence,
    FactorResult,
    Fall,
    Level,
    Match,
    Person,
    Profile,
    Result,
    State,
    Total,
)
from scoring.rules.written import also_ticked, written

# "With concern" starts at 2: in factors 1 to 10, statement 1 is always the one without concern.
CONCERN = 2
MIDDLE, HIGH = 2, 4


def score(
    instrument: Instrument,
    answers: Answers,
    earlier: tuple[Answers, ...] = (),
    today: date | None = None,
) -> Result:
    """Scores validated answers. Raises nothing; every question may be blank (source, 2.1, instruction 4).

    `earlier` holds the answers of earlier assessments, oldest first. They only determine whether the level has fallen,
    and whether there were signs of harm before, for the advice on the lowest category.
    `today` is the device's date: a date after it neither makes the child older nor agrees a level. Without it nothing
    is compared with today.
    """
    factors = tuple(_factor(factor, answers) for factor in instrument.factors)
    signs = (
        *evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM),
        *_factors_of_harm(instrument, factors),
    )
    risks = (
        *(evidence.of_factor(each) for each in factors if (each.number or 0) >= CONCERN),
        *evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM, Meaning.RISK),
    )
    matched = Matcher(instrument, answers, factors, signs).matches()
    age, age_today = _age(instrument, answers, today)
    level = _level(instrument, answers, matched, earlier, today)
    return Result(
        factors=factors,
        profile=_profile(factors),
        total=_total(instrument, factors),
        risk_factors=risks,
        signs_of_harm=signs,
        written=written(instrument, answers),
        also_ticked=also_ticked(instrument, answers),
        matched=matched,
        level=level,
        advisory=_advisory(instrument, answers, level, today)
        if signs or _had_signs(instrument, earlier)
        else "",
        age=age,
        age_today=age_today,
    )


def _factors_of_harm(
    instrument: Instrument, factors: tuple[FactorResult, ...]
) -> tuple[Evidence, ...]:
    """Returns the factors that are signs of harm: factor 11, if a perpetrator has or may have done the same before."""
    return tuple(
        evidence.of_factor(result)
        for factor, result in zip(instrument.factors, factors, strict=True)
        if factor.harm_from is not None
        if result.number is not None and result.number >= factor.harm_from
    )


def _advisory(instrument: Instrument, answers: Answers, level: Level, today: date | None) -> str:
    """Returns the advice printed below the lowest category if the child is young or a disability is named."""
    advisory = instrument.advisory
    typed = answers.texts.get(instrument.field_with_role(Role.DISABILITY).id, "")
    is_young = _is_certainly_under(instrument, answers, advisory.under_age, today)
    is_disabled = placeholders.names_something(instrument, typed)
    lowest = instrument.risk_category.categories[0].number
    return advisory.text if level.category == lowest and (is_young or is_disabled) else ""


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


def _had_signs(instrument: Instrument, earlier: tuple[Answers, ...]) -> bool:
    """Reports whether an earlier assessment holds signs of harm: they stay true of the child."""
    return any(score(instrument, each).signs_of_harm for each in earlier)


def _factor(factor: Factor, answers: Answers) -> FactorResult:
    answer = answers.factors.get(factor.id)
    number = answer if isinstance(answer, int) else None
    statement = factor.statement(number) if number is not None else None
    if answer is None:
        state = State.NOT_REACHED
    elif answer == NOT_KNOWN or number == factor.not_known:
        state = State.NOT_KNOWN
    else:
        state = State.ANSWERED
    return FactorResult(
        id=factor.id,
        position=factor.position,
        label=factor.label,
        state=state,
        # The tool's own sum also counts the 1 that factor 11 gives to "Not known".
        counted=number,
        statement=statement.texts if statement else (),
        reference=statement.reference if statement else factor.reference,
    )


def _profile(factors: tuple[FactorResult, ...]) -> Profile:
    numbers = [factor.number for factor in factors if factor.number is not None]
    return Profile(
        high=sum(number >= HIGH for number in numbers),
        middle=sum(MIDDLE <= number < HIGH for number in numbers),
        one=sum(number < MIDDLE for number in numbers),
        not_known=sum(factor.state is State.NOT_KNOWN for factor in factors),
        not_reached=sum(factor.state is State.NOT_REACHED for factor in factors),
    )


def _total(instrument: Instrument, factors: tuple[FactorResult, ...]) -> Total:
    """Returns the sum of the answered factors, and the range of the tool's own total once every factor is known.

    A factor without a number adds its lowest number to the lower bound and its highest to the upper bound. Factor 11
    at "Not known" counts 1 in the tool and could become its highest number; that 1 is in the range but not in the sum.
    """
    lowest = highest = 0
    for factor, result in zip(instrument.factors, factors, strict=True):
        if result.counted is None:
            lowest += factor.lowest
            highest += factor.highest
        else:
            lowest += result.counted
            highest += factor.highest if result.state is State.NOT_KNOWN else result.counted
    numbers = [result.number for result in factors if result.number is not None]
    return Total(
        sum=sum(numbers) if numbers else None,
        not_known_counts=sum(result.counted or 0 for result in factors) - sum(numbers),
        answered=len(numbers),
        of=len(factors),
        lowest=lowest,
        highest=highest,
    )


def _level(
    instrument: Instrument,
    answers: Answers,
    matched: tuple[Match, ...],
    earlier: tuple[Answers, ...],
    today: date | None,
) -> Level:
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
        is_dated_ahead=_is_after(agreed_on.value, today),
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
    if agreed is None or _is_after(agreed, today):
        return False
    return born is None or agreed >= born


def _is_after(day: date | None, today: date | None) -> bool:
    return day is not None and today is not None and day > today


def _fall(
    instrument: Instrument, category: int, earlier: tuple[Answers, ...], today: date | None
) -> Fall | None:
    """Returns the level from which the level has fallen, if it was higher than now.

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
    if dated is None or _is_after(dated, today):
        return False
    return all(_person(instrument, field, answers).is_named for field in fields)


def _person(instrument: Instrument, field: Field, answers: Answers) -> Person:
    name = answers.texts.get(field.id, "")
    return Person(field.label, name, placeholders.names_something(instrument, name))


def _age(
    instrument: Instrument, answers: Answers, today: date | None
) -> tuple[int | None, date | None]:
    """Returns the age on the date completed, or today if that date is after today; and today if it was used.

    A date completed that is still to come would make the child older than they are.
    """
    birth = answers.date(instrument.field_with_role(Role.BIRTH_DATE).id).value
    typed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    # A date without a day or month is after today if every day that it can mean is after today.
    is_ahead = _is_after(typed.value or dates.earliest(typed), today)
    on = today if is_ahead else typed.value
    instead = today if is_ahead else None
    if birth is None or on is None or on < birth:
        return None, instead
    return whole_years(birth, on), instead
