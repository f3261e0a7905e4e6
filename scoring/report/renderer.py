"""Renders answers and their result as HTML: the attachment that a professional signs.

The browser (in Pyodide) and the command line use the same function and get the same bytes.
"""

from datetime import date

from scoring import __version__
from scoring.answers.envelope.assessment import Assessment
from scoring.answers.parsing.dates import in_words
from scoring.definition.contacts import Contact, Contacts
from scoring.definition.model import Field, Instrument, Role
from scoring.report import columns, excerpts, parts
from scoring.report.case_record import case_record
from scoring.report.comparison_sheet import beside_earlier
from scoring.report.first_page import first_page
from scoring.report.jinja_templates import environment, render
from scoring.report.margins import margins
from scoring.report.wording import (
    age_wording,
    difference_wording,
    evidence_wording,
    fixed,
    level_wording,
    match_wording,
    total_wording,
)
from scoring.report.wording.answer_wording import value
from scoring.rules.comparison import recorded_before
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

    `above` are texts that are printed above the first page on the same sheet.
    """
    field = instrument.field_with_role
    assessment, result = findings.assessment, findings.result
    answers = assessment.answers
    completed = answers.date(field(Role.COMPLETION_DATE).id)
    today = findings.today
    # A date that is still to come would say that checks of contacts are due.
    on = min(completed.value, today) if completed.value and today else completed.value
    beside = beside_earlier(instrument, findings)

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
        taken=difference_wording.taken_questions(instrument, assessment),
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
        grouped=lambda evidence: evidence_wording.grouped(instrument, evidence),
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
        **margins(instrument, assessment),
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
    template = environment().get_template("report/templates/document.html.j2")
    return template.render(
        article=article(instrument, contacts, find(instrument, assessment, today)),
        faces=faces,
        **margins(instrument, assessment),
    )


def _rows_to_read(result: Result) -> tuple[int, ...]:
    """Returns the rows of the response guidance to print: the row of the level entered, and a higher row that matches.

    If several rows match, only the highest is printed. The table of matches names the others.
    """
    entered = result.level.category
    matching = [match.category for match in result.matched if match.category > (entered or 0)]
    rows = {*matching[:1], *([entered] if entered else [])}
    return tuple(sorted(rows, reverse=True))


def _cut(text: str) -> str:
    return excerpts.cut(text, excerpts.LONGEST_VALUE, "Section 1")


def _checked(contacts: Contacts, contact: Contact, on: date | None) -> str:
    """Returns when a number was last checked, if ever, and whether a check was due on the day of the assessment."""
    if contact.last_checked is None:
        return ""  # said once, beside the numbers
    # Without a date completed, it is not known whether a check is due. Only the last check is shown.
    due = on is not None and contacts.needs_check(contact, on)
    return f"last checked {in_words(contact.last_checked)}{', now due to be checked again' if due else ''}"
