"""The one hook of MkDocs (see mkdocs.yml): what it adds to a page, and which mistakes it reports.

Faults are warnings to MkDocs. A strict build fails by them only when all pages have been read, so
that an author sees every mistake in one run.
"""

import logging
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from builder import inputs
from builder.guidance import acronyms, contact_marks, front_matter, review, search_words
from builder.guidance.faults import Fault, body_line
from builder.guidance.prose import without_markup
from scoring import contacts

ALL_CONTACTS = "help/contacts.md"

_log = logging.getLogger("mkdocs.hooks.guidance")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Report a page's faults, fill in its contacts and give its template the review in words."""
    source = page.file.content_string
    above = body_line(source, markdown)
    in_body = (Fault(above + f.line, f.text) for f in _body_faults(markdown, page, config))
    for fault in sorted([*front_matter.faults(source, dict(page.meta)), *in_body]):
        _log.warning(fault.told(page.file.src_uri))
    synonyms, reviewed = page.meta.get("synonyms"), page.meta.get("reviewed")
    if isinstance(synonyms, list):
        page.meta["tags"] = synonyms
    if isinstance(reviewed, date):
        months = int(config.extra["review_every_months"])
        page.meta["review"] = review.of(reviewed, months, inputs.source_day())
    return contact_marks.resolve(markdown, contacts.load(), inputs.source_day())


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """Leave synonyms in the search index on pages only, and small words out of what is looked for."""
    search_words.keep_on_pages(Path(config.site_dir))
    script = Path(config.docs_dir) / "app" / "search-words.mjs"
    search_words.drop_small_words(Path(config.site_dir), script)


def _body_faults(markdown: str, page: Page, config: MkDocsConfig) -> Iterator[Fault]:
    """Yield the faults below the front matter, with lines counted from there."""
    everybody, prose = contacts.load(), without_markup(markdown)
    yield from acronyms.faults(prose, _explained(Path(config.docs_dir)))
    yield from contact_marks.faults(markdown, prose, everybody)
    if page.file.src_uri == ALL_CONTACTS:
        for each in contact_marks.missing(markdown, everybody):
            yield Fault(
                1,
                f"the contact “{each}” of scoring/contacts.toml is not on this page. Add "
                f"{{{{ contact-entry:{each} }}}} below the heading where it belongs",
            )


@cache
def _explained(docs: Path) -> frozenset[str]:
    return acronyms.explained(docs / "includes")
