"""Writes the report as plain text by section, to be pasted into a case-management system.

The line of the margins (initials, marking, date) is at the top of every section, so that a section copied alone still
identifies the child or marks a practice case.
"""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.export.document import Block, Cell, Document, Paragraph, Table

_MARKS = {"Bullet": "- ", "Tick": "[x] "}
# Paragraphs that follow one another without a blank line, if both have the same style.
_TIGHT = ("Bullet", "Tick", "Item", "Text")
# Room to write in.
_ROOM = " ........ "
_NOTES = "Notes"
# More columns are written on one line.
_MOST = 6


class Section(NamedTuple):
    """A section of the report: the text of its heading, and its whole text including the heading."""

    title: str
    text: str


def sections(document: Document) -> tuple[Section, ...]:
    """Returns the report as sections, one for each heading of the second level, and the notes at the end."""
    head = _head(document)
    return tuple(Section(title, head + text) for title, text in _sections(document))


def whole_text(document: Document) -> str:
    """Returns the whole report as one text."""
    return _head(document) + "\n".join(text for _, text in _sections(document))


def _head(document: Document) -> str:
    """Returns the text of the margins of each page, and a blank line; empty for a blank form."""
    line = " · ".join(each for each in (document.marking, document.name, document.date) if each)
    return f"{line}\n\n" if line else ""


def _sections(document: Document) -> list[tuple[str, str]]:
    titled: list[tuple[str, list[Block]]] = [(document.title, [])]
    for block in document.blocks:
        style = "" if isinstance(block, Table) else block.style
        if isinstance(block, Paragraph) and style == "Heading2":
            titled.append((block.text, []))
        elif style == _NOTES and titled[-1][0] != _NOTES:
            titled.append((_NOTES, []))
        titled[-1][1].append(block)
    return [(title, "".join(_lines(blocks))) for title, blocks in titled]


def _lines(blocks: list[Block]) -> Iterator[str]:
    before = ""
    for block in blocks:
        if isinstance(block, Table):
            yield "\n" if before else ""
            yield from (f"{line}\n" for line in _table(block))
            before = "table"
            continue
        is_tight = block.style in _TIGHT and before == block.style
        under = before.startswith("Heading3") or before == "Caption"
        yield f"{'' if is_tight or under or not before else chr(10)}{_written(block)}\n"
        if block.style == "Heading2":
            yield f"{'-' * len(block.text)}\n"
        before = block.style or "Normal"


def _written(paragraph: Paragraph) -> str:
    text = _MARKS.get(paragraph.style, "") + paragraph.text.replace("\t", _ROOM)
    return text.rstrip()


def _table(table: Table) -> Iterator[str]:
    heads = [_in_cell(cell) for row in table.head for cell in row]
    for row in table.rows:
        cells = [_in_cell(cell) for cell in row]
        if not heads:
            # The cells are a label and its value, by turns.
            pairs = zip(cells[::2], cells[1::2], strict=True)
            yield from (f"{label}: {value}" for label, value in pairs)
            continue
        named = [
            # A list begins on the next line.
            f"{head}:{text}" if text.startswith("\n") else f"{head}: {text}".rstrip()
            for head, text in zip(heads, cells, strict=True)
        ]
        if not row[0].is_header:
            yield from ("", *named) if row is not table.rows[0] else named
        elif len(cells) > _MOST:
            yield f"{cells[0]}: {'; '.join(named[1:])}"
        else:
            yield cells[0]
            yield from (f"  {each}" for each in named[1:])


def _in_cell(cell: Cell) -> str:
    """Returns the text of a cell: its lists on lines of their own, everything else on one line."""
    text = ""
    for each in cell.paragraphs:
        is_item = each.style in _MARKS
        text += f"{chr(10) + '    ' if is_item else ' ' if text else ''}{_written(each)}"
    return text.strip(" ")
