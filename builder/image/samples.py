"""Messages with the answers that this Python gives: what the image has to answer before it may go into the site."""

import json
from collections.abc import Callable, Iterator, Mapping

from builder.errors import BuildError
from scoring import answers, audit_row, bridge, definition
from scoring.instrument import Field, FieldKind, Instrument, TickList

# A message and its answer.
Sample = tuple[str, str]
# What an operation is asked with: all of a message but its "id" and "op".
Asked = Mapping[str, object]


def _each_file(instrument: Instrument) -> Iterator[Asked]:
    given = files(instrument)
    yield from ({"answers": each} for each in given)
    before = [{key: each[key] for key in ("instrument", "answers")} for each in given]
    rest = {"practice": True, "saved": "2026-11-22T18:05", "by_hand": "27"}
    # Beside none, one and nine earlier ones that are sound; then beside what is refused.
    for now in given[:4]:
        for earlier in ([], *([each] for each in before[:5]), (before[:5] * 2)[:9]):
            yield {"answers": {**now, **rest, "earlier": earlier}}
    yield {"answers": {**given[1], "earlier": before}}
    yield {"answers": {**given[1], "earlier": given}}


def _each_text(instrument: Instrument) -> Iterator[Asked]:
    """Texts of files: sound ones, one with something wrong in each of its parts, and some that are refused."""
    yield from ({"text": json.dumps(each)} for each in files(instrument))
    wrong = {item: [_WORDS] for item in _everything(instrument, _WORDS, first=True)}
    lists = {each.id: {"ticked": ["x", {}], "other": 7, "x": 1} for each in instrument.tick_lists}
    rest = {"earlier": [7, _file(instrument, wrong)], "practice": 1, "saved": "x", "by_hand": 7}
    for given in (wrong, lists, {field.id: {"day": 7} for field in _dates(instrument)}):
        yield {"text": json.dumps({**_file(instrument, given), **rest, "x": 1})}
    for text in ("", "{} {}", "[" * 9, "\ufeff{}", '{"a": 1, "a": 2}', "NaN", "x" * 600_000):
        yield {"text": text}


def _each_return(instrument: Instrument) -> Iterator[Asked]:
    """Rows of few, of some and of many files, and rows that are none."""
    texts = [json.dumps(each) for each in files(instrument)[:5]]
    rows = [json.loads(json.dumps(audit_row.row(instrument, each))) for each in texts]
    months = [{**row, "month": f"20{year}-11"} for row in rows for year in range(10, 40)]
    boxes = {**rows[0], instrument.tick_lists[0].id: ["x"]}
    returns: list[object] = [rows[:2], rows, months[:5], rows * 3 + months, [boxes], [{}], 7]
    yield from ({"rows": each} for each in [*returns, [{**rows[0], "age": 7}]])


# Whoever adds an operation to scoring/bridge.py adds it here, with what has all of its functions run: in the image
# nothing can be loaded any more, and a test names each function that was not run (tests/test_samples.py).
OPERATIONS: dict[str, Callable[[Instrument], Iterator[Asked]]] = {
    "score": _each_file,
    "report": _each_file,
    "open": _each_text,
    "reassess": _each_file,
    "audit-row": _each_text,
    "audit": _each_return,
}
_BROKEN = ("", "{}", "[[[[[[[[", '{"id": NaN}', '{"id": 1, "id": 2}', '{"id": 1e999}', "7")
# Nobody's: it looks made up, and holds what is hard to carry over and to escape.
_WORDS = "Sam Example <b>&amp;</b> “é” 👩\u200d👧 \ud83d"
_IMPOSSIBLE = ("2026-02-30", {"day": "x", "month": "13", "year": ""})


def answered() -> list[Sample]:
    """Return the samples; what they have Python load is in the image afterwards.

    Raises BuildError if one of them finds a fault in the scoring package.
    """
    instrument = definition.load()
    messages = (_message(op, asked) for op, ask in OPERATIONS.items() for asked in ask(instrument))
    return [(each, _answer(each)) for each in (*messages, *_BROKEN)]


def files(instrument: Instrument) -> list[Asked]:
    """Return answers files: blank, complete in two ways, with what cannot be, and with what is refused."""
    given: list[Asked] = [
        {},
        trial_answers(instrument),
        _everything(instrument, _WORDS, first=True),
        _everything(instrument, _WORDS, first=False),
        # A date that cannot be and one that cannot be read.
        {field.id: value for field, value in zip(_dates(instrument), _IMPOSSIBLE, strict=False)},
        {"no such question": 1},
    ]
    return [_file(instrument, each) for each in given]


def trial() -> Sample:
    """Return the sample that every browser tries the image with: a number for each factor."""
    instrument = definition.load()
    message = _message("score", {"answers": _file(instrument, trial_answers(instrument))})
    return message, bridge.handle(message)


def _answer(message: str) -> str:
    answer = bridge.handle(message)
    error = json.loads(answer).get("error", {})
    if error.get("code") == "internal":
        raise BuildError(
            f"scoring raises {error['message']} where it should answer {message[:60]}… Mend it in scoring/."
        )
    return answer


def trial_answers(instrument: Instrument) -> dict[str, object]:
    """Return answers in which each factor has its highest number."""
    return {factor.id: factor.highest for factor in instrument.factors}


def _message(op: str, asked: Asked) -> str:
    return json.dumps({"id": 1, "op": op, **asked})


def _file(instrument: Instrument, given: Asked) -> Asked:
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
