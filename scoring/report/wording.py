"""The sentences about a result that screen and print share.

None of them reassures. A total is always given with the number of factors that it covers, and blanks are named.
"""

from scoring.answers.model import Answers
from scoring.answers.parsing.dates import in_words
from scoring.answers.parsing.normalisation import visible
from scoring.definition.model import Field, FieldKind, Instrument, Role
from scoring.rules.result import Level, Match, Profile, Result, Total

CAVEAT = (
    "These numbers have not been validated as a scale, and the 2013-14 tool sets no cut-off. "
    "A child may be exploited even if every number is low."
)
# Shown only if nothing is ticked in parts D to F, nothing is written, and no earlier assessment has signs of harm.
NO_SIGNS = (
    "Nothing is ticked in parts D, E or F, and nothing is written there or in the analysis. This does not mean that "
    "there is no harm. The form looks for signs of harm only there and in factor 11. It does not look at the other "
    "risk factors, at what is written in other boxes (such as disability, addresses and the social worker), at other "
    "records, or at anything that has not been written down."
)
READ_WHAT_IS_THERE = (
    "The form looks for signs of harm only in the ticks in parts D, E and F, and in factor 11. Read everything that is "
    "ticked and written. It may describe harm."
)
NOT_SCORED = "Written answers are not scored. Read them before the numbers."
# Everything that is not in the 2013-14 tool. Fields that are added say so themselves.
ADDED_HERE = (
    "This website adds the age, total, possible range, profile, signs of harm, comparison with earlier assessments and "
    "matching guidance. They are not part of the 2013-14 tool."
)
NOT_CONFIRMED = "carried over from the earlier assessment, not confirmed"
NOT_YET_AGREED = "NOT YET AGREED"
NOT_PROVIDED = "Not provided"
MARKING = "OFFICIAL-SENSITIVE"
PRACTICE = "PRACTICE – not a real child"
# Marks what the 2013-14 form does not have; explained once, at the end.
ADDED_MARK = "†"
ADULT_FROM = 18
YOUNG_BELOW = 13


def owner(instrument: Instrument, publisher: str) -> str:
    """Returns whose tool this is: the publishing body, and the Board that the document names.

    The Partnership replaced the Board (Children and Social Work Act 2017).
    """
    return f"{publisher} (2013-14: {instrument.owner})"


def completeness(total: Total, profile: Profile) -> str:
    """Returns how many factors are answered, and how many of these are scored and not known. It is always shown first.

    "Not known" is an answer, but it has no number.
    """
    rest = f", {profile.not_reached} not answered" if profile.not_reached else ""
    states = f"{total.answered} scored, {profile.not_known} not known"
    return f"{answered(total, profile)} risk factors answered ({states}){rest}"


def answered(total: Total, profile: Profile) -> str:
    """Returns the one count that form, check and report share: factors with a number or "Not known", of all."""
    return f"{total.answered + profile.not_known} of {total.of}"


def how_complete(total: Total, profile: Profile) -> str:
    """Returns the completeness for the report, where full marks must not read as if everything were known."""
    if total.answered < total.of:
        return f"{completeness(total, profile)}. The tool is less reliable when questions are left unanswered."
    return (
        f"All {total.of} risk factors have an answer. They ask about {total.of} things only. "
        "Other workers may know more about this child."
    )


def listed(words: list[str]) -> str:
    """Returns words as a list in a sentence: A, B and C."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


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
        f"{gives} This is not in the total above. With it, the tool’s own total is "
        f"{(total.sum or 0) + total.not_known_counts}. “Not known” does not mean “no”."
    )


def possible_range(total: Total) -> str:
    """Returns the range that the sum could reach; empty if every factor is known."""
    if total.lowest == total.highest:
        return ""
    return f"between {total.lowest} and {total.highest} if all factors were known"


def short_range(total: Total) -> str:
    """Returns the range in fewer words, for the bar of the form."""
    if total.lowest == total.highest:
        return ""
    return f"{total.lowest} to {total.highest} if all were known"


def profile_counts(profile: Profile) -> tuple[tuple[str, int], ...]:
    """Returns the number of factors at each level, with a label."""
    return (
        ("At 4 or 5", profile.high),
        ("At 2 or 3", profile.middle),
        ("At 1", profile.one),
        ("Not known", profile.not_known),
        ("Not yet answered", profile.not_reached),
    )


def level_agreed(level: Level) -> str:
    """Returns the agreed level, or that it is not yet agreed, with the higher category that the answers match."""
    if level.category is None:
        return NOT_YET_AGREED
    if level.is_unsure:
        return (
            f"Entered: category {level.category} ({level.level}). Whether it is agreed depends on answers that this "
            "copy leaves out."
        )
    if level.is_agreed:
        return f"Category {level.category} ({level.level})"
    entered = f"Entered: category {level.category} – not yet agreed."
    if level.below is None:
        return entered
    return f"{entered} The answers {_match(level)} the wording of category {level.below}."


def level_gaps(level: Level) -> tuple[str, ...]:
    """Returns what is still needed before the level is agreed, or to explain it to the next reader."""
    gaps = [f"{person.role}: no name given" for person in level.agreed_by if not person.is_named]
    if level.is_dated_ahead:
        gaps.append(
            "Date the level was agreed: the date is after today, so the level is not agreed yet"
        )
    elif not level.date:
        gaps.append("Date the level was agreed: no complete date given")
    if level.below is not None:
        gaps.append(
            f"The level entered is below category {level.below}, although the answers {_match(level)} its wording. "
            + _reason(level)
        )
    if level.fall is not None:
        on = f" of {level.fall.completed}" if level.fall.completed else ""
        gaps.append(
            f"The level entered is lower than the level in the earlier assessment{on}, which was category "
            f"{level.fall.category} ({level.fall.level}). Inquiries have found that levels are sometimes lowered too "
            f"quickly (IICSA 2022, F.4). {_reason(level)}"
        )
    return tuple(gaps)


def _match(level: Level) -> str:
    """Returns the verb for a higher category: what depends on something else only "may match"."""
    return "may match" if level.below_is_doubtful else "match"


def _reason(level: Level) -> str:
    return "No reason was given." if level.reason_missing else "The reason is given below."


def age(instrument: Instrument, answers: Answers, result: Result) -> str:
    """Returns the age on the date completed, or today if that date is still to come, or why it is not known."""
    if result.age is not None and result.age_today:
        completed = instrument.field_with_role(Role.COMPLETION_DATE)
        return (
            f"{result.age} today, {in_words(result.age_today)} (“{completed.label}” is after today)"
        )
    if result.age is not None:
        return f"{result.age} on the date completed"
    missing = [
        field.label
        for role in (Role.BIRTH_DATE, Role.COMPLETION_DATE)
        if not answers.date((field := instrument.field_with_role(role)).id).value
    ]
    if missing:
        return f"not known (no complete “{'” or “'.join(missing)}”)"
    return f"not known (the date of birth is after {'today' if result.age_today else 'the date completed'})"


def age_note(result: Result) -> str:
    """Returns a note for ages of 18 or over and under 13; empty otherwise. The document has neither note."""
    if result.age is None:
        return ""
    on = "today" if result.age_today else "on the date completed"
    if result.age >= ADULT_FROM:
        return (
            f"Aged 18 or over {on}. This tool is for children and young people. "
            "Ask your safeguarding lead which procedures apply."
        )
    if result.age < YOUNG_BELOW:
        return (
            f"Under 13 {on}. In law a child under 13 cannot consent to any sexual "
            "activity (Sexual Offences Act 2003, sections 5 to 8)."
        )
    return ""


def matched(match: Match) -> str:
    """Returns a sentence on a matching row of the guidance: its wording, any doubt, and the answers that match."""
    answers = "; ".join(each.text for each in match.because)
    verb = "may match" if match.doubt else "match"
    doubt = f" {match.doubt}" if match.doubt else ""
    row = f"Read category {match.category} ({match.level}): “{match.quote}”."
    return f"{row}{doubt} Your answers that {verb}: {answers}"


def why_printed(result: Result, category: int) -> str:
    """Returns why a row of the guidance is printed: it is the level entered, or answers match its wording."""
    level = result.level
    reasons = []
    if level.category == category:
        how = "agreed" if level.is_agreed else "entered, and not yet agreed"
        how = "entered" if level.is_unsure else how
        reasons.append(f"Printed because category {category} is the level {how}.")
    matches = [match for match in result.matched if match.category == category]
    if matches:
        for verb, of_kind in (
            ("match", [match for match in matches if not match.doubt]),
            ("may match", [match for match in matches if match.doubt]),
        ):
            if of_kind:
                also = "The answers also" if reasons else "Printed because the answers"
                quotes = "; ".join(f"“{match.quote}”" for match in of_kind)
                reasons.append(f"{also} {verb} its wording: {quotes}.")
    doubts = dict.fromkeys(match.doubt for match in matches if match.doubt)
    return " ".join([*reasons, *doubts])


def initials(name: str) -> str:
    """Returns up to six initials of a name, for the top of each page, where the full name is not needed."""
    words = visible(name).replace("-", " ").split()
    letters = [next((each for each in word if each.isalpha()), "") for word in words]
    return "".join(f"{letter.upper()}." for letter in [each for each in letters if each][:6])


def answer(instrument: Instrument, answers: Answers, field: Field) -> str:
    """Returns a field's answer in words, with the description of a code; empty if it is blank."""
    if field.kind is FieldKind.DATE:
        return str(answers.date(field.id))
    text = answers.texts.get(field.id, "")
    code = instrument.code(text) if field.kind is FieldKind.CODE else None
    return str(code) if code else text
