"""The sentences that compare two assessments, shared by screen and print. None of them reassures."""

from scoring.answers.model import Answers
from scoring.answers.parsing.dates import in_words
from scoring.definition.model import Factor, Instrument, Role
from scoring.report.wording import answer_wording
from scoring.rules.comparison import Change, Comparison
from scoring.rules.result import FactorResult, State

CAVEAT = "A lower number only means that another statement was chosen. It does not mean that the child is safer."

# Factors that have a number in both assessments. "Higher" and "lower" are always given.
_NUMBERS = (Change.HIGHER, Change.LOWER, Change.SAME)
_ALWAYS = (Change.HIGHER, Change.LOWER)
# The other factors, the most worrying first, with what is said of one factor and of several.
_STATES = {
    Change.NO_LONGER_KNOWN: ("is", "are"),
    Change.NOT_REACHED: ("was", "were"),
    Change.NEWLY_KNOWN: ("is", "are"),
    Change.UNKNOWN: ("is", "are"),
}


def day(instrument: Instrument, answers: Answers) -> str:
    """Returns the date completed, in words; empty if it is incomplete or does not exist."""
    value = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    return in_words(value) if value else ""


def earlier(on: str) -> str:
    """Returns how a sentence refers to an earlier assessment."""
    return f"the assessment of {on}" if on else "the earlier assessment, which has no date"


def reassessment(on: str) -> str:
    """Returns a sentence with the date of the last assessment, for the top of the form and of the report."""
    before = (
        f"the assessment of this child completed on {on}"
        if on
        else "an assessment of this child that does not show when it was completed"
    )
    return f"Reassessment. Compared with {before}."


def number_and_statement(factor: FactorResult) -> str:
    """Returns the number and the statement chosen, or why there is none."""
    if factor.number is None:
        return state(factor)
    return f"{factor.number} {' or '.join(factor.statement)}"


def state(factor: FactorResult) -> str:
    """Returns the number alone, or why there is none."""
    if factor.number is not None:
        return str(factor.number)
    return "not known" if factor.state is State.NOT_KNOWN else "not answered"


def beside(on: str, factor: FactorResult) -> str:
    """Returns the note beside a factor that is being reassessed."""
    return f"{f'On {on}' if on else 'In the earlier assessment'}: {number_and_statement(factor)}"


def summary(comparison: Comparison, on: str) -> str:
    """Returns the whole comparison: how many numbers have changed in each way, and both totals."""
    numbers = [
        f"{change} in {comparison.count(change)}"
        for change in _NUMBERS
        if comparison.count(change) or change in _ALWAYS
    ]
    numbers[0] += _factors(comparison.count(_NUMBERS[0]))
    states: list[str] = []
    for change, verbs in _STATES.items():
        if count := comparison.count(change):
            factors = "" if states else _factors(count)
            states.append(f"{count}{factors} {verbs[count > 1]} {change}")
    both = totals(comparison)
    sentences = [
        f"Compared with {earlier(on)}, the number is {answer_wording.joined_with_and(numbers)}",
        *([answer_wording.joined_with_and(states)] if states else []),
        f"{both[0].upper()}{both[1:]}",
    ]
    return ". ".join(sentences)


def _factors(count: int) -> str:
    return " factor" if count == 1 else " factors"


def change(comparison: Comparison, on: str) -> str:
    """Returns the whole comparison with its caveat, because lower numbers must not reassure."""
    return f"{summary(comparison, on)}. {CAVEAT}"


def totals(comparison: Comparison) -> str:
    """Returns both totals, with the number of factors that they cover."""
    if not comparison.both:
        return "no factor is scored in both, so there are no totals to compare"
    factors = "factor" if comparison.both == 1 else "factors"
    return (
        f"totals of the {comparison.both} {factors} scored in both: "
        f"{comparison.total_then} then, {comparison.total_now} now"
    )


def lost(comparison: Comparison) -> tuple[str, ...]:
    """Returns the factors that were known and are not known now, in words."""
    return tuple(
        f"{each.after.position}. {each.after.label}: {each.before.number} then, "
        + ("not known now" if each.change is Change.NO_LONGER_KNOWN else "not answered now")
        for each in comparison.factors
        if each.change.is_lost
    )


def first_time(factor: Factor) -> str:
    """Returns the note, in a first assessment, beside a factor whose statements describe change; empty for others."""
    if not factor.change:
        return ""
    return (
        "Some of these statements describe a change. In a first assessment there is nothing to compare with. "
        "Choose the statement that best fits what you know now."
    )
