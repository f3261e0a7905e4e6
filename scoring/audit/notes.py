"""Sentences of the audit return: who may see it, how to read it, and why there may be none."""

from typing import Final

from scoring.audit.suppression import FEW, SMALLEST_RETURN, WITHHELD

ROWS_ARE_FOR: Final = (
    "Re-identifiable. These rows are for the Partnership only and must never be published. They do not include names, "
    "but someone who knows a child may recognise their row."
)
COUNTS_ARE_OF: Final = (
    "The counts are of assessments, not of children. One child may have been assessed more than once. Every count, "
    "including the total, is rounded up or down to a multiple of 5, so the counts may not add up to the total. "
    f"“{FEW.capitalize()}” can also mean none. “{WITHHELD.capitalize()}” means that the counts are left out because "
    "they could reveal something about a child. Nearly all the assessments might have the same answer, or someone "
    "could work out a small count from the others."
)
ONE_RETURN: Final = (
    "Pass on only one return for each period. Do not pass on a quarter and the year that contains it, or two returns "
    "for the same period. If two returns include some of the same assessments, someone could compare them and find "
    "out something about a child. The rounding makes this harder, but not impossible."
)
NOT_ENDED: Final = (
    "This period has not ended. More assessments may be completed in it. Wait until it has ended before you make the "
    "return that you pass on."
)
TOO_FEW: Final = (
    f"There are fewer than {SMALLEST_RETURN} assessments in this period, so there is no return. Rows or "
    "counts of so few could reveal something about individual children."
)
NO_PERIOD: Final = (
    "No return can be made. Either no file could be read, or no file has a usable “Date form completed”. If files are "
    "listed as not counted, correct those first. In the other files, that date is missing, incomplete or after today. "
    "Correct the date, save the file and read the files again."
)
