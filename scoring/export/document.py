"""Document: a report as headings, paragraphs, list items and tables, for the Word document and the plain text."""

from typing import NamedTuple

from scoring.export.runs import Run


# Named tuples, because dataclasses would take several times as much of the memory image.
class Paragraph(NamedTuple):
    """A heading, a paragraph, a caption or a list item, as its style says."""

    style: str
    runs: tuple[Run, ...]
    is_rtl: bool = False
    starts_page: bool = False

    @property
    def text(self) -> str:
        """Returns the whole text."""
        return "".join(run.text for run in self.runs)


class Cell(NamedTuple):
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...]
    is_header: bool


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """A table. `kind` says which of the report's tables it is, and `label` what is in it."""

    kind: str
    label: str
    head: tuple[Row, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Table


class Document(NamedTuple):
    """The blocks of a report, and the texts in the margins of every page."""

    title: str
    marking: str
    name: str
    date: str
    blocks: tuple[Block, ...]
