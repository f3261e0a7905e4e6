"""Tests of disclosure control by attacks: every count that a number allows, subtraction, comparing two returns."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from instrument_samples import INSTRUMENT

from builder.base import paths
from scoring.audit import audit_return as audit
from scoring.audit import counts as audit_counts
from scoring.audit import records as audit_records
from scoring.audit.audit_row import columns
from scoring.audit.period import Period
from scoring.audit.suppression import (
    FEW,
    WITHHELD,
    Bounds,
    Rounding,
    narrowed,
    possible,
    published_text,
)

SEEDS = [f"seed {number}" for number in range(400)]


@pytest.mark.parametrize("count", range(61))
def test_count_is_rounded_to_a_multiple_of_five_without_bias(count: int) -> None:
    drawn = [Rounding(seed, 1000)._round(count, "question") for seed in SEEDS]
    assert {each - count for each in drawn} <= set(range(-4, 5))
    assert all(each % 5 == 0 for each in drawn)
    assert abs(sum(drawn) / len(drawn) - count) < 0.5
    assert len(set(drawn)) == (2 if count % 5 else 1)


def test_published_number_is_consistent_with_at_least_nine_counts() -> None:
    for rounded in range(0, 200, 5):
        published = published_text(rounded)
        low, high = possible(published)
        assert high - low + 1 >= 9
        for count in range(low, high + 1):
            drawn = {published_text(Rounding(seed, 1000)._round(count, "x")) for seed in SEEDS}
            assert published in drawn


@pytest.mark.parametrize("count", range(61))
def test_bounds_of_a_published_number_include_the_count(count: int) -> None:
    drawn = {published_text(Rounding(seed, 1000)._round(count, "x")) for seed in SEEDS}
    bounds = [possible(published) for published in drawn]
    assert all(low <= count <= high for low, high in bounds)


@pytest.mark.parametrize(
    ("bounds", "total", "expected"),
    [
        ([(0, 9), (6, 14)], 21, [(7, 9), (12, 14)]),
        ([(0, 9), (16, 24)], 17, [(0, 1), (16, 17)]),
        ([(6, 14), (6, 14), (0, 9)], 24, [(6, 14), (6, 14), (0, 9)]),
    ],
)
def test_exact_total_narrows_the_bounds_of_each_count(
    bounds: list[Bounds], total: int, expected: list[Bounds]
) -> None:
    assert narrowed(bounds, total) == expected


@pytest.mark.parametrize("published", [FEW, "10", "95"])
def test_zero_cannot_be_distinguished_from_a_small_count(published: str) -> None:
    assert (possible(published)[0] == 0) is (published == FEW)


tables = st.lists(st.integers(0, 6) | st.integers(0, 300), min_size=1, max_size=20)


@given(tables, st.sampled_from(SEEDS))
def test_subtraction_attack_leaves_at_least_three_values_for_each_count(
    table: list[int], seed: str
) -> None:
    """This attacker knows the exact number of assessments."""
    total = sum(table)
    published = Rounding(seed, total).table("x", {str(at): count for at, count in enumerate(table)})
    if WITHHELD in published:
        assert set(published) == {WITHHELD}
        return
    for count, (low, high) in zip(
        table, narrowed([possible(each) for each in published], total), strict=True
    ):
        assert low <= count <= high
        assert high - low >= 2


@given(st.integers(10, 2000), st.integers(0, 4), st.sampled_from(SEEDS))
def test_a_count_of_everyone_or_nearly_is_never_published(total: int, rest: int, seed: str) -> None:
    rounding = Rounding(seed, total)
    assert set(rounding.table("x", {"all": total, "none": 0})) <= {WITHHELD, FEW}
    assert rounding.part("x", total) in (WITHHELD, FEW)
    for published in (
        *rounding.table("y", {"most": total - rest, "few": rest}),
        rounding.part("y", total - rest),
    ):
        assert published in (WITHHELD, FEW) or int(published) + 5 <= total


def test_table_that_leaves_three_values_for_a_count_is_published() -> None:
    # Both counts are rounded down. So a reader who knows the total knows that the second is 12, 13 or 14.
    assert Rounding("x", 21).table("q", {"one": 8, "other": 13}) == (FEW, "10")


def test_table_that_leaves_two_values_for_a_count_is_withheld() -> None:
    # Both counts are rounded up to 15. So a reader who knew the total would know that the first is 11 or 12.
    assert Rounding("a", 23).table("q", {"one": 11, "other": 12}) == (WITHHELD, WITHHELD)


def test_a_count_of_half_is_published() -> None:
    assert Rounding("x", 100).table("x", {"one": 50, "other": 50}) == ("50", "50")
    assert Rounding("x", 100).part("x", 50) == "50"


# The differencing attack compares two returns. The second includes one more child.

PERIOD = Period(2026, 0)
BOXES = [(each, option.id) for each in INSTRUMENT.tick_lists for option in each.all_options]
Fact = tuple[str, str]


def assessments(rng: random.Random, count: int) -> list[dict[str, object]]:
    """Return records of made-up children as the page sends them. Some answers are more frequent, as in real data."""
    rows = []
    for _ in range(count):
        row: dict[str, object] = {
            each.key: rng.choices(answers, [1 / (at + 1) for at in range(len(answers))])[0]
            for each in columns(INSTRUMENT)
            for answers in [each.answers or PERIOD.months]
        }
        row |= {
            each.id: [
                option.id
                for at, option in enumerate(each.all_options)
                if rng.random() < 0.6 / (1 + at % 5)
            ]
            for each in INSTRUMENT.tick_lists
        }
        rows.append(row)
    return [
        {
            "row": row,
            "identity": f"{at:032x}",
            "content": f"{rng.getrandbits(128):032x}",
            "saved": "",
        }
        for at, row in enumerate(rows)
    ]


def published(
    records: list[dict[str, object]],
) -> tuple[dict[str, dict[str, str]], list[audit_records.Record]]:
    """Return the published counts, by question with one answer and by box, and the checked records."""
    checked = audit_records.checked(INSTRUMENT, records)
    rows = [each.row for each in checked]
    rounding = Rounding(audit._seed(list(checked), PERIOD), len(rows))
    counts = audit_counts.published(INSTRUMENT, rows, rounding, PERIOD)
    singles = [*counts[:5], *counts[5 + len(INSTRUMENT.tick_lists) :]]
    shown_counts = {
        column.key: dict(
            zip(
                map(str, column.answers or PERIOD.months),
                (each for _, each in count.answers),
                strict=True,
            )
        )
        for column, count in zip(columns(INSTRUMENT), singles, strict=True)
    }
    boxes = [
        each for count in counts[5 : 5 + len(INSTRUMENT.tick_lists)] for _, each in count.answers
    ]
    return shown_counts | {
        f"{ticks.id}.{option}": {"yes": each}
        for (ticks, option), each in zip(BOXES, boxes, strict=True)
    }, list(checked)


def facts(record: audit_records.Record) -> Iterator[Fact]:
    """Yield every question and box with the child's answer."""
    for column in columns(INSTRUMENT):
        yield column.key, str(record.row[column.key])
    for ticks, option in BOXES:
        ticked = record.row[ticks.id]
        assert isinstance(ticked, tuple)
        yield f"{ticks.id}.{option}", "yes" if option in ticked else "no"


def answers_left(before: dict[str, str], after: dict[str, str], total: int) -> set[str]:
    """Return the answers that the added child can have given, according to both returns.

    The attacker knows the rules, that one child was added, and both exact numbers of assessments.
    """
    if WITHHELD in (*before.values(), *after.values()):
        return {*before, "no"} if list(before) == ["yes"] else set(before)
    is_box = list(before) == ["yes"]
    remaining = set()
    for answer in [*before, "no"] if is_box else before:
        bounds: list[Bounds] = []
        for each in before:
            low, high = possible(before[each])
            low_after, high_after = possible(after[each])
            added = int(each == answer)
            bounds.append((max(low, low_after - added), min(high, high_after - added)))
        is_possible = all(low <= high for low, high in bounds)
        if is_box:
            is_possible = is_possible and bounds[0][0] <= total
        else:
            least, most = (sum(each[side] for each in bounds) for side in (0, 1))
            is_possible = is_possible and least <= total <= most
        if is_possible:
            remaining.add(answer)
    return remaining


def number(published: str) -> int | None:
    return int(published) if published.isdecimal() else 0 if published == FEW else None


def risen(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the answers whose published numbers are higher in the second return."""
    pairs = {each: (number(before[each]), number(after[each])) for each in before}
    return [
        each
        for each, (one, other) in pairs.items()
        if one is not None and other is not None and other > one
    ]


def test_two_overlapping_returns_reveal_at_most_one_fact_in_twenty() -> None:
    rng = random.Random("two returns")
    known = right = wrong = guesses = 0
    for _ in range(60):
        records = assessments(rng, rng.randint(30, 200) + 1)
        before, _ = published(records[:-1])
        after, checked = published(records)
        for question, answer in facts(checked[-1]):
            left = answers_left(before[question], after[question], len(records) - 1)
            assert answer in left
            guesses += 1
            known += len(left) == 1
            # A naive attacker guesses that the only number that rose shows the child's answer.
            guess = risen(before[question], after[question])
            right += guess == [answer]
            wrong += len(guess) == 1 and guess != [answer]
    measured = (
        f"{guesses} facts, {known} known for certain, {right} guessed right ({right / guesses:.0%}), "
        f"{wrong} guessed wrong ({wrong / guesses:.0%}), {right / (right + wrong):.0%} of the guesses right"
    )
    # `pytest -s` shows this line. dev-docs/testing.md has the command.
    print(measured)
    # The target is at most one fact in twenty.
    assert known == 0
    # Such a guess is wrong more often than right, and the attacker cannot tell which.
    assert wrong > 1.3 * right
    page = (paths.ROOT / "docs/assessing-risk/how-scoring-works.md").read_text("utf-8")
    message = f"such guesses were right for {right / guesses:.0%} of the facts and wrong for {wrong / guesses:.0%}"
    assert message in " ".join(page.split()), measured


def test_overlapping_returns_attack_succeeds_on_unprotected_counts() -> None:
    rng = random.Random("unprotected")
    records = audit_records.checked(INSTRUMENT, assessments(rng, 41))
    known = guesses = 0
    for question, answer in facts(records[-1]):
        before, after = (
            Counter(dict(facts(each))[question] for each in part)
            for part in (records[:-1], records)
        )
        guesses += 1
        known += [each for each in after if after[each] != before[each]] == [answer]
    assert known == guesses
