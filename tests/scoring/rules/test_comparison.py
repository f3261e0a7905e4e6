"""Tests of comparison with earlier assessments: what is compared and flagged, and what a reassessment keeps."""

import json
import re
from typing import Any

import pytest
from html_page import Page
from hypothesis import given
from hypothesis import strategies as st
from instrument_samples import (
    CONTACTS,
    FACTORS,
    INSTRUMENT,
    PACKAGE,
    assessed,
    envelope,
    every_factor,
    of_this_version,
    parsed,
    scored,
)
from strategies import answers as any_answers
from strategies import scored_answers

from scoring import bridge
from scoring.answers.envelope.assessment import parse
from scoring.answers.envelope.reassessment import reassess
from scoring.definition.model import Role
from scoring.report import renderer
from scoring.report.wording import comparison_wording, fixed
from scoring.rules.comparison import Change, compare
from scoring.rules.result import Evidence

Json = dict[str, Any]

SECTION_1 = [
    *(field.id for group in INSTRUMENT.groups for field in group.fields),
    *(each.id for each in INSTRUMENT.tick_lists),
    *(field.id for field in INSTRUMENT.record.fields),
]
CONTINUED = [each.id for each in INSTRUMENT.record.lists if each.carried]
ASKED_ANEW = {
    INSTRUMENT.field_with_role(each).id
    for each in (Role.WORKER_NAME, Role.WORKER_ROLE, Role.WORKER_CONTACT, Role.COMPLETION_DATE)
}
THEN: Json = {
    **every_factor(3), "factor-11": 4, "date-completed": "2026-03-12", "risk-category": 3,
    "method-of-coercion": {"ticked": ["gifts", "grooming"], "other": "<b>A debt</b>"},
}  # fmt: skip
NOW: Json = {
    **every_factor(2), "factor-11": 5, "factor-4": "not-known", "factor-5": None, "date-completed": "2026-11-12",
    "method-of-coercion": {"ticked": ["grooming"]},
}  # fmt: skip
AGREED: Json = {"team-manager": "A", "cse-prevention-manager": "B", "date-agreed": "2026-03-12"}


def beside(*earlier: Json) -> list[Json]:
    return [{"instrument": INSTRUMENT.version, "answers": each} for each in earlier]


def html(now: Json, *earlier: Json, **rest: object) -> str:
    return renderer.document(INSTRUMENT, CONTACTS, assessed(now, earlier=beside(*earlier), **rest))


def part(document: str) -> str:
    """Return Section 2 of a report document, as HTML."""
    return document.split("<h2>Section 2", 1)[1].split("<h2>", 1)[0]


def first_page(document: str) -> str:
    """Return the first page of a report document, as HTML."""
    return document.split('<div class="report-first">', 1)[1].split("<h2>Section 2", 1)[0]


def ask(op: str, data: object) -> Json:
    reply: Json = json.loads(bridge.handle(json.dumps({"id": 1, "op": op, "answers": data})))
    return reply


@given(scored_answers, scored_answers)
def test_a_reversed_comparison_gives_the_reversed_result(one: Json, other: Json) -> None:
    there, back = compare(scored(one), scored(other)), compare(scored(other), scored(one))
    assert (there.both, there.total_then, there.total_now) == (
        back.both,
        back.total_now,
        back.total_then,
    )
    assert there.count(Change.HIGHER) == back.count(Change.LOWER)
    assert there.count(Change.SAME) == back.count(Change.SAME)
    assert there.count(Change.UNKNOWN) == back.count(Change.UNKNOWN)
    assert len(comparison_wording.lost(there)) == back.count(Change.NEWLY_KNOWN)
    assert sum(there.count(change) for change in Change) == len(FACTORS)


@given(scored_answers, scored_answers)
def test_totals_cover_only_factors_scored_in_both(then: Json, now: Json) -> None:
    def numbers(data: Json) -> dict[str, int]:
        return {
            each: data[each]
            for each in FACTORS
            if isinstance(data.get(each), int) and (each, data[each]) != ("factor-11", 1)
        }

    both = numbers(then).keys() & numbers(now).keys()
    comparison = compare(scored(then), scored(now))
    assert comparison.both == len(both)
    assert comparison.total_then == sum(numbers(then)[each] for each in both)
    assert comparison.total_now == sum(numbers(now)[each] for each in both)
    assert ("totals" in comparison_wording.totals(comparison)) is True
    assert (str(comparison.both) in comparison_wording.totals(comparison)) is bool(both)


@given(scored_answers, scored_answers)
def test_every_factor_that_is_no_longer_known_is_flagged(then: Json, now: Json) -> None:
    before, after = scored(then), scored(now)
    lost = [
        first.position
        for first, second in zip(before.factors, after.factors, strict=True)
        if first.number and not second.number
    ]
    assert [
        int(line.split(".")[0]) for line in comparison_wording.lost(compare(before, after))
    ] == lost


@given(scored_answers, scored_answers)
def test_earlier_signs_of_harm_are_still_shown(then: Json, now: Json) -> None:
    def signs(evidence: tuple[Evidence, ...]) -> set[Evidence | str]:
        # A factor that is a sign of harm in both assessments is shown once, with its current number.
        return {each.item if each.item in FACTORS else each for each in evidence}

    before, after = scored(then), scored(now)
    shown = (*compare(before, after).signs_of_harm_then, *after.signs_of_harm)
    assert signs(shown) >= signs(before.signs_of_harm)


def test_a_factor_that_is_no_longer_a_sign_of_harm_is_shown_as_recorded_before() -> None:
    before = scored({"factor-11": 5})
    assert compare(before, scored({"factor-11": 4})).signs_of_harm_then == ()
    assert compare(before, scored({"factor-11": 1})).signs_of_harm_then == before.signs_of_harm


def test_signs_of_harm_of_any_earlier_assessment_are_on_the_first_page() -> None:
    first = {"basis-of-concerns": {"ticked": ["disclosure"]}}
    text = Page(html({}, first, {"factor-1": 1})).text
    page_1 = text.split(" | Who to call", 1)[0]
    assert (
        "Signs of harm recorded in an earlier assessment but not in this one | Past harm still matters. | "
        "D. Basis of CSE Concerns: Disclosure of exploitation"
    ) in page_1
    assert fixed.NO_SIGNS not in text
    assert "recorded in an earlier assessment but not" not in Page(html(first, first)).text


def test_page_1_says_that_it_is_a_reassessment_and_when_the_last_one_was() -> None:
    dated = "Reassessment. Compared with the assessment of this child completed on 12 March 2026."
    page_1 = Page(html(NOW, {"factor-1": 5}, THEN)).text.split("Signs of harm", 1)[0]
    assert dated in page_1
    assert "Not compared with" not in page_1
    undated = "Reassessment. Compared with an assessment of this child that does not show when it was completed."
    assert undated in Page(html(NOW, {"factor-1": 5})).text.split("Signs of harm", 1)[0]
    alone = Page(html(NOW)).text
    assert "Reassessment" not in alone
    assert "Not compared with an earlier assessment. | There may be one. | Child" in alone


def test_the_changes_are_on_the_first_page_below_the_signs_of_harm() -> None:
    text = Page(html(NOW, THEN)).text
    assert "Total" not in text.split("Signs of harm", 1)[0]
    assert (
        "What has changed: | Compared with the assessment of 12 March 2026, the number is higher in 1 factor "
        "and lower in 8. 1 factor is no longer known and 1 was not answered this time. Totals of the 9 factors scored "
        "in both: 28 then, 21 now. "
        f"{comparison_wording.CAVEAT} | Profile of the risk factors | "
    ) in text
    assert text.count(comparison_wording.CAVEAT) == text.count(fixed.CAVEAT) == 1
    assert "Compared with" not in html(NOW)


def test_report_prints_the_earlier_level_below_the_new_one() -> None:
    then, now = {**THEN, **AGREED}, {**NOW, "risk-category": 2}
    assert (
        "NOT YET AGREED | Level on 12 March 2026: | Category 3 (high) | "
        in Page(html(NOW, then)).text
    )
    assert (
        "Reason | Not provided | It was higher on 12 March 2026: | Category 3 (high) | "
        in Page(html(now, then)).text
    )


def test_a_lower_level_names_the_assessment_that_had_the_higher_one() -> None:
    without_level = {**THEN, "risk-category": None, "date-completed": "2026-06-01"}
    text = Page(html({**NOW, "risk-category": 2}, THEN, without_level)).text
    assert "It was higher on 12 March 2026: | Category 3 (high) | " in text
    assert "1 June 2026: | NOT YET AGREED" not in text


def test_an_earlier_level_without_a_date_is_shown_without_one() -> None:
    undated = {**THEN, "date-completed": None}
    assert (
        "Level in the earlier assessment: | Category 3"
        in Page(html({**NOW, "risk-category": 3}, {**undated, "risk-category": 3, **AGREED})).text
    )
    assert (
        "It was higher before: | Category 3 (high) | "
        in Page(html({**NOW, "risk-category": 2}, undated)).text
    )


def test_the_table_has_both_statements_of_each_factor() -> None:
    text = Page(html(NOW, THEN)).text
    assert (
        "Risk factor | Then: 12 March 2026 | Now: 12 November 2026 | Change in number | 1. Missing Episodes | 3 | "
        in text
    )
    assert (
        "4. Relationship with carers | 3 | Some mutual understanding. Poor communication. | "
        "Not known. Ask the social worker and, if safe, the carers. | "
        "Asked on | Reply | No longer known | 5. Accommodation | "
    ) in text
    assert (
        "| Yes | Higher | Level of risk | Entered: category 3 – not yet agreed. | NOT YET AGREED | "
        in text
    )
    assert (
        "Totals of the 9 factors scored in both: 28 then, 21 now. | "
        "Now: total 21 from 9 of 11 factors (between 23 and 31 if every factor had a number)."
    ) in text
    assert (
        "No longer known | These factors had a number at the last assessment, and have none now. "
        "Ask the people who knew before. | 4. Relationship with carers: 3 then, not known now | "
    ) in text


def test_factors_no_longer_known_are_flagged_in_the_comparison_table() -> None:
    rows = re.findall(r'<tr class="report-lost"><th scope="row">(\d+)', part(html(NOW, THEN)))
    assert rows == ["4", "5"]


def test_earlier_signs_of_harm_are_in_a_box_and_escaped() -> None:
    printed = first_page(html(NOW, THEN))
    box = printed.split("Signs of harm recorded in an earlier assessment", 1)[1].split(
        "</section>", 1
    )[0]
    assert "Gifts (e.g. phone top ups)" in box
    assert "&lt;b&gt;A debt&lt;/b&gt;" in box
    assert "Grooming" not in box
    assert "Past harm still matters." in box
    assert "recorded in an earlier assessment" not in html(THEN, THEN)


def test_two_assessments_have_a_chart_with_a_ring_and_a_dot() -> None:
    printed = first_page(html(NOW, THEN))
    chart = printed.split('class="report-chart"', 1)[1].split("</svg>", 1)[0]
    assert 'role="img" aria-labelledby="report-change-title report-change-text"' in chart
    assert (chart.count('fill="#fff"'), chart.count('r="4" fill="#000"')) == (11, 9)
    assert chart.count('stroke="#000" stroke-width="2"/>') == 11 + 9
    assert (
        "4. Relationship with carers: 3 then, not known now. 5. Accommodation: 3 then, not answered now. "
        in chart
    )
    assert "3 → not known" in chart
    assert not re.search(" style=|class=|#(?!000|fff|767676)", chart)
    ids = re.findall(r' id="([^"]+)"', html(NOW, THEN))
    assert len(ids) == len(set(ids))


def test_three_or_more_assessments_have_a_table_over_time_and_the_chart() -> None:
    earlier = ({"factor-1": 5}, {**every_factor(1), "date-completed": "2025-01-02"}, THEN)
    assert "Circle: 12 March 2026. Dot: 12 November 2026." in first_page(html(NOW, *earlier))
    text = Page(html(NOW, *earlier)).text
    assert "in all 4 assessments, oldest first" in text
    assert "| Earlier assessment, no date | 5 | – | – | " in text
    assert (
        "| 2 January 2025 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | not known | 10 | NOT YET AGREED | "
        in text
    )
    assert (
        "| 12 November 2026 | 2 | 2 | 2 | not known | – | 2 | 2 | 2 | 2 | 2 | 5 | 9 | NOT YET AGREED"
        in text
    )
    assert "All 2" not in part(html(NOW, THEN))
    undated = {key: value for key, value in NOW.items() if key != "date-completed"}
    assert (
        "| This assessment, no date | 2 | 2 | 2 | not known | "
        in Page(html(undated, *earlier)).text
    )


@pytest.mark.parametrize("count", [1, 2, 9])
def test_comparison_contains_no_average_and_no_colour(count: int) -> None:
    printed = first_page(html(NOW, *[THEN] * count)) + part(html(NOW, *[THEN] * count))
    assert [
        word
        for word in ("%", "average", "mean ", "trend", "low risk", "red", "green", "amber")
        if re.search(rf"(?<![a-z]){word}(?![a-z])", printed.lower())
    ] == []


def test_each_earlier_level_is_compared_with_those_before_it() -> None:
    agreed = {"team-manager": "A", "cse-prevention-manager": "B", "date-agreed": "2026-01-01"}
    printed = part(html({}, {"risk-category": 3, **agreed}, {"risk-category": 1, **agreed}))
    assert "Entered: category 1 – not yet agreed." in printed


def test_in_a_first_assessment_statements_of_change_have_a_note_on_screen_only() -> None:
    note = "Some of these statements describe a change."
    texts = ask("assess", envelope(NOW))["result"]["texts"]
    noted = {key for key, text in texts.items() if key.startswith("first-") and note in text}
    assert noted == {"first-factor-7", "first-factor-10"}
    assert note not in html(NOW)


@pytest.mark.parametrize("answers", [{}, {"client-name": "Sam Example"}])
def test_a_practice_case_is_marked_in_its_heading_and_on_every_page(answers: Json) -> None:
    document = html(answers, practice=True)
    assert f'data-marking="{fixed.PRACTICE}"' in document
    assert f'<p class="report-practice">{fixed.PRACTICE}</p>' in document
    assert '--report-marking: "PRACTICE\\20 \\2013 \\20 not\\20 a\\20 real\\20 child";' in document
    assert fixed.MARKING not in document
    marked = ask("assess", {**envelope(answers), "practice": True})["result"]["texts"]["marking"]
    assert marked == fixed.PRACTICE
    assert "PRACTICE" not in html(answers)


def test_a_name_in_an_earlier_assessment_sets_the_marking() -> None:
    assert f'data-marking="{fixed.MARKING}"' in html({}, {"client-name": "Sam Example"})
    assert 'data-marking=""' in html({}, {"factor-1": 3})


def test_the_result_has_the_earlier_statement_of_each_factor() -> None:
    result = ask("assess", {**envelope(NOW), "earlier": beside({}, THEN)})["result"]
    texts = result["texts"]
    assert texts["earlier-factor-3"] == "On 12 March 2026: 3 Problematic drug use, of concern."
    assert len([key for key in texts if key.startswith("earlier-")]) == len(FACTORS)
    assert [key for key in texts if key.startswith("first-")] == []
    assert texts["reassessment"] == (
        "Reassessment. Compared with the assessment of this child completed on 12 March 2026."
    )
    assert texts["change"].startswith(
        "Compared with the assessment of 12 March 2026, the number is higher in 1 factor "
        "and lower in 8. 1 factor is no longer known and 1 was not answered this time. "
    )
    assert texts["change"].endswith(f" now. {comparison_wording.CAVEAT}")
    assert result["lists"]["no-longer-known"] == [
        "4. Relationship with carers: 3 then, not known now",
        "5. Accommodation: 3 then, not answered now",
    ]
    alone = ask("assess", envelope(NOW))["result"]
    assert not alone["texts"].keys() & {"change", "reassessment"}
    assert [key for key in alone["texts"] if key.startswith("earlier-")] == []
    assert alone["lists"]["no-longer-known"] == []


def test_fallen_level_is_listed_as_a_gap_for_the_page() -> None:
    gaps = ask("assess", {**envelope({"risk-category": 2}), "earlier": beside(THEN)})["result"][
        "lists"
    ]["level-gaps"]
    assert gaps[-1].startswith(
        "The level entered is lower than in the earlier assessment of 12 March"
    )


def test_a_reassessment_keeps_section_1_and_leaves_judgements_blank() -> None:
    answers = {
        "client-name": "Sam Example", "worker-name": "Alex Sample", "date-completed": "2026-03-12", "factor-1": 3,
        "agency-name": "Example Service", "basis-of-concerns": {"ticked": ["disclosure"], "other": ""},
        "risk-category": 3, "team-manager": "A", "level-reason": "B", "analysis-police": "C", "analysis-name": "D",
    }  # fmt: skip
    earlier = beside(THEN)
    last = {
        **envelope(answers),
        "earlier": earlier,
        "practice": True,
        "saved": "2026-11-22T18:05",
        "by_hand": "3",
        "assessment_id": "0123456789abcdef" * 2,
    }
    # The identifier stays with the earlier assessment. The page makes a new one.
    assert ask("reassess", last)["result"] == {
        "envelope": {
            **envelope(
                {
                    "client-name": "Sam Example",
                    "agency-name": "Example Service",
                    "basis-of-concerns": {"ticked": ["disclosure"], "other": ""},
                }
            ),
            "earlier": [*earlier, *beside(answers)],
            "to_confirm": {"basis-of-concerns": ["disclosure"]},
            "practice": True,
        }
    }


@given(any_answers)
def test_a_reassessment_fills_in_only_section_1(data: Json) -> None:
    new = parse(INSTRUMENT, reassess(INSTRUMENT, envelope(data)))
    # Lists that continue are moved to the new assessment, so that each entry is in the file only once.
    stays = {key: value for key, value in data.items() if key not in CONTINUED}
    assert new.earlier == (parsed(stays),)
    assert new.answers.entries == {
        key: value for key, value in parsed(data).entries.items() if key in CONTINUED
    }
    assert new.practice is False
    filled = {*new.answers.texts, *new.answers.dates, *new.answers.ticks, *new.answers.factors}
    before = parsed(data)
    typed = {*before.texts, *before.dates, *before.ticks}
    assert filled == (typed & set(SECTION_1)) - ASKED_ANEW
    assert new.answers.category is None


def test_reassessment_is_refused_after_nine_earlier_assessments() -> None:
    def reply(count: int) -> Json:
        return ask("reassess", {**envelope({}), "earlier": beside(*[THEN] * count)})

    assert len(reply(8)["result"]["envelope"]["earlier"]) == 9
    assert reply(9)["error"] == {
        "code": "too-many",
        "path": "earlier",
        "message": "This file already has 9 earlier assessments, and cannot hold more. "
        "Start a new assessment instead, and keep this file with it.",
    }


def test_reassessment_of_invalid_answers_is_refused() -> None:
    assert ask("reassess", envelope({"factor-1": 9}))["error"]["path"] == "answers.factor-1"
    assert ask("reassess", [])["error"] == {
        "code": "type",
        "path": "",
        "message": "must be an object",
    }
    assert ask("reassess", None)["error"]["code"] == "type"


@given(any_answers, st.lists(any_answers, min_size=1, max_size=2))
def test_any_reassessment_gives_a_well_formed_report_without_markup_from_answers(
    now: Json, earlier: list[Json]
) -> None:
    document = html(now, *earlier)
    Page(document)
    assert "<script" not in document.lower()


def test_the_practice_reassessment_shows_every_part() -> None:
    data = json.loads((PACKAGE / "practice_cases/reassessment.json").read_text("utf-8"))
    today = parse(INSTRUMENT, of_this_version(data))
    document = renderer.document(INSTRUMENT, CONTACTS, today)
    printed = first_page(document) + part(document)
    assert [
        words
        for words in (
            "Higher",
            "Lower",
            "No longer known",
            "Signs of harm recorded in an earlier assessment",
            "<svg",
        )
        if words not in printed
    ] == []
