"""The MkDocs hook (see mkdocs.yml): expands contact tags and reports authors' mistakes.

Faults are logged as MkDocs warnings. A strict build fails only after all pages have been read, so an
author sees every mistake in one run.
"""

import logging
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from builder.base import addresses, source_inputs
from builder.guidance import (
    acronyms,
    contact_tags,
    front_matter,
    mistyped_markup,
    publisher,
    review_dates,
    search_index,
)
from builder.guidance.diagnostics import Fault, body_line
from builder.guidance.strip_markup import without_markup
from scoring.definition import contacts

ALL_CONTACTS = addresses.PAGES["contacts"].removesuffix("/") + ".md"

_log = logging.getLogger("mkdocs.hooks.guidance")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Report a page's faults, expand its contact tags and pass the review dates to its template."""
    source = page.file.content_string
    above = body_line(source, markdown)
    whose = publisher.of(config.extra)
    body = publisher.resolve(front_matter.without_head(markdown), whose)
    in_body = (Fault(above + f.line, f.text) for f in _body_faults(body, page, config))
    for fault in sorted([*front_matter.faults(source, dict(page.meta)), *in_body]):
        _log.warning(fault.message(page.file.src_uri))
    synonyms, reviewed = page.meta.get("synonyms"), page.meta.get("reviewed")
    if isinstance(synonyms, list):
        page.meta["tags"] = [*synonyms, *search_index.numbers(markdown, contacts.load())]
    if isinstance(reviewed, date):
        months = int(config.extra["review_every_months"])
        page.meta["review"] = review_dates.of(reviewed, months, source_inputs.source_day())
    filled = publisher.resolve(markdown, whose)
    return contact_tags.resolve(filled, contacts.load(), source_inputs.source_day())


def on_page_content(html: str, *, page: Page, **_: Any) -> None:
    """Report markup that a rendered page would show to its readers."""
    source = page.file.content_string
    # Invalid front matter is shown as text, and has been reported.
    if front_matter.is_read(source):
        for fault in mistyped_markup.text_faults(source, html):
            _log.warning(fault.message(page.file.src_uri))


def on_config(config: MkDocsConfig) -> None:
    """Report faults in the publisher's contact details. Give the templates the table of addresses."""
    config.extra["pages"] = dict(addresses.PAGES)
    for fault in publisher.faults(config.extra):
        _log.warning("mkdocs.yml, extra: %s", fault)


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """Keep synonyms in the search index on pages only."""
    search_index.keep_on_pages(Path(config.site_dir))


def _body_faults(markdown: str, page: Page, config: MkDocsConfig) -> Iterator[Fault]:
    """Yield the faults below the front matter, with line numbers relative to it."""
    everybody, prose = contacts.load(), without_markup(markdown)
    yield from acronyms.faults(prose, _explained(Path(config.docs_dir)))
    yield from contact_tags.faults(markdown, prose, everybody)
    yield from mistyped_markup.note_faults(markdown)
    if page.file.src_uri == ALL_CONTACTS:
        for each in contact_tags.missing(markdown, everybody):
            yield Fault(
                1,
                f"the contact “{each}” of scoring/contacts.toml is not on this page. Add "
                f"{{{{ contact-entry:{each} }}}} below the heading where it belongs",
            )


@cache
def _explained(docs: Path) -> frozenset[str]:
    return acronyms.explained(docs / "includes")
