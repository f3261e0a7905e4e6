"""Fixed sentences and marks of the report, the form and the exports: caveat, protective marking, what is added here."""

from scoring.definition.model import Instrument

CAVEAT = (
    "These numbers have not been validated as a scale, and the 2013-14 tool sets no cut-off. "
    "A child may be exploited even if every number is low."
)
# Shown only if nothing is ticked in parts D to F, nothing is written, and no earlier assessment has signs of harm.
NO_SIGNS = (
    "Nothing is ticked in parts D, E or F, and nothing is written there or in the analysis. This does not mean that "
    "there is no harm. The form looks for signs of harm only in parts D, E and F, and in factor 11. It does not look "
    "at the other risk factors, at the other boxes (such as disability, addresses and the social worker) or at other "
    "records. It cannot know what has not been written down."
)
READ_WHAT_IS_THERE = (
    "The form looks for signs of harm only in the ticks in parts D, E and F, and in factor 11. Read everything that is "
    "ticked and written. It may describe harm."
)
# Introduces the comparison of a reassessment.
CHANGED = "What has changed:"
NOT_SCORED = "Written answers are not scored. Read them before the numbers."
NOT_QUOTED = (
    "These texts are not quoted on this page. They are not scored. Read them before the numbers."
)
# Lists everything that is not in the 2013-14 tool, except added fields, which have a mark (ADDED_MARK).
ADDED_HERE = (
    "This toolkit adds the following, which are not part of the 2013-14 tool: the age, the total, the possible range, "
    "the profile, the signs of harm, the comparison with earlier assessments, the search for answers that match the "
    "response guidance, and the points for the worker to check."
)
NOT_CONFIRMED = "carried over from the earlier assessment, not confirmed"
NOT_YET_AGREED = "NOT YET AGREED"
NOT_PROVIDED = "Not provided"
MARKING = "OFFICIAL-SENSITIVE"
PRACTICE = "PRACTICE – not a real child"
# The mark of fields that the 2013-14 form does not have. It is explained once, at the end of the report.
ADDED_MARK = "†"


def owner(instrument: Instrument, publisher: str) -> str:
    """Returns whose tool this is: the publishing body, and the Board that the document names.

    The Partnership replaced the Board (Children and Social Work Act 2017).
    """
    return f"{publisher} (2013-14: {instrument.owner})"
