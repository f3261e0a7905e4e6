"""Tests of the reduced copy: it has the chosen parts in full, and no word, number, tick or date of the others."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from html_page import Page
from hypothesis import given
from hypothesis import strategies as st
from instrument_samples import INSTRUMENT, MADE_UP_CONTACTS, assessed, every_factor
from strategies import answers

from scoring import limits
from scoring.answers.envelope.assessment import Assessment
from scoring.definition.entry_lists import ABOUT, EntryKind
from scoring.definition.model import FieldKind, Role
from scoring.errors import AnswersError
from scoring.report import parts, reduced_copy, renderer
from scoring.report.reduced_copy import Request
from scoring.report.wording import comparison_wording, fixed
from scoring.rules.findings import find

Json = dict[str, Any]
TODAY = date(2026, 11, 30)
ALL = parts.ids(INSTRUMENT)
PART_OF = parts.part_of(INSTRUMENT)
# Items in the head of every copy, whichever parts are left out.
HEAD = {INSTRUMENT.field_with_role(role).id for role in reduced_copy._HEAD}
chosen_parts = st.frozensets(st.sampled_from(sorted(ALL)), min_size=1)


def request(*chosen: str) -> Request:
    return Request("Jo Sample, Example School", "To plan.\nFor safety.", frozenset(chosen), ())


def copy_of(assessment: Assessment, *chosen: str) -> str:
    findings = find(INSTRUMENT, assessment, TODAY)
    return reduced_copy.article(INSTRUMENT, MADE_UP_CONTACTS, findings, request(*chosen))


def text(raw_answers: Json, *chosen: str, **rest: Any) -> str:
    return Page(copy_of(assessed(raw_answers, **rest), *chosen)).text


class Outside(HTMLParser):
    """Parser that collects text and attributes outside a copy's summary; `has_summary` says whether there is one."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.has_summary = False
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        begins = ("class", "report-first") in attributes
        self.has_summary |= begins
        self._depth += tag == "div" and (begins or self._depth > 0)
        if not self._depth:
            self.words += [f"{name}={value}" for name, value in attributes]

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "div" and self._depth > 0

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.words.append(data)


def _full(prefix: str) -> tuple[Json, dict[str, str]]:
    """Return answers with a unique word or date in every field that takes one, and the part that each belongs to."""
    words: dict[str, str] = {}

    def word(item: str) -> str:
        unique_word = f"{prefix}{len(words):03d}"
        words[unique_word] = "head" if item in HEAD else PART_OF[item]
        return unique_word

    filled: Json = {"risk-category": 2, **every_factor(4)}
    for field in INSTRUMENT.fields:
        if field.kind is FieldKind.DATE:
            # Each date has a different year, so that it can be recognised in the copy.
            year = str(1900 + len(words) + (100 if prefix == "Then" else 0))
            filled[field.id] = {"day": "7", "month": "3", "year": year}
            words[f"7 March {year}"] = "head" if field.id in HEAD else PART_OF[field.id]
        elif field.kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.POSTCODE):
            filled[field.id] = word(field.id)
    for each in INSTRUMENT.tick_lists:
        filled[each.id] = {"ticked": [each.options[0].id, "other"], "other": word(each.id)}
    for entry_list in INSTRUMENT.record.lists:
        subjects = [{}, *({ABOUT: key} for key in INSTRUMENT.subjects(entry_list))]
        filled[entry_list.id] = [
            {
                **subject,
                **{
                    field.id: word(entry_list.id)
                    for field in entry_list.fields
                    if field.kind is not EntryKind.CHOICE
                },
            }
            for subject in subjects
        ]
    return filled, words


NOW, WORDS_NOW = _full("Now")
WORDS_OF_HEAD = {word for word, part in WORDS_NOW.items() if part == "head"}
THEN, WORDS_THEN = _full("Then")
# A different worker's name for each answer that was taken from another file, and the part of that answer.
WORDS_TAKEN = {f"Giver{number:03d}": PART_OF[item] for number, item in enumerate(INSTRUMENT.items)}
EVERYTHING = assessed(
    NOW,
    earlier=[{"instrument": INSTRUMENT.version, "answers": THEN}],
    by_hand="ByHand",
    merged=[
        {"item": item, "worker": word, "date": "May"}
        for item, word in zip(INSTRUMENT.items, WORDS_TAKEN, strict=True)
        if item in NOW
    ],
)


@given(chosen_parts)
def test_reduced_copy_contains_nothing_of_the_parts_left_out(chosen: frozenset[str]) -> None:
    copy_texts = Outside(copy_of(EVERYTHING, *chosen))
    shown = "\n".join(copy_texts.words)
    assert copy_texts.has_summary == (parts.SUMMARY in chosen)
    included = {*chosen, "head"}
    words = {**WORDS_NOW, **WORDS_THEN, **WORDS_TAKEN, "ByHand": "nowhere"}
    assert [word for word, part in words.items() if part not in included and word in shown] == []
    assert [
        word for word, part in WORDS_NOW.items() if part in included and word not in shown
    ] == []


def mixed(one: Json, other: Json, chosen: frozenset[str], always: set[str]) -> Json:
    """Return the answers of `one` in the chosen parts and for the items in `always`, and those of `other` elsewhere."""
    included = {item for item, part in PART_OF.items() if part in chosen} | always
    return {
        item: (one if item in included else other)[item]
        for item in {*one, *other}
        if item in (one if item in included else other)
    }


@given(chosen_parts, answers, answers, answers, answers)
def test_reduced_copy_does_not_depend_on_the_answers_left_out(
    chosen: frozenset[str], now: Json, other: Json, then: Json, other_then: Json
) -> None:
    chosen -= {parts.SUMMARY}
    completed = {INSTRUMENT.field_with_role(Role.COMPLETION_DATE).id}

    def copied(raw_answers: Json, earlier: Json) -> str:
        before = [{"instrument": INSTRUMENT.version, "answers": earlier}]
        return copy_of(assessed(raw_answers, earlier=before), *chosen)

    assert copied(now, then) == copied(
        mixed(now, other, chosen, HEAD), mixed(then, other_then, chosen, completed)
    )


def test_reduced_copy_names_unconfirmed_ticks_only_with_their_part() -> None:
    ticks = {"suspected-perpetrator": {"ticked": ["single-adult"]}}
    to_confirm = {"suspected-perpetrator": ["single-adult"]}
    assessment = assessed(ticks, to_confirm=to_confirm)
    for part in sorted(ALL - {parts.SUMMARY}):
        assert (fixed.NOT_CONFIRMED in copy_of(assessment, part)) == (part == parts.CONCERNS)


def test_reduced_copy_with_all_parts_has_everything_of_the_report() -> None:
    whole = renderer.article(INSTRUMENT, MADE_UP_CONTACTS, find(INSTRUMENT, EVERYTHING, TODAY))
    lines = [Page(html).text.split(" | ") for html in (whole, copy_of(EVERYTHING, *ALL))]
    # A copy is not signed, so it has no place for signatures.
    signed = {"Agreement and signatures", "Name", "Signature", "Worker completing the form"}
    signed |= {"Team Manager", "CSE Prevention Manager"}
    ending, title = sorted(set(lines[0]) - set(lines[1]) - signed, reverse=True)
    assert (title, ending[:48]) == (
        INSTRUMENT.title,
        "This assessment should be attached to the referr",
    )
    head = {
        "For", "Jo Sample, Example School", "Why they need it", "To plan.", "For safety.", "Summary",
        "OFFICIAL-SENSITIVE · Copy for one recipient", "Copy for one recipient:",
        f"an assessment made with the {INSTRUMENT.title}",
        "Nothing is left out of this copy.",
    }  # fmt: skip
    more = set(lines[1]) - set(lines[0]) - head
    assert [each[:30] for each in more] == ["This copy does not replace the"]


def test_reduced_copy_summary_is_the_first_page_of_the_report() -> None:
    whole = renderer.article(INSTRUMENT, MADE_UP_CONTACTS, find(INSTRUMENT, EVERYTHING, TODAY))
    copy = copy_of(EVERYTHING, parts.SUMMARY)
    # The table is not compared, because a copy has some of its lines in the head instead. The signatures are not
    # compared, because a copy is not signed.
    signatures = '<section class="report-keep">\n<h2 class="report-hidden">Agreement and signatures'
    for begins, ends in (
        ('<div class="report-which">', "<table"),
        ('<div class="report-beside">', signatures),
    ):
        assert ends in whole
        assert whole[whole.index(begins) :].partition(ends)[0].rstrip() in copy
    assert signatures not in copy
    shown = Page(copy).text
    assert "Age | " in shown
    assert {word for word in WORDS_NOW if word in shown} >= WORDS_OF_HEAD


def test_reduced_copy_summary_quotes_less_below_a_long_head() -> None:
    raw_answers = {"analysis-behaviours": "Made up. " * 200}
    whole = text(raw_answers, parts.SUMMARY)
    findings = find(INSTRUMENT, assessed(raw_answers), TODAY)
    copy_request = Request("Jo Sample", "To plan. " * 60, frozenset({parts.SUMMARY}), ())
    longer = Page(reduced_copy.article(INSTRUMENT, MADE_UP_CONTACTS, findings, copy_request)).text
    assert 0 < longer.count("Made up.") < whole.count("Made up.")


def test_reduced_copy_head_names_recipient_reason_child_worker_and_parts_left_out() -> None:
    raw_answers = {
        "client-name": "Sam Example",
        "date-of-birth": "2011-03-27",
        "worker-name": "Alex Placeholder",
        "worker-role": "Teacher",
        "agency-name": "Example School",
        "agency-phone-email": "01632 960123",
        "date-completed": "2026-11-22",
        "gender": "Female",
    }
    shown = text(raw_answers, parts.RISK_FACTORS, "chronology")
    assert shown.startswith(
        "S.E. | OFFICIAL-SENSITIVE · Reduced copy | Completed 22 November 2026 | "
        "Hillingdon Safeguarding Children Partnership (2013-14: Hillingdon Safeguarding Children’s Board) | "
        f"OFFICIAL-SENSITIVE | Reduced copy: | parts of an assessment made with the {INSTRUMENT.title} | "
        "For | Jo Sample, Example School | Why they need it | To plan. | For safety. | "
        "Child | Sam Example | Completed by | Alex Placeholder | , | Teacher | "
        "Date of Birth | 27 March 2011 | Agency | Example School | "
        "Completed on | 22 November 2026 | Phone / Email | 01632 960123 | "
        "This copy leaves out: | Summary (the first page); Personal information (Section 1 A); "
        "Status and concerns (Section 1 B to F); CSE Analysis Form; Text in the case record; Evidence and enquiries; "
        "Missing episodes; Suspected perpetrators; Who was told; What was shared; Level of risk and response guidance. "
        "Ask | Alex Placeholder | for the rest. | Nothing is entered in: | Chronology. | "
        "Who to call: | Police, in an emergency | 999"
    )
    assert "Female" not in shown


IN_FACTOR_11 = "These answers are signs of harm, not only of risk."
LEFT_OUT = "signs of harm in the parts that this copy leaves out."


@pytest.mark.parametrize(
    ("raw_answers", "chosen", "expected", "absent"),
    [
        (
            {"factor-11": 5},
            {parts.RISK_FACTORS},
            [IN_FACTOR_11, f"There may be more {LEFT_OUT}"],
            [],
        ),
        ({"factor-1": 5}, {parts.RISK_FACTORS}, [f"There may be {LEFT_OUT}"], [IN_FACTOR_11]),
        (
            {"suspected-perpetrator": {"ticked": ["single-adult"]}},
            {parts.RISK_FACTORS},
            [f"There may be {LEFT_OUT}"],
            [IN_FACTOR_11, "Single Adult"],
        ),
        (
            {"suspected-perpetrator": {"ticked": ["single-adult"]}},
            {parts.CONCERNS},
            [IN_FACTOR_11, "E. Actual/Suspected Perpetrator of CSE: Single Adult"],
            [fixed.CAVEAT],
        ),
        ({}, ALL - {parts.SUMMARY}, [fixed.READ_WHAT_IS_THERE], [LEFT_OUT]),
    ],
)
def test_reduced_copy_without_the_summary_has_the_signs_of_harm_above_the_numbers(
    raw_answers: dict[str, object], chosen: set[str], expected: list[str], absent: list[str]
) -> None:
    shown = text(raw_answers, *chosen)
    for words in expected:
        assert shown.count(words) == 1, words
    assert [words for words in absent if words in shown] == []
    if parts.RISK_FACTORS in chosen:
        assert shown.index("Signs of harm | ") < shown.index("Section 2: Risk Assessment")
        assert shown.index("Section 2: Risk Assessment") < shown.index(fixed.CAVEAT)
        assert shown.count(fixed.CAVEAT) == 1


def test_reduced_copy_of_a_reassessment_has_the_caveats_of_its_totals() -> None:
    earlier = [{"instrument": INSTRUMENT.version, "answers": every_factor(5)}]
    copy = text(every_factor(1), parts.RISK_FACTORS, earlier=earlier)
    assert copy.count(comparison_wording.CAVEAT) == copy.count(fixed.CAVEAT) == 1
    assert "Signs of harm recorded in an earlier assessment but not in this one" in copy


def test_reduced_copy_summary_says_that_it_quotes_from_parts_left_out() -> None:
    words = "The summary still quotes from the parts that are left out."
    assert words in text({}, parts.SUMMARY)
    assert "Ask | the person who completed the assessment | for the rest. " in text(
        {}, parts.SUMMARY
    )
    assert words not in text({}, *ALL) + text({}, parts.LEVEL)
    assert text({}, parts.SUMMARY).count("Who to call") == 1


def test_reduced_copy_always_has_the_marking_or_the_practice_mark() -> None:
    html = copy_of(assessed({}), parts.RISK_FACTORS)
    assert 'data-marking="OFFICIAL-SENSITIVE · Reduced copy" data-name="" data-date=""' in html
    practice = copy_of(assessed({}, practice=True), parts.RISK_FACTORS)
    assert f'data-marking="{fixed.PRACTICE} · Reduced copy"' in practice
    assert f'<p class="report-practice">{fixed.PRACTICE}</p>' in practice
    assert "OFFICIAL" not in practice


EVIDENCE = [
    {"about": "factor-2", "known": "About school"},
    {"about": "basis-of-concerns.disclosure", "known": "Told a teacher"},
    {"about": "basis-of-concerns.incident", "known": "Heard of"},
    {"known": "In general"},
]
WITH_EVIDENCE = {
    "factor-2": 3, "basis-of-concerns": {"ticked": ["disclosure"]}, "evidence": EVIDENCE,
}  # fmt: skip
BOX = "D. Basis of CSE Concerns: "


@pytest.mark.parametrize(
    ("others", "heading", "apart"),
    [
        (
            (),
            "Evidence",
            ["The whole case.", "2. Education.", f"{BOX}Disclosure of exploitation.",
             f"{BOX}Incident or suspected incident of sexual exploitation."],
        ),
        (
            (parts.RISK_FACTORS,),
            "Evidence: other entries",
            ["The whole case.", f"{BOX}Disclosure of exploitation.",
             f"{BOX}Incident or suspected incident of sexual exploitation."],
        ),
        (
            (parts.CONCERNS,),
            "Evidence: other entries",
            ["The whole case.", "2. Education.",
             f"{BOX}Incident or suspected incident of sexual exploitation (not ticked)."],
        ),
        (
            (parts.RISK_FACTORS, parts.CONCERNS),
            "Evidence: other entries",
            ["The whole case.", f"{BOX}Incident or suspected incident of sexual exploitation (not ticked)."],
        ),
    ],
)  # fmt: skip
def test_reduced_copy_prints_evidence_beside_its_item_or_names_the_item(
    others: tuple[str, ...], heading: str, apart: list[str]
) -> None:
    shown = text(WITH_EVIDENCE, parts.EVIDENCE, *others)
    after = shown.split(f" | {heading} | ", 1)[1].split(" | † Added")[0]
    assert [each for each in after.split(" | ") if each.endswith(".")] == apart
    assert [each["known"] for each in EVIDENCE if shown.count(each["known"]) != 1] == []


AGREED = {
    "team-manager": "Sam Example",
    "cse-prevention-manager": "Alex Sample",
    "date-agreed": "2026-03-02",
}
UNSURE = "Entered: category 1 (low). This copy does not show whether the level is agreed. See the whole assessment."


@pytest.mark.parametrize(
    ("more", "chosen", "level", "why"),
    [
        ({}, [], UNSURE, "Printed because category 1 is the level that was entered."),
        (
            {},
            [parts.RISK_FACTORS],
            UNSURE,
            "Printed because category 1 is the level that was entered.",
        ),
        (
            {"level-reason": "Because it was long ago."},
            [],
            "Category 1 (low)",
            "Printed because category 1 is the level agreed.",
        ),
        (
            {"date-agreed": ""},
            [],
            "Entered: category 1 – not yet agreed.",
            "Printed because category 1 is the level that was entered. It is not yet agreed.",
        ),
        (
            {},
            [parts.RISK_FACTORS, parts.CONCERNS],
            "Entered: category 1 – not yet agreed. The answers match the wording of category 3.",
            "Printed because category 1 is the level that was entered. It is not yet agreed.",
        ),
    ],
)
def test_reduced_copy_level_is_not_called_agreed_if_omitted_answers_could_contradict_it(
    more: Json, chosen: list[str], level: str, why: str
) -> None:
    harm = {"basis-of-concerns": {"ticked": ["disclosure"]}}
    shown = text({**AGREED, **harm, "risk-category": 1, **more}, parts.LEVEL, *chosen)
    assert f" | Level of risk: {level} | " in shown
    assert f" | {why} | " in shown


def test_reduced_copy_does_not_call_an_earlier_level_agreed_either() -> None:
    harm = {"basis-of-concerns": {"ticked": ["disclosure"]}}
    then = {**AGREED, **harm, "risk-category": 1}
    before = [{"instrument": INSTRUMENT.version, "answers": then}]
    shown = text({"risk-category": 2}, parts.LEVEL, parts.RISK_FACTORS, earlier=before)
    assert (
        " | Level of risk | Entered: category 1 (low). This copy does not show whether the level is agreed. "
        "See the whole assessment. | Entered: category 2" in shown
    )


@pytest.mark.parametrize(("day", "is_ahead"), [("2026-11-30", False), ("2026-12-01", True)])
def test_reduced_copy_does_not_call_a_level_agreed_that_is_dated_after_today(
    day: str, is_ahead: bool
) -> None:
    shown = text({**AGREED, "risk-category": 2, "date-agreed": day}, parts.LEVEL)
    assert ("the date is after today, so the level is not agreed yet" in shown) is is_ahead


def test_reduced_copy_level_does_not_reveal_what_omitted_answers_match() -> None:
    harm = {"basis-of-concerns": {"ticked": ["disclosure"]}}
    shown = text(harm, parts.LEVEL)
    assert "the answers in this copy do not match any of the phrases" in shown
    assert [each for each in ("risk factor is present. “", "known. “To") if each in shown] == []
    both = (parts.LEVEL, parts.RISK_FACTORS, parts.CONCERNS)
    assert "A risk factor is present. “To assess" in text(harm, *both)
    assert "This rule applies as soon as a risk factor is present. “To" in text({}, *both)


def test_reduced_copy_shows_levels_beside_reassessed_factors_only_if_chosen() -> None:
    then = {"date-completed": "2026-03-01", "risk-category": 3, "factor-1": 4}
    before = [{"instrument": INSTRUMENT.version, "answers": each} for each in (then, then)]
    shown = text({"factor-1": 2}, parts.RISK_FACTORS, earlier=before)
    assert "Each risk factor: then, now and what has changed" in shown
    assert "Then: 1 March 2026" in shown
    assert "in all 3 assessments, oldest first" in shown
    left = shown.replace("Level of risk and response guidance. Ask", "")
    assert [each for each in ("Level of risk", "ategory 3", "NOT YET AGREED") if each in left] == []
    assert (
        text({"factor-1": 2}, parts.RISK_FACTORS, parts.LEVEL, earlier=before).count(
            "Level of risk"
        )
        == 3
    )


def test_reduced_copy_prints_open_questions_only_if_nothing_is_left_out() -> None:
    harm = {"basis-of-concerns": {"ticked": ["disclosure"]}}
    heading = "Points for the worker to check"
    assert heading in text(harm, *ALL)
    assert heading not in text(harm, *(ALL - {"chronology"}))


def test_reduced_copy_parts_have_unique_names_and_cover_every_item() -> None:
    every = parts.parts(INSTRUMENT)
    assert len({each.id for each in every}) == len({each.label for each in every}) == len(every)
    assert PART_OF.keys() == set(INSTRUMENT.items)
    assert set(PART_OF.values()) == ALL - {parts.SUMMARY}


def test_sharing_log_has_the_fields_that_a_reduced_copy_fills_in() -> None:
    """Guard: rename the keys in reduced_copy.entry together with the fields of the list in instrument.toml."""
    (log,) = [each for each in INSTRUMENT.record.lists if each.id == reduced_copy.LOG]
    entry = reduced_copy.entry(INSTRUMENT, request("chronology", parts.RISK_FACTORS), TODAY)
    assert entry == {
        "when": "30 November 2026",
        "with": "Jo Sample, Example School",
        "what": "Reduced copy: Risk factors (Section 2); Chronology",
        "why": "To plan.\nFor safety.",
    }
    assert entry.keys() <= {field.id for field in log.fields}
    assert log.when == "when"
    assert assessed({log.id: [entry]}).answers.entries_of(log.id) == (entry,)
    assert "when" not in reduced_copy.entry(INSTRUMENT, request("chronology"), None)
    whole = reduced_copy.entry(INSTRUMENT, request(*ALL), TODAY)
    assert whole["what"].startswith("Copy for one recipient: ")


MISSING = [
    ("missing", "recipient", "Enter who the copy is for"),
    ("missing", "reason", "Enter why they need it"),
    ("missing", "parts", "Choose at least one part"),
]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ({"parts": []}, MISSING),
        ({"parts": [], "recipient": " \u200b\n", "reason": " "}, MISSING),
        (
            {"parts": ["level"], "recipient": "x" * 201, "reason": "x" * 1001},
            [
                (
                    "too-long",
                    "recipient",
                    "“Who is it for?” must be 200 characters or fewer. Shorten it",
                ),
                (
                    "too-long",
                    "reason",
                    "“Why do they need it?” must be 1,000 characters or fewer. Shorten it",
                ),
            ],
        ),
        ({"parts": ["level"], "recipient": f" {'x' * 200} ", "reason": "x" * 1000}, []),
    ],
)
def test_incomplete_or_too_long_copy_request_is_reported_with_field_and_remedy(
    data: Json, problems: list[tuple[str, str, str]]
) -> None:
    reported = reduced_copy.read_request(INSTRUMENT, data).problems
    assert [(each.code, each.path, each.message) for each in reported] == problems


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ({}, "message", "parts"),
        ({"parts": "level"}, "message", "parts"),
        ({"parts": ["level", "Sam Example"]}, "not-offered", "parts[1]"),
        ({"parts": [["level"]]}, "not-offered", "parts[0]"),
        ({"parts": ["level"], "recipient": 7}, "type", "recipient"),
        ({"parts": ["level"], "reason": []}, "type", "reason"),
    ],
)
def test_malformed_copy_request_is_refused(data: Json, code: str, path: str) -> None:
    with pytest.raises(AnswersError) as refused:
        reduced_copy.read_request(INSTRUMENT, data)
    assert (refused.value.problem.code, refused.value.problem.path) == (code, path)
    assert "Sam" not in refused.value.problem.message


def test_reduced_copy_is_refused_if_the_sharing_log_is_full() -> None:
    def problem(count: int) -> object:
        log = [{"with": "Example School"}] * count
        return reduced_copy.full_log(assessed({reduced_copy.LOG: log}).answers)

    assert problem(limits.ENTRIES - 1) is None
    assert "remove the oldest entries" in str(problem(limits.ENTRIES))
