"""What stands on paper: prints a page to PDF and reads it."""

import io
import re
import struct
import zlib

import pypdfium2
from playwright.sync_api import Page

# The report is that of the answers as they are; or there is none to wait for: no assessment, no engine, or no score.
_SETTLED = (
    "html:not(:has(#assessment)), html:not(.engine-ready), html.no-score, #report[data-current]"
)


def wait_until_settled(page: Page) -> None:
    """Wait until score and report are those of the answers as they are, or there are none to wait for."""
    page.locator(_SETTLED).first.wait_for(state="attached")


def printed(page: Page, *, at_once: bool = False) -> list[str]:
    """Print as the browser's own command would, once the report is there; return each page's text."""
    if not at_once:
        wait_until_settled(page)
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        return [_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def first_sheet(page: Page) -> bytes:
    """Print, and return how the first page looks, when score and report are there."""
    wait_until_settled(page)
    return sheet(page, 1)


def sheet(page: Page, number: int) -> bytes:
    """Print, and return how a page looks: a PNG file with two dots to a point, A4 being 595 by 842 points."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        drawn = document[number - 1].render(scale=2, grayscale=True)
        return _png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
    finally:
        document.close()


def _png(width: int, height: int, stride: int, dots: bytes) -> bytes:
    """Pack grey dots as the smallest PNG file that can be; pypdfium2 would need another library for it."""
    rows = b"".join(b"\0" + dots[at : at + width] for at in range(0, height * stride, stride))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(rows),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return flat(str(text_page.get_text_bounded()))
    finally:
        text_page.close()
        page.close()


def flat(text: str) -> str:
    """Return text with every run of white space as one space, since lines break anywhere on paper."""
    return " ".join(text.split())


def without_spaces(text: str) -> str:
    """Return text without white space and hyphens: a line break may cut words in two or swallow a hyphen."""
    # PDFium gives a hyphen at a line's end as one of these.
    return re.sub(r"[\s\-\x02\xad\ufffe]", "", text)
