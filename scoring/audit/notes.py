"""Sentences of the audit return: who may see it, how to read it, and why there may be none."""

from typing import Final

from scoring.audit.suppression import FEW, SMALLEST_RETURN, WITHHELD

ROWS_ARE_FOR: Final = (
    "Re-identifiable: for the Partnership only, never to be published. The rows do not include names, but someone who "
    "knows a child may recognise their row."
)
COUNTS_ARE_OF: Final = (
    "Each count is of assessments, not of children: one child may have been assessed more than once. Every count, "
    "including the total, is rounded up or down to a multiple of 5, so counts do not add up. "
    f"“{FEW.capitalize()}” can also mean none. “{WITHHELD.capitalize()}” means that nearly all assessments may have "
    "the same answer, or that the counts would reveal a small one."
)
ONE_RETURN: Final = (
    "Pass on only one return for each period. Do not pass on a quarter and the year that contains it, or two returns "
    "of one period. Someone could compare returns that share assessments. The rounding makes that unreliable, but not "
    "impossible."
)
NOT_ENDED: Final = (
    "This period has not ended. More assessments may be completed in it. Wait until it has ended before you make the "
    "return that you pass on."
)
TOO_FEW: Final = (
    f"There are fewer than {SMALLEST_RETURN} assessments in this period, so there is no return: neither rows nor "
    "counts can be made without revealing something about individual children."
)
NO_PERIOD: Final = "No assessment has a complete date of today or earlier, so there is no period to make a return for."
