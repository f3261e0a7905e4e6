"""Generates the JSON Schema of an answers file from the definition, so that the two cannot differ."""

from scoring.answers.envelope import carried_over, provenance
from scoring.answers.envelope.assessment import ASSESSMENT_ID, SAVED
from scoring.answers.model import FORMAT, NOT_KNOWN, VERSIONS
from scoring.definition.entry_lists import ABOUT, EntryKind, EntryList
from scoring.definition.model import Field, FieldKind, Instrument, TickList
from scoring.limits import BY_HAND, EARLIER, ENTRIES, GIVER, TEXT

Json = dict[str, object]


def answers_schema(instrument: Instrument) -> Json:
    """Returns a schema (draft 2020-12) to which every answers file of this instrument version conforms."""
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
    items |= {each.id: _entry_list(instrument, each) for each in instrument.record.lists}
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
            "version": {"enum": list(VERSIONS)},
            "instrument": {"const": instrument.version},
            "answers": {"$ref": "#/$defs/answers"},
            "earlier": {
                "title": "The previous assessments, oldest first",
                "type": "array",
                "maxItems": EARLIER,
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
                "title": "The local date and time at which it was saved",
                "type": "string",
                "pattern": f"^({SAVED})?$",
            },
            "by_hand": {
                "title": "The total, if a person added it up",
                "type": "string",
                "maxLength": BY_HAND,
            },
            "assessment_id": {
                "title": "The identifier of the assessment, the same in every file saved from it",
                "type": "string",
                "pattern": f"^({ASSESSMENT_ID})?$",
            },
            carried_over.KEY: {
                "title": "The ticks of a reassessment that were carried over and are not confirmed yet",
                "type": "object",
                "additionalProperties": False,
                "properties": {each.id: _options(each) for each in instrument.tick_lists},
            },
            provenance.KEY: _merged(instrument),
        },
        "$defs": {
            "answers": {"type": "object", "additionalProperties": False, "properties": items}
        },
    }


def _merged(instrument: Instrument) -> Json:
    giver: Json = {"type": "string", "maxLength": GIVER}
    return {
        "title": "Who gave the answers that were taken from another file, one entry for each question",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["item"],
            "additionalProperties": False,
            "properties": {
                "item": {"enum": list(instrument.items)},
                "worker": giver,
                "date": giver,
                "changed": {"title": "Whether it was changed since", "type": "boolean"},
            },
        },
    }


def _text() -> Json:
    return {"type": ["string", "null"], "maxLength": TEXT}


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


def _options(tick_list: TickList) -> Json:
    return {"type": "array", "items": {"enum": [option.id for option in tick_list.all_options]}}


def _tick_list(tick_list: TickList) -> Json:
    return {
        "title": f"{tick_list.letter}. {tick_list.label}",
        "description": tick_list.reference,
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "ticked": {**_options(tick_list), "type": ["array", "null"]},
            "other": _text(),
        },
    }


def _entry_list(instrument: Instrument, entry_list: EntryList) -> Json:
    fields: Json = {
        field.id: {
            "title": field.label,
            **({"enum": [*field.choices, "", None]} if field.kind is EntryKind.CHOICE else _text()),
        }
        for field in entry_list.fields
    }
    subjects = [*instrument.subjects(entry_list), "", None]
    about: Json = {ABOUT: {"enum": subjects}} if entry_list.about else {}
    return {
        "title": entry_list.label,
        "description": entry_list.reference,
        "type": ["array", "null"],
        "maxItems": ENTRIES,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {**about, **fields},
        },
    }
