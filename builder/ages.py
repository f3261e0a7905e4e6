"""Tells the builder which contacts nobody has checked, or not for too long: never a failure."""

from builder import inputs
from scoring import contacts
from scoring.contacts import Contacts


def warning() -> str:
    """Return the one line about contacts that need a check on the day of the build, or nothing."""
    today = inputs.source_day()
    everybody = contacts.load()
    never = [each.id for each in everybody.entries if each.last_checked is None]
    due = [each.id for each in everybody.entries if everybody.needs_check(each, today)]
    return in_words(everybody, len(never), len(due) - len(never))


def in_words(everybody: Contacts, never: int, stale: int) -> str:
    """Say how many contacts need a check, and where that is entered."""
    parts = []
    if never:
        parts.append(
            f"{never} of {len(everybody.entries)} contacts are not yet checked by the Board"
        )
    if stale:
        parts.append(f"{stale} not checked for more than {everybody.check_every_days} days")
    if not parts:
        return ""
    return f"WARNING: {', '.join(parts)}. Ring them and enter the day in scoring/contacts.toml."
