"""Tests of the answers reader: values are checked and never converted; an error has a path and no typed text."""

from typing import Any

import pytest
from instrument_samples import FACTORS, INSTRUMENT, assessed, envelope, parsed

from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.model import Answers, Ticks
from scoring.answers.parsing.dates import TypedDate
from scoring.answers.parsing.values import clean
from scoring.errors import AnswersError, Problem
from scoring.limits import TEXT

TYPED = "Sam Example"
TOO_LONG = (
    "must be 50,000 characters or fewer. Shorten it, or attach it to the referral as a document"
)
LISTS = [each.id for each in INSTRUMENT.tick_lists]
DATES = [
    "date-of-birth",
    "date-completed",
    "date-agreed",
    "analysis-date-of-birth",
    "analysis-date",
]


def fault(data: object) -> Problem:
    with pytest.raises(AnswersError) as caught:
        parse(INSTRUMENT, data)
    problem = caught.value.problem
    assert TYPED not in str(caught.value)
    assert str(caught.value) == (
        f"{problem.path}: {problem.message}" if problem.path else problem.message
    )
    return problem


def item_fault(item: str, value: object) -> Problem:
    return fault(envelope({item: value}))


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in envelope({}).items() if name != key}


def test_answers_without_any_item_are_accepted() -> None:
    assert parsed({}) == Answers(texts={}, dates={}, ticks={}, factors={}, category=None)


@pytest.mark.parametrize("blank", [None, ""])
def test_null_and_an_empty_text_are_blanks_in_every_item_but_tick_lists(blank: object) -> None:
    items = [*(field.id for field in INSTRUMENT.fields), *FACTORS, "risk-category"]
    assert parsed(dict.fromkeys(items, blank)) == parsed({})


@pytest.mark.parametrize(
    "blank",
    [None, {}, {"ticked": []}, {"ticked": None, "other": None}, {"other": ""}, {"other": " \n"}],
)
def test_tick_list_without_ticks_and_text_is_blank(blank: object) -> None:
    assert parsed(dict.fromkeys(LISTS, blank)) == parsed({})


def test_reader_keeps_every_answer() -> None:
    answers = parsed(
        {
            "client-name": TYPED,
            "client-ethnicity": "W2",
            "client-postcode": "ub8 1uw",
            "has-social-worker": "Not known",
            "date-of-birth": {"day": "27", "month": "March", "year": "2011"},
            "basis-of-concerns": {"ticked": ["going-missing", "disclosure"], "other": "Gifts"},
            "factor-1": 4,
            "factor-2": "not-known",
            "factor-11": 1,
            "risk-category": 3,
        }
    )
    assert dict(answers.texts) == {
        "client-name": TYPED,
        "client-postcode": "ub8 1uw",
        "client-ethnicity": "W2",
        "has-social-worker": "Not known",
    }
    assert str(answers.date("date-of-birth")) == "27 March 2011"
    assert answers.ticks_of("basis-of-concerns") == Ticks(
        ("disclosure", "going-missing", "other"), "Gifts"
    )
    assert dict(answers.factors) == {"factor-1": 4, "factor-2": "not-known", "factor-11": 1}
    assert answers.category == 3


def test_not_known_is_statement_1_in_factor_11_and_a_state_in_every_other() -> None:
    answers = parsed(dict.fromkeys(FACTORS, "not-known"))
    assert dict(answers.factors) == {**dict.fromkeys(FACTORS[:10], "not-known"), "factor-11": 1}
    assert parsed({"factor-11": "not-known"}) == parsed({"factor-11": 1})


def test_unanswered_items_read_as_blank() -> None:
    answers = parsed({})
    assert answers.date("date-of-birth") == TypedDate("", "", "")
    assert answers.ticks_of("basis-of-concerns") == Ticks((), "")


SAVED = Problem("type", "saved", 'must be a date and time such as "2026-11-22T18:05"')
IDENTITY = Problem("type", "assessment_id", "must be 32 hexadecimal digits in lower case")


@pytest.mark.parametrize("data", [None, [], "x", 1, True])
def test_an_envelope_that_is_no_object_is_refused(data: object) -> None:
    assert fault(data) == Problem("type", "", "must be an object")


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ({"earlier": {}}, Problem("type", "earlier", "must be a list")),
        ({"earlier": None}, Problem("type", "earlier", "must be a list")),
        (
            {"earlier": [{"instrument": INSTRUMENT.version, "answers": {}}] * 10},
            Problem("too-many", "earlier", "must be 9 earlier assessments or fewer"),
        ),
        ({"earlier": [TYPED]}, Problem("type", "earlier[0]", "must be an object")),
        (
            {"earlier": [{"instrument": INSTRUMENT.version, "answers": {}, "saved": ""}]},
            Problem("unknown", "earlier[0].saved", "is not part of an earlier assessment"),
        ),
        (
            {"earlier": [{"instrument": "0.9", "answers": {}}]},
            Problem(
                "instrument",
                "earlier[0].instrument",
                f'must be "{INSTRUMENT.version}", the version of the instrument in use here',
            ),
        ),
        (
            {"earlier": [{"instrument": INSTRUMENT.version, "answers": {"factor-1": 6}}]},
            Problem("not-offered", "earlier[0].answers.factor-1", "must be one of 1, 2, 3, 4, 5"),
        ),
        ({"practice": 1}, Problem("type", "practice", "must be true or false")),
        ({"saved": "2026-02-31T18:05"}, SAVED),
        ({"saved": "2026-02-29T18:05"}, SAVED),
        ({"assessment_id": 7}, IDENTITY),
        ({"assessment_id": "0123456789abcdef"}, IDENTITY),
        ({"assessment_id": "0123456789ABCDEF" * 2}, IDENTITY),
        ({"assessment_id": "0123456789abcdef" * 2 + "\n"}, IDENTITY),
        ({"by_hand": 27}, Problem("type", "by_hand", "must be text")),
        ({"by_hand": "2" * 101}, Problem("too-long", "by_hand", "must be 100 characters or fewer")),
        *(
            (
                {"saved": value},
                Problem("type", "saved", 'must be a date and time such as "2026-11-22T18:05"'),
            )
            for value in (TYPED, 7, None, "2026-11-22", "2026-13-22T18:05", "2026-11-22T18:05Z")
        ),
    ],
)
def test_other_keys_of_the_envelope_are_validated(
    rest: dict[str, object], problem: Problem
) -> None:
    assert fault({**envelope({}), **rest}) == problem


def test_other_keys_of_the_envelope_are_kept() -> None:
    earlier = [
        {"instrument": INSTRUMENT.version, "answers": {"factor-1": each}} for each in range(1, 6)
    ]
    identity = "0123456789abcdef" * 2
    assessment = assessed(
        {},
        earlier=earlier,
        practice=True,
        saved="2026-11-22T18:05",
        by_hand="27\x00",
        assessment_id=identity,
    )
    assert assessment.assessment_id == identity
    assert [dict(each.factors) for each in assessment.earlier] == [
        {"factor-1": n} for n in range(1, 6)
    ]
    assert (assessment.practice, assessment.saved, assessment.by_hand) == (
        True,
        "2026-11-22T18:05",
        "27",
    )
    assert assessed({}) == Assessment(parsed({}))
    assert assessed(
        {}, earlier=[], practice=False, saved="", by_hand="", assessment_id=""
    ) == assessed({})


def test_unknown_key_in_the_envelope_is_refused() -> None:
    assert fault({**envelope({}), "total": 1}) == Problem(
        "unknown", "total", "is not part of an answers file"
    )


# A key that does not look like one of ours may be typed text, so the message must not repeat it.
@pytest.mark.parametrize(
    "key",
    [
        TYPED,
        "Client-Name",
        "Sam",
        "client_name",
        "client name",
        "client.name",
        "client-name\n",
        "zoë",
        "1",
        "-name",
        "",
        "a" * 61,
        "\ud800",
    ],
)
def test_unknown_key_of_unusual_form_is_not_quoted_in_the_problem(key: str) -> None:
    expected = {
        "(an unknown key)": "is not part of an answers file",
        "answers.(an unknown key)": "is not an item of this instrument",
        "answers.date-of-birth.(an unknown key)": "is not a part of a date",
        "answers.basis-of-concerns.(an unknown key)": "is not a part of a tick list",
    }
    problems = [
        fault({**envelope({}), key: 1}),
        item_fault(key, 1),
        item_fault("date-of-birth", {"day": "1", key: "1"}),
        item_fault("basis-of-concerns", {"ticked": [], key: "1"}),
    ]
    assert problems == [Problem("unknown", path, message) for path, message in expected.items()]


@pytest.mark.parametrize("data", [without("format"), {**envelope({}), "format": "other"}])
def test_unknown_file_format_is_refused(data: object) -> None:
    assert fault(data) == Problem("format", "format", 'must be "hillingdon-cse-answers"')


@pytest.mark.parametrize("version", [None, 0, 3, "1", "", 1.0, 1.5, True, False, [1]])
def test_unknown_format_version_is_refused(version: object) -> None:
    assert fault({**envelope({}), "version": version}) == Problem(
        "version", "version", "must be 1 or 2"
    )


@pytest.mark.parametrize("version", [None, "0.9", 1.0, 1])
def test_answers_to_another_version_of_the_instrument_are_refused(version: object) -> None:
    expected = Problem(
        "instrument",
        "instrument",
        f'must be "{INSTRUMENT.version}", the version of the instrument in use here',
    )
    assert fault({**envelope({}), "instrument": version}) == expected


@pytest.mark.parametrize("data", [without("answers"), envelope(None), envelope([]), envelope("x")])
def test_answers_that_are_no_object_are_refused(data: object) -> None:
    assert fault(data) == Problem("type", "answers", "must be an object")


@pytest.mark.parametrize("item", ["factor-12", "client", "analysis", "note", "a", "a" * 60])
def test_unknown_item_is_refused(item: str) -> None:
    assert item_fault(item, 1) == Problem(
        "unknown", f"answers.{item}", "is not an item of this instrument"
    )


@pytest.mark.parametrize("value", [1, 1.5, True, False, [], {}, [TYPED], {"text": TYPED}])
@pytest.mark.parametrize(
    "item",
    ["client-name", "client-address", "client-postcode", "client-ethnicity", "has-social-worker"],
)
def test_a_text_of_another_type_is_refused(item: str, value: object) -> None:
    assert item_fault(item, value) == Problem("type", f"answers.{item}", "must be text")


def test_a_text_of_fifty_thousand_characters_is_kept_whole_and_a_longer_one_refused() -> None:
    longest = "ä" * TEXT
    assert parsed({"client-name": longest}).texts["client-name"] == longest
    expected = Problem("too-long", "answers.client-name", TOO_LONG)
    assert item_fault("client-name", longest + "ä") == expected


@pytest.mark.parametrize("value", ["W1", "w2", "W2 White British", " W2", TYPED])
def test_an_ethnicity_that_is_no_code_is_refused(value: str) -> None:
    expected = Problem(
        "not-offered", "answers.client-ethnicity", "must be one of the answers offered"
    )
    assert item_fault("client-ethnicity", value) == expected


@pytest.mark.parametrize("value", ["yes", "Maybe", TYPED])
def test_a_choice_that_is_not_offered_is_refused(value: str) -> None:
    expected = Problem(
        "not-offered", "answers.has-social-worker", "must be one of the answers offered"
    )
    assert item_fault("has-social-worker", value) == expected


@pytest.mark.parametrize("item", DATES)
@pytest.mark.parametrize("value", ["27 March 2011", "2011-3-27", " ", TYPED])
def test_date_given_as_one_text_must_be_in_iso_format(item: str, value: str) -> None:
    expected = Problem(
        "type", f"answers.{item}", 'must be a date such as "2011-03-27", or three parts'
    )
    assert item_fault(item, value) == expected


@pytest.mark.parametrize("value", [2011, True, ["27", "3", "2011"]])
def test_a_date_of_another_type_is_refused(value: object) -> None:
    assert item_fault("date-of-birth", value) == Problem(
        "type", "answers.date-of-birth", "must be an object"
    )


def test_unknown_part_of_a_date_is_refused() -> None:
    expected = Problem("unknown", "answers.date-of-birth.hour", "is not a part of a date")
    assert item_fault("date-of-birth", {"day": "1", "hour": "9"}) == expected


@pytest.mark.parametrize("part", ["day", "month", "year"])
def test_part_of_a_date_must_be_text(part: str) -> None:
    expected = Problem("type", f"answers.date-of-birth.{part}", "must be text")
    assert item_fault("date-of-birth", {part: 3}) == expected


def test_part_of_a_date_beyond_the_length_limit_is_refused() -> None:
    expected = Problem("too-long", "answers.date-of-birth.day", TOO_LONG)
    assert item_fault("date-of-birth", {"day": "1" * 50_001}) == expected


def test_a_date_with_blank_parts_is_no_answer() -> None:
    assert dict(parsed({"date-of-birth": {"day": " ", "month": None}}).dates) == {}


def test_reader_keeps_an_impossible_date_as_typed_without_an_error() -> None:
    typed = parsed({"date-of-birth": {"day": "31", "month": "April", "year": "2011"}})
    assert typed.dates["date-of-birth"] == TypedDate(
        "31", "April", "2011", None, "must be a real date"
    )


@pytest.mark.parametrize("value", ["disclosure", ["disclosure"], 1, True, ""])
def test_a_tick_list_of_another_type_is_refused(value: object) -> None:
    expected = Problem("type", "answers.basis-of-concerns", "must be an object")
    assert item_fault("basis-of-concerns", value) == expected


def test_unknown_part_of_a_tick_list_is_refused() -> None:
    expected = Problem("unknown", "answers.basis-of-concerns.boxes", "is not a part of a tick list")
    assert item_fault("basis-of-concerns", {"boxes": []}) == expected


@pytest.mark.parametrize("ticked", ["disclosure", 1, True, {"disclosure": True}, "", 0, False, {}])
def test_ticks_that_are_no_list_are_refused(ticked: object) -> None:
    expected = Problem("type", "answers.basis-of-concerns.ticked", "must be a list")
    assert item_fault("basis-of-concerns", {"ticked": ticked}) == expected


@pytest.mark.parametrize(
    "option", ["grooming", "Disclosure", "", None, 0, True, ["disclosure"], {"id": "disclosure"}]
)
def test_a_tick_that_the_list_does_not_offer_is_refused(option: object) -> None:
    expected = Problem(
        "not-offered", "answers.basis-of-concerns.ticked[1]", "must be an option of the list"
    )
    assert item_fault("basis-of-concerns", {"ticked": ["incident", option]}) == expected


@pytest.mark.parametrize("other", [1, True, [TYPED]])
def test_value_beside_other_must_be_text(other: object) -> None:
    expected = Problem("type", "answers.basis-of-concerns.other", "must be text")
    assert item_fault("basis-of-concerns", {"other": other}) == expected


def test_ticks_are_in_the_order_of_the_form_and_each_once() -> None:
    ticks = parsed(
        {"basis-of-concerns": {"ticked": ["other", "incident", "disclosure", "incident"]}}
    )
    assert ticks.ticks_of("basis-of-concerns") == Ticks(("disclosure", "incident", "other"), "")


def test_text_beside_other_ticks_its_box() -> None:
    ticks = parsed({"method-of-coercion": {"ticked": [], "other": "Debt"}})
    assert ticks.ticks_of("method-of-coercion") == Ticks(("other",), "Debt")


@pytest.mark.parametrize("value", ["3", 3.0, True, False, [3], {}, "not known", "Not-known"])
@pytest.mark.parametrize("item", ["factor-1", "factor-11"])
def test_a_factor_of_another_type_is_refused(item: str, value: object) -> None:
    assert item_fault(item, value) == Problem("type", f"answers.{item}", "must be a whole number")


@pytest.mark.parametrize(
    ("item", "value", "offered"),
    [
        *((f"factor-{n}", number, "1, 2, 3, 4, 5") for n in range(1, 11) for number in (0, 6, -1)),
        *(("factor-11", number, "1, 4, 5") for number in (0, 2, 3, 6)),
        *(("risk-category", number, "1, 2, 3") for number in (0, 4, -3)),
    ],
)
def test_a_number_that_is_not_offered_is_refused(item: str, value: int, offered: str) -> None:
    assert item_fault(item, value) == Problem(
        "not-offered", f"answers.{item}", f"must be one of {offered}"
    )


@pytest.mark.parametrize("factor", ["factor-1", "factor-11"])
@pytest.mark.parametrize("value", ["Not known", "not known", "NOT-KNOWN", "not_known", "unknown"])
def test_other_spellings_of_not_known_are_refused(factor: str, value: str) -> None:
    assert fault(envelope({factor: value})) == Problem(
        "type", f"answers.{factor}", "must be a whole number"
    )


@pytest.mark.parametrize(
    "text", ["\u200b", "\u200e \u2060\ufeff", "\u3164", "\u00ad", "\ufe0f\U000e0041"]
)
def test_text_of_invisible_characters_only_is_blank(text: str) -> None:
    ticks = {"basis-of-concerns": {"other": text}}
    assert parsed({"client-name": text, "level-reason": text, **ticks}) == parsed({})


@pytest.mark.parametrize("value", ["3", 3.0, True, "not-known", "high"])
def test_a_category_of_another_type_is_refused(value: object) -> None:
    expected = Problem("type", "answers.risk-category", "must be a whole number")
    assert item_fault("risk-category", value) == expected


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        ("07700 900123\x0b07700 900456", "07700 900123\n07700 900456"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\r\x0bb\r\n\u2028c\n\rd", "a\n\nb\n\nc\n\nd"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\x08b\x0ec\x1fd\x80e\x84f\x86g", "abcdefg"),
        (" spaces stay ", " spaces stay "),
        ("\ufeffmark", "\ufeffmark"),
        ("שלום \u200f\u0633\u0627\u0645\u200e", "שלום \u200f\u0633\u0627\u0645\u200e"),
        ("👩‍👧 Zoë e\u0301", "👩‍👧 Zoë e\u0301"),
        ("\ud83d\ude42", "🙂"),
        ("half \ud83d", "half \ufffd"),
        ("\ude42 half", "\ufffd half"),
        ("\ud83d\ud83d\ude42", "\ufffd🙂"),
        ("<script>&amp;\"'", "<script>&amp;\"'"),
    ],
)
def test_cleaning_changes_only_line_ends_controls_and_lone_surrogates(
    typed: str, cleaned: str
) -> None:
    assert clean(typed) == cleaned
    assert parsed({"client-address": typed}).texts["client-address"] == cleaned


def test_a_text_of_nothing_but_spaces_and_controls_is_a_blank() -> None:
    assert (
        dict(parsed({"client-name": " \x00\n\t\x0b\x85\u2028", "client-ethnicity": " "}).texts)
        == {}
    )


def test_reading_answers_leaves_the_data_as_it_was() -> None:
    data: dict[str, Any] = envelope(
        {"factor-1": 3, "basis-of-concerns": {"ticked": ["disclosure"]}}
    )
    parse(INSTRUMENT, data)
    assert data == envelope({"factor-1": 3, "basis-of-concerns": {"ticked": ["disclosure"]}})
