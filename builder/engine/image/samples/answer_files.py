"""Made-up answers files for the samples: few and short, because objects that they create become part of the image."""

from collections.abc import Iterator, Mapping
from itertools import cycle

from scoring.answers import model as answers_model
from scoring.definition.entry_lists import ABOUT, EntryList
from scoring.definition.model import Field, FieldKind, Instrument, Role, TickList

# A decoded JSON object: the arguments of an operation, or an answers file.
Json = Mapping[str, object]
# A made-up text with characters that are difficult to encode and to escape.
WORDS = "Sam Example <b>&amp;</b> “é” 👩\u200d👧 \ud83d"
_IMPOSSIBLE = ("2026-02-30", {"day": "x", "month": "13", "year": ""})


def files(instrument: Instrument) -> list[Json]:
    """Return answers files: blank, complete in two ways, with impossible answers, and with refused ones."""
    answers: list[Json] = [
        {},
        trial_answers(instrument),
        everything(instrument, WORDS, first=True),
        everything(instrument, WORDS, first=False),
        # A date that does not exist and one that cannot be parsed.
        {field.id: value for field, value in zip(dates(instrument), _IMPOSSIBLE, strict=False)},
        {"no such question": 1},
    ]
    return [file(instrument, each) for each in answers]


def trial_answers(instrument: Instrument) -> dict[str, object]:
    """Return answers in which each factor has its highest number."""
    return {factor.id: factor.highest for factor in instrument.factors}


def file(instrument: Instrument, answers: Json) -> Json:
    """Return an answers file with these answers."""
    return {
        "format": answers_model.FORMAT,
        "version": answers_model.VERSION,
        "instrument": instrument.version,
        "answers": answers,
    }


def short(instrument: Instrument, *, first: bool) -> Json:
    """Return a file with an answer to every question, and a few entries in each list."""
    answers = everything(instrument, WORDS, first=first)
    lists = [each.id for each in instrument.record.lists]
    return file(
        instrument,
        {
            key: each[:-7:-2] if key in lists and isinstance(each, list) else each
            for key, each in answers.items()
        },
    )


def everything(instrument: Instrument, words: str, *, first: bool) -> dict[str, object]:
    """Return an answer to every question: the first choice, or the last."""
    end = 0 if first else -1
    fields = {field.id: _value(instrument, field, words, end) for field in instrument.fields}
    ticks = {each.id: _ticks(each, words, end) for each in instrument.tick_lists}
    numbers = {each.id: each.statements[end].number for each in instrument.factors}
    category = instrument.risk_category
    entries = {each.id: _entries(instrument, each, words, end) for each in instrument.record.lists}
    rest = {category.id: category.categories[end].number, **entries}
    return {**fields, **ticks, **numbers, **rest}


def typed_answers(instrument: Instrument) -> Iterator[Json]:
    """Yield files with typed answers of every kind that the audit distinguishes, and with an identifier."""
    fields = [instrument.field_with_role(role).id for role in (Role.GENDER, Role.DISABILITY)]
    typed = (
        "",
        "-",
        "\u2713",
        "N/K",
        "N/A",
        "no",
        "none known",
        "not without",
        "yes",
        "autism",
        "autism?",
        "Female",
    )
    for words in (*typed, "Male (she)", "she", "non-binary", "no details", "to be confirmed"):
        answers_file = file(instrument, dict.fromkeys(fields, words))
        yield {**answers_file, "saved": "2026-11-22T18:05", "assessment_id": "00000000"}


def taken_entries(instrument: Instrument) -> list[object]:
    """Return entries for answers that were taken from another file: one without a name, and some changed since."""
    items = [*(each.id for each in instrument.tick_lists), instrument.factors[-1].id]
    rest = {"worker": WORDS[:20], "date": "May", "changed": True}
    return [{"item": instrument.factors[0].id}, *({"item": each, **rest} for each in items)]


def all_ticks(instrument: Instrument) -> Mapping[str, list[str]]:
    """Return the ids of all boxes by tick list, as ticks to confirm."""
    return {each.id: [option.id for option in each.all_options] for each in instrument.tick_lists}


def dates(instrument: Instrument) -> Iterator[Field]:
    """Return the fields that hold a date."""
    return (field for field in instrument.fields if field.kind is FieldKind.DATE)


def _value(instrument: Instrument, field: Field, words: str, end: int) -> object:
    if field.kind is FieldKind.DATE:
        return {"day": "29", "month": "2", "year": "2012"} if end else "2026-11-03"
    if field.kind is FieldKind.CODE:
        return instrument.codes[end].code
    if field.kind is FieldKind.CHOICE:
        return field.choices[end]
    return words


def _entries(instrument: Instrument, entry_list: EntryList, words: str, end: int) -> object:
    """Return entries with dates in different notations, some without a subject and some about different subjects.

    They are few and short, because objects that they create become part of the image.
    """
    known = list(instrument.subjects(entry_list))
    about = [{ABOUT: each} for each in known[:1] + known[-1:]]
    when = ("29 February 2012", "about March 2026", "3 to 5 March 2026", "winter 2025", words)
    texts = {
        field.id: field.choices[end] if field.choices else words[:200]
        for field in entry_list.fields
    }
    return [
        {**texts, **({entry_list.when: each[:200]} if entry_list.when else {}), **subject}
        for each, subject in zip(when, cycle([{}, *about]), strict=False)
    ]


def _ticks(tick_list: TickList, words: str, end: int) -> object:
    return {"ticked": [tick_list.all_options[end].id], "other": words}
