"""What stands on paper: prints a page to PDF and reads it."""

import io
import re

import pypdfium2
from playwright.sync_api import Page


def printed(page: Page) -> list[str]:
    """Print as the browser's own command would, and return each page's text."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        return [_text(document, number) for number in range(len(document))]
    finally:
        document.close()


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


def squeezed(text: str) -> str:
    """Return text without white space and hyphens: a line break may cut words in two or swallow a hyphen."""
    # PDFium gives a hyphen at a line's end as one of these.
    return re.sub(r"[\s\-\x02\xad\ufffe]", "", text)
