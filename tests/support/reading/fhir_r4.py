"""Validates resources of HL7 FHIR R4 with the standard's JSON Schema and with rules that a schema cannot express.

The schema defines what is allowed. The standard's tables and invariants (que-1 to que-13, qrs-1) define what is
required.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft6Validator, ValidationError
from jsonschema.validators import extend

from builder.base import paths

Json = dict[str, Any]
SCHEMA = paths.NODE_MODULES / "@asymmetrik" / "fhir-json-schema-validator" / "fhir.schema.json"
# The type of an item, and the keys under which its answer may be.
_VALUES = {
    "choice": {"valueCoding"},
    "string": {"valueString"},
    "text": {"valueString"},
    "date": {"valueDate", "_valueDate"},
}
_BELOW_ANSWER = {"item", "id", "extension"}


def faults(resource: Json) -> list[str]:
    """Return the errors of a resource according to the R4 schema."""
    errors = _validator(resource["resourceType"]).iter_errors(resource)
    return [f"{each.json_path}: {each.message[:200]}" for each in errors]


def questionnaire_faults(resource: Json) -> list[str]:
    """Return the R4 invariants that a Questionnaire violates."""
    questions = list(_all(resource["item"]))
    ids = [each["linkId"] for each in questions]
    messages = [f"{each}: is a linkId twice (que-2)" for each in ids if ids.count(each) > 1]
    if not re.fullmatch("[A-Z][A-Za-z0-9_]{0,254}", resource["name"]):
        messages.append("the name is not an identifier for programs (que-0)")
    for item in questions:
        kind = item["type"]
        if (kind == "group") is not bool(item.get("item")) and kind in ("group", "display"):
            messages.append(f"{item['linkId']}: a group has items (que-1)")
        if (kind == "choice") is not ("answerOption" in item):
            messages.append(f"{item['linkId']}: a choice has options (que-5)")
        if "maxLength" in item and kind not in ("string", "text"):
            messages.append(f"{item['linkId']}: has no length (que-10)")
        for condition in item.get("enableWhen", ()):
            source = next(each for each in questions if each["linkId"] == condition["question"])
            if condition["answerCoding"] not in _offered(source):
                messages.append(f"{item['linkId']}: depends on an answer that is not offered")
    return messages


def response_faults(questionnaire: Json, response: Json) -> list[str]:
    """Return the R4 rules that a QuestionnaireResponse violates."""
    messages = []
    if response["questionnaire"] != f"{questionnaire['url']}|{questionnaire['version']}":
        messages.append("names another questionnaire")
    if response["status"] == "completed" and "authored" not in response:
        messages.append("is completed without a time")
    return [*messages, *_against(questionnaire["item"], response.get("item", []))]


def _against(questions: list[Json], answers: list[Json]) -> Iterator[str]:
    by_id = {each["linkId"]: each for each in questions}
    order = [list(by_id).index(each["linkId"]) for each in answers if each["linkId"] in by_id]
    if order != sorted(order):
        yield "the items are in another order"
    for item in answers:
        link_id = item["linkId"]
        question = by_id.get(link_id)
        if question is None:
            yield f"{link_id}: is not asked here"
            continue
        if item["text"] != question["text"]:
            yield f"{link_id}: is worded in another way"
        times = [each["linkId"] for each in answers].count(link_id)
        if times > 1 and not (question["type"] == "group" and question.get("repeats")):
            yield f"{link_id}: is there {times} times"
        if question["type"] == "group":
            if "answer" in item or not item.get("item"):
                yield f"{link_id}: a group has items and no answer (qrs-1)"
            yield from _against(question["item"], item.get("item", []))
        else:
            yield from _answers(question, item)


def _answers(question: Json, item: Json) -> Iterator[str]:
    link_id, answers = item["linkId"], item.get("answer", [])
    if "item" in item or not answers:
        yield f"{link_id}: a question has answers, with items below them (qrs-1)"
    if len(answers) > 1 and not question.get("repeats"):
        yield f"{link_id}: is answered {len(answers)} times"
    for answer in answers:
        keys = set(answer) - _BELOW_ANSWER
        if len(keys) != 1 or not keys <= _VALUES[question["type"]]:
            yield f"{link_id}: is answered with {keys}"
        if "valueCoding" in answer and answer["valueCoding"] not in _offered(question):
            yield f"{link_id}: is answered with what is not offered"
        if len(answer.get("valueString", "")) > question.get("maxLength", 0):
            yield f"{link_id}: is too long"
        below = answer.get("item", [])
        yield from _against(question.get("item", []), below)
        for each in below:
            child_question = next(
                one for one in question["item"] if one["linkId"] == each["linkId"]
            )
            if answer.get("valueCoding") not in [
                condition["answerCoding"] for condition in child_question["enableWhen"]
            ]:
                yield f"{each['linkId']}: is answered, although this answer does not enable it"


def _offered(question: Json) -> list[Json]:
    return [each["valueCoding"] for each in question.get("answerOption", ())]


def _all(items: list[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from _all(item.get("item", []))


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    # The standard's regular expressions are written for Java, where `\s` matches ASCII spaces only.
    if isinstance(value, str) and not re.search(pattern, value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


@cache
def _validator(resource_type: str) -> Any:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    one = {"$ref": f"#/definitions/{resource_type}", "definitions": schema["definitions"]}
    validator: Any = extend(Draft6Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return validator(one)
