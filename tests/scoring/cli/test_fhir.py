"""Tests of the HL7 FHIR R4 export: valid Questionnaire and QuestionnaireResponse, with every answer exactly once."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import fhir_r4
import pytest
from hypothesis import given
from instrument_samples import INSTRUMENT, PACKAGE, assessed, envelope, of_this_version
from strategies import HARD, answers

from scoring.__main__ import main
from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import NOT_KNOWN
from scoring.answers.parsing.values import clean
from scoring.cli.fhir.items import items
from scoring.cli.fhir.resources import questionnaire, questionnaire_response
from scoring.definition.entry_lists import ABOUT
from scoring.definition.model import FieldKind

Json = Any
TYPED = "Zoë 🙂 Example"
QUESTIONNAIRE: Final[Json] = json.loads(json.dumps(questionnaire(INSTRUMENT)))


def respond(data: object, **rest: object) -> Json:
    """Return the QuestionnaireResponse for these answers, as another program reads it from JSON."""
    return json.loads(json.dumps(questionnaire_response(INSTRUMENT, assessed(data, **rest))))


def flat(fhir_items: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield each answer of a response: its linkId, and its code or text."""
    for item in fhir_items:
        for answer in item.get("answer", ()):
            if "valueCoding" in answer:
                yield item["linkId"], answer["valueCoding"]["code"]
            elif "_valueDate" in answer:
                yield item["linkId"], answer["_valueDate"]["extension"][1]["valueString"]
            else:
                yield item["linkId"], answer.get("valueString") or answer["valueDate"]
            yield from flat(answer.get("item", ()))
        yield from flat(item.get("item", ()))


def expected(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Yield the linkId and the code or text of each answer, except dates, which have their own tests."""
    read = assessment.answers
    yield from read.texts.items()
    for item, ticks in read.ticks.items():
        yield from ((item, each) for each in ticks.ticked)
        if ticks.other:
            yield f"{item}.other", ticks.other
    yield from ((item, str(number)) for item, number in read.factors.items())
    if read.category is not None:
        yield INSTRUMENT.risk_category.id, str(read.category)
    for item, entries in read.entries.items():
        for entry in entries:
            yield from ((f"{item}.{key}", text) for key, text in entry.items())


DATES = {field.id for field in INSTRUMENT.fields if field.kind is FieldKind.DATE}


def test_the_questionnaire_is_valid() -> None:
    assert fhir_r4.faults(QUESTIONNAIRE) == []
    assert fhir_r4.questionnaire_faults(QUESTIONNAIRE) == []


def test_the_validator_finds_faults() -> None:
    assert fhir_r4.faults({**QUESTIONNAIRE, "status": "x", "y": 1}) != []
    assert fhir_r4.questionnaire_faults({**QUESTIONNAIRE, "name": "a b"}) != []
    response = respond({"factor-1": 3})
    assert fhir_r4.response_faults(QUESTIONNAIRE, {**response, "status": "completed"}) != []
    response["item"][0]["item"][0]["answer"][0]["valueCoding"]["code"] = "6"
    assert fhir_r4.response_faults(QUESTIONNAIRE, response) != []


def test_every_item_of_the_instrument_is_asked_by_its_id() -> None:
    link_ids = {each["linkId"] for each in fhir_r4._all(QUESTIONNAIRE["item"])}
    assert link_ids >= set(INSTRUMENT.items)
    assert len(items(INSTRUMENT)) == 5


def test_factor_numbers_are_ordinal_values() -> None:
    by_link_id = {each["linkId"]: each for each in fhir_r4._all(QUESTIONNAIRE["item"])}
    for factor in INSTRUMENT.factors:
        numbers = {
            option["valueCoding"]["code"]: option["extension"][0]["valueDecimal"]
            for option in by_link_id[factor.id]["answerOption"]
            if "extension" in option
        }
        assert numbers == {str(each.number): each.number for each in factor.statements}
        codes = [option["valueCoding"]["code"] for option in by_link_id[factor.id]["answerOption"]]
        assert (NOT_KNOWN in codes) is (factor.not_known is None)


@given(answers)
def test_any_answers_give_a_valid_response_with_every_answer_once(data: dict[str, Any]) -> None:
    response = respond(data)
    assert fhir_r4.faults(response) == []
    assert fhir_r4.response_faults(QUESTIONNAIRE, response) == []
    counts = Counter(flat(response.get("item", [])))
    dates = {each: count for each, count in counts.items() if each[0] in DATES}
    assert counts - Counter(dates) == Counter(expected(assessed(data)))
    assert {item for item, _ in dates} == set(assessed(data).answers.dates)
    assert set(dates.values()) <= {1}


@pytest.mark.parametrize("text", HARD)
def test_hostile_text_is_kept_in_the_response(text: str) -> None:
    response = respond({"request": text, "basis-of-concerns": {"other": text}})
    assert fhir_r4.faults(response) == []
    assert dict(flat(response["item"])) == {
        "request": clean(text),
        "basis-of-concerns": "other",
        "basis-of-concerns.other": clean(text),
    }


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ({"day": "2", "month": "3", "year": "2011"}, {"valueDate": "2011-03-02"}),
        ({"month": "March", "year": "2011"}, {"valueDate": "2011-03"}),
        ({"year": "2011"}, {"valueDate": "2011"}),
        ({"day": "2", "year": "2011"}, "2 2011"),
        ({"day": "2", "month": "3"}, "2 March"),
        ({"day": "31", "month": "2", "year": "2011"}, "31 February 2011"),
        ({"day": "soon"}, "soon"),
        ({"month": "ma", "year": "2011"}, "ma 2011"),
    ],
)
def test_date_in_the_response_is_a_fhir_date_or_the_typed_text(
    typed: dict[str, str], value: object
) -> None:
    response = respond({"date-of-birth": typed})
    (answer,) = response["item"][0]["item"][0]["item"][0]["answer"]
    if isinstance(value, str):
        reason, as_typed = answer["_valueDate"]["extension"]
        assert (reason["valueCode"], as_typed["valueString"]) == ("as-text", value)
    else:
        assert answer == value
    assert fhir_r4.faults(response) == []


@pytest.mark.parametrize(
    ("typed", "status", "authored"),
    [
        (None, "in-progress", None),
        ({"year": "2026"}, "in-progress", None),
        ("2026-02-31", "in-progress", None),
        ("2026-11-22", "completed", "2026-11-22"),
    ],
)
def test_response_is_completed_only_with_a_completion_date(
    typed: object, status: str, authored: str | None
) -> None:
    response = respond({"date-completed": typed, "factor-1": 1})
    assert (response["status"], response.get("authored")) == (status, authored)


def test_response_refers_to_no_person_and_a_blank_one_has_no_items() -> None:
    response = respond({}, assessment_id="0" * 32)
    assert "item" not in response
    assert not {"subject", "author", "source", "encounter"} & set(response)
    assert response["identifier"]["value"] == "0" * 32
    assert fhir_r4.faults(response) == []


def test_a_practice_case_is_marked_as_test_data() -> None:
    marks = [each["code"] for each in respond({}, practice=True)["meta"]["security"]]
    assert marks == ["R", "HTEST"]
    assert [each["code"] for each in respond({})["meta"]["security"]] == ["R"]


def test_evidence_entry_in_the_response_names_its_subject() -> None:
    entry = {ABOUT: "factor-3", "known": "Seen", "basis": "Fact"}
    response = respond({"evidence": [entry, {"known": "Heard"}]})
    first, second = response["item"][0]["item"]
    assert [each["linkId"] for each in first["item"]] == [
        "evidence.about",
        "evidence.known",
        "evidence.basis",
    ]
    assert [each["linkId"] for each in second["item"]] == ["evidence.known"]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(["fhir", *map(str, arguments)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_fhir_command_writes_a_file_and_never_overwrites_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "answers.json", tmp_path / "response.json"
    file.write_text(json.dumps(envelope({"gender": TYPED})), "utf-8")
    assert run(capsys, file, "-o", out) == (0, "", "")
    assert json.loads(out.read_text("utf-8")) == respond({"gender": TYPED})
    status, _, err = run(capsys, file, "-o", out)
    assert (status, "already exists" in err) == (2, True)
    assert TYPED not in err


def test_fhir_command_without_an_output_file_prints_the_response(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(envelope({"date-of-birth": "2011-02-31"})), "utf-8")
    status, out, err = run(capsys, file)
    assert status == 1
    assert json.loads(out) == respond({"date-of-birth": "2011-02-31"})
    assert "must be a real date" in err


def test_fhir_command_prints_the_questionnaire(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--questionnaire")
    assert (status, err) == (0, "")
    assert json.loads(out) == QUESTIONNAIRE


def test_fhir_command_warns_that_earlier_assessments_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reassessment.json"
    case = json.loads((PACKAGE / "practice_cases/reassessment.json").read_text("utf-8"))
    file.write_text(json.dumps(of_this_version(case)), encoding="utf-8")
    status, out, err = run(capsys, file)
    assert status == 0
    assert fhir_r4.response_faults(QUESTIONNAIRE, json.loads(out)) == []
    assert "leaves out the earlier assessments in this file" in err


@pytest.mark.parametrize("arguments", [(), ("answers.json", "--questionnaire")])
def test_fhir_command_takes_either_a_file_or_the_questionnaire_option(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "either a file or --questionnaire" in err
