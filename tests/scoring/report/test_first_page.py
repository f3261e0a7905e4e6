"""Tests of the texts of the report's first page: what is written elsewhere, the reason, and when it is crowded."""

from typing import Any

import pytest
from instrument_samples import INSTRUMENT, every_factor, parsed, scored

from scoring.report.first_page import FirstPage, first_page

Json = dict[str, Any]
CHANGE = "Higher in 1 factor."


def page_of(answers: Json, change: str = "") -> FirstPage:
    return first_page(INSTRUMENT, parsed(answers), scored(answers), (), change=change)


def test_page_1_has_what_is_written_elsewhere_and_each_main_text_only_once() -> None:
    page = page_of(
        {
            "analysis-behaviours": "Came home late",
            "request": "A meeting",
            "actions-taken": "Rang the school",
            "level-reason": "Moved away",
            "analysis-police": "Called twice",
        }
    )
    assert len(page.written) == 1
    assert page.written[0].endswith(": Called twice")
    assert [each.excerpt.lines for each in page.worker_texts] == [
        ("Came home late",),
        ("A meeting",),
        ("Rang the school",),
    ]


@pytest.mark.parametrize(("count", "is_cut"), [(4, False), (5, True)])
def test_page_1_has_four_lines_of_the_reason_for_the_level(count: int, is_cut: bool) -> None:
    lines = ("one", "two", "three", "four", "five")[:count]
    reason = page_of({"risk-category": 1, "level-reason": "\n".join(lines)}).reason
    assert (reason.lines, reason.is_cut) == (lines[:4], is_cut)


def test_page_1_is_crowded_only_if_a_reassessment_leaves_much_unknown() -> None:
    full = every_factor(4)
    assert [page_of({}).is_crowded, page_of({}, CHANGE).is_crowded] == [False, True]
    assert [page_of(full).is_crowded, page_of(full, CHANGE).is_crowded] == [False, False]


@pytest.mark.parametrize(
    "more",
    [
        {"analysis-police": "Called twice"},
        {"method-of-coercion": {"ticked": ["gifts", "grooming"]}},
    ],
    ids=["a remark", "signs of harm"],
)
def test_page_1_cuts_the_account_shorter_for_what_else_it_has(more: Json) -> None:
    account = {"analysis-behaviours": "\n".join(["Came home late"] * 60)}

    def lines(answers: Json) -> int:
        return len(page_of(answers).worker_texts[0].excerpt.lines)

    assert lines({**account, **more}) < lines(account) < 60


def test_page_1_is_too_long_if_its_shortest_version_is() -> None:
    answers = {"analysis-behaviours": "Came home late"}
    result = scored(answers)
    for notice, is_too_long in (("A notice.", False), ("A notice. " * 1000, True)):
        page = first_page(INSTRUMENT, parsed(answers), result, (), notices=[notice])
        assert page.is_too_long is is_too_long


def test_page_1_has_the_other_ticks_if_there_is_no_sign_of_harm() -> None:
    missing: Json = {"basis-of-concerns": {"ticked": ["going-missing", "changed-behaviour"]}}
    harm = {"method-of-coercion": {"ticked": ["gifts"]}}
    page = page_of(missing)
    label = "D. Basis of CSE Concerns"
    assert (page.signs, page.ticked) == ((), (f"{label}: Going missing; Changed behaviour",))
    assert (page_of({**missing, **harm}).ticked, page_of({}).ticked) == ((), ())
