"""The form as the benchmark answers it: one answer, or all of them. No item is spelt out: all is in the definition."""

import random
from collections.abc import Mapping

from scoring import definition
from scoring.answers import FORMAT, OTHER, VERSION
from scoring.assessment import parse
from scoring.instrument import Field, FieldKind

INSTRUMENT = definition.load()
FIRST = INSTRUMENT.factors[0]
# Found by its name, as the tests find it.
BAR = '[aria-label="Score so far"]'

Envelope = Mapping[str, object]


def one_answer() -> Envelope:
    """Return an answers file with the first factor's lowest number in it."""
    return _envelope({FIRST.id: FIRST.lowest})


def every_answer() -> Envelope:
    """Return an answers file with everything answered."""
    return _envelope(_every())


def by_chance(seed: int) -> Envelope:
    """Return the same with other numbers of the factors for each seed."""
    chance = random.Random(seed)
    numbers = {each.id: chance.choice(each.statements).number for each in INSTRUMENT.factors}
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
    """Return the selector of one of the first factor's buttons."""
    return f'input[name="{FIRST.id}"][value="{number}"]'


def shown(answered: int, total: int) -> str:
    """Return the pattern of what the bar shows for so many factors answered, and their total."""
    return rf"Scored {answered} of {len(INSTRUMENT.factors)} Total {total}\b"


def _answer(field: Field) -> str:
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
