"""Print a page to PDF, and read the text and the look of its sheets."""

import io
import re
import struct
import zlib

import pypdfium2
from playwright.sync_api import Page

# Matches if the report shows the current answers, or if no report is expected: no assessment, no engine, or no score.
_SETTLED = (
    "html:not(:has(#assessment)), html:not(.engine-ready), html.no-score, #report[data-current]"
)


def wait_until_settled(page: Page) -> None:
    """Wait until score and report show the current answers; return at once if none are expected."""
    page.locator(_SETTLED).first.wait_for(state="attached")


def printed(page: Page, *, at_once: bool = False) -> list[str]:
    """Print as the browser's print command does; return the text of each page.

    Wait for the report first, unless `at_once`.
    """
    if not at_once:
        wait_until_settled(page)
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        return [_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def first_sheet(page: Page) -> bytes:
    """Wait for score and report, print, and return the first page as a PNG file."""
    wait_until_settled(page)
    return sheet(page, 1)


def sheet(page: Page, number: int) -> bytes:
    """Print, and return a page as a grey PNG file with two pixels to a point (A4 is 595 by 842 points).

    The first page is number 1.
    """
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        drawn = document[number - 1].render(scale=2, grayscale=True)
        return _png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
    finally:
        document.close()


def _png(width: int, height: int, stride: int, dots: bytes) -> bytes:
    """Encode grey pixels as a minimal PNG file; pypdfium2 would need another library to do it."""
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
    """Replace every run of white space with one space, since lines break anywhere on paper."""
    return " ".join(text.split())


def without_spaces(text: str) -> str:
    """Remove white space and hyphens: in a PDF, a line break may split a word or lose a hyphen."""
    # PDFium returns a hyphen at the end of a line as one of the last three characters.
    return re.sub(r"[\s\-\x02\xad\ufffe]", "", text)
