"""Tests of placeholder detection: "TBC" or "n/a" does not count as a name, a reason or a disability."""

import pytest
from instrument_samples import INSTRUMENT

from scoring.rules import placeholders


@pytest.mark.parametrize(
    "text",
    ["TBC", "t.b.c.", "N/A", "n / a", "N/K", "None known", "NONE KNOWN.", "Don’t know", "don't know", "x", "(unknown)",
     "\u200bto be confirmed\u200e", "No one"],
)  # fmt: skip
def test_a_placeholder_is_recognised_whatever_its_capitals_and_punctuation(text: str) -> None:
    assert placeholders.is_placeholder(INSTRUMENT, text)
    assert not placeholders.names_something(INSTRUMENT, text)
    assert not placeholders.gives_a_reason(INSTRUMENT, text)


@pytest.mark.parametrize("text", ["Sam Example", "J", "Noor", "Nona Example", "张三", "محمد"])
def test_a_name_is_not_a_placeholder(text: str) -> None:
    assert placeholders.names_something(INSTRUMENT, text)


@pytest.mark.parametrize("text", ["", ".", "?!", "7", "-", "\u200b", "\u3164", "\u2800", "🙂"])
def test_a_text_without_a_letter_names_nobody_and_gives_no_reason(text: str) -> None:
    assert not placeholders.names_something(INSTRUMENT, text)
    assert not placeholders.gives_a_reason(INSTRUMENT, text)


def test_a_reason_needs_a_word_and_a_name_only_a_letter() -> None:
    assert placeholders.names_something(INSTRUMENT, "J")
    assert not placeholders.gives_a_reason(INSTRUMENT, "J")
    assert placeholders.gives_a_reason(INSTRUMENT, "Moved away in May")


@pytest.mark.parametrize(
    "text",
    [
        "Not yet agreed",
        "TBC Monday",
        "to be discussed",
        "awaiting call back",
        "unknown at present",
        "as above",
        "n/a at this stage",
        "Tbc – JB",
        "pending JB",
        "no-one yet",
        "to-be confirmed by JB",
        "vacant",
        "Manager",
        "Team Manager",
        "\uff34\uff22\uff23",
        "none that we know of",
        "No SEN",
        "prefer not to say",
    ],
)
def test_text_that_begins_like_a_placeholder_names_nothing(text: str) -> None:
    assert not placeholders.names_something(INSTRUMENT, text)


@pytest.mark.parametrize(
    "text",
    [
        "No reason given",
        "see above",
        "As above",
        "not needed",
        "xxxx",
        "N.A. (tbc)",
        "ok",
        "agreed",
    ],
)
def test_reason_without_content_does_not_count(text: str) -> None:
    assert not placeholders.gives_a_reason(INSTRUMENT, text)


@pytest.mark.parametrize(
    "text",
    ["Not seen with him since March", "None of the concerns continue", "No contact since May"],
)
def test_a_reason_may_begin_like_a_placeholder(text: str) -> None:
    assert placeholders.gives_a_reason(INSTRUMENT, text)


# “Moved house” in Chinese, and a short English word.
@pytest.mark.parametrize("text", ["搬家", "Mum"])
def test_two_different_letters_are_enough_for_a_reason(text: str) -> None:
    assert placeholders.gives_a_reason(INSTRUMENT, text)


@pytest.mark.parametrize("text", ["J. B.", "A/B", "j b c d"])
def test_single_letters_are_no_reason(text: str) -> None:
    assert not placeholders.gives_a_reason(INSTRUMENT, text)


@pytest.mark.parametrize("text", ["aa", "AAAA aaa", "搬搬", "hh?!"])
def test_one_letter_repeated_is_no_reason(text: str) -> None:
    assert not placeholders.gives_a_reason(INSTRUMENT, text)
