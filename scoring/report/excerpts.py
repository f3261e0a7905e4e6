"""Shortens typed texts for the first page, which must stay one page. The whole text is printed further on."""

from dataclasses import dataclass
from math import ceil

# A text is never cut shorter than this many lines, however little room is left.
FEWEST = 3
# A name or an address of more characters is given in full in Section 1 only.
LONGEST_VALUE = 120
# Other remarks are cut after this many characters: the first limit that leaves room for the account. 0 leaves labels.
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
                lines.append(f"{_up_to_a_word(line, room * width)}…")
            return Excerpt(tuple(lines), True)
        lines.append(line)
        room -= needed
    return Excerpt(tuple(lines), False)


def shares(wanted: tuple[int, ...], room: int) -> tuple[int, ...]:
    """Divides `room` printed lines among texts. Lines that a short text does not need go to the others.

    Every text gets what it wants, or at least `FEWEST` lines.
    """
    given = [min(each, FEWEST) for each in wanted]
    left = room - sum(given)
    while left > 0 and any(has < want for has, want in zip(given, wanted, strict=True)):
        for index, want in enumerate(wanted):
            if left > 0 and given[index] < want:
                given[index] += 1
                left -= 1
    return tuple(given)


def cut(text: str, longest: int, where: str) -> str:
    """Returns a text on one line, cut after `longest` characters, with a note that says where the full text is."""
    line = " ".join(text.split())
    return (
        line if len(line) <= longest else f"{_up_to_a_word(line, longest)}… (full text in {where})"
    )


def _up_to_a_word(line: str, longest: int) -> str:
    """Returns the start of a line, without a last broken word unless that is most of it."""
    start = line[:longest]
    words = start.rsplit(" ", 1)[0].rstrip()
    return words if len(words) > longest // 2 else start.rstrip()
