"""Refusals of saved files: the messages about a file that cannot be opened at all, each with what to do.

Messages never repeat what was typed.
"""

from scoring.errors import AnswersError
from scoring.limits import SAVED_FILE

_ANOTHER_COPY = "Open another copy of the file, or save the assessment again."
_RELOAD = (
    "It was saved by a newer or unknown version of this toolkit. "
    "If there are answers in the form, save them to a file first. Then connect to the internet, close all tabs of the "
    "toolkit and open it again to get the newest version. Try to open the file again."
)
_REFUSED = {
    "too-large": f"The file is larger than an assessment can be ({SAVED_FILE // 1024} kB). Choose the right file.",
    "not-utf-8": f"This file is not a saved assessment (it is not UTF-8 text). {_ANOTHER_COPY}",
    "too-deep": "This file is not a saved assessment. Choose a different file.",
    "not-json": f"This file is not a saved assessment, or it is incomplete or damaged. {_ANOTHER_COPY}",
    "trailing-data": f"There is extra data at the end of this file. It is damaged or has been altered. {_ANOTHER_COPY}",
    "doubled-key": f"This file has two answers to one question. It has been altered. {_ANOTHER_COPY}",
    "not-a-number": "This file contains a number that is not valid in an assessment. It has been altered. "
    + _ANOTHER_COPY,
    "other-form": "The file is not an assessment saved by this toolkit. Choose the right file.",
    "version": f"The version of the file format is missing from this file. {_ANOTHER_COPY}",
    "instrument": f"The version of the assessment form is missing from this file. {_ANOTHER_COPY}",
    "newer-version": f"The file has a newer format. {_RELOAD}",
    "newer-instrument": f"The file belongs to another version of the assessment form. {_RELOAD}",
    "no-answers": f"This file has no answers in it. It is damaged or has been altered. {_ANOTHER_COPY}",
}


def refusal(code: str, path: str = "") -> AnswersError:
    """Returns the error for a file that cannot be opened at all."""
    return AnswersError(code, path, _REFUSED[code])
