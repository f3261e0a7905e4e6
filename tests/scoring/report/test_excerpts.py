"""Tests of shortening texts for the first page: nothing is cut that fits, and a cut text says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.report.excerpts import MIN_LINES, Excerpt, cut, excerpt, rows, shares


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 10, 1),
        ("a" * 11, 2),
        ("\n", 2),
        ("a\n\nb", 3),
        ("a" * 21 + "\nb", 4),
    ],
)
def test_a_text_takes_one_line_for_each_started_width_and_each_blank_line(
    text: str, lines: int
) -> None:
    assert rows(text, 10) == lines


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 3, Excerpt((), False)),
        ("", 0, Excerpt((), False)),
        ("one", 0, Excerpt((), True)),
        ("one\ntwo", 2, Excerpt(("one", "two"), False)),
        ("one\ntwo", 1, Excerpt(("one",), True)),
        ("one\n\ntwo", 2, Excerpt(("one", ""), True)),
        ("one two three", 2, Excerpt(("one two three",), False)),
        ("one two three", 1, Excerpt(("one two…",), True)),
        ("one\ntwo three four", 2, Excerpt(("one", "two three…"), True)),
        ("one two  three", 1, Excerpt(("one two…",), True)),
        (f"one{' ' * 8}two three", 1, Excerpt(("one…",), True)),
    ],
)
def test_an_excerpt_has_what_fits_up_to_a_whole_word_and_says_if_there_is_more(
    text: str, room: int, expected: Excerpt
) -> None:
    assert excerpt(text, room, 10) == expected


@pytest.mark.parametrize(
    ("wanted", "room", "expected"),
    [
        ((), 5, ()),
        ((0, 2), 9, (0, 2)),
        ((9, 9), 0, (MIN_LINES, MIN_LINES)),
        ((9, 9), 10, (5, 5)),
        ((9, 9), 11, (6, 5)),
        ((1, 9), 10, (1, 9)),
        ((4, 9), 10, (4, 6)),
        ((4, 4), 99, (4, 4)),
    ],
)
def test_room_is_divided_evenly_and_a_short_text_leaves_its_spare_lines(
    wanted: tuple[int, ...], room: int, expected: tuple[int, ...]
) -> None:
    assert shares(wanted, room) == expected


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 60))
def test_shares_never_exceed_what_is_wanted_and_use_all_the_room(
    wanted: list[int], room: int
) -> None:
    given_lines = shares(tuple(wanted), room)
    least = sum(min(each, MIN_LINES) for each in wanted)
    assert all(
        min(each, MIN_LINES) <= lines <= each
        for lines, each in zip(given_lines, wanted, strict=True)
    )
    assert sum(given_lines) == max(least, min(room, sum(wanted)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a" * 10, "a" * 10),
        ("a" * 11, f"{'a' * 10}… (full text in Section 1)"),
        ("  one\n two  ", "one two"),
        ("one two three", "one two… (full text in Section 1)"),
        # If less than half would be left, the word is cut.
        ("one twothreefour", "one twothr… (full text in Section 1)"),
        ("three twothreefour", "three twot… (full text in Section 1)"),
        ("threes twothreefour", "threes… (full text in Section 1)"),
    ],
)
def test_a_cut_text_is_on_one_line_and_says_where_it_is_in_full(text: str, expected: str) -> None:
    assert cut(text, 10, "Section 1") == expected
