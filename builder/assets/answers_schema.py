"""The JSON Schema of an answers file, published with the site for programs that read saved assessments."""

import json
from pathlib import Path

from scoring import definition
from scoring.schema import answers_schema

PLACE = "about/answers.schema.json"


def write(folder: Path) -> None:
    """Write the schema to its place in a site."""
    file = folder / PLACE
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(answers_schema(definition.load()), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
