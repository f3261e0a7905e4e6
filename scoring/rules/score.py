"""Scores answers by the rules of the instrument, and adds no interpretation.

The source sets no cut-off and the numbers are not a validated scale. So there is no percentage, average, colour or
category derived from a number, and no rule suggests the lowest category. Pure functions: no clock, no randomness, no
files, no network.
"""

from datetime import date

from scoring.answers.model import Answers
from scoring.definition.model import Instrument, Meaning
from scoring.rules import age, evidence, totals
from scoring.rules.agreed_level import agreed_level
from scoring.rules.guidance_matching import Matcher
from scoring.rules.result import Evidence, FactorResult, Result
from scoring.rules.written import also_ticked, written

# The number from which a factor counts as a concern. In factors 1 to 10, statement 1 is always the one without concern.
_CONCERN = 2


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
    factors = tuple(totals.factor_result(factor, answers) for factor in instrument.factors)
    signs = (
        *evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM),
        *_factors_of_harm(instrument, factors),
    )
    risks = (
        *(evidence.of_factor(each) for each in factors if (each.number or 0) >= _CONCERN),
        *evidence.of_ticks_that_mean(instrument, answers, Meaning.HARM, Meaning.RISK),
    )
    matched = Matcher(instrument, answers, factors, signs).matches()
    years, age_today = age.age(instrument, answers, today)
    level = agreed_level(instrument, answers, matched, earlier, today)
    return Result(
        factors=factors,
        profile=totals.profile(factors),
        total=totals.total(instrument, factors),
        risk_factors=risks,
        signs_of_harm=signs,
        written=written(instrument, answers),
        also_ticked=also_ticked(instrument, answers),
        matched=matched,
        level=level,
        advisory=age.advisory(instrument, answers, level, today)
        if signs or _had_signs(instrument, earlier)
        else "",
        age=years,
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


def _had_signs(instrument: Instrument, earlier: tuple[Answers, ...]) -> bool:
    """Reports whether an earlier assessment holds signs of harm: they stay true of the child."""
    return any(score(instrument, each).signs_of_harm for each in earlier)
