"""Contacts on a page, named by their ids, so that every number stands in one file only.

{{ contact:mash }}                      the number, or the address of the web site
{{ contact-card:mash #mash-number }}    all about it; the anchor may be left out
{{ contact-entry:mash }}                the same below a heading with its name
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from builder.guidance.faults import Fault, line_at
from builder.guidance.review import in_words
from scoring.contacts import Contact, Contacts

_MARK = re.compile(r"\{\{\s*(contact[\w-]*)\s*:\s*([\w-]*)\s*(?:#([\w-]+)\s*)?\}\}")
_KINDS = ("contact", "contact-card", "contact-entry")
# 999 and 101 are words of the language; anything longer is a number that can go out of date.
_NUMBER = re.compile(r"(?<![\w/])(?:\+44|0)[\d ]{5,}\d")


def faults(markdown: str, prose: str, contacts: Contacts) -> Iterator[Fault]:
    """Yield each mark that names no contact, and each number that is not a mark."""
    known = {entry.id for entry in contacts.entries}
    for mark in re.finditer(r"\{\{.*?\}\}", markdown):
        found = _MARK.fullmatch(mark[0])
        line = line_at(markdown, mark.start())
        if not found or found[1] not in _KINDS:
            yield Fault(
                line, f"“{mark[0]}” is not understood. Use, for example, {{{{ contact:mash }}}}"
            )
        elif found[2] not in known:
            yield Fault(
                line, f"no contact has the id “{found[2]}”. scoring/contacts.toml has them all"
            )
    for number in _NUMBER.finditer(prose):
        yield Fault(
            line_at(prose, number.start()),
            f"the telephone number {number[0]} must not be typed into a page. Put it into "
            "scoring/contacts.toml and write {{ contact:its-id }} here",
        )


def missing(markdown: str, contacts: Contacts) -> list[str]:
    """Return the ids of contacts that a page which should show all of them does not show."""
    shown = {found[2] for found in _MARK.finditer(markdown)}
    return [entry.id for entry in contacts.entries if entry.id not in shown]


def resolve(markdown: str, contacts: Contacts, today: date) -> str:
    """Return the page with every mark filled in; marks of unknown contacts stay as they are."""
    by_id = {entry.id: entry for entry in contacts.entries}

    def fill(found: re.Match[str]) -> str:
        entry = by_id.get(found[2])
        if entry is None or found[1] not in _KINDS:
            return found[0]
        if found[1] == "contact":
            return _TEMPLATES.get_template("contact_link.html.j2").render(contact=entry).strip()
        heading = f"### {entry.name} {{#{entry.id}}}\n\n" if found[1] == "contact-entry" else ""
        card = _TEMPLATES.get_template("contact_card.html.j2").render(
            contact=entry,
            named=not heading,
            anchor=found[3] or "",
            checked=checked(entry, contacts, today),
        )
        return heading + card.strip()

    return _MARK.sub(fill, markdown)


def checked(entry: Contact, contacts: Contacts, today: date) -> str:
    """Say when somebody last made sure of a contact, and whether that is too long ago."""
    if entry.last_checked is None:
        return "Not yet checked by the Board"
    words = f"Last checked {in_words(entry.last_checked)}"
    return f"{words}: a new check is due" if contacts.needs_check(entry, today) else words


_TEMPLATES = Environment(
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
)
