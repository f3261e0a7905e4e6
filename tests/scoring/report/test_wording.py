"""Tests of the sentences that screen and report share: totals with their base, blanks as blanks, no reassurance."""

import re
from datetime import date

import pytest
from instrument_samples import INSTRUMENT, PACKAGE, every_factor, parsed, scored

from scoring.definition import identity, instrument_file
from scoring.report.wording import (
    age_wording,
    answer_wording,
    fixed,
    level_wording,
    match_wording,
    total_wording,
)
from scoring.rules.score import score

NAMES = {"team-manager": "Sam Example", "cse-prevention-manager": "Alex Sample"}
AGREED = {**NAMES, "date-agreed": "2026-03-02"}
NO_DATE = "Date the level was agreed: no complete, valid date given"


def age(birth: str, completed: str) -> tuple[str, str]:
    answers = parsed({"date-of-birth": birth, "date-completed": completed})
    result = score(INSTRUMENT, answers)
    return age_wording.age(INSTRUMENT, answers, result), age_wording.age_note(result)


def test_completeness_names_all_three_states() -> None:
    result = scored({"factor-1": 3, "factor-2": 1, "factor-3": "not-known", "factor-11": 1})
    assert total_wording.completeness(result.total, result.profile) == (
        "4 of 11 risk factors answered (2 scored, 2 not known), 7 not answered"
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "No total: none of the 11 factors is scored"),
        ({"factor-1": "not-known"}, "No total: none of the 11 factors is scored"),
        ({"factor-1": 3}, "3 from 1 of 11 factors"),
        ({**every_factor(1)}, "10 from 10 of 11 factors"),
        ({**every_factor(5)}, "55 from 11 of 11 factors"),
    ],
)
def test_a_total_is_never_shown_without_its_base(answers: dict[str, object], words: str) -> None:
    assert total_wording.total_with_base(scored(answers).total) == words


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({"factor-11": 1}, 1),
        ({"factor-11": "not-known"}, 1),
        ({**every_factor(5), "factor-11": "not-known"}, 51),
    ],
)
def test_total_note_names_the_number_for_not_known_in_factor_11(
    answers: dict[str, object], total: int
) -> None:
    assert total_wording.total_note(scored(answers)) == (
        "The tool gives “Not known” in factor 11 the number 1. This 1 is not in the total. "
        f"If you add it, the total is {total}. “Not known” does not mean “no”."
    )


def test_total_note_takes_factor_and_number_from_the_instrument() -> None:
    text = (PACKAGE / "instrument.toml").read_text("utf-8")
    # In another edition of the instrument, statement 2 of factor 7 might mean "Not known" too.
    instrument = instrument_file.parse(
        text.replace("change = true", "change = true\nnot_known = 2", 1)
    )
    result = score(instrument, parsed({"factor-1": 3, "factor-7": 2, "factor-11": 1}))
    assert (result.total.sum, result.total.not_known_counts) == (3, 3)
    assert total_wording.total_note(result) == (
        "The tool gives “Not known” in factor 7 the number 2. "
        "The tool gives “Not known” in factor 11 the number 1. This 3 is not in the total. "
        "If you add it, the total is 6. “Not known” does not mean “no”."
    )


@pytest.mark.parametrize(
    "answers", [{}, {"factor-11": 4}, {"factor-1": "not-known"}, {"factor-1": 1}]
)
def test_total_note_is_empty_unless_factor_11_is_not_known(answers: dict[str, object]) -> None:
    assert total_wording.total_note(scored(answers)) == ""


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "between 11 and 55 if every factor had a number"),
        ({**every_factor(1)}, "between 11 and 15 if every factor had a number"),
        ({**every_factor(5)}, ""),
        (
            {**every_factor(5), "factor-3": "not-known"},
            "between 51 and 55 if every factor had a number",
        ),
    ],
)
def test_range_is_given_while_any_factor_is_unknown(answers: dict[str, object], words: str) -> None:
    assert total_wording.possible_range(scored(answers).total) == words


def test_the_profile_is_counted_in_words() -> None:
    result = scored(
        {
            "factor-1": 5,
            "factor-2": 4,
            "factor-3": 3,
            "factor-4": 2,
            "factor-5": 1,
            "factor-6": "not-known",
        }
    )
    assert total_wording.profile_counts(result.profile) == (
        ("At 4 or 5", 2),
        ("At 2 or 3", 2),
        ("At 1", 1),
        ("Not known", 1),
        ("Not yet answered", 5),
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "NOT YET AGREED"),
        (NAMES, "NOT YET AGREED"),
        ({"risk-category": 1}, "Entered: category 1 – not yet agreed."),
        (
            {"risk-category": 2, "team-manager": "Sam Example"},
            "Entered: category 2 – not yet agreed.",
        ),
        ({"risk-category": 3, **NAMES}, "Entered: category 3 – not yet agreed."),
        (
            {"risk-category": 3, "date-agreed": "2026-03-02"},
            "Entered: category 3 – not yet agreed.",
        ),
        ({"risk-category": 3, **AGREED}, "Category 3 (high)"),
        (
            {"risk-category": 1, "factor-1": 3, **AGREED},
            "Entered: category 1 – not yet agreed. The answers may match the wording of category 2.",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": " \n", **AGREED},
            "Entered: category 1 – not yet agreed. The answers may match the wording of category 2.",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED},
            "Category 1 (low)",
        ),
        ({"risk-category": 2, "factor-1": 3, **AGREED}, "Category 2 (medium)"),
        ({**AGREED, "level-reason": "Back home"}, "NOT YET AGREED"),
    ],
)
def test_level_is_agreed_only_with_category_names_date_and_any_reason_needed(
    answers: dict[str, object], words: str
) -> None:
    assert level_wording.level_agreed(scored(answers).level) == words


def test_the_gaps_of_a_level_are_the_names_the_date_and_the_reason_that_are_missing() -> None:
    answers = {"risk-category": 1, "basis-of-concerns": {"ticked": ["disclosure"]}}
    assert level_wording.level_gaps(scored(answers).level) == (
        "Agreed with Team Manager (name): no name given",
        "Agreed with CSE Prevention Manager (name): no name given",
        NO_DATE,
        "The level entered is below category 3, although the answers match its wording. No reason was given.",
    )


def test_level_gap_points_to_the_reason_given() -> None:
    answers = {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED}
    assert level_wording.level_gaps(scored(answers).level) == (
        "The level entered is below category 2, although the answers may match its wording. The reason is given below.",
    )


def test_level_with_names_and_date_at_the_matching_row_has_no_gaps() -> None:
    assert (
        level_wording.level_gaps(scored({"risk-category": 2, "factor-1": 3, **AGREED}).level) == ()
    )


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        {"day": " ", "month": "", "year": None},
        {"year": "2026"},
        {"day": "2", "month": "3"},
        {"month": "3", "year": "2026"},
        # These dates are also reported as problems.
        "2026-02-30",
        {"day": "2", "month": "3", "year": "26"},
        {"day": "soon", "month": "3", "year": "2026"},
    ],
)
def test_level_without_a_complete_valid_date_has_a_date_gap(typed: object) -> None:
    level = scored({"risk-category": 3, **NAMES, "date-agreed": typed}).level
    assert level_wording.level_gaps(level) == (NO_DATE,)
    assert level_wording.level_agreed(level) == "Entered: category 3 – not yet agreed."


@pytest.mark.parametrize("typed", ["2026-03-02", {"day": "2nd", "month": "Mar", "year": "2026"}])
def test_level_with_a_complete_valid_date_has_no_gap(typed: object) -> None:
    level = scored({"risk-category": 3, **NAMES, "date-agreed": typed}).level
    assert level_wording.level_gaps(level) == ()
    assert level_wording.level_agreed(level) == "Category 3 (high)"


@pytest.mark.parametrize(
    ("birth", "completed", "words"),
    [
        ("2008-03-02", "2026-03-01", "17 on the date completed"),
        ("2026-03-01", "2026-03-01", "0 on the date completed"),
        ("", "", "not known (“Date of Birth” and “Date form completed” are missing or incomplete)"),
        ("2008-03-02", "", "not known (“Date form completed” is missing or incomplete)"),
        ("2011-02-29", "2026-03-01", "not known (“Date of Birth” must be a real date)"),
        (
            "2011-02-29",
            "",
            "not known (“Date form completed” is missing or incomplete; “Date of Birth” must be a real date)",
        ),
        ("2026-03-02", "2026-03-01", "not known (the date of birth is after the date completed)"),
    ],
)
def test_an_age_is_given_or_the_reason_why_not(birth: str, completed: str, words: str) -> None:
    assert age(birth, completed)[0] == words


TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("birth", "completed", "words", "note"),
    [
        (
            "2014-01-10",
            "2062-11-05",
            "12 today, 29 November 2026 (“Date form completed” is after today)",
            "Under 13 today. In law a child under 13 cannot consent to any sexual activity (Sexual Offences Act 2003, "
            "sections 5 to 8).",
        ),
        (
            "2008-11-30",
            "2026-11-30",
            "17 today, 29 November 2026 (“Date form completed” is after today)",
            "",
        ),
        ("2026-12-01", "2062-11-05", "not known (the date of birth is after today)", ""),
        (
            "2014-01-10",
            {"year": "2027"},
            "12 today, 29 November 2026 (“Date form completed” is after today)",
            None,
        ),
        # A date with only the year 2026 may be before today.
        (
            "2014-01-10",
            {"year": "2026"},
            "not known (“Date form completed” is missing or incomplete)",
            "",
        ),
        ("2014-01-10", "2026-11-29", "12 on the date completed", None),
    ],
)
def test_age_is_never_calculated_for_a_future_date(
    birth: str, completed: object, words: str, note: str | None
) -> None:
    answers = parsed({"date-of-birth": birth, "date-completed": completed})
    result = score(INSTRUMENT, answers, (), TODAY)
    assert age_wording.age(INSTRUMENT, answers, result) == words
    if note is not None:
        assert age_wording.age_note(result) == note


@pytest.mark.parametrize("completed", ["2062-11-05", {"year": "2062"}])
def test_advice_for_a_child_under_13_is_kept_with_a_future_date(
    completed: object,
) -> None:
    answers = parsed(
        {
            "date-of-birth": "2014-01-10",
            "date-completed": completed,
            "basis-of-concerns": {"ticked": ["disclosure"]},
            "risk-category": 1,
        }
    )
    assert score(INSTRUMENT, answers, (), TODAY).advisory == INSTRUMENT.advisory.text


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [("2026-11-29", True), ("2026-11-30", False), ("2062-01-01", False)],
)
def test_level_with_a_future_agreement_date_is_not_agreed(typed: str, agreed: bool) -> None:
    answers = parsed({"risk-category": 3, **NAMES, "date-agreed": typed})
    level = score(INSTRUMENT, answers, (), TODAY).level
    assert level.is_agreed is agreed
    gap = "Date the level was agreed: the date is after today, so the level is not agreed yet"
    assert level_wording.level_gaps(level) == (() if agreed else (gap,))


def test_earlier_level_with_a_future_date_is_no_baseline_for_a_fall() -> None:
    high = parsed({"risk-category": 3, **AGREED})
    low_ahead = parsed({"risk-category": 1, **NAMES, "date-agreed": "2062-01-01"})
    now = parsed({"risk-category": 1, **AGREED})
    fall = score(INSTRUMENT, now, (high, low_ahead), TODAY).level.fall
    assert fall is not None
    assert fall.category == 3


def test_uncertain_match_reads_may_match_and_certain_match_reads_match() -> None:
    doubtful = scored({"factor-1": 3, "risk-category": 1})
    assert level_wording.level_agreed(doubtful.level).endswith(
        "The answers may match the wording of category 2."
    )
    certain = scored(
        {"factor-1": 3, "risk-category": 1, "basis-of-concerns": {"ticked": ["going-missing"]}}
    )
    assert level_wording.level_agreed(certain.level).endswith(
        "The answers match the wording of category 2."
    )
    assert match_wording.why_printed(doubtful, 2).startswith(
        "Printed because the answers may match its wording"
    )
    assert match_wording.why_printed(certain, 2).startswith(
        "Printed because the answers match its wording"
    )
    # One certain match for the row is enough.
    both = scored(
        {
            "factor-1": 4,
            "factor-3": 2,
            "risk-category": 1,
            "method-of-coercion": {"ticked": ["gifts"]},
        }
    )
    assert level_wording.level_agreed(both.level).endswith(
        "The answers match the wording of category 3."
    )
    assert (
        "The answers also may match its wording: “missing frequently"
        in match_wording.why_printed(both, 3)
    )


def test_owner_has_its_current_name_and_its_name_in_the_document() -> None:
    assert fixed.owner(INSTRUMENT, identity.load().name) == (
        "Hillingdon Safeguarding Children Partnership (2013-14: Hillingdon Safeguarding Children’s Board)"
    )


ADULT = (
    "Aged 18 or over on the date completed. This tool is for children and young people. "
    "Ask your child protection lead which procedures apply."
)
YOUNG = (
    "Under 13 on the date completed. In law a child under 13 cannot consent to any sexual "
    "activity (Sexual Offences Act 2003, sections 5 to 8)."
)


@pytest.mark.parametrize(
    ("birth", "note"),
    [
        ("2013-06-16", YOUNG),
        ("2013-06-15", ""),
        ("2008-06-16", ""),
        ("2008-06-15", ADULT),
        ("1950-01-01", ADULT),
        ("2026-06-15", YOUNG),
        ("2026-06-16", ""),
        ("", ""),
    ],
)
def test_an_age_below_13_and_from_18_has_its_note(birth: str, note: str) -> None:
    assert age(birth, "2026-06-15")[1] == note


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Sam Example", "S.E."),
        ("sam  example-fiction", "S.E.F."),
        ("Łukasz O’Sample", "Ł.O."),
        ("(Sam) 'Example'", "S.E."),
        ("🙂 Sam 7", "S."),
        ("", ""),
        ("7 - 🙂", ""),
        ("<script>", "S."),
        ("Sam Ann Bea Cat Dot Example", "S.A.B.C.D.E."),
        ("Sam Ann Bea Cat Dot Example-Fiction", "S.A.B.C.D.E."),
        ("1 Sam 2 Ann 3 Bea 4 Cat 5 Dot 6 Example 7 Fiction", "S.A.B.C.D.E."),
        ("Sam " * 12_500, "S.S.S.S.S.S."),
    ],
)
def test_initials_are_the_first_letters_of_a_name_and_six_at_most(name: str, initials: str) -> None:
    assert answer_wording.initials(name) == initials


def test_fixed_sentences_have_their_exact_wording() -> None:
    assert fixed.CAVEAT == (
        "These numbers have not been validated as a scale, and the 2013-14 tool sets no cut-off. "
        "A child may be exploited even if every number is low."
    )
    assert fixed.NO_SIGNS == (
        "Nothing is ticked in parts D, E or F, and nothing is written there or in the analysis. "
        "This does not mean that there is no harm. The form looks for signs of harm only in parts D, E and F, and in "
        "factor 11. It does not look at the other risk factors, at the other boxes (such as disability, addresses and "
        "the social worker) or at other records. It cannot know what has not been written down."
    )
    assert (fixed.NOT_YET_AGREED, fixed.NOT_PROVIDED, fixed.MARKING) == (
        "NOT YET AGREED",
        "Not provided",
        "OFFICIAL-SENSITIVE",
    )


def test_result_wording_mentions_no_percentage_average_or_safety() -> None:
    for answers in (
        {},
        every_factor(1),
        every_factor(5),
        {"factor-11": 1, "risk-category": 1, **NAMES},
    ):
        result = scored(answers)
        sentences = [
            total_wording.completeness(result.total, result.profile),
            total_wording.total_with_base(result.total),
            total_wording.total_note(result),
            total_wording.possible_range(result.total),
            level_wording.level_agreed(result.level),
            *level_wording.level_gaps(result.level),
            age_wording.age_note(result),
            fixed.NO_SIGNS,
        ]
        forbidden = re.compile(
            r"%|per ?cent|average|mean of|\bsafe\b|low risk|no risk|no concern", re.IGNORECASE
        )
        assert [text for text in sentences if forbidden.search(text)] == []
