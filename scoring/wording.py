"""The sentences that screen and print share, so that both say the same thing about the same result.

No sentence here reassures: a number is always given with its base, and a blank is called a blank.
"""

from scoring.answers import Answers
from scoring.instrument import Instrument, Role
from scoring.result import Level, Profile, Result, Total

CAVEAT = (
    "These numbers have not been validated as a scale, and Hillingdon sets no cut-off. "
    "A low profile does not mean that a child is not being exploited."
)
NO_SIGNS = (
    "No box that is itself a sign of harm was ticked. That does not mean that there is no harm: "
    "it says only what was ticked."
)
NOT_YET_AGREED = "NOT YET AGREED"
NOT_PROVIDED = "Not provided"
MARKING = "OFFICIAL-SENSITIVE"
PRACTICE = "PRACTICE – not a real child"
ADULT_FROM = 18
YOUNG_BELOW = 13


def completeness(total: Total, profile: Profile) -> str:
    """How many factors are answered, not known and not yet reached: always the first thing said."""
    return (
        f"{total.answered} of {total.of} risk factors answered, {profile.not_known} not known, "
        f"{profile.not_reached} not yet reached"
    )


def total_with_base(total: Total) -> str:
    """The sum, never without the number of factors that it comes from."""
    if total.sum is None:
        return f"No total: 0 of {total.of} factors have a number"
    return f"{total.sum} from {total.answered} of {total.of} factors"


def total_note(result: Result) -> str:
    """What the sum holds besides the answered factors; empty where it holds nothing else."""
    return " ".join(
        f"The total includes the {factor.counted} that the tool counts for “Not known” in factor "
        f"{factor.position}, which is not a good answer."
        for factor in result.unanswered
        if factor.counted
    )


def possible_range(total: Total) -> str:
    """What the sum could become; empty where every factor is known."""
    if total.lowest == total.highest:
        return ""
    return f"{total.lowest} to {total.highest} if the rest were known"


def profile_counts(profile: Profile) -> tuple[tuple[str, int], ...]:
    """How many factors stand where, in words."""
    return (
        ("At 4 or 5", profile.high),
        ("At 2 or 3", profile.middle),
        ("At 1", profile.one),
        ("Not known", profile.not_known),
        ("Not yet reached", profile.not_reached),
    )


def level_agreed(level: Level) -> str:
    """The level that people agreed, or that it is not yet agreed, and by whom it still has to be."""
    if level.category is None:
        return NOT_YET_AGREED
    entered = f"Category {level.category} ({level.level})"
    if level.is_agreed:
        return entered
    return f"{entered} entered, {NOT_YET_AGREED}"


def level_gaps(level: Level) -> tuple[str, ...]:
    """What is missing for the level to be agreed, or to be understood by the next reader."""
    gaps = [f"{person.role}: no name given" for person in level.agreed_by if not person.name]
    if not level.date:
        gaps.append("Date the level was agreed: no whole date given")
    if level.below is not None:
        gaps.append(
            f"The level entered is below category {level.below}, whose own words the answers meet. "
            + _reason(level)
        )
    if level.fall is not None:
        on = f" of {level.fall.completed}" if level.fall.completed else ""
        gaps.append(
            f"The level entered is lower than category {level.fall.category} ({level.fall.level}) of the earlier "
            f"assessment{on}. Lowering a level too quickly is a known failure. {_reason(level)}"
        )
    return tuple(gaps)


def _reason(level: Level) -> str:
    return "No reason was given." if level.reason_missing else "The reason is given below."


def age(instrument: Instrument, answers: Answers, result: Result) -> str:
    """The age on the date completed, or why it is not worked out."""
    if result.age is not None:
        return f"{result.age} on the date completed"
    missing = [
        field.label
        for role in (Role.BIRTH_DATE, Role.COMPLETION_DATE)
        if not answers.date((field := instrument.field_with_role(role)).id).value
    ]
    if missing:
        return f"not worked out: no complete “{'” or “'.join(missing)}”"
    return "not worked out: the dates are in the wrong order"


def age_note(result: Result) -> str:
    """A note at 18 or over and below 13; empty otherwise. Both are additions to the document."""
    if result.age is None:
        return ""
    if result.age >= ADULT_FROM:
        return (
            "Aged 18 or over on the date completed. This tool is for children and young people: "
            "ask your safeguarding lead which procedures apply."
        )
    if result.age < YOUNG_BELOW:
        return (
            "Under 13 on the date completed. In law a child under 13 cannot consent to any sexual "
            "activity (Sexual Offences Act 2003, sections 5 to 8)."
        )
    return ""


def initials(name: str) -> str:
    """The first letters of a name, six at most, for the head of each page, where the whole name need not stand."""
    words = name.replace("-", " ").split()
    letters = [next((each for each in word if each.isalpha()), "") for word in words]
    return "".join(f"{letter.upper()}." for letter in [each for each in letters if each][:6])
