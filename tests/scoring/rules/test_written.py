"""Tests of what is listed beside the signs of harm: unscored ticks and texts, each in one place only."""

import pytest
from instrument_samples import INSTRUMENT, parsed, scored

from scoring.definition.model import Meaning
from scoring.rules import evidence, written
from scoring.rules.result import Evidence

TICKS = [(each, option) for each in INSTRUMENT.tick_lists for option in each.all_options]
LISTS_OF_HARM = {"D", "E", "F"}
CONCERNS = next(each for each in INSTRUMENT.tick_lists if each.letter == "D")
MISSING = next(option for option in CONCERNS.options if option.id == "going-missing")
LONG = "x" * 201


def test_a_tick_that_is_no_sign_of_harm_is_listed_only_in_parts_d_to_f() -> None:
    for tick_list, option in TICKS:
        answers = parsed({tick_list.id: {"ticked": [option.id]}})
        is_listed = tick_list.letter in LISTS_OF_HARM and option.meaning is not Meaning.HARM
        expected = (evidence.of_tick(tick_list, option, answers),) if is_listed else ()
        assert written.also_ticked(INSTRUMENT, answers) == expected, (tick_list.id, option.id)


@pytest.mark.parametrize(("typed", "is_text"), [("Seen by night", True), ("\u200b", False)])
def test_text_beside_other_is_listed_as_text_and_its_tick_is_not_repeated(
    typed: str, is_text: bool
) -> None:
    result = scored({CONCERNS.id: {"ticked": [MISSING.id, CONCERNS.other.id], "other": typed}})
    start = f"D. {CONCERNS.label}"
    ticks = [
        f"{start}: {MISSING.label}",
        *([] if is_text else [f"{start}: {CONCERNS.other.label}"]),
    ]
    assert [each.text for each in result.also_ticked] == ticks
    texts = [f"{start}, {CONCERNS.other.label}: {typed}"] if is_text else []
    assert [each.text for each in result.written] == texts


@pytest.mark.parametrize(
    ("item", "typed", "text"),
    [
        ("perpetrator-names", "Alex Sample", "Alex Sample"),
        ("perpetrator-names", LONG, f"{LONG[:200]}… (full text in Section 1)"),
        ("level-reason", LONG, f"{LONG[:200]}… (full text in Level of risk)"),
        ("request", LONG, f"{LONG[:200]}… (full text in {INSTRUMENT.analysis.label})"),
        ("child-words", LONG, f"{LONG[:200]}… (full text in {INSTRUMENT.record.label})"),
        ("perpetrator-ethnicity", "W2", INSTRUMENT.code("W2")),
        # Only the answer to a question about a code is one.
        ("perpetrator-names", "W2", "W2"),
    ],
)
def test_written_text_has_its_part_and_label_and_says_where_the_rest_is(
    item: str, typed: str, text: str
) -> None:
    part = {
        "level-reason": INSTRUMENT.risk_category.label,
        "request": INSTRUMENT.analysis.label,
        "child-words": INSTRUMENT.record.label,
    }
    field = next(each for each in INSTRUMENT.fields if each.id == item)
    group = next((each.label for each in INSTRUMENT.groups if field in each.fields), "")
    assert scored({item: typed}).written == (
        Evidence(item, f"{part.get(item, group)}, {field.label}: {text}", field.reference),
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Seen by night", "Seen by night"),
        (LONG, f"{LONG[:200]}… (full text in Section 1)"),
    ],
)
def test_text_beside_other_names_its_list_and_source(typed: str, text: str) -> None:
    label = f"D. {CONCERNS.label}, {CONCERNS.other.label}"
    assert scored({CONCERNS.id: {"other": typed}}).written == (
        Evidence(CONCERNS.id, f"{label}: {text}", CONCERNS.other.reference),
    )


@pytest.mark.parametrize("item", ["suspected-perpetrator", "method-of-coercion"])
def test_text_beside_other_that_is_a_sign_of_harm_is_not_listed_a_second_time(item: str) -> None:
    result = scored({item: {"other": "A man in a car"}})
    assert (len(result.signs_of_harm), result.written, result.also_ticked) == (1, (), ())


@pytest.mark.parametrize(("count", "entries"), [(1, "1 entry"), (2, "2 entries")])
def test_entries_of_the_case_record_are_counted_with_their_list_and_source(
    count: int, entries: str
) -> None:
    chronology = next(each for each in INSTRUMENT.record.lists if each.id == "chronology")
    assert scored({"chronology": [{"event": "A call"}] * count}).written == (
        Evidence(
            "chronology",
            f"{INSTRUMENT.record.label}, {chronology.label}: {entries}",
            chronology.reference,
        ),
    )


def test_what_is_written_comes_in_the_order_of_the_form() -> None:
    answers = {
        "chronology": [{"event": "A call"}],
        "request": "Help",
        "level-reason": "Back home",
        CONCERNS.id: {"other": "Seen by night"},
        "perpetrator-names": "Alex Sample",
    }
    order = {item: index for index, item in enumerate(INSTRUMENT.items)}
    items = [each.item for each in scored(answers).written]
    assert items == sorted(answers, key=lambda item: order[item])
