"""The one door between the page and Python: a JSON message in, a JSON message out. It never raises.

No other module knows messages. An answer to a fault carries a code and a path, never what was typed.
"""

import json

from scoring import operations, strict_json
from scoring.errors import AnswersError, ScoringError
from scoring.operations import Json, problem

# The message stands one level around what a file may hold.
_DEEPEST = strict_json.DEEPEST + 1
_NO_MEMORY = (
    "This device has not enough memory for answers as long as these. Shorten the longest, or attach it to the referral "
    "as a document."
)
_OWN_FAULT = (
    "The scoring program has a fault and stops at these answers ({}). They are kept: print the form, add the numbers "
    "by hand, and report the fault."
)


def handle(message: str) -> str:
    """Answers ``{"id", "op", ...}`` with ``{"id", "ok", "result" | "error"}``; `operations` has the operations."""
    request_id: object = None
    try:
        request = strict_json.read(message, _DEEPEST)
        if not isinstance(request, dict):
            raise AnswersError("message", "", "The message is not an object")
        request_id = request.get("id")
        return _reply(request_id, result=operations.run(request))
    except ScoringError as error:
        return _reply(request_id, error=problem(error.problem))
    # The page must get an answer whatever happens; the text of an unforeseen error may hold answers and stays here.
    except MemoryError:
        return _reply(request_id, error={"code": "memory", "path": "", "message": _NO_MEMORY})
    except Exception as error:
        message = _OWN_FAULT.format(type(error).__name__)
        return _reply(request_id, error={"code": "internal", "path": "", "message": message})


def _reply(request_id: object, *, result: Json | None = None, error: Json | None = None) -> str:
    body: Json = {"ok": False, "error": error} if result is None else {"ok": True, "result": result}
    return json.dumps({"id": request_id, **body})
