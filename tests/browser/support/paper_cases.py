"""Assessments for tests of the printed report, each with its maximum number of pages, and functions to print them."""

import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
from assessment_page import INSTRUMENT, envelope
from case_tables import COMPLETE
from pdf import flat
from playwright.sync_api import Page

from builder.base import paths
from scoring.answers.envelope.assessment import parse
from scoring.cli.typeface import faces
from scoring.definition import contacts
from scoring.report import parts, reduced_copy, renderer
from scoring.report.reduced_copy import Request
from scoring.rules.findings import find

TODAY = date(2026, 11, 29)
_SENTENCE = (
    "A neighbour saw Sam get into a grey car with two adults near the station after school, and Sam came home late "
    "with a new phone that nobody could explain. "
)
_TEXTS = [
    field.id for field in INSTRUMENT.analysis.fields if field.narrative and not field.addition
]
FULL: dict[str, Any] = {
    **COMPLETE,
    "worker-role": "Designated safeguarding lead",
    "actions-taken": "Told the foster carer and the social worker on 20 November. No reply from the social worker yet.",
    "request": "A strategy meeting this week. Advice on whether Sam should travel home alone.",
}
_AGREED = {
    "risk-category": 3,
    "team-manager": "Chris Template",
    "cse-prevention-manager": "Kim Placeholder",
    "date-agreed": "2026-11-24",
    "level-reason": "Seen with two adults who are suspected of exploiting other children.",
}


def words(number: int) -> str:
    """Return a text of `number` words."""
    return " ".join((_SENTENCE * number).split()[:number])


@dataclass(frozen=True)
class PaperCase:
    """A decoded answers file, and the maximum number of pages of its report."""

    data: dict[str, Any]
    pages: int


def _case(pages: int, answers: dict[str, Any], *earlier: dict[str, Any]) -> PaperCase:
    earlier_data = [{"instrument": INSTRUMENT.version, "answers": each} for each in earlier]
    return PaperCase(
        {**envelope(answers), **({"earlier": earlier_data} if earlier_data else {})}, pages
    )


def _practice(name: str, pages: int) -> PaperCase:
    file = paths.SCORING / "practice_cases" / f"{name}.json"
    return PaperCase(json.loads(file.read_text("utf-8")), pages)


def _numbers(*numbers: int) -> dict[str, int]:
    return {factor.id: number for factor, number in zip(INSTRUMENT.factors, numbers, strict=True)}


_EARLIER = {
    **FULL,
    **_numbers(4, 3, 3, 4, 3, 3, 4, 4, 3, 4, 4),
    "date-completed": "2026-03-12",
    **_AGREED,
}
_CURRENT = {**FULL, **_numbers(5, 2, 3, 4, 2, 3, 3, 4, 4, 5, 5), "factor-9": "not-known"}
CASES: dict[str, PaperCase] = {
    "nothing at all": _case(3, {}),
    "a name and one number": _case(
        3,
        {
            "client-name": "Sam Example",
            "date-of-birth": "2011-03-27",
            "date-completed": "2026-11-22",
            "factor-1": 3,
        },
    ),
    "a few answers": _case(
        3, {"client-name": "Sam Example", **_numbers(1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1)}
    ),
    "short texts": _case(4, FULL),
    "a page of analysis": _case(4, {**FULL, **dict.fromkeys(_TEXTS, words(110))}),
    "an agreed level": _case(4, {**FULL, **_AGREED}),
    "two assessments": _case(5, _CURRENT, _EARLIER),
    "two assessments and a fallen level": _case(
        5, {**_CURRENT, **_AGREED, "risk-category": 2}, _EARLIER
    ),
    "five assessments": _case(5, _CURRENT, _EARLIER, _EARLIER, _EARLIER, _EARLIER),
    "four texts of 600 words": _case(6, {**FULL, **dict.fromkeys(_TEXTS, words(600))}),
    "practice: harm-beside-low-numbers": _practice("harm-beside-low-numbers", 4),
    "practice: high-profile": _practice("high-profile", 4),
    "practice: many-unknowns": _practice("many-unknowns", 4),
    "practice: reassessment": _practice("reassessment", 5),
    "practice: case-record": _practice("case-record", 5),
    "practice: case-record-reassessment": _practice("case-record-reassessment", 6),
}


def document(case: PaperCase) -> str:
    """Return the report as HTML, as the command line makes it, with the typeface embedded."""
    return renderer.document(
        INSTRUMENT, contacts.load(), parse(INSTRUMENT, case.data), TODAY, faces()
    )


def show_report(page: Page, case: PaperCase) -> None:
    """Show the report in a page, and wait until its typeface is loaded."""
    page.set_content(document(case))
    page.evaluate("document.fonts.ready.then(() => undefined)")


def show_reduced_copy(page: Page, case: PaperCase) -> None:
    """Show a reduced copy with the summary and the risk factors, instead of the report."""
    request = Request(
        "Jo Sample, Head of Year 9, Example School",
        "To plan who meets Sam after school, and what staff look out for until the strategy meeting.",
        frozenset({parts.SUMMARY, parts.RISK_FACTORS}),
        (),
    )
    findings = find(INSTRUMENT, parse(INSTRUMENT, case.data), TODAY)
    copy = reduced_copy.article(INSTRUMENT, contacts.load(), findings, request)
    show_report(page, case)
    page.evaluate("html => { document.querySelector('article').outerHTML = html; }", copy)


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF file."""
    paper = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [flat(str(each.get_textpage().get_text_bounded())) for each in paper]
    finally:
        paper.close()
