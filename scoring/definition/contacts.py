"""Reads the contacts from contacts.toml, with the source and last check of every telephone number.

A wrong duty number on a child-protection form is a safety defect, so no number is shown without its source and the
date of its last check.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from scoring import resources
from scoring.definition import phone_numbers
from scoring.definition.toml_table import Table, parse_table
from scoring.errors import DefinitionError

LONGEST_BETWEEN_CHECKS = 730


@dataclass(frozen=True, slots=True)
class Contact:
    """One service. At least one of `number` and `web` is given; `last_checked` is None until it is verified.

    `short` is the name where there is room for one line only.
    """

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
    short: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """All services, and the number of days after which each must be checked again."""

    check_every_days: int
    entries: tuple[Contact, ...]

    @property
    def urgent(self) -> tuple[Contact, ...]:
        """Returns the contacts shown on the form and on every printed assessment."""
        return tuple(entry for entry in self.entries if entry.urgent)

    def needs_check(self, entry: Contact, on: date) -> bool:
        """Reports whether an entry was never checked, or its next check is due on that day."""
        if entry.last_checked is None:
            return True
        return on > entry.last_checked + timedelta(days=self.check_every_days)


def load() -> Contacts:
    """Returns the contacts that this package ships; raises DefinitionError if the file is invalid."""
    return parse(resources.read("contacts.toml"))


def parse(text: str) -> Contacts:
    """Parses the text of a contacts file.

    Raises DefinitionError with the path of the first fault; its `also` holds the faults found in other contacts.
    """
    top = parse_table(text)
    every_days = top.integer("check_every_days")
    faults: list[DefinitionError] = []
    entries: list[Contact] = []
    for table in top.tables("contacts"):
        try:
            entries.append(_contact(table))
        except DefinitionError as error:
            faults += [error, *error.also]
    try:
        top.done()
        if not 1 <= every_days <= LONGEST_BETWEEN_CHECKS:
            raise DefinitionError(
                "check_every_days", f"must be from 1 to {LONGEST_BETWEEN_CHECKS} (two years)"
            )
    except DefinitionError as error:
        faults = [error, *error.also, *faults]
    if faults:
        faults[0].also = tuple(faults[1:])
        raise faults[0]
    ids = [entry.id for entry in entries]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as an id twice")
    return Contacts(every_days, tuple(entries))


def _contact(table: Table) -> Contact:
    name = table.text("name")
    contact = Contact(
        id=table.text("id"),
        name=name,
        purpose=table.text("purpose"),
        who=table.text("who"),
        number=table.text_or("number", ""),
        web=table.text_or("web", ""),
        origin=table.text("origin"),
        doubt=table.text_or("doubt", ""),
        last_checked=table.date_or_none("last_checked"),
        urgent=table.flag("urgent"),
        short=table.text_or("short", "") or name,
    )
    table.done()
    if not contact.number and not contact.web:
        raise DefinitionError(table.path, "must have a number or a web address")
    if contact.urgent and not contact.number:
        raise DefinitionError(table.path, "is urgent, so it must have a number to call")
    if contact.number and (wrong := phone_numbers.problem(contact.number)):
        raise DefinitionError(table.at("number"), wrong)
    if contact.web and not contact.web.startswith("https://"):
        raise DefinitionError(table.at("web"), "must start with https://")
    return contact
