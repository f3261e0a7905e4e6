"""Compares the wording of the instrument definition with the 2013-14 document, in both directions.

tests/source_document/instrument.txt and instructions.txt are exact copies of the document's text.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from instrument_samples import INSTRUMENT, TESTS

from scoring.definition.model import Factor, Field, FieldKind, Quotation

# The text that remains of the document after each wording of the definition has been removed once: the "or" between
# alternative statements, the headings of two tables, and the colons after three labels of the analysis form.
RESIDUE = Counter(
    {"or": 5, "CODE DESCRIPTION": 1, "Risk Category Response Guidance": 1, ":": 3},
)
# The document prints the heads of two factors side by side, and their statements below them.
PAIRS = tuple(
    (INSTRUMENT.factors[index : index + 2], INSTRUMENT.factors[index + 2 : index + 3])
    for index in range(0, 11, 2)
)


def plain(text: str) -> str:
    return " ".join(text.split())


def printed(name: str) -> str:
    return plain((TESTS / "source_document" / name).read_text("utf-8"))


def corrected(text: str) -> str:
    for each in INSTRUMENT.corrected:
        text = text.replace(each.printed, each.here)
    return text


def head(factor: Factor) -> str:
    return f"{factor.position}) {factor.label}"


def statements(factor: Factor) -> Iterator[str]:
    for statement in factor.statements:
        first, *others = statement.texts
        yield f"{statement.number}) {first}"
        yield from others


def wordings() -> Iterator[str]:
    """Yield every wording of the definition that the document prints, once for each place where it is printed."""
    yield from (INSTRUMENT.owner, INSTRUMENT.title)
    yield from (INSTRUMENT.section_1.label, INSTRUMENT.part_a.label, INSTRUMENT.section_2.label)
    yield from (group.label for group in INSTRUMENT.groups)
    yield from (field.label for field in INSTRUMENT.fields if not field.addition)
    yield from (str(code) for code in INSTRUMENT.codes)
    for tick_list in INSTRUMENT.tick_lists:
        yield f"{tick_list.letter}. {tick_list.label} {tick_list.note}".strip()
        yield from (option.label for option in tick_list.all_options)
    for factor in INSTRUMENT.factors:
        yield head(factor)
        yield from statements(factor)
    category = INSTRUMENT.risk_category
    yield f"{category.label} {category.instruction}"
    for row in category.categories:
        yield from row.label
        yield from row.guidance
    yield from (INSTRUMENT.analysis.label, INSTRUMENT.analysis.take_action)


def parts(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield every dataclass of the instrument and its path."""
    if dataclasses.is_dataclass(value):
        yield path, value
        for field in (each for each in dataclasses.fields(value) if each.init):
            yield from parts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from parts(each, f"{path}[{index}]")


def test_every_corrected_misprint_is_in_the_source_document() -> None:
    text = printed("instrument.txt")
    missing = []
    for each in INSTRUMENT.corrected:
        missing += [each.printed] * (each.printed not in text)
        text = text.replace(each.printed, each.here)
    assert missing == []


def test_every_instrument_wording_is_verbatim_in_the_source_document() -> None:
    text = corrected(printed("instrument.txt"))
    assert [words for words in wordings() if words not in text] == []


def test_instrument_wording_has_only_single_spaces() -> None:
    assert [words for words in wordings() if words != plain(words)] == []


def test_instrument_covers_all_text_of_the_source_document() -> None:
    text = corrected(printed("instrument.txt"))
    # Remove the longest first, each once, so that a short label is not removed from within a longer one.
    for words in sorted(wordings(), key=len, reverse=True):
        text = text.replace(words, "\n", 1)
    left = Counter(piece.strip() for piece in text.split("\n") if piece.strip())
    assert left == RESIDUE


@pytest.mark.parametrize(("pair", "after"), PAIRS, ids=lambda part: "-".join(f.id for f in part))
def test_statements_are_below_their_factor_heading_in_the_source_document(
    pair: tuple[Factor, ...], after: tuple[Factor, ...]
) -> None:
    text = corrected(printed("instrument.txt"))
    # The heads of factors 1 and 3 begin like statements, so both heads of a pair are searched for as one text.
    start = text.index(" ".join(head(factor) for factor in pair))
    end = text.index(head(after[0])) if after else text.index("Risk Category Insert")
    below = text[start:end]
    assert [words for factor in pair for words in statements(factor) if words not in below] == []


@pytest.mark.parametrize(
    ("pair", "after"), PAIRS[:-1], ids=lambda part: "-".join(f.id for f in part)
)
def test_statements_with_equal_numbers_are_in_column_order_in_the_source_document(
    pair: tuple[Factor, ...], after: tuple[Factor, ...]
) -> None:
    text = corrected(printed("instrument.txt"))
    start = text.index(" ".join(head(factor) for factor in pair))
    end = text.index(head(after[0]))
    for left, right in zip(*(factor.statements for factor in pair), strict=True):
        number = re.escape(f"{left.number}) ")
        matches = re.findall(
            rf"(?<!\S){number}(?={re.escape(left.texts[0])}|{re.escape(right.texts[0])})",
            text[start:end],
        )
        assert len(matches) == 2
        first = text.index(f"{left.number}) {left.texts[0]}", start)
        # Search after the start of the left-hand statement, because "No concerns." contains "No concerns".
        assert first < text.index(f"{right.number}) {right.texts[0]}", first + 1) < end


@pytest.mark.parametrize(
    "quotation", [INSTRUMENT.rule, INSTRUMENT.unanswered], ids=["rule", "unanswered"]
)
def test_the_quoted_instructions_are_in_part_2_1(quotation: Quotation) -> None:
    assert quotation.text in printed("instructions.txt")


def test_each_quoted_instruction_names_its_number() -> None:
    text = printed("instructions.txt")
    numbers = {
        quotation.reference: re.findall(r"(\d)\) ", text[: text.index(quotation.text)])[-1]
        for quotation in (INSTRUMENT.rule, INSTRUMENT.unanswered)
    }
    assert numbers == {
        "Section Two, 2.1, instruction 5": "5",
        "Section Two, 2.1, instruction 4": "4",
    }


def test_the_three_levels_have_the_names_that_instruction_5_gives_them() -> None:
    levels = [category.level for category in INSTRUMENT.risk_category.categories]
    assert levels == ["low", "medium", "high"]
    assert f"three levels – {levels[0]}, {levels[1]} and {levels[2]}" in printed("instructions.txt")


def test_there_are_11_factors_with_53_statements() -> None:
    assert [factor.position for factor in INSTRUMENT.factors] == list(range(1, 12))
    assert sum(len(factor.statements) for factor in INSTRUMENT.factors) == 53


def test_factors_1_to_10_are_numbered_1_to_5_and_factor_11_has_1_4_and_5() -> None:
    numbers = [[each.number for each in factor.statements] for factor in INSTRUMENT.factors]
    assert numbers == [[1, 2, 3, 4, 5]] * 10 + [[1, 4, 5]]


def test_only_factor_11_has_a_number_that_means_not_known() -> None:
    assert [factor.not_known for factor in INSTRUMENT.factors] == [None] * 10 + [1]


def test_only_factors_7_and_10_describe_a_change() -> None:
    assert [factor.position for factor in INSTRUMENT.factors if factor.change] == [7, 10]


def test_three_statements_have_alternatives() -> None:
    alternatives = {
        (factor.position, each.number): len(each.texts)
        for factor in INSTRUMENT.factors
        for each in factor.statements
        if len(each.texts) > 1
    }
    assert alternatives == {(1, 3): 2, (2, 2): 3, (2, 3): 3}


def test_there_are_18_ethnicity_codes() -> None:
    codes = " ".join(code.code for code in INSTRUMENT.codes)
    assert codes == "W2 W9 M1 M2 M3 M9 A1 A2 A3 A9 B1 B2 B9 01 02 03 04 05"


def test_there_are_five_tick_lists_each_with_its_boxes_and_an_other() -> None:
    boxes = {each.letter: len(each.options) for each in INSTRUMENT.tick_lists}
    assert boxes == {"B": 9, "C": 11, "D": 9, "E": 8, "F": 8}
    assert {each.other.label for each in INSTRUMENT.tick_lists} == {"Other (please state)"}


def test_ticks_mean_harm_risk_or_nothing_as_the_rules_say() -> None:
    meanings = {
        f"{tick_list.letter} {option.id}": str(option.meaning)
        for tick_list in INSTRUMENT.tick_lists
        for option in tick_list.all_options
    }
    harm_in_d = {"D disclosure", "D incident"}
    expected = {
        key: "none"
        if key[0] in "BC" or key.endswith(" unknown")
        else "harm"
        if key in harm_in_d or key[0] in "EF"
        else "risk"
        for key in meanings
    }
    assert meanings == expected


def test_the_document_has_23_fields() -> None:
    assert len([field for field in INSTRUMENT.fields if not field.addition]) == 23


def test_fields_missing_from_the_source_document_are_listed_as_additions() -> None:
    """Guard: add each new field to this list too.

    A new field needs a line in CHANGELOG.md under "Instrument change" and the agreement of the owner of the tool.
    """
    assert {field.id: field.label for field in INSTRUMENT.fields if field.addition} == {
        "worker-role": "Worker’s role",
        "social-worker-name": "Name and team of the social worker (if yes)",
        "team-manager": "Agreed with Team Manager (name)",
        "cse-prevention-manager": "Agreed with CSE Prevention Manager (name)",
        "date-agreed": "Date the level was agreed",
        "level-reason": "Reason for the level agreed",
        "actions-taken": "What has been done",
        "request": "What the worker is asking for",
        "child-words": "What the child said, in their own words",
        "protective-factors": "What helps to keep the child safe",
        "parental-responsibility": "Who has parental responsibility",
        "school": "School, college or employer",
        "interpreter": "Language and interpreter",
    }


def test_date_ethnicity_and_postcode_fields_have_their_kind() -> None:
    kinds: dict[FieldKind, list[str]] = {}
    for field in INSTRUMENT.fields:
        kinds.setdefault(field.kind, []).append(field.id)
    assert kinds[FieldKind.DATE] == [
        "date-of-birth",
        "date-completed",
        "date-agreed",
        "analysis-date-of-birth",
        "analysis-date",
    ]
    assert kinds[FieldKind.CODE] == ["client-ethnicity", "perpetrator-ethnicity"]
    assert kinds[FieldKind.POSTCODE] == ["client-postcode"]
    assert kinds[FieldKind.CHOICE] == ["has-social-worker"]


def test_the_first_three_fields_of_the_analysis_repeat_section_1() -> None:
    copies = {field.id: field.copy_of for field in INSTRUMENT.fields if field.copy_of}
    assert copies == {
        "analysis-name": "client-name",
        "analysis-date-of-birth": "date-of-birth",
        "analysis-date": "date-completed",
    }


def test_every_instrument_element_has_a_document_reference() -> None:
    lacking = [
        path
        for path, part in parts(INSTRUMENT, "instrument")
        if hasattr(part, "reference") and not getattr(part, "reference", "").strip()
    ]
    assert lacking == []
    # Make sure that parts() found all elements and not none.
    kinds = Counter(type(part).__name__ for _, part in parts(INSTRUMENT, "instrument"))
    assert (kinds["Code"], kinds["Statement"], kinds["Field"]) == (18, 53, len(INSTRUMENT.fields))
    assert (kinds["Option"], kinds["Factor"], kinds["Category"]) == (50, 11, 3)


def test_document_reference_names_the_section_of_its_element() -> None:
    def names_its_section(field: Field, section: str) -> bool:
        return field.reference.startswith(("Added", section))

    groups = [field for group in INSTRUMENT.groups for field in group.fields]
    analysis = INSTRUMENT.analysis.fields
    assert [each.id for each in groups if not names_its_section(each, "Section 1, A, ")] == []
    assert [each.id for each in analysis if not names_its_section(each, "CSE Analysis Form")] == []
    assert [
        factor.id
        for factor in INSTRUMENT.factors
        # The reference of factor 8 omits the words in brackets.
        if not head(factor).startswith(factor.reference.removeprefix("Section 2, "))
    ] == []
