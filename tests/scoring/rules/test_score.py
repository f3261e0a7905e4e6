"""Tests of scoring: the content of a result, with the instrument's own wording and references.

The cases in cases/*.toml test the numbers.
"""

from datetime import date

import pytest
from instrument_samples import FACTORS, INSTRUMENT, every_factor, parsed, scored

from scoring.answers.model import NOT_KNOWN
from scoring.answers.parsing import normalisation
from scoring.rules.result import (
    Evidence,
    FactorResult,
    Fall,
    Level,
    Match,
    Person,
    Profile,
    State,
    Total,
)
from scoring.rules.score import score

NOBODY = (
    Person("Agreed with Team Manager (name)", "", False),
    Person("Agreed with CSE Prevention Manager (name)", "", False),
)


def test_a_blank_assessment_has_no_total_and_its_widest_range() -> None:
    result = scored({})
    assert result.total == Total(
        sum=None, not_known_counts=0, answered=0, of=11, lowest=11, highest=55
    )
    assert result.profile == Profile(high=0, middle=0, one=0, not_known=0, not_reached=11)
    assert result.level == Level(
        category=None, level="", agreed_by=NOBODY, date="", reason="", has_reason=False, below=None
    )
    assert (result.risk_factors, result.signs_of_harm, result.matched) == ((), (), ())
    assert (result.age, result.risk_factor_present) == (None, False)
    assert result.unanswered == result.factors


def test_an_answered_factor_has_its_number_words_and_reference() -> None:
    factor = scored({"factor-2": 3}).factors[1]
    assert factor == FactorResult(
        id="factor-2",
        position=2,
        label="Education",
        state=State.ANSWERED,
        counted=3,
        statement=(
            "Young person excluded from school, no provision being made",
            "Young person undertaking some education or training (part time). Poor attendance.",
            "Young person is attending PRU/receiving private tuition (not full time)",
        ),
        reference="Section 2, 2) Education, statement 3",
    )
    assert factor.number == 3


@pytest.mark.parametrize(
    ("answer", "state"), [(NOT_KNOWN, State.NOT_KNOWN), (None, State.NOT_REACHED)]
)
def test_an_unanswered_factor_has_no_number_and_no_words(answer: object, state: State) -> None:
    factor = scored({"factor-2": answer}).factors[1]
    assert factor == FactorResult(
        id="factor-2",
        position=2,
        label="Education",
        state=state,
        counted=None,
        statement=(),
        reference="Section 2, 2) Education",
    )
    assert factor.number is None


def test_factor_11_not_known_counts_1_and_has_no_number() -> None:
    result = scored({"factor-11": 1})
    factor = result.factors[10]
    assert (factor.state, factor.counted, factor.number) == (State.NOT_KNOWN, 1, None)
    assert factor.statement == ("Not known",)
    assert factor.reference.endswith("statement 1")
    assert factor in result.unanswered
    assert result.profile == Profile(high=0, middle=0, one=0, not_known=1, not_reached=10)
    assert result.total == Total(
        sum=None, not_known_counts=1, answered=0, of=11, lowest=11, highest=55
    )


@pytest.mark.parametrize("others", [{}, {"factor-1": 3, "factor-2": NOT_KNOWN}])
def test_not_known_in_factor_11_scores_like_its_statement_1(
    others: dict[str, object],
) -> None:
    by_word, by_number = (
        scored({**others, "factor-11": NOT_KNOWN}),
        scored({**others, "factor-11": 1}),
    )
    assert by_word == by_number
    assert by_word.total.sum == (3 if others else None)


def test_the_factors_are_in_the_order_of_the_document() -> None:
    assert tuple(factor.id for factor in scored({}).factors) == FACTORS
    assert [factor.position for factor in scored({}).factors] == list(range(1, 12))


@pytest.mark.parametrize(
    ("number", "profile"),
    [
        (1, Profile(high=0, middle=0, one=10, not_known=0, not_reached=1)),
        (2, Profile(high=0, middle=10, one=0, not_known=0, not_reached=1)),
        (3, Profile(high=0, middle=10, one=0, not_known=0, not_reached=1)),
        (4, Profile(high=10, middle=0, one=0, not_known=0, not_reached=1)),
        (5, Profile(high=10, middle=0, one=0, not_known=0, not_reached=1)),
    ],
)
def test_the_profile_counts_the_numbers_by_level(number: int, profile: Profile) -> None:
    answers = {**every_factor(number), "factor-11": None}
    assert scored(answers).profile == profile


@pytest.mark.parametrize("factor", FACTORS[:10])
def test_in_factors_1_to_10_a_risk_factor_begins_at_2(factor: str) -> None:
    present = [scored({factor: number}).risk_factor_present for number in (1, 2, 3, 4, 5)]
    assert present == [False, True, True, True, True]


def test_in_factor_11_a_risk_factor_is_suspected_or_yes() -> None:
    present = [scored({"factor-11": number}).risk_factor_present for number in (1, 4, 5)]
    assert present == [False, True, True]


def test_every_tick_counts_as_what_the_rules_say() -> None:
    by_tick = {}
    for tick_list in INSTRUMENT.tick_lists:
        for option in tick_list.all_options:
            result = scored({tick_list.id: {"ticked": [option.id]}})
            key = f"{tick_list.letter} {option.id}"
            by_tick[key] = (result.risk_factor_present, bool(result.signs_of_harm))
    harm = {"D disclosure", "D incident"}
    neither = {"E unknown", "F unknown"}
    assert by_tick == {
        key: (False, False)
        if key[0] in "BC" or key in neither
        else (True, key[0] in "EF" or key in harm)
        for key in by_tick
    }
    assert len(by_tick) == 50


def test_risk_factors_are_listed_in_words_with_factors_before_ticks() -> None:
    result = scored(
        {
            "factor-1": 3,
            "factor-11": 5,
            "basis-of-concerns": {"ticked": ["going-missing", "disclosure"], "other": "Gifts"},
        }
    )
    assert [each.text for each in result.risk_factors] == [
        "1. Missing Episodes: 3, Occasionally truants, goes missing, prolonged episodes or "
        "Occasionally goes missing, short episodes.",
        "11. Do you know if the perpetrator/s has been involved in similar behaviour before?: 5, Yes",
        "D. Basis of CSE Concerns: Disclosure of exploitation",
        "D. Basis of CSE Concerns: Going missing",
        "D. Basis of CSE Concerns: Other (please state): Gifts",
    ]
    assert [each.reference for each in result.risk_factors][:3] == [
        "Section 2, 1) Missing Episodes, statement 3",
        "Section 2, 11) Do you know if the perpetrator/s has been involved in similar behaviour "
        "before?, statement 5",
        "Section 1, D. Basis of CSE Concerns, Disclosure of exploitation",
    ]


def test_guidance_match_has_its_row_quote_and_every_matching_answer() -> None:
    result = scored(
        {
            "factor-1": 4,
            "factor-3": 3,
            "factor-6": 5,
            "basis-of-concerns": {"ticked": ["going-missing"]},
        }
    )
    missing = Evidence(
        "factor-1",
        "1. Missing Episodes: 4, Frequent truanting or short missing episodes.",
        "Section 2, 1) Missing Episodes, statement 4",
    )
    drugs = Evidence(
        "factor-3",
        "3. Drug use: 3, Problematic drug use, of concern.",
        "Section 2, 3) Drug use, statement 3",
    )
    alcohol = Evidence(
        "factor-6",
        "6. Alcohol Use: 5, Young person is dependent on alcohol",
        "Section 2, 6) Alcohol Use, statement 5",
    )
    tick = Evidence(
        "basis-of-concerns",
        "D. Basis of CSE Concerns: Going missing",
        "Section 1, D. Basis of CSE Concerns, Going missing",
    )
    assert result.matched == (
        Match(
            category=3,
            level="high",
            quote="missing frequently and concerns about drug taking/alcohol use",
            because=(missing, drugs, alcohol, tick),
            reference="Section 2, Risk Category and Response Guidance, row 3",
        ),
        Match(
            category=2,
            level="medium",
            quote="still goes missing",
            because=(missing, tick),
            reference="Section 2, Risk Category and Response Guidance, row 2",
        ),
    )


def test_agreed_level_has_its_names_date_and_reason() -> None:
    level = scored(
        {
            "factor-1": 3,
            "risk-category": 1,
            "team-manager": "Sam Example",
            "cse-prevention-manager": "Alex Sample",
            "date-agreed": "2026-03-02",
            "level-reason": "Back home\nsince May",
        }
    ).level
    assert level == Level(
        category=1,
        level="low",
        agreed_by=(
            Person("Agreed with Team Manager (name)", "Sam Example", True),
            Person("Agreed with CSE Prevention Manager (name)", "Alex Sample", True),
        ),
        date="2 March 2026",
        reason="Back home\nsince May",
        has_reason=True,
        below=2,
        below_is_doubtful=True,
    )
    assert (level.is_agreed, level.reason_missing) == (True, False)


WHOLE: dict[str, object] = {
    "factor-1": 3,
    "risk-category": 1,
    "team-manager": "Sam Example",
    "cse-prevention-manager": "Alex Sample",
    "date-agreed": "2026-03-02",
    "level-reason": "Back home",
}


@pytest.mark.parametrize("missing", list(WHOLE))
def test_a_level_is_agreed_only_while_nothing_that_it_needs_is_missing(missing: str) -> None:
    assert scored(WHOLE).level.is_agreed
    # Without factor 1 no description is met, so no reason is needed and nothing is missing.
    assert scored({**WHOLE, missing: None}).level.is_agreed is (missing == "factor-1")


@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-30",
        {"year": "2026"},
        {"day": "2", "month": "3"},
        {"day": "2", "month": "3", "year": "26"},
        {"day": "last Monday"},
    ],
)
def test_incomplete_or_impossible_agreement_date_counts_as_none(typed: object) -> None:
    level = scored({**WHOLE, "date-agreed": typed}).level
    assert (level.date, level.is_agreed) == ("", False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "… (full text in Section 1)"),
        ("x" * 199 + " yz", "x" * 199 + "… (full text in Section 1)"),
        ("x" * 150 + "\n" + "y" * 50, "x" * 150 + "\n" + "y" * 49 + "… (full text in Section 1)"),
        ("a" + "🙂" * 49_999, "a" + "🙂" * 199 + "… (full text in Section 1)"),
    ],
)
@pytest.mark.parametrize("item", ["suspected-perpetrator", "method-of-coercion"])
def test_a_long_text_beside_other_is_cut_in_the_evidence(
    item: str, typed: str, expected: str
) -> None:
    result = scored({item: {"other": typed}})
    (sign,) = result.signs_of_harm
    assert sign.text.endswith(f": Other (please state): {expected}")
    assert [each.text for each in result.risk_factors] == [sign.text]
    assert [each.text for each in result.matched[0].because] == [sign.text]


@pytest.mark.parametrize(
    ("category", "ticked", "below"),
    [
        (1, [], None),
        (1, ["going-missing"], 2),
        (2, ["going-missing"], None),
        (3, ["going-missing"], None),
        (1, ["disclosure", "going-missing"], 3),
        (2, ["disclosure", "going-missing"], 3),
        (3, ["disclosure", "going-missing"], None),
        (None, ["disclosure"], None),
    ],
)
def test_level_below_the_highest_matching_row_needs_a_reason(
    category: int | None, ticked: list[str], below: int | None
) -> None:
    level = scored({"risk-category": category, "basis-of-concerns": {"ticked": ticked}}).level
    assert (level.below, level.reason_missing) == (below, below is not None)


@pytest.mark.parametrize(
    ("earlier", "fall"),
    [
        ([3], 3),
        ([3, None], 3),
        ([1, 3], 3),
        # A level that was entered but not agreed is not a new starting point.
        ([3, 1], 3),
        ([3, 2, None], 3),
        ([None], None),
        ([], None),
    ],
)
def test_a_level_falls_from_the_highest_level_since_the_last_agreed_one(
    earlier: list[int | None], fall: int | None
) -> None:
    before = tuple(parsed({"risk-category": each}) for each in earlier)
    level = score(INSTRUMENT, parsed({"risk-category": 2}), before).level
    assert (level.fall.category if level.fall else None) == fall


def test_agreed_level_is_the_new_baseline_for_a_fall() -> None:
    agreed = {**WHOLE, "risk-category": 2}
    before = (parsed({"risk-category": 3}), parsed(agreed))
    assert score(INSTRUMENT, parsed({"risk-category": 2}), before).level.fall is None
    lower = score(INSTRUMENT, parsed({"risk-category": 1}), before).level
    assert lower.fall is not None
    assert lower.fall.category == 2


@pytest.mark.parametrize(("today", "fall"), [("2026-11-19", 3), ("2026-11-20", None)])
def test_level_agreed_after_today_is_no_new_baseline_for_a_fall(
    today: str, fall: int | None
) -> None:
    agreed = {**WHOLE, "risk-category": 2, "date-agreed": "2026-11-20"}
    before = (parsed({"risk-category": 3}), parsed(agreed))
    now = parsed({"risk-category": 2})
    level = score(INSTRUMENT, now, before, date.fromisoformat(today)).level
    assert (level.fall.category if level.fall else None) == fall


def test_fall_names_the_later_of_two_equally_high_levels() -> None:
    days = ("2026-01-07", "2026-03-12")
    before = tuple(parsed({"risk-category": 3, "date-completed": day}) for day in days)
    level = score(INSTRUMENT, parsed({"risk-category": 2}), before).level
    assert level.fall is not None
    assert level.fall.completed == str(before[1].date("date-completed"))
    assert level.fall.completed != str(before[0].date("date-completed"))


@pytest.mark.parametrize("item", ["suspected-perpetrator", "method-of-coercion"])
@pytest.mark.parametrize("typed", ["None known", "N/A", "-", "\u2800", "None identified", "tbc"])
def test_a_denial_beside_other_is_listed_and_is_no_sign_of_harm(item: str, typed: str) -> None:
    result = scored({item: {"other": typed}})
    assert (result.signs_of_harm, result.matched, result.risk_factors) == ((), (), ())
    assert len(result.written) == len(normalisation.visible(typed).split()[:1])


@pytest.mark.parametrize(
    "typed", ["Unknown male", "No. 7 bus driver", "not yet named man in a car"]
)
def test_text_beside_other_that_may_describe_someone_is_a_sign_of_harm(typed: str) -> None:
    assert len(scored({"suspected-perpetrator": {"other": typed}}).signs_of_harm) == 1


@pytest.mark.parametrize("day", ["1990-11-05", "2010-12-31"])
def test_agreement_date_before_birth_does_not_agree_a_level(day: str) -> None:
    level = scored({**WHOLE, "date-of-birth": "2011-06-08", "date-agreed": day}).level
    assert (level.date, level.is_agreed) == ("", False)


@pytest.mark.parametrize(
    ("birth", "day", "is_agreed"),
    [
        ("2011-06-08", "2011-06-08", True),
        # A date of birth without a day or month can be the first day that it allows.
        ({"month": "6", "year": "2011"}, "2011-06-01", True),
        ({"month": "6", "year": "2011"}, "2011-05-31", False),
        ({"year": "2011"}, "2011-01-01", True),
        ({"year": "2011"}, "2010-12-31", False),
    ],
)
def test_a_level_can_be_agreed_from_the_earliest_possible_day_of_birth(
    birth: object, day: str, is_agreed: bool
) -> None:
    level = scored({**WHOLE, "date-of-birth": birth, "date-agreed": day}).level
    assert (bool(level.date), level.is_agreed) == (is_agreed, is_agreed)


@pytest.mark.parametrize(
    ("changed", "fall"),
    [
        ({}, None),
        ({"team-manager": None}, 3),
        ({"cse-prevention-manager": None}, 3),
        ({"team-manager": "TBC"}, 3),
        ({"cse-prevention-manager": "TBC"}, 3),
        ({"date-agreed": None}, 3),
        ({"date-agreed": {"month": "3", "year": "2026"}}, 3),
    ],
)
def test_earlier_level_without_both_names_and_a_whole_date_is_no_new_baseline_for_a_fall(
    changed: dict[str, object], fall: int | None
) -> None:
    lower = {**WHOLE, "risk-category": 2, **changed}
    before = (parsed({"risk-category": 3}), parsed(lower))
    level = score(INSTRUMENT, parsed({"risk-category": 2}), before).level
    assert (level.fall.category if level.fall else None) == fall


@pytest.mark.parametrize(
    ("completed", "shown"),
    [("2026-03-12", "12 March 2026"), ({"month": "3", "year": "2026"}, ""), ("", "")],
)
def test_fall_has_the_earlier_level_in_words_and_only_a_whole_date(
    completed: object, shown: str
) -> None:
    before = (parsed({"risk-category": 3, "date-completed": completed}),)
    level = score(INSTRUMENT, parsed({"risk-category": 1}), before).level
    assert level.fall == Fall(3, "high", shown)


@pytest.mark.parametrize(
    ("birth", "is_advised"), [({"year": "2016"}, True), ({"year": "2012"}, False), ({}, False)]
)
def test_a_year_of_birth_is_enough_to_advise_about_a_young_child(
    birth: dict[str, str], is_advised: bool
) -> None:
    result = scored(
        {
            **WHOLE,
            "risk-category": 1,
            "basis-of-concerns": {"ticked": ["disclosure"]},
            "date-of-birth": birth,
            "date-completed": "2026-11-19",
        }
    )
    assert bool(result.advisory) is is_advised


@pytest.mark.parametrize(
    ("birth", "completed", "today", "is_advised"),
    [
        # The advice is for a child under 13: on the 13th birthday it ends.
        ("2013-11-20", "2026-11-19", None, True),
        ("2013-11-19", "2026-11-19", None, False),
        ("2026-11-19", "2026-11-19", None, True),
        ("2026-11-20", "2026-11-19", None, False),
        # Of the days that an incomplete date can be, the one that makes the child older counts.
        ({"month": "11", "year": "2013"}, "2026-11-19", None, False),
        ({"month": "12", "year": "2013"}, "2026-11-19", None, True),
        ("2013-11-20", {"month": "11", "year": "2026"}, None, False),
        ("2013-12-01", {"month": "11", "year": "2026"}, None, True),
        # Nobody is older than they are today.
        ("2013-11-20", "2026-12-25", None, False),
        ("2013-11-20", "2026-12-25", "2026-11-19", True),
        ("2013-11-20", {"month": "11", "year": "2026"}, "2026-11-19", True),
        ("2013-11-20", "2026-11-19", "2030-01-01", True),
        ("2013-11-20", "", "2026-11-19", False),
        ("", "2026-11-19", "2026-11-19", False),
    ],
)
def test_advice_about_a_young_child_is_given_only_if_the_child_is_certainly_under_13(
    birth: object, completed: object, today: str | None, is_advised: bool
) -> None:
    answers = parsed(
        {
            "risk-category": 1,
            "basis-of-concerns": {"ticked": ["disclosure"]},
            "date-of-birth": birth,
            "date-completed": completed,
        }
    )
    result = score(INSTRUMENT, answers, (), date.fromisoformat(today) if today else None)
    assert result.advisory == (INSTRUMENT.advisory.text if is_advised else "")


def test_earlier_signs_of_harm_give_the_advisory_too() -> None:
    before = (parsed({"basis-of-concerns": {"ticked": ["disclosure"]}}),)
    answers = {"risk-category": 1, "date-of-birth": "2015-01-01", "date-completed": "2026-11-19"}
    assert score(INSTRUMENT, parsed(answers), before).advisory != ""
    assert scored(answers).advisory == ""


@pytest.mark.parametrize(
    ("birth", "completed", "age"),
    [
        ("2008-03-02", "2026-03-01", 17),
        ("2008-03-02", "2026-03-02", 18),
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-01", None),
        ("2008-03-02", "", None),
        ("", "2026-03-01", None),
        ("2011-02-29", "2026-03-01", None),
        ({"year": "2008"}, "2026-03-01", None),
    ],
)
def test_age_needs_two_complete_dates_in_order(
    birth: object, completed: str, age: int | None
) -> None:
    assert scored({"date-of-birth": birth, "date-completed": completed}).age == age
