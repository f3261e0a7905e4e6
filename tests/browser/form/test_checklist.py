"""Tests of the checklist of signs: ticking, printing, and copying signs into an assessment, which needs a click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from assessment_page import ADDRESS as ASSESSMENT
from assessment_page import INSTRUMENT, AssessmentPage
from checklist_page import CHECKLIST, SIGNS, ChecklistPage, analysis_box, offer, ticked_on_paper
from conftest import PHONE, Watch
from pdf import printed, without_spaces
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect
from same_origin_page import open_same_origin_page
from waiting import until

from builder.base import paths
from builder.serve import dev_server

CRIME, MONEY, DESPAIR = SIGNS[2], SIGNS[6], SIGNS[19]
LINES = f"{CRIME.line}\n{MONEY.line}\n{DESPAIR.line}"
HANDOVER = {"type": "ticked-signs", "lines": [CRIME.line]}
AXE = paths.NODE_MODULES / "axe-core" / "axe.min.js"


def hold_back_the_assessments_script(page: Page) -> list[Route]:
    """Hold back the script of assessments in this page's context; return the list of waiting requests."""
    waiting: list[Route] = []
    page.context.route("**/app-*/assessment-boot.mjs", lambda route: waiting.append(route))
    return waiting


def go_on(page: Page, waiting: list[Route]) -> None:
    """Wait until the script is requested, then let it load."""
    until(page, lambda: waiting)
    waiting.pop().continue_()


def status_message(page: Page) -> Locator:
    """Return the status message of the checklist, which reports the result of a click."""
    return page.get_by_role("form", name="Checklist of signs").get_by_role("status")


def accept(dialog: Dialog) -> None:
    dialog.accept()


def test_every_sign_is_a_box_and_none_is_ticked(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    expect(page.get_by_role("article").get_by_role("checkbox")).to_have_count(21)
    for group in CHECKLIST.groups:
        boxes = page.get_by_role("group", name=group.label, exact=True).get_by_role("checkbox")
        expect(boxes).to_have_count(len(group.signs))
    for sign in SIGNS:
        expect(checklist.box(sign)).not_to_be_checked()


def test_checklist_shows_its_caution_and_is_marked_as_an_addition(page: Page) -> None:
    ChecklistPage(page).open()
    article = page.get_by_role("article")
    for words in (
        "Added to the 2013-14 document",
        "This is not an exhaustive list",
        "The presence of any sign should not be taken as proof that a child is being sexually exploited, "
        "or as a prediction",
        "you should consider whether an assessment of the child is required",
    ):
        expect(article).to_contain_text(words)


def test_checklist_asks_for_no_name_and_counts_no_ticks(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    expect(page.get_by_role("article").get_by_role("textbox")).to_have_count(0)
    before = page.get_by_role("article").inner_text()
    checklist.tick(*SIGNS)
    assert page.get_by_role("article").inner_text() == before


def test_the_paper_shows_what_is_ticked_and_the_rest_as_empty_boxes(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    assert ticked_on_paper(page) == set()
    checklist.tick(CRIME, DESPAIR)
    # The last box has the focus, which must not be visible on paper.
    assert ticked_on_paper(page) == {CRIME.id, DESPAIR.id}
    checklist.box(DESPAIR).uncheck()
    assert ticked_on_paper(page) == {CRIME.id}


def test_printed_checklist_has_signs_and_caution_but_no_protective_marking(page: Page) -> None:
    ChecklistPage(page).open()
    text = without_spaces(printed(page)[0])
    for words in (
        *(sign.line for sign in SIGNS),
        "This is not an exhaustive list",
        "consider whether an assessment of the child is required",
        "Page 1 of 1",
    ):
        assert without_spaces(words) in text
    for words in ("OFFICIAL", "Untick all", "new tab", "Search"):
        assert without_spaces(words) not in text


def test_the_print_button_prints(page: Page) -> None:
    page.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    ChecklistPage(page).open()
    page.get_by_role("button", name="Print or save as PDF").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")


def test_ticked_signs_are_offered_in_a_new_assessment_and_added_by_a_click(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    # Ticked in another order than on the page.
    checklist.tick(DESPAIR, CRIME, MONEY)
    assessment = checklist.carry()
    expect(offer(assessment).get_by_role("listitem")).to_have_text(LINES.split("\n"))
    expect(status_message(page)).to_contain_text("The signs are in the new tab")
    expect(analysis_box(assessment)).to_have_value("")
    offer(assessment).get_by_role("button", name="Add to this box").click()
    expect(analysis_box(assessment)).to_have_value(LINES)
    expect(analysis_box(assessment)).to_be_focused()
    expect(offer(assessment)).to_be_hidden()
    expect(assessment.page.get_by_text("You can add the signs that you ticked")).to_be_hidden()
    contents = assessment.page.get_by_role("navigation", name="Contents of this form")
    expect(contents.get_by_role("listitem").filter(has_text="CSE analysis")).to_contain_text(
        f"1 of {len(INSTRUMENT.analysis.fields)}"
    )
    assessment.wait_until_ready()
    report = assessment.check()
    for line in LINES.split("\n"):
        expect(report).to_contain_text(line)


def test_signs_are_added_to_a_partly_filled_form_only_by_a_click(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    # The signs arrive after the user has begun to fill in the form.
    waiting = hold_back_the_assessments_script(page)
    assessment = checklist.carry()
    analysis_box(assessment).fill("Seen by Alex Placeholder.")
    go_on(page, waiting)
    expect(offer(assessment)).to_be_visible()
    assessment.wait_until_ready()
    assessment.choose(INSTRUMENT.factors[0], 3)
    expect(analysis_box(assessment)).to_have_value("Seen by Alex Placeholder.")
    offer(assessment).get_by_role("button", name="Add to this box").click()
    expect(analysis_box(assessment)).to_have_value(f"Seen by Alex Placeholder.\n{CRIME.line}")
    expect(assessment.option(INSTRUMENT.factors[0], 3)).to_be_checked()


def test_offered_signs_can_be_declined(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    assessment = checklist.carry()
    offer(assessment).get_by_role("button", name="Do not add them").click()
    expect(offer(assessment)).to_be_hidden()
    expect(analysis_box(assessment)).to_have_value("")


def test_unanswered_offer_of_signs_is_not_printed_or_shown_after_a_reload(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    assessment = checklist.carry()
    expect(offer(assessment)).to_be_visible()
    assert without_spaces(CRIME.line) not in without_spaces("".join(printed(assessment.page)))
    assessment.page.reload()
    assessment.wait_until_ready()
    expect(offer(assessment)).to_be_hidden()


def test_each_new_tab_gets_what_was_ticked_when_it_was_opened(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    first = checklist.carry()
    expect(offer(first).get_by_role("listitem")).to_have_text([CRIME.line])
    page.bring_to_front()
    checklist.tick(MONEY)
    second = checklist.carry()
    expect(offer(second).get_by_role("listitem")).to_have_text([CRIME.line, MONEY.line])
    expect(offer(first).get_by_role("listitem")).to_have_text([CRIME.line])


def test_carrying_without_ticked_signs_shows_a_message_and_opens_no_tab(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.carry_button.click()
    expect(status_message(page)).to_contain_text("You have not ticked any signs")
    assert page.context.pages == [page]
    checklist.tick(CRIME)
    expect(status_message(page)).to_have_text("", use_inner_text=True)


def test_blocked_pop_up_is_reported_with_a_link_to_the_assessment(page: Page) -> None:
    page.add_init_script("window.open = () => null")
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    checklist.carry_button.click()
    status = status_message(page)
    expect(status).to_contain_text("The browser did not open a new tab.")
    with page.expect_popup() as popup:
        status.get_by_role("link", name="open the assessment yourself").click()
    assert popup.value.url.endswith(ASSESSMENT)
    expect(checklist.box(CRIME)).to_be_checked()


def test_ticked_signs_are_not_in_the_address_title_or_storage(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME, MONEY)
    assessment = checklist.carry()
    offer(assessment).get_by_role("button", name="Add to this box").click()
    for tab, address in ((page, "/recognise/checklist/"), (assessment.page, ASSESSMENT)):
        stored = tab.evaluate(
            # The sealed form can no longer use its storage.
            "JSON.stringify([location.search, location.hash, window.name, history.state,"
            " history.length, {...globalThis.sessionStorage}, document.cookie])"
        )
        assert not any(
            word in stored for sign in (CRIME, MONEY) for word in (sign.id, sign.label, sign.detail)
        )
        assert tab.url.endswith(address)
        assert not any(sign.label in tab.title() for sign in (CRIME, MONEY))
    stores = open_same_origin_page(page).evaluate(
        "async () => JSON.stringify([await indexedDB.databases(), await caches.keys(), {...localStorage}])"
    )
    assert not any(
        word in stores for sign in (CRIME, MONEY) for word in (sign.id, sign.label, sign.detail)
    )
    # The link between the two tabs is cut.
    assert assessment.page.evaluate("window.opener") is None


def test_reloading_or_going_back_brings_no_tick_back(page: Page) -> None:
    page.on("dialog", accept)
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    page.reload()
    expect(checklist.box(CRIME)).not_to_be_checked()
    checklist.tick(CRIME)
    page.goto("/about/")
    page.go_back()
    expect(checklist.box(CRIME)).not_to_be_checked()


def test_leaving_the_checklist_asks_first_only_if_signs_are_ticked(page: Page) -> None:
    dialogs: list[str] = []

    def note_and_accept(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", note_and_accept)
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    page.get_by_role("button", name="Untick all").click()
    expect(checklist.box(CRIME)).not_to_be_checked()
    page.goto("/about/")
    assert dialogs == []
    checklist.open().tick(CRIME)
    page.goto("/about/")
    assert dialogs == ["beforeunload"]


def test_single_keys_do_not_leave_the_page(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    address = page.url
    for key in ("n", ".", "p", ","):
        page.keyboard.press(key)
    assert page.url == address
    expect(checklist.box(CRIME)).to_be_checked()


@pytest.fixture
def other_origin(site: Path) -> Iterator[str]:
    """Serve the site without headers from another origin too."""
    with dev_server.start(site) as address:
        yield address


def opened_by(page: Page, address: str) -> AssessmentPage:
    """Open an assessment by script, without its engine; a sealed page would not receive messages."""
    page.context.route("**/assets/engine/**", lambda route: None)
    with page.expect_popup() as popup:
        page.evaluate("address => { window.tab = window.open(address); }", address)
    assessment = AssessmentPage(popup.value)
    assessment.expect_bar("Loading the scoring program")
    return assessment


def send(page: Page, assessment: AssessmentPage, *messages: object) -> None:
    """Send messages from the opening page. Wait for the last: they arrive in order, so all are handled by then."""
    assessment.page.evaluate(
        "() => { window.ended = new Promise((done) => addEventListener('message',"
        " ({ data }) => data === 'end' && done())); }"
    )
    page.evaluate(
        "messages => { for (const each of messages) window.tab.postMessage(each, '*'); }",
        [*messages, "end"],
    )
    assessment.page.evaluate("() => window.ended")


def test_a_message_from_another_origin_is_ignored(
    page: Page, plain_server: str, other_origin: str, watch: Watch
) -> None:
    # With our headers the message would not arrive at all: neither window could reach the other.
    watch.expect("request to another origin")
    # The browser does not deliver the assessment's message either, because its target is our own origin.
    watch.expect("does not match the recipient window's origin")
    page.goto(f"{other_origin}/about/")
    assessment = opened_by(page, f"{plain_server}{ASSESSMENT}")
    send(page, assessment, HANDOVER)
    expect(offer(assessment)).to_be_hidden()
    expect(analysis_box(assessment)).to_have_value("")


def test_a_message_of_another_shape_or_from_another_window_is_ignored(page: Page) -> None:
    # The only page with the assessment's opener policy. No other page could reach the window that it opened.
    page.goto("/recognise/checklist/")
    assessment = opened_by(page, ASSESSMENT)
    send(
        page,
        assessment,
        None,
        5,
        "ticked-signs",
        [CRIME.line],
        {},
        {"lines": [CRIME.line]},
        {"type": "other", "lines": [CRIME.line]},
        {**HANDOVER, "more": 1},
        *(
            {**HANDOVER, "lines": lines}
            for lines in (
                *(None, CRIME.line, [], {"0": CRIME.line, "length": 1}, [5], [""], [" "]),
                *([CRIME.line, None], ["two\nlines"], ["\u202eturned"], ["x" * 1001], ["x"] * 101),
            )
        ),
    )
    assessment.page.evaluate("message => window.postMessage(message, '*')", HANDOVER)
    send(page, assessment)
    expect(offer(assessment)).to_be_hidden()
    # The right shape from the right window is accepted, but only once.
    markup = "<img src=x onerror=alert(1)>"
    send(page, assessment, {**HANDOVER, "lines": [markup]}, HANDOVER)
    expect(offer(assessment).get_by_role("listitem")).to_have_text([markup])
    expect(analysis_box(assessment)).to_have_value("")


def test_the_checklist_answers_the_tab_that_it_opened_and_no_other(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.tick(CRIME)
    waiting = hold_back_the_assessments_script(page)
    assessment = checklist.carry()
    expect(status_message(page)).to_contain_text("The assessment is opening in a new tab")
    page.evaluate(
        "() => new Promise((done) => {"
        " addEventListener('message', ({ data }) => data === 'end' && done());"
        " for (const each of [{ type: 'assessment-ready' }, 'end']) postMessage(each, '*'); })"
    )
    expect(status_message(page)).to_contain_text("The assessment is opening in a new tab")
    go_on(page, waiting)
    expect(offer(assessment)).to_be_visible()


def test_assessment_not_opened_from_the_checklist_offers_no_signs(page: Page) -> None:
    assessment = AssessmentPage(page).open()
    expect(offer(assessment)).to_be_hidden()
    expect(page.get_by_text("You can add the signs that you ticked")).to_be_hidden()


def test_checklist_can_be_ticked_and_printed_without_scripts(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = context.new_page()
        checklist = ChecklistPage(page).open()
        expect(page.get_by_text("JavaScript is turned off in this browser")).to_be_visible()
        expect(checklist.carry_button).to_be_hidden()
        checklist.tick(MONEY)
        assert ticked_on_paper(page) == {MONEY.id}
        page.get_by_role("button", name="Untick all").click()
        expect(checklist.box(MONEY)).not_to_be_checked()


def test_signs_can_be_ticked_and_carried_by_keyboard_alone(page: Page) -> None:
    checklist = ChecklistPage(page).open()
    checklist.box(SIGNS[0]).focus()
    for sign in SIGNS:
        expect(checklist.box(sign)).to_be_focused()
        if sign in (CRIME, MONEY):
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(checklist.carry_button).to_be_focused()
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")
    assessment = AssessmentPage(popup.value)
    keys = assessment.page.keyboard
    link = assessment.page.get_by_role("link", name="See the signs")
    expect(link).to_be_visible()
    for _ in range(30):
        keys.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    keys.press("Enter")
    expect(offer(assessment).get_by_role("heading")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(analysis_box(assessment)).to_be_focused()
    keys.type(" Seen twice.")
    expect(analysis_box(assessment)).to_have_value(f"{CRIME.line}\n{MONEY.line} Seen twice.")


def faults(page: Page, *within: str) -> list[str]:
    """Return the violations that axe finds, each as its rule and the HTML of the element."""
    page.evaluate(AXE.read_text("utf-8"))
    # To save time, axe reports only violations and does not load the style sheets again, which no rule here needs.
    axe_options = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    violations = page.evaluate(
        "([within, how]) => axe.run(within.length ? within : document, how)",
        [list(within), axe_options],
    )
    return [
        f"{rule['id']}: {node['html']}"
        for rule in violations["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, PHONE["width"]])
def test_checklist_has_no_axe_violation_and_no_horizontal_overflow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    checklist = ChecklistPage(page).open()
    assert faults(page) == []
    checklist.tick(CRIME)
    assessment = checklist.carry()
    expect(status_message(page)).to_contain_text("The signs are in the new tab")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(offer(assessment)).to_be_visible()
    assert faults(assessment.page, "#signs-offer", "[data-signs-waiting]") == []
