"""Tests of the parts around the questions: a short header, the list of sections, help, chart and final checks."""

import pytest
from assessment_page import ADDRESS, INSTRUMENT, AssessmentPage
from case_tables import COMPLETE
from conftest import Watch
from form_filling import ScriptFormFiller
from paper_cases import page_texts
from playwright.sync_api import Locator, Page, Route, expect
from viewport import resize

FIRST = "Client’s Name"
MOST_WORDS = 60
MOST_TABS = 6
# Returns the visible words from the top of the page to the first question.
_WORDS = """() => {
  const first = document.querySelector("[data-item]");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let node; (node = walker.nextNode()) && !first.contains(node);) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const element = node.parentElement;
    if (element.closest(".govuk-visually-hidden, .md-skip")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const boxes = [...range.getClientRects()];
    if (boxes.some(({ width, height }) => width > 1 && height > 1)) seen.push(node.textContent);
  }
  return seen.join(" ").split(/\\s+/).filter(Boolean);
}"""
SIZES = {"laptop": (1366, 625), "phone": (390, 844)}


def rail(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Contents, help and chart")


def line_of(page: Page, section: str) -> Locator:
    """Return the line of a section in the list beside the form."""
    return rail(page).get_by_role("listitem").filter(has_text=section)


@pytest.mark.parametrize("size", SIZES)
def test_few_words_and_tab_stops_come_before_the_first_question(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    AssessmentPage(page).open()
    expect(page.get_by_role("button", name="Open a saved file")).to_be_visible()
    words = page.evaluate(_WORDS)
    assert "999" in words
    assert len(words) <= MOST_WORDS, words
    # Use the skip link, as keyboard users do.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    stops = 0
    while page.evaluate("!document.activeElement.closest('[data-item]')"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_TABS
    expect(page.get_by_label(FIRST)).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_the_first_question_is_in_view(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    AssessmentPage(page).open()
    box = page.get_by_label(FIRST).bounding_box()
    bar = page.get_by_role("group", name="Score and saving").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] + box["height"] <= bar["y"]


def test_the_parts_for_filling_in_by_hand_show_only_where_the_script_does_not_run(
    page: Page, watch: Watch
) -> None:
    watch.expect("digest|Integrity|404|preload|SyntaxError|Unexpected")
    by_hand = page.get_by_label("Total entered by hand")
    delayed: list[Route] = []
    page.route("**/assessment-boot.mjs", lambda route: delayed.append(route))
    page.goto(ADDRESS, wait_until="commit")
    # A slow network: the page has loaded, its script has not.
    expect(page.get_by_label(FIRST)).to_be_visible()
    expect(by_hand).to_be_hidden()
    # In print, the page looks as it does without a script.
    page.emulate_media(media="print")
    expect(by_hand).to_be_visible()
    assert "OFFICIAL-SENSITIVE when completed" in page_texts(page.pdf(prefer_css_page_size=True))[0]
    page.emulate_media(media="screen")
    delayed.pop().fulfill(status=404)
    expect(by_hand).to_be_visible()
    page.reload(wait_until="commit")
    expect(page.get_by_label(FIRST)).to_be_visible()
    # A different script than the page's own.
    delayed.pop().fulfill(content_type="text/javascript", body="const = 1;")
    expect(by_hand).to_be_visible()
    page.reload(wait_until="commit")
    expect(page.get_by_label(FIRST)).to_be_visible()
    delayed.pop().continue_()
    expect(page.locator("html.engine-ready")).to_be_attached()
    expect(by_hand).to_be_hidden()


def test_count_of_answered_factors_is_equal_in_bar_contents_check_and_report(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    form.expect_bar("10 of 11 answered: 9 scored, 1 not known")
    expect(line_of(page, "Risk factors")).to_contain_text("10 of 11")
    report = form.check()
    check = page.get_by_role("group", name="Before you print")
    expect(check.get_by_role("link", name="Risk factors: 1 of 11 not answered")).to_be_visible()
    expect(check.get_by_role("link", name="Risk factors: 1 of 11 not known")).to_be_visible()
    expect(report).to_contain_text(
        "10 of 11 risk factors answered (9 scored, 1 not known), 1 not answered"
    )


def test_list_of_sections_shows_the_progress_of_each_section(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    expect(line_of(page, "Details")).to_contain_text("Not started")
    form.fill({"client-name": "Sam Example", "factor-1": 3})
    expect(line_of(page, "Details")).to_contain_text("Some answers")
    expect(line_of(page, "Risk category")).to_contain_text("Not started")
    expect(line_of(page, "Case record")).to_contain_text("Optional")
    form.fill({factor.id: 1 for factor in INSTRUMENT.factors})
    expect(line_of(page, "Risk factors")).to_contain_text("Complete")
    form.fill({"client-postcode": "ub8"})
    page.get_by_label("Worker’s Name").focus()
    expect(line_of(page, "Details")).to_contain_text("Needs checking")


def test_the_section_in_view_is_marked(page: Page) -> None:
    AssessmentPage(page).open()
    current = rail(page).locator("[aria-current=true]")
    expect(current).to_contain_text("Details")
    for section, heading in (
        ("Risk factors", "Section 2: Risk Assessment"),
        ("Check and print", "Check and print"),
        ("Details", "Section 1: Child (Victim), Perpetrator & Agency Information"),
    ):
        rail(page).get_by_role("link", name=section).click()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_focused()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport()
        expect(current).to_have_count(1)
        expect(current).to_contain_text(section)
    assert page.url.endswith("/assessment/")


def test_the_next_section_gets_the_focus_without_a_reload(page: Page) -> None:
    AssessmentPage(page).open()
    page.get_by_label(FIRST).fill("Sam Example")
    page.get_by_role("link", name="Next section: Risk category").click()
    heading = page.get_by_role("heading", name="Risk Category", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)
    expect(page.get_by_label(FIRST)).to_have_value("Sam Example")


def test_help_is_beside_the_question_in_focus(page: Page) -> None:
    form = AssessmentPage(page).open()
    box = rail(page).get_by_role("region", name="Help with")
    expect(box).to_be_hidden()
    form.option(INSTRUMENT.factors[1], 2).focus()
    expect(box).to_contain_text("PRU is a pupil referral unit")
    expect(box).to_be_in_viewport()
    # For a question without help, there is no help box.
    page.get_by_label("Worker’s Name").focus()
    expect(box).to_be_hidden()


def test_help_can_be_gone_to_and_left_by_keyboard(page: Page) -> None:
    form = AssessmentPage(page).open()
    question = page.locator(".cse-item").filter(has=form.factor(INSTRUMENT.factors[1]))
    summary = question.locator(".cse-help summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(rail(page).get_by_role("heading", name="Help with : 2) Education")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Back to the question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(summary).to_be_focused()


def test_help_opens_below_the_question_where_there_is_no_room_beside_it(page: Page) -> None:
    resize(page, 390)
    form = AssessmentPage(page).open(wait=False)
    question = page.locator(".cse-item").filter(has=form.factor(INSTRUMENT.factors[1]))
    question.locator(".cse-help summary").click()
    expect(question.get_by_text("PRU is a pupil referral unit")).to_be_visible()
    expect(rail(page)).to_be_hidden()


def test_chart_of_risk_factors_shows_the_current_answers(page: Page) -> None:
    form = AssessmentPage(page).open()
    chart = rail(page).get_by_role("region", name="Risk factors so far")
    expect(chart).to_be_hidden()
    form.choose(INSTRUMENT.factors[0], 4)
    form.choose(INSTRUMENT.factors[1], "not-known")
    # This answer has a number, but means “not known”.
    form.choose(INSTRUMENT.factors[10], 1)
    rows = chart.get_by_role("listitem")
    expect(rows).to_have_count(11)
    expect(rows.nth(0)).to_contain_text("4")
    expect(rows.nth(1)).to_contain_text("not known")
    expect(rows.nth(2)).to_contain_text("not answered")
    expect(rows.nth(10)).to_contain_text("not known")


def test_phone_shows_one_line_that_opens_the_list_of_sections(phone: Page) -> None:
    AssessmentPage(phone).open()
    line = phone.get_by_role("navigation", name="Sections of this form")
    expect(line).to_contain_text("1 of 7: Details")
    line.locator("summary").tap()
    line.get_by_role("link", name="Risk factors").tap()
    expect(phone.get_by_role("heading", name="Section 2: Risk Assessment")).to_be_focused()
    expect(line).to_contain_text("3 of 7: Risk factors")
    expect(line.get_by_role("link", name="Details")).to_be_hidden()
    box = line.locator("summary").bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 44)
    bar = phone.get_by_role("group", name="Score and saving").bounding_box()
    assert bar is not None
    assert bar["height"] <= 50
    # There is no site menu, because one tap in it could lose what was typed.
    expect(phone.get_by_role("button", name="Menu")).to_have_count(0)


def test_escape_closes_the_list_of_sections(page: Page) -> None:
    resize(page, 390)
    AssessmentPage(page).open(wait=False)
    line = page.get_by_role("navigation", name="Sections of this form")
    summary = line.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(line.get_by_role("link", name="Details")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(line.get_by_role("link", name="Details")).to_be_hidden()


def test_how_do_i_know_link_moves_the_focus_to_the_privacy_panel(page: Page) -> None:
    AssessmentPage(page).open()
    expect(page.get_by_text("Answers stay on this computer.")).to_be_visible()
    page.get_by_role("link", name="What this means").click()
    panel = page.get_by_role("region", name="How this page protects your answers")
    expect(panel.get_by_role("heading", level=2).first).to_be_focused()
    for words in ("Sealed.", "What has this page sent?", "On a shared computer"):
        expect(panel.get_by_text(words).first).to_be_visible()


def test_list_before_printing_links_to_every_doubtful_answer(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(
        {"client-name": "Sam Example", "analysis-name": "Charlie Specimen", "factor-1": "not-known"}
    )
    form.check()
    box = page.get_by_role("group", name="Before you print")
    for name in (
        "is not the same as “Client’s Name”",
        "Details: ",
        "Risk factors: 1 of 11 not known",
    ):
        expect(box.get_by_role("link", name=name).first).to_be_visible()
    for name in ("Print or save as PDF", "Save to a file", "Clear form"):
        expect(box.get_by_role("button", name=name)).to_be_visible()
    box.get_by_role("link", name="Risk factors: 1 of 11 not known").click()
    expect(form.option(INSTRUMENT.factors[0], "not-known")).to_be_focused()


def test_long_answer_in_the_list_shows_three_lines_until_expanded(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    long = "Made up words. " * 200
    form.fill({"analysis-police": long})
    form.check()
    words = page.locator("#answer-list").get_by_text("Made up words.")
    line = words.evaluate("each => parseFloat(getComputedStyle(each).lineHeight)")
    height = "each => each.getBoundingClientRect().height"
    assert words.evaluate(height) <= 3 * line + 1
    page.get_by_role("button", name="Show all of POLICE ACTIVITY").click()
    assert words.evaluate(height) > 10 * line
    page.get_by_role("button", name="Show less of POLICE ACTIVITY").click()
    assert words.evaluate(height) <= 3 * line + 1
