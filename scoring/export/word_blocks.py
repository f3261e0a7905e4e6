"""Writes the blocks of the report as WordprocessingML, the XML of a Word document.

Every text goes through `escape`. The elements are in the order of the schema, because Word refuses any other order.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from markupsafe import escape

from scoring.export.document import Block, Cell, Paragraph, Row, Table
from scoring.export.runs import Run, is_rtl

# In twentieths of a point: the width of the text on A4, 180 mm.
_TEXT_WIDTH = 10206
# Column widths in per cent of the text's width, by kind of table. Other tables have equal columns.
_COLUMNS = {
    "change": (20, 32, 33, 15),
    "factors": (36, 53, 11),
    "matches": (15, 30, 55),
    "pairs": (36, 64),
    "signatures": (25, 28, 33, 14),
    "terms": (10, 90),
    "time": (11, *(6.2,) * 11, 8.3, 12.5),
    "who": (15, 35, 17, 33),
}
_LISTS = ("Bullet", "Item", "Tick")
# A row with a longer text may be divided, because it may be longer than a page.
_LONGEST_WHOLE_ROW = 1500
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_BETWEEN = '<w:p><w:pPr><w:pStyle w:val="Item"/></w:pPr></w:p>'
_NARROW = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'  # fmt: skip


def body(blocks: Sequence[Block]) -> str:
    """Returns the blocks as elements of the body of a document."""
    pairs = zip(chain((None,), blocks), blocks, strict=False)
    return "\n".join(
        # Word would join two tables with nothing between them.
        (_BETWEEN if isinstance(before, Table) else "") + _table(each)
        if isinstance(each, Table)
        else _paragraph(
            each, each.style, keeps=_keeps_next(before, each), space=_space(before, each)
        )
        for before, each in pairs
    )


def _paragraph(each: Paragraph, style: str, *, keeps: bool = False, space: int = 0) -> str:
    properties = (
        f'<w:pStyle w:val="{style}"/>' if style else "",
        "<w:keepNext/>" if keeps else "",
        "<w:pageBreakBefore/>" if each.starts_page else "",
        "<w:bidi/>" if each.is_rtl else "",
        f'<w:spacing w:before="{space}"/>' if space else "",
    )
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{''.join(map(_run, each.runs))}</w:p>"


def _run(run: Run) -> str:
    properties = (
        "<w:b/><w:bCs/>" if run.bold else "",
        "<w:i/><w:iCs/>" if run.italic else "",
        '<w:sz w:val="16"/><w:szCs w:val="16"/>' if run.small else "",
        "<w:rtl/>" if is_rtl(run.text) else "",
    )
    texts = (
        _BREAKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split("([\n\t])", run.text)
        if part
    )
    return f"<w:r><w:rPr>{''.join(properties)}</w:rPr>{''.join(texts)}</w:r>"


def _table(table: Table) -> str:
    count = len((*table.head, *table.rows)[0])
    shares = _COLUMNS.get(table.kind, (100 / count,) * count)
    widths = [int(_TEXT_WIDTH * share / 100) for share in shares]
    style = "Terms" if table.kind in ("terms", "who") else "Grid"
    look = 'w:val="04A0" w:firstRow="1"' if table.head else 'w:val="0480" w:firstRow="0"'
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
        _NARROW if table.kind == "time" else "",
        f'<w:tblLook {look} w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
        f'<w:tblCaption w:val="{escape(table.label)}"/>' if table.label else "",
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = (
        *(_row(table, row, widths, is_head=True) for row in table.head),
        *(_row(table, row, widths, is_head=False) for row in table.rows),
    )
    return (
        f"<w:tbl><w:tblPr>{''.join(properties)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(table: Table, row: Row, widths: Iterable[int], *, is_head: bool) -> str:
    is_signed = table.kind == "signatures"
    length = sum(len(each.text) for cell in row for each in cell.paragraphs)
    properties = (
        "<w:cantSplit/>" if length <= _LONGEST_WHOLE_ROW else "",
        '<w:trHeight w:val="480"/>' if is_signed and not is_head else "",
        "<w:tblHeader/>" if is_head else "",
    )
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_cell(table, cell, keeps=is_signed or is_head)}</w:tc>"
        for cell, width in zip(row, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{''.join(properties)}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(table: Table, cell: Cell, *, keeps: bool) -> str:
    # Word takes a cell without a paragraph for damage.
    paragraphs = cell.paragraphs or (Paragraph("", ()),)
    return "".join(
        _paragraph(each, _style_in(table, cell, each), keeps=keeps) for each in paragraphs
    )


def _style_in(table: Table, cell: Cell, paragraph: Paragraph) -> str:
    """Returns the style of a paragraph in a table."""
    if table.kind == "time":
        return "TableSmall"
    if paragraph.style == "Room":
        return "Room"
    if paragraph.style == "Bullet":
        return "TableBullet"
    return "TableHead" if cell.is_header else "TableText"


def _keeps_next(before: Block | None, each: Paragraph) -> bool:
    """Reports whether a paragraph stays on the page of the next one: a note below a heading."""
    return each.style == "Small" and isinstance(before, Paragraph) and _is_heading(before)


def _space(before: Block | None, each: Paragraph) -> int:
    """Returns the space above a paragraph in twentieths of a point; 0 for the default of its style."""
    if _is_heading(each):
        return 0
    if isinstance(before, Table):
        return 120
    ends_list = before is not None and before.style in _LISTS and each.style not in _LISTS
    return 80 if ends_list else 0


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style.startswith("Heading")
