"""Sample messages with the answers of CPython, which the memory image must reproduce before it is published."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle

from builder.base.errors import BuildError
from scoring import bridge, limits
from scoring.answers import model as answers_model
from scoring.audit import records as audit_records
from scoring.definition import instrument_file
from scoring.definition.entry_lists import ABOUT, EntryList
from scoring.definition.model import Field, FieldKind, Instrument, Role, TickList
from scoring.report import parts, reduced_copy

# A message and its answer.
Sample = tuple[str, str]
# The arguments of an operation: a message without its "id" and "op".
Asked = Mapping[str, object]


def _each_file(instrument: Instrument) -> Iterator[Asked]:
    given = files(instrument)
    yield from ({"answers": each} for each in given)
    before = [{key: each[key] for key in ("instrument", "answers")} for each in given]
    rest = {
        "practice": True,
        "saved": "2026-11-22T18:05",
        "by_hand": "27",
        "assessment_id": "0123456789abcdef" * 2,
    }
    # With none, one and nine valid earlier assessments; then with invalid ones.
    for now in given[:4]:
        for earlier in ([], *([each] for each in before[:5]), (before[:5] * 2)[:9]):
            yield {"answers": {**now, **rest, "earlier": earlier}, "today": "2026-11-29"}
    yield {"answers": {**given[1], "earlier": before}}
    yield {"answers": {**given[1], "earlier": given}}
    # Longer than the first page of the report can hold.
    yield {"answers": _file(instrument, _everything(instrument, _WORDS * 60, first=True))}
    # Words to look at again, with an invisible character in them.
    yield {"answers": _file(instrument, _everything(instrument, _BLAMING, first=True))}
    account = instrument.field_with_role(Role.ACCOUNT).id
    yield {"answers": _file(instrument, {account: "Sam Example said. " * 200})}
    # Partial dates, dates after the device's date, and an invalid date of the device.
    for year in ("1930", "2030"):
        birth = {field.id: {"year": year} for field in _dates(instrument)}
        yield {"answers": _file(instrument, birth), "today": "2026-11-29"}
    yield {"answers": given[0], "today": "2026-02-31"}
    # Answers taken from another file, and invalid entries for them.
    wrong: tuple[object, ...] = (_taken(instrument) * 2, [{}], 7)
    for merged in (_taken(instrument), *wrong):
        yield {"answers": {**given[1], "merged": merged}}
    # A reassessment with ticks to confirm, and with invalid ones.
    for to_confirm in (_all_ticks(instrument), {instrument.tick_lists[0].id: ["x"]}, [7]):
        reassessed = {**given[1], "earlier": before[1:2], "to_confirm": to_confirm}
        yield {"answers": reassessed, "today": "2026-11-29"}


def _each_export(instrument: Instrument) -> Iterator[Asked]:
    """Yield few files, because the answers are long: the export is made from the report, which has many samples."""
    given = files(instrument)
    before = [{key: each[key] for key in ("instrument", "answers")} for each in given[:3]]
    yield from ({"answers": each} for each in given)
    yield {"answers": {**given[1], "practice": True, "earlier": before}, "today": "2026-11-29"}
    yield {"answers": _file(instrument, _everything(instrument, _WORDS * 60, first=True))}


def _each_text(instrument: Instrument) -> Iterator[Asked]:
    """Yield texts of files: valid ones, one with a fault in each part, and some that are refused."""
    yield from ({"text": json.dumps(each)} for each in files(instrument))
    yield from ({"text": json.dumps(each)} for each in _typed_answers(instrument))
    wrong = {item: [_WORDS] for item in _everything(instrument, _WORDS, first=True)}
    lists = {each.id: {"ticked": ["x", {}], "other": 7, "x": 1} for each in instrument.tick_lists}
    rest = {"earlier": [7, _file(instrument, wrong)], "practice": 1, "saved": "x", "by_hand": 7}
    rest |= {"assessment_id": "x", "to_confirm": 7, "merged": [7]}
    for given in (wrong, lists, {field.id: {"day": 7} for field in _dates(instrument)}):
        yield {"text": json.dumps({**_file(instrument, given), **rest, "x": 1})}
    for merged in (_taken(instrument) * 2, 7):
        asked = {**_file(instrument, trial_answers(instrument)), "merged": merged}
        yield {"text": json.dumps(asked)}
    for text in ("", "{} {}", "[" * 9, "\ufeff{}", '{"a": 1, "a": 2}', "NaN", "x" * 600_000):
        yield {"text": text}


def _each_copy(instrument: Instrument) -> Iterator[Asked]:
    """Yield each part alone, all parts, and requests with something missing, too long or of the wrong type."""
    given = files(instrument)
    asked = {"recipient": _WORDS, "reason": _WORDS, "today": "2026-11-29"}
    every = [part.id for part in parts.parts(instrument)]
    before = [{key: each[key] for key in ("instrument", "answers")} for each in given[1:3]]
    agreed = {**_everything(instrument, _WORDS, first=True)}
    agreed.pop(instrument.field_with_role(Role.LEVEL_REASON).id)
    for now in (given[0], given[2], _file(instrument, agreed)):
        for chosen in (every, *([part] for part in every)):
            yield {**asked, "parts": chosen, "answers": {**now, "earlier": before}}
    yield {**asked, "parts": every, "answers": {**given[3], "practice": True}, "today": None}
    full = {reduced_copy.LOG: [{"with": _WORDS}] * limits.ENTRIES}
    yield {**asked, "parts": every, "answers": _file(instrument, full)}
    yield {"parts": [], "answers": given[0]}
    wrong: list[Asked] = [{"parts": 7}, {"parts": [[]]}, {"parts": every, "reason": _WORDS * 60}]
    for each in wrong:
        yield {**asked, **each, "answers": given[0]}


def _taken(instrument: Instrument) -> list[object]:
    """Return entries for answers that were taken from another file: one without a name, and some changed since."""
    items = [*(each.id for each in instrument.tick_lists), instrument.factors[-1].id]
    rest = {"worker": _WORDS[:20], "date": "May", "changed": True}
    return [{"item": instrument.factors[0].id}, *({"item": each, **rest} for each in items)]


def _each_two(instrument: Instrument) -> Iterator[Asked]:
    """Yield two files to compare and to merge, with choices: of one assessment, of two, and of two children."""
    first, last = (_short(instrument, first=first) for first in (True, False))
    before = [{key: each[key] for key in ("instrument", "answers")} for each in (first, last)]
    known = {"assessment_id": "0123456789abcdef" * 2, "to_confirm": _all_ticks(instrument)}
    here = {**first, **known, "by_hand": "27", "earlier": before, "merged": _taken(instrument)}
    there = {**last, **known, "by_hand": "28", "earlier": before[:1], "merged": _taken(instrument)}
    other = {**there, "earlier": before[::-1]}
    blank = _file(instrument, {})
    for one, two in ((here, there), (here, other), (first, first), (blank, there), (there, blank)):
        found = json.loads(bridge.handle(_message("compare", {"answers": one, "other": two})))
        for choice in ("other", "both"):
            choices = {
                each["item"]: choice if each["both"] else "other"
                for each in found["result"]["differences"]
            }
            yield {"answers": one, "other": two, "choices": choices}
    yield {"answers": first, "other": {**first, "practice": True}, "choices": {}}
    yield {"answers": first, "other": last, "choices": {}}
    yield {"answers": blank, "other": last, "choices": {"x": "both"}}


def _short(instrument: Instrument, *, first: bool) -> Asked:
    """Return a file with an answer to every question, and a few entries in each list."""
    given = _everything(instrument, _WORDS, first=first)
    lists = [each.id for each in instrument.record.lists]
    return _file(
        instrument,
        {
            key: each[:-7:-2] if key in lists and isinstance(each, list) else each
            for key, each in given.items()
        },
    )


def _all_ticks(instrument: Instrument) -> Mapping[str, list[str]]:
    return {each.id: [option.id for option in each.all_options] for each in instrument.tick_lists}


def _typed_answers(instrument: Instrument) -> Iterator[Asked]:
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
        given = _file(instrument, dict.fromkeys(fields, words))
        yield {**given, "saved": "2026-11-22T18:05", "assessment_id": "00000000"}


def _each_return(instrument: Instrument) -> Iterator[Asked]:
    """Yield records of few, some and many files, with and without rows, and an invalid record."""
    texts = [json.dumps(file) for file in files(instrument)[:5]]
    found = [
        json.loads(json.dumps(audit_records.as_json(audit_records.record(instrument, each))))
        for each in texts
    ]
    records = [
        {key: value for key, value in each.items() if key != "undecided"}
        | {"row": {**each["row"], "gender": "Female", "disability": "No", "month": "2026-11"}}
        for each in found
    ]
    many = [
        {**each, "identity": f"{number:032x}", "row": {**each["row"], "month": f"20{number}-11"}}
        for each in records
        for number in range(10, 40)
    ]
    boxes = {**records[0], "row": {**records[0]["row"], instrument.tick_lists[0].id: ["x"]}}
    undated = {**records[1], "row": {**records[1]["row"], "month": "Not provided"}}
    few: list[object] = [many[:5], [boxes], [{}], 7, [undated]]
    yield from ({"records": each} for each in few)
    yield {"records": [*records, *records, *many, undated], "rows": True, "today": "2026-11-22"}
    same = [{**each, "identity": f"{number:032x}"} for number, each in enumerate(records * 12)]
    yield from ({"records": same, "rows": rows, "period": "2026-27-Q3"} for rows in (True, False))
    wrong = {**records[0], "row": {**records[0]["row"], "age": 7}}
    yield from ({"records": [given]} for given in (wrong, {**records[0], "identity": "x"}))
    yield from ({"records": [], "period": given} for given in ("2026-28", 7))


# Every operation of scoring/operations.py needs samples here that run all of its functions: nothing can be imported
# in the image later. tests/scoring/test_image_samples.py lists each function that was not run.
OPERATIONS: dict[str, Callable[[Instrument], Iterator[Asked]]] = {
    "assess": _each_file,
    "export": _each_export,
    "report": _each_file,
    "words": _each_file,
    "open": _each_text,
    "reassess": _each_file,
    "reduce": _each_copy,
    "compare": _each_two,
    "merge": _each_two,
    "audit-row": _each_text,
    "audit": _each_return,
}
_BROKEN = ("", "{}", "[[[[[[[[", '{"id": NaN}', '{"id": 1, "id": 2}', '{"id": 1e999}', "7")
# Nobody's: it looks made up, and holds what is hard to carry over and to escape.
_WORDS = "Sam Example <b>&amp;</b> “é” 👩\u200d👧 \ud83d"
_BLAMING = "İ 👩 A promis\u00adcuous child made poor choices. “Promiscuous”, 'hard to reach'."
_IMPOSSIBLE = ("2026-02-30", {"day": "x", "month": "13", "year": ""})


def answered() -> list[Sample]:
    """Return the samples. The modules that they need will be part of the image.

    Raises BuildError if one of them triggers a bug in the scoring package.
    """
    instrument = instrument_file.load()
    messages = (_message(op, asked) for op, ask in OPERATIONS.items() for asked in ask(instrument))
    return [(each, _answer(each)) for each in (*messages, *_BROKEN)]


def files(instrument: Instrument) -> list[Asked]:
    """Return answers files: blank, complete in two ways, with impossible answers, and with refused ones."""
    given: list[Asked] = [
        {},
        trial_answers(instrument),
        _everything(instrument, _WORDS, first=True),
        _everything(instrument, _WORDS, first=False),
        # A date that does not exist and one that cannot be parsed.
        {field.id: value for field, value in zip(_dates(instrument), _IMPOSSIBLE, strict=False)},
        {"no such question": 1},
    ]
    return [_file(instrument, each) for each in given]


def trial() -> Sample:
    """Return the sample that every browser tests the image with: a number for each factor.

    "audit-row" reads and scores a whole file as "assess" does, and its answer is short: the page loads it each time.
    """
    instrument = instrument_file.load()
    text = json.dumps(_file(instrument, trial_answers(instrument)))
    message = _message("audit-row", {"text": text})
    return message, bridge.handle(message)


def _answer(message: str) -> str:
    answer = bridge.handle(message)
    error = json.loads(answer).get("error", {})
    if error.get("code") == "internal":
        raise BuildError(
            f"scoring raises {error['message']} where it should answer {message[:60]}… Correct it in scoring/."
        )
    return answer


def trial_answers(instrument: Instrument) -> dict[str, object]:
    """Return answers in which each factor has its highest number."""
    return {factor.id: factor.highest for factor in instrument.factors}


def _message(op: str, asked: Asked) -> str:
    return json.dumps({"id": 1, "op": op, **asked})


def _file(instrument: Instrument, given: Asked) -> Asked:
    return {
        "format": answers_model.FORMAT,
        "version": answers_model.VERSION,
        "instrument": instrument.version,
        "answers": given,
    }


def _dates(instrument: Instrument) -> Iterator[Field]:
    return (field for field in instrument.fields if field.kind is FieldKind.DATE)


def _everything(instrument: Instrument, words: str, *, first: bool) -> dict[str, object]:
    """Return an answer to every question: the first choice, or the last."""
    end = 0 if first else -1
    fields = {field.id: _value(instrument, field, words, end) for field in instrument.fields}
    ticks = {each.id: _ticks(each, words, end) for each in instrument.tick_lists}
    numbers = {each.id: each.statements[end].number for each in instrument.factors}
    category = instrument.risk_category
    entries = {each.id: _entries(instrument, each, words, end) for each in instrument.record.lists}
    rest = {category.id: category.categories[end].number, **entries}
    return {**fields, **ticks, **numbers, **rest}


def _value(instrument: Instrument, field: Field, words: str, end: int) -> object:
    if field.kind is FieldKind.DATE:
        return {"day": "29", "month": "2", "year": "2012"} if end else "2026-11-03"
    if field.kind is FieldKind.CODE:
        return instrument.codes[end].code
    if field.kind is FieldKind.CHOICE:
        return field.choices[end]
    return words


def _entries(instrument: Instrument, entry_list: EntryList, words: str, end: int) -> object:
    """Return entries with dates that are written in different ways, about nothing and about different things.

    They are few and short: what the samples leave in Python's memory becomes part of the image.
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
