"""Sample requests for each operation: valid ones, and some with a fault in each part."""

import json
from collections.abc import Callable, Iterator

from builder.engine.image.samples.answer_files import (
    WORDS,
    Json,
    all_ticks,
    dates,
    everything,
    file,
    files,
    short,
    taken_entries,
    trial_answers,
    typed_answers,
)
from scoring import bridge, limits
from scoring.audit import records as audit_records
from scoring.definition.model import Instrument, Role
from scoring.report import parts, reduced_copy

_BLAMING = "İ 👩 A promis\u00adcuous child made poor choices. “Promiscuous”, 'hard to reach'."


def _each_file(instrument: Instrument) -> Iterator[Json]:
    samples = files(instrument)
    yield from ({"answers": each} for each in samples)
    before = [{key: each[key] for key in ("instrument", "answers")} for each in samples]
    rest = {
        "practice": True,
        "saved": "2026-11-22T18:05",
        "by_hand": "27",
        "assessment_id": "0123456789abcdef" * 2,
    }
    # With none, one and nine valid earlier assessments; then with invalid ones.
    for now in samples[:4]:
        for earlier in ([], *([each] for each in before[:5]), (before[:5] * 2)[:9]):
            yield {"answers": {**now, **rest, "earlier": earlier}, "today": "2026-11-29"}
    yield {"answers": {**samples[1], "earlier": before}}
    yield {"answers": {**samples[1], "earlier": samples}}
    # Longer than the first page of the report can hold.
    yield {"answers": file(instrument, everything(instrument, WORDS * 60, first=True))}
    # Words to look at again, with an invisible character in them.
    yield {"answers": file(instrument, everything(instrument, _BLAMING, first=True))}
    account = instrument.field_with_role(Role.ACCOUNT).id
    yield {"answers": file(instrument, {account: "Sam Example said. " * 200})}
    # Partial dates, dates after the device's date, and an invalid date of the device.
    for year in ("1930", "2030"):
        birth = {field.id: {"year": year} for field in dates(instrument)}
        yield {"answers": file(instrument, birth), "today": "2026-11-29"}
    yield {"answers": samples[0], "today": "2026-02-31"}
    # Answers taken from another file, and invalid entries for them.
    wrong: tuple[object, ...] = (taken_entries(instrument) * 2, [{}], 7)
    for merged in (taken_entries(instrument), *wrong):
        yield {"answers": {**samples[1], "merged": merged}}
    # A reassessment with ticks to confirm, and with invalid ones.
    for to_confirm in (all_ticks(instrument), {instrument.tick_lists[0].id: ["x"]}, [7]):
        reassessed = {**samples[1], "earlier": before[1:2], "to_confirm": to_confirm}
        yield {"answers": reassessed, "today": "2026-11-29"}


def _each_export(instrument: Instrument) -> Iterator[Json]:
    """Yield few files, because the answers are long: the export is made from the report, which has many samples."""
    samples = files(instrument)
    before = [{key: each[key] for key in ("instrument", "answers")} for each in samples[:3]]
    yield from ({"answers": each} for each in samples)
    yield {"answers": {**samples[1], "practice": True, "earlier": before}, "today": "2026-11-29"}
    yield {"answers": file(instrument, everything(instrument, WORDS * 60, first=True))}


def _each_text(instrument: Instrument) -> Iterator[Json]:
    """Yield texts of files: valid ones, one with a fault in each part, and some that are refused."""
    yield from ({"text": json.dumps(each)} for each in files(instrument))
    yield from ({"text": json.dumps(each)} for each in typed_answers(instrument))
    wrong = {item: [WORDS] for item in everything(instrument, WORDS, first=True)}
    lists = {each.id: {"ticked": ["x", {}], "other": 7, "x": 1} for each in instrument.tick_lists}
    rest = {"earlier": [7, file(instrument, wrong)], "practice": 1, "saved": "x", "by_hand": 7}
    rest |= {"assessment_id": "x", "to_confirm": 7, "merged": [7]}
    for answers in (wrong, lists, {field.id: {"day": 7} for field in dates(instrument)}):
        yield {"text": json.dumps({**file(instrument, answers), **rest, "x": 1})}
    for merged in (taken_entries(instrument) * 2, 7):
        answers_file = {**file(instrument, trial_answers(instrument)), "merged": merged}
        yield {"text": json.dumps(answers_file)}
    for text in ("", "{} {}", "[" * 9, "\ufeff{}", '{"a": 1, "a": 2}', "NaN", "x" * 600_000):
        yield {"text": text}


def _each_copy(instrument: Instrument) -> Iterator[Json]:
    """Yield each part alone, all parts, and requests with something missing, too long or of the wrong type."""
    samples = files(instrument)
    request = {"recipient": WORDS, "reason": WORDS, "today": "2026-11-29"}
    every = [part.id for part in parts.parts(instrument)]
    before = [{key: each[key] for key in ("instrument", "answers")} for each in samples[1:3]]
    agreed = {**everything(instrument, WORDS, first=True)}
    agreed.pop(instrument.field_with_role(Role.LEVEL_REASON).id)
    for now in (samples[0], samples[2], file(instrument, agreed)):
        for chosen in (every, *([part] for part in every)):
            yield {**request, "parts": chosen, "answers": {**now, "earlier": before}}
    yield {**request, "parts": every, "answers": {**samples[3], "practice": True}, "today": None}
    full = {reduced_copy.LOG: [{"with": WORDS}] * limits.ENTRIES}
    yield {**request, "parts": every, "answers": file(instrument, full)}
    yield {"parts": [], "answers": samples[0]}
    wrong: list[Json] = [{"parts": 7}, {"parts": [[]]}, {"parts": every, "reason": WORDS * 60}]
    for each in wrong:
        yield {**request, **each, "answers": samples[0]}


def _each_two(instrument: Instrument) -> Iterator[Json]:
    """Yield pairs of files to compare and merge, with choices: of one or two assessments, and of two children."""
    first, last = (short(instrument, first=first) for first in (True, False))
    before = [{key: each[key] for key in ("instrument", "answers")} for each in (first, last)]
    shared = {"assessment_id": "0123456789abcdef" * 2, "to_confirm": all_ticks(instrument)}
    here = {
        **first,
        **shared,
        "by_hand": "27",
        "earlier": before,
        "merged": taken_entries(instrument),
    }
    there = {
        **last,
        **shared,
        "by_hand": "28",
        "earlier": before[:1],
        "merged": taken_entries(instrument),
    }
    other = {**there, "earlier": before[::-1]}
    blank = file(instrument, {})
    for one, two in ((here, there), (here, other), (first, first), (blank, there), (there, blank)):
        comparison = json.loads(bridge.handle(message("compare", {"answers": one, "other": two})))
        for choice in ("other", "both"):
            choices = {
                each["item"]: choice if each["both"] else "other"
                for each in comparison["result"]["differences"]
            }
            yield {"answers": one, "other": two, "choices": choices}
    yield {"answers": first, "other": {**first, "practice": True}, "choices": {}}
    yield {"answers": first, "other": last, "choices": {}}
    yield {"answers": blank, "other": last, "choices": {"x": "both"}}


def _each_return(instrument: Instrument) -> Iterator[Json]:
    """Yield records of few, some and many files, with and without rows, and an invalid record."""
    texts = [json.dumps(each) for each in files(instrument)[:5]]
    audited = [
        json.loads(json.dumps(audit_records.as_json(audit_records.record(instrument, each))))
        for each in texts
    ]
    records = [
        {key: value for key, value in each.items() if key != "undecided"}
        | {"row": {**each["row"], "gender": "Female", "disability": "No", "month": "2026-11"}}
        for each in audited
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


# Every operation of scoring/operations needs samples here that run all of its functions: nothing can be imported in the
# image later. tests/scoring/test_image_samples.py lists each function that was not run.
OPERATIONS: dict[str, Callable[[Instrument], Iterator[Json]]] = {
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


def message(op: str, request: Json) -> str:
    """Return a message as the page sends it."""
    return json.dumps({"id": 1, "op": op, **request})
