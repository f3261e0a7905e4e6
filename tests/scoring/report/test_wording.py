"""The sentences that screen and print share: numbers with their base, blanks called blanks, nothing that reassures."""

import re

import pytest
from sample import INSTRUMENT, PACKAGE, every_factor, parsed, scored

from scoring import definition, wording
from scoring.score import score

NAMES = {"team-manager": "Sam Example", "cse-prevention-manager": "Alex Sample"}
AGREED = {**NAMES, "date-agreed": "2026-03-02"}
NO_DATE = "Date the level was agreed: no whole date given"


def age(birth: str, completed: str) -> tuple[str, str]:
    answers = parsed({"date-of-birth": birth, "date-completed": completed})
    result = score(INSTRUMENT, answers)
    return wording.age(INSTRUMENT, answers, result), wording.age_note(result)


def test_completeness_names_all_three_states() -> None:
    result = scored({"factor-1": 3, "factor-2": 1, "factor-3": "not-known", "factor-11": 1})
    assert wording.completeness(result.total, result.profile) == (
        "2 of 11 risk factors answered, 2 not known, 7 not yet reached"
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "No total: 0 of 11 factors have a number"),
        ({"factor-1": "not-known"}, "No total: 0 of 11 factors have a number"),
        ({"factor-1": 3}, "3 from 1 of 11 factors"),
        ({**every_factor(1)}, "11 from 10 of 11 factors"),
        ({**every_factor(5)}, "55 from 11 of 11 factors"),
    ],
)
def test_a_total_never_stands_without_its_base(answers: dict[str, object], words: str) -> None:
    assert wording.total_with_base(scored(answers).total) == words


@pytest.mark.parametrize(
    "answers",
    [{"factor-11": 1}, {"factor-11": "not-known"}, {**every_factor(5), "factor-11": "not-known"}],
)
def test_a_note_says_what_factor_11_adds_while_it_is_not_known(answers: dict[str, object]) -> None:
    assert wording.total_note(scored(answers)) == (
        "The total includes the 1 that the tool counts for “Not known” in factor 11, "
        "which is not a good answer."
    )


def test_the_note_has_its_factor_and_its_number_from_the_instrument() -> None:
    text = (PACKAGE / "instrument.toml").read_text("utf-8")
    # In another edition, statement 2 of factor 7 might be its "Not known" as well.
    instrument = definition.parse(text.replace("change = true", "change = true\nnot_known = 2", 1))
    result = score(instrument, parsed({"factor-1": 3, "factor-7": 2, "factor-11": 1}))
    assert result.total.sum == 6
    assert wording.total_note(result) == (
        "The total includes the 2 that the tool counts for “Not known” in factor 7, "
        "which is not a good answer. "
        "The total includes the 1 that the tool counts for “Not known” in factor 11, "
        "which is not a good answer."
    )


@pytest.mark.parametrize(
    "answers", [{}, {"factor-11": 4}, {"factor-1": "not-known"}, {"factor-1": 1}]
)
def test_without_it_there_is_no_note(answers: dict[str, object]) -> None:
    assert wording.total_note(scored(answers)) == ""


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "11 to 55 if the rest were known"),
        ({**every_factor(1)}, "11 to 15 if the rest were known"),
        ({**every_factor(5)}, ""),
        ({**every_factor(5), "factor-3": "not-known"}, "51 to 55 if the rest were known"),
    ],
)
def test_a_range_is_given_while_anything_is_unknown(answers: dict[str, object], words: str) -> None:
    assert wording.possible_range(scored(answers).total) == words


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
    assert wording.profile_counts(result.profile) == (
        ("At 4 or 5", 2),
        ("At 2 or 3", 2),
        ("At 1", 1),
        ("Not known", 1),
        ("Not yet reached", 5),
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "NOT YET AGREED"),
        (NAMES, "NOT YET AGREED"),
        ({"risk-category": 1}, "Category 1 (low) entered, NOT YET AGREED"),
        (
            {"risk-category": 2, "team-manager": "Sam Example"},
            "Category 2 (medium) entered, NOT YET AGREED",
        ),
        ({"risk-category": 3, **NAMES}, "Category 3 (high) entered, NOT YET AGREED"),
        (
            {"risk-category": 3, "date-agreed": "2026-03-02"},
            "Category 3 (high) entered, NOT YET AGREED",
        ),
        ({"risk-category": 3, **AGREED}, "Category 3 (high)"),
        (
            {"risk-category": 1, "factor-1": 3, **AGREED},
            "Category 1 (low) entered, NOT YET AGREED",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": " \n", **AGREED},
            "Category 1 (low) entered, NOT YET AGREED",
        ),
        (
            {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED},
            "Category 1 (low)",
        ),
        ({"risk-category": 2, "factor-1": 3, **AGREED}, "Category 2 (medium)"),
        ({**AGREED, "level-reason": "Back home"}, "NOT YET AGREED"),
    ],
)
def test_a_level_is_agreed_when_category_names_date_and_a_reason_that_is_needed_are_there(
    answers: dict[str, object], words: str
) -> None:
    assert wording.level_agreed(scored(answers).level) == words


def test_the_gaps_of_a_level_are_the_names_the_date_and_the_reason_that_are_missing() -> None:
    answers = {"risk-category": 1, "basis-of-concerns": {"ticked": ["disclosure"]}}
    assert wording.level_gaps(scored(answers).level) == (
        "Agreed with Team Manager (name): no name given",
        "Agreed with CSE Prevention Manager (name): no name given",
        NO_DATE,
        "The level entered is below category 3, whose own words the answers meet. No reason was given.",
    )


def test_a_reason_is_pointed_to() -> None:
    answers = {"risk-category": 1, "factor-1": 3, "level-reason": "Back home", **AGREED}
    assert wording.level_gaps(scored(answers).level) == (
        "The level entered is below category 2, whose own words the answers meet. The reason is given below.",
    )


def test_a_level_with_names_and_date_at_the_row_that_is_met_has_no_gaps() -> None:
    assert wording.level_gaps(scored({"risk-category": 2, "factor-1": 3, **AGREED}).level) == ()


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        {"day": " ", "month": "", "year": None},
        {"year": "2026"},
        {"day": "2", "month": "3"},
        {"month": "3", "year": "2026"},
        # Named as problems as well.
        "2026-02-30",
        {"day": "2", "month": "3", "year": "26"},
        {"day": "soon", "month": "3", "year": "2026"},
    ],
)
def test_a_level_entered_on_no_whole_and_real_date_has_that_gap(typed: object) -> None:
    level = scored({"risk-category": 3, **NAMES, "date-agreed": typed}).level
    assert wording.level_gaps(level) == (NO_DATE,)
    assert wording.level_agreed(level) == "Category 3 (high) entered, NOT YET AGREED"


@pytest.mark.parametrize("typed", ["2026-03-02", {"day": "2nd", "month": "Mar", "year": "2026"}])
def test_a_level_agreed_on_a_whole_and_real_date_has_no_gap(typed: object) -> None:
    level = scored({"risk-category": 3, **NAMES, "date-agreed": typed}).level
    assert wording.level_gaps(level) == ()
    assert wording.level_agreed(level) == "Category 3 (high)"


@pytest.mark.parametrize(
    ("birth", "completed", "words"),
    [
        ("2008-03-02", "2026-03-01", "17 on the date completed"),
        ("2026-03-01", "2026-03-01", "0 on the date completed"),
        ("", "", "not worked out: no complete “Date of Birth” or “Date form completed”"),
        ("2008-03-02", "", "not worked out: no complete “Date form completed”"),
        ("2011-02-29", "2026-03-01", "not worked out: no complete “Date of Birth”"),
        ("2026-03-02", "2026-03-01", "not worked out: the dates are in the wrong order"),
    ],
)
def test_an_age_is_given_or_the_reason_why_not(birth: str, completed: str, words: str) -> None:
    assert age(birth, completed)[0] == words


ADULT = (
    "Aged 18 or over on the date completed. This tool is for children and young people: "
    "ask your safeguarding lead which procedures apply."
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
    assert wording.initials(name) == initials


def test_the_standing_sentences_say_what_they_must() -> None:
    assert wording.CAVEAT == (
        "These numbers have not been validated as a scale, and Hillingdon sets no cut-off. "
        "A low profile does not mean that a child is not being exploited."
    )
    assert wording.NO_SIGNS.startswith(
        "No box that is itself a sign of harm was ticked. That does not mean"
    )
    assert (wording.NOT_YET_AGREED, wording.NOT_PROVIDED, wording.MARKING) == (
        "NOT YET AGREED",
        "Not provided",
        "OFFICIAL-SENSITIVE",
    )


def test_no_sentence_of_a_result_speaks_of_shares_averages_or_safety() -> None:
    for answers in (
        {},
        every_factor(1),
        every_factor(5),
        {"factor-11": 1, "risk-category": 1, **NAMES},
    ):
        result = scored(answers)
        sentences = [
            wording.completeness(result.total, result.profile),
            wording.total_with_base(result.total),
            wording.total_note(result),
            wording.possible_range(result.total),
            wording.level_agreed(result.level),
            *wording.level_gaps(result.level),
            wording.age_note(result),
            wording.NO_SIGNS,
        ]
        forbidden = re.compile(
            r"%|per ?cent|average|mean of|\bsafe\b|low risk|no risk|no concern", re.IGNORECASE
        )
        assert [text for text in sentences if forbidden.search(text)] == []
