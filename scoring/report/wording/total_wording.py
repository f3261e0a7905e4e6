"""Words for the total: how many factors it covers, its possible range, and the number of factors at each level."""

from scoring.rules.result import Profile, Result, Total


def completeness(total: Total, profile: Profile) -> str:
    """Returns how many factors are answered, and how many of these are scored and not known. It is always shown first.

    "Not known" is an answer, but it has no number.
    """
    rest = f", {profile.not_reached} not answered" if profile.not_reached else ""
    states = f"{total.answered} scored, {profile.not_known} not known"
    return f"{answered_count(total, profile)} risk factors answered ({states}){rest}"


def answered_count(total: Total, profile: Profile) -> str:
    """Returns the one count that form, check and report share: factors with a number or "Not known", of all."""
    return f"{total.answered + profile.not_known} of {total.of}"


def how_complete(total: Total, profile: Profile) -> str:
    """Returns the completeness for the report, where full marks must not read as if everything were known."""
    if total.answered < total.of:
        return f"{completeness(total, profile)}. The tool is less reliable when answers are missing or not known."
    return (
        f"All {total.of} risk factors have an answer. They cover only {total.of} areas. "
        "Other workers may know more about this child."
    )


def total_with_base(total: Total) -> str:
    """Returns the sum, together with the number of factors that it covers."""
    if total.sum is None:
        return f"No total: none of the {total.of} factors is scored"
    return f"{total.sum} from {total.answered} of {total.of} factors"


def total_note(result: Result) -> str:
    """Returns a note on what the tool itself adds for "Not known"; empty if it adds nothing."""
    adding = [factor for factor in result.unanswered if factor.counted]
    if not adding:
        return ""
    total = result.total
    gives = " ".join(
        f"The tool gives “Not known” in factor {factor.position} the number {factor.counted}."
        for factor in adding
    )
    return (
        f"{gives} This {total.not_known_counts} is not in the total. If you add it, the total is "
        f"{(total.sum or 0) + total.not_known_counts}. “Not known” does not mean “no”."
    )


def possible_range(total: Total) -> str:
    """Returns the range that the sum could reach; empty if every factor is known."""
    if total.lowest == total.highest:
        return ""
    return f"between {total.lowest} and {total.highest} if every factor had a number"


def short_range(total: Total) -> str:
    """Returns the range in fewer words, for the bar of the form."""
    if total.lowest == total.highest:
        return ""
    return f"{total.lowest} to {total.highest} if every factor had a number"


def profile_counts(profile: Profile) -> tuple[tuple[str, int], ...]:
    """Returns the number of factors at each level, with a label."""
    return (
        ("At 4 or 5", profile.high),
        ("At 2 or 3", profile.middle),
        ("At 1", profile.one),
        ("Not known", profile.not_known),
        ("Not yet answered", profile.not_reached),
    )
