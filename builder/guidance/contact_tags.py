"""Expands contact tags on a page, so that each telephone number is maintained in one file only.

{{ contact:mash }}                      the number, or the address of the website
{{ contact-card:mash #mash-number }}    the name, number and source; the anchor is optional
{{ contact-entry:mash }}                everything about it, below a heading with its name
{{ contact-status:all }}                a sentence on how many contacts are unchecked; nothing if all are checked
{{ contact-status:urgent }}             the same for the urgent contacts
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from builder.guidance.diagnostics import Fault, line_at
from builder.guidance.review_dates import in_words
from scoring.definition import identity
from scoring.definition.contacts import Contact, Contacts

_MARK = re.compile(r"\{\{\s*(contact[\w-]*)\s*:\s*([\w-]*)\s*(?:#([\w-]+)\s*)?\}\}")
_KINDS = ("contact", "contact-card", "contact-entry")
_STATUS = "contact-status"
_LISTS = ("all", "urgent")
# 999 and 101 may be typed into a page. A longer number can become outdated.
_NUMBER = re.compile(r"(?<![\w/])(?:\+44|0)[\d ]{5,}\d")


def faults(markdown: str, prose: str, contacts: Contacts) -> Iterator[Fault]:
    """Yield each invalid tag, and each telephone number typed into the page."""
    known = {entry.id for entry in contacts.entries}
    for mark in re.finditer(r"\{\{.*?\}\}", markdown):
        match = _MARK.fullmatch(mark[0])
        line = line_at(markdown, mark.start())
        if not match or match[1] not in (*_KINDS, _STATUS):
            yield Fault(
                line, f"“{mark[0]}” is not understood. Use, for example, {{{{ contact:mash }}}}"
            )
        elif match[1] == _STATUS:
            if match[2] not in _LISTS:
                yield Fault(line, f"“{match[2]}” is not a list of contacts. Use all or urgent")
        elif match[2] not in known:
            yield Fault(
                line, f"no contact has the id “{match[2]}”. All ids are in scoring/contacts.toml"
            )
    for number in _NUMBER.finditer(prose):
        yield Fault(
            line_at(prose, number.start()),
            f"the telephone number {number[0]} must not be typed into a page. Put it into "
            "scoring/contacts.toml and write {{ contact:its-id }} here",
        )


def missing(markdown: str, contacts: Contacts) -> list[str]:
    """Return the ids of the contacts that are missing on a page that should show all of them."""
    shown = {match[2] for match in _MARK.finditer(markdown)}
    return [entry.id for entry in contacts.entries if entry.id not in shown]


def resolve(markdown: str, contacts: Contacts, today: date) -> str:
    """Return the page with every tag expanded; tags of unknown contacts are left unchanged."""
    by_id = {entry.id: entry for entry in contacts.entries}
    any_checked = any(entry.last_checked for entry in contacts.entries)

    def fill(match: re.Match[str]) -> str:
        if match[1] == _STATUS and match[2] in _LISTS:
            listed = contacts.entries if match[2] == "all" else contacts.urgent
            sentence = status(listed)
            return f'<p class="contact-status"><strong>{sentence}</strong></p>' if sentence else ""
        entry = by_id.get(match[2])
        if entry is None or match[1] not in _KINDS:
            return match[0]
        if match[1] == "contact":
            return _TEMPLATES.get_template("contact_link.html.j2").render(contact=entry).strip()
        heading = f"### {entry.name} {{#{entry.id}}}\n\n" if match[1] == "contact-entry" else ""
        card = _TEMPLATES.get_template("contact_card.html.j2").render(
            contact=entry,
            named=not heading,
            anchor=match[3] or "",
            # If no contact is checked, the status sentence says so once for the whole page.
            checked=checked(entry, contacts, today) if any_checked else "",
        )
        return heading + card.strip()

    return _MARK.sub(fill, markdown)


def checked(entry: Contact, contacts: Contacts, today: date) -> str:
    """Return when a contact was last checked, and whether a new check is due."""
    if entry.last_checked is None:
        return "Not yet confirmed by the Partnership"
    words = f"Last checked {in_words(entry.last_checked)}"
    return f"{words}. A new check is due" if contacts.needs_check(entry, today) else words


def status(listed: Sequence[Contact]) -> str:
    """Return a sentence on how many contacts of a list are unchecked; empty if all are checked."""
    unchecked = sum(entry.last_checked is None for entry in listed)
    if not unchecked:
        return ""
    if unchecked == len(listed):
        return f"We have not called these numbers, and the {identity.load().name} has not yet checked this list."
    verb = "is" if unchecked == 1 else "are"
    return f"{unchecked} of these {len(listed)} contacts {verb} not yet confirmed by the {identity.load().name}."


_TEMPLATES = Environment(
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    loader=FileSystemLoader(Path(__file__).parent.parent / "render" / "templates" / "pages"),
)
