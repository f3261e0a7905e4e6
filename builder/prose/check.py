"""Runs textlint with the house style on all text that users read."""

import json
import tempfile
import tomllib
from pathlib import Path

from builder.base import paths
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.prose import texts

FOLDER = Path(__file__).parent
STYLE = FOLDER / "house_style.toml"
SCRIPT = FOLDER / "lint.mjs"


def faults(node: Path, root: Path = paths.ROOT) -> list[str]:
    """Return a line for each fault: file, line, text, rule and suggested replacement.

    Raises BuildError if textlint does not run.
    """
    rules = tomllib.loads(STYLE.read_text("utf-8"))["rule"]
    request = {"rules": rules, "texts": [{"file": f, "text": t} for f, t in texts.of_users(root)]}
    with tempfile.TemporaryDirectory(prefix="prose-") as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(request), encoding="utf-8")
        finished = quietly([node, SCRIPT, file])
    if finished.status != 0:
        raise BuildError("textlint did not run.", finished.last_lines())
    reported = json.loads(finished.last_lines(1))
    return [f"{each['file']}:{each['line']}: {each['message']}" for each in reported]
