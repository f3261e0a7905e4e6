"""Items of HL7 FHIR R4 for the fields of the form: text, codes, choices and dates."""

from collections.abc import Iterator

from scoring.answers.parsing.dates import TypedDate, month_number
from scoring.cli.fhir.codes import ABSENT_REASON, Json, coding, option, urn
from scoring.cli.fhir.item import Item, question_item
from scoring.definition.model import Field, FieldKind, Instrument
from scoring.limits import TEXT


def field_item(instrument: Instrument, field: Field) -> Item:
    """Returns the question of a field."""
    if field.kind is FieldKind.DATE:
        return question_item(
            field.id,
            field.label,
            {"type": "date"},
            lambda answers: _date(instrument, answers.date(field.id)),
        )
    offered = {
        FieldKind.CODE: {each.code: str(each) for each in instrument.codes},
        FieldKind.CHOICE: {each: each for each in field.choices},
    }.get(field.kind, {})
    return question_item(
        field.id,
        field.label,
        kind_of(instrument, field.id, offered, is_long=field.kind is FieldKind.MULTILINE),
        lambda answers: text_value(instrument, field.id, offered, answers.texts.get(field.id, "")),
    )


def kind_of(
    instrument: Instrument, link_id: str, offered: dict[str, str], *, is_long: bool = False
) -> Json:
    """Returns the type of a question with a typed or chosen answer. `offered` has the labels by code."""
    if offered:
        codings = (coding(instrument, link_id, *each) for each in offered.items())
        return {"type": "choice", "answerOption": [option(each) for each in codings]}
    return {"type": "text" if is_long else "string", "maxLength": TEXT}


def text_value(
    instrument: Instrument, link_id: str, offered: dict[str, str], answer: str
) -> Iterator[Json]:
    """Yields a text, or the coding of a choice. `offered` has the labels by code."""
    if answer and offered:
        yield {"valueCoding": coding(instrument, link_id, answer, offered[answer])}
    elif answer:
        yield {"valueString": answer}


def _date(instrument: Instrument, typed: TypedDate) -> Iterator[Json]:
    """Yields a date, or a year with or without a month. A date that is neither is given as it was typed."""
    if not typed:
        return
    month = month_number(typed.month)
    if typed.value:
        yield {"valueDate": typed.value.isoformat()}
    elif typed.fault or not typed.year or typed.day or (typed.month and not month):
        extensions = [
            {"url": ABSENT_REASON, "valueCode": "as-text"},
            {"url": urn(instrument, "as-typed"), "valueString": str(typed)},
        ]
        yield {"_valueDate": {"extension": extensions}}
    else:
        yield {"valueDate": f"{typed.year}-{month:02}" if month else typed.year}
