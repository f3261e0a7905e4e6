"""Publishes the JSON Schema of answers files with the site, for programs that read saved assessments."""

import json
from pathlib import Path

from builder.base import addresses
from scoring.answers.envelope.json_schema import answers_schema
from scoring.definition import instrument_file


def write(folder: Path) -> None:
    """Write the schema into the folder of a site."""
    file = folder / addresses.ANSWERS_SCHEMA
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(answers_schema(instrument_file.load()), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
