"""Prints a page with Safari's engine by webkit_print.py, and reads the text of the PDF file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from pdf import without_spaces
from waiting import PROGRAM_S


@contextmanager
def printed(
    address: str, display: str, folder: Path, *script: str, **variables: str
) -> Iterator[tuple[str, pypdfium2.PdfDocument]]:
    """Print a page by webkit_print.py; yield what its script returned, and the PDF document.

    `variables` are added to the environment.
    """
    file = folder / "printed.pdf"
    program = Path(__file__).with_name("webkit_print.py")
    finished = subprocess.run(
        [sys.executable, program, address, file, *script],
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
        env={**os.environ, "DISPLAY": display, "HOME": str(folder), **variables},
    )
    assert finished.returncode == 0, finished.stderr
    document = pypdfium2.PdfDocument(file)
    try:
        yield finished.stdout, document
    finally:
        document.close()


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the text of each page, without white space: text that runs down the edge is read letter by letter."""
    return [without_spaces(page.get_textpage().get_text_bounded()) for page in document]
