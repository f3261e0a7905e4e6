"""The printed attachment: what stands first, what is never hidden, and whatever was typed, whole."""

from html.parser import HTMLParser

import pytest
from markupsafe import escape
from sample import CONTACTS, INSTRUMENT, assessed, every_factor

from scoring import __version__, contacts, report, wording
from scoring.contacts import Contacts
from scoring.instrument import Field, FieldKind

NAMES = {"team-manager": "Sam Example", "cse-prevention-manager": "Alex Sample"}
AGREED = {**NAMES, "date-agreed": "2026-03-02"}
ALL_AT_1_AND_A_DISCLOSURE = {**every_factor(1), "basis-of-concerns": {"ticked": ["disclosure"]}}
HARD = (
    "One <script>alert('x')</script> & \"two\"\n"
    "\u0627\u0633\u0645 \u05e9\u05dc\u05d5\u05dd\n"
    "👩\u200d👧 £5 {{ 7 * 7 }}"
)

VOID = {"meta", "br", "line", "circle", "rect"}


class Page(HTMLParser):
    """The texts of a document, piece by piece, without its style sheet; whitespace made plain."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.headings: list[str] = []
        self.open: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "h2":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "h2" in self.open:
            self.headings[-1] += data
        if data.strip():
            self.pieces.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " | ".join(self.pieces)


def html(answers: object, people: Contacts = CONTACTS) -> str:
    return report.document(INSTRUMENT, people, assessed(answers))


def page(answers: object, people: Contacts = CONTACTS) -> Page:
    return Page(html(answers, people))


def section(answers: object, heading: str) -> str:
    """The text from one heading of the report to the next."""
    found = page(answers)
    after = found.text.split(f" | {heading} | ", 1)[1]
    following = found.headings[found.headings.index(heading) + 1 :]
    return after.split(f" | {following[0]} | ")[0] if following else after


def test_the_sections_of_a_blank_report_stand_in_this_order() -> None:
    assert page({}).headings == [
        "How complete it is",
        "Signs of harm and whom to ring",
        "Level of risk",
        "Profile of the risk factors",
        "Not known or not yet reached",
        "Section 1: Child (Victim), Perpetrator & Agency Information",
        "Section 2: Risk Assessment",
        "Risk Category and Response Guidance",
        "CSE Analysis Form",
        "Agreement and signatures",
    ]


def test_without_a_sum_the_report_does_not_call_it_a_total_first() -> None:
    text = page({}).text
    assert text.count("No total: 0 of 11 factors have a number (11 to 55") == 2
    assert "Total No total" not in text


def test_where_everything_is_answered_there_is_no_list_of_what_is_not_known() -> None:
    headings = page(every_factor(5)).headings
    assert "Not known or not yet reached" not in headings
    assert "less reliable" not in section(every_factor(5), "How complete it is")


def test_what_cannot_be_right_stands_before_everything_else() -> None:
    found = page(
        {"date-of-birth": "2026-03-02", "date-completed": "2026-03-01", "date-agreed": "2025-02-29"}
    )
    assert found.headings[:2] == ["To be put right before this is sent", "How complete it is"]
    assert (
        "To be put right before this is sent | Date of Birth must not be after “Date form completed” | "
        "Date the level was agreed must be a real date | How complete it is"
    ) in found.text


def test_another_date_of_birth_is_to_be_put_right_and_a_copied_mistake_is_said_once() -> None:
    differs = page({"date-of-birth": "2009-03-02", "analysis-date-of-birth": "2011-03-02"}).text
    box = "To be put right before this is sent | {} | How complete it is"
    assert box.format("DOB must be the same as “Date of Birth”") in differs
    copied = page({"date-of-birth": "2009-02-30", "analysis-date-of-birth": "2009-02-30"}).text
    assert box.format("Date of Birth must be a real date") in copied


def test_without_problems_there_is_no_box_of_problems() -> None:
    assert "To be put right" not in page(every_factor(1)).text


def test_a_disclosure_stands_above_the_lowest_numbers_with_whom_to_ring() -> None:
    found = page(ALL_AT_1_AND_A_DISCLOSURE)
    assert found.headings[:4] == [
        "How complete it is",
        "Signs of harm",
        "Level of risk",
        "Profile of the risk factors",
    ]
    shown = section(ALL_AT_1_AND_A_DISCLOSURE, "Signs of harm")
    assert shown.startswith(
        "These answers are signs of harm itself. Act on these signs now, whatever the numbers are. | "
        "D. Basis of CSE Concerns: Disclosure of exploitation | "
        "Consult your child protection lead or line manager and discuss an immediate referral. | "
        "Whom to ring now | Police, in an emergency | 999 | "
    )
    assert found.text.index("Disclosure of exploitation") < found.text.index("11 from 10 of 11")
    assert "Category 3 (high) | “Experiencing current exploitation”" in found.text
    assert "A risk factor is present. “To assess the level of risk" in found.text


def test_without_signs_of_harm_the_report_does_not_say_that_there_is_none() -> None:
    shown = section(every_factor(1), "Signs of harm and whom to ring")
    assert shown.startswith(f"{wording.NO_SIGNS} | Whom to ring | Police, in an emergency | 999 | ")


def test_every_urgent_number_stands_with_its_origin_and_its_doubt() -> None:
    shown = section({}, "Signs of harm and whom to ring")
    rows = [
        f"{each.name} | {each.number} | {each.origin}; not yet checked by the Board"
        + (f". {each.doubt}" if each.doubt else "")
        for each in CONTACTS.urgent
    ]
    assert [row for row in rows if row not in shown] == []
    assert shown.count("not yet checked by the Board") == len(CONTACTS.urgent) == 5


@pytest.mark.parametrize(
    ("completed", "words"),
    [
        ("2027-01-31", "x; last checked 2027-01-31 | "),
        ("2027-08-02", "x; last checked 2027-01-31 | "),
        ("2027-08-03", "x; last checked 2027-01-31, check due | "),
        ("", "x; last checked 2027-01-31 | "),
        ("2027-02-29", "x; last checked 2027-01-31 | "),
    ],
)
def test_a_number_says_when_it_was_last_checked_and_whether_that_is_due_again(
    completed: str, words: str
) -> None:
    people = contacts.parse(
        'check_every_days = 183\n[[contacts]]\nid = "police"\nname = "Police"\npurpose = "x"\nwho = "x"\n'
        'number = "101"\norigin = "x"\nurgent = true\nlast_checked = 2027-01-31\n'
    )
    assert f"Police | 101 | {words}" in page({"date-completed": completed}, people).text


def test_completeness_is_said_before_any_number() -> None:
    answers = {"factor-1": 3, "factor-2": "not-known", "factor-11": 1}
    assert section(answers, "How complete it is") == (
        "1 of 11 risk factors answered, 2 not known, 8 not yet reached. | "
        "The tool is less reliable when questions are left unanswered."
    )


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({}, "NOT YET AGREED"),
        (NAMES, "NOT YET AGREED"),
        ({"risk-category": 3}, "Category 3 (high) entered, NOT YET AGREED"),
        ({"risk-category": 3, **NAMES}, "Category 3 (high) entered, NOT YET AGREED"),
        (
            {"risk-category": 3, **NAMES, "date-agreed": {"year": "2026"}},
            "Category 3 (high) entered, NOT YET AGREED",
        ),
        ({"risk-category": 3, **AGREED}, "Category 3 (high)"),
        (
            {"risk-category": 1, "factor-1": 3, **AGREED},
            "Category 1 (low) entered, NOT YET AGREED",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED},
            "Category 1 (low)",
        ),
    ],
)
def test_a_level_is_not_yet_agreed_until_it_is(answers: dict[str, object], level: str) -> None:
    found = page(answers).text
    assert f"Level agreed | {level} | " in found
    assert f"Risk Category and Response Guidance | {level} | " in found


def test_gaps_of_the_level_are_shown_where_a_category_was_entered() -> None:
    text = page({"risk-category": 1, "factor-1": 3}).text
    assert (
        "Category 1 (low) entered, NOT YET AGREED | Agreed with Team Manager (name): no name given | "
        "Agreed with CSE Prevention Manager (name): no name given | "
        "Date the level was agreed: no whole date given | The level entered is below category 2, "
        "whose own words the answers meet. No reason was given. | "
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
def test_the_date_alone_is_a_gap_until_it_is_whole_and_is_printed_as_typed(
    typed: object, printed: str
) -> None:
    agreed = {"risk-category": 3, **NAMES}
    text = page({**agreed, "date-agreed": typed}).text
    assert (
        "Level agreed | Category 3 (high) entered, NOT YET AGREED | "
        "Date the level was agreed: no whole date given | Who agreed the level of risk | "
    ) in text
    assert f"Date the level was agreed | (added to the 2013-14 form) | {printed} | " in text
    given = page({**agreed, "date-agreed": "2026-03-02"}).text
    assert "Level agreed | Category 3 (high) | Who agreed the level of risk | " in given
    assert [words for words in ("whole date", wording.NOT_YET_AGREED) if words in given] == []


def test_without_a_category_nobody_and_no_date_is_said_to_be_missing() -> None:
    text = page(every_factor(5)).text
    assert [words for words in ("no name given", "no whole date given") if words in text] == []


def test_the_reason_for_a_level_is_printed_line_by_line() -> None:
    answers = {"risk-category": 1, "factor-1": 3, **NAMES, "level-reason": "Back home\nsince May"}
    assert (
        "Reason for the level agreed | (added to the 2013-14 form) | Back home | since May"
        in page(answers).text
    )
    lines = '<p dir="auto">Back home</p>\n<p dir="auto">since May</p>'
    cell = html(answers).split('<td class="report-lines">')
    assert len(cell) == 2
    assert cell[1].split("</td>")[0].strip() == lines


def test_without_a_reason_its_cell_is_a_plain_one() -> None:
    document = html({"risk-category": 1, "factor-1": 3, **NAMES})
    assert '<td class="report-lines">' not in document
    assert (
        "Reason for the level agreed | (added to the 2013-14 form) | Not provided"
        in Page(document).text
    )


@pytest.mark.parametrize(
    "answers", [{"factor-1": 2}, every_factor(5), {**every_factor(5), **ALL_AT_1_AND_A_DISCLOSURE}]
)
def test_that_a_risk_factor_is_present_is_said_without_a_count(answers: dict[str, object]) -> None:
    text = page(answers).text
    assert (
        f"A risk factor is present. “{INSTRUMENT.rule.text}” | ({INSTRUMENT.rule.reference})"
        in text
    )
    assert "risk factors are present" not in text


def test_without_a_risk_factor_none_is_said_to_be_present() -> None:
    assert "risk factor is present" not in page(every_factor(1)).text


def test_a_number_is_never_shown_without_its_caveat_and_its_base() -> None:
    shown = section(
        {**every_factor(2), "factor-11": 1, "factor-2": 3, "factor-9": None},
        "Profile of the risk factors",
    )
    assert shown.startswith(
        "Total 20 from 9 of 11 factors (21 to 29 if the rest were known) | The total includes the 1 that "
        "the tool counts for “Not known” in factor 11, which is not a good answer. | "
        f"{wording.CAVEAT} | How many factors stand where | "
        "At 4 or 5 | At 2 or 3 | At 1 | Not known | Not yet reached | 0 | 9 | 0 | 1 | 1 | "
    )  # fmt: skip


def test_the_chart_says_every_number_in_words_too() -> None:
    text = page({"factor-1": 5, "factor-2": "not-known", "factor-11": 1}).text
    assert "1. Missing Episodes: 5. 2. Education: not known. 3. Drug use: not yet reached. " in text
    assert "involved in similar behaviour before?: not known." in text


def test_the_chart_has_a_dot_for_every_number_and_words_for_every_other_factor() -> None:
    document = html({"factor-1": 5, "factor-2": 1, "factor-3": "not-known", "factor-11": 1})
    assert document.count("<circle") == 2
    assert document.count('font-style="italic">not known</text>') == 2
    assert document.count('font-style="italic">not yet reached</text>') == 7


def test_what_is_not_known_is_listed_with_room_to_write() -> None:
    answers = {**every_factor(3), "factor-4": "not-known", "factor-9": None, "factor-11": 1}
    shown = section(answers, "Not known or not yet reached")
    assert shown.endswith(
        "Risk factor | State | Who might know | Date asked | Reply | "
        "4. Relationship with carers | Not known | 9. Engagement with your service | Not yet reached | "
        "11. Do you know if the perpetrator/s has been involved in similar behaviour before? | Not known"
    )


def test_section_2_has_the_statement_its_place_and_its_number() -> None:
    shown = section(
        {"factor-1": 3, "factor-2": "not-known", "factor-11": 1}, "Section 2: Risk Assessment"
    )
    assert (
        "1. Missing Episodes | Occasionally truants, goes missing, prolonged episodes | or | "
        "Occasionally goes missing, short episodes. | Section 2, 1) Missing Episodes, statement 3 | 3 | "
        "2. Education | Not known | Section 2, 2) Education | – | "
        "3. Drug use | Not yet reached | Section 2, 3) Drug use | – | "
    ) in shown
    assert (
        "11. Do you know if the perpetrator/s has been involved in similar behaviour before? | Not known | "
        "Section 2, 11) Do you know if the perpetrator/s has been involved in similar behaviour before?, "
        "statement 1 | Not known | (counts 1) | Total 4 from 1 of 11 factors (13 to 53 if the rest were known)"
    ) in shown


def test_an_ethnicity_code_never_stands_without_its_description() -> None:
    for code in INSTRUMENT.codes:
        document = html({"client-ethnicity": code.code, "perpetrator-ethnicity": code.code})
        assert document.count(f"<bdi>{code.code}</bdi>") == 0
        assert document.count(f"<bdi>{code.code} {escape(code.description)}</bdi>") == 2


def test_every_field_of_a_blank_form_says_not_provided() -> None:
    blanks = page({}).pieces.count("Not provided")
    # 28 fields, and the five of them that the head repeats (the age beside them is worked out).
    assert blanks == len(INSTRUMENT.fields) + 5


def test_ticks_stand_with_what_was_not_ticked_beside_them() -> None:
    shown = section(
        {"method-of-coercion": {"ticked": ["gifts"], "other": "Debt"}},
        "Section 1: Child (Victim), Perpetrator & Agency Information",
    )
    assert shown.endswith(
        "F. Actual/Suspected Method of Coercion | Gifts (e.g. phone top ups) | Other (please state): | Debt | "
        "Not ticked: | Grooming by an individual; Pressure from exploited peer; Gang or group related; "
        "Unknown; Drugs or Alcohol; Use of indecent pictures to force / coerce child; "
        "Through social networking sites"
    )
    assert "E. Actual/Suspected Perpetrator of CSE | Nothing ticked | Not ticked: | Older" in shown


def test_the_analysis_form_repeats_section_1_unless_something_else_is_typed() -> None:
    of_section_1 = {
        "client-name": "Sam Example",
        "date-of-birth": "2011-03-27",
        "date-completed": "2026-11-22",
    }
    assert (
        "NAME OF YOUNG PERSON | Sam Example | DOB | 27 March 2011 | DATE OF ANALYSIS | 22 November 2026 | "
        "YOUNG PERSON RISK TAKING BEHAVIOURS/INDICATORS | Not provided"
    ) in section(of_section_1, "CSE Analysis Form")
    typed = {
        "analysis-name": "Sammy",
        "analysis-date-of-birth": {"year": "2011"},
        "analysis-date": "2026-11-23",
    }
    assert (
        "NAME OF YOUNG PERSON | Sammy | DOB | 2011 | DATE OF ANALYSIS | 23 November 2026 | "
    ) in section({**of_section_1, **typed}, "CSE Analysis Form")


def test_the_rows_that_are_met_and_the_one_agreed_are_printed_highest_first() -> None:
    shown = section({"factor-1": 3, "risk-category": 1}, "Risk Category and Response Guidance")
    first = "Category 2 (medium): Concerns are not immediate, but some behaviour"
    second = "Category 1 (low): No longer at risk | Or minimal risk."
    assert shown.index(first) < shown.index(second)
    assert "Category 3 (high)" not in shown


@pytest.mark.parametrize(
    ("category", "heading"),
    [
        (1, "Category 1 (low): No longer at risk<br>Or minimal risk.</h3>"),
        (
            3,
            "Category 3 (high): Urgent and immediate concerns about risk<br>"
            "Experiencing current exploitation</h3>",
        ),
    ],
)
def test_the_two_lines_of_a_category_stand_on_two_lines(category: int, heading: str) -> None:
    document = html({"risk-category": category})
    assert f"<h3>{heading}" in document
    assert document.count("<br>") == 1


def test_without_a_level_and_a_match_no_row_is_printed() -> None:
    assert section(every_factor(1), "Risk Category and Response Guidance") == (
        "NOT YET AGREED | No row of the guidance is printed: no level was entered, and the answers meet none "
        "of the few descriptions that are looked for. That does not mean that a child is not being "
        "exploited. Read all three rows in the toolkit."
    )


def test_no_row_1_is_printed_that_nobody_agreed() -> None:
    for answers in ({}, every_factor(1), every_factor(5), ALL_AT_1_AND_A_DISCLOSURE):
        assert "minimal risk" not in page(answers).text


def test_fields_that_the_document_lacks_say_so() -> None:
    additions = [field for field in INSTRUMENT.fields if field.addition]
    text = page({}).text
    assert [
        each.id for each in additions if f"{each.label} | (added to the 2013-14 form)" not in text
    ] == []
    assert text.count("(added to the 2013-14 form)") == len(additions)


def test_the_names_of_those_who_sign_stand_beside_the_room_for_it() -> None:
    shown = section({"worker-name": "Jo Placeholder", **NAMES}, "Agreement and signatures")
    assert (
        "Worker completing the form | Jo Placeholder | Team Manager | Sam Example | "
        "CSE Prevention Manager | Alex Sample | "
    ) in shown


def test_the_versions_stand_at_the_end() -> None:
    assert page({}).text.endswith(
        f"{INSTRUMENT.title}, instrument version 1.0; scoring and report version {__version__}. {wording.CAVEAT}"
    )


@pytest.mark.parametrize(
    ("birth", "note"),
    [("2014-01-01", "Under 13 on"), ("2012-01-01", ""), ("2000-01-01", "Aged 18 or over")],
)
def test_an_age_that_matters_has_its_note_in_the_head(birth: str, note: str) -> None:
    head = page({"date-of-birth": birth, "date-completed": "2026-01-01"}).text.split(
        "How complete"
    )[0]
    assert [words for words in ("Under 13 on", "Aged 18 or over") if words in head] == [
        note
    ] * bool(note)


# What could be said of many people; everything else that is typed could lead to one.
NOT_IDENTIFYING: dict[str, object] = {
    "gender": "x",
    "client-ethnicity": "W2",
    "perpetrator-ethnicity": "A9",
    "has-social-worker": "Yes",
    "date-completed": "2026-11-22",
    "date-agreed": "2026-11-22",
    "analysis-date": "2026-11-22",
}
IDENTIFYING = [each for each in INSTRUMENT.fields if each.id not in NOT_IDENTIFYING]


def test_every_field_but_these_is_identifying() -> None:
    assert [each.id for each in INSTRUMENT.fields if each.identifying] == [
        each.id for each in IDENTIFYING
    ]
    assert len(IDENTIFYING) == len(INSTRUMENT.fields) - 7 == 21


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
def test_any_identifying_field_and_any_words_beside_other_set_the_marking(
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
def test_without_anything_identifying_there_is_no_marking(answers: dict[str, object]) -> None:
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
def test_the_running_head_has_no_date_that_is_not_whole_and_real(typed: object) -> None:
    document = html({"client-name": "Sam Example", "date-completed": typed})
    assert 'data-name="S.E." data-date=""' in document
    assert '--report-date: "";' in document
    assert document.count("</style>") == 1


def test_the_running_head_has_six_initials_at_most_however_long_a_name_is() -> None:
    document = html({"client-name": "Sam " * 1250})
    assert 'data-name="S.S.S.S.S.S." data-date=""' in document
    assert '--report-name: "S\\2e S\\2e S\\2e S\\2e S\\2e S\\2e ";' in document


def test_a_name_gives_letters_alone_to_the_style_sheet() -> None:
    document = html({"client-name": '"; } </style><script> Łukasz \\1 \U0001d54aam'})
    # The first word with a letter is the tag; its brackets and slash stay where the name is printed as text.
    assert '--report-name: "S\\2e \\141 \\2e \\1d54a \\2e ";' in document
    assert document.count("</style>") == 1


def test_nothing_can_end_a_css_string_or_the_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    # Even if the whole name stood there.
    monkeypatch.setattr(wording, "initials", lambda name: name)
    document = html({"client-name": '"; } </style><script> 1\\ 🙂'})
    assert (
        '--report-name: "\\22 \\3b \\20 \\7d \\20 \\3c \\2f style\\3e \\3c script\\3e '
        '\\20 1\\5c \\20 \\1f642 ";'
    ) in document
    assert document.count("</style>") == 1
    assert "<script" not in document


def test_hard_text_comes_out_whole_in_every_field_as_text() -> None:
    answers = {
        field.id: HARD
        for field in INSTRUMENT.fields
        if field.kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.POSTCODE)
    }
    lists: dict[str, object] = {each.id: {"other": HARD} for each in INSTRUMENT.tick_lists}
    document = html({**answers, **lists})
    whole = str(escape(HARD))
    by_lines = "\n".join(f'<p dir="auto">{line}</p>' for line in whole.split("\n"))
    printed_by_lines = {"level-reason", *(each for each in answers if each.startswith("analysis-"))}
    printed_by_lines -= {"analysis-name"}
    assert len(printed_by_lines) == 5
    assert document.count(by_lines) == 5
    # Three names stand in the head too, and three beside the room for signatures.
    assert document.count(f"<bdi>{whole}</bdi>") == len(answers) - 5 + len(lists) + 3 + 3
    assert "<script" not in document


def test_a_long_text_beside_other_is_cut_above_and_stands_whole_in_section_1() -> None:
    long = "Seen by the river. " * 20 + "The end"
    answers = {"suspected-perpetrator": {"other": long}}
    cut = f"Other (please state): {long[:200].rstrip()}… (whole in Section 1)"
    shown = section(answers, "Signs of harm")
    assert cut in shown
    assert shown.index(cut) < shown.index("Whom to ring now")
    assert "The end" not in shown + section(answers, "Level of risk")
    assert cut in section(answers, "Level of risk")
    assert f"Other (please state): | {long} | Not ticked:" in section(
        answers, "Section 1: Child (Victim), Perpetrator & Agency Information"
    )
    assert html(answers).count(long) == 1


def test_two_names_of_one_child_are_both_printed_and_nothing_is_to_be_put_right() -> None:
    answers = {"client-name": "Sam Example", "analysis-name": "Alex Sample"}
    text = page(answers).text
    assert "To be put right" not in text
    assert "Client’s Name | Sam Example | " in text
    assert "NAME OF YOUNG PERSON | Alex Sample | " in text


def test_a_text_of_five_thousand_characters_is_printed_whole() -> None:
    long = "\n".join(f"Line {number:04} of what was seen" for number in range(185)) + " and the end"
    assert len(long) > 5_000
    shown = section({"analysis-behaviours": long}, "CSE Analysis Form")
    assert " | ".join(long.split("\n")) in shown


def test_the_report_is_a_whole_document_whose_elements_are_closed() -> None:
    document = html(ALL_AT_1_AND_A_DISCLOSURE)
    assert document.startswith('<!doctype html>\n<html lang="en-GB">\n')
    assert document.endswith("</body>\n</html>\n")
    assert Page(document).open == []


def test_the_report_asks_for_nothing_from_elsewhere_and_runs_nothing() -> None:
    document = html({**every_factor(5), **NAMES})
    found = [
        word for word in ("<script", "<link", "<img", "http", "url(", "@import") if word in document
    ]
    assert found == []


def test_every_report_of_the_same_answers_is_the_same() -> None:
    assert html(ALL_AT_1_AND_A_DISCLOSURE) == html(dict(ALL_AT_1_AND_A_DISCLOSURE))


def test_no_report_reassures_or_reckons_in_shares() -> None:
    for answers in (every_factor(1), {**every_factor(1), "risk-category": 1, **NAMES}):
        text = page(answers).text.lower()
        found = [
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
        assert found == []
