"""Tests that the JSON Schema of an answers file agrees with the parser, as far as a schema can express its rules."""

import json
from pathlib import Path
from typing import Any

import pytest
from instrument_samples import INSTRUMENT, PACKAGE, envelope, of_this_version
from jsonschema import Draft202012Validator

from builder.assets import answers_schema as schema_file
from builder.base import paths
from scoring import limits
from scoring.answers.envelope.assessment import KEYS
from scoring.answers.envelope.json_schema import answers_schema
from scoring.cli.encryption import jwe

SCHEMA: dict[str, Any] = answers_schema(INSTRUMENT)
VALIDATOR = Draft202012Validator(SCHEMA)
ITEMS: dict[str, Any] = SCHEMA["$defs"]["answers"]["properties"]


def test_answers_schema_is_a_valid_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_schema_has_exactly_the_items_of_the_instrument() -> None:
    assert list(ITEMS) == [
        *(field.id for field in INSTRUMENT.fields),
        *(each.id for each in INSTRUMENT.tick_lists),
        *(factor.id for factor in INSTRUMENT.factors),
        *(each.id for each in INSTRUMENT.record.lists),
        "risk-category",
    ]


def test_schema_items_have_their_label_and_document_reference() -> None:
    assert [key for key, item in ITEMS.items() if not (item["title"] and item["description"])] == []
    assert (ITEMS["factor-3"]["title"], ITEMS["factor-3"]["description"]) == (
        "3. Drug use",
        "Section 2, 3) Drug use",
    )
    assert ITEMS["basis-of-concerns"]["title"] == "D. Basis of CSE Concerns"
    assert ITEMS["gender"] == {
        "title": "Gender",
        "description": "Section 1, A, Client, Gender",
        "type": ["string", "null"],
        "maxLength": 50_000,
    }


def test_schema_allows_only_the_numbers_that_each_factor_offers() -> None:
    assert ITEMS["factor-11"]["enum"] == [1, 4, 5, "not-known", "", None]
    assert ITEMS["factor-1"]["enum"] == [1, 2, 3, 4, 5, "not-known", "", None]
    assert ITEMS["risk-category"]["enum"] == [1, 2, 3, "", None]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"client-name": "ä" * limits.TEXT},
        {"client-ethnicity": "01", "has-social-worker": "Not known"},
        {"date-of-birth": "2011-03-27", "date-completed": {"day": "27", "month": "March"}},
        {"date-of-birth": "2011-02-29"},
        {"basis-of-concerns": {"ticked": ["disclosure", "other"], "other": "x"}},
        {"factor-1": "not-known", "factor-2": 5, "factor-11": 1, "risk-category": 3},
        dict.fromkeys(ITEMS),
        {"evidence": [{"about": "factor-1", "basis": "Fact"}, {"known": "x"}], "chronology": []},
    ],
)
def test_schema_accepts_valid_answers(answers: dict[str, object]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(envelope(answers))] == []


@pytest.mark.parametrize(
    ("data", "error_path"),
    [
        ([], "$"),
        ({**envelope({}), "x": 1}, "$"),
        ({"format": "hillingdon-cse-answers"}, "$"),
        ({**envelope({}), "format": "other"}, "$.format"),
        ({**envelope({}), "version": 3}, "$.version"),
        ({**envelope({}), "version": True}, "$.version"),
        ({**envelope({}), "instrument": "0.9"}, "$.instrument"),
        ({**envelope({}), "practice": "no"}, "$.practice"),
        ({**envelope({}), "saved": "2026-11-22"}, "$.saved"),
        ({**envelope({}), "by_hand": "2" * 101}, "$.by_hand"),
        ({**envelope({}), "earlier": [{"answers": {}}]}, "$.earlier[0]"),
        (
            {**envelope({}), "earlier": [{"instrument": INSTRUMENT.version, "answers": {}}] * 10},
            "$.earlier",
        ),
        (
            {
                **envelope({}),
                "earlier": [{"instrument": INSTRUMENT.version, "answers": {"factor-1": 9}}],
            },
            "$.earlier[0].answers['factor-1']",
        ),
        (envelope(None), "$.answers"),
        (envelope({"factor-12": 1}), "$.answers"),
        (envelope({"client-name": 1}), "$.answers['client-name']"),
        (envelope({"client-name": "x" * 50_001}), "$.answers['client-name']"),
        (envelope({"client-ethnicity": "W1"}), "$.answers['client-ethnicity']"),
        (envelope({"date-of-birth": "27/3/2011"}), "$.answers['date-of-birth']"),
        (envelope({"date-of-birth": {"day": 27}}), "$.answers['date-of-birth']"),
        (
            envelope({"basis-of-concerns": {"ticked": ["x"]}}),
            "$.answers['basis-of-concerns'].ticked[0]",
        ),
        (envelope({"date-of-birth": {"hour": "9"}}), "$.answers['date-of-birth']"),
        (envelope({"basis-of-concerns": {"boxes": []}}), "$.answers['basis-of-concerns']"),
        (envelope({"basis-of-concerns": {"ticked": 0}}), "$.answers['basis-of-concerns'].ticked"),
        (envelope({"evidence": [{"about": "factor-12"}]}), "$.answers.evidence[0].about"),
        (envelope({"evidence": [{"basis": "Rumour"}]}), "$.answers.evidence[0].basis"),
        (envelope({"chronology": [{"x": "y"}]}), "$.answers.chronology[0]"),
        (envelope({"chronology": [{}] * 301}), "$.answers.chronology"),
        (envelope({"factor-11": 2}), "$.answers['factor-11']"),
        (envelope({"factor-1": True}), "$.answers['factor-1']"),
        (envelope({"factor-1": "3"}), "$.answers['factor-1']"),
        (envelope({"risk-category": "not-known"}), "$.answers['risk-category']"),
    ],
)
def test_schema_rejects_what_the_parser_refuses(data: object, error_path: str) -> None:
    assert {error.json_path for error in VALIDATOR.iter_errors(data)} >= {error_path}


def test_schema_accepts_the_practice_cases() -> None:
    for path in sorted((PACKAGE / "practice_cases").glob("*.json")):
        data = of_this_version(json.loads(path.read_text("utf-8")))
        assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_schema_file_is_written_to_the_site(tmp_path: Path) -> None:
    schema_file.write(tmp_path)
    assert json.loads((tmp_path / "about/answers.schema.json").read_text("utf-8")) == SCHEMA


def test_file_format_page_documents_the_keys_of_the_file() -> None:
    page = (paths.ROOT / "docs/about/file-format.md").read_text("utf-8")
    assert "../answers.schema.json" in page
    rows = [
        line.split("|")[1].strip()
        for line in page.split("{#answers}")[1].splitlines()
        if line.startswith("| `")
    ]
    assert rows == [f"`{key}`" for key in KEYS]
    for number in (
        jwe.ROUNDS,
        jwe.FEWEST_ROUNDS,
        jwe.MOST_ROUNDS,
        limits.TEXT,
    ):
        assert f"{number:,}" in page
    assert f"larger than {limits.SAVED_FILE // 1024} kB" in page
    assert f"`{jwe.ALGORITHM}`" in page
    assert f"`{jwe.ENCRYPTION}`" in page
    assert f"`{jwe.TYPE}`" in page
