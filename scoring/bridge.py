"""The bridge between the page and Python: takes a JSON request and returns a JSON reply. It never raises.

No other module handles messages. The reply to an error has a code and a path, and never repeats what was typed.
"""

import json

from scoring import operations
from scoring.answers.parsing import strict_json
from scoring.errors import AnswersError, ScoringError
from scoring.operations.requests import Json, problem

# The message wraps the contents of a file in one more level.
_DEEPEST = strict_json.DEEPEST + 1
_NO_MEMORY = (
    "This device does not have enough memory for such long answers. Shorten the longest one, or attach it to the "
    "referral as a document."
)
_INTERNAL_ERROR = (
    "The scoring program has a fault ({}) and cannot score these answers. They are still in the form. Print the form, "
    "add up the numbers by hand and report the fault."
)


def handle(message: str) -> str:
    """Replies to ``{"id", "op", ...}`` with ``{"id", "ok", "result" | "error"}``; `operations` defines each "op"."""
    request_id: object = None
    try:
        request = strict_json.read(message, _DEEPEST)
        if not isinstance(request, dict):
            raise AnswersError("message", "", "The message is not an object")
        request_id = request.get("id")
        return _reply(request_id, result=operations.run(request))
    except ScoringError as error:
        return _reply(request_id, error=problem(error.problem))
    # The page must always get a reply. The text of an unexpected error may contain answers, so it is not sent.
    except MemoryError:
        return _reply(request_id, error={"code": "memory", "path": "", "message": _NO_MEMORY})
    except Exception as error:
        message = _INTERNAL_ERROR.format(type(error).__name__)
        return _reply(request_id, error={"code": "internal", "path": "", "message": message})


def _reply(request_id: object, *, result: Json | None = None, error: Json | None = None) -> str:
    body: Json = {"ok": False, "error": error} if result is None else {"ok": True, "result": result}
    return json.dumps({"id": request_id, **body})
