"""Tests of interruptions while someone fills in the form: the answers are intact, and messages are plain."""

import re

import engine_files
import pytest
from assessment_page import ADDRESS, INSTRUMENT, AssessmentPage
from form_filling import ScriptFormFiller
from pdf import printed
from playwright.sync_api import Dialog, Page, expect
from saving_page import (
    AS_DOWNLOAD,
    begin_saving,
    fill_own,
    lock_with_own,
    news,
    save_state,
)
from waiting import until

NAME = "Sam Onlyhere"
TYPED = {"client-name": NAME, "factor-1": 5, "factor-2": 2, "analysis-behaviours": "Made up"}
# In bytes per second and milliseconds, like the slow connection in browsers' developer tools.
SLOW_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000,
    "uploadThroughput": 50_000,
}


@pytest.fixture
def form(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(TYPED)
    form.expect_bar("answered: 2 scored")
    return form


def expect_intact(form: AssessmentPage) -> None:
    expect(form.page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(form.page.get_by_label("BEHAVIOURS/INDICATORS")).to_have_value("Made up")
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()
    form.expect_bar("answered: 2 scored")


def test_frozen_tab_keeps_its_answers_when_it_resumes(page: Page) -> None:
    """A headless browser freezes no tab, so a fake clock simulates it: an hour passes without timers."""
    page.clock.install()
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(TYPED)
    form.expect_bar("answered: 2 scored")
    page.evaluate("document.dispatchEvent(new Event('freeze'))")
    page.clock.fast_forward("01:00:00")
    page.evaluate("document.dispatchEvent(new Event('resume'))")
    page.get_by_role("button", name="Show the form").click()
    expect_intact(form)
    form.choose(INSTRUMENT.factors[2], 3)
    form.expect_bar("answered: 3 scored")


def test_loading_the_page_again_by_mistake_can_be_called_off(form: AssessmentPage) -> None:
    dialogs: list[str] = []

    def decline(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    form.page.on("dialog", decline)
    form.page.evaluate("void setTimeout(() => location.reload())")
    until(form.page, lambda: len(dialogs) == 1)
    form.page.evaluate("void setTimeout(() => location.reload())")
    until(form.page, lambda: len(dialogs) == 2)
    expect_intact(form)
    assert set(dialogs) == {"beforeunload"}


def test_the_back_button_pressed_by_mistake_can_be_called_off(page: Page) -> None:
    page.goto("/")
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(TYPED)
    dialogs: list[str] = []

    def decline(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", decline)
    page.evaluate("void setTimeout(() => history.back())")
    until(page, lambda: dialogs)
    expect_intact(form)
    assert dialogs == ["beforeunload"]
    assert page.url.endswith(ADDRESS)


@pytest.mark.parametrize("button", ["Check your answers", "Save to a file", "Hide form now"])
def test_double_click_leaves_no_dialog_open_and_loses_no_answer(
    form: AssessmentPage, button: str
) -> None:
    page = form.page
    page.get_by_role("button", name=button).last.dblclick(force=True)
    if button == "Save to a file":
        page.keyboard.press("Escape")
    if button == "Hide form now":
        page.get_by_role("button", name="Show the form").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_intact(form)


def test_a_file_is_saved_once_however_often_the_button_is_pressed(form: AssessmentPage) -> None:
    page = form.page
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    dialog = begin_saving(page)
    fill_own(dialog)
    # All clicks in one task: a click after the file was saved would rightly save it again.
    dialog.get_by_role("button", name="Save the file").evaluate(
        "button => { for (let times = 0; times < 3; times += 1) button.click(); }"
    )
    expect(save_state(form)).to_have_text(re.compile("^Saved"))
    # Save once more by hand. If this is the second download, the three clicks caused only one.
    with page.expect_download():
        begin_saving(page).get_by_role("button", name="Save the file").click()
    assert len(saved) == 2


def test_pasted_megabyte_is_refused_with_its_field_named_and_answers_kept(
    form: AssessmentPage,
) -> None:
    page = form.page
    box = page.get_by_label("POLICE ACTIVITY")
    box.evaluate("(box) => { box.value = 'x'.repeat(1_000_000); }")
    box.dispatch_event("input")
    form.expect_bar("To see a score, first correct the problem shown at the top of the form.")
    expect(page.get_by_role("alert").first).to_contain_text("POLICE ACTIVITY")
    lock_with_own(begin_saving(page))
    expect(news(page)).to_contain_text("The file was not saved")
    box.fill("")
    expect_intact(form)


def test_sealed_form_scores_and_saves_without_a_network(form: AssessmentPage) -> None:
    page = form.page
    page.context.set_offline(True)
    form.choose(INSTRUMENT.factors[2], 3)
    form.expect_bar("answered: 3 scored")
    expect(form.check()).to_contain_text(NAME)
    with page.expect_download():
        lock_with_own(begin_saving(page))
    expect(save_state(form)).to_have_text(re.compile("^Saved"))


def test_answers_are_kept_if_the_network_fails_while_the_engine_loads(page: Page) -> None:
    engine_files.hold(page)
    with page.expect_request(engine_files.IMAGE):
        form = AssessmentPage(page, ScriptFormFiller()).open(wait=False)
    form.fill(TYPED)
    page.context.set_offline(True)
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()


def test_form_can_be_filled_on_a_slow_network_before_the_engine_loads(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    form = AssessmentPage(page, ScriptFormFiller())
    page.goto("/assessing-risk/")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    form.open(wait=False)
    form.fill(TYPED)
    form.expect_bar("Loading the scoring program")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    session.send(
        "Network.emulateNetworkConditions", {**SLOW_LINE, "latency": 0, "downloadThroughput": -1}
    )
    form.wait_until_ready()
    expect_intact(form)


def test_answers_are_kept_if_the_clock_changes_while_someone_types(form: AssessmentPage) -> None:
    for shift in (-86_400_000, 86_400_000):
        form.page.evaluate(
            "(shift) => { const now = Date.now; Date.now = () => now() + shift; }", shift
        )
        form.page.get_by_label("Client’s Name").press("Shift")
    # The form is hidden, because after the clock change it seems unused for a day. Nothing is lost.
    form.page.get_by_role("button", name="Show the form").click()
    expect_intact(form)


def test_two_tabs_keep_separate_answers(form: AssessmentPage) -> None:
    other = AssessmentPage(form.page.context.new_page(), ScriptFormFiller()).open()
    other.expect_bar("answered: 0 scored")
    other.fill({"client-name": "Charlie Specimen", "factor-1": 1})
    other.expect_bar("answered: 1 scored")
    expect_intact(form)


@pytest.mark.parametrize(
    "missing_feature", ["indexedDB", "localStorage", "sessionStorage", "caches", "navigator.locks"]
)
def test_form_works_and_saves_to_a_file_if_the_browser_denies_storage(
    page: Page, missing_feature: str
) -> None:
    owner, _, name = missing_feature.rpartition(".")
    page.add_init_script(
        f"{AS_DOWNLOAD} Object.defineProperty({owner or 'window'}, '{name}', "
        "{ get() { throw new DOMException('', 'SecurityError'); } });"
    )
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(TYPED)
    expect_intact(form)
    with page.expect_download():
        lock_with_own(begin_saving(page))
    expect(save_state(form)).to_have_text(re.compile("^Saved"))


def test_printing_while_the_engine_loads_gives_the_answers(page: Page) -> None:
    engine_files.hold(page)
    with page.expect_request(engine_files.IMAGE):
        form = AssessmentPage(page, ScriptFormFiller()).open(wait=False)
    form.fill(TYPED)
    assert NAME in " ".join(printed(page))
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
