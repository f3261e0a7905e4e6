"""Tests of the form on screen: completeness, counts, errors, keyboard use, and no answers in the title or address."""

import re

from assessment_page import INSTRUMENT, AssessmentPage, statement_name
from case_tables import COMPLETE
from form_filling import ScriptFormFiller
from pdf import wait_until_settled
from playwright.sync_api import Dialog, Page, expect
from same_origin_page import open_same_origin_page
from viewport import resize

from scoring.definition import contacts

# Fields, tick lists, factors, the level and the lists of the case record.
ITEMS = len(INSTRUMENT.fields) + len(INSTRUMENT.tick_lists) + len(INSTRUMENT.factors) + 1
ITEMS += len(INSTRUMENT.record.lists)
DETAILS = sum(len(group.fields) for group in INSTRUMENT.groups)


def test_every_statement_option_label_and_code_is_on_the_form(page: Page) -> None:
    form = AssessmentPage(page).open(wait=False)
    radios = 0
    for factor in INSTRUMENT.factors:
        group = form.factor(factor)
        for statement in factor.statements:
            name = statement_name(statement)
            expect(group.get_by_role("radio", name=name, exact=True)).to_have_count(1)
            radios += 1
        # Each factor has exactly one answer “Not known”.
        expect(group.get_by_role("radio", name=re.compile("Not known$"))).to_have_count(1)
    assert radios == 53
    for tick_list in INSTRUMENT.tick_lists:
        names = form.ticks(tick_list).get_by_role("checkbox")
        expect(names).to_have_count(len(tick_list.all_options))
        for option in tick_list.all_options:
            box = form.ticks(tick_list).get_by_role("checkbox", name=option.label, exact=True)
            expect(box).to_have_count(1)
    for code in INSTRUMENT.codes:
        # Once for the child and once for the perpetrator. No code is without its description.
        expect(page.get_by_role("option", name=str(code), exact=True)).to_have_count(2)
    for category in INSTRUMENT.risk_category.categories:
        summary = f"Response Guidance, category {category.number} ({category.level})"
        page.get_by_text(summary, exact=True).click()
        row = page.get_by_role("group").filter(has_text=summary)
        for text in category.guidance:
            expect(row.get_by_text(text, exact=True)).to_be_visible()


def test_built_page_contains_every_item_of_the_form(page: Page) -> None:
    """A change of the site generator could drop the form without an error."""
    AssessmentPage(page).open(wait=False)
    assert page.locator("form [data-item]").count() == ITEMS
    assert page.locator("form input[type=radio]").count() == 53 + 10 + (3 + 1) + (3 + 1)
    assert page.get_by_role("heading", level=1).count() == 1


def test_contents_show_the_number_of_answers_in_each_section(page: Page) -> None:
    form = AssessmentPage(page).open()
    contents = page.get_by_role("navigation", name="Contents of this form")
    for section, of in (
        ("Details", DETAILS),
        ("B to F", 5),
        ("Risk factors", 11),
        ("CSE analysis", len(INSTRUMENT.analysis.fields)),
    ):
        expect(contents.get_by_role("listitem").filter(has_text=section)).to_contain_text(
            f"0 of {of}"
        )
    form.fill({"client-name": "Sam Example", "gender": "Male", "factor-1": "not-known"})
    expect(contents.get_by_role("listitem").filter(has_text="Details")).to_contain_text(
        f"2 of {DETAILS}"
    )
    expect(contents.get_by_role("listitem").filter(has_text="Risk factors")).to_contain_text(
        "1 of 11"
    )
    # The page has copied the name into this section (WCAG 3.3.7).
    expect(contents.get_by_role("listitem").filter(has_text="CSE analysis")).to_contain_text(
        f"1 of {len(INSTRUMENT.analysis.fields)}"
    )


def test_the_analysis_form_repeats_section_1_until_someone_types_there(page: Page) -> None:
    AssessmentPage(page).open()
    name, copy = page.get_by_label("Client’s Name"), page.get_by_label("NAME OF YOUNG PERSON")
    name.fill("Sam Example")
    expect(copy).to_have_value("Sam Example")
    copy.fill("Sam Example, also known as Max Example")
    name.fill("Samuel Example")
    expect(copy).to_have_value("Sam Example, also known as Max Example")
    copy.fill("")
    page.keyboard.press("Tab")
    expect(copy).to_have_value("Samuel Example")


def test_not_known_and_not_answered_are_counted_separately(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.choose(INSTRUMENT.factors[0], 3)
    form.choose(INSTRUMENT.factors[1], "not-known")
    form.choose(INSTRUMENT.factors[10], 1)
    form.expect_bar("answered: 1 scored")
    form.expect_bar("Total: 3")
    form.expect_bar("(13 to 53 if every factor had a number)")
    form.expect_bar("3 of 11 answered: 1 scored, 2 not known")


def test_impossible_date_is_reported_in_a_focused_error_summary(page: Page) -> None:
    form = AssessmentPage(page).open()
    birth = page.get_by_role("group", name="Date of Birth", exact=True)
    form.type_date(birth, {"day": "31", "month": "February", "year": "2011"})
    page.get_by_role("button", name="Check your answers").click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_visible()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(birth).to_contain_text("Date of Birth must be a real date")
    summary.get_by_role("link", name=re.compile("^Date of Birth must be a real date")).first.click()
    expect(birth.get_by_label("Day")).to_be_focused()
    expect(birth.get_by_label("Day")).to_have_value("31")
    # After the correction, the error disappears without another press of the button.
    birth.get_by_label("Day").fill("28")
    expect(summary).to_be_hidden()
    expect(page).not_to_have_title(re.compile("^Error"))


def test_a_birth_date_after_the_date_completed_is_an_error_with_the_fields_name(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.fill({"date-of-birth": "2026-11-23", "date-completed": "2026-11-22"})
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_contain_text(
        "Date of Birth must not be after “Date form completed”"
    )


def test_check_of_a_blank_form_links_blanks_to_their_questions(page: Page) -> None:
    form = AssessmentPage(page).open()
    expect(form.check()).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_hidden()
    answers = page.locator("#answer-list")
    expect(answers.get_by_text("Not provided", exact=True)).to_have_count(ITEMS)
    answers.get_by_role("link", name="Change 5) Accommodation").click()
    expect(form.option(INSTRUMENT.factors[4], 1)).to_be_focused()


def test_unusual_postcode_gets_a_warning_after_leaving_its_field(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.fill({"client-postcode": "ub8"})
    client = page.get_by_role("group", name="Client", exact=True)
    # There is no remark while it is being typed.
    form.expect_bar("scored")
    expect(client).not_to_contain_text("does not look like a full postcode")
    page.keyboard.press("Tab")
    expect(client).to_contain_text("does not look like a full postcode")
    client.get_by_label("Postcode", exact=True).fill("zz1 1zz")
    page.keyboard.press("Tab")
    expect(client).not_to_contain_text("does not look like a full postcode")


def test_button_is_clicked_although_a_warning_appears_above_it(page: Page) -> None:
    # The whole form is in view, so that scrolling cannot make up for the height of the warning.
    page.set_viewport_size({"width": 1366, "height": 20_000})
    form = AssessmentPage(page).open()
    form.fill({"client-postcode": "ub8"})
    form.expect_bar("scored")
    postcode = page.get_by_role("group", name="Client", exact=True).get_by_label("Postcode")
    postcode.focus()
    expect(page.locator("html.laid-out")).to_be_attached()
    box = page.get_by_role("button", name="Check your answers").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 3)
    page.mouse.down()
    expect(postcode).not_to_be_focused()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    page.mouse.up()
    expect(page.locator("#answer-list")).to_be_visible()
    expect(page.get_by_text("does not look like a full postcode").first).to_be_visible()


def test_too_long_answer_is_reported_by_field_and_not_cut(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.fill({"analysis-police": "x" * 50_001, "factor-1": 5})
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_contain_text("POLICE ACTIVITY must be 50,000 characters or fewer")
    expect(page.get_by_label("POLICE ACTIVITY")).to_have_value("x" * 50_001)
    # No score is shown beside answers that were not read.
    form.expect_bar("To see a score, first correct the problem")
    bar = page.get_by_label("Score and saving")
    expect(bar).not_to_contain_text("scored", use_inner_text=True)
    page.get_by_label("POLICE ACTIVITY").fill("x" * 50_000)
    expect(summary).to_be_hidden()
    form.expect_bar("Total: 5")


def test_blaming_words_are_listed_and_located_without_changing_the_text(
    page: Page,
) -> None:
    account = "👩 “I am manipulative”, she said.\n" * 60 + "She refuses to engage."
    form = AssessmentPage(page, ScriptFormFiller()).open()
    block = page.get_by_role("group", name="Words to look at again")
    form.fill({"analysis-behaviours": account, "basis-of-concerns": {"other": "Risky behaviour"}})
    form.check()
    expect(block.get_by_role("listitem")).to_have_count(2)
    expect(block.get_by_role("listitem").first).to_contain_text("“Risky behaviour” in D. Basis")
    box = page.get_by_label("YOUNG PERSON RISK TAKING BEHAVIOURS/INDICATORS")
    block.get_by_role("button", name="Show in the form “refuses to engage”").click()
    expect(box).to_be_focused()
    selected = box.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert selected == "refuses to engage"
    # The words are at the end of a text that is longer than its box.
    assert box.evaluate("each => each.scrollTop + each.clientHeight >= each.scrollHeight - 60")
    expect(box).to_have_value(account)
    page.keyboard.type("does not feel safe with us")
    expect(block.get_by_role("listitem")).to_have_count(1)
    block.get_by_role("link", name="D. Basis of CSE Concerns, “Other”").click()
    page.get_by_label("Details of “Other” in D. Basis of CSE Concerns").fill(
        "She " + "claims, " * 6
    )
    expect(block.get_by_text("Show all 6")).to_be_visible()
    expect(block.get_by_role("listitem")).to_have_count(0)
    block.get_by_text("Show all 6").click()
    expect(block.get_by_role("listitem")).to_have_count(6)
    page.emulate_media(media="print")
    expect(block).to_be_hidden()


def test_unticking_other_removes_its_details_from_the_findings(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.fill({"method-of-coercion": {"ticked": [], "other": "Debt"}})
    findings = page.get_by_role("region", name="Risk Category", exact=True)
    expect(findings).to_contain_text("Other (please state): Debt")
    form.ticks(INSTRUMENT.tick_lists[4]).get_by_label("Other (please state)").uncheck()
    expect(findings).not_to_contain_text("Debt")


def test_single_keys_do_not_leave_a_half_filled_form(page: Page) -> None:
    form = AssessmentPage(page).open()
    first = form.option(INSTRUMENT.factors[0], 2)
    first.check()
    address = page.url
    for key in ("n", ".", ",", "p", "s", "f", "/"):
        page.keyboard.press(key)
    expect(first).to_be_focused()
    assert page.url == address
    expect(first).to_be_checked()


def test_leaving_the_form_asks_first_only_if_it_has_answers(page: Page) -> None:
    dialogs: list[str] = []

    def accept(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    AssessmentPage(page).open()
    page.goto("/")
    assert dialogs == []
    form = AssessmentPage(page).open()
    form.choose(INSTRUMENT.factors[0], 2)
    page.goto("/")
    assert dialogs == ["beforeunload"]


def test_neither_title_nor_address_nor_storage_holds_what_was_typed(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_be_visible()
    page.get_by_role("link", name="Who to call").click()
    visible_state = page.evaluate("JSON.stringify([document.title, location.href, history.state])")
    visible_state += open_same_origin_page(page).evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert not re.search("Sam|Fiction|Example-|Placeholder|2011", visible_state)


def test_the_whole_form_can_be_filled_and_checked_by_keyboard(page: Page) -> None:
    form = AssessmentPage(page).open()
    page.get_by_label("Client’s Name").focus()
    page.keyboard.type("Sam Example")
    answered = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        kind, name, own_id = page.evaluate(
            "(({ type, name, id }) => [type ?? '', name ?? '', id])(document.activeElement)"
        )
        if kind == "radio" and name.startswith("factor-"):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            answered.add(name)
        elif own_id == "check-answers":
            break
    assert len(answered) == 11
    page.keyboard.press("Enter")
    # The second answer to each factor: number 2 for the first ten, 4 for the last.
    form.expect_bar("Total: 24")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_focused()


def test_form_and_report_have_no_horizontal_overflow(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_be_visible()
    for width in (1280, 390, 320):
        resize(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_signs_of_harm_come_first_on_screen_and_in_announcements(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.choose(INSTRUMENT.factors[0], 1)
    form.fill({"basis-of-concerns": {"ticked": ["disclosure"]}})
    form.expect_bar(re.compile(r"^\s*Signs of harm: act now"))
    announcements = page.get_by_role("status").filter(has_text="scored")
    expect(announcements).to_have_text(
        re.compile("^Signs of harm are recorded. Act on them now. 1 of 11 answered")
    )
    findings = page.get_by_role("region", name="Risk Category", exact=True)
    expect(findings).to_contain_text("Act on these now, whatever the score")
    for each in contacts.load().urgent:
        expect(findings.get_by_role("link", name=each.number, exact=True)).to_be_visible()


def test_typing_in_a_field_repeats_no_earlier_announcement(page: Page) -> None:
    page.clock.install()
    form = AssessmentPage(page).open()
    form.fill({"date-of-birth": {"day": "44"}, "client-postcode": "UB8"})
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    wait_until_settled(page)
    page.clock.run_for(2000)  # the total is read out after a pause
    page.evaluate(
        """() => { window.said = 0;
        const watch = new MutationObserver((changes) => { window.said += changes.length; });
        for (const place of document.querySelectorAll("[role=alert], [role=status], .cse-warning"))
          watch.observe(place, { childList: true, characterData: true, subtree: true }); }"""
    )
    page.get_by_label("Gender").press_sequentially("Female")
    wait_until_settled(page)
    page.clock.run_for(2000)
    assert page.evaluate("window.said") == 0
