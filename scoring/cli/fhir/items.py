"""Items of HL7 FHIR R4: each part of the instrument as an item of a Questionnaire, with the reader of its answer.

This is the one place to add a new kind of question: a function here that returns an `Item`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scoring.answers.model import NOT_KNOWN, OTHER, Answers, Entry
from scoring.answers.parsing.dates import TypedDate, month_number
from scoring.cli.fhir.codes import ABSENT_REASON, Json, coding, option, urn
from scoring.definition.entry_lists import ABOUT, EntryField, EntryKind, EntryList
from scoring.definition.model import Factor, Field, FieldKind, Instrument, TickList
from scoring.limits import TEXT


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the Questionnaire (`asked`), and the items of a response that hold what was answered."""

    asked: Json
    answered: Callable[[Answers], list[Json]]


def items(instrument: Instrument) -> tuple[Item, ...]:
    """Returns the groups of the form, in its order. Every linkId is the id that the answers file uses."""
    level = instrument.risk_category
    return (
        _group(
            "section-1",
            instrument.section_1.label,
            [
                *(
                    _group(
                        each.id, each.label, [_field(instrument, field) for field in each.fields]
                    )
                    for each in instrument.groups
                ),
                *(_tick_list(instrument, each) for each in instrument.tick_lists),
            ],
        ),
        _group(
            "section-2",
            instrument.section_2.label,
            [_factor(instrument, each) for each in instrument.factors],
        ),
        _group(
            "agreed-level",
            f"{level.label}: {level.instruction}",
            [_category(instrument), *(_field(instrument, each) for each in level.fields)],
        ),
        _group(
            "analysis-form",
            instrument.analysis.label,
            [_field(instrument, each) for each in instrument.analysis.fields],
        ),
        _group(
            "case-record",
            instrument.record.label,
            [
                *(_field(instrument, each) for each in instrument.record.fields),
                *(_entry_list(instrument, each) for each in instrument.record.lists),
            ],
        ),
    )


def _group(link_id: str, text: str, parts: list[Item]) -> Item:
    head = {"linkId": link_id, "text": text}

    def answered(answers: Answers) -> list[Json]:
        inside = [each for part in parts for each in part.answered(answers)]
        return [{**head, "item": inside}] if inside else []

    return Item({**head, "type": "group", "item": [each.asked for each in parts]}, answered)


def _question(
    link_id: str, text: str, kind: Json, values: Callable[[Answers], Iterator[Json]]
) -> Item:
    """Returns a question. `kind` is its type and options; `values` yields the answers that were given."""
    head = {"linkId": link_id, "text": text}

    def answered(answers: Answers) -> list[Json]:
        given = list(values(answers))
        return [{**head, "answer": given}] if given else []

    return Item({**head, **kind}, answered)


def _field(instrument: Instrument, field: Field) -> Item:
    if field.kind is FieldKind.DATE:
        return _question(
            field.id,
            field.label,
            {"type": "date"},
            lambda answers: _date(instrument, answers.date(field.id)),
        )
    offered = {
        FieldKind.CODE: {each.code: str(each) for each in instrument.codes},
        FieldKind.CHOICE: {each: each for each in field.choices},
    }.get(field.kind, {})
    return _question(
        field.id,
        field.label,
        _kind(instrument, field.id, offered, is_long=field.kind is FieldKind.MULTILINE),
        lambda answers: _text(instrument, field.id, offered, answers.texts.get(field.id, "")),
    )


def _kind(
    instrument: Instrument, link_id: str, offered: dict[str, str], *, is_long: bool = False
) -> Json:
    """Returns the type of a question with a typed or chosen answer. `offered` has the labels by code."""
    if offered:
        codings = (coding(instrument, link_id, *each) for each in offered.items())
        return {"type": "choice", "answerOption": [option(each) for each in codings]}
    return {"type": "text" if is_long else "string", "maxLength": TEXT}


def _text(
    instrument: Instrument, link_id: str, offered: dict[str, str], given: str
) -> Iterator[Json]:
    if given and offered:
        yield {"valueCoding": coding(instrument, link_id, given, offered[given])}
    elif given:
        yield {"valueString": given}


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


def _tick_list(instrument: Instrument, tick_list: TickList) -> Item:
    codings = {
        each.id: coding(instrument, tick_list.id, each.id, each.label)
        for each in tick_list.all_options
    }
    other = {"linkId": f"{tick_list.id}.{OTHER}", "text": tick_list.other.label}
    condition = {"question": tick_list.id, "operator": "=", "answerCoding": codings[OTHER]}
    kind = {
        "prefix": f"{tick_list.letter}.",
        "type": "choice",
        "repeats": True,
        "answerOption": [option(each) for each in codings.values()],
        "item": [{**other, "type": "text", "maxLength": TEXT, "enableWhen": [condition]}],
    }

    def values(answers: Answers) -> Iterator[Json]:
        ticks = answers.ticks_of(tick_list.id)
        for each in ticks.ticked:
            beside = [{**other, "answer": [{"valueString": ticks.other}]}]
            has_text = each == OTHER and ticks.other
            yield {"valueCoding": codings[each], **({"item": beside} if has_text else {})}

    return _question(tick_list.id, tick_list.label, kind, values)


def _factor(instrument: Instrument, factor: Factor) -> Item:
    codings = {
        each.number: coding(instrument, factor.id, str(each.number), " or ".join(each.texts))
        for each in factor.statements
    }
    not_known = coding(instrument, factor.id, NOT_KNOWN, "Not known")
    options = [option(each, number) for number, each in codings.items()]
    kind = {
        "prefix": f"{factor.position})",
        "type": "choice",
        # A factor whose statement means “Not known” has no other answer for it.
        "answerOption": options if factor.not_known else [*options, option(not_known)],
    }

    def values(answers: Answers) -> Iterator[Json]:
        given = answers.factors.get(factor.id)
        if given is not None:
            yield {"valueCoding": not_known if given == NOT_KNOWN else codings[given]}

    return _question(factor.id, factor.label, kind, values)


def _category(instrument: Instrument) -> Item:
    part = instrument.risk_category
    codings = {
        each.number: coding(
            instrument,
            part.id,
            str(each.number),
            f"Category {each.number} ({each.level}): {' '.join(each.label)}",
        )
        for each in part.categories
    }
    kind = {
        "type": "choice",
        "answerOption": [option(each, number) for number, each in codings.items()],
    }

    def values(answers: Answers) -> Iterator[Json]:
        if answers.category is not None:
            yield {"valueCoding": codings[answers.category]}

    return _question(part.id, part.label, kind, values)


def _entry_list(instrument: Instrument, entry_list: EntryList) -> Item:
    """Returns a group that repeats, once for each entry."""
    head = {"linkId": entry_list.id, "text": entry_list.label}
    subjects = instrument.subjects(entry_list)
    # The field of an entry, its label, and what it offers.
    fields = [
        *([(ABOUT, "What it is about", subjects, False)] if subjects else []),
        *(_of_entry(each) for each in entry_list.fields),
    ]
    inside: list[Json] = [
        {
            "linkId": f"{entry_list.id}.{key}",
            "text": label,
            **_kind(instrument, f"{entry_list.id}.{key}", offered, is_long=is_long),
        }
        for key, label, offered, is_long in fields
    ]

    def parts(entry: Entry) -> Iterator[Json]:
        for key, label, offered, _ in fields:
            link_id = f"{entry_list.id}.{key}"
            for value in _text(instrument, link_id, offered, entry.get(key, "")):
                yield {"linkId": link_id, "text": label, "answer": [value]}

    return Item(
        {**head, "type": "group", "repeats": True, "item": inside},
        lambda answers: [
            {**head, "item": list(parts(entry))} for entry in answers.entries_of(entry_list.id)
        ],
    )


def _of_entry(field: EntryField) -> tuple[str, str, dict[str, str], bool]:
    choices = {each: each for each in field.choices}
    return field.id, field.label, choices, field.kind is EntryKind.MULTILINE
