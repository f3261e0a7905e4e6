"""The bridge between the page and Python: takes a JSON request and returns a JSON reply. It never raises.

No other module handles messages. The reply to an error has a code and a path, and never repeats what was typed.
"""

import json
from collections.abc import Callable

from scoring.answers.parsing import strict_json
from scoring.errors import AnswersError, ScoringError
from scoring.operations import assessing, auditing, files
from scoring.operations.requests import Json, problem

# What the page can request: each operation takes the decoded request and returns its result.
OPERATIONS: dict[str, Callable[[Json], Json]] = {
    "assess": assessing.assess,
    "export": assessing.export,
    "report": assessing.report,
    "words": assessing.words,
    "reduce": assessing.reduce,
    "open": files.open_file,
    "reassess": files.reassess,
    "compare": files.compare,
    "merge": files.merge,
    "audit-row": auditing.audit_row,
    "audit": auditing.audit,
}

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
    """Replies to ``{"id", "op", ...}`` with ``{"id", "ok", "result" | "error"}``; `OPERATIONS` has each "op"."""
    request_id: object = None
    try:
        request = strict_json.read(message, _DEEPEST)
        if not isinstance(request, dict):
            raise AnswersError("message", "", "The message is not an object")
        request_id = request.get("id")
        return _reply(request_id, result=_run(request))
    except ScoringError as error:
        return _reply(request_id, error=problem(error.problem))
    # The page must always get a reply. The text of an unexpected error may contain answers, so it is not sent.
    except MemoryError:
        return _reply(request_id, error={"code": "memory", "path": "", "message": _NO_MEMORY})
    except Exception as error:
        message = _INTERNAL_ERROR.format(type(error).__name__)
        return _reply(request_id, error={"code": "internal", "path": "", "message": message})


def _run(request: Json) -> Json:
    """Runs one operation; raises AnswersError if the operation is unknown or its input is refused."""
    op = request.get("op")
    operation = OPERATIONS.get(op) if isinstance(op, str) else None
    if operation is None:
        raise AnswersError("message", "op", "is not a known operation")
    return operation(request)


def _reply(request_id: object, *, result: Json | None = None, error: Json | None = None) -> str:
    body: Json = {"ok": False, "error": error} if result is None else {"ok": True, "result": result}
    return json.dumps({"id": request_id, **body})
