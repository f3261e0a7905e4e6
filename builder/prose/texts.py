"""Extracts the text that users read from pages, templates, definitions and messages, keeping line and column."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.base import paths
from builder.guidance.strip_markup import without_markup

# The wording of the 2013-14 document and of other sources is quoted verbatim.
_QUOTED = re.compile(r"“[^”\n]{1,300}”")
# Text for users has several words. Shorter strings are names, keys and classes.
_SENTENCE = re.compile(r"\w+\s+\S+\s+\S")
# Source code in a string, such as Python code for Pyodide.
_PROGRAM = re.compile(r"[\"'`]\s*(?:import|from) \w")


def of_users(root: Path = paths.ROOT) -> Iterator[tuple[str, str]]:
    """Yield each file with text for users, relative to the root, with everything else in it blanked out."""
    for pattern, prose in _FILES.items():
        for file in sorted(root.glob(pattern)):
            name = file.relative_to(root).as_posix()
            if name not in _LEFT_OUT and not name.startswith(_GENERATED):
                yield name, _blanked(prose(file.read_text("utf-8")), _QUOTED)


def of_page(text: str) -> str:
    """Return the prose of a Markdown page, with the description in its front matter."""
    head = re.match(r"\A---\n.*?^---\n", text, re.DOTALL | re.MULTILINE)
    body = text[head.end() :] if head else text
    lines = [
        line if line.startswith("description:") else " " * len(line)
        for line in (head[0] if head else "").split("\n")
    ]
    # A code block is indented by four spaces after an empty line, and is not part of a note or a list.
    return "\n".join(lines) + _blanked(_blanked(without_markup(body), _INDENTED_CODE), _BLOCK_QUOTE)


def of_template(text: str) -> str:
    """Return the text of a Jinja template, and the sentences in arguments of its macros."""
    text = _blanked(text, re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL))
    text = re.sub(r"\{\{.*?\}\}", lambda code: of_strings(code[0]), text, flags=re.DOTALL)
    return _blanked(text, re.compile(r"<!--.*?-->|<script>.*?</script>|<[^>]*>|&#?\w+;", re.DOTALL))


def of_definition(text: str) -> str:
    """Return the texts of a TOML file."""
    return of_strings(_blanked(text, re.compile(r"^\s*#.*$", re.MULTILINE)))


def of_strings(text: str) -> str:
    """Return the sentences in string literals, without code and comments."""
    return _only(text, (match.span() for match in _STRING.finditer(text)))


def of_script(text: str) -> str:
    """Return the sentences in the strings of a JavaScript module."""
    comments = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
    return _blanked(of_strings(_blanked(text, comments)), re.compile(r"\$\{[^}]*\}"))


def of_module(text: str) -> str:
    """Return the sentences in the strings of a Python module, without docstrings."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tree = ast.parse(text)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    spans = [
        (
            starts[node.lineno - 1] + _characters(lines[node.lineno - 1], node.col_offset),
            starts[(node.end_lineno or 1) - 1]
            + _characters(lines[(node.end_lineno or 1) - 1], node.end_col_offset or 0),
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]
    return _only(text, iter(spans))


def _characters(line: str, column: int) -> int:
    """Convert a column in bytes, as `ast` counts it, to characters."""
    return len(line.encode()[:column].decode("utf-8", "ignore"))


def _only(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """Return the text with everything blanked out except the spans that contain a sentence."""
    blanked = re.sub(r"[^\n]", " ", text)
    for start, end in spans:
        if _SENTENCE.search(text[start:end]) and not _PROGRAM.match(text[start:end]):
            blanked = blanked[:start] + text[start:end] + blanked[end:]
    return blanked


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`')
_BLOCK_QUOTE = re.compile(r"^\s*>.*$", re.MULTILINE)
_INDENTED_CODE = re.compile(
    r"(?<=\n\n)(?: {4}|\t)(?:import|const|console|python3|\.venv|sha256)[^\n]*(?:\n(?: {4}[^\n]*)?)*"
)

_FILES: dict[str, Callable[[str], str]] = {
    "docs/**/*.md": of_page,
    "builder/render/templates/**/*.j2": of_template,
    "builder/render/templates/*.toml": of_definition,
    "overrides/**/*.html": of_template,
    "scoring/contacts.toml": of_definition,
    "scoring/language.toml": of_definition,
    "scoring/**/*.j2": of_template,
    "scoring/**/*.py": of_module,
    "docs/app/**/*.mjs": of_script,
}
_GENERATED = ("overrides/generated/", "docs/includes/")
# The instrument's wording is data, and the word lists of the search contain what people type.
_LEFT_OUT = {
    "scoring/instrument.toml",
    "docs/app/search/query-words.mjs",
    "docs/app/search/word-families.mjs",
    "docs/app/crypto/guessable-words.mjs",
}
