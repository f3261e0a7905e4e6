"""The operations that the page can request: one function each, from the decoded request to the result."""

from collections.abc import Callable

from scoring.errors import AnswersError
from scoring.operations import assessing, auditing, files
from scoring.operations.requests import Json

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


def run(request: Json) -> Json:
    """Runs one operation; raises AnswersError if the operation is unknown or its input is refused."""
    op = request.get("op")
    operation = OPERATIONS.get(op) if isinstance(op, str) else None
    if operation is None:
        raise AnswersError("message", "op", "is not a known operation")
    return operation(request)
