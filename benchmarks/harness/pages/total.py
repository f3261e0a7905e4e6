"""Baseline script for MicroPython: adds up the total of one form."""

import json


def handle(message):
    # type: (str) -> str
    """Return the total of the factors. The message and the reply have the format of the site's engine."""
    request = json.loads(message)
    answers = request["answers"]["answers"]
    numbers = [
        value
        for name, value in answers.items()
        if name.startswith("factor-") and isinstance(value, int)
    ]
    result = {"texts": {"total": str(sum(numbers))}}
    return json.dumps({"id": request["id"], "ok": True, "result": result})
