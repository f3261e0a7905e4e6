"""Sample messages with the answers of CPython, which the memory image must reproduce before it is published."""

import json

from builder.base.errors import BuildError
from builder.engine.image.samples.answer_files import file, trial_answers
from builder.engine.image.samples.requests import OPERATIONS, message
from scoring import bridge
from scoring.definition import instrument_file

__all__ = ["OPERATIONS", "Sample", "answered", "trial"]

# A message and its answer.
Sample = tuple[str, str]
_BROKEN = ("", "{}", "[[[[[[[[", '{"id": NaN}', '{"id": 1, "id": 2}', '{"id": 1e999}', "7")


def answered_samples() -> list[Sample]:
    """Return the samples. The modules that they need will be part of the image.

    Raises BuildError if one of them triggers a bug in the scoring package.
    """
    instrument = instrument_file.load()
    messages = (
        message(op, request)
        for op, requests in OPERATIONS.items()
        for request in requests(instrument)
    )
    return [(each, _answer(each)) for each in (*messages, *_BROKEN)]


def trial() -> Sample:
    """Return the sample that every browser tests the image with: a number for each factor.

    "audit-row" reads and scores a whole file as "assess" does, and its answer is short: the page loads it each time.
    """
    instrument = instrument_file.load()
    text = json.dumps(file(instrument, trial_answers(instrument)))
    request = message("audit-row", {"text": text})
    return request, bridge.handle(request)


def _answer(request: str) -> str:
    answer = bridge.handle(request)
    error = json.loads(answer).get("error", {})
    if error.get("code") == "internal":
        raise BuildError(
            f"scoring raises {error['message']} where it should answer {request[:60]}… Correct it in scoring/."
        )
    return answer
