"""Whom to ring, read from contacts.toml, with the age of every number.

A wrong duty number on a child-protection form is a safety defect, so no number is shown without where it comes from
and when it was last checked.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta

from scoring import own_files
from scoring.errors import DefinitionError
from scoring.tables import Table

LONGEST_BETWEEN_CHECKS = 730


@dataclass(frozen=True, slots=True)
class Contact:
    """One service. At least one of `number` and `web` is given; `last_checked` is None until somebody made sure."""

    id: str
    name: str
    purpose: str
    who: str
    number: str
    web: str
    origin: str
    doubt: str
    last_checked: date | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Contacts:
    """All services, and after how many days a check is due again."""

    check_every_days: int
    entries: tuple[Contact, ...]

    @property
    def urgent(self) -> tuple[Contact, ...]:
        """Those that stand on the form and on every printed assessment."""
        return tuple(entry for entry in self.entries if entry.urgent)

    def needs_check(self, entry: Contact, on: date) -> bool:
        """Whether an entry was never checked, or so long ago that it is due again on that day."""
        if entry.last_checked is None:
            return True
        return on > entry.last_checked + timedelta(days=self.check_every_days)


def load() -> Contacts:
    """The contacts that this package ships; raises DefinitionError where the file is broken."""
    return parse(own_files.read("contacts.toml"))


def parse(text: str) -> Contacts:
    """Contacts from the text of a file; raises DefinitionError with the path of the first fault."""
    try:
        top = Table(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("", f"is not valid TOML: {error}") from error
    contacts = Contacts(
        check_every_days=top.integer("check_every_days"),
        entries=tuple(_contact(table) for table in top.tables("contacts")),
    )
    top.done()
    if not 1 <= contacts.check_every_days <= LONGEST_BETWEEN_CHECKS:
        raise DefinitionError(
            "check_every_days", f"must be from 1 to {LONGEST_BETWEEN_CHECKS} (two years)"
        )
    ids = [entry.id for entry in contacts.entries]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as an id twice")
    return contacts


def _contact(table: Table) -> Contact:
    contact = Contact(
        id=table.text("id"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        who=table.text("who"),
        number=table.text_or("number", ""),
        web=table.text_or("web", ""),
        origin=table.text("origin"),
        doubt=table.text_or("doubt", ""),
        last_checked=table.date_or_none("last_checked"),
        urgent=table.flag("urgent"),
    )
    table.done()
    if not contact.number and not contact.web:
        raise DefinitionError(table.path, "must have a number or a web address")
    if contact.urgent and not contact.number:
        raise DefinitionError(table.path, "is urgent, so it must have a number to ring")
    return contact
