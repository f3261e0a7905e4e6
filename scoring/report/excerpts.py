"""Shortens typed texts so that the report's first page stays one page. Later pages have the whole texts."""

from dataclasses import dataclass
from math import ceil

# A text is never cut shorter than this many lines, however little room is left.
MIN_LINES = 3
# A name or an address of more characters is printed in full only in Section 1.
LONGEST_VALUE = 120
# Limits for the other remarks, in characters. The first limit that leaves room for the account is used. With 0, only
# the labels remain.
LONGEST_REMARKS = (160, 80, 40, 0)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The first lines of a text, and whether there is more of it."""

    lines: tuple[str, ...]
    is_cut: bool


def rows(text: str, width: int) -> int:
    """Returns the number of printed lines that a text takes, of about `width` characters each; 0 for no text."""
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n")) if text else 0


def excerpt(text: str, room: int, width: int) -> Excerpt:
    """Returns as much of a text as fits into `room` printed lines of about `width` characters, up to a whole word."""
    lines: list[str] = []
    if not text:
        return Excerpt((), False)
    for line in text.split("\n"):
        needed = max(1, ceil(len(line) / width))
        if needed > room:
            if room:
                lines.append(f"{_cut_at_word(line, room * width)}…")
            return Excerpt(tuple(lines), True)
        lines.append(line)
        room -= needed
    return Excerpt(tuple(lines), False)


def shares(wanted: tuple[int, ...], room: int) -> tuple[int, ...]:
    """Divides `room` printed lines among texts. A short text leaves its spare lines to the others.

    `wanted` has the number of lines of each whole text. Every text gets that number, or at least `MIN_LINES`.
    """
    allotted = [min(each, MIN_LINES) for each in wanted]
    lines_left = room - sum(allotted)
    while lines_left > 0 and any(
        lines < needed for lines, needed in zip(allotted, wanted, strict=True)
    ):
        for index, needed in enumerate(wanted):
            if lines_left > 0 and allotted[index] < needed:
                allotted[index] += 1
                lines_left -= 1
    return tuple(allotted)


def cut(text: str, longest: int, section: str) -> str:
    """Returns a text on one line, cut after `longest` characters, with a note that says where the full text is."""
    line = " ".join(text.split())
    return (
        line if len(line) <= longest else f"{_cut_at_word(line, longest)}… (full text in {section})"
    )


def _cut_at_word(line: str, longest: int) -> str:
    """Returns the start of a line up to the last whole word; cuts that word if less than half would be left."""
    start = line[:longest]
    words = start.rsplit(" ", 1)[0].rstrip()
    return words if len(words) > longest // 2 else start.rstrip()
