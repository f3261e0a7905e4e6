"""Renders answers and their result as HTML: the attachment that a professional signs.

The browser (in Pyodide) and the command line use the same function and get the same bytes.
"""

import re
from datetime import date
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from scoring import __version__, resources
from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import Answers
from scoring.definition import identity
from scoring.definition.contacts import Contact, Contacts
from scoring.definition.model import Field, Instrument, Role
from scoring.report import columns, comparison_wording, difference_wording, excerpts, parts
from scoring.report.case_record import case_record
from scoring.report.first_page import first_page, grouped
from scoring.report.wording import (
    age_wording,
    answer_wording,
    fixed,
    level_wording,
    match_wording,
    total_wording,
)
from scoring.rules.comparison import compare, recorded_before
from scoring.rules.findings import Findings, find
from scoring.rules.result import Result


def article(instrument: Instrument, contacts: Contacts, findings: Findings) -> str:
    """Renders the report as one ``<article>`` for the page.

    Everything that was typed is included in full, as text. Impossible or unlikely answers
    (`scoring.answers.checking.validation`) are printed as typed, below boxes that list them. Prompts that still apply
    are printed too.
    """
    return render(
        "report/templates/report.html.j2",
        **context(instrument, contacts, findings, parts.ids(instrument)),
    )


def context(
    instrument: Instrument,
    contacts: Contacts,
    findings: Findings,
    chosen: frozenset[str],
    above: tuple[str, ...] = (),
) -> dict[str, object]:
    """Returns what the templates need to print the parts in `chosen`. The findings may be of these parts alone.

    `above` are texts that stand above the first page on the same sheet.
    """
    field = instrument.field_with_role
    assessment, result = findings.assessment, findings.result
    answers = assessment.answers
    completed = answers.date(field(Role.COMPLETION_DATE).id)
    today = findings.today
    # A date that is still to come would say that checks of contacts are due.
    on = min(completed.value, today) if completed.value and today else completed.value
    beside = _beside_earlier(instrument, findings)

    def shown(each: Field) -> str:
        return value(instrument, answers, each)

    record = case_record(
        instrument,
        answers,
        has_factors=parts.RISK_FACTORS in chosen,
        has_boxes=parts.CONCERNS in chosen,
    )
    return dict(
        instrument=instrument,
        answers=answers,
        result=result,
        problems=findings.problems,
        warnings=findings.warnings,
        to_confirm=assessment.to_confirm,
        taken=difference_wording.taken(instrument, assessment),
        prompts=findings.prompts,
        record=record,
        columns_of_groups=columns.of_groups(instrument, shown),
        columns_of_ticks=columns.of_tick_lists(instrument, answers, record),
        first=first_page(
            instrument,
            answers,
            result,
            recorded_before(findings.earlier, result),
            notices=[*above, *(each.message for each in (*findings.problems, *findings.warnings))],
            change=str(beside.get("change", "")),
        ),
        fixed=fixed,
        total_wording=total_wording,
        level_wording=level_wording,
        age_wording=age_wording,
        match_wording=match_wording,
        child=field(Role.CHILD_NAME),
        birth=field(Role.BIRTH_DATE),
        completed=field(Role.COMPLETION_DATE),
        worker=field(Role.WORKER_NAME),
        worker_role=field(Role.WORKER_ROLE),
        worker_contact=field(Role.WORKER_CONTACT),
        agency=field(Role.AGENCY_NAME),
        social_worker=field(Role.SOCIAL_WORKER),
        social_worker_name=field(Role.SOCIAL_WORKER_NAME),
        agreed=field(Role.AGREEMENT_DATE),
        value=shown,
        cut=_cut,
        grouped=lambda evidence: grouped(instrument, evidence),
        brief=lambda each: _cut(shown(each)),
        reason=field(Role.LEVEL_REASON),
        urgent=contacts.urgent,
        unconfirmed=any(each.last_checked is None for each in contacts.urgent),
        checked=lambda contact: _checked(contacts, contact, on),
        rows=_rows_to_read(result),
        version=__version__,
        practice=assessment.practice,
        chosen=chosen,
        is_copy=False,
        **beside,
        **_margins(instrument, assessment),
    )


def document(
    instrument: Instrument,
    contacts: Contacts,
    assessment: Assessment,
    today: date | None = None,
    faces: str = "",
) -> str:
    """Renders the article as a complete HTML document with its style sheet, for the command line.

    `faces` is a style sheet with the typeface in it, so that the document looks the same on every computer.
    """
    template = _environment().get_template("report/templates/document.html.j2")
    return template.render(
        article=Markup(article(instrument, contacts, find(instrument, assessment, today))),
        faces=Markup(faces),
        **_margins(instrument, assessment),
    )


def _beside_earlier(instrument: Instrument, findings: Findings) -> dict[str, object]:
    """Returns the template context of the comparison sheet, in which `comparison` may be None."""
    assessment = findings.assessment
    if not assessment.earlier:
        return {"comparison": None}
    days = [comparison_wording.day(instrument, each) for each in assessment.earlier]
    now = comparison_wording.day(instrument, assessment.answers)
    results = [*findings.earlier, findings.result]
    comparison = compare(*results[-2:])
    return {
        "comparison": comparison,
        "change": f"{comparison_wording.summary(comparison, days[-1])}. {comparison_wording.CAVEAT}",
        "words": comparison_wording,
        "before": days[-1],
        "since": comparison_wording.earlier(days[-1]),
        "series": results,
        "headings": [*(day or "Earlier, no date" for day in days), now or "Now"],
        "levels": [level_wording.level_agreed(each.level) for each in results],
    }


def _margins(instrument: Instrument, assessment: Assessment) -> dict[str, str]:
    """Returns the text in the margins of every printed page."""
    answers = assessment.answers
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id)
    child = value(instrument, answers, instrument.field_with_role(Role.CHILD_NAME))
    return {
        "marking": marking(instrument, assessment),
        "running_name": answer_wording.initials(child),
        "running_date": f"Completed {completed}" if completed.value else "",
    }


def value(instrument: Instrument, answers: Answers, field: Field) -> str:
    """Returns a field's answer in words, or that of the field that it copies; empty if both are blank."""
    text = answer_wording.answer(instrument, answers, field)
    if text or not field.copy_of:
        return text
    original = next(each for each in instrument.fields if each.id == field.copy_of)
    return value(instrument, answers, original)


def marking(instrument: Instrument, assessment: Assessment) -> str:
    """Returns the protective marking, which is set as soon as anything that could identify a person has been typed.

    A practice case has its own marking, so that a print of it is never mistaken for a real child's.
    """
    if assessment.practice:
        return fixed.PRACTICE
    if any(_identifies(instrument, each) for each in (assessment.answers, *assessment.earlier)):
        return fixed.MARKING
    if any(each.worker for each in assessment.merged):
        return fixed.MARKING
    return ""


def _identifies(instrument: Instrument, answers: Answers) -> bool:
    typed = [value(instrument, answers, field) for field in instrument.fields if field.identifying]
    typed += [answers.ticks_of(tick_list.id).other for tick_list in instrument.tick_lists]
    return any(typed) or any(answers.entries.values())


def _rows_to_read(result: Result) -> tuple[int, ...]:
    """Returns the rows of the response guidance to print: that of the level entered, and a higher row that matches.

    If several rows match, only the highest is printed. The table of matches names the others.
    """
    entered = result.level.category
    matching = [match.category for match in result.matched if match.category > (entered or 0)]
    found = {*matching[:1], *([entered] if entered else [])}
    return tuple(sorted(found, reverse=True))


def _cut(text: str) -> str:
    return excerpts.cut(text, excerpts.LONGEST_VALUE, "Section 1")


def _checked(contacts: Contacts, contact: Contact, on: date | None) -> str:
    """Returns when a number was last checked, if ever, and whether a check was due on the day of the assessment."""
    if contact.last_checked is None:
        return ""  # said once, beside the numbers
    # Without a date completed, it is not known whether a check is due. Only the last check is shown.
    due = on is not None and contacts.needs_check(contact, on)
    return f"last checked {contact.last_checked.isoformat()}{', now due to be checked again' if due else ''}"


def render(name: str, **values: object) -> str:
    """Renders a template of this package as HTML, with autoescaping."""
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
    environment.globals["identity"] = identity.load()
    environment.globals["stylesheet"] = Markup(_source("report/report.css"))
    return environment


def _source(name: str) -> str:
    return resources.read(name)


def _css_string(text: str) -> Markup:
    """Returns a CSS string in which every character except ASCII letters and digits is escaped."""
    escaped = re.sub(r"[^A-Za-z0-9]", lambda match: f"\\{ord(match[0]):x} ", text)
    return Markup(f'"{escaped}"')
