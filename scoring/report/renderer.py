"""Renders answers and their result as HTML: the attachment that a professional signs.

The same function serves the browser (in Pyodide) and the command line, and gives the same bytes in both.
"""

import re
from datetime import date
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from scoring import __version__, change_words, own_files, wording
from scoring.answers import Answers
from scoring.assessment import Assessment
from scoring.checks import problems
from scoring.compare import compare
from scoring.contacts import Contact, Contacts
from scoring.instrument import Field, FieldKind, Instrument, Role
from scoring.result import Result
from scoring.score import score


def article(instrument: Instrument, contacts: Contacts, assessment: Assessment) -> str:
    """The report as one ``<article>``, as it is put into the page.

    Whatever was typed is in it whole, as text. Answers that cannot be right (`scoring.checks.problems`) are printed as
    typed, under a box that names them.
    """
    field = instrument.field_with_role
    answers = assessment.answers
    completed = answers.date(field(Role.COMPLETION_DATE).id)
    result = score(instrument, answers, assessment.earlier)
    return render(
        "report.html.j2",
        instrument=instrument,
        answers=answers,
        result=result,
        problems=problems(instrument, answers),
        wording=wording,
        child=field(Role.CHILD_NAME),
        birth=field(Role.BIRTH_DATE),
        completed=field(Role.COMPLETION_DATE),
        worker=field(Role.WORKER_NAME),
        agency=field(Role.AGENCY_NAME),
        value=lambda each: value(instrument, answers, each),
        urgent=contacts.urgent,
        checked=lambda contact: _checked(contacts, contact, completed.value),
        rows=_rows_to_read(instrument, result),
        version=__version__,
        practice=assessment.practice,
        first_time={
            factor.id: "" if assessment.earlier else change_words.first_time(factor)
            for factor in instrument.factors
        },
        **_beside_earlier(instrument, assessment, result),
        **_margins(instrument, assessment),
    )


def document(instrument: Instrument, contacts: Contacts, assessment: Assessment) -> str:
    """The same article as an HTML document of its own, with its style sheet: what the command line prints."""
    template = _environment().get_template("document.html.j2")
    return template.render(
        article=Markup(article(instrument, contacts, assessment)),
        **_margins(instrument, assessment),
    )


def _beside_earlier(
    instrument: Instrument, assessment: Assessment, result: Result
) -> dict[str, object]:
    """What the part about earlier assessments shows; without one it is not shown."""
    if not assessment.earlier:
        return {"comparison": None}
    days = [change_words.day(instrument, each) for each in assessment.earlier]
    today = change_words.day(instrument, assessment.answers)
    results = [
        *(
            score(instrument, each, assessment.earlier[:index])
            for index, each in enumerate(assessment.earlier)
        ),
        result,
    ]
    return {
        "comparison": compare(results[-2], result),
        "words": change_words,
        "before": days[-1],
        "since": change_words.earlier(days[-1]),
        "series": results,
        "headings": [*(day or "Earlier, no date" for day in days), today or "Now"],
        "levels": [wording.level_agreed(each.level) for each in results],
    }


def _margins(instrument: Instrument, assessment: Assessment) -> dict[str, str]:
    """What stands in the margins of every printed page."""
    answers = assessment.answers
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    child = value(instrument, answers, instrument.field_with_role(Role.CHILD_NAME))
    return {
        "marking": marking(instrument, assessment),
        "running_name": wording.initials(child),
        "running_date": f"Completed {completed}" if completed.value else "",
    }


def value(instrument: Instrument, answers: Answers, field: Field) -> str:
    """What a field says in words: typed, or copied from the field that it repeats; empty where both are blank."""
    if field.kind is FieldKind.DATE:
        text = str(answers.date(field.id))
    else:
        text = answers.texts.get(field.id, "")
        code = instrument.code(text) if field.kind is FieldKind.CODE else None
        text = str(code) if code else text
    if text or not field.copy_of:
        return text
    original = next(each for each in instrument.fields if each.id == field.copy_of)
    return value(instrument, answers, original)


def marking(instrument: Instrument, assessment: Assessment) -> str:
    """The protective marking: set as soon as anything that could identify a person has been typed.

    A practice case has its own instead, so that no print of it is ever taken for a child's.
    """
    if assessment.practice:
        return wording.PRACTICE
    if any(_identifies(instrument, each) for each in (assessment.answers, *assessment.earlier)):
        return wording.MARKING
    return ""


def _identifies(instrument: Instrument, answers: Answers) -> bool:
    typed = [value(instrument, answers, field) for field in instrument.fields if field.identifying]
    typed += [answers.ticks_of(tick_list.id).other for tick_list in instrument.tick_lists]
    return any(typed)


def _rows_to_read(instrument: Instrument, result: Result) -> tuple[int, ...]:
    """The rows of the response guidance that are printed: those whose words are met, and the one agreed."""
    numbers = {match.category for match in result.matched}
    if result.level.category is not None:
        numbers.add(result.level.category)
    return tuple(
        each.number
        for each in reversed(instrument.risk_category.categories)
        if each.number in numbers
    )


def _checked(contacts: Contacts, contact: Contact, on: date | None) -> str:
    """How fresh a number is on the day of the assessment."""
    if contact.last_checked is None:
        return "not yet checked by the Board"
    # Without a date completed nobody can say whether a check is due; the date of the last one stands by itself.
    due = on is not None and contacts.needs_check(contact, on)
    return f"last checked {contact.last_checked.isoformat()}{', check due' if due else ''}"


def render(name: str, **values: object) -> str:
    """A template of this package as HTML, everything in it escaped that is not markup of its own."""
    return _environment().get_template(name).render(**values).strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["css_string"] = _css_string
    environment.globals["stylesheet"] = Markup(_source("report.css"))
    return environment


def _source(name: str) -> str:
    return own_files.read(name)


def _css_string(text: str) -> Markup:
    """Text as a CSS string in which every character but plain letters and figures is escaped."""
    escaped = re.sub(r"[^A-Za-z0-9]", lambda match: f"\\{ord(match[0]):x} ", text)
    return Markup(f'"{escaped}"')
