"""Runs of text: pieces of a paragraph, each in one style, and the direction in which they are written."""

import unicodedata
from typing import NamedTuple

from scoring.export.html_tree import Element


# Named tuples, because dataclasses would take several times as much of the memory image.
class Run(NamedTuple):
    r"""A piece of text in one style. `\n` is a line break in the paragraph, and `\t` is a blank space to write in."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False


def is_rtl(text: str) -> bool:
    """Reports whether the first letter with a direction belongs to a script that is written from right to left."""
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def style_inside(element: Element, around: Run) -> Run:
    """Returns the style of text inside an element: the surrounding style, with the styles that the element adds."""
    return around._replace(
        bold=around.bold or element.tag == "b",
        italic=around.italic or element.has("report-blank"),
        small=around.small or element.has("report-small"),
    )


def without_extra_spaces(runs: list[Run]) -> tuple[Run, ...]:
    """Returns the runs with single spaces, and without spaces at the start, at the end and beside line breaks."""
    result: list[Run] = []
    previous = " "
    for run in runs:
        text = run.text.lstrip(" ") if previous in " \n" else run.text
        if text:
            result.append(run._replace(text=text))
            previous = text[-1]
    while result and not result[-1].text.rstrip(" "):
        result.pop()
    if result:
        result[-1] = result[-1]._replace(text=result[-1].text.rstrip(" "))
    return tuple(result)
