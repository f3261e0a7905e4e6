"""Item of HL7 FHIR R4: a group or question of the Questionnaire, with the reader of its answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.cli.fhir.codes import Json


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the Questionnaire (`definition`), and a function that returns the items of a response to it."""

    definition: Json
    response_items: Callable[[Answers], list[Json]]


def group_item(link_id: str, text: str, parts: list[Item]) -> Item:
    """Returns a group, which a response has only if something in it is answered."""
    head = {"linkId": link_id, "text": text}

    def response_items(answers: Answers) -> list[Json]:
        inside = [each for part in parts for each in part.response_items(answers)]
        return [{**head, "item": inside}] if inside else []

    return Item(
        {**head, "type": "group", "item": [each.definition for each in parts]}, response_items
    )


def question_item(
    link_id: str, text: str, kind: Json, values: Callable[[Answers], Iterator[Json]]
) -> Item:
    """Returns a question. `kind` is its type and options; `values` yields the answers that were given."""
    head = {"linkId": link_id, "text": text}

    def response_items(answers: Answers) -> list[Json]:
        answer_values = list(values(answers))
        return [{**head, "answer": answer_values}] if answer_values else []

    return Item({**head, **kind}, response_items)
