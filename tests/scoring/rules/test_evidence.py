"""Tests of evidence, the wording of the answers behind a result: complete, with their place, short on page 1."""

import pytest
from instrument_samples import INSTRUMENT, parsed, scored

from scoring.definition.model import Meaning
from scoring.rules import evidence
from scoring.rules.result import Evidence

CONCERNS = next(each for each in INSTRUMENT.tick_lists if each.letter == "D")
OTHER = CONCERNS.other
GIFTS = next(option for option in CONCERNS.options if option.meaning is Meaning.RISK)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("x" * 200, "x" * 200),
        ("x" * 201, f"{'x' * 200}… (full text in Section 1)"),
        # A space before the ellipsis is removed. A space at the start of the text is kept.
        (f" {'x' * 198} xx", f" {'x' * 198}… (full text in Section 1)"),
    ],
)
def test_evidence_over_200_characters_says_where_the_full_text_is(text: str, shown: str) -> None:
    assert evidence.shortened(text, "Section 1") == shown


def test_a_factor_is_named_by_its_position_label_number_and_statement() -> None:
    factor = scored({"factor-2": 3}).factors[1]
    assert evidence.of_factor(factor) == Evidence(
        "factor-2", f"2. Education: 3, {' or '.join(factor.statement)}", factor.reference
    )


def test_text_beside_other_is_added_only_to_the_other_box() -> None:
    answers = parsed({CONCERNS.id: {"ticked": [GIFTS.id, OTHER.id], "other": "Seen by night"}})
    assert evidence.of_tick(CONCERNS, GIFTS, answers) == Evidence(
        CONCERNS.id, f"D. {CONCERNS.label}: {GIFTS.label}", GIFTS.reference
    )
    assert evidence.of_tick(CONCERNS, OTHER, answers) == Evidence(
        CONCERNS.id, f"D. {CONCERNS.label}: {OTHER.label}: Seen by night", OTHER.reference
    )


def test_long_text_beside_other_refers_to_the_full_text_in_section_1() -> None:
    answers = parsed({CONCERNS.id: {"ticked": [OTHER.id], "other": "x" * 300}})
    assert evidence.of_tick(CONCERNS, OTHER, answers).text.endswith("x… (full text in Section 1)")


@pytest.mark.parametrize(
    ("typed", "is_denied"),
    [("None known", True), ("...", True), ("", False), ("Seen by night", False)],
)
def test_other_box_counts_unless_its_text_is_a_denial(typed: str, is_denied: bool) -> None:
    answers = parsed({CONCERNS.id: {"ticked": [GIFTS.id, OTHER.id], "other": typed}})
    assert evidence.is_denied(INSTRUMENT, answers, CONCERNS, OTHER) is is_denied
    assert not evidence.is_denied(INSTRUMENT, answers, CONCERNS, GIFTS)
    ticks = evidence.of_ticks_that_mean(INSTRUMENT, answers, Meaning.RISK)
    assert ticks == (
        evidence.of_tick(CONCERNS, GIFTS, answers),
        *(() if is_denied else (evidence.of_tick(CONCERNS, OTHER, answers),)),
    )


def test_only_ticked_boxes_of_the_wanted_meanings_are_listed_in_the_order_of_the_form() -> None:
    harm = next(option for option in CONCERNS.options if option.meaning is Meaning.HARM)
    answers = parsed({CONCERNS.id: {"ticked": [GIFTS.id, harm.id]}})

    def listed(*meanings: Meaning) -> set[str]:
        return {each.text for each in evidence.of_ticks_that_mean(INSTRUMENT, answers, *meanings)}

    words = {each: f"D. {CONCERNS.label}: {each.label}" for each in (harm, GIFTS)}
    assert listed(Meaning.HARM) == {words[harm]}
    assert listed(Meaning.RISK) == {words[GIFTS]}
    assert listed(Meaning.HARM, Meaning.RISK) == set(words.values())
    assert listed(Meaning.NONE) == set()
