"""Turns the HTML of the report into a list of blocks: headings, paragraphs, list items and tables.

Word document and plain text are made from these blocks, so they say what the printed report says.
"""

import re

from scoring.export.document import Block, Cell, Document, Paragraph, Row, Table
from scoring.export.html_tree import Element, parse
from scoring.export.runs import Run, is_rtl, style_inside, without_extra_spaces

# Paragraph styles by the class of the paragraph or of an element around it. Word's styles have the same names.
_STYLES = {
    "report-blank": "Blank",
    "report-call": "Call",
    "report-lead": "Lead",
    "report-level": "Level",
    "report-none": "Blank",
    "report-note": "Note",
    "report-notes": "Notes",
    "report-owner": "Owner",
    "report-practice": "Practice",
    "report-small": "Small",
    "report-text": "Text",
    "report-ticks": "Tick",
}
# The style of an element without such a class.
_STYLES_BY_TAG = {"figcaption": "Small", "title": "Small", "ul": "Bullet"}
_HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
_INLINE = ("b", "bdi", "span")
_SPACES = re.compile("[ \t\n\r\f]+")
_PLAIN = Run("")


def of_report(html: str) -> Document:
    """Returns the blocks of a report (`scoring.report.renderer.article`)."""
    (article,) = parse(html).all("article")
    blocks = _Flow().read(article)
    title = next(
        each.text
        for each in blocks
        if isinstance(each, Paragraph) and each.style == _HEADINGS["h1"]
    )
    margin = article.attributes
    return Document(title, margin["data-marking"], margin["data-name"], margin["data-date"], blocks)


class _Flow:
    """Collects blocks. Text outside a paragraph, such as a cell's text, becomes a separate paragraph."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._starts_page = False

    def read(self, element: Element, around: Run = _PLAIN) -> tuple[Block, ...]:
        """Returns the blocks inside an element."""
        self._children(element, around, "")
        self._end("")
        return tuple(self._blocks)

    def _children(self, element: Element, around: Run, style: str) -> None:
        for child in element.children:
            if isinstance(child, str):
                # The line ends in a text that was typed are kept. A tab would be room to write in.
                is_typed = element.tag == "bdi"
                text = child.replace("\t", " ") if is_typed else _SPACES.sub(" ", child)
                self._runs.append(around._replace(text=text))
            # The running head and the marking are in the margins. Drawings are replaced by their descriptions.
            elif child.attributes.get("aria-hidden") != "true" and not child.has("report-marking"):
                self._element(child, around, style)

    def _element(self, element: Element, around: Run, style: str) -> None:
        if element.tag == "br":
            self._runs.append(around._replace(text="\n"))
        elif element.has("report-fill"):
            self._room(element, style)
        elif element.tag in _INLINE:
            self._children(element, style_inside(element, around), style)
        else:
            self._end(style)
            self._starts_page |= element.has("report-page")
            self._block(element, style)

    def _block(self, element: Element, style: str) -> None:
        if element.tag in _HEADINGS:
            self._heading(element)
        elif element.tag == "table":
            self._table(element)
        elif element.tag == "desc":
            self._chart(element)
        elif element.tag == "dl":
            rows = tuple(_row(pair) for pair in element.all("div"))
            self._blocks.append(Table("terms", "", (), rows))
        else:
            block_style = next((_STYLES[each] for each in _STYLES if element.has(each)), style)
            block_style = (
                _STYLES_BY_TAG.get(element.tag, block_style)
                if block_style == style
                else block_style
            )
            self._children(element, _PLAIN, block_style)
            is_typed = element.attributes.get("dir") == "auto"
            self._end(block_style, is_typed=is_typed)

    def _heading(self, element: Element) -> None:
        """Adds a heading. A note in it becomes a paragraph below it, so that a list of headings stays short."""
        notes = [
            each
            for each in element.children
            if isinstance(each, Element) and each.tag == "span" and not each.has("report-mark")
        ]
        rest = [each for each in element.children if each not in notes]
        self._children(element._replace(children=rest), _PLAIN, "")
        self._end(_HEADINGS[element.tag])
        for note in notes:
            self._children(note, _PLAIN, "")
            self._end(_STYLES.get(note.attributes.get("class", ""), "Small"))

    def _table(self, element: Element) -> None:
        label = element.attributes.get("aria-label", "")
        for caption in element.all("caption"):
            self._children(caption, _PLAIN, "")
            label = "".join(run.text for run in without_extra_spaces(self._runs))
            self._end("Caption")
        kind = element.attributes.get("class", "").removeprefix("report-")
        rows = [
            [_row(row) for part in element.all(tag) for row in part.all("tr")]
            for tag in ("thead", "tbody")
        ]
        self._blocks.append(Table(kind, label, *map(tuple, rows)))

    def _chart(self, element: Element) -> None:
        """Adds what a chart shows, one line for each factor: "1. Education: 2." is followed by "2. ..."."""
        for line in re.split(r"(?<=\.) (?=\d+\. )", "".join(map(str, element.children))):
            self._runs.append(Run(line))
            self._end("Item")

    def _room(self, element: Element, style: str) -> None:
        """Adds a line with room to write in."""
        self._end(style)
        for part in element.all("span"):
            self._children(part, _PLAIN, "")
            self._runs.append(Run("\t"))
        self._end("Room")

    def _end(self, style: str, *, is_typed: bool = False) -> None:
        """Ends the paragraph, if there is one. A blank line in a typed text is a paragraph too."""
        runs = without_extra_spaces(self._runs)
        self._runs = []
        if runs or is_typed:
            is_turned = is_typed and is_rtl("".join(run.text for run in runs))
            self._blocks.append(Paragraph(style, runs, is_turned, self._starts_page))
            self._starts_page = False


def _row(element: Element) -> Row:
    cells = (each for each in element.children if isinstance(each, Element))
    return tuple(_cell(each) for each in cells)


def _cell(element: Element) -> Cell:
    cell_style = Run("", bold=element.has("report-name", "report-score"))
    paragraphs = _Flow().read(element, cell_style)
    return Cell(
        tuple(each for each in paragraphs if isinstance(each, Paragraph)),
        element.tag in ("th", "dt"),
    )
