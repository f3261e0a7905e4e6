"""Renders a reduced copy: chosen parts of the report for one recipient, and its entry in the log of what was shared.

Parts that are left out are removed from the answers before anything is scored or rendered, so no sentence, chart or
margin can reveal them. Only the summary, which is the first page, is made from all answers. Source: 2.3, "The
information shared should be proportionate."
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from markupsafe import Markup

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import Answers
from scoring.answers.parsing import dates
from scoring.answers.parsing.values import string
from scoring.definition.contacts import Contacts
from scoring.definition.model import Instrument, Role
from scoring.errors import AnswersError, Problem
from scoring.limits import ENTRIES, REASON, RECIPIENT
from scoring.report import jinja_templates, parts, renderer
from scoring.report.wording import fixed
from scoring.rules.findings import Findings, find
from scoring.rules.result import Result

REDUCED: Final = "Reduced copy"
WHOLE: Final = "Copy for one recipient"
# The list of the case record that logs what was shared. tests/scoring/report/test_reduced_copy.py looks for its fields.
LOG: Final = "sharing"
# Who the child is, who completed the assessment and when. These are at the top of every copy and cannot be left out.
_HEAD = (
    Role.CHILD_NAME, Role.BIRTH_DATE, Role.COMPLETION_DATE, Role.WORKER_NAME, Role.WORKER_ROLE, Role.WORKER_CONTACT,
    Role.AGENCY_NAME,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """Who the copy is for, why they need it, and the ids of the parts chosen. `problems` is empty if it can be made."""

    recipient: str
    reason: str
    chosen: frozenset[str]
    problems: tuple[Problem, ...]


def read_request(instrument: Instrument, data: Mapping[str, object]) -> Request:
    """Reads what a person has chosen and typed; raises AnswersError for a wrong type and for an unknown part."""
    chosen = data.get("parts")
    if not isinstance(chosen, list):
        raise AnswersError("message", "parts", "must be a list")
    known = parts.ids(instrument)
    for index, each in enumerate(chosen):
        if not (isinstance(each, str) and each in known):
            raise AnswersError("not-offered", f"parts[{index}]", "must be a part of the report")
    recipient = string("recipient", data.get("recipient")).strip()
    reason = string("reason", data.get("reason")).strip()
    problems = (
        _typed("recipient", recipient, RECIPIENT, "Enter who the copy is for", "Who is it for?"),
        _typed("reason", reason, REASON, "Enter why they need it", "Why do they need it?"),
        None if chosen else Problem("missing", "parts", "Choose at least one part"),
    )
    return Request(recipient, reason, frozenset(chosen), tuple(each for each in problems if each))


def _typed(path: str, text: str, longest: int, missing: str, label: str) -> Problem | None:
    if not text:
        return Problem("missing", path, missing)
    if len(text) <= longest:
        return None
    return Problem(
        "too-long", path, f"“{label}” must be {longest:,} characters or fewer. Shorten it"
    )


def article(
    instrument: Instrument, contacts: Contacts, findings: Findings, request: Request
) -> str:
    """Renders the copy as one ``<article>`` for the page. `findings` are the findings about the whole assessment."""
    every = parts.parts(instrument)
    chosen = request.chosen
    is_whole = _is_whole(instrument, request)
    assessment = only(instrument, findings.assessment, chosen)
    findings_of_copy = _unsure(find(instrument, assessment, findings.today), chosen)
    template_context = renderer.context(instrument, contacts, findings_of_copy, chosen)
    left_out = [each.label for each in every if each.id not in chosen]
    blank = _blank(instrument, assessment.answers, chosen)
    summary = ""
    if parts.SUMMARY in chosen:
        # The head of the copy is on the same sheet. Unless it is long, it takes as much room as the signatures, which a
        # copy does not have.
        above = (request.reason, "; ".join(blank))
        template_values = renderer.context(
            instrument,
            contacts,
            findings,
            parts.ids(instrument),
            above=tuple(each for each in above if each),
        )
        summary = jinja_templates.render(
            "report/templates/first_page.html.j2", **{**template_values, "is_copy": True}
        )
    marking = fixed.PRACTICE if assessment.practice else fixed.MARKING
    return jinja_templates.render(
        "report/templates/reduced.html.j2",
        **{
            **template_context,
            "is_copy": True,
            "copy_name": _name(instrument, request),
            "recipient": request.recipient,
            "reason_for": request.reason,
            "left_out": left_out,
            "blank": blank,
            "summary": Markup(summary),
            # Prompts rest on what is not written too, which only the whole assessment can tell.
            "prompts": findings_of_copy.prompts if is_whole else (),
            "marking": marking,
            "running_marking": f"{marking} · {_name(instrument, request)}",
        },
    )


def _is_whole(instrument: Instrument, request: Request) -> bool:
    """Returns whether every part was chosen."""
    return request.chosen >= parts.ids(instrument)


def _name(instrument: Instrument, request: Request) -> str:
    """Returns the copy's name, which must not say that it is reduced if nothing is left out."""
    return WHOLE if _is_whole(instrument, request) else REDUCED


def entry(instrument: Instrument, request: Request, today: date | None) -> dict[str, str]:
    """Returns the entry for the log of what was shared."""
    labels = [each.label for each in parts.parts(instrument) if each.id in request.chosen]
    return {
        **({"when": dates.in_words(today)} if today else {}),
        "with": request.recipient,
        "what": f"{_name(instrument, request)}: {'; '.join(labels)}",
        "why": request.reason,
    }


def full_log(answers: Answers) -> Problem | None:
    """Returns a problem if the log has no room for another entry, which would make the assessment unreadable."""
    if len(answers.entries_of(LOG)) < ENTRIES:
        return None
    return Problem(
        "too-many",
        "parts",
        f"The record of what was shared is full ({ENTRIES} entries), and each printed copy adds an entry. Save this "
        "assessment to a file, then remove the oldest entries from the record",
    )


def only(instrument: Instrument, assessment: Assessment, chosen: frozenset[str]) -> Assessment:
    """Returns the assessment without the answers of parts that are not chosen, except those at the head of a copy."""
    part_of = parts.part_of(instrument)
    head = {instrument.field_with_role(role).id for role in _HEAD}
    completed = {instrument.field_with_role(Role.COMPLETION_DATE).id}
    return Assessment(
        answers=_kept(instrument, assessment.answers, chosen, head),
        earlier=tuple(_kept(instrument, each, chosen, completed) for each in assessment.earlier),
        practice=assessment.practice,
        to_confirm=assessment.to_confirm if parts.CONCERNS in chosen else {},
        merged=tuple(each for each in assessment.merged if part_of.get(each.item) in chosen),
    )


def _kept(
    instrument: Instrument, answers: Answers, chosen: frozenset[str], always: set[str]
) -> Answers:
    part_of = parts.part_of(instrument)
    items = {item for item, part in part_of.items() if part in chosen} | always
    return Answers(
        texts={key: each for key, each in answers.texts.items() if key in items},
        dates={key: each for key, each in answers.dates.items() if key in items},
        ticks={key: each for key, each in answers.ticks.items() if key in items},
        factors={key: each for key, each in answers.factors.items() if key in items},
        category=answers.category if instrument.risk_category.id in items else None,
        entries={key: each for key, each in answers.entries.items() if key in items},
    )


def _unsure(findings: Findings, chosen: frozenset[str]) -> Findings:
    """Returns findings whose levels say that they may be below wording that the answers left out match."""
    if chosen >= {parts.RISK_FACTORS, parts.CONCERNS}:
        return findings

    def unsure(result: Result) -> Result:
        return replace(result, level=replace(result.level, is_below_unsure=True))

    earlier = tuple(unsure(each) for each in findings.earlier)
    return replace(findings, result=unsure(findings.result), earlier=earlier)


def _blank(instrument: Instrument, answers: Answers, chosen: frozenset[str]) -> list[str]:
    """Returns the parts that were chosen and print nothing, so that nobody takes them for left out."""
    part_of = parts.part_of(instrument)
    filled = {part_of[key] for key in (*answers.texts, *answers.entries)}
    optional = {
        part
        for item, part in part_of.items()
        if item in {field.id for field in instrument.record.fields}
        or item in {each.id for each in instrument.record.lists}
    }
    return [
        each.label
        for each in parts.parts(instrument)
        if each.id in chosen and each.id in optional - filled
    ]
