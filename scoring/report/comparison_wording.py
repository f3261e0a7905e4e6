"""The sentences about two assessments beside each other, which screen and print share. None of them reassures."""

from scoring.answers import Answers
from scoring.compare import Change, Comparison
from scoring.dates import in_words
from scoring.instrument import Factor, Instrument, Role
from scoring.result import FactorResult, State

CAVEAT = (
    "“Improved” says only that a statement with a lower number was chosen. It does not say that the child is safer: "
    "a level that falls too quickly is a known failure."
)
# The order in which changes are told: what gives concern first.
_ORDER = (
    Change.WORSE,
    Change.IMPROVED,
    Change.NO_LONGER_KNOWN,
    Change.NOT_REACHED,
    Change.NEWLY_KNOWN,
    Change.SAME,
    Change.UNKNOWN,
)


def day(instrument: Instrument, answers: Answers) -> str:
    """The day on which an assessment was completed, in words; empty where it has no whole and real one."""
    value = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    return in_words(value) if value else ""


def earlier(on: str) -> str:
    """How an earlier assessment is called."""
    return f"the assessment of {on}" if on else "the earlier assessment, which has no date"


def chosen(factor: FactorResult) -> str:
    """The number and the words of what was chosen, or that there is none."""
    if factor.number is None:
        return state(factor)
    return f"{factor.number} {' or '.join(factor.statement)}"


def state(factor: FactorResult) -> str:
    """The number alone, or why there is none."""
    if factor.number is not None:
        return str(factor.number)
    return "not known" if factor.state is State.NOT_KNOWN else "not reached"


def beside(on: str, factor: FactorResult) -> str:
    """What stands beside a factor while it is answered anew."""
    return f"{f'On {on}' if on else 'In the earlier assessment'}: {chosen(factor)}"


def summary(comparison: Comparison, on: str) -> str:
    """All of the comparison in one sentence."""
    counts = [
        f"{change} {'in ' if change in (Change.WORSE, Change.IMPROVED) else ''}{comparison.count(change)}"
        for change in _ORDER
        if comparison.count(change) or change in (Change.WORSE, Change.IMPROVED)
    ]
    return f"Compared with {earlier(on)}: {', '.join(counts)}; {totals(comparison)}"


def totals(comparison: Comparison) -> str:
    """The totals side by side, with what they rest on."""
    if not comparison.both:
        return "no factor was answered in both, so there are no totals to compare"
    factors = "factor" if comparison.both == 1 else "factors"
    return (
        f"totals over the {comparison.both} {factors} answered in both: "
        f"{comparison.total_then} then, {comparison.total_now} now"
    )


def lost(comparison: Comparison) -> tuple[str, ...]:
    """The factors that were known and are not any more, in words."""
    return tuple(
        f"{each.after.position}. {each.after.label}: {each.before.number} then, "
        + ("not known now" if each.change is Change.NO_LONGER_KNOWN else "not yet reached now")
        for each in comparison.factors
        if each.change.is_lost
    )


def first_time(factor: Factor) -> str:
    """The note beside a factor with words of change in a first assessment; empty for every other factor."""
    if not factor.change:
        return ""
    return (
        "Some of these statements speak of a change. In a first assessment there is nothing to compare with: "
        "choose by what you know now."
    )
