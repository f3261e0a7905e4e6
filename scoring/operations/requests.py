"""Reads what every operation needs from a request: a text, the device's date, and the definition that is shipped."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from scoring.answers.parsing import dates
from scoring.definition import contacts, instrument_file, language_file
from scoring.definition.contacts import Contacts
from scoring.definition.language import Language
from scoring.definition.model import Instrument
from scoring.errors import AnswersError, Problem

Json = Mapping[str, object]


@cache
def shipped() -> tuple[Instrument, Contacts]:
    """Returns the instrument and the contacts, read once."""
    return instrument_file.load(), contacts.load()


@cache
def language() -> Language:
    """Returns the list of words to look at again, read once."""
    return language_file.load()


def text(request: Json) -> str:
    """Returns the text of a file; raises AnswersError if there is none."""
    value = request.get("text")
    if not isinstance(value, str):
        raise AnswersError("message", "text", "must be text")
    return value


def today(request: Json) -> date | None:
    """Returns the device's date, such as 2026-11-29; None if there is none. Raises AnswersError for any other value."""
    value = request.get("today")
    typed = dates.from_iso(value) if isinstance(value, str) else None
    if value is not None and (typed is None or typed.value is None):
        raise AnswersError("message", "today", 'must be a date such as "2026-11-29"')
    return typed.value if typed else None


def problem(each: Problem) -> Json:
    """Returns a problem as JSON."""
    return {"code": each.code, "path": each.path, "message": each.message}
