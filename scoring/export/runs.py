"""Runs of text: pieces of a paragraph, each in one style, and the direction in which they are written."""

import unicodedata
from typing import NamedTuple

from scoring.export.html_tree import Element


# Named tuples, because dataclasses would take several times as much of the memory image.
class Run(NamedTuple):
    r"""A piece of text in one style. `\n` is a new line in the paragraph, `\t` is room to write in."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False


def is_rtl(text: str) -> bool:
    """Reports whether the first letter with a direction belongs to a script that is written from right to left."""
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def inside(element: Element, like: Run) -> Run:
    """Returns the style of a text inside an element: that around it, with what the element adds."""
    return like._replace(
        bold=like.bold or element.tag == "b",
        italic=like.italic or element.has("report-blank"),
        small=like.small or element.has("report-small"),
    )


def trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Returns the runs with one space where there are several, and none at the start, at the end and around lines."""
    kept: list[Run] = []
    after = " "
    for run in runs:
        text = run.text.lstrip(" ") if after in " \n" else run.text
        if text:
            kept.append(run._replace(text=text))
            after = text[-1]
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return tuple(kept)
