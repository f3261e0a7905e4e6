"""Scores answers: what the instrument itself says about them, and nothing beyond.

The source sets no cut-off and the numbers are not a validated scale. So there is no percentage, no average, no
colour and no category worked out from a number, and nothing here ever points down to the lowest category.
Pure functions: no clock, no randomness, no files, no network.
"""

from scoring import evidence
from scoring.answers import NOT_KNOWN, Answers
from scoring.dates import whole_years
from scoring.instrument import Factor, Field, Instrument, Meaning, Role
from scoring.matching import Matcher
from scoring.result import FactorResult, Fall, Level, Match, Person, Profile, Result, State, Total

# "With concern" begins at 2: in factors 1 to 10, statement 1 is always the one without concern.
CONCERN = 2
MIDDLE, HIGH = 2, 4


def score(instrument: Instrument, answers: Answers, earlier: tuple[Answers, ...] = ()) -> Result:
    """The result of checked answers. Raises nothing; every question may be blank (source, 2.1, instruction 4).

    Earlier answers, oldest first, change nothing but whether the level has fallen.
    """
    factors = tuple(_factor(factor, answers) for factor in instrument.factors)
    signs = evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM)
    risks = (
        *(evidence.of_factor(each) for each in factors if (each.number or 0) >= CONCERN),
        *evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM, Meaning.RISK),
    )
    matched = Matcher(instrument, answers, factors, signs).matches()
    return Result(
        factors=factors,
        profile=_profile(factors),
        total=_total(instrument, factors),
        risk_factors=risks,
        signs_of_harm=signs,
        matched=matched,
        level=_level(instrument, answers, matched, earlier),
        age=_age(instrument, answers),
    )


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
        # What the tool's own sum counts: also the 1 that factor 11 gives to "Not known".
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
    """The sum, and what it could be once everything is known.

    A factor without a number adds its lowest to its highest. Factor 11 at "Not known" already counts 1 and can become
    its highest.
    """
    lowest = highest = 0
    for factor, result in zip(instrument.factors, factors, strict=True):
        if result.counted is None:
            lowest += factor.lowest
            highest += factor.highest
        else:
            lowest += result.counted
            highest += factor.highest if result.state is State.NOT_KNOWN else result.counted
    counted = [result.counted for result in factors if result.counted is not None]
    return Total(
        sum=sum(counted) if counted else None,
        answered=sum(result.state is State.ANSWERED for result in factors),
        of=len(factors),
        lowest=lowest,
        highest=highest,
    )


def _level(
    instrument: Instrument,
    answers: Answers,
    matched: tuple[Match, ...],
    earlier: tuple[Answers, ...],
) -> Level:
    part = instrument.risk_category
    category = part.category(answers.category) if answers.category is not None else None
    people = [
        instrument.field_with_role(role)
        for role in (Role.TEAM_MANAGER, Role.CSE_PREVENTION_MANAGER)
    ]
    above = matched[0].category if matched else None
    agreed_on = answers.date(instrument.field_with_role(Role.AGREEMENT_DATE).id)
    return Level(
        category=category.number if category else None,
        level=category.level if category else "",
        agreed_by=tuple(_person(field, answers) for field in people),
        # A day that is not whole or not real is no day on which anybody agreed.
        date=str(agreed_on) if agreed_on.value else "",
        reason=answers.texts.get(instrument.field_with_role(Role.LEVEL_REASON).id, ""),
        # What people agreed stands; where it is below words that the answers meet, it needs its reason.
        below=above if category and above and category.number < above else None,
        fall=_fall(instrument, category.number, earlier) if category else None,
    )


def _fall(instrument: Instrument, category: int, earlier: tuple[Answers, ...]) -> Fall | None:
    """The level before, where it was higher: that of the last assessment that has one.

    One without a level in between does not count: a fall would otherwise go through in two steps, unasked.
    """
    then = next((each for each in reversed(earlier) if each.category is not None), None)
    before = instrument.risk_category.category(then.category or 0) if then else None
    if then is None or before is None or before.number <= category:
        return None
    completed = then.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    return Fall(before.number, before.level, str(completed) if completed.value else "")


def _person(field: Field, answers: Answers) -> Person:
    return Person(field.label, answers.texts.get(field.id, ""))


def _age(instrument: Instrument, answers: Answers) -> int | None:
    birth = answers.date(instrument.field_with_role(Role.BIRTH_DATE).id).value
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    if birth is None or completed is None or completed < birth:
        return None
    return whole_years(birth, completed)
