"""The commands ``word`` and ``text``: the report as a Word document (.docx) and as plain text."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from scoring.cli.new_files import write_all
from scoring.definition import contacts
from scoring.definition.model import Instrument
from scoring.export import blocks, plain_text, word
from scoring.export.document import Document
from scoring.report import renderer
from scoring.rules.findings import Findings

# The earliest date that a zip archive can hold: the same answers give the same file, whenever it is made.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def text(instrument: Instrument, findings: Findings) -> str:
    """Returns the report as plain text."""
    return plain_text.whole_text(_document(instrument, findings))


def word_file(instrument: Instrument, findings: Findings, out: Path) -> None:
    """Writes the report as a new Word document; raises CommandError if the file exists or cannot be written."""
    write_all({out: packed(word.parts(_document(instrument, findings)))})


def packed(parts: Mapping[str, str]) -> bytes:
    """Returns a zip archive of the parts. The same parts give the same bytes on every system."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in parts.items():
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.create_system = 0
            file.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _document(instrument: Instrument, findings: Findings) -> Document:
    return blocks.of_report(renderer.article(instrument, contacts.load(), findings))
