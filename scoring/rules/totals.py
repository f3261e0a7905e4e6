"""Scores each factor, adds up the numbers and counts them: the total with its range, and the profile."""

from scoring.answers.model import NOT_KNOWN, Answers
from scoring.definition.model import Factor, Instrument
from scoring.rules.result import FactorResult, Profile, State, Total

# The profile counts a factor as high from 4, as middle at 2 or 3, and otherwise as one. They set no category.
_MIDDLE, _HIGH = 2, 4


def factor_result(factor: Factor, answers: Answers) -> FactorResult:
    """Returns the number and statement of one factor, or why it has none."""
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


def profile(factors: tuple[FactorResult, ...]) -> Profile:
    """Returns how many factors are high, middle, one, not known and not yet answered."""
    numbers = [factor.number for factor in factors if factor.number is not None]
    return Profile(
        high=sum(number >= _HIGH for number in numbers),
        middle=sum(_MIDDLE <= number < _HIGH for number in numbers),
        one=sum(number < _MIDDLE for number in numbers),
        not_known=sum(factor.state is State.NOT_KNOWN for factor in factors),
        not_reached=sum(factor.state is State.NOT_REACHED for factor in factors),
    )


def total(instrument: Instrument, factors: tuple[FactorResult, ...]) -> Total:
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
