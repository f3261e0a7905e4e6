"""The JSON Schema of an answers file, generated from the definition so that the two cannot differ."""

from scoring.answers import FORMAT, LONGEST_TEXT, NOT_KNOWN, VERSION
from scoring.assessment import LONGEST_BY_HAND, MOST_EARLIER, SAVED
from scoring.instrument import Field, FieldKind, Instrument, TickList

Json = dict[str, object]


def answers_schema(instrument: Instrument) -> Json:
    """A schema (draft 2020-12) that every answers file of this instrument version meets."""
    category = instrument.risk_category
    items: Json = {field.id: _field(instrument, field) for field in instrument.fields}
    items |= {tick_list.id: _tick_list(tick_list) for tick_list in instrument.tick_lists}
    items |= {
        factor.id: {
            "title": f"{factor.position}. {factor.label}",
            "description": factor.reference,
            "enum": [*(each.number for each in factor.statements), NOT_KNOWN, "", None],
        }
        for factor in instrument.factors
    }
    items[category.id] = {
        "title": category.label,
        "description": category.reference,
        "enum": [*(each.number for each in category.categories), "", None],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Answers to the {instrument.title}",
        "type": "object",
        "required": ["format", "version", "instrument", "answers"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "instrument": {"const": instrument.version},
            "answers": {"$ref": "#/$defs/answers"},
            "earlier": {
                "title": "The assessments before this one, oldest first",
                "type": "array",
                "maxItems": MOST_EARLIER,
                "items": {
                    "type": "object",
                    "required": ["instrument", "answers"],
                    "additionalProperties": False,
                    "properties": {
                        "instrument": {"const": instrument.version},
                        "answers": {"$ref": "#/$defs/answers"},
                    },
                },
            },
            "practice": {"title": "Whether this is a made-up case", "type": "boolean"},
            "saved": {
                "title": "The local minute in which it was saved",
                "type": "string",
                "pattern": f"^({SAVED})?$",
            },
            "by_hand": {
                "title": "The total, where a person added it up",
                "type": "string",
                "maxLength": LONGEST_BY_HAND,
            },
        },
        "$defs": {
            "answers": {"type": "object", "additionalProperties": False, "properties": items}
        },
    }


def _text() -> Json:
    return {"type": ["string", "null"], "maxLength": LONGEST_TEXT}


def _field(instrument: Instrument, field: Field) -> Json:
    schema: Json = {"title": field.label, "description": field.reference}
    if field.kind is FieldKind.DATE:
        parts: Json = {part: _text() for part in ("day", "month", "year")}
        return schema | {
            "anyOf": [
                {"type": "null"},
                {"const": ""},
                {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
                {"type": "object", "additionalProperties": False, "properties": parts},
            ]
        }
    if field.kind is FieldKind.CODE:
        return schema | {"enum": [*(each.code for each in instrument.codes), "", None]}
    if field.kind is FieldKind.CHOICE:
        return schema | {"enum": [*field.choices, "", None]}
    return schema | _text()


def _tick_list(tick_list: TickList) -> Json:
    return {
        "title": f"{tick_list.letter}. {tick_list.label}",
        "description": tick_list.reference,
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "ticked": {
                "type": ["array", "null"],
                "items": {"enum": [option.id for option in tick_list.all_options]},
            },
            "other": _text(),
        },
    }
