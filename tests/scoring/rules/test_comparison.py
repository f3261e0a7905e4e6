"""One assessment beside earlier ones: what is compared, what is flagged, what is carried into a new one."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import (
    CONTACTS,
    FACTORS,
    INSTRUMENT,
    PACKAGE,
    assessed,
    envelope,
    every_factor,
    parsed,
    scored,
)
from strategies import answers as any_answers
from strategies import scored_answers
from test_report import Page

from scoring import bridge, change_words, report, wording
from scoring.assessment import parse
from scoring.compare import Change, compare
from scoring.instrument import Role
from scoring.reassessing import reassess

Json = dict[str, Any]

SECTION_1 = [
    *(field.id for group in INSTRUMENT.groups for field in group.fields),
    *(each.id for each in INSTRUMENT.tick_lists),
]
ASKED_ANEW = {
    INSTRUMENT.field_with_role(each).id for each in (Role.WORKER_NAME, Role.COMPLETION_DATE)
}
THEN: Json = {
    **every_factor(3), "factor-11": 4, "date-completed": "2026-03-12", "risk-category": 3,
    "method-of-coercion": {"ticked": ["gifts", "grooming"], "other": "<b>A debt</b>"},
}  # fmt: skip
NOW: Json = {
    **every_factor(2), "factor-11": 5, "factor-4": "not-known", "factor-5": None, "date-completed": "2026-11-12",
    "method-of-coercion": {"ticked": ["grooming"]},
}  # fmt: skip


def beside(*earlier: Json) -> list[Json]:
    return [{"instrument": INSTRUMENT.version, "answers": each} for each in earlier]


def html(now: Json, *earlier: Json, **rest: object) -> str:
    return report.document(INSTRUMENT, CONTACTS, assessed(now, earlier=beside(*earlier), **rest))


def part(document: str) -> str:
    """The part about earlier assessments, as markup."""
    return document.split("<h2>What has changed since", 1)[1].split("<h2>", 1)[0]


def ask(op: str, data: object) -> Json:
    reply: Json = json.loads(bridge.handle(json.dumps({"id": 1, "op": op, "answers": data})))
    return reply


@given(scored_answers, scored_answers)
def test_a_comparison_turned_round_tells_the_same_the_other_way(one: Json, other: Json) -> None:
    there, back = compare(scored(one), scored(other)), compare(scored(other), scored(one))
    assert (there.both, there.total_then, there.total_now) == (
        back.both,
        back.total_now,
        back.total_then,
    )
    assert there.count(Change.WORSE) == back.count(Change.IMPROVED)
    assert there.count(Change.SAME) == back.count(Change.SAME)
    assert there.count(Change.UNKNOWN) == back.count(Change.UNKNOWN)
    assert len(change_words.lost(there)) == back.count(Change.NEWLY_KNOWN)
    assert sum(there.count(change) for change in Change) == len(FACTORS)


@given(scored_answers, scored_answers)
def test_totals_rest_on_the_factors_answered_in_both_and_on_no_other(then: Json, now: Json) -> None:
    def numbers(data: Json) -> dict[str, int]:
        return {
            each: data[each]
            for each in FACTORS
            if isinstance(data.get(each), int) and (each, data[each]) != ("factor-11", 1)
        }

    both = numbers(then).keys() & numbers(now).keys()
    found = compare(scored(then), scored(now))
    assert found.both == len(both)
    assert found.total_then == sum(numbers(then)[each] for each in both)
    assert found.total_now == sum(numbers(now)[each] for each in both)
    assert ("totals" in change_words.totals(found)) is True
    assert (str(found.both) in change_words.totals(found)) is bool(both)


@given(scored_answers, scored_answers)
def test_whatever_was_known_and_is_not_is_flagged(then: Json, now: Json) -> None:
    before, after = scored(then), scored(now)
    lost = [
        first.position
        for first, second in zip(before.factors, after.factors, strict=True)
        if first.number and not second.number
    ]
    assert [int(line.split(".")[0]) for line in change_words.lost(compare(before, after))] == lost


@given(scored_answers, scored_answers)
def test_signs_of_harm_of_then_are_kept_in_sight(then: Json, now: Json) -> None:
    before, after = scored(then), scored(now)
    shown = {*compare(before, after).signs_of_harm_then, *after.signs_of_harm}
    assert shown >= set(before.signs_of_harm)


def test_the_part_about_change_stands_before_what_is_not_known() -> None:
    headings = Page(html(NOW, THEN)).headings
    assert headings[3:6] == [
        "Profile of the risk factors",
        "What has changed since the assessment of 12 March 2026",
        "Not known or not yet reached",
    ]
    assert "What has changed" not in html(NOW)


def test_the_change_sheet_sets_statement_beside_statement() -> None:
    text = Page(html(NOW, THEN)).text
    assert (
        "Compared with the assessment of 12 March 2026: worse in 1, improved in 8, no longer known 1, "
        "not reached again 1; totals over the 9 factors answered in both: 28 then, 21 now. | "
        f"{change_words.CAVEAT} {wording.CAVEAT} | No longer known | "
    ) in text
    assert (
        "Risk factor | 12 March 2026 | 12 November 2026 | Change | 1. Missing Episodes | 3 | "
        in text
    )
    assert (
        "4. Relationship with carers | 3 | Some mutual understanding. Poor communication. | Not known | "
        "No longer known | 5. Accommodation | "
    ) in text
    assert (
        "| Yes | Worse | Level of risk | Category 3 (high) entered, NOT YET AGREED | NOT YET AGREED | "
        in text
    )
    assert "Totals over the 9 factors answered in both: 28 then, 21 now." in text


def test_what_is_no_longer_known_is_flagged_in_the_table_too() -> None:
    rows = re.findall(r'<tr class="report-lost"><th scope="row">(\d+)', part(html(NOW, THEN)))
    assert rows == ["4", "5"]


def test_signs_of_harm_recorded_before_stand_in_a_box_as_text() -> None:
    found = part(html(NOW, THEN))
    box = found.split("Signs of harm recorded before and not now", 1)[1].split("</div>", 1)[0]
    assert "Gifts (e.g. phone top ups)" in box
    assert "&lt;b&gt;A debt&lt;/b&gt;" in box
    assert "Grooming" not in box
    assert "Signs of harm recorded before" not in part(html(THEN, THEN))


def test_two_assessments_have_a_chart_with_a_ring_and_a_dot() -> None:
    found = part(html(NOW, THEN))
    chart = found.split("<svg", 1)[1].split("</svg>", 1)[0]
    assert 'role="img" aria-labelledby="report-change-title report-change-text"' in chart
    assert (chart.count('fill="#fff"'), chart.count('r="5" fill="#000"')) == (11, 9)
    assert chart.count('stroke="#000" stroke-width="2"/>') == 11 + 9
    assert (
        "4. Relationship with carers: 3 then, not known now. 5. Accommodation: 3 then, not reached now. "
        in chart
    )
    assert "3 → not known" in chart
    assert not re.search(" style=|class=|#(?!000|fff|767676)", chart)
    ids = re.findall(r' id="([^"]+)"', html(NOW, THEN))
    assert len(ids) == len(set(ids))


def test_three_and_more_have_a_table_over_time_and_no_chart() -> None:
    earlier = ({"factor-1": 5}, {**every_factor(1), "date-completed": "2025-01-02"}, THEN)
    assert "<svg" not in part(html(NOW, *earlier))
    text = Page(html(NOW, *earlier)).text
    assert "All 4 assessments, oldest first" in text
    assert "| Earlier, no date | 5 | not yet | not yet | " in text
    assert (
        "| 2 January 2025 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | not known | 10 | NOT YET AGREED | "
        in text
    )
    assert (
        "| 12 November 2026 | 2 | 2 | 2 | not known | not yet | 2 | 2 | 2 | 2 | 2 | 5 | 9 | NOT YET AGREED"
        in text
    )
    assert "All 2" not in part(html(NOW, THEN))


@pytest.mark.parametrize("count", [1, 2, 9])
def test_nothing_is_averaged_and_nothing_has_a_colour(count: int) -> None:
    found = part(html(NOW, *[THEN] * count))
    assert [
        word
        for word in ("%", "average", "mean ", "trend", "low risk", "red", "green", "amber")
        if re.search(rf"(?<![a-z]){word}(?![a-z])", found.lower())
    ] == []


def test_levels_of_earlier_ones_are_judged_by_those_before_them() -> None:
    agreed = {"team-manager": "A", "cse-prevention-manager": "B", "date-agreed": "2026-01-01"}
    found = part(html({}, {"risk-category": 3, **agreed}, {"risk-category": 1, **agreed}))
    assert "Category 1 (low) entered, NOT YET AGREED" in found


def test_in_a_first_assessment_words_of_change_have_a_note() -> None:
    note = "Some of these statements speak of a change."
    first = Page(html(NOW)).text
    assert first.count(note) == 2
    assert f"7. Risk to others | {note}" in first
    assert f"10. Sexual health awareness | {note}" in first
    assert note not in html(NOW, THEN)


@pytest.mark.parametrize("answers", [{}, {"client-name": "Sam Example"}])
def test_a_practice_case_is_marked_in_its_heading_and_on_every_page(answers: Json) -> None:
    document = html(answers, practice=True)
    assert f'data-marking="{wording.PRACTICE}"' in document
    assert f'<p class="report-marking">{wording.PRACTICE}</p>' in document
    assert f"<h1>{wording.PRACTICE}: {INSTRUMENT.title.replace('&', '&amp;')}</h1>" in document
    assert '--report-marking: "PRACTICE\\20 \\2013 \\20 not\\20 a\\20 real\\20 child";' in document
    assert wording.MARKING not in document
    marked = ask("score", {**envelope(answers), "practice": True})["result"]["texts"]["marking"]
    assert marked == wording.PRACTICE
    assert "PRACTICE" not in html(answers)


def test_a_name_in_an_earlier_assessment_sets_the_marking() -> None:
    assert f'data-marking="{wording.MARKING}"' in html({}, {"client-name": "Sam Example"})
    assert 'data-marking=""' in html({}, {"factor-1": 3})


def test_the_score_says_what_stood_there_before() -> None:
    result = ask("score", {**envelope(NOW), "earlier": beside({}, THEN)})["result"]
    texts = result["texts"]
    assert texts["earlier-factor-3"] == "On 12 March 2026: 3 Problematic drug use, of concern."
    assert len([key for key in texts if key.startswith("earlier-")]) == len(FACTORS)
    assert [key for key in texts if key.startswith("first-")] == []
    assert texts["change"].startswith("Compared with the assessment of 12 March 2026: worse in 1, ")
    assert result["lists"]["no-longer-known"] == [
        "4. Relationship with carers: 3 then, not known now",
        "5. Accommodation: 3 then, not yet reached now",
    ]
    alone = ask("score", envelope(NOW))["result"]
    assert [key for key in alone["texts"] if key == "change" or key.startswith("earlier-")] == []
    assert alone["lists"]["no-longer-known"] == []


def test_a_fallen_level_is_a_gap_for_the_page_too() -> None:
    gaps = ask("score", {**envelope({"risk-category": 2}), "earlier": beside(THEN)})["result"][
        "lists"
    ]["level-gaps"]
    assert gaps[-1].startswith(
        "The level entered is lower than category 3 (high) of the earlier assessment of 12 March"
    )


def test_a_reassessment_carries_who_it_is_about_and_leaves_what_is_judged_blank() -> None:
    given = {
        "client-name": "Sam Example", "worker-name": "Alex Sample", "date-completed": "2026-03-12", "factor-1": 3,
        "agency-name": "Example Service", "basis-of-concerns": {"ticked": ["disclosure"], "other": ""},
        "risk-category": 3, "team-manager": "A", "level-reason": "B", "analysis-police": "C", "analysis-name": "D",
    }  # fmt: skip
    earlier = beside(THEN)
    last = {
        **envelope(given),
        "earlier": earlier,
        "practice": True,
        "saved": "2026-11-22T18:05",
        "by_hand": "3",
    }
    assert ask("reassess", last)["result"] == {
        "envelope": {
            **envelope(
                {
                    "client-name": "Sam Example",
                    "agency-name": "Example Service",
                    "basis-of-concerns": {"ticked": ["disclosure"], "other": ""},
                }
            ),
            "earlier": [*earlier, *beside(given)],
            "practice": True,
        }
    }


@given(any_answers)
def test_of_a_reassessment_nothing_but_section_1_is_filled_in(data: Json) -> None:
    new = parse(INSTRUMENT, reassess(INSTRUMENT, envelope(data)))
    assert new.earlier == (parsed(data),)
    assert new.practice is False
    filled = {*new.answers.texts, *new.answers.dates, *new.answers.ticks, *new.answers.factors}
    before = parsed(data)
    typed = {*before.texts, *before.dates, *before.ticks}
    assert filled == (typed & set(SECTION_1)) - ASKED_ANEW
    assert new.answers.category is None


def test_after_nine_earlier_ones_there_is_no_room() -> None:
    def reply(count: int) -> Json:
        return ask("reassess", {**envelope({}), "earlier": beside(*[THEN] * count)})

    assert len(reply(8)["result"]["envelope"]["earlier"]) == 9
    assert reply(9)["error"] == {
        "code": "too-many",
        "path": "earlier",
        "message": "This file already has 9 earlier assessments, and cannot hold more. "
        "Start a new assessment instead, and keep this file with it.",
    }


def test_what_cannot_be_read_is_not_reassessed() -> None:
    assert ask("reassess", envelope({"factor-1": 9}))["error"]["path"] == "answers.factor-1"
    assert ask("reassess", None)["error"]["code"] == "type"


@given(any_answers, st.lists(any_answers, min_size=1, max_size=2))
def test_a_report_beside_anything_is_whole_and_holds_no_markup_of_theirs(
    now: Json, earlier: list[Json]
) -> None:
    document = html(now, *earlier)
    Page(document)
    assert "<script" not in document.lower()


def test_the_practice_reassessment_shows_every_part() -> None:
    data = json.loads((PACKAGE / "practice/reassessment.json").read_text("utf-8"))
    found = part(report.document(INSTRUMENT, CONTACTS, parse(INSTRUMENT, data)))
    assert [
        words
        for words in (
            "Worse",
            "Improved",
            "No longer known",
            "Signs of harm recorded before",
            "<svg",
        )
        if words not in found
    ] == []
