"""A mistake on a page, with the line on which its author finds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong on a line of a page (counted from 1), and what to do about it."""

    line: int
    text: str

    def told(self, page: str) -> str:
        """Return the one line that the build shows for it, in the form that editors can open."""
        return f"docs/{page}:{self.line}: {self.text}"


def line_at(text: str, position: int) -> int:
    """Return the line of a position in a text, counted from 1."""
    return text.count("\n", 0, position) + 1


def body_line(source: str, markdown: str) -> int:
    """Return how many lines of a page's source stand before its Markdown (the front matter)."""
    # MkDocs hands over the text below the front matter without the empty lines around it.
    return line_at(source, source.rindex(markdown)) - 1 if markdown.strip() in source else 0
