"""Messages with the answers that this Python gives: what the image has to answer before it may go into the site."""

import json
from collections.abc import Iterator, Mapping

from scoring import answers, bridge, definition
from scoring.instrument import Field, FieldKind, Instrument, TickList

# A message and its answer.
Sample = tuple[str, str]

# Nobody's: it looks made up, and holds what is hard to carry over and to escape.
_WORDS = "Sam Example <b>&amp;</b> “é” 👩\u200d👧 \ud83d"


def answered() -> list[Sample]:
    """Return the samples; what they have Python load is in the image afterwards."""
    instrument = definition.load()
    filled: list[Mapping[str, object]] = [
        {},
        trial_answers(instrument),
        _everything(instrument, _WORDS, first=True),
        _everything(instrument, _WORDS, first=False),
        # A date that cannot be and one that cannot be read.
        {field.id: value for field, value in zip(_dates(instrument), _IMPOSSIBLE, strict=False)},
        {"no such question": 1},
    ]
    messages = [_message(instrument, op, each) for each in filled for op in ("score", "report")]
    messages += [_asking("open", text=text) for text in _files(instrument, filled)]
    broken = ["", "{}", "[[[[[[[[", '{"id": NaN}', '{"id": 1, "id": 2}', '{"id": 1e999}', "7"]
    return [(each, bridge.handle(each)) for each in (*messages, *broken)]


def trial() -> Sample:
    """Return the sample that every browser tries the image with: a number for each factor."""
    instrument = definition.load()
    message = _message(instrument, "score", trial_answers(instrument))
    return message, bridge.handle(message)


_IMPOSSIBLE = ("2026-02-30", {"day": "x", "month": "13", "year": ""})


def trial_answers(instrument: Instrument) -> dict[str, object]:
    """Return answers in which each factor has its highest number."""
    return {factor.id: factor.highest for factor in instrument.factors}


def _files(instrument: Instrument, filled: list[Mapping[str, object]]) -> Iterator[str]:
    """Texts of files: sound ones, one with something wrong in each of its parts, and some that are refused."""
    for given in filled:
        yield json.dumps(_envelope(instrument, given))
    wrong = {item: [_WORDS] for item in _everything(instrument, _WORDS, first=True)}
    lists = {each.id: {"ticked": ["x", {}], "other": 7, "x": 1} for each in instrument.tick_lists}
    rest = {"earlier": [7, _envelope(instrument, wrong)], "practice": 1, "saved": "x", "by_hand": 7}
    for given in (wrong, lists, {field.id: {"day": 7} for field in _dates(instrument)}):
        yield json.dumps({**_envelope(instrument, given), **rest, "x": 1})
    yield from ("", "{} {}", "[" * 9, "\ufeff{}", '{"a": 1, "a": 2}', "NaN", "x" * 600_000)


def _message(instrument: Instrument, op: str, given: Mapping[str, object]) -> str:
    return _asking(op, answers=_envelope(instrument, given))


def _asking(op: str, **rest: object) -> str:
    return json.dumps({"id": 1, "op": op, **rest})


def _envelope(instrument: Instrument, given: Mapping[str, object]) -> dict[str, object]:
    return {
        "format": answers.FORMAT,
        "version": answers.VERSION,
        "instrument": instrument.version,
        "answers": given,
    }


def _dates(instrument: Instrument) -> Iterator[Field]:
    return (field for field in instrument.fields if field.kind is FieldKind.DATE)


def _everything(instrument: Instrument, words: str, *, first: bool) -> dict[str, object]:
    """Return an answer to every question: the first that is offered, or the last."""
    end = 0 if first else -1
    fields = {field.id: _value(instrument, field, words, end) for field in instrument.fields}
    ticks = {each.id: _ticks(each, words, end) for each in instrument.tick_lists}
    numbers = {each.id: each.statements[end].number for each in instrument.factors}
    category = instrument.risk_category
    return {**fields, **ticks, **numbers, category.id: category.categories[end].number}


def _value(instrument: Instrument, field: Field, words: str, end: int) -> object:
    if field.kind is FieldKind.DATE:
        return {"day": "29", "month": "2", "year": "2012"} if end else "2026-11-03"
    if field.kind is FieldKind.CODE:
        return instrument.codes[end].code
    if field.kind is FieldKind.CHOICE:
        return field.choices[end]
    return words


def _ticks(tick_list: TickList, words: str, end: int) -> object:
    return {"ticked": [tick_list.all_options[end].id], "other": words}
