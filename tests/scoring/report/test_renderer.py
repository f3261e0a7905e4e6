"""Tests of the printed report: the order of its parts, what is never hidden, and typed text in full."""

from datetime import date

import pytest
from html_page import Page
from instrument_samples import INSTRUMENT, MADE_UP_CONTACTS, assessed, every_factor
from markupsafe import escape

from scoring import __version__
from scoring.definition import contacts
from scoring.definition.contacts import Contacts
from scoring.definition.model import Field, FieldKind
from scoring.report import renderer
from scoring.report.wording import answer_wording, fixed

NAMES = {"team-manager": "Sam Example", "cse-prevention-manager": "Alex Sample"}
AGREED = {**NAMES, "date-agreed": "2026-03-02"}
NAMED = "Names | Sam Example | (Team Manager), | Alex Sample | (CSE Prevention Manager)"
ALL_AT_1_AND_A_DISCLOSURE = {**every_factor(1), "basis-of-concerns": {"ticked": ["disclosure"]}}
HARD = (
    "One <script>alert('x')</script> & \"two\"\n"
    "\u0627\u0633\u0645 \u05e9\u05dc\u05d5\u05dd\n"
    "👩\u200d👧 £5 {{ 7 * 7 }}"
)


def html(answers: object, people: Contacts = MADE_UP_CONTACTS) -> str:
    return renderer.document(INSTRUMENT, people, assessed(answers))


def page(answers: object, people: Contacts = MADE_UP_CONTACTS) -> Page:
    return Page(html(answers, people))


def section(answers: object, heading: str) -> str:
    """Return the text of the report from `heading` to the next heading."""
    report = page(answers)
    after = report.text.split(f" | {heading} | ", 1)[1]
    following = report.headings[report.headings.index(heading) + 1 :]
    return after.split(f" | {following[0]} | ")[0] if following else after


def test_report_compares_dates_with_the_day_that_it_is_given() -> None:
    assessment = assessed({**AGREED, "risk-category": 3, "date-agreed": "2026-11-30"})
    gap = "Date the level was agreed: the date is after today, so the level is not agreed yet"
    for today, is_ahead in ((date(2026, 11, 29), True), (date(2026, 11, 30), False), (None, False)):
        text = Page(renderer.document(INSTRUMENT, MADE_UP_CONTACTS, assessment, today)).text
        assert (gap in text) is is_ahead


def test_blank_report_has_its_sections_in_the_fixed_order() -> None:
    assert page({}).headings == [
        "Signs of harm",
        "Level of risk",
        "What was seen, heard or reported (worker’s account)",
        "Profile of the risk factors",
        "What is not known",
        "Agreement and signatures",
        "Section 2: Risk Assessment",
        "Section 1: Child (Victim), Perpetrator & Agency Information",
        "CSE Analysis Form",
        "Risk Category and Response Guidance",
    ]


def test_report_without_a_total_does_not_print_total_no_total() -> None:
    text = page({}).text
    assert text.count("No total: none of the 11 factors is scored (between 11 and 55") == 2
    assert "Total No total" not in text


def test_report_with_all_factors_answered_does_not_claim_everything_is_known() -> None:
    shown = section(every_factor(5), "What is not known")
    assert shown.startswith(
        "Total 55 from 11 of 11 factors. | All 11 risk factors have an answer. They cover only 11 areas. "
        "Other workers may know more about this child. | Also left blank: the tick boxes in parts B, C, D, E and F; "
        "9 text boxes. | "
    )
    text = page(every_factor(5)).text
    assert [words for words in ("0 not known", "less reliable", "Asked on") if words in text] == []


def test_report_names_a_few_blank_parts_and_counts_many() -> None:
    lists = {each.id: {"ticked": [each.options[0].id]} for each in INSTRUMENT.tick_lists[1:]}
    texts = [field.id for field in INSTRUMENT.fields if field.narrative]
    most = {**lists, **dict.fromkeys(texts[1:], "W2")}
    assert (
        "Also left blank: the tick boxes in part B; the text under “Perpetrators’ Name/s (if known)”."
        in (page(most).text)
    )
    none = {**most, texts[0]: "x", "looked-after-status": {"other": "With friends"}}
    assert "Also left blank" not in page(none).text
    # Without the heading, this label would seem to be about the child.
    ethnicity = next(field for field in INSTRUMENT.groups[1].fields if "Ethnicity" in field.label)
    assert (
        "Also left blank: the text under “Perpetrator: Ethnicity (if known)”."
        in page({**none, ethnicity.id: ""}).text
    )


def test_first_page_names_the_perpetrator_whose_ethnicity_was_written() -> None:
    ethnicity = next(field for field in INSTRUMENT.groups[1].fields if "Ethnicity" in field.label)
    shown = page({ethnicity.id: "W2", "perpetrator-names": "Alex"}).text
    assert "| Perpetrator, Ethnicity (if known): W2" in shown
    assert "| Perpetrators’ Name/s (if known): Alex" in shown


def test_first_page_says_that_texts_are_not_quoted_where_it_prints_only_their_labels() -> None:
    texts = [field.id for field in INSTRUMENT.fields if field.kind is FieldKind.MULTILINE]
    ticked = {
        each.id: {"ticked": [option.id for option in each.options]}
        for each in INSTRUMENT.tick_lists
    }
    crowded = page({**dict.fromkeys(texts, "Sample " * 400), **ticked}).text
    assert f"Also written by the worker | {fixed.NOT_QUOTED}" in crowded
    short = page(dict.fromkeys(texts, "Short.")).text
    assert f"Also written by the worker | {fixed.NOT_SCORED}" in short
    assert fixed.NOT_QUOTED not in short


def test_report_prints_the_note_on_guidance_that_contradicts_itself() -> None:
    (note,) = [each.note for each in INSTRUMENT.risk_category.categories if each.note]
    assert note in page({"risk-category": 1}).text
    assert note not in page({"risk-category": 3}).text


def test_report_puts_impossible_answers_before_everything_else() -> None:
    report = page(
        {"date-of-birth": "2026-03-02", "date-completed": "2026-03-01", "date-agreed": "2025-02-29"}
    )
    assert report.headings[:2] == [
        "Correct these before you send this assessment",
        "Signs of harm",
    ]
    assert (
        "Correct these before you send this assessment | Date of Birth must not be after “Date form completed” | "
        "Date the level was agreed must be a real date | Signs of harm"
    ) in report.text


def test_report_lists_a_different_date_of_birth_and_a_copied_fault_once() -> None:
    differs = page({"date-of-birth": "2009-03-02", "analysis-date-of-birth": "2011-03-02"}).text
    box = "Correct these before you send this assessment | {} | Signs of harm"
    assert box.format("DOB must be the same as “Date of Birth”") in differs
    copied = page({"date-of-birth": "2009-02-30", "analysis-date-of-birth": "2009-02-30"}).text
    assert box.format("Date of Birth must be a real date") in copied


def test_report_without_problems_has_no_problem_box() -> None:
    assert "To be put right" not in page(every_factor(1)).text


def test_report_shows_a_disclosure_and_contacts_above_low_numbers() -> None:
    report = page(ALL_AT_1_AND_A_DISCLOSURE)
    assert report.headings[:4] == [
        "Signs of harm",
        "Level of risk",
        "What was seen, heard or reported (worker’s account)",
        "Profile of the risk factors",
    ]
    assert report.headings[-1] == "Points for the worker to check"
    assert section(ALL_AT_1_AND_A_DISCLOSURE, "Signs of harm") == (
        "These answers are signs of harm, not only of risk. Act on them now, whatever the score. | "
        "D. Basis of CSE Concerns: Disclosure of exploitation | "
        "Consult your child protection lead and/or line manager and discuss making an immediate referral."
    )
    assert section(ALL_AT_1_AND_A_DISCLOSURE, "Level of risk").startswith(
        "NOT YET AGREED | The answers match this response guidance | "
        "Category 3 (high), “Experiencing current exploitation” | "
        "Who to call now: | Police, in an emergency | 999 | "
    )
    assert report.text.index("Disclosure of exploitation") < report.text.index("10 from 10 of 11")
    assert "Category 3 (high) | “Experiencing current exploitation”" in report.text
    assert "A risk factor is present. “To assess the level of risk" in report.text


def test_report_without_signs_of_harm_does_not_claim_there_is_no_harm() -> None:
    assert section(every_factor(1), "Signs of harm") == fixed.NO_SIGNS
    assert "Who to call: | Police, in an emergency | 999 | " in page(every_factor(1)).text


def test_urgent_numbers_are_on_the_first_page_with_their_origin_at_the_end() -> None:
    text = page({}).text
    assert (
        "Who to call: | Police, in an emergency | 999 | · Example Service | 01632 960123 | "
        "*. * Not yet confirmed by the Partnership. | What was seen"
    ) in text
    assert text.count("Not yet confirmed by the Partnership") == 1
    end = text.split("Sources of the phone numbers. ", 1)[1]
    assert end.startswith(
        "Police, in an emergency (999): an example document. Example Service (01632 960123): "
        "an example website, January 2027. Closed at weekends. | "
    )
    assert "Example Charity" not in text


@pytest.mark.parametrize(
    ("completed", "words"),
    [
        ("2027-01-31", "x; last checked 31 January 2027. | "),
        ("2027-08-02", "x; last checked 31 January 2027. | "),
        ("2027-08-03", "x; last checked 31 January 2027, now due to be checked again. | "),
        ("", "x; last checked 31 January 2027. | "),
        ("2027-02-29", "x; last checked 31 January 2027. | "),
    ],
)
def test_contact_number_shows_its_last_check_and_whether_one_is_due(
    completed: str, words: str
) -> None:
    people = contacts.parse(
        'check_every_days = 183\n[[contacts]]\nid = "police"\nname = "Police"\npurpose = "x"\nwho = "x"\n'
        'number = "101"\norigin = "x"\nurgent = true\nlast_checked = 2027-01-31\n'
    )
    text = page({"date-completed": completed}, people).text
    assert f"Police (101): {words}" in text
    assert "Who to call: | Police | 101 | . | What was seen" in text


def test_the_total_is_shown_with_its_base_and_what_is_not_known() -> None:
    answers = {"factor-1": 3, "factor-2": "not-known", "factor-11": 1}
    assert section(answers, "What is not known").startswith(
        "Total 3 from 1 of 11 factors (between 13 and 53 if every factor had a number). | "
        "3 of 11 risk factors answered (1 scored, 2 not known), 8 not answered. "
        "The tool is less reliable when answers are missing or not known. | "
        "2. Education | ; | 3. Drug use | ; | "
    )


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({}, "NOT YET AGREED"),
        (NAMES, "NOT YET AGREED"),
        ({"risk-category": 3}, "Entered: category 3 – not yet agreed."),
        ({"risk-category": 3, **NAMES}, "Entered: category 3 – not yet agreed."),
        (
            {"risk-category": 3, **NAMES, "date-agreed": {"year": "2026"}},
            "Entered: category 3 – not yet agreed.",
        ),
        ({"risk-category": 3, **AGREED}, "Category 3 (high)"),
        (
            {"risk-category": 1, "factor-1": 3, **AGREED},
            "Entered: category 1 – not yet agreed. The answers may match the wording of category 2.",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED},
            "Category 1 (low)",
        ),
    ],
)
def test_report_shows_a_level_as_agreed_only_if_it_is(
    answers: dict[str, object], level: str
) -> None:
    text = page(answers).text
    assert f"Level of risk | {level} | " in text
    assert f"Risk Category and Response Guidance | Level of risk: {level} | " in text


def test_report_shows_what_an_entered_level_still_lacks() -> None:
    text = page({"risk-category": 1, "factor-1": 3}).text
    assert (
        "Entered: category 1 – not yet agreed. The answers may match the wording of category 2. | "
        "Agreed with Team Manager (name): no name given | "
        "Agreed with CSE Prevention Manager (name): no name given | "
        "Date the level was agreed: no complete, valid date given | The level entered is below category 2, "
        "although the answers may match its wording. No reason was given. | "
    ) in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (None, "Not provided"),
        ({"year": "2026"}, "2026"),
        ("2026-02-30", "30 February 2026"),
        ({"day": "last Monday"}, "last Monday"),
    ],
)
def test_incomplete_agreement_date_is_a_gap_and_is_printed_as_typed(
    typed: object, printed: str
) -> None:
    agreed = {"risk-category": 3, **NAMES}
    text = page({**agreed, "date-agreed": typed}).text
    assert (
        "Level of risk: Entered: category 3 – not yet agreed. | "
        "Date the level was agreed: no complete, valid date given | This rule applies"
    ) in text
    assert (
        f"Level of risk | Entered: category 3 – not yet agreed. | {NAMED} | Date | {printed} | "
        in text
    )
    assert f" | Sam Example | Alex Sample | {printed} | Reason for the level agreed" in text
    complete = page({**agreed, "date-agreed": "2026-03-02"}).text
    assert (
        f"Level of risk | Category 3 (high) | {NAMED} | Date | 2 March 2026 | Reason | Not provided | "
        in complete
    )
    assert "Level of risk: Category 3 (high) | This rule applies" in complete
    assert [words for words in ("whole date", fixed.NOT_YET_AGREED) if words in complete] == []


def test_report_without_a_category_reports_no_missing_name_or_date() -> None:
    text = page(every_factor(5)).text
    assert [
        words for words in ("no name given", "no complete, valid date given") if words in text
    ] == []


def test_the_reason_for_a_level_is_printed_line_by_line() -> None:
    answers = {"risk-category": 1, "factor-1": 3, **NAMES, "level-reason": "Back home\nsince May"}
    text = page(answers).text
    assert "Reason for the level agreed | † | Back home | since May" in text
    assert (
        "Reason | Back home | since May | The level entered is below category 2. "
        "The answers may match this response guidance | " in text
    )
    lines = '<p dir="auto">Back home</p>\n<p dir="auto">since May</p>'
    assert html(answers).count(lines) == 2


def test_report_says_twice_that_no_reason_for_the_level_was_given() -> None:
    text = page({"risk-category": 1, "factor-1": 3, **NAMES}).text
    assert "Reason | Not provided | " in text
    assert "Reason for the level agreed | † | Not provided" in text


@pytest.mark.parametrize(
    "answers", [{"factor-1": 2}, every_factor(5), {**every_factor(5), **ALL_AT_1_AND_A_DISCLOSURE}]
)
def test_report_says_that_a_risk_factor_is_present_without_a_count(
    answers: dict[str, object],
) -> None:
    text = page(answers).text
    assert (
        f"A risk factor is present. “{INSTRUMENT.rule.text}” | ({INSTRUMENT.rule.reference})"
        in text
    )
    assert "risk factors are present" not in text


@pytest.mark.parametrize(
    "answers", [{}, every_factor(1), {"analysis-behaviours": "Told a teacher about a rape"}]
)
def test_the_rule_of_instruction_5_is_on_every_report(answers: dict[str, object]) -> None:
    text = page(answers).text
    assert f"as soon as a risk factor is present. “{INSTRUMENT.rule.text}”" in text
    assert "A risk factor is present." not in text


def test_total_is_never_shown_without_its_caveat_and_its_base() -> None:
    answers = {**every_factor(2), "factor-11": 1, "factor-2": 3, "factor-9": None}
    total = "Total 19 from 9 of 11 factors (between 21 and 29 if every factor had a number)"
    shown = section(answers, "What is not known")
    assert shown.startswith(f"{total}. | ")
    assert shown.endswith(fixed.CAVEAT)
    assert (
        f" | {total} | Other workers involved with the child may know what is not known here. "
        "Write down who was asked and what they said. | "
        "The tool gives “Not known” in factor 11 the number 1. This 1 is not in the total. "
        "If you add it, the total is 20. “Not known” does not mean “no”. | Section 1"
    ) in page(answers).text


def test_chart_has_every_number_as_text_too() -> None:
    text = page({"factor-1": 5, "factor-2": "not-known", "factor-11": 1}).text
    assert (
        "1. Missing Episodes: 5. 2. Education: not known. 3. Drug use: not yet answered. " in text
    )
    assert "involved in similar behaviour before?: not known." in text


def test_the_chart_is_headed_by_the_number_of_factors_at_each_level() -> None:
    counts = "At 4 or 5: 1 · At 2 or 3: 0 · At 1: 0 · Not known: 2 · Not yet answered: 8"
    shown = section(
        {"factor-1": 5, "factor-2": "not-known", "factor-11": 1}, "Profile of the risk factors"
    )
    assert shown.startswith(f"{counts} | ")


def test_the_chart_has_a_dot_for_every_number_and_words_for_every_other_factor() -> None:
    document = html({"factor-1": 5, "factor-2": 1, "factor-3": "not-known", "factor-11": 1})
    document = document.partition('class="report-chart"')[2]
    assert document.count("<circle") == 2
    assert document.count(">not known</text>") == 2
    assert document.count(">not yet answered</text>") == 7


def test_unknown_factors_are_listed_with_whom_to_ask_and_room_to_write() -> None:
    answers = {**every_factor(3), "factor-4": "not-known", "factor-9": None, "factor-11": 1}
    assert (
        "4. Relationship with carers | : not known. Ask the social worker and, if safe, the carers. | "
        "9. Engagement with your service | : not yet answered. Ask colleagues in your own service. | "
        "11. Perpetrator/s: similar behaviour before | : not known. Ask the police. | "
    ) in section(answers, "What is not known")
    shown = section(answers, "Section 2: Risk Assessment")
    assert (
        "4. Relationship with carers | Not known. Ask the social worker and, if safe, the carers. | "
        "Asked on | Reply | – | "
    ) in shown
    assert shown.count("Asked on | Reply") == 3


def test_first_page_gives_only_the_names_of_many_unknown_factors() -> None:
    answers = {**every_factor(3), **dict.fromkeys(("factor-1", "factor-2", "factor-3", "factor-4"))}
    assert (
        "1. Missing Episodes | ; | 2. Education | ; | 3. Drug use | ; | 4. Relationship with carers | "
        ". Section 2 shows who to ask. | "
    ) in section({**answers, "factor-11": 4}, "What is not known")


def test_section_2_has_the_statement_and_its_number() -> None:
    shown = section(
        {"factor-1": 3, "factor-2": "not-known", "factor-11": 1}, "Section 2: Risk Assessment"
    )
    assert (
        "1. Missing Episodes | Occasionally truants, goes missing, prolonged episodes | or | "
        "Occasionally goes missing, short episodes. | 3 | "
        "2. Education | Not known. Ask the school or college. | Asked on | Reply | – | "
        "3. Drug use | Not yet answered. Ask the school nurse, GP or drugs service. | Asked on | Reply | – | "
    ) in shown
    assert (
        "11. Do you know if the perpetrator/s has been involved in similar behaviour before? | "
        "Not known. Ask the police. | Asked on | Reply | Not known (the tool’s number is 1) | "
        "Total 3 from 1 of 11 factors (between 13 and 53 if every factor had a number)"
    ) in shown


def test_an_ethnicity_code_is_never_printed_without_its_description() -> None:
    for code in INSTRUMENT.codes:
        document = html({"client-ethnicity": code.code, "perpetrator-ethnicity": code.code})
        assert document.count(f"<bdi>{code.code}</bdi>") == 0
        assert document.count(f"<bdi>{code.code} {escape(code.description)}</bdi>") == 2


def test_every_field_of_a_blank_form_says_not_provided() -> None:
    blanks = page({}).pieces.count("Not provided")
    # Each field is printed once. The first page repeats nine: seven in its head, what has been done, and what is asked
    # for. The case record is printed only if it has entries.
    assert blanks == len(INSTRUMENT.fields) - len(INSTRUMENT.record.fields) + 7 + 2


def test_only_ticks_are_listed_and_the_rest_is_counted_as_not_ticked() -> None:
    shown = section(
        {"method-of-coercion": {"ticked": ["gifts"], "other": "Debt"}},
        "Section 1: Child (Victim), Perpetrator & Agency Information",
    )
    assert shown.endswith(
        "E. Actual/Suspected Perpetrator of CSE | Nothing ticked | "
        "F. Actual/Suspected Method of Coercion | 7 boxes not ticked | Gifts (e.g. phone top ups) | "
        "Other (please state): | Debt | "
        "A box that is not ticked does not mean “no”. The worker may not have asked, or may not have known."
    )


def test_the_analysis_form_repeats_section_1_unless_something_else_is_typed() -> None:
    of_section_1 = {
        "client-name": "Sam Example",
        "date-of-birth": "2011-03-27",
        "date-completed": "2026-11-22",
    }
    assert (
        "NAME OF YOUNG PERSON | DOB | DATE OF ANALYSIS | Sam Example | 27 March 2011 | 22 November 2026 | "
        "YOUNG PERSON RISK TAKING BEHAVIOURS/INDICATORS | Not provided"
    ) in section(of_section_1, "CSE Analysis Form")
    typed = {
        "analysis-name": "Sammy",
        "analysis-date-of-birth": {"year": "2011"},
        "analysis-date": "2026-11-23",
    }
    assert (
        "NAME OF YOUNG PERSON | DOB | DATE OF ANALYSIS | Sammy | 2011 | 23 November 2026 | "
    ) in section({**of_section_1, **typed}, "CSE Analysis Form")


def test_matching_and_entered_guidance_rows_are_printed_highest_first() -> None:
    shown = section({"factor-1": 3, "risk-category": 1}, "Risk Category and Response Guidance")
    first = (
        "Response Guidance, category 2 (medium): Concerns are not immediate, but some behaviour in the "
        "young person’s life puts them at risk. | Printed because the answers may match its wording: "
        "“still goes missing”. This matches only if the child was missing. Truanting alone does not match. | "
    )
    second = (
        "Response Guidance, category 1 (low): No longer at risk | Or minimal risk. | "
        "Printed because category 1 is the level that was entered. It is not yet agreed. | "
    )
    assert shown.index(first) < shown.index(second)
    assert "category 3 (high)" not in shown


@pytest.mark.parametrize(
    ("category", "heading"),
    [
        (1, "Response Guidance, category 1 (low): No longer at risk<br>Or minimal risk.</h3>"),
        (
            3,
            "Response Guidance, category 3 (high): Urgent and immediate concerns about risk<br>"
            "Experiencing current exploitation</h3>",
        ),
    ],
)
def test_category_heading_is_printed_on_two_lines(category: int, heading: str) -> None:
    document = html({"risk-category": category})
    assert f"<h3>{heading}" in document
    assert document.count("<br>") == 1


def test_no_guidance_row_is_printed_without_a_level_or_a_match() -> None:
    shown = section(every_factor(1), "Risk Category and Response Guidance").split(" | † Added", 1)[
        0
    ]
    assert shown.startswith("Level of risk: NOT YET AGREED | ")
    assert shown.endswith(
        "No response guidance is printed here, because no level was entered and the answers do not match any of the "
        "phrases that this form looks for. Read the guidance for all 3 categories, on the toolkit page "
        "“Response guidance for the 3 risk categories”."
    )
    assert (
        "Level of risk | NOT YET AGREED | The answers do not match any of the phrases from the response guidance that "
        "this form looks for. Read the guidance for all 3 categories."
    ) in page(every_factor(1)).text


def test_guidance_row_1_is_not_printed_unless_entered() -> None:
    for answers in ({}, every_factor(1), every_factor(5), ALL_AT_1_AND_A_DISCLOSURE):
        assert "minimal risk" not in page(answers).text


def test_added_fields_are_marked_and_the_mark_is_explained_once() -> None:
    additions = [field for field in INSTRUMENT.fields if field.addition]
    text = page({field.id: "x" for field in INSTRUMENT.record.fields}).text
    assert [each.id for each in additions if f"{each.label} | † | " not in text] == []
    assert text.count(" | † | ") == len(additions)
    assert text.count("† Added to the 2013-14 form by this toolkit") == 1


def test_names_of_signatories_are_printed_beside_the_signature_space() -> None:
    shown = section({"worker-name": "Jo Placeholder", **NAMES}, "Agreement and signatures")
    assert (
        "Worker completing the form | Jo Placeholder | Team Manager | Sam Example | "
        "CSE Prevention Manager | Alex Sample"
    ) in shown


def test_report_ends_with_the_instrument_and_report_versions() -> None:
    assert page({}).text.endswith(
        f"{INSTRUMENT.title}, instrument version {INSTRUMENT.version}; "
        f"scoring and report version {__version__}."
    )


@pytest.mark.parametrize(
    ("birth", "note"),
    [("2014-01-01", "Under 13 on"), ("2012-01-01", ""), ("2000-01-01", "Aged 18 or over")],
)
def test_age_under_13_or_from_18_has_its_note_in_the_head(birth: str, note: str) -> None:
    head = page({"date-of-birth": birth, "date-completed": "2026-01-01"}).text.split(
        "Signs of harm"
    )[0]
    assert [words for words in ("Under 13 on", "Aged 18 or over") if words in head] == [
        note
    ] * bool(note)


# Fields whose answers are true of many people. Any other typed answer could identify one person.
NOT_IDENTIFYING: dict[str, object] = {
    "gender": "x",
    "client-ethnicity": "W2",
    "perpetrator-ethnicity": "A9",
    "has-social-worker": "Yes",
    "date-completed": "2026-11-22",
    "date-agreed": "2026-11-22",
    "analysis-date": "2026-11-22",
}
IDENTIFYING = [each for each in INSTRUMENT.fields if each.identifying]


def test_only_the_listed_fields_are_not_identifying() -> None:
    """Guard: give a new field `identifying = true`, or list it above if its answers are true of many people."""
    assert {each.id for each in INSTRUMENT.fields if not each.identifying} == set(NOT_IDENTIFYING)


def anything_in(field: Field) -> dict[str, object]:
    return {field.id: {"year": "2011"} if field.kind is FieldKind.DATE else "x"}


@pytest.mark.parametrize(
    "answers",
    [
        *(anything_in(field) for field in IDENTIFYING),
        *({each.id: {"other": "Mr Fiction"}} for each in INSTRUMENT.tick_lists),
    ],
    ids=lambda answers: next(iter(answers)),
)
def test_any_identifying_field_and_any_text_beside_other_set_the_marking(
    answers: dict[str, object],
) -> None:
    document = html(answers)
    assert '<p class="report-marking">OFFICIAL-SENSITIVE</p>' in document
    assert 'data-marking="OFFICIAL-SENSITIVE"' in document
    assert '--report-marking: "OFFICIAL\\2d SENSITIVE";' in document


EVERY_BOX = {
    each.id: {"ticked": [option.id for option in each.all_options], "other": " \n"}
    for each in INSTRUMENT.tick_lists
}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {**every_factor(5), "risk-category": 3},
        NOT_IDENTIFYING,
        EVERY_BOX,
        {field.id: "" if field.kind is FieldKind.DATE else " \u2028" for field in IDENTIFYING},
    ],
)
def test_report_without_identifying_answers_has_no_marking(answers: dict[str, object]) -> None:
    document = html(answers)
    assert "OFFICIAL" not in document
    assert '--report-marking: "";' in document


def test_the_running_head_has_initials_and_never_the_name() -> None:
    document = html({"client-name": "Sam Example", "date-completed": "2026-11-22"})
    assert 'data-name="S.E." data-date="Completed 22 November 2026"' in document
    assert '--report-name: "S\\2e E\\2e ";' in document
    assert '--report-date: "Completed\\20 22\\20 November\\20 2026";' in document
    assert "<title>CSE assessment</title>" in document


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-02-30",
        {"day": "22", "month": "11"},
        {"year": "2026"},
        {"day": "about the 5th", "month": "June", "year": "2026"},
        {"day": '"; } </style><script>', "year": "1\\"},
    ],
)
def test_running_head_omits_an_incomplete_or_impossible_date(typed: object) -> None:
    document = html({"client-name": "Sam Example", "date-completed": typed})
    assert 'data-name="S.E." data-date=""' in document
    assert '--report-date: "";' in document
    assert document.count("</style>") == 1


def test_the_running_head_has_six_initials_at_most_however_long_a_name_is() -> None:
    document = html({"client-name": "Sam " * 1250})
    assert 'data-name="S.S.S.S.S.S." data-date=""' in document
    assert '--report-name: "S\\2e S\\2e S\\2e S\\2e S\\2e S\\2e ";' in document


def test_style_sheet_contains_only_letters_of_the_name() -> None:
    document = html({"client-name": '"; } </style><script> Łukasz \\1 \U0001d54aam'})
    # The tag is the first word with a letter, so the first initial is S. The brackets and slash of the tag appear only
    # where the name is printed as text.
    assert '--report-name: "S\\2e \\141 \\2e \\1d54a \\2e ";' in document
    assert document.count("</style>") == 1


def test_name_cannot_end_a_css_string_or_the_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    # The string is escaped even if the style sheet contains the whole name and not only its initials.
    monkeypatch.setattr(answer_wording, "initials", lambda name: name)
    document = html({"client-name": '"; } </style><script> 1\\ 🙂'})
    assert (
        '--report-name: "\\22 \\3b \\20 \\7d \\20 \\3c \\2f style\\3e \\3c script\\3e '
        '\\20 1\\5c \\20 \\1f642 ";'
    ) in document
    assert document.count("</style>") == 1
    assert "<script" not in document


def test_hostile_text_is_printed_whole_and_escaped_in_every_field() -> None:
    answers = {
        field.id: HARD
        for field in INSTRUMENT.fields
        if field.kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.POSTCODE)
    }
    lists: dict[str, object] = {each.id: {"other": HARD} for each in INSTRUMENT.tick_lists}
    document = html({**answers, **lists})
    whole = str(escape(HARD))
    by_lines = "\n".join(f'<p dir="auto">{line}</p>' for line in whole.split("\n"))
    by_line = [
        *INSTRUMENT.risk_category.fields,
        *INSTRUMENT.analysis.fields,
        *INSTRUMENT.record.fields,
    ]
    in_lines = sum(field.kind is FieldKind.MULTILINE for field in by_line)
    assert in_lines == 10
    # The first page repeats the reason and three of the texts, if there is room.
    assert in_lines <= document.count(by_lines) <= in_lines + 4
    # The text is also printed nine times on one line: six in the head, and three beside the space for signatures.
    assert document.count(f"<bdi>{whole}</bdi>") == len(answers) - in_lines + len(lists)
    assert document.count(f"<bdi>{' '.join(whole.split())}</bdi>") == 6 + 3
    assert "<script" not in document


def test_a_long_text_beside_other_is_cut_on_page_1_and_whole_in_section_1() -> None:
    long = "Seen by the river. " * 20 + "The end"
    answers = {"suspected-perpetrator": {"other": long}}
    cut = f"Other (please state): {long[:200].rstrip()}… (full text in Section 1)"
    assert cut in section(answers, "Signs of harm")
    assert "The end" not in page(answers).text.split("Section 2: Risk Assessment")[0]
    assert cut in section(answers, "Risk Category and Response Guidance")
    assert f"8 boxes not ticked | Other (please state): | {long} | " in section(
        answers, "Section 1: Child (Victim), Perpetrator & Agency Information"
    )
    assert html(answers).count(long) == 1


def test_different_names_of_the_child_are_both_printed_without_a_problem() -> None:
    answers = {"client-name": "Sam Example", "analysis-name": "Alex Sample"}
    text = page(answers).text
    assert "To be put right" not in text
    assert "Client’s Name | Sam Example | " in text
    assert "NAME OF YOUNG PERSON | DOB | DATE OF ANALYSIS | Alex Sample | " in text


def test_a_text_of_five_thousand_characters_is_printed_whole() -> None:
    long = "\n".join(f"Line {number:04} of what was seen" for number in range(185)) + " and the end"
    assert len(long) > 5_000
    shown = section({"analysis-behaviours": long}, "CSE Analysis Form")
    assert " | ".join(long.split("\n")) in shown


def test_report_is_a_complete_html_document_with_closed_elements() -> None:
    document = html(ALL_AT_1_AND_A_DISCLOSURE)
    assert document.startswith('<!doctype html>\n<html lang="en-GB" class="stand-alone">\n')
    assert document.endswith("</body>\n</html>\n")
    assert Page(document).open == []


def test_report_loads_no_external_resource_and_runs_no_script() -> None:
    document = html({**every_factor(5), **NAMES})
    forbidden = [
        word for word in ("<script", "<link", "<img", "http", "url(", "@import") if word in document
    ]
    assert forbidden == []


def test_report_is_identical_for_equal_answers() -> None:
    assert html(ALL_AT_1_AND_A_DISCLOSURE) == html(dict(ALL_AT_1_AND_A_DISCLOSURE))


def test_report_contains_no_reassurance_percentage_or_average() -> None:
    for answers in (every_factor(1), {**every_factor(1), "risk-category": 1, **NAMES}):
        text = page(answers).text.lower()
        forbidden = [
            word
            for word in (
                "%",
                "percent",
                "average",
                "low risk",
                "is safe",
                "no concerns about",
                "traffic light",
            )
            if word in text.replace("no concerns about placing others at risk", "")
        ]
        assert forbidden == []


def test_the_footnote_says_what_this_website_adds_to_the_tool() -> None:
    text = page({}).text
    assert text.count(fixed.ADDED_HERE) == 1
    assert (
        "† Added to the 2013-14 form by this toolkit. The suggestions about who to ask were added too. "
        f"{fixed.ADDED_HERE}" in text
    )
    for added in ("age", "total", "possible range", "profile", "signs of harm", "guidance"):
        assert added in fixed.ADDED_HERE


def test_uncertain_guidance_match_is_labelled_may_match() -> None:
    assert "May match:" in page({"factor-1": 3}).text
    sure = {"factor-1": 3, "basis-of-concerns": {"ticked": ["going-missing"]}}
    assert "May match:" not in page(sure).text
