"""Small counts, attacked: by every table of the same look, and by adding and subtracting whatever is shown."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.suppression import LARGE, SMALL, shown, shown_part

Shown = tuple[str, ...] | None
FREE = {1, 2, 3, 4}


def tables(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every table of so many cells that adds up to a total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(total - first, cells - 1):
            yield (first, *rest)


# How many cells, and the largest total that is tried.
SMALL_TABLES = [(2, 40), (3, 30), (4, 24), (5, 18)]


@pytest.mark.parametrize(("cells", "largest"), SMALL_TABLES)
def test_tables_that_look_the_same_leave_every_small_count_open(cells: int, largest: int) -> None:
    """The strongest attack: somebody who knows this rule, the total, and all tables that there can be."""
    for total in range(5, largest + 1):
        looks: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
        for table in tables(total, cells):
            looks[shown(table)].append(table)
        for look, same in looks.items():
            for cell in range(cells):
                values = {table[cell] for table in same}
                if look is None:
                    assert len(values) > 1, (total, same)
                elif look[cell] == SMALL:
                    assert values <= FREE
                    assert len(values) >= 3, (total, look, same)
                elif look[cell] == LARGE:
                    assert len(values) > 1, (total, look, same)
                    assert min(values) >= 5
                else:
                    assert values == {int(look[cell])}
                    assert not values & FREE


counts = st.lists(st.integers(0, 6) | st.integers(0, 300), min_size=1, max_size=20)


def narrowed(look: tuple[str, ...], total: int) -> list[tuple[int, int]]:
    """What somebody with a pencil finds out: the least and the most of each cell, narrowed until nothing changes."""
    bounds = [
        (1, 4) if each == SMALL else (5, total) if each == LARGE else (int(each),) * 2
        for each in look
    ]
    while True:
        least, most = (sum(bound[side] for bound in bounds) for side in (0, 1))
        tighter = [
            (max(low, total - (most - high)), min(high, total - (least - low)))
            for low, high in bounds
        ]
        if tighter == bounds:
            return bounds
        bounds = tighter


@settings(max_examples=300)
@given(counts)
def test_subtracting_from_the_total_tells_nothing_about_a_small_count(table: list[int]) -> None:
    look = shown(table)
    if look is None:
        assert any(0 < count < 5 for count in table)
        return
    for count, each, bound in zip(table, look, narrowed(look, sum(table)), strict=True):
        assert (each == SMALL) is (0 < count < 5)
        assert bound == (1, 4) if each == SMALL else bound[0] <= count <= bound[1]
        assert each != LARGE or bound[0] < bound[1]


@given(counts)
def test_without_a_small_count_everything_is_shown(table: list[int]) -> None:
    sound = [count if count > 4 else 0 for count in table]
    assert shown(sound) == tuple(str(count) for count in sound)


@given(counts)
def test_no_more_is_hidden_than_the_first_that_are_large_enough(table: list[int]) -> None:
    look = shown(table) or ()
    large = [index for index, count in enumerate(table) if count > 4][: len(look)]
    hidden = [index for index, each in enumerate(look) if each == LARGE]
    assert hidden == large[: len(hidden)]


@pytest.mark.parametrize(
    ("table", "look"),
    [
        ([0, 0], ("0", "0")),
        ([5, 0, 7], ("5", "0", "7")),
        ([1, 29], ("<5", "5 or more")),
        ([29, 0, 1, 40], ("5 or more", "0", "<5", "40")),
        ([4, 5, 9], ("<5", "5 or more", "9")),
        ([1, 5, 9], ("<5", "5 or more", "5 or more")),
        ([1, 5, 5], None),
        ([1, 7], None),
        ([1, 8], ("<5", "5 or more")),
        ([2, 3], None),
        ([1, 1, 1, 1, 1], None),
        ([4, 4, 4], None),
        ([4, 4, 4, 5], ("<5", "<5", "<5", "5 or more")),
    ],
)  # fmt: skip
def test_what_is_shown_of_a_table(table: list[int], look: Shown) -> None:
    assert shown(table) == look


@pytest.mark.parametrize(
    ("count", "of", "look"),
    [(0, 6, "0"), (6, 6, "6"), (3, 30, "<5"), (28, 30, "5 or more"), (5, 10, "5"), (1, 8, None), (1, 9, "<5")],
)  # fmt: skip
def test_what_is_shown_of_a_part(count: int, of: int, look: str | None) -> None:
    assert shown_part(count, of) == look


@pytest.mark.parametrize("of", range(5, 60))
def test_a_part_of_a_known_number_cannot_be_found_from_either_side(of: int) -> None:
    looks: dict[str | None, set[int]] = defaultdict(set)
    for count in range(of + 1):
        looks[shown_part(count, of)].add(count)
    for values in looks.values():
        if values & FREE or {of - value for value in values} & FREE:
            assert len(values) >= 3
