"""Warns about contacts that were never checked or are due for a check, and rejects dates in the future."""

from datetime import date

from builder.base import source_inputs
from scoring.definition import contacts
from scoring.definition.contacts import Contacts
from scoring.errors import DefinitionError


def refuse_future_days(everybody: Contacts, today: date) -> None:
    """Raise DefinitionError for each contact whose last check is later than `today`.

    A typing error such as 2062 for 2026 would show the number as checked and delay the reminder for years.
    """
    faults = [
        DefinitionError(
            f"contacts[{index}].last_checked",
            f"is {each.last_checked}, which is in the future. Enter the day on which the contact was checked",
        )
        for index, each in enumerate(everybody.entries)
        if each.last_checked and each.last_checked > today
    ]
    if faults:
        faults[0].also = tuple(faults[1:])
        raise faults[0]


def warning() -> str:
    """Return one line about contacts that need a check on the date of the build; empty if none does."""
    today = source_inputs.source_day()
    everybody = contacts.load()
    never = [each.id for each in everybody.entries if each.last_checked is None]
    due = [each.id for each in everybody.entries if everybody.needs_check(each, today)]
    return in_words(everybody, len(never), len(due) - len(never))


def in_words(everybody: Contacts, never: int, stale: int) -> str:
    """Return a sentence with the number of contacts that need a check, and where to enter it."""
    parts = []
    if never:
        parts.append(
            f"{never} of {len(everybody.entries)} contacts are not yet checked by the Partnership"
        )
    if stale:
        parts.append(f"{stale} not checked for more than {everybody.check_every_days} days")
    if not parts:
        return ""
    return f"WARNING: {', '.join(parts)}. Call them and enter the day in scoring/contacts.toml."
