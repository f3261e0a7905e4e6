"""Diagnostics for authors: a fault on a page, with its line number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong on a line of a page (counted from 1), and how to correct it."""

    line: int
    text: str

    def message(self, page: str) -> str:
        """Return the message as one line, in the file:line format that editors can open."""
        return f"docs/{page}:{self.line}: {self.text}"


def line_at(text: str, position: int) -> int:
    """Return the line number of a position in a text, from 1."""
    return text.count("\n", 0, position) + 1


def body_line(source: str, markdown: str) -> int:
    """Return the number of lines of front matter before a page's Markdown."""
    # MkDocs passes the text below the front matter without surrounding blank lines.
    return line_at(source, source.rindex(markdown)) - 1 if markdown.strip() in source else 0
