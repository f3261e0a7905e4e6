"""Tests of the case tables in the real page: it shows the results that were worked out by hand.

One page and one engine serve all cases; the form is emptied in between.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from conftest import Watch
from form_filling import ScriptFormFiller
from playwright.sync_api import Browser, expect
from rule_cases import CASES, Case

# Nobody can type the others: an earlier assessment, and some other data, can only be in a file.
TYPED = [case for case in CASES if case.file != "only-as-a-file" and not case.earlier]
EMPTY = """() => {
  const form = document.querySelector("form.cse");
  // Unticked as by a person, so that "Other" closes what it has opened.
  for (const box of form.querySelectorAll('[type="checkbox"]:checked')) box.click();
  form.reset();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@pytest.fixture(scope="module")
def form(browser: Browser, server: str) -> Iterator[AssessmentPage]:
    """Open one assessment for all cases."""
    watch = Watch(server)
    with browser.new_context(base_url=server, locale="en-GB", service_workers="block") as context:
        watch.follow(context)
        yield AssessmentPage(context.new_page(), ScriptFormFiller()).open()
    assert watch.unexpected() == []


@pytest.mark.parametrize("case", TYPED, ids=lambda case: f"{case.file}: {case.name}")
def test_form_shows_the_results_that_were_worked_out_by_hand(
    form: AssessmentPage, case: Case
) -> None:
    page, expected = form.page, case.expected
    page.evaluate(EMPTY)
    form.expect_bar("answered: 0 scored")
    form.fill(case.answers)
    words = {
        "answered": "answered: {} scored",
        "total": "Total: {}",
        "not_known": "scored, {} not known",
    }
    for key, template in words.items():
        if key in expected:
            form.expect_bar(template.format(expected[key]))
    if "not_reached" in expected:
        form.expect_bar(f"{11 - expected['not_reached']} of 11 answered")
    if "lowest" in expected and expected["lowest"] != expected["highest"]:
        form.expect_bar(
            f"({expected['lowest']} to {expected['highest']} if every factor had a number)"
        )
    level = page.get_by_role("region", name=INSTRUMENT.risk_category.label, exact=True)
    for text in expected.get("signs_of_harm", []):
        expect(level).to_contain_text(text)
    if expected.get("signs_of_harm") == []:
        expect(level.get_by_text("Signs of harm are recorded")).to_be_hidden()
    if "matched" in expected:
        rows = level.get_by_role("listitem").filter(has_text="Read category")
        expect(rows).to_have_text([re.compile(re.escape(quote)) for quote in expected["matched"]])
    for text in expected.get("written", []):
        expect(level).to_contain_text(text)
    report = form.check()
    _expect_prompts(form, expected)
    for text in expected.get("report_says", []):
        expect(report).to_contain_text(text)
    for text in expected.get("report_never_says", []):
        expect(report).not_to_contain_text(text)
    if "level" in expected:
        expect(report.get_by_text(expected["level"], exact=True).first).to_be_visible()
    for text in expected.get("level_gaps", []):
        expect(report).to_contain_text(text)
    if expected.get("age") == "not worked out":
        expect(report).to_contain_text("not known (")
    elif "age" in expected:
        expect(report).to_contain_text(f"{expected['age']} on the date completed")
    if "problems" in expected:
        links = page.locator("#error-summary").get_by_role("listitem")
        expect(links).to_have_count(len(expected["problems"]))


def _expect_prompts(form: AssessmentPage, expected: dict[str, Any]) -> None:
    """Expect each prompt in the list before printing and beside its field. Expect no list if it would be empty."""
    if "prompts" not in expected:
        return
    before_print = form.page.locator("#before-print")
    if not expected["prompts"] and not expected.get("problems"):
        expect(before_print).to_be_hidden()
    texts = [each.text for each in INSTRUMENT.prompts if each.id in expected["prompts"]]
    for text in texts:
        expect(before_print.get_by_role("link", name=text, exact=True)).to_be_visible()
        expect(form.page.locator(".cse-warning").filter(has_text=text)).to_be_visible()
