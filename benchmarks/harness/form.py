"""Answers for the benchmark, made from the definition of the instrument: one answer, all answers, random answers."""

import random
from collections.abc import Mapping

from scoring.answers.envelope.assessment import parse
from scoring.answers.model import FORMAT, OTHER, VERSION
from scoring.definition import instrument_file
from scoring.definition.model import Field, FieldKind, Role

INSTRUMENT = instrument_file.load()
FIRST = INSTRUMENT.factors[0]
# The selector of the total in the bar at the bottom of the form.
TOTAL = '.cse-bar [data-text="total"]'
# The first list of the case record that has dates and is not shown beside a question.
DATED_LIST = next(each.id for each in INSTRUMENT.record.lists if each.when and not each.about)

Envelope = Mapping[str, object]


def one_answer() -> Envelope:
    """Return an answers file in which only the first factor is answered, with its lowest number."""
    return _envelope({FIRST.id: FIRST.lowest})


def every_answer() -> Envelope:
    """Return an answers file in which everything is answered."""
    return _envelope(_every())


def random_answers(seed: int) -> Envelope:
    """Return an answers file in which everything is answered, with random numbers of the factors for each seed."""
    rng = random.Random(seed)
    numbers = {each.id: rng.choice(each.statements).number for each in INSTRUMENT.factors}
    return _envelope(_every() | numbers)


def _every() -> dict[str, object]:
    fields = (*INSTRUMENT.fields, *INSTRUMENT.risk_category.fields, *INSTRUMENT.analysis.fields)
    answers: dict[str, object] = {field.id: _answer(field) for field in fields}
    for ticks in INSTRUMENT.tick_lists:
        ticked = [option.id for option in ticks.all_options]
        answers[ticks.id] = {"ticked": ticked, OTHER: "Something else, for example"}
    answers |= {factor.id: factor.highest for factor in INSTRUMENT.factors}
    answers[INSTRUMENT.risk_category.id] = INSTRUMENT.risk_category.categories[-1].number
    parse(INSTRUMENT, _envelope(answers))
    return answers


def radio(number: int) -> str:
    """Return the selector of the first factor's radio button with this number."""
    return f'input[name="{FIRST.id}"][value="{number}"]'


def _answer(field: Field) -> str:
    if field.role in (Role.GENDER, Role.DISABILITY):
        # Answers that the audit return can count without a person's decision.
        return "Female" if field.role is Role.GENDER else "None"
    match field.kind:
        case FieldKind.DATE:
            return "2026-01-31"
        case FieldKind.CHOICE:
            return field.choices[0]
        case FieldKind.CODE:
            return INSTRUMENT.codes[0].code
        case FieldKind.POSTCODE:
            return "ZZ99 3WZ"
        case _:
            return "Sam Example"


def _envelope(answers: Mapping[str, object]) -> Envelope:
    version = INSTRUMENT.version
    return {"format": FORMAT, "version": VERSION, "instrument": version, "answers": dict(answers)}
