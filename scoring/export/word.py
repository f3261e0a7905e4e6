"""Makes the parts of a Word document (.docx) from the blocks of the report.

A .docx file is a zip archive of these parts. The page and the command line pack it, so that the engine in the browser
needs no compression. Nothing in the parts comes from the device: no user's name and no time. They are plain XML files
with a few gaps: as templates of Jinja2 they would take several times as much of the browser's memory image.
"""

from collections.abc import Mapping
from functools import cache

from markupsafe import escape

from scoring import resources
from scoring.export import word_blocks
from scoring.export.document import Document

# The files in `parts` by their paths in the archive. The list of types must be the first.
_FILES = {
    "[Content_Types].xml": "content_types",
    "_rels/.rels": "package_rels",
    "docProps/core.xml": "core",
    "word/_rels/document.xml.rels": "document_rels",
    "word/document.xml": "document",
    "word/footer1.xml": "footer",
    "word/header1.xml": "header",
    "word/numbering.xml": "numbering",
    "word/settings.xml": "settings",
    "word/styles.xml": "styles",
}


def parts(document: Document) -> Mapping[str, str]:
    """Returns the text of each part of the document by its path in the archive."""
    margins = {key: escape(getattr(document, key)) for key in ("title", "marking", "name", "date")}
    body = word_blocks.body(document.blocks)
    return {path: text.format(body=body, **margins) for path, text in _read().items()}


@cache
def _read() -> Mapping[str, str]:
    """Reads the files once: the engine in the browser can read none later."""
    return {path: resources.read(f"export/parts/{name}.xml") for path, name in _FILES.items()}
