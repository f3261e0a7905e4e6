"""Error messages for TOML files: translates a fault into file, line, entry and remedy for the author.

A reader such as `scoring.definition.contacts` reports a fault by its path in the data (``contacts[2].who``), which an
author cannot find easily.
"""

import re
import tomllib
from pathlib import Path

from builder.base import paths, toml_lines
from builder.base.errors import BuildError
from scoring.errors import DefinitionError

# The name of a list's entries in a sentence.
_NAMES = {
    "contacts": "contact",
    "entries": "entry",
    "factors": "factor",
    "tick_lists": "list",
    "options": "option",
    "fields": "field",
    "groups": "group",
    "signs": "sign",
    "codes": "code",
}
_DAY = "write the day as 2026-11-20 (year, month, day; no quotes)"
_KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")


def load(file: Path) -> dict[str, object]:
    """Parse a TOML file; raises BuildError with file, line and remedy if it is not valid TOML."""
    text = file.read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise build_error([sentence(file, text, DefinitionError("", str(error)))]) from error


def explained(file: Path, error: DefinitionError) -> list[str]:
    """Return a sentence for each fault that a reader of the file reported, in the order of its lines."""
    text = file.read_text("utf-8")
    messages = [(_line(text, each), sentence(file, text, each)) for each in (error, *error.also)]
    return [message for _, message in sorted(messages)]


def build_error(sentences: list[str]) -> BuildError:
    """Return an error with one fault as its message, or several as its details."""
    if len(sentences) == 1:
        return BuildError(f"{sentences[0]}. Correct this and build again.")
    return BuildError(
        f"{len(sentences)} faults were found. Correct them and build again.", "\n".join(sentences)
    )


def sentence(file: Path, text: str, error: DefinitionError) -> str:
    """Return a message with the file, line, entry and remedy of a fault."""
    line = _line(text, error)
    entry = _entry(text, line)
    remedy = _remedy(text.splitlines(), line, error)
    return f"{_display_path(file)}:{line}, {entry + ': ' if entry else ''}{remedy}"


def _display_path(file: Path) -> str:
    return file.relative_to(paths.ROOT).as_posix() if file.is_relative_to(paths.ROOT) else file.name


def _line(text: str, error: DefinitionError) -> int:
    if at := re.search(r"\(at line (\d+), column \d+\)", error.problem.message):
        return int(at[1])
    if "(at end of document)" in error.problem.message:
        return max(1, len(text.splitlines()))
    return toml_lines.line_of(text, error.problem.path)


def _entry(text: str, line: int) -> str:
    """Return the name of the entry that contains a line, such as: contact "mash"."""
    block = toml_lines.block_at(text, line)
    if block is None:
        return ""
    kind = _NAMES.get(block.header.rpartition(".")[2], "")
    if block.id:
        return f'{kind} "{block.id}"'.strip()
    return f"{kind} without an id" if kind else f'"{block.header}"'


def _remedy(lines: list[str], line: int, error: DefinitionError) -> str:
    message, key = error.problem.message, error.problem.path.rpartition(".")[2]
    if "(at " in message:
        return _syntax(lines[line - 1] if lines else "", message)
    if message.startswith("must be a date"):
        return _DAY
    if message == "is missing":
        return f'“{key}” is missing. Add a line such as: {key} = "…"'
    if message == "is not a known key":
        return f"“{key}” is not a known key. Known keys are: {', '.join(error.known)}"
    if message == "must be text":
        return f'“{key}” must be in quotes, such as: {key} = "…"'
    if message == "must be true or false":
        return f"write {key} = true or {key} = false, without quotes"
    if message == "is used as an id twice":
        return f"the id “{error.problem.path}” is used twice. Give each entry its own id"
    return f"{'“' + key + '” ' if key else ''}{message}"


def _syntax(line: str, message: str) -> str:
    """Return the remedy for a line that is not valid TOML."""
    match = _KEY.match(line)
    if "Cannot overwrite" in message:
        return "this line is in the entry twice. Delete one of the two"
    if not match:
        return "this line cannot be read. Write it as: key = value"
    key, value = match.groups()
    if key in ("last_checked", "reviewed") or re.match(r"\d+[-/. ]\w+[-/. ]\d+", value):
        return _DAY
    if value[:1] in ("“", "”"):
        return f'use straight quotes: {key} = "…"'
    if value.count('"') % 2:
        return f'“{key}” has a quote that is not closed. Write: {key} = "…"'
    if re.match(r"[A-Za-z]", value) or not value.strip():
        return f'“{key}” must be in quotes, such as: {key} = "…"'
    return f'“{key}” cannot be read. Put each text in straight quotes: "…"'
