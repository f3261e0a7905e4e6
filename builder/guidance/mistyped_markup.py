"""Finds mistyped markup, which would be shown to readers literally or would hide a note."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from builder.guidance.diagnostics import Fault, line_at

KINDS = ("added", "changed", "board")

# Text that must not appear on a finished page, and what its author should write instead.
_UNCLOSED: dict[str, tuple[re.Pattern[str], str]] = {
    "{{": (re.compile(r"\{\{"), "close the mark with two braces: {{ contact:its-id }}"),
    "}}": (re.compile(r"\}\}"), "open the mark with two braces: {{ contact:its-id }}"),
    "{:": (re.compile(r"\{:"), "close the anchor, and put it on a line of its own: {: #its-name }"),
    "{#": (re.compile(r"\{#"), "close the anchor, at the end of a heading: {#its-name}"),
    "](": (re.compile(r"\]\("), "write the link as [text](page.md)"),
    "[…(": (
        re.compile(r"\[[^\[\]\n]{1,200}\([\w./#-]+\.md\b"),
        "write the link as [text](page.md)",
    ),
    "[^": (re.compile(r"\[\^"), "give the footnote a text, or delete its mark"),
    "!!!": (re.compile(r"!!!"), 'write the note as !!! added "Its heading"'),
    "**": (
        re.compile(r"\*\*"),
        "bold text needs two stars before and after it, without spaces inside",
    ),
}
_NOTE = re.compile(r"^(\s*)!!!\s*(.*)$")
_CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)


def note_faults(markdown: str) -> Iterator[Fault]:
    """Yield each note that has an unknown kind, no heading in quotes, or text that is not indented."""
    lines = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), markdown).split("\n")
    for number, line in enumerate(lines, start=1):
        note = _NOTE.match(line)
        if not note:
            continue
        kind = re.match(r"[\w-]*", note[2])
        if kind and kind[0] not in KINDS:
            yield Fault(
                number,
                f"“{kind[0]}” is not a kind of note. The kinds are: {', '.join(KINDS)}",
            )
        elif not re.fullmatch(r'[\w-]+\s+"[^"]+"\s*', note[2]):
            yield Fault(
                number, f'give the note a heading in quotes: !!! {note[2].split()[0]} "Its heading"'
            )
        below = next(
            ((n, each) for n, each in enumerate(lines[number:], number + 1) if each.strip()), None
        )
        if below is None or _indent(below[1]) < len(note[1]) + 4:
            yield Fault(
                below[0] if below else number,
                "the text of a note must be indented by four spaces, or it is not part of the note",
            )


def text_faults(markdown: str, html: str) -> Iterator[Fault]:
    """Yield each piece of markup left in the text of a rendered page, with its line in the Markdown."""
    text, source = _text(html), _blank_marks(markdown)
    mistakes = {
        (_line(source, text, match.start()), token, remedy)
        for token, (pattern, remedy) in _UNCLOSED.items()
        for match in pattern.finditer(text)
    }
    reported = {fault.line for fault in note_faults(markdown)}
    for line, token, remedy in sorted(mistakes):
        if token == "!!!" and line in reported:
            continue
        yield Fault(line, f"“{token}” would be shown to readers: {remedy}")


def _line(source: str, text: str, at: int) -> int:
    """Return the source line of a position in the rendered text; 1 if it is not found."""
    shown = text[at : at + 40].split("\n")[0]
    for length in range(len(shown), 1, -1):
        position = source.find(shown[:length])
        if position >= 0:
            return line_at(source, position)
    return 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blank_marks(text: str) -> str:
    """Return the text without code and without complete tags. Other checks handle complete tags."""
    for pattern in (_CODE, re.compile(r"\{\{[^{}\n]*\}\}"), re.compile(r"`[^`\n]*`")):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


class _Text(HTMLParser):
    """Collects the visible text of a page, without code."""

    _SKIPPED = ("code", "pre", "script", "style")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in self._SKIPPED
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in self._SKIPPED

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)


def _text(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return _blank_marks("".join(reader.parts))
