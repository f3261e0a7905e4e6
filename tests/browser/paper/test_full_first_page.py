"""Tests of reports whose first page is full: no page is nearly empty, and Section 2 follows the signatures."""

from typing import Any

import pytest
from assessment_page import INSTRUMENT, envelope
from paper_cases import FULL, PaperCase, page_texts, show_report, words
from playwright.sync_api import Page

_LONG = dict.fromkeys(
    [field.id for field in INSTRUMENT.analysis.fields if field.narrative], words(200)
)
_TICKED = {
    each.id: {"ticked": [option.id for option in each.options]} for each in INSTRUMENT.tick_lists
}
# Each date leads to a warning at the top of the first page.
_DATES = {"date-completed": "2027-01-05", "date-of-birth": "2002-03-01"}
_NOT_AGREED = {"risk-category": 1, "level-reason": words(100)}
_EARLIER = [
    {
        "instrument": INSTRUMENT.version,
        "answers": {**FULL, "date-completed": "2026-03-12", "risk-category": 3},
    }
]
# Characters of the fullest pages: about 4,000. A page with only the signatures has about 240.
_NEARLY_EMPTY = 1_200


def _case(*answers: dict[str, Any], earlier: bool = False) -> PaperCase:
    merged = {key: value for each in (FULL, *answers) for key, value in each.items()}
    return PaperCase({**envelope(merged), **({"earlier": _EARLIER} if earlier else {})}, 6)


CASES = {
    "warnings": _case(_DATES),
    "warnings and long texts": _case(_DATES, _LONG),
    "everything ticked": _case(_TICKED, _LONG),
    "everything ticked and warnings": _case(_TICKED, _LONG, _DATES),
    "warnings and a level not agreed": _case(_LONG, _DATES, _NOT_AGREED),
    "everything": _case(_TICKED, _LONG, _DATES, _NOT_AGREED),
    "a reassessment with warnings": _case(_DATES, earlier=True),
    "a reassessment with everything": _case(_TICKED, _LONG, _DATES, _NOT_AGREED, earlier=True),
}


@pytest.mark.parametrize("name", CASES)
def test_no_page_but_the_last_is_nearly_empty(page: Page, name: str) -> None:
    show_report(page, CASES[name])
    paper = page_texts(page.pdf(prefer_css_page_size=True))
    assert len(paper) <= CASES[name].pages
    assert [len(text) for text in paper[:-1] if len(text) < _NEARLY_EMPTY] == []
    # The signatures are on the first page, or at the top of the second above Section 2.
    [signed] = [number for number, text in enumerate(paper) if "Worker completing the form" in text]
    assert signed <= 1
    assert "Section 2: Risk Assessment" in paper[1]
    assert "Section 2: Risk Assessment" not in paper[0]
