"""Tests of the form while the engine is missing, loading or has failed: it keeps the answers, says so and prints."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import engine_files
import pytest
import worker_bundle
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from case_tables import COMPLETE, five_thousand
from conftest import Watch
from engine_worker import engine_worker, stop
from form_filling import ScriptFormFiller
from pdf import printed, without_spaces
from playwright.sync_api import Browser, Dialog, Page, expect
from saving_page import choose
from unpinned import change_form

from scoring.definition.model import FieldKind

FAILED = "The scores cannot be calculated here."


def expect_to_work_without_the_engine(form: AssessmentPage) -> None:
    """Expect the message, complete answers, and a complete print with a box for the total by hand."""
    page = form.page
    form.fill({**COMPLETE, "analysis-police": five_thousand()})
    form.expect_bar(FAILED)
    expect(page.get_by_label("Client’s Name")).to_have_value("Sam Example-Fiction")
    page.get_by_label("Total entered by hand").fill("27 from 9")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#answer-list")).to_contain_text("Sam Example-Fiction")
    pages = printed(page)
    paper = without_spaces(" ".join(pages))
    for words in (
        "Sam Example-Fiction",
        "Total entered by hand",
        "27 from 9",
        "Agreement and signatures",
        "A second telephone",
        "“Jay”, drives a silver car",
        "THE END 12",
        "Frequent and prolonged truanting or missing episodes.",
        "A child may be exploited even if every number is low",
    ):
        assert without_spaces(words) in paper
    assert all("OFFICIAL-SENSITIVE" in text for text in pages)
    for factor in INSTRUMENT.factors:
        if isinstance(COMPLETE.get(factor.id), int):
            expect(form.option(factor, COMPLETE[factor.id])).to_be_checked()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param((engine_files.ALL,), id="all"),
        pytest.param((engine_files.IMAGE, f"{engine_files.FALLBACK}pyodide.asm.wasm"), id="core"),
        pytest.param((engine_files.IMAGE, f"{engine_files.FALLBACK}*stdlib.zip"), id="library"),
    ],
)
def test_form_works_without_scores_if_engine_files_are_missing(
    page: Page, watch: Watch, files: tuple[str, ...]
) -> None:
    watch.expect("404")
    engine_files.missing(page, *files)
    expect_to_work_without_the_engine(AssessmentPage(page, ScriptFormFiller()).open(wait=False))


def test_restarted_engine_still_shows_why_there_is_no_score(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    file = json.dumps(envelope({"factor-1": 2, "factor-3": "5"})).encode()
    choose(page, file).get_by_role("button", name="Continue this assessment").click()
    reason = "To see a score, first check the answers listed at the top of the form"
    form.expect_bar(reason)
    engine_worker(page).evaluate("void setTimeout(() => { throw new Error('ended by the test'); })")
    form.expect_bar(FAILED)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("html.engine-ready")).to_be_attached()
    form.expect_bar(reason)


def test_a_page_without_webassembly_says_so_at_once(page: Page, watch: Watch) -> None:
    watch.expect("preload")  # the engine's preload, which is then not used
    page.add_init_script("delete window.WebAssembly")
    expect_to_work_without_the_engine(AssessmentPage(page).open(wait=False))
    assert page.workers == []


def test_form_works_without_scores_if_the_worker_has_no_webassembly(page: Page, site: Path) -> None:
    # A worker has a global scope of its own, so WebAssembly has to be removed there.
    worker = worker_bundle.shipped(site)
    script = worker_bundle.changed(site, worker, f"delete globalThis.WebAssembly;\n{worker}")
    change_form(page, lambda _: script)
    expect_to_work_without_the_engine(AssessmentPage(page, ScriptFormFiller()).open(wait=False))


def test_form_works_without_scores_if_the_worker_stops_while_someone_types(page: Page) -> None:
    form = AssessmentPage(page).open()
    stop(page)
    expect_to_work_without_the_engine(form)


def test_try_again_button_restarts_a_stopped_engine(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.choose(INSTRUMENT.factors[0], 5)
    stop(page)
    form.choose(INSTRUMENT.factors[1], 4)
    form.expect_bar(FAILED)
    page.get_by_role("button", name="Try again").click()
    form.wait_until_ready()
    form.expect_bar("answered: 2 scored")
    form.expect_bar("Total: 9")


def test_the_form_does_not_wait_for_the_engine(page: Page) -> None:
    release = engine_files.hold(page)
    with page.expect_request(engine_files.IMAGE):
        form = AssessmentPage(page, ScriptFormFiller()).open(wait=False)
    form.fill(COMPLETE)
    form.expect_bar("Loading the scoring program")
    assert "Sam Example-Fiction" in " ".join(printed(page))
    release()
    form.wait_until_ready()
    form.expect_bar("Total: 27")


def test_a_report_older_than_the_answers_is_not_printed(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_contain_text("27 from 9 of 11 factors")
    # The worker never responds again, so no new report can be made.
    stop(page)
    page.get_by_label("Client’s Name").fill("Max Example")
    paper = " ".join(printed(page, at_once=True))
    assert "Max Example" in paper
    assert "27 from 9 of 11 factors" not in paper
    assert "Total entered by hand" in paper
    assert "risk factors answered" not in paper


@pytest.fixture
def without_script(browser: Browser, server: str) -> Iterator[Page]:
    """Open an empty page in a browser that runs no scripts."""
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        yield context.new_page()


def test_with_script_off_the_form_is_filled_and_printed(without_script: Page) -> None:
    page = without_script
    form = AssessmentPage(page).open(wait=False)
    expect(page.get_by_text("JavaScript is turned off in your browser")).to_be_visible()
    page.get_by_label("Client’s Name").fill("Sam Example")
    form.choose(INSTRUMENT.factors[0], 5)
    page.get_by_role("group", name=re.compile("^F. ")).get_by_label("Details of “Other”").fill(
        "Debt"
    )
    page.get_by_label("Total entered by hand").fill("5 from 1")
    expect(page.get_by_role("button", name="Check your answers")).to_be_hidden()
    paper = " ".join(printed(page))
    for factor in INSTRUMENT.factors:
        assert without_spaces(factor.label) in without_spaces(paper)
    assert "OFFICIAL-SENSITIVE when completed" in paper


def test_print_before_the_engine_loads_has_the_right_protective_marking(
    page: Page,
) -> None:
    engine_files.hold(page)
    AssessmentPage(page).open(wait=False)
    # Until the page's script has started, the form is printed with the parts for filling in by hand.
    expect(page.locator("body.js-enabled")).to_be_attached()
    assert all("OFFICIAL-SENSITIVE when completed" in sheet for sheet in printed(page))
    page.get_by_label("Client’s Name").fill("Sam Example")
    filled = printed(page)
    assert all(sheet.count("OFFICIAL-SENSITIVE") >= 2 for sheet in filled)
    assert "when completed" not in " ".join(filled)


def test_check_and_print_do_not_wait_for_a_loading_engine(page: Page) -> None:
    release = engine_files.hold(page)
    page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    with page.expect_request(engine_files.IMAGE):
        form = AssessmentPage(page).open(wait=False)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_focused()
    page.get_by_label("Gender").focus()
    page.evaluate("document.querySelector('#print').click()")
    assert page.evaluate("window.prints") == 1
    release()
    form.wait_until_ready()
    # Typed where the focus is. By the time the report shows it, the earlier check has finished.
    page.keyboard.type("Female")
    expect(page.get_by_role("article", name="Completed assessment")).to_contain_text("Female")
    expect(page.get_by_label("Gender")).to_be_focused()
    assert page.evaluate("window.prints") == 1


def test_error_found_by_the_engine_disappears_if_the_engine_stops(page: Page) -> None:
    form = AssessmentPage(page).open()
    birth = page.get_by_role("group", name="Date of Birth", exact=True)
    form.type_date(birth, {"day": "44"})
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    stop(page)
    birth.get_by_label("Day").fill("4")
    form.expect_bar(FAILED)
    expect(page.locator("#error-summary")).to_be_hidden()
    expect(birth).not_to_contain_text("must have a day")
    expect(page).not_to_have_title(re.compile("^Error"))


@pytest.mark.parametrize("script", [True, False], ids=["engine failed", "script off"])
def test_print_has_its_marking_in_a_browser_without_margin_boxes(
    browser: Browser, server: str, script: bool
) -> None:
    with browser.new_context(base_url=server, java_script_enabled=script) as context:
        page = context.new_page()
        page.add_init_script("delete window.CSSMarginRule; delete window.WebAssembly;")
        AssessmentPage(page).open(wait=False)
        page.get_by_label("Client’s Name").fill("Sam Example")
        # Print as a browser without margin boxes does: remove them all.
        page.route("**/report.css", lambda route: route.abort())
        page.evaluate(
            "for (const sheet of document.styleSheets) for (const [n, rule] of"
            " [...sheet.cssRules].entries()) if (rule.type === 6) { sheet.deleteRule(n); break; }"
        )
        paper = " ".join(printed(page))
    assert "OFFICIAL-SENSITIVE" in paper
    assert "If you tick any of these, act now" in paper


def test_dates_and_hand_entered_total_are_printed_in_full_without_the_engine(page: Page) -> None:
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page).open(wait=False)
    form.fill({"date-of-birth": {"day": "27th", "month": "September", "year": "2011"}})
    total = "27 from 9 of 11, added up twice, by Alex Placeholder and by Pat Sample together"
    page.get_by_label("Total entered by hand").fill(total)
    paper = " ".join(printed(page))
    assert "27th September 2011" in paper
    assert without_spaces(total) in without_spaces(paper)


def test_leaving_the_page_asks_first_if_a_total_was_entered_by_hand(page: Page) -> None:
    dialogs: list[str] = []

    def accept(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.add_init_script("delete window.WebAssembly")
    AssessmentPage(page).open(wait=False)
    page.get_by_label("Total entered by hand").fill("27 from 9")
    page.goto("/")
    assert dialogs == ["beforeunload"]


def test_answers_too_long_in_total_are_refused_without_stopping_the_engine(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    many = [field.id for field in INSTRUMENT.fields if field.kind.value in ("text", "multiline")]
    form.fill(dict.fromkeys(many, "\x07" * 50_000))
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_contain_text("Your answers are too long in total")
    form.fill(dict.fromkeys(many, "short"))
    form.expect_bar("answered: 0 scored")
    expect(summary).to_be_hidden()


def test_form_keeps_its_answers_if_the_device_runs_out_of_memory(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill({"client-name": "Sam Example", "factor-1": 5})
    form.expect_bar("answered: 1 scored")
    engine_worker(page).evaluate(
        "void (WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no memory'); })"
    )
    long = [f.id for f in INSTRUMENT.fields if f.kind in (FieldKind.TEXT, FieldKind.MULTILINE)]
    form.fill(dict.fromkeys(long, "🙂" * 30_000) | {"client-name": "Sam Example"})
    # Either Python or its host notices first. Each has its own message.
    message = page.get_by_text("This device does not have enough memory for such long answers")
    expect(message.or_(page.locator("[data-engine-state]", has_text=FAILED)).first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("MemoryError")
    expect(page.get_by_label("Client’s Name")).to_have_value("Sam Example")
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()
    expect(page.get_by_label("POLICE ACTIVITY")).to_have_value("🙂" * 30_000)
    form.fill(dict.fromkeys(long, "short") | {"client-name": "Sam Example"})
    again = page.get_by_role("button", name="Try again")
    scored = page.get_by_label("Score and saving").get_by_text("answered: 1 scored")
    expect(again.or_(scored).filter(visible=True).first).to_be_visible()
    if again.is_visible():
        again.click()
    form.expect_bar("answered: 1 scored")
