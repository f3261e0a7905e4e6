"""Tests of the page "How scoring works": its tables match the rules in instrument.toml, row by row."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

import pytest
from instrument_samples import INSTRUMENT

from builder.base import paths
from scoring.definition.model import (
    AnySignOfHarm,
    FactorAtLeast,
    Prompt,
    PromptCondition,
    Ticked,
    TickedIn,
    Written,
)

PAGE = (paths.DOCS / "assessing-risk/how-scoring-works.md").read_text("utf-8")
DOUBTS = {"truanting": "if the child was missing"}
WHAT_IS_ASKED = {
    "describes-abuse": "whether anything written describes abuse",
    "trafficking": "whether the child could have been trafficked, or made to commit crimes",
    "older-person": "whether the older person is suspected of exploiting the child",
    "similar-behaviour": "who is suspected",
    "perpetrator-described": "who is suspected",
    "boyfriend-or-girlfriend": "whether a boyfriend or girlfriend is suspected of exploiting the child",
    "no-analysis": "you to fill in the analysis",
}


def rows(heading: str) -> list[str]:
    """Return the rows of the first table below a heading, without the table's header row.

    `heading` is the id of the heading.
    """
    section = PAGE.split(f"{{#{heading}}}", 1)[1]
    table = section.split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return table.splitlines()


def joined_words(words: Iterable[str], last: str) -> str:
    """Join words with commas, and the last two with a word such as "or"."""
    *first, end = dict.fromkeys(words)
    return f"{', '.join(first)} {last} {end}" if first else end


def in_words(condition: PromptCondition) -> str:
    if isinstance(condition, FactorAtLeast):
        factor = next(each for each in INSTRUMENT.factors if each.id == condition.factor)
        doubt = f" ({DOUBTS[condition.doubt]})" if condition.doubt else ""
        return f"factor {factor.position} at {condition.number} or more{doubt}"
    if isinstance(condition, TickedIn):
        letter = next(
            each.letter for each in INSTRUMENT.tick_lists if each.id == condition.tick_list
        )
        return f"a sign of harm in part {letter}"
    if isinstance(condition, Written):
        return f"text {joined_words(_places(condition), 'or')}"
    assert isinstance(condition, AnySignOfHarm)
    return "any sign of harm"


def _places(condition: Written) -> list[str]:
    """Return the places of a written text in words. All boxes “Other” are one place."""
    lists = {each.id: each.letter for each in INSTRUMENT.tick_lists}
    letters = [lists[item] for item in condition.items if item in lists]
    beside = [f"beside “Other” in part {joined_words(letters, 'or')}"] if letters else []
    return beside + [
        f"in {_place(item, condition)}" for item in condition.items if item not in lists
    ]


def _place(item: str, condition: Written) -> str:
    analysis = {field.id: field.label for field in INSTRUMENT.analysis.fields}
    if item in analysis:
        is_single = sum(each in analysis for each in condition.items) == 1
        return f"“{analysis[item]}” in the analysis" if is_single else "the analysis"
    if item in [field.id for field in INSTRUMENT.risk_category.fields]:
        return "the reason for the level"
    return "the perpetrator’s details"


def group(conditions: Iterable[PromptCondition]) -> str:
    """Return conditions in words. The boxes of one tick list are in one phrase."""
    boxes: dict[str, list[str]] = {}
    others = []
    for condition in conditions:
        if isinstance(condition, Ticked):
            boxes.setdefault(condition.tick_list, []).append(condition.option)
        else:
            others.append(in_words(condition))
    ticked = [
        f"{joined_words((f'“{option.label}”' for option in each.all_options if option.id in boxes[each.id]), 'or')} "
        f"ticked in part {each.letter}"
        for each in INSTRUMENT.tick_lists
        if each.id in boxes
    ]
    return "; or ".join([*others, *ticked])


def groups(needed: Sequence[Sequence[PromptCondition]]) -> str:
    """Return groups of conditions in words. Each of two groups has its number, and one condition of each is enough."""
    if len(needed) == 1:
        return group(needed[0])
    one, two = needed
    is_shared = not set(one).isdisjoint(two)
    numbered = (
        f"<br>**Group {number}:** {group(each)}" for number, each in enumerate((one, two), 1)
    )
    note = " (the same answer can count in both)" if is_shared else ""
    return f"one answer from each of these 2 groups{note}:{''.join(numbered)}"


def matched() -> list[str]:
    return [
        f"| “{description.quote}” (row {category.number}) | {groups(description.needs)} |"
        for category in reversed(INSTRUMENT.risk_category.categories)
        for description in category.descriptions
    ]


def prompted() -> list[str]:
    return [f"| {WHAT_IS_ASKED[each.id]} | {when(each)} |" for each in INSTRUMENT.prompts]


def when(prompt: Prompt) -> str:
    conditions = groups(prompt.when)
    if not prompt.unless:
        return conditions
    is_one = len(prompt.unless) == 1
    opening = "Not asked if there is" if is_one else "Not asked if any of these applies:"
    return f"{conditions}. **{opening}** {group(prompt.unless)}"


@pytest.mark.parametrize(
    ("heading", "expected"), [("matched-words", matched), ("prompts", prompted)]
)
def test_table_of_the_page_matches_the_rules_of_the_instrument(
    heading: str, expected: Callable[[], list[str]]
) -> None:
    on_page = rows(heading)[: len(expected())]
    assert on_page == expected(), "Change these rows of the page:\n" + "\n".join(
        f"from: {old}\nto:   {new}"
        for old, new in zip_longest(on_page, expected(), fillvalue="(no row)")
        if old != new
    )


def test_the_page_names_the_number_from_which_a_factor_is_a_sign_of_harm() -> None:
    (factor,) = [each for each in INSTRUMENT.factors if each.harm_from]
    numbers = [each.number for each in factor.statements if each.number >= (factor.harm_from or 0)]
    words = " or ".join(map(str, numbers))
    assert f"factor {factor.position} at {words}, because there is then" in PAGE
    assert f"under {INSTRUMENT.advisory.under_age} or has a disability" in PAGE
